"""The numpy reference does what PyTorch does: against recorded answers, and against PyTorch where it is installed."""

from functools import cache
from importlib.util import find_spec

import pytest

from tests.ops import record
from tests.ops.outcome import differences
from tests.ops.run_minijit import outcome
from tests.ops.sample import families, load


@cache
def by_operator(family):
    grouped = {}
    for sample in load(family):
        grouped.setdefault(sample.operator, []).append(sample)
    return grouped


OPERATORS = [(family, operator) for family in families() for operator in by_operator(family)]
recorded = cache(record.read)


@pytest.mark.parametrize(("family", "operator"), OPERATORS)
def test_reference_equals_recorded_pytorch(family, operator):
    found = []
    for sample in by_operator(family)[operator]:
        assert sample.name in recorded(family), "run python -m tests.ops.record"
        wanted = recorded(family)[sample.name]
        found += [f"{sample.name}: {d}" for d in differences(wanted, outcome(sample), sample)]
    assert not found, "\n".join(found)


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
@pytest.mark.parametrize(("family", "operator"), OPERATORS)
def test_reference_equals_pytorch(family, operator):
    from tests.ops import run_torch

    if not run_torch.has(operator):
        pytest.skip(f"{operator} is not installed")
    found = []
    for sample in by_operator(family)[operator]:
        wanted = run_torch.outcome(sample)
        found += [f"{sample.name}: {d}" for d in differences(wanted, outcome(sample), sample)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("family", families())
def test_nothing_recorded_is_stale(family):
    assert set(recorded(family)) == {s.name for s in load(family)}
