"""Comparisons, logic, bits and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference.common import (
    CPP_NAMES,
    NAMES,
    Array,
    Operand,
    broadcast_operands,
    check_fits,
    common,
    fail,
    make,
    not_implemented,
    refuse_complex,
    values,
)
from minijit.reference.elementwise import binary
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt

if TYPE_CHECKING:
    from collections.abc import Callable


def _compare(
    compute: Callable[[Array, Array], Any], ordered: str = ""
) -> Callable[[Operand, Operand], Tensor]:
    def function(self: Operand, other: Operand) -> Tensor:
        dtype = common(self, other)
        if ordered:
            refuse_complex(dtype, ordered)
        shape = broadcast_operands(self, other)
        result = compute(values(self, dtype), values(other, dtype))
        return make(np.broadcast_to(result, shape), dt.bool_, (self, other))

    return function


aten_eq_Tensor = aten_eq_Scalar = _compare(np.equal)
aten_ne_Tensor = aten_ne_Scalar = _compare(np.not_equal)
aten_lt_Tensor = aten_lt_Scalar = _compare(np.less, "lt_cpu")
aten_le_Tensor = aten_le_Scalar = _compare(np.less_equal, "le_cpu")
aten_gt_Tensor = aten_gt_Scalar = _compare(np.greater, "gt_cpu")
aten_ge_Tensor = aten_ge_Scalar = _compare(np.greater_equal, "ge_cpu")


def _test(compute: Callable[[Array], Any]) -> Callable[[Tensor], Tensor]:
    def function(self: Tensor) -> Tensor:
        return make(compute(values(self, self._dtype)), dt.bool_, (self,))

    return function


aten_logical_not = _test(lambda x: x == 0)
aten_isnan = _test(lambda x: x != x)
aten_isinf = _test(lambda x: np.isinf(x) if x.dtype.kind in "fc" else np.zeros(x.shape, bool))
aten_isfinite = _test(lambda x: np.isfinite(x) if x.dtype.kind in "fc" else np.ones(x.shape, bool))


def _logical(compute: Callable[[Array, Array], Any]) -> Callable[[Tensor, Tensor], Tensor]:
    def function(self: Tensor, other: Tensor) -> Tensor:
        shape = broadcast_operands(self, other)
        result = compute(values(self, self._dtype) != 0, values(other, other._dtype) != 0)
        return make(np.broadcast_to(result, shape), dt.bool_, (self, other))

    return function


aten_logical_and = _logical(np.logical_and)
aten_logical_or = _logical(np.logical_or)


def _bitwise(
    name: str, compute: Callable[[Array, Array], Any]
) -> Callable[[Operand, Operand], Tensor]:
    def function(self: Operand, other: Operand) -> Tensor:
        dtype = common(self, other)
        broadcast_operands(self, other)
        if dtype.is_floating_point or dtype.is_complex:
            not_implemented(f"{name}_cpu", dtype)
        return binary(self, other, dtype, compute)

    return function


aten_bitwise_and_Tensor = aten_bitwise_and_Scalar = _bitwise("bitwise_and", np.bitwise_and)
aten_bitwise_or_Tensor = aten_bitwise_or_Scalar = _bitwise("bitwise_or", np.bitwise_or)
aten_bitwise_xor_Tensor = aten_bitwise_xor_Scalar = _bitwise("bitwise_xor", np.bitwise_xor)
aten_bitwise_and_Scalar_Tensor = aten___and___Tensor = aten___and___Scalar = aten_bitwise_and_Tensor
aten_bitwise_or_Scalar_Tensor = aten___or___Tensor = aten___or___Scalar = aten_bitwise_or_Tensor
aten_bitwise_xor_Scalar_Tensor = aten___xor___Tensor = aten___xor___Scalar = aten_bitwise_xor_Tensor


def aten_bitwise_not(self: Tensor) -> Tensor:
    if self._dtype.is_floating_point or self._dtype.is_complex:
        not_implemented("bitwise_not_cpu", self._dtype)
    return make(~values(self, self._dtype), self._dtype, (self,))


def _shift(
    name: str, compute: Callable[[Array, Array], Any]
) -> Callable[[Operand, Operand], Tensor]:
    def function(self: Operand, other: Operand) -> Tensor:
        dtype = common(self, other)
        if not dtype.is_integral:
            not_implemented(name, dtype)
        return binary(self, other, dtype, compute)

    return function


def _shift_left(x: Array, y: Array) -> Any:
    outside = (y < 0) | (y >= x.dtype.itemsize * 8)
    return np.where(outside, 0, np.left_shift(x, np.where(outside, 0, y))).astype(x.dtype)


def _shift_right(x: Array, y: Array) -> Any:
    outside = (y < 0) | (y >= x.dtype.itemsize * 8)
    shifted = np.right_shift(x, np.where(outside, 0, y).astype(x.dtype))
    return np.where(outside, np.where(x < 0, -1, 0), shifted).astype(x.dtype)


aten___lshift___Tensor = _shift("lshift_cpu", _shift_left)
aten___rshift___Tensor = _shift("rshift_cpu", _shift_right)
aten___lshift___Scalar = aten___lshift___Tensor
aten___rshift___Scalar = aten___rshift___Tensor


def aten_equal(self: Tensor, other: Tensor) -> bool:
    if self._sizes != other._sizes:
        return False
    return bool((self.compute_array() == other.compute_array()).all())


def aten_where_self(condition: Tensor, self: Operand, other: Operand) -> Tensor:
    if condition._dtype not in (dt.bool_, dt.uint8):
        fail(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{NAMES[condition._dtype.name]}"
        )
    dtype = common(self, other)
    shape = broadcast_operands(condition, self, other)
    chosen = np.where(condition.array() != 0, values(self, dtype), values(other, dtype))
    return make(np.broadcast_to(chosen, shape), dtype, (condition, self, other))


aten_where_ScalarOther = aten_where_ScalarSelf = aten_where_Scalar = aten_where_self


def aten_masked_fill_Scalar(self: Tensor, mask: Tensor, value: Operand) -> Tensor:
    if mask._dtype is not dt.bool_:
        fail(
            "masked_fill_ only supports boolean masks, but got mask with dtype "
            f"{CPP_NAMES[mask._dtype.name]}"
        )
    if isinstance(value, Tensor) and value._sizes:
        fail(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value.dim()} dimension(s)."
        )
    check_fits(value.item() if isinstance(value, Tensor) else value, self._dtype)
    shape = broadcast_operands(self, mask)
    filled = np.where(mask.array(), values(value, self._dtype), values(self, self._dtype))
    return make(np.broadcast_to(filled, shape), self._dtype)


aten_masked_fill_Tensor = aten_masked_fill_Scalar
