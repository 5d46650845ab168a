"""`type(x)`: what may be asked of the class of a value, which the static type tells."""

from __future__ import annotations

from minijit.diagnostics import SourceRange, error
from minijit.frontend import builtins, emit_call, emit_control, emit_expr
from minijit.frontend.emitter import Emitter, as_value, constant
from minijit.frontend.scope import Named
from minijit.frontend.sugared import TypeOf
from minijit.frontend.sugared_python import ModuleValue
from minijit.ir import Value
from minijit.syntax import ast
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
    DictType,
    ListType,
    SetType,
    TupleType,
    Type,
)


def class_of(e: Emitter, named: Named, where: SourceRange) -> TypeOf:
    """`type(x)`. Error MJ2036: it is known only when the program runs."""
    if isinstance(named, ModuleValue) and named.info.module is not None:
        cls = type(named.info.module)
        return TypeOf(cls, f"{cls.__module__}.{cls.__qualname__}")
    kind = as_value(e, named, where).type
    known: dict[Type, str] = {
        TENSOR: "torch.Tensor", INT: "int", FLOAT: "float", BOOL: "bool", STR: "str",
        COMPLEX: "complex", NONE: "NoneType", DEVICE: "torch.device",
    }  # fmt: skip
    kinds = ((ListType, "list"), (DictType, "dict"), (SetType, "set"), (TupleType, "tuple"))
    containers = [name for container, name in kinds if isinstance(kind, container)]
    shown = known.get(kind) or (containers[0] if containers else None)
    if isinstance(kind, TupleType | ClassType) and kind.name:
        shown = None if isinstance(kind, ClassType) and kind.is_interface else kind.name
    if shown is None:
        hint = f" What 'type' gives for a {kind} is known only when it runs: ask with isinstance."
        raise error("MJ2036", where, type="type", hint=hint)
    return TypeOf(kind, shown.removeprefix("__torch__."))


def is_class(e: Emitter, found: TypeOf, expr: ast.Expr) -> bool:
    """Whether `type(x)` is the class, or one of the classes, that an expression names."""
    if isinstance(expr, ast.Call):
        other = emit_expr.emit_named(e, expr)
        return isinstance(other, TypeOf) and other.shown == found.shown
    wanted, classes = builtins.isinstance_types(e, expr)
    if isinstance(found.kind, type):
        return found.kind in classes
    return any(
        found.kind == t or (t in builtins.ANY_KINDS and builtins.matches(found.kind, t))
        for t in wanted
    )


def as_text(e: Emitter, named: Named, where: SourceRange) -> Value:
    """A value where its text is asked for: `type(x)` has no other. Error MJ2087: it is a set."""
    if isinstance(named, TypeOf):
        return constant(e, f"<class '{named.shown}'>", where)
    value = as_value(e, named, where)
    if isinstance(value.type, SetType):
        raise error("MJ2087", where, type="set", form="being shown as text: show sorted(x)")
    return value


def emit_texts(e: Emitter, call: ast.Call) -> tuple[list[Value], dict[str, Value]]:
    """The arguments of a call that makes texts of them."""
    args, keywords = emit_call.emit_named_arguments(e, call)
    return (
        [as_text(e, a, call.range) for a in args],
        {name: as_text(e, a, call.range) for name, a in keywords.items()},
    )


def emit_class_test(
    e: Emitter, operator: str, left: ast.Expr, right: ast.Expr
) -> emit_control.Condition | None:
    """`type(x) is T`, `type(x) in (T, U)`, known at compile time; None for what is none."""
    if operator not in ("is", "is not", "==", "!=", "in", "not in") or e.resolver.allow_missing:
        return None
    for operand, other in ((left, right), (right, left)):
        found: Named | None = None
        if isinstance(operand, ast.Name):
            found = e.frame.values.get(operand.text)
        elif isinstance(operand, ast.Call) and builtins.callee_builtin(e, operand.callee) == "type":
            found = emit_expr.emit_named(e, operand)
        if isinstance(found, TypeOf):
            same = is_class(e, found, other)
            return emit_control.Condition(None, same == (operator in ("is", "==", "in")))
    return None
