"""Sorting, least and greatest: by a key, of objects with `__lt__`; any and all of a generator."""

from __future__ import annotations

from minijit.diagnostics import SourceRange, error
from minijit.frontend import (
    builtins,
    emit_call,
    emit_control,
    emit_expr,
    emit_set,
    emit_stmt,
    library,
    specialise,
)
from minijit.frontend.emitter import Emitter, as_value, constant, convert, unpack
from minijit.frontend.scope import Frame, Named
from minijit.frontend.sugared import NothingOf, OperatorValue, TupleOf, ZipOf
from minijit.ir import Value
from minijit.syntax import ast
from minijit.types import (
    BOOL,
    TENSOR,
    ClassType,
    DictType,
    ListType,
    TupleType,
    Type,
    is_subtype,
)

# Builtins to which a generator is as good as a list.
TAKE_GENERATORS = ("sum", "min", "max", "sorted", "list", "tuple", "dict")


def emit_form(e: Emitter, name: str, call: ast.Call, hint: Type | None) -> Named | None:
    """A call of a builtin as only a user's source may have it, or None for any other call."""
    where = call.range
    match name:
        case "any" | "all":
            return emit_any_all(e, name, call)
        case "sorted":
            return emit_sorted(e, call)
        case "max" | "min":
            return emit_extreme(e, name, call)
        case "sum" if len(call.args) in (1, 2) and not call.keywords:
            return emit_sum(e, without_generators(call))
        case "tuple" if len(call.args) == 1 and isinstance(call.args[0], ast.Generator):
            return emit_tuple_of(e, call.args[0])
        case "set" | "frozenset":
            return emit_set.emit_set_call(e, call, hint)
        case "map" | "filter":
            return emit_map(e, name, call)
        case "reversed":
            over = emit_expr.emit_named(e, call.args[0])
            known = builtins.known_items(e, over, where)
            if known is not None:
                return TupleOf(known[::-1])
            return library.call_library(e, "reversed_list", [as_list(e, over, where)], where)
    return None


def emit_map(e: Emitter, name: str, call: ast.Call) -> Named:
    """map() and filter(), as lists. Errors: MJ2017, MJ2038 filter has no function."""
    where = call.range
    if len(call.args) < 2 or call.keywords or (name == "filter" and len(call.args) > 2):
        expected = "a function and what to go through"
        raise error("MJ2017", where, name=name, expected=expected, found=len(call.args))
    if name == "filter" and isinstance(call.args[0], ast.NoneLiteral):
        detail = "it needs a function; for None write lambda x: bool(x)"
        raise error("MJ2038", call.args[0].range, name=name, detail=detail)
    function, *items = (emit_expr.emit_named(e, a) for a in call.args)
    if len(items) > 1:
        return library.call_library(e, "map_zipped", [function, ZipOf(items)], where)
    return library.call_library(e, f"{name}_list", [function, *items], where)


def emit_sum(e: Emitter, call: ast.Call) -> Named:
    """sum(): the operator's for numbers; a list of tensors is added up."""
    named = emit_expr.emit_named(e, call.args[0])
    value = as_list(e, named, call.range)
    if isinstance(value.type, ListType) and value.type.elem == TENSOR:
        start = call.args[1:] or [ast.Int(call.range, 0)]
        first = emit_expr.emit_expr(e, start[0])
        return library.call_library(e, "sum_tensors", [value, first], call.range)
    total = as_value(
        e, emit_call.emit_operator(e, "aten::sum", [value], {}, call.range), call.range
    )
    if len(call.args) == 1:
        return total
    right = emit_expr.emit_expr(e, call.args[1])
    return emit_expr.emit_binary(e, "+", total, right, call.range)


def emit_tuple_of(e: Emitter, given: ast.Generator) -> TupleOf:
    """tuple() of a generator over what is unrolled. Error MJ2027: it is not."""
    first, *rest = given.clauses
    over = builtins.static_items(e, emit_expr.emit_named(e, first.iterable), given.range)
    if rest or first.conditions:
        what = "it has several `for`" if rest else "it depends on a condition"
        raise error("MJ2027", given.range, what=what)
    made: list[Named] = []
    frame = Frame(e.block, e.frame, comprehension=True)
    for item in over:
        e.frame = frame
        emit_stmt.assign(e, first.target, item, given.range)
        made.append(emit_expr.emit_expr(e, given.element))
        assert frame.parent is not None
        e.frame = frame.parent
    return TupleOf(made)


def without_generators(call: ast.Call) -> ast.Call:
    """The call with list comprehensions in place of generators."""
    args: list[ast.Expr] = [
        ast.ListComprehension(a.range, a.element, a.clauses) if isinstance(a, ast.Generator) else a
        for a in call.args
    ]
    return ast.Call(call.range, call.callee, args, call.keywords)


def emit_any_all(e: Emitter, name: str, call: ast.Call) -> Named | None:
    """any() or all() of a generator, which stops where the answer is known; else None."""
    if len(call.args) != 1 or not isinstance(call.args[0], ast.Generator):
        return None
    given, where = call.args[0], call.range
    found: ast.Expr = given.element
    if name == "all":
        found = ast.Unary(where, "not", found)
    literals = (ast.TrueLiteral(where), ast.FalseLiteral(where))
    early, late = literals if name == "any" else literals[::-1]
    body: ast.Body = [ast.If(where, found, [ast.Return(where, early)], [])]
    for clause in reversed(given.clauses):
        for condition in reversed(clause.conditions):
            body = [ast.If(where, condition, body, [])]
        first = clause is given.clauses[0]
        iterable = ast.Name(where, "_items") if first else clause.iterable
        body = [ast.For(where, clause.target, iterable, body)]
    parameters = [ast.Parameter(where, "_items", None, None)]
    definition = ast.Def(where, f"_{name}", parameters, None, [*body, ast.Return(where, late)])
    template = specialise.local_template(e, definition)
    return specialise.call_template(
        e, template, [emit_expr.emit_named(e, given.clauses[0].iterable)], {}, where
    )


