"""Files and streams that are none, change, or have odd names, and many threads: the ids A01 to A05, in both languages."""

import io
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

import minijit
from tests.attacks.corpus import entries
from tests.attacks.build import make_zip
from tests.attacks.corpus_code import GOOD, archive
from tests.executors import ROOT, run_tool, tool

ENGINES = ("reference", "native") if minijit.native.extension() else ("reference",)
PROGRAM = archive(GOOD)
TENSORS = make_zip(entries("tensors"))
READERS = [(minijit.jit.load, PROGRAM), (minijit.load, TENSORS)]
needs_tool = pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")


class Pipe(io.RawIOBase):
    """A stream that can only be read, a little at a time."""

    def __init__(self, data):
        super().__init__()
        self.rest = data

    def readable(self):
        return True

    def readinto(self, buffer):
        count = min(len(buffer), 1000, len(self.rest))
        buffer[:count] = self.rest[:count]
        self.rest = self.rest[count:]
        return count


def fed(path, data):
    """A thread that writes to a named pipe."""
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(data), daemon=True)
    writer.start()
    return writer


@pytest.mark.parametrize(("load", "data"), READERS)
def test_a01_streams_pipes_and_directories(load, data, tmp_path):
    load(Pipe(data))
    writer = fed(tmp_path / "pipe", data)
    load(tmp_path / "pipe")
    writer.join(timeout=60)
    (tmp_path / "empty").touch()
    for odd in (tmp_path, tmp_path / "missing", tmp_path / "empty"):
        with pytest.raises((OSError, minijit.Error)):
            load(odd)
    for odd in (3, None, io.StringIO("text")):
        with pytest.raises((TypeError, AttributeError, minijit.Error)):
            load(odd)


@needs_tool
def test_a01_pipes_and_directories_in_cpp(tmp_path):
    writer = fed(tmp_path / "pipe", PROGRAM)
    assert run_tool("ir", tmp_path / "pipe").returncode == 0
    writer.join(timeout=60)
    (tmp_path / "empty").touch()
    for odd, id in (
        (tmp_path, "MJ9007"),
        (tmp_path / "missing", "MJ9007"),
        (tmp_path / "empty", "MJ4001"),
    ):
        found = run_tool("check", odd)
        assert (found.returncode, id in found.stderr) == (1, True), found.stderr


@pytest.mark.parametrize("engine", ENGINES)
def test_a02_a_copied_file_may_change(engine, tmp_path):
    path = tmp_path / "m.pt"
    path.write_bytes(PROGRAM)
    module = minijit.jit.load(path, engine=engine, mmap=False)
    wanted = module(minijit.ones(2, 3)).tolist()
    path.write_bytes(b"")
    assert module(minijit.ones(2, 3)).tolist() == wanted
    path.write_bytes(TENSORS)
    loaded = minijit.load(path)
    path.write_bytes(b"")
    assert loaded.tolist() == [[1, 2, 3], [4, 5, 6]]


def test_a02_a_mapped_file_must_not_be_cut_short(tmp_path):
    """What SECURITY.md says of it: the operating system ends the process, nothing worse."""
    code = """
import sys, minijit
module = minijit.jit.load(sys.argv[1], engine="reference")
open(sys.argv[1], "r+b").truncate(0)
print(module.weight.sum())
"""
    path = tmp_path / "m.pt"
    minijit.jit.script(minijit.nn.Linear(256, 256)).save(path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", code, path], env=environment, capture_output=True, check=False
    )
    assert ended.returncode < 0 and ended.stdout == b""


@pytest.mark.parametrize("engine", ENGINES)
def test_a03_sixteen_threads(engine):
    module = minijit.jit.load(io.BytesIO(PROGRAM), engine=engine)
    wanted = module(minijit.ones(2, 3)).tolist()
    problems = []

    def work():
        try:
            for _ in range(5):
                own = minijit.jit.load(io.BytesIO(PROGRAM), engine=engine)
                for each in (module, own):
                    assert each(minijit.ones(2, 3)).tolist() == wanted
        except Exception as e:
            problems.append(e)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems


ODD_NAMES = [
    "é.pt",
    "🎲.pt",
    "a b'\"$(x).pt",
    "-n.pt",
    "x" * 240 + ".pt",
    ".pt",
    "a\nb.pt",
    b"\xff\xfe.pt",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_a04_odd_paths(name, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), name if isinstance(name, bytes) else name.encode())
    with open(path, "wb") as out:
        out.write(PROGRAM)
    minijit.jit.load(os.fsdecode(path))
    if tool():
        done = subprocess.run([tool(), "check", path], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a04_paths_that_are_none():
    for bad in ("a\0b.pt", "x" * 100_000, ""):
        with pytest.raises((OSError, ValueError)):
            minijit.jit.load(bad)


def test_a05_the_other_loader_is_named(tmp_path):
    with pytest.raises(minijit.Error, match=r"jit\.load.*MJ6001"):
        minijit.load(io.BytesIO(PROGRAM))
    with pytest.raises(minijit.Error, match=r"MJ6006"):
        minijit.jit.load(io.BytesIO(TENSORS))
    if tool():
        (tmp_path / "t.pt").write_bytes(TENSORS)
        assert "[MJ6006]" in run_tool("check", tmp_path / "t.pt").stderr
    np.save(tmp_path / "x.npy", np.ones(2))
    for load in (minijit.load, minijit.jit.load):
        with pytest.raises(minijit.Error):
            load(tmp_path / "x.npy")
