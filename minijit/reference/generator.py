"""The source of random numbers: the Mersenne Twister, drawn from as PyTorch's CPU generator draws.

The same seed gives the same numbers as PyTorch; the C++ runtime shares the state.
"""

from __future__ import annotations

import math
import os
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from minijit.diagnostics import error
from minijit.tensor import Tensor
from minijit.tensor import device as torch_device
from minijit.tensor.dtype import uint8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import MT19937

DEFAULT_SEED = 67280421310721
_WORDS = 624
_SHORT_RANGE = 1 << 28
_BOX = 16
_DOUBLE_DIGITS = 53
_STATE_BYTES = 5056

Words = npt.NDArray[np.uint64]
Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Generator:
    """One stream of random numbers with its own state. RuntimeError for devices but the CPU."""

    __slots__ = ("_engine", "_next_normal", "_seed")

    def __init__(self, device: Any = "cpu") -> None:
        kind = torch_device(device).type
        if kind != "cpu":
            raise error("MJ3039", device=kind)
        self._seed = DEFAULT_SEED
        self._engine: MT19937 | None = None
        self._next_normal: float | None = None

    def manual_seed(self, seed: int) -> Generator:
        """Restarts the stream. Negative seeds count from 2**64; RuntimeError for other numbers."""
        if not hasattr(seed, "__index__"):
            raise error(
                "MJ3100", detail=f"manual_seed expected a long, but got {type(seed).__name__}"
            )
        self._seed = int(seed) & 0xFFFF_FFFF_FFFF_FFFF
        self._engine = None
        self._next_normal = None
        return self

    @property
    def device(self) -> torch_device:
        """The CPU."""
        return torch_device("cpu")

    def initial_seed(self) -> int:
        """What the stream was started with."""
        return self._seed

    def get_state(self) -> Tensor:
        """The state as bytes, [5056] of uint8, in PyTorch's layout."""
        data = bytearray(self.packed_state())
        return Tensor.from_array(np.frombuffer(data, np.uint8))

    def set_state(self, new_state: Tensor) -> Generator:
        """Restores what `get_state` gave. TypeError for no bytes, RuntimeError for too few."""
        if not isinstance(new_state, Tensor):
            got = type(new_state).__name__
            raise error("MJ3102", detail=f"expected a torch.ByteTensor, but got {got}")
        if new_state.dtype is not uint8:
            raise error("MJ3102", detail="RNG state must be a torch.ByteTensor")
        self.unpack_state(new_state.array().tobytes())
        return self

    def clone_state(self) -> Generator:
        """Another generator, which will give the same numbers."""
        return Generator().set_state(self.get_state())

    def seed(self) -> int:
        """Restarts the stream with a seed from the operating system, and returns that."""
        self.manual_seed(int.from_bytes(os.urandom(8), "little") >> 11)
        return self._seed

    def packed_state(self) -> bytes:
        """The state in PyTorch's layout of 5056 bytes."""
        inner = self._bits().state["state"]
        position = int(inner["pos"])
        fresh = position == _WORDS
        kept = self._next_normal
        head = struct.pack(
            "<QiiQ",
            self._seed,
            1 if fresh else _WORDS + 1 - position,
            1,
            position % _WORDS if fresh else position,
        )
        words = inner["key"].astype("<u8").tobytes()
        tail = struct.pack("<dddixxxxf?xxx", 0.0, kept or 0.0, 0.0, kept is not None, 0.0, False)
        return head + words + tail

    def unpack_state(self, data: bytes) -> None:
        """The inverse of `packed_state`; RuntimeError for another length."""
        if len(data) != _STATE_BYTES:
            detail = (
                f"Expected a CPUGeneratorImplState of size {_STATE_BYTES} but found the input RNG "
                f"state size to be {len(data)}"
            )
            raise error("MJ3100", detail=detail)
        self._seed, left, _, following = struct.unpack_from("<QiiQ", data)
        words = np.frombuffer(data, "<u8", _WORDS, 24).astype(np.uint32)
        _, kept, _, valid = struct.unpack_from("<dddi", data, 24 + 8 * _WORDS)
        self._next_normal = kept if valid else None
        self._load(words, _WORDS if left == 1 else int(following))

    def _load(self, words: npt.NDArray[np.uint32], position: int) -> MT19937:
        from numpy.random import MT19937  # import stays light

        engine = MT19937(0)
        state: Any = {"key": np.asarray(words, np.uint32), "pos": int(position)}
        engine.state = {"bit_generator": "MT19937", "state": state}
        self._engine = engine
        return engine

    def _bits(self) -> MT19937:
        if self._engine is not None:
            return self._engine
        words = np.empty(_WORDS, np.uint32)
        value = self._seed & 0xFFFF_FFFF
        for index in range(_WORDS):
            words[index] = value
            value = (1812433253 * (value ^ (value >> 30)) + index + 1) & 0xFFFF_FFFF
        return self._load(words, _WORDS)

    def random32(self, count: int) -> Words:
        """`count` words of 32 bits."""
        return np.asarray(self._bits().random_raw(count), np.uint64)

    def random64(self, count: int) -> Words:
        """`count` words of 64 bits, each made of two draws, the high half first."""
        pairs = self.random32(2 * count).reshape(count, 2)
        return (pairs[:, 0] << np.uint64(32)) | pairs[:, 1]

    def uniform(self, count: int, digits: int) -> Reals:
        """Multiples of 2**-digits in [0, 1); 53 digits take 64 bits each, fewer take 32."""
        words = self.random64(count) if digits == _DOUBLE_DIGITS else self.random32(count)
        mask = np.uint64((1 << digits) - 1)
        return (words & mask).astype(np.float64) * 2.0**-digits

    def integers(self, count: int, low: int, high: int) -> Integers:
        """Integers in [low, high) as wrapped int64."""
        span = high - low
        words = self.random64(count) if span >= _SHORT_RANGE else self.random32(count)
        base = np.array(low & 0xFFFF_FFFF_FFFF_FFFF, np.uint64)
        return (words % np.uint64(span) + base).astype(np.int64)

    def permutation(self, count: int) -> Integers:
        """0..count-1 shuffled."""
        order = np.arange(count, dtype=np.int64)
        words = self.random32(max(count - 1, 0))
        for index in range(count - 1):
            other = index + int(words[index]) % (count - index)
            order[index], order[other] = order[other], order[index]
        return order

    def normal_one(self) -> float:
        """One standard normal number; every second call uses what the first one kept."""
        return self.normal_each(1)[0]

    def normal_each(self, count: int) -> list[float]:
        """`count` numbers of `normal_one`."""
        values: list[float] = []
        if count and self._next_normal is not None:
            values.append(self._next_normal)
            self._next_normal = None
        drawn = self.uniform((count - len(values) + 1) // 2 * 2, 53).tolist()
        for first, second in zip(drawn[::2], drawn[1::2], strict=True):
            radius = math.sqrt(-2.0 * math.log1p(-second))
            theta = 2.0 * math.pi * first
            values += (radius * math.cos(theta), radius * math.sin(theta))
        if len(values) > count:
            self._next_normal = values.pop()
        return values

    def normal_block(self, count: int, digits: int, *, half: bool = False) -> Reals:
        """At least 16 standard normal numbers, made in blocks of 16 from uniform ones.

        A rest of less than 16 is drawn anew together with its predecessors; `half` precision has
        not drawn it before.
        """
        whole = count - count % _BOX
        values = np.empty(count, np.float64)
        single = digits != _DOUBLE_DIGITS
        drawn = self.uniform(whole if half else count, digits)
        values[:whole] = _box_muller(drawn[:whole], single)
        if whole != count:
            values[-_BOX:] = _box_muller(self.uniform(_BOX, digits), single)
        return values

    def bernoulli(self, count: int, probability: float) -> npt.NDArray[np.bool_]:
        """Trials of one probability."""
        return np.less(self.uniform(count, 53), probability)


def _box_muller(uniform: Reals, single: bool) -> Reals:
    """Pairs of normal numbers; angles are rounded to float32 where results will be."""
    blocks = uniform.reshape(-1, 2, _BOX // 2)
    radius = np.sqrt(-2.0 * np.log(1.0 - blocks[:, 0]))
    theta = 2.0 * math.pi * blocks[:, 1]
    if single:
        theta = (np.float32(2.0 * math.pi) * blocks[:, 1].astype(np.float32)).astype(np.float64)
    return np.stack([radius * np.cos(theta), radius * np.sin(theta)], axis=1).reshape(-1)


Generator.__module__ = "minijit"
default_generator = Generator()


_current = [default_generator]


def current() -> Generator:
    """The generator from which operators without one of their own draw."""
    return _current[0]


@contextmanager
def drawing_from(generator: Generator | None) -> Iterator[None]:
    """Let operators draw from another generator for a while."""
    previous = _current[0]
    _current[0] = generator or previous
    try:
        yield
    finally:
        _current[0] = previous


def manual_seed(seed: int) -> Generator:
    """Seeds the default generator with `int(seed)`."""
    return default_generator.manual_seed(int(seed))


def initial_seed() -> int:
    """The seed of the default generator."""
    return default_generator.initial_seed()
