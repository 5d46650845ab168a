"""Changed files on every reader and engine: `python -m tests.attacks.hunt [--seconds N] [--seed S] [--keep FOLDER]`.

Programs are loaded and their methods called, tensor files are loaded, under limits. They must be answered or refused with a
minijit.Error; whatever else is raised is printed, and its file kept. The work is done in a process of its own, with little
address space and a time for each file: one that dies or hangs leaves its file as `died-N.pt`, and the next goes on.
"""

import argparse
import contextlib
import io
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import minijit
from minijit.native import extension
from tests.attacks.build import make_zip
from tests.attacks.corpus import KINDS, entries
from tests.attacks.corpus_code import LIMITS, run_cases
from tests.attacks.mutate import mutant, words_of
from tests.cases.test_cases import PROGRAMS, compile_program, saved
from tests.executors import ROOT

LARGEST = 1 << 18
FILE_SECONDS = 30  # of one file on one engine
SPACE = 4 << 30


def archives():
    """Archives of programs: the cases, what every version wrote, real ones, and those of a folder."""
    yield from (data for _, data, _ in run_cases())
    for _, target in PROGRAMS.values():
        yield saved(compile_program(target, engine="reference"))
    yield from (data for data in found_files() if b"constants.pkl" in data)


def found_files():
    """What every version wrote, real files, and those of the folder MINIJIT_SEEDS."""
    folders = [ROOT / "tests" / "compat" / "frozen"]
    folders += [Path(os.environ[n]) for n in ("MINIJIT_ARCHIVES", "MINIJIT_SEEDS") if n in os.environ]  # fmt: skip
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in (".pt", ".ptl", ".jit", ".dat") and path.stat().st_size <= LARGEST:
                yield path.read_bytes()


def tensor_files():
    """Files of tensors: of the corpus, of all kinds of tensors in both layouts, and found ones."""
    yield make_zip(entries(KINDS[0]))
    x = minijit.arange(12.0).reshape(3, 4)
    scales, zeros = minijit.tensor([0.5, 0.25, 1.0]), minijit.tensor([0, 1, 2])
    values = {
        "view": x[1:, ::2], "parameter": minijit.nn.Parameter(x), "bool": x > 2, "none": None,
        "complex": x.to(minijit.complex64), "half": x.to(minijit.bfloat16), "shape": x.size(),
        "quantized": minijit._make_per_tensor_quantized_tensor(x.to(minijit.uint8), 0.5, 3),
        "channels": minijit._make_per_channel_quantized_tensor(x.to(minijit.int8), scales, zeros, 0),
        "list": [1, 2.5, "text", (True, x.dtype)],
    }  # fmt: skip
    for zipped in (True, False):
        out = io.BytesIO()
        minijit.save(values, out, _use_new_zipfile_serialization=zipped)
        yield out.getvalue()
    yield from (data for data in found_files() if b"constants.pkl" not in data)


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


def tensor_complaint(data):
    try:
        minijit.load(io.BytesIO(data))
    except minijit.Error:
        pass
    except Exception as e:
        return f"tensors: {type(e).__name__}: {e}"
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
    """The number of changed files, and what was wrong, as texts."""
    rng = random.Random(seed)
    known = list(archives())
    words = words_of(known)
    tensors = list(tensor_files())
    found, count, end = {}, 0, time.monotonic() + seconds
    with limited(), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        while time.monotonic() < end:
            tried = [(mutant(rng, rng.choice(known), words), engine) for engine in engines[:1]]
            tried += [(tried[0][0], engine) for engine in engines[1:]]
            tried += [(mutant(rng, rng.choice(tensors), words), None)]
            for data, engine in tried:
                if keep:
                    (Path(keep) / "current.pt").write_bytes(data)
                    signal.alarm(FILE_SECONDS)
                problem = complaint(data, engine) if engine else tensor_complaint(data)
                count += 1
                if problem and problem[:60] not in found:
                    found[problem[:60]] = f"{engine}: {problem}"
                    if keep:
                        name = f"found-{seed}-{len(found)}.pt"
                        (Path(keep) / name).write_bytes(data)
                        print(f"{name}: {engine}: {problem}", file=sys.stderr, flush=True)
    signal.alarm(0)
    return count, list(found.values())


def supervise(given):
    """Runs workers until the time is over; the number of those that died."""
    keep = Path(given.keep)
    keep.mkdir(parents=True, exist_ok=True)
    died, wrong, end = 0, 0, time.monotonic() + given.seconds
    while (left := end - time.monotonic()) > 1:
        command = [sys.executable, "-m", "tests.attacks.hunt", "--worker", "--keep", str(keep), "--seconds", str(left), "--seed", str(given.seed + died), "--space", str(given.space), "--engine", given.engine]  # fmt: skip
        code = subprocess.run(command, check=False).returncode
        if code not in (0, 1):
            died += 1
            shutil.copy(keep / "current.pt", keep / f"died-{given.seed}-{died}.pt")
            print(f"died-{given.seed}-{died}.pt: exit code {code}", flush=True)
        wrong += code == 1
    return died + wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="build/hunt")
    parser.add_argument("--space", type=int, default=SPACE, help="address space in bytes, 0: any")
    parser.add_argument("--engine", choices=("both", "native", "reference"), default="both")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.worker:
        return 1 if supervise(given) else 0
    if given.space:
        resource.setrlimit(resource.RLIMIT_AS, (given.space, given.space))
    engines = ("reference", "native") if given.engine == "both" else (given.engine,)
    engines = tuple(e for e in engines if e == "reference" or extension())
    count, found = hunt(given.seed, given.seconds, engines, given.keep)
    print(f"{count} changed files, {len(found)} wrong", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
