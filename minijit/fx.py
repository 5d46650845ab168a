"""The names of `torch.fx` that models mention; graphs are captured by script and trace here."""

from __future__ import annotations

from typing import Any, TypeVar

from minijit.diagnostics import error

T = TypeVar("T")


def wrap(fn_or_name: T) -> T:
    """The argument: nothing is traced symbolically."""
    return fn_or_name


class _Refused:
    """A class that exists for isinstance and for derived classes, and is never made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise error("MJ9031", name=f"fx.{type(self).__name__}")


class Proxy(_Refused):
    """Never made."""


class Node(_Refused):
    """Never made."""


class Tracer(_Refused):
    """Never made."""


class GraphModule(_Refused):
    """Never made."""


def symbolic_trace(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ9031)."""
    raise error("MJ9031", name="fx.symbolic_trace")


__all__ = ["GraphModule", "Node", "Proxy", "Tracer", "symbolic_trace", "wrap"]
