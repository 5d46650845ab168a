"""Tensors from Python values, numpy arrays and buffers."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.device import device as Device
from minijit.tensor.dtype import DType
from minijit.tensor.promotion import get_default_dtype, promote_types, scalar_dtype
from minijit.tensor.storage import Storage
from minijit.tensor.tensor import Tensor, contiguous_strides


def check_device(device: Device | str | None) -> None:
    """RuntimeError unless the device is the CPU (or None)."""
    if device is not None and Device(device).type != "cpu":
        raise error("MJ3039", device=device)


def _round_bfloat16(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """The bits of float32 values rounded to nearest, ties to even."""
    raw = np.ascontiguousarray(values, np.float32).view(np.uint32)
    rounded = ((raw + (0x7FFF + ((raw >> 16) & 1))) >> 16).astype(np.uint16)
    return np.where(np.isnan(values), np.uint16(0x7FC0), rounded).astype(np.uint16)


def encode(values: NDArray[Any], dtype: DType) -> NDArray[Any]:
    """Numpy values as the bytes of a dtype: C casts, one rounding."""
    if dtype is dt.bfloat16:
        if values.dtype.kind == "c":
            values = values.real
        # through float32 as PyTorch does
        return _round_bfloat16(values.astype(np.float32))
    if values.dtype == dtype.np:
        return values
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if dtype is dt.bool_:
            return values != 0
        if values.dtype.kind == "c" and not dtype.is_complex:
            values = values.real
        if dtype.is_integral and values.dtype.kind == "f":
            # C truncates through int64, then wraps
            if dtype is dt.uint64:
                return values.astype(np.uint64)
            return values.astype(np.int64).astype(dtype.np)
        return values.astype(dtype.np)


def from_values(values: NDArray[Any], dtype: DType) -> Tensor:
    """A new tensor of numpy values converted to `dtype`."""
    return Tensor.from_array(encode(values, dtype), dtype)


def _shape_of(data: Any) -> tuple[int, ...]:
    shape = []
    while isinstance(data, list | tuple):
        shape.append(len(data))
        if not data:
            break
        data = data[0]
    if isinstance(data, Tensor):
        shape += data._sizes
    elif isinstance(data, np.ndarray):
        shape += data.shape
    return tuple(shape)


def _collect(data: Any, shape: tuple[int, ...], depth: int, out: list[Any]) -> None:
    if depth == len(shape):
        if isinstance(data, list | tuple):
            raise error("MJ3043", expected="a number", got=type(data).__name__)
        out.append(data.item() if isinstance(data, Tensor | np.generic | np.ndarray) else data)
        return
    if isinstance(data, Tensor | np.ndarray):
        if tuple(data.shape) != shape[depth:]:
            raise error("MJ3044", expected=shape[depth], dim=depth, got=len(data))
        out.extend(data.reshape(-1).tolist())
        return
    if not isinstance(data, list | tuple):
        raise error("MJ3045", got=type(data).__name__)
    if len(data) != shape[depth]:
        raise error("MJ3044", expected=shape[depth], dim=depth, got=len(data))
    for item in data:
        _collect(item, shape, depth + 1, out)


def _infer(data: Any) -> DType | None:
    if isinstance(data, Tensor):
        return data._dtype
    if isinstance(data, np.ndarray | np.generic):
        return dt.from_numpy_dtype(data.dtype)
    if isinstance(data, bool | int | float | complex):
        return scalar_dtype(data)
    if isinstance(data, list | tuple | range):
        result: DType | None = None
        for item in data:
            found = _infer(item)
            if found is not None:
                result = found if result is None else promote_types(result, found)
        return result
    if hasattr(data, "__array__"):
        return dt.from_numpy_dtype(np.asarray(data).dtype)
    raise error("MJ3046", got=type(data).__name__)


def tensor(
    data: Any,
    *,
    dtype: DType | None = None,
    device: Device | str | None = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A new tensor with a copy of `data` (numbers, nested sequences, arrays, tensors)."""
    check_device(device)
    if isinstance(data, Tensor):
        result = from_values(data.compute_array().copy(), dtype or data._dtype)
    elif isinstance(data, np.ndarray | np.generic):
        array = np.array(data)
        result = from_values(array, dtype or dt.from_numpy_dtype(array.dtype))
    elif not isinstance(data, list | tuple | range | bool | int | float | complex) and hasattr(
        data, "__array__"
    ):
        return tensor(np.asarray(data), dtype=dtype, requires_grad=requires_grad)
    else:
        if isinstance(data, range):
            data = list(data)
        chosen = dtype or _infer(data) or get_default_dtype()
        shape = _shape_of(data)
        flat: list[Any] = []
        _collect(data, shape, 0, flat)
        result = from_values(_numbers(flat, chosen).reshape(shape), chosen)
    if requires_grad:
        result.requires_grad_()
    return result


