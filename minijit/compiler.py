"""The names of `torch.compiler`: decorators that give back the function."""

from __future__ import annotations

from typing import Any

from minijit import _absent


def is_compiling() -> bool:
    """Always False."""
    return False


is_dynamo_compiling = is_compiling


def is_exporting() -> bool:
    """Always False."""
    return False


def disable(fn: Any = None, recursive: bool = True, **settings: Any) -> Any:
    """The function itself."""
    return fn if fn is not None else lambda function: function


def allow_in_graph(fn: Any) -> Any:
    """The function itself."""
    return fn


def assume_constant_result(fn: Any) -> Any:
    """The function itself."""
    return fn


_absent.extend(__name__)

__all__ = [
    "allow_in_graph", "assume_constant_result", "disable", "is_compiling", "is_dynamo_compiling",
    "is_exporting",
]  # fmt: skip
