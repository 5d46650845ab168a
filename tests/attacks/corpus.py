"""Hostile files, one id each (docs: the list is of zip, pickle and tensor layer), and what must come of them.

`cases()` yields Case(id, kind, data, expected). `kind` says which reader: "tensors" is `minijit.load`, "program" is
`minijit.jit.load` and the C++ runtime, "run" calls `forward` after that, under corpus_code.LIMITS. `expected` is the id of the
diagnostic, or its beginning, or "" where the file must load; `sweeps()` have none: any diagnostic will do, or loading.
`python -m tests.attacks.corpus FOLDER` writes `<id>.<kind>` files and an index, for readers in other languages.
"""

import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.build import (
    NO_HOOKS, Entry, call, deflate, end64, end_record, integer, items, long1, make_zip, name, storage, tensor,
    text,
)  # fmt: skip
from tests.attacks.corpus_code import code_cases, run_cases

KINDS = ("tensors", "program")
ANY = "MJ or none"
FLOATS = struct.pack("<6f", 1, 2, 3, 4, 5, 6)
PROTO = b"\x80\x02"
CODE = """class Net(Module):
  __parameters__ = []
  __buffers__ = []
  w : {type}
  def forward(self: __torch__.Net,
    x: Tensor) -> Tensor:
    return torch.relu(x)
"""


@dataclass(frozen=True)
class Case:
    id: str
    kind: str
    data: bytes
    expected: str


def pickled(kind, value):
    """The pickle that holds a value: by itself, or as the attribute `w` of a module."""
    if kind == "tensors":
        return PROTO + value + b"."
    return PROTO + name("__torch__.Net") + b")\x81}(" + text("w") + value + b"ub."


def entries(kind, data_pkl=None, type="Tensor", storages=((b"0", FLOATS),), version=b"3\n", **more):
    """The records of a good file around a pickle, as a list that a case may spoil."""
    data_pkl = pickled(kind, tensor()) if data_pkl is None else data_pkl
    made = [Entry(b"a/data.pkl", data_pkl), Entry(b"a/version", version)]
    made += [Entry(b"a/data/" + key, content) for key, content in storages]
    if kind == "program":
        made += [
            Entry(b"a/constants.pkl", more.get("constants", PROTO + b").")),
            Entry(b"a/code/__torch__.py", CODE.format(type=type).encode()),
        ]
    return made


# zip


def spoiled(kind, record=b"a/data/0", **fields):
    made = entries(kind)
    for entry in made:
        if entry.name == record:
            for key, value in fields.items():
                setattr(entry, key, value)
    return make_zip(made)


