"""What resizing does along one dimension; the rest of it is composites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minijit.reference.common import fail, fail_index, make, not_implemented, values, wrap_dim
from minijit.tensor import dtype as dt
from minijit.tensor.budget import spend

if TYPE_CHECKING:
    from minijit.tensor import Tensor

_WANTED = "weighted_sum: expected (size, taps) places and shares, and (size) counts from 1 to taps"


def prim_weighted_sum(
    self: Tensor, dim: int, places: Tensor, shares: Tensor, counts: Tensor
) -> Tensor:
    """Sums of elements along `dim`, (size, taps) of them with their shares.

    `places` and `counts` are int64, `shares` has the dtype of `self`, float32 or float64. In
    float32 the roundings are those of PyTorch's compiled loop, since bytes are rounded after it:
    after the first product, products are rounded and added four at a time; of those that are left,
    product and sum are rounded once.
    """
    if self._dtype not in (dt.float32, dt.float64):
        not_implemented("weighted_sum", self._dtype)
    axis = wrap_dim(dim, self.dim())
    size, taps = places._sizes if places.dim() == 2 else (0, 0)
    if (
        taps == 0
        or self.dim() == 0
        or shares._sizes != (size, taps)
        or counts._sizes != (size,)
        or shares._dtype is not self._dtype
        or (places._dtype, counts._dtype) != (dt.int64, dt.int64)
    ):
        fail(_WANTED)
    at, number = places.array(), counts.array()
    if number.size and not (number.min() >= 1 and number.max() <= taps):
        fail(_WANTED)
    if at.size and (at.min() < 0 or at.max() >= self._sizes[axis]):
        fail_index("index out of range in self")
    spend(self.numel() // max(self._sizes[axis], 1), size, taps)
    source = np.moveaxis(values(self, self._dtype), axis, -1)
    share = values(shares, self._dtype)
    apart = (number - 1) // 4 * 4
    with np.errstate(all="ignore"):
        total = source[..., at[:, 0]] * share[:, 0]
        for j in range(1, taps):
            picked = source[..., at[:, j]]
            wide = total.astype(np.float64) + picked.astype(np.float64) * share[:, j]
            more = np.where(j <= apart, total + picked * share[:, j], wide.astype(total.dtype))
            total = np.where(j < number, more, total)
    return make(np.ascontiguousarray(np.moveaxis(total, -1, axis)), self._dtype)
