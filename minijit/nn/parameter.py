"""The module in which PyTorch keeps Parameter, and tensors whose sizes the first call will tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

import minijit as torch
from minijit.diagnostics import error
from minijit.reference.common import fail
from minijit.tensor import Buffer, Parameter, Size, Tensor

if TYPE_CHECKING:
    from collections.abc import Callable


class _Uninitialized:
    """A tensor of no sizes yet: it has a dtype, and can become one of given sizes.

    ValueError: it is used as an operand, or asked for its elements.
    """

    __slots__ = ()

    def materialize(self: Any, shape: Any, device: Any = None, dtype: Any = None) -> None:
        """Become a tensor of these sizes, whose elements are not set.

        `shape`: the sizes; `dtype`: None keeps the dtype. RuntimeError: a size is negative.
        """
        made = torch.empty(shape, device=device, dtype=dtype or self._dtype)
        self._storage, self._dtype, self._offset = made._storage, made._dtype, 0
        self._sizes, self._strides = made._sizes, made._strides
        self.__class__ = type(self).__mro__[2]

    @property
    def data(self: Any) -> Any:
        """Itself: there is nothing to share. To set a tensor is to take its dtype."""
        return self

    @data.setter
    def data(self: Any, value: Tensor) -> None:
        self._storage, self._dtype = value._storage, value._dtype

    def convert(self: Any, change: Callable[[Tensor], Tensor]) -> None:
        """Take the dtype that `change` gives to a tensor of no elements."""
        self.data = change(torch.empty(0, dtype=self._dtype))

    # Whatever would look at the elements asks for the sizes first.
    @property
    def _sizes(self) -> tuple[int, ...]:
        text = (
            "Attempted to use an uninitialized parameter. This error happens when you are using "
            "a `LazyModule` or explicitly manipulating `torch.nn.parameter."
            "UninitializedParameter` objects. When using LazyModules Call `forward` with a dummy "
            "batch to initialize the parameters before calling torch functions"
        )
        raise error("MJ3103", detail=text)

    @_sizes.setter
    def _sizes(self: Any, sizes: tuple[int, ...]) -> None:
        Tensor._sizes.__set__(self, sizes)  # type: ignore[attr-defined]

    @property
    def shape(self) -> Size:
        """RuntimeError: it has none yet."""
        fail(
            "Can't access the shape of an uninitialized parameter or buffer. This error usually "
            "happens in `load_state_dict` when trying to load an uninitialized parameter into an "
            "initialized one. Call `forward` to initialize the parameters before accessing their "
            "attributes."
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __deepcopy__(self: Any, memo: dict[int, Any]) -> Any:
        result = memo[id(self)] = memo.get(id(self)) or type(self)(dtype=self._dtype)
        return result


def _of_no_elements(name: str) -> Callable[..., Tensor]:
    """A conversion: that of a tensor without elements, itself if nothing changes."""

    def convert(self: Any, *args: Any, **kwargs: Any) -> Tensor:
        made: Tensor = getattr(torch.empty(0, dtype=self._dtype), name)(*args, **kwargs)
        return self if made._dtype is self._dtype else made

    convert.__name__ = name
    return convert


for _name in ("to", "cpu", "half", "float", "double", "char", "short", "int", "long"):
    setattr(_Uninitialized, _name, _of_no_elements(_name))


class UninitializedParameter(_Uninitialized, Parameter):
    """A parameter that the first call of a lazy layer gives its sizes. `shape`: RuntimeError."""

    __slots__ = ()

    def __init__(self, requires_grad: bool = True, device: Any = None, dtype: Any = None) -> None:
        super().__init__(torch.empty(0, device=device, dtype=dtype), requires_grad)


class UninitializedBuffer(_Uninitialized, Buffer):
    """A buffer that the first call of a lazy layer gives its sizes. `shape`: RuntimeError."""

    __slots__ = ()

    def __init__(
        self,
        requires_grad: bool = False,
        device: Any = None,
        dtype: Any = None,
        persistent: bool = True,
    ) -> None:
        super().__init__(torch.empty(0, device=device, dtype=dtype), persistent=persistent)
        self._requires_grad = requires_grad


def is_lazy(param: Any) -> TypeGuard[_Uninitialized]:
    """Whether its sizes are still to be told."""
    return isinstance(param, _Uninitialized)


__all__ = ["Buffer", "Parameter", "UninitializedBuffer", "UninitializedParameter", "is_lazy"]