def zip_cases(kind):
    good = make_zip(entries(kind))
    directory = good.index(b"PK\x01\x02")
    end = good.index(b"PK\x05\x06")
    count, size = len(entries(kind)), end - directory

    def ended(**fields):
        return make_zip(entries(kind), **fields)

    def extra(*more):
        return make_zip([*entries(kind), *more])

    yield "Z00", good, ""
    yield "Z01", b"", {"tensors": "MJ6017", "program": "MJ4001"}
    yield "Z02", b"PK\x03\x04", "MJ4001"
    yield "Z03", good[:end], "MJ4002"
    yield "Z04", good + good[end:], "MJ4003"
    inner = make_zip(entries(kind))
    yield "Z05a", ended()[:end] + end_record(count, size, directory, comment=good[end:]), "MJ4003"
    yield "Z05b", ended()[:end] + end_record(count, size, directory, comment=b"a comment"), ""
    yield (
        "Z05c",
        ended()[:end] + end_record(count, size, directory, comment=inner[directory:]),
        "MJ4003",
    )
    yield "Z06", ended(count=0xFFFF), "MJ4003"
    yield "Z07a", ended(zip64={"locator_at": 1 << 62}), "MJ4003"
    yield "Z07b", ended(zip64={"locator_at": 0}), "MJ4003"
    yield "Z07c", ended(zip64=True), ""
    yield "Z07d", ended(zip64=True, count=0xFFFF, size=0xFFFFFFFF, offset=0xFFFFFFFF), ""
    yield "Z07e", ended(zip64=True, count=1), "MJ4003"
    yield "Z08", ended(offset=1 << 30), "MJ4003"
    yield "Z09a", ended(size=size - 1), "MJ4003"
    yield "Z09b", ended(size=1 << 30), "MJ4003"
    yield "Z10a", ended(count=count + 1), "MJ4003"
    yield "Z10b", ended(count=count - 1), "MJ4003"
    yield "Z10c", ended(count=0), "MJ4002"
    yield "Z11a", spoiled(kind, header=1 << 30), "MJ4004"
    yield "Z11b", spoiled(kind, header=directory - 29), "MJ4004"
    yield "Z12", spoiled(kind, local_signature=b"PK\x03\x05"), "MJ4004"
    yield "Z13", spoiled(kind, local_name=b"a/data/1"), "MJ4004"
    yield "Z14a", spoiled(kind, local_size=23), "MJ4004"
    yield "Z14b", spoiled(kind, local_crc=1), "MJ4004"
    yield "Z15", spoiled(kind, local_extra_length=65535), "MJ4004"
    yield "Z16", spoiled(kind, compressed=1 << 20, size=1 << 20), "MJ4004"
    yield "Z17a", extra(Entry(b"a/extra/same", b"", ghost=True, header=0)), "MJ4004"
    yield "Z17b", overlapping(kind), "MJ4008"
    last = entries(kind)[-1]
    longer = len(last.data) + 10
    over = Entry(last.name, last.data, size=longer, compressed=longer)
    yield "Z17c", make_zip([*entries(kind)[:-1], over]), "MJ4004"
    yield "Z18a", extra(Entry(b"a/data.pkl", b"x")), "MJ4007"
    yield "Z18b", extra(Entry(b"a/DATA.PKL", b"x")), "MJ4007"
    yield "Z19", spoiled(kind, record=b"a/data.pkl", method=8, size=2_200_000_000), "MJ4010"
    bomb = deflate(bytes(64 << 20))
    yield "Z20a", spoiled(kind, record=b"a/data.pkl", method=8, body=bomb, size=1 << 30), "MJ4010"
    yield "Z20b", spoiled(kind, record=b"a/data.pkl", method=8, body=bomb, size=300), "MJ4004"
    yield "Z20c", spoiled(kind, record=b"a/data.pkl", method=8, body=bomb[:40], size=300), "MJ4004"
    yield (
        "Z20d",
        spoiled(kind, record=b"a/data.pkl", method=8, body=b"\xff" * 40, size=300),
        "MJ4004",
    )
    yield "Z20e", spoiled(kind, method=8), ""
    yield "Z20f", spoiled(kind, record=b"a/data.pkl", method=8), ""
    yield "Z21", spoiled(kind, size=25), "MJ4004"
    for method in (1, 9, 12, 14, 93, 99):
        yield f"Z22-{method}", spoiled(kind, method=method, body=FLOATS), "MJ4005"
    for flag in (0x1, 0x20, 0x40, 0x2000, 0x8000):
        yield f"Z23-{flag:x}", spoiled(kind, flags=0x0800 | flag), "MJ4005"
    yield "Z23a", spoiled(kind, flags=0x0808), ""
    yield "Z23b", spoiled(kind, flags=0x0808, descriptor=b"PK\x07\x08" + bytes(12)), "MJ4004"
    crc = zlib.crc32(FLOATS)
    long = b"PK\x07\x08" + struct.pack("<IQQ", crc, 24, 24)
    offset = struct.pack("<HHQ", 1, 8, 0)
    yield "Z23c", spoiled(kind, flags=0x0808, descriptor=long, local_extra=offset), ""
    yield "Z23d", spoiled(kind, flags=0x0808, descriptor=struct.pack("<III", crc, 24, 24)), ""
    yield "Z23e", spoiled(kind, flags=0x0808, descriptor=b""), "MJ4004"
    yield "Z23f", spoiled(kind, flags=0x0808, local_size=7), "MJ4004"
    yield "Z24", spoiled(kind, record=b"a/data.pkl", crc=1, local_crc=1), "MJ4011"
    yield (
        "Z25",
        make_zip(entries(kind), prefix=b"#!/bin/sh\nexit\n"),
        {"tensors": "MJ5001", "program": "MJ4001"},
    )
    hidden = Entry(b"a/extra/hidden", b"x")
    unnamed = make_zip([hidden])[: hidden.at + 30 + len(hidden.name) + 1]
    yield "Z25b", make_zip(entries(kind), prefix=unnamed), "MJ4001"
    yield "Z26", good + bytes(100), ""
    yield "Z27a", good + PROTO + b"N.", ""
    yield "Z27b", PROTO + b"N." + good, {"tensors": "MJ6008", "program": "MJ4003"}
    for id, magic in (
        ("c", bytes(257) + b"ustar"),
        ("d", b"7z\xbc\xaf\x27\x1c"),
        ("e", b"GGUF\3\0\0\0"),
    ):
        yield f"Z27{id}", magic + good, "MJ"
    yield "Z28", spoiled(kind, attributes=0xA1FF0000), "MJ4005"
    bad_names = {
        "a": b"/etc/x", "b": b"..\\x", "c": b"a/../../b", "d": b"a/x\0y", "e": b"a/\xff\xfe", "f": b"", "g": b"a/" + b"n" * 65000,
        "h": b"a/./x", "i": b"..", "j": b"a\\b",
    }  # fmt: skip
    for letter, bad in bad_names.items():
        yield f"Z29{letter}", extra(Entry(bad, b"x")), "MJ4006"
    yield "Z29k", make_zip([Entry(b"C:x", b""), *entries(kind)]), "MJ4006"
    big = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, directory, 0)
    many = good[:end] + end64(end, 1_000_001, size, directory) + big
    yield "Z30", many, "MJ4012"
    yield "Z31a", extra(Entry(b"b/x", b"x")), {"tensors": "MJ4006", "program": ""}
    yield "Z31b", make_zip([Entry(b"top", b"x"), *entries(kind)]), "MJ4006"
    yield (
        "Z31c",
        make_zip([Entry(b"b/x", b"x"), *entries(kind)]),
        {"tensors": "MJ4006", "program": "MJ4009"},
    )
    yield "Z32a", make_zip([Entry(b"a/"), *entries(kind)]), ""
    yield "Z32b", make_zip([Entry(b"a/", b"x"), *entries(kind)]), "MJ4006"
    yield "Z33a", ended(disk=1), "MJ4003"
    yield "Z33b", ended(start_disk=1), "MJ4003"
    yield "Z33c", ended(here=1), "MJ4003"
    yield "Z33d", spoiled(kind, disk=1), "MJ4005"
    yield "Z33e", ended(zip64={"disks": 2}), "MJ4003"
    yield "Z34", make_zip([Entry(b"a/odd", b"x"), *entries(kind)]), ""
    yield "Z37", spoiled(kind, central_extra=struct.pack("<HH", 1, 100)), "MJ4004"
    yield "Z38", spoiled(kind, central_extra=struct.pack("<HHQ", 1, 8, 24), size=0xFFFFFFFF), ""
    yield (
        "Z38b",
        spoiled(kind, central_extra=struct.pack("<HHQ", 1, 8, 25), size=0xFFFFFFFF),
        "MJ4004",
    )
    without = [e for e in entries(kind) if e.name != b"a/data.pkl"]
    yield "Z39", make_zip(without), "MJ4009"


def overlapping(kind):
    """A record inside the bytes of another one."""
    outer = Entry(b"a/extra/outer", make_zip([Entry(b"a/extra/inner", b"x")]))
    at = make_zip([*entries(kind), outer]).index(b"a/extra/inner") - 30
    return make_zip([*entries(kind), outer, Entry(b"a/extra/inner", b"x", ghost=True, header=at)])


# pickles


def whole(kind, data, **more):
    return make_zip(entries(kind, data, **more))


def valued(kind, value, type="Tensor", **more):
    return make_zip(entries(kind, pickled(kind, value), type, **more))


