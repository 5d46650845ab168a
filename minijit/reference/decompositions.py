"""Factors of matrices."""

from __future__ import annotations

import numpy as np

from minijit.reference.common import NAMES, Array, broadcast, fail, make
from minijit.tensor import Tensor, views
from minijit.tensor import dtype as dt
from minijit.tensor.budget import spend


def _matrices(self: Tensor, name: str, *, square: bool = False) -> Array:
    if self.dim() < 2:
        fail(f"{name}: The input tensor A must have at least 2 dimensions.")
    if self._dtype not in (dt.float32, dt.float64) and not self._dtype.is_complex:
        fail(
            f"{name}: Expected a floating point or complex tensor as input. Got "
            f"{NAMES[self._dtype.name]}"
        )
    rows, columns = self._sizes[-2:]
    if square and rows != columns:
        fail(
            f"{name}: A must be batches of square matrices, but they are {rows} by {columns} "
            "matrices"
        )
    # Methods that go round until nothing changes need some ten rounds.
    spend(10, self.numel(), max(rows, columns))
    return self.array().astype(np.complex128 if self._dtype.is_complex else np.float64)


def _by_columns(array: Array, dtype: dt.DType) -> Tensor:
    """Matrices with their columns in a row, as LAPACK writes them."""
    if array.ndim < 2:
        return make(array, dtype)
    return views.transpose(make(np.ascontiguousarray(array.swapaxes(-1, -2)), dtype), -1, -2)


def _real(dtype: dt.DType) -> dt.DType:
    return {"complex64": dt.float32, "complex128": dt.float64}.get(dtype.name, dtype)


def _weights(a: Array) -> Array:
    """The sizes by which LAPACK chooses pivots."""
    return np.asarray(np.abs(a.real) + np.abs(a.imag))


def _factor(a: Array, pivot: bool) -> tuple[list[int], int]:
    """LU with row exchanges, in place: the pivots, and the 1-based place of a zero one or 0."""
    info = 0
    pivots = []
    for k in range(min(a.shape)):
        best = k + int(np.argmax(_weights(a[k:, k]))) if pivot else k
        pivots.append(best + 1)
        a[[k, best]] = a[[best, k]]
        if a[k, k] == 0:
            info = info or k + 1
            continue
        a[k + 1 :, k] /= a[k, k]
        a[k + 1 :, k + 1 :] -= np.outer(a[k + 1 :, k], a[k, k + 1 :])
    return pivots, info


def _each(a: Array) -> Array:
    return a.reshape((int(np.prod(a.shape[:-2], dtype=np.int64)), *a.shape[-2:]))


def aten_linalg_lu_factor_ex(
    self: Tensor, pivot: bool = True, check_errors: bool = False
) -> tuple[Tensor, Tensor, Tensor]:
    a = _matrices(self, "torch.lu_factor")
    batch, per = a.shape[:-2], min(a.shape[-2:])
    found = [_factor(m, pivot) for m in _each(a)]
    pivots = np.array([p for p, _ in found], np.int32).reshape((*batch, per))
    info = np.array([i for _, i in found], np.int32).reshape(batch)
    return _by_columns(a, self._dtype), make(pivots, dt.int32), make(info, dt.int32)


