"""Writing that fails half-way leaves the old file whole: a full disk, a killed process, a read-only folder."""

import os
import resource
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

import minijit
from minijit import nn
from minijit.serialization.zip_writer import ZipWriter
from tests.executors import tool

# What fits under the limit of the full disk, and what does not.
FULL = 20_000
LARGE = 100_000
TENSOR = minijit.zeros(LARGE)
PROGRAM = minijit.jit.script(nn.Linear(LARGE, 1))
SAVES = {
    "save": lambda path: minijit.save(TENSOR, path),
    "stream": lambda path: minijit.save(TENSOR, path, _use_new_zipfile_serialization=False),
    "jit.save": lambda path: minijit.jit.save(PROGRAM, path),
    "safetensors": lambda path: minijit.save_file({"x": TENSOR}, path),
    "npz": lambda path: minijit.save_file({"x": TENSOR}, path),
}
NAMES = {"safetensors": "a.safetensors", "npz": "a.npz"}


def in_a_child(work):
    """How a forked process ended that did this: its exit code, or minus its signal."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except OSError:
            code = 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def fill_the_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))


def become_nobody():
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


@pytest.fixture
def tmp_path():
    """A folder that another user may be let into: another pytest closes the one that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(params=SAVES)
def old(request, tmp_path):
    """A way to write, and a file that is there."""
    path = tmp_path / NAMES.get(request.param, "a.pt")
    path.write_bytes(b"old")
    return SAVES[request.param], path


def is_whole(path):
    return path.read_bytes() == b"old" and os.listdir(path.parent) == [path.name]


def test_a_full_disk(old):
    save, path = old

    def work():
        fill_the_disk()
        save(path)

    assert in_a_child(work) == 2
    assert is_whole(path)


def test_a_killed_process(old, monkeypatch):
    save, path = old

    def work():
        monkeypatch.setattr(os, "fsync", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        save(path)

    assert in_a_child(work) == -signal.SIGKILL
    assert path.read_bytes() == b"old"


def test_a_process_killed_between_records(tmp_path, monkeypatch):
    path = tmp_path / "a.pt"
    path.write_bytes(b"old")

    def work():
        monkeypatch.setattr(
            ZipWriter, "record", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
        )
        minijit.save([1], path)

    assert in_a_child(work) == -signal.SIGKILL
    assert path.read_bytes() == b"old"


def open_to_all(folder):
    """Let others reach a folder of the tests."""
    for one in (folder, *folder.parents):
        if one.owner() == folder.owner() and Path(tempfile.gettempdir()) in one.parents:
            one.chmod(0o755)


def test_a_read_only_folder(old):
    save, path = old
    path.parent.chmod(0o555)
    open_to_all(path.parents[1])

    def work():
        become_nobody()
        save(path)

    try:
        assert in_a_child(work) == 2
        assert is_whole(path)
    finally:
        path.parent.chmod(0o755)


@pytest.fixture
def program(tmp_path):
    if tool() is None:
        pytest.skip("the C++ tool is not installed")
    folder = tmp_path / "in"
    folder.mkdir()
    minijit.jit.save(minijit.jit.script(nn.Linear(LARGE, 1)), folder / "m.pt")
    return folder / "m.pt"


def test_the_tool_on_a_full_disk(program, tmp_path):
    path = tmp_path / "out" / "a.pt"
    path.parent.mkdir()
    path.write_bytes(b"old")
    found = subprocess.run(
        [tool(), "strip", program, path], capture_output=True, text=True, preexec_fn=fill_the_disk
    )
    assert found.returncode == 1, found
    assert "cannot write" in found.stderr
    assert is_whole(path)


def test_the_tool_in_a_read_only_folder(program, tmp_path):
    path = tmp_path / "out" / "a.pt"
    path.parent.mkdir()
    path.write_bytes(b"old")
    path.parent.chmod(0o555)
    open_to_all(path.parents[1])
    found = subprocess.run(
        [tool(), "strip", program, path], capture_output=True, text=True, preexec_fn=become_nobody
    )
    path.parent.chmod(0o755)
    assert found.returncode == 1, found
    assert "cannot write" in found.stderr
    assert is_whole(path)


def test_the_tool_killed_while_it_writes(program, tmp_path):
    path = tmp_path / "out" / "a.pt"
    path.parent.mkdir()
    path.write_bytes(b"old")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))

    found = subprocess.run([tool(), "strip", program, path], preexec_fn=limit)
    assert found.returncode == -signal.SIGXFSZ
    assert path.read_bytes() == b"old"
