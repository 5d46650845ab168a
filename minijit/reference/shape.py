"""Views, copies, conversions and questions about a tensor's shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import (
    CHANNELS_LAST,
    Operand,
    broadcast,
    check_fits,
    dtype_of,
    fail,
    in_format,
    is_channels_last,
    is_dense,
    is_dense_in,
    make,
    values,
    wrap_dim,
)
from minijit.tensor import Tensor, device, promote_types, views
from minijit.tensor.creation import check_device, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minijit.tensor.dtype import DType

aten_as_strided = views.as_strided
aten_view = views.view
aten_reshape = views.reshape
aten_flatten_using_ints = views.flatten
aten_select_int = views.select
aten_narrow = views.narrow
aten_transpose_int = views.transpose
aten_t = views.t
aten_permute = views.permute
aten_unsqueeze = views.unsqueeze
aten_unbind_int = views.unbind
aten_split_Tensor = views.split
aten_split_with_sizes = views.split_with_sizes
aten_chunk = views.chunk


def aten_slice_Tensor(
    self: Tensor, dim: int = 0, start: int | None = None, end: int | None = None, step: int = 1
) -> Tensor:
    return views.slice(self, dim, start, end, step)


def aten_split_sizes(self: Tensor, split_size: Sequence[int], dim: int = 0) -> list[Tensor]:
    return views.split_with_sizes(self, split_size, dim)


def aten_expand(self: Tensor, size: Sequence[int], implicit: bool = False) -> Tensor:
    return views.expand(self, size)


def aten_expand_as(self: Tensor, other: Tensor) -> Tensor:
    return views.expand(self, other._sizes)


def aten_reshape_as(self: Tensor, other: Tensor) -> Tensor:
    return views.reshape(self, other._sizes)


def aten_squeeze(self: Tensor) -> Tensor:
    return views.squeeze(self)


def aten_squeeze_dim(self: Tensor, dim: int) -> Tensor:
    return views.squeeze(self, [dim])


def aten_squeeze_dims(self: Tensor, dim: Sequence[int]) -> Tensor:
    return views.squeeze(self, dim)


def aten_numpy_T(self: Tensor) -> Tensor:
    return views.permute(self, list(range(self.dim()))[::-1])


def aten_detach(self: Tensor) -> Tensor:
    return self.data


prim_data = aten_detach


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
        memory_format = 2 if is_channels_last(self) else 0
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


def check_writable(self: Tensor) -> None:
    """RuntimeError where an in-place operator may not write."""
    if not self._storage.writable:
        raise error("MJ3023")
    if any(s == 0 and n > 1 for n, s in zip(self._sizes, self._strides, strict=True)):
        raise error("MJ3036")


def aten_copy_(self: Tensor, src: Tensor, non_blocking: bool = False) -> Tensor:
    check_writable(self)
    shape = broadcast(self._sizes, src._sizes)
    if shape != self._sizes:
        raise error("MJ3108", shape=list(self._sizes), wanted=list(shape))
    if self.numel():
        source = (
            src.array() if src._dtype is self._dtype else encode(src.compute_array(), self._dtype)
        )
        self.array()[...] = source.copy() if src._storage is self._storage else source
    return self


def aten_fill__Scalar(self: Tensor, value: Operand) -> Tensor:
    check_writable(self)
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


def aten_cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    if not tensors:
        raise error("MJ3103", detail="torch.cat(): expected a non-empty list of Tensors")
    for i, t in enumerate(tensors):
        if t.dim() == 0:
            fail(f"zero-dimensional tensor (at position {i}) cannot be concatenated")
    dtype = tensors[0]._dtype
    for t in tensors[1:]:
        dtype = promote_types(dtype, t._dtype)
    # Old programs start from an empty 1-d tensor, which counts as nothing.
    kept = [t for t in tensors if t._sizes != (0,)]
    if not kept:
        return make(values(tensors[0], dtype), dtype)
    first = kept[0]
    dim = wrap_dim(dim, first.dim())
    for i, t in enumerate(kept):
        if t.dim() != first.dim():
            fail(f"Tensors must have same number of dimensions: got {first.dim()} and {t.dim()}")
        for d, (a, b) in enumerate(zip(first._sizes, t._sizes, strict=True)):
            if d != dim and a != b:
                fail(
                    f"Sizes of tensors must match except in dimension {dim}. Expected size {a} but "
                    f"got size {b} for tensor number {i} in the list."
                )
    joined = np.concatenate([values(t, dtype) for t in kept], dim)
    last = all(is_channels_last(t) for t in tensors)
    result = in_format(joined.shape, dtype, 2 if last else 0, first)
    if result.numel():
        result.array()[...] = encode(joined, dtype)
    return result


def aten_stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    if not tensors:
        fail("stack expects a non-empty TensorList")
    for i, t in enumerate(tensors):
        if t._sizes != tensors[0]._sizes:
            fail(
                f"stack expects each tensor to be equal size, but got {list(tensors[0]._sizes)} at "
                f"entry 0 and {list(t._sizes)} at entry {i}"
            )
    dim = wrap_dim(dim, tensors[0].dim() + 1)
    return aten_cat([views.unsqueeze(t, dim) for t in tensors], dim)


def aten_repeat(self: Tensor, repeats: Sequence[int]) -> Tensor:
    if len(repeats) < self.dim():
        fail(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
            "tensor"
        )
    sizes = (1,) * (len(repeats) - self.dim()) + self._sizes
    wanted = [r * n for r, n in zip(repeats, sizes, strict=True)]
    for size in wanted:
        if size < 0:
            fail(f"Trying to create tensor with negative dimension {size}: {wanted}")
    return make(np.tile(values(self, self._dtype), tuple(repeats)), self._dtype)


def aten_flip(self: Tensor, dims: Sequence[int]) -> Tensor:
    axes = tuple(wrap_dim(d, self.dim()) for d in dims)
    if len(set(axes)) != len(axes):
        fail(f"dim {axes[0]} appears multiple times in the list of dims")
    return make(np.flip(values(self, self._dtype), axes), self._dtype, (self,))


def aten_constant_pad_nd(self: Tensor, pad: Sequence[int], value: Any = 0) -> Tensor:
    if len(pad) % 2:
        fail("Length of pad must be even but instead it equals " + str(len(pad)))
    if len(pad) // 2 > self.dim():
        fail(
            "Length of pad should be no more than twice the number of dimensions of the input. Pad "
            f"length is {len(pad)} while the input has {self.dim()} dimensions."
        )
    widths = [(0, 0)] * self.dim()
    for i in range(len(pad) // 2):
        widths[self.dim() - 1 - i] = (pad[2 * i], pad[2 * i + 1])
    sizes = tuple(n + a + b for n, (a, b) in zip(self._sizes, widths, strict=True))
    if any(s < 0 for s in sizes):
        fail(
            f"The input size {list(self._sizes)}, plus negative padding {list(pad)}, resulted in a "
            "negative output size, which is invalid."
        )
    dtype = self._dtype
    out = np.full(sizes, values(value, dtype))
    source = values(self, dtype)
    inner = tuple(
        slice(max(-a, 0), n - max(-b, 0)) for n, (a, b) in zip(self._sizes, widths, strict=True)
    )
    outer = tuple(slice(max(a, 0), s - max(b, 0)) for s, (a, b) in zip(sizes, widths, strict=True))
    out[outer] = source[inner]
    result = in_format(sizes, dtype, 2 if is_channels_last(self) else 0, self)
    if result.numel():
        result.array()[...] = encode(out, dtype)
    return result


def _triangle(self: Tensor, diagonal: int, name: str) -> Tensor:
    if self.dim() < 2:
        fail(f"{name}: input tensor must have at least 2 dimensions")
    cut = np.triu if name == "triu" else np.tril
    return make(cut(values(self, self._dtype), diagonal), self._dtype)


def aten_triu(self: Tensor, diagonal: int = 0) -> Tensor:
    return _triangle(self, diagonal, "triu")


def aten_tril(self: Tensor, diagonal: int = 0) -> Tensor:
    return _triangle(self, diagonal, "tril")


# questions


def aten_size(self: Tensor) -> list[int]:
    return list(self._sizes)


def aten_size_int(self: Tensor, dim: int) -> int:
    return self._sizes[_existing(dim, self)]


def aten_stride(self: Tensor) -> list[int]:
    return list(self._strides)


def aten_stride_int(self: Tensor, dim: int) -> int:
    return self._strides[_existing(dim, self)]


def _existing(dim: int, self: Tensor) -> int:
    if not self._sizes:
        fail_index_0d(dim)
    return wrap_dim(dim, self.dim())


def fail_index_0d(dim: int) -> None:
    """IndexError: a 0-d tensor has no dimension."""
    raise error("MJ3101", detail=f"Dimension specified as {dim} but tensor has no dimensions")


def aten_dim(self: Tensor) -> int:
    return self.dim()


def aten_numel(self: Tensor) -> int:
    return self.numel()


def aten_storage_offset(self: Tensor) -> int:
    return self._offset


def aten_is_contiguous(self: Tensor) -> bool:
    return self.is_contiguous()


def aten_is_contiguous_memory_format(self: Tensor, memory_format: int) -> bool:
    if memory_format == 2:
        return self.dim() == 4 and is_dense_in(self, CHANNELS_LAST)
    return self.is_contiguous()


def aten_is_floating_point(self: Tensor) -> bool:
    return self._dtype.is_floating_point


def aten_is_complex(self: Tensor) -> bool:
    return self._dtype.is_complex


def aten_item(self: Tensor) -> Any:
    return self.item()


def prim_dtype(a: Tensor) -> int:
    return a._dtype.enum


def prim_device(a: Tensor) -> device:
    return a.device


def prim_layout(a: Tensor) -> int:
    return 0


def prim_requires_grad(a: Tensor) -> bool:
    return a.requires_grad


def prim_is_cuda(a: Tensor) -> bool:
    return False


def prim_type(self: device) -> str:
    return self.type


def prim_index(self: device) -> int | None:
    return self.index


aten_split = aten_split_sizes
