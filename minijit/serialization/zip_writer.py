"""The zip container as PyTorch writes it, byte for byte (grammar/FORMAT.md says which fields)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from minijit.diagnostics import error
from minijit.serialization.identity import serialization_id

ALIGNMENT = 64
COMPRESS_ABOVE = 200
LONGEST_NAME = 0xFFFF  # its length is a field of 16 bits
MAX32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    header: int


class ZipWriter:
    """Writes records to a stream that need not seek; `close` writes the directory."""

    def __init__(self, out: BinaryIO, root: str) -> None:
        self.out = out
        self.root = root
        self.position = 0
        self.entries: list[_Entry] = []

    def _write(self, data: bytes | memoryview) -> None:
        self.out.write(data)
        self.position += len(data)

    def record(self, name: str, data: bytes | memoryview, *, compress: bool = False) -> None:
        """Append a record; `compress` deflates it."""
        data = memoryview(data).cast("B")
        full = f"{self.root}/{name}".encode()
        if len(full) > LONGEST_NAME:
            raise error("MJ6013", detail=f"the name of a record is too long: {len(full)} bytes")
        crc = zlib.crc32(data)
        body: bytes | memoryview = data
        if compress:
            deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
            body = deflater.compress(data) + deflater.flush()
        header = self.position
        large, far = len(data) >= MAX32, header >= MAX32
        flags = 0x0808 if len(data) else 0x0800
        zip64 = b""
        if large:
            zip64 += struct.pack("<QQ", len(data), len(body))
        if far:
            zip64 += struct.pack("<Q", header)
        if zip64:
            zip64 = struct.pack("<HH", 1, len(zip64)) + zip64
        pad = -(header + 30 + len(full) + len(zip64) + 4) % ALIGNMENT
        extra = zip64 + struct.pack("<HH", 0x4246, pad) + b"Z" * pad
        method = 8 if compress else 0
        sizes = (MAX32, MAX32) if large else (0, 0)
        self._write(
            struct.pack(
                "<4sHHHHHIIIHH", b"PK\x03\x04", 20 if compress else 0, flags, method, 0, 0,
                0, *sizes, len(full), len(extra),
            )
        )  # fmt: skip
        self._write(full)
        self._write(extra)
        self._write(body)
        if len(data):
            layout = "<4sIQQ" if large or far else "<4sIII"
            self._write(struct.pack(layout, b"PK\x07\x08", crc, len(body), len(data)))
        self.entries.append(_Entry(full, flags, method, crc, len(body), len(data), header))

    def close(self) -> None:
        """Write `.data/serialization_id` and the directory."""
        names = [e.name.decode()[len(self.root) + 1 :] for e in self.entries]
        checksums = [e.crc for e in self.entries if e.size]
        self.record(".data/serialization_id", serialization_id(names, checksums))
        start = self.position
        for e in self.entries:
            large, far = e.size >= MAX32 or e.compressed >= MAX32, e.header >= MAX32
            extra = b""
            if large:
                extra += struct.pack("<QQ", e.size, e.compressed)
            if far:
                extra += struct.pack("<Q", e.header)
            if extra:
                extra = struct.pack("<HH", 1, len(extra)) + extra
            self._write(
                struct.pack(
                    "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 0, 20 if e.method else 0, e.flags,
                    e.method, 0, 0, e.crc,
                    MAX32 if large else e.compressed, MAX32 if large else e.size,
                    len(e.name), len(extra), 0, 0, 0, 0, MAX32 if far else e.header,
                )
            )  # fmt: skip
            self._write(e.name)
            self._write(extra)
        size, end = self.position - start, self.position
        count = len(self.entries)
        self._write(
            struct.pack(
                "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 0x031E, 45, 0, 0, count, count, size, start
            )
        )
        self._write(struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1))
        self._write(
            struct.pack(
                "<4sHHHHIIH", b"PK\x05\x06", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF),
                min(size, MAX32), min(start, MAX32), 0,
            )
        )  # fmt: skip
