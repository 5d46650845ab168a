"""The kernels of the C++ runtime do what PyTorch does: against recorded answers."""

import pytest

import minijit
from minijit.schema import find_schema
from tests.ops.outcome import differences
from tests.ops.run_minijit import outcome, run_native
from tests.ops.test_ops_reference import OPERATORS, by_operator, recorded

pytestmark = pytest.mark.skipif(
    minijit.native.extension() is None, reason="the extension is not installed"
)


def crosses(operator):
    """Lists and dicts are copied on their way into the runtime: what it does to them is not seen."""
    return not any("!" in a.alias and "Tensor" != a.text for a in find_schema(operator).arguments)


@pytest.mark.parametrize(("family", "operator"), [o for o in OPERATORS if crosses(o[1])])
def test_kernels_equal_recorded_pytorch(family, operator):
    found = []
    for sample in by_operator(family)[operator]:
        wanted = recorded(family)[sample.name]
        got = outcome(sample, run_native)
        found += [f"{sample.name}: {d}" for d in differences(wanted, got, sample)]
    assert not found, "\n".join(found)
