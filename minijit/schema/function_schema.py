"""`FunctionSchema`: one line of ops.schema, made from the generated table on first use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from minijit.schema.nodefault import NODEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minijit.types import Type

# Operators that draw random numbers.
_RANDOM = frozenset([
    "aten::rand", "aten::randn", "aten::randint", "aten::randperm", "aten::rand_like",
    "aten::randn_like", "aten::dropout", "aten::bernoulli", "aten::normal", "aten::multinomial",
    "aten::alpha_dropout", "aten::feature_dropout", "aten::feature_alpha_dropout",
])  # fmt: skip
_SIZE = re.compile(r".*\[(\d+)\]\??$")


@dataclass(slots=True, frozen=True)
class Argument:
    """One argument. `text` is the schema type without alias marks, `alias` is "", "a" or "a!".

    `size` is k of `int[k]`, to which a single int may be broadcast, else 0.
    """

    name: str
    text: str
    default: Any
    kwarg_only: bool
    alias: str
    size: int

    @property
    def type(self) -> Type:
        """The static type."""
        return _parse(self.text)

    @property
    def has_default(self) -> bool:
        return self.default is not NODEFAULT

    def __str__(self) -> str:
        text = self.text
        if self.alias:
            base = re.match(r"\w+(?:\([^)]*\))?", text)
            assert base is not None
            text = f"{base.group()}({self.alias}){text[base.end() :]}"
        default = f"={_default_text(self.default)}" if self.has_default else ""
        return f"{text} {self.name}{default}"


@dataclass(slots=True, frozen=True, eq=False)
class FunctionSchema:
    """Name, overload, arguments and returns of one operator in the opset versions since..until."""

    kind: str
    overload: str
    arguments: tuple[Argument, ...]
    return_texts: tuple[str, ...]
    since: int
    until: int | None
    upgrade: str | None
    derive: str
    sibling: str
    vararg: bool
    quantized: str = "own"
    return_names: tuple[str, ...] = ()
    """What a caller may call the results; empty where they have no names."""
    is_users: bool = False
    """Whether a user defined it, in Python."""
    implementation: list[Callable[..., Any]] = field(default_factory=list, repr=False)
    """Holds the reference function once dispatch has looked it up."""

    @property
    def qualified(self) -> str:
        """`aten::add.Tensor`, or the kind alone for the overload without a name."""
        return f"{self.kind}.{self.overload}" if self.overload else self.kind

    @property
    def function(self) -> str:
        """The name of the reference function and of the C++ kernel: `aten_add_Tensor`."""
        return self.qualified.replace("::", "_").replace(".", "_")

    @property
    def returns(self) -> tuple[Type, ...]:
        """The static types of the results; empty for an operator that returns nothing."""
        return tuple(_parse(text) for text in self.return_texts)

    @property
    def is_out(self) -> bool:
        """Whether it writes the results of its sibling into given tensors."""
        return self.derive.endswith("out")

    @property
    def is_exact(self) -> bool:
        """Whether what is written to must have the dtype of the result."""
        return self.derive.startswith("exact")

    @property
    def is_apart(self) -> bool:
        """Whether what is written to may share no memory with what is read."""
        return "apart" in self.derive

    @property
    def is_random(self) -> bool:
        """Whether it draws random numbers."""
        return self.kind in _RANDOM

    def __str__(self) -> str:
        parts = []
        star = False
        for argument in self.arguments:
            if argument.kwarg_only and not star:
                star = True
                parts.append("*")
            parts.append(str(argument))
        if self.vararg:
            parts.append("...")
        returned = ", ".join(self.return_texts)
        if len(self.return_texts) != 1:
            returned = f"({returned})"
        return f"{self.qualified}({', '.join(parts)}) -> {returned}"


@cache
def _parse(text: str) -> Type:
    from minijit.types import parse_schema_type  # import stays light

    return parse_schema_type(text)


def _default_text(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.encode("unicode_escape").decode() + '"'
    return str(value)


def make_argument(row: tuple[str, str, Any, bool, str]) -> Argument:
    """An argument of a line: its name, type, default, whether only by name, its alias mark."""
    name, text, default, kwarg_only, alias = row
    match = _SIZE.match(text)
    size = int(match.group(1)) if match else 0
    if isinstance(default, tuple):
        default = list(default)
    elif size and isinstance(default, int):
        default = [default] * size
    return Argument(name, text, default, kwarg_only, alias, size)


def _schema(kind: str, row: tuple[Any, ...]) -> FunctionSchema:
    overload, arguments, *rest = row
    return FunctionSchema(kind, overload, tuple(make_argument(a) for a in arguments), *rest)


def proper_kind(kind: str) -> str:
    """The kind that a name means: `aten::mul` for PyTorch's other name `aten::multiply`."""
    from minijit.schema.table import ALIASES  # import stays light

    return ALIASES.get(kind, kind)


_users: dict[str, list[FunctionSchema]] = {}


def add_users_schema(schema: FunctionSchema) -> None:
    """One more operator of the user, or another one in place of what had its name."""
    kept = [s for s in _users.get(schema.kind, ()) if s.overload != schema.overload]
    _users[schema.kind] = [*kept, schema]
    for known in (all_schemas, schemas, find_schema):
        known.cache_clear()


@cache
def _table_schemas(kind: str) -> tuple[FunctionSchema, ...]:
    """The lines of ops.schema, whose objects stay the same when a user defines others."""
    from minijit.schema.table import OPERATORS  # import stays light

    return tuple(_schema(kind, row) for row in OPERATORS.get(kind, ()))


@cache
def all_schemas(kind: str) -> tuple[FunctionSchema, ...]:
    """Every line of a kind, closed ones too, in resolution order; empty for an unknown kind.

    Another name of a kind has the kind's lines. What a user defined comes last.
    """
    kind = proper_kind(kind)
    return (*_table_schemas(kind), *_users.get(kind, ()))


@cache
def schemas(kind: str, version: int | None = None) -> tuple[FunctionSchema, ...]:
    """The lines of a kind in force at an opset version (None: the newest), in resolution order."""
    if version is None:
        return tuple(s for s in all_schemas(kind) if s.until is None)
    return tuple(
        s
        for s in all_schemas(kind)
        if s.since <= version and (s.until is None or version <= s.until)
    )


@cache
def find_schema(qualified: str, version: int | None = None) -> FunctionSchema:
    """The schema of `aten::add.Tensor`; KeyError when there is none at that version."""
    kind, _, overload = qualified.partition(".")
    for schema in schemas(kind, version):
        if schema.overload == overload:
            return schema
    raise KeyError(qualified)


def kinds() -> Iterator[str]:
    """Every kind that has a line, sorted."""
    from minijit.schema.table import OPERATORS  # import stays light

    return iter(OPERATORS)
