"""Changes of archives and tensor files that stay files: `mutant(rng, data, words)`.

A file is taken apart into records, one or two of them are changed where it means something (names, types and arguments of its
code, opcodes and numbers of its pickles, lengths of its tensors, the version), and it is written anew with good checksums; or
its records stay, and fields of the zip are what changes.
"""

import io
import pickletools
import re
import struct
import zipfile

from tests.attacks.build import Entry, deflate, integer, make_zip, text

WORD = re.compile(r"[A-Za-z_][\w.]*|\d+\.?\d*|\"[^\"]*\"|[^\s\w]")
CALL = re.compile(r"\b[\w.]+\(([^()]*)\)")
INTEGERS = (-(1 << 63), -(1 << 31), -2, -1, 0, 1, 2, 3, 64, 255, 1 << 16, 1 << 31, 1 << 32, 1 << 40, 1 << 62, (1 << 63) - 1)  # fmt: skip
LITERALS = (*map(str, INTEGERS), "1e308", "0.", "-0.5", "None", "True", '""', "[]", "[0]", "[-1, -1]", "[[1], [2]]", "{}", "(1, 2)")  # fmt: skip
TYPES = ("int", "float", "bool", "str", "Tensor", "complex", "number", "Any", "Device", "NoneType", "List[int]", "List[Tensor]", "Optional[Tensor]", "Dict[str, Tensor]", "Tuple[int, Tensor]", "Future[Tensor]", "List[List[int]]")  # fmt: skip
VERSIONS = (b"", b"0", b"1", b"2\n", b"3\n", b"9", b"10\n", b"11", b"-1", b"99999999999999999999", b" 3", b"3.0", b"x", b"3\0")  # fmt: skip
OPCODES = b"NKJMGXU()]}lt\x85\x86\x87absuehqrRQ0\x81\x88\x89."
FIELDS = ("method", "flags", "crc", "size", "compressed", "local_crc", "local_size", "local_compressed", "local_extra_length", "attributes", "disk", "header")  # fmt: skip
STREAM_PICKLES = 5
ENDS = ("count", "size", "offset", "disk", "start_disk", "here")


def records_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return [(n, opened.read(n)) for n in opened.namelist()]


def words_of(files):
    """What code of archives consists of, to put elsewhere: names of operators are among it."""
    found = set()
    for data in files:
        for name, content in records_of(data):
            if name.endswith(".py"):
                found.update(WORD.findall(content.decode()))
    return sorted(found)


# code


def dropped_argument(rng, code):
    """A call with an argument less, or one twice."""
    calls = [m for m in CALL.finditer(code) if m[1]]
    if not calls:
        return code
    call = rng.choice(calls)
    args = call[1].split(", ")
    at = rng.randrange(len(args))
    args[at : at + 1] = rng.choice(([], [args[at]] * 2, [rng.choice(LITERALS)]))
    return code[: call.start(1)] + ", ".join(args) + code[call.end(1) :]


def changed_line(rng, code):
    """A line left out, twice, or elsewhere."""
    lines = code.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    line = lines.pop(at)
    kind = rng.randrange(3)
    if kind == 1:
        lines[at:at] = [line, line]
    elif kind == 2:
        lines.insert(rng.randrange(len(lines) + 1), line)
    return "".join(lines)


def changed_word(rng, code, words):
    """A word in place of another of its kind, mostly."""
    found = list(WORD.finditer(code))
    if not found:
        return code
    place = rng.choice(found)
    old = place[0]
    kind = rng.random()
    if (old[0].isdigit() or old[0] == '"') and kind < 0.7:
        new = rng.choice(LITERALS)
    elif old in ("Tensor", "int", "float", "bool", "str", "List", "Optional") and kind < 0.7:
        new = rng.choice(TYPES)
    elif old.startswith(("torch.", "ops.")) and kind < 0.8:
        new = rng.choice([w for w in words if w.startswith(("torch.", "ops."))])
    elif kind < 0.9:
        new = rng.choice(words)
    else:
        new = rng.choice(("", old + " " + old, old + ", " + old))
    return code[: place.start()] + new + code[place.end() :]


def changed_code(rng, code, words):
    for _ in range(rng.randint(1, 3)):
        kind = rng.random()
        if kind < 0.2:
            code = dropped_argument(rng, code)
        elif kind < 0.3:
            code = changed_line(rng, code) if code else code
        else:
            code = changed_word(rng, code, words)
    return code


# pickles


def changed_bytes(rng, data):
    """Some bytes changed: opcodes, numbers, a part taken out or doubled."""
    data = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(5)
        if kind == 0 and at < len(data):
            data[at] = rng.choice(OPCODES)
        elif kind == 1 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            data[at : at + 4] = rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"))
        elif kind == 3:
            del data[at : at + rng.randint(1, 8)]
        else:
            data[at:at] = data[at : at + rng.randint(1, 32)]
    return bytes(data)


