"""Products and convolutions of float32 on the native engine against float64, in sizes that no block divides."""

import numpy as np
import pytest

import minijit
from minijit.native import extension

pytestmark = pytest.mark.skipif(extension() is None, reason="no native engine")


@minijit.jit.script
def product(a: minijit.Tensor, b: minijit.Tensor):
    return minijit.matmul(a, b)


@minijit.jit.script
def product_with_bias(c: minijit.Tensor, a: minijit.Tensor, b: minijit.Tensor):
    return minijit.addmm(c, a, b)


@minijit.jit.script
def convolved(x: minijit.Tensor, w: minijit.Tensor, bias: minijit.Tensor, stride: int, pad: int):
    return minijit.conv2d(x, w, bias, stride, pad)


def normal(*sizes):
    return np.random.default_rng(sum(sizes)).standard_normal(sizes, dtype=np.float32)


def near(result, expected):
    assert result.shape == expected.shape
    assert np.abs(result - expected).max() <= 2e-6 * np.abs(expected).max()


@pytest.fixture(params=[1, 3], autouse=True)
def threads(request):
    before = minijit.get_num_threads()
    minijit.set_num_threads(request.param)
    yield
    minijit.set_num_threads(before)


@pytest.mark.parametrize("rows", [1, 2, 12, 13, 31, 64])
@pytest.mark.parametrize("depth", [1, 7, 147, 600, 1000])
@pytest.mark.parametrize("columns", [1, 15, 100, 5003])
def test_products(rows, depth, columns):
    a, b, c = normal(rows, depth), normal(depth, columns), normal(columns)
    expected = a.astype(np.float64) @ b.astype(np.float64)
    tensors = [minijit.from_numpy(x) for x in (a, b)]
    near(product(*tensors).numpy(), expected)
    near(product_with_bias(minijit.from_numpy(c), *tensors).numpy(), expected + c)
    turned = minijit.from_numpy(np.ascontiguousarray(b.T)).t()
    near(product(tensors[0], turned).numpy(), expected)


@pytest.mark.parametrize(
    ("channels", "kernel", "stride", "pad", "size"),
    [(3, 7, 2, 3, 101), (3, 3, 2, 1, 120), (4, 5, 1, 2, 80), (5, 3, 3, 0, 130), (1, 11, 1, 5, 64)],
)
def test_convolutions_of_few_channels(channels, kernel, stride, pad, size):
    x, w, bias = (
        normal(2, channels, size, size - 1),
        normal(33, channels, kernel, kernel),
        normal(33),
    )
    tensors = [minijit.from_numpy(array) for array in (x, w, bias)]
    expected = minijit.conv2d(*(t.double() for t in tensors), stride, pad).numpy()
    near(convolved(*tensors, stride, pad).numpy(), expected)


def test_variances_of_columns():
    x = normal(3, 50, 130)

    @minijit.jit.script
    def variance(t: minijit.Tensor, dim: int):
        return minijit.var(t, dim)

    for dim in (0, 1, 2):
        result = variance(minijit.from_numpy(x), dim).numpy()
        np.testing.assert_allclose(result, x.astype(np.float64).var(dim, ddof=1), rtol=1e-6)
