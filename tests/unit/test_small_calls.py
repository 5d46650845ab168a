"""What a call from Python leaves out, it must not get wrong: layouts, storages, arguments."""

import gc

import numpy as np
import pytest

import minijit as torch
from minijit import nn
from minijit.native import extension

ENGINES = ["reference", *(["native"] if extension() else [])]


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2))

    def forward(self, x):
        """The product with the weight."""
        return x * self.weight


@pytest.fixture(params=ENGINES)
def scale(request):
    return torch.jit.script(Scale().eval(), engine=request.param)


def test_every_new_layout_of_a_parameter_is_seen(scale):
    x = torch.tensor([1.0, 2.0])
    assert scale(x).tolist() == [1, 2]
    scale.weight.data = torch.tensor([3.0, 4.0])
    assert scale(x).tolist() == [3, 8]
    scale.weight.data = torch.tensor([5.0, 0.0, 6.0, 0.0])[::2]
    assert scale(x).tolist() == [5, 12]
    scale.weight.data.unsqueeze_(0)  # another tensor on the same memory
    assert scale(x).shape == (2,)
    scale.weight.unsqueeze_(0)
    assert scale(x).shape == (1, 2)
    scale.weight.resize_(1, 1).fill_(7)
    assert scale(x).tolist() == [[7, 14]]
    scale.weight.requires_grad_(False)
    assert not scale(x).requires_grad


@pytest.mark.parametrize("engine", ENGINES)
def test_the_runtime_tells_of_new_layouts(engine):
    def grow(x):
        return x.resize_(4).fill_(2.0)

    module = torch.jit.script(Scale().eval(), engine=engine)
    module(torch.ones(2))
    torch.jit.script(grow, engine=engine)(module.weight.data)
    assert module(torch.ones(2)).tolist() == [1, 1]  # `data` is a tensor of its own
    torch.jit.script(grow, engine=engine)(module.weight)
    assert module(torch.ones(4)).tolist() == [2] * 4


@pytest.mark.parametrize("engine", ENGINES)
def test_views_of_one_result_share_one_storage(engine):
    def parts(x):
        y = x + 1
        return y, y[1:], x

    x = torch.zeros(3)
    whole, rest, same = torch.jit.script(parts, engine=engine)(x)
    assert whole._storage is rest._storage
    assert same is x
    rest[0] = 9
    assert whole.tolist() == [1, 9, 1]


@pytest.mark.parametrize("engine", ENGINES)
def test_memory_lives_as_long_as_anything_on_it(engine):
    def double(x):
        return x * 2

    run = torch.jit.script(double, engine=engine)
    array = run(torch.ones(1000)).numpy()  # its tensor and storage are gone
    gc.collect()
    others = [run(torch.ones(1000)) for _ in range(5)]
    assert np.array_equal(array, np.full(1000, 2, np.float32))
    again = run(torch.from_numpy(array))
    assert again.sum().item() == 4000
    assert all(other.sum().item() == 2000 for other in others)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_result_comes_back_as_the_same_memory(engine):
    def add(x):
        return x.add_(1)

    run = torch.jit.script(add, engine=engine)
    x = torch.jit.script(zeros_of, engine=engine)(3)
    y = run(x)
    assert y is x
    assert x.tolist() == [1, 1, 1]
    assert run(x[1:])._storage is x._storage
    assert x.tolist() == [1, 2, 2]


def zeros_of(n: int):
    return torch.zeros(n)


def test_arguments_are_checked_as_before(scale):
    with pytest.raises(RuntimeError, match="expected at most"):
        scale(torch.ones(2), torch.ones(2))
    with pytest.raises(RuntimeError, match="missing value for argument 'x'"):
        scale()
    with pytest.raises(RuntimeError, match="Expected a value of type 'Tensor"):
        scale(1)
    assert scale(x=torch.ones(2)).tolist() == [1, 1]
    assert scale(nn.Parameter(torch.ones(2))).tolist() == [1, 1]


