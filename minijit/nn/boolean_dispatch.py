"""A function whose result's type depends on a flag that is known where it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, eq=False)
class BooleanDispatch:
    """One of two functions, by the argument `name` (at place `index`), which is False if left out.

    The compiler chooses by the argument's constant value.
    """

    name: str
    index: int
    if_true: Callable[..., Any]
    if_false: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = args[self.index] if len(args) > self.index else kwargs.get(self.name, False)
        return (self.if_true if given else self.if_false)(*args, **kwargs)
