"""Elements chosen by tensors of indices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import (
    NAMES,
    broadcast,
    fail,
    fail_index,
    make,
    not_implemented,
    values,
    wrap_dim,
)
from minijit.reference.common import values as numbers
from minijit.reference.copying import check_writable, converted
from minijit.tensor import Tensor, views
from minijit.tensor import dtype as dt
from minijit.tensor.creation import encode

Indices = Sequence[Tensor | None]
_MASKS = (dt.bool_, dt.uint8)


def check_rows(index: Any, rows: Tensor, axis: int = 0) -> None:
    """IndexError unless every index is one of a tensor's slices; RuntimeError if it has none."""
    if not index.size:
        return
    if rows.dim() > 1 and not rows._sizes[axis]:
        fail("index_select(): self indexing axis dim should be positive")
    if index.min() < 0 or index.max() >= rows._sizes[axis]:
        fail_index("index out of range in self")


def check_bounds(index: int, dim: int, size: int) -> NoReturn:
    """IndexError: an index is out of range."""
    raise error("MJ3114", index=index, dim=dim, size=size)


def _prepare(self: Tensor, indices: Indices) -> tuple[Any, ...]:
    """Indices for numpy: masks as their positions, all bounds checked."""
    prepared: list[Any] = []
    dim = 0
    for index in indices:
        if index is None:
            prepared.append(slice(None))
            dim += 1
            continue
        if index._dtype in _MASKS:
            mask = index.array() != 0
            if dim + mask.ndim > self.dim():
                raise error("MJ3041", dims=self.dim())
            for i, size in enumerate(mask.shape):
                if size != self._sizes[dim + i]:
                    fail_index(
                        f"The shape of the mask {list(mask.shape)} at index {i} does not match the "
                        f"shape of the indexed tensor {list(self._sizes)} at index {dim + i}"
                    )
            prepared += [np.asarray(p) for p in mask.nonzero()] if mask.ndim else [mask]
            dim += mask.ndim
            continue
        if not index._dtype.is_integral:
            fail_index("tensors used as indices must be long, int, byte or bool tensors")
        if dim >= self.dim():
            raise error("MJ3041", dims=self.dim())
        array = index.array().astype(np.int64)
        size = self._sizes[dim]
        if array.size:
            low, high = int(array.min()), int(array.max())
            if low < -size or high >= size:
                check_bounds(low if low < -size else high, dim, size)
        prepared.append(array)
        dim += 1
    arrays = [p.shape for p in prepared if not isinstance(p, slice)]
    try:
        np.broadcast_shapes(*arrays)
    except ValueError:
        shapes = ", ".join(str(list(s)) for s in arrays)
        fail_index(
            f"shape mismatch: indexing tensors could not be broadcast together with shapes {shapes}"
        )
    return tuple(prepared)


def aten_index_Tensor(self: Tensor, indices: Indices) -> Tensor:
    return make(values(self, self._dtype)[_prepare(self, indices)], self._dtype)


aten_index_Tensor_hacked_twin = aten_index_Tensor


def aten_index_put_(
    self: Tensor, indices: Indices, values: Tensor, accumulate: bool = False
) -> Tensor:
    check_writable(self)
    masks = [index for index in indices if index is not None]
    if not accumulate and values.numel() == 1 and len(masks) == 1 and masks[0]._dtype in _MASKS:
        values = converted(values, self._dtype, copy=False)
    if values._dtype is not self._dtype:
        fail(
            "Index put requires the source and destination dtypes match, got "
            f"{NAMES[self._dtype.name]} for the destination and {NAMES[values._dtype.name]} for "
            "the source."
        )
    prepared = _prepare(self, indices)
    target = self.array()
    shape = target[prepared].shape
    given = values.array()
    try:
        np.broadcast_to(given, shape)
    except ValueError:
        fail(
            f"shape mismatch: value tensor of shape {list(given.shape)} cannot be broadcast to "
            f"indexing result of shape {list(shape)}"
        )
    if not accumulate:
        target[prepared] = given
        return self
    total = numbers(self, self._dtype).copy()
    np.add.at(total, prepared, numbers(values, self._dtype))
    target[...] = encode(total, self._dtype)
    return self


