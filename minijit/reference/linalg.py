"""Products of vectors and matrices."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import (
    CPP_NAMES,
    NAMES,
    Array,
    broadcast,
    fail,
    make,
    not_implemented,
    values,
)
from minijit.tensor import Tensor, views
from minijit.tensor import dtype as dt
from minijit.tensor.budget import check_alloc, spend


def _product(a: Tensor, b: Tensor) -> Array:
    """The matrix product, unrounded."""
    columns = b._sizes[-1] if b.dim() > 1 else 1
    check_alloc(prod(a._sizes[:-1]) * columns * a._dtype.itemsize)
    spend(a.numel(), columns)
    with np.errstate(all="ignore"):
        return np.asarray(np.matmul(values(a, a._dtype), values(b, b._dtype)))


def _check_computable(self: Tensor, result: Array, name: str) -> None:
    if self._dtype is dt.bool_ and result.size and self.numel():
        not_implemented(name, self._dtype)


def _check_matrices(mat1: Tensor, mat2: Tensor) -> None:
    a, b = mat1._sizes, mat2._sizes
    if a[1] != b[0]:
        raise error("MJ3109", a=a[0], b=a[1], c=b[0], d=b[1])
    if mat1._dtype is not mat2._dtype:
        fail(
            "expected m1 and m2 to have the same dtype, but got: "
            f"{CPP_NAMES[mat1._dtype.name]} != {CPP_NAMES[mat2._dtype.name]}"
        )


def aten_mm(self: Tensor, mat2: Tensor) -> Tensor:
    if self.dim() != 2:
        fail("self must be a matrix")
    if mat2.dim() != 2:
        fail("mat2 must be a matrix")
    _check_matrices(self, mat2)
    result = _product(self, mat2)
    _check_computable(self, result, "addmm_impl_cpu_")
    return make(result, self._dtype)


def aten_bmm(self: Tensor, mat2: Tensor) -> Tensor:
    if self.dim() != 3 or mat2.dim() != 3:
        fail("batch1 must be a 3D tensor" if self.dim() != 3 else "batch2 must be a 3D tensor")
    batch, _, inner = self._sizes
    if mat2._sizes[0] != batch or mat2._sizes[1] != inner:
        fail(
            f"Expected size for first two dimensions of batch2 tensor to be: [{batch}, {inner}] "
            f"but got: [{mat2._sizes[0]}, {mat2._sizes[1]}]."
        )
    _check_scalar_type(self, mat2)
    result = _product(self, mat2)
    _check_computable(self, result, "bmm")
    return make(result, self._dtype)


def _check_scalar_type(self: Tensor, other: Tensor) -> None:
    if self._dtype is not other._dtype:
        fail(f"expected scalar type {NAMES[self._dtype.name]} but found {NAMES[other._dtype.name]}")


def aten_mv(self: Tensor, vec: Tensor) -> Tensor:
    if self.dim() != 2 or vec.dim() != 1:
        fail(f"vector + matrix @ vector expected, got 1, {self.dim()}, {vec.dim()}")
    rows, columns = self._sizes
    if columns != vec._sizes[0]:
        fail(f"size mismatch, got input ({rows}), mat ({rows}x{columns}), vec ({vec._sizes[0]})")
    _check_scalar_type(self, vec)
    result = _product(self, vec)
    _check_computable(self, result, "addmv_impl_cpu")
    return make(result, self._dtype)


def aten_dot(self: Tensor, tensor: Tensor) -> Tensor:
    if self.dim() != 1 or tensor.dim() != 1:
        fail(f"1D tensors expected, but got {self.dim()}D and {tensor.dim()}D tensors")
    if self._dtype is not tensor._dtype:
        fail(
            "dot : expected both vectors to have same dtype, but found "
            f"{NAMES[self._dtype.name]} and {NAMES[tensor._dtype.name]}"
        )
    if self._sizes != tensor._sizes:
        fail(
            f"inconsistent tensor size, expected tensor {list(self._sizes)} and src "
            f"{list(tensor._sizes)} to have the same number of elements, but got "
            f"{self._sizes[0]} and {tensor._sizes[0]} elements respectively"
        )
    if self._dtype is dt.bool_:
        not_implemented("dot", self._dtype)
    return make(_product(self, tensor), self._dtype)


def _folds(large: Tensor) -> bool:
    """Whether the leading dimensions merge without a copy."""
    if large.numel() == 0:
        return True
    sizes, strides = large._sizes, large._strides
    return all(strides[i] == strides[i + 1] * sizes[i + 1] for i in range(large.dim() - 2))


def _batched(self: Tensor, other: Tensor) -> Tensor:
    """Products of stacks of matrices; a vector is a matrix of one row or column."""
    a = views.unsqueeze(self, 0) if self.dim() == 1 else self
    b = views.unsqueeze(other, 1) if other.dim() == 1 else other
    batch = broadcast(a._sizes[:-2], b._sizes[:-2])
    count = prod(batch)
    left = views.reshape(views.expand(a, [*batch, *a._sizes[-2:]]), [count, *a._sizes[-2:]])
    right = views.reshape(views.expand(b, [*batch, *b._sizes[-2:]]), [count, *b._sizes[-2:]])
    rows = a._sizes[-2:-1] if self.dim() > 1 else ()
    columns = b._sizes[-1:] if other.dim() > 1 else ()
    return views.reshape(aten_bmm(left, right), [*batch, *rows, *columns])


def aten_matmul(self: Tensor, other: Tensor) -> Tensor:
    dims = (self.dim(), other.dim())
    if 0 in dims:
        fail(
            "both arguments to matmul need to be at least 1D, but they are "
            f"{dims[0]}D and {dims[1]}D"
        )
    if dims == (1, 1):
        return aten_dot(self, other)
    if dims == (2, 1):
        return aten_mv(self, other)
    if dims == (1, 2):
        return views.squeeze(aten_mm(views.unsqueeze(self, 0), other), [0])
    if dims == (2, 2):
        return aten_mm(self, other)
    if dims[1] <= 2 and _folds(self):
        flat = views.reshape(self, [int(np.prod(self._sizes[:-1])), self._sizes[-1]])
        product = aten_mv(flat, other) if dims[1] == 1 else aten_mm(flat, other)
        return views.reshape(product, [*self._sizes[:-1], *other._sizes[1:]])
    if dims[0] == 1:
        turned = views.transpose(other, -1, -2)
        if _folds(turned):
            flat = views.reshape(turned, [int(np.prod(turned._sizes[:-1])), turned._sizes[-1]])
            return views.reshape(aten_mv(flat, self), turned._sizes[:-1])
    return _batched(self, other)


def aten_addmm(self: Tensor, mat1: Tensor, mat2: Tensor, beta: Any = 1, alpha: Any = 1) -> Tensor:
    if mat1.dim() != 2:
        fail(f"mat1 must be a matrix, got {mat1.dim()}-D tensor")
    if mat2.dim() != 2:
        fail(f"mat2 must be a matrix, got {mat2.dim()}-D tensor")
    _check_matrices(mat1, mat2)
    added = views.expand(self, [mat1._sizes[0], mat2._sizes[1]])
    if self._dtype is not mat1._dtype:
        fail(
            f"self and mat2 must have the same dtype, but got {NAMES[self._dtype.name]} and "
            f"{NAMES[mat2._dtype.name]}"
        )
    result = _product(mat1, mat2)
    _check_computable(mat1, result, "addmm_impl_cpu_")
    with np.errstate(all="ignore"):
        if alpha != 1:
            result = result * values(alpha, mat1._dtype)
        if beta != 0:
            extra = values(added, self._dtype)
            result = result + (extra if beta == 1 else extra * values(beta, self._dtype))
    return make(result, mat1._dtype)


def aten_linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    if weight.dim() not in (1, 2):
        fail(f"linear(): weight must be 1D or 2D, but got {weight.dim()}D")
    if input.dim() == 0:
        fail(
            f"both arguments to linear need to be at least 1D, but they are 0D and {weight.dim()}D"
        )
    turned = views.t(weight)
    if bias is None:
        return aten_matmul(input, turned)
    if weight.dim() == 1 or input.dim() == 1 or bias.dim() != 1:
        product = aten_matmul(input, turned)
        shape = broadcast(product._sizes, bias._sizes)
        _check_scalar_type(bias, input)
        total = values(product, product._dtype) + values(bias, bias._dtype)
        return make(np.broadcast_to(total, shape), input._dtype)
    flat = views.reshape(input, [int(np.prod(input._sizes[:-1])), input._sizes[-1]])
    return views.reshape(aten_addmm(bias, flat, turned), [*input._sizes[:-1], weight._sizes[0]])
