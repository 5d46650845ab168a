"""Programs that nobody wrote: loops, branches, numbers and lists, the same on every executor."""

import importlib.util
import io
import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import minijit
from minijit.ir import print_unit
from minijit.native import extension
from tests.executors import run_tool, tool

ENGINES = ("reference", "native") if extension() else ("reference",)
TORCH = importlib.util.find_spec("torch") is not None
INTS, FLOATS, BOOLS = ("i", "j", "k"), ("u", "v"), ("p", "q")


class Writer:
    """Writes a function of numbers; every loop ends, every int stays small."""

    def __init__(self, draw):
        self.draw = draw
        self.lines = []
        self.loops = 0

    def pick(self, *options):
        return self.draw(st.sampled_from(options))

    def chance(self, one_in):
        return self.draw(st.integers(1, one_in)) == 1

    def integer(self, depth=2):
        if depth == 0 or self.chance(3):
            return self.pick(*INTS, *INTS, "len(items)", "3", "-2", "10")
        a, b = self.integer(depth - 1), self.integer(depth - 1)
        return self.pick(
            f"({a} + {b})",
            f"({a} - {b})",
            f"({a} * {b}) % 97",
            f"({a} // 7)",
            f"({a} % 13)",
            f"-{self.pick(*INTS)}",
            f"({a} ^ {b})",
            f"({a} & {b})",
            f"({a} | {b})",
            f"(({a} & 255) << {self.pick(*'0123')})",
            f"({a} >> {self.pick(*'0123')})",
            f"abs({a})",
            f"min({a}, {b})",
            f"max({a}, {b})",
            f"int({self.floating(0)})",
            f"items[{a} % len(items)]",
            f"({a} if {self.boolean(0)} else {b})",
        )

    def floating(self, depth=2):
        if depth == 0 or self.chance(3):
            return self.pick(*FLOATS, "0.5", "-1.25")
        a, b = self.floating(depth - 1), self.floating(depth - 1)
        return self.pick(
            f"({a} + {b})",
            f"({a} - {b})",
            f"({a} * 0.5)",
            f"({a} / 3.0)",
            f"-{self.pick(*FLOATS)}",  # PyTorch 2.13 computes -(-1.25) as 0
            f"float({self.integer(0)})",
            f"({a} + {self.integer(0)})",
            f"({self.integer(0)} / 8)",
            f"({self.integer(0)} - {a})",
            f"({a} * {self.integer(0)})",
            f"({a} / 3)",
            f"({a} // 0.5)",
            f"abs({a})",
            f"min({a}, {b})",
            f"max({a}, {b})",
            f"math.sqrt(abs({a}))",
        )

    def boolean(self, depth=2):
        if depth > 0 and self.chance(3):
            a, b = self.boolean(depth - 1), self.boolean(depth - 1)
            return self.pick(f"({a} and {b})", f"({a} or {b})", f"(not {a})", f"({a} == {b})")
        if self.chance(4):
            return self.pick(*BOOLS)
        sign = self.pick("<", "<=", ">", ">=", "==", "!=")
        if self.chance(3):
            return f"({self.floating(1)} {sign} {self.floating(1)})"
        return f"({self.integer(1)} {sign} {self.integer(1)})"

    def loop_conditions(self, rounds):
        a, b = self.boolean(1), self.boolean(1)
        return (
            f"{rounds} < 3",
            f"{rounds} < 4 and {a}",
            f"{a} and {rounds} < 4",
            f"{rounds} < 4 and ({a} or {b})",
            f"({a} or not {b}) and {rounds} < 4 and {b}",
        )

    def statement(self, indent, depth, in_loop):
        def line(text, more=0):
            self.lines.append("  " * (indent + more) + text)

        kind = self.pick(
            "int", "int", "float", "bool", "swap", "list", "if", "while", "for", "leave"
        )
        if kind == "float":
            line(f"{self.pick(*FLOATS)} = {self.floating()}")
        elif kind == "bool":
            line(f"{self.pick(*BOOLS)} = {self.boolean()}")
        elif kind == "swap":
            line(self.pick("i, j = j, i", "i, j, k = k, i, j", "u, v = v, u", "p, q = q, p"))
        elif kind == "list":
            line(
                self.pick(
                    f"items.append({self.integer()})",
                    f"items[{self.integer()} % len(items)] = {self.integer()}",
                )
            )
        elif kind == "leave" and in_loop:
            line(f"if {self.boolean()}:")
            line(self.pick("break", "continue", "return (i, j, k, u, v, p, q, items)"), 1)
        elif kind == "if" and depth:
            line(f"if {self.boolean()}:")
            self.block(indent + 1, depth - 1, in_loop)
            if self.chance(2):
                line("else:")
                self.block(indent + 1, depth - 1, in_loop)
        elif kind == "for" and depth:
            self.loops += 1
            of = self.pick(
                f"range({self.pick('3', 'k % 4')})",
                "range(1, k % 5)",
                f"range(k % 5, -2, {self.pick('-1', '-2', '-1 - k % 2')})",
                "list(items[:3])",
            )
            line(f"for n{self.loops} in {of}:")
            line(f"i = i + n{self.loops}", 1)
            self.block(indent + 1, depth - 1, True)
        elif kind == "while" and depth:
            self.loops += 1
            name = f"w{self.loops}"
            line(f"{name} = 0")
            line(f"while {self.pick(*self.loop_conditions(name))}:")
            line(f"{name} += 1", 1)
            self.block(indent + 1, depth - 1, True)
        else:
            line(f"{self.pick(*INTS)} {self.pick('=', '+=', '-=')} {self.integer()}")

    def block(self, indent, depth, in_loop):
        for _ in range(self.draw(st.integers(1, 4))):
            self.statement(indent, depth, in_loop)


@st.composite
def programs(draw):
    writer = Writer(draw)
    for _ in range(draw(st.integers(2, 6))):
        writer.statement(1, 3, False)
    return "\n".join(
        [
            "def f(i: int, j: int, u: float, p: bool):",
            "  k = i - j",
            "  v = u * 0.5",
            "  q = not p",
            "  items = [i, j, 5]",
            *writer.lines,
            "  return (i, j, k, u, v, p, q, items)\n",
        ]
    )


CALLS = ((3, 5, 0.75, True), (-7, 2, -2.0, False))


def same_ir(data):
    """Both readers make the same of an archive."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.pt"
        path.write_bytes(data)
        found = run_tool("ir", path)
    assert found.returncode == 0, found.stderr
    assert found.stdout == print_unit(minijit.jit.load(io.BytesIO(data))._unit)


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(programs())
def test_generated_programs(text):
    space = {"math": math}
    exec(text, space)
    wanted = [space["f"](*call) for call in CALLS]
    for engine in ENGINES:
        compiled = minijit.jit.CompilationUnit(text, engine=engine).f
        assert compiled.engine == engine
        assert [compiled(*call) for call in CALLS] == wanted, f"{engine}:\n{text}"
    if tool() is not None:
        same_ir(compiled.save_to_buffer())
    if TORCH:
        import torch

        assert [torch.jit.CompilationUnit(text).f(*call) for call in CALLS] == wanted, text
