"""The Python and the C++ reader accept, refuse and run each row of reader_rows alike, and as PyTorch does.

The C++ reader is that of the C++ tool: `minijit.jit.load` reads in Python for both of its engines.
"""

import io

import pytest

import minijit
from tests.attacks.corpus_code import one
from tests.differential.reader_rows import FAILING, MORE, REFUSED, ROWS
from tests.executors import plain, python_tool, run_tool, same, tool

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])
OTHER = """\
  def other(self: __torch__.Net,
    x: Tensor) -> Tensor:
    return x
class Manager:
  def __enter__(self: __torch__.Manager) -> int:
    return 3
  def __exit__(self: __torch__.Manager,
    type: Any,
    value: Any,
    traceback: Any) -> NoneType:
    return None
"""
VALUES = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def archive_of(name):
    lines, returns = ROWS[name]
    return io.BytesIO(one(*lines, returns=returns, after=OTHER))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ROWS)
def test_verdict(name, engine):
    if name in REFUSED:
        with pytest.raises(minijit.Error) as caught:
            minijit.jit.load(archive_of(name), engine=engine)
        assert caught.value.id == REFUSED[name]
        return
    loaded = minijit.jit.load(archive_of(name), engine=engine)
    if name in FAILING:
        with pytest.raises(minijit.Error) as caught:
            loaded(minijit.tensor(VALUES))
        assert caught.value.id == FAILING[name]
        return
    loaded(minijit.tensor(VALUES))


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@pytest.mark.parametrize("name", [name for name in ROWS if name not in REFUSED])
def test_readers_print_the_same_ir(name, tmp_path):
    path = tmp_path / "row.pt"
    path.write_bytes(archive_of(name).getvalue())
    code, shown = python_tool("ir", path)
    found = run_tool("ir", path)
    assert found.stdout == shown
    assert (found.returncode, found.stderr) == (code, "") == (0, "")


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@pytest.mark.parametrize("name", REFUSED)
def test_cpp_reader_refuses(name, tmp_path):
    path = tmp_path / "row.pt"
    path.write_bytes(archive_of(name).getvalue())
    code, shown = python_tool("ir", path)
    found = run_tool("ir", path)
    assert found.returncode == code == 1
    if REFUSED[name] == "MJ1002":
        # Forms that no archive has are not in the C++ grammar: it names the token.
        assert "[MJ1001]" in found.stderr or "[MJ1002]" in found.stderr
    else:
        assert found.stdout + found.stderr == shown


def nested_loops(depth):
    """Loops over tuples of 99 numbers, each within the other."""
    rows = ["  " * i + f"for a{i} in {tuple(range(99))}:" for i in range(depth)]
    return io.BytesIO(one(*rows, "  " * depth + "pass", "return 1", returns="int", after=OTHER))


def doubled(first, line, times=60):
    """A program that doubles something with each of its lines."""
    rows = [first, *[line] * times, "return 1"]
    return io.BytesIO(one(*rows, returns="int", after=OTHER))


def unions(count):
    """Conditional expressions whose types are Unions of ever more members."""
    rows = [f"a = a if x.dim() == {i} else ({'1, ' * i})" for i in range(1, count)]
    return io.BytesIO(one("a = 1", *rows, "return 1", returns="int", after=OTHER))


def forks(*calls):
    """Functions within the function: each runs the one before twice, the last line runs the last."""
    rows = ["def g0():", "  return x"]
    for i in range(1, 31):
        rows += [f"def g{i}():", f"  a = fork(g{i - 1})", f"  b = fork(g{i - 1})", "  return a"]
    return io.BytesIO(one(*rows, *calls, "return 1", returns="int", after=OTHER))


BOMBS = {
    "loops": (nested_loops(6), "MJ2099"),
    "sums": (doubled("a = (x, x)", "a = a + a"), "MJ2099"),
    "stars": (doubled("a = (x, x)", "a = (*a, *a)"), "MJ2099"),
    "tuples": (doubled("a = (x, x)", "a = (a, a)"), "MJ2099"),
    "unions": (unions(150), "MJ2099"),
    "forks": (forks("y = fork(g30)"), "MJ2099"),
    "itself": (forks("def h():", "  return fork(h)", "y = fork(h)"), "MJ1007"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_small_texts_do_not_become_large_programs(name, tmp_path):
    data, found = BOMBS[name]
    path = tmp_path / "bomb.pt"
    path.write_bytes(data.getvalue())
    with pytest.raises(minijit.Error) as caught:
        minijit.jit.load(path)
    assert caught.value.id == found
    if tool():
        assert f"[{found}]" in run_tool("ir", path).stderr


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", [n for n in ROWS if n not in {*REFUSED, *FAILING, *MORE}])
def test_result_is_that_of_pytorch(name, engine):
    torch = pytest.importorskip("torch")
    with torch.no_grad():
        want = torch.jit.load(archive_of(name))(torch.tensor(VALUES))
    got = minijit.jit.load(archive_of(name), engine=engine)(minijit.tensor(VALUES))
    assert same(plain(got), plain(want))
