"""PyTorch's module of random state: seeds, states, and a room of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from minijit._modes import get_rng_state, seed, set_rng_state
from minijit.reference.generator import default_generator, initial_seed, manual_seed

__all__ = [
    "default_generator",
    "fork_rng",
    "get_rng_state",
    "initial_seed",
    "manual_seed",
    "seed",
    "set_rng_state",
]


@contextmanager
def fork_rng(devices: Any = None, enabled: bool = True, **unused: Any) -> Iterator[None]:
    """What is drawn in here leaves the default generator as it was; `devices` are not there."""
    del devices, unused
    if not enabled:
        yield
        return
    before = get_rng_state()
    try:
        yield
    finally:
        set_rng_state(before)
