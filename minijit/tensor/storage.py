"""Storages: bytes that tensors share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minijit.tensor.device import CPU, device
from minijit.tensor.dtype import DType, uint8


class Storage:
    """One allocation of bytes, owned by numpy, a mapped file, or anybody whom `owner` keeps alive.

    `bytes` is a flat uint8 array over the memory; tensors are views on it.
    """

    __slots__ = ("__weakref__", "bytes", "owner")

    def __init__(self, data: NDArray[np.uint8], owner: object = None) -> None:
        self.bytes = data
        self.owner = owner

    @staticmethod
    def allocate(nbytes: int) -> Storage:
        """A storage of `nbytes` bytes whose content is undefined."""
        return Storage(np.empty(nbytes, np.uint8))

    @staticmethod
    def over(buffer: Any, owner: object = None) -> Storage:
        """A storage that shares the memory of a buffer (bytes-like object)."""
        return Storage(np.frombuffer(buffer, np.uint8), owner if owner is not None else buffer)

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

    def nbytes(self) -> int:
        """The number of bytes."""
        return self.bytes.size

    def size(self) -> int:
        """The number of bytes, as of PyTorch's untyped storages."""
        return self.bytes.size

    def data_ptr(self) -> int:
        """The address of the first byte."""
        return int(self.bytes.__array_interface__["data"][0])

    def __len__(self) -> int:
        return self.bytes.size

    def __getitem__(self, index: int) -> int:
        return int(self.bytes[index])

    def __setitem__(self, index: Any, value: Any) -> None:
        self.bytes[index] = value

    def __iter__(self) -> Iterator[int]:
        return iter(self.bytes.tolist())

    def tolist(self) -> list[int]:
        """The bytes as ints."""
        return list(self.bytes.tolist())

    def clone(self) -> Storage:
        """A copy of the bytes."""
        return Storage(self.bytes.copy())

    def __deepcopy__(self, memo: dict[int, Any]) -> Storage:
        copied = self.clone()
        memo[id(self)] = copied
        return copied

    def __reduce__(self) -> Any:
        return (_rebuild, (self.bytes.tobytes(),))

    def __repr__(self) -> str:
        lines = "\n".join(f" {b}" for b in self.bytes.tolist())
        return f"{lines}\n[torch.storage.UntypedStorage(device=cpu) of size {len(self)}]"


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

    def tolist(self) -> list[Any]:
        """The elements as Python numbers."""
        from minijit.tensor.tensor import Tensor  # documented cycle: a storage is read as a tensor

        return list(Tensor(self._untyped, self.dtype, (self.size(),), (1,), 0).tolist())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def __getitem__(self, index: Any) -> Any:
        return self.tolist()[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._elements()[index] = value

    def __repr__(self) -> str:
        lines = "\n".join(f" {v}" for v in self.tolist())
        return (
            f"{lines}\n[torch.storage.TypedStorage(dtype={self.dtype}, device=cpu) "
            f"of size {self.size()}]"
        )
