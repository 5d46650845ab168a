"""Parameter: a tensor that a module counts among its parameters."""

from __future__ import annotations

from typing import Any

from minijit.tensor.tensor import Tensor


class Parameter(Tensor):
    """`Parameter(data, requires_grad=True)` shares the memory of `data`."""

    __slots__ = ()

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Parameter:
        return super().__new__(cls)

    def __init__(self, data: Tensor | None = None, requires_grad: bool = True) -> None:
        if data is None:
            from minijit.tensor.promotion import get_default_dtype  # documented cycle

            data = Tensor.empty((0,), get_default_dtype())
        if requires_grad and not (data._dtype.is_floating_point or data._dtype.is_complex):
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        super().__init__(
            data._storage, data._dtype, data._sizes, data._strides, data._offset, requires_grad
        )

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        result = super().__deepcopy__(memo)
        assert isinstance(result, Parameter)
        return result
