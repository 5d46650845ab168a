"""Changes of archives that stay archives: `python -m tests.attacks.mutate [--seconds N] [--seed S]`.

One record of a seed is changed (tokens of its code, opcodes and numbers of its pickles, a field of its zip) and the file is
written anew, with good checksums. The Python readers, and both engines under limits, must answer or refuse with a
minijit.Error; whatever else is raised is printed, and the file is kept in `--keep`.
"""

import argparse
import contextlib
import io
import random
import re
import sys
import time
import warnings
import zipfile
from pathlib import Path

import minijit
from minijit.native import extension
from tests.attacks.corpus import KINDS, entries
from tests.attacks.build import make_zip
from tests.attacks.corpus_code import LIMITS, run_cases
from tests.cases.test_cases import PROGRAMS, compile_program, saved

WORD = re.compile(r"[A-Za-z_][\w.]*|\d+\.?\d*|\"[^\"]*\"|[^\s\w]")
NUMBERS = (
    "0", "1", "-1", "2", "64", "99999", "4294967296", "9223372036854775807", "-9223372036854775808", "1e308", "0.", "None", "True",
    "[]", "[0]", "[-1, -1]",
)  # fmt: skip
OPCODES = b"NKJMGXU()]}lt\x85\x86\x87absuehqrRQ0\x81\x88\x89."


def seeds():
    """Archives of programs, as name and bytes."""
    for id, data, _ in run_cases():
        yield id, data
    for name, (_, target) in PROGRAMS.items():
        yield name, saved(compile_program(target, engine="reference"))


def changed_code(rng, text, words):
    """Some words changed to others, to odd numbers, dropped or doubled."""
    found = list(WORD.finditer(text))
    if not found:
        return text
    for _ in range(rng.randint(1, 3)):
        place = rng.choice(found)
        old = place[0]
        if old[0].isdigit() and rng.random() < 0.7:
            new = rng.choice(NUMBERS)
        elif rng.random() < 0.15:
            new = rng.choice(("", old + " " + old, old + ", " + old))
        else:
            new = rng.choice(words)
        text = text[: place.start()] + new + text[place.end() :]
        found = list(WORD.finditer(text)) or found
    return text


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


def mutant(rng, data, words):
    """A changed archive; one time in ten its raw bytes are what changes."""
    if rng.random() < 0.1:
        return changed_bytes(rng, data)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        records = [(n, old.read(n)) for n in old.namelist()]
    code = [i for i, (n, _) in enumerate(records) if n.endswith(".py")]
    at = rng.choice(code) if code and rng.random() < 0.6 else rng.randrange(len(records))
    name, content = records[at]
    if name.endswith(".py"):
        content = changed_code(rng, content.decode(), words).encode()
    else:
        content = changed_bytes(rng, content)
    records[at] = (name, content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for each, body in records:
            new.writestr(each, body)
    return out.getvalue()


def argument(kind, variant):
    """A value for a parameter."""
    shapes = ((4,), (2, 4), (1, 3, 8, 8), (), (0,))
    made = {"int": 2, "float": 0.5, "bool": True, "str": "text", "int[]": [1, 2]}
    return made.get(kind, minijit.ones(*shapes[variant % len(shapes)]))


def complaint(data, engine):
    """What is raised besides minijit.Error when an archive is loaded and its methods are called; "" if nothing is."""
    try:
        module = minijit.jit.load(io.BytesIO(data), engine=engine)
    except minijit.Error:
        return ""
    except Exception as e:
        return f"load: {type(e).__name__}: {e}"
    for name, method in module.__script_object__.class_type.methods.items():
        for variant in range(3):
            given = [argument(str(a.type), variant) for a in method.arguments[1:]]
            try:
                getattr(module, name)(*given)
            except minijit.Error:
                pass
            except TypeError as e:
                if "argument" not in str(e):  # what Python itself says of a wrong call
                    return f"{name}: TypeError: {e}"
            except Exception as e:
                return f"{name}: {type(e).__name__}: {e}"
    return ""


@contextlib.contextmanager
def limited():
    """The limits under which mutants run."""
    before = {name: minijit.get_limit(name) for name in LIMITS}
    for name, value in LIMITS.items():
        minijit.set_limit(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            minijit.set_limit(name, value)


def hunt(seed, seconds, engines, keep=None):
    """The number of mutants, and what was wrong, as texts."""
    rng = random.Random(seed)
    known = [data for _, data in seeds()]
    texts = [zipfile.ZipFile(io.BytesIO(d)) for d in known]
    words = sorted(
        {
            w
            for z in texts
            for n in z.namelist()
            if n.endswith(".py")
            for w in WORD.findall(z.read(n).decode())
        }
    )
    tensors = make_zip(entries(KINDS[0]))
    found, count, end = {}, 0, time.monotonic() + seconds
    with limited(), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        while time.monotonic() < end:
            data = mutant(rng, rng.choice(known), words)
            count += 1
            if keep:
                (Path(keep) / "current.pt").write_bytes(data)
            for engine in engines:
                problem = complaint(data, engine)
                if problem and problem[:60] not in found:
                    found[problem[:60]] = f"{engine}: {problem}"
                    if keep:
                        (Path(keep) / f"found-{len(found)}.pt").write_bytes(data)
            try:
                minijit.load(io.BytesIO(changed_bytes(rng, tensors)))
            except minijit.Error:
                pass
            except Exception as e:
                found[f"tensors: {type(e).__name__}"] = f"tensors: {type(e).__name__}: {e}"
    return count, list(found.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default=None)
    given = parser.parse_args()
    engines = ("reference", "native") if extension() else ("reference",)
    count, found = hunt(given.seed, given.seconds, engines, given.keep)
    print("\n".join([*found, f"{count} changed archives, {len(found)} wrong"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
