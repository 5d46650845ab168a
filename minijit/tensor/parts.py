"""The parts of tensors that are held: what PyTorch's methods of the same names give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.tensor.budget import allocating, check_alloc
from minijit.tensor.convert import decode, encode
from minijit.tensor.held import Meta, Nested, Sparse
from minijit.tensor.layout import sparse_coo, sparse_csr
from minijit.tensor.narrow import Narrow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minijit.tensor.tensor import Tensor


class Parts:
    """The methods and attributes of Tensor that tell a held tensor's kind and give its parts."""

    __slots__ = ()

    _quantizer: Any
    _sizes: tuple[int, ...]

    @property
    def is_sparse(self) -> bool:
        """Whether the layout is sparse_coo."""
        return self._is_of(sparse_coo)

    @property
    def is_sparse_csr(self) -> bool:
        """Whether the layout is sparse_csr."""
        return self._is_of(sparse_csr)

    @property
    def is_meta(self) -> bool:
        """Whether there are sizes and no elements."""
        return isinstance(self._quantizer, Meta)

    @property
    def is_nested(self) -> bool:
        """Whether this is several tensors, whose sizes may differ."""
        return isinstance(self._quantizer, Nested)

    @property
    def is_cpu(self) -> bool:
        """Whether the CPU has the elements."""
        return not isinstance(self._quantizer, Meta)

    def _is_of(self, layout: Any) -> bool:
        held = self._quantizer
        return isinstance(held, Sparse) and held.kind is layout

    def _coo(self, name: str) -> Sparse:
        held = self._quantizer
        if not isinstance(held, Sparse) or held.kind is not sparse_coo:
            self._not_so(name, "sparse coordinate tensor")
        assert isinstance(held, Sparse)
        return held

    def _compressed(self, name: str, *, by_rows: bool) -> Sparse:
        held = self._quantizer
        if not isinstance(held, Sparse) or held.kind is sparse_coo or held.by_rows != by_rows:
            self._not_so(name, f"sparse {'row' if by_rows else 'column'} compressed tensor")
        assert isinstance(held, Sparse)
        return held

    def _not_so(self, name: str, wanted: str) -> None:
        layout = self.layout  # type: ignore[attr-defined]
        problem = f"{name} expected {wanted} layout but got {layout}"
        raise error("MJ3014", problem=problem)

    def is_coalesced(self) -> bool:
        """Whether the places are in order and none is there twice."""
        return self._coo("is_coalesced").coalesced

    def indices(self) -> Tensor:
        """The places of a coalesced tensor: a row for each sparse dimension."""
        return self._settled("indices").places[0].detached()

    def values(self) -> Tensor:
        """The elements that have places, or those of all tensors of a nested one."""
        held = self._quantizer
        if isinstance(held, Nested):
            return held.buffer.detached()
        if isinstance(held, Sparse) and held.kind is not sparse_coo:
            return held.values.detached()
        if held is None or not isinstance(held, Sparse):
            self._not_so("values", "sparse tensor")
        return self._settled("values").values.detached()

    def _settled(self, name: str) -> Sparse:
        held = self._coo(name)
        if not held.coalesced:
            problem = f"Cannot get {name} on an uncoalesced tensor, please call .coalesce() first"
            raise error("MJ3014", problem=problem)
        return held

    def _indices(self) -> Tensor:
        """The places as they are."""
        return self._coo("_indices").places[0].detached()

    def _values(self) -> Tensor:
        """The elements that have places, as they are."""
        return self._coo("_values").values.detached()

    def _nnz(self) -> int:
        """How many elements have places."""
        held = self._quantizer
        if not isinstance(held, Sparse):
            self._not_so("_nnz", "sparse tensor")
        assert isinstance(held, Sparse)
        return held.nnz

    def sparse_dim(self) -> int:
        """How many dimensions have places."""
        held = self._quantizer
        if isinstance(held, Nested):
            held.refuse("run 'aten::sparse_dim'")
        return held.sparse_dim if isinstance(held, Sparse) else 0

    def dense_dim(self) -> int:
        """How many dimensions the elements that have places have."""
        held = self._quantizer
        if isinstance(held, Nested):
            held.refuse("run 'aten::dense_dim'")
        if not isinstance(held, Sparse):
            return len(self._sizes)
        if held.kind is sparse_coo:
            return held.values.dim() - 1
        return len(self._sizes) - held.places[0].dim() - 1

    def crow_indices(self) -> Tensor:
        """For every row where its elements begin; at last how many there are."""
        return self._compressed("crow_indices", by_rows=True).places[0].detached()

    def col_indices(self) -> Tensor:
        """The column of every element."""
        return self._compressed("col_indices", by_rows=True).places[1].detached()

    def ccol_indices(self) -> Tensor:
        """For every column where its elements begin; at last how many there are."""
        return self._compressed("ccol_indices", by_rows=False).places[0].detached()

    def row_indices(self) -> Tensor:
        """The row of every element."""
        return self._compressed("row_indices", by_rows=False).places[1].detached()

    def coalesce(self) -> Tensor:
        """The same with the places in order, and elements of one place added."""
        held = self._coo("coalesce")
        tensor: Tensor = self  # type: ignore[assignment]
        if held.coalesced:
            return tensor
        return tensor.held(_coalesced(held), held.values._dtype, self._sizes)

    def _nested_tensor_size(self) -> Tensor:
        """The sizes of all tensors, a row for each."""
        return self._nested("_nested_tensor_size").sizes.detached()

    def _nested_tensor_strides(self) -> Tensor:
        """The strides of all tensors, a row for each."""
        return self._nested("_nested_tensor_strides").strides.detached()

    def _nested_tensor_storage_offsets(self) -> Tensor:
        """Where the tensors begin."""
        return self._nested("_nested_tensor_storage_offsets").offsets.detached()

    def to_padded_tensor(self, padding: float, output_size: Any = None) -> Tensor:
        """All tensors of a nested one in one, what they lack filled with `padding`."""
        return padded(self._nested("to_padded_tensor"), padding, output_size)

    def _nested(self, name: str) -> Nested:
        held = self._quantizer
        if not isinstance(held, Nested):
            raise error("MJ3014", problem=f"{name}() needs a nested tensor, but this is none")
        return held


