"""The stream that torch.save wrote before 1.6: five pickles, then the bytes of the storages."""

from __future__ import annotations

import struct
from typing import Any, Final

import numpy as np

from minijit.diagnostics import error
from minijit.serialization.machine import Machine
from minijit.serialization.rebuild import StoredElements
from minijit.serialization.storages import MapLocation, check_location
from minijit.serialization.unpickler import TensorHost
from minijit.serialization.unsafe import Loads
from minijit.tensor import Storage
from minijit.tensor.dtype import DType

MAGIC: Final = 0x1950A86A20F9469CFC6C
PROTOCOL: Final = 1001


class _Storages:
    """Storages that are filled after the object pickle was read."""

    def __init__(self, mapper: MapLocation, available: int) -> None:
        self.mapper = mapper
        self.available = available
        self.roots: dict[str, tuple[Storage, DType]] = {}

    def __call__(self, key: Any) -> StoredElements:
        if len(key) < 6:
            raise error("MJ5012", what="persistent id", value=str(key)[:80])
        _, cls, name, location, numel, view = key[:6]
        check_location(location, self.mapper)
        dtype = cls.dtype
        if dtype is None or not isinstance(numel, int) or not 0 <= numel < 1 << 60:
            raise error("MJ5012", what="storage", value=str(numel)[:80])
        nbytes = numel * dtype.itemsize
        known = self.roots.get(str(name))
        if known is None:
            if nbytes > self.available:
                raise error("MJ6010", wanted=nbytes - self.available)
            self.available -= nbytes
            known = (Storage.allocate(nbytes), dtype)
            self.roots[str(name)] = known
        storage, first = known
        if first is not dtype:
            raise error("MJ5014", key=name, first=first, second=dtype)
        if view is None:
            return StoredElements(storage, dtype)
        _, offset, size = view
        low, high = offset * dtype.itemsize, (offset + size) * dtype.itemsize
        if not 0 <= low <= high <= storage.nbytes():
            raise error("MJ5012", what="view of a storage", value=str(view)[:80])
        return StoredElements(Storage(storage.bytes[low:high], storage), dtype)


def load_stream(
    data: memoryview, mapper: MapLocation, safe: dict[str, Any], unsafe: Loads | None
) -> Any:
    """The object of a legacy stream; `unsafe` is the standard pickle where it was asked for."""
    if bytes(data[257:262]) == b"ustar":
        raise error("MJ6011", what="the tar layout of PyTorch before 0.2", why="nothing writes it")
    storages = _Storages(mapper, len(data))
    host = TensorHost(storages, safe)
    offset = 0

    def closed() -> Any:
        nonlocal offset
        machine = Machine(data, "the stream", "tensors", host, offset)
        result = machine.run()
        offset = machine.offset
        return result

    if len(data) == 0:
        raise EOFError("Ran out of input")
    if closed() != MAGIC:
        raise error("MJ6008")
    version = closed()
    if version != PROTOCOL:
        raise error("MJ6009", version=version)
    closed()
    if unsafe is None:
        result = closed()
    else:
        result, offset = unsafe(data, offset, host)
    keys = closed()
    if not isinstance(keys, list):
        raise error("MJ5012", what="storage keys", value=type(keys).__name__)
    for key in keys:
        offset = _fill(data, offset, str(key), storages)
    return result


def _fill(data: memoryview, offset: int, key: str, storages: _Storages) -> int:
    if len(data) - offset < 8:
        raise error("MJ6010", wanted=8)
    (count,) = struct.unpack_from("<Q", data, offset)
    offset += 8
    if key not in storages.roots:
        raise error("MJ5012", what="storage keys", value=key[:80])
    storage, dtype = storages.roots[key]
    nbytes = count * dtype.itemsize
    if nbytes != storage.nbytes():
        raise error("MJ5010", key=key, found=nbytes, wanted=storage.nbytes())
    if nbytes > len(data) - offset:
        raise error("MJ6010", wanted=nbytes - (len(data) - offset))
    storage.bytes[:] = np.frombuffer(data[offset : offset + nbytes], np.uint8)
    return offset + nbytes
