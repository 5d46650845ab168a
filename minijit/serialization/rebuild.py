"""Tensors out of storages and numbers that a file gave: the checks are all here."""

from __future__ import annotations

from typing import Any

from minijit._limits import LIMITS
from minijit.diagnostics import error
from minijit.tensor import Parameter, Storage, Tensor
from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType


class StoredElements:
    """What a persistent id stands for: a storage and the dtype under which it was named."""

    __slots__ = ("dtype", "storage")

    def __init__(self, storage: Storage, dtype: DType) -> None:
        self.storage = storage
        self.dtype = dtype


def checked_sizes(value: Any, what: str) -> tuple[int, ...]:
    """A tuple of small enough, non-negative integers."""
    if not isinstance(value, tuple | list) or len(value) > LIMITS["max_dims"]:
        raise error("MJ5012", what=what, value=str(value)[:80])
    for item in value:
        if not isinstance(item, int) or isinstance(item, bool) or not 0 <= item < 1 << 63:
            raise error("MJ5012", what=what, value=str(value)[:80])
    return tuple(value)


def rebuild_tensor(  # noqa: PLR0913
    stored: Any,
    offset: Any,
    sizes: Any,
    strides: Any,
    requires_grad: Any = False,
    dtype: DType | None = None,
) -> Tensor:
    """A tensor that stays within its storage; RuntimeError otherwise."""
    if not isinstance(stored, StoredElements):
        raise error("MJ5012", what="storage", value=type(stored).__name__)
    dtype = dtype or stored.dtype
    sizes = checked_sizes(sizes, "sizes")
    strides = checked_sizes(strides, "strides")
    if len(sizes) != len(strides):
        raise error("MJ5012", what="sizes and strides", value=f"{sizes} and {strides}")
    if not isinstance(offset, int) or isinstance(offset, bool) or not 0 <= offset < 1 << 63:
        raise error("MJ5012", what="offset", value=str(offset)[:80])
    if not isinstance(requires_grad, bool):
        raise error("MJ5012", what="requires_grad", value=str(requires_grad)[:80])
    nbytes = stored.storage.nbytes()
    count = 1
    for size in sizes:
        count *= size
    if count >= 1 << 63:
        raise error("MJ5012", what="sizes", value=str(sizes)[:80])
    if count:
        last = offset + sum((n - 1) * s for n, s in zip(sizes, strides, strict=True)) + 1
        if last * dtype.itemsize > nbytes:
            raise error(
                "MJ5011", sizes=list(sizes), strides=list(strides), offset=offset, nbytes=nbytes
            )
    return Tensor(stored.storage, dtype, sizes, strides, offset, requires_grad)


def rebuild_parameter(data: Any, requires_grad: Any, hooks: Any = None) -> Parameter:
    """A Parameter over a tensor."""
    if not isinstance(data, Tensor) or not isinstance(requires_grad, bool):
        raise error("MJ5012", what="parameter data", value=type(data).__name__)
    if requires_grad and not (data._dtype.is_floating_point or data._dtype.is_complex):
        raise error("MJ5012", what="requires_grad and dtype", value=str(data._dtype))
    return Parameter(data, requires_grad)


def resolve_conjugate(t: Tensor, metadata: Any) -> Tensor:
    """The tensor whose stored bytes are lazily conjugated or negated."""
    if not metadata:
        return t
    if not isinstance(metadata, dict) or set(metadata) - {"conj", "neg"}:
        raise error("MJ5012", what="metadata", value=str(metadata)[:80])
    values = t.array().copy()
    if metadata.get("conj"):
        values = values.conj()
    if metadata.get("neg"):
        values = -values
    return Tensor.from_array(values, dt.from_numpy_dtype(values.dtype))