def _numbers(part: Tensor) -> NDArray[Any]:
    """The elements of a part, if those of its dtype are computed with."""
    if isinstance(part._quantizer, Narrow):
        part._quantizer.refuse()
    return part.array()


def _coalesced(held: Sparse) -> Sparse:
    places = held.places[0].array()
    count = places.shape[1]
    order = np.lexsort(places[::-1]) if len(places) else np.arange(count)
    places = places[:, order]
    fresh = np.ones(count, np.bool_)
    fresh[1:] = (places[:, 1:] != places[:, :-1]).any(0)
    like = held.values
    sizes = (int(fresh.sum()), *like._sizes[1:])
    with allocating(like.nbytes):
        summed = _added(like, sizes, np.cumsum(fresh) - 1, _numbers(like)[order])
    return Sparse(held.kind, (like.from_array(places[:, fresh]),), summed, coalesced=True)


def _added(
    like: Tensor, sizes: tuple[int, ...], rows: NDArray[Any], values: NDArray[Any]
) -> Tensor:
    """Zeros of these sizes, to whose rows the values are added; of the dtype of `like`."""
    made = like.empty(sizes, like._dtype)
    elements = made.array()
    elements[...] = 0
    sums = decode(elements, like._dtype)
    np.add.at(sums, rows, decode(values, like._dtype))
    if sums is not elements:
        elements[...] = encode(sums, like._dtype)
    return made


def dense(t: Tensor, held: Sparse) -> Tensor:
    """The tensor with all its zeros. RuntimeError MJ9005 for more memory than is permitted."""
    if not t.numel():
        return t.empty(t._sizes, t._dtype)
    return _from_coo(t, held) if held.kind is sparse_coo else _from_compressed(t, held)


