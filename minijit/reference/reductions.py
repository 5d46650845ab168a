"""Sums, products, extremes and their like, over all or some dimensions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference.common import (
    NAMES,
    Array,
    common,
    dtype_of,
    fail,
    fail_index,
    make,
    refuse_complex,
    values,
    wrap_dim,
    wrap_dims,
)
from minijit.reference.elementwise import aten_square, aten_sub_Tensor
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt

if TYPE_CHECKING:
    from minijit.tensor.dtype import DType

Dims = Sequence[int] | int | None


def _accumulated(self: Tensor, dtype: Any) -> DType:
    chosen = dtype_of(dtype)
    if chosen is not None:
        return chosen
    return dt.int64 if self._dtype.is_integral or self._dtype is dt.bool_ else self._dtype


def _wide(array: Array) -> Array:
    """float32 sums are accumulated in float64 and rounded once."""
    return array.astype(np.float64) if array.dtype == np.float32 else array


def aten_sum_dim_IntList(
    self: Tensor, dim: Dims, keepdim: bool = False, dtype: int | None = None
) -> Tensor:
    chosen = _accumulated(self, dtype)
    axes = wrap_dims(dim, self.dim())
    return make(_wide(values(self, chosen)).sum(axis=axes, keepdims=keepdim), chosen)


def aten_sum(self: Tensor, dtype: int | None = None) -> Tensor:
    return aten_sum_dim_IntList(self, None, False, dtype)


def aten_mean_dim(
    self: Tensor, dim: Dims, keepdim: bool = False, dtype: int | None = None
) -> Tensor:
    chosen = dtype_of(dtype) or self._dtype
    if not (chosen.is_floating_point or chosen.is_complex):
        asked = "Input" if dtype is None else "Optional"
        fail(
            f"mean(): could not infer output dtype. {asked} dtype must be either a "
            f"floating point or complex dtype. Got: {NAMES[chosen.name]}"
        )
    axes = wrap_dims(dim, self.dim())
    array = _wide(values(self, chosen))
    count = 1
    for axis in axes:
        count *= array.shape[axis] if array.ndim else 1
    with np.errstate(all="ignore"):
        total = array.sum(axis=axes, keepdims=keepdim)
        return make(total / count if count else total * np.nan, chosen)


def aten_mean(self: Tensor, dtype: int | None = None) -> Tensor:
    return aten_mean_dim(self, None, False, dtype)


def aten_prod(self: Tensor, dtype: int | None = None) -> Tensor:
    chosen = _accumulated(self, dtype)
    return make(_wide(values(self, chosen)).prod(), chosen)


def aten_prod_dim_int(
    self: Tensor, dim: int, keepdim: bool = False, dtype: int | None = None
) -> Tensor:
    chosen = _accumulated(self, dtype)
    axis = wrap_dims(dim, self.dim())
    return make(_wide(values(self, chosen)).prod(axis=axis, keepdims=keepdim), chosen)


def aten_cumsum(self: Tensor, dim: int, dtype: int | None = None) -> Tensor:
    chosen = _accumulated(self, dtype)
    axis = wrap_dim(dim, self.dim())
    array = values(self, chosen)
    if array.ndim == 0:
        return make(array, chosen)
    return make(_wide(array).cumsum(axis), chosen)


def aten_cumprod(self: Tensor, dim: int, dtype: int | None = None) -> Tensor:
    chosen = _accumulated(self, dtype)
    axis = wrap_dim(dim, self.dim())
    array = values(self, chosen)
    if array.ndim == 0:
        return make(array, chosen)
    with np.errstate(all="ignore"):
        return make(_wide(array).cumprod(axis), chosen)


def _no_identity(self: Tensor, name: str) -> None:
    if self.numel() == 0:
        fail(
            f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
            "reduction dim with the 'dim' argument."
        )


def aten_max(self: Tensor) -> Tensor:
    _no_identity(self, "max")
    refuse_complex(self._dtype, "max_all")
    return make(values(self, self._dtype).max(), self._dtype)


def aten_min(self: Tensor) -> Tensor:
    _no_identity(self, "min")
    refuse_complex(self._dtype, "min_all")
    return make(values(self, self._dtype).min(), self._dtype)


def _check_dim_size(self: Tensor, dim: int, name: str) -> int:
    axis = wrap_dim(dim, self.dim())
    if self._sizes and self._sizes[axis] == 0:
        fail_index(f"{name}(): Expected reduction dim {axis} to have non-zero size.")
    return axis


def _extreme_dim(
    self: Tensor, dim: int, keepdim: bool, name: str, find: Any
) -> tuple[Tensor, Tensor]:
    axis = _check_dim_size(self, dim, name)
    refuse_complex(self._dtype, f"{name}_cpu")
    array = values(self, self._dtype)
    if array.ndim == 0:
        return make(array, self._dtype), make(np.array(0), dt.int64)
    where = np.expand_dims(find(array, axis), axis)
    found = np.take_along_axis(array, where, axis)
    if not keepdim:
        found, where = found.squeeze(axis), where.squeeze(axis)
    return make(found, self._dtype), make(where, dt.int64)


def aten_max_dim(self: Tensor, dim: int, keepdim: bool = False) -> tuple[Tensor, Tensor]:
    return _extreme_dim(self, dim, keepdim, "max", lambda a, axis: a.argmax(axis))


def aten_min_dim(self: Tensor, dim: int, keepdim: bool = False) -> tuple[Tensor, Tensor]:
    return _extreme_dim(self, dim, keepdim, "min", lambda a, axis: a.argmin(axis))


def _extreme_dims(self: Tensor, dim: Dims, keepdim: bool, name: str) -> Tensor:
    axes = wrap_dims(dim, self.dim())
    refuse_complex(self._dtype, f"{name}_cpu")
    if dim is None or dim == () or dim == []:
        _no_identity(self, name)
    for axis in axes:
        _check_dim_size(self, axis, name)
    array = values(self, self._dtype)
    reduce = np.max if name == "amax" else np.min
    return make(reduce(array, axis=axes, keepdims=keepdim), self._dtype)


def aten_amax(self: Tensor, dim: Dims = (), keepdim: bool = False) -> Tensor:
    return _extreme_dims(self, dim, keepdim, "amax")


def aten_amin(self: Tensor, dim: Dims = (), keepdim: bool = False) -> Tensor:
    return _extreme_dims(self, dim, keepdim, "amin")


def _argument(self: Tensor, dim: int | None, keepdim: bool, name: str) -> Tensor:
    if self._dtype is dt.bool_:
        fail(f"{name}(): does not support bool input")
    if self._dtype.is_complex:
        fail(f"{name}(): does not support complex input")
    array = values(self, self._dtype)
    find = np.argmax if name == "argmax" else np.argmin
    if dim is None:
        if array.size == 0:
            fail_index(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                "Specify the reduction dim with the 'dim' argument."
            )
        found = np.asarray(find(array))
        return make(found.reshape((1,) * array.ndim) if keepdim else found, dt.int64)
    axis = _check_dim_size(self, dim, name)
    if array.ndim == 0:
        return make(np.array(0), dt.int64)
    found = find(array, axis)
    return make(np.expand_dims(found, axis) if keepdim else found, dt.int64)


def aten_argmax(self: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    return _argument(self, dim, keepdim, "argmax")


def aten_argmin(self: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    return _argument(self, dim, keepdim, "argmin")


def _truth(self: Tensor, dim: Dims, keepdim: bool, reduce: Any) -> Tensor:
    dtype = dt.uint8 if self._dtype is dt.uint8 else dt.bool_
    # An empty list means no dimension here, unlike in sums.
    axes = () if dim == [] else wrap_dims(dim, self.dim())
    return make(reduce(values(self, self._dtype) != 0, axis=axes, keepdims=keepdim), dtype)


def aten_any(self: Tensor) -> Tensor:
    return _truth(self, None, False, np.any)


def aten_any_dim(self: Tensor, dim: int, keepdim: bool = False) -> Tensor:
    return _truth(self, dim, keepdim, np.any)


def aten_any_dims(self: Tensor, dim: Dims = None, keepdim: bool = False) -> Tensor:
    return _truth(self, dim, keepdim, np.any)


def aten_all(self: Tensor) -> Tensor:
    return _truth(self, None, False, np.all)


def aten_all_dim(self: Tensor, dim: int, keepdim: bool = False) -> Tensor:
    return _truth(self, dim, keepdim, np.all)


def aten_all_dims(self: Tensor, dim: Dims = None, keepdim: bool = False) -> Tensor:
    return _truth(self, dim, keepdim, np.all)


def aten_var_correction(
    self: Tensor, dim: Dims = None, correction: Any = None, keepdim: bool = False
) -> Tensor:
    if not (self._dtype.is_floating_point or self._dtype.is_complex):
        fail("std and var only support floating point and complex dtypes")
    axes = wrap_dims(dim, self.dim())
    array = _wide(values(self, self._dtype))
    count = 1
    for axis in axes:
        count *= array.shape[axis] if array.ndim else 1
    free = count - (1 if correction is None else correction)
    with np.errstate(all="ignore"):
        centred = array - (array.sum(axis=axes, keepdims=True) / count if count else np.nan)
        total = (np.abs(centred) ** 2).sum(axis=axes, keepdims=keepdim)
        return make(total / np.float64(max(free, 0)), self._dtype.to_real())


def aten_var(self: Tensor, unbiased: bool = True) -> Tensor:
    return aten_var_correction(self, None, int(unbiased))


def aten_var_dim(self: Tensor, dim: Dims, unbiased: bool = True, keepdim: bool = False) -> Tensor:
    return aten_var_correction(self, dim, int(unbiased), keepdim)


def aten_norm_ScalarOpt_dim(self: Tensor, p: Any, dim: Dims, keepdim: bool = False) -> Tensor:
    if not (self._dtype.is_floating_point or self._dtype.is_complex):
        fail(
            "norm(): input dtype should be either floating point or complex. Got "
            f"{NAMES[self._dtype.name]} instead."
        )
    axes = wrap_dims(dim, self.dim())
    size = np.abs(_wide(values(self, self._dtype)))
    order = 2.0 if p is None else float(p)
    with np.errstate(all="ignore"):
        if order == np.inf:
            result = size.max(axis=axes, keepdims=keepdim)
        elif order == -np.inf:
            result = size.min(axis=axes, keepdims=keepdim)
        elif order == 0:
            result = (size != 0).sum(axis=axes, keepdims=keepdim)
        else:
            result = (size**order).sum(axis=axes, keepdims=keepdim) ** (1 / order)
    return make(result, self._dtype.to_real())


def aten_norm_Scalar(self: Tensor, p: Any = 2) -> Tensor:
    return aten_norm_ScalarOpt_dim(self, p, None)


def aten_mse_loss(self: Tensor, target: Tensor, reduction: int = 1) -> Tensor:
    squared = aten_square(aten_sub_Tensor(self, target))
    if reduction == 0:
        return squared
    return aten_mean(squared) if reduction == 1 else aten_sum(squared)


def _order(array: Array, axis: int, descending: bool) -> Array:
    """Stable order; NaN counts as the largest."""
    if not descending:
        return np.argsort(array, axis, kind="stable")
    flipped = np.flip(array, axis)
    order = np.flip(np.argsort(flipped, axis, kind="stable"), axis)
    return np.asarray(array.shape[axis] - 1 - order)


def aten_sort_stable(
    self: Tensor, stable: bool | None, dim: int = -1, descending: bool = False
) -> tuple[Tensor, Tensor]:
    axis = wrap_dim(dim, self.dim())
    if self._dtype.is_complex:
        fail("Sort does not support complex dtypes on CPU")
    array = values(self, self._dtype)
    if array.ndim == 0:
        return make(array, self._dtype), make(np.array(0), dt.int64)
    order = _order(array, axis, descending)
    return (
        make(np.take_along_axis(array, order, axis), self._dtype, (self,)),
        make(order, dt.int64, (self,)),
    )


def aten_sort(self: Tensor, dim: int = -1, descending: bool = False) -> tuple[Tensor, Tensor]:
    return aten_sort_stable(self, True, dim, descending)


def _record(self: Tensor, dim: int, largest: bool) -> tuple[Tensor, Tensor]:
    """The largest (or smallest) element so far along a dimension, and its place."""
    axis = wrap_dim(dim, self.dim())
    x = values(self, self._dtype)
    best, where = x.copy(), np.zeros(x.shape, np.int64)
    if x.ndim and x.size:
        line, to, at = (np.moveaxis(a, axis, 0) for a in (x, best, where))
        for k in range(1, line.shape[0]):
            before = to[k - 1]
            beyond = line[k] >= before if largest else line[k] <= before
            fresh = (line[k] != line[k]) | ((before == before) & beyond)
            to[k] = np.where(fresh, line[k], before)
            at[k] = np.where(fresh, k, at[k - 1])
    return make(best, self._dtype), make(where, dt.int64)


def aten_cummax(self: Tensor, dim: int) -> tuple[Tensor, Tensor]:
    return _record(self, dim, True)


def aten_cummin(self: Tensor, dim: int) -> tuple[Tensor, Tensor]:
    return _record(self, dim, False)


def aten_searchsorted_Tensor(
    sorted_sequence: Tensor,
    self: Tensor,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
    sorter: Tensor | None = None,
) -> Tensor:
    if side is not None:
        if side not in ("left", "right"):
            fail(f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}")
        if right and side == "left":
            fail(
                "torch.searchsorted(): side and right can't be set to opposites, got side of left "
                "while right was True"
            )
        right = side == "right"
    if sorted_sequence.dim() == 0:
        fail(
            "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 "
            "dimension"
        )
    shared = sorted_sequence.dim() == 1
    if not shared and (
        sorted_sequence.dim() != self.dim() or sorted_sequence._sizes[:-1] != self._sizes[:-1]
    ):
        fail(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
            "dimensions of boundaries tensor and input value tensor must match, but we got "
            f"boundaries tensor {list(sorted_sequence._sizes)} and input value tensor "
            f"{list(self._sizes)}"
        )
    dtype = common(sorted_sequence, self)
    rows, wanted = values(sorted_sequence, dtype), values(self, dtype)
    if sorter is not None:
        if sorter._sizes != sorted_sequence._sizes:
            fail("torch.searchsorted(): boundary and sorter must have the same size")
        order = sorter.array().astype(np.int64)
        if order.size and not ((order >= 0) & (order < rows.shape[-1])).all():
            fail("torch.searchsorted(): sorter index out of range")
        rows = np.take_along_axis(rows, order, -1)
    which: Any = "right" if right else "left"
    if shared:
        found = np.searchsorted(rows, wanted, which)
    else:
        count = math.prod(rows.shape[:-1])
        lines = zip(
            rows.reshape((count, rows.shape[-1])),
            wanted.reshape((count, wanted.shape[-1])),
            strict=True,
        )
        pieces = [np.searchsorted(a, b, which) for a, b in lines]
        found = np.array(pieces, np.int64).reshape(wanted.shape)
    return make(np.asarray(found), dt.int32 if out_int32 else dt.int64)


def aten_searchsorted_Scalar(
    sorted_sequence: Tensor,
    self: Any,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
    sorter: Tensor | None = None,
) -> Tensor:
    number = make(values(self, sorted_sequence._dtype), sorted_sequence._dtype)
    return aten_searchsorted_Tensor(sorted_sequence, number, out_int32, right, side, sorter)
