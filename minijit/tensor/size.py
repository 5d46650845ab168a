"""Sizes of a tensor."""

from __future__ import annotations

from operator import index as to_int
from typing import TYPE_CHECKING, Any, Self

from minijit.diagnostics import error
from minijit.tensor.symbolic import Symbolic

if TYPE_CHECKING:
    from collections.abc import Iterable


class Size(tuple[int, ...]):
    """A tuple of ints that prints as `torch.Size([2, 3])`; TypeError for other elements."""

    __slots__ = ()

    def __new__(cls, sizes: Iterable[Any] = ()) -> Self:
        made = super().__new__(cls, sizes)
        if all(type(size) is int or isinstance(size, Symbolic) for size in made):
            return made
        return super().__new__(cls, [_whole(size, i) for i, size in enumerate(made)])

    def numel(self) -> int:
        """The number of elements of a tensor of this size."""
        count = 1
        for size in self:
            count *= size
        return count

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    __str__ = __repr__

    def __getitem__(self, index: Any) -> Any:
        item = tuple.__getitem__(self, index)
        return Size(item) if isinstance(index, slice) else item

    def __add__(self, other: Any) -> Size:
        if not isinstance(other, tuple):
            raise error("MJ3081", type=type(other).__name__)
        return Size((*self, *other))

    def __radd__(self, other: Any) -> Size:
        return Size((*other, *self))

    def __mul__(self, count: Any) -> Size:
        return Size(tuple.__mul__(self, count))

    __rmul__ = __mul__

    def __reduce__(self) -> Any:
        return (Size, (tuple(self),))


def _whole(size: Any, position: int) -> int:
    try:
        return to_int(size)
    except TypeError:
        raise error("MJ3080", index=position, type=type(size).__name__) from None
