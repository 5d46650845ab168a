"""What PyTorch's own tests of its language ask for: forms that work, and phrases of errors."""

import functools
import math
import pickle
import shutil
import types
import typing
import warnings
from collections import namedtuple
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

import pytest

import minijit as torch
from minijit import Tensor, nn
from minijit._jit_internal import is_optional
from minijit.diagnostics import Error
from minijit.jit.annotations import BroadcastingList2, BroadcastingList3
from minijit.nn.common_types import _ratio_2_t, _size_2_t
from minijit.nn.modules.utils import _pair, _quadruple, _single, _triple

ENGINES = pytest.mark.parametrize("engine", ["reference", "native"])


def three(x):
    return x, x, x


def too_few_names(x):
    a, b, c, d = three(x)
    return a


def no_such_name():
    return shutil.abcd


def index_by_float():
    return (1, 2)[0.5]


def unpack_any(t: Any):
    if isinstance(t, tuple):
        a, b = t
    return 1


def unpack_function(x):
    a, b = three
    return a


def twice(x):
    return torch.sum(x, self=x)


def falls_through(x: int) -> Optional[int]:
    if x > 1:
        return 1


def wrong_inferred(x):
    return x


def call_wrong_inferred():
    return wrong_inferred("1")


def expand_keywords(x):
    return three(**x)


def print_keywords(x):
    print(x, flush=True)


def zip_of_nothing(x: List[int]):
    for _ in zip():
        pass


def enumerate_of_three(x: List[int]):
    for _ in enumerate(x, x, x):
        pass


def unwrap_none():
    return torch.jit._unwrap_optional(None)


class DefaultTensor(NamedTuple):
    x: Tensor = torch.ones(1)


def takes_default_tensor(x: DefaultTensor):
    return x


def saves(x):
    torch.save(x, "f")
    return x


def hypot(x: float):
    return math.hypot(x, 2.0)


def old_of_both():
    return torch.LongTensor(1, [2])


def old_of_keywords():
    return torch.LongTensor(hello="1")


def odd_broadcast(x):
    # type: (BroadcastingListx[int]) -> List[int]
    return x


def lines_and_signature(
    a,  # type: int
    b,  # type: int
):
    # type: (int, int) -> int
    return a + b


def one_type_too_few(x, y):
    # type: (int) -> int
    return y


def one_line_missing(
    a,  # type: int
    b,
):
    # type: (...) -> int
    return a + b


WRONG = [
    (too_few_names, "MJ2109", "need 4 values to unpack but found only 3"),
    (no_such_name, "MJ2111", "object has no attribute abcd"),
    (index_by_float, "MJ2113", "index must be an integer"),
    (unpack_any, "MJ2003", "Provided tuple is not fully defined/refined"),
    (unpack_function, "MJ2003", "cannot be used as a tuple"),
    (twice, "MJ2902", "self specified twice"),
    (falls_through, "MJ2009", "does not return along all paths"),
    (call_wrong_inferred, "MJ2902", "Inferred 'x' to be of type 'Tensor'"),
    (expand_keywords, "MJ1002", "keyword-arg expansion is not supported"),
    (print_keywords, "MJ2038", "print doesn't accept any keyword arguments"),
    (zip_of_nothing, "MJ2017", "zip expected at least 1 arguments, got 0"),
    (enumerate_of_three, "MJ2017", "enumerate expected at most 2 arguments, got 3"),
    (unwrap_none, "MJ2902", "could not be inferred from actual type None"),
    (takes_default_tensor, "MJ2125", "Tensors are not supported as default NamedTuple fields"),
    (saves, "MJ2126", "torch.save is not supported in TorchScript programs"),
    (hypot, "MJ2110", "Python builtin <built-in function hypot> is currently not supported"),
    (old_of_both, "MJ2128", "multiple positional arguments that were not all integers"),
    (old_of_keywords, "MJ2128", "hello"),
    (odd_broadcast, "MJ2117", "must be a positive integer: BroadcastingListx"),
    (lines_and_signature, "MJ1012", "Return type line"),
    (one_type_too_few, "MJ1010", "Number of type annotations (1) did not match"),
    (one_line_missing, "MJ1010", "Number of type annotations"),
]


