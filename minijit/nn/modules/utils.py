"""Small helpers of the layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Repeat:
    """What repeats a value `count` times, unless it is a sequence of values."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __call__(self, x: Any) -> tuple[Any, ...]:
        return tuple(x) if isinstance(x, Iterable) else (x,) * self.count


_ntuple = Repeat
_single = Repeat(1)
_pair = Repeat(2)
_triple = Repeat(3)
_quadruple = Repeat(4)


def single(value: Any) -> tuple[int, ...]:
    """One int, repeated to one dimension."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def pair(value: Any) -> tuple[int, ...]:
    """One int, repeated to two dimensions."""
    return tuple(value) if isinstance(value, tuple | list) else (value, value)


def triple(value: Any) -> tuple[int, ...]:
    """One int, repeated to three dimensions."""
    return tuple(value) if isinstance(value, tuple | list) else (value, value, value)