def aten_linalg_solve_ex(
    self: Tensor, B: Tensor, left: bool = True, check_errors: bool = False
) -> tuple[Tensor, Tensor]:
    if self._dtype is not B._dtype:
        fail(
            "linalg.solve: Expected A and B to have the same dtype, but found A of type "
            f"{NAMES[self._dtype.name]} and B of type {NAMES[B._dtype.name]} instead"
        )
    a = _matrices(self, "linalg.solve", square=True)
    n = a.shape[-1]
    # A vector, or a batch of them, is told from matrices by the sizes of A without the last one.
    vector = B.dim() == 1 or self._sizes[:-1] == B._sizes
    right = views.unsqueeze(B, -1) if vector else B if left else views.transpose(B, -1, -2)
    if right.dim() < 2 or right._sizes[-2] != n:
        rows, columns = right._sizes[-2:]
        fail(
            "linalg.solve: Incompatible shapes of A and B for the equation "
            f"{'AX = B' if left else 'XA = B'} ({n}x{n} and {rows}x{columns})"
        )
    batch = broadcast(self._sizes[:-2], right._sizes[:-2])
    columns = right._sizes[-1]
    y = np.broadcast_to(right.array(), (*batch, n, columns)).astype(a.dtype)
    turned = a if left else a.swapaxes(-1, -2)
    every = np.broadcast_to(turned, (*batch, n, n)).copy()
    infos = []
    with np.errstate(all="ignore"):
        for m, x in zip(_each(every), _each(y), strict=True):
            pivots, info = _factor(m, True)
            infos.append(info)
            for k, p in enumerate(pivots):
                x[[k, p - 1]] = x[[p - 1, k]]
            for k in range(n):
                x[k + 1 :] -= np.outer(m[k + 1 :, k], x[k])
            for k in range(n - 1, -1, -1):
                x[k] /= m[k, k]
                x[:k] -= np.outer(m[:k, k], x[k])
    info_array = make(np.array(infos, np.int32).reshape(batch), dt.int32)
    result: Array = y[..., 0] if vector else y
    if left:
        # As PyTorch lays it out: by columns, unless it was solved from the right.
        return _by_columns(result, self._dtype), info_array
    return make(np.array(result if vector else y.swapaxes(-1, -2)), self._dtype), info_array


def aten_linalg_cholesky_ex(
    self: Tensor, upper: bool = False, check_errors: bool = False
) -> tuple[Tensor, Tensor]:
    a = _matrices(self, "linalg.cholesky", square=True)
    lower = np.tril(a.swapaxes(-1, -2).conj() if upper else a)
    infos = []
    for m in _each(lower):
        info = 0
        for j in range(m.shape[0]):
            d = (m[j, j] - m[j, :j] @ m[j, :j].conj()).real
            if not d > 0:
                info = j + 1
                break
            m[j, j] = np.sqrt(d)
            m[j + 1 :, j] = (m[j + 1 :, j] - m[j + 1 :, :j] @ m[j, :j].conj()) / m[j, j]
        infos.append(info)
    info_array = np.array(infos, np.int32).reshape(a.shape[:-2])
    result = lower.swapaxes(-1, -2).conj() if upper else lower
    return _by_columns(result, self._dtype), make(info_array, dt.int32)


def aten_linalg_qr(A: Tensor, mode: str = "reduced") -> tuple[Tensor, Tensor]:
    if mode not in ("reduced", "complete", "r"):
        fail(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), "
            "'r', or 'complete'"
        )
    a = _matrices(A, "linalg.qr")
    if mode == "r":
        return Tensor.empty((0,), A._dtype), _by_columns(np.asarray(np.linalg.qr(a, "r")), A._dtype)
    q, r = np.linalg.qr(a, "complete" if mode == "complete" else "reduced")
    return _by_columns(q, A._dtype), _by_columns(r, A._dtype)


def aten_linalg_eigh(self: Tensor, UPLO: str = "L") -> tuple[Tensor, Tensor]:
    a = _matrices(self, "linalg.eigh", square=True)
    values, vectors = np.linalg.eigh(a, "U" if UPLO in ("U", "u") else "L")
    return make(values, _real(self._dtype)), _by_columns(vectors, self._dtype)


def aten_linalg_svd(
    A: Tensor, full_matrices: bool = True, driver: str | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    a = _matrices(A, "linalg.svd")
    if not np.isfinite(a).all():
        # LAPACK may never end.
        fail(
            "linalg.svd: The algorithm failed to converge because the input matrix contained "
            "non-finite values."
        )
    u, s, v = np.linalg.svd(a, full_matrices)
    return _by_columns(u, A._dtype), make(s, _real(A._dtype)), _by_columns(v, A._dtype)
