"""Python over the C++ runtime: one state, one memory, one generator."""

import copy
import ctypes
import enum
import io
import pickle
import signal
import threading
import warnings
from typing import Dict, List, Optional, Tuple

import pytest

import minijit as torch
from minijit import Tensor, nn

pytestmark = pytest.mark.skipif(
    torch.native.extension() is None, reason="the extension is not installed"
)


class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 2)
        self.register_buffer("count", torch.zeros((), dtype=torch.int64))
        self.names: List[str] = ["a"]
        self.scale = 2.0

    def forward(self, x):
        self.count += 1
        return self.layer(x) * self.scale

    @torch.jit.export
    def add(self, name: str) -> int:
        self.names.append(name)
        return len(self.names)

    @torch.jit.export
    def renew(self):
        self.count = torch.full((), 7)


def scripted():
    module = Counter()
    made = torch.jit.script(module)
    assert made.engine == "native"
    return module, made


def test_parameters_are_the_modules_own():
    module, made = scripted()
    assert made.layer.weight is module.layer.weight
    x = torch.ones(1, 3)
    with torch.no_grad():
        module.layer.weight.zero_()
        module.layer.bias.detach().numpy()[:] = [1, 2]
    assert made(x).tolist() == [[2.0, 4.0]]
    module.layer.bias.data = torch.tensor([3.0, 4.0])
    assert made(x).tolist() == [[6.0, 8.0]]
    assert made.count.item() == 2
    assert module.count.item() == 2


def test_attributes():
    _, made = scripted()
    made.scale = 3
    assert made.scale == 3.0
    made.names.append("lost")  # a copy, as in PyTorch
    assert made.add("b") == 2
    assert made.names == ["a", "b"]
    made.names = ["x", "y", "z"]
    assert made.add("w") == 4
    made.renew()
    assert made.count.item() == 7
    assert made.count is made.count
    with pytest.raises(RuntimeError, match="Expected a value of type 'float' for field"):
        made.scale = "three"


def test_saved_state_is_the_runtimes():
    _, made = scripted()
    made(torch.ones(1, 3))
    made.add("b")
    for other in (
        torch.jit.load(io.BytesIO(made.save_to_buffer())),
        copy.deepcopy(made),
        pickle.loads(pickle.dumps(made)),
    ):
        assert other.engine == "native"
        assert other.count.item() == 1
        assert other.names == ["a", "b"]
        other(torch.ones(1, 3))
        assert made.count.item() == 1


@torch.jit.script
def everything(
    x: torch.Tensor, n: Optional[int], names: Dict[str, List[float]], pair: Tuple[int, str]
):
    y = x[0]
    y += 1
    return x, y, [y, x], names["a"], pair[1] + "é", n


def test_values_and_memory():
    x = torch.zeros(2, 2)
    same, view, both, floats, text, nothing = everything(x, None, {"a": [1, 2.5]}, (1, "ü"))
    assert everything.engine == "native"
    assert same is x
    assert both[1] is x
    assert x.tolist() == [[1, 1], [0, 0]]
    view.mul_(5)
    assert x.tolist() == [[5, 5], [0, 0]]
    assert view._storage is x._storage
    assert (floats, text, nothing) == ([1.0, 2.5], "üé", None)


def test_memory_of_the_runtime_is_shared():
    @torch.jit.script
    def pair(x):
        y = x + 1
        return y, y[0]

    whole, part = pair(torch.zeros(3, 2))
    array = whole.numpy()
    assert whole._storage is part._storage
    part.fill_(9)
    del whole, part
    assert array.tolist() == [[9, 9], [1, 1], [1, 1]]


