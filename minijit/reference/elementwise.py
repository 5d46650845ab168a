"""Arithmetic on tensors, and functions of one number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import (
    Array,
    Operand,
    broadcast_operands,
    check_fits,
    common,
    decode,
    fail,
    floating,
    make,
    not_implemented,
    refuse_complex,
    values,
)
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt
from minijit.tensor.creation import encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from minijit.tensor.dtype import DType


def binary(a: Operand, b: Operand, dtype: DType, compute: Callable[[Array, Array], Any]) -> Tensor:
    """`compute` on both operands in one dtype, broadcast."""
    shape = broadcast_operands(a, b)
    with np.errstate(all="ignore"):
        result = np.asarray(compute(values(a, dtype), values(b, dtype)))
    if result.shape != shape:
        result = np.broadcast_to(result, shape)
    return make(result, dtype, (a, b))


def _scaled(a: Operand, b: Operand, alpha: Any, sign: int) -> Tensor:
    dtype = common(a, b)
    if sign < 0:
        _check_no_bool(a, b)
    if isinstance(alpha, bool) and dtype is not dt.bool_:
        fail("Boolean alpha only supported for Boolean results.")
    if isinstance(alpha, float) and not (dtype.is_floating_point or dtype.is_complex):
        fail("For integral input tensors, argument alpha must not be a floating point number.")
    if dtype is dt.bool_:
        return binary(a, b, dtype, lambda x, y: x | (y & bool(alpha)))
    scale = values(alpha, dtype)
    # PyTorch multiplies complex numbers by 1 too, which is seen where they are infinite.
    whole = alpha == 1 and not dtype.is_complex
    if sign > 0:
        return binary(a, b, dtype, lambda x, y: x + (y if whole else y * scale))
    return binary(a, b, dtype, lambda x, y: x - (y if whole else y * scale))


def _check_no_bool(*operands: Operand) -> None:
    boolean = [
        isinstance(o, bool) or (isinstance(o, Tensor) and o._dtype is dt.bool_) for o in operands
    ]
    if all(boolean):
        fail(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
            "`logical_xor()` operator instead."
        )
    if any(boolean):
        fail(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying "
            "to invert a mask, use the `~` or `logical_not()` operator instead."
        )


def aten_add_Tensor(self: Operand, other: Operand, alpha: Any = 1) -> Tensor:
    return _scaled(self, other, alpha, 1)


aten_add_Scalar = aten_add_Tensor


def aten_sub_Tensor(self: Operand, other: Operand, alpha: Any = 1) -> Tensor:
    return _scaled(self, other, alpha, -1)


aten_sub_Scalar = aten_sub_Tensor


def aten_rsub_Tensor(self: Operand, other: Operand, alpha: Any = 1) -> Tensor:
    return _scaled(other, self, alpha, -1)


aten_rsub_Scalar = aten_rsub_Tensor


def aten_mul_Tensor(self: Operand, other: Operand) -> Tensor:
    return binary(self, other, common(self, other), lambda x, y: x * y)


aten_mul_Scalar = aten_mul_Tensor


def aten_div_Tensor(self: Operand, other: Operand) -> Tensor:
    return binary(self, other, floating(common(self, other)), lambda x, y: x / y)


aten_div_Scalar = aten_div_Tensor
aten_true_divide_Tensor = aten_div_Tensor
aten_true_divide_Scalar = aten_div_Tensor


def _check_divisor(self: Operand, other: Operand, dtype: DType) -> None:
    if dtype.is_floating_point:
        return
    shape = broadcast_operands(self, other)
    if 0 not in shape and bool((values(other, dtype) == 0).any()):
        raise error("MJ3107")


def _floor(x: Array, y: Array, rounded: Callable[[Any], Any] = np.asarray) -> Any:
    """Python's floor division, exact for floats too, of which each step is `rounded`."""
    if x.dtype.kind != "f":
        return np.floor_divide(x, y)
    mod = np.fmod(x, y)
    q = rounded(rounded(x - mod) / y)
    q = np.where((mod != 0) & ((y < 0) != (mod < 0)), rounded(q - 1), q)
    floored = np.floor(q)
    floored = np.where(rounded(q - floored) > 0.5, floored + 1, floored)
    result = np.where(q == 0, np.copysign(0.0, x / y), floored)
    return np.where(y == 0, x / y, result).astype(x.dtype)


def _divided_halves(
    self: Operand, other: Operand, dtype: DType, compute: Callable[..., Any]
) -> Tensor:
    """Halves as PyTorch divides them: by one number in float32, else rounded at each step."""
    if not isinstance(other, Tensor) or not other._sizes:
        divisor = values(other, dt.float32)
        return binary(self, other, dtype, lambda x, _: compute(x, divisor, np.asarray))
    return binary(
        self, other, dtype, lambda x, y: compute(x, y, lambda v: decode(encode(v, dtype), dtype))
    )


def aten_floor_divide(self: Operand, other: Operand) -> Tensor:
    dtype = common(self, other)
    if dtype is dt.bool_:
        not_implemented("floor_divide", dtype)
    refuse_complex(dtype, "div_floor_cpu")
    _check_divisor(self, other, dtype)
    if dtype in (dt.float16, dt.bfloat16):
        return _divided_halves(self, other, dtype, _floor)
    return binary(self, other, dtype, _floor)


