"""Products of vectors and matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import NAMES, Array, fail, make, values
from minijit.reference.elementwise import aten_add_Tensor, aten_mul_Tensor
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt


def _check(*tensors: Tensor) -> None:
    for t in tensors[1:]:
        if t._dtype is not tensors[0]._dtype:
            fail(
                f"expected m1 and m2 to have the same dtype, but got: {tensors[0]._dtype.np.name} != "
                f"{t._dtype.np.name}"
            )
    if tensors[0]._dtype is dt.bool_:
        raise error("MJ3110", operator="addmm_impl_cpu_", dtype="Bool")


def _product(a: Array, b: Array) -> Any:
    with np.errstate(all="ignore"):
        return np.matmul(a, b)


def aten_matmul(self: Tensor, other: Tensor) -> Tensor:
    if self.dim() == 0 or other.dim() == 0:
        fail(
            f"both arguments to matmul need to be at least 1D, but they are {self.dim()}D and "
            f"{other.dim()}D"
        )
    _check(self, other)
    a, b = self._sizes, other._sizes
    inner = b[0] if len(b) == 1 else b[-2]
    if a[-1] != inner:
        if len(a) == 1 and len(b) == 1:
            fail(
                "inconsistent tensor size, expected tensor "
                f"{list(a)} and src {list(b)} to have the same number of elements, but got {a[0]} "
                f"and {b[0]} elements respectively"
            )
        if len(b) == 1 and len(a) == 2:
            fail(f"size mismatch, got input ({a[0]}), mat ({a[0]}x{a[1]}), vec ({b[0]})")
        rows = a[-2] if len(a) > 1 else 1
        if len(a) > 2 and len(b) <= 2:
            rows = int(np.prod(a[:-1]))
        columns = b[-1] if len(b) > 1 else 1
        if len(a) > 2 and len(b) > 2:
            fail(
                f"Expected size for first two dimensions of batch2 tensor to be: "
                f"[{int(np.prod(a[:-2]))}, {a[-1]}] but got: [{int(np.prod(b[:-2]))}, {b[-2]}]."
            )
        raise error("MJ3109", a=rows, b=a[-1], c=inner, d=columns)
    if len(a) > 2 and len(b) > 2:
        from minijit.reference.common import broadcast

        broadcast(a[:-2], b[:-2])
    return make(_product(values(self, self._dtype), values(other, other._dtype)), self._dtype)


def aten_mm(self: Tensor, mat2: Tensor) -> Tensor:
    if self.dim() != 2:
        fail("self must be a matrix")
    if mat2.dim() != 2:
        fail("mat2 must be a matrix")
    return aten_matmul(self, mat2)


def aten_bmm(self: Tensor, mat2: Tensor) -> Tensor:
    if self.dim() != 3 or mat2.dim() != 3:
        fail("batch1 must be a 3D tensor" if self.dim() != 3 else "batch2 must be a 3D tensor")
    batch, _, inner = self._sizes
    if mat2._sizes[0] != batch or mat2._sizes[1] != inner:
        fail(
            f"Expected size for first two dimensions of batch2 tensor to be: [{batch}, {inner}] but "
            f"got: [{mat2._sizes[0]}, {mat2._sizes[1]}]."
        )
    return aten_matmul(self, mat2)


def aten_mv(self: Tensor, vec: Tensor) -> Tensor:
    if self.dim() != 2 or vec.dim() != 1:
        fail(f"vector + matrix @ vector expected, got 1, {self.dim()}, {vec.dim()}")
    return aten_matmul(self, vec)


def aten_dot(self: Tensor, tensor: Tensor) -> Tensor:
    if self.dim() != 1 or tensor.dim() != 1:
        fail(f"1D tensors expected, but got {self.dim()}D and {tensor.dim()}D tensors")
    return aten_matmul(self, tensor)


def aten_addmm(self: Tensor, mat1: Tensor, mat2: Tensor, beta: Any = 1, alpha: Any = 1) -> Tensor:
    if mat1.dim() != 2 or mat2.dim() != 2:
        fail(
            f"mat1 must be a matrix, got {mat1.dim()}-D tensor"
            if mat1.dim() != 2
            else f"mat2 must be a matrix, got {mat2.dim()}-D tensor"
        )
    product = aten_mm(mat1, mat2)
    if alpha != 1:
        product = aten_mul_Tensor(product, alpha)
    if beta == 0:
        return product
    return aten_add_Tensor(product, self if beta == 1 else aten_mul_Tensor(self, beta))


def aten_linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    if weight.dim() not in (1, 2):
        fail(f"linear(): weight must be 1D or 2D, but got {weight.dim()}D")
    if input.dim() == 0:
        fail("both arguments to linear need to be at least 1D, but they are 0D and 2D")
    _check(input, weight)
    x, w = values(input, input._dtype), values(weight, weight._dtype)
    if input._sizes[-1] != weight._sizes[-1]:
        rows = int(np.prod(input._sizes[:-1])) if input.dim() > 1 else 1
        raise error(
            "MJ3109", a=rows, b=input._sizes[-1], c=weight._sizes[-1],
            d=weight._sizes[0] if weight.dim() > 1 else 1,
        )  # fmt: skip
    result = _product(x, w.T)
    if bias is not None:
        if bias._dtype is not input._dtype:
            fail(
                f"self and mat2 must have the same dtype, but got {NAMES[bias._dtype.name]} and "
                f"{NAMES[input._dtype.name]}"
            )
        result = result + values(bias, bias._dtype)
    return make(result, input._dtype)
