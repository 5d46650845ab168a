"""The names of `torch.fx` that models mention; graphs are captured by script and trace here."""

from __future__ import annotations

from typing import TypeVar

from minijit import _absent

T = TypeVar("T")


def wrap(fn_or_name: T) -> T:
    """The argument: nothing is traced symbolically."""
    return fn_or_name


_absent.extend(__name__)

__all__ = ["wrap"]
