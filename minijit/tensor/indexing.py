"""Index expressions as a list of steps, which dispatch carries out by operators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.creation import tensor
from minijit.tensor.tensor import Tensor


@dataclass(frozen=True, slots=True)
class Select:
    """`aten::select(x, dim, index)`."""

    dim: int
    index: Any


@dataclass(frozen=True, slots=True)
class Slice:
    """`aten::slice(x, dim, start, end, step)`."""

    dim: int
    start: Any
    end: Any
    step: Any


@dataclass(frozen=True, slots=True)
class Unsqueeze:
    """`aten::unsqueeze(x, dim)`."""

    dim: int


@dataclass(frozen=True, slots=True)
class Index:
    """`aten::index(x, indices)`; None keeps a dimension."""

    indices: tuple[Tensor | None, ...]


Step = Select | Slice | Unsqueeze | Index


def _is_int(item: object) -> bool:
    return (
        isinstance(item, int | np.integer)
        and not isinstance(item, bool | np.bool_)
        or (
            isinstance(item, Tensor)
            and not item._sizes
            and item._dtype.is_integral
        )
    )


def _as_sequence(index: Any) -> list[Any]:
    if isinstance(index, tuple):
        return list(index)
    if isinstance(index, list) and any(
        isinstance(i, Tensor | list | tuple | slice) or i is None or i is Ellipsis for i in index
    ) and not all(isinstance(i, list | int) for i in index):
        return list(index)
    return [index]


def _consumed(item: object) -> int:
    """How many dimensions an item takes from the tensor."""
    if item is None or item is Ellipsis or isinstance(item, bool | np.bool_):
        return 0
    if isinstance(item, Tensor) and item._dtype in (dt.bool_, dt.uint8):
        return len(item._sizes)
    return 1


def _as_index(item: Any) -> Tensor:
    if isinstance(item, Tensor):
        return item
    if isinstance(item, np.ndarray):
        return Tensor.from_array(item)
    if isinstance(item, bool | np.bool_):
        return tensor(bool(item))
    if isinstance(item, list | tuple | range):
        made = tensor(list(item))
        return made if made.numel() else Tensor.empty(made._sizes, dt.int64)
    raise error(
        "MJ3040",
        detail="only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
        f"valid indices (got {type(item).__name__})",
    )


def parse_index(t: Tensor, index: Any) -> list[Step]:
    """The steps that `t[index]` stands for, in order; an Index, if any, is the last one."""
    items = _as_sequence(index)
    items = [
        _as_index(i) if isinstance(i, list | np.ndarray | range | tuple) else i for i in items
    ]
    consumed = sum(_consumed(i) for i in items)
    if consumed > len(t._sizes):
        raise error("MJ3041", dims=len(t._sizes), count=consumed)
    if sum(1 for i in items if i is Ellipsis) > 1:
        raise error("MJ3042")
    steps: list[Step] = []
    tensors: dict[int, Tensor] = {}
    dim = 0
    for item in items:
        if item is Ellipsis:
            dim += len(t._sizes) - consumed
        elif item is None:
            steps.append(Unsqueeze(dim))
            dim += 1
        elif isinstance(item, bool | np.bool_):
            steps.append(Unsqueeze(dim))
            tensors[dim] = tensor([bool(item)])
            dim += 1
        elif isinstance(item, slice):
            if item.start is not None or item.stop is not None or item.step is not None:
                step = 1 if item.step is None else item.step
                steps.append(Slice(dim, item.start, item.stop, step))
            dim += 1
        elif _is_int(item):
            if isinstance(item, Tensor) and tensors:
                tensors[dim] = item
                dim += 1
            else:
                steps.append(Select(dim, item))
        else:
            tensors[dim] = _as_index(item)
            dim += max(_consumed(tensors[dim]), 1) if tensors[dim]._sizes else 1
    if tensors:
        indices: list[Tensor | None] = []
        position = 0
        for at, value in tensors.items():
            indices += [None] * (at - position) + [value]
            position = at + (max(_consumed(value), 1))
        steps.append(Index(tuple(indices)))
    return steps
