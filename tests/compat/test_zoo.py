"""Programs in the idioms of real repositories, saved by PyTorch: both engines load them and agree."""

import pytest

import minijit
from tests.executors import same

pytest.importorskip("torch")

from tests.compat.zoo import dialect, phones, physics, quantized, robots, servers, sound  # noqa: E402
from tests.compat.zoo.entry import ENTRIES  # noqa: E402
from tests.compat.zoo_runs import minijit_outcomes, saved, torch_outcomes  # noqa: E402

# What a program lacks.
NOT_YET = {
    "module_interfaces": "lists of modules indexed by numbers known at run time",
}
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
    if name in NOT_YET:
        pytest.skip(f"not there yet: {NOT_YET[name]}")
    if name not in expectations:
        data, calls = saved(name)
        expectations[name] = data, calls, torch_outcomes(data, calls)
    data, calls, expected = expectations[name]
    got = minijit_outcomes(data, calls, engine)
    for (method, _), found, wanted in zip(calls, got, expected, strict=True):
        assert same(found, wanted), f"{method}: wanted {wanted}, got {found}"
