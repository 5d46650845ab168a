"""The state of emitting one function, and the smallest steps of it.

Order of emission, which fixes the numbering of IR text: expressions from left to right, a call's
callee first, then its positional arguments, then its keyword arguments as written; then, in schema
order, conversions and the constants of defaults; then the node itself. Every use of a literal emits
its own constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from minijit._limits import LIMITS
from minijit.diagnostics import Diagnostic, SourceRange, error
from minijit.diagnostics.ways import VALUES, way
from minijit.frontend.scope import Frame, Named
from minijit.frontend.sugared import ClassValue, GeneratorOf, LiteralOf, NothingOf, Sugared, TupleOf
from minijit.frontend.templates import Template
from minijit.ir import Block, CompilationUnit, Function, Graph, Node, Value
from minijit.schema import FunctionSchema, implicit_conversion
from minijit.syntax import ast
from minijit.tensor import device
from minijit.types import (
    BOOL,
    COMPLEX,
    DEVICE,
    FLOAT,
    INT,
    NONE,
    STR,
    TENSOR,
    ClassType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
    is_subtype,
)


class Resolver(Protocol):
    """Where names come from that the function itself does not bind.

    `version` is the opset its text was written for (None: the newest); `allow_missing` is true for
    archives, where an operator this library lacks becomes a raise at its place.
    """

    version: int | None
    allow_missing: bool

    def resolve_name(self, name: str, where: SourceRange) -> Named | None:
        """What a free name stands for, or None."""

    def resolve_attribute(
        self, emitter: Emitter, base: Sugared, name: str, where: SourceRange
    ) -> Named | None:
        """An attribute of a compile-time value that only this resolver knows, or None."""

    def resolve_call(
        self, emitter: Emitter, callee: Sugared, call: ast.Call, hint: Type | None
    ) -> Named | None:
        """The result of calling such a value, or None."""

    def resolve_method(self, class_type: ClassType, name: str) -> Function | None:
        """A method that is compiled on demand, or None."""

    def resolve_member(
        self, emitter: Emitter, base: Value, cls: ClassType, name: str, where: SourceRange
    ) -> Named | None:
        """A property's value or a static method of an object's class, or None."""

    def resolve_setter(self, base: Named, name: str, where: SourceRange) -> str | None:
        """The name of the method that sets a property, or None. Error MJ2046: it is read-only."""

    def resolve_template(self, function: Function) -> Template | None:
        """A user's function as one to be compiled for a call, or None."""

    def resolve_type(self, name: str, where: SourceRange, within: bool = False) -> Type | None:
        """A dotted name in an annotation, or None; `within`: it is a part of another type."""

    def resolve_module_class(self, name: str) -> type | None:
        """The class of Python modules that a dotted name means, or None."""

    def inline_upgrader(self, name: str) -> Function:
        """The function of grammar/upgraders/<name>.py."""


@dataclass(slots=True)
class Emitter:
    """One function being emitted.

    `frame` is the innermost block's, `declared` the return type if the text gives one,
    `initializing` the class of the user whose fields the function defines. `errors` are those found
    so far in a user's source, where one statement's error does not stop the next. `statement` is
    the frame of the statement that is being emitted, `copied` the bytes of the text of loops that
    were unrolled, once for each element, `nested` the functions within the function whose bodies
    are being put in place of a `fork`, `looked` the statements (by identity) that were searched
    for further errors, `parts` the sizes of types by identity, `going` the narrower types that
    values have where control has not left the block.
    """

    unit: CompilationUnit
    resolver: Resolver
    function: Function
    frame: Frame
    declared: Type | None
    initializing: ClassType | None = None
    loops: int = 0
    statement: Frame | None = None
    errors: list[Diagnostic] = field(default_factory=list)
    returned: list[Type] = field(default_factory=list)
    copied: int = 0
    nested: int = 0
    looked: set[int] = field(default_factory=set)
    parts: dict[int, tuple[Type, int]] = field(default_factory=dict)
    going: dict[Value, Type] = field(default_factory=dict)

    @property
    def block(self) -> Block:
        return self.frame.block

    @property
    def graph(self) -> Graph:
        return self.function.graph

    def parts_of(self, type: Type) -> int:
        """How many types the text of a type names. Types share parts: tuples may double it."""
        inner = type.elems if isinstance(type, TupleType) else ()
        if isinstance(type, UnionType):
            inner = type.members
        if isinstance(type, ListType | OptionalType):
            inner = (type.elem,)
        if not inner:
            return 1
        if id(type) not in self.parts:
            self.parts[id(type)] = type, 1 + sum(map(self.parts_of, inner))
        return self.parts[id(type)][1]

    def count_copy(self, where: SourceRange, size: int | None = None) -> None:
        """Text that is emitted once more counts as if the file held it once more. Error MJ2099.

        `size` is what counts in place of the length of the text.
        """
        self.copied += where.end - where.start if size is None else size
        if self.copied > LIMITS["max_unrolled_bytes"]:
            limit = LIMITS["max_unrolled_bytes"]
            raise error("MJ2099", where, name=self.function.name, limit=limit)


class BlockEnded(Exception):
    """Control cannot reach what follows in this block (a missing operator raises there)."""


def emit(
    e: Emitter,
    kind: str,
    inputs: Sequence[Value],
    type: Type,
    where: SourceRange | None,
    attributes: dict[str, Any] | None = None,
    schema: FunctionSchema | None = None,
) -> Value:
    """Appends a node with one output."""
    return e.block.emit(kind, inputs, [type], attributes, schema, where).output


