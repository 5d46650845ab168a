"""What programs of PyTorch's users rely on at the edge between Python and a program."""

import io
import typing
import warnings
from collections import namedtuple
from typing import Dict, List, NamedTuple, Optional, Set, Tuple

import pytest

import minijit as torch
import minijit.nn.functional as F
from minijit import Tensor, nn

ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])


def same(x):
    return x


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("kind", "given", "taken"),
    [
        ("List[bool]", [0, 1], [False, True]),
        ("List[complex]", [1j, 2, 0.5], [1j, 2 + 0j, 0.5 + 0j]),
        ("List[int]", range(3), [0, 1, 2]),
        ("List[float]", (1, True), [1.0, 1.0]),
        ("torch.device", "cpu", torch.device("cpu")),
    ],
)
def test_arguments_are_converted(kind, given, taken, engine):
    unit = torch.jit.CompilationUnit(f"def f(x: {kind}):\n    return x\n", engine=engine)
    found = unit.f(given)
    assert found == taken
    assert isinstance(found, torch.device) or [type(v) for v in found] == [type(v) for v in taken]


def test_a_text_that_names_no_device():
    with pytest.raises(RuntimeError, match="Expected one of cpu, cuda"):
        torch.jit.CompilationUnit("def f(x: torch.device):\n    return x\n").f("nothing")


def test_tensors_of_one_dimension_are_no_ints():
    x = torch.zeros(3)
    assert x.unsqueeze(torch.tensor(0)).dim() == 2
    with pytest.raises(TypeError):
        x.unsqueeze(torch.tensor([0]))


def test_a_function_is_compiled_once():
    def one():
        return 1 + 2

    first = torch.jit.script(one)
    assert torch.jit.script(one) is first and first.graph is torch.jit.script(one).graph

    def one():
        return 3 + 4

    assert torch.jit.script(one)() == 7


def test_graphs_are_read_like_pytorch_s():
    graph = torch.jit.script(same).graph
    assert str(next(graph.outputs()).type()) == "Tensor"
    node = next(torch.jit.script(doubled).graph.nodes())
    assert node.outputsAt(0).node() == node and node.kind() == "prim::Constant"
    assert next(next(loop_of(looped).blocks()).inputs()).type() is not None


def doubled(x):
    return x * 2


def looped(x):
    for _ in range(3):
        x = x + 1
    return x


def loop_of(function):
    return torch.jit.script(function).graph.findNode("prim::Loop")


def test_keyword_only_arguments_stand_after_a_star():
    text = "def f(x, *, y) -> Tuple[Tensor, Tensor]:\n    return x, y\n"
    assert "x, *, Tensor y" in str(torch.jit.CompilationUnit(text).f.schema)


class Fields(NamedTuple):
    a: "int"
    b: "List[float]"
    c: "torch.Tensor"


class BadField(NamedTuple):
    a: Tensor
    b: "Nothing"  # noqa: F821


def uses_fields(x: Fields):
    return x.c + x.a + x.b[0]


def uses_bad_field(x: BadField):
    return x.a


def test_fields_of_named_tuples_may_be_forward_references():
    x = torch.ones(2)
    assert torch.jit.script(uses_fields)(Fields(1, [2.0], x)).tolist() == [4.0, 4.0]
    with pytest.raises(ValueError, match=r"in NamedTuple BadField.*at +File"):
        torch.jit.script(uses_bad_field)


First = namedtuple("Same", ["a", "b"])
Second = namedtuple("Same", ["d"])


def test_two_named_tuples_of_one_name():
    def both(x: First, y: Second):
        return x

    with pytest.raises(RuntimeError, match="redefine") as info:
        torch.jit.script(both)
    assert info.value.id == "MJ2077"


class Part(nn.Module):
    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def forward(self):
        return 0


