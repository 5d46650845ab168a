"""ScriptModule and ScriptFunction as PyTorch's users see them."""

import collections
import copy
import io
from typing import Dict, List, NamedTuple, Tuple

import pytest

import minijit as torch
from minijit import Tensor, nn

ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])


class Old(torch.jit.ScriptModule):
    __constants__ = ["k", "layers"]

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2))
        self.k = 3
        self.layers = nn.ModuleList([nn.ReLU(), nn.ReLU()])
        self.count = torch.jit.Attribute({"a": 1}, Dict[str, int])

    @torch.jit.script_method
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        self.count["b"] = 2
        return self.helper(x) + self.count["a"] + self.count["b"]

    @torch.jit.script_method
    def helper(self, x):
        if self.training:
            x = x + 1
        return x * self.weight * self.k

    def python(self):
        return self.k + 1


def test_a_class_over_script_module():
    made = Old()
    assert isinstance(made, Old) and isinstance(made, torch.jit.ScriptModule)
    assert isinstance(made, torch.jit.RecursiveScriptModule)
    assert made(torch.ones(2)).tolist() == [9.0, 9.0]
    assert made.count == {"a": 1, "b": 2} and made.python() == 4
    assert [name for name, _ in made.named_parameters()] == ["weight"]
    assert made.eval()(torch.ones(2)).tolist() == [6.0, 6.0]
    assert type(made.helper) is torch.jit.ScriptMethod
    out = io.BytesIO()
    torch.jit.save(made, out)
    assert torch.jit.load(io.BytesIO(out.getvalue()))(torch.ones(2)).tolist() == [6.0, 6.0]
    assert copy.deepcopy(made)(torch.ones(2)).tolist() == [6.0, 6.0]


def test_script_modules_in_script_modules():
    class Outer(torch.jit.ScriptModule):
        def __init__(self):
            super().__init__()
            self.inner = Old()
            self.lin = nn.Linear(2, 2)

        @torch.jit.script_method
        def forward(self, x):
            return self.lin(self.inner(x))

    made = Outer()
    assert torch.allclose(made(torch.ones(2)), made.lin(torch.full((2,), 9.0)))


def scale(x: Tensor) -> Tensor:
    return x * 10


