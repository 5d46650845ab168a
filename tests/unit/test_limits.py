"""Limits of loading and running: one spelling in Python, C++ and the tools."""

import io
import re
from pathlib import Path

import pytest

import minijit as torch
from minijit._limits import LIMITS
from minijit.native import extension
from tests.executors import run_tool, tool

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("reference", "native") if extension() else ("reference",)
ENDLESS = """
def run(n: int) -> int:
    while True:
        n += 1
    return n

def rounds(n: int) -> int:
    for i in range(n):
        n += i
    return n
"""


@pytest.fixture
def limit():
    before = dict(LIMITS)
    yield torch.set_limit
    for name, value in before.items():
        torch.set_limit(name, value)


@pytest.mark.parametrize("engine", ENGINES)
def test_steps_end_a_loop(limit, engine):
    limit("max_steps", 1000)
    unit = torch.jit.CompilationUnit(ENDLESS, engine=engine)
    assert unit.run.engine == engine
    with pytest.raises(RuntimeError, match=r"more than 1000 steps.*MJ3117") as found:
        unit.run(1)
    assert "while True" in str(found.value)
    unit.rounds(1000)
    with pytest.raises(RuntimeError, match="MJ3117"):
        unit.rounds(1001)
    limit("max_steps", 0)
    unit.rounds(100_000)


COUNTED = """
def leaf(a: int) -> int:
    return a + 1

def loops(n: int) -> int:
    s = 0
    for i in range(n):
        for j in range(i):
            s += j
    while s > 3:
        s = s // 2
    return s

def calls(n: int) -> int:
    s = 0
    for i in range(n):
        s = leaf(leaf(s))
    return s

def lists(n: int) -> int:
    made = [leaf(i) for i in range(n)]
    for a in made:
        n += a
    return n

def chain(x: Tensor) -> Tensor:
    return torch.sigmoid(torch.sub(torch.relu(torch.mul(torch.add(x, x), x)), x))

def product(x: Tensor) -> Tensor:
    return torch.relu(torch.matmul(x, x))

def convolution(x: Tensor) -> Tensor:
    return torch.relu(torch.conv2d(x[None, None], torch.ones([4, 1, 3, 3])))

def attention(x: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(x[None], x[None], x[None])

def turned(x: Tensor) -> Tensor:
    return x.t().unsqueeze(0)
"""


def steps_of(limit, function, argument):
    """The least max_steps under which a call ends."""
    low, high = 1, 1 << 20
    while low < high:
        middle = (low + high) // 2
        limit("max_steps", middle)
        try:
            function(argument)
            high = middle
        except RuntimeError as problem:
            assert "MJ3117" in str(problem)
            low = middle + 1
    return low


@pytest.mark.skipif(len(ENGINES) == 1, reason="the extension is not built")
def test_both_engines_count_alike(limit):
    reference, native = (torch.jit.CompilationUnit(COUNTED, engine=e) for e in ENGINES)
    for name, steps in [("loops", 32), ("calls", 18), ("lists", 18)]:
        assert steps_of(limit, getattr(reference, name), 6 + (name == "loops")) == steps
        assert steps_of(limit, getattr(native, name), 6 + (name == "loops")) == steps
    x = torch.ones(256, 256)
    for name in ("chain", "product", "convolution", "attention"):
        wanted = steps_of(limit, getattr(reference, name), x)
        found = steps_of(limit, getattr(native, name), x)
        assert wanted > 100 and wanted / 2 <= found <= wanted * 2, (name, wanted, found)
    assert [steps_of(limit, unit.turned, x) for unit in (reference, native)] == [1, 1]


@pytest.mark.parametrize("engine", ENGINES)
def test_loading_counts_tensors(limit, engine, tmp_path):
    torch.jit.script(torch.nn.Linear(2, 2)).save(tmp_path / "m.pt")
    limit("max_tensors", 1)
    with pytest.raises(RuntimeError, match="MJ4012"):
        torch.jit.load(tmp_path / "m.pt", engine=engine)
    limit("max_tensors", 2)
    torch.jit.load(tmp_path / "m.pt", engine=engine)


