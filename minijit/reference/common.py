"""What the families share: operands in one dtype, results with PyTorch's strides, errors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from minijit.diagnostics import error
from minijit.tensor import Tensor, result_type
from minijit.tensor import dtype as dt
from minijit.tensor.budget import check_alloc
from minijit.tensor.creation import encode
from minijit.tensor.dtype import DType
from minijit.tensor.promotion import get_default_dtype
from minijit.tensor.tensor import contiguous_strides

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[Any]
Number = bool | int | float | complex
Operand = Tensor | Number

NAMES = {
    "uint8": "Byte", "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long",
    "float16": "Half", "float32": "Float", "float64": "Double", "complex64": "ComplexFloat",
    "complex128": "ComplexDouble", "bool": "Bool", "bfloat16": "BFloat16", "uint16": "UInt16",
    "uint32": "UInt32", "uint64": "UInt64",
}  # fmt: skip

CPP_NAMES = {
    "uint8": "unsigned char", "int8": "signed char", "int16": "short int", "int32": "int",
    "int64": "long int", "float16": "c10::Half", "float32": "float", "float64": "double",
    "complex64": "c10::complex<float>", "complex128": "c10::complex<double>", "bool": "bool",
    "bfloat16": "c10::BFloat16", "uint16": "unsigned short", "uint32": "unsigned int",
    "uint64": "unsigned long",
}  # fmt: skip


# Memory formats by their numbers in archives: the dimensions that they are for.
_FORMAT_DIMS = {2: 4, 3: 5}


def fail(detail: str) -> NoReturn:
    """RuntimeError with PyTorch's sentence."""
    raise error("MJ3100", detail=detail)


def fail_index(detail: str) -> NoReturn:
    """IndexError with PyTorch's sentence."""
    raise error("MJ3101", detail=detail)


def not_implemented(operator: str, dtype: DType) -> NoReturn:
    """NotImplementedError: the operator has no meaning for the dtype."""
    raise error("MJ3110", operator=operator, dtype=NAMES[dtype.name])


def refuse_complex(dtype: DType, sentence: str) -> None:
    """NotImplementedError: complex numbers have no order. A bare name gets PyTorch's frame."""
    if dtype.is_complex:
        if " " not in sentence:
            not_implemented(sentence, dtype)
        raise error("MJ3120", detail=sentence)


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
        check_fits(operand, dtype)
        operand = operand.real if dtype is not dt.bool_ else bool(operand)
    if dtype.is_integral and isinstance(operand, int):
        return np.array(int(operand) & ((1 << 8 * dtype.itemsize) - 1), np.uint64).astype(wide)
    return np.array(operand).astype(wide)


_C_NAMES = {
    "bool": "bool", "uint8": "uint8_t", "int8": "int8_t", "int16": "int16_t", "int32": "int",
    "int64": "int64_t", "float16": "c10::Half", "bfloat16": "c10::BFloat16", "float32": "float",
    "float64": "double",
}  # fmt: skip
_LARGEST = {"float16": 65504.0, "bfloat16": 3.3895313892515355e38, "float32": 3.4028234663852886e38}


def check_fits(value: Operand, dtype: DType) -> None:
    """RuntimeError for a Python number that lies outside the range of a dtype."""
    if dtype is dt.bool_:
        return
    if isinstance(value, complex) and value.imag and not dtype.is_complex:
        fail(f"value cannot be converted to type {_C_NAMES[dtype.name]} without overflow")
    if isinstance(value, Tensor | complex | bool):
        return
    if dtype.is_integral:
        info = np.iinfo(dtype.np)
        # PyTorch lets a negative int wrap around in an unsigned dtype.
        wraps = info.min == 0 and isinstance(value, int)
        low = -int(info.max) if wraps else int(info.min)
        if not low <= value <= int(info.max):
            fail(f"value cannot be converted to type {_C_NAMES[dtype.name]} without overflow")
    largest = _LARGEST.get(dtype.name, np.inf)
    if largest < abs(value) < np.inf:
        fail(f"value cannot be converted to type {_C_NAMES[dtype.name]} without overflow")


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
    if a == b:
        return tuple(a)
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
    check_alloc(math.prod(shape))
    return shape


def _row_major(sizes: tuple[int, ...], order: Sequence[int]) -> tuple[int, ...]:
    """Dense strides with the dimensions of `order` from slowest to fastest."""
    strides = [0] * len(sizes)
    step = 1
    for d in reversed(order):
        strides[d] = step
        step *= max(sizes[d], 1)
    return tuple(strides)


def _swapped(slow: int, fast: int, sizes: tuple[int, ...], operands: Sequence[Tensor]) -> int:
    """Whether the operands have `fast` outside `slow`: 1, -1, or 0 where none can tell."""
    for t in operands:
        offset = len(sizes) - len(t._sizes)
        strides = [
            t._strides[d - offset] if d >= offset and t._sizes[d - offset] == sizes[d] else 0
            for d in (fast, slow)
        ]
        if 0 in strides:
            continue
        if strides[0] != strides[1]:
            return 1 if strides[0] > strides[1] else -1
        if sizes[fast] > sizes[slow]:
            return 1
    return 0


