"""Paddings."""

# ruff: noqa: UP032  (forward is in the language that script compiles)

from __future__ import annotations

from typing import Any

from minijit.nn import functional as F
from minijit.nn.modules.module import Module
from minijit.tensor import Tensor


class _Pad(Module):
    __constants__ = ["padding"]
    padding: Any
    _dims = 1

    def __init__(self, padding: Any) -> None:
        super().__init__()
        self.padding = (padding,) * (2 * self._dims) if isinstance(padding, int) else tuple(padding)

    def extra_repr(self) -> str:
        return f"{self.padding}"


class _ConstantPad(_Pad):
    __constants__ = ["padding", "value"]
    value: float

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class _ZeroPad(_Pad):
    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", 0.0)


class _ReflectionPad(_Pad):
    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "reflect")


class _ReplicationPad(_Pad):
    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "replicate")


class _CircularPad(_Pad):
    def forward(self, input: Tensor) -> Tensor:
        rank = len(self.padding) // 2 + 1
        if input.dim() != rank and input.dim() != rank + 1:
            raise ValueError(
                "expected {}D or {}D input (got {}D input)".format(rank, rank + 1, input.dim())
            )
        return F.pad(input, self.padding, "circular")


class ConstantPad1d(_ConstantPad):
    """Surrounds the last 1 dimension with a value."""

    _dims = 1


class ConstantPad2d(_ConstantPad):
    """Surrounds the last 2 dimensions with a value."""

    _dims = 2


class ConstantPad3d(_ConstantPad):
    """Surrounds the last 3 dimensions with a value."""

    _dims = 3


class ZeroPad1d(_ZeroPad):
    """Surrounds the last 1 dimension with 0."""

    _dims = 1


class ZeroPad2d(_ZeroPad):
    """Surrounds the last 2 dimensions with 0."""

    _dims = 2


class ZeroPad3d(_ZeroPad):
    """Surrounds the last 3 dimensions with 0."""

    _dims = 3


class ReflectionPad1d(_ReflectionPad):
    """Surrounds the last 1 dimension with a mirror image."""

    _dims = 1


class ReflectionPad2d(_ReflectionPad):
    """Surrounds the last 2 dimensions with a mirror image."""

    _dims = 2


class ReflectionPad3d(_ReflectionPad):
    """Surrounds the last 3 dimensions with a mirror image."""

    _dims = 3


class ReplicationPad1d(_ReplicationPad):
    """Surrounds the last 1 dimension with the border."""

    _dims = 1


class ReplicationPad2d(_ReplicationPad):
    """Surrounds the last 2 dimensions with the border."""

    _dims = 2


class ReplicationPad3d(_ReplicationPad):
    """Surrounds the last 3 dimensions with the border."""

    _dims = 3


class CircularPad1d(_CircularPad):
    """Surrounds the last 1 dimension with the other side."""

    _dims = 1


class CircularPad2d(_CircularPad):
    """Surrounds the last 2 dimensions with the other side."""

    _dims = 2


class CircularPad3d(_CircularPad):
    """Surrounds the last 3 dimensions with the other side."""

    _dims = 3
