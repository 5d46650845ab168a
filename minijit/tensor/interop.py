"""Memory shared with numpy, with buffers, and through DLPack."""

from __future__ import annotations

import ctypes
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.storage import Storage
from minijit.tensor.tensor import Tensor, contiguous_strides

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minijit.tensor.dtype import DType


def from_numpy(array: NDArray[Any], *, warn: bool = True) -> Tensor:
    """A tensor that shares the memory of a numpy array; ValueError for negative strides."""
    if not isinstance(array, np.ndarray):
        kind = type(array)
        prefix = "numpy." if kind.__module__ == "numpy" else ""
        raise error("MJ3070", got=prefix + kind.__name__)
    dtype = dt.from_numpy_dtype(array.dtype)
    if any(s < 0 for s in array.strides):
        raise error("MJ3022")
    if any(s % dtype.itemsize for s in array.strides):
        raise error("MJ3047")
    if not array.dtype.isnative:
        raise error("MJ3048")
    if warn and not array.flags.writeable:
        _warn_read_only("NumPy array")
    strides = tuple([s // dtype.itemsize for s in array.strides])
    return Tensor(Storage(_bytes_of(array), array), dtype, array.shape, strides)


def _warn_read_only(what: str) -> None:
    warnings.warn(
        f"The given {what} is not writable: operators that write to this tensor will raise. "
        "You may want to copy it, or make it writable, before converting it to a tensor.",
        stacklevel=3,
    )


def _bytes_of(array: NDArray[Any]) -> NDArray[np.uint8]:
    """The bytes from an array's first element to its last, shared."""
    if array.size == 0:
        return np.empty(0, np.uint8)
    if array.flags.c_contiguous:
        return array.reshape(-1).view(np.uint8)
    span = array.itemsize + sum(
        [(n - 1) * s for n, s in zip(array.shape, array.strides, strict=True)]
    )
    strided = np.lib.stride_tricks.as_strided
    first = strided(array, (1,), (array.itemsize,), writeable=array.flags.writeable)
    return strided(first.view(np.uint8), (span,), (1,), writeable=array.flags.writeable)


def frombuffer(
    buffer: Any, *, dtype: DType, count: int = -1, offset: int = 0, requires_grad: bool = False
) -> Tensor:
    """A 1-d tensor that shares the memory of a buffer from byte `offset` on."""
    try:
        view = memoryview(buffer).cast("B")
    except TypeError:
        raise error("MJ3075") from None
    length, itemsize = view.nbytes, dtype.itemsize
    if not length or not count:
        raise error("MJ3072", length=length, count=count)
    if not 0 <= offset < length:
        raise error("MJ3071", offset=offset, length=length)
    if count < 0:
        if (length - offset) % itemsize:
            raise error("MJ3073", length=length - offset, offset=offset, itemsize=itemsize)
        count = (length - offset) // itemsize
    if offset + count * itemsize > length:
        raise error("MJ3074", count=count, itemsize=itemsize, offset=offset, length=length)
    if view.readonly:
        _warn_read_only("buffer")
    data = np.frombuffer(view, np.uint8)[offset : offset + count * itemsize]
    result = Tensor(Storage(data, buffer), dtype, (count,), contiguous_strides((count,)))
    if requires_grad:
        result.requires_grad = True
    return result


# DLPack. numpy has no bfloat16: its capsules carry uint16, whose type code is then exchanged.

_UINT, _BFLOAT = 1, 4
# Where DLDataType.code lies in DLManagedTensor and in DLManagedTensorVersioned.
_TYPE_CODE = {b"dltensor": 20, b"dltensor_versioned": 52}


def to_capsule(t: Tensor, **kwargs: Any) -> Any:
    """A DLPack capsule over the tensor's memory; BufferError if it requires a gradient."""
    if t.requires_grad:
        raise error("MJ3068")
    kwargs.pop("stream", None)
    capsule = t.array().__dlpack__(**kwargs)
    if t._dtype is dt.bfloat16:
        _exchange_type(capsule, _UINT, _BFLOAT)
    return capsule


def from_dlpack(external: Any) -> Tensor:
    """A tensor that shares the memory of an object with `__dlpack__`, or of a capsule.

    Capsules of the first DLPack version cannot say that they are read-only: they count as writable.
    """
    if not hasattr(external, "__dlpack__"):
        capsule = external
    else:
        kind = int(external.__dlpack_device__()[0])
        if kind != 1:
            raise error("MJ3098", device=kind)
        try:
            capsule = external.__dlpack__(max_version=(1, 0))
        except TypeError:
            capsule = external.__dlpack__()
    versioned = _capsule_name(capsule) != b"dltensor"
    is_bfloat16 = _exchange_type(capsule, _BFLOAT, _UINT)
    result = from_numpy(np.from_dlpack(_Capsule(capsule)), warn=False)
    storage = result._storage
    if not versioned and not storage.writable:
        result._storage = Storage.at(storage.data_ptr(), storage.nbytes(), storage)
    if is_bfloat16:
        result._dtype = dt.bfloat16
    return result


class _Capsule:
    """A capsule in the form that numpy takes."""

    __slots__ = ("capsule",)

    def __init__(self, capsule: Any) -> None:
        self.capsule = capsule

    def __dlpack__(self, **kwargs: Any) -> Any:
        return self.capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return (1, 0)


def _capsule_name(capsule: Any) -> bytes:
    """The name of a DLPack capsule that nobody has taken yet; RuntimeError for anything else."""
    name_of = ctypes.pythonapi.PyCapsule_GetName
    name_of.restype, name_of.argtypes = ctypes.c_char_p, [ctypes.py_object]
    name = name_of(capsule) if type(capsule).__name__ == "PyCapsule" else None
    if name not in _TYPE_CODE:
        raise error("MJ3055")
    return bytes(name)


def _exchange_type(capsule: Any, old: int, new: int) -> bool:
    """Replace the type code `old` in a capsule; whether it was there."""
    name = _capsule_name(capsule)
    pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
    pointer_of.restype, pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    code = ctypes.c_uint8.from_address(pointer_of(capsule, name) + _TYPE_CODE[name])
    if code.value != old:
        return False
    code.value = new
    return True