def emit_node(
    e: Emitter,
    kind: str,
    inputs: Sequence[Value],
    where: SourceRange | None,
    attributes: dict[str, Any] | None = None,
) -> Node:
    """Appends a node without outputs."""
    return e.block.emit(kind, inputs, [], attributes, None, where)


def constant(e: Emitter, value: Any, where: SourceRange | None, type: Type | None = None) -> Value:
    """Appends a prim::Constant."""
    found = type if type is not None else constant_type(value)
    return emit(e, "prim::Constant", (), found, where, {"value": value})


def constant_type(value: Any) -> Type:
    """The type of a Python constant of the program."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return BOOL
    for python_type, found in ((int, INT), (float, FLOAT), (str, STR), (complex, COMPLEX)):
        if isinstance(value, python_type):
            return found
    if isinstance(value, device):
        return DEVICE
    if isinstance(value, list):
        return ListType(constant_type(value[0]) if value else TENSOR)
    if isinstance(value, tuple):
        return TupleType(tuple(constant_type(v) for v in value))
    raise error("MJ9001", detail=f"constant of type {type(value).__name__}")


def constant_value(value: Named) -> tuple[bool, Any]:
    """Whether a value is a compile-time constant, and which."""
    if isinstance(value, Value) and value.node is not None and value.node.kind == "prim::Constant":
        return True, value.node.attributes["value"]
    if isinstance(value, LiteralOf):
        return True, value.value
    return False, None


def uninitialized(e: Emitter, type: Type, where: SourceRange | None = None) -> Value:
    """A placeholder that is never read."""
    return emit(e, "prim::Uninitialized", (), type, where)


def as_value(e: Emitter, named: Named, where: SourceRange) -> Value:
    """The graph value of an expression; a row of values becomes a tuple.

    Error MJ2004: it exists at compile time only.
    """
    if isinstance(named, Value):
        return named
    if isinstance(named, TupleOf):
        items = [as_value(e, item, where) for item in named.items]
        made = TupleType(tuple(v.type for v in items), None, named.fields or None)
        e.count_copy(where, e.parts_of(made))
        return emit(e, "prim::TupleConstruct", items, made, where)
    if isinstance(named, LiteralOf):
        return constant(e, named.value, where)
    if isinstance(named, NothingOf):
        return constant(e, None, where)
    if isinstance(named, GeneratorOf):
        raise error("MJ2060", where, what="a generator")
    convert = getattr(named, "as_value", None)
    if convert is not None:
        return convert(e, where)  # type: ignore[no-any-return]
    is_enum = isinstance(named, ClassValue) and getattr(named.type, "kind", "") == "enum"
    what = "EnumClass" if is_enum else named.what
    raise error("MJ2004", where, what=what, hint=way(VALUES, what))


def convert(
    e: Emitter, value: Value, wanted: Type, where: SourceRange, place: str, implicit: bool = True
) -> Value:
    """`value` for a place of type `wanted`: itself, or implicitly converted.

    Tuples become lists, or tuples of converted elements; with `implicit`, one-element tensors and
    Scalars numbers, strings devices; an empty list literal takes the wanted element type. Error
    MJ2015.
    """
    if is_subtype(value.type, wanted):
        return value
    plain = wanted.elem if isinstance(wanted, OptionalType) else wanted
    if isinstance(plain, ListType):
        if is_empty_list(value):
            value.type = plain
            return value
        if isinstance(value.type, TupleType) and value.type.elems:
            items = [convert(e, v, plain.elem, where, place, implicit) for v in unpack(e, value)]
            return emit(e, "prim::ListConstruct", items, plain, where)
    if isinstance(plain, TupleType) and isinstance(value.type, TupleType):
        elems = plain.elems
        if plain.fields is None and len(elems) == len(value.type.elems):
            parts = zip(unpack(e, value), elems, strict=True)
            items = [convert(e, v, elem, where, place, implicit) for v, elem in parts]
            return emit(e, "prim::TupleConstruct", items, plain, where)
    kind = implicit_conversion(plain, value.type) if implicit else ""
    if kind:
        from minijit.frontend import builtins, emit_call

        if kind == "aten::device":
            return as_value(e, builtins.emit_device(e, [value], where), where)
        return as_value(e, emit_call.emit_operator(e, kind, [value], {}, where), where)
    raise error("MJ2015", where, expected=wanted, found=value.type, place=place)


def widen(e: Emitter, value: Value, wanted: Type, where: SourceRange) -> Value:
    """`value` seen as exactly `wanted`, of which its type is a subtype."""
    if value.type == wanted:
        return value
    return emit(e, "prim::unchecked_cast", [value], wanted, where)


def is_empty_list(value: Value) -> bool:
    """Whether the value is a literal `[]` that nothing has used yet."""
    node = value.node
    return (
        node is not None
        and node.kind == "prim::ListConstruct"
        and not node.inputs
        and not value.uses
    )


def unpack(e: Emitter, value: Value, where: SourceRange | None = None) -> list[Value]:
    """The elements of a tuple."""
    assert isinstance(value.type, TupleType)
    node = value.node
    if node is not None and node.kind == "prim::TupleConstruct":
        return list(node.inputs)
    return e.block.emit("prim::TupleUnpack", [value], value.type.elems, range=where).outputs
