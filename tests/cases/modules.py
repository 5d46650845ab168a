"""Modules: parameters, buffers, constants, submodules, state."""

from typing import Dict, Final, List, Optional, Tuple

import minijit as torch
from minijit import Tensor, nn
from minijit.nn.utils.rnn import pack_padded_sequence, pack_sequence, pad_packed_sequence
from tests.cases.case import Raises, case

t = torch.tensor


def linear(weight, bias):
    made = nn.Linear(len(weight[0]), len(weight))
    made.load_state_dict({"weight": t(weight), "bias": t(bias)})
    return made


@case(((t([1.0, 1.0]),), t([1.0])), ((t([1.0, -3.0]),), t([0.5])), ((t(1.0),), Raises("")))
class TwoLayers(nn.Module):
    def __init__(self):
        super().__init__()
        self.l0 = linear([[1.0, 0.0], [0.5, 0.5]], [0.0, -0.5])
        self.l1 = linear([[0.5, 1.0]], [0.0])

    def forward(self, x):
        return self.l1(nn.functional.relu(self.l0(x)))


@case(((t([1.0]),), t([3.0])), ((t([1.0]),), t([6.0])), ((t([0.0]),), t([9.0])))
class Stateful(nn.Module):
    """Each call sees what the calls before left."""

    def __init__(self):
        super().__init__()
        self.calls = 0
        self.register_buffer("total", torch.zeros(1))

    def forward(self, x):
        self.calls += 1
        self.total += x
        self.total = self.total * 1
        return (
            self.total + self.calls + (1 if self.calls < 2 else self.calls + 0)
            if self.calls < 3
            else self.total * 3 + self.calls
        )


@case(((t([1.0, 2.0]),), (t([6.5, 8.5]), "ab", 2)))
class Attributes(nn.Module):
    scale: Final[float]

    def __init__(self):
        super().__init__()
        self.scale = 2.0
        self.names = ["a", "b"]
        self.shifts = {"x": 1.5}
        self.maybe: Optional[Tensor] = None
        self.pair = (1, 2.0)
        self.register_buffer("b", t([1.0, 1.0]))

    def forward(self, x):
        y = x * self.scale + self.b + self.pair[1]
        if self.maybe is None:
            y = y + self.shifts["x"]
        text = ""
        for name in self.names:
            text += name
        return y, text, len(self.names)


@case(((t([2.0]),), t([8.0])))
class Containers(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([linear([[1.0]], [1.0]), nn.ReLU(), linear([[2.0]], [0.0])])
        self.named = nn.ModuleDict({"a": nn.Identity(), "b": nn.Identity()})
        self.seq = nn.Sequential(linear([[1.0]], [2.0]), nn.Sequential(nn.Identity()))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        for name, layer in self.named.items():
            x = layer(x)
        return self.seq(x)


@case(((t([1.0]), 2), t([3.0])), ((t([1.0]), -1), t([0.0])))
class Methods(nn.Module):
    def forward(self, x, n: int):
        return self.helper(x, n=n) + self.static(n)

    def helper(self, x, n: int = 1, flip: bool = False):
        if flip:
            return -x
        return x * (n if n > 0 else 1)

    @staticmethod
    def static(n: int) -> int:
        return 1 if n > 0 else -1


@case(((t([[1.0, 2.0], [3.0, 4.0]]),), t([[-1.0, -1.0], [1.0, 1.0]])))
class Normalized(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(2)

    def forward(self, x):
        return self.norm(x)


@case(((t([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]]]),), t([20.0])))
class Convolved(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 1, 2)
        self.conv.load_state_dict({"weight": torch.ones(1, 1, 2, 2), "bias": t([0.0])})
        self.pool = nn.MaxPool2d(2, stride=1)

    def forward(self, x):
        return self.pool(self.conv(x.unsqueeze(0))).flatten() - 4.0


@case((([t([1.0]), t([2.0])],), ({"last": t([2.0])}, t([3.0]))))
class Structures(nn.Module):
    def forward(self, xs: List[Tensor]) -> Tuple[Dict[str, Tensor], Tensor]:
        total = torch.zeros(1)
        found: Dict[str, Tensor] = {}
        for x in xs:
            total = total + x
            found["last"] = x
        return found, total


@case(
    (
        (t([[[0.5], [1.0]], [[-0.5], [2.0]]]), t([1, 2])),
        (t([[1.0], [0.5], [2.0]]), t([[[0.5, 1.0]], [[0.0, 2.0]]]), t([1, 2]), t([2, 1])),
    )
)
class PackedSequences(nn.Module):
    """Sequences of unequal length, packed and padded again."""

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        padded, found = pad_packed_sequence(packed)
        ordered = pack_sequence([x[:, 1], x[:1, 0]])
        return packed.data, padded.transpose(1, 2), found, ordered.batch_sizes


@case(((t([[1.0, -2.0]]),), (t([[2.0, 0.0]]), True, False)))
class KindsOfModules(nn.Module):
    """Which class a submodule is of is known when the program is compiled."""

    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleList([nn.Identity(), nn.ReLU()])

    def forward(self, x):
        for head in self.heads:
            if isinstance(head, nn.Identity):
                x = x + 1.0
            elif isinstance(head, (nn.Linear, nn.ReLU)):
                x = head(x)
        return x, isinstance(self.heads[0], nn.Identity), isinstance(x, nn.Linear)


@case(
    ((t([[[1.0, 2.0]]]),), t([[[2.0, 1.0]]])),
    ((torch.zeros(0, 3, 2),), torch.zeros(0, 3, 2)),
)
class AttendsToItself(nn.Module):
    """Also in a batch without elements."""

    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(2, 2, bias=False, batch_first=True)
        self.attention.in_proj_weight.copy_(torch.eye(2).repeat(3, 1))
        self.attention.out_proj.weight.copy_(t([[0.0, 1.0], [1.0, 0.0]]))

    def forward(self, x):
        return self.attention(x, x, x)[0]


@case(((t([-1.0, 2.0]), (1, "a")), (t([0.0, 2.0]), t([-1.0, 2.0]), "a", 2.0)))
class ConstantIndices(nn.Module):
    __constants__ = ["k", "name"]

    def __init__(self):
        super().__init__()
        self.k = 1
        self.name = "same"
        self.layers = nn.ModuleList([nn.Identity(), nn.ReLU()])
        self.named = nn.ModuleDict({"same": nn.Identity()})

    def forward(self, x: Tensor, pair: Tuple[int, str]):
        return self.layers[self.k](x), self.named[self.name](x), pair[self.k], float(x[self.k])
