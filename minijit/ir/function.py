"""Functions, and the unit that owns those of one program."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from minijit.ir.graph import Graph
from minijit.ir.literals import format_default
from minijit.schema.nodefault import NODEFAULT
from minijit.types import ClassType, TupleType, Type

if TYPE_CHECKING:
    from minijit.diagnostics import SourceRange


@dataclass(slots=True, frozen=True)
class ConstantRef:
    """The default value `CONSTANTS.c<index>`."""

    index: int
    type: Type


@dataclass(slots=True)
class FunctionArgument:
    """An argument of a function of the program; has the interface of `schema.Argument`.

    `size` is N where a list was declared as `BroadcastingListN`: one element stands for N.
    `inferred`: no annotation gives the type.
    """

    name: str
    type: Type
    default: Any = NODEFAULT
    kwarg_only: bool = False
    size: int = 0
    inferred: bool = False
    alias: ClassVar[str] = ""

    @property
    def has_default(self) -> bool:
        return self.default is not NODEFAULT

    @property
    def default_text(self) -> str:
        """`=1`, or nothing."""
        return f"={format_default(self.default)}" if self.has_default else ""

    def __str__(self) -> str:
        return f"{self.type} {self.name}{self.default_text}"


@dataclass(slots=True, eq=False)
class Function:
    """A qualified name, arguments, a return type and a graph. A method's first argument is self.

    The graph returns exactly one value (None for functions without result). `defined` turns true
    once it is complete; until then only the signature may be used. With `callback` the function
    stays in Python (`@ignore`) and its graph only raises. `python` is the user's function that was
    compiled, if there was one.
    """

    name: str
    arguments: list[FunctionArgument]
    return_type: Type
    unit: CompilationUnit
    graph: Graph = field(default_factory=Graph)
    is_method: bool = False
    defined: bool = False
    callback: Callable[..., Any] | None = None
    python: Any = None

    @property
    def basename(self) -> str:
        """The last atom of the name."""
        return self.name.rpartition(".")[2]

    def __repr__(self) -> str:
        return f"Function({self.name!r})"


class MissingOperator(NamedTuple):
    """An operator that a program calls and this library lacks: which, why not, and the call."""

    name: str
    why: str
    place: SourceRange

    def __str__(self) -> str:
        place = self.place.original()
        return f'{self.name}: {self.why} (File "{place.source.name}", line {place.line})'


@dataclass(slots=True, eq=False, frozen=True)
class WrittenCode:
    """The code of an archive as it was read, and what was made of it.

    A missing operator ends its block here, so that only the text says what is behind it. `records`
    are those below `code/`.
    """

    records: dict[str, bytes]
    functions: tuple[Function, ...]

    def is_all_of(self, functions: Iterable[Function]) -> bool:
        """Whether these functions stand in the text as they are."""
        own = {id(function) for function in self.functions}
        return all(id(function) in own for function in functions)


@dataclass(slots=True, eq=False)
class CompilationUnit:
    """The functions and classes of one program, by qualified name.

    `version` is the opset its code was written for; `constants` are those of `prim::ConstantRef`;
    `missing` is what this library does not have, by place, and `written` the text where something
    is; `specialised` the functions that were made for one kind of call.
    """

    version: int
    constants: list[Any] = field(default_factory=list)
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, ClassType] = field(default_factory=dict)
    tuples: dict[str, TupleType] = field(default_factory=dict)
    specialised: dict[Any, Function] = field(default_factory=dict)
    missing: dict[tuple[str, str, int], MissingOperator] = field(default_factory=dict)
    written: WrittenCode | None = None
    mangled: Iterator[int] = field(default_factory=itertools.count)

    def note_missing(self, name: str, why: str, place: SourceRange) -> None:
        """Remembers an operator that this library lacks, once for each call."""
        key = name, place.source.name, place.start
        self.missing.setdefault(key, MissingOperator(name, why, place))

    def unique(self, name: str) -> str:
        """A qualified name that nothing here has, mangled as PyTorch does."""
        made = name
        while any(made in names for names in (self.classes, self.functions, self.tuples)):
            prefix, _, atom = name.rpartition(".")
            made = f"{prefix}.___torch_mangle_{next(self.mangled)}.{atom}"
        return made

    def adopt(self, function: Function) -> Function:
        """A function of another unit, made callable from this one with all that it calls.

        Where its name is taken by another it gets a name of its own.
        """
        if function.unit is self:
            return function
        for name, other in function.unit.functions.items():
            if other is not function:
                self.functions.setdefault(name, other)
        for name, cls in function.unit.classes.items():
            self.classes.setdefault(name, cls)
        for name, made in function.unit.tuples.items():
            self.tuples.setdefault(name, made)
        if function.is_method:
            return function
        name, number = function.name, 0
        while (known := self.functions.setdefault(name, function)) is not function:
            if known.graph is function.graph:
                return known
            prefix, _, atom = function.name.rpartition(".")
            name = f"{prefix}.___torch_mangle_{number}.{atom}"
            number += 1
            if name not in self.functions:
                function = replace(function, name=name)
        return function

    def all_functions(self) -> Iterator[Function]:
        """Free functions, then the methods of each class, in order of definition."""
        yield from self.functions.values()
        for cls in self.classes.values():
            if not cls.is_interface:
                yield from cls.methods.values()