@pytest.mark.parametrize("program, id, phrase", WRONG, ids=lambda v: getattr(v, "__name__", ""))
def test_phrase(program, id, phrase):
    with pytest.raises(Error) as told:
        torch.jit.script(program)
    assert told.value.id == id and phrase in str(told.value)


@pytest.mark.parametrize(
    "text, id, phrase",
    [
        ("def f(x):\n  a, b += x\n", "MJ2116", "augmented assignment can only have one LHS"),
        ("def f(x):\n  x + 1 = x\n", "MJ2026", "unexpected expression"),
        ("def f():\n  a, *b, *c = [1, 2]\n", "MJ2114", "Only one starred expression is allowed"),
        ("def f(x):\n  a, *1 = (3, 4, 5)\n", "MJ2115", "Cannot pack a tuple into a non-variable"),
        ("def f(x: Tensor[int]):\n  pass\n", "MJ2007", "Unknown type constructor Tensor"),
        ("def f(x: Tuple[int][int]):\n  pass\n", "MJ2007", "must be a type identifier"),
        ("def f(x: 3 + 4):\n  pass\n", "MJ2007", "Expression of type + cannot be used"),
    ],
)
def test_phrase_of_a_text(text, id, phrase):
    with pytest.raises(Error) as told:
        torch.jit.CompilationUnit(text)
    assert told.value.id == id and phrase in str(told.value)


class LosesItself(nn.Module):
    def forward(self, x):
        for _ in range(2):
            self = x  # noqa: PLW0642
        return self


class NamesItself(nn.Module):
    def forward(self, x):
        for _ in range(2):
            x = self
        return x


class WrongConstant(nn.Module):
    __constants__ = ["invalid"]

    def __init__(self):
        super().__init__()
        self.invalid = [1, nn.Linear(1, 1)]

    def forward(self, x):
        return x


class Recursing(nn.Module):
    def one(self, x):
        return self.two(x)

    def two(self, x):
        return self.one(x)

    def forward(self, x):
        return self.one(x)


class Factorial(nn.Module):
    def of(self, n: int) -> int:
        return n * self.of(n - 1) if n > 1 else 1

    def forward(self, n: int):
        return self.of(n)


class AttributeOfAnOperator(nn.Module):
    def forward(self, x):
        return x.unsqueeze.name


class PrefixedBuffers(nn.Module):
    def forward(self, x):
        for _, b in self.named_buffers("a"):
            x = x + b
        return x


class NoneOfIts(nn.Module):
    def one(self, x):
        return x

    def forward(self, x):
        return self.one(x, x)


@pytest.mark.parametrize(
    "module, id, phrase",
    [
        (LosesItself, "MJ2112", "Cannot re-assign 'self' because it has type value of type"),
        (NamesItself, "MJ2112", "Cannot re-assign 'x' to a value of type module"),
        (WrongConstant, "MJ2127", "Linear' object in attribute 'WrongConstant.invalid' is not a"),
        (Recursing, "MJ2025", "called recursively"),
        (Factorial, "MJ2025", "called recursively"),
        (AttributeOfAnOperator, "MJ2012", "attribute lookup is not defined on builtin"),
        (PrefixedBuffers, "MJ2038", "does not accept any arguments"),
        (NoneOfIts, "MJ2902", "Expected at most 2 arguments but found 3"),
    ],
)
def test_phrase_of_a_module(module, id, phrase):
    with pytest.raises(Error) as told:
        torch.jit.script(module())
    assert told.value.id == id and phrase in str(told.value)


# Overloads.


@torch.jit._overload
def either(x: str) -> str: ...


@torch.jit._overload
def either(x: float) -> float: ...


def either(x=1.0):
    return x


def either_again(x: int):
    return x


either_again.__qualname__ = "either"


def calls_either():
    return either(), either(0.5), either("a")


def calls_neither():
    return either((1, 2))


@torch.jit._overload
def unstated(x):
    pass


def unstated(x):
    return x


def calls_unstated():
    return unstated(1)


@torch.jit._overload
def partly() -> int: ...


def partly(x=1):
    return x


def calls_partly():
    return partly(1)


@torch.jit._overload
def other_default(x: int, y: int = 2) -> int: ...


def other_default(x, y=1):
    return x


def calls_other_default():
    return other_default(1, 2)


@torch.jit._overload
def never(x: int) -> int: ...


def calls_never():
    return never(1)


