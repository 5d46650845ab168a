"""What the families share: operands in one dtype, results with PyTorch's strides, errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from minijit.diagnostics import error
from minijit.tensor import Tensor, result_type
from minijit.tensor import dtype as dt
from minijit.tensor.creation import encode
from minijit.tensor.dtype import DType
from minijit.tensor.promotion import get_default_dtype

Array = NDArray[Any]
Number = bool | int | float | complex
Operand = Tensor | Number

NAMES = {
    "uint8": "Byte", "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long",
    "float16": "Half", "float32": "Float", "float64": "Double", "complex64": "ComplexFloat",
    "complex128": "ComplexDouble", "bool": "Bool", "bfloat16": "BFloat16", "uint16": "UInt16",
    "uint32": "UInt32", "uint64": "UInt64",
}  # fmt: skip


def fail(detail: str) -> NoReturn:
    """RuntimeError with PyTorch's sentence."""
    raise error("MJ3100", detail=detail)


def fail_index(detail: str) -> NoReturn:
    """IndexError with PyTorch's sentence."""
    raise error("MJ3101", detail=detail)


def not_implemented(operator: str, dtype: DType) -> NoReturn:
    """NotImplementedError: the operator has no meaning for the dtype."""
    raise error("MJ3110", operator=operator, dtype=NAMES[dtype.name])


def compute_dtype(dtype: DType) -> Any:
    """The numpy dtype in which values of `dtype` are computed: half and bfloat16 as float32."""
    return np.dtype(np.float32) if dtype.name in ("float16", "bfloat16") else dtype.np


def values(operand: Operand, dtype: DType) -> Array:
    """The operand as an array in which to compute with `dtype`."""
    wide = compute_dtype(dtype)
    if isinstance(operand, Tensor):
        array = operand.compute_array()
        if operand._dtype is dtype:
            return array.astype(wide, copy=False)
        converted = encode(array, dtype)
        return decode(converted, dtype).astype(wide, copy=False)
    if isinstance(operand, complex) and not dtype.is_complex:
        fail("value cannot be converted to type without overflow")
    if dtype.is_integral and isinstance(operand, int):
        return np.array(int(operand) & ((1 << 8 * dtype.itemsize) - 1), np.uint64).astype(wide)
    return np.array(operand).astype(wide)


def decode(raw: Array, dtype: DType) -> Array:
    """Stored values as numbers: bfloat16 bits as float32."""
    if dtype is dt.bfloat16:
        return (raw.astype(np.uint32) << 16).view(np.float32)
    return raw


def sizes_of(operand: Operand) -> tuple[int, ...]:
    """The sizes; none for a number."""
    return operand._sizes if isinstance(operand, Tensor) else ()


def broadcast(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...]:
    """The common shape of two; RuntimeError where they do not fit."""
    result = []
    dims = max(len(a), len(b))
    for i in range(dims):
        x = a[i - dims + len(a)] if i >= dims - len(a) else 1
        y = b[i - dims + len(b)] if i >= dims - len(b) else 1
        if x != y and x != 1 and y != 1:
            raise error("MJ3105", a=x, b=y, dim=i)
        result.append(y if x == 1 else x)
    return tuple(result)


def broadcast_operands(*operands: Operand) -> tuple[int, ...]:
    """The common shape of all operands."""
    shape: tuple[int, ...] = ()
    for operand in operands:
        shape = broadcast(shape, sizes_of(operand))
    return shape


def result_like(sizes: tuple[int, ...], dtype: DType, inputs: Sequence[Operand]) -> Tensor:
    """An empty result: with the inputs' strides where all that have its sizes agree, else row-major."""
    model: Tensor | None = None
    for t in inputs:
        if not isinstance(t, Tensor) or t._sizes != sizes:
            continue
        if t.is_contiguous() or (model is not None and model._strides != t._strides):
            return Tensor.empty(sizes, dtype)
        model = t
    if model is None or any(s == 0 and n > 1 for n, s in zip(sizes, model._strides, strict=True)):
        return Tensor.empty(sizes, dtype)
    order = sorted(range(len(sizes)), key=lambda d: -model._strides[d])
    strides = [0] * len(sizes)
    step = 1
    for d in reversed(order):
        strides[d] = step
        step *= max(sizes[d], 1)
    flat = Tensor.empty(sizes, dtype)
    return Tensor(flat._storage, dtype, sizes, tuple(strides))


def make(array: Any, dtype: DType, inputs: Sequence[Operand] = ()) -> Tensor:
    """A new tensor of computed values, rounded once to `dtype`."""
    array = np.asarray(array)
    result = result_like(array.shape, dtype, inputs)
    if array.size:
        result.array()[...] = encode(array, dtype)
    return result


def floating(dtype: DType) -> DType:
    """The dtype itself if it is floating or complex, else the default."""
    return dtype if dtype.is_floating_point or dtype.is_complex else get_default_dtype()


def dtype_of(number: int | DType | None) -> DType | None:
    """A dtype from its number in archives."""
    if number is None or isinstance(number, DType):
        return number
    found = dt.BY_ENUM.get(number)
    if found is None:
        fail(f"dtype number {number} is not supported")
    return found


def wrap_dim(dim: int, dims: int) -> int:
    """A dimension counted from the front."""
    bound = max(dims, 1)
    if not -bound <= dim < bound:
        raise error("MJ3001", low=-bound, high=bound - 1, dim=dim)
    return dim + bound if dim < 0 else dim


def wrap_dims(dims: Sequence[int] | int | None, count: int) -> tuple[int, ...]:
    """Dimensions counted from the front; None or none at all means every one."""
    if isinstance(dims, int):
        dims = [dims]
    if dims is None or len(dims) == 0:
        return tuple(range(count))
    wrapped = [wrap_dim(d, count) for d in dims]
    for d in wrapped:
        if wrapped.count(d) > 1:
            fail(f"dim {d} appears multiple times in the list of dims")
    return tuple(wrapped)


def common(*operands: Operand) -> DType:
    """The dtype of a result of these operands."""
    return result_type(*operands)
