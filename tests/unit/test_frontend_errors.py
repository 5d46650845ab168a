"""Compile errors: id, PyTorch's phrase, the user's line."""

import inspect
from typing import Dict, List, Optional

import pytest

import minijit as torch
from minijit import Tensor, nn
from minijit.diagnostics import Error
from minijit.frontend import PythonCompiler
from minijit.ir import CompilationUnit

somewhere = torch.ones(1)


def unknown_operator(x):
    return torch.foo(x)  # here


def unknown_method(x: int):
    return x.foo  # here


def one_branch(x):
    if x.sum() > 0:
        q = 1
    return q  # here


def two_types(x: int):
    if x > 0:
        q = 1
    else:
        q = 1.0
    return q  # here


def undefined(x):
    return x + undefined_thing  # here  # noqa: F821


def no_return(x) -> int:  # here
    if x.sum() > 1:
        return 1


def wrong_return(x) -> int:
    return "a"  # here


def two_returns(n: int):
    if n > 0:
        return 1
    return "a"  # here


def no_overload(x):
    return torch.add(x)  # here


def loop_type(n: int):
    x = 1
    for i in range(n):  # here
        x = 1.5
    return x


def after_loop(n: int):
    for i in range(n):
        y = i
    return y  # here


def not_unwrapped(x: Optional[Tensor]):
    return x.sum()  # here


def not_iterable(n: int):
    for i in n:  # here
        pass


def too_few(x: List[int], y):
    a, b = (1, 2, 3)  # here
    return a


def tuple_index(n: int):
    t = (1, 2)
    return t[n]  # here


def tuple_range(n: int):
    t = (1, 2)
    return t[2]  # here


def global_tensor(x):
    return x + somewhere  # here


def not_a_bool(d: Optional[Dict[str, int]]):
    if d:  # here
        return 1
    return 0


def mixed_list():
    return [1, "a"]  # here


def starred(*args):  # here
    return args


def recursive(n: int):
    return recursive(n - 1)  # here


def inner(x):
    return x.nothing()  # here


def outer(x):
    return inner(x)


def unknown_type(x: "Nothing"):  # here  # noqa: F821
    return x


CASES = [
    (unknown_operator, "MJ2037", "has no attribute 'foo'"),
    (unknown_method, "MJ2012", "'int' object has no attribute or method 'foo'"),
    (one_branch, "MJ2003", "q is not defined in the false branch"),
    (two_types, "MJ2003", "Type mismatch: q is set to type int in the true branch and type float"),
    (undefined, "MJ2001", "undefined value undefined_thing"),
    (no_return, "MJ2009", "does not return along all paths"),
    (
        wrong_return,
        "MJ2008",
        "Return value was annotated as having type int but is actually of type str",
    ),
    (two_returns, "MJ2010", "Previous return statement returned a value of type int"),
    (no_overload, "MJ2902", "Arguments for call are not valid"),
    (loop_type, "MJ2005", "Variable 'x' previously had type int"),
    (after_loop, "MJ2003", "y is not defined"),
    (not_unwrapped, "MJ2012", "Did you forget to unwrap Optional"),
    (not_iterable, "MJ2019", "'int' object is not iterable"),
    (too_few, "MJ2018", "need 2 values to unpack, but found 3"),
    (tuple_index, "MJ2021", "compile-time constant"),
    (tuple_range, "MJ2022", "out of range"),
    (global_tensor, "MJ2036", "python value of type 'Tensor' cannot be used as a value"),
    (not_a_bool, "MJ2011", "Could not cast value of type Optional[Dict[str, int]] to bool"),
    (mixed_list, "MJ2024", "int and str of a list have no common type"),
    (starred, "MJ2057", "can't take variable number of arguments"),
    (recursive, "MJ2025", "called recursively"),
    (inner, "MJ2012", "'Tensor' object has no attribute or method 'nothing'"),
    (unknown_type, "MJ2006", "Unknown type name 'Nothing'"),
]


def compile_error(function):
    with pytest.raises(Error) as info:
        PythonCompiler(CompilationUnit(10)).function_of(function)
    return info.value


@pytest.mark.parametrize(
    ("function", "id", "phrase"), CASES, ids=lambda v: getattr(v, "__name__", None)
)
def test_error(function, id, phrase):
    found = compile_error(function)
    assert found.id == id and isinstance(found, RuntimeError)
    assert phrase in str(found)
    lines, first = inspect.getsourcelines(function)
    marked = next(i for i, line in enumerate(lines) if "# here" in line)
    assert found.range.line == first + marked
    assert found.range.source.name == __file__


def test_the_call_that_asked_for_a_function_is_a_note():
    text = str(compile_error(outer))
    assert (
        "'inner' is being compiled since it was called from 'outer'" in text
        and "return inner(x)" in text
    )


def several(x):
    a = x.one()
    b = a + 1
    c = x.two()
    return b + c


def test_errors_of_several_statements_are_reported_together():
    found = compile_error(several)
    assert [
        d.sentence.count("'one'") + 2 * d.sentence.count("'two'")
        for d in (found.diagnostic, *found.others)
    ] == [1, 2]


class Lost(nn.Module):
    def __init__(self):
        super().__init__()
        self.things = []
        self.odd = object()

    def forward(self, x):
        return x + len(self.things)


class Odd(Lost):
    def forward(self, x):
        self.missing = x
        return self.odd


def module_error(module):
    with pytest.raises(Error) as info:
        PythonCompiler(CompilationUnit(10)).script_module(module)
    return str(info.value)


def test_attributes_without_a_type_say_why():
    assert "annotate it in the class body" in module_error(Lost())
    text = module_error(Odd())
    assert "Tried to set nonexistent attribute: missing" in text
    assert "failed to convert Python type: 'object'" in text
