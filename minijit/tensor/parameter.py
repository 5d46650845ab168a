"""Parameter and Buffer: tensors that a module counts among its own."""

from __future__ import annotations

from typing import Any

from minijit.diagnostics import error
from minijit.tensor.dtype import get_default_dtype
from minijit.tensor.tensor import Tensor


class Parameter(Tensor):
    """`Parameter(data, requires_grad=True)` shares the memory of `data`."""

    __slots__ = ()

    def __init__(self, data: Tensor | None = None, requires_grad: bool = True) -> None:
        if data is None:
            data = Tensor.empty((0,), get_default_dtype())
        if requires_grad and not (data.dtype.is_floating_point or data.dtype.is_complex):
            raise error("MJ3066", who="Only")
        super().__init__(
            data._storage, data._dtype, data._sizes, data._strides, data._offset, requires_grad
        )
        self._quantizer = data._quantizer

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        """A parameter of its own memory, whatever storage this one is a view of."""
        if id(self) in memo:
            found: Parameter = memo[id(self)]
            return found
        result = type(self)(self.dense_copy(), self._requires_grad)
        memo[id(self)] = result
        return result


class Buffer(Tensor):
    """`Buffer(data, persistent=True)`: a module that is given one registers it as a buffer."""

    __slots__ = ("persistent",)

    def __init__(self, data: Tensor | None = None, *, persistent: bool = True) -> None:
        if data is None:
            data = Tensor.empty((0,), get_default_dtype())
        super().__init__(
            data._storage, data._dtype, data._sizes, data._strides, data._offset,
            data._requires_grad,
        )  # fmt: skip
        self._quantizer = data._quantizer
        self.persistent = persistent
