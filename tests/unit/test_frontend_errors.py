"""Compile errors: id, PyTorch's phrase, the user's line."""

import inspect
from typing import Dict, List, Optional, Tuple, Union

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


def tensor_for_a_dim(x, dim):
    return (x * x).sum(dim)  # here


def no_overload(x):
    return torch.add(x)  # here


def loop_type(n: int):
    x = 1
    for i in range(n):
        x = 1.5  # here
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


def attribute_of_a_tensor(x):
    x.foo = 1  # here


def odd_default(
    n: int = 1.5,  # here
):
    return n


def tuple_index(n: int):
    t = (1, "a")
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


def wrong_elements():
    x: List[int] = [1, "a"]  # here
    return x


def wrong_keys():
    x: Dict[int, str] = dict([("a", "b")])  # here
    return x


def not_a_list():
    x: int = [1, 2]  # here
    return x


def wrong_variable():
    x = [1]
    y: List[Optional[int]] = x  # here
    return y


def annotated_twice():
    x = 5
    if x == 5:
        x: Optional[int] = 7  # here
    return x


def bare_list(x: List):  # here
    return x


def bare_future(x: "List[torch.jit.Future]"):  # here
    return x


def bare_dict(x: Dict):  # here
    return x


def only_star(x):
    (*a,) = (x, x)  # here
    return a


def tuple_element(x: Tuple[int, int]):
    x[0] = 1  # here
    return x


def tuple_element_augmented(x: Tuple[int, int]):
    x[0] += 1  # here
    return x


def tolist_of_what(x):
    y = x.tolist()  # here
    return y


def tolist_of_str(x):
    y: List[str] = x.tolist()  # here
    return y


def delete_slice(x: List[int]):
    del x[1:2]  # here
    return x


def mixed_keys():
    return {1: 2, "a": 3}  # here


def mixed_keys_of_a_comprehension():
    keys = [1, "a"]
    return {k: 1 for k in keys}  # here


def several_iterables(x):
    for i in [1], [2]:  # here
        x = x + i
    return x


def unknown_size(x: List[int]):
    return tuple(x)  # here


def rebound():
    x = []
    if 1 == 1:
        x = [1]  # here
    return 0


def too_many_types(x):  # here
    # type: (int, int) -> int
    return x


def deleted(x):
    del y  # here  # noqa: F821
    return x


def slice_by_name(x: List[int]):
    return x[slice(1, stop=2)]  # here


def checked_twice(x):
    torch._check(True, cond=True)  # here
    return x


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


def no_list_in_union():
    x: Union[int, Tensor] = []  # here
    return x


def lists_of_a_union():
    x: Union[List[int], List[str]] = []  # here
    return x


def no_list_of_a_union():
    x: Union[List[int], List[str]] = [1.5]  # here
    return x


def no_comprehension_of_a_union():
    x: Union[List[int], int] = [2.5 * y for y in range(3)]  # here
    return x


def dicts_of_a_union():
    x: Union[Dict[str, int], Dict[str, str]] = dict(a=1)  # here
    return x


def wrong_values():
    x: Dict[str, str] = {"a": 1}  # here
    return x


CASES = [
    (no_list_in_union, "MJ2108", "Expected an Union type annotation with an inner List type"),
    (lists_of_a_union, "MJ2100", "there are multiple possible List type candidates"),
    (no_list_of_a_union, "MJ2101", "none of those types match the types of the given list"),
    (no_comprehension_of_a_union, "MJ2094", "`List[int]` did not match the types of the given"),
    (dicts_of_a_union, "MJ2102", "full type inference is not yet supported"),
    (wrong_values, "MJ2106", "but the type of values given by the dict literal is int"),
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
    (tensor_for_a_dim, "MJ2902", "Inferred the value for argument 'dim' to be of type 'Tensor'"),
    (loop_type, "MJ2005", "Variable 'x' previously had type int"),
    (after_loop, "MJ2003", "y is not defined"),
    (not_unwrapped, "MJ2012", "Did you forget to unwrap Optional"),
    (not_iterable, "MJ2019", "'int' object is not iterable"),
    (too_few, "MJ2018", "too many values to unpack: need 2 but found 3"),
    (attribute_of_a_tensor, "MJ2098", "Tried to set an attribute: foo on a non-class: Tensor"),
    (odd_default, "MJ2097", 'Expected a default value of type int on parameter "n"'),
    (tuple_index, "MJ2021", "with a non-integer literal because we cannot resolve the output type"),
    (tuple_range, "MJ2022", "out of range"),
    (global_tensor, "MJ2036", "python value of type 'Tensor' cannot be used as a value"),
    (not_a_bool, "MJ2011", "Could not cast value of type Optional[Dict[str, int]] to bool"),
    (
        wrong_elements,
        "MJ2094",
        "List type annotation `List[int]` did not match the types of the given list elements",
    ),
    (
        wrong_keys,
        "MJ2082",
        "Dict type annotation `Dict[int, str]` did not match the type of an actual key type `str`",
    ),
    (not_a_list, "MJ2083", "Expected an annotation of type List"),
    (
        wrong_variable,
        "MJ2080",
        "Variable 'y' is annotated with type List[Optional[int]] but is being assigned to a value of type List[int]",
    ),
    (annotated_twice, "MJ2084", "declare and annotate"),
    (bare_list, "MJ2071", "Attempted to use List without a contained type"),
    (bare_future, "MJ2071", "Attempted to use Future without a contained type"),
    (bare_dict, "MJ2071", "Attempted to use Dict without contained types"),
    (only_star, "MJ2086", "A Starred expression may only appear on the lhs"),
    (tuple_element, "MJ2087", "does not support subscripted assignment"),
    (tuple_element_augmented, "MJ2087", "does not support augmented assignment"),
    (tolist_of_what, "MJ2041", "Expected type hint for result of tolist()"),
    (tolist_of_str, "MJ2089", "str is not one of the supported element types for tolist"),
    (delete_slice, "MJ2090", "deletion at a single index"),
    (
        mixed_keys,
        "MJ2096",
        "Dict keys must contain only a single type. Expected: int but found str instead",
    ),
    (
        mixed_keys_of_a_comprehension,
        "MJ2091",
        "Dicts may only contain homogeneous keys, but the type of the first generated key was Union[int, str]",
    ),
    (several_iterables, "MJ2093", "List of iterables is not supported currently"),
    (unknown_size, "MJ2027", "cannot statically infer the expected size"),
    (rebound, "MJ2005", "Variable 'x' previously had type List[Tensor]"),
    (too_many_types, "MJ1010", "did not match the number of function parameters"),
    (deleted, "MJ2001", "undefined value y"),
    (slice_by_name, "MJ2038", "Slice does not accept any keyword arguments"),
    (checked_twice, "MJ2038", "multiple values for argument 'cond'"),
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


def no_type(x: Dict[str, range]):
    return x


def test_an_annotation_that_is_no_type():
    with pytest.raises(ValueError, match="Unknown type annotation") as info:
        PythonCompiler(CompilationUnit(10)).function_of(no_type)
    assert info.value.id == "MJ2092"


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
