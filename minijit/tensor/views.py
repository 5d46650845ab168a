"""Views: new sizes and strides over the same storage. All dims may be negative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minijit.diagnostics import error
from minijit.tensor.budget import check_alloc
from minijit.tensor.tensor import Tensor, contiguous_strides

if TYPE_CHECKING:
    from collections.abc import Sequence

_TENSOR = 128  # bytes of a view, as in C++


def wrap_dim(dim: int, dims: int) -> int:
    """A dimension counted from the front; a 0-d tensor has one."""
    bound = max(dims, 1)
    if not -bound <= dim < bound:
        raise error("MJ3001", low=-bound, high=bound - 1, dim=dim)
    return dim + bound if dim < 0 else dim


def distinct_dims(dims: Sequence[int], count: int) -> list[int]:
    """Dimensions counted from the front; RuntimeError where one is named twice."""
    wrapped: list[int] = []
    for dim in dims:
        at = wrap_dim(dim, count)
        if at in wrapped:
            raise error("MJ3054", dim=at)
        wrapped.append(at)
    return wrapped


def _view(t: Tensor, sizes: Sequence[int], strides: Sequence[int], offset: int) -> Tensor:
    return Tensor(t._storage, t._dtype, tuple(sizes), tuple(strides), offset)


def as_strided(
    t: Tensor, sizes: Sequence[int], strides: Sequence[int], offset: int | None = None
) -> Tensor:
    """Any view that stays within the storage."""
    offset = t._offset if offset is None else offset
    if len(sizes) != len(strides):
        raise error("MJ3014", problem="mismatch in length of strides and shape")
    if any(s < 0 for s in strides):
        problem = "as_strided: Negative strides are not supported at the moment, got strides: "
        raise error("MJ3014", problem=problem + str(list(strides)))
    if any(s < 0 for s in sizes):
        raise error("MJ3014", problem=f"as_strided: sizes must not be negative, got {list(sizes)}")
    if offset < 0:
        raise error("MJ3014", problem=f"Tensor: invalid storage offset {offset}")
    if 0 not in sizes:
        last = offset + sum((n - 1) * s for n, s in zip(sizes, strides, strict=True)) + 1
        needed = last * t._dtype.itemsize
        if needed > t._storage.nbytes():
            raise error(
                "MJ3013", sizes=list(sizes), strides=list(strides), offset=offset,
                itemsize=t._dtype.itemsize, needed=needed, nbytes=t._storage.nbytes(),
            )  # fmt: skip
    return _view(t, sizes, strides, offset)


def infer_size(shape: Sequence[int], numel: int) -> tuple[int, ...]:
    """The shape with its -1 filled in."""
    known = 1
    hole: int | None = None
    for i, size in enumerate(shape):
        if size == -1:
            if hole is not None:
                raise error("MJ3006")
            hole = i
        elif size < 0:
            raise error("MJ3007", dim=size)
        else:
            known *= size
    if hole is None:
        if known != numel:
            raise error("MJ3005", shape=list(shape), numel=numel)
        return tuple(shape)
    if known == 0:
        if numel == 0:
            raise error("MJ3016", shape=list(shape))
        raise error("MJ3005", shape=list(shape), numel=numel)
    if numel % known:
        raise error("MJ3005", shape=list(shape), numel=numel)
    return (*shape[:hole], numel // known, *shape[hole + 1 :])


def view_strides(
    sizes: Sequence[int], strides: Sequence[int], shape: Sequence[int]
) -> tuple[int, ...] | None:
    """Strides of `shape` over the same memory, or None where it needs a copy.

    Runs of old dimensions that are contiguous in memory are matched with runs of new ones.
    """
    numel = 1
    for size in sizes:
        numel *= size
    if numel == 0:
        return tuple(strides) if tuple(sizes) == tuple(shape) else contiguous_strides(tuple(shape))
    if not sizes:
        return (1,) * len(shape)
    result = [0] * len(shape)
    view_dim = len(shape) - 1
    base = strides[-1]
    run = covered = 1
    for dim in range(len(sizes) - 1, -1, -1):
        run *= sizes[dim]
        starts = dim == 0 or (sizes[dim - 1] != 1 and strides[dim - 1] != run * base)
        if not starts:
            continue
        while view_dim >= 0 and (covered < run or shape[view_dim] == 1):
            result[view_dim] = covered * base
            covered *= shape[view_dim]
            view_dim -= 1
        if covered != run:
            return None
        if dim > 0:
            base = strides[dim - 1]
            run = covered = 1
    return tuple(result) if view_dim < 0 else None


def view(t: Tensor, shape: Sequence[int]) -> Tensor:
    """The same elements under another shape; RuntimeError where that needs a copy."""
    sizes = infer_size(shape, t.numel())
    strides = view_strides(t._sizes, t._strides, sizes)
    if strides is None:
        raise error("MJ3004")
    return _view(t, sizes, strides, t._offset)


def reshape(t: Tensor, shape: Sequence[int]) -> Tensor:
    """A view where possible, otherwise a copy."""
    sizes = infer_size(shape, t.numel())
    strides = view_strides(t._sizes, t._strides, sizes)
    if strides is None:
        t = t.contiguous_copy()
        strides = contiguous_strides(sizes)
    return _view(t, sizes, strides, t._offset)


def flatten(t: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """Dimensions start_dim..end_dim as one; a 0-d tensor becomes 1-d."""
    start, end = wrap_dim(start_dim, len(t._sizes)), wrap_dim(end_dim, len(t._sizes))
    if start > end:
        raise error("MJ3029")
    if not t._sizes:
        return reshape(t, (1,))
    if start == end:
        return t
    middle = 1
    for size in t._sizes[start : end + 1]:
        middle *= size
    return reshape(t, (*t._sizes[:start], middle, *t._sizes[end + 1 :]))


def select(t: Tensor, dim: int, index: int) -> Tensor:
    """The slice at `index`, without that dimension."""
    if not t._sizes:
        raise error("MJ3031")
    dim = wrap_dim(dim, len(t._sizes))
    size = t._sizes[dim]
    if not -size <= index < size:
        raise error("MJ3002", index=index, sizes=list(t._sizes), dim=dim)
    offset = t._offset + (index + size if index < 0 else index) * t._strides[dim]
    return _view(
        t, t._sizes[:dim] + t._sizes[dim + 1 :], t._strides[:dim] + t._strides[dim + 1 :], offset
    )


def slice(
    t: Tensor, dim: int = 0, start: int | None = None, end: int | None = None, step: int = 1
) -> Tensor:
    """Elements start, start + step, ... below end; bounds are clamped."""
    if not t._sizes:
        raise error("MJ3030")
    dim = wrap_dim(dim, len(t._sizes))
    if step <= 0:
        raise error("MJ3003")
    size = t._sizes[dim]
    first = 0 if start is None else start
    last = size if end is None else end
    first = min(max(first + size if first < 0 else first, 0), size)
    last = min(max(last + size if last < 0 else last, first), size)
    sizes = list(t._sizes)
    strides = list(t._strides)
    sizes[dim] = (last - first + step - 1) // step
    offset = t._offset + first * strides[dim]
    strides[dim] *= step
    return _view(t, sizes, strides, offset)


def narrow(t: Tensor, dim: int, start: int, length: int) -> Tensor:
    """`length` elements from `start` on."""
    if not t._sizes:
        raise error("MJ3049")
    if length < 0:
        raise error("MJ3032")
    size = t._sizes[wrap_dim(dim, len(t._sizes))]
    if not -size <= start <= size:
        raise error("MJ3033", low=-size, high=size, start=start)
    start = start + size if start < 0 else start
    if start > size - length:
        raise error("MJ3015", start=start, length=length, size=size)
    return slice(t, dim, start, start + length)


def transpose(t: Tensor, dim0: int, dim1: int) -> Tensor:
    """The two dimensions exchanged."""
    a, b = wrap_dim(dim0, len(t._sizes)), wrap_dim(dim1, len(t._sizes))
    if a == b:
        return _view(t, t._sizes, t._strides, t._offset)
    order = list(range(len(t._sizes)))
    order[a], order[b] = b, a
    return permute(t, order)


def t(self: Tensor) -> Tensor:
    """The transpose of at most two dimensions."""
    if len(self._sizes) > 2:
        raise error("MJ3012", dims=len(self._sizes))
    return transpose(self, 0, 0 if len(self._sizes) < 2 else 1)


def permute(t: Tensor, dims: Sequence[int]) -> Tensor:
    """The dimensions in the given order."""
    if len(dims) != len(t._sizes):
        raise error("MJ3010", dims=len(t._sizes), count=len(dims))
    order = [wrap_dim(d, len(t._sizes)) for d in dims]
    if len(set(order)) != len(order):
        raise error("MJ3011", operator="permute()")
    return _view(t, [t._sizes[d] for d in order], [t._strides[d] for d in order], t._offset)


def expand(t: Tensor, sizes: Sequence[int]) -> Tensor:
    """Dimensions of size 1 repeated without copying; -1 keeps a size."""
    extra = len(sizes) - len(t._sizes)
    if extra < 0:
        raise error("MJ3009", count=len(sizes), dims=len(t._sizes))
    new_sizes = list(sizes)
    strides = [0] * len(sizes)
    for i in range(len(sizes) - 1, -1, -1):
        existing = t._sizes[i - extra] if i >= extra else 1
        stride = (
            t._strides[i - extra]
            if i >= extra
            else (new_sizes[i + 1] * strides[i + 1] if i + 1 < len(sizes) else 1)
        )
        wanted = new_sizes[i]
        if wanted == -1:
            if i < extra:
                raise error("MJ3051", size=wanted, dim=i)
            wanted = existing
        if wanted < 0:
            raise error("MJ3099", sizes=list(sizes))
        if existing != wanted:
            if existing != 1:
                raise error(
                    "MJ3008", wanted=wanted, existing=existing, dim=i,
                    target=list(sizes), sizes=list(t._sizes),
                )  # fmt: skip
            stride = 0
        new_sizes[i] = wanted
        strides[i] = stride if t._sizes else 0
    return _view(t, new_sizes, strides, t._offset)


def unsqueeze(t: Tensor, dim: int) -> Tensor:
    """A new dimension of size 1."""
    dim = wrap_dim(dim, len(t._sizes) + 1)
    stride = t._sizes[dim] * t._strides[dim] if dim < len(t._sizes) else 1
    return _view(
        t,
        (*t._sizes[:dim], 1, *t._sizes[dim:]),
        (*t._strides[:dim], stride, *t._strides[dim:]),
        t._offset,
    )


def squeeze(t: Tensor, dims: Sequence[int] | None = None) -> Tensor:
    """Without dimensions of size 1 (all of them, or those named)."""
    named = range(len(t._sizes)) if dims is None else distinct_dims(dims, len(t._sizes))
    keep = [i for i, size in enumerate(t._sizes) if size != 1 or i not in named]
    return _view(t, [t._sizes[i] for i in keep], [t._strides[i] for i in keep], t._offset)


def unbind(t: Tensor, dim: int = 0) -> list[Tensor]:
    """The slices along a dimension."""
    dim = wrap_dim(dim, len(t._sizes))
    if not t._sizes:
        raise error("MJ3053", dim=0)
    check_alloc(_TENSOR * t._sizes[dim])
    return [select(t, dim, i) for i in range(t._sizes[dim])]


def split(t: Tensor, split_size: int, dim: int = 0) -> list[Tensor]:
    """Pieces of `split_size`, the last one possibly smaller."""
    if not t._sizes:
        raise error("MJ3026")
    if split_size < 0:
        raise error("MJ3034", size=split_size)
    dim = wrap_dim(dim, len(t._sizes))
    size = t._sizes[dim]
    if split_size == 0:
        if size != 0:
            raise error("MJ3050", size=size)
        return [_view(t, t._sizes, t._strides, t._offset)]
    count = max((size + split_size - 1) // split_size, 1)
    check_alloc(_TENSOR * count)
    return [slice(t, dim, i * split_size, (i + 1) * split_size) for i in range(count)]


def split_with_sizes(t: Tensor, sizes: Sequence[int], dim: int = 0) -> list[Tensor]:
    """Pieces of the given sizes, which add up to the dimension's."""
    if not t._sizes:
        raise error("MJ3026")
    given, dim = dim, wrap_dim(dim, len(t._sizes))
    if sum(sizes) != t._sizes[dim] or any(s < 0 for s in sizes):
        raise error("MJ3027", size=t._sizes[dim], dim=given, sizes=list(sizes))
    pieces = []
    start = 0
    for size in sizes:
        pieces.append(slice(t, dim, start, start + size))
        start += size
    return pieces


def chunk(t: Tensor, chunks: int, dim: int = 0) -> list[Tensor]:
    """At most `chunks` pieces of equal size."""
    if not t._sizes:
        raise error("MJ3052")
    if chunks <= 0:
        raise error("MJ3028", chunks=chunks)
    size = t._sizes[wrap_dim(dim, len(t._sizes))]
    piece = (size + chunks - 1) // chunks
    if piece == 0:
        if chunks > 100_000:
            raise error("MJ3100", detail="too many chunks of an empty tensor")
        return split_with_sizes(t, [0] * chunks, dim)
    return split(t, piece, dim)