aten_index_put__hacked_twin = aten_index_put_


def aten_index_select(self: Tensor, dim: int, index: Tensor) -> Tensor:
    axis = wrap_dim(dim, self.dim())
    if index.dim() > 1:
        fail_index("index_select(): Index is supposed to be a vector")
    if index._dtype not in (dt.int64, dt.int32):
        fail("index_select(): Expected dtype int32 or int64 for index")
    array = index.array().reshape(-1)
    if self.dim() == 0:
        if array.size > 1:
            fail(
                f"index_select(): Index to scalar can have only 1 value, got {array.size} value(s)"
            )
        return make(values(self, self._dtype), self._dtype)
    check_rows(array, self, axis)
    return make(values(self, self._dtype).take(array, axis), self._dtype)


def aten_gather(self: Tensor, dim: int, index: Tensor, sparse_grad: bool = False) -> Tensor:
    axis = wrap_dim(dim, self.dim())
    if index.numel() == 0:
        return Tensor.empty(index._sizes, self._dtype)
    if index._dtype not in (dt.int64, dt.int32):
        fail("gather(): Expected dtype int32/int64 for index")
    if max(index.dim(), 1) != max(self.dim(), 1):
        fail("Index tensor must have the same number of dimensions as input tensor")
    for d in range(index.dim()):
        if self.dim() and d != axis and index._sizes[d] > self._sizes[d]:
            fail(
                f"Size does not match at dimension {d} expected index {list(index._sizes)} to be "
                f"no larger than self {list(self._sizes)} apart from dimension {axis}"
            )
    array = index.array().astype(np.int64)
    size = self._sizes[axis] if self._sizes else 1
    wrong = (array < 0) | (array >= size)
    if wrong.any():
        fail(
            f"index {int(array[wrong].reshape(-1)[0])} is out of bounds for dimension {axis} with "
            f"size {size}"
        )
    x = values(self, self._dtype)
    if x.ndim == 0:
        return make(np.broadcast_to(x, array.shape), self._dtype)
    shape: tuple[int, ...] = array.shape or (1,)
    cut = tuple(slice(None) if d == axis else slice(0, n) for d, n in enumerate(shape))
    taken = np.take_along_axis(x[cut], array.reshape(shape), axis)
    return make(taken.reshape(array.shape), self._dtype)


def _places(self: Tensor, dim: int, index: Tensor, src: Tensor | None, name: str) -> Any:
    """The elements of `self` that a scatter writes, as an index for numpy."""
    axis = wrap_dim(dim, self.dim())
    if index._dtype not in (dt.int64, dt.int32):
        fail(f"{name}(): Expected dtype int32/int64 for index")
    if index.numel() == 0:
        return None
    if max(index.dim(), 1) != max(self.dim(), 1):
        fail("Index tensor must have the same number of dimensions as self tensor")
    if src is not None and max(index.dim(), 1) != max(src.dim(), 1):
        fail("Index tensor must have the same number of dimensions as src tensor")
    for d in range(index.dim()):
        n = index._sizes[d]
        beyond_self = self.dim() and d != axis and n > self._sizes[d]
        if beyond_self or (src is not None and src.dim() and n > src._sizes[d]):
            more = "" if src is None else f" and to be no larger size than src {list(src._sizes)}"
            fail(
                f"Expected index {list(index._sizes)} to be no larger than self "
                f"{list(self._sizes)} apart from dimension {axis}{more}"
            )
    array = index.array().astype(np.int64)
    size = self._sizes[axis] if self._sizes else 1
    wrong = (array < 0) | (array >= size)
    if wrong.any():
        fail(
            f"index {int(array[wrong].reshape(-1)[0])} is out of bounds for dimension {axis} with "
            f"size {size}"
        )
    array = array.reshape(array.shape or (1,))
    grid: list[Any] = list(np.indices(array.shape, sparse=True))
    grid[axis] = array
    return tuple(grid)