def pickle_cases(kind):
    def raw(data, **more):
        return whole(kind, data, **more)

    def value(data, type="Any", **more):
        return valued(kind, data, type, **more)

    forbidden = {
        "P00-POP": b"0", "P00-POP_MARK": b"1", "P00-DUP": b"2", "P13-FLOAT": b"F1,5\n", "P13-INT": b"I01\n",
        "P13-LONG": b"L1L\n", "P13-UNICODE": b"Va\n", "P13-STRING": b"S'a'\n", "P16-STACK_GLOBAL": b"\x93",
        "P16-INST": b"(ios\nsystem\n", "P16-OBJ": b"(o", "P16-NEWOBJ_EX": b"\x92", "P16-EXT1": b"\x82\x01",
        "P16-EXT2": b"\x83\x01\x00", "P16-EXT4": b"\x84\x01\x00\x00\x00", "P16-PERSID": b"P0\n",
        "P16-BUFFER": b"\x97", "P16-READONLY": b"\x98", "P24-FRAME": b"\x95" + struct.pack("<Q", 5),
        "P10-BYTES8": b"\x8e" + struct.pack("<Q", 1 << 32), "P10-BYTES": b"B" + struct.pack("<I", 1 << 31),
        "P10-BYTEARRAY8": b"\x96" + struct.pack("<Q", 1 << 40), "P11-LONG4": b"\x8b" + struct.pack("<I", 1 << 31),
        "P01": b"\xff", "P01-0": b"\x00", "P16-MEMOIZE": b"\x94", "P16-GET": b"g0\n", "P16-PUT": b"p0\n",
        "P16-ADDITEMS": b"(\x90", "P16-FROZENSET": b"(\x91",
    }  # fmt: skip
    for id, code in forbidden.items():
        yield id, raw(PROTO + b"N" + code + b"."), "MJ5001"
    yield "P02a", raw(PROTO + b"N"), "MJ5002"
    yield "P02b", raw(b""), "MJ5002"
    good = pickled(kind, tensor())
    yield "P03", raw(good + b"junk"), ""
    for protocol in (0, 1, 4, 5, 255):
        yield f"P04-{protocol}", raw(b"\x80" + bytes([protocol]) + good[2:]), "MJ5009"
    yield "P04-none", raw(good[2:]), ""
    yield "P04-twice", raw(PROTO + good), ""
    for code in (
        b"t",
        b"\x85",
        b"\x86",
        b"\x87",
        b"a",
        b"e",
        b"s",
        b"u",
        b"q\0",
        b"\x81",
        b"b",
        b"R",
        b"Q",
        b".",
    ):
        yield f"P05-{code.hex()}", raw(PROTO + code + b"."), "MJ5003"
        if code != b"t":
            yield f"P05-{code.hex()}-1", raw(PROTO + b"(" + code + b"."), "MJ5003"
    yield "P05-two", raw(PROTO + b"NN."), "MJ5003"
    yield "P06a", raw(PROTO + b"]Ne."), "MJ5003"
    yield "P06b", raw(PROTO + b"(N."), "MJ5003"
    yield "P06c", raw(PROTO + b"](((Ne."), "MJ5003"
    yield "P07", raw(PROTO + b"h\x07."), "MJ5005"
    yield "P07-long", raw(PROTO + b"j\xff\xff\xff\xff."), "MJ5005"
    yield "P08", value(b"Nr\xff\xff\xff\xff"), ""
    yield "P09", value(b"Nq\x00\x85q\x00h\x00\x86"), ""
    yield "P10a", raw(PROTO + b"X\xff\xff\xff\xffabc."), "MJ5002"
    eight = b"\x8d" + struct.pack("<Q", 1 << 63) + b"a"
    yield "P10b", raw(PROTO + eight + b"."), {"tensors": "MJ5001", "program": "MJ5002"}
    short = {"tensors": "MJ5002", "program": "MJ5001"}
    yield "P10c", raw(PROTO + b"U\xffabc."), short
    yield "P11a", raw(PROTO + b"\x8a\xffabc."), "MJ5002"
    yield "P11b", value(b"\x8a\x00", "int"), ""
    yield "P11c", value(b"\x8a\x0c" + b"\x05" + bytes(11), "int"), ""
    yield "P11d", value(b"\x8a\x02\xff\xff", "int"), ""
    yield "P12a", raw(PROTO + text(b"\xff\xfe") + b"."), "MJ5006"
    yield "P12b", value(text("\ud800"), "str"), ""
    yield "P12c", raw(PROTO + text(b"\xc0\x80") + b"."), "MJ5006"
    yield "P14a", raw(PROTO + b"ctorch"), "MJ5002"
    yield "P14b", raw(PROTO + b"cto\0rch\nload\n."), "MJ5004"
    yield "P14c", raw(PROTO + b"c" + b"m" * (1 << 20) + b"\nx\n."), "MJ5002"
    for evil in (
        "os.system", "builtins.eval", "posix.system", "nt.system", "sys.exit", "torch.serialization.load", "torch.jit.load",
        "torch.hub.load", "numpy.core.multiarray._reconstruct", "builtins.getattr", "builtins.__import__",
        "torch.FooStorage", "torch.nn.Linear", "minijit.load", "__builtin__.eval", "codecs.encode", "torch._utils._import_dotted_name",
    ):  # fmt: skip
        yield f"P15-{evil}", raw(PROTO + name(evil) + text("x") + b"\x85R."), "MJ5004"
    missing = {"tensors": "MJ5004", "program": "MJ6034"}
    yield "P15-class", raw(PROTO + name("__torch__.Missing") + b")\x81}b."), missing
    yield "P15-dots", raw(PROTO + name("__torch__.Net.forward") + b")\x81}b."), missing
    yield "P17a", raw(PROTO + b"]N\x85R."), "MJ5003"
    yield "P17b", value(call("torch._utils._rebuild_tensor_v2", b"N")), "MJ5007"
    yield "P17c", value(name("torch._utils._rebuild_tensor_v2") + b"NR"), "MJ5007"
    yield "P17d", value(tensor(stored=b"N")), "MJ5012"
    yield "P17e", value(call("torch.device", integer(3))), "MJ5007"
    yield "P17f", value(call("torch._utils._rebuild_parameter", text("x"), b"\x88", b"N")), "MJ5012"
    yield "P17g", value(call("torch.device", text("cpu"), text("0"))), "MJ5007"
    yield "P17h", value(call("builtins.complex", text("1"), text("2"))), "MJ5007"
    yield "P18a", raw(PROTO + b"]}b."), "MJ5007"
    yield "P18b", raw(PROTO + integer(1) + b"}b."), "MJ5007"
    yield "P18c", raw(PROTO + tensor() + b"]b."), "MJ5007"
    yield "P19a", raw(PROTO + b"]NNs."), "MJ5003"
    yield "P19b", raw(PROTO + tensor() + b"NNs."), "MJ5003"
    yield "P19c", raw(PROTO + b"NNNs."), "MJ5003"
    yield "P19d", raw(PROTO + b")Na."), "MJ5003"
    yield "P19e", raw(PROTO + b"}Na."), "MJ5003"
    yield "P19f", raw(PROTO + b"](NNu."), "MJ5003"
    yield "P19g", raw(PROTO + tensor() + b"(Ne."), "MJ5003"
    yield "P19h", raw(PROTO + b"}(NNNu."), "MJ5003"
    yield "P20a", raw(PROTO + b"}]Ns."), "MJ5006"
    yield "P20b", value(b"}(" + text("k") + b"N" + text("k") + b"\x88u"), ""
    yield "P20c", raw(PROTO + b"}]\x85Ns."), "MJ5006"
    cycle = {"tensors": "", "program": "MJ6032"}
    yield "P21a", value(b"]q\x01h\x01a"), cycle
    yield "P21b", value(b"}q\x01" + text("k") + b"h\x01s"), cycle
    yield "P21d", value(b"]q\x01h\x01\x85a"), cycle
    yield "P22a", value(laughs("list")), ""
    yield "P22b", raw(PROTO + b"}" + laughs("tuple") + b"Ns."), "MJ5006"
    yield "P22c", raw(PROTO + laughs("list") + b"Q."), "MJ5012"
    yield "P23a", value(b")" + b"\x85" * 100_000), "MJ5016"
    yield "P23b", value(b"]" * 100_000 + b"a" * 99_999), "MJ5016"
    yield "P23c", value(b")" + b"\x85" * 900), {"tensors": "", "program": "MJ5016"}
    yield "P23d", value(b")" + b"\x85" * 60), ""
    v2 = "torch._tensor._rebuild_from_type_v2"
    unsupported = {"tensors": "MJ5007", "program": "MJ6035"}
    yield (
        "P25a",
        value(call(v2, text("rebuild_tensor_v2"), name("torch.FloatStorage"), b")", b"}")),
        unsupported,
    )
    yield "P25b", value(call(v2)), unsupported
    yield "P28", value(b"G" + struct.pack(">Q", 0x7FF8DEADBEEF0001), "float"), ""
    yield "P28-zero", value(b"G" + struct.pack(">d", -0.0), "float"), ""
    beyond = {"tensors": "", "program": "MJ5006"}
    yield "P29a", value(long1(1 << 63), "int"), beyond
    yield "P29b", value(long1(-(1 << 63) - 1), "int"), beyond
    yield "P29c", value(b"\x8a\xff" + bytes(254) + b"\x01", "int"), beyond
    yield "P30", raw(PROTO + b"N" * 3 + b"\x87" + b"Q."), "MJ5012"
    if kind == "tensors":
        yield from tensor_file_cases(raw)
    else:
        yield from program_cases(raw, value)