def elementwise_strides(sizes: tuple[int, ...], inputs: Sequence[Operand]) -> tuple[int, ...]:
    """The strides of an elementwise result: dense, dimensions ordered as in the inputs."""
    operands = [t for t in inputs if isinstance(t, Tensor)]
    row_major = contiguous_strides(sizes)
    if len(sizes) < 2 or all(
        t._sizes == sizes and (t._strides == row_major or t.is_contiguous()) for t in operands
    ):
        return row_major
    if all(t._sizes == sizes for t in operands):
        last = channels_last(len(sizes))
        if len(sizes) in (4, 5) and all(is_dense_in(t, last) for t in operands):
            return _row_major(sizes, last)
        strides = operands[0]._strides
        if all(t._strides == strides for t in operands) and is_dense(operands[0]):
            return strides
    return _row_major(sizes, iteration_order(sizes, operands))


def iteration_order(sizes: tuple[int, ...], operands: Sequence[Tensor]) -> list[int]:
    """The dimensions from slowest to fastest, as the operands lie in memory."""
    # An insertion sort, from fastest to slowest, that leaves ties where they are.
    order = list(range(len(sizes) - 1, -1, -1))
    for i in range(1, len(order)):
        at = i
        for before in range(i - 1, -1, -1):
            verdict = _swapped(order[at], order[before], sizes, operands)
            if verdict > 0:
                order[before], order[at] = order[at], order[before]
                at = before
            elif verdict < 0:
                break
    return order[::-1]


def memory_order(t: Tensor) -> list[int]:
    """The dimensions of a tensor from slowest to fastest."""
    return iteration_order(t._sizes, (t,))


def is_dense_in(t: Tensor, order: Sequence[int]) -> bool:
    """Whether the strides are dense with the dimensions in this order, sizes of 1 aside."""
    wanted = _row_major(t._sizes, order)
    return all(n == 1 or a == b for n, a, b in zip(t._sizes, t._strides, wanted, strict=True))


def is_dense(t: Tensor) -> bool:
    """Whether the elements fill their range of memory without overlap, in some order."""
    order = sorted(range(len(t._sizes)), key=lambda d: (t._sizes[d] == 1, -t._strides[d]))
    return t.numel() > 0 and is_dense_in(t, order)


def result_like(sizes: tuple[int, ...], dtype: DType, inputs: Sequence[Operand]) -> Tensor:
    """An empty result whose strides follow the inputs'; row-major without any."""
    result = Tensor.empty(sizes, dtype)
    if inputs and len(sizes) > 1:
        result._strides = elementwise_strides(sizes, inputs)
    return result


def in_format(
    sizes: tuple[int, ...], dtype: DType, memory_format: int | None, like: Tensor
) -> Tensor:
    """An empty tensor in a memory format: 0 row-major, 2 and 3 channels last, else as `like`."""
    dims = _FORMAT_DIMS.get(memory_format)  # type: ignore[arg-type]
    if dims:
        if len(sizes) != dims:
            name = "channels_last" if dims == 4 else "channels_last_3d"
            fail(f"required rank {dims} tensor to use {name} format")
        result = Tensor.empty(sizes, dtype)
        result._strides = _row_major(sizes, channels_last(dims))
        if any(stride >= 1 << 63 for stride in result._strides):
            fail("Stride calculation overflowed")
        return result
    if memory_format not in (None, 0, 1):
        fail(f"unsupported memory format option {memory_format}")
    return result_like(sizes, dtype, () if memory_format == 0 else (like,))


def channels_last(dims: int) -> tuple[int, ...]:
    """The dimensions from slowest to fastest, the channels behind all others."""
    return (0, *range(2, dims), 1)


def format_of(sizes: Sequence[int], *models: Tensor) -> int:
    """The memory format of a result: channels last if one of the models is, else row-major."""
    return len(sizes) - 2 if any(is_channels_last(t) for t in models) else 0


def is_channels_last(t: Tensor) -> bool:
    """Whether a result that follows `t` is channels last: dense so, and not row-major.

    Strides of sizes of 1 tell too: the column that unsqueeze(-1) adds steps less than the channels.
    """
    if t.dim() not in (4, 5) or t.is_contiguous() or not is_dense_in(t, channels_last(t.dim())):
        return False
    return t._strides[-1] >= t._strides[1] * t._sizes[1]


def make(array: Any, dtype: DType, inputs: Sequence[Operand] = ()) -> Tensor:
    """A new tensor of computed values, rounded once to `dtype`; takes over memory of its own."""
    array = np.asarray(array)
    sizes = array.shape
    row_major = contiguous_strides(sizes)
    strides = elementwise_strides(sizes, inputs) if inputs and len(sizes) > 1 else row_major
    stored = encode(array, dtype)
    if strides == row_major:
        own = stored.base is None and stored.flags.owndata
        return Tensor.from_array(stored if own else stored.copy(), dtype)
    result = Tensor.empty(sizes, dtype)
    result._strides = strides
    if array.size:
        result.array()[...] = stored
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
    return tuple(wrapped) if count else ()


def common(*operands: Operand) -> DType:
    """The dtype of a result of these operands."""
    return result_type(*operands)
