"""The stream that torch.save wrote before 1.6: five pickles, then the bytes of the storages."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from minijit.diagnostics import error
from minijit.serialization.machine import Machine
from minijit.serialization.pickler import dumps
from minijit.serialization.storages import MapLocation, check_location, normalise
from minijit.serialization.texts import printable, shown
from minijit.serialization.unpickler import TensorHost
from minijit.tensor import Storage, TypedStorage
from minijit.tensor.dtype import DType, uint8
from minijit.tensor.held import NoMemory

if TYPE_CHECKING:
    from minijit.serialization.unsafe import Loads

MAGIC: Final = 0x1950A86A20F9469CFC6C
PROTOCOL: Final = 1001
SYSTEM: Final = {
    "protocol_version": PROTOCOL, "little_endian": True,
    "type_sizes": {"short": 2, "int": 4, "long": 4},
}  # fmt: skip


def save_stream(obj: Any, out: BinaryIO, protocol: int) -> None:
    """Write an object in the old layout."""
    out.writelines(dumps(value, protocol)[0] for value in (MAGIC, PROTOCOL, SYSTEM))
    data, storages = dumps(obj, protocol, legacy=True)
    out.write(data)
    ordered = sorted(storages, key=lambda item: item.key)
    out.write(dumps([item.key for item in ordered], protocol)[0])
    for item in ordered:
        out.write(struct.pack("<Q", item.storage.nbytes() // item.dtype.itemsize))
        out.write(item.storage.bytes.data)


class _Storages:
    """Storages that are filled after the object pickle was read."""

    def __init__(self, mapper: MapLocation, available: int) -> None:
        self.mapper = mapper
        self.available = available
        self.roots: dict[str, tuple[Storage, DType]] = {}

    def __call__(self, key: Any) -> TypedStorage:
        if len(key) != 6:
            raise error("MJ5012", what="persistent id", value=shown(key))
        _, cls, name, location, numel, view = key
        location = check_location(location)
        dtype = cls.dtype or uint8
        if type(name) is not str:
            raise error("MJ5012", what="storage key", value=shown(name))
        if type(numel) is not int or not 0 <= numel < 1 << 60:
            raise error("MJ5012", what="number of elements", value=shown(numel))
        nbytes = numel * dtype.itemsize
        known = self.roots.get(name)
        if known is None:
            if nbytes > self.available:
                raise error("MJ6010", wanted=nbytes - self.available)
            self.available -= nbytes
            known = (self.mapper(Storage.allocate(nbytes), location), dtype)
            self.roots[name] = known
        storage, first = known
        if first is not dtype or storage.nbytes() != nbytes:
            raise error("MJ5014", key=printable(name), first=first.name, second=dtype.name)
        if view is None:
            return TypedStorage(storage, dtype)
        return TypedStorage(_part(storage, view, dtype.itemsize), dtype)


def _part(storage: Storage, view: Any, itemsize: int) -> Storage:
    """The range of a storage that (key, offset, size) in elements means."""
    if not isinstance(view, tuple) or len(view) != 3:
        raise error("MJ5012", what="view of a storage", value=shown(view))
    _, offset, size = view
    if type(offset) is not int or type(size) is not int or offset < 0 or size < 0:
        raise error("MJ5012", what="view of a storage", value=shown(view))
    low, high = offset * itemsize, (offset + size) * itemsize
    if high > storage.nbytes():
        raise error("MJ5012", what="view of a storage", value=shown(view))
    return Storage(storage.bytes[low:high], storage)


def load_stream(
    data: memoryview, mapper: MapLocation, safe: dict[str, Any], unsafe: Loads | None
) -> tuple[Any, int]:
    """The object of a legacy stream, and where what follows it begins.

    `unsafe` is the standard pickle where it was asked for.
    """
    if bytes(data[257:262]) == b"ustar":
        raise error("MJ6011", what="the tar layout of PyTorch before 0.2", why="nothing writes it")
    if len(data) == 0:
        raise error("MJ6017")
    storages = _Storages(mapper, len(data))
    later: list[Callable[[], None]] = []
    host = TensorHost(storages, safe, later)
    offset = 0

    def closed() -> Any:
        nonlocal offset
        machine = Machine(data, "the stream", "tensors", host, offset)
        result = machine.run()
        offset = machine.offset
        return result

    if closed() != MAGIC:
        raise error("MJ6008")
    version = closed()
    if version != PROTOCOL:
        raise error("MJ6009", version=shown(version))
    closed()
    if unsafe is None:
        result = closed()
    else:
        result, offset = unsafe(data, offset, host)
    host.check_read(result)
    keys = closed()
    if not isinstance(keys, list):
        raise error("MJ5012", what="storage keys", value=shown(keys))
    for key in keys:
        offset = _fill(data, offset, key, storages)
    if len(set(keys)) != len(storages.roots):
        raise error("MJ5012", what="storage keys", value=shown(keys))
    for change in later:
        change()
    return result, offset


def _fill(data: memoryview, offset: int, key: Any, storages: _Storages) -> int:
    if type(key) is not str or key not in storages.roots:
        raise error("MJ5012", what="storage keys", value=shown(key))
    if len(data) - offset < 8:
        raise error("MJ6010", wanted=8)
    count = int.from_bytes(data[offset : offset + 8], "little")
    offset += 8
    storage, dtype = storages.roots[key]
    nbytes = count * dtype.itemsize
    if nbytes != storage.nbytes():
        raise error("MJ5010", key=printable(key), found=nbytes, wanted=storage.nbytes())
    if nbytes > len(data) - offset:
        raise error("MJ6010", wanted=nbytes - (len(data) - offset))
    if isinstance(storage, NoMemory):
        return offset + nbytes
    storage.bytes[:] = normalise(np.frombuffer(data[offset : offset + nbytes], np.uint8), dtype)
    return offset + nbytes