def laughs(kind):
    """A small pickle of a container with 2^60 elements: 60 levels of pairs of one thing."""
    pair = b"]q\x00(h\x01h\x01eh\x00q\x01" if kind == "list" else b"h\x01h\x01\x86q\x01"
    levels = b")q\x01" + pair * 60
    return b"(" + levels + b"t" + b"h\x01\x86"


def tensor_file_cases(raw):
    yield "P18-od", raw(PROTO + name("collections.OrderedDict") + b")R]b."), "MJ5007"
    big = tensor(sizes=(1 << 40,), strides=(0,))
    yield "P31-set", raw(PROTO + call("builtins.set", big) + b"."), "MJ5007"
    yield (
        "P31-bytearray",
        raw(PROTO + call("builtins.bytearray", integer(1 << 40)) + b"."),
        "MJ5007",
    )
    yield "P31-bytearray2", raw(PROTO + call("builtins.bytearray", tensor()) + b"."), "MJ5007"
    yield "P31-size", raw(PROTO + call("torch.Size", big) + b"."), "MJ5007"
    yield "P31-counter", raw(PROTO + call("collections.Counter", big) + b"."), "MJ5007"
    yield "P31-ordered", raw(PROTO + call("collections.OrderedDict", big) + b"."), "MJ5007"
    yield "P31-tensor", raw(PROTO + call("torch.Tensor", integer(1 << 40)) + b"."), "MJ5007"
    yield (
        "P31-parameter",
        raw(PROTO + name("torch.nn.parameter.Parameter") + integer(1 << 40) + b"\x85\x81."),
        "MJ5007",
    )
    yield "P31-encode", raw(PROTO + call("_codecs.encode", text("x"), text("zip")) + b"."), "MJ5007"
    yield "P31-state", raw(PROTO + tensor() + b"}" + text("__class__") + b"Nsb."), "MJ5007"
    yield "P32-legacy", PROTO + long1(0x1950A86A20F9469CFC6D) + b".", "MJ6008"
    magic = PROTO + long1(0x1950A86A20F9469CFC6C) + b"."
    yield "P32-version", magic + PROTO + b"M\xea\x03.", "MJ6009"
    start = magic + PROTO + b"M\xe9\x03." + PROTO + b"}."
    stored = (
        items(text("storage"), name("torch.FloatStorage"), text("0"), text("cpu"), integer(6), b"N")
        + b"Q"
    )
    body = start + PROTO + tensor(stored=stored) + b"." + PROTO + b"]" + text("0") + b"a."
    yield "P32-good", body + struct.pack("<Q", 6) + FLOATS, ""
    yield "P32-short", body + struct.pack("<Q", 6) + FLOATS[:-1], "MJ6010"
    yield "P32-count", body + struct.pack("<Q", 5) + FLOATS, "MJ5010"
    yield "P32-none", body, "MJ6010"
    huge = (
        items(
            text("storage"),
            name("torch.FloatStorage"),
            text("0"),
            text("cpu"),
            integer(1 << 40),
            b"N",
        )
        + b"Q"
    )
    yield "P32-huge", start + PROTO + huge + b".", "MJ6010"
    view = items(text("1"), integer(4), integer(3))
    part = (
        items(text("storage"), name("torch.FloatStorage"), text("0"), text("cpu"), integer(6), view)
        + b"Q"
    )
    yield "P32-view", start + PROTO + part + b".", "MJ5012"
    five = (
        items(text("storage"), name("torch.FloatStorage"), text("0"), text("cpu"), integer(6))
        + b"Q"
    )
    yield "P32-five", start + PROTO + five + b".", "MJ5012"
    yield "P33", PROTO + name("os.system") + text("x") + b"\x85R.", "MJ5004"
    yield "P34", bytes(257) + b"ustar" + bytes(300), "MJ6011"


