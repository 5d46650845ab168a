"""Archives that other people wrote with PyTorch years ago, against recorded results.

They are not part of the project: `MINIJIT_ARCHIVES` says where they are, and the tests skip without.
"""

import csv
import io
import json

import numpy as np
import pytest

import minijit
from minijit.ir import print_unit
from minijit.cli.main import _arrays, main
from tests.executors import ARCHIVES, plain, run_tool, same, tool

MANIFEST = ARCHIVES / "manifest.tsv"
pytestmark = pytest.mark.skipif(not MANIFEST.is_file(), reason=f"no archives at {ARCHIVES}")


def names(when="first"):
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(newline="") as file:
        return [row["file"] for row in csv.DictReader(file, delimiter="\t") if row["when"] == when]


def decode(value, arrays):
    if isinstance(value, dict):
        if "array" in value:
            return minijit.from_numpy(arrays[value["array"]].copy())
        keys = dict(value.get("dict", ()))
        if "__quantized__" in keys:
            integers = decode(keys["__quantized__"], arrays)
            made = minijit._make_per_tensor_quantized_tensor(
                integers, keys["scale"], keys["zero_point"]
            )
            assert str(made.dtype) == keys["dtype"]
            return made
        if "tuple" in value:
            return tuple(decode(v, arrays) for v in value["tuple"])
        return {k: decode(v, arrays) for k, v in value["dict"]}
    if isinstance(value, list):
        return [decode(v, arrays) for v in value]
    return value


def recorded(name):
    """(method, arguments, result or None, error or None) of each recorded call."""
    arrays = {}
    if (ARCHIVES / f"{name}.calls.npz").is_file():
        with np.load(ARCHIVES / f"{name}.calls.npz") as file:
            arrays = dict(file)
    for call in json.loads((ARCHIVES / f"{name}.calls.json").read_text()):
        args = [decode(a, arrays) for a in call["args"]]
        yield call["method"], args, decode(call.get("result"), arrays), call.get("raises")


def called(module, method, args):
    """The result of a method; `m -> o; o.n()` and `m -> o; n(o)` go on with the object it gives."""
    first, arrow, then = method.partition(" -> ")
    made = getattr(module, first)(*args)
    if not arrow:
        return made
    name, _, call = then.partition("; ")
    if call.startswith(f"{name}."):
        return getattr(made, call[len(name) + 1 :].removesuffix("()"))()
    return getattr(module, call.partition("(")[0])(made)


def check(module, name):
    """The calls, one after another on one module."""
    for method, args, expected, raises in recorded(name):
        if raises is not None:
            with pytest.raises(Exception):
                called(module, method, args)
            continue
        got = called(module, method, args)
        assert same(plain(got), plain(expected)), f"{method}: wanted {expected}, got {got}"


ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", names())
def test_recorded_results(name, engine):
    module = minijit.jit.load(ARCHIVES / name, engine=engine)
    assert module.engine == engine
    check(module, name)


# Of a layout that PyTorch itself does not read any more, by the phrase of its refusal.
REFUSED = {"torch-js__test_model.pt": "before 1.3"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", names("later"))
def test_later_archives(name, engine):
    if name in REFUSED:
        with pytest.raises(RuntimeError, match=REFUSED[name]):
            minijit.jit.load(ARCHIVES / name, engine=engine)
        return
    module = minijit.jit.load(ARCHIVES / name, map_location="cpu", engine=engine)
    assert module.engine == engine
    check(module, name)


@pytest.mark.parametrize("name", names())
def test_saved_again(name):
    """Our own writing of it means the same, and writing that again changes nothing."""
    once = minijit.jit.load(ARCHIVES / name).save_to_buffer()
    module = minijit.jit.load(io.BytesIO(once))
    assert module.save_to_buffer() == once
    check(module, name)


@pytest.mark.parametrize("name", names())
def test_pytorch_reads_what_we_saved(name):
    torch = pytest.importorskip("torch")
    module = torch.jit.load(io.BytesIO(minijit.jit.load(ARCHIVES / name).save_to_buffer()))
    for method, args, expected, raises in recorded(name):
        if raises is None:
            with torch.no_grad():
                got = getattr(module, method)(*[to_torch(torch, a) for a in args])
            assert same(plain(got), plain(expected))


def to_torch(torch, value):
    if isinstance(value, minijit.Tensor):
        return torch.from_numpy(value.numpy().copy())
    if isinstance(value, list | tuple):
        return type(value)(to_torch(torch, v) for v in value)
    if isinstance(value, dict):
        return {k: to_torch(torch, v) for k, v in value.items()}
    return value


needs_tool = pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
both_tools = pytest.mark.parametrize("which", ["python", pytest.param("cpp", marks=needs_tool)])
EVERY = [n for n in (*names(), *names("later")) if n not in REFUSED]


@needs_tool
@pytest.mark.parametrize("name", [*EVERY, *REFUSED])
def test_both_tools_print_the_same(name, capsys):
    for verb in ("info", "ops", "ir", "code", "check", "scan"):
        for options in ([], ["--json"])[: 1 if verb in ("ir", "code") else 2]:
            given = [verb, str(ARCHIVES / name), *options, "--map", "cpu"]
            code, cpp = main(given), run_tool(*given)
            assert cpp.stdout == capsys.readouterr().out, (verb, *options)
            assert cpp.returncode == code == (name in REFUSED and verb != "code")


def passes(value):
    """Whether the tools can read or write it as arrays."""
    if isinstance(value, minijit.Tensor):
        return not value.is_quantized
    if isinstance(value, dict):
        return all(map(passes, value.values()))
    if isinstance(value, list | tuple):
        return all(map(passes, value))
    return isinstance(value, bool | int | float)


@both_tools
@pytest.mark.parametrize("name", EVERY)
def test_recorded_results_of_the_tools(name, which, tmp_path):
    """The first call whose arguments are tensors, which .npz files bring and take away."""
    for method, args, expected, raises in list(recorded(name))[:1]:
        tensors = passes(expected) and all(isinstance(a, minijit.Tensor) for a in args)
        if raises or "->" in method or not tensors:
            pytest.skip("the tools pass tensors only")
        np.savez(tmp_path / "in.npz", *[a.numpy() for a in args])
        given = ["run", ARCHIVES / name, "--method", method, "--map", "cpu"]
        given += ["--input", tmp_path / "in.npz"] if args else []
        given = [str(word) for word in (*given, "--output", tmp_path / "out.npz")]
        assert (main(given) if which == "python" else run_tool(*given).returncode) == 0
        with np.load(tmp_path / "out.npz") as file:
            assert same(dict(file), dict(_arrays(expected)))