@torch.jit._overload
def as_float(x: float) -> Optional[float]: ...


@torch.jit._overload
def as_float(x: List[int]) -> int: ...


def as_float(x):
    if isinstance(x, float):
        return x + 1
    return len(x)


def calls_as_float(x):
    return as_float(x), as_float([])


@ENGINES
def test_arguments_are_converted_to_the_types_of_the_overload(engine):
    assert torch.jit.script(calls_as_float, engine=engine)(torch.tensor(1.5)) == (2.5, 0)


def test_overloads_belong_to_the_next_definition():
    assert torch.jit.script(calls_either)() == (1.0, 0.5, "a")

    def plain():
        return either_again(3)

    torch.jit.script(plain)
    assert either_again.__qualname__ == "either"


@ENGINES
def test_overloads(engine):
    made = torch.jit.script(calls_either, engine=engine)
    assert made() == (1.0, 0.5, "a") and made.engine == engine


@pytest.mark.parametrize(
    "program, id, phrase",
    [
        (calls_neither, "MJ2902", "of type 'float'"),
        (either, "MJ2124", "cannot be directly compiled because it is overloaded"),
        (calls_unstated, "MJ2121", "explicitly add type annotations to overloaded functions"),
        (calls_partly, "MJ2122", "Parameters not specified on the overloaded declaration"),
        (calls_other_default, "MJ2123", "must equal to the default parameter"),
        (calls_never, "MJ2120", 'Implementation for the function "never" is missing'),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)
def test_overloads_that_do_not_fit(program, id, phrase):
    with pytest.raises(Error) as told:
        torch.jit.script(program)
    assert told.value.id == id and phrase in str(told.value)


def test_a_declared_overload_does_nothing():
    with pytest.raises(Error, match="Only `pass` statement or `...`") as told:

        @torch.jit._overload
        def busy(x: int) -> int:
            return x

    assert told.value.id == "MJ2119"


def test_dropping_is_deprecated():
    with pytest.warns(FutureWarning, match="TorchScript will now drop the function"):
        torch.jit.ignore(drop_on_export=True)(three)
    del three._torchscript_modifier  # the row is MJ2118


# Forms that work.


def with_ellipsis(x):
    return x[0, Ellipsis, 1:]


def devices():
    return torch.device(type="cuda", index=1), torch.device(type="cpu")


def tuples():
    return _single(1), _pair(2.5), _triple(3), _quadruple([1, 2, 3, 4])


def called_by_input(x):
    return torch.ceil(input=x)


def switches(x):
    if torch.backends.cudnn.enabled:
        return x + 1
    return x - 1 if torch._C._get_tracing_state() else x


def sizes(x: List[int]):
    return torch._C._infer_size(x, [1, 3])


def with_repeats(n: int):
    return n + 1


with_repeats.repeats = 3


def calls_with_repeats(n: int):
    return with_repeats(n)


@torch.jit.ignore
def last_of(x, *rest):
    return rest[-1] if rest else x


def leaves_out(x, y):
    return last_of(x), last_of(x, y), last_of(x, y, x)


@torch.jit.ignore
def says_nothing(n: int):
    return None


def ignores_nothing(n: int):
    says_nothing(n)
    return n + 1


def old_tensors(x: List[int]):
    return (
        torch.LongTensor(x),
        torch.FloatTensor([[1.5]]),
        torch.DoubleTensor(),
        torch.BoolTensor([0]),
    )


FORMS = [
    (calls_with_repeats, (1,)),
    (old_tensors, ([1, 2],)),
    (with_ellipsis, (torch.arange(8).view(2, 2, 2),)),
    (called_by_input, (torch.tensor([1.5]),)),
    (switches, (torch.ones(2),)),
    (leaves_out, (torch.ones(1), torch.zeros(1))),
    (ignores_nothing, (3,)),
]


def same(a, b):
    if isinstance(a, Tensor):
        return torch.equal(a, b)
    if isinstance(a, tuple):
        return all(map(same, a, b))
    return a == b


@ENGINES
@pytest.mark.parametrize("program, args", FORMS, ids=lambda v: getattr(v, "__name__", ""))
def test_form(program, args, engine):
    made = torch.jit.script(program, engine=engine)
    assert same(made(*args), program(*args)) and made.engine == engine


@ENGINES
def test_forms_of_numbers(engine):
    script = functools.partial(torch.jit.script, engine=engine)
    assert script(devices)() == devices()
    assert script(tuples)() == ([1], [2.5, 2.5], [3, 3, 3], [1, 2, 3, 4])
    assert script(sizes)([2, 1]) == [2, 3]


def repeated(x: BroadcastingList2[int], y: BroadcastingList3[float] = 1.0):
    return x, y


@ENGINES
def test_one_number_stands_for_a_list(engine):
    made = torch.jit.script(repeated, engine=engine)
    assert made(1, 2.0) == ([1, 1], [2.0] * 3) and made([1, 2], (1.0, 2.0, 3.0))[0] == [1, 2]
    assert str(made.schema).startswith("repeated(int[2] x, float[3] y=")


def sized(x: _size_2_t, y: Optional[_ratio_2_t] = None):
    return x[0] + x[1], y


@ENGINES
def test_sizes_of_layers_are_lists(engine):
    made = torch.jit.script(sized, engine=engine)
    assert made(4) == (8, None) and made((1, 2), (0.5, 1.5)) == (3, [0.5, 1.5])


def named_only(x: int, *, y: int):
    return x + y


@ENGINES
def test_named_arguments_are_not_positional(engine):
    made = torch.jit.script(named_only, engine=engine)
    assert made(1, y=2) == 3
    with pytest.raises(Error, match="takes 1 positional argument") as told:
        made(1, 2)
    assert told.value.id == "MJ9045"


def test_the_inner_module_has_the_names_that_sources_import():
    from minijit import _jit_internal

    assert _jit_internal._overload_method is torch.jit._overload
    assert _jit_internal.get_callable_argument_names(lambda a, /, b, *c, d, **e: b) == ["b"]
    assert _jit_internal.get_callable_argument_names(3) == []


def shaped(
    a,  # type: int
    b,  # type: int
):
    # type: (...) -> (Tuple[int, int])
    # type: int
    return a, b


def numbers(x: Union[int, complex, float]):
    return x


def test_schemas_are_spelled_as_pytorchs():
    assert str(torch.jit.script(shaped).schema) == "shaped(int a, int b) -> ((int, int))"
    assert str(torch.jit.script(numbers).schema) == "numbers(Scalar x) -> Scalar"
    kind = next(torch.jit.script(shaped).graph.outputs()).type()
    assert kind.str() == "(int, int)" and kind.annotation_str == "Tuple[int, int]"
    assert torch._C.TupleType([torch._C.StringType.get()]).annotation_str == "Tuple[str]"
    assert eval(torch._C.TupleType([]).annotation_str, {"Tuple": typing.Tuple}) == Tuple[()]


class Replaced(nn.Module):
    def __init__(self):
        super().__init__()
        self.forward = types.MethodType(Replaced.other, self)

    def other(self, x):
        return x * 2

    def forward(self, x):
        raise AssertionError


class InPython(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))

    @torch.jit.ignore
    def forward(self, x):
        return x + self.weight