def program_cases(raw, value):
    def tagged(container, kind):
        return call("torch.jit._pickle.restore_type_tag", container, text(kind))

    net = PROTO + name("__torch__.Net") + b")\x81"
    yield "P26a", value(tagged(b"]", "List[["), "List[int]"), "MJ1"
    yield "P26b", value(tagged(b"](" + text("x") + b"e", "List[int]"), "List[int]"), "MJ6032"
    yield "P26c", value(tagged(b"}", "List[int]"), "List[int]"), "MJ5007"
    yield "P26d", value(tagged(b"]", "List[" * 500 + "int" + "]" * 500), "List[int]"), "MJ1"
    yield "P26e", value(tagged(b"]", "List[Unknown]"), "List[int]"), "MJ2"
    yield "P26f", value(tagged(b"]", "List[int]"), "List[str]"), ""
    yield "P26g", value(tagged(b"](K\x01e", "List[int]"), "List[str]"), "MJ6032"
    yield (
        "P26h",
        value(call("torch.jit._pickle.build_intlist", b"](N" + b"e"), "List[int]"),
        "MJ6032",
    )
    yield "P26i", value(call("torch.jit._pickle.build_intlist", b"N"), "List[int]"), "MJ5007"
    yield "P26j", value(tagged(b"]", "int"), "List[int]"), "MJ5007"
    yield "P26k", value(tagged(b"](K\x01K\x02e", "List[int]"), "List[int]"), ""
    shared = b"]q\x09" + text("v") + b"h\x09"
    two = "List[int]\n  v : List[str]"
    yield "P26l", raw(net + b"}(" + text("w") + shared + b"ub.", type=two), "MJ6032"
    yield (
        "P26m",
        raw(net + b"}(" + text("w") + shared + b"ub.", type="List[int]\n  v : List[int]"),
        "",
    )
    yield "P26n", value(tagged(b"](" + text("x") + b"e", "List[int]"), "Any"), "MJ6032"
    yield "P26o", value(tagged(b"](K\x01e", "List[int]"), "Union[List[int], str]"), ""
    yield "P26p", value(b"](K\x01" + text("x") + b"e", "Any"), ""
    wrong = PROTO + tagged(b"](" + text("x") + b"e", "List[int]") + b"\x85."
    yield "P26q", make_zip(entries("program", constants=wrong)), "MJ6030"
    chain = b"(]q\x00q\x01" + b"h\x01]q\x02ah\x02q\x01" * 3000 + b"t"
    yield "P26r", value(chain, "Any"), "MJ5016"
    # Objects in objects: what walks them recurses.
    for depth, wanted in ((900, ""), (3000, "MJ5016")):
        linked = (name("__torch__.Net") + b")\x81}(" + text("w")) * depth + b"N" + b"ub" * depth
        yield f"P26u-{depth}", raw(PROTO + linked + b".", type="Optional[__torch__.Net]"), wanted
    # The outer ones get their states first, so that the pickle seems flat.
    for depth, wanted in ((900, ""), (3000, "MJ6030")):
        made, filled = b"", b""
        for i in range(depth):
            inner = b"j" + struct.pack("<I", i + 1) if i + 1 < depth else b"N"
            made += name("__torch__.Net") + b")\x81r" + struct.pack("<I", i)
            filled += b"j" + struct.pack("<I", i) + b"}(" + text("w") + inner + b"ub"
        outer = net + b"}(" + text("all") + b"(" + made + filled + b"t"
        outer += text("w") + b"j" + struct.pack("<I", 0) + b"ub."
        yield f"P26v-{depth}", raw(outer, type="Optional[__torch__.Net]"), wanted
    late = b"]q\x09" + b"ubh\x09" + text("x") + b"a"
    root = name("__torch__.Net") + b")\x81q\x08}(" + text("w")
    yield "P26s", raw(PROTO + b"(" + root + late + b"th\x08\x86.", type="List[int]"), "MJ6032"
    yield "P26t", raw(PROTO + root + b"Nubq\x07}b."), "MJ5007"
    yield "P27a", raw(net + b"}b."), "MJ6031"
    yield "P27b", raw(net + b"."), "MJ6031"
    yield "P27c", raw(net + b"}(" + text("w") + tensor() + text("v") + b"Nub."), ""
    yield "P27d", raw(net + b"}(" + text("w") + text("x") + b"ub."), "MJ6032"
    yield "P27e", raw(net + b"]b."), "MJ5007"
    yield "P27f", raw(net[:-2] + b"N\x81}b."), "MJ5003"
    yield "P35a", raw(PROTO + b"]."), "MJ6030"
    yield "P35b", raw(PROTO + tensor() + b"."), "MJ6030"
    yield "P35c", make_zip(entries("program", constants=PROTO + b"].")), "MJ6030"
    yield "P36a", value(call("builtins.set", b"]"), "Any"), "MJ5004"
    nested = call("torch._utils._rebuild_nested_tensor", *[tensor()] * 4)
    yield "P36c", value(nested, "Tensor"), "MJ5015"
    yield "P36d", value(name("torch.complex32"), "Any"), "MJ5015"
    yield "P36b", value(b"\x8f", "Any"), "MJ5001"
    yield "P37", value(b"N", "Tensor"), "MJ6032"
    yield "P38", value(b"N", "Optional[Tensor]"), ""
    itself = name("__torch__.Net") + b")\x81q\x08}(" + text("w")
    yield "P39a", raw(PROTO + itself + b"h\x08ub.", type="Any"), "MJ6030"
    yield "P39b", raw(PROTO + itself + b"]h\x08aub.", type="Any"), "MJ6030"
    yield "P39c", raw(PROTO + itself + b"}" + text("k") + b"h\x08\x85sub.", type="Any"), "MJ6030"
    cyclic = b"]q\x09h\x09a"
    yield "P39d", raw(net + b"}(" + text("w") + b"N" + text("v") + cyclic + b"ub.", type="Any"), ""
    yield "P39", value(b"\x88", "int"), "MJ6032"


# tensors and storages


def tensor_cases(kind):
    def made(**fields):
        return valued(kind, tensor(**fields))

    def stored(more=None, **fields):
        return valued(kind, tensor(stored=storage(**fields), **(more or {})))

    def record(content, **fields):
        data = pickled(kind, tensor(stored=storage(**fields)))
        return make_zip(entries(kind, data, storages=((b"0", content),)))

    yield "S01a", record(FLOATS[:-4]), "MJ5010"
    yield "S01b", record(FLOATS + bytes(4)), "MJ5010"
    yield "S01c", record(b""), "MJ5010"
    yield "S02a", stored(numel=integer(-1)), "MJ5012"
    yield "S02b", stored(numel=integer((1 << 63) - 1)), "MJ5012"
    yield "S02c", stored(numel=text("6")), "MJ5012"
    yield "S02d", stored(numel=b"G" + struct.pack(">d", 6.0)), "MJ5012"
    yield "S02e", stored(numel=b"\x88"), "MJ5012"
    two = b"]" + tensor() + b"a" + tensor(stored=storage(cls="torch.IntStorage")) + b"a"
    yield "S03a", valued(kind, two, "List[Tensor]"), "MJ5014"
    two = b"]" + tensor() + b"a" + tensor(stored=storage(numel=integer(5))) + b"a"
    yield "S03b", valued(kind, two, "List[Tensor]"), "MJ5014"
    yield "S03c", stored(cls="torch.QInt8Storage"), "MJ5010"
    yield "S04a", stored(key=text("1")), "MJ4009"
    yield "S04b", stored(key=text("../0")), "MJ4009"
    yield "S04c", stored(key=integer(0)), "MJ5012"
    yield "S04d", stored(key=text("../data.pkl"), numel=integer(1)), "MJ4009"
    yield "S05a", stored(location=text("cuda:999")), "MJ5013"
    yield "S05b", stored(location=text("nowhere")), "MJ5013"
    yield "S05c", stored(location=integer(1)), "MJ5012"
    yield "S05d", stored(tag=text("module")), "MJ5012"
    short = items(text("storage"), name("torch.FloatStorage"), text("0")) + b"Q"
    yield "S05e", made(stored=short), "MJ5012"
    yield "S05f", made(stored=text("0") + b"Q"), "MJ5012"
    yield "S06a", made(sizes=(-2, 3)), "MJ5012"
    yield "S06b", made(sizes=(1 << 32, 1 << 32)), "MJ5012"
    yield "S06c", made(sizes=(1,) * 65, strides=(1,) * 65), "MJ5012"
    yield "S06d", made(sizes=(1,) * 64, strides=(1,) * 64), ""
    yield "S06e", made(sizes=items(b"\x88", b"\x88")), "MJ5012"
    yield "S06f", made(sizes=b"N"), "MJ5012"
    yield "S07a", made(strides=(-3, 1)), "MJ5012"
    yield "S07b", made(strides=(3,)), "MJ5012"
    yield "S07c", made(strides=(1 << 62, 1)), "MJ5011"
    yield "S07d", made(strides=(4, 1)), "MJ5011"
    yield "S08a", made(offset=integer(-1)), "MJ5012"
    yield "S08b", made(offset=integer(1)), "MJ5011"
    yield "S08c", made(offset=integer((1 << 63) - 1)), "MJ5011"
    yield "S08d", made(offset=text("0")), "MJ5012"
    yield "S09a", made(sizes=(0, 3), strides=(1 << 40, 7)), ""
    empty = tensor(stored=storage(numel=integer(0)), sizes=(0,), strides=(1,))
    yield "S09b", make_zip(entries(kind, pickled(kind, empty), storages=((b"0", b""),))), ""
    yield "S09c", make_zip(entries(kind, pickled(kind, empty), storages=())), ""
    yield "S10a", made(sizes=(1 << 40,), strides=(0,)), ""
    yield "S10b", made(sizes=(2, 3), strides=(1, 1)), ""
    yield "S11a", made(grad=integer(1)), "MJ5012"
    yield "S11b", made(hooks=b"N"), ""
    qscheme = items(name("torch.per_tensor_affine"), b"G" + struct.pack(">d", 0.0), integer(0))
    quantised = call(
        "torch._utils._rebuild_qtensor",
        storage(),
        integer(0),
        items(integer(6)),
        items(integer(1)),
        qscheme,
        b"\x89",
        NO_HOOKS,
    )
    yield "S12", valued(kind, quantised), "MJ5012"
    half = storage(cls="torch.BFloat16Storage", numel=integer(1))
    one = pickled(kind, tensor(stored=half, sizes=(1,), strides=(1,)))
    yield "S13", make_zip(entries(kind, one, storages=((b"0", b"abc"),))), "MJ5010"
    sparse = call("torch._utils._rebuild_sparse_tensor", integer(1), b")")
    yield "S14", valued(kind, sparse), "MJ6035" if kind == "program" else "MJ5012"
    bools = tensor(
        stored=storage(cls="torch.BoolStorage", numel=integer(4)), sizes=(4,), strides=(1,)
    )
    yield (
        "S15",
        make_zip(entries(kind, pickled(kind, bools), storages=((b"0", b"\x00\x01\x02\xff"),))),
        "",
    )
    swapped = [*entries(kind), Entry(b"a/byteorder", b"big")]
    yield "S16a", make_zip(swapped), ""
    odd = [*entries(kind), Entry(b"a/byteorder", b"big\n")]
    yield "S16b", make_zip(odd), {"tensors": "MJ6007", "program": ""}
    neg = b"}" + text("neg") + b"\x88s"
    yield "S19a", made(more=(neg,)), ""
    yield "S19b", made(more=(b"}" + text("other") + b"\x88s",)), "MJ5012"
    yield "S19c", made(sizes=(1 << 40,), strides=(0,), more=(neg,)), ""


