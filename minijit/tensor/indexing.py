"""Index expressions as a list of steps, which dispatch carries out by operators."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.convert import encode
from minijit.tensor.creation import tensor
from minijit.tensor.symbolic import Symbolic
from minijit.tensor.tensor import Tensor

# A list shorter than this that holds sequences, slices, None or ... stands for a tuple.
_TUPLE_LIKE = 32
_INT64 = range(-(2**63), 2**63)


class Step:
    """One operator of an index expression, with its arguments after the tensor."""

    __slots__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({fields})"


class Select(Step):
    """`aten::select(x, dim, index)`; the index is an int or a 0-d tensor of one."""

    __slots__ = ("dim", "index")

    def __init__(self, dim: int, index: Any) -> None:
        self.dim = dim
        self.index = index


class Slice(Step):
    """`aten::slice(x, dim, start, end, step)`; bounds are ints, None or 0-d tensors."""

    __slots__ = ("dim", "start", "end", "step")  # noqa: RUF023

    def __init__(self, dim: int, start: Any, end: Any, step: Any) -> None:
        self.dim = dim
        self.start = start
        self.end = end
        self.step = step


class Unsqueeze(Step):
    """`aten::unsqueeze(x, dim)`."""

    __slots__ = ("dim",)

    def __init__(self, dim: int) -> None:
        self.dim = dim


class Index(Step):
    """`aten::index(x, indices)`; None keeps a dimension, a mask takes as many as it has."""

    __slots__ = ("indices",)

    def __init__(self, indices: tuple[Tensor | None, ...]) -> None:
        self.indices = indices


def parse_index(t: Tensor, index: Any) -> list[Step]:
    """The steps that `t[index]` stands for, in order; an Index, if any, is the last one.

    IndexError, TypeError or ValueError as PyTorch raises them, before anything is computed.
    """
    if isinstance(index, tuple) or _stands_for_tuple(index):
        items = list(index)
    else:
        if not t._sizes:
            _check_scalar_index(index)
        items = [index]
    return _Parser(t).parse(items)


def _stands_for_tuple(index: Any) -> bool:
    if isinstance(index, Tensor | np.ndarray | str | bytes) or not _is_sequence(index):
        return False
    return len(index) < _TUPLE_LIKE and any(
        item is None or item is Ellipsis or isinstance(item, Tensor | slice) or _is_sequence(item)
        for item in index
    )


def _is_sequence(item: Any) -> bool:
    if isinstance(item, Tensor | dict | set | np.generic):
        return False
    return hasattr(item, "__getitem__") and hasattr(item, "__len__")


def _check_scalar_index(index: Any) -> None:
    """What PyTorch says of `x[0]` and `x[:]` on a 0-d tensor."""
    if isinstance(index, slice):
        raise error("MJ3030")
    if not isinstance(index, Tensor) and _as_int(index) is not None:
        raise error("MJ3056")


def _as_int(item: Any) -> int | None:
    """A Python or numpy integer; None for anything else, bool included."""
    if isinstance(item, bool | np.bool_ | Tensor | np.ndarray) or not hasattr(item, "__index__"):
        return None
    if isinstance(item, Symbolic):
        return item  # type: ignore[return-value]
    value = operator.index(item)
    if value not in _INT64:
        raise error("MJ3061")
    return value


def _is_flag(item: Any) -> bool:
    """A bool, or a 0-d tensor of one."""
    return isinstance(item, bool) or (
        isinstance(item, Tensor) and not item._sizes and item._dtype in (dt.bool_, dt.uint8)
    )


def _is_tensor_int(item: Any) -> bool:
    return isinstance(item, Tensor) and not item._sizes and item._dtype.is_integral


def _as_index(item: Any) -> Tensor:
    """A tensor of indices or a mask from a tensor, an array or a sequence of numbers."""
    if isinstance(item, str | bytes):
        raise error("MJ3063", got=type(item).__name__)
    if not isinstance(item, Tensor):
        if not _is_sequence(item):
            kind = type(item)
            prefix = "numpy." if kind.__module__ == "numpy" else ""
            raise error("MJ3059", got=prefix + kind.__name__)
        made = tensor(item)
        if made._dtype in (dt.bool_, dt.uint8, dt.int64):
            return made
        return Tensor.from_array(encode(made.compute_array(), dt.int64))
    if item._dtype not in (dt.bool_, dt.uint8, dt.int64, dt.int32):
        raise error("MJ3062")
    return item


def _bound(value: Any) -> Any:
    """A slice bound: clamped to 64 bits; 0-d tensors stay."""
    if value is None:
        return None
    if not hasattr(value, "__index__"):
        raise error("MJ3060")
    if isinstance(value, Symbolic):
        return value
    number = operator.index(value)
    if isinstance(value, Tensor):
        return value
    return min(max(number, _INT64.start), _INT64.stop - 1)


def _now(index: Any) -> int:
    """What an index is in this call."""
    return int(index.number if isinstance(index, Symbolic) else index)


class _Parser:
    """The steps so far, the dimension that the next item is about, and the sizes there."""

    __slots__ = ("dim", "indices", "sizes", "steps")

    def __init__(self, t: Tensor) -> None:
        self.sizes = list(t._sizes)
        self.dim = 0
        self.steps: list[Step] = []
        self.indices: dict[int, Tensor] = {}

    def parse(self, items: list[Any]) -> list[Step]:
        dims = len(self.sizes)
        items = [self._prepared(item) for item in items]
        consumed = sum(_consumed(item) for item in items)
        if consumed > dims:
            raise error("MJ3041", dims=dims)
        if sum(1 for item in items if item is Ellipsis) > 1:
            raise error("MJ3042")
        for position, item in enumerate(items):
            if item is Ellipsis:
                self.dim += dims - consumed
            elif item is None:
                self._unsqueeze()
                self.dim += 1
            elif _is_flag(item):
                self._flag(bool(item))
            elif isinstance(item, slice):
                self._slice(item)
            elif isinstance(item, int) or _is_tensor_int(item):
                self._select(item, position)
            else:
                self.indices[self.dim] = item
                self.dim += _consumed(item)
        if self.indices:
            self.steps.append(Index(self._arranged()))
        return self.steps

    def _prepared(self, item: Any) -> Any:
        """The item with numbers as int and sequences as tensors."""
        if item is None or item is Ellipsis or isinstance(item, slice | bool):
            return item
        if _is_flag(item) or _is_tensor_int(item):
            return item
        number = _as_int(item)
        return _as_index(item) if number is None else number

    def _unsqueeze(self) -> None:
        self.steps.append(Unsqueeze(self.dim))
        self.sizes.insert(self.dim, 1)

    def _flag(self, flag: bool) -> None:
        """A new dimension, of which True keeps the only element and False none."""
        self._unsqueeze()
        self.indices[self.dim] = tensor([0] if flag else [], dtype=dt.int64)
        self.dim += 1

    def _slice(self, item: slice) -> None:
        start, stop = _bound(item.start), _bound(item.stop)
        step = 1 if item.step is None else _bound(item.step)
        now = [None if bound is None else _now(bound) for bound in (start, stop)]
        stride = _now(step)
        if stride == 0:
            raise error("MJ3058")
        if stride < 0:
            raise error("MJ3057")
        if not (start is None and stop is None and item.step is None):
            self.steps.append(Slice(self.dim, start, stop, step))
            first, last, _ = slice(*now).indices(self.sizes[self.dim])
            self.sizes[self.dim] = -(-max(last - first, 0) // stride)
        self.dim += 1

    def _select(self, item: Any, position: int) -> None:
        size = self.sizes[self.dim]
        if not -size <= _now(item) < size:
            raise error("MJ3114", index=_now(item), dim=position, size=size)
        self.steps.append(Select(self.dim, item))
        del self.sizes[self.dim]

    def _arranged(self) -> tuple[Tensor | None, ...]:
        """Indices in their places, None for the dimensions between them."""
        arranged: list[Tensor | None] = []
        covered = 0
        for dim, item in self.indices.items():
            arranged += [None] * (dim - covered)
            arranged.append(item)
            covered = dim + _consumed(item)
        return tuple(arranged)


def _consumed(item: object) -> int:
    """How many dimensions of the tensor an item is about."""
    if item is None or item is Ellipsis or _is_flag(item):
        return 0
    if isinstance(item, Tensor) and item._dtype in (dt.bool_, dt.uint8):
        return len(item._sizes)
    return 1
