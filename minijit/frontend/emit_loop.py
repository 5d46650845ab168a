"""Loops, and what follows a loop that may have returned."""

from __future__ import annotations

from collections.abc import Callable

from minijit.diagnostics import SourceRange, error
from minijit.frontend import builtins, emit_control, emit_expr, emit_stmt, flow, narrowing
from minijit.frontend.emitter import BlockEnded, Emitter, as_value, constant, uninitialized
from minijit.frontend.scope import Named
from minijit.ir import Value
from minijit.syntax import ast
from minijit.types import BOOL, INT, NONE, Type, is_subtype

MAX_TRIPS = (1 << 63) - 1


def emit_while(e: Emitter, stmt: ast.While) -> None:
    trips = constant(e, MAX_TRIPS, stmt.range)
    test = emit_control.emit_condition(e, stmt.condition)
    first = test.as_value(e, stmt.condition.range)

    def bind(index: Value) -> None:
        del index
        emit_control.refine(e, test.when_true, stmt.condition.range)

    emit_loop(e, stmt, trips, first, bind, stmt.condition)


def emit_for(e: Emitter, stmt: ast.For) -> None:
    """A for loop: over what has a known number of elements it is unrolled, else a Loop."""
    if isinstance(stmt.iterable, ast.Tuple) and not stmt.iterable.range.text.startswith("("):
        raise error("MJ2093", stmt.iterable.range)
    over = builtins.iterate(e, emit_expr.emit_named(e, stmt.iterable), stmt.iterable.range)
    if over.items is not None:
        emit_unrolled(e, stmt, over.items)
        return
    assert over.length is not None
    assert over.item is not None
    item = over.item

    def bind(index: Value) -> None:
        emit_stmt.assign(e, stmt.target, item(index), stmt.range)

    trips = over.length()
    emit_loop(e, stmt, trips, constant(e, True, stmt.range), bind, None)


def emit_loop(
    e: Emitter,
    stmt: ast.While | ast.For,
    trips: Value,
    first: Value,
    bind: Callable[[Value], None],
    condition: ast.Expr | None,
) -> None:
    """A Loop.

    Carried are the names that the statement binds and that are bound before it, in order of
    occurrence, then `$returned` and `$ret` where the body returns.
    """
    where = stmt.range
    bound = flow.assigned([stmt])
    names = [n for n in bound if e.frame.has(n)]
    initial = [carried_value(e, n, where) for n in names]
    exits, returns = flow.exits(stmt.body, False), flow.returns(stmt.body)
    if returns:
        initial += initial_return(e, where)
        names += ["$returned", "$ret"]
    node = e.block.emit("prim::Loop", [trips, first, *initial], range=where)
    body = node.add_block()
    index = body.add_input(INT)
    frame = emit_control.enter(e, body)
    frame.unreadable["$exited"] = ""
    narrowing.enter_loop(e, stmt.body)
    inputs = []
    for name, value in zip(names, initial, strict=True):
        inputs.append(body.add_input(value.type, name))
        frame.bind(name, inputs[-1])
    frame.carried.update(names)
    if exits:
        frame.bind("$again", constant(e, True, where))
    e.loops += 1
    outputs: list[Value] = []
    try:
        bind(index)
        emit_stmt.emit_body(e, stmt.body)
        if not frame.ended:
            outputs.append(next_condition(e, condition, exits, where))
    except BlockEnded:
        frame.ended = True
    e.loops -= 1
    if frame.ended:
        outputs = [uninitialized(e, BOOL, where)]
        outputs += [uninitialized(e, v.type, where) for v in inputs]
    else:
        for name, value in zip(names, inputs, strict=True):
            outputs.append(next_value(e, name, value, where))
    for value in outputs:
        body.add_output(value)
    emit_control.leave(e)
    narrowing.leave_loop(e, frame)
    for name, value in zip(names, inputs, strict=True):
        if value.type == emit_control.UNKNOWN:
            settle(value, NONE)
        e.frame.bind(name, node.add_output(value.type, name))
    for name in bound:
        if name not in names:
            e.frame.forget(name, f"{name} is not defined outside of the loop that binds it")


def initial_return(e: Emitter, where: SourceRange) -> list[Value]:
    """What `$returned` and `$ret` are before a loop."""
    returned = constant(e, False, where)
    if e.frame.has("$ret"):
        return [returned, as_value(e, e.frame.find("$ret"), where)]  # type: ignore[arg-type]
    return [returned, uninitialized(e, e.declared or emit_control.UNKNOWN, where)]


