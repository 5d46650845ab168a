"""Storages: bytes that tensors share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error
from minijit.tensor.budget import check_alloc
from minijit.tensor.convert import decode, encode
from minijit.tensor.device import CPU, device
from minijit.tensor.dtype import DType, uint8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


class Storage:
    """One allocation of bytes, owned by numpy, a mapped file, C++, or whom `owner` keeps alive.

    `bytes` is a flat uint8 array over the memory; tensors are views on it. `Storage(n)` allocates.
    """

    __slots__ = ("__weakref__", "bytes", "owner")

    bytes: NDArray[np.uint8]
    owner: Any

    def __init__(self, data: NDArray[np.uint8] | int, owner: object = None) -> None:
        self.bytes = np.empty(data, np.uint8) if isinstance(data, int) else data
        self.owner = owner

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # The runtime makes storages with their owner, its memory, alone.
            if name != "bytes":
                raise AttributeError(f"'Storage' object has no attribute '{name}'")
            memory = self.owner
            nbytes = memory.nbytes
            self.bytes = (
                np.asarray(_Memory(memory.address, nbytes, memory, True))
                if nbytes
                else np.empty(0, np.uint8)
            )
            return self.bytes

    @staticmethod
    def allocate(nbytes: int) -> Storage:
        """A storage of `nbytes` bytes whose content is undefined."""
        check_alloc(nbytes)
        return Storage(np.empty(nbytes, np.uint8))

    @staticmethod
    def over(buffer: Any, owner: object = None) -> Storage:
        """A storage that shares the memory of a buffer (bytes-like object)."""
        return Storage(np.frombuffer(buffer, np.uint8), owner if owner is not None else buffer)

    @staticmethod
    def at(address: int, nbytes: int, owner: object, *, writable: bool = True) -> Storage:
        """A storage over foreign memory; `owner` lives as long as any array or tensor over it."""
        return Storage(np.asarray(_Memory(address, nbytes, owner, writable)), owner)

    @property
    def _array(self) -> NDArray[np.uint8]:
        return self.bytes

    @property
    def writable(self) -> bool:
        """Whether in-place operators may write here."""
        return bool(self.bytes.flags.writeable)

    @property
    def device(self) -> device:
        """Where the bytes are: always the CPU."""
        return CPU

    @property
    def filename(self) -> None:
        """No file is known for a storage."""
        return

    def nbytes(self) -> int:
        """The number of bytes."""
        return self.bytes.size

    def size(self) -> int:
        """The number of bytes, as of PyTorch's untyped storages."""
        return self.bytes.size

    def element_size(self) -> int:
        """Bytes per element of an untyped storage."""
        return 1

    def data_ptr(self) -> int:
        """The address of the first byte; 0 if there is none."""
        return int(self.bytes.ctypes.data) if self.bytes.size else 0

    def is_shared(self) -> bool:
        """No storage is shared between processes."""
        return False

    def cpu(self) -> Storage:
        """The storage itself."""
        return self

    def untyped(self) -> Storage:
        """The storage itself."""
        return self

    def __len__(self) -> int:
        return self.bytes.size

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            if index.step not in (None, 1):
                raise error("MJ3093", step=index.step)
            return Storage(self.bytes[index], self)
        return int(self.bytes[self._position(index)])

    def __setitem__(self, index: int | slice, value: int) -> None:
        if not self.writable:
            raise error("MJ3023")
        self.bytes[index if isinstance(index, slice) else self._position(index)] = value & 255

    def _position(self, index: int) -> int:
        if not -self.bytes.size <= index < self.bytes.size:
            raise error("MJ3092", index=index, size=self.bytes.size)
        return index

    def __iter__(self) -> Iterator[int]:
        return iter(self.bytes.tolist())

    def tolist(self) -> list[int]:
        """The bytes as ints."""
        return list(self.bytes.tolist())

    def fill_(self, value: int) -> Storage:
        """Set every byte."""
        self[:] = value
        return self

    def clone(self) -> Storage:
        """A copy of the bytes."""
        return Storage(self.bytes.copy())

    def __copy__(self) -> Storage:
        return self.clone()

    def __deepcopy__(self, memo: dict[int, Any]) -> Storage:
        copied = self.clone()
        memo[id(self)] = copied
        return copied

    def __reduce__(self) -> Any:
        return (_rebuild, (self.bytes.tobytes(),))

    def __repr__(self) -> str:
        lines = " " + "\n ".join(str(b) for b in self.bytes.tolist())
        return f"{lines}\n[torch.storage.UntypedStorage(device=cpu) of size {len(self)}]"


