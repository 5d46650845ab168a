"""Views, and tensors joined, repeated, mirrored and padded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.reference.common import (
    CPP_NAMES,
    NAMES,
    broadcast,
    dtype_of,
    fail,
    format_of,
    in_format,
    is_channels_last,
    make,
    values,
    wrap_dim,
)
from minijit.reference.copying import resize_tensor
from minijit.tensor import Relaid, Tensor, promote_types, views
from minijit.tensor import dtype as dt
from minijit.tensor.creation import encode

if TYPE_CHECKING:
    from collections.abc import Sequence

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
aten_chunk = aten_unsafe_chunk = views.chunk


def aten_slice_Tensor(
    self: Tensor, dim: int = 0, start: int | None = None, end: int | None = None, step: int = 1
) -> Tensor:
    return views.slice(self, dim, start, end, step)


def aten_view_dtype(self: Tensor, dtype: int) -> Tensor:
    """The same memory as elements of another dtype, whose size the last dimension makes up for.

    A bool is never made so: a byte that is neither 0 nor 1 would be none.
    """
    to = dtype_of(dtype)
    if to is None or to is self._dtype:
        return self
    if to is dt.bool_:
        fail("view(dtype): a tensor of another dtype cannot be viewed as Bool")
    old, new = self._dtype.itemsize, to.itemsize
    if old == new:
        return Tensor(self._storage, to, self._sizes, self._strides, self._offset)
    names = f"to view {NAMES[self._dtype.name]} as {NAMES[to.name]} (different element sizes)"
    if self.dim() == 0:
        fail(f"self.dim() cannot be 0 {names}")
    ratio = max(old, new) // min(old, new)

    def scaled(name: str, count: int) -> int:
        if old > new:
            return count * ratio
        if count % ratio:
            fail(f"self.{name} must be divisible by {ratio} {names}, but got {count}")
        return count // ratio

    size = scaled("size(-1)", self._sizes[-1])
    offset = scaled("storage_offset()", self._offset)
    if self._strides[-1] != 1:
        fail(f"self.stride(-1) must be 1 {names}, but got {self._strides[-1]}")
    strides = [scaled(f"stride({d})", s) for d, s in enumerate(self._strides[:-1])]
    return Tensor(self._storage, to, (*self._sizes[:-1], size), (*strides, 1), offset)


def aten_split_sizes(self: Tensor, split_size: Sequence[int], dim: int = 0) -> list[Tensor]:
    return views.split_with_sizes(self, split_size, dim)


def _become(self: Tensor, view: Tensor) -> Tensor:
    """The tensor itself takes the sizes and strides of a view of it."""
    self._sizes, self._strides, self._offset = view._sizes, view._strides, view._offset
    Relaid.times += 1
    return self


def aten_unsqueeze_(self: Tensor, dim: int) -> Tensor:
    return _become(self, views.unsqueeze(self, dim))


def aten_squeeze_(self: Tensor) -> Tensor:
    return _become(self, views.squeeze(self))


def aten_squeeze__dim(self: Tensor, dim: int) -> Tensor:
    return _become(self, views.squeeze(self, [dim]))


def aten_squeeze__dims(self: Tensor, dim: Sequence[int]) -> Tensor:
    return _become(self, views.squeeze(self, dim))


def aten_as_strided_(
    self: Tensor, size: Sequence[int], stride: Sequence[int], storage_offset: int | None = None
) -> Tensor:
    return _become(self, views.as_strided(self, size, stride, storage_offset))


def aten_transpose_(self: Tensor, dim0: int, dim1: int) -> Tensor:
    return _become(self, views.transpose(self, dim0, dim1))


def aten_t_(self: Tensor) -> Tensor:
    return _become(self, views.t(self))


def aten_requires_grad_(self: Tensor, requires_grad: bool = True) -> Tensor:
    self.requires_grad = requires_grad
    return self


def aten_resize_(self: Tensor, size: Sequence[int], memory_format: int | None = None) -> Tensor:
    if memory_format == 1:
        fail("Unsupported memory formatPreserve")
    wanted = in_format(tuple(size), self._dtype, memory_format or 0, self)
    resize_tensor(self, tuple(size))
    if memory_format is not None:
        self._strides = wanted._strides
    return self


def aten_resize_as_(self: Tensor, the_template: Tensor, memory_format: int | None = None) -> Tensor:
    if memory_format == 1:
        memory_format = format_of(the_template._sizes, the_template)
    return aten_resize_(self, the_template._sizes, memory_format)


def aten_set__source_Tensor(self: Tensor, source: Tensor) -> Tensor:
    if self._dtype != source._dtype:
        fail(
            f"Could not set tensor of type {CPP_NAMES[source._dtype.name]} to a tensor of type "
            f"{CPP_NAMES[self._dtype.name]}"
        )
    self.data = source
    return self


def aten_set_(self: Tensor) -> Tensor:
    self.data = Tensor.empty((0,), self._dtype)
    return self


def aten_broadcast_tensors(tensors: Sequence[Tensor]) -> list[Tensor]:
    shape: tuple[int, ...] = ()
    for t in tensors:
        shape = broadcast(shape, t._sizes)
    return [views.expand(t, shape) for t in tensors]


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
    return self.detached()


prim_data = aten_detach


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
    result = in_format(joined.shape, dtype, format_of(joined.shape, first) if last else 0, first)
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
    sizes = list(tensors[0]._sizes)
    if dim == len(sizes):
        return aten_cat([views.unsqueeze(t, dim) for t in tensors], dim)
    # The memory format is that of the parts laid end to end.
    sizes.insert(dim, len(tensors))
    return views.view(aten_cat(tensors, dim), sizes)


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
    array = values(self, self._dtype)
    return make(np.flip(array, axes) if self._sizes else array, self._dtype, (self,))


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
    result = in_format(sizes, dtype, format_of(sizes, self), self)
    if result.numel():
        result.array()[...] = encode(out, dtype)
    return result


def _triangle(self: Tensor, diagonal: int, name: str) -> Tensor:
    if self.dim() < 2:
        fail(f"{name}: input tensor must have at least 2 dimensions")
    cut = np.triu if name == "triu" else np.tril
    far = max(self._sizes[-2:])
    return make(cut(values(self, self._dtype), min(max(diagonal, -far), far)), self._dtype)


def aten_triu(self: Tensor, diagonal: int = 0) -> Tensor:
    return _triangle(self, diagonal, "triu")


def aten_tril(self: Tensor, diagonal: int = 0) -> Tensor:
    return _triangle(self, diagonal, "tril")


aten_split = aten_split_sizes
