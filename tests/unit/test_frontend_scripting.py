"""Scripting only looks at a user's program, and looks once."""

import enum
import subprocess
import sys
from typing import List, Optional

import pytest

import minijit as torch
from minijit import Tensor, nn
from minijit.syntax import python_source
from minijit.syntax.parser import parse_file

CALLS = []


def calls(name: str) -> None:
    CALLS.append(name)
    raise AssertionError(f"{name} was called")


def helper(x: Tensor, n: int = 2) -> Tensor:
    calls("helper")
    return x * n


class Noisy(nn.Module):
    @property
    def size(self) -> int:
        calls("size")
        return 3

    def forward(self, x: Tensor) -> Tensor:
        calls("forward")
        return helper(x, self.size) + self.method(x)

    def method(self, x: Tensor) -> Tensor:
        calls("method")
        return x

    @staticmethod
    def of(x: Tensor) -> Tensor:
        calls("of")
        return x

    @torch.jit.export
    def exported(self, xs: List[Tensor]) -> Tensor:
        calls("exported")
        return self.of(xs[0])

    def __len__(self) -> int:
        calls("__len__")
        return 1

    def __getattr__(self, name):
        if name in ("nothing", "forward_hook"):
            calls("__getattr__")
        return super().__getattr__(name)


@pytest.fixture
def silent():
    CALLS.clear()
    yield
    assert CALLS == []


def test_scripting_calls_nothing(silent, monkeypatch):
    # in compiled code it is a function of the program; in Python it would raise
    monkeypatch.setitem(globals(), "calls", torch.jit.ignore(calls))
    module = torch.jit.script(Noisy())
    assert set(module._class.methods) >= {"forward", "method", "exported"}
    torch.jit.script(helper)


class Parts(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return self.one(x) + self.two(x) + self.one(x)

    def one(self, x: Tensor) -> Tensor:
        return x + 1

    def two(self, x: Tensor) -> Tensor:
        return self.one(x) * 2


def test_each_definition_is_parsed_once(monkeypatch):
    parsed = []

    def parse(source):
        parsed.append(source.text.split("(")[0])
        return parse_file(source)

    monkeypatch.setattr(python_source, "parse_file", parse)
    for _ in range(2):
        torch.jit.script(Parts())
    assert sorted(parsed) == ["def forward", "def one", "def two"]


def test_import_is_light():
    code = (
        "import sys, minijit; minijit.ones(2) + 1\n"
        "heavy = {'lark', 'inspect', 'minijit.jit', 'minijit.nn', 'minijit.frontend', 'torch'}\n"
        "print(sorted(heavy & set(sys.modules) - {'inspect'}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.strip() == "[]"


def test_a_function_compiled_twice_keeps_its_defaults():
    def scaled(x: torch.Tensor, by: int = 2) -> torch.Tensor:
        return x * by

    def use(x: torch.Tensor) -> torch.Tensor:
        return scaled(x)

    for _ in range(2):
        assert torch.jit.script(use)(torch.ones(1)).item() == 2


def test_an_annotation_names_a_class_of_an_enclosing_function():
    class Leaf:
        def __init__(self):
            self.x = 1

    class Tree:
        def __init__(self, leaf: Leaf):
            self.leaf = leaf

        def replace(self, leaf: Optional[Leaf], more: List[Leaf]):
            if leaf is not None:
                self.leaf = leaf
            more.append(self.leaf)

    @torch.jit.script
    def f():
        tree = Tree(Leaf())
        leaves = [Leaf()]
        tree.replace(None, leaves)
        return len(leaves)

    assert f() == 2


def test_a_default_dtype_from_before_the_first_program_counts():
    code = (
        "import minijit as torch\n"
        "torch.set_default_dtype(torch.float64)\n"
        "unit = torch.jit.CompilationUnit('def f(n: int):\\n    return torch.zeros(n)\\n')\n"
        "print(unit.f(2).dtype)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.strip() == "torch.float64"


def test_recursion_of_a_decorated_function_is_told_as_such():
    """While it is decorated, its name means nothing yet."""
    with pytest.raises(RuntimeError, match="function 'countdown' is called recursively.*MJ2025"):

        @torch.jit.script
        def countdown(n: int) -> int:
            return 0 if n < 1 else countdown(n - 1)


class Level(enum.IntEnum):
    LOW = 1

    @property
    def shown(self) -> str:
        return "low"


def asks_a_property(level: Level):
    return level.shown


def asks_a_number(level: Level):
    return int(level)


def adds(level: Level):
    return level + 1


@pytest.mark.parametrize(
    "program, way",
    [
        (asks_a_property, "only name and value are there; write a function that takes it"),
        (asks_a_number, "write its `.value`"),
        (adds, "write its `.value`"),
    ],
)
def test_a_member_of_an_enum_has_a_name_and_a_value_only(program, way):
    with pytest.raises(RuntimeError, match=f"'Enum<.*Level>' object has no.*{way}.*MJ2012"):
        torch.jit.script(program)