class _Memory:
    """What numpy reads to make an array over an address; it becomes the array's base."""

    __slots__ = ("__array_interface__", "owner")

    def __init__(self, address: int, nbytes: int, owner: object, writable: bool) -> None:
        self.owner = owner
        self.__array_interface__ = {
            "shape": (nbytes,), "typestr": "|u1", "data": (address, not writable), "version": 3
        }  # fmt: skip


def _rebuild(data: bytes) -> Storage:
    return Storage(np.frombuffer(bytearray(data), np.uint8))


class TypedStorage:
    """A storage seen as elements of one dtype: what `tensor.storage()` gives."""

    __slots__ = ("_untyped", "dtype")

    def __init__(self, storage: Storage, dtype: DType = uint8) -> None:
        self._untyped = storage
        self.dtype = dtype

    def _elements(self) -> NDArray[Any]:
        count = self._untyped.nbytes() // self.dtype.itemsize
        return self._untyped.bytes[: count * self.dtype.itemsize].view(self.dtype.np)

    def untyped(self) -> Storage:
        """The bytes."""
        return self._untyped

    @property
    def _untyped_storage(self) -> Storage:
        return self._untyped

    @property
    def device(self) -> device:
        """Where the bytes are: always the CPU."""
        return CPU

    def size(self) -> int:
        """The number of elements."""
        return self._untyped.nbytes() // self.dtype.itemsize

    __len__ = size

    def nbytes(self) -> int:
        """The number of bytes."""
        return self._untyped.nbytes()

    def element_size(self) -> int:
        """Bytes per element."""
        return self.dtype.itemsize

    def data_ptr(self) -> int:
        """The address of the first byte."""
        return self._untyped.data_ptr()

    def is_shared(self) -> bool:
        """No storage is shared between processes."""
        return False

    def pickle_storage_type(self) -> str:
        """The name of PyTorch's class for this dtype, `FloatStorage` for float32."""
        return self.dtype.storage_name

    def type(self) -> str:
        """The qualified name of PyTorch's class for this dtype."""
        return f"torch.{self.dtype.storage_name}"

    def cpu(self) -> TypedStorage:
        """The storage itself."""
        return self

    def clone(self) -> TypedStorage:
        """A copy of the elements."""
        return TypedStorage(self._untyped.clone(), self.dtype)

    def tolist(self) -> list[Any]:
        """The elements as Python numbers."""
        return list(decode(self._elements(), self.dtype).tolist())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def __getitem__(self, index: int) -> Any:
        if isinstance(index, slice):
            raise error("MJ3094")
        return decode(self._elements()[self._position(index)], self.dtype).item()

    def __setitem__(self, index: int | slice, value: Any) -> None:
        if not self._untyped.writable:
            raise error("MJ3023")
        place = index if isinstance(index, slice) else self._position(index)
        self._elements()[place] = encode(np.asarray(value), self.dtype)

    def _position(self, index: int) -> int:
        if not -self.size() <= index < self.size():
            raise error("MJ3092", index=index, size=self.size())
        return index

    def fill_(self, value: Any) -> TypedStorage:
        """Set every element."""
        self[:] = value
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> TypedStorage:
        copied = memo.get(id(self._untyped)) or self._untyped.__deepcopy__(memo)
        return TypedStorage(copied, self.dtype)

    def __reduce__(self) -> Any:
        return (TypedStorage, (self._untyped, self.dtype))

    def __repr__(self) -> str:
        lines = " " + "\n ".join(str(v) for v in self.tolist())
        return (
            f"{lines}\n[torch.storage.TypedStorage(dtype={self.dtype}, device=cpu) "
            f"of size {self.size()}]"
        )
