"""Tensors from Python values, numpy arrays and buffers."""

from __future__ import annotations

import operator
import warnings
from typing import TYPE_CHECKING, Any, Union

import numpy as np

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.convert import encode
from minijit.tensor.device import device as Device
from minijit.tensor.dtype import DType, as_dtype, get_default_dtype
from minijit.tensor.held import Held
from minijit.tensor.interop import from_dlpack, from_numpy, frombuffer
from minijit.tensor.narrow import Narrow
from minijit.tensor.promotion import promote_types, scalar_dtype
from minijit.tensor.size import Size
from minijit.tensor.tensor import Tensor, dense_strides

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "TypedConstructor",
    "as_tensor",
    "check_device",
    "encode",
    "from_dlpack",
    "from_numpy",
    "from_values",
    "frombuffer",
    "old_style",
    "tensor",
]

NUMBERS = frozenset((bool, int, float, complex))
MAX_DIMS = 64  # as many as numpy and the C++ runtime have


def check_device(device: Device | str | int | None) -> None:
    """AssertionError for a GPU, RuntimeError for other devices than the CPU (or None)."""
    kind = "cpu" if device is None else Device(device).type
    if kind in ("cuda", "xpu"):
        raise error("MJ9030", kind=kind.upper())
    if kind != "cpu":
        raise error("MJ3039", device=device)


def from_values(values: NDArray[Any], dtype: DType) -> Tensor:
    """A new tensor of numpy values converted to `dtype`."""
    return Tensor.from_array(encode(values, dtype), dtype)


