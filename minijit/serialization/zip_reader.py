"""The zip container, read strictly: every offset is checked before it is used.

Format: PKWARE APPNOTE; the subset that archives use is in grammar/FORMAT.md.
"""

from __future__ import annotations

import itertools
import os
import struct
import zlib
from dataclasses import dataclass

from minijit._limits import LIMITS
from minijit.diagnostics import Error, error
from minijit.serialization.file_kinds import recognized
from minijit.serialization.texts import printable
from minijit.tensor.budget import check_alloc

EOCD = b"PK\x05\x06"
EOCD64 = b"PK\x06\x06"
LOCATOR64 = b"PK\x06\x07"
CENTRAL = b"PK\x01\x02"
LOCAL = b"PK\x03\x04"
DESCRIPTOR = b"PK\x07\x08"

FLAG_DESCRIPTOR = 0x0008
FLAG_UTF8 = 0x0800
# Bits 1 and 2 say how hard the deflater tried.
PERMITTED_FLAGS = FLAG_DESCRIPTOR | FLAG_UTF8 | 0x0006
# How many names a message shows.
LISTED = 20


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where its (compressed) bytes lie in the file."""

    name: str
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    header: int
    start: int

    @property
    def end(self) -> int:
        return self.start + self.compressed


class ZipReader:
    """Records of a zip file in memory (or mapped), by name without the root folder.

    `path` is where they come from, for messages; other things than paths are not named.
    """

    def __init__(self, data: memoryview, path: object = None) -> None:
        self.data = data
        self.path = path
        self.root = ""
        self.records: dict[str, Record] = {}
        self.foreign: list[str] = []
        self._read_directory()

    def __contains__(self, name: str) -> bool:
        return name in self.records

    def listing(self) -> str:
        """The names of its first records, for messages."""
        names = self.names()
        shown = ", ".join(printable(name, 80) for name in names[:LISTED])
        return f"{shown}, ..." if len(names) > LISTED else shown

    def names(self) -> list[str]:
        """Record names in the order of the directory."""
        return list(self.records)

    def find(self, name: str) -> Record:
        """The record; RuntimeError if there is none."""
        record = self.records.get(name)
        if record is None:
            raise error("MJ4009", name=printable(name))
        return record

    def raw(self, name: str) -> memoryview | None:
        """The bytes of a stored record in place, or None if it is deflated."""
        record = self.find(name)
        return self.data[record.start : record.end] if record.method == 0 else None

    def read(self, name: str, *, check: bool = True) -> memoryview:
        """The bytes of a record; its checksum is verified unless `check` is off."""
        record = self.find(name)
        body = self.data[record.start : record.end]
        if record.method == 8:
            body = memoryview(self._inflate(name, record, body))
        if check and zlib.crc32(body) != record.crc:
            raise error("MJ4011", name=name)
        return body

    def _inflate(self, name: str, record: Record, body: memoryview) -> bytes:
        if record.size > LIMITS["max_inflated_bytes"]:
            raise error("MJ4010", name=name, limit="max_inflated_bytes", value=record.size)
        if record.size > record.compressed * LIMITS["max_inflate_ratio"]:
            raise error("MJ4010", name=name, limit="max_inflate_ratio", value=record.size)
        check_alloc(record.size)
        inflater = zlib.decompressobj(-15)
        try:
            result = inflater.decompress(body, record.size + 1)
        except zlib.error as problem:
            raise error("MJ4004", name=name, detail=f"inflating failed: {problem}") from None
        if len(result) > record.size or (len(result) == record.size and not inflater.eof):
            raise error("MJ4004", name=name, detail="inflating failed: it is longer than declared")
        if len(result) < record.size or inflater.unused_data:
            raise error("MJ4004", name=name, detail="inflating failed: it is shorter than declared")
        return result

    # the directory

    def _unpack(self, layout: str, offset: int, what: str) -> tuple[int, ...]:
        size = struct.calcsize(layout)
        if offset < 0 or offset > len(self.data) - size:
            raise error("MJ4003", detail=f"{what} lies outside the file")
        return struct.unpack_from(layout, self.data, offset)

    def _is_no_zip(self, problem: str, diagnostic: str) -> Exception:
        """What the file is instead, if that is known; else what is wrong with it."""
        known = recognized(self.data)
        named = isinstance(self.path, str | os.PathLike)
        where = f", file path: {os.fspath(self.path)}" if named else ""  # type: ignore[call-overload]
        return error("MJ4001" if known else diagnostic, detail=(known or problem) + where)

    def _find_end(self) -> int:
        if len(self.data) < 22:
            raise self._is_no_zip(f"{len(self.data)} bytes are too few", "MJ4001")
        tail_start = max(0, len(self.data) - 22 - 0xFFFF)
        tail = bytes(self.data[tail_start:])
        found = -1
        at = tail.rfind(EOCD, 0, len(tail) - 18)
        while at >= 0:
            end = at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little")
            if found >= 0 and end == len(tail):
                raise error("MJ4003", detail="it has two end records, one in the other's comment")
            if found < 0 and end <= len(tail):
                found = at
            at = tail.rfind(EOCD, 0, at + 3)
        if found < 0:
            raise self._is_no_zip("no end record", "MJ4002")
        return tail_start + found

    def _read_directory(self) -> None:
        end = self._find_end()
        _, disk, first_disk, here, count, size, offset, _ = self._unpack(
            "<4sHHHHIIH", end, "the end record"
        )
        limit = end
        if end >= 20 and self.data[end - 20 : end - 16] == LOCATOR64:
            _, first_disk64, at, disks = self._unpack("<4sIQI", end - 20, "the ZIP64 locator")
            if first_disk64 != 0 or disks > 1:
                raise error("MJ4003", detail="it spans several disks")
            if at > end - 20 or end - 20 - at < 56 or self.data[at : at + 4] != EOCD64:
                raise error("MJ4003", detail="the ZIP64 end record is not where its locator says")
            fields = self._unpack("<4sQHHIIQQQQ", at, "the ZIP64 end record")
            _, _, _, _, disk64, start64, here64, count64, size64, offset64 = fields
            if disk64 or start64:
                raise error("MJ4003", detail="it spans several disks")
            for small, large, top in (
                (here, here64, 0xFFFF), (count, count64, 0xFFFF),
                (size, size64, 0xFFFFFFFF), (offset, offset64, 0xFFFFFFFF),
            ):  # fmt: skip
                if small not in (large, top):
                    raise error("MJ4003", detail="its two end records disagree")
            here, count, size, offset = here64, count64, size64, offset64
            limit = at
        elif count == 0xFFFF or size == 0xFFFFFFFF or offset == 0xFFFFFFFF:
            raise error("MJ4003", detail="the ZIP64 end record is missing")
        if disk or first_disk or here != count:
            raise error("MJ4003", detail="it spans several disks")
        if count > LIMITS["max_records"]:
            raise error("MJ4012", limit="max_records", value=count)
        if offset > limit or size > limit - offset:
            raise error("MJ4003", detail="it lies outside the file")
        if offset + size != limit:
            raise error("MJ4003", detail="its size is not what the end record says")
        if count == 0:
            raise error("MJ4002", detail="no records")
        self._read_entries(offset, offset + size, count)

    def _read_entries(self, at: int, end: int, count: int) -> None:
        entries: list[Record] = []
        seen: set[bytes] = set()
        directory = at
        for _ in range(count):
            if end - at < 46 or self.data[at : at + 4] != CENTRAL:
                raise error("MJ4003", detail="it holds fewer records than it says")
            fields = struct.unpack_from("<4sHHHHHHIIIHHHHHII", self.data, at)
            flags, method, crc, compressed, size = fields[3], fields[4], *fields[7:10]
            name_length, extra_length, comment_length, disk = fields[10:14]
            attributes, header = fields[15:17]
            body = at + 46
            at = body + name_length + extra_length + comment_length
            if at > end:
                raise error("MJ4003", detail="a record's description runs over its end")
            name = self._name(bytes(self.data[body : body + name_length]))
            extra = bytes(self.data[body + name_length : body + name_length + extra_length])
            size, compressed, header = self._zip64(extra, name, size, compressed, header)
            self._check_kind(name, flags, method, disk, compressed, size, attributes)
            folded = name.encode().lower()
            if folded in seen:
                raise error("MJ4007", name=name)
            seen.add(folded)
            start = self._local(name, flags, method, crc, compressed, size, header, directory)
            entries.append(Record(name, flags, method, crc, compressed, size, header, start))
        if at != end:
            raise error("MJ4003", detail="it holds more than the records it says")
        self._check_overlaps(entries, directory)
        self._assign_root(entries)

    @staticmethod
    def _bad_name(name: bytes | str, detail: str) -> Error:
        return error("MJ4006", name=f"'{printable(name, 80)}'", detail=detail)

    def _name(self, raw: bytes) -> str:
        if not raw or len(raw) > LIMITS["max_record_name_bytes"]:
            raise self._bad_name(raw, "it is empty or too long")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise self._bad_name(raw, "it is not UTF-8") from None
        if "\0" in name or "\\" in name:
            raise self._bad_name(raw, "it holds a NUL or a backslash")
        if name.startswith("/") or any(p in (".", "..") for p in name.split("/")):
            raise self._bad_name(raw, "it is not a plain relative path")
        return name

    def _zip64(
        self, extra: bytes, name: str, size: int, compressed: int, header: int
    ) -> tuple[int, int, int]:
        at = 0
        while at + 4 <= len(extra):
            kind, length = struct.unpack_from("<HH", extra, at)
            at += 4
            if at + length > len(extra):
                raise error("MJ4004", name=name, detail="its extra field runs over its end")
            if kind == 1:
                wanted = sum(8 for v in (size, compressed, header) if v == 0xFFFFFFFF)
                if length < wanted:
                    raise error("MJ4004", name=name, detail="its ZIP64 field is too short")
                values = iter(struct.unpack_from(f"<{length // 8}Q", extra, at))
                size = next(values) if size == 0xFFFFFFFF else size
                compressed = next(values) if compressed == 0xFFFFFFFF else compressed
                header = next(values) if header == 0xFFFFFFFF else header
            at += length
        return size, compressed, header

    def _check_kind(
        self,
        name: str,
        flags: int,
        method: int,
        disk: int,
        compressed: int,
        size: int,
        attributes: int,
    ) -> None:
        if flags & ~PERMITTED_FLAGS:
            raise error("MJ4005", name=name, detail=f"flags {flags:#06x} (encrypted or patched)")
        if method not in (0, 8):
            raise error("MJ4005", name=name, detail=f"compression method {method}")
        if disk:
            raise error("MJ4005", name=name, detail="it is on another disk")
        if method == 0 and compressed != size:
            raise error("MJ4004", name=name, detail="it is stored, but its two sizes differ")
        if (attributes >> 16) & 0xF000 == 0xA000:
            raise error("MJ4005", name=name, detail="it is a symbolic link")

    def _local(
        self,
        name: str,
        flags: int,
        method: int,
        crc: int,
        compressed: int,
        size: int,
        header: int,
        directory: int,
    ) -> int:
        """The offset of a record's bytes; its header is compared with the directory."""
        if header > directory or directory - header < 30:
            raise error("MJ4004", name=name, detail="its header lies outside the records")
        fields = struct.unpack_from("<4sHHHHHIIIHH", self.data, header)
        if fields[0] != LOCAL:
            raise error("MJ4004", name=name, detail="no header where the directory says")
        start: int = header + 30 + fields[9] + fields[10]
        if start > directory or compressed > directory - start:
            raise error("MJ4004", name=name, detail="it runs over the directory")
        local_name = bytes(self.data[header + 30 : header + 30 + fields[9]])
        if local_name != name.encode():
            raise error("MJ4004", name=name, detail="its header has another name")
        if fields[3] != method or (fields[2] ^ flags) & ~(FLAG_UTF8 | 0x0006):
            raise error("MJ4004", name=name, detail="its header has another method or flags")
        permitted = (0, 0xFFFFFFFF) if flags & FLAG_DESCRIPTOR else (0xFFFFFFFF,)
        for local, real in ((fields[6], crc), (fields[7], compressed), (fields[8], size)):
            if local != real and local not in permitted:
                raise error("MJ4004", name=name, detail="its header has another size or checksum")
        return start

    def _check_overlaps(self, entries: list[Record], directory: int) -> None:
        ordered = sorted(entries, key=lambda r: (r.header, r.end))
        if ordered[0].header != 0:
            raise error("MJ4001", detail="bytes before the first record")
        for record, following in itertools.pairwise(ordered):
            if following.header < record.end:
                raise error("MJ4008", name=record.name, other=following.name)
            self._check_descriptor(record, following.header)
        self._check_descriptor(ordered[-1], directory)

    def _check_descriptor(self, record: Record, limit: int) -> None:
        """The numbers behind a streamed record, of 32 or 64 bits, with or without signature."""
        if not record.flags & FLAG_DESCRIPTOR or (record.size == 0 and record.end == limit):
            return
        behind = bytes(self.data[record.end : min(limit, record.end + 24)])
        for layout in ("<III", "<IQQ"):
            if layout == "<III" and max(record.compressed, record.size) > 0xFFFFFFFF:
                continue
            wanted = struct.pack(layout, record.crc, record.compressed, record.size)
            if behind.startswith((DESCRIPTOR + wanted, wanted)):
                return
        raise error("MJ4004", name=record.name, detail="the numbers behind its bytes are others")

    def _assign_root(self, entries: list[Record]) -> None:
        root, slash, _ = entries[0].name.partition("/")
        if not slash:
            hint = "; load a .npz file with minijit.load_file" if root.endswith(".npy") else ""
            raise error(
                "MJ4006",
                name=f"'{printable(entries[0].name, 80)}'",
                detail=f"it is in no folder{hint}",
            )
        self.root = root
        for record in entries:
            if record.name.endswith("/"):
                if record.size:
                    raise error(
                        "MJ4006",
                        name=f"'{printable(record.name, 80)}'",
                        detail="a folder with content",
                    )
            elif record.name.startswith(root + "/"):
                self.records[record.name[len(root) + 1 :]] = record
            else:
                self.foreign.append(record.name)
