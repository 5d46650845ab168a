"""C++ programs of users, built against the runtime as they would build them."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import minijit as torch
from minijit import nn
from tests.executors import ROOT, installed_runtime

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1] / "build" / "develop"


def flags():
    """Of the installed runtime, or of that of `make develop`."""
    prefix = installed_runtime()
    if prefix:
        return [f"-I{prefix / 'include'}", f"-L{prefix / 'lib'}", f"-Wl,-rpath,{prefix / 'lib'}"]
    if (CHECKOUT / "libminijit.so").exists():
        include = HERE.parents[1] / "runtime_cpp" / "include"
        return [f"-I{include}", f"-L{CHECKOUT}", f"-Wl,-rpath,{CHECKOUT}"]
    return None


class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("count", torch.zeros((), dtype=torch.int64))

    def forward(self):
        self.count += 1
        return self.count

    @torch.jit.export
    def reset(self):
        self.count.zero_()


pytestmark = [
    pytest.mark.skipif(flags() is None, reason="the C++ runtime is not installed"),
    pytest.mark.skipif(shutil.which("g++") is None, reason="there is no g++"),
]


def built(source, folder):
    program = folder / "program"
    command = ["g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", HERE / source]
    subprocess.run([*command, *flags(), "-lminijit", "-o", program], check=True)
    return program


def test_libtorch_style(tmp_path):
    program = built("libtorch_style.cpp", tmp_path)
    network = torch.jit.script(nn.Sequential(nn.Linear(4, 3), nn.Tanh()))
    network.save(tmp_path / "network.pt")
    torch.jit.script(Counter()).save(tmp_path / "counter.pt")
    done = subprocess.run(
        [program, tmp_path / "network.pt", tmp_path / "counter.pt"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    wanted = network(torch.tensor([[1.0, 2.0, 3.0, 4.0]])).detach().numpy()[0]
    assert np.allclose([float(v) for v in done.stdout.split()], wanted, rtol=1e-5)


def same_token(found, wanted):
    try:
        return np.isclose(float(found), float(wanted), rtol=2e-4, atol=1e-6, equal_nan=True)
    except ValueError:
        return found == wanted


def test_operators_print_what_libtorch_printed(tmp_path):
    """operators.out: `g++ -DWITH_LIBTORCH operators.cpp` against libtorch 2.13. It prints 4 digits."""
    program = built("operators.cpp", tmp_path)
    done = subprocess.run([program], capture_output=True, text=True, check=True)
    found, wanted = done.stdout.splitlines(), (HERE / "operators.out").read_text().splitlines()
    assert len(found) == len(wanted)
    for line, expected in zip(found, wanted, strict=True):
        ours, theirs = line.split(), expected.split()
        assert len(ours) == len(theirs) and all(map(same_token, ours, theirs)), (line, expected)


def test_values_without_a_program(tmp_path):
    program = built("values.cpp", tmp_path)

    def run(library, value):
        library.save(value, tmp_path / "in.pt")
        return subprocess.run(
            [program, tmp_path / "in.pt", tmp_path / "out.pt"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    libraries = [torch]
    if importlib.util.find_spec("torch"):
        libraries.append(importlib.import_module("torch"))
    for writer in libraries:
        state = writer.nn.Linear(3, 2).state_dict()
        done = run(writer, {**state, "shape": (2, 3), "names": ["a", 1], "none": None})
        assert (done.returncode, done.stdout) == (0, "Dict[str, Any]\n"), done.stdout + done.stderr
        for reader in libraries:
            found = reader.load(tmp_path / "out.pt")
            assert np.array_equal(found["weight"].numpy(), state["weight"].numpy())
            assert np.array_equal(found["doubled"].numpy(), state["weight"].numpy() * 2)
            assert found["name"] == "from C++" and found["shape"] == (2, 3)
            assert found["names"] == ["a", 1] and found["none"] is None
        done = run(writer, state)  # with attributes of its own
        assert done.returncode == 0, done.stdout
        done = run(writer, {"weight": {1, 2}})
        assert done.returncode == 1 and "[MJ5004]" in done.stdout, done.stdout
    for name, held in torch.load(ROOT / "tests/compat/tensors/kinds.pt").items():
        if not name.startswith("q8"):
            done = run(torch, held)
            assert done.returncode == 1 and "[MJ5015]" in done.stdout, (name, done.stdout)
    (tmp_path / "in.pt").write_bytes(b"no zip")
    assert subprocess.run([program, tmp_path / "in.pt", "x"], check=False).returncode == 1