def held_cases():
    """Sparse, nested and meta tensors, which only tensor files hold."""

    def longs(key, *numbers):
        return (key, struct.pack(f"<{len(numbers)}q", *numbers))

    def part(key, sizes, cls="torch.LongStorage"):
        strides = [1]
        for size in reversed(sizes[1:]):
            strides.insert(0, strides[0] * max(size, 1))
        count = strides[0] * sizes[0] if sizes else 1
        stored = storage(numel=integer(count), cls=cls, key=text(key))
        return tensor(stored=stored, sizes=tuple(sizes), strides=tuple(strides[: len(sizes)]))

    def saved(value, *numbers):
        records = [(b"0", FLOATS), *(longs(str(i + 1).encode(), *n) for i, n in enumerate(numbers))]
        return make_zip(entries("tensors", pickled("tensors", value), storages=records))

    def size(*sizes):
        return call("torch.Size", items(*map(integer, sizes)))

    def layout(name_of):
        return call("torch.serialization._get_layout", text(f"torch.{name_of}"))

    values = part("0", [6], "torch.FloatStorage")

    def coordinates(sizes, indices, *more, of=(1, 6), held=values):
        parts = items(part("1", list(of)), held, size(*sizes), *more)
        sparse = call("torch._utils._rebuild_sparse_tensor", layout("sparse_coo"), parts)
        return saved(sparse, indices)

    def compressed(sizes, begins, numbers, kind="sparse_csr", held=values):
        parts = items(part("1", [len(begins)]), part("2", [len(numbers)]), held, size(*sizes))
        sparse = call("torch._utils._rebuild_sparse_tensor", layout(kind), parts)
        return saved(sparse, begins, numbers)

    rising = range(6)
    yes, no = b"\x88", b"\x89"
    yield "S20a", coordinates([6], rising, yes), ""
    yield "S20b", coordinates([5], rising, no), "MJ5012"
    yield "S20c", coordinates([6], [-1, 1, 2, 3, 4, 5], no), "MJ5012"
    yield "S20d", coordinates([6], [0, 1, 2, 3, 4, -(1 << 63)], no), "MJ5012"
    yield "S20e", coordinates([6], [0, 0, 1, 2, 3, 4], yes), "MJ5012"
    yield "S20f", coordinates([6], [1, 0, 2, 3, 4, 5], yes), "MJ5012"
    yield "S20g", coordinates([6], rising, integer(1)), "MJ5012"
    yield "S20h", coordinates([6], rising, no, no), "MJ5012"
    yield "S20i", coordinates([6], rising), ""
    yield "S21a", compressed([2, 6], [0, 3, 6], [0, 1, 2, 3, 4, 5]), ""
    yield "S21b", compressed([2, 6], [1, 3, 6], rising), "MJ5012"
    yield "S21c", compressed([2, 6], [0, 3, 5], rising), "MJ5012"
    yield "S21d", compressed([2, 6], [0, 7, 6], rising), "MJ5012"
    yield "S21e", compressed([3, 6], [0, -(1 << 63), 1 << 62, 6], rising), "MJ5012"
    yield "S21f", compressed([2, 5], [0, 3, 6], rising), "MJ5012"
    yield "S21g", compressed([2, 6], [0, 3, 6], [0, 2, 1, 3, 4, 5]), "MJ5012"
    yield "S21h", compressed([2, 6], [0, 3, 6], [0, 1, 1, 3, 4, 5]), "MJ5012"
    yield "S21i", compressed([2, 6], [0, 3, 6], [-1, 1, 2, 3, 4, 5]), "MJ5012"
    yield "S21j", compressed([6, 2], [0, 3, 6], rising, "sparse_csc"), ""
    yield "S21k", compressed([2, 6], [0, 3, 6], rising, "sparse_csc"), "MJ5012"
    yield "S22a", coordinates([1 << 40, 1 << 40], [0] * 12, no, of=(2, 6)), "MJ5012"
    yield "S22b", coordinates([1 << 60], rising, no), ""
    yield "S22c", coordinates([6, 2], rising, no), "MJ5012"
    yield (
        "S22d",
        coordinates([6], rising, no, held=part("0", [2, 3], "torch.FloatStorage")),
        "MJ5012",
    )
    yield "S22e", coordinates([6], rising, no, of=(6,)), "MJ5012"
    yield "S22f", coordinates([-6], rising, no), "MJ5012"
    yield "S22g", coordinates([6], rising, no, held=integer(1)), "MJ5012"
    yield "S22h", compressed([2, 6, 2], [0, 3, 6], rising), "MJ5012"
    yield "S22i", compressed([1 << 50, 6], [0, 3, 6], rising), "MJ5012"
    block = part("0", [6, 0, 1], "torch.FloatStorage")
    yield "S22j", compressed([2, 6], [0, 3, 6], rising, "sparse_bsr", block), "MJ5012"
    block = part("0", [1, 2, 3], "torch.FloatStorage")
    yield "S22k", compressed([2, 6], [0, 1], [1], "sparse_bsr", block), ""
    yield "S22l", compressed([2, 4], [0, 1], [1], "sparse_bsr", block), "MJ5012"
    itself = call("torch._utils._rebuild_sparse_tensor", layout("sparse_coo"), yes)
    yield "S22m", saved(itself), "MJ5012"
    strided = call("torch._utils._rebuild_sparse_tensor", layout("strided"), b")")
    yield "S22n", saved(strided), "MJ5012"
    spread = storage(cls="torch.LongStorage", key=text("1"))
    spread = tensor(stored=spread, sizes=(1, 1 << 50), strides=(0, 0))
    one = tensor(sizes=(1 << 50,), strides=(0,))
    parts = items(spread, one, size(6), no)
    endless = call("torch._utils._rebuild_sparse_tensor", layout("sparse_coo"), parts)
    yield "S22o", saved(endless, rising), "MJ5012"
    none = tensor(stored=storage(cls="torch.LongStorage", key=text("1")), sizes=(0, 1 << 50))
    parts = items(none, one, size(), yes)
    endless = call("torch._utils._rebuild_sparse_tensor", layout("sparse_coo"), parts)
    yield "S22p", saved(endless, rising), "MJ5012"
    for id, cls, held in (("q", "torch.FloatStorage", 6), ("r", "torch.BFloat16Storage", 12)):
        spread = tensor(
            stored=storage(cls=cls, numel=integer(held)), sizes=(2, 1 << 40), strides=(0, 0)
        )
        yield f"S22{id}1", coordinates([6, 1 << 40], [1, 0], no, of=(1, 2), held=spread), ""
        yield f"S22{id}2", compressed([2, 6, 1 << 40], [0, 1, 2], [0, 1], held=spread), ""
        spread = tensor(
            stored=storage(cls=cls, numel=integer(held)), sizes=(6, 1 << 40), strides=(1, 0)
        )
        yield f"S22{id}3", coordinates([1 << 40], [], no, of=(0, 6), held=spread), ""

    def nested(sizes, strides, offsets, of=(2, 1)):
        parts = part("1", list(of)), part("2", list(of)), part("3", [len(offsets)])
        made = call("torch._utils._rebuild_nested_tensor", values, *parts)
        return saved(made, sizes, strides, offsets)

    yield "S23a", nested([2, 4], [1, 1], [0, 2]), ""
    yield "S23b", nested([2, 5], [1, 1], [0, 2]), "MJ5011"
    yield "S23c", nested([2, 4], [1, 1], [0, -1]), "MJ5011"
    yield "S23d", nested([2, -4], [1, 1], [0, 2]), "MJ5012"
    yield "S23e", nested([2, 2], [1, 1 << 62], [0, 2]), "MJ5011"
    yield "S23f", nested([2, 4], [1, -1], [0, 2]), "MJ5012"
    yield "S23g", nested([2, 4], [1, 1], [0, 2], of=(1, 2)), "MJ5012"
    yield "S23h", nested([0, 1 << 62], [1, 0], [0, 5]), ""
    yield "S23i", nested([], [], [], of=(0, 1)), "MJ5012"
    yield "S23n", nested([1 << 40] * 2, [0, 0], [0, 1]), ""
    yield "S23j", nested([1 << 40] * 2, [0, 0], [0], of=(1, 2)), "MJ5012"
    yield "S23k", nested([2, 1 << 40, 0, 1 << 62], [1, 0, 1, 1], [4, 9], of=(2, 2)), ""
    yield "S23l", nested([2, 4], [1, 1], [0, 3]), "MJ5011"
    yield "S23m", nested([2, 4], [1, 1], [0, (1 << 63) - 1]), "MJ5011"

    def again(function, arguments, times, *numbers, held=FLOATS):
        """The same call of remembered arguments: eleven bytes each time."""
        first = name(function) + b"r" + struct.pack("<I", 100)
        first += arguments + b"r" + struct.pack("<I", 101) + b"R"
        one = b"".join(b"j" + struct.pack("<I", n) for n in (100, 101)) + b"R"
        calls = pickled("tensors", b"(" + first + one * (times - 1) + b"t")
        records = [(b"0", held), *(longs(str(i + 1).encode(), *n) for i, n in enumerate(numbers))]
        return make_zip(entries("tensors", calls, storages=records))

    # Each check looks at 8000 batches, of which 4000 rounds are without end unless it is made once.
    many, times = 8000, 4000
    ones = part("0", [many, 1], "torch.ByteStorage")
    parts = items(part("1", [many, 2]), part("2", [many, 1]), ones, size(many, 1, 1))
    sparse = "torch._utils._rebuild_sparse_tensor", items(layout("sparse_csr"), parts)
    rows = ([0, 1] * many, [0] * many)
    yield "S26a", again(*sparse, times, *rows, held=bytes(many)), ""
    flat = items(
        part("0", [many], "torch.ByteStorage"), *(part("1", [many, 1]),) * 2, part("2", [many])
    )
    nest = "torch._utils._rebuild_nested_tensor", flat
    yield "S26b", again(*nest, times, [1] * many, range(many), held=bytes(many)), ""
    stored = storage(numel=integer(many), cls="torch.DoubleStorage", key=text("1"))
    turned = (stored, integer(0), items(integer(1)), items(integer(1)), no, NO_HOOKS)
    turned = items(*turned, b"}" + text("neg") + yes + b"s")
    yield "S26c", again("torch._utils._rebuild_tensor_v2", turned, times, range(many)), ""

    def meta(dtype, sizes, strides, grad=no):
        parts = (name(dtype), items(*map(integer, sizes)), items(*map(integer, strides)), grad)
        return saved(call("torch._utils._rebuild_meta_tensor_no_storage", *parts))

    yield "S24a", meta("torch.float32", [1 << 40, 1 << 20], [1 << 20, 1]), ""
    yield "S24b", meta("torch.float32", [1 << 40, 1 << 40], [1, 1]), "MJ5012"
    yield "S24c", meta("torch.float32", [2, -3], [3, 1]), "MJ5012"
    yield "S24d", meta("torch.float32", [2, 3], [1]), "MJ5012"
    yield "S24e", meta("torch.int64", [2], [1], yes), "MJ5012"
    yield "S24f", meta("torch.Size", [2], [1]), "MJ5012"
    yield "S24g", meta("torch.quint8", [2], [1]), "MJ5012"


