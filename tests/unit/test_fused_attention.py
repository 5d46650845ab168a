"""Attention computed at once on the native engine gives what its definition gives."""

import itertools
from typing import Optional

import numpy as np
import pytest

import minijit
from minijit.native import extension

pytestmark = pytest.mark.skipif(extension() is None, reason="no native engine")


def attention(q, k, v, mask: Optional[minijit.Tensor], causal: bool, grouped: bool):
    return minijit.scaled_dot_product_attention(q, k, v, mask, 0.0, causal, enable_gqa=grouped)


@pytest.fixture(scope="module")
def engines():
    return [minijit.jit.script(attention, engine=name) for name in ("native", "reference")]


def masks(kind, batch, heads, queries, keys, random):
    if kind == "rows":
        return random.random((queries, 1)) < 0.5
    if kind == "columns":
        return random.random((*batch, 1, 1, keys)) < 0.5
    if kind == "added":
        mask = random.standard_normal((heads, queries, keys), dtype=np.float32)
        mask[:, 0] = -np.inf
        return mask
    return None


SHAPES = [
    pytest.param(*row, id="-".join(map(str, row)).replace(" ", ""))
    for row in itertools.chain(
        itertools.product([(2, 3)], [1, 5, 50], [1, 17, 100], [64]),
        [((), 7, 9, 5), ((2,), 13, 16, 3), ((1,), 3, 5000, 8)],
    )
]


@pytest.mark.parametrize("kind", ["none", "causal", "rows", "columns", "added", "grouped"])
@pytest.mark.parametrize(("batch", "queries", "keys", "width"), SHAPES)
def test_the_same_values(engines, kind, batch, queries, keys, width):
    random = np.random.default_rng(0)
    heads = 2 if kind == "grouped" else 4
    q = random.standard_normal((*batch, queries, 4, width), dtype=np.float32).swapaxes(-2, -3)
    k = random.standard_normal((*batch, heads, keys, width), dtype=np.float32)
    v = random.standard_normal((*batch, heads, keys, width + 1), dtype=np.float32)
    mask = masks(kind, batch, 4, queries, keys, random)
    results = [
        run(*map(minijit.from_numpy, (q, k, v)), None if mask is None else minijit.from_numpy(mask),
            kind == "causal", kind == "grouped").numpy()
        for run in engines
    ]  # fmt: skip
    assert results[0].shape == results[1].shape
    np.testing.assert_allclose(results[0], results[1], rtol=0, atol=4e-6)


def test_nan_reaches_its_query_only(engines):
    q, k = np.ones((3, 4), np.float32), np.ones((5, 4), np.float32)
    q[1, 2] = np.nan
    mask = np.ones((3, 5), bool)
    mask[2] = False
    for run in engines:
        result = run(*map(minijit.from_numpy, (q, k, k)), minijit.from_numpy(mask), False, False)
        assert np.isnan(result.numpy()[1]).all()
        assert (result.numpy()[[0, 2]] == [[1], [0]]).all()


def test_other_types_take_the_definition(engines):
    random = np.random.default_rng(0)
    q = minijit.from_numpy(random.standard_normal((2, 3, 4)))
    results = [run(q, q, q, None, True, False).numpy() for run in engines]
    np.testing.assert_allclose(results[0], results[1], rtol=1e-12)
    for run in engines:
        with pytest.raises(RuntimeError, match="Explicit attn_mask should not be set"):
            run(q, q, q, minijit.from_numpy(np.zeros((3, 3))), True, False)
