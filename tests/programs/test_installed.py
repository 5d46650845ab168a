"""What users build against: strict compilers, versions, and no symbol but those that the headers declare."""

import re
import shutil
import subprocess

import pytest

from tests.executors import ROOT, installed_runtime
from tests.programs.test_cpp_programs import CHECKOUT, HERE, flags

HEADERS = sorted(p.name for p in (ROOT / "runtime_cpp" / "include" / "minijit").glob("*.h"))
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
pytestmark = pytest.mark.skipif(flags() is None, reason="the C++ runtime is not installed")


def compiler(*names):
    """The first that is installed; the test skips where none is."""
    for name in names:
        if shutil.which(name):
            return name
    pytest.skip(f"there is no {names[0]}")


def compiled(command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("names", [("gcc",), ("clang", "clang-14")], ids=lambda n: n[0])
@pytest.mark.parametrize("standard", ["c99", "c17"])
def test_c_program(names, standard, tmp_path):
    program = tmp_path / "program"
    command = [compiler(*names), f"-std={standard}", *STRICT, HERE / "minimal.c", *flags()]
    compiled([*command, "-lminijit", "-o", program])
    archive = ROOT / "demo" / "from_pytorch.pt"
    done = subprocess.run([program, archive], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


@pytest.mark.parametrize("names", [("g++",), ("clang++", "clang++-14")], ids=lambda n: n[0])
@pytest.mark.parametrize("standard", ["c++17", "c++20"])
def test_headers(names, standard, tmp_path):
    source = tmp_path / "headers.cpp"
    lines = [f"#include <minijit/{header}>\n" for header in HEADERS]
    source.write_text("".join(lines * 2))
    command = [compiler(*names), f"-std={standard}", *STRICT, "-fsyntax-only", source]
    compiled([*command, flags()[0]])


def test_only_the_interface_is_exported():
    prefix = installed_runtime()
    library = (
        next((prefix / "lib").glob("libminijit.so*")) if prefix else CHECKOUT / "libminijit.so"
    )
    command = [compiler("nm"), "-DC", "--defined-only", library]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    names = [line.split(maxsplit=2)[2] for line in listed.splitlines()]
    assert "mj_load" in names
    assert not [n for n in names if not re.search(r"\bmj_|\bminijit::", n)]
    rooms = ("code", "kernels", "passes", "cli")
    assert not [n for n in names if re.search(rf"minijit::({'|'.join(rooms)})::", n)]


@pytest.mark.skipif(installed_runtime() is None, reason="CMake's files come with the package")
@pytest.mark.parametrize(("wanted", "fits"), [("0.1", True), ("0.1.0 EXACT", True), ("0.2", False), ("1.0", False)])  # fmt: skip
def test_find_package(wanted, fits, tmp_path):
    lists = f"cmake_minimum_required(VERSION 3.20)\nproject(user CXX)\nfind_package(minijit {wanted} REQUIRED)\n"
    (tmp_path / "CMakeLists.txt").write_text(lists)
    command = [
        compiler("cmake"),
        "-S",
        tmp_path,
        "-B",
        tmp_path / "build",
        f"-DCMAKE_PREFIX_PATH={installed_runtime()}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is fits, done.stderr
