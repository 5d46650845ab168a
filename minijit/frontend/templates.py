"""What is known of a function that is compiled anew for each kind of call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minijit.frontend.sugared import Sugared

if TYPE_CHECKING:
    from minijit.frontend.emitter import Resolver
    from minijit.frontend.scope import Frame, Named
    from minijit.syntax import ast


@dataclass(slots=True, eq=False)
class Template(Sugared):
    """A function to be compiled for the call.

    `bound` are leading arguments (a method's self). A function defined within another reads that
    one's names: where it is called in the same function, as they are then (`frame`); where it was
    passed on, as they were (`captured`). `overloaded` is the Python function whose signatures
    `_overload` has declared, if any were. A `busy` one stands for itself while it is compiled.
    """

    definition: ast.Def
    resolver: Resolver
    name: str
    defaults: dict[str, Named] = field(default_factory=dict)
    bound: list[Named] = field(default_factory=list)
    frame: Frame | None = None
    captured: dict[str, Named] | None = None
    overloaded: Any = None
    busy: bool = False
    what = "function"
    portable = True
