"""Checkpointing trades memory of gradients for time; without gradients it is the call itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def checkpoint(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """`function(*args, **kwargs)`, without the settings of the checkpoint."""
    settings = ("use_reentrant", "context_fn", "determinism_check", "debug", "preserve_rng_state")
    return function(*args, **{k: v for k, v in kwargs.items() if k not in settings})


def checkpoint_sequential(functions: Any, segments: int, input: Any, **settings: Any) -> Any:
    """One function after the other."""
    for function in functions:
        input = function(input)
    return input


def get_device_states(*args: Any) -> tuple[list[int], list[Any]]:
    """The devices of the arguments other than the CPU, and their generators: none."""
    return [], []


def set_device_states(devices: list[int], states: list[Any], **settings: Any) -> None:
    """Nothing to set back."""


__all__ = ["checkpoint", "checkpoint_sequential", "get_device_states", "set_device_states"]
