"""Random tensors: the numbers of PyTorch's CPU generator for the same seed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference import elementwise
from minijit.reference.common import (
    CPP_NAMES,
    NAMES,
    dtype_of,
    fail,
    make,
    memory_order,
    not_implemented,
    result_like,
    values,
)
from minijit.reference.copying import check_writable
from minijit.reference.factories import _sizes
from minijit.reference.generator import Generator, current
from minijit.reference.spectral import aten_view_as_real
from minijit.tensor import Tensor, get_default_dtype, views
from minijit.tensor import dtype as dt
from minijit.tensor.budget import check_alloc
from minijit.tensor.creation import check_device, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minijit.tensor.dtype import DType


def _digits(dtype: DType) -> int:
    return 53 if dtype is dt.float64 else 24


def _source(generator: Generator | None) -> Generator:
    return current() if generator is None else generator


def _write(self: Tensor, flat: Any) -> Tensor:
    """Elements are drawn in the order in which they lie in memory."""
    if self.numel():
        order = memory_order(self)
        drawn = np.asarray(flat).reshape([self._sizes[d] for d in order])
        self.array().transpose(order)[...] = encode(drawn, self._dtype)
    return self


def aten_uniform_(
    self: Tensor, from_: float = 0.0, to: float = 1.0, generator: Generator | None = None
) -> Tensor:
    check_writable(self)
    if self._dtype.is_complex:
        aten_uniform_(aten_view_as_real(self), from_, to, generator)
        return self
    if not self._dtype.is_floating_point:
        not_implemented("check_uniform_bounds", self._dtype)
    if from_ > to:
        fail(f"uniform_ expects to return a [from, to) range, but found from={from_:g} > to={to:g}")
    raw = _source(generator).uniform(self.numel(), _digits(self._dtype))
    if self._dtype is dt.float64:
        drawn = _multiply_add(raw, np.float64(to - from_), np.float64(from_))
        return _write(self, np.where(drawn == to, from_, drawn))
    # Products of float32 are exact in float64: one rounding, as in PyTorch.
    low = np.float32(from_)
    span = np.float32(to) - low
    drawn = (raw * np.float64(span) + np.float64(low)).astype(np.float32)
    # What would be stored as the end, which is not in the range, is the start.
    at_end = encode(drawn, self._dtype) == encode(np.array([to], np.float32), self._dtype)
    return _write(self, np.where(at_end, low, drawn))


def _multiply_add(x: Any, factor: np.float64, term: np.float64) -> Any:
    """`x * factor + term` in float64 with one rounding, by splitting the product in two."""

    def halves(value: Any) -> tuple[Any, Any]:
        scaled = value * 134217729.0
        high = scaled - (scaled - value)
        return high, value - high

    product = x * factor
    (a, b), (c, d) = halves(x), halves(factor)
    lost = ((a * c - product) + a * d + b * c) + b * d
    total = product + term
    part = total - product
    rest = (product - (total - part)) + (term - part)
    return total + (rest + lost)


def aten_normal_(
    self: Tensor, mean: float = 0.0, std: float = 1.0, generator: Generator | None = None
) -> Tensor:
    check_writable(self)
    if std < 0:
        fail(f"normal expects std >= 0.0, but found std {std}")
    if self._dtype.is_complex:
        # The variance of complex numbers is half of it in either part.
        aten_normal_(aten_view_as_real(self), mean, std / math.sqrt(2), generator)
        return self
    if not self._dtype.is_floating_point:
        not_implemented("normal_kernel_cpu", self._dtype)
    source = _source(generator)
    count = self.numel()
    if count >= 16 and self.is_contiguous():
        half = self._dtype.itemsize == 2
        wide: Any = np.float64 if self._dtype is dt.float64 else np.float32
        drawn = source.normal_block(count, _digits(self._dtype), half=half).astype(wide)
        return _write(self, drawn * wide(std) + wide(mean))
    numbers = [value * std + mean for value in source.normal_each(count)]
    return _write(self, np.array(numbers, np.float64))


def aten_bernoulli__float(
    self: Tensor, p: float = 0.5, generator: Generator | None = None
) -> Tensor:
    check_writable(self)
    if not 0 <= p <= 1:
        fail(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
    return _write(self, _source(generator).bernoulli(self.numel(), p))


def aten_bernoulli__Tensor(self: Tensor, p: Tensor, generator: Generator | None = None) -> Tensor:
    check_writable(self)
    chances = values(views.expand(p, self._sizes), dt.float64)
    if ((chances < 0) | (chances > 1)).any():
        fail("Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
    drawn = _source(generator).uniform(self.numel(), _digits(p._dtype))
    return _write(self, drawn < chances.transpose(memory_order(self)).reshape(-1))


def _drawn(size: Sequence[int], dtype: Any, device: Any) -> Tensor:
    check_device(device)
    return Tensor.empty(_sizes(size), dtype_of(dtype) or get_default_dtype())


def aten_rand(
    size: Sequence[int], dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return aten_uniform_(_drawn(size, dtype, device))


def aten_randn(
    size: Sequence[int], dtype: Any = None, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return aten_normal_(_drawn(size, dtype, device))


def _integers(low: int, high: int, size: Sequence[int], dtype: Any) -> Tensor:
    chosen: DType = dtype_of(dtype) or dt.int64
    _check_range(low, high, chosen)
    result = Tensor.empty(_sizes(size), chosen)
    return _write(result, current().integers(result.numel(), low, high))


def aten_randint(
    high: int, size: Sequence[int], dtype: Any = 4, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return _integers(0, high, size, dtype)


def aten_randint_low(
    low: int, high: int, size: Sequence[int], dtype: Any = 4, layout: Any = None,
    device: Any = None, pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    return _integers(low, high, size, dtype)


def aten_randperm(
    n: int, dtype: Any = 4, layout: Any = None, device: Any = None, pin_memory: Any = None
) -> Tensor:
    return aten_randperm_generator(n, None, dtype)


def aten_randperm_generator(
    n: int, generator: Generator | None, dtype: Any = 4, layout: Any = None, device: Any = None,
    pin_memory: Any = None,
) -> Tensor:  # fmt: skip
    if n < 0:
        fail(f"Trying to create tensor with negative dimension {n}: [{n}]")
    check_alloc(8 * n)
    return make(_source(generator).permutation(n), dtype_of(dtype) or dt.int64)


def aten_dropout(input: Tensor, p: float, train: bool) -> Tensor:
    if not 0 <= p <= 1:
        fail(f"dropout probability has to be between 0 and 1, but got {p}")
    if p == 0 or not train or input.numel() == 0:
        return input
    if p == 1:
        return elementwise.aten_mul_Tensor(input, 0)
    noise = result_like(input._sizes, input._dtype, (input,))
    aten_bernoulli__float(noise, 1 - p)
    scaled = values(noise, input._dtype) / values(1 - p, input._dtype)
    return make(values(input, input._dtype) * scaled, input._dtype, (input,))


_LIMITS = {
    "float64": 2**53 + 1, "float32": 2**24 + 1, "float16": 2**11 + 1, "bfloat16": 2**8 + 1,
    "bool": 2, "uint8": 256,
}  # fmt: skip


def _limit(dtype: DType) -> int:
    """One more than the largest whole number up to which a dtype has all."""
    return _LIMITS.get(dtype.name) or 1 << (8 * dtype.itemsize - 1)


def _check_range(low: int, high: int, dtype: DType) -> None:
    if low >= high:
        fail(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    if dtype.is_integral or dtype.name == "bool":
        first, last = (
            (0, 1) if dtype.name == "bool" else (np.iinfo(dtype.np).min, _limit(dtype) - 1)
        )
    elif dtype is dt.float16:
        first, last = -65504, 65504
    elif dtype.is_complex:
        fail("check_random_bounds handles only integral, floating-point and boolean types")
    else:
        return
    for name, value in (("from", low), ("to - 1", high - 1)):
        if not first <= value <= last:
            fail(f"{name} is out of bounds for {CPP_NAMES[dtype.name]}")


def aten_random_(self: Tensor, generator: Generator | None = None) -> Tensor:
    check_writable(self)
    if self._dtype.is_complex:
        not_implemented("random_kernel_cpu", self._dtype)
    span, count = _limit(self._dtype), self.numel()
    drawing = _source(generator)
    words = drawing.random64(count) if span > 2**32 else drawing.random32(count)
    return _write(self, (words % np.uint64(span)).astype(np.int64))


def aten_random__from(
    self: Tensor, from_: int, to: int | None, generator: Generator | None = None
) -> Tensor:
    check_writable(self)
    high = _limit(self._dtype) if to is None else to
    _check_range(from_, high, self._dtype)
    return _write(self, _source(generator).integers(self.numel(), from_, high))


def aten_random__to(self: Tensor, to: int, generator: Generator | None = None) -> Tensor:
    check_writable(self)
    _check_range(0, to, self._dtype)
    return _write(self, _source(generator).integers(self.numel(), 0, to))


def aten_exponential_(
    self: Tensor, lambd: float = 1.0, generator: Generator | None = None
) -> Tensor:
    check_writable(self)
    if not lambd > 0:
        fail(f"exponential_ expects lambda > 0.0, but found lambda={lambd:g}")
    if not self._dtype.is_floating_point:
        fail(
            "Exponential distribution is a continuous probability distribution. dtype must be a "
            f"floating point but you specified {NAMES[self._dtype.name]}"
        )
    return _write(self, -np.log1p(-_source(generator).uniform(self.numel(), 53)) / lambd)


def aten_manual_seed(seed: int) -> None:
    current().manual_seed(seed)


def aten_manual_seed_generator(self: Generator, seed: int) -> Generator:
    return self.manual_seed(seed)


def aten_Generator(device: Any = None, seed: int | None = None) -> Generator:
    made = Generator()
    return made if seed is None else made.manual_seed(seed)


def aten_initial_seed(self: Generator) -> int:
    seed = self.initial_seed()
    return seed - (1 << 64) if seed >> 63 else seed


def aten_seed(self: Generator) -> int:
    return self.seed()
