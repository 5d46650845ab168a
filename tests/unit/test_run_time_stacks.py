"""A run-time error shows the author's lines of all calls that led to it, the same in every engine."""

import inspect
import io
from typing import List

import numpy as np
import pytest

import minijit as torch
from minijit import Tensor, nn
from tests.executors import run_tool, tool

ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])


def leaf(x: Tensor, n: int) -> Tensor:
    for i in range(n):
        if i == 1:
            x = torch.mm(x, x)  # leaf
    return x


def middle(x: Tensor) -> Tensor:
    y = leaf(x, 3)  # middle
    return y + 1


class Inner(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return middle(x)  # inner


class Outer(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Inner()
        self.layers = nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 6))

    def forward(self, x: Tensor) -> Tensor:
        if x.dim() == 2:
            return self.inner(x)  # outer
        return self.through(x)  # through

    def through(self, x: Tensor) -> Tensor:
        if x.size(0) == 1:
            raise ValueError("one " + str(x.size(0)))  # raise
        return self.layers(x)


def spread(x: Tensor) -> Tensor:
    return torch.std(x, [7])  # spread


def unpacked(xs: List[int]) -> int:
    a, b = xs  # unpacked
    return a + b


def element(xs: List[int], i: int) -> int:
    return xs[i]  # element


def elements(xs: List[int], n: int) -> List[int]:
    return [element(xs, 2 * i) for i in range(n)]  # comprehension


class Box:
    def __init__(self, xs: List[int]):
        self.xs = xs

    def total(self, n: int) -> int:
        total = 0
        for x in elements(self.xs, n):  # loop
            total += x
        return total


class Adds(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        added = 0
        while added < 1:
            added += Box([1, 2, 3]).total(x.dim())  # while
        return x + added


class Stack(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Adds()])

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)  # layer
        return x


OF_STACK = ["layer", "while", "loop", "comprehension", "element"]


def error_of(call, *args):
    with pytest.raises(Exception, match="Traceback of TorchScript") as info:
        call(*args)
    return info.value


def frames(error):
    """(function, line of the author) of each call, outermost first."""
    lines = str(error).splitlines()
    names = [line.rpartition(" in ")[2] for line in lines if line.startswith("  File ")]
    marked = [lines[i - 1] for i, line in enumerate(lines) if line.endswith("<--- HERE")]
    return [(n, m.partition("  # ")[2]) for n, m in zip(names, marked, strict=True)]


def both(thing, *args):
    """The error in each engine, which is the same."""
    found = []
    for engine in ENGINES:
        scripted = torch.jit.script(thing, engine=engine)
        found.append(error_of(scripted, *args))
        assert scripted.engine == engine
    assert len({str(e) for e in found}) == 1 and len({type(e) for e in found}) == 1
    return found[0]


def test_modules_and_functions():
    error = both(Outer(), torch.ones(2, 3))
    assert isinstance(error, RuntimeError) and error.id == "MJ3109"
    assert frames(error) == [
        ("forward", "outer"), ("forward", "inner"), ("middle", "middle"), ("leaf", "leaf"),
    ]  # fmt: skip
    assert error.range.text == "torch.mm(x, x)" and error.range.source.name == __file__
    number = inspect.getsourcelines(leaf)[1] + 3
    assert f'  File "{__file__}", line {number}, in leaf\n' in str(error)
    assert str(error).startswith("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3) [MJ3109]")


def test_a_function_is_called_by_its_own_name():
    assert frames(both(middle, torch.ones(2, 3))) == [("middle", "middle"), ("leaf", "leaf")]


def test_layers_of_the_library():
    error = both(Outer(), torch.ones(2, 2, 3))
    assert [name for name, _ in frames(error)] == ["forward", "through", "forward", "forward"]
    assert "linear.py" in str(error)


def test_raise():
    error = both(Outer(), torch.ones(1, 1, 3))
    assert isinstance(error, torch.jit.Error)
    assert frames(error) == [("forward", "through"), ("through", "raise")]
    assert "builtins.ValueError: one 1" in str(error)


def test_composites_are_one_operator():
    assert frames(both(spread, torch.ones(2, 3))) == [("spread", "spread")]


def test_structure_has_a_place_too():
    assert frames(both(unpacked, [1, 2, 3])) == [("unpacked", "unpacked")]


@pytest.mark.parametrize("engine", ENGINES)
def test_loaded_archives(engine):
    data = torch.jit.script(Outer()).save_to_buffer()
    loaded = torch.jit.load(io.BytesIO(data), engine=engine)
    error = error_of(loaded, torch.ones(2, 3))
    assert [mark for _, mark in frames(error)] == ["outer", "inner", "middle", "leaf"]


def test_loops_classes_and_comprehensions(tmp_path):
    x = torch.ones(1, 1, 1)
    assert [mark for _, mark in frames(both(Stack(), x))] == OF_STACK
    path = tmp_path / "stack.pt"
    torch.jit.script(Stack()).save(path)
    for engine in ENGINES:
        error = error_of(torch.jit.load(path, engine=engine), x)
        assert [mark for _, mark in frames(error)] == OF_STACK
    if tool() is not None:
        np.save(tmp_path / "x.npy", x.numpy())
        shown = run_tool("run", path, "--input", tmp_path / "x.npy")
        assert shown.returncode == 1
        assert [mark for _, mark in frames(shown.stderr)] == OF_STACK


@pytest.mark.parametrize("engine", ENGINES)
def test_of_many_calls_the_middle_is_left_out(engine):
    count = 30
    text = "def f0(x: Tensor):\n  return torch.mm(x, x)\n"
    for i in range(1, count):
        text += f"def f{i}(x: Tensor):\n  return f{i - 1}(x)\n"
    unit = torch.jit.CompilationUnit(text, engine=engine)
    shown = str(error_of(getattr(unit, f"f{count - 1}"), torch.ones(2, 3)))
    assert shown.count("  File ") == 20
    assert f"  ... {count - 20} more calls ..." in shown
    assert "in f29" in shown and "in f20" in shown and "in f19" not in shown
    assert "in f10" not in shown and "in f9" in shown and "in f0" in shown


def test_pytorch_names_the_same_functions():
    pytorch = pytest.importorskip("torch")
    error = both(middle, torch.ones(2, 3))
    text = inspect.getsource(leaf) + "\n" + inspect.getsource(middle)
    # names of the text are looked up where it is compiled
    unit = eval("torch.jit.CompilationUnit(text)", {"torch": pytorch, "text": text})
    with pytest.raises(RuntimeError) as info:
        unit.middle(pytorch.ones(2, 3))
    theirs = [line for line in str(info.value).splitlines() if line.startswith("  File ")]
    assert [n for n, _ in frames(error)] == [line.rpartition(" in ")[2] for line in theirs]
    assert "The following operation failed in the TorchScript interpreter." in str(info.value)
    assert "The following operation failed in the TorchScript interpreter." in str(error)
