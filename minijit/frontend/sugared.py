"""What a name or expression may stand for besides a Value of the graph.

A Sugared exists at compile time only: a function, a namespace, a class, an iterable to be unrolled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minijit.ir import Function, Value
from minijit.types import ClassType, TupleType, Type

if TYPE_CHECKING:
    from minijit.frontend.scope import Named
    from minijit.syntax import ast


class Sugared:
    """Base of compile-time values; `what` names the kind in messages.

    A `portable` one holds no values of the graph, so that it may leave the block in which it was
    made; one that `is_constant` is a value wherever one is needed.
    """

    __slots__ = ()
    what = "value"
    portable = False
    is_constant = False


@dataclass(slots=True)
class OperatorValue(Sugared):
    """A kind of operator, such as `aten::add`; `bound` are leading arguments (`x.add` has x)."""

    kind: str
    bound: tuple[Value, ...] = ()
    what = "builtin"


@dataclass(slots=True)
class NestedFunction(Sugared):
    """A function within a function of an archive: what `fork` runs."""

    definition: ast.Def
    what = "nested function"


@dataclass(slots=True)
class CastMethod(Sugared):
    """`x.float` and the like: `x.to(dtype)`."""

    value: Value
    dtype: int
    what = "method"


@dataclass(slots=True)
class WaitMethod(Sugared):
    """`future.wait`: what was forked has run already."""

    value: Value
    what = "method"


@dataclass(slots=True)
class ItemMethod(Sugared):
    """`x.__getitem__` of a tensor: its call is a subscript."""

    value: Value
    what = "method"


@dataclass(slots=True)
class SetMethod(Sugared):
    """A method of a set."""

    value: Value
    name: str
    what = "method"


@dataclass(slots=True)
class BuiltinValue(Sugared):
    """A form of the language that looks like a function: `len`, `range`, `annotate`, ..."""

    name: str
    what = "builtin function"
    portable = True


@dataclass(slots=True)
class FunctionValue(Sugared):
    """A function of the program."""

    function: Function
    what = "function"
    portable = True


@dataclass(slots=True)
class MethodValue(Sugared):
    """A method of an object."""

    value: Value
    class_type: ClassType
    name: str
    what = "method"


@dataclass(slots=True)
class ClassValue(Sugared):
    """A class of the program, to be called or looked into.

    A NamedTuple may have `defaults`; `inferred` fields are Tensors since nothing says otherwise.
    """

    type: ClassType | TupleType
    defaults: dict[str, Any] = field(default_factory=dict)
    inferred: frozenset[str] = frozenset()
    what = "class"
    portable = True


@dataclass(slots=True)
class TypeValue(Sugared):
    """A type that is no class, as an argument of isinstance or annotate."""

    type: Type
    what = "type"
    portable = True


@dataclass(slots=True)
class TypeOf(Sugared):
    """`type(x)`: a type or a class of modules, and the text that Python shows of it."""

    kind: Any
    shown: str
    what = "class of a value"
    portable = True

    @property
    def name(self) -> str:
        return self.shown.rpartition(".")[2]


@dataclass(slots=True)
class GeneratorOf(Sugared):
    """A generator that has a name: what it goes through, evaluated when it is gone through.

    `loops` is how many loops are around the place where it was made.
    """

    expr: ast.Generator
    loops: int
    used: bool = False
    what = "generator"


@dataclass(slots=True)
class Namespace(Sugared):
    """`torch`, `ops`, `ops.aten`, `CONSTANTS`, `__torch__.pkg` in an archive's code."""

    name: str
    what = "namespace"
    portable = True


@dataclass(slots=True)
class TupleOf(Sugared):
    """Several values in a row: results of one operator, or things to be unrolled over."""

    items: list[Named]
    fields: tuple[str, ...] = ()
    what = "tuple"


@dataclass(slots=True)
class KeywordsOf(Sugared):
    """What `**kwargs` holds: names known at compile time."""

    items: dict[str, Named]
    what = "dict of keyword arguments"

    def names_held(self) -> list[str]:
        return list(self.items)


@dataclass(slots=True)
class KeywordsMethod(Sugared):
    """A method of what `**kwargs` holds."""

    owner: KeywordsOf
    name: str
    what = "method"


@dataclass(slots=True)
class NewOf(Sugared):
    """`Class.__new__`."""

    class_type: ClassType
    what = "function"
    portable = True


@dataclass(slots=True)
class LiteralOf(Sugared):
    """A name for a literal, such as `inf`: each use makes a constant."""

    value: Any
    what = "literal"
    portable = True
    is_constant = True


@dataclass(slots=True)
class NothingOf(Sugared):
    """The result of an operator that returns nothing; as a value it is None."""

    what = "result of a statement"


@dataclass(slots=True)
class RangeOf(Sugared):
    """`range(...)`; start and step are None when not given."""

    start: Value | None
    stop: Value
    step: Value | None
    what = "range"


@dataclass(slots=True)
class ZipOf(Sugared):
    """`zip(...)`; with `counter` it is `enumerate`, which starts there."""

    items: list[Named]
    counter: Value | None = None
    what = "iterator"


@dataclass(slots=True)
class SliceOf(Sugared):
    """`a:b:c` within a subscript, or `slice(...)`."""

    start: Value | None
    stop: Value | None
    step: Value | None
    what = "slice"


@dataclass(slots=True)
class EllipsisOf(Sugared):
    """`...` within a subscript."""

    what = "ellipsis"


@dataclass(slots=True)
class ExceptionOf(Sugared):
    """An exception class of Python, or a call of one, within a raise statement."""

    class_name: str
    args: list[Any] = field(default_factory=list)
    what = "exception"