aten_floor_divide_Scalar = aten_floor_divide


def _truncate(x: Array, y: Array) -> Any:
    if x.dtype.kind == "f":
        return np.trunc(x / y)
    quotient = np.floor_divide(x, y)
    return quotient + ((np.remainder(x, y) != 0) & ((x < 0) != (y < 0))).astype(x.dtype)


def aten_div_Tensor_mode(self: Operand, other: Operand, rounding_mode: str | None) -> Tensor:
    if rounding_mode is None:
        return aten_div_Tensor(self, other)
    if rounding_mode == "floor":
        return aten_floor_divide(self, other)
    if rounding_mode != "trunc":
        fail(
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
            f"'{rounding_mode}'"
        )
    dtype = common(self, other)
    if dtype is dt.bool_:
        not_implemented("div_trunc_cpu", dtype)
    refuse_complex(dtype, "div_trunc_cpu")
    _check_divisor(self, other, dtype)
    if dtype in (dt.float16, dt.bfloat16):
        return _divided_halves(self, other, dtype, lambda x, y, rounded: np.trunc(rounded(x / y)))
    return binary(self, other, dtype, _truncate)


aten_div_Scalar_mode = aten_div_Tensor_mode


def aten_remainder_Tensor(self: Operand, other: Operand) -> Tensor:
    dtype = common(self, other)
    if dtype is dt.bool_ or dtype.is_complex:
        not_implemented("remainder_cpu", dtype)
    _check_divisor(self, other, dtype)

    def compute(x: Array, y: Array) -> Any:
        if x.dtype.kind != "f":
            return np.remainder(x, y)
        mod = np.fmod(x, y)
        return np.where((mod != 0) & ((y < 0) != (mod < 0)), mod + y, mod)

    return binary(self, other, dtype, compute)


aten_remainder_Scalar = aten_remainder_Tensor


def aten_fmod_Tensor(self: Operand, other: Operand) -> Tensor:
    dtype = common(self, other)
    if dtype is dt.bool_ or dtype.is_complex:
        not_implemented("fmod_cpu", dtype)
    _check_divisor(self, other, dtype)
    return binary(self, other, dtype, np.fmod)


aten_fmod_Scalar = aten_fmod_Tensor
aten_remainder_Scalar_Tensor = aten_remainder_Tensor


def aten_pow_Tensor_Tensor(self: Operand, exponent: Operand) -> Tensor:
    dtype = common(self, exponent)
    if dtype is dt.bool_:
        not_implemented("pow", dtype)
    if isinstance(exponent, int) and exponent < 0 and (dtype.is_integral or dtype is dt.bool_):
        fail("Integers to negative integer powers are not allowed.")

    def compute(x: Array, y: Array) -> Any:
        if x.dtype.kind in "fc":
            return np.power(x, y)
        negative = y < 0 if x.dtype.kind == "i" else np.zeros(np.shape(y), bool)
        whole = np.power(x, np.where(negative, 0, y).astype(x.dtype))
        odd = np.where(y % 2 != 0, -1, 1) if x.dtype.kind == "i" else 1
        inverse = np.where(x == 1, 1, np.where(x == -1 if x.dtype.kind == "i" else False, odd, 0))
        return np.where(negative, inverse, whole).astype(x.dtype)

    return binary(self, exponent, dtype, compute)


aten_pow_Tensor_Scalar = aten_pow_Tensor_Tensor
aten_pow_Scalar = aten_pow_Tensor_Tensor


def _unary(compute: Callable[[Array], Any], *, keep: bool) -> Callable[[Tensor], Tensor]:
    """A function of one number; `keep`: integers stay integers."""

    def function(self: Tensor) -> Tensor:
        dtype = self._dtype if keep else floating(self._dtype)
        with np.errstate(all="ignore"):
            return make(compute(values(self, dtype)), dtype, (self,))

    return function


def _erf(x: Array) -> Any:
    if x.size == 0:
        return x
    return np.vectorize(math.erf, otypes=[np.float64])(x.astype(np.float64))


aten_exp = _unary(np.exp, keep=False)
aten_expm1 = _unary(np.expm1, keep=False)
aten_log = _unary(np.log, keep=False)
aten_log2 = _unary(np.log2, keep=False)
aten_log10 = _unary(np.log10, keep=False)
aten_log1p = _unary(np.log1p, keep=False)
aten_sqrt = _unary(np.sqrt, keep=False)
aten_rsqrt = _unary(lambda x: 1 / np.sqrt(x), keep=False)
aten_reciprocal = _unary(lambda x: 1 / x, keep=False)
aten_sin = _unary(np.sin, keep=False)
aten_cos = _unary(np.cos, keep=False)
aten_atan = _unary(np.arctan, keep=False)
aten_tan = _unary(np.tan, keep=False)
aten_asin = _unary(np.arcsin, keep=False)
aten_acos = _unary(np.arccos, keep=False)
aten_sinh = _unary(np.sinh, keep=False)
aten_cosh = _unary(np.cosh, keep=False)
aten_asinh = _unary(np.arcsinh, keep=False)
aten_acosh = _unary(np.arccosh, keep=False)
aten_atanh = _unary(np.arctanh, keep=False)


