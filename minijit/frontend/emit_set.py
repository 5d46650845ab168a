"""Sets of hashable scalars: in a program, dicts whose values are True."""

from __future__ import annotations

from minijit.diagnostics import SourceRange, error
from minijit.diagnostics.ways import way_of_member
from minijit.frontend import emit_call, emit_expr
from minijit.frontend.emitter import Emitter, as_value, constant
from minijit.frontend.library import call_library
from minijit.frontend.scope import Named
from minijit.frontend.sugared import NothingOf, SetMethod
from minijit.ir import Value
from minijit.syntax import ast
from minijit.types import DictType, OptionalType, SetType, Type

OPERATORS = {"|": "set_union", "&": "set_intersection", "-": "set_difference",
             "^": "set_symmetric_difference"}  # fmt: skip
COMPARISONS = {"<=": "set_issubset", ">=": "set_issuperset", "==": "set_equal"}
METHODS = {
    "union": "set_union", "intersection": "set_intersection", "difference": "set_difference",
    "symmetric_difference": "set_symmetric_difference", "issubset": "set_issubset",
    "issuperset": "set_issuperset", "isdisjoint": "set_isdisjoint", "update": "set_update",
    "copy": "set_of", "difference_update": "set_difference_update",
    "intersection_update": "set_intersection_update",
}  # fmt: skip
MADE = ("set_of", "set_union", "set_intersection", "set_difference", "set_symmetric_difference")


def as_set(value: Value) -> Value:
    """A dict that the emitter has just made, seen as a set."""
    if isinstance(value.type, DictType):
        value.type = SetType(value.type.key, value.type.value)
    return value


def emit_set_display(e: Emitter, expr: ast.Set, hint: Type | None) -> Value:
    """`{a, b, *rest}`."""
    where = expr.range
    if any(isinstance(item, ast.Starred) for item in expr.items):
        items = emit_expr.emit_list(e, ast.List(where, expr.items), None)
        return as_set(call_library(e, "set_of", [items], where))
    keys: list[ast.Expr | None] = [*expr.items]
    values: list[ast.Expr] = [ast.TrueLiteral(item.range) for item in expr.items]
    return as_set(emit_expr.emit_dict(e, ast.Dict(where, keys, values), hint))


def emit_set_call(e: Emitter, call: ast.Call, hint: Type | None) -> Value:
    """`set()` and `set(iterable)`."""
    if not call.args:
        plain = hint.elem if isinstance(hint, OptionalType) else hint
        if not isinstance(plain, SetType):
            raise error("MJ2058", call.range)
        return emit_expr.emit_dict(e, ast.Dict(call.range, [], []), plain)
    given = call.args[0]
    if isinstance(given, ast.Generator):
        made = ast.SetComprehension(given.range, given.element, given.clauses)
        return emit_expr.emit_expr(e, made, hint)
    return as_set(call_library(e, "set_of", [emit_expr.emit_named(e, given)], call.range))


def emit_set_operator(
    e: Emitter, operator: str, left: Value, right: Value, where: SourceRange
) -> Value:
    """`a | b` and the like. Error MJ2038: no such operator for sets."""
    if operator not in OPERATORS:
        raise error("MJ2038", where, name=f"{operator}", detail="sets do not have this operator")
    return as_set(call_library(e, OPERATORS[operator], [left, right], where))


def emit_set_comparison(
    e: Emitter, operator: str, left: Value, right: Value, where: SourceRange
) -> Value:
    """`a == b`, `a <= b` and their opposites."""
    if operator == "!=":
        equal = call_library(e, "set_equal", [left, right], where)
        return as_value(e, emit_call.emit_operator(e, "aten::__not__", [equal], {}, where), where)
    if operator not in COMPARISONS:
        raise error("MJ2038", where, name=operator, detail="sets do not have this comparison")
    return call_library(e, COMPARISONS[operator], [left, right], where)


def call_set_method(e: Emitter, method: SetMethod, args: list[Value], where: SourceRange) -> Named:
    """`s.add(x)`, `s.union(t)` and the like. Error MJ2012."""
    owner, name = method.value, method.name
    if name in METHODS:
        made = call_library(e, METHODS[name], [owner, *args], where)
        return as_set(made) if METHODS[name] in MADE else made
    if name == "add":
        yes = constant(e, True, where)
        emit_call.emit_operator(e, "aten::_set_item", [owner, *args, yes], {}, where)
        return NothingOf()
    if name == "discard":
        no = constant(e, False, where)
        emit_call.emit_operator(e, "aten::pop", [owner, *args, no], {}, where)
        return NothingOf()
    if name == "remove":
        emit_call.emit_operator(e, "aten::Delete", [owner, *args], {}, where)
        return NothingOf()
    if name == "clear":
        emit_call.emit_operator(e, "aten::clear", [owner], {}, where)
        return NothingOf()
    raise error("MJ2012", where, type="'set' object", name=name, hint=way_of_member("set", name))
