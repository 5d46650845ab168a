"""Decorators and forms that the compiler knows by name."""

from __future__ import annotations

import functools
import typing
import warnings
from collections.abc import Callable
from typing import Any, Final, TypeVar

from minijit._modes import NoEffect
from minijit.diagnostics import diagnose, error
from minijit.dispatch import current_recorder
from minijit.frontend import BARE, declare_overload

T = TypeVar("T")


def export(fn: T) -> T:
    """Compile this method too."""
    fn._torchscript_modifier = "export"  # type: ignore[attr-defined]
    return fn


def ignore(drop: Any = False, **kwargs: Any) -> Any:
    """Leave this method to Python; a module that calls it cannot be saved.

    `drop=True` and `drop_on_export=True` mean `unused`. FutureWarning MJ2118.
    """
    if callable(drop):
        drop._torchscript_modifier = "ignore"
        return drop
    if kwargs.get("drop_on_export") or drop:
        argument = "drop" if drop else "drop_on_export"
        warnings.warn(diagnose("MJ2118", argument=argument).sentence, FutureWarning, stacklevel=2)
        drop = True

    def decorate(fn: T) -> T:
        fn._torchscript_modifier = "unused" if drop else "ignore"  # type: ignore[attr-defined]
        return fn

    return decorate


def drop(fn: T) -> T:
    """Leave this method out; nothing of it is compiled, not even its signature."""
    fn._torchscript_modifier = "_drop"  # type: ignore[attr-defined]
    return fn


def unused(fn: T) -> T:
    """Replace this method by a raise, leave this property out."""
    marked: Any = [fn.fget, fn.fset] if isinstance(fn, property) else [fn]
    for each in filter(None, marked):
        each._torchscript_modifier = "unused"
    return fn


def is_scripting() -> bool:
    """False in Python, True in compiled code."""
    return False


def is_tracing() -> bool:
    """Whether a trace is being recorded."""
    return current_recorder() is not None


def annotate(the_type: Any, the_value: T) -> T:
    """The value; compiled code takes it as `the_type`."""
    return the_value


class Attribute:
    """A value for a module's attribute with its type."""

    def __init__(self, value: Any, type: Any) -> None:
        self.value = value
        self.type = type


def check_empty_containers(obj: Any) -> None:
    """Warning MJ9048: `obj` is an empty container, which fits any type of elements."""
    if isinstance(obj, list | dict | tuple) and not obj:
        warnings.warn(diagnose("MJ9048").sentence, stacklevel=3)


def isinstance_(obj: Any, target_type: Any) -> bool:
    """Isinstance that understands List[int] and its like.

    Errors: MJ2071 a bare List or its like; MJ2038 `target_type` is no type.
    """

    def fits(value: Any, kind: Any) -> bool:
        origin, args = typing.get_origin(kind), typing.get_args(kind)
        if origin in (list, dict, tuple):
            check_empty_containers(value)
        if origin is list:
            return isinstance(value, list) and all(fits(v, args[0]) for v in value)
        if origin is dict:
            return isinstance(value, dict) and all(
                fits(k, args[0]) and fits(v, args[1]) for k, v in value.items()
            )
        if origin is tuple:
            return (
                isinstance(value, tuple)
                and len(value) == len(args)
                and all(fits(v, a) for v, a in zip(value, args, strict=True))
            )
        if origin is typing.Union:
            return any(fits(value, a) for a in args)
        return isinstance(value, type(None) if kind is None else kind)

    kinds = target_type if isinstance(target_type, tuple) else (target_type,)
    if isinstance(target_type, list | set | dict):
        given = type(target_type).__name__
        wrong = f"its second argument must be a type or a tuple of types, not a {given}"
        raise error("MJ2038", name="torch.jit.isinstance", detail=wrong)
    for kind in kinds:
        name = getattr(kind, "_name", None) or getattr(kind, "__name__", "")
        bare = getattr(kind, "__module__", "") == "typing" and not typing.get_args(kind)
        if bare and name in BARE:
            missing, added = BARE[name]
            raise error("MJ2071", name=name, missing=missing, added=added)
    return any(fits(obj, kind) for kind in kinds)