def split_pickle(data):
    """The opcodes with their arguments, as (name, argument, bytes)."""
    found = list(pickletools.genops(data))
    ends = [place for _, _, place in found[1:]] + [len(data)]
    return [(op.name, arg, data[at:end]) for (op, arg, at), end in zip(found, ends, strict=True)]


def changed_pickle(rng, data):
    """A number of it changed (sizes, strides and offsets are such), a string, or an opcode moved, doubled or left out."""
    try:
        ops = split_pickle(data)
    except Exception:  # whatever pickletools says of a pickle that was broken on purpose
        return changed_bytes(rng, data)
    strings = [raw for name, _, raw in ops if "UNICODE" in name or name == "GLOBAL"]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(ops))
        numbers = [i for i, (name, arg, _) in enumerate(ops) if "INT" in name and isinstance(arg, int)]  # fmt: skip
        kind = rng.random()
        if kind < 0.45 and numbers:
            at = rng.choice(numbers)
            known = ops[at][1]
            new = rng.choice((*INTEGERS, known + 1, known - 1, known * 2))
            ops[at] = ("INT", new, integer(new))
        elif kind < 0.6 and strings:
            texts = [i for i, (_, _, raw) in enumerate(ops) if raw in strings]
            if texts:
                ops[rng.choice(texts)] = ("X", "", rng.choice([*strings, text(rng.choice(TYPES))]))
        elif kind < 0.75:
            ops[at] = rng.choice(ops)
        elif kind < 0.85:
            ops.insert(rng.randrange(len(ops) + 1), ops[at])
        elif len(ops) > 1:
            del ops[at]
    return b"".join(raw for _, _, raw in ops)


# the file


def changed_record(rng, name, content, words):
    base = name.rpartition("/")[2]
    if name.endswith(".py"):
        return changed_code(rng, content.decode(errors="replace"), words).encode()
    if base in ("version", "byteorder", ".format_version", ".storage_alignment"):
        return rng.choice((*VERSIONS, b"little", b"big"))
    if name.endswith(("pkl", ".debug_pkl")):
        return changed_pickle(rng, content) if rng.random() < 0.8 else changed_bytes(rng, content)
    kind = rng.randrange(3)
    return (content[: len(content) // 2], content + b"\0" * 8, changed_bytes(rng, content))[kind]


def changed_zip(rng, records):
    """Good records in a zip of which some fields are not."""
    made = [Entry(n.encode(), c) for n, c in records]
    ends = {}
    for _ in range(rng.randint(1, 3)):
        entry = rng.choice(made)
        number = rng.choice((0, 1, 8, 0x40, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, len(entry.data), len(entry.data) + 1))  # fmt: skip
        field = rng.choice((*FIELDS, *ENDS, "name", "body", "again", "zip64"))
        if field in FIELDS:
            small = field in ("method", "flags", "local_extra_length", "disk")
            setattr(entry, field, number & 0xFFFF if small else number)
        elif field in ENDS:
            ends[field] = number & (0xFFFFFFFF if field in ("size", "offset") else 0xFFFF)
        elif field == "name":
            entry.name = rng.choice((b"", b"/", b"../x", entry.name.upper(), rng.choice(made).name))
        elif field == "body":
            entry.method, entry.body = 8, changed_bytes(rng, deflate(entry.data))
        elif field == "again":
            made.insert(rng.randrange(len(made)), entry)
        else:
            extra = struct.pack("<HH3Q", 1, 24, *(rng.choice(INTEGERS) & (1 << 64) - 1 for _ in "abc"))  # fmt: skip
            entry.size = entry.compressed = 0xFFFFFFFF
            entry.central_extra = entry.local_extra = extra
    return make_zip(made, zip64=rng.random() < 0.1, **ends)


def pickles_of(data):
    """Where the pickles at the start of a file of the time before zip end."""
    ends = [0]
    try:
        while len(ends) <= STREAM_PICKLES:
            stream = io.BytesIO(data[ends[-1] :])
            for _ in pickletools.genops(stream):
                pass
            ends.append(ends[-1] + stream.tell())
    except Exception:  # whatever pickletools says of what is none
        pass
    return ends


def changed_stream(rng, data):
    """One of the pickles changed, or bytes anywhere."""
    ends = pickles_of(data)
    if len(ends) == 1 or rng.random() < 0.2:
        return changed_bytes(rng, data)
    at = rng.randrange(len(ends) - 1)
    start, end = ends[at], ends[at + 1]
    return data[:start] + changed_pickle(rng, data[start:end]) + data[end:]


def mutant(rng, data, words):
    """A changed file."""
    kind = rng.random()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return changed_stream(rng, data)
    if kind < 0.05:
        return changed_bytes(rng, data)
    records = records_of(data)
    if kind < 0.15:
        return changed_zip(rng, records)
    code = [i for i, (n, _) in enumerate(records) if n.endswith(".py")]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choice(code) if code and rng.random() < 0.6 else rng.randrange(len(records))
        name, content = records[at]
        records[at] = (name, changed_record(rng, name, content, words))
    return make_zip([Entry(n.encode(), c) for n, c in records])
