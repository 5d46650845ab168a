"""Modules of the user: class types, sharing, attributes, containers, decorators."""

import enum
from typing import Dict, Final, List, NamedTuple, Optional, Protocol, Tuple

import pytest

import minijit as torch
import minijit.nn.functional as F
from minijit import Tensor, nn
from minijit.diagnostics import Error
from minijit.frontend import PythonCompiler
from minijit.interpreter import call
from minijit.ir import CompilationUnit, ScriptObject, verify


def script(module):
    unit = CompilationUnit(10)
    own = PythonCompiler(unit).script_module(module)
    for function in unit.all_functions():
        if function.callback is None:
            verify(function.graph)
    return own, unit


def forward(own, *args, method="forward"):
    function = own.class_type.methods[method]
    args += tuple(a.default for a in function.arguments[1 + len(args) :])
    return call(function, [own, *args])


def equal(a, b):
    return bool((a == b).all())


class Net(nn.Module):
    factor: Final[float]
    table: Dict[str, int]

    def __init__(self, size, factor=2.0):
        super().__init__()
        self.factor = factor
        self.size = size
        self.table = {}
        self.linear = nn.Linear(size, size)
        self.note: Optional[Tensor] = None
        self.activation = F.relu
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x):
        self.count += 1
        note = self.note
        if note is not None:
            x = x + note
        self.table["a"] = self.size
        self.note = x
        return self.activation(self.linear(x)) * self.factor


def test_forward_gives_what_python_gives_and_shares_state():
    torch.manual_seed(0)
    net = Net(3)
    own, _ = script(net)
    x = torch.randn(2, 3)
    assert equal(forward(own, x), net(x))
    assert own.slots["linear"].slots["weight"] is net.linear.weight
    assert own.slots["count"] is net.count and net.count.item() == 2
    assert own.slots["table"] == {"a": 3}


def test_class_type_is_laid_out_as_pytorchs():
    own, _ = script(Net(3))
    cls = own.class_type
    assert cls.name.endswith(".Net") and cls.name.startswith("__torch__.")
    assert list(cls.attributes) == [
        "count", "training", "_is_full_backward_hook", "size", "table", "note", "linear",
    ]  # fmt: skip
    assert cls.buffers == ["count"] and cls.parameters == []
    assert str(cls.attributes["note"]) == "Optional[Tensor]"
    assert str(cls.attributes["_is_full_backward_hook"]) == "Optional[bool]"
    assert cls.constants["factor"].value == 2.0
    linear = cls.attributes["linear"]
    assert linear.name == "__torch__.torch.nn.modules.linear.Linear"
    assert linear.parameters == ["weight", "bias"]
    assert list(linear.constants) == ["in_features", "out_features"]


class Pair(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.a, self.b = modules

    def forward(self, x):
        return self.a(x) + self.b(x)


def test_equal_structure_shares_a_class_and_other_structure_is_mangled():
    own, unit = script(Pair(nn.Linear(2, 2), nn.Linear(2, 2)))
    assert own.class_type.attributes["a"] is own.class_type.attributes["b"]
    own, unit = script(Pair(nn.Linear(2, 2), nn.Linear(2, 2, bias=False)))
    names = [own.class_type.attributes[n].name for n in "ab"]
    assert names == [
        "__torch__.torch.nn.modules.linear.Linear",
        "__torch__.torch.nn.modules.linear.___torch_mangle_0.Linear",
    ]
    shared = nn.Linear(2, 2)
    own, _ = script(Pair(shared, shared))
    assert own.slots["a"] is own.slots["b"]


class Containers(nn.Module):
    def __init__(self):
        super().__init__()
        self.list = nn.ModuleList([nn.Linear(2, 2) for _ in range(3)])
        self.dict = nn.ModuleDict({"relu": nn.ReLU(), "tanh": nn.Tanh()})
        self.sequence = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Flatten())

    def forward(self, x):
        names: List[str] = []
        for i, layer in enumerate(self.list):
            x = layer(x) + i
        for name, layer in self.dict.items():
            names.append(name)
            x = layer(x)
        for layer in self.list[1:]:
            x = layer(x)
        for name, child in self.named_children():
            names.append(name)
        for first, second in zip(self.list, self.dict.values()):
            x = second(first(x))
        x = self.list[-1](self.dict["tanh"](x))
        return self.sequence(x), names, len(self.list)


