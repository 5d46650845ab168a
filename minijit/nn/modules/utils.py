"""Small helpers of the layers."""

from __future__ import annotations

from typing import Any


def single(value: Any) -> tuple[int, ...]:
    """One int, repeated to one dimension."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def pair(value: Any) -> tuple[int, ...]:
    """One int, repeated to two dimensions."""
    return tuple(value) if isinstance(value, tuple | list) else (value, value)


def triple(value: Any) -> tuple[int, ...]:
    """One int, repeated to three dimensions."""
    return tuple(value) if isinstance(value, tuple | list) else (value, value, value)
