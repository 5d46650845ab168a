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


def consume_prefix_in_state_dict_if_present(state_dict: dict[str, Any], prefix: str) -> None:
    """Leave a prefix such as "module." out of the keys of a state dict, and of its metadata."""
    for key in [key for key in state_dict if key.startswith(prefix)]:
        state_dict[key.removeprefix(prefix)] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", {})
    for key in [key for key in metadata if key and f"{key}.".startswith(prefix)]:
        metadata[key.removeprefix(prefix.removesuffix(".")).removeprefix(".")] = metadata.pop(key)
