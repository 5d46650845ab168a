"""The abstract syntax. Names of kinds are those of runtime_cpp/code/ast.h."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from minijit.diagnostics import Source, SourceRange


@dataclass(slots=True)
class Expr:
    """Base of expressions."""

    range: SourceRange


@dataclass(slots=True)
class Name(Expr):
    text: str


@dataclass(slots=True)
class Int(Expr):
    value: int


@dataclass(slots=True)
class Float(Expr):
    value: float


@dataclass(slots=True)
class Imaginary(Expr):
    value: float


@dataclass(slots=True)
class String(Expr):
    """Decoded; raw bytes over 127 from octal escapes are surrogates (`surrogateescape`)."""

    value: str


@dataclass(slots=True)
class Format(Expr):
    """An f-string: literal texts around `values`, one more than these."""

    texts: list[str]
    values: list[Expr]


@dataclass(slots=True)
class TrueLiteral(Expr):
    pass


@dataclass(slots=True)
class FalseLiteral(Expr):
    pass


@dataclass(slots=True)
class NoneLiteral(Expr):
    pass


@dataclass(slots=True)
class Ellipsis(Expr):
    pass


@dataclass(slots=True)
class Attribute(Expr):
    base: Expr
    name: str


@dataclass(slots=True)
class Subscript(Expr):
    """`index` is a Tuple when commas separate several."""

    base: Expr
    index: Expr


@dataclass(slots=True)
class Slice(Expr):
    start: Expr | None
    stop: Expr | None
    step: Expr | None


@dataclass(slots=True)
class Keyword:
    """An argument by name; without a name it is `**value`."""

    range: SourceRange
    name: str
    value: Expr


@dataclass(slots=True)
class Call(Expr):
    callee: Expr
    args: list[Expr]
    keywords: list[Keyword]


@dataclass(slots=True)
class Unary(Expr):
    operator: str
    operand: Expr


@dataclass(slots=True)
class Binary(Expr):
    operator: str
    left: Expr
    right: Expr


@dataclass(slots=True)
class Compare(Expr):
    """`operators[i]` stands between `operands[i]` and `operands[i + 1]`."""

    operators: list[str]
    operands: list[Expr]


@dataclass(slots=True)
class And(Expr):
    operands: list[Expr]


@dataclass(slots=True)
class Or(Expr):
    operands: list[Expr]


@dataclass(slots=True)
class Ternary(Expr):
    condition: Expr
    then: Expr
    orelse: Expr


@dataclass(slots=True)
class Tuple(Expr):
    items: list[Expr]


@dataclass(slots=True)
class List(Expr):
    items: list[Expr]


@dataclass(slots=True)
class Dict(Expr):
    """Beside the value of `**d` stands no key."""

    keys: list[Expr | None]
    values: list[Expr]


@dataclass(slots=True)
class Clause(Expr):
    """`for target in iterable if condition...`, the later ones within the earlier."""

    target: Expr
    iterable: Expr
    conditions: list[Expr]


@dataclass(slots=True)
class ListComprehension(Expr):
    element: Expr
    clauses: list[Clause]


@dataclass(slots=True)
class DictComprehension(Expr):
    key: Expr
    value: Expr
    clauses: list[Clause]


@dataclass(slots=True)
class Set(Expr):
    items: list[Expr]


@dataclass(slots=True)
class SetComprehension(Expr):
    element: Expr
    clauses: list[Clause]


@dataclass(slots=True)
class Generator(Expr):
    """`element for target in iterable if ...`, as the argument of a call or in parentheses."""

    element: Expr
    clauses: list[Clause]


@dataclass(slots=True)
class AssignmentExpr(Expr):
    """`target := value`."""

    target: Name
    value: Expr


@dataclass(slots=True)
class Lambda(Expr):
    parameters: list[Parameter]
    body: Expr


@dataclass(slots=True)
class Starred(Expr):
    operand: Expr


@dataclass(slots=True)
class Stmt:
    """Base of statements."""

    range: SourceRange


Body = list[Stmt]


@dataclass(slots=True)
class Expression(Stmt):
    value: Expr


@dataclass(slots=True)
class Assign(Stmt):
    """`a = b = value`: targets from left to right."""

    targets: list[Expr]
    value: Expr


@dataclass(slots=True)
class Annotated(Stmt):
    target: Expr
    annotation: Expr
    value: Expr | None


@dataclass(slots=True)
class Augmented(Stmt):
    """`operator` is without the `=`."""

    target: Expr
    operator: str
    value: Expr


@dataclass(slots=True)
class If(Stmt):
    """An `elif` is an If in `orelse`."""

    condition: Expr
    body: Body
    orelse: Body


@dataclass(slots=True)
class While(Stmt):
    condition: Expr
    body: Body
    orelse: Body = field(default_factory=list)


@dataclass(slots=True)
class For(Stmt):
    target: Expr
    iterable: Expr
    body: Body
    orelse: Body = field(default_factory=list)


@dataclass(slots=True)
class Handler:
    """`except kind as name:`; no kind stands for every exception."""

    range: SourceRange
    kind: Expr | None
    name: str
    body: Body


@dataclass(slots=True)
class Try(Stmt):
    body: Body
    handlers: list[Handler]
    orelse: Body
    final: Body


@dataclass(slots=True)
class Return(Stmt):
    value: Expr | None


@dataclass(slots=True)
class Break(Stmt):
    pass


@dataclass(slots=True)
class Continue(Stmt):
    pass


@dataclass(slots=True)
class Pass(Stmt):
    pass


@dataclass(slots=True)
class Assert(Stmt):
    condition: Expr
    message: Expr | None


@dataclass(slots=True)
class Raise(Stmt):
    value: Expr | None


@dataclass(slots=True)
class Delete(Stmt):
    targets: list[Expr]


@dataclass(slots=True)
class With(Stmt):
    """One manager; several nest."""

    manager: Expr
    target: Expr | None
    body: Body


@dataclass(slots=True)
class Leave(Stmt):
    """The end of a with block whose body stands before it; made by the emitter."""


@dataclass(slots=True)
class Calm(Stmt):
    """A statement that must not raise; made by the emitter."""

    inner: Stmt


@dataclass(slots=True)
class Parameter:
    """`rest` is "*" or "**" for one that takes all further arguments."""

    range: SourceRange
    name: str
    annotation: Expr | None
    default: Expr | None
    kwarg_only: bool = False
    rest: str = ""


@dataclass(slots=True)
class Def(Stmt):
    """A function; `range` covers its head only."""

    name: str
    parameters: list[Parameter]
    returns: Expr | None
    body: Body
    decorators: list[Expr] = field(default_factory=list)


@dataclass(slots=True)
class ClassDef(Stmt):
    """A class: `body` holds Assign, Annotated, Def and, in a user's source, other statements."""

    name: str
    bases: list[Expr]
    body: Body
    decorators: list[Expr] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """A text: its classes and functions in order."""

    source: Source
    classes: list[ClassDef]
    functions: list[Def]


def walk(node: Any) -> Iterator[Any]:
    """A piece of syntax and all below it, in the order of the text."""
    yield node
    for cls in type(node).__mro__:
        for slot in getattr(cls, "__slots__", ()):
            value = getattr(node, slot) if slot != "range" else None
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, Expr | Stmt | Keyword | Parameter | Handler):
                    yield from walk(item)
