"""Quantized tensors: integers that stand for real numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import wrap_dim
from minijit.tensor import Quantizer, Tensor
from minijit.tensor.budget import check_alloc
from minijit.tensor.dtype import float32, float64, int64
from minijit.tensor.held import Crowded, Held
from minijit.tensor.narrow import Narrow
from minijit.tensor.quantizer import (
    PER_CHANNEL_AFFINE,
    PER_CHANNEL_AFFINE_FLOAT_QPARAMS,
    PER_TENSOR_AFFINE,
    STORED,
)

if TYPE_CHECKING:
    from minijit.tensor import DType


def fail(detail: str) -> Any:
    """RuntimeError MJ3100."""
    raise error("MJ3100", detail=detail)


def _quantizer(tensor: Tensor) -> Quantizer:
    if isinstance(tensor._quantizer, Crowded):
        return tensor._quantizer.quantizer
    if not isinstance(tensor._quantizer, Quantizer):
        fail("the tensor is not quantized")
    assert isinstance(tensor._quantizer, Quantizer)
    return tensor._quantizer


def _per_channel(tensor: Tensor) -> Quantizer:
    found = _quantizer(tensor)
    if found.scheme == PER_TENSOR_AFFINE:
        fail("the tensor is not quantized per channel")
    return found


def _per_tensor(tensor: Tensor) -> Quantizer:
    found = _quantizer(tensor)
    if found.scheme != PER_TENSOR_AFFINE:
        fail("Expected quantizer->qscheme() == kPerTensorAffine to be true, but got false.")
    return found


def with_quantizer(integers: Tensor, quantizer: Quantizer | Narrow | Held | None) -> Tensor:
    """The same tensor object, of which the integers now mean something else."""
    integers._quantizer = quantizer
    return integers


def dequantize(tensor: Tensor, quantizer: Quantizer | Narrow | Held | None = None) -> Tensor:
    """The numbers that the integers stand for, as float32; by another quantizer if one is given."""
    if isinstance(tensor._quantizer, Crowded):
        return Tensor.from_array(tensor._quantizer.reals(tensor._sizes))
    return Tensor.from_array((quantizer or _quantizer(tensor)).numbers(tensor.array()))


def quantize(numbers: Tensor, dtype: DType, quantizer: Quantizer | Narrow | Held) -> Tensor:
    """Numbers as the nearest integers of `dtype` (int8, uint8 or int32)."""
    check_alloc(4 * numbers.numel())
    scale, zero = quantizer.parameters(numbers._sizes)
    values = numbers.compute_array().astype(np.float32)
    scaled = np.rint(values * (np.float32(1) / scale) + zero).astype(np.float64)
    info = np.iinfo(dtype.np)
    clipped = np.clip(np.where(np.isnan(scaled), info.min, scaled), info.min, info.max)
    return with_quantizer(Tensor.from_array(clipped.astype(dtype.np)), quantizer)


def _stored(number: int) -> DType:
    if number not in STORED:
        fail("quantized tensors have the dtypes qint8, quint8 and qint32")
    return STORED[number]


def by_channel(scales: Tensor, zero_points: Tensor, axis: int) -> Quantizer:
    """A quantizer per channel. Real zero points stay so; all others are int64."""
    real = zero_points._dtype.is_floating_point
    kinds = (float32, float32) if real else (float64, int64)
    scheme = PER_CHANNEL_AFFINE_FLOAT_QPARAMS if real else PER_CHANNEL_AFFINE
    parts = [
        Tensor.from_array(t.compute_array().astype(kind.np))
        for t, kind in zip((scales, zero_points), kinds, strict=True)
    ]
    return Quantizer(scheme, 1.0, 0, parts[0], parts[1], axis)


def aten_int_repr(self: Tensor) -> Tensor:
    _quantizer(self)
    if isinstance(self._quantizer, Crowded):
        return Tensor.from_array(self._quantizer.stored(self._sizes).copy())
    return self.contiguous_copy()


def aten_dequantize_self(self: Tensor) -> Tensor:
    if self._quantizer is not None:
        return dequantize(self)
    check_alloc(4 * self.numel())
    return Tensor.from_array(self.compute_array().astype(np.float32))


def aten_dequantize_tensor(qtensor: Tensor) -> Tensor:
    return aten_dequantize_self(qtensor)


def aten_q_scale(self: Tensor) -> float:
    return _per_tensor(self).scale


def aten_q_zero_point(self: Tensor) -> int:
    return _per_tensor(self).zero_point


def aten_q_per_channel_scales(self: Tensor) -> Tensor:
    scales = _per_channel(self).scales
    assert scales is not None
    return scales


def aten_q_per_channel_zero_points(self: Tensor) -> Tensor:
    zero_points = _per_channel(self).zero_points
    assert zero_points is not None
    return zero_points


def aten_q_per_channel_axis(self: Tensor) -> int:
    return _per_channel(self).axis


def aten_qscheme(self: Tensor) -> int:
    return _quantizer(self).scheme


def prim_is_quantized(a: Tensor) -> bool:
    return a.is_quantized


def _check_stored(tensor: Tensor) -> None:
    if tensor._dtype not in STORED.values():
        fail("quantized tensors are stored as int8, uint8 or int32")


def aten__make_per_tensor_quantized_tensor(self: Tensor, scale: float, zero_point: int) -> Tensor:
    _check_stored(self)
    quantizer = Quantizer(PER_TENSOR_AFFINE, float(scale), zero_point)
    return with_quantizer(self.contiguous_copy(), quantizer)


def aten__make_per_channel_quantized_tensor(
    self: Tensor, scale: Tensor, zero_point: Tensor, axis: int
) -> Tensor:
    _check_stored(self)
    axis = wrap_dim(axis, self.dim())
    return with_quantizer(self.contiguous_copy(), by_channel(scale, zero_point, axis))


def aten_quantize_per_tensor(self: Tensor, scale: float, zero_point: int, dtype: int) -> Tensor:
    quantizer = Quantizer(PER_TENSOR_AFFINE, float(scale), zero_point)
    return quantize(self, _stored(dtype), quantizer)


def aten_quantize_per_channel(
    self: Tensor, scales: Tensor, zero_points: Tensor, axis: int, dtype: int
) -> Tensor:
    axis = wrap_dim(axis, self.dim())
    return quantize(self, _stored(dtype), by_channel(scales, zero_points, axis))
