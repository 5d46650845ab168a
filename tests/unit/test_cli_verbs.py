"""`python -m minijit`: what it prints, what it writes, its exit codes; the C++ tool prints the same."""

import json
import math
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import minijit
from minijit import nn
from minijit.cli import main
from minijit.cli.inspect import scan
from minijit.cli.table import OPTIONS, VERBS
from tests.attacks.build import make_zip
from tests.attacks.corpus import entries
from tests.executors import ARCHIVES, ROOT, run_tool, tool


LOOKS = ["info", "code", "ir", "ops", "check", "scan"]
EXECUTORS = ["python", pytest.param("cpp", marks=pytest.mark.skipif(not tool(), reason="no tool"))]


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
    assert lines[2:6] == ["methods:", "  forward", "  pair", "parameter count: 8"]
    assert "  layer.weight: float32 (2, 3)" in lines and "  data.pkl" in lines


def test_ir_and_code(model, capsys):
    assert main(["ir", model]) == 0
    text = capsys.readouterr().out
    assert ".Net.forward:\ngraph(%0" in text and "aten::linear" in text
    assert main(["code", model]) == 0
    assert "def forward(self" in capsys.readouterr().out


def test_check(model, capsys, tmp_path):
    assert main(["check", model]) == 0
    assert capsys.readouterr().out == "missing operators: none\n"
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
    told = capsys.readouterr().err
    assert "usage:" in told
    if tool() and "--engine" not in arguments:  # the C++ tool has one engine
        found = run_tool(*arguments)
        assert found.returncode == 2
        assert arguments == [] or found.stderr.splitlines()[0] == told.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["frobnicate", "x.pt"], "there is no verb frobnicate"),
        (["diff", "x.pt"], "diff wants two files, not 1"),
        (["diff", "--json", "x.pt", "y.pt", "z.pt"], "diff wants two files, not 3"),
        (["info", "x.pt", "--map", "cuda"], "--map wants cpu, not cuda"),
        (["info", "x.pt", "--map", "tape"], "--map wants cpu, not tape"),
        (
            ["run", "x.pt", "--output", "y.txt"],
            "--output wants the name of a .npy or .npz file, not y",
        ),
        (["info", "x.pt", "--input", "y.npy"], "info has no option --input"),
        (["run", "x.pt", "--input"], "--input wants a value"),
        (["run", "x.pt", "--limit", "max_steps"], "--limit wants name=n, as max_steps=1000, not"),
        (["run", "x.pt", "--engine", "steam"], "--engine wants native or reference, not steam"),
    ],
)
def test_usage_errors_say_what_is_wrong(arguments, phrase, capsys):
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"minijit: {phrase}")
    if tool() and "--engine" not in arguments:
        found = run_tool(*arguments)
        assert found.returncode == 2
        assert found.stderr.splitlines()[0] == told.splitlines()[0]


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_its_help(verb, capsys):
    assert main([verb, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: python -m minijit {verb} ")
    assert ("--input" in told) == (verb == "run")
    assert ("--json" in told) == (verb in OPTIONS["--json"][1])
    assert main([verb]) == 2
    assert capsys.readouterr().err.endswith(told)
    if tool() is not None:
        found = subprocess.run([tool(), verb, "--help"], capture_output=True, text=True, check=True)
        lines = [line for line in told.splitlines()[1:] if "--engine" not in line]
        assert found.stdout.splitlines()[1:] == lines


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
    assert (found.returncode, found.stdout) == (0, "missing operators: none\n")


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@pytest.mark.parametrize("verb", LOOKS)
def test_cpp_prints_the_same(verb, model, capsys):
    for options in ([], ["--json"])[: 1 if verb in ("ir", "code") else 2]:
        assert main([verb, model, *options]) == 0
        found = run_tool(verb, model, *options)
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
@pytest.mark.parametrize("verb", LOOKS)
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


def run_verb(executor, capsys, *arguments):
    """Exit code and output of one call of either tool."""
    if executor == "cpp":
        found = run_tool(*arguments)
        return found.returncode, found.stdout
    code = main([str(a) for a in arguments])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("executor", EXECUTORS)
def test_ops(executor, model, capsys):
    code, text = run_verb(executor, capsys, "ops", model, "--json")
    assert code == 0
    assert json.loads(text) == {
        "operators": {"aten::add.Tensor": 1, "aten::linear": 1},
        "missing_operators": [],
    }


@pytest.mark.parametrize("executor", EXECUTORS)
def test_check_reads_the_bytes_of_tensors(executor, model, capsys, tmp_path):
    data = bytearray(Path(model).read_bytes())
    weights = minijit.jit.load(model).layer.weight.detach().numpy().tobytes()
    data[data.index(weights)] ^= 1
    (tmp_path / "worn.pt").write_bytes(data)
    assert run_verb(executor, capsys, "info", tmp_path / "worn.pt")[0] == 0
    assert run_verb(executor, capsys, "check", tmp_path / "worn.pt")[0] == 1
    code, text = run_verb(executor, capsys, "scan", tmp_path / "worn.pt")
    assert code == 1 and "[MJ4011]" in text


@pytest.mark.parametrize("executor", EXECUTORS)
def test_diff(executor, model, capsys, tmp_path):
    other = Net()
    other.load_state_dict(minijit.jit.load(model).state_dict())
    minijit.jit.script(other).save(tmp_path / "same.pt")
    code, text = run_verb(executor, capsys, "diff", model, tmp_path / "same.pt")
    assert (code, text) == (0, "differences: none\n")
    with minijit.no_grad():
        other.layer.weight[0, 1] += 0.5
        other.layer.bias = nn.Parameter(minijit.zeros(3))
    minijit.jit.script(other).save(tmp_path / "other.pt")
    code, text = run_verb(executor, capsys, "diff", model, tmp_path / "other.pt", "--json")
    assert code == 1
    assert json.loads(text)["differences"] == {
        "values of layer.weight": "1 of 6 differ, by at most 0.5",
        "attribute layer.bias": "float32 (2) | float32 (3)",
    }


@pytest.mark.parametrize("executor", EXECUTORS)
def test_strip(executor, model, capsys, tmp_path):
    minijit.jit.save(minijit.jit.load(model), tmp_path / "full.pt", _extra_files={"note": "x"})
    assert run_verb(executor, capsys, "strip", tmp_path / "full.pt", tmp_path / "small.pt")[0] == 0
    found = main(["info", str(tmp_path / "small.pt")]), capsys.readouterr().out
    assert found[0] == 0 and "debug_pkl" not in found[1] and "extra/" not in found[1]
    assert main(["diff", str(tmp_path / "full.pt"), str(tmp_path / "small.pt")]) == 0
    torch = pytest.importorskip("torch")
    x = minijit.ones(3)
    wanted = minijit.jit.load(model)(x).detach().numpy()
    got = torch.jit.load(tmp_path / "small.pt")(torch.ones(3)).detach().numpy()
    np.testing.assert_allclose(got, wanted, rtol=1e-6)


@pytest.mark.parametrize("executor", EXECUTORS)
def test_strip_leaves_a_file_it_cannot_replace(executor, model, capsys, tmp_path):
    (tmp_path / "bad.pt").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "old.pt").write_bytes(b"old")
    assert run_verb(executor, capsys, "strip", tmp_path / "bad.pt", tmp_path / "old.pt")[0] == 1
    assert (tmp_path / "old.pt").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.pt", "net.pt", "old.pt"]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_scan_names_what_it_would_refuse(executor, capsys, tmp_path):
    data = make_zip(entries("program", b"\x80\x02cos\nsystem\n."))
    (tmp_path / "evil.pt").write_bytes(data)
    code, text = run_verb(executor, capsys, "scan", tmp_path / "evil.pt", "--json")
    found = json.loads(text)
    assert code == 1 and found["kind"] == "program"
    assert found["globals"]["os.system"] == "refused"
    assert any("os.system" in line and "[MJ5004]" in line for line in found["refused"])


def test_scan_of_files_of_tensors(capsys, tmp_path):
    minijit.save({"a": minijit.ones(2)}, tmp_path / "zip.pt")
    minijit.save({"a": minijit.ones(2)}, tmp_path / "s.pt", _use_new_zipfile_serialization=False)
    for name, kind in (("zip.pt", "tensors"), ("s.pt", "stream")):
        assert main(["scan", str(tmp_path / name), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["kind"] == kind
        assert found["globals"]["torch._utils._rebuild_tensor_v2"] == "permitted"


@pytest.mark.parametrize("executor", EXECUTORS)
def test_scan_runs_nothing_of_a_file(executor, capsys, tmp_path):
    class Stateful(nn.Module):
        @minijit.jit.export
        def __getstate__(self):
            return self.training

        @minijit.jit.export
        def __setstate__(self, state: bool):
            self.training = state
            print("it runs")

        def forward(self, x):
            return x + 1

    minijit.jit.script(Stateful()).save(tmp_path / "s.pt")
    capsys.readouterr()
    code, text = run_verb(executor, capsys, "scan", tmp_path / "s.pt", "--json")
    found = json.loads(text)
    assert (code, found["refused"]) == (0, [])
    assert [n.rpartition(".")[2] for n in found["runs_while_loading"]] == ["__setstate__"]
    assert found["operators"]["aten::add.Scalar"] == 1


@pytest.mark.parametrize("executor", EXECUTORS)
def test_upgrade(executor, capsys, tmp_path):
    old = ARCHIVES / "test__jit__fixtures__test_versioned_div_tensor_v3.pt"
    if not old.is_file():
        pytest.skip("no archives here")
    assert run_verb(executor, capsys, "upgrade", old, tmp_path / "new.pt")[0] == 0
    assert main(["info", str(tmp_path / "new.pt")]) == 0
    assert "opset version: 4" in capsys.readouterr().out
    a, b = minijit.tensor([7, -7]), minijit.tensor([2, 2])
    for got, wanted in zip(
        minijit.jit.load(tmp_path / "new.pt")(a, b), minijit.jit.load(old)(a, b)
    ):
        assert minijit.equal(got, wanted) and got.dtype == wanted.dtype


@pytest.mark.parametrize("executor", EXECUTORS)
def test_what_writing_a_file_did_is_told_as_json(executor, model, capsys, tmp_path):
    old, target = ROOT / "tests" / "compat" / "frozen" / "version_3.pt", tmp_path / "new.pt"
    code, text = run_verb(executor, capsys, "upgrade", old, target, "--json")
    told = json.loads(text)
    assert code == 0
    assert list(told) == ["file", "opset_version_before", "opset_version"]
    assert told["file"] == str(target)
    assert told["opset_version_before"] == 3
    assert told["opset_version"] == scan(str(target), None)["opset_version"]
    code, text = run_verb(executor, capsys, "strip", model, target, "--json")
    told = json.loads(text)
    assert (code, list(told), told["file"]) == (0, ["file", "left_out"], str(target))
    assert told["left_out"]
    names = scan(str(model), None)["record_bytes"].keys()
    assert names - scan(str(target), None)["record_bytes"].keys() == set(told["left_out"]) - {
        ".data/serialization_id"
    }
    for verb in ("upgrade", "strip"):
        assert run_verb(executor, capsys, verb, model, target) == (0, "")


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("text", ["", "hello", "PK\x03\x04"])
def test_an_input_that_is_no_array_is_named(executor, text, model, capsys, tmp_path):
    (tmp_path / "bad.npy").write_text(text)
    code = run_verb(executor, capsys, "run", model, "--input", tmp_path / "bad.npy")[0]
    assert code == 1


def test_what_numpy_says_of_pickles_is_not_repeated(model, capsys, tmp_path):
    (tmp_path / "bad.npy").write_text("hello")
    assert main(["run", str(model), "--input", str(tmp_path / "bad.npy")]) == 1
    assert capsys.readouterr().err == f"{tmp_path}/bad.npy is no .npy file\n"


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_the_arrays_of_an_npz_are_arguments(executor, save, model, capsys, tmp_path):
    save(tmp_path / "in.npz", np.ones(3, "f4"), np.arange(3, dtype="f4"))
    out = tmp_path / "y.npy"
    arguments = ["--input", tmp_path / "in.npz", "--method", "pair", "--output", out]
    assert run_verb(executor, capsys, "run", model, *arguments)[0] == 0
    np.testing.assert_array_equal(np.load(out), [1, 2, 3])


class Nested(nn.Module):
    def forward(self, x):
        return x, (x + 1, [x + 2]), {"k": x.sum()}, x.size(0), 0.5, None


@pytest.mark.parametrize("executor", EXECUTORS)
def test_an_npz_holds_what_is_nested(executor, capsys, tmp_path):
    minijit.jit.script(Nested()).save(tmp_path / "n.pt")
    np.save(tmp_path / "x.npy", np.asfortranarray(np.arange(6, dtype="f4").reshape(2, 3)))
    out = tmp_path / "y.npz"
    arguments = ["--input", tmp_path / "x.npy", "--output", out]
    assert run_verb(executor, capsys, "run", tmp_path / "n.pt", *arguments)[0] == 0
    with np.load(out) as found:
        assert found.files == ["arr_0", "arr_1_0", "arr_1_1_0", "arr_2_k", "arr_3", "arr_4"]
        np.testing.assert_array_equal(found["arr_0"], [[0, 1, 2], [3, 4, 5]])
        np.testing.assert_array_equal(found["arr_1_1_0"], [[2, 3, 4], [5, 6, 7]])
        assert (found["arr_2_k"], found["arr_3"], found["arr_4"]) == (15, 2, 0.5)
        assert (found["arr_3"].dtype, found["arr_4"].dtype) == (np.int64, np.float64)


def test_both_tools_say_their_version_and_operators(capsys):
    assert main(["--version"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"minijit {minijit.version.minijit}, operators ")
    if tool():
        assert run_tool("--version").stdout == printed


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_wrong_method_names_those_that_are_there(executor, model, capsys):
    if executor == "cpp":
        error = run_tool("run", model, "--method", "backward").stderr
    else:
        assert main(["run", model, "--method", "backward"]) == 1
        error = capsys.readouterr().err
    assert error == "there is no method backward; there are: forward pair\n"


@pytest.mark.parametrize("executor", EXECUTORS)
def test_options_may_stand_before_the_file(executor, model, capsys):
    code, text = run_verb(executor, capsys, "info", "--json", "--map", "cpu", model)
    assert code == 0 and json.loads(text)["parameter_count"] == 8


def both_refuse(capsys, *arguments):
    """What the tools say, which must be the same."""
    assert main([str(a) for a in arguments]) == 1
    told = capsys.readouterr().err
    if tool():
        found = run_tool(*arguments)
        assert (found.returncode, found.stderr) == (1, told)
    return told


def test_files_that_are_not_there_or_not_for_the_tools(model, capsys, tmp_path):
    assert "No such file or directory), file path: " in both_refuse(
        capsys, "info", tmp_path / "no.pt"
    )
    assert "(it is a directory), file path: " in both_refuse(capsys, "scan", tmp_path)
    assert "MJ9007" in both_refuse(capsys, "diff", model, tmp_path / "no.pt")
    assert "MJ9007" in both_refuse(capsys, "run", model, "--input", tmp_path / "no.npy")
    nowhere = tmp_path / "no" / "y.pt"
    assert "Parent directory" in both_refuse(capsys, "strip", model, nowhere)
    minijit.save({"a": minijit.ones(2)}, tmp_path / "state.pt")
    for verb in ("code", "info", "ir", "check"):
        assert "load it with minijit.load [MJ6006]" in both_refuse(
            capsys, verb, tmp_path / "state.pt"
        )
    minijit.save_file({"a": minijit.ones(2)}, tmp_path / "a.safetensors")
    minijit.save_file({"a": minijit.ones(2)}, tmp_path / "a.npz")
    (tmp_path / "cut.pt").write_bytes(Path(model).read_bytes()[:-30])
    (tmp_path / "short.pt").write_bytes(b"PK")
    told = both_refuse(capsys, "info", tmp_path / "a.safetensors")
    assert "it is a file of safetensors: load it with minijit.load_file, file path: " in told
    assert "minijit.load_file [MJ4006]" in both_refuse(capsys, "info", tmp_path / "a.npz")
    assert "cut.pt) [MJ4002]" in both_refuse(capsys, "diff", model, tmp_path / "cut.pt")
    assert "short.pt) [MJ4001]" in both_refuse(capsys, "info", tmp_path / "short.pt")


def test_too_many_inputs_show_the_declaration(model, capsys, tmp_path):
    np.save(tmp_path / "x.npy", np.ones(3, "f4"))
    given = ["--input", tmp_path / "x.npy"] * 2
    told = both_refuse(capsys, "run", model, *given)
    assert "forward() expected at most 2 argument(s) but received 3" in told
    assert "Tensor x) -> Tensor [MJ9017]" in told


class Told(nn.Module):
    def forward(
        self, x, n: int, names: list[str], scale: float = 1.0, table: dict[str, list[int]] | None = None,
        pair: tuple[int, str] = (0, ""), flag: bool = False,
    ):  # fmt: skip
        total = n + len(names)
        if table is not None:
            for key, values in table.items():
                total += len(key) + sum(values)
        return x * scale + total, pair[1] + ",".join(names), pair[0], flag


@pytest.mark.parametrize("executor", EXECUTORS)
def test_arguments_that_are_no_tensors(executor, capsys, tmp_path):
    minijit.jit.script(Told()).save(tmp_path / "told.pt")
    np.save(tmp_path / "x.npy", np.zeros(1, "f4"))
    given = ["--input", tmp_path / "x.npy"]
    for value in ("-3", "['a', \"b\"]", "2", '{"key": [1, 2], "k": []}', "(7, 'p')", "True"):
        given += ["--value", value]
    code, text = run_verb(executor, capsys, "run", tmp_path / "told.pt", *given)
    assert code == 0 and text.startswith("( 6\n") and "pa,b" in text and "7" in text
    given = [
        "--input",
        tmp_path / "x.npy",
        "--value",
        "1",
        "--value",
        "[]",
        "--value",
        "1.5",
        "--value",
        "None",
    ]
    assert run_verb(executor, capsys, "run", tmp_path / "told.pt", *given)[0] == 0
    for wrong, code in (("'text'", 1), ("[1", 2), ("__import__('os')", 2)):
        given = ["--input", tmp_path / "x.npy", "--value", wrong, "--value", "[]"]
        assert run_verb(executor, capsys, "run", tmp_path / "told.pt", *given)[0] == code


@pytest.mark.skipif(not tool(), reason="the C++ tool is not installed")
@pytest.mark.parametrize(
    ("values", "name", "wanted", "found"),
    [
        (("1", "[1, 2]"), "names", "List[str]", "List[int]"),
        (("1", "{'a': 1}"), "names", "List[str]", "Dict[str, int]"),
        (("1", "[]", "1.", '{"k": ["a"]}'), "table", "Optional[Dict[str, List[int]]]",
         "Dict[str, List[str]]"),
        (("1", "[]", "1.", "None", "(1, 2)"), "pair", "Tuple[int, str]", "Tuple[int, int]"),
    ],
)  # fmt: skip
def test_elements_have_the_type_that_is_declared(values, name, wanted, found, capsys, tmp_path):
    minijit.jit.script(Told()).save(tmp_path / "told.pt")
    np.save(tmp_path / "x.npy", np.zeros(1, "f4"))
    given = ["--input", tmp_path / "x.npy", *(word for v in values for word in ("--value", v))]
    told = both_refuse(capsys, "run", tmp_path / "told.pt", *given)
    assert f"Expected a value of type '{wanted}' for argument '{name}'" in told
    assert f"found type '{found}'" in told


@pytest.mark.skipif(not tool(), reason="the C++ tool is not installed")
@pytest.mark.parametrize("zipped", [True, False])
def test_both_tools_scan_files_of_tensors_alike(zipped, capsys, tmp_path):
    options = {"_use_new_zipfile_serialization": zipped}
    minijit.save({"a": minijit.ones(2), "b": {1, 2}}, tmp_path / "state.pt", **options)
    minijit.save([nn.Linear(1, 1), Path("x")], tmp_path / "whole.pt", **options)
    for name, code in (("state.pt", 0), ("whole.pt", 1)):
        assert main(["scan", str(tmp_path / name), "--json"]) == code
        told = json.loads(capsys.readouterr().out)
        found = run_tool("scan", tmp_path / name, "--json")
        assert (found.returncode, json.loads(found.stdout)) == (code, told)
    assert len([line for line in told["refused"] if "MJ5004" in line]) > 1
    assert told["globals"]["__builtin__.set"] == "permitted"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (
            b"\x93NUMPY\x01\x00v\x00{'descr': ",
            "it is a .npy file of numpy: load it with numpy.load",
        ),
        (b"weights: none\n" * 5, "it is text"),
    ],
)
def test_both_tools_say_what_an_unknown_file_is(body, what, capsys, tmp_path):
    (tmp_path / "x.pt").write_bytes(body)
    assert main(["scan", str(tmp_path / "x.pt"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    refused = f"this is no file of torch.save: {what} [MJ6039]"
    assert told == {"kind": "unknown", "refused": [refused]}
    if tool():
        found = run_tool("scan", tmp_path / "x.pt", "--json")
        assert (found.returncode, json.loads(found.stdout)) == (1, told)


@pytest.mark.parametrize(("body", "id"), [(b"", "MJ5002"), (b"\x7fELF" + bytes(50), "MJ5001")])
def test_both_tools_call_an_unknown_file_so(body, id, capsys, tmp_path):
    (tmp_path / "x.pt").write_bytes(body)
    assert main(["scan", str(tmp_path / "x.pt"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "unknown" and f"[{id}]" in told["refused"][0]
    if tool():
        assert json.loads(run_tool("scan", tmp_path / "x.pt", "--json").stdout) == told


def test_both_tools_scan_a_zip_file_that_no_torch_wrote(capsys, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("doc/a.txt", "text")
    assert main(["scan", str(tmp_path / "x.zip"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "zip" and any("MJ4009" in line for line in told["refused"])
    if tool():
        assert json.loads(run_tool("scan", tmp_path / "x.zip", "--json").stdout)["kind"] == "zip"


class Telling(NamedTuple):
    what: int


class Declared(nn.Module):
    def forward(
        self, x: list[minijit.Tensor], d: dict[str, list[int]], o: tuple[minijit.Tensor, int] | None,
        t: Telling, u: int | str, n: float = 0.5, w: minijit.device = minijit.device("cuda:1"), c: complex = 3j, e: complex = 1 - 2j,
    ) -> tuple[minijit.Tensor, int]:  # fmt: skip
        return x[0], len(d)


def test_both_tools_tell_a_declaration_as_pytorch_spells_it(capsys, tmp_path):
    minijit.jit.script(Declared()).save(tmp_path / "m.pt")
    told = both_refuse(capsys, "run", tmp_path / "m.pt")
    assert "Tensor[] x, Dict(str, int[]) d, (Tensor, int)? o, " in told
    assert "Telling t, Union(int, str) u, float n=0.5, Device w=cuda:1, " in told
    assert "complex c=0.+3.j, complex e=1.-2.j) -> ((Tensor, int)) [MJ9015]" in told


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2j, "0.+2.j"),
        (-2j, "0.-2.j"),
        (complex(-0.0, 2), "0.+2.j"),
        (complex(0.0, -0.0), "0.+0.j"),
        (complex(1, -0.0), "1.+0.j"),
        (complex(-1, 0), "-1.+0.j"),
        (complex(1, -2), "1.-2.j"),
        (complex(0.5, 1e20), "0.5+1e+20j"),
        (complex(math.inf, -math.inf), "inf-infj"),
        (complex(0, math.inf), "0.+infj"),
    ],
)
def test_both_tools_show_complex_defaults_as_pytorch_does(capsys, tmp_path, value, text):
    class Net(nn.Module):
        def forward(self, x: minijit.Tensor, c: complex = value) -> complex:
            return c

    made = minijit.jit.script(Net())
    assert f"complex c={text}) -> complex" in str(made.forward.schema)
    made.save(tmp_path / "m.pt")
    assert f"complex c={text}) -> complex" in both_refuse(capsys, "run", tmp_path / "m.pt")


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize(
    "given", [["run", "net.pt"], ["info", "a.pt", "--json"], ["diff", "a", "b"]]
)
def test_help_may_stand_anywhere_behind_a_verb(given, flag, capsys):
    assert main([*given, flag]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: python -m minijit {given[0]} ")
    if tool():
        found = run_tool(*given, flag)
        assert (found.returncode, found.stderr) == (0, "")
        shared = [line for line in told.splitlines()[1:] if "--engine" not in line]
        assert found.stdout.splitlines()[1:] == shared


@pytest.mark.parametrize("executor", EXECUTORS)
def test_programs_read_numbers_and_texts(executor, model, capsys, tmp_path):
    told = json.loads(run_verb(executor, capsys, "scan", model, "--json")[1])
    assert told["record_bytes"]["data/0"] in (8, 24) and "data.pkl" in told["record_bytes"]
    files = json.loads(run_verb(executor, capsys, "code", model, "--json")[1])["files"]
    assert all(name.startswith("code/") and "def " in text for name, text in files.items())
    functions = json.loads(run_verb(executor, capsys, "ir", model, "--json")[1])["functions"]
    assert any(name.endswith("Net.forward") for name in functions)
    np.save(tmp_path / "x.npy", np.ones(3, "f4"))
    given = ["run", model, "--method", "pair", "--json"] + ["--input", str(tmp_path / "x.npy")] * 2
    told = json.loads(run_verb(executor, capsys, *given)[1])
    assert told["outputs"] == {"arr_0": "float32 (3)", "arr_1": "float32 (3)"}
    assert "CPUFloatType{3}" in told["text"]
    out = str(tmp_path / "y.npz")
    told = json.loads(run_verb(executor, capsys, *given, "--output", out)[1])
    assert told["file"] == out and np.load(out)["arr_0"].tolist() == [2, 2, 2]


class TakesContainers(nn.Module):
    def forward(self, xs: list[minijit.Tensor], d: dict[str, minijit.Tensor], p: tuple[minijit.Tensor, str]):  # fmt: skip
        return xs[0] + xs[1] + d["a"] + p[0], p[1]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_tensors_within_arguments(executor, capsys, tmp_path):
    minijit.jit.script(TakesContainers()).save(tmp_path / "m.pt")
    x, big = str(tmp_path / "x.npy"), str(tmp_path / "big.npy")
    np.save(x, np.ones(2, "f4"))
    np.save(big, np.array([5, 6], ">f4"))
    given = ["run", str(tmp_path / "m.pt"), "--value", f"[@{x}, @{big}]", "--value"]
    code, told = run_verb(executor, capsys, *given, f'{{"a": @{x}}}', "--value", f"(@{x}, 'to@x')")
    assert code == 0 and " 8\n 9\n" in told and "to@x" in told
    code, told = run_verb(executor, capsys, *given, '{"a": @none.npy}', "--value", "1")
    assert code == 1
    np.savez(tmp_path / "two.npz", np.ones(1), np.ones(1))
    code, told = run_verb(executor, capsys, *given, f'{{"a": @{tmp_path / "two.npz"}}}')
    assert code == 1


class GivesNone(nn.Module):
    def forward(self, x: str):
        return None

    @minijit.jit.export
    def pair(self, x: int):
        return x, ["a"]


def test_both_tools_refuse_results_and_inputs_in_the_same_words(model, capsys, tmp_path):
    minijit.jit.script(GivesNone()).save(tmp_path / "m.pt")
    out = tmp_path / "y.npy"
    given = ["run", tmp_path / "m.pt", "--output"]
    assert "is a None, not a Tensor\n" in both_refuse(capsys, *given, out, "--value", "'a'")
    pair = ["--value", "1", "--method", "pair"]
    assert "is a Tuple, not a Tensor\n" in both_refuse(capsys, *given, out, *pair)
    told = both_refuse(capsys, *given, tmp_path / "y.npz", *pair)
    assert "the result arr_1_0 is a str, not a Tensor or number" in told
    told = both_refuse(capsys, *given, tmp_path / "y.npz", "--value", "'a'")
    assert "the result is a None, not a Tensor or number" in told
    for array in (np.array(["text"]), np.array([None])):
        np.save(tmp_path / "s.npy", array)
        told = both_refuse(capsys, "run", model, "--input", tmp_path / "s.npy")
        assert told == f"{tmp_path / 's.npy'}: this dtype is not read\n"


class HoldsADict(nn.Module):
    def __init__(self, value):
        super().__init__()
        self.held = {"a": minijit.full((16, 6), value), "b": minijit.ones(1)}
        self.many = [minijit.zeros(2)]

    def forward(self):
        return self.held["a"], self.many[0]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_diff_looks_into_containers(executor, capsys, tmp_path):
    for value in (1.0, 2.0):
        minijit.jit.script(HoldsADict(value)).save(tmp_path / f"{value}.pt")
    code, told = run_verb(executor, capsys, "diff", tmp_path / "1.0.pt", tmp_path / "2.0.pt")
    assert (code, told) == (
        1,
        "differences:\n  values of held['a']: 96 of 96 differ, by at most 1\n",
    )
