"""`python -m minijit`: what it prints, what it writes, its exit codes; the C++ tool prints the same."""

import subprocess
import sys

import numpy as np
import pytest

import minijit
from minijit import nn
from minijit.cli import main
from tests.executors import ARCHIVES, run_tool, tool


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 2)

    def forward(self, x):
        return self.layer(x)

    @minijit.jit.export
    def pair(self, x, y):
        return x + y, x


@pytest.fixture
def model(tmp_path):
    minijit.jit.script(Net()).save(tmp_path / "net.pt")
    return str(tmp_path / "net.pt")


def test_info(model, capsys):
    assert main(["info", model]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(".Net") and lines[1] == "opset version: 3"
    assert lines[2] == "methods: forward pair" and lines[3] == "parameters: 8"
    assert "  layer.weight: float32 (2, 3)" in lines and "  data.pkl" in lines


def test_ir_and_code(model, capsys):
    assert main(["ir", model]) == 0
    text = capsys.readouterr().out
    assert ".Net.forward:\ngraph(%0" in text and "aten::linear" in text
    assert main(["code", model]) == 0
    assert "def forward(self" in capsys.readouterr().out


def test_check(model, capsys, tmp_path):
    assert main(["check", model]) == 0
    assert capsys.readouterr().out == "ok\n"
    (tmp_path / "bad.pt").write_bytes(b"PK\x03\x04 nothing")
    assert main(["check", str(tmp_path / "bad.pt")]) == 1
    assert "[MJ4" in capsys.readouterr().err


def test_run(model, tmp_path, capsys):
    x = np.arange(3, dtype="f4")
    np.save(tmp_path / "x.npy", x)
    out = str(tmp_path / "y.npy")
    given = ["--input", str(tmp_path / "x.npy")]
    assert main(["run", model, *given, "--output", out]) == 0
    wanted = minijit.jit.load(model)(minijit.from_numpy(x))
    np.testing.assert_allclose(np.load(out), wanted.detach().numpy(), rtol=1e-6)
    assert main(["run", model, *given, *given, "--method", "pair", "--output", out]) == 0
    np.testing.assert_array_equal(np.load(out), x + x)
    assert main(["run", model, *given, "--engine", "reference"]) == 0
    assert "[ CPUFloatType{2} ]" in capsys.readouterr().out
    assert main(["run", model]) == 1
    assert "missing value for argument 'x'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["info"],
        ["frobnicate", "x.pt"],
        ["run", "x.pt", "--input"],
        ["run", "x.pt", "--engine", "steam"],
        ["ir", "x.pt", "y"],
    ],
)
def test_wrong_usage(arguments, capsys):
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


def test_help_and_missing_files(capsys):
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage:")
    assert main(["info", "/nowhere/x.pt"]) == 1


def test_as_a_program(model):
    found = subprocess.run(
        [sys.executable, "-m", "minijit", "check", model],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (0, "ok\n")


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@pytest.mark.parametrize("verb", ["info", "ir", "check"])
def test_cpp_prints_the_same(verb, model, capsys):
    assert main([verb, model]) == 0
    found = run_tool(verb, model)
    assert found.returncode == 0
    assert found.stdout == capsys.readouterr().out


@pytest.mark.parametrize("executor", ["python", "cpp"])
def test_all_tensors_of_a_tuple(executor, model, tmp_path):
    x = np.arange(3, dtype="f4")
    np.save(tmp_path / "x.npy", x)
    given = ["--input", str(tmp_path / "x.npy")] * 2
    arguments = ["run", model, *given, "--method", "pair", "--output", str(tmp_path / "y.npz")]
    if executor == "cpp":
        if tool() is None:
            pytest.skip("the C++ tool is not installed")
        assert run_tool(*arguments).returncode == 0
    else:
        assert main(arguments) == 0
    with np.load(tmp_path / "y.npz") as found:
        assert found.files == ["arr_0", "arr_1"]
        np.testing.assert_array_equal(found["arr_0"], x + x)
        np.testing.assert_array_equal(found["arr_1"], x)


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
def test_cpp_prints_results_the_same(model, tmp_path, capsys):
    np.save(tmp_path / "x.npy", np.ones(3, dtype="f4"))
    given = ["--input", str(tmp_path / "x.npy")]
    for arguments in (given, [*given, *given, "--method", "pair"]):
        assert main(["run", model, *arguments, "--engine", "reference"]) == 0
        assert run_tool("run", model, *arguments).stdout == capsys.readouterr().out


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@pytest.mark.parametrize("verb", ["info", "ir", "check"])
def test_cpp_prints_the_same_for_real_archives(verb, capsys):
    archives = [
        p for p in sorted(ARCHIVES.glob("*")) if p.suffix in (".pt", ".dat", ".jit", ".ptl")
    ]
    if not archives:
        pytest.skip("no archives here")
    for path in archives:
        code = main([verb, str(path), "--map", "cpu"])
        found = run_tool(verb, path, "--map", "cpu")
        shown = capsys.readouterr()
        assert found.returncode == code, path.name
        if code == 0:  # which operators a half-read function lacks, each reader says for itself
            assert found.stdout == shown.out, path.name
