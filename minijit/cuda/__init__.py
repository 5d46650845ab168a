"""PyTorch's names for a device that is never there: code that asks gets an honest no."""

from __future__ import annotations

from typing import NoReturn

from minijit import _absent
from minijit.cuda import amp
from minijit.diagnostics import error


def is_available() -> bool:
    """Always False: minijit runs on the CPU."""
    return False


def device_count() -> int:
    """Always 0."""
    return 0


def is_initialized() -> bool:
    """Always False."""
    return False


def is_bf16_supported(including_emulation: bool = True) -> bool:
    """Always False."""
    return False


def is_current_stream_capturing() -> bool:
    """Always False."""
    return False


def current_device() -> NoReturn:
    """Raise AssertionError, as a PyTorch without CUDA."""
    raise error("MJ9030", kind="CUDA")


def manual_seed(seed: int) -> None:
    """Nothing: `minijit.manual_seed` seeds the only generator."""


def manual_seed_all(seed: int) -> None:
    """Nothing, as `manual_seed`."""


def empty_cache() -> None:
    """Nothing."""


def synchronize(device: object = None) -> NoReturn:
    """Raise AssertionError, as a PyTorch without CUDA."""
    raise error("MJ9030", kind="CUDA")


_absent.extend(__name__)

__all__ = [
    "amp", "current_device", "device_count", "empty_cache", "is_available", "is_bf16_supported",
    "is_current_stream_capturing", "is_initialized", "manual_seed", "manual_seed_all",
    "synchronize",
]  # fmt: skip
