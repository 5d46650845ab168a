"""Compiled functions give what plain Python gives, and what PyTorch's compiler gives."""

from __future__ import annotations

import copy
import importlib.util
import inspect
import math
import sys
from pathlib import Path

import numpy as np
import pytest

import minijit
from minijit.frontend import PythonCompiler
from minijit.interpreter import call
from minijit.ir import CompilationUnit, verify
from minijit.passes import inline_calls, remove_dead_code

PROGRAMS = Path(__file__).with_name("frontend_programs.py")


def load(path: Path, name: str):
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


programs = load(PROGRAMS, "frontend_programs")


def cases(torch, P):
    """Arguments by program. Ranges of numbers as tensors, made by the library under test."""

    def t(*sizes):
        return torch.arange(1.0, 1 + math.prod(sizes)).reshape(sizes) - 3

    T = torch.tensor
    return dict(
        case_loop_ret=[(t(3) + 2,), (t(3) - 9,)],
        case_nested=[(0,), (7,)],
        case_while2=[(100,), (26,), (0,)],
        case_opt=[(1, 2), (None, 3), (None, None), (4, None), (-4, None), (-4, 9)],
        case_opt2=[(), ([5],)],
        case_and=[(True, False, 1), (False, False, 9), (True, True, 1)],
        case_dict=[({"a": t(2), "bb": t(2) + 1}, "a"), ({"a": t(2)}, "q")],
        case_str=[("abcde", 3), ("hello", -1)],
        case_zip=[([1, 2, 3], [0.5, 0.25])],
        case_tuple=[((1, 2.5, t(2)),)],
        case_tensor_idx=[(t(4, 4), T([0, 2]))],
        case_ops=[(t(2, 2) + 5, t(2, 2) * 2, 4, 2.5)],
        case_bitops=[
            (6, 3, T([1, 6]), T([3, 5])),
        ],
        case_tern=[(3, t(2)), (-3, t(4))],
        case_aug=[(t(3), [1], 4)],
        case_cast=[(T([2.5]), 3, -2.7, True), (T(0.0), 0, 0.5, False)],
        case_minmax=[(1, 2, [3.0, 1.5]), (9, -2, [1.0])],
        case_range=[(5,), (1,)],
        case_list=[([3, 1, 2],)],
        case_math=[(2.5, 9)],
        case_assert=[(t(2, 2), 3), (t(2), 3), (t(2, 2), 0), (t(2, 2), 50)],
        case_raise=[(9,), (4,), (3,), (1,)],
        case_raise_def=[(0,), (1,), (5,)],
        case_early=[(t(2), 0), (t(2), 1), (t(2), 2), (t(2), 3), (t(2), 9)],
        case_early2=[(0,), (2,), (4,), (6,), (11,)],
        case_chain=[(1, 2, 3), (3, 2, 2), (1, 1, 1)],
        case_unrolled=[(t(2),), (t(2) * 30,)],
        case_unrolled_ret=[(t(2), 2), (t(2), 7)],
        case_none=[(t(5),), (t(2),)],
        case_noret=[([1],)],
        case_kw=[(t(2, 3),)],
        case_kw2=[(t(2, 3),)],
        case_comp=[([1, 2], t(3))],
        case_static=[(t(2),)],
        case_annot=[(t(2),)],
        case_call=[(t(2),)],
        case_print=[(t(2, 2), 3)],
        case_isinst=[(1, None), (2.5, 1), ("abc", None)],
        case_any=[(1,), (t(1),), ("s",)],
        case_swap=[(1, 2)],
        case_listunpack=[([1, 2, 3],), ([1],)],
        case_shape=[(t(2, 3),)],
        case_inplace=[(t(2, 2),)],
        case_dev=[(t(2),)],
        case_int_div=[(7, 2), (-7, 2), (7, -2), (1, 0)],
        case_tensorcond=[(T(1.0), T(2.0)), (T(3.0), T(2.0)), (T(0.0), T(2.0))],
        case_grad=[(t(2),)],
        case_pow=[(3, 2.0)],
        case_format=[(1, 2.5)],
        case_bool_list=[([True, False],), ([],)],
        case_mut=[([[1], [2]],)],
        case_default=[(t(2),), (t(2), 2.0, "q", [5])],
        case_implicit=[(t(2, 2), 3)],
        case_deep=[(0,), (10,), (20,)],
        case_named=[(t(2),)],
        case_listhint=[(t(2),)],
        case_dicts2=[(["a", "b", "a"],)],
        case_gcd=[(12, 18)],
        case_fib=[(10,), (1,)],
        case_primes=[(40,)],
        case_rnn=[(t(3, 2), t(2), t(2, 2))],
        case_forten=[(t(3, 3),)],
        case_ret3=[(1,), (-1,)],
        case_ret4=[(1,), (-1,)],
        case_tup_opt=[(None,), ((t(2), t(2)),)],
        case_elif=[(0,), (1,), (2,), (3,)],
        case_assert_ref=[(1,), (None,)],
        case_not_none=[(1,), (None,)],
        case_or_ref=[(None,), (9,), (2,)],
        case_while_ref=[(None,), (2,)],
        case_lists_of_tensors=[([t(2), t(2)],)],
        case_neg=[(3,), (0,)],
        case_lit=[()],
        case_loopvar=[(3,), (0,)],
        case_del=[(1,)],
        case_getattr=[(t(2),)],
        case_breakelse=[([1, 2, 3], 2), ([], 1)],
        case_inner_ret=[(5, 5), (2, 2)],
        case_multi=[(t(6),), (t(1),)],
        case_fn_none=[(1,), (-1,)],
        case_cont_while=[(10,)],
        case_deepret=[(30,), (15,), (5,), (-1,)],
        case_deepret2=[(2, None), (6, None), (7, 3), (7, 9), (20, 1)],
        case_refine_ret=[(None, 1), (4, 1), (None, 0)],
        case_three=[(1,), (2,), (3,), (9,)],
    )


