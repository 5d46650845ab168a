"""Tensors out of storages and numbers that a file gave: the checks are all here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minijit._limits import LIMITS
from minijit.diagnostics import error
from minijit.serialization.texts import shown
from minijit.tensor import Parameter, Quantizer, Storage, Tensor, TypedStorage
from minijit.tensor.dtype import DType, bfloat16
from minijit.tensor.held import Held, Meta, NoMemory
from minijit.tensor.narrow import Narrow
from minijit.tensor.quantizer import (
    CROWDED_BITS,
    PER_CHANNEL_AFFINE,
    PER_CHANNEL_AFFINE_FLOAT_QPARAMS,
    PER_TENSOR_AFFINE,
    STORED,
)


def checked_sizes(value: Any, what: str) -> tuple[int, ...]:
    """A tuple of small enough, non-negative integers."""
    if not isinstance(value, tuple | list) or len(value) > LIMITS["max_dims"]:
        raise error("MJ5012", what=what, value=shown(value))
    if not all(type(item) is int and 0 <= item < 1 << 63 for item in value):
        raise error("MJ5012", what=what, value=shown(value))
    return tuple(value)


def checked_numel(sizes: Sequence[int]) -> int:
    """The number of elements, which fits into 64 bits."""
    count = 1
    for size in sizes:
        count *= size
    if count >= 1 << 63:
        raise error("MJ5012", what="sizes", value=list(sizes))
    return count


class TensorCount:
    """How many tensors one file has made."""

    def __init__(self) -> None:
        self.made = 0

    def add(self) -> None:
        """One more. Error MJ4012 beyond the limit."""
        self.made += 1
        if self.made > LIMITS["max_tensors"]:
            raise error("MJ4012", limit="max_tensors", value=self.made)


def rebuild_tensor(
    stored: Any,
    offset: Any,
    sizes: Any,
    strides: Any,
    requires_grad: Any = False,
    dtype: DType | Narrow | None = None,
) -> Tensor:
    """A tensor that stays within its storage; RuntimeError otherwise."""
    if not isinstance(stored, TypedStorage):
        raise error("MJ5012", what="storage", value=type(stored).__name__)
    if stored.dtype.name in CROWDED_BITS:
        raise error("MJ5012", what="storage", value=str(stored.dtype))
    narrow = dtype if isinstance(dtype, Narrow) else None
    dtype = dtype.stored if isinstance(dtype, Narrow) else dtype or stored.dtype
    sizes = checked_sizes(sizes, "sizes")
    strides = checked_sizes(strides, "strides")
    if len(sizes) != len(strides):
        raise error("MJ5012", what="sizes and strides", value=f"{list(sizes)} and {list(strides)}")
    if type(offset) is not int or not 0 <= offset < 1 << 63:
        raise error("MJ5012", what="offset", value=shown(offset))
    if type(requires_grad) is not bool:
        raise error("MJ5012", what="requires_grad", value=shown(requires_grad))
    nbytes = stored.nbytes()
    if checked_numel(sizes):
        last = offset + sum((n - 1) * s for n, s in zip(sizes, strides, strict=True)) + 1
        if last * dtype.itemsize > nbytes:
            raise error(
                "MJ5011", sizes=list(sizes), strides=list(strides), offset=offset, nbytes=nbytes
            )
    if isinstance(stored.untyped(), NoMemory):
        meta = Meta(narrow.dtype if narrow else dtype)
        made = Tensor.held(meta, dtype, sizes, strides, requires_grad)
        made._offset = offset
        return made
    made = Tensor(stored.untyped(), dtype, sizes, strides, offset, requires_grad)
    made._quantizer = narrow
    return made


SCHEMES: dict[str, int] = {
    "torch.per_tensor_affine": PER_TENSOR_AFFINE,
    "torch.per_channel_affine": PER_CHANNEL_AFFINE,
    "torch.per_channel_affine_float_qparams": PER_CHANNEL_AFFINE_FLOAT_QPARAMS,
}


def add_quantizer(made: Tensor, scheme: str, parameters: tuple[Any, ...]) -> Tensor:
    """Makes the integers of a tensor quantized ones; `parameters` are those behind the scheme."""
    if made._dtype not in STORED.values() or made._quantizer is not None:
        raise error("MJ5012", what="quantizer", value=shown((scheme, *parameters)))
    made._quantizer = checked_quantizer(made._sizes, scheme, parameters)
    return made


def checked_quantizer(
    sizes: tuple[int, ...], scheme: str, parameters: tuple[Any, ...]
) -> Quantizer:
    """What integers of these sizes stand for; `parameters` are those behind the scheme."""
    number = SCHEMES.get(scheme)
    quantizer = None
    if number is None:
        pass
    elif number == PER_TENSOR_AFFINE:
        if list(map(type, parameters)) == [float, int]:
            quantizer = Quantizer(number, *parameters)
    elif len(parameters) == 3:
        scales, zeros, axis = parameters
        tensors = isinstance(scales, Tensor) and isinstance(zeros, Tensor)
        if tensors and type(axis) is int and 0 <= axis < len(sizes):
            size = sizes[axis]
            if scales.numel() == size and zeros.numel() == size:
                # PyTorch writes one name for both and tells them apart by the zero points.
                if zeros._dtype.is_floating_point:
                    number = PER_CHANNEL_AFFINE_FLOAT_QPARAMS
                quantizer = Quantizer(number, 1.0, 0, scales, zeros, axis)
    if quantizer is None:
        raise error("MJ5012", what="quantizer", value=shown((scheme, *parameters)))
    return quantizer


def rebuild_parameter(data: Any, requires_grad: Any) -> Parameter:
    """A Parameter over a tensor."""
    if not isinstance(data, Tensor) or type(requires_grad) is not bool:
        raise error("MJ5012", what="parameter data", value=type(data).__name__)
    if requires_grad and not (data.dtype.is_floating_point or data.dtype.is_complex):
        raise error("MJ5012", what="requires_grad and dtype", value=str(data.dtype))
    return Parameter(data, requires_grad)


def resolve_conjugate(
    t: Tensor, metadata: Any, later: list[Callable[[], None]] | None = None
) -> Tensor:
    """A tensor that is lazily conjugated or negated: the same view of a changed copy.

    With `later` the copy is made when what is put there is called: the storage is still empty.
    """
    if not metadata:
        return t
    if not isinstance(metadata, dict) or set(metadata) - {"conj", "neg"}:
        raise error("MJ5012", what="metadata", value=shown(metadata))
    if isinstance(t._quantizer, Held):
        return t
    halves = isinstance(t._quantizer, Narrow) and t.dtype.is_complex
    if t._dtype is bfloat16 or not (t._dtype.is_floating_point or t._dtype.is_complex or halves):
        raise error("MJ5012", what="metadata and dtype", value=str(t.dtype))
    size = t._dtype.itemsize
    original = t._storage.bytes[: t._storage.nbytes() // size * size]
    changed = Storage.allocate(original.nbytes)
    values = changed.bytes.view(np.float16 if halves else t._dtype.np)

    def change() -> None:
        changed.bytes[:] = original
        if metadata.get("conj") and halves:
            np.negative(values[1::2], out=values[1::2])
        elif metadata.get("conj"):
            np.conjugate(values, out=values)
        if metadata.get("neg"):
            np.negative(values, out=values)

    if later is None:
        change()
    else:
        later.append(change)
    made = Tensor(changed, t._dtype, t._sizes, t._strides, t._offset, t.requires_grad)
    made._quantizer = t._quantizer
    return made
