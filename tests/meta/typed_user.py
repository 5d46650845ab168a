"""What a type checker sees of minijit: lines marked as ignored are those that it must refuse."""

from typing import Any, assert_type

import minijit as torch
from minijit import nn


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(4, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(x) + 1
        assert_type(y, torch.Tensor)
        assert_type(torch.add(x, 2, alpha=3), torch.Tensor)
        assert_type(x.reshape(2, -1).sum(1, keepdim=True), torch.Tensor)
        assert_type(x.size(0), int)
        assert_type(x.float().long().dim(), int)
        assert_type(torch.zeros(2, 3, dtype=torch.float64, requires_grad=True), torch.Tensor)
        assert_type(torch.zeros((2, 3)), torch.Tensor)
        assert_type(x[0] @ x.t(), torch.Tensor)
        assert_type(torch.chunk(x, 2), tuple[torch.Tensor, ...])
        assert_type(torch.allclose(x, y), bool)
        assert_type(torch.cat([x, y], dim=1), torch.Tensor)
        assert_type(torch.clip(x, 0, 1), torch.Tensor)
        x += 1
        x[0] = 2.0
        return y.view(-1)


def refused(x: torch.Tensor) -> None:
    torch.relu("text")  # type: ignore[arg-type]
    torch.reluu(x)  # type: ignore[attr-defined]
    x.no_such_method()  # type: ignore[attr-defined]
    x.transpose("a", 1)  # type: ignore[arg-type]
    torch.cat(x, dim="0")  # type: ignore[call-overload]
    x.sum(keepdims_=True)  # type: ignore[call-overload]


def program(path: str) -> Any:
    scripted = torch.jit.script(Net())
    scripted.save(path)
    torch.save({"x": torch.ones(2)}, path)
    return torch.jit.load(path)(torch.randn(4))