class Parts(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleList([Part(n) for n in "abcde"])

    def forward(self):
        return self.parts[::-2], self.parts[1:4:]


def test_modules_that_come_out_of_a_program():
    first, second = torch.jit.script(Parts())()
    assert [m.name for m in first] == ["e", "c", "a"] and [m.name for m in second] == [
        "b",
        "c",
        "d",
    ]


class Ignoring(nn.Module):
    __jit_ignored_attributes__: typing.ClassVar = ["a", "part"]

    def __init__(self):
        super().__init__()
        self.a = object()
        self.b = 4
        self.part = Part("x")

    def forward(self) -> int:
        return self.b

    @torch.jit.ignore
    def ignored(self) -> str:
        return self.part.name


def test_ignored_attributes_stay_in_python():
    made = torch.jit.script(Ignoring())
    assert made() == 4 and made.ignored() == "x"
    assert "a" not in made._class.attributes


class WithAttribute(torch.jit.ScriptModule):
    def __init__(self):
        super().__init__()
        self.rate = torch.jit.Attribute(0.5, float)
        self.words: Dict[str, int] = torch.jit.Attribute({}, Dict[str, int])
        assert self.rate < 1

    @torch.jit.script_method
    def forward(self, x: Optional[float] = None):
        return self.rate, self.words


def test_attributes_are_values_in_init():
    made = WithAttribute()
    assert made() == (0.5, {}) and made._c.getattr("rate") == 0.5 and made._c.hasattr("words")
    made._c.setattr("rate", 1.5)
    assert made._c._get_method("forward")()[0] == 1.5
    assert str(made._c).startswith("ScriptObject <__torch__.")


class Dropping:
    def __init__(self, x: Tuple[int, int]):
        self.x = x

    def first(self) -> int:
        return self.x[0]

    @torch.jit._drop
    def __iter__(self) -> "Nothing":  # noqa: F821
        return iter(self.x)


class AnnotatesLate:
    def __init__(self, x: int):
        self.x = x

    def set(self, value: int):
        for _ in range(3):
            self.x: int = value


def test_methods_of_script_classes():
    torch.jit.script(Dropping)
    with pytest.raises(ValueError, match="must be declared in __init__, not 'set'") as info:
        torch.jit.script(AnnotatesLate)
    assert info.value.id == "MJ2076"


class NoSelf(nn.Module):
    @torch.jit.ignore
    def alone():
        return 1

    def forward(self):
        return self.alone()


MISSPELLED = "def f(x):\n    #type: (int) -> int\n    return x\n"


def sorts_anything(l: List[typing.Any]):
    l.sort()


@pytest.mark.parametrize(
    ("call", "id"),
    [
        (lambda: torch.jit.script(NoSelf()), "MJ2075"),
        (lambda: torch.jit.CompilationUnit(MISSPELLED), "MJ1009"),
        (lambda: torch.jit.script(sorts_anything)([(1, {}), (2, {})]), "MJ3122"),
        (lambda: torch.jit.script(sorts_anything)([1, "a"]), "MJ3123"),
    ],
)
def test_errors_of_pytorch(call, id):
    with pytest.raises(RuntimeError) as info:
        call()
    assert info.value.id == id


def test_class_attributes_are_no_attributes_of_the_program():
    class M(nn.Module):
        FOO = 0

        def forward(self):
            return self.FOO

    with pytest.raises(RuntimeError, match="Module 'M' has no attribute 'FOO'"):
        torch.jit.script(M())


def test_a_text_of_methods_may_be_called_by_those_of_the_class():
    class M(torch.jit.ScriptModule):
        def __init__(self):
            super().__init__()
            self.n = 2
            self.define("def twice(self, x):\n    return x * self.n\n")

        @torch.jit.script_method
        def forward(self, x):
            """Doubles."""
            return self.twice(x) + 1

    made = M()
    assert made(torch.ones(1)).item() == 3.0 and made.forward.__doc__ == "Doubles."
    assert made.twice(torch.ones(1)).item() == 2.0
    with pytest.raises(TypeError, match="'M' object is not iterable"):
        list(made)


def documented(x):
    """Says so."""
    return x


def test_docstrings_stay():
    assert torch.jit.script(documented).__doc__ == "Says so."


class Remembers(nn.Module):
    __annotations__: typing.ClassVar = {"x": Optional[Tensor]}

    def __init__(self):
        super().__init__()
        self.x = None

    @torch.jit.ignore
    def remember(self):
        if self.x is None:
            self.x = torch.tensor([3])
        return self.other()

    @torch.jit.ignore
    def other(self):
        return self.x

    def forward(self, x):
        return x + self.remember()


def test_a_method_left_to_python_sees_the_compiled_module():
    made = torch.jit.script(Remembers())
    assert made.x is None and made(torch.ones(1)).item() == 4.0
    assert made.x.item() == 3


class NoState(nn.Module):
    def forward(self, x):
        return x

    @torch.jit.export
    def __setstate__(self, state):
        self.training = state[0]


def test_setstate_wants_getstate():
    with pytest.raises(RuntimeError, match="__getstate__"):
        torch.jit.script(NoState())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_warning_is_shown_once_in_each_run(engine):
    def warns():
        for _ in range(3):
            warnings.warn("take care", stacklevel=2)

    made = torch.jit.script(warns, engine=engine)
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("default")
        made()
        made()
    assert [(str(w.message), w.category, w.filename) for w in shown] == [
        ("take care", UserWarning, __file__)
    ] * 2


def test_record_function_does_nothing():
    def labelled(x):
        with torch.autograd.profiler.record_function("scope"):
            y = x + 1
        return y

    x = torch.ones(1)
    assert torch.jit.script(labelled)(x).item() == labelled(x).item() == 2.0


class MyError(ValueError):
    pass


def raises_own():
    raise MyError("mine")


def test_an_exception_of_the_user_has_its_module_in_front():
    with pytest.raises(torch.jit.Error, match=f"{__name__}.MyError: mine"):
        torch.jit.script(raises_own)()


def test_an_argument_that_is_no_such_named_tuple():
    def first(x: Fields):
        return x.a

    with pytest.raises(RuntimeError, match=r"Fields \(aka NamedTuple\(a, b, c\)\)"):
        torch.jit.script(first)(Fields("1", "2", "3"))


def test_buffers_register_themselves():
    class M(nn.Module):
        def __init__(self):
            super().__init__()
            self.kept = nn.Buffer(torch.ones(2))
            self.not_kept = nn.Buffer(torch.ones(2), persistent=False)

        def forward(self):
            return self.kept + self.not_kept

    made = M()
    assert list(made.state_dict()) == ["kept"] and len(list(made.buffers())) == 2
    assert torch.jit.script(made)().tolist() == [2.0, 2.0]


def test_schemes_of_quantization_are_numbers():
    x = torch.quantize_per_tensor(torch.ones(2), 0.1, 0, 13)
    assert x.qscheme() == torch.per_tensor_affine != torch.per_tensor_symmetric


class InnerScript(torch.jit.ScriptModule):
    @torch.jit.script_method
    def forward(self, x):
        return x * 2


class OuterScript(torch.jit.ScriptModule):
    def __init__(self):
        super().__init__()
        self.inner = InnerScript()

    @torch.jit.script_method
    def forward(self, x):
        return self.inner.forward(x) + self.inner(x)


def test_the_method_of_a_script_module_within_another_is_called_by_name():
    assert OuterScript()(torch.ones(1)).item() == 4


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_type_comments_name_local_classes(engine):
    @torch.jit.script
    class First:
        def __init__(self):
            self.number = 1

    @torch.jit.script
    class Second:
        def __init__(self):
            self.number = 1

        def same(self, other):
            # type: (First) -> bool
            return self.number == other.number

    def compare(a, b):
        # type: (First, Second) -> bool
        return b.same(a)

    assert torch.jit.script(compare, engine=engine)(First(), Second()) is True


class StandsForItself:
    def __init__(self, function):
        self.function = function

    def __prepare_scriptable__(self):
        return self.function


def test_an_object_may_give_what_is_compiled_in_its_place():
    def add(a: int, b: int) -> int:
        return a + b

    assert torch.jit.script(StandsForItself(add))(1, 2) == 3
    assert torch.jit.script(add, None)(1, 2) == 3  # `optimize` by its place


def test_the_types_of_modules_that_may_share_code_are_equal():
    small, other, wide = (torch.jit.script(m)._c for m in (nn.ReLU(), nn.ReLU(), nn.ReLU(True)))
    assert small._type() == other._type() and small._type() != wide._type()
    assert small.qualified_name == small._type().qualified_name() == str(small._type())
    assert len({small._type(), other._type()}) == 1
    traced = torch.jit.trace(nn.ReLU(), torch.ones(1))._c
    assert traced._type() != small._type()
    assert OuterScript()._c.inner._has_method("forward") and small.training is True


def powers(x):
    return F.lp_pool1d(x, 2, 4, 1), F.lp_pool1d(x, 1.0, 4)


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_the_norm_of_a_pool_is_an_int_or_a_float(engine):
    two, one = torch.jit.script(powers, engine=engine)(torch.ones(1, 1, 4))
    assert (two.item(), one.item()) == (2, 4)


def doubles_twice():
    def change(x):
        return x * 2

    class Same(nn.Module):
        def forward(self, x):
            return change(change(x))

    return torch.jit.script(Same())


def triples_twice():
    def change(x: Tensor):
        return x * 3

    class Same(nn.Module):
        def forward(self, x):
            return change(change(x))

    return torch.jit.script(Same())


def adds_a_parameter():
    def change(x: Tensor, by: Tensor):
        return x + by

    class Same(nn.Module):
        def __init__(self):
            super().__init__()
            self.by = nn.Parameter(torch.ones(1))

        def forward(self, x):
            return change(x, self.by)

    return torch.jit.script(Same())


def again(made, engine=None):
    buffer = io.BytesIO()
    torch.jit.save(made, buffer)
    buffer.seek(0)
    return torch.jit.load(buffer, engine=engine)


class HoldsTwo(nn.Module):
    def __init__(self, first, second):
        super().__init__()
        self.first = first
        self.second = second

    def forward(self, x):
        return self.second(self.first(x))


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize(("other", "alone"), [(adds_a_parameter, 2), (triples_twice, 9)])
def test_classes_and_functions_of_one_name_stay_apart_in_one_program(engine, loaded, other, alone):
    parts = [doubles_twice(), other()]
    if loaded:
        parts = [again(part) for part in parts]
    for pair in (parts, parts[::-1]):
        made = torch.jit.script(HoldsTwo(*pair), engine=engine)
        expected = HoldsTwo(*pair)(torch.ones(1)).item()
        assert made(torch.ones(1)).item() == again(made, engine)(torch.ones(1)).item() == expected
    assert [again(part)(torch.ones(1)).item() for part in parts] == [4, alone]


def with_set(seen: Set[int], xs: List[int]) -> Tuple[Set[int], Optional[Set[int]], bool]:
    more = {x * 2 for x in xs} | seen
    return more, None if len(xs) > 2 else {1}, 4 in more


@pytest.mark.parametrize("engine", ENGINES)
def test_sets_are_sets_where_they_were_compiled_and_dicts_in_archives(engine):
    scripted = torch.jit.script(with_set, engine=engine)
    assert scripted({7}, [1, 2]) == with_set({7}, [1, 2]) == ({2, 4, 7}, {1}, True)
    assert scripted(frozenset(), [1, 1, 3]) == ({2, 6}, None, False)
    loaded = torch.jit.load(io.BytesIO(scripted.save_to_buffer()), engine=engine)
    assert loaded({7: True}, [1]) == ({2: True, 7: True}, {1: True}, False)