class Growing(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("seen", torch.ones(2))

    def forward(self, x):
        self.seen.resize_([3]).copy_(x)


def test_a_buffer_that_a_program_resizes_is_resized_for_python():
    module = torch.jit.script(Growing())
    before = module.seen
    module(torch.tensor([1.0, 2.0, 3.0]))
    assert module.seen is before
    assert module.seen.tolist() == [1.0, 2.0, 3.0]
    assert module.state_dict()["seen"].tolist() == [1.0, 2.0, 3.0]
    module.seen.resize_([1])
    module(torch.tensor([4.0, 5.0, 6.0]))
    assert module.seen.tolist() == [4.0, 5.0, 6.0]


class Packing(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("packed", torch.ones(2))

    def forward(self, x):
        self.packed.set_(x)
        return self.packed * 2

    @torch.jit.export
    def clear(self):
        self.packed.set_(torch.zeros(0))


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_a_buffer_that_takes_other_memory_has_it_for_python(engine):
    module = torch.jit.script(Packing(), engine=engine)
    before = module.packed
    x = torch.tensor([[1.0, 2.0, 3.0]])
    assert module(x).tolist() == [[2.0, 4.0, 6.0]]
    assert module.packed is before
    assert module.packed.tolist() == [[1.0, 2.0, 3.0]]
    x[0, 0] = 9.0
    assert module.packed.tolist() == [[9.0, 2.0, 3.0]]
    assert module(x).tolist() == [[18.0, 4.0, 6.0]]
    module.clear()
    assert module.packed.tolist() == []
    assert module.packed.set_(torch.ones(1)) is module.packed
    assert module.packed.set_().shape == (0,)
    with pytest.raises(RuntimeError, match="Could not set tensor of type long int to a tensor of"):
        module(torch.tensor([1]))


def test_one_generator():
    @torch.jit.script
    def draw(x):
        return torch.rand([3]), torch.randn([20]), torch.nn.functional.dropout(x)

    x = torch.ones(40)
    torch.manual_seed(5)
    first = draw(x), torch.randn(3)
    torch.manual_seed(5)
    second = (torch.rand([3]), torch.randn([20]), torch.nn.functional.dropout(x)), torch.randn(3)
    for a, b in zip((*first[0], first[1]), (*second[0], second[1])):
        assert torch.allclose(a, b, rtol=1e-6, atol=0)


def test_print_and_warnings(capsys):
    @torch.jit.script
    def talk(x):
        print("value", x)
        warnings.warn("careful")
        return x

    with pytest.warns(UserWarning, match="careful"):
        talk(torch.tensor([1, 2]))
    assert capsys.readouterr().out == "value  1\n 2\n[ CPULongType{2} ]\n"


def test_errors_are_minijits():
    _, made = scripted()
    with pytest.raises(RuntimeError, match="mat1 and mat2") as caught:
        made(torch.ones(2, 4))
    assert isinstance(caught.value, torch.Error)
    assert caught.value.id == "MJ3109"
    assert "HERE" in str(caught.value)


@torch.jit.ignore
def outside(x: Tensor, n: int, names: List[str]) -> Tuple[List[Tensor], Dict[str, int]]:
    x.add_(1)
    if n < 0:
        raise ValueError("from Python")
    return [x * torch.rand(1), torch.rand(1)], {name: n for name in names}


@torch.jit.ignore
def of_another_type(n: int) -> int:
    return str(n)


class Left(nn.Module):
    def __init__(self):
        super().__init__()
        self.seen = 0
        self.weight = nn.Parameter(torch.ones(2))

    @torch.jit.ignore
    def look(self, x, n: int) -> None:
        self.seen = n
        self.weight.add_(x)

    @torch.jit.ignore
    def peek(self) -> int:
        return self.twice(self.seen)

    @torch.jit.export
    def twice(self, n: int) -> int:
        return n * 2

    def forward(self, x):
        self.look(x, 3)
        return self.weight * self.seen + self.peek()


class Calls(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = nn.ModuleList([Left()])

    def forward(self, x, n: int):
        before = torch.rand(1)
        found, named = outside(x, n, ["a", "b"])
        for left in self.left:
            x = left(x)
        return before, found, named, x, torch.rand(1)


def test_functions_left_to_python_are_called_by_both_engines():
    results = []
    for engine in ("reference", "native"):
        torch.manual_seed(3)
        made = torch.jit.script(Calls(), engine=engine)
        assert made.engine == engine
        x = torch.ones(2)
        before, (first, second), named, y, after = made(x, 2)
        assert torch.equal(x, torch.full((2,), 2.0)) and named == {"a": 2, "b": 2}
        assert torch.equal(y, torch.full((2,), 15.0)) and made.left[0].seen == 3
        results.append([before, first, second, after])
        with pytest.raises(RuntimeError, match="ValueError: from Python") as caught:
            made(x, -1)
        assert caught.value.id == "MJ3130" and "found, named = outside(" in str(caught.value)
        with pytest.raises(RuntimeError, match="Could not export Python function call"):
            made.save_to_buffer()
        with pytest.raises(RuntimeError, match="int"):
            torch.jit.script(calls_of_another_type, engine=engine)(3)
    assert all(torch.equal(a, b) for a, b in zip(*results))


def calls_of_another_type(n: int) -> int:
    return of_another_type(n)


@torch.jit.script
def count_to(n: int) -> int:
    i = 0
    while i < n:
        i += 1
    return i


@pytest.fixture
def interrupts():
    """Python's own handler, which a shell's background jobs start without."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_the_gil_is_free_and_interrupts_are_seen(interrupts):
    count_to(1)
    # The thread gets to run only if the loop lets go of the GIL.
    threading.Timer(0.2, ctypes.pythonapi.PyErr_SetInterrupt).start()
    with pytest.raises(KeyboardInterrupt):
        count_to(1 << 33)


class Paint(enum.Enum):
    RED = 1


class Other(enum.Enum):
    BLUE = 2


def named(c: Paint) -> str:
    return c.name


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_a_member_of_the_users_enum_fits_the_class_in_a_file(engine):
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(named), buffer)
    buffer.seek(0)
    loaded = torch.jit.load(buffer, engine=engine)
    assert loaded.engine == engine
    assert loaded(Paint.RED) == "RED"
    with pytest.raises(RuntimeError, match="MJ9013"):
        loaded(Other.BLUE)