GREEDY = """
def tensors(n: int) -> int:
    kept = [torch.ones(1000)]
    for i in range(n):
        kept.append(torch.ones(1000))
    return len(kept)

def texts(n: int) -> int:
    kept = [""]
    for i in range(n):
        kept.append(str(i).ljust(1000))
    return len(kept)

def numbers(n: int) -> int:
    kept = [0]
    for i in range(n):
        kept.append(1000 + i)
    return len(kept)

def entries(n: int) -> int:
    kept = {0: 0.5}
    for i in range(n):
        kept[1000 + i] = i + 0.5
    return len(kept)

def nothing(n: int) -> int:
    for i in range(n):
        kept = torch.ones(1000)
    return n
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["tensors", "texts", "numbers", "entries"])
def test_memory_in_total(limit, engine, name):
    limit("max_memory_bytes", 400_000)
    unit = torch.jit.CompilationUnit(GREEDY, engine=engine)
    greedy = getattr(unit, name)
    assert greedy(10) == 11
    with pytest.raises(RuntimeError, match=r"more than 400000 bytes.*MJ3145") as found:
        greedy(30_000)
    assert "kept" in str(found.value)
    assert unit.nothing(1000) == 1000
    limit("max_memory_bytes", 0)
    assert greedy(1000) == 1001


@pytest.mark.parametrize("engine", ENGINES)
def test_memory_of_a_load(limit, engine, tmp_path):
    torch.jit.script(torch.nn.Linear(300, 300)).save(tmp_path / "m.pt")
    limit("max_memory_bytes", 200_000)
    torch.jit.load(tmp_path / "m.pt", engine=engine)  # it lies in the mapped file
    with pytest.raises(RuntimeError, match="MJ3145"):
        torch.jit.load(tmp_path / "m.pt", engine=engine, mmap=False)
    with pytest.raises(RuntimeError, match="MJ3145"):
        torch.jit.load(io.BytesIO((tmp_path / "m.pt").read_bytes()), engine=engine)


def test_refusals(limit):
    with pytest.raises(ValueError, match=r"max_cows.*there are max_file_bytes.*MJ9018"):
        limit("max_cows", 1)
    with pytest.raises(ValueError, match=r"max_dims cannot be 65: the most is 64 \[MJ9018"):
        limit("max_dims", 65)
    assert torch.get_limit("max_dims") == 64


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_can_be_lowered_and_raised_again(limit, name):
    before = torch.get_limit(name)
    for value in (1, before):
        limit(name, value)
        assert torch.get_limit(name) == value
    if before:  # 0: any number
        with pytest.raises(ValueError, match="MJ9018"):
            limit(name, before + 1)


def test_tools(tmp_path):
    from minijit.cli import main

    class Endless(torch.nn.Module):
        def forward(self):
            rounds: list[int] = []
            while True:
                rounds.append(1)
            return rounds

    path = tmp_path / "endless.pt"
    torch.jit.script(Endless()).save(path)
    try:
        assert main(["run", str(path), "--limit", "max_steps=100"]) == 1
    finally:
        torch.set_limit("max_steps", 0)
    assert main(["run", str(path), "--limit", "max_steps"]) == 2
    if tool():
        done = run_tool("run", path, "--limit", "max_steps=100")
        assert done.returncode == 1
        assert "more than 100 steps" in done.stderr
        assert run_tool("run", path, "--limit", "max_steps=x").returncode == 2
        assert "MJ3145" in run_tool("info", path, "--limit", "max_memory_bytes=100").stderr
        assert "MJ3145" in run_tool("run", path, "--limit", "max_memory_bytes=100000").stderr
        assert "MJ9018" in run_tool("info", path, "--limit", "max_dims=65").stderr


def test_every_limit_is_looked_at():
    """In one of the languages at least; what only one reads is about that language."""
    python = "".join(p.read_text() for p in (ROOT / "minijit").rglob("*.py"))
    cpp = "".join(
        p.read_text() for end in ("h", "cpp") for p in (ROOT / "runtime_cpp").rglob(f"*.{end}")
    )
    only_cpp = {"max_inline_depth", "max_inline_nodes"}  # Python calls what C++ inlines
    for name in LIMITS:
        assert re.search(rf"limits::{name}\b", cpp), name
        assert (f'LIMITS["{name}"]' in python) != (name in only_cpp), name