def crowded_cases():
    """Quantized integers of which several share a byte: 24 bytes hold 48 of them."""
    one = items(name("torch.per_tensor_affine"), b"G" + struct.pack(">d", 0.5), integer(0))

    def made(sizes, strides, scheme=one, offset=0, grad=b"\x89", cls="torch.QUInt4x2Storage"):
        stored = storage(cls=cls, numel=integer(24))
        whole = (items(*map(integer, numbers)) for numbers in (sizes, strides))
        parts = (stored, integer(offset), *whole, scheme, grad, NO_HOOKS)
        return saved(call("torch._utils._rebuild_qtensor", *parts))

    def saved(value):
        records = ((b"0", FLOATS), (b"1", FLOATS))
        return make_zip(entries("tensors", pickled("tensors", value), storages=records))

    def channels(count, axis, step=1):
        kept = tensor(stored=storage(key=text("1")), sizes=(count,), strides=(step,))
        return items(name("torch.per_channel_affine"), kept, kept, integer(axis))

    yield "S25a", made((6, 8), (8, 1)), ""
    yield "S25b", made((7, 7), (7, 1)), "MJ5011"
    yield "S25c", made((6, 8), (1, 6)), "MJ5012"
    yield "S25d", made((6, 7), (7, 1), offset=1), "MJ5012"
    yield "S25e", made((1 << 40, 0), (1, 1)), ""
    yield "S25f", made((1 << 40,), (0,)), "MJ5012"
    yield "S25g", made((6, 8), (8, 1), channels(6, 0)), ""
    yield "S25h", made((6, 8), (8, 1), channels(5, 0)), "MJ5012"
    yield "S25i", made((6, 8), (8, 1), channels(6, 2)), "MJ5012"
    yield "S25j", made((6, 8), (8, 1), integer(1)), "MJ5007"
    yield "S25k", made((12, 8), (8, 1), cls="torch.QUInt2x4Storage"), ""
    yield "S25l", made((13, 8), (8, 1), cls="torch.QUInt2x4Storage"), "MJ5011"
    plain = tensor(stored=storage(cls="torch.QUInt4x2Storage", numel=integer(24)))
    yield "S25m", saved(plain), "MJ5012"
    many = 1 << 33
    yield "S25n", made((0, many), (many, 1), channels(many, 1, 0)), ""
    for id, scheme in (("o", one), ("p", channels(many, 1, 0))):
        yield f"S25{id}", made((6, many), (1, 0), scheme, cls="torch.QUInt8Storage"), ""


