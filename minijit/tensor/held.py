"""Tensors that are held: read from files, shown, taken apart and written, not computed with.

In: the parts of a tensor that is not numbers in one memory.
Out: what takes the place of its Quantizer, and a storage that refuses to be read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from minijit.diagnostics import error
from minijit.tensor.budget import check_alloc
from minijit.tensor.device import CPU, device
from minijit.tensor.layout import Layout, sparse_bsc, sparse_bsr, sparse_coo, sparse_csr, strided
from minijit.tensor.quantizer import CROWDED_BITS, Quantizer
from minijit.tensor.storage import Storage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minijit.tensor.dtype import DType
    from minijit.tensor.tensor import Tensor


class Held:
    """What a tensor is that is held; whoever computes with it, or with its memory, is refused."""

    __slots__ = ()

    @property
    def dtype(self) -> DType:
        """The element type."""
        raise NotImplementedError

    @property
    def layout(self) -> Layout:
        """How the elements lie."""
        return strided

    @property
    def device(self) -> device:
        """Where the elements are."""
        return CPU

    @property
    def name(self) -> str:
        """The kind of tensor, in a message."""
        raise NotImplementedError

    @property
    def way(self) -> str:
        """What to do instead, in a message."""
        raise NotImplementedError

    def refuse(self, act: str = "read the elements") -> NoReturn:
        """Error MJ3088."""
        raise error("MJ3088", act=act, kind=self.name, way=self.way)

    @property
    def scheme(self) -> int:
        """Error MJ3088."""
        self.refuse()

    def parameters(self, sizes: tuple[int, ...]) -> Any:
        """Error MJ3088."""
        del sizes
        self.refuse()

    def numbers(self, stored: Any) -> Any:
        """Error MJ3088."""
        del stored
        self.refuse()


@dataclass(slots=True, frozen=True, eq=False)
class Sparse(Held):
    """Some elements and their places; all others are zero.

    `places` are the indices of sparse_coo (dimensions x elements), else the compressed and the
    plain indices. `coalesced`: the places of sparse_coo are in order, none is there twice.
    """

    kind: Layout
    places: tuple[Tensor, ...]
    values: Tensor
    coalesced: bool = True

    @property
    def dtype(self) -> DType:
        """The element type."""
        return self.values.dtype

    @property
    def layout(self) -> Layout:
        """How the elements lie."""
        return self.kind

    @property
    def by_rows(self) -> bool:
        """Whether the compressed indices count rows."""
        return self.kind in (sparse_csr, sparse_bsr)

    @property
    def in_blocks(self) -> bool:
        """Whether an element of the values is a block."""
        return self.kind in (sparse_bsr, sparse_bsc)

    @property
    def sparse_dim(self) -> int:
        """So many dimensions have places."""
        return self.places[0]._sizes[0] if self.kind is sparse_coo else 2

    @property
    def nnz(self) -> int:
        """The number of places."""
        return self.places[-1]._sizes[-1]

    def is_contiguous(self) -> bool:
        """False: coordinates never are. RuntimeError: compressed ones are not asked."""
        if self.kind is not sparse_coo:
            kind = str(self.kind).rpartition("_")[2].upper()
            problem = f"Sparse {kind} tensors do not have is_contiguous"
            raise error("MJ3014", problem=problem)
        return False

    @property
    def name(self) -> str:
        """The kind of tensor."""
        return f"sparse ({self.kind})"

    @property
    def way(self) -> str:
        """What to do instead."""
        return "tensor.to_dense() makes one that is"


@dataclass(slots=True, frozen=True, eq=False)
class Nested(Held):
    """Tensors of one number of dimensions in one memory, whose sizes may differ.

    `sizes` and `strides` have a row for each, `offsets` a number.
    """

    buffer: Tensor
    sizes: Tensor
    strides: Tensor
    offsets: Tensor

    @property
    def dtype(self) -> DType:
        """The element type."""
        return self.buffer.dtype

    def numel(self) -> int:
        """How many elements all tensors have."""
        return sum(math.prod(sizes) for sizes in self.sizes.tolist())

    def is_contiguous(self) -> bool:
        """Whether the tensors lie one behind the other, each in the order of rows."""
        begin = 0
        parts = (self.sizes.tolist(), self.strides.tolist(), self.offsets.tolist())
        for sizes, strides, offset in zip(*parts, strict=True):
            step = 1
            for size, stride in zip(reversed(sizes), reversed(strides), strict=True):
                if stride != step:
                    return False
                step *= size
            if offset != begin:
                return False
            begin += step
        return True

    @property
    def name(self) -> str:
        """The kind of tensor."""
        return "nested"

    @property
    def way(self) -> str:
        """What to do instead."""
        return "tensor.unbind() and tensor.to_padded_tensor(padding) make some that are"


@dataclass(slots=True, frozen=True, eq=False)
class Meta(Held):
    """Sizes, strides and an element type without elements."""

    dtype: DType = field()  # or the property above would be its default

    @property
    def device(self) -> device:
        """Where the elements are not."""
        return META

    @property
    def name(self) -> str:
        """The kind of tensor."""
        return "meta"

    @property
    def way(self) -> str:
        """What to do instead."""
        return "Cannot copy out of meta tensor; no data!"


@dataclass(slots=True, frozen=True, eq=False)
class Crowded(Held):
    """Integers that stand for real numbers, several in each byte of `storage`, the first lowest."""

    dtype: DType = field()  # or the property above would be its default
    storage: Storage
    quantizer: Quantizer

    @property
    def name(self) -> str:
        """The kind of tensor."""
        return str(self.dtype)

    @property
    def way(self) -> str:
        """What to do instead."""
        return "tensor.dequantize() makes one that is"

    def stored(self, sizes: tuple[int, ...]) -> NDArray[np.uint8]:
        """The bytes that the elements of a tensor of these sizes lie in."""
        each = 8 // CROWDED_BITS[self.dtype.name]
        return self.storage.bytes[: -(-math.prod(sizes) // each)]

    def reals(self, sizes: tuple[int, ...]) -> NDArray[Any]:
        """The numbers that the elements of a tensor of these sizes stand for, as float32."""
        check_alloc(4 * math.prod(sizes))
        bits = CROWDED_BITS[self.dtype.name]
        steps = np.arange(0, 8, bits, dtype=np.uint8)
        integers = self.stored(sizes)[:, None] >> steps & ((1 << bits) - 1)
        return self.quantizer.numbers(integers.reshape(-1)[: math.prod(sizes)].reshape(sizes))


META = device("meta")


class NoMemory(Storage):
    """The storage of a tensor that is held: to read it is refused, even if its size is known."""

    __slots__ = ("held", "size_known")

    def __init__(self, held: Held, nbytes: int | None = None) -> None:
        self.held = held
        self.size_known = nbytes
        self.owner = None

    def nbytes(self) -> int:
        """The number of bytes. Error MJ3088: there is none."""
        return self.bytes.size if self.size_known is None else self.size_known

    @property
    def bytes(self) -> Any:  # type: ignore[override]
        """Error MJ3088."""
        self.held.refuse()

    @property
    def device(self) -> device:
        """Where the elements are."""
        return self.held.device

    def __deepcopy__(self, memo: dict[int, Any]) -> NoMemory:
        return self

    def __reduce__(self) -> Any:
        return (NoMemory, (self.held, self.size_known))

    def __repr__(self) -> str:
        return f"...\n[torch.storage.UntypedStorage(device={self.device})]"