def aten_atan2(self: Tensor, other: Tensor) -> Tensor:
    dtype = common(self, other)
    refuse_complex(dtype, "atan2")
    return binary(self, other, floating(dtype), np.arctan2)


def aten_hypot(self: Tensor, other: Tensor) -> Tensor:
    dtype = common(self, other)
    if not dtype.is_floating_point:
        not_implemented("hypot_cpu", dtype)
    return binary(self, other, dtype, np.hypot)


def aten_erf(self: Tensor) -> Tensor:
    refuse_complex(self._dtype, "erf_vml_cpu")
    return _unary(_erf, keep=False)(self)


aten_tanh = _unary(np.tanh, keep=False)
aten_sigmoid = _unary(lambda x: 1 / (1 + np.exp(-x)), keep=False)


def aten_sign(self: Tensor) -> Tensor:
    refuse_complex(
        self._dtype,
        "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn "
        "instead.",
    )
    x = values(self, self._dtype)
    if x.dtype.kind == "b":
        return make(x, self._dtype, (self,))
    # nan is neither above nor below zero.
    signs = (x > 0).astype(x.dtype) - (x < 0).astype(x.dtype)
    return make(signs, self._dtype, (self,))


def aten_square(self: Tensor) -> Tensor:
    return aten_pow_Tensor_Tensor(self, 2)


def _rounding(name: str, compute: Callable[[Array], Any]) -> Callable[[Tensor], Tensor]:
    def function(self: Tensor) -> Tensor:
        if self._dtype is dt.bool_:
            not_implemented(f"{name}_vml_cpu", dt.bool_)
        refuse_complex(self._dtype, f"{name} is not supported for complex inputs")
        dtype = self._dtype
        array = values(self, dtype)
        return make(compute(array) if dtype.is_floating_point else array, dtype, (self,))

    return function


aten_floor = _rounding("floor", np.floor)
aten_ceil = _rounding("ceil", np.ceil)
aten_trunc = _rounding("trunc", np.trunc)
aten_round = _rounding("round", np.rint)


def aten_round_decimals(self: Tensor, decimals: int) -> Tensor:
    if not self._dtype.is_floating_point:
        not_implemented("round", self._dtype)
    x = values(self, self._dtype)
    factor = x.dtype.type(10.0 ** abs(decimals) if abs(decimals) <= 308 else np.inf)
    rounded = np.rint(x / factor) * factor if decimals < 0 else np.rint(x * factor) / factor
    return make(rounded, self._dtype, (self,))


def aten_neg(self: Tensor) -> Tensor:
    if self._dtype is dt.bool_:
        fail(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        )
    with np.errstate(all="ignore"):
        return make(-values(self, self._dtype), self._dtype, (self,))


def aten_abs(self: Tensor) -> Tensor:
    if self._dtype is dt.bool_:
        not_implemented("abs_cpu", dt.bool_)
    dtype = self._dtype.to_real() if self._dtype.is_complex else self._dtype
    with np.errstate(all="ignore"):
        return make(np.abs(values(self, self._dtype)), dtype, (self,))


prim_abs = aten_abs


def _clamp(self: Tensor, low: Operand | None, high: Operand | None) -> Tensor:
    bounds = [b for b in (low, high) if b is not None]
    if not bounds:
        fail("torch.clamp: At least one of 'min' or 'max' must not be None")
    dtype = common(self, *bounds)
    refuse_complex(dtype, "clamp is not supported for complex types")
    shape = broadcast_operands(self, *bounds)
    for bound in bounds:
        check_fits(bound, dtype)
    x = values(self, dtype)
    if low is not None:
        x = np.maximum(x, values(low, dtype))
    if high is not None:
        x = np.minimum(x, values(high, dtype))
    return make(np.broadcast_to(x, shape), dtype, (self, *bounds))


def aten_clamp(self: Tensor, min: Operand | None = None, max: Operand | None = None) -> Tensor:
    return _clamp(self, min, max)


aten_clamp_Tensor = aten_clamp


def aten_clamp_min(self: Tensor, min: Operand) -> Tensor:
    return _clamp(self, min, None)


aten_clamp_min_Tensor = aten_clamp_min


def aten_clamp_max(self: Tensor, max: Operand) -> Tensor:
    return _clamp(self, None, max)


aten_clamp_max_Tensor = aten_clamp_max


def _ordered(name: str, self: Operand, other: Operand) -> DType:
    dtype = common(self, other)
    if dtype.is_complex:
        fail(f"{name} not implemented for complex tensors.")
    return dtype


def aten_maximum(self: Operand, other: Operand) -> Tensor:
    return binary(self, other, _ordered("maximum", self, other), np.maximum)


def aten_minimum(self: Operand, other: Operand) -> Tensor:
    return binary(self, other, _ordered("minimum", self, other), np.minimum)


aten_max_other = aten_maximum
aten_min_other = aten_minimum