def version_cases(kind):
    for id, content, expected in (
        ("T08-old", b"0\n", "MJ6002"), ("T08-new", b"11\n", "MJ6003"), ("T08-minus", b"-3\n", "MJ6004"),
        ("T08-empty", b"", "MJ6004"), ("T08-words", b"three", "MJ6004"), ("T08-huge", b"9" * 30, "MJ6004"),
        ("T08-nul", b"\x003", "MJ6004"), ("T08-blank", b" 3\n", ""), ("T08-junk", b"3junk", ""), ("T08-latin", b"\xb2", "MJ6004"),
    ):  # fmt: skip
        yield id, make_zip(entries(kind, version=content)), expected
    both = [*entries(kind, version=b"11\n"), Entry(b"a/.data/version", b"10\n")]
    yield "T08-both", make_zip(both), ""
    without = [e for e in entries(kind) if e.name != b"a/version"]
    yield "T08-none", make_zip(without), "MJ4009"
    other = "program" if kind == "tensors" else "tensors"
    yield "A05", make_zip(entries(other)), {"tensors": "MJ6001", "program": "MJ6006"}
    old = [Entry(b"a/model.json", b"{}"), Entry(b"a/version", b"1")]
    yield "T10", make_zip(old), "MJ6005"


def sweeps(kind, step=1, masks=(0x01, 0x80, 0xFF)):
    """Every file that is cut short, or has one byte changed: in the zip, or in a record under a good checksum."""
    good = make_zip(entries(kind), zip64=True)
    for length in range(0, len(good), step):
        yield Case(f"Z35-{length}", kind, good[:length], "MJ")
    for mask in masks:
        for i in range(0, len(good), step):
            yield Case(f"Z36-{mask}-{i}", kind, changed(good, i, mask), ANY)
        pickle = pickled(kind, tensor())
        for i in range(0, len(pickle), step):
            data = make_zip(entries(kind, changed(pickle, i, mask)))
            yield Case(f"P00-{mask}-{i}", kind, data, ANY)


def changed(data, i, mask):
    return data[:i] + bytes([data[i] ^ mask]) + data[i + 1 :]


def fits(expected, found):
    """Whether a reader's answer, "" or an id, is the expected one."""
    if expected == ANY:
        return found == "" or found.startswith("MJ")
    return found.startswith(expected) if expected else found == ""


def listed_ids():
    """The ids of ids.table."""
    table = Path(__file__).with_name("ids.table").read_text()
    return [line[:3] for line in table.splitlines() if not line.startswith("#")]


def cases():
    """Every hostile file; the large ones are `large_cases`, the very many `sweeps`."""
    for kind in KINDS:
        for source in (zip_cases, pickle_cases, tensor_cases, version_cases):
            for id, data, expected in source(kind):
                wanted = expected[kind] if isinstance(expected, dict) else expected
                yield Case(id, kind, data, wanted)
    for id, data, expected in (*held_cases(), *crowded_cases()):
        yield Case(id, "tensors", data, expected)
    for id, data, expected in code_cases():
        yield Case(id, "program", data, expected)
    for id, data, expected in run_cases():
        yield Case(id, "run", data, expected)


def large_cases():
    """Many things instead of wrong ones: they must load, in time that follows their size."""
    for kind in KINDS:
        same = b"]q\x00(" + tensor(stored=storage() + b"q\x01")
        view = tensor(stored=b"h\x01")
        yield Case("S17", kind, valued(kind, same + view * 20_000 + b"e", "List[Tensor]"), "")
        tiny = b"](" + b"".join(
            tensor(stored=storage(numel=integer(1), key=text(str(i))), sizes=(1,), strides=(1,))
            for i in range(3000)
        )
        records = tuple((str(i).encode(), b"abcd") for i in range(3000))
        data = pickled(kind, tiny + b"e")
        yield Case("S18", kind, make_zip(entries(kind, data, "List[Tensor]", records)), "")
        names = [*entries(kind), *(Entry(b"a/extra/%d" % i) for i in range(20_000))]
        yield Case("Z30c", kind, make_zip(names), "")


def write(folder):
    """All files, and `index.tsv` with file, reader and expected id."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for case in (*cases(), *large_cases()):
        file = f"{case.id}.{case.kind}"
        (folder / file).write_bytes(case.data)
        lines.append(f"{file}\t{case.kind}\t{case.expected}\n")
    (folder / "index.tsv").write_text("".join(lines))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