def _numbers(flat: list[Any], chosen: DType) -> NDArray[Any]:
    """Python numbers as an array that holds each of them; RuntimeError on overflow."""
    if chosen.is_complex:
        return np.array(flat, np.complex128)
    if chosen.is_floating_point:
        if any(isinstance(v, complex) for v in flat):
            raise RuntimeError("value cannot be converted to type float without overflow")
        return np.array(flat, np.float64)
    if chosen is dt.bool_:
        return np.array([bool(v) for v in flat], np.bool_)
    low, high = np.iinfo(chosen.np).min, np.iinfo(chosen.np).max
    integers = [int(v) for v in flat]
    for value in integers:
        if not low <= value <= high and not (chosen is dt.uint8 and -128 <= value < 0):
            raise RuntimeError(
                f"value cannot be converted to type {chosen.np.name}_t without overflow"
            )
    return np.array([v % 256 for v in integers] if chosen is dt.uint8 else integers, chosen.np)


def as_tensor(
    data: Any, dtype: DType | None = None, device: Device | str | None = None
) -> Tensor:
    """`data` itself or its memory where possible, otherwise a copy."""
    check_device(device)
    if isinstance(data, Tensor):
        return data if dtype is None or dtype is data._dtype else tensor(data, dtype=dtype)
    if isinstance(data, np.ndarray) and (
        dtype is None or dtype is dt.BY_NUMPY.get(data.dtype)
    ):
        return from_numpy(data)
    return tensor(data, dtype=dtype)


def from_numpy(array: NDArray[Any]) -> Tensor:
    """A tensor that shares the memory of a numpy array."""
    if not isinstance(array, np.ndarray):
        raise error("MJ3040", detail=f"expected np.ndarray (got {type(array).__name__})")
    dtype = dt.from_numpy_dtype(array.dtype)
    if any(s < 0 for s in array.strides):
        raise error("MJ3022")
    if any(s % dtype.itemsize for s in array.strides):
        raise error(
            "MJ3047"
        )
    if not array.dtype.isnative:
        raise error("MJ3048")
    if not array.flags.writeable:
        warnings.warn(
            "The given NumPy array is not writable, and PyTorch does not support non-writable "
            "tensors. This means writing to this tensor will result in undefined behavior. You may "
            "want to copy the array to protect its data or make it writable before converting it to "
            "a tensor.",
            stacklevel=2,
        )
    strides = tuple(s // dtype.itemsize for s in array.strides)
    span = 0 if array.size == 0 else (
        sum((n - 1) * s for n, s in zip(array.shape, array.strides, strict=True)) + dtype.itemsize
    )
    flat = _bytes_of(array, span)
    return Tensor(Storage(flat, array), dtype, array.shape, strides)


def _bytes_of(array: NDArray[Any], span: int) -> NDArray[np.uint8]:
    """The `span` bytes from an array's first element on."""
    if span == 0:
        return np.empty(0, np.uint8)
    if array.flags.c_contiguous:
        return array.reshape(-1).view(np.uint8)
    first = np.lib.stride_tricks.as_strided(array, (1,), (array.itemsize,)).view(np.uint8)
    return np.lib.stride_tricks.as_strided(first, (span,), (1,), writeable=array.flags.writeable)


def frombuffer(
    buffer: Any, *, dtype: DType, count: int = -1, offset: int = 0, requires_grad: bool = False
) -> Tensor:
    """A 1-d tensor that shares the memory of a buffer from byte `offset` on."""
    data = np.frombuffer(buffer, np.uint8)
    if offset >= data.size:
        raise ValueError(
            f"offset ({offset} bytes) must be non-negative and no greater than buffer length "
            f"({data.size} bytes) minus 1"
        )
    data = data[offset:]
    if count < 0:
        if data.size % dtype.itemsize:
            raise ValueError(
                f"buffer length ({data.size} bytes) after offset ({offset} bytes) must be a multiple "
                f"of element size ({dtype.itemsize})"
            )
        count = data.size // dtype.itemsize
    if count * dtype.itemsize > data.size:
        raise ValueError(
            f"requested buffer length ({count} * {dtype.itemsize} bytes) after offset ({offset} "
            f"bytes) must not be greater than actual buffer length ({data.size} bytes)"
        )
    storage = Storage(data[: count * dtype.itemsize], buffer)
    return Tensor(storage, dtype, (count,), contiguous_strides((count,)), 0, requires_grad)


def from_dlpack(external: Any) -> Tensor:
    """A tensor that shares the memory of an object with `__dlpack__`."""
    return from_numpy(np.from_dlpack(external))