def test_containers_are_unrolled():
    torch.manual_seed(1)
    module = Containers()
    own, _ = script(module)
    x = torch.randn(3, 2)
    found, want = forward(own, x), module(x)
    assert equal(found[0], want[0])
    assert found[1:] == (["relu", "tanh", "list", "dict", "sequence"], 3) == want[1:]


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Point(NamedTuple):
    x: Tensor
    n: int


class Decorated(nn.Module):
    def __init__(self):
        super().__init__()
        self.k = 3
        self.color = Color.RED

    def forward(self, x):
        if torch.jit.is_scripting():
            y = x * 2
        else:
            y = self.never(x)
        if hasattr(self, "nothing"):
            y = self.nothing(x)
        return (
            self.python(y),
            self.scaled,
            self.helper(x, 2),
            Point(x, self.twice(4)),
            self.color.value if self.color == Color.RED and self.color != Color.BLUE else 9,
        )

    @property
    def scaled(self):
        return self.k * 10

    @staticmethod
    def twice(n: int) -> int:
        return n * 2

    def helper(self, x, n: int, *, extra: int = 5) -> Tensor:
        return x + n + extra

    @torch.jit.ignore
    def python(self, x: Tensor) -> Tensor:
        return eval("x + 100")

    @torch.jit.unused
    def never(self, x: Tensor) -> Tensor:
        return eval("x")

    @torch.jit.export
    def exported(self, flag: bool = True) -> int:
        return self.k if flag else 0


def test_decorators_properties_and_static_methods():
    own, _ = script(Decorated())
    x = torch.ones(2)
    a, b, c, point, color = forward(own, x)
    assert equal(a, x * 2 + 100) and b == 30 and equal(c, x + 7)
    assert point.n == 8 and point.x is x and color == 1
    assert forward(own, method="exported") == 3
    assert "__scaled_getter" in own.class_type.methods


class Calls(nn.Module):
    def forward(self, x):
        return self.later(x)

    def later(self, x: Tensor) -> Tensor:
        if x.dim() > 5:
            return x
        return x.unused_thing() if False else x

    @torch.jit.export
    def dead(self, x):
        return self.gone(x)

    @torch.jit.unused
    def gone(self, x: Tensor) -> Tensor:
        return open(x)


def test_unused_raises_when_it_is_called():
    own, _ = script(Calls())
    with pytest.raises(RuntimeError, match="annotated to be ignored"):
        forward(own, torch.ones(1), method="dead")


class Counter:
    def __init__(self, start: int):
        self.count = start
        self.seen: List[int] = []

    def add(self, n: int) -> int:
        self.count += n
        self.seen.append(n)
        return self.count

    def __len__(self) -> int:
        return len(self.seen)


class UsesCounter(nn.Module):
    def forward(self, n: int) -> Tuple[int, int, List[int]]:
        counter = Counter(n)
        for i in range(3):
            counter.add(i)
        return counter.count, len(counter), counter.seen


def test_script_classes():
    own, _ = script(UsesCounter())
    assert forward(own, 4) == (7, 3, [0, 1, 2])


class Nested(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x) + 1


def test_a_scripted_module_inside_another():
    inner = torch.jit.script(nn.Linear(2, 2), engine="reference")
    own, unit = script(Nested(inner))
    x = torch.ones(1, 2)
    assert isinstance(own.slots["inner"], ScriptObject)
    assert equal(forward(own, x), inner(x) + 1)
    assert "__torch__.torch.nn.modules.linear.Linear" in unit.classes


def test_only_what_is_reached_is_compiled():
    class Lazy(nn.Module):
        def forward(self, x):
            return x

        def broken(self, x):
            return x.no_such_thing()

    own, _ = script(Lazy())
    assert list(own.class_type.methods) == ["forward"]
    Lazy.forward = Lazy.broken
    with pytest.raises(Error):
        script(Lazy())


class Shape(Protocol):
    sides: int


class OfALibrary(nn.Module):
    settings: Optional[Shape]

    def __init__(self):
        super().__init__()
        self.settings = None
        self.card = {"license": None}


class Derived(OfALibrary):
    scale: float

    def __init__(self):
        super().__init__()
        self.scale = 2.0

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale


def test_what_a_library_above_annotates_for_itself_is_left_out():
    """As in PyTorch, which reads the annotations of the nearest class only."""
    own, _ = script(Derived())
    assert forward(own, torch.ones(2)).tolist() == [2.0, 2.0]
    with pytest.raises(Error, match="MJ2042"):
        script(OfALibrary())
