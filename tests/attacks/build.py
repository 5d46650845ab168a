"""Zip files and pickles with whatever is wrong with them; nothing here is minijit's."""

import struct
import zlib
from dataclasses import dataclass, field


@dataclass
class Entry:
    """One record. None means: what it should be."""

    name: bytes
    data: bytes = b""
    method: int = 0
    flags: int = 0x0800
    body: bytes | None = None  # as it lies in the file
    crc: int | None = None
    size: int | None = None
    compressed: int | None = None
    local_name: bytes | None = None
    local_crc: int | None = None
    local_size: int | None = None
    local_compressed: int | None = None
    local_extra: bytes = b""
    local_extra_length: int | None = None
    local_signature: bytes = b"PK\x03\x04"
    central_extra: bytes = b""
    descriptor: bytes | None = None
    attributes: int = 0
    disk: int = 0
    header: int | None = None  # where the directory says that it is
    ghost: bool = False  # only the directory names it
    at: int = field(default=0, init=False)


def deflate(data):
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(data) + deflater.flush()


def either(value, otherwise):
    return otherwise if value is None else value


def write_local(e, at):
    e.at = at
    body = e.body if e.body is not None else deflate(e.data) if e.method == 8 else e.data
    e.body = body
    e.crc = either(e.crc, zlib.crc32(e.data))
    e.size = either(e.size, len(e.data))
    e.compressed = either(e.compressed, len(body))
    streamed = e.flags & 8
    name = either(e.local_name, e.name)
    numbers = (
        either(e.local_crc, 0 if streamed else e.crc),
        either(e.local_compressed, 0 if streamed else e.compressed),
        either(e.local_size, 0 if streamed else e.size),
    )
    descriptor = e.descriptor
    if descriptor is None:
        descriptor = b""
        if streamed:
            descriptor = struct.pack("<4sIII", b"PK\x07\x08", e.crc, e.compressed, e.size)
    return struct.pack(
        "<4sHHHHHIIIHH", e.local_signature, 20, e.flags, e.method, 0, 0, *(n & 0xFFFFFFFF for n in numbers),
        len(name), either(e.local_extra_length, len(e.local_extra)),
    ) + name + e.local_extra + body + descriptor  # fmt: skip


def write_central(e):
    return struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, e.flags, e.method, 0, 0, e.crc,
        e.compressed & 0xFFFFFFFF, e.size & 0xFFFFFFFF, len(e.name), len(e.central_extra), 0, e.disk, 0,
        e.attributes, either(e.header, e.at) & 0xFFFFFFFF,
    ) + e.name + e.central_extra  # fmt: skip


def end_record(count, size, offset, disk=0, start_disk=0, here=None, comment=b""):
    return struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", disk, start_disk, either(here, count), count, size, offset, len(comment)
    ) + comment  # fmt: skip


def end64(at, count, size, offset, locator_at=None, disks=1):
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset
    )
    return record + struct.pack("<4sIQI", b"PK\x06\x07", 0, either(locator_at, at), disks)


def make_zip(entries, prefix=b"", gap=b"", tail=b"", zip64=False, **end):
    """A zip of entries; `end` overrides fields of the end record, `gap` lies before the directory."""
    out = bytearray(prefix)
    for e in entries:
        local = write_local(e, len(out))
        out += b"" if e.ghost else local
    out += gap
    offset = len(out)
    for e in entries:
        out += write_central(e)
    size = len(out) - offset
    if zip64:
        out += end64(
            len(out), len(entries), size, offset, **(zip64 if isinstance(zip64, dict) else {})
        )
    fields = {"count": len(entries), "size": size, "offset": offset} | end
    return bytes(out + end_record(**fields) + tail)


# pickles


def text(value):
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(raw)) + raw


def integer(value):
    if 0 <= value < 256:
        return b"K" + bytes([value])
    if -(1 << 31) <= value < 1 << 31:
        return b"J" + struct.pack("<i", value)
    return b"\x8a\x08" + struct.pack("<q", value) if -(1 << 63) <= value < 1 << 63 else long1(value)


def long1(value):
    raw = value.to_bytes((value.bit_length() + 8) // 8, "little", signed=True)
    return b"\x8a" + bytes([len(raw)]) + raw


def name(full):
    module, _, atom = full.rpartition(".")
    return b"c" + module.encode() + b"\n" + atom.encode() + b"\n"


def items(*values):
    return b"(" + b"".join(values) + b"t"


def call(function, *arguments):
    return name(function) + items(*arguments) + b"R"


NO_HOOKS = call("collections.OrderedDict")


def storage(
    numel=integer(6),
    cls="torch.FloatStorage",
    key=text("0"),
    location=text("cpu"),
    tag=text("storage"),
):
    return items(tag, name(cls), key, location, numel) + b"Q"


def tensor(  # the defaults describe a 2x3 float32 tensor over 24 bytes
    stored=None,
    offset=integer(0),
    sizes=(2, 3),
    strides=(3, 1),
    grad=b"\x89",
    hooks=NO_HOOKS,
    more=(),
):
    def whole(numbers):
        return numbers if isinstance(numbers, bytes) else items(*map(integer, numbers))

    stored = storage() if stored is None else stored
    return call(
        "torch._utils._rebuild_tensor_v2",
        stored,
        offset,
        whole(sizes),
        whole(strides),
        grad,
        hooks,
        *more,
    )