def options(e: Emitter, call: ast.Call) -> tuple[Named | None, Value]:
    """`key` and `reverse` of a call."""
    key: Named | None = None
    reverse: Value | None = None
    for keyword in call.keywords:
        if keyword.name == "key":
            found = emit_expr.emit_named(e, keyword.value)
            known_none = isinstance(found, Value) and str(found.type) == "NoneType"
            key = None if known_none else found
        elif keyword.name == "reverse":
            value = emit_expr.emit_expr(e, keyword.value)
            reverse = convert(e, value, BOOL, keyword.range, "for argument 'reverse'")
        else:
            raise error(
                "MJ2038", keyword.range, name="sorted", detail=f"no argument {keyword.name}"
            )
    return key, reverse if reverse is not None else constant(e, False, call.range)


def emit_sorted(e: Emitter, call: ast.Call) -> Named | None:
    """sorted() with a key or of objects; None where the operator does it."""
    if len(call.args) != 1:
        return None
    call = without_generators(call)
    named = emit_expr.emit_named(e, call.args[0])
    value = as_list(e, named, call.range)
    key, reverse = options(e, call)
    if key is not None:
        return library.call_library(e, "sorted_by", [value, key, reverse], call.range)
    if isinstance(value.type, ListType) and holds_objects(value.type.elem):
        check_order(e, value.type.elem, call.range)
        return library.call_library(e, "sorted_objects", [value, reverse], call.range)
    if not call.keywords:
        return emit_call.emit_operator(e, "aten::sorted", [value], {}, call.range)
    made = emit_call.emit_operator(e, "aten::list", [value], {}, call.range)
    copy = as_value(e, made, call.range)
    emit_call.emit_operator(e, "aten::sort", [copy, reverse], {}, call.range)
    return copy


def as_list(e: Emitter, named: Named, where: SourceRange) -> Value:
    """What is iterated, as a list: the keys of a dict or set, the elements of a tuple."""
    value = as_value(e, named, where)
    if isinstance(value.type, DictType | TupleType):
        return builtins.emit_list(e, [value], where, None)
    return value


def emit_sort(e: Emitter, callee: OperatorValue, call: ast.Call) -> Named | None:
    """`xs.sort(key=..., reverse=...)` with a key or of objects; None where the operator does it."""
    owner = callee.bound[0]
    if callee.kind != "aten::sort" or not isinstance(owner.type, ListType):
        return None
    is_object = holds_objects(owner.type.elem)
    if call.args or not (is_object or any(k.name == "key" for k in call.keywords)):
        return None
    key, reverse = options(e, call)
    if key is not None:
        library.call_library(e, "sort_by", [owner, key, reverse], call.range)
    else:
        check_order(e, owner.type.elem, call.range)
        library.call_library(e, "sort_objects", [owner, reverse], call.range)
    return NothingOf()


def holds_objects(kind: Type) -> bool:
    """Whether values are objects, or tuples that hold some."""
    return isinstance(kind, ClassType) or (
        isinstance(kind, TupleType) and any(map(holds_objects, kind.elems))
    )


def are_alike_tuples_of_objects(a: Type, b: Type) -> bool:
    """Whether `<` of two types is that of tuples which hold objects."""
    return isinstance(a, TupleType) and a == b and holds_objects(a)


def emit_less(e: Emitter, left: Value, right: Value, where: SourceRange) -> Value:
    """`left < right` of tuples: the first elements that differ decide."""
    pairs = list(zip(unpack(e, left, where), unpack(e, right, where), strict=True))

    def less(at: int) -> Value:
        a, b = pairs[at]
        found = emit_expr.emit_comparison(e, "<", a, b, where)
        if at + 1 == len(pairs):
            return found

        def later() -> Value:
            behind = emit_expr.emit_comparison(e, "<", b, a, where)
            return emit_control.emit_if_value(
                e,
                emit_control.Condition(behind),
                lambda: constant(e, False, where),
                lambda: less(at + 1),
                where,
            )

        return emit_control.emit_if_value(
            e, emit_control.Condition(found), lambda: constant(e, True, where), later, where
        )

    return less(0)


def check_order(e: Emitter, kind: Type, where: SourceRange) -> None:
    """Error MJ2059: objects of the class, or of one in the tuple, cannot be ordered."""
    if isinstance(kind, TupleType):
        for elem in kind.elems:
            check_order(e, elem, where)
    if not isinstance(kind, ClassType):
        return
    method = kind.methods.get("__lt__") or e.resolver.resolve_method(kind, "__lt__")
    fits = method is not None and len(method.arguments) == 2 and method.return_type == BOOL
    if not fits or method is None or not is_subtype(kind, method.arguments[1].type):
        raise error("MJ2059", where, type=kind)


def emit_extreme(e: Emitter, name: str, call: ast.Call) -> Named | None:
    """max() or min() of a list by a key; None where there is no key."""
    if not any(k.name == "key" for k in call.keywords):
        return None
    call = without_generators(call)
    key, _ = options(e, call)
    items = emit_expr.emit_items(e, call.args, [])
    value = as_list(e, items[0], call.range)
    assert key is not None
    return library.call_library(e, f"{name}_by", [value, key], call.range)
