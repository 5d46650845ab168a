"""Modes, memory formats and small functions of the public face that are not operators."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference.generator import default_generator
from minijit.reference.strings import aten_is_grad_enabled, aten_set_grad_enabled
from minijit.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable


class set_grad_enabled:
    """Set the mode, as a function, a context or a decorator; no gradient is computed."""

    def __init__(self, mode: bool) -> None:
        self.previous = aten_is_grad_enabled()
        self.mode = mode
        aten_set_grad_enabled(mode)

    def __enter__(self) -> None:
        aten_set_grad_enabled(self.mode)

    def __exit__(self, *args: object) -> None:
        aten_set_grad_enabled(self.previous)


class _Mode:
    mode = False

    def __init__(self, mode: Any = None) -> None:
        self.function = mode if callable(mode) else None

    def __enter__(self) -> None:
        self.previous = aten_is_grad_enabled()
        aten_set_grad_enabled(self.mode)

    def __exit__(self, *args: object) -> None:
        aten_set_grad_enabled(self.previous)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.function is not None:
            with type(self)():
                return self.function(*args, **kwargs)
        (wrapped,) = args
        return self._decorate(wrapped)

    def _decorate(self, wrapped: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(wrapped)
        def inner(*args: Any, **kwargs: Any) -> Any:
            with type(self)():
                return wrapped(*args, **kwargs)

        return inner


class no_grad(_Mode):
    """No gradients, which is always so; the mode can be read."""


class inference_mode(_Mode):
    """As `no_grad`."""


class enable_grad(_Mode):
    """Sets the mode that `is_grad_enabled` reads."""

    mode = True


def is_grad_enabled() -> bool:
    """The mode."""
    return aten_is_grad_enabled()


class MemoryFormat:
    """A memory format; `enum` is its number in archives."""

    def __init__(self, name: str, enum: int) -> None:
        self.name = name
        self.enum = enum

    def __repr__(self) -> str:
        return f"torch.{self.name}"


contiguous_format = MemoryFormat("contiguous_format", 0)
preserve_format = MemoryFormat("preserve_format", 1)
channels_last = MemoryFormat("channels_last", 2)


def is_tensor(obj: object) -> bool:
    """Whether the object is a tensor."""
    return isinstance(obj, Tensor)


def typename(obj: Any) -> str:
    """`torch.FloatTensor` for a tensor, the qualified class name otherwise."""
    if isinstance(obj, Tensor):
        return str(obj.type())  # type: ignore[attr-defined]
    return f"{type(obj).__module__}.{type(obj).__qualname__}"


def get_rng_state() -> Tensor:
    """The default generator's state as bytes."""
    data = bytearray(default_generator.packed_state())
    return Tensor.from_array(np.frombuffer(data, np.uint8))


def set_rng_state(new_state: Tensor) -> None:
    """Restores what `get_rng_state` gave."""
    default_generator.unpack_state(new_state.array().tobytes())


def seed() -> int:
    """Seeds the default generator from the operating system."""
    return default_generator.seed()
