"""Activations. Half and bfloat16 are computed in float32 and rounded once."""

from __future__ import annotations

from typing import Any

import numpy as np

from minijit.reference.common import (
    Array,
    check_fits,
    fail,
    make,
    not_implemented,
    refuse_complex,
    values,
)
from minijit.reference.elementwise import _erf
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt


def _floats(self: Tensor, name: str) -> Array:
    if not self._dtype.is_floating_point:
        not_implemented(name, self._dtype)
    return values(self, self._dtype)


def aten_relu(self: Tensor) -> Tensor:
    if self._dtype is dt.bool_:
        fail("Boolean inputs not supported for relu")
    refuse_complex(self._dtype, "clamp is not supported for complex types")
    x = values(self, self._dtype)
    return make(np.where(x < 0, x.dtype.type(0), x), self._dtype, (self,))


def aten_relu6(self: Tensor) -> Tensor:
    return aten_hardtanh(self, 0, 6)


def aten_elu(self: Tensor, alpha: Any = 1, scale: Any = 1, input_scale: Any = 1) -> Tensor:
    x = _floats(self, "elu_cpu")
    one = x.dtype.type
    with np.errstate(all="ignore"):
        negative = np.expm1(x * one(input_scale)) * one(alpha * scale)
    return make(np.where(x <= 0, negative, x * one(scale)), self._dtype, (self,))


def aten_leaky_relu(self: Tensor, negative_slope: Any = 0.01) -> Tensor:
    x = _floats(self, "leaky_relu_cpu")
    return make(np.where(x > 0, x, x * x.dtype.type(negative_slope)), self._dtype, (self,))


def aten_hardtanh(self: Tensor, min_val: Any = -1, max_val: Any = 1) -> Tensor:
    if self._dtype is dt.bool_:
        fail("Bool inputs not supported for hardtanh")
    if self._dtype.category == "unsigned" and (min_val < 0 or max_val < 0):
        fail("cannot do hardtanh on an unsigned type with negative limits")
    check_fits(min_val, self._dtype)
    check_fits(max_val, self._dtype)
    x = values(self, self._dtype)
    one = x.dtype.type
    return make(np.minimum(np.maximum(x, one(min_val)), one(max_val)), self._dtype, (self,))


def aten_hardswish(self: Tensor) -> Tensor:
    x = _floats(self, "hardswish_cpu")
    return make(x * np.clip(x + 3, 0, 6) / x.dtype.type(6), self._dtype, (self,))


def aten_hardsigmoid(self: Tensor) -> Tensor:
    x = _floats(self, "hardsigmoid_cpu")
    return make(np.clip(x + 3, 0, 6) / x.dtype.type(6), self._dtype, (self,))


def aten_silu(self: Tensor) -> Tensor:
    x = values(self, self._dtype) if self._dtype.is_complex else _floats(self, "silu_cpu")
    with np.errstate(all="ignore"):
        return make(x / (1 + np.exp(-x)), self._dtype, (self,))


def aten_gelu(self: Tensor, approximate: str = "none") -> Tensor:
    x = _floats(self, "GeluKernelImpl")
    one = x.dtype.type
    if approximate == "tanh":
        inner = one(0.7978845608028654) * (x + one(0.044715) * x * x * x)
        return make(one(0.5) * x * (1 + np.tanh(inner)), self._dtype, (self,))
    if approximate != "none":
        fail("approximate argument must be either none or tanh.")
    half = one(0.5) * (1 + _erf(x * one(0.7071067811865476)))
    return make(x * half.astype(x.dtype), self._dtype, (self,))


def aten_softplus(self: Tensor, beta: Any = 1, threshold: Any = 20) -> Tensor:
    x = _floats(self, "softplus_cpu")
    scaled = x * x.dtype.type(beta)
    with np.errstate(all="ignore"):
        soft = np.log1p(np.exp(scaled)) / x.dtype.type(beta)
    return make(np.where(scaled > threshold, x, soft), self._dtype, (self,))


def aten_prelu(self: Tensor, weight: Tensor) -> Tensor:
    x = _floats(self, "prelu_cpu")
    w: Array = values(weight, weight._dtype).reshape(-1)
    if weight.dim() > 1:
        fail(
            f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {weight.dim()}"
        )
    if weight.numel() != 1:
        if not self._sizes:
            fail("Not allow zero-dim input tensor.")
        channels = self._sizes[1] if len(self._sizes) >= 2 else 1
        if channels != weight.numel():
            fail(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                f"{weight.numel()} and channel size = {channels}."
            )
        shape = [1] * len(self._sizes)
        shape[1 if len(self._sizes) >= 2 else 0] = channels
        w = w.reshape(shape)
    else:
        w = w.reshape(())
    return make(np.where(x > 0, x, x * w), self._dtype, (self,))
