"""Small helpers of the layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def _ntuple(n: int, name: str = "parse") -> Any:
    """What repeats a value n times, unless it is a sequence of values."""

    def parse(x: Any) -> tuple[Any, ...]:
        return tuple(x) if isinstance(x, Iterable) else (x,) * n

    parse.__name__ = name
    parse.repeats = n  # type: ignore[attr-defined]
    return parse


_single = _ntuple(1, "_single")
_pair = _ntuple(2, "_pair")
_triple = _ntuple(3, "_triple")
_quadruple = _ntuple(4, "_quadruple")


def single(value: Any) -> tuple[int, ...]:
    """One int, repeated to one dimension."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def pair(value: Any) -> tuple[int, ...]:
    """One int, repeated to two dimensions."""
    return tuple(value) if isinstance(value, tuple | list) else (value, value)


def triple(value: Any) -> tuple[int, ...]:
    """One int, repeated to three dimensions."""
    return tuple(value) if isinstance(value, tuple | list) else (value, value, value)