def test_define():
    class Defined(torch.jit.ScriptModule):
        def __init__(self):
            super().__init__()
            self.n = 2
            self.define(
                """
                def forward(self, x):
                    return scale(x) + self.twice(x)
                """
            )
            self.define("def twice(self, x):\n    return x * self.n")

    # what a definition calls must be compiled first
    with pytest.raises(RuntimeError, match="twice"):
        Defined()
    made = torch.jit.script(nn.Linear(1, 1, bias=False))
    made.define(
        """
        def more(self, x, n: int = 2):
            return scale(self.forward(x)) * n
        """
    )
    made.weight.data.fill_(1.0)
    assert made.more(torch.ones(1)).item() == 20.0
    assert made.more(torch.ones(1), n=3).item() == 30.0
    loaded = torch.jit.load(io.BytesIO(made.save_to_buffer()))
    loaded.define("def again(self, x):\n    return self.more(x)\n")
    assert loaded.again(torch.ones(1)).item() == 20.0


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(2, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.lin(x)

    @torch.jit.export
    def twice(self, x: Tensor, k: int = 2) -> Tensor:
        return self.forward(x) * k


def test_what_can_be_looked_at():
    made = torch.jit.script(Net())
    assert type(made.forward) is torch.jit.ScriptMethod and made.twice.name == "twice"
    assert str(made.forward.schema) == f"forward({made._class} self, Tensor x) -> Tensor"
    graph = made.graph
    assert [n.kind() for n in graph.nodes()] == ["prim::GetAttr", "prim::CallMethod"]
    assert len(list(graph.inputs())) == 2 and len(list(graph.outputs())) == 1
    inlined = made.inlined_graph
    assert inlined.findNode("prim::CallMethod") is None
    linear = inlined.findNode("aten::linear")
    assert linear.inputsSize() == 3 and str(linear.output().type()) == "Tensor"
    assert "aten::linear" in str(made.graph_for(torch.ones(1, 2)))
    assert list(graph.inputs())[1].debugName() == "x.1"
    code, constants = made.code_with_constants
    assert code == made.code and constants == {}
    shift = torch.ones(2)
    traced = torch.jit.trace(lambda x: x + shift, torch.ones(2))
    loaded = torch.jit.load(io.BytesIO(traced.save_to_buffer()))
    assert loaded.code_with_constants[1].c0.tolist() == [1.0, 1.0]


def times(x: Tensor, n: int = 3) -> Tensor:
    return x * n


def test_functions():
    made = torch.jit.script(times)
    assert isinstance(made, torch.jit.ScriptFunction) and torch.jit.script(made) is made
    schema = made.schema
    assert str(schema) == "times(Tensor x, int n=3) -> Tensor"
    assert [(a.name, str(a.type), a.default_value) for a in schema.arguments] == [
        ("x", "Tensor", None), ("n", "int", 3),
    ]  # fmt: skip
    assert str(schema.returns[0].type) == "Tensor"
    assert torch.jit.load(io.BytesIO(made.save_to_buffer()))(torch.ones(1)).item() == 3.0
    assert "aten::mul" in str(made.graph_for(torch.ones(1)))


def test_what_is_refused():
    made = torch.jit.script(nn.Linear(2, 2))
    with pytest.raises(RuntimeError, match="Can't set constant 'in_features' which has value:2"):
        made.in_features = 3
    with pytest.raises(RuntimeError, match="register_forward_hook is not supported"):
        made.register_forward_hook(print)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        made.nothing
    with pytest.raises(ValueError, match="The provided filename /no/file.pt does not exist"):
        torch.jit.load("/no/file.pt")

    class Exported(nn.Module):
        @torch.jit.export
        def foo(self, x: Tensor):
            return x + 1

    made = torch.jit.script(Exported())
    assert made.foo(torch.ones(1)).item() == 2.0
    with pytest.raises(AttributeError, match="has no attribute 'forward'"):
        made(torch.ones(1))


class Stated(nn.Module):
    def __init__(self):
        super().__init__()
        self.x = torch.ones(2)

    @torch.jit.export
    def __getstate__(self):
        return (self.x * 2, self.training)

    @torch.jit.export
    def __setstate__(self, state: Tuple[Tensor, bool]):
        self.x = state[0] + 1
        self.training = state[1]

    def forward(self, y: Tensor):
        return y + self.x


def test_states_are_made_for_files_only():
    made = torch.jit.script(nn.Sequential(Stated()))
    assert made(torch.zeros(2)).tolist() == [1.0, 1.0] == made[0].x.tolist()
    loaded = torch.jit.load(io.BytesIO(made.save_to_buffer()))
    assert loaded(torch.zeros(2)).tolist() == [3.0, 3.0] == loaded[0].x.tolist()


def add(x: Tensor, y: int = 1) -> Tensor:
    return x + y


def test_fork_and_wait():
    def both(x: Tensor) -> Tensor:
        future = torch.jit.fork(add, x, y=2)
        others: List[torch.jit.Future[Tensor]] = []
        for i in range(2):
            others.append(torch.jit.fork(add, x, i))
        parts = [torch.jit.wait(f) for f in others]
        return torch.jit.wait(future) + parts[0] + parts[1]

    made = torch.jit.script(both)
    assert made(torch.ones(1)).item() == both(torch.ones(1)).item() == 6.0
    out = io.BytesIO()
    torch.jit.save(made, out)
    assert torch.jit.load(io.BytesIO(out.getvalue()))(torch.ones(1)).item() == 6.0
    future = torch.jit.fork(add, torch.ones(1))
    assert future.done() and future.wait().item() == 2.0
    assert future.then(lambda f: f.value().item() + 1).wait() == 3.0


@torch.jit.script_if_tracing
def positive(x: Tensor) -> Tensor:
    if bool(x.sum() > 0):
        return x
    return -x


def test_script_if_tracing():
    traced = torch.jit.trace(lambda x: positive(x) * 2, torch.ones(1))
    assert traced(torch.tensor([-3.0])).item() == 6.0 == positive(torch.tensor([-3.0])).item() * 2


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_a_submodule_is_replaced_by_one_of_the_same_class_scripted_apart(engine):
    class Inner(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(1, 1, bias=False)

        def forward(self, x):
            return self.layer(x)

    class Outer(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        def forward(self, x):
            return self.inner(x)

    outer = torch.jit.script(Outer(), engine=engine)
    inner = Inner()
    inner.layer.weight.fill_(3)
    outer.inner = torch.jit.script(inner, engine=engine)
    assert outer(torch.ones(1)).item() == 3
    assert outer.inner.layer.weight.item() == 3
    assert [n for n, _ in outer.named_parameters()] == ["inner.layer.weight"]


@torch.jit.interface
class Shifts(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pass


class Shift(nn.Module):
    def __init__(self, by: int):
        super().__init__()
        self.by = by

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.by += 1
        return x + self.by


def shifted_by_all(modules: List[Shifts], x: torch.Tensor):
    for module in modules:
        x = module.forward(x)
    return x, modules[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_modules_are_passed_by_their_interface(engine):
    modules = [torch.jit.script(Shift(n), engine=engine) for n in (1, 10)]
    function = torch.jit.script(shifted_by_all, engine=engine)
    assert function.engine == engine
    result, first = function(modules, torch.zeros(2))
    assert result.tolist() == [13.0, 13.0]
    assert first is modules[0]
    assert (modules[0].by, modules[1].by) == (2, 11)


@torch.jit.interface
class Moves:
    def move(self, by: int) -> int:
        pass


def moved_by_interface(thing: Moves, by: int) -> int:
    return thing.move(by) + thing.move(by)


class Doubling:
    def __init__(self, at: int):
        self.at = at

    def move(self, by: int) -> int:
        self.at += 2 * by
        return self.at


class Standing:
    def __init__(self):
        self.at = 0


@pytest.mark.parametrize("engine", ENGINES)
def test_objects_of_classes_that_a_program_does_not_name_are_passed_by_interface(engine):
    function = torch.jit.script(moved_by_interface, engine=engine)
    assert function(Doubling(1), 2) == 5 + 9
    assert function.engine == engine
    assert function(Place(1), 2) == 3 + 5
    assert function(Doubling(0), 1) == 2 + 4
    with pytest.raises(RuntimeError, match="does not have method 'move'"):
        function(Standing(), 1)


class Place:
    def __init__(self, at: int):
        self.at = at

    def move(self, by: int) -> int:
        self.at += by
        return self.at

    def __eq__(self, other: "Place") -> bool:
        return self.at == other.at


def moved(place: Place, by: int) -> Place:
    place.move(by)
    return place


@pytest.mark.parametrize("engine", ENGINES)
def test_objects_come_back_as_objects_of_their_class(engine):
    given = Place(1)
    found = torch.jit.script(moved, engine=engine)(given, 2)
    assert type(found) is Place
    assert found == Place(3)
    assert given.at == 1


def test_a_scripted_object_is_shared_with_the_program():
    place = torch.jit.script(Place(1))
    torch.jit.script(moved)(place, 2)
    assert (place.at, place.move(1)) == (3, 4)


def module_of_a_pair(kind, value):
    """A saved module whose result holds a NamedTuple `Pair` of a field of one type or another."""
    pair = NamedTuple("Pair", [("a", kind)])
    pair.__module__ = __name__

    class Net(nn.Module):
        def forward(self, x):
            return x, pair(value)

    return torch.jit.script(Net()).save_to_buffer()


class OfBoth(nn.Module):
    def __init__(self, first, second):
        super().__init__()
        self.first, self.second = first, second

    def forward(self, x):
        x, named_first = self.first(x)
        x, named_second = self.second(x)
        return named_first.a + 1, named_second.a + "!"


@pytest.mark.parametrize("engine", ENGINES)
def test_named_tuples_of_one_name_keep_apart(engine):
    saved = [module_of_a_pair(int, 5), module_of_a_pair(str, "five")]
    parts = [torch.jit.load(io.BytesIO(data), engine=engine) for data in saved]
    whole = torch.jit.script(OfBoth(*parts), engine=engine)
    again = torch.jit.load(io.BytesIO(whole.save_to_buffer()), engine=engine)
    for made in (whole, again):
        assert made.engine == engine
        assert made(torch.ones(1)) == (6, "five!")


Untyped = collections.namedtuple("Untyped", ["count", "strides", "rate"])


class OfUntyped(nn.Module):
    def __init__(self):
        super().__init__()
        self.args = Untyped(3, [1, 2], 0.5)

    def forward(self, x):
        return x * self.args[0] + self.args[1][1]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("make", ["script", "trace"])
def test_a_named_tuple_without_types_is_a_plain_tuple(make, engine):
    x = torch.ones(2)
    if make == "script":
        made = torch.jit.script(OfUntyped(), engine=engine)
    else:
        made = torch.jit.trace(OfUntyped(), x, engine=engine)
    file = io.BytesIO()
    torch.jit.save(made, file)
    file.seek(0)
    for module in (made, torch.jit.load(file, engine=engine)):
        assert module(x).tolist() == [5.0, 5.0]
        # PyTorch's traced modules have no attributes.
        assert make == "trace" or tuple(module.args) == (3, [1, 2], 0.5)
