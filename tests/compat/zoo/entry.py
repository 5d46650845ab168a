"""How a program of the zoo is written down: a function that makes a scripted module and its calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

Call = tuple[str, tuple[Any, ...]]
ENTRIES: dict[str, Callable[[], tuple[Any, list[Any]]]] = {}


def entry(make: Callable[[], tuple[Any, list[Any]]]) -> Callable[[], tuple[Any, list[Any]]]:
    """Adds a program. A call is a tuple of arguments of `forward`, or (method, arguments)."""
    assert make.__name__ not in ENTRIES
    ENTRIES[make.__name__] = make
    return make


def floats(*sizes: int) -> torch.Tensor:
    """Random numbers; whoever makes a program has seeded the generator."""
    return torch.randn(*sizes)


def calls_of(calls: list[Any]) -> list[Call]:
    """The calls with their methods."""
    return [c if c and isinstance(c[0], str) else ("forward", c) for c in calls]
