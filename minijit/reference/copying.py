"""Copies, conversions of dtype and memory format, and writing into a tensor."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error
from minijit.reference.common import (
    CPP_NAMES,
    NAMES,
    Operand,
    broadcast,
    check_fits,
    dtype_of,
    elementwise_strides,
    fail,
    format_of,
    in_format,
    is_dense,
    values,
)
from minijit.reference.quantization import dequantize, quantize
from minijit.reference.questions import aten_is_contiguous_memory_format
from minijit.tensor import Relaid, Tensor, can_cast
from minijit.tensor.creation import check_device, encode
from minijit.tensor.held import Held
from minijit.tensor.narrow import Narrow

if TYPE_CHECKING:
    from minijit.tensor.dtype import DType


def aten_contiguous(self: Tensor, memory_format: int = 0) -> Tensor:
    if memory_format == 1:
        fail("preserve memory format is unsupported by the contiguous operator")
    if aten_is_contiguous_memory_format(self, memory_format):
        return self
    return aten_clone(self, memory_format)


def aten_clone(self: Tensor, memory_format: int | None = None) -> Tensor:
    result = in_format(self._sizes, self._dtype, memory_format, self)
    if self.numel():
        result.array()[...] = self.array()
    return result


def converted(self: Tensor, dtype: DType, copy: bool, memory_format: int | None = None) -> Tensor:
    """The tensor in another dtype; itself if it has that one and no copy is wanted."""
    formatted = memory_format in (None, 1) or aten_is_contiguous_memory_format(self, memory_format)
    if dtype is self._dtype and not copy and formatted:
        return self
    if memory_format in (None, 1) and not is_dense(self):
        memory_format = format_of(self._sizes, self)
    result = in_format(self._sizes, dtype, memory_format, self)
    if self.numel():
        same = dtype is self._dtype
        result.array()[...] = self.array() if same else encode(self.compute_array(), dtype)
    return result


def aten_to_dtype(
    self: Tensor,
    dtype: int,
    non_blocking: bool = False,
    copy: bool = False,
    memory_format: int | None = None,
) -> Tensor:
    return converted(self, dtype_of(dtype) or self._dtype, copy, memory_format)


def aten_to_device(
    self: Tensor,
    device: Any,
    dtype: int,
    non_blocking: bool = False,
    copy: bool = False,
    memory_format: int | None = None,
) -> Tensor:
    check_device(device)
    return converted(self, dtype_of(dtype) or self._dtype, copy, memory_format)


def aten_to_other(
    self: Tensor,
    other: Tensor,
    non_blocking: bool = False,
    copy: bool = False,
    memory_format: int | None = None,
) -> Tensor:
    return converted(self, other._dtype, copy, memory_format)


def aten_to_dtype_layout(
    self: Tensor,
    dtype: int | None = None,
    layout: int | None = None,
    device: Any = None,
    pin_memory: bool | None = None,
    non_blocking: bool = False,
    copy: bool = False,
    memory_format: int | None = None,
) -> Tensor:
    check_device(device)
    return converted(self, dtype_of(dtype) or self._dtype, copy, memory_format)


def aten_to_prim_Device(
    self: Tensor,
    device: Any,
    dtype: int | None = None,
    non_blocking: bool = False,
    copy: bool = False,
) -> Tensor:
    check_device(device)
    return converted(self, dtype_of(dtype) or self._dtype, copy)


def aten_to_prim_dtype(
    self: Tensor, dtype: int | None = None, non_blocking: bool = False, copy: bool = False
) -> Tensor:
    return converted(self, dtype_of(dtype) or self._dtype, copy)


def aten_type_as(self: Tensor, other: Tensor) -> Tensor:
    return converted(self, other._dtype, copy=False)


def check_writable(self: Tensor, *, overlap: bool = False) -> None:
    """RuntimeError where an in-place operator may not write.

    `overlap` permits elements that share memory: for an operator that gives all one value.
    """
    if not self._storage.writable:
        raise error("MJ3023")
    if not overlap and any(
        s == 0 and n > 1 for n, s in zip(self._sizes, self._strides, strict=True)
    ):
        raise error("MJ3036")


def check_apart(target: Tensor, source: Tensor, *, strictly: bool = False) -> None:
    """RuntimeError where a dense tensor is written across a dense one that is read.

    Both may be the same elements in the same order, unless `strictly`. Of tensors with gaps
    nothing is said.
    """
    if target._storage is not source._storage or (target is source and not strictly):
        return
    if not (is_dense(target) and is_dense(source)):
        return
    item, other = target._dtype.itemsize, source._dtype.itemsize
    first, last = target._offset * item, (target._offset + target.numel()) * item
    begin, end = source._offset * other, (source._offset + source.numel()) * other
    same = (first, last) == (begin, end)
    crossed = first < end and begin < last
    if same and not strictly:
        crossed = target._strides != source._strides
    if crossed:
        raise error("MJ3038")


def prim_write_result(target: Tensor, result: Tensor, resize: bool, exact: bool) -> Tensor:
    """What in-place and out variants do with the functional operator's result."""
    if exact and result._dtype is not target._dtype:
        wanted, got = CPP_NAMES[result._dtype.name], CPP_NAMES[target._dtype.name]
        fail(f"Expected out tensor to have dtype {wanted}, but got {got} instead")
    if not can_cast(result._dtype, target._dtype):
        names: dict[str, Any] = {
            "from": NAMES[result._dtype.name],
            "to": NAMES[target._dtype.name],
        }
        raise error("MJ3106", **names)
    if result._sizes != target._sizes:
        if not resize:
            raise error("MJ3108", shape=list(target._sizes), wanted=list(result._sizes))
        if target.numel():
            warnings.warn(
                f"An output with one or more elements was resized since it had shape "
                f"{list(target._sizes)}, which does not match the required output shape "
                f"{list(result._sizes)}. This behavior is deprecated, and in a future PyTorch "
                "release outputs will not be resized unless they have zero elements. You can "
                "explicitly reuse an out tensor t by resizing it, inplace, to zero elements with "
                "t.resize_(0).",
                stacklevel=5,
            )
        resize_tensor(target, result._sizes)
        target._strides = elementwise_strides(result._sizes, (result,))
        Relaid.times += 1
    if target.numel():
        same = result._dtype is target._dtype
        source = result.array() if same else encode(result.compute_array(), target._dtype)
        target.array()[...] = source.copy() if result._storage is target._storage else source
    return target