class Outer(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = InPython()

    def forward(self, x):
        return self.inner(x) * 2


class OwnParameters(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(1))

    def parameters(self, recurse: bool = True):
        return [self.a, self.a]

    def forward(self, x):
        for p in self.parameters():
            x = x + p
        return x


class Instead(nn.Module):
    @torch.jit.ignore
    def word(self):
        return "old"


class State(nn.Module):
    def __init__(self):
        super().__init__()
        self.n = 1

    @torch.jit.export
    def __getstate__(self):
        return self.n, self.training

    @torch.jit.export
    def __setstate__(self, state):
        self.n = state[0] + 1
        self.training = state[1]

    def forward(self):
        return self.n


class Buffers(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("a", torch.ones(1))
        self.inner = nn.BatchNorm1d(1)

    def forward(self, x):
        names = [""]
        for name, buffer in self.named_buffers():
            names.append(name)
        for p in self.parameters():
            x = x + p
        return names, x


@ENGINES
def test_modules(engine, tmp_path):
    script = functools.partial(torch.jit.script, engine=engine)
    x = torch.ones(1)
    assert script(Replaced())(x) == 2 and script(Outer())(x) == 4
    made = Instead()
    made.word = types.MethodType(torch.jit.ignore(lambda self: "new"), made)
    assert script(made).word() == "new"
    script(State()).save(tmp_path / "state.pt")
    assert torch.jit.load(tmp_path / "state.pt", engine=engine)() == 2
    assert script(OwnParameters())(x) == 3
    names, total = script(Buffers())(x)
    assert names[1:] == [name for name, _ in Buffers().named_buffers()] and total == 2


outside = InPython()


def calls_outside(x):
    return outside(x) + 1


@ENGINES
def test_a_module_that_is_not_compiled_stays_in_python(engine):
    made = torch.jit.script(calls_outside, engine=engine)
    assert made(torch.ones(1)) == 3 and "python_value" in str(made.graph)


def zero_step():
    n = 0
    for _ in range(2, 5, 0):
        n += 1
    return n


@ENGINES
def test_a_step_of_zero_is_told_when_it_runs(engine):
    with pytest.raises(RuntimeError, match="arg 3 must not be zero"):
        torch.jit.script(zero_step, engine=engine)()


def test_generators_and_bytes_are_arguments():
    unit = torch.jit.CompilationUnit(
        "def f(g: Generator, s: str):\n  return torch.empty(2).normal_(generator=g), ord(s)",
        engine="reference",
    )
    made, code = unit.f(torch.Generator().manual_seed(3), b"a")
    assert torch.equal(made, torch.randn(2, generator=torch.Generator().manual_seed(3)))
    assert code == 97 and unit.find_function("f").name == "f" and not unit.find_function("g")


@pytest.mark.parametrize("kinds", [[int, List[str]], {List[str], Tuple[int, str]}])
def test_isinstance_takes_types_in_tuples(kinds):
    with pytest.raises(Error, match="must be a type or a tuple of types") as told:
        torch.jit.isinstance(2, kinds)
    assert told.value.id == "MJ2038"


def range_of_a_float():
    for _ in range(0.5):
        pass


def test_a_range_is_of_ints():
    with pytest.raises(RuntimeError, match="must be ints, found float in argument 0"):
        torch.jit.script(range_of_a_float)


class Bare:
    def __init__(self):
        self.n = 1


def add_to_bare():
    bare = Bare()
    bare += 1
    return bare


def test_what_cannot_be_added_to():
    with pytest.raises(RuntimeError, match="Cannot emit inplace op on .*Bare") as told:
        torch.jit.script(add_to_bare)
    assert told.value.id == "MJ2129"


@torch.jit.interface
class Doubler(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


class Counted(nn.Module):
    def forward(self, n: int) -> int:
        return 2 * n


class Chosen(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleDict({"counted": Counted()})

    def forward(self, x, key: str):
        part: Doubler = self.parts[key]
        return part.forward(x)


def test_modules_that_are_not_of_their_annotation():
    with pytest.raises(RuntimeError, match="Attribute counted is not of annotated type") as told:
        torch.jit.script(Chosen())
    assert told.value.id == "MJ2130"


def nested_default(x: Tuple[int, List[int]] = (1, [])):
    return x


def test_a_tuple_with_a_list_is_no_default():
    with pytest.raises(RuntimeError, match="Mutable default parameters"):
        torch.jit.script(nested_default)


class Describer:
    @torch.jit.ignore
    def __call__(self, *args) -> str:
        return type(args[0]).__name__ + str(len(args))


describe = Describer()


def describes(x):
    return describe(x), describe(x, x)


@ENGINES
def test_objects_whose_call_is_left_to_python(engine):
    made = torch.jit.script(describes, engine=engine)(torch.ones(1))
    assert made == ("Tensor1", "Tensor2")


def item_of_nothing(x):
    return x.__getitem__()


def test_items_by_name():
    def items(x):
        return x.__getitem__(1), x.__getitem__((0, 1)), x.__getitem__(torch.tensor([0, 2]))

    x = torch.arange(12.0).reshape(3, 4)
    for made, wanted in zip(torch.jit.script(items)(x), items(x), strict=True):
        assert torch.equal(made, wanted)
    with pytest.raises(RuntimeError, match="__getitem__ expected exactly 1 arguments, got 0"):
        torch.jit.script(item_of_nothing)


Plain = namedtuple("Plain", ["value"])  # noqa: PYI024


def plain_of_int():
    return Plain(1)


def test_fields_without_a_type_are_tensors():
    phrase = r"'Tensor \(inferred\)' for argument 'value' but instead found type 'int'"
    with pytest.raises(RuntimeError, match=phrase):
        torch.jit.script(plain_of_int)


class Branch(nn.Module):
    def __init__(self, key: str):
        super().__init__()
        self.parts = nn.ModuleDict({key: nn.ReLU()})

    def forward(self, x):
        return x


def test_modules_of_unlike_children_have_unlike_types():
    a, b, c = (torch.jit.script(Branch(key))._c._type() for key in ("a", "b", "b"))
    assert a != b and b == c


def warns_here():
    warnings.warn("take care", stacklevel=2)


def warns_at_two_places():
    for _ in range(3):
        warns_here()
        warnings.warn("take care", stacklevel=2)


@ENGINES
def test_each_place_warns_once_with_its_line(engine):
    scripted = torch.jit.script(warns_at_two_places, engine=engine)
    for _ in range(2):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            scripted()
        first = warns_here.__code__.co_firstlineno
        assert [(w.filename, w.lineno - first) for w in told] == [(__file__, 1), (__file__, 7)]


def of_the_default_dtype(s: float):
    return torch.tensor(s), torch.tensor([s, s]), torch.ones(1)


@ENGINES
def test_programs_follow_the_default_dtype(engine):
    scripted = torch.jit.script(of_the_default_dtype, engine=engine)
    try:
        for dtype in (torch.float64, torch.float32):
            torch.set_default_dtype(dtype)
            assert {made.dtype for made in scripted(1.0)} == {dtype}
    finally:
        torch.set_default_dtype(torch.float32)


def tensor_of_none():
    return torch.tensor([None])


@ENGINES
def test_tensors_are_of_numbers(engine):
    with pytest.raises(RuntimeError, match="must be of ints, floats, or bools, got None"):
        torch.jit.script(tensor_of_none, engine=engine)()


def einsum_of_sublists(x, y):
    return torch.einsum(x, [0, 1], y, [1, 27], [27, 0]), torch.einsum(x, [0, 1], y, [1, 2])


@ENGINES
def test_einsum_by_sublists(engine):
    x, y = torch.rand(2, 3), torch.rand(3, 4)
    for made in (einsum_of_sublists, torch.jit.script(einsum_of_sublists, engine=engine)):
        assert all(
            torch.allclose(a, b) for a, b in zip(made(x, y), ((x @ y).T, x @ y), strict=True)
        )
    assert torch.equal(torch.einsum(x, [..., 0], [0, ...]), x.T)


def test_functions_are_not_pickled():
    with pytest.raises(pickle.PickleError, match="ScriptFunction cannot be pickled") as told:
        pickle.dumps(torch.jit.script(three))
    assert told.value.id == "MJ9047"


def test_empty_containers_are_of_any_type():
    with pytest.warns(UserWarning, match="inner type of a container is lost"):  # MJ9048
        assert torch.jit.isinstance([], List[int])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert torch.jit.isinstance([1], List[int])
    assert is_optional(Optional[int]) and not is_optional(Union[int, str])


class OwnStateDict(nn.Module):
    def __init__(self):
        super().__init__()
        self.saved = False
        self.loaded = False
        self.weight = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return x

    @torch.jit.export
    def _save_to_state_dict(self, destination: Dict[str, Tensor], prefix: str, keep_vars: bool):
        self.saved = True
        return {"dummy": torch.ones(1)}

    @torch.jit.export
    def _load_from_state_dict(
        self,
        state_dict: Dict[str, Tensor],
        prefix: str,
        local_metadata: Any,
        strict: bool,
        missing_keys: List[str],
        unexpected_keys: List[str],
        error_msgs: List[str],
    ):
        self.loaded = True


@ENGINES
def test_compiled_state_dict_methods_are_used(engine):
    made = torch.jit.script(OwnStateDict(), engine=engine)
    assert not made.saved and dict(made.state_dict()) == {} and made.saved
    assert not made.loaded
    made.load_state_dict({})
    assert made.loaded


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Parameter(torch.ones(1))
        self.second = self.first

    def forward(self, x):
        return 2 * x + self.first


def test_what_is_told_of_a_module():
    assert list(torch.jit._unique_state_dict(Tied())) == ["first"]
    assert torch.jit.export_opnames(torch.jit.script(Tied())) == [
        "aten::add.Tensor",
        "aten::mul.Scalar",
    ]
