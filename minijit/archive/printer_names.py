"""Names and literals of the code dialect."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Mapping
from typing import Any, Final

from minijit.archive.source_map import Places
from minijit.ir import CompilationUnit, ConstantRef, format_constant, format_string

# What the dialect gives a meaning to; the second group only where it is called.
RESERVED: Final = frozenset(keyword.kwlist) | frozenset(
    [
        "_",
        "as",
        "aten",
        "attribute",
        "CONSTANTS",
        "fork",
        "awaitable",
        "getattr",
        "inf",
        "nan",
        "infj",
        "nanj",
        "ops",
        "__torch__",
        "uninitialized",
        "unchecked_cast",
        "torch",
        "annotate",
        "self",
    ]
)
BUILTINS: Final = frozenset(
    [
        "range",
        "int",
        "float",
        "bool",
        "str",
        "complex",
        "len",
        "min",
        "max",
        "abs",
        "sum",
        "sorted",
        "round",
        "all",
        "any",
        "divmod",
        "pow",
        "hex",
        "oct",
        "bin",
        "ord",
        "chr",
        "hash",
        "list",
        "tuple",
        "isinstance",
        "hasattr",
        "enumerate",
        "zip",
        "print",
    ]
)


class Counter:
    """What is counted per file: numbers of temporaries, places of its text.

    `constants` says where the constants of a unit begin among those of the archive.
    """

    def __init__(self, constants: Mapping[int, int] | None = None) -> None:
        self.next = 0
        self.places = Places()
        self.constants = constants or {}

    def constant(self, unit: CompilationUnit, index: int) -> str:
        """The name of a constant of a unit."""
        return f"CONSTANTS.c{self.constants.get(id(unit), 0) + index}"

    def take(self) -> str:
        """The next temporary."""
        name = f"_{self.next}"
        self.next += 1
        return name


class Names:
    """The local names of one function."""

    def __init__(self, counter: Counter, avoid: Collection[str] = ()) -> None:
        self.counter = counter
        self.taken: set[str] = set()
        self.avoid = avoid

    def fresh(self, hint: str) -> str:
        """A name that nothing in the function has: the hint, the hint with a number, or `_<n>`."""
        if not is_plain_name(hint) or hint.startswith("_"):
            name = self.counter.take()
            while name in self.taken:
                name = self.counter.take()
        else:
            name = self._numbered(hint, RESERVED | BUILTINS)
        self.taken.add(name)
        return name

    def parameter(self, hint: str) -> str:
        """A parameter's name: callers may use it, so it changes only if it must."""
        if not hint.isidentifier() or not hint.isascii():
            hint = "argument"
        name = self._numbered(hint, RESERVED | frozenset(self.avoid))
        self.taken.add(name)
        return name

    def _numbered(self, hint: str, reserved: Collection[str]) -> str:
        name, number = hint, 0
        while name in self.taken or name in reserved:
            name = f"{hint}{number}"
            number += 1
        return name


def literal(value: Any) -> str:
    """A constant as the dialect writes it."""
    if isinstance(value, ConstantRef):
        return f"CONSTANTS.c{value.index}"
    return format_constant(value)


def is_plain_name(name: str) -> bool:
    """Whether `x.name` reads back: an ASCII identifier that is no keyword."""
    return name.isidentifier() and name.isascii() and not keyword.iskeyword(name)


def attribute_text(owner: str, name: str) -> str:
    """`owner.name`, or `getattr(owner, "name")` where the name is no identifier."""
    if not is_plain_name(name):
        return f"getattr({owner}, {format_string(name)})"
    return f"{owner}.{name}" if is_plain_name(owner) else f"({owner}).{name}"
