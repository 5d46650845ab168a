"""List and dict comprehensions."""

from __future__ import annotations

from collections.abc import Callable

from minijit.diagnostics import SourceRange, error
from minijit.frontend import builtins, emit_call, emit_control, emit_expr, emit_stmt
from minijit.frontend.emitter import (
    BlockEnded,
    Emitter,
    as_value,
    constant,
    emit,
    uninitialized,
)
from minijit.frontend.scope import Frame, Named
from minijit.ir import Value
from minijit.syntax import ast
from minijit.types import BOOL, INT, DictType, ListType, Type, UnionType


def emit_list_comprehension(e: Emitter, expr: ast.ListComprehension, hint: Type | None) -> Value:
    """An empty list, and a Loop that appends to it; over what is unrolled, a list display."""
    where = expr.range
    wanted = emit_expr.list_hint(hint, where)
    first = expr.clauses[0]
    over = iterated(e, first)
    if over.items is not None and len(expr.clauses) == 1 and not first.conditions:
        return emit_unrolled_list(e, expr, over.items, wanted)
    made = emit(e, "prim::ListConstruct", (), ListType(wanted or emit_control.UNKNOWN), where)

    def add() -> None:
        value = emit_expr.emit_expr(e, expr.element, wanted)
        if made.type == ListType(emit_control.UNKNOWN):
            made.type = ListType(value.type)
        if isinstance(hint, UnionType) and made.type != ListType(value.type):
            raise error("MJ2094", where, expected=made.type, found=value.type)
        emit_call.emit_operator(e, "aten::append", [made, value], {}, where)

    emit_clauses(e, expr.clauses, over, add)
    assert isinstance(made.type, ListType)
    emit_expr.check_candidates(hint, made.type, True, where)
    return made


def emit_unrolled_list(
    e: Emitter, expr: ast.ListComprehension, items: list[Named], wanted: Type | None
) -> Value:
    frame = Frame(e.block, e.frame, comprehension=True)
    values = []
    for item in items:
        e.count_copy(expr.range)
        e.frame = frame
        emit_stmt.assign(e, expr.clauses[0].target, item, expr.range)
        values.append(emit_expr.emit_expr(e, expr.element, wanted))
        emit_control.leave(e)
    elem = emit_expr.common_type(values, wanted)
    return emit_expr.list_construct(e, values, elem, expr.range)


def emit_dict_comprehension(e: Emitter, expr: ast.DictComprehension, hint: Type | None) -> Value:
    """An empty dict, and a Loop that sets its items."""
    where = expr.range
    plain = emit_expr.container_hint(hint, DictType, where)
    wanted = plain if isinstance(plain, DictType) else None
    over = iterated(e, expr.clauses[0])
    empty = wanted or DictType(emit_control.UNKNOWN, emit_control.UNKNOWN)
    made = emit(e, "prim::DictConstruct", (), empty, where)

    def add() -> None:
        key = emit_expr.emit_expr(e, expr.key, wanted.key if wanted else None)
        value = emit_expr.emit_expr(e, expr.value, wanted.value if wanted else None)
        if made.type == DictType(emit_control.UNKNOWN, emit_control.UNKNOWN):
            made.type = DictType(key.type, value.type)
        emit_expr.check_dict_hint(wanted, key.type, value.type, where)
        emit_call.emit_operator(e, "aten::_set_item", [made, key, value], {}, where)

    emit_clauses(e, expr.clauses, over, add)
    assert isinstance(made.type, DictType)
    emit_expr.check_candidates(hint, made.type, True, where)
    return made


def emit_list_of_items(e: Emitter, over: Named, hint: Type | None, where: SourceRange) -> Value:
    """`list(iterable)`, as `[x for x in iterable]`."""
    wanted = emit_expr.list_hint(hint, where)
    made = emit(e, "prim::ListConstruct", (), ListType(wanted or emit_control.UNKNOWN), where)

    def add(item: Named) -> None:
        value = as_value(e, item, where)
        if made.type == ListType(emit_control.UNKNOWN):
            made.type = ListType(value.type)
        emit_call.emit_operator(e, "aten::append", [made, value], {}, where)

    emit_for_each(e, builtins.iterate(e, over, where), add, where)
    return made