def resize_tensor(self: Tensor, sizes: tuple[int, ...]) -> None:
    """Give a tensor other sizes, row-major; its memory grows where it is too small."""
    if sizes == self._sizes:
        return
    fresh = Tensor.empty(sizes, self._dtype)
    need = (self._offset + fresh.numel()) * self._dtype.itemsize
    if need > self._storage.nbytes():
        kept = min(self.numel(), fresh.numel()) if self.is_contiguous() else 0
        fresh.array().reshape(-1)[:kept] = self.array().reshape(-1)[:kept]
        self._storage, self._offset = fresh._storage, 0
    self._sizes, self._strides = sizes, fresh._strides
    Relaid.times += 1


def aten_copy_(self: Tensor, src: Tensor, non_blocking: bool = False) -> Tensor:
    for each in (self, src):
        if isinstance(each._quantizer, Held):
            each._quantizer.refuse("run 'aten::copy_'")
    check_writable(self)
    check_apart(self, src)
    shape = broadcast(self._sizes, src._sizes)
    if shape != self._sizes:
        raise error("MJ3108", shape=list(self._sizes), wanted=list(shape))
    if isinstance(src._quantizer, Narrow) and self._quantizer is not src._quantizer:
        src = dequantize(src, src._quantizer)
    if self._quantizer is not None and src._quantizer is None:
        src = quantize(src, self._dtype, self._quantizer)
    if src._quantizer is not None and self._quantizer is None:
        raise error("MJ3121", operator="aten::copy_")
    self._quantizer = src._quantizer
    if self.numel():
        source = (
            src.array() if src._dtype is self._dtype else encode(src.compute_array(), self._dtype)
        )
        self.array()[...] = source.copy() if src._storage is self._storage else source
    return self


def aten_fill__Scalar(self: Tensor, value: Operand) -> Tensor:
    check_writable(self, overlap=True)
    if isinstance(value, Tensor) and value._sizes:
        fail(
            "fill_ only supports 0-dimension value tensor but got tensor with "
            f"{value.dim()} dimensions."
        )
    check_fits(value, self._dtype)
    if self.numel():
        self.array()[...] = encode(values(value, self._dtype), self._dtype)
    return self


aten_fill__Tensor = aten_fill__Scalar


def aten_zero_(self: Tensor) -> Tensor:
    return aten_fill__Scalar(self, 0)


def aten_cpu(self: Tensor) -> Tensor:
    return self
