"""Names in force while a block is emitted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from minijit.diagnostics import Diagnostic, SourceRange, error
from minijit.frontend.sugared import Sugared
from minijit.ir import Block, Value
from minijit.types import Type

Named = Value | Sugared


@dataclass(slots=True, frozen=True)
class Manager:
    """A context manager that is open: how to leave it, and how many loops are around it."""

    leave: Callable[[], None]
    loops: int


CONSEQUENCE = "its value is unknown because of an earlier error"


def is_consequence(found: Diagnostic) -> bool:
    """Whether an error only follows from one that was noted before."""
    return found.id == "MJ2003" and CONSEQUENCE in found.sentence


@dataclass(slots=True)
class Frame:
    """The names that one block binds; a nested block's frame has that of its owner as `parent`.

    `values` is ordered by first binding. `refined` are the names whose binding here is only a
    narrower view of the outer value, `carried` those that a loop carries from there.
    `unreadable` tells why a name has no value after a join.
    `ended` is true once a raise was emitted: nothing may follow in this block. `exited` is true
    once its statements left it by return, break or continue, `returned` if only by return.
    `transparent` is true for a copy of an unrolled loop's body, to the program no block.
    `comprehension` is true for the frame that holds the variables of a comprehension. `narrow` are
    the types that tests have shown of attributes (None: no longer). `managers` are those of the
    with statements around.
    """

    block: Block
    parent: Frame | None = None
    values: dict[str, Named] = field(default_factory=dict)
    refined: set[str] = field(default_factory=set)
    carried: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)
    ended: bool = False
    exited: bool = False
    returned: bool = False
    comprehension: bool = False
    transparent: bool = False
    narrow: dict[str, Type | None] = field(default_factory=dict)
    managers: tuple[Manager, ...] = ()

    def find(self, name: str, where: SourceRange | None = None) -> Named | None:
        """The value a name has here, or None for a name that no frame knows.

        Error MJ2003: the name was bound on some paths only, or with different types.
        """
        frame: Frame | None = self
        while frame is not None:
            if name in frame.values:
                return frame.values[name]
            if name in frame.unreadable:
                raise error("MJ2003", where, reason=frame.unreadable[name])
            frame = frame.parent
        return None

    def has(self, name: str) -> bool:
        frame: Frame | None = self
        while frame is not None:
            if name in frame.values:
                return True
            if name in frame.unreadable:
                return False
            frame = frame.parent
        return False

    def perhaps_meant(self, name: str) -> str:
        """The end of a sentence about a name that nothing binds: a local name that is like it."""
        known: list[str] = []
        frame: Frame | None = self
        while frame is not None:
            known += [k for k in frame.values if k.isidentifier()]
            frame = frame.parent
        return perhaps_meant(name, known) or ": give it a value before, or import or define it"

    def bound_outside(self, name: str) -> bool:
        """Whether a block around this one binds the name and this one does not (yet)."""
        if self.transparent and self.parent is not None:
            return self.parent.bound_outside(name)
        return name in self.carried or (
            (name not in self.values or name in self.refined)
            and (self.parent is not None and self.parent.has(name))
        )

    def bind(self, name: str, value: Named) -> None:
        self.values[name] = value
        self.refined.discard(name)
        self.unreadable.pop(name, None)

    def refine(self, name: str, value: Value) -> None:
        """A narrower view of a name that is bound outside."""
        if name not in self.values:
            self.refined.add(name)
        self.values[name] = value

    def forget(self, name: str, reason: str) -> None:
        self.values.pop(name, None)
        self.unreadable[name] = reason


def perhaps_meant(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that there is not: which of the known ones is like it."""
    found = get_close_matches(name, [k for k in known if not k.startswith("_")], 1)
    return f": did you mean '{found[0]}'?" if found else ""