def announce(e: Emitter, names: list[str], where: SourceRange) -> None:
    """Placeholders, before a loop, for names that it sets before anything reads them."""
    for name in names:
        if not e.frame.has(name):
            e.frame.bind(name, uninitialized(e, emit_control.UNKNOWN, where))


def carried_value(e: Emitter, name: str, where: SourceRange) -> Value:
    named = e.frame.find(name, where)
    assert named is not None
    return as_value(e, named, where)


def next_value(e: Emitter, name: str, before: Value, where: SourceRange) -> Value:
    """What a carried name is at the end of the body. Error MJ2005: it has another type."""
    named = e.frame.find(name, where)
    assert named is not None
    value = as_value(e, named, where)
    if before.type == emit_control.UNKNOWN:
        settle(before, value.type)
    if not is_subtype(value.type, before.type):
        shown = "the return value" if name == "$ret" else name
        raise error("MJ2005", where, name=shown, old=before.type, new=value.type)
    return value


def settle(value: Value, type: Type) -> None:
    """Gives a placeholder whose type was not known yet, and the one it starts from, their type."""
    value.type = type
    if value.node is None and value.block is not None and value.block.node is not None:
        owner = value.block.node
        initial = owner.inputs[value.block.inputs.index(value) + 1]
        if initial.type == emit_control.UNKNOWN:
            settle(initial, type)


def next_condition(
    e: Emitter, condition: ast.Expr | None, exits: bool, where: SourceRange
) -> Value:
    """Whether the loop goes on, at the end of its body."""
    e.statement = e.frame
    if condition is None:
        if not exits:
            return constant(e, True, where)
        return as_value(e, e.frame.find("$again"), where)  # type: ignore[arg-type]
    if not exits:
        return emit_control.emit_condition(e, condition).as_value(e, condition.range)
    again = e.frame.find("$again")
    assert isinstance(again, Value)
    return emit_control.emit_if_value(
        e,
        emit_control.Condition(again),
        lambda: emit_control.emit_condition(e, condition).as_value(e, condition.range),
        lambda: constant(e, False, where),
        where,
    )


def emit_unrolled(e: Emitter, stmt: ast.For, items: list[Named]) -> None:
    """The body once for each item. If it exits early, each copy stands in an If on `$again`."""
    if not flow.exits(stmt.body):
        for item in items:
            if not e.frame.ended:
                e.count_copy(stmt.range)
                emit_stmt.assign(e, stmt.target, item, stmt.range)
                emit_stmt.emit_body(e, stmt.body)
        return
    where = stmt.range
    outer = e.frame.find("$again") if e.frame.has("$again") else None
    before = {n: e.frame.find(n) for n in flow.assigned(stmt.body) if e.frame.has(n)}
    if flow.returns(stmt.body):
        e.frame.bind("$returned", constant(e, False, where))
    e.frame.bind("$again", constant(e, True, where))
    e.loops += 1
    for item in items:
        e.count_copy(where)
        again = e.frame.find("$again")
        assert isinstance(again, Value)
        node = e.block.emit("prim::If", [again], range=where)
        true = emit_control.enter(e, node.add_block())
        true.unreadable["$exited"] = ""
        true.transparent = True
        emit_stmt.assign(e, stmt.target, item, where)
        emit_stmt.emit_body(e, stmt.body)
        true.unreadable.pop("$exited")
        emit_control.leave(e)
        false = emit_control.enter(e, node.add_block())
        emit_control.leave(e)
        emit_control.join(e, node, true, false)
    e.loops -= 1
    for name, value in before.items():
        if isinstance(value, Value) and value.type == emit_control.UNKNOWN and e.frame.has(name):
            settle(value, carried_value(e, name, where).type)
    e.frame.values.pop("$again")
    if outer is not None:
        e.frame.bind("$again", outer)


def emit_after_loop(e: Emitter, rest: ast.Body, where: SourceRange) -> None:
    """The statements after a loop that may have returned: skipped if it has."""
    returned = e.frame.find("$returned")
    assert isinstance(returned, Value)
    if not rest and not e.frame.has("$exited") and not e.loops:
        return
    node = e.block.emit("prim::If", [returned], range=where)
    true = emit_control.enter(e, node.add_block())
    emit_control.mark_exit(e, True, True, where)
    true.exited = true.returned = True
    emit_control.leave(e)
    false = emit_control.enter(e, node.add_block())
    emit_stmt.emit_body(e, rest)
    emit_control.leave(e)
    emit_control.join(e, node, true, false)