def emit_dict_of_pairs(e: Emitter, over: Named, hint: Type | None, where: SourceRange) -> Value:
    """`dict(iterable)`, as `{k: v for k, v in iterable}`."""
    plain = emit_expr.container_hint(hint, DictType, where)
    wanted = plain if isinstance(plain, DictType) else None
    empty = wanted or DictType(emit_control.UNKNOWN, emit_control.UNKNOWN)
    made = emit(e, "prim::DictConstruct", (), empty, where)

    def add(item: Named) -> None:
        both = emit_expr.tuple_items(e, item, where)
        if both is None or len(both) != 2:
            raise emit_stmt.unpack_misfit(2, 0 if both is None else len(both), where)
        key, value = (as_value(e, part, where) for part in both)
        emit_expr.check_dict_hint(wanted, key.type, value.type, where)
        if made.type == DictType(emit_control.UNKNOWN, emit_control.UNKNOWN):
            made.type = DictType(key.type, value.type)
        emit_call.emit_operator(e, "aten::_set_item", [made, key, value], {}, where)

    emit_for_each(e, builtins.iterate(e, over, where), add, where)
    return made


def iterated(e: Emitter, clause: ast.Clause) -> builtins.Iteration:
    return builtins.iterate(e, emit_expr.emit_named(e, clause.iterable), clause.iterable.range)


def emit_clauses(
    e: Emitter, clauses: list[ast.Clause], over: builtins.Iteration, add: Callable[[], None]
) -> None:
    """Runs `add` for each element of `over`, the first clause's, for which the conditions hold.

    With more clauses, for each element of theirs.
    """
    clause, *rest = clauses

    def add_rest() -> None:
        emit_clauses(e, rest, iterated(e, rest[0]), add)

    def add_item(item: Named) -> None:
        emit_stmt.assign(e, clause.target, item, clause.range)
        emit_filtered(e, clause.conditions, add_rest if rest else add, clause.range)

    emit_for_each(e, over, add_item, clause.range)


def emit_for_each(
    e: Emitter, over: builtins.Iteration, add: Callable[[Named], None], where: SourceRange
) -> None:
    """Runs `add` for each element of `over`, in a frame of its own."""
    if over.items is not None:
        frame = Frame(e.block, e.frame, comprehension=True)
        for item in over.items:
            e.count_copy(where)
            e.frame = frame
            add(item)
            emit_control.leave(e)
        return
    assert over.length is not None
    assert over.item is not None
    trips = over.length()
    node = e.block.emit("prim::Loop", [trips, constant(e, True, where)], range=where)
    body = node.add_block()
    index = body.add_input(INT)
    frame = emit_control.enter(e, body)
    frame.comprehension = True
    try:
        add(over.item(index))
        body.add_output(constant(e, True, where))
    except BlockEnded:
        frame.ended = True
        body.add_output(uninitialized(e, BOOL, where))
    emit_control.leave(e)


def emit_filtered(
    e: Emitter, conditions: list[ast.Expr], add: Callable[[], None], where: SourceRange
) -> None:
    """`add` under the conditions, each an If in the arm of the one before."""
    if not conditions:
        add()
        return
    test = emit_control.emit_condition(e, conditions[0])
    if test.static is not None:
        if test.static:
            emit_filtered(e, conditions[1:], add, where)
        return
    node = e.block.emit("prim::If", [test.as_value(e, where)], range=where)
    frame = emit_control.enter(e, node.add_block())
    try:
        emit_control.refine(e, test.when_true, where)
        emit_filtered(e, conditions[1:], add, where)
    except BlockEnded:
        frame.ended = True
    emit_control.leave(e)
    node.add_block()
