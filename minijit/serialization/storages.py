"""Storages of a zip file: views into it where that is possible, checked once per key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit._limits import LIMITS
from minijit.diagnostics import error
from minijit.serialization.texts import printable, shown
from minijit.tensor import Storage, TypedStorage
from minijit.tensor.dtype import DType, bool_, uint8
from minijit.tensor.held import Meta, NoMemory

if TYPE_CHECKING:
    from minijit.serialization.zip_reader import ZipReader

MAX_ALIGNMENT = 8


@dataclass(frozen=True)
class MapLocation:
    """What `map_location` (None, a device, a dict or a function) makes of a storage at a location.

    RuntimeError unless the location is, or is mapped to, the CPU, or with `meta` the device of
    tensors without elements. A function is called with the storage and its location, and answers
    with a storage, or with None where it has no opinion.
    """

    given: Any = None
    meta: bool = False

    def __call__(self, storage: Storage, location: str) -> Storage:
        if callable(self.given):
            return _chosen(self.given(storage, location), storage, location)
        if self.takes_no_elements(location):
            return NoMemory(Meta(uint8), storage.nbytes())
        return _on_cpu(storage, self._place(location))

    def takes_no_elements(self, location: str) -> bool:
        """Whether only the size of a storage at this location is wanted."""
        return self.meta and not callable(self.given) and str(self._place(location)) == "meta"

    def _place(self, location: str) -> Any:
        if isinstance(self.given, dict):
            return self.given.get(location, location)
        return location if self.given is None else self.given


def _chosen(answer: Any, storage: Storage, location: str) -> Storage:
    if answer is None:
        return _on_cpu(storage, location)
    if isinstance(answer, TypedStorage):
        answer = answer.untyped()
    if not isinstance(answer, Storage) or answer.nbytes() != storage.nbytes():
        raise error("MJ5012", what="storage from map_location", value=shown(answer))
    return answer


def _on_cpu(storage: Storage, location: Any) -> Storage:
    if str(location).partition(":")[0] != "cpu":
        raise error("MJ5013", location=printable(str(location)))
    return storage


def check_location(location: Any) -> str:
    """The location of a persistent id: a text."""
    if not isinstance(location, str):
        raise error("MJ5012", what="location", value=shown(location))
    return location


def normalise(array: Any, dtype: DType | None) -> Any:
    """Bytes of bools that are neither 0 nor 1 become 1, as C++ may not even look at others."""
    if dtype is bool_ and array.size and array.max() > 1:
        return (array != 0).astype(np.uint8)
    return array


def _name(dtype: DType | None) -> str:
    return "untyped" if dtype is None else dtype.name


class ZipStorages:
    """Gives the storage for a persistent id; one key is one storage."""

    def __init__(
        self, reader: ZipReader, folder: str, mapper: MapLocation, *, swap: bool = False
    ) -> None:
        self.reader = reader
        self.folder = folder
        self.mapper = mapper
        self.swap = swap
        self.loaded: dict[str, tuple[Storage, DType | None]] = {}

    def __call__(self, key: Any) -> TypedStorage:
        _, cls, name, location, numel = key[:5]
        if not isinstance(name, str):
            raise error("MJ5012", what="storage key", value=shown(name))
        if type(numel) is not int or not 0 <= numel < 1 << 63:
            raise error("MJ5012", what="number of elements", value=shown(numel))
        location = check_location(location)
        dtype: DType | None = cls.dtype
        wanted = numel * (dtype.itemsize if dtype else 1)
        if wanted > LIMITS["max_alloc_bytes"]:
            raise error("MJ5012", what="number of elements", value=shown(numel))
        if name in self.loaded:
            storage, first = self.loaded[name]
            if first is not dtype or storage.nbytes() != wanted:
                raise error("MJ5014", key=printable(name), first=_name(first), second=_name(dtype))
        else:
            storage = self._placed(name, wanted, dtype, location)
            self.loaded[name] = (storage, dtype)
        return TypedStorage(storage, dtype or uint8)

    def _placed(self, name: str, wanted: int, dtype: DType | None, location: str) -> Storage:
        if self.mapper.takes_no_elements(location):
            self._check_size(name, wanted)
            return NoMemory(Meta(uint8), wanted)
        return self.mapper(self._load(name, wanted, dtype), location)

    def _check_size(self, name: str, wanted: int) -> bool:
        """Whether there is a record. RuntimeError MJ5010 for one of another size."""
        record = f"{self.folder}/{name}"
        if wanted == 0 and record not in self.reader:
            return False
        declared = self.reader.find(record).size
        if declared != wanted:
            raise error("MJ5010", key=printable(name), found=declared, wanted=wanted)
        return True

    def _load(self, name: str, wanted: int, dtype: DType | None) -> Storage:
        record = f"{self.folder}/{name}"
        if not self._check_size(name, wanted):
            return Storage.allocate(0)
        data = self.reader.raw(record)
        if data is None:
            data = memoryview(bytearray(self.reader.read(record)))
        array = np.frombuffer(data, np.uint8)
        item = MAX_ALIGNMENT if dtype is None else dtype.itemsize // (2 if dtype.is_complex else 1)
        if self.swap and dtype is not None and item > 1:
            array = array.reshape(-1, item)[:, ::-1].copy().reshape(-1)
        elif array.size and array.__array_interface__["data"][0] % item:
            array = array.copy()
        return Storage(normalise(array, dtype), data)