def _check_places(places: NDArray[Any], size: int) -> None:
    """RuntimeError: what shares memory with the places was written to since they were checked."""
    if places.size and (places.min() < 0 or places.max() >= size):
        problem = f"found index {places.max()} and {places.min()}, but the size is {size}"
        raise error("MJ3014", problem=problem)


def _from_coo(t: Tensor, held: Sparse) -> Tensor:
    places = held.places[0].array()
    sizes = t._sizes[: len(places)]
    rows = np.zeros(held.nnz, np.int64)
    count = 1
    for size, place in zip(sizes, places, strict=True):
        _check_places(place, size)
    for size, place in zip(reversed(sizes), reversed(places), strict=True):
        rows += place * count
        count *= size
    flat = _added(held.values, (count, *t._sizes[len(places) :]), rows, _numbers(held.values))
    return flat.from_array(flat.array().reshape(t._sizes), held.values._dtype)


def _from_compressed(t: Tensor, held: Sparse) -> Tensor:
    compressed, plain = (part.array().astype(np.int64) for part in held.places)
    batch = compressed.ndim - 1
    values = _numbers(held.values)
    check_alloc(values.nbytes)
    made = held.values.empty(t._sizes, held.values._dtype)
    block = values.shape[batch + 1 : batch + 3] if held.in_blocks else (1, 1)
    rows, columns = t._sizes[batch] // block[0], t._sizes[batch + 1] // block[1]
    rest = t._sizes[batch + 2 :]
    compressed, plain = compressed.reshape(-1, compressed.shape[-1]), plain.reshape(-1)
    counts = np.diff(compressed)
    _check_places(plain, columns if held.by_rows else rows)
    if (counts < 0).any() or (counts.sum(1) != held.nnz).any():
        raise error("MJ3014", problem=f"compressed indices do not rise from 0 to {held.nnz}")
    batches = np.repeat(np.arange(len(counts)), held.nnz)
    slices = np.repeat(np.tile(np.arange(counts.shape[1]), len(counts)), counts.reshape(-1))
    row, column = (slices, plain) if held.by_rows else (plain, slices)
    all_of_it = made.array()
    all_of_it[...] = 0
    view = all_of_it.reshape(len(counts), rows, block[0], columns, block[1], *rest)
    view[batches, row, :, column] = values.reshape(len(batches), *block, *rest)
    return made


def components(held: Nested) -> list[Tensor]:
    """The tensors of a nested one: views of its memory."""
    buffer = held.buffer
    made = []
    layouts = zip(held.sizes.tolist(), held.strides.tolist(), held.offsets.tolist(), strict=True)
    for sizes, strides, offset in layouts:
        view = buffer.detached()
        view._sizes, view._strides = tuple(sizes), tuple(strides)
        view._offset = buffer._offset + offset
        if 0 not in sizes or min(sizes) < 0:
            view._check_inside()
        made.append(view)
    return made


def padded(held: Nested, padding: float, output_size: Any) -> Tensor:
    """All tensors in one. RuntimeError: `output_size` is too small."""
    parts = components(held)
    largest = np.max(held.sizes.array(), 0).tolist()
    sizes = (len(parts), *largest) if output_size is None else tuple(output_size)
    if len(sizes) != len(largest) + 1 or any(
        s < n for s, n in zip(sizes, (len(parts), *largest), strict=True)
    ):
        problem = "Value in output_size is less than NestedTensor padded size. "
        raise error("MJ3014", problem=problem + "Truncation is not supported.")
    dtype = held.buffer._dtype
    _numbers(held.buffer)
    made = held.buffer.empty(sizes, dtype)
    made.array()[...] = encode(np.asarray(padding), dtype)
    for whole, part in zip(made.array(), parts, strict=False):
        whole[tuple(map(slice, part._sizes))] = part.array()
    return made
