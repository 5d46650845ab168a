"""Every program of this folder gives what it expects, on every executor."""

import copy
import inspect
import io
import warnings
from pathlib import Path

import pytest

import minijit
from minijit.archive import make_records
from minijit.interpreter import call
from minijit.ir import print_unit, verify
from minijit.jit import ScriptFunction
from minijit.jit.functions import bind_arguments
from minijit.jit.module import to_python
from minijit.native.objects import NativeObject
from minijit.passes import PIPELINE, inline_calls
from tests.cases.case import Raises
from tests.executors import load_program, plain, run_tool, same, tool

FILES = [
    p
    for p in sorted(Path(__file__).parent.glob("*.py"))
    if p.stem not in ("__init__", "case", "test_cases")
]
PROGRAMS = {}
for _path in FILES:
    _module = load_program(_path)
    PROGRAMS |= {
        f"{_path.stem}.{n}": (_path, v)
        for n, v in vars(_module).items()
        if hasattr(v, "calls") and hasattr(v, "traced")
    }
NAMES = list(PROGRAMS)
ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


def fresh(target):
    """What is called: a function, or a new module."""
    return target() if inspect.isclass(target) else target


def compile_program(target, **options):
    python = fresh(target)
    if not target.traced:
        return minijit.jit.script(python, **options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", minijit.TracerWarning)
        inputs = copy.deepcopy(target.calls[0][0])
        # dicts are results only where that is said
        return minijit.jit.trace(python, inputs, strict=False, **options)


def saved(program):
    out = io.BytesIO()
    minijit.jit.save(program, out)
    return out.getvalue()


def check(callee, calls):
    for args, expected in calls:
        if isinstance(expected, Raises):
            with pytest.raises(Exception) as found:
                callee(*copy.deepcopy(args))
            assert expected.phrase in str(found.value)
        else:
            got = plain(callee(*copy.deepcopy(args)))
            assert same(got, plain(expected)), f"{args}: wanted {expected}, got {got}"


def each_program(test):
    return pytest.mark.parametrize("name", NAMES)(test)


def each_engine(test):
    return pytest.mark.parametrize("engine", ENGINES)(test)


@each_program
def test_eager(name):
    _, target = PROGRAMS[name]
    # A frozen branch is what the trace makes of the program, not what Python does.
    if target.python:
        check(fresh(target), target.calls[:1] if target.traced else target.calls)


@each_program
def test_interpreter(name):
    _, target = PROGRAMS[name]
    program = compile_program(target, engine="reference")
    assert program.engine == "reference"
    check(program, target.calls)


def after_each_pass(target):
    """The program with calls in place, and then after each pass."""
    for count in range(1, len(PIPELINE) + 2):
        program = compile_program(target, engine="reference")
        unit = (
            program.__script_function__.unit
            if isinstance(program, ScriptFunction)
            else program._unit
        )
        for function in list(unit.all_functions()):
            inline_calls(function.graph, function)
            for change in PIPELINE[: count - 1]:
                change(function.graph)
            verify(function.graph)
        yield program


@each_program
def test_after_each_pass(name):
    _, target = PROGRAMS[name]
    for program in after_each_pass(target):
        check(program, target.calls)


@each_engine
@each_program
def test_frozen(name, engine):
    _, target = PROGRAMS[name]
    program = compile_program(target, engine=engine)
    if isinstance(program, ScriptFunction) or "forward" not in program._class.methods:
        return
    frozen = minijit.jit.freeze(program.eval())
    assert frozen.engine == engine and not list(frozen.parameters())
    # In eval mode a module may do something else than what it says of its first mode.
    other = compile_program(target, engine="reference").eval()
    calls = [
        (args, e if isinstance(e, Raises) else other(*copy.deepcopy(args)))
        for args, e in target.calls
    ]
    check(frozen, calls)


@pytest.mark.skipif(minijit.native.extension() is None, reason="the extension is not installed")
@each_program
def test_frozen_by_the_runtime(name):
    """`jit::freeze` of C++ leaves what that of Python leaves, and computes the same."""
    _, target = PROGRAMS[name]
    program = compile_program(target, engine="native")
    if isinstance(program, ScriptFunction) or "forward" not in program._class.methods:
        return
    own = program.eval()._object
    made = NativeObject(own.handle.frozen([]), own.own, own.session)
    other = compile_program(target, engine="reference").eval()

    def frozen(*args):
        bound = bind_arguments(program._class.methods["forward"], args, {})
        return to_python(made.call_method("forward", bound))

    calls = [
        (args, e if isinstance(e, Raises) else other(*copy.deepcopy(args)))
        for args, e in target.calls
    ]
    check(frozen, calls)


@each_program
def test_saved_and_loaded(name):
    _, target = PROGRAMS[name]
    data = saved(compile_program(target))
    program = minijit.jit.load(io.BytesIO(data), engine="reference")
    assert saved(program) == data
    check(program, target.calls)


@each_program
def test_printed_code_means_the_same_graphs(name):
    """print -> parse -> print is the identity, and so is the IR from the second time on."""
    _, target = PROGRAMS[name]
    first = minijit.jit.load(io.BytesIO(saved(compile_program(target))))
    second = minijit.jit.load(io.BytesIO(saved(first)))
    codes = [make_records(p.__script_object__, p._unit).code for p in (first, second)]
    assert codes[0] == codes[1]
    assert print_unit(first._unit) == print_unit(second._unit)


@pytest.mark.skipif(minijit.native.extension() is None, reason="the extension is not installed")
@each_program
def test_native(name):
    _, target = PROGRAMS[name]
    for program in (compile_program(target, engine="native"),
                    minijit.jit.load(io.BytesIO(saved(compile_program(target))), engine="native")):  # fmt: skip
        assert program.engine == "native"
        check(program, target.calls)


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@each_program
def test_cpp_prints_the_same_ir(name, tmp_path):
    _, target = PROGRAMS[name]
    path = tmp_path / "program.pt"
    for program in (compile_program(target), *after_each_pass(target)):
        path.write_bytes(saved(program))
        found = run_tool("ir", path)
        assert found.returncode == 0, found.stderr
        assert found.stdout == print_unit(minijit.jit.load(path)._unit)


@each_program
def test_pytorch_agrees(name, tmp_path):
    torch = pytest.importorskip("torch")
    path, target = PROGRAMS[name]
    theirs = getattr(load_program(path, tmp_path), target.__name__)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if theirs.python and not theirs.traced:
            check(fresh(theirs), theirs.calls)
        check(torch.jit.load(io.BytesIO(saved(compile_program(target)))), theirs.calls)


def test_interpreter_binds_defaults():
    """The arguments of a call are bound once, for all engines."""
    function = minijit.jit.CompilationUnit(
        "def f(a: int, b: int=2) -> int:\n  return a * b\n"
    ).f.__script_function__
    assert call(function, bind_arguments(function, (4,), {})) == 8
    assert call(function, bind_arguments(function, (), {"b": 3, "a": 1})) == 3
