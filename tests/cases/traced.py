"""Traced programs: only the executed path, and sizes that follow the input."""

from typing import Optional, Union

import minijit as torch
from minijit import nn
from tests.cases.case import case

t = torch.tensor


@case(((t([1.0, 2.0]),), t([2.0, 4.0])), ((t([-1.0, -2.0]),), t([-2.0, -4.0])), trace=True)
def frozen_branch(x):
    if x.sum() > 0:
        return x * 2
    return -x


@case(
    ((torch.ones(2, 3),), torch.full((2, 3), 2.0)),
    ((torch.ones(4, 1),), torch.full((4, 1), 2.0)),
    trace=True,
)
def follows_sizes(x):
    flat = x.view(x.size(0) * x.shape[1])
    return flat.reshape(x.shape) + torch.ones(x.shape[0], x.size(1))


@case(((t([1.0]),), t([2.0])), trace=True)
class LeftToPython(nn.Module):
    @torch.jit.ignore
    def forward(self, x):
        return x * 2


class Temperature(nn.Module):
    value: Optional[torch.Tensor]
    factor: Union[torch.Tensor, float]

    def __init__(self):
        super().__init__()
        self.register_buffer("value", t([2.0]))
        self.factor = t([3.0])


@case(((t([1.0]),), t([6.0])), ((t([4.0, 2.0]),), t([24.0, 12.0])), trace=True)
class MayHoldSomethingElse(nn.Module):
    def __init__(self):
        super().__init__()
        self.held = Temperature()

    def forward(self, x):
        return x * self.held.value * self.held.factor


@case((((t([1.0]), [t([2.0])]),), {"sum": t([3.0]), "pair": t([4.0])}), trace=True)
def structures(inputs):
    a, (b,) = inputs
    return {"sum": a + b, "pair": b * 2}


@case(
    ((t([[1.0, 2.0]]),), (t([[3.0]]), t([[3.0]]))),
    ((t([[1.0, 2.0], [0.0, 1.0]]),), (t([[3.0], [1.0]]), t([[3.0], [1.0]]))),
    trace=True,
)
class Submodules(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 1, bias=False)
        self.a.load_state_dict({"weight": t([[1.0, 1.0]])})
        self.seq = nn.Sequential(nn.ReLU(), nn.Identity())

    def forward(self, x):
        y = self.seq(self.a(x))
        return y, self.seq(y)


@case(((t([1.0, 2.0]),), t([11.0, 22.0])), trace=True)
class ConstantsAndBuffers(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("b", t([1.0, 2.0]))

    def forward(self, x):
        return x * t([10.0, 10.0]) + self.b


@torch.jit.script
def chosen(x):
    if bool(x.sum() > 0):
        return x + 1
    return x - 1


@case(((t([1.0]),), t([4.0])), ((t([-1.0]),), t([-4.0])), trace=True)
def calls_scripted(x):
    return chosen(x) * 2