isinstance_.__name__ = "isinstance"
Decorator: Final = Callable[[T], T]


class _IgnoreContextManager(NoEffect):
    """A block that compiled code leaves to Python.

    `a="inp:int"` says that it reads `a`, `b="out:List[int]"` that it gives `b` a value.
    """

    runs_in_python = True

    def __init__(self, **variables: str) -> None:
        """Nothing: Python runs the block where it stands."""


class Future(typing.Generic[T]):
    """The result of `fork`, which has run already. In compiled code it is the result itself."""

    def __init__(self, result: T) -> None:
        self.result = result

    def wait(self) -> T:
        """The result."""
        return self.result

    value = wait

    def done(self) -> bool:
        """True."""
        return True

    def then(self, callback: Callable[[Future[T]], Any]) -> Future[Any]:
        """What the callback makes of this future."""
        return Future(callback(self))


def fork(func: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
    """Run now: a sequential order is a legal one."""
    return Future(func(*args, **kwargs))


def wait(future: Any) -> Any:
    """The result of `fork`."""
    return future.wait() if isinstance(future, Future) else future


class _Await(typing.Generic[T]):
    """A call that runs when its result is first wanted: by `_awaitable_wait`, or by an attribute.

    Compiled code runs it at once, as it does `fork`.
    """

    def __init__(self, func: Callable[..., T] | None, args: tuple[Any, ...], kwargs: Any) -> None:
        self._call = (func, args, kwargs)
        self._results: list[T] = [args[0]] if func is None else []

    def fn(self) -> Callable[..., T] | None:
        """What is to be called; None when the result was given."""
        return self._call[0]

    def args(self) -> tuple[Any, ...]:
        """What it is called with."""
        return self._call[1]

    def is_nowait(self) -> bool:
        """Whether the result was given."""
        return self._call[0] is None

    def wait(self) -> T:
        """The result."""
        func, args, kwargs = self._call
        if not self._results and func is not None:
            self._results.append(func(*args, **kwargs))
        return self._results[0]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.wait(), name)


def _awaitable(func: Callable[..., T], *args: Any, **kwargs: Any) -> _Await[T]:
    """A call to be run when its result is wanted."""
    return _Await(func, args, kwargs)


def _awaitable_wait(aw: Any) -> Any:
    """The result of `_awaitable`; what is no such object is its own result."""
    return aw.wait() if isinstance(aw, _Await) else aw


def _awaitable_nowait(o: T) -> _Await[T]:
    """A result that is there already."""
    return _Await(None, (o,), {})


def script_if_tracing(fn: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function when it is first called while a trace is recorded."""

    @functools.wraps(fn)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not is_tracing():
            return fn(*args, **kwargs)
        from minijit.jit.face import script

        return script(fn)(*args, **kwargs)

    call.__original_fn = fn  # type: ignore[attr-defined]
    return call


def script_method(fn: T) -> T:
    """Compile this method of a ScriptModule."""
    fn._torchscript_modifier = "export"  # type: ignore[attr-defined]
    return fn


def overload(fn: T) -> T:
    """Declare one signature of a function or method whose definition follows. Error MJ2119."""
    declare_overload(fn)
    return fn


def unwrap_optional(x: T | None) -> T:
    """`x`, which is not None. Error AssertionError: it is."""
    assert x is not None, "Unwrapping null optional"
    return x


unwrap_optional.__name__ = "_unwrap_optional"


def interface(obj: T) -> T:
    """Mark a class as an interface: whatever has its methods may stand where it is declared.

    A class that derives from nn.Module is an interface of modules. Error MJ2042.
    """
    bases = [b for b in obj.__mro__[1:] if b is not object]  # type: ignore[attr-defined]
    if bases and [b.__name__ for b in bases] != ["Module"]:
        raise error("MJ2042", what="interface", allowed="'object' or 'nn.Module'",
                    base=bases[0].__name__)  # fmt: skip
    obj._torchscript_interface = True  # type: ignore[attr-defined]
    return obj
