"""Paddings."""

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


class ConstantPad1d(_Pad):
    """Surrounds the last 1 dimensions with a value."""

    __constants__ = ["padding", "value"]
    value: float
    _dims = 1

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class ConstantPad2d(_Pad):
    """Surrounds the last 2 dimensions with a value."""

    __constants__ = ["padding", "value"]
    value: float
    _dims = 2

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class ConstantPad3d(_Pad):
    """Surrounds the last 3 dimensions with a value."""

    __constants__ = ["padding", "value"]
    value: float
    _dims = 3

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class ZeroPad1d(_Pad):
    """Surrounds the last 1 dimension with 0."""

    _dims = 1

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", 0.0)


class ZeroPad2d(_Pad):
    """Surrounds the last 2 dimensions with 0."""

    _dims = 2

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", 0.0)


class ZeroPad3d(_Pad):
    """Surrounds the last 3 dimensions with 0."""

    _dims = 3

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "constant", 0.0)


class ReflectionPad1d(_Pad):
    """Surrounds the last 1 dimension with a mirror image."""

    _dims = 1

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "reflect")


class ReflectionPad2d(_Pad):
    """Surrounds the last 2 dimensions with a mirror image."""

    _dims = 2

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "reflect")


class ReflectionPad3d(_Pad):
    """Surrounds the last 3 dimensions with a mirror image."""

    _dims = 3

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "reflect")


class ReplicationPad1d(_Pad):
    """Surrounds the last 1 dimension with the border."""

    _dims = 1

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "replicate")


class ReplicationPad2d(_Pad):
    """Surrounds the last 2 dimensions with the border."""

    _dims = 2

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "replicate")


class ReplicationPad3d(_Pad):
    """Surrounds the last 3 dimensions with the border."""

    _dims = 3

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "replicate")


class CircularPad1d(_Pad):
    """Surrounds the last 1 dimension with the other side."""

    _dims = 1

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "circular")


class CircularPad2d(_Pad):
    """Surrounds the last 2 dimensions with the other side."""

    _dims = 2

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "circular")


class CircularPad3d(_Pad):
    """Surrounds the last 3 dimensions with the other side."""

    _dims = 3

    def forward(self, input: Tensor) -> Tensor:
        return F.pad(input, self.padding, "circular")
