"""Tensors out of storages and numbers that a file gave, with their checks.

Those of tensors that are held are in rebuild_held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minijit._limits import LIMITS
from minijit.diagnostics import error
from minijit.serialization.texts import shown
from minijit.tensor import Parameter, Quantizer, Storage, Tensor, TypedStorage
from minijit.tensor.dtype import DType, bfloat16
from minijit.tensor.held import Held, Meta, Nested, NoMemory
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


class Once:
    """What one load does once: what a few bytes of a file ask for again and again costs no more.

    `later` receives what must wait until the storages are filled, if they are not.
    """

    def __init__(self, later: list[Callable[[], None]] | None = None) -> None:
        self.later = later
        self._results: dict[Any, Any] = {}

    def when_filled(self, act: Callable[[], None]) -> None:
        """Do it now, or when the storages are filled."""
        if self.later is None:
            act()
        else:
            self.later.append(act)

    def result(self, what: Any, tensors: Sequence[Tensor], act: Callable[[], Any]) -> Any:
        """What `act` gives for the memory of these tensors; the same for the same again."""
        places = tuple((t._dtype, t._offset, t._sizes, t._strides) for t in tensors)
        memories = [t._storage.bytes for t in tensors]
        where = tuple((m.__array_interface__["data"][0], m.nbytes) for m in memories)
        if (what, places, where) not in self._results:
            # The memories are kept, so that no other one gets their addresses.
            self._results[what, places, where] = act(), memories
        return self._results[what, places, where][0]


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


def rebuild_parameter(data: Any, requires_grad: Any, once: Once | None = None) -> Parameter:
    """A Parameter over a tensor."""
    if not isinstance(data, Tensor) or type(requires_grad) is not bool:
        raise error("MJ5012", what="parameter data", value=type(data).__name__)
    if requires_grad and not (data.dtype.is_floating_point or data.dtype.is_complex):
        raise error("MJ5012", what="requires_grad and dtype", value=str(data.dtype))
    return parameter_of(data, requires_grad, once)


def parameter_of(data: Tensor, requires_grad: bool, once: Once | None = None) -> Parameter:
    """A Parameter over a tensor, whose sizes may be known only when the storages are filled."""
    made = Parameter(data, requires_grad)
    if once is not None and isinstance(data._quantizer, Nested):

        def take_sizes() -> None:
            made._sizes = data._sizes

        once.when_filled(take_sizes)
    return made


def resolve_conjugate(t: Tensor, metadata: Any, once: Once) -> Tensor:
    """A tensor that is lazily conjugated or negated: the same view of a changed copy."""
    if not metadata:
        return t
    if not isinstance(metadata, dict) or set(metadata) - {"conj", "neg"}:
        raise error("MJ5012", what="metadata", value=shown(metadata))
    if isinstance(t._quantizer, Held):
        return t
    halves = isinstance(t._quantizer, Narrow) and t.dtype.is_complex
    if t._dtype is bfloat16 or not (t._dtype.is_floating_point or t._dtype.is_complex or halves):
        raise error("MJ5012", what="metadata and dtype", value=str(t.dtype))
    conj, neg = bool(metadata.get("conj")), bool(metadata.get("neg"))
    whole = Tensor(t._storage, t._dtype, (), (), 0)
    changed = once.result(
        (halves, conj, neg), [whole], lambda: _changed(whole, halves, conj, neg, once)
    )
    made = Tensor(changed, t._dtype, t._sizes, t._strides, t._offset, t.requires_grad)
    made._quantizer = t._quantizer
    return made


def _changed(t: Tensor, halves: bool, conj: bool, neg: bool, once: Once) -> Storage:
    """A storage of the elements of another one, conjugated or negated."""
    size = t._dtype.itemsize
    original = t._storage.bytes[: t._storage.nbytes() // size * size]
    changed = Storage.allocate(original.nbytes)
    values = changed.bytes.view(np.float16 if halves else t._dtype.np)

    def change() -> None:
        changed.bytes[:] = original
        if conj and halves:
            np.negative(values[1::2], out=values[1::2])
        elif conj:
            np.conjugate(values, out=values)
        if neg:
            np.negative(values, out=values)

    once.when_filled(change)
    return changed