def tensor(
    data: Any,
    *,
    dtype: DType | None = None,
    device: Device | str | None = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A new tensor with a copy of `data` (numbers, nested sequences, arrays, tensors)."""
    dtype = as_dtype(dtype, "tensor")
    check_device(device)
    if isinstance(data, Tensor):
        warnings.warn(
            "To copy construct from a tensor, it is recommended to use "
            "sourceTensor.detach().clone() or "
            "sourceTensor.detach().clone().requires_grad_(True), rather than "
            "torch.tensor(sourceTensor).",
            stacklevel=2,
        )
        result = _copied(data, dtype)
    elif isinstance(data, np.ndarray):
        result = _copied(from_numpy(data, warn=False), dtype)
    else:
        result = _from_python(data, dtype)
    if requires_grad:
        if not (result.dtype.is_floating_point or result.dtype.is_complex):
            raise error("MJ3066", who="Only")
        result.requires_grad = True
    return result


def as_tensor(data: Any, dtype: DType | None = None, device: Device | str | None = None) -> Tensor:
    """`data` itself or its memory where possible, otherwise a copy."""
    dtype = as_dtype(dtype, "as_tensor")
    check_device(device)
    if isinstance(data, np.ndarray):
        data = from_numpy(data)
    if isinstance(data, Tensor):
        return data if dtype in (None, data.dtype) else _copied(data, dtype)
    return _from_python(data, dtype)


class TypedConstructor:
    """PyTorch's `FloatTensor`, `LongTensor`, ...: as `Tensor`, of one dtype.

    Calling one makes a tensor, and `isinstance` takes it for the type of all of that dtype.
    """

    __slots__ = ("__name__", "dtype")

    def __init__(self, dtype: DType) -> None:
        self.dtype = dtype
        self.__name__ = dtype.storage_name.replace("Storage", "Tensor")

    def __call__(self, *given: Any, device: Device | str | None = None) -> Tensor:
        check_device(device)
        return old_style(list(given), self.dtype)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, Tensor) and instance._dtype is self.dtype

    def __or__(self, other: Any) -> Any:
        return Union[self, other]  # noqa: UP007 - this is what `|` means here

    def __ror__(self, other: Any) -> Any:
        return Union[other, self]  # noqa: UP007

    def __repr__(self) -> str:
        return f"<class 'torch.{self.__name__}'>"


def old_style(given: list[Any], dtype: DType | None = None) -> Tensor:
    """What PyTorch's `Tensor(...)` makes: of sizes an undefined tensor, of values floats."""
    dtype = dtype or get_default_dtype()
    if not given:
        return Tensor.empty((0,), dtype)
    first = given[0]
    if len(given) == 1 and isinstance(first, Tensor):
        return first.data
    if len(given) == 1 and isinstance(first, Size):
        given = list(first)
    elif len(given) == 1 and not _is_size(first):
        if isinstance(first, str | bytes):
            raise error("MJ3063", got=type(first).__name__)
        if not _is_sequence(first):
            raise error("MJ3095", got=type(first).__name__)
        return tensor(first, dtype=dtype)
    for size in given:
        if not _is_size(size):
            raise error(
                "MJ3086", function="new", name="size", wanted="tuple of ints",
                got=type(size).__name__,
            )  # fmt: skip
        if size < 0:
            raise error("MJ3096", dim=size, sizes=given)
    return Tensor.empty(tuple([operator.index(s) for s in given]), dtype)


def _is_size(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _copied(source: Tensor, dtype: DType | None) -> Tensor:
    """A copy of its own memory that keeps the order of dimensions."""
    by = source._quantizer
    if by is not None and dtype is None:
        return source.detached().dense_copy()
    if isinstance(by, Narrow):
        return from_values(by.numbers(source.array()), dtype or source._dtype)
    if by is not None:
        _refuse_elements(source)
    dtype = dtype or source._dtype
    result = Tensor.empty(source._sizes, dtype)
    result._strides = dense_strides(source._sizes, source._strides)
    if dtype is source._dtype:
        result.array()[...] = source.array()
    else:
        result.array()[...] = encode(source.compute_array(), dtype)
    return result


def _refuse_elements(source: Tensor) -> None:
    """An error: what the elements of a tensor mean its integers alone do not say."""
    if source.is_quantized:
        raise error("MJ3100", detail=f"{source.dtype} needs a scale: tensor.dequantize() has none")
    by = source._quantizer
    assert isinstance(by, Held | Narrow)
    by.refuse()


def _from_python(data: Any, dtype: DType | None) -> Tensor:
    """A tensor of a number or of nested sequences."""
    if isinstance(data, str | bytes):
        raise error("MJ3063", got=type(data).__name__)
    flat: list[Any] = []
    try:
        shape = _shape_of(data)
        if 0 not in shape:
            _flatten(data, shape, 0, flat)
    except (TypeError, ValueError) as found:
        if dtype is None and getattr(found, "id", "") != "MJ3087":
            _infer(data)
        raise
    kinds = set(map(type, flat))
    plain = kinds <= NUMBERS
    if dtype is None:
        inferred = (_of_kinds(kinds) if flat else None) if plain else _infer(data)
        dtype = inferred or get_default_dtype()
    values = _plain_values(flat, kinds, dtype) if plain else None
    if values is None:
        values = np.array([_element(v, dtype) for v in flat], _wide(dtype))
    return from_values(values.reshape(shape), dtype)


def _is_sequence(data: Any) -> bool:
    if isinstance(data, list | tuple):
        return True
    if isinstance(data, Tensor | str | bytes | dict | set | frozenset | np.generic):
        return False
    return hasattr(data, "__getitem__") and hasattr(data, "__len__")


def _shape_of(data: Any) -> tuple[int, ...]:
    """Lengths along the first elements."""
    shape: list[int] = []
    while _is_sequence(data):
        shape.append(len(data))
        if len(shape) > MAX_DIMS:
            raise error("MJ3087", type=type(data).__name__)
        if not shape[-1]:
            break
        data = data[0]
    # A text is a sequence of texts, without end.
    if shape and isinstance(data, str) and data:
        raise error("MJ3087", type="str")
    return tuple(shape)


def _flatten(data: Any, shape: tuple[int, ...], depth: int, out: list[Any]) -> None:
    """Append the elements in order; every sequence has the length of its first sibling."""
    if depth == len(shape):
        out.append(data)
        return
    if not _is_sequence(data):
        raise error("MJ3045", got=type(data).__name__)
    if len(data) != shape[depth]:
        raise error("MJ3044", expected=shape[depth], dim=depth, got=len(data))
    if depth == len(shape) - 1:
        out.extend(data)
    else:
        for item in data:
            _flatten(item, shape, depth + 1, out)


def _of_kinds(kinds: set[type]) -> DType:
    """The dtype of Python numbers of these types together."""
    if complex in kinds:
        return get_default_dtype().to_complex()
    if float in kinds:
        return get_default_dtype()
    return dt.int64 if int in kinds else dt.bool_


def _infer(data: Any) -> DType | None:
    """The dtype of any data, element by element; None where there are no elements."""
    if isinstance(data, Tensor):
        if data._quantizer is not None:
            _refuse_elements(data)
        return data._dtype
    if isinstance(data, np.ndarray | np.generic):
        return dt.from_numpy_dtype(data.dtype)
    if isinstance(data, bool | int | float | complex):
        return scalar_dtype(data)
    if isinstance(data, str | bytes):
        raise error("MJ3063", got=type(data).__name__)
    if not _is_sequence(data):
        raise error("MJ3046", got=type(data).__name__)
    result: DType | None = None
    for item in data:
        found = _infer(item)
        if found is not None:
            result = found if result is None else promote_types(result, found)
    return result


def _wide(dtype: DType) -> Any:
    """The numpy dtype that holds any Python number on its way to `dtype`."""
    if dtype.is_complex:
        return np.complex128
    if dtype.is_floating_point:
        return np.float64
    return dtype.np


def _plain_values(flat: list[Any], kinds: set[type], dtype: DType) -> NDArray[Any] | None:
    """Python numbers as an array; None where some may not fit."""
    if dtype.is_integral and kinds <= {int, bool}:
        wide = np.uint64 if dtype is dt.uint64 else np.int64
        try:
            values = np.array(flat, wide)
        except OverflowError:
            return None
        low, high = np.iinfo(dtype.np).min, np.iinfo(dtype.np).max
        fits = not flat or (values.min() >= low and values.max() <= high)
        return values.astype(dtype.np) if fits else None
    if dtype is dt.bool_:
        return np.array([bool(v) for v in flat], np.bool_)
    if dtype.is_complex or (dtype.is_floating_point and complex not in kinds):
        return np.array(flat, _wide(dtype))
    return None


def _element(value: Any, dtype: DType) -> Any:
    """One Python value as PyTorch stores it in a tensor of `dtype`."""
    if dtype is dt.bool_:
        return bool(value)
    if dtype.is_complex:
        return complex(value)
    if dtype.is_floating_point:
        try:
            return float(value)
        except TypeError:
            raise error("MJ3097", got=type(value).__name__) from None
    return _integer(value, dtype)


def _integer(value: Any, dtype: DType) -> int:
    """A whole number that fits; negative ones wrap in unsigned dtypes."""
    whole = type(value) is float and dtype is not dt.uint64
    low, high = int(np.iinfo(dtype.np).min), int(np.iinfo(dtype.np).max)
    if whole:
        if not low <= value <= high:
            raise error("MJ3064", type=dtype.name)
        return int(value)
    try:
        number = operator.index(value)
    except TypeError:
        if isinstance(value, Tensor):
            raise
        raise error("MJ3043", expected="a number", got=type(value).__name__) from None
    if dtype is not dt.uint64 and not -(2**63) <= number < 2**63:
        raise error("MJ3061")
    wraps = dtype.category == "unsigned" and dtype is not dt.uint64
    if not (-high if wraps else low) <= number <= high:
        raise error("MJ3064", type=dtype.name)
    return number % (high + 1) if wraps else number
