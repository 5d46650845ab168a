"""Modes, memory formats and small functions of the public face that are not operators."""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any, Self

from minijit.diagnostics import error
from minijit.reference.generator import default_generator
from minijit.reference.strings import aten_is_grad_enabled, aten_set_grad_enabled
from minijit.tensor import Tensor, device
from minijit.tensor.dtype import set_default_dtype
from minijit.tensor.quantizer import SCHEMES, qscheme

if TYPE_CHECKING:
    from collections.abc import Callable


(
    per_tensor_affine, per_channel_affine, per_tensor_symmetric, per_channel_symmetric,
    per_channel_affine_float_qparams,
) = map(qscheme, range(len(SCHEMES)))  # fmt: skip


class _Mode:
    """A value of the grad mode for the length of a `with` block or of a decorated function."""

    def __init__(self, mode: bool) -> None:
        self.mode = mode
        self.previous: list[bool] = []

    def __enter__(self) -> None:
        self.previous.append(aten_is_grad_enabled())
        aten_set_grad_enabled(self.mode)

    def __exit__(self, *args: object) -> None:
        aten_set_grad_enabled(self.previous.pop())

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def inner(*args: Any, **kwargs: Any) -> Any:
            with _Mode(self.mode):
                return function(*args, **kwargs)

        return inner


class set_grad_enabled(_Mode):
    """Set the mode, as a function, a context or a decorator; no gradient is computed."""

    def __init__(self, mode: bool) -> None:
        super().__init__(mode)
        self.before = aten_is_grad_enabled()
        aten_set_grad_enabled(mode)

    def __exit__(self, *args: object) -> None:
        self.previous.pop()
        aten_set_grad_enabled(self.before)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        aten_set_grad_enabled(self.before)
        return super().__call__(function)


def no_grad(function: Callable[..., Any] | None = None) -> Any:
    """No gradients, which is always so; the mode can be read."""
    return _Mode(False) if function is None else _Mode(False)(function)


def enable_grad(function: Callable[..., Any] | None = None) -> Any:
    """Sets the mode that `is_grad_enabled` reads."""
    return _Mode(True) if function is None else _Mode(True)(function)


def inference_mode(mode: bool | Callable[..., Any] = True) -> Any:
    """As `no_grad`; with False the mode stays what it is."""
    if callable(mode):
        return _Mode(False)(mode)
    return _Mode(False if mode else aten_is_grad_enabled())


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
channels_last_3d = MemoryFormat("channels_last_3d", 3)


def no() -> bool:
    """False: what is asked for is never switched on."""
    return False


def is_tensor(obj: object) -> bool:
    """Whether the object is a tensor."""
    return isinstance(obj, Tensor)


def set_default_tensor_type(t: Any) -> None:
    """Make a dtype the default by its old name: `DoubleTensor`, or its name with the package's.

    Error TypeError: the default may be a floating dtype only.
    """
    library = importlib.import_module("minijit")
    kind = getattr(library, t.rpartition(".")[2]) if isinstance(t, str) else t
    set_default_dtype(kind.dtype)


def typename(obj: Any) -> str:
    """`torch.FloatTensor` for a tensor, the qualified class name otherwise."""
    if isinstance(obj, Tensor):
        return str(obj.type())
    return f"{type(obj).__module__}.{type(obj).__qualname__}"


def get_rng_state() -> Tensor:
    """The default generator's state as bytes."""
    return default_generator.get_state()


def set_rng_state(new_state: Tensor) -> None:
    """Restores what `get_rng_state` gave. Errors as of `Generator.set_state`."""
    default_generator.set_state(new_state)


def seed() -> int:
    """Seeds the default generator from the operating system."""
    return default_generator.seed()


def _assert(condition: bool, message: str) -> None:
    """An assertion as a call, which compiled code may make too."""
    assert condition, message


def check(cond: bool, message: Any = None) -> None:
    """RuntimeError unless `cond`; `message` is the text, or a function that gives it."""
    if not cond:
        text = message() if callable(message) else message
        raise RuntimeError(text or "Expected cond to be True, but got False")


class NoEffect:
    """A context or decorator that changes no result; compiled code leaves it out."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return function


class autocast(NoEffect):
    """Autocast where it does nothing: switched off, or for a device that is not there.

    Error MJ9031: it would change the dtypes of results.
    """

    def __init__(
        self,
        device_type: str,
        dtype: Any = None,
        enabled: bool = True,
        cache_enabled: bool | None = None,
    ) -> None:
        del dtype, cache_enabled
        if enabled and device_type in ("cpu", None):
            raise error("MJ9031", name="autocast on the CPU")


class record_function(NoEffect):
    """A name for a profile, which is not kept."""

    def __init__(self, name: str, args: str | None = None) -> None:
        del name, args


def compile_nothing(model: Any = None, **settings: Any) -> Any:
    """The model itself: `script` and `trace` compile."""
    return model if model is not None else lambda function: function


def get_default_device() -> device:
    """The CPU."""
    return device("cpu")
