"""Complex numbers as pairs of reals, and the discrete Fourier transform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from minijit.reference.common import NAMES, Array, fail, make, wrap_dim
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType
from minijit.tensor.views import permute

Ints = Sequence[int]


def _real_of(dtype: DType) -> DType:
    return dt.float64 if dtype is dt.complex128 else dt.float32


def _complex_of(dtype: DType) -> DType:
    return dt.complex128 if dtype is dt.float64 else dt.complex64


def _parts(self: Tensor) -> Tensor:
    strides = tuple(2 * s for s in self._strides)
    sizes = (*self._sizes, 2)
    return Tensor(self._storage, _real_of(self._dtype), sizes, (*strides, 1), 2 * self._offset)


def _part(self: Tensor, which: int) -> Tensor:
    strides = tuple(2 * s for s in self._strides)
    offset = 2 * self._offset + which
    return Tensor(self._storage, _real_of(self._dtype), self._sizes, strides, offset)


def _require_complex(self: Tensor, name: str) -> None:
    if not self._dtype.is_complex:
        fail(f"{name} is only supported for complex tensors")


def aten_view_as_real(self: Tensor) -> Tensor:
    _require_complex(self, "view_as_real")
    return _parts(self)


def aten_view_as_complex(self: Tensor) -> Tensor:
    if self._dtype not in (dt.float32, dt.float64):
        fail(
            "view_as_complex is only supported for half, float and double tensors, but got a "
            f"tensor of scalar type: {NAMES[self._dtype.name]}"
        )
    if self.dim() == 0:
        fail("Input tensor must have one or more dimensions")
    if self._sizes[-1] != 2:
        fail("Tensor must have a last dimension of size 2")
    if self._strides[-1] != 1:
        fail("Tensor must have a last dimension with stride 1")
    if any(s % 2 for s in self._strides[:-1]):
        fail("Tensor must have a stride divisible by 2 for all but last dimension")
    if self._offset % 2:
        fail("Tensor must have a storage_offset divisible by 2")
    strides = tuple(s // 2 for s in self._strides[:-1])
    dtype = _complex_of(self._dtype)
    return Tensor(self._storage, dtype, self._sizes[:-1], strides, self._offset // 2)


def aten_real(self: Tensor) -> Tensor:
    return _part(self, 0) if self._dtype.is_complex else self


def aten_imag(self: Tensor) -> Tensor:
    if not self._dtype.is_complex:
        fail("imag is not implemented for tensors with non-complex dtypes.")
    return _part(self, 1)


def aten_conj_physical(self: Tensor) -> Tensor:
    if not self._dtype.is_complex:
        return self
    return make(np.conj(self.array()), self._dtype, (self,))


def _dims(self: Tensor, dim: Ints) -> list[int]:
    dims = [wrap_dim(d, self.dim()) for d in dim]
    if any(self.dim() == 0 or self._sizes[d] == 0 for d in dims):
        fail("Invalid number of data points (0) specified")
    if len(set(dims)) != len(dims):
        fail("FFT dims must be unique")
    return dims


def _laid(x: Array, dtype: DType, self: Tensor, dims: list[int], *, last: bool) -> Tensor:
    """A result whose transformed dimensions vary fastest; `last`: the last one of all does."""
    strides = self._strides

    def outer_first(some: Ints) -> list[int]:
        return sorted(some, key=lambda d: -strides[d])

    ends = dims[-1:] if last else []
    order = outer_first([d for d in range(x.ndim) if d not in dims])
    order += outer_first(dims[: len(dims) - len(ends)]) + ends
    back = [order.index(d) for d in range(x.ndim)]
    return permute(make(x.transpose(order), dtype), back)


def _scaled(x: Any, normalization: int, count: int) -> Array:
    by = {0: 1.0, 1: count**0.5}.get(normalization, float(count))
    return np.asarray(x / by)


def _count(x: Array, dims: Ints) -> int:
    return int(np.prod([x.shape[d] for d in dims], dtype=np.int64))


def aten__fft_c2c(self: Tensor, dim: Ints, normalization: int, forward: bool) -> Tensor:
    _require_complex(self, "_fft_c2c")
    dims = _dims(self, dim)
    x = self.array().astype(np.complex128)
    for d in dims:
        if x.size:
            x = np.fft.fft(x, axis=d) if forward else np.fft.ifft(x, axis=d, norm="forward")
    return _laid(
        _scaled(x, normalization, max(_count(x, dims), 1)), self._dtype, self, dims, last=False
    )


def aten__fft_r2c(self: Tensor, dim: Ints, normalization: int, onesided: bool) -> Tensor:
    if not self._dtype.is_floating_point:
        fail("_fft_r2c is only supported for real tensors")
    if self._dtype.itemsize == 2:
        fail(f"Unsupported dtype {NAMES[self._dtype.name]}")
    dims = _dims(self, dim)
    x = self.array().astype(np.complex128)
    count = max(_count(x, dims), 1)
    for d in dims:
        if x.size:
            x = np.fft.fft(x, axis=d)
    if onesided and dims:
        x = x.take(range(x.shape[dims[-1]] // 2 + 1), dims[-1])
    return _laid(_scaled(x, normalization, count), _complex_of(self._dtype), self, dims, last=True)


def aten__fft_c2r(self: Tensor, dim: Ints, normalization: int, last_dim_size: int) -> Tensor:
    _require_complex(self, "_fft_c2r")
    dims = _dims(self, dim)
    if not dims or last_dim_size < 1:
        fail(f"Invalid number of data points ({last_dim_size}) specified")
    x = self.array().astype(np.complex128)
    count = max(_count(x, dims[:-1]), 1) * last_dim_size
    for d in dims[:-1]:
        x = np.fft.ifft(x, axis=d, norm="forward")
    y = np.fft.irfft(x, last_dim_size, axis=dims[-1], norm="forward")
    return _laid(_scaled(y, normalization, count), _real_of(self._dtype), self, dims, last=True)
