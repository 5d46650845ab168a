"""What the README shows is run: Python, C++, CMake, the commands, and the make targets it names."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import minijit
from tests.executors import installed_runtime

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def blocks(language):
    return [text for name, text in BLOCKS if name == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a reader who ran the Python blocks, one after the other."""
    path = tmp_path_factory.mktemp("readme")
    # Scripting reads the source of a class from its file.
    (path / "example.py").write_text("\n".join(blocks("python")))
    run(path, sys.executable, "example.py")
    return path


def run(folder, *command):
    """The standard output of a command that must succeed, with the tested minijit importable."""
    paths = [str(Path(minijit.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    scripts = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PATH": os.pathsep.join(scripts),
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


def test_every_block_is_of_a_kind_that_is_run():
    counts = {name: len(blocks(name)) for name, _ in BLOCKS}
    assert counts == {"sh": 6, "python": 5, "cpp": 1, "cmake": 1}
    assert README.count("```") == 2 * len(BLOCKS)


def test_python_blocks_run(folder):
    assert (folder / "net.pt").is_file()
    assert (folder / "tensors.pt").is_file()


def test_command_line_block_runs(folder):
    (block,) = (text for text in blocks("sh") if "-m minijit" in text)
    printed = run(folder, "sh", "-ec", block)
    assert "opset version" in printed
    assert "missing operators: none\n" in printed and "differences: none\n" in printed
    assert np.load(folder / "y.npy").shape == (1,)


@pytest.mark.skipif(
    installed_runtime() is None
    or not shutil.which(
        "cmake", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ),
    reason="the C++ runtime is not installed, or cmake",
)
def test_cpp_block_builds_and_gives_what_python_gives(folder):
    (folder / "main.cpp").write_text(blocks("cpp")[0])
    (folder / "CMakeLists.txt").write_text(blocks("cmake")[0])
    (block,) = (text for text in blocks("sh") if "CMAKE_PREFIX_PATH" in text)
    printed = run(folder, "sh", "-ec", block)
    module = minijit.jit.load(str(folder / "net.pt"), engine="reference")
    expected = module(minijit.tensor([1.0, 2, 3, 4])).item()
    last = [line for line in printed.splitlines() if "CPUFloatType" in line]
    value = printed.splitlines()[printed.splitlines().index(last[0]) - 1]
    assert float(value) == pytest.approx(expected, abs=1e-3)


def test_commands_named_in_the_texts_are_targets():
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"):
        named = set(re.findall(r"\bmake ([a-z][\w-]*)`?", (ROOT / name).read_text()))
        commands = {word for word in named if f"`make {word}" in (ROOT / name).read_text()}
        commands |= set(re.findall(r"^make ([\w-]+)$", (ROOT / name).read_text(), re.MULTILINE))
        assert commands <= targets, name
    assert {"demo", "test"} <= targets


def test_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split())
    assert set(re.findall(r'"make ([\w-]+)', makefile)) == phony - {"help"}


def test_the_map_names_folders_that_exist():
    text = README.split("## Map")[1]
    named = re.findall(r"`([\w./]+/)`", text)
    assert named
    assert all((ROOT / name).is_dir() for name in named)
