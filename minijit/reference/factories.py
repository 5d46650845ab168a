"""Tensors out of nothing: constants, ranges, tensors of numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import (
    NAMES,
    check_fits,
    dtype_of,
    fail,
    in_format,
    make,
    not_implemented,
    values,
)
from minijit.tensor import Tensor, get_default_dtype
from minijit.tensor import dtype as dt
from minijit.tensor.budget import check_alloc
from minijit.tensor.creation import check_device, encode, tensor
from minijit.tensor.promotion import scalar_dtype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minijit.tensor.dtype import DType


def _sizes(size: Sequence[int], name: str = "") -> tuple[int, ...]:
    for s in size:
        if s < 0:
            if name:
                fail(f"{name}: Dimension size must be non-negative.")
            raise error("MJ3096", dim=s, sizes=list(size))
    return tuple(int(s) for s in size)


def _filled(
    size: Sequence[int], value: Any, dtype: DType, device: Any = None, name: str = ""
) -> Tensor:
    check_device(device)
    check_fits(value, dtype)
    result = Tensor.empty(_sizes(size, name), dtype)
    if result.numel():
        result.array()[...] = encode(values(value, dtype), dtype)
    return result


def aten_empty_memory_format(
    size: Sequence[int],
    dtype: int | None = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: Any = None,
    memory_format: Any = None,
) -> Tensor:
    check_device(device)
    if memory_format == 1:
        fail("unsupported memory format Preserve")
    made = Tensor.empty(_sizes(size), dtype_of(dtype) or get_default_dtype())
    return in_format(made._sizes, made._dtype, memory_format or 0, made)


def aten_zeros(
    size: Sequence[int],
    dtype: int | None = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: Any = None,
) -> Tensor:
    return _filled(size, 0, dtype_of(dtype) or get_default_dtype(), device, "zeros")


def aten_ones(
    size: Sequence[int],
    dtype: int | None = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: Any = None,
) -> Tensor:
    return _filled(size, 1, dtype_of(dtype) or get_default_dtype(), device)


def aten_full(
    size: Sequence[int],
    fill_value: Any,
    dtype: int | None = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: Any = None,
) -> Tensor:
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    return _filled(size, fill_value, dtype_of(dtype) or scalar_dtype(fill_value), device)


def _like(
    self: Tensor, value: Any, dtype: int | None, device: Any, memory_format: int | None = None
) -> Tensor:
    check_device(device)
    chosen = dtype_of(dtype) or self._dtype
    if value is not None:
        check_fits(value, chosen)
    result = in_format(self._sizes, chosen, memory_format, self)
    if value is not None and result.numel():
        result.array()[...] = encode(values(value, chosen), chosen)
    return result


def aten_zeros_like(
    self: Tensor, dtype: Any = None, layout: Any = None, device: Any = None, pin_memory: Any = None,
    memory_format: Any = None,
) -> Tensor:  # fmt: skip
    return _like(self, 0, dtype, device, memory_format)


def aten_ones_like(
    self: Tensor, dtype: Any = None, layout: Any = None, device: Any = None, pin_memory: Any = None,
    memory_format: Any = None,
) -> Tensor:  # fmt: skip
    return _like(self, 1, dtype, device, memory_format)


def aten_full_like(
    self: Tensor, fill_value: Any, dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None, memory_format: Any = None,
) -> Tensor:  # fmt: skip
    return _like(self, fill_value, dtype, device, memory_format)


def aten_empty_like(
    self: Tensor, dtype: Any = None, layout: Any = None, device: Any = None, pin_memory: Any = None,
    memory_format: Any = None,
) -> Tensor:  # fmt: skip
    return _like(self, None, dtype, device, memory_format)


def aten_new_zeros(
    self: Tensor, size: Sequence[int], dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return _filled(size, 0, dtype_of(dtype) or self._dtype, device)


def aten_new_ones(
    self: Tensor, size: Sequence[int], dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return _filled(size, 1, dtype_of(dtype) or self._dtype, device)


def aten_new_full(
    self: Tensor, size: Sequence[int], fill_value: Any, dtype: Any = None, layout: Any = None,
    device: Any = None, pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return _filled(size, fill_value, dtype_of(dtype) or self._dtype, device)


def aten_new_empty(
    self: Tensor, size: Sequence[int], dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    check_device(device)
    return Tensor.empty(_sizes(size), dtype_of(dtype) or self._dtype)


def aten_eye(
    n: int, dtype: Any = None, layout: Any = None, device: Any = None, pin_memory: Any = None
) -> Tensor:
    return aten_eye_m(n, n, dtype, layout, device)


def aten_eye_m(
    n: int,
    m: int,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: Any = None,
) -> Tensor:
    check_device(device)
    for name, size in (("n", n), ("m", m)):
        if size < 0:
            fail(f"{name} must be greater or equal to 0, got {size}")
    check_alloc(n * m)
    return make(np.eye(n, m), dtype_of(dtype) or get_default_dtype())


def aten_arange(
    end: Any, dtype: Any = None, layout: Any = None, device: Any = None, pin_memory: Any = None
) -> Tensor:
    return aten_arange_start_step(0, end, 1, dtype, layout, device)


def aten_arange_start(
    start: Any, end: Any, dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return aten_arange_start_step(start, end, 1, dtype, layout, device)


def aten_arange_start_step(
    start: Any, end: Any, step: Any = 1, dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    check_device(device)
    whole = all(isinstance(v, int) for v in (start, end, step))
    chosen = dtype_of(dtype) or (dt.int64 if whole else get_default_dtype())
    if chosen.is_complex or chosen is dt.bool_:
        not_implemented("arange_cpu", chosen)
    if step == 0:
        fail("step must be nonzero")
    if not (math.isfinite(start) and math.isfinite(end)):
        fail(f"unsupported range: {start} -> {end}")
    if (end - start) * step < 0:
        fail("upper bound and lower bound inconsistent with step sign")
    if chosen is dt.int64:
        # PyTorch counts in this dtype alone with whole numbers.
        start, end, step = int(start), int(end), int(step)
        if step == 0:
            raise error("MJ3103", detail="step must be nonzero")
        whole = True
    if whole:
        count = -(-(end - start) // step)
    else:
        count = math.ceil((float(end) - float(start)) / float(step))
    if chosen.is_integral and not whole:
        start, step = int(start), int(step)
    check_alloc(max(count, 0) * chosen.itemsize)
    index = np.arange(max(count, 0))
    return make(start + index * step, chosen)


def aten_linspace(
    start: Any, end: Any, steps: int, dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    check_device(device)
    if steps < 0:
        fail("number of steps must be non-negative")
    chosen = dtype_of(dtype) or get_default_dtype()
    if dtype is None and (isinstance(start, complex) or isinstance(end, complex)):
        chosen = dt.complex128 if chosen is dt.float64 else dt.complex64
    if steps == 0:
        return Tensor.empty((0,), chosen)
    if chosen.is_complex:
        return make(np.linspace(start, end, steps, dtype=np.complex128), chosen)
    if steps == 1:
        return make(np.array([start]), chosen)
    if chosen.is_integral:
        start, end = int(start), int(end)
    wide: Any = np.float64 if chosen.is_integral or chosen is dt.float64 else np.float32
    step = wide((wide(end) - wide(start)) / wide(steps - 1))
    check_alloc(steps * chosen.itemsize)
    index = np.arange(steps)
    # Counted from both ends, so that both are exact.
    lower = wide(start) + step * index.astype(wide)
    upper = wide(end) - step * (steps - 1 - index).astype(wide)
    return make(np.where(index < steps // 2, lower, upper), chosen)


def aten_scalar_tensor(
    s: Any, dtype: Any = None, layout: Any = None, device: Any = None, pin_memory: Any = None
) -> Tensor:
    return _filled((), s, dtype_of(dtype) or get_default_dtype(), device)


def aten_tensor(
    data: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    _check_numbers(data)
    return tensor(data, dtype=dtype_of(dtype), device=device, requires_grad=requires_grad)


def _check_numbers(data: Any) -> None:
    for item in data if isinstance(data, list) else [data]:
        if item is None or isinstance(item, str):
            found = type(item).__name__
            fail(f"Input must be of ints, floats, or bools, got {found}")
        if isinstance(item, list):
            _check_numbers(item)


aten_tensor_bool = aten_tensor_float = aten_tensor_int = aten_tensor_complex = aten_tensor


def aten_as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Tensor:
    if isinstance(data, Tensor) and dtype_of(dtype) in (None, data._dtype):
        return data
    return tensor(data, dtype=dtype_of(dtype), device=device)


aten_as_tensor_bool = aten_as_tensor_float = aten_as_tensor_int = aten_as_tensor
aten_as_tensor_list = aten_as_tensor_complex = aten_as_tensor


def prim_NumToTensor_Scalar(a: Any) -> Tensor:
    return tensor(a, dtype=dt.float64 if isinstance(a, float) else None)


prim_NumToTensor_bool = prim_NumToTensor_Scalar


def _one(a: Tensor) -> Any:
    if a.numel() != 1:
        raise error("MJ3017", numel=a.numel())
    return a.item()


def _real(value: Any, kind: str) -> Any:
    if isinstance(value, complex):
        if value.imag:
            fail(f"value cannot be converted to type {kind} without overflow")
        return value.real
    return value


def aten_Int_Tensor(a: Tensor) -> int:
    return int(_real(_one(a), "int64_t"))


def aten_Float_Tensor(a: Tensor) -> float:
    return float(_real(_one(a), "double"))


def aten_Bool_Tensor(a: Tensor) -> bool:
    return bool(a)


def aten_IntImplicit(a: Tensor) -> int:
    if a._sizes:
        fail("Cannot input a tensor of dimension other than 0 as a scalar argument")
    if not a._dtype.is_integral:
        fail(f"Cannot input a tensor of type {NAMES[a._dtype.name]} as an integral argument")
    return int(a.item())


def aten_FloatImplicit(a: Tensor) -> float:
    if a._sizes:
        fail("Cannot input a tensor of dimension other than 0 as a scalar argument")
    return float(_real(a.item(), "double"))


def aten_ScalarImplicit(a: Tensor) -> Any:
    if a._sizes:
        fail("Cannot input a tensor of dimension other than 0 as a scalar argument")
    return a.item()
