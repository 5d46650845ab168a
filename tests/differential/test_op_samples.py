"""minijit agrees with PyTorch on PyTorch's own sample inputs, on both engines."""

import warnings
from collections import Counter

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("expecttest")

import minijit  # noqa: E402
from minijit.schema import kinds  # noqa: E402
from tests.differential.op_samples import operators, run  # noqa: E402

pytestmark = pytest.mark.skipif(
    minijit.native.extension() is None, reason="the extension is not installed"
)
PARTS = 8
# Of the samples of each part; `python -m tests.differential.op_samples` says which do not.
SHARE = 0.95


@pytest.mark.parametrize("part", range(PARTS))
def test_samples_agree(part):
    total: Counter[str] = Counter()
    found = []
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for op in list(operators(set(kinds())))[part::PARTS]:
            count, failures = run(op, ("float32", "int64"), 1)
            total += count
            found += failures
    for engine in ("reference", "native"):
        assert total[engine] > 30
        assert total[f"{engine} agrees"] >= SHARE * total[engine], "\n".join(found)[:3000]
