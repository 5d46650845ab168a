"""Winograd's convolution on the native engine gives what plain sums give."""

import numpy as np
import pytest

import minijit
from minijit.native import extension

pytestmark = pytest.mark.skipif(extension() is None, reason="no native engine")

TOLERANCE = {0: 2e-6, 2: 2e-6, 4: 2e-5}  # of the largest result


@minijit.jit.script
def convolved(x: minijit.Tensor, w: minijit.Tensor, bias: minijit.Tensor, groups: int):
    return minijit.conv2d(x, w, bias, 1, 1, 1, groups)


def arguments(sizes, outputs, groups):
    random = np.random.default_rng(0)
    x = random.standard_normal(sizes, dtype=np.float32)
    w = random.standard_normal((outputs, sizes[1] // groups, 3, 3), dtype=np.float32)
    return x, w, random.standard_normal(outputs, dtype=np.float32)


@pytest.fixture(params=sorted(TOLERANCE))
def tile(request):
    before = minijit.get_winograd()
    minijit.set_winograd(request.param)
    assert minijit.get_winograd() == request.param
    yield request.param
    minijit.set_winograd(before)


@pytest.mark.parametrize(
    ("sizes", "outputs", "groups"),
    [((1, 64, 33, 30), 48, 1), ((3, 64, 15, 21), 64, 2), ((2, 128, 28, 28), 128, 1)],
)
def test_the_same_values(tile, sizes, outputs, groups):
    x, w, bias = map(minijit.from_numpy, arguments(sizes, outputs, groups))
    expected = minijit.conv2d(x.double(), w.double(), bias.double(), 1, 1, 1, groups).numpy()
    result = convolved(x, w, bias, groups).numpy()
    assert np.abs(result - expected).max() <= TOLERANCE[tile] * np.abs(expected).max()


@pytest.mark.parametrize("odd", [np.inf, -np.inf, np.nan])
def test_elements_that_are_not_finite_reach_only_their_windows(tile, odd):
    x, w, bias = arguments((1, 64, 30, 30), 64, 1)
    x[0, 3, 10, 11] = odd
    result = convolved(*map(minijit.from_numpy, (x, w, bias)), 1).numpy()
    finite = np.isfinite(result[0]).all(axis=0)
    window = np.zeros((30, 30), bool)
    window[9:12, 10:13] = True
    assert (finite == ~window).all()
    if not np.isnan(odd):
        assert not np.isnan(result).any()


def test_other_tiles_are_refused():
    with pytest.raises(ValueError, match="set_winograd expects 0, 2 or 4, got 3"):
        minijit.set_winograd(3)
