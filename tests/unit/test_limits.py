"""Limits of loading and running: one spelling in Python, C++ and the tools."""

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


@pytest.mark.parametrize("engine", ENGINES)
def test_loading_counts_tensors(limit, engine, tmp_path):
    torch.jit.script(torch.nn.Linear(2, 2)).save(tmp_path / "m.pt")
    limit("max_tensors", 1)
    with pytest.raises(RuntimeError, match="MJ4012"):
        torch.jit.load(tmp_path / "m.pt", engine=engine)
    limit("max_tensors", 2)
    torch.jit.load(tmp_path / "m.pt", engine=engine)


def test_refusals(limit):
    with pytest.raises(ValueError, match=r"max_cows.*there are max_file_bytes.*MJ9018"):
        limit("max_cows", 1)
    with pytest.raises(ValueError, match=r"max_dims cannot be 65: the most is 64 \[MJ9018"):
        limit("max_dims", 65)
    assert torch.get_limit("max_dims") == 64


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