NAMES = sorted(cases(minijit, programs.P))
# What a compiled program does that Python does not, on purpose.
NOT_AS_PYTHON = {
    "case_static",
    "case_implicit",
    "case_cast",
    "case_minmax",
    "case_print",
    "case_raise",
}
# What PyTorch's compiler refuses or does otherwise.
NOT_AS_PYTORCH = {
    "case_while2": "augmented //=",
    "case_unrolled": "break in an unrolled loop",
    "case_kw": "Tensor.bool()",
    "case_swap": "a = b = value",
    "case_default": "a list as a default",
    "case_dicts2": "an empty list as a dict's value",
    "case_while_ref": "refinement by the condition of a while",
    "case_neg": "unary plus",
    "case_print": "the text of tensors",
}


def run(function, args):
    """The result, or the exception."""
    try:
        return function(*args)
    except Exception as e:
        return e


def bound(function, args):
    found = inspect.signature(function).bind(*args)
    found.apply_defaults()
    return list(found.args)


def same(a, b, exact=False):
    """Equal in structure and value; `a` may be PyTorch's."""
    if isinstance(a, Exception) or isinstance(b, Exception):
        return isinstance(a, Exception) and isinstance(b, Exception)
    if type(a).__name__ == "Tensor":
        if not isinstance(b, minijit.Tensor) or str(a.dtype) != str(b.dtype):
            return False
        if list(a.shape) != list(b.shape):
            return False
        return np.allclose(a.numpy(), b.numpy(), 1e-5, 1e-6, equal_nan=True)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y, exact) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k], exact) for k in a)
    if type(a).__name__ in ("dtype", "DType", "device"):
        return True
    if exact and type(a) is not type(b):
        return False
    if isinstance(a, float):
        return a == b or math.isclose(a, b, rel_tol=1e-6) or (a != a and b != b)
    return a == b


@pytest.mark.parametrize("name", NAMES)
def test_compiled_is_python(name):
    python = getattr(programs, name)
    unit = CompilationUnit(10)
    function = PythonCompiler(unit).function_of(python)
    for each in unit.all_functions():
        verify(each.graph)
    for args in cases(minijit, programs.P)[name]:
        found = run(lambda *a: call(function, bound(python, a)), copy.deepcopy(args))
        if name not in NOT_AS_PYTHON:
            assert same(run(python, copy.deepcopy(args)), found), (args, found)


@pytest.mark.parametrize("name", NAMES)
def test_passes_keep_the_answer(name):
    python = getattr(programs, name)
    function = PythonCompiler(CompilationUnit(10)).function_of(python)
    before = [
        run(lambda *a: call(function, bound(python, a)), args)
        for args in cases(minijit, programs.P)[name]
    ]
    inline_calls(function.graph, function)
    remove_dead_code(function.graph)
    verify(function.graph)
    for args, want in zip(cases(minijit, programs.P)[name], before, strict=True):
        assert same(want, run(lambda *a: call(function, bound(python, a)), args))


@pytest.fixture(scope="module")
def pytorch(tmp_path_factory):
    torch = pytest.importorskip("torch")
    text = (
        PROGRAMS.read_text()
        .replace("minijit", "torch")
        .replace("import torch as torch", "import torch")
    )
    path = tmp_path_factory.mktemp("programs") / "torch_programs.py"
    path.write_text(text)
    return torch, load(path, "torch_programs")


@pytest.mark.parametrize("name", [n for n in NAMES if n not in NOT_AS_PYTORCH])
def test_compiled_is_pytorch(name, pytorch):
    torch, theirs = pytorch
    scripted = torch.jit.script(getattr(theirs, name))
    python = getattr(programs, name)
    function = PythonCompiler(CompilationUnit(10)).function_of(python)
    ours = cases(minijit, programs.P)[name]
    for their_args, args in zip(cases(torch, theirs.P)[name], ours, strict=True):
        want = run(scripted, their_args)
        found = run(lambda *a: call(function, bound(python, a)), args)
        assert same(want, found, exact=True), (args, want, found)