def test_a_method_has_the_text_of_its_source(scale):
    made = torch.jit.trace(Scale().eval(), torch.ones(2))
    assert made.forward.__doc__ == scale.forward.__doc__
    assert scale.forward.name == "forward"


@pytest.mark.parametrize("shape", [(1, 16), (16, 16), (17, 33), (64, 48), (3, 100), (130, 5)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.int32, torch.float64, torch.int16])
def test_transposed_copies_move_every_element(shape, dtype):
    x = torch.arange(shape[0] * shape[1], dtype=dtype).view(shape)

    def turned(x):
        return x.t().contiguous()

    for engine in ENGINES:
        got = torch.jit.script(turned, engine=engine)(x)
        assert got.is_contiguous()
        assert np.array_equal(got.numpy(), x.numpy().T)


@pytest.mark.parametrize("count", [1, 3, 7, 8, 9, 15, 31, 49, 64, 1024, 1025, 5000])
def test_sums_products_and_extremes_of_rows_of_every_length(count):
    rows = np.random.default_rng(count).standard_normal((3, count)).astype(np.float32)
    x = torch.from_numpy(rows)

    def found(x):
        return x.sum(1), x.prod(1), x.amax(1), x.amin(1), x.prod(0)

    wide = rows.astype(np.float64)
    wanted = [wide.sum(1), wide.prod(1), rows.max(1), rows.min(1), wide.prod(0)]
    for engine in ENGINES:
        for got, want in zip(torch.jit.script(found, engine=engine)(x), wanted, strict=True):
            np.testing.assert_allclose(got.numpy(), want, rtol=1e-4, atol=1e-5 * count**0.5)
        strange = x.clone()
        strange[1, count // 2] = float("nan")
        _, _, most, least, _ = torch.jit.script(found, engine=engine)(strange)
        assert most.isnan().tolist() == least.isnan().tolist() == [False, True, False]


@pytest.mark.parametrize("size", [(13, 40, 70), (48, 800, 200), (100, 1500, 33), (13, 5, 4000)])
def test_products_by_several_panels(size):
    m, k, n = size
    random = np.random.default_rng(1)
    a, b = (random.standard_normal(s).astype(np.float32) for s in ((m, k), (k, n)))
    got = [
        torch.jit.script(product, engine=e)(torch.from_numpy(a), torch.from_numpy(b)).numpy()
        for e in ENGINES
    ]
    for each in got:
        np.testing.assert_allclose(each, a.astype(np.float64) @ b, rtol=1e-4, atol=1e-3)


def product(a, b):
    return torch.matmul(a, b)


@pytest.mark.parametrize("dtype", [torch.int32, torch.uint8, torch.int8, torch.int64])
def test_integers_of_every_width_compute_the_same(dtype):
    random = np.random.default_rng(3)
    kinds = {torch.int32: np.int32, torch.uint8: np.uint8, torch.int8: np.int8}
    info = np.iinfo(kinds.get(dtype, np.int64))
    x, y = (
        torch.from_numpy(random.integers(info.min, info.max, (5, 300), info.dtype, endpoint=True))
        for _ in range(2)
    )

    def found(x, y):
        return [
            x + y, x - y, x * y, x & y, x | y, x ^ y, x < y, x == y, x >= 3, torch.maximum(x, y),
            torch.minimum(x, y), x.clamp(2, 90), x.clamp(min=5), x.clamp(max=5), x.clamp(-3, 7),
            x.clamp(9, 4), x.amax(1), x.amin(0), x.argmax(1), x.argmin(0), x.max(1)[0], x.min(),
            torch.add(x, y, alpha=3), x.sum(1), x.prod(0),
        ]  # fmt: skip

    reference, *native = [torch.jit.script(found, engine=engine)(x, y) for engine in ENGINES]
    for results in native:
        for want, got in zip(reference, results, strict=True):
            assert got.dtype == want.dtype
            assert torch.equal(got, want)
