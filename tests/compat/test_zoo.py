"""Programs in the idioms of real repositories, saved by PyTorch: both engines load them and agree."""

import pytest

import minijit
from tests.executors import python_tool, run_tool, same, tool

pytest.importorskip("torch")

from tests.compat.zoo import dialect, phones, physics, quantized, robots, servers, sound  # noqa: E402
from tests.compat.zoo.entry import ENTRIES  # noqa: E402
from tests.compat.zoo_runs import minijit_outcomes, saved, torch_outcomes  # noqa: E402

FAMILIES = (dialect, phones, physics, quantized, robots, servers, sound)
ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


@pytest.fixture(scope="module")
def expectations():
    """What was saved and what PyTorch says of it, by program."""
    return {}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ENTRIES)
def test_program(name, engine, expectations):
    if name not in expectations:
        data, calls = saved(name)
        expectations[name] = data, calls, torch_outcomes(data, calls)
    data, calls, expected = expectations[name]
    got = minijit_outcomes(data, calls, engine)
    for (method, _), found, wanted in zip(calls, got, expected, strict=True):
        assert same(found, wanted), f"{method}: wanted {wanted}, got {found}"


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ENTRIES)
def test_both_readers_make_the_same_ir(name, expectations, tmp_path):
    data = expectations[name][0] if name in expectations else saved(name)[0]
    path = tmp_path / "program.pt"
    path.write_bytes(data if isinstance(data, bytes) else data.getvalue())
    code, shown = python_tool("ir", path)
    found = run_tool("ir", path)
    assert (code, shown) == (found.returncode, found.stdout + found.stderr)
