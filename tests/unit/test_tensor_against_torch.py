"""Random tensors, views, indices and conversions, compared with PyTorch where it is installed."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

import minijit
from minijit.tensor import Storage, Tensor, can_cast, promote_types, result_type, views
from minijit.tensor import dtype as dt
from minijit.tensor.convert import decode, encode
from minijit.tensor.tensor import dense_strides

torch = pytest.importorskip("torch")

SPECIAL = [
    0.0, -0.0, 1.0, -1.5, 0.5, 2.5, math.nan, math.inf, -math.inf, 1e-5, 9.9999e-5, 1e-4, 1e8,
    1.0000001e8, 1e10, 1e-30, 1e38, 1e300, 1000.0, 1001.0, 0.99995, 9.99999, 123456.789,
]  # fmt: skip


def copied(t):
    """The same bytes, sizes and strides as a tensor of ours."""
    data = np.frombuffer(bytearray(bytes(t.untyped_storage())), np.uint8)
    dtype = dt.BY_NAME[str(t.dtype).removeprefix("torch.")]
    geometry = (tuple(t.shape), t.stride(), t.storage_offset(), t.requires_grad)
    return Tensor(Storage(data), dtype, *geometry)


def theirs(dtype):
    return getattr(torch, dtype.name)


def outcome(call):
    """A result, or what was raised; ids and what follows the first line do not count."""
    try:
        return call()
    except Exception as e:
        return type(e).__name__, str(e).split("\n")[0].rsplit(" [MJ", 1)[0]


def random_values(rng, count):
    scale = 10.0 ** rng.randint(-9, 9)
    return rng.choice(
        [
            lambda: [rng.gauss(0, 1) * scale for _ in range(count)],
            lambda: [float(rng.randint(-12, 12)) for _ in range(count)],
            lambda: [rng.choice(SPECIAL) for _ in range(count)],
            lambda: [rng.choice(SPECIAL)] * count,
        ]
    )()


def random_tensor(rng, dtype, sizes):
    count = math.prod(sizes)
    if dtype.is_complex:
        pairs = zip(random_values(rng, count), random_values(rng, count), strict=True)
        t = torch.tensor([complex(*p) for p in pairs], dtype=torch.complex128)
    elif dtype.is_floating_point:
        t = torch.tensor(random_values(rng, count), dtype=torch.float64)
    else:
        info = np.iinfo(dtype.np) if dtype.is_integral else np.iinfo(np.uint8)
        top = rng.choice([1, 10, int(info.max)])
        numbers = [rng.randint(max(int(info.min), -top), top) for _ in range(count)]
        return torch.from_numpy(np.array(numbers, dtype.np)).reshape(sizes)
    return t.reshape(sizes).to(theirs(dtype))


def random_view(rng, t):
    """A strided relative of a tensor."""
    for _ in range(rng.randint(0, 3)):
        if t.dim():
            t = rng.choice(
                [
                    lambda t: t.transpose(0, -1),
                    lambda t: t[::2],
                    lambda t: t.narrow(-1, 0, max(t.shape[-1] - 1, 0)),
                    lambda t: t.expand(2, *t.shape),
                    lambda t: t.unsqueeze(rng.randint(0, t.dim())),
                ]
            )(t)
    return t


def random_sizes(rng, most=4):
    return tuple(rng.choice([0, 1, 1, 2, 3, 4, 6]) for _ in range(rng.randint(0, most)))


@pytest.mark.parametrize("dtype", dt.ALL, ids=str)
def test_printing(dtype):
    rng = random.Random(str(dtype))
    for _ in range(60):
        sizes = rng.choice(
            [random_sizes(rng), (rng.randint(0, 40),), (rng.randint(990, 1010),), (9, 12, 11)]
        )
        t = random_view(rng, random_tensor(rng, dtype, sizes))
        assert repr(copied(t)) == repr(t)


def test_printing_with_options():
    rng = random.Random(5)
    try:
        for _ in range(150):
            options = {
                "precision": rng.choice([1, 2, 6]), "threshold": rng.choice([5, 50, 1000]),
                "edgeitems": rng.choice([1, 2, 5]), "linewidth": rng.choice([40, 80, 120]),
                "sci_mode": rng.choice([None, True, False]),
            }  # fmt: skip
            torch.set_printoptions(**options)
            minijit.set_printoptions(**options)
            dtype = rng.choice([dt.float32, dt.float64, dt.complex64, dt.int64, dt.bfloat16])
            t = random_view(rng, random_tensor(rng, dtype, random_sizes(rng)))
            assert repr(copied(t)) == repr(t), options
    finally:
        torch.set_printoptions(profile="default")
        minijit.set_printoptions(profile="default")


def test_promotion():
    operands = [
        (torch.zeros(s, dtype=theirs(d)), Tensor.empty(s, d)) for d in dt.ALL for s in ((), (2,))
    ]
    operands += [(n, n) for n in (True, 2, 2.5, 1j)]
    for (a, mine_a), (b, mine_b) in itertools.product(operands, operands):
        expected = outcome(lambda: str(torch.result_type(a, b)))
        if expected != "torch.complex32":  # a dtype that numpy lacks
            found = outcome(lambda: str(result_type(mine_a, mine_b)))
            assert (found == expected) or found[0] == expected[0] == "RuntimeError", (a, b)
    for a, b in itertools.product(dt.ALL, dt.ALL):
        expected = outcome(lambda: str(torch.promote_types(theirs(a), theirs(b))))
        found = outcome(lambda: str(promote_types(a, b)))
        assert (found == expected) or found[0] == expected[0] == "RuntimeError", (a, b)
        assert can_cast(a, b) == torch.can_cast(theirs(a), theirs(b))


def factors(rng, count, parts):
    result = []
    for _ in range(parts - 1):
        part = rng.choice([d for d in range(1, count + 1) if count % d == 0] or [0, 1, 2])
        result.append(part)
        count = count // part if part else count
    return [*result, count]


def random_shape(rng, t):
    shape = factors(rng, t.numel(), rng.randint(1, 4))
    rng.shuffle(shape)
    if rng.random() < 0.3:
        shape[rng.randrange(len(shape))] = -1
    return (shape,)


def some_dim(rng, t):
    return rng.randint(-t.dim() - 1, t.dim())


VIEWS = {
    "view": random_shape,
    "reshape": random_shape,
    "select": lambda rng, t: (some_dim(rng, t), rng.randint(-4, 4)),
    "narrow": lambda rng, t: (some_dim(rng, t), rng.randint(-4, 4), rng.randint(0, 4)),
    "transpose": lambda rng, t: (some_dim(rng, t), some_dim(rng, t)),
    "permute": lambda rng, t: (rng.sample(range(t.dim()), t.dim()),),
    "unsqueeze": lambda rng, t: (some_dim(rng, t),),
    "flatten": lambda rng, t: (some_dim(rng, t), some_dim(rng, t)),
    "expand": lambda rng, t: ([2, *(rng.choice([-1, n, 3]) for n in t.shape)],),
    "unbind": lambda rng, t: (some_dim(rng, t),),
    "split": lambda rng, t: (rng.randint(-1, 4), some_dim(rng, t)),
    "chunk": lambda rng, t: (rng.randint(-1, 4), some_dim(rng, t)),
    "as_strided": lambda rng, t: (
        [rng.randint(0, 3)] * 2,
        [rng.randint(0, 3)] * 2,
        rng.choice([None, 1]),
    ),
}


def geometry(result):
    if isinstance(result, list | tuple):
        return [geometry(r) for r in result]
    strides = result._strides if isinstance(result, Tensor) else result.stride()
    return tuple(result.shape), tuple(strides), result.storage_offset()


@pytest.mark.parametrize("name", VIEWS)
def test_views(name):
    rng = random.Random(name)
    for _ in range(300):
        t = random_view(
            rng, torch.arange(9 + math.prod(sizes := random_sizes(rng)))[9:].reshape(sizes)
        )
        arguments = VIEWS[name](rng, t)
        expected = outcome(lambda: geometry(getattr(t, name)(*arguments)))
        found = outcome(lambda: geometry(getattr(views, name)(copied(t), *arguments)))
        assert found == expected, (tuple(t.shape), t.stride(), arguments)


def test_strides_of_clones():
    rng = random.Random(8)
    for _ in range(500):
        t = random_view(rng, torch.zeros(random_sizes(rng)))
        t = t.permute(rng.sample(range(t.dim()), t.dim()))
        assert dense_strides(tuple(t.shape), t.stride()) == t.clone().stride()


def random_item(rng, size):
    index = rng.randint(-size, max(size - 1, 0)) if size else 0
    return rng.choice(
        [
            index, index, slice(rng.randint(-5, 5), None), slice(None, rng.randint(-5, 5), 2), None, ...,
            True, torch.tensor(index), torch.tensor([index, index]), [index, index, index],
            torch.rand(size) < 0.5, 1.5, slice(None, None, -1),
        ]
    )  # fmt: skip


def mine(item):
    return copied(item) if isinstance(item, torch.Tensor) else item


def test_indexing():
    rng = random.Random(3)
    torch.manual_seed(3)
    for _ in range(1500):
        sizes = random_sizes(rng, 3)
        t = torch.arange(math.prod(sizes)).reshape(sizes)
        items = tuple(random_item(rng, size) for size in sizes[: rng.randint(0, 3)])
        if sum(item is ... for item in items) > 1 or 0 in sizes:
            continue
        expected = outcome(lambda: t[items].tolist())
        found = outcome(lambda: copied(t)[tuple(map(mine, items))].tolist())
        if isinstance(expected, tuple):  # of several mistakes either may be named first
            assert isinstance(found, tuple), (sizes, items)
        else:
            assert found == expected, (sizes, items)


@pytest.mark.parametrize("a", dt.ALL, ids=str)
@pytest.mark.parametrize("b", dt.ALL, ids=str)
@pytest.mark.filterwarnings("ignore:Casting complex values to real")
def test_conversions(a, b):
    rng = random.Random(4)
    t = random_tensor(rng, a, (40,))
    if b.is_integral and (a.is_floating_point or a.is_complex):
        t = torch.nan_to_num(t.real.double(), 0, 9, -9).clamp(-100, 100).to(t.dtype)
    expected = copied(t.to(theirs(b))).array()
    found = encode(decode(copied(t).array(), a), b)
    np.testing.assert_array_equal(decode(found, b), decode(expected, b))
