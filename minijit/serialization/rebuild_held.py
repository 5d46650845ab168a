"""Tensors that are held, out of the parts that a file gave: sparse, nested, of the device meta.

The checks are PyTorch's, which it makes where they are asked for. Sizes and dtypes of parts are
known at once, their elements where the storages are filled at the end only then.
"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from minijit.diagnostics import error
from minijit.serialization.rebuild import Once, checked_numel, checked_quantizer, checked_sizes
from minijit.serialization.texts import shown
from minijit.tensor import Tensor, TypedStorage
from minijit.tensor.dtype import DType, int32, int64, uint8
from minijit.tensor.held import Crowded, Held, Meta, Nested, NoMemory, Sparse
from minijit.tensor.layout import Layout, sparse_coo, strided
from minijit.tensor.narrow import NARROW
from minijit.tensor.quantizer import CROWDED_BITS
from minijit.tensor.tensor import contiguous_strides


def _bad(what: str, problem: str) -> NoReturn:
    raise error("MJ5012", what=what, value=problem)


def _part(value: Any, what: str, *dtypes: DType) -> Tensor:
    """A tensor of a file as part of another one: with a memory, and of one of these dtypes."""
    if not isinstance(value, Tensor):
        _bad(what, shown(value))
    if isinstance(value._quantizer, Held):
        _bad(what, f"a {value._quantizer.name} tensor")
    if value.is_quantized:
        _bad(what, "a quantized tensor")
    if dtypes and value.dtype not in dtypes:
        _bad(f"{what} and dtype", str(value.dtype))
    return value if type(value) is Tensor else value.detached()


def _places(value: Any, what: str, *dtypes: DType) -> Tensor:
    """A part whose elements are looked at: no more than its memory holds."""
    part = _part(value, what, *dtypes)
    if part.nbytes > part._storage.nbytes():
        _bad(what, f"{part.numel()} elements in {part._storage.nbytes()} bytes")
    return part


def rebuild_sparse(layout: Any, data: Any, once: Once) -> Tensor:
    """A sparse tensor of indices, values and sizes. Error MJ5012: they do not fit together."""
    if not isinstance(layout, Layout) or layout is strided or not isinstance(data, tuple):
        _bad("layout", shown(layout))
    if layout is sparse_coo:
        return _coordinates(data, once)
    return _compressed(layout, data, once)


def _coordinates(data: tuple[Any, ...], once: Once) -> Tensor:
    if len(data) not in (3, 4):
        _bad("sparse parts", f"{len(data)} values")
    coalesced = data[3] if len(data) == 4 else None
    if type(coalesced) is not bool and coalesced is not None:
        _bad("is_coalesced", shown(coalesced))
    indices, values = _places(data[0], "indices", int64), _part(data[1], "values")
    sizes = checked_sizes(data[2], "sizes")
    checked_numel(sizes)
    if indices.dim() != 2 or not values.dim():
        _bad("indices", f"must be sparse_dim x nnz, but got: {list(indices._sizes)}")
    sparse_dim, count = indices._sizes
    if not sparse_dim and count > values._storage.nbytes():
        _bad("values", f"{count} elements in {values._storage.nbytes()} bytes")
    if len(sizes) != sparse_dim + values.dim() - 1:
        detail = (
            f"len(size) = {len(sizes)}, sparse_dim = {sparse_dim}, dense_dim = {values.dim() - 1}"
        )
        _bad("sizes", f"'len(size) == sparse_dim + dense_dim' is not satisfied: {detail}")
    if values._sizes != (count, *sizes[sparse_dim:]):
        _bad("values", f"size {list(values._sizes)}, not {[count, *sizes[sparse_dim:]]}")

    def check() -> None:
        places = indices.array()
        for dim, (size, row) in enumerate(zip(sizes, places, strict=False)):
            if count and row.min() < 0:
                _bad("indices", f"found negative index {row.min()} for dim {dim}")
            if count and row.max() >= size:
                detail = f"for dim {dim}, size is {size} but found index {row.max()}"
                _bad("indices", f"size is inconsistent with indices: {detail}")
        if coalesced and not _in_order(places):
            _bad("indices", "cannot set is_coalesced to true if indices correspond to uncoalesced")

    what = (sparse_coo, coalesced, sizes[:sparse_dim])
    once.when_filled(lambda: once.result(what, [indices], check))
    held = Sparse(sparse_coo, (indices,), values, bool(coalesced))
    return Tensor.held(held, values._dtype, sizes)


def _in_order(places: Any) -> bool:
    """Whether every place comes after the one before it."""
    before, after = places[:, :-1], places[:, 1:]
    less = np.zeros(after.shape[1], np.bool_)
    for first, second in zip(reversed(before), reversed(after), strict=True):
        less = (first < second) | ((first == second) & less)
    return bool(less.all())


def _compressed(layout: Layout, data: tuple[Any, ...], once: Once) -> Tensor:
    if len(data) != 4:
        _bad("sparse parts", f"{len(data)} values")
    compressed = _places(data[0], "compressed indices", int32, int64)
    plain = _places(data[1], "plain indices", compressed._dtype)
    values = _part(data[2], "values")
    sizes = checked_sizes(data[3], "sizes")
    checked_numel(sizes)
    held = Sparse(layout, (compressed, plain), values)
    batch, blocked = compressed.dim() - 1, 2 * held.in_blocks
    if batch < 0 or plain.dim() != batch + 1 or values.dim() < batch + 1 + blocked:
        _bad("indices and values", "their numbers of dimensions do not fit together")
    if len(sizes) != values.dim() - blocked + 1:
        _bad("sizes", f"{len(sizes)} dimensions, not {values.dim() - blocked + 1}")
    block = values._sizes[batch + 1 : batch + 3] if blocked else (1, 1)
    grid = sizes[batch : batch + 2]
    if 0 in block or any(size % step for size, step in zip(grid, block, strict=True)):
        _bad("sizes", f"{list(grid)} must be divisible with blocksize {list(block)}")
    rows, columns = (size // step for size, step in zip(grid, block, strict=True))
    slices, within = (rows, columns) if held.by_rows else (columns, rows)
    count = plain._sizes[-1]
    wanted = (*sizes[:batch], count, *(block if blocked else ()), *sizes[batch + 2 :])
    if (
        compressed._sizes != (*sizes[:batch], slices + 1)
        or plain._sizes != (*sizes[:batch], count)
        or values._sizes != wanted
    ):
        given = [list(part._sizes) for part in (compressed, plain, values)]
        _bad("sizes of indices and values", str(given))

    def check() -> None:
        begins, numbers = compressed.array(), plain.array()
        if not begins.size:
            return
        steps = begins[..., 1:] - begins[..., :-1]
        if (begins[..., 0] != 0).any() or (begins[..., -1] != count).any():
            _bad("compressed indices", f"they begin with 0 and end with {count}")
        if steps.size and (begins.min() < 0 or steps.min() < 0 or steps.max() > within):
            _bad("compressed indices", f"their steps are from 0 to {within}")
        if not count:
            return
        if numbers.size and (numbers.min() < 0 or numbers.max() >= within):
            _bad("plain indices", f"they are from 0 to {within - 1}")
        all_begins, all_numbers = begins.reshape(-1, slices + 1), numbers.reshape(-1, count)
        rising = all_numbers[:, 1:] > all_numbers[:, :-1]
        inner = (all_begins > 0) & (all_begins < count)
        rising[inner.nonzero()[0], all_begins[inner] - 1] = True
        if not rising.all():
            _bad("plain indices", "they are sorted and distinct in every row")

    what = (layout, slices, within)
    once.when_filled(lambda: once.result(what, [compressed, plain], check))
    return Tensor.held(held, values._dtype, sizes)


def rebuild_nested(buffer: Any, sizes: Any, strides: Any, offsets: Any, once: Once) -> Tensor:
    """Several tensors in one memory. Error MJ5011: one reaches outside it."""
    held = Nested(
        _part(buffer, "buffer"), _places(sizes, "nested sizes", int64),
        _places(strides, "nested strides", int64), _places(offsets, "nested offsets", int64),
    )  # fmt: skip
    count = held.offsets.numel()
    if held.buffer.dim() != 1 or held.offsets.dim() != 1 or not held.buffer.is_contiguous():
        _bad("nested buffer and offsets", "they have one dimension")
    if held.sizes.dim() != 2 or not held.sizes._sizes[1] or not count:
        _bad(
            "nested sizes", f"a row for each tensor, but their sizes are {list(held.sizes._sizes)}"
        )
    if held.sizes._sizes[0] != count or held.strides._sizes != held.sizes._sizes:
        _bad("nested sizes, strides and offsets", "one of each for each tensor")
    made = Tensor.held(held, held.buffer._dtype, (count, *[-1] * held.sizes._sizes[1]))

    def give_sizes() -> None:
        parts = [held.sizes, held.strides, held.offsets]
        what = ("nested", held.buffer._dtype, held.buffer.numel())
        made._sizes = (count, *once.result(what, parts, lambda: _common_sizes(held)))

    once.when_filled(give_sizes)
    return made


def _common_sizes(held: Nested) -> tuple[int, ...]:
    """The sizes that all tensors of a nested one have, -1 where they differ; they are checked."""
    sizes, strides, offsets = held.sizes.array(), held.strides.array(), held.offsets.array()
    count = held.buffer.numel()
    wrong = (sizes < 0).any(1) | (strides < 0).any(1) | (offsets < 0)
    # Not beyond what int64 holds: a product or a sum that is too large stays at its limit.
    largest, elements = np.iinfo(np.int64).max, np.ones(len(sizes), np.int64)
    last = np.minimum(offsets, count)
    for each, step in zip(sizes.T, strides.T, strict=True):
        too_many = elements > largest // np.maximum(each, 1)
        wrong |= too_many & (sizes != 0).all(1)
        elements = np.where(too_many, largest, elements * np.where(too_many, 1, each))
        beyond = np.maximum(each, 1) - 1 > count // np.maximum(step, 1)
        beyond &= step > 0
        reach = np.where(beyond, 0, (np.maximum(each, 1) - 1) * np.where(beyond, 0, step))
        last = np.minimum(last + np.where(beyond, count, reach), count)
    wrong |= (last >= count) & (sizes != 0).all(1)
    for row in wrong.nonzero()[0][:1].tolist():
        _refuse_part(held, sizes[row].tolist(), strides[row].tolist(), int(offsets[row]))
    same = (sizes == sizes[0]).all(0)
    return tuple(np.where(same, sizes[0], -1).tolist())


def _refuse_part(held: Nested, sizes: list[int], strides: list[int], offset: int) -> NoReturn:
    checked_sizes(sizes, "nested sizes")
    checked_sizes(strides, "nested strides")
    checked_numel(sizes)
    nbytes = held.buffer.nbytes
    raise error("MJ5011", sizes=sizes, strides=strides, offset=offset, nbytes=nbytes)


def rebuild_crowded(
    stored: TypedStorage, offset: Any, sizes: Any, strides: Any, parameters: tuple[Any, ...]
) -> Tensor:
    """Quantized integers of less than a byte; they lie one behind the other."""
    sizes, strides = checked_sizes(sizes, "sizes"), checked_sizes(strides, "strides")
    count = checked_numel(sizes)
    if strides != contiguous_strides(sizes) or type(offset) is not int or offset:
        _bad("offset and strides", f"{shown(offset)} and {list(strides)}")
    dtype = stored.dtype
    if isinstance(stored.untyped(), NoMemory):
        _bad("storage", "it has no elements")
    if -(-count * CROWDED_BITS[dtype.name] // 8) > stored.nbytes():
        raise error(
            "MJ5011", sizes=list(sizes), strides=list(strides), offset=0, nbytes=stored.nbytes()
        )
    quantizer = checked_quantizer(sizes, *parameters)
    return Tensor.held(Crowded(dtype, stored.untyped(), quantizer), uint8, sizes, strides)


def rebuild_meta(dtype: Any, sizes: Any, strides: Any, requires_grad: Any) -> Tensor:
    """Sizes and strides without elements."""
    if not isinstance(dtype, DType) or dtype.category == "quantized":
        _bad("dtype", shown(dtype))
    sizes, strides = checked_sizes(sizes, "sizes"), checked_sizes(strides, "strides")
    checked_numel(sizes)
    if len(sizes) != len(strides):
        _bad("sizes and strides", f"{list(sizes)} and {list(strides)}")
    if type(requires_grad) is not bool:
        _bad("requires_grad", shown(requires_grad))
    if requires_grad and not (dtype.is_floating_point or dtype.is_complex):
        _bad("requires_grad and dtype", str(dtype))
    narrow = NARROW.get(dtype.name)
    stored = narrow.stored if narrow else dtype
    return Tensor.held(Meta(dtype), stored, sizes, strides, requires_grad)