def _scattered(
    self: Tensor, dim: int, index: Tensor, src: Tensor | None, value: Any, *, add: bool
) -> Tensor:
    name = "scatter_add" if add else "scatter"
    if src is not None and src._dtype is not self._dtype:
        fail("scatter(): Expected self.dtype to be equal to src.dtype")
    places = _places(self, dim, index, src, name)
    out = np.array(values(self, self._dtype))
    if places is None:
        return make(out, self._dtype)
    target = out.reshape(out.shape or (1,))
    if src is None:
        given: Any = values(value, self._dtype)
    else:
        x = values(src, self._dtype)
        shape = tuple(index._sizes) or (1,)
        given = x.reshape(x.shape or (1,))[tuple(slice(0, n) for n in shape)]
    if add:
        np.add.at(target, places, given)
    else:
        target[places] = given
    return make(target.reshape(out.shape), self._dtype)


def aten_scatter_value(self: Tensor, dim: int, index: Tensor, value: Any) -> Tensor:
    return _scattered(self, dim, index, None, value, add=False)


def aten_scatter_src(self: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    return _scattered(self, dim, index, src, None, add=False)


def aten_scatter_add(self: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    return _scattered(self, dim, index, src, None, add=True)


_NEUTRAL = {"sum": 0, "mean": 0, "prod": 1}
_COMBINE: dict[str, Any] = {
    "sum": np.add, "mean": np.add, "prod": np.multiply, "amax": np.maximum, "amin": np.minimum,
}  # fmt: skip


def _bound(kind: np.dtype[Any], *, lowest: bool) -> Any:
    """The end of the range of numbers."""
    if kind.kind == "b":
        return not lowest
    if kind.kind not in "iu":
        return -np.inf if lowest else np.inf
    return np.iinfo(kind).min if lowest else np.iinfo(kind).max


def aten_scatter_reduce_two(
    self: Tensor, dim: int, index: Tensor, src: Tensor, reduce: str, include_self: bool = True
) -> Tensor:
    reduce = {"max": "amax", "min": "amin"}.get(reduce, reduce)
    if reduce not in _COMBINE:
        fail(f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}")
    if src._dtype is not self._dtype:
        fail("scatter(): Expected self.dtype to be equal to src.dtype")
    if self._dtype.is_complex and reduce != "sum":
        not_implemented("scatter_reduce", self._dtype)
    places = _places(self, dim, index, src, "scatter_add")
    out = np.array(values(self, self._dtype))
    if places is None:
        return make(out, self._dtype)
    target = out.reshape(out.shape or (1,))
    x = values(src, self._dtype)
    given = x.reshape(x.shape or (1,))[tuple(slice(0, n) for n in index._sizes or (1,))]
    if not include_self:
        target[places] = _NEUTRAL.get(reduce, _bound(out.dtype, lowest=reduce == "amax"))
    with np.errstate(all="ignore"):
        _COMBINE[reduce].at(target, places, given)
        if reduce == "mean":
            count = np.full(target.shape, int(include_self), np.int64)
            np.add.at(count, places, 1)
            count = np.maximum(count, 1)
            whole = out.dtype.kind != "f"
            target = target // count.astype(out.dtype) if whole else target / count
    return make(target.reshape(out.shape), self._dtype)


def aten_masked_select(self: Tensor, mask: Tensor) -> Tensor:
    if mask._dtype is not dt.bool_:
        fail("masked_select: expected BoolTensor for mask")
    shape = broadcast(mask._sizes, self._sizes)
    x = np.broadcast_to(values(self, self._dtype), shape)
    return make(x[np.broadcast_to(mask.array(), shape)], self._dtype)


def aten_nonzero(self: Tensor) -> Tensor:
    if self.dim() == 0:
        count = int(bool(values(self, self._dtype)))
        return make(np.empty((count, 0), np.int64), dt.int64)
    found = np.stack(np.nonzero(values(self, self._dtype)), 1).astype(np.int64)
    made = make(np.ascontiguousarray(found.T), dt.int64)
    return views.transpose(made, 0, 1) if made.numel() else make(found, dt.int64)


def aten_where(condition: Tensor) -> list[Tensor]:
    found = np.nonzero(np.atleast_1d(values(condition, condition._dtype)))
    return [make(p.astype(np.int64), dt.int64) for p in found]
