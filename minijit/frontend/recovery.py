"""What else is wrong after an error: statements and expressions that do not depend on it.

Nothing of this is kept: a function with an error gets no graph. It only looks for further errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from minijit.diagnostics import Diagnostic, Error
from minijit.frontend import emit_control, emit_expr, emit_stmt, flow
from minijit.frontend.emitter import BlockEnded, Emitter, constant
from minijit.frontend.scope import CONSEQUENCE, is_consequence
from minijit.syntax import ast

# Errors of what has no type without its place.
_NEED_A_PLACE = ("MJ2041", "MJ2058", "MJ2060", "MJ2131")


def note(e: Emitter, found: Error) -> None:
    """Keeps an error's diagnostics, unless they only follow from those that are known."""
    for diagnostic in (found.diagnostic, *found.others):
        if not is_consequence(diagnostic) and not _known(e, diagnostic):
            e.errors.append(diagnostic)


def _known(e: Emitter, found: Diagnostic) -> bool:
    return any(
        d.id == found.id and d.range == found.range and d.sentence == found.sentence
        for d in e.errors
    )


def look_into(e: Emitter, stmt: ast.Stmt) -> None:
    """Looks for other errors in a statement that has one, each part on its own."""
    if id(stmt) in e.looked:
        return
    e.looked.add(id(stmt))
    for part in _parts(stmt):
        _probe(e, part)
        for inner in ast.walk(part):
            if isinstance(inner, ast.AssignmentExpr):
                e.frame.forget(inner.target.text, CONSEQUENCE)
    for body, in_loop in _bodies(stmt):
        _try_body(e, stmt, body, in_loop)
    for name in flow.assigned([stmt]):
        e.frame.forget(name, CONSEQUENCE)


def _bodies(stmt: ast.Stmt) -> list[tuple[ast.Body, bool]]:
    match stmt:
        case ast.If():
            return [(stmt.body, False), (stmt.orelse, False)]
        case ast.While() | ast.For():
            return [(stmt.body, True), (stmt.orelse, False)]
        case ast.With():
            return [(stmt.body, False)]
    return []


def _try_body(e: Emitter, stmt: ast.Stmt, body: ast.Body, in_loop: bool) -> None:
    """A body, with nothing known of the names that the statement's head binds."""
    frame, loops = e.frame, e.loops
    node = e.block.emit("prim::If", [constant(e, True, stmt.range)], range=stmt.range)
    inner = emit_control.enter(e, node.add_block())
    if isinstance(stmt, ast.For | ast.With) and stmt.target is not None:
        for name in flow.names_of(stmt.target):
            inner.forget(name, CONSEQUENCE)
    if in_loop:
        e.loops += 1
        inner.unreadable["$exited"] = ""
        inner.bind("$again", constant(e, True, stmt.range))
    try:
        emit_stmt.emit_body(e, body)
    except Error as found:
        note(e, found)
    e.frame, e.loops = frame, loops


def _probe(e: Emitter, expr: ast.Expr) -> None:
    """Emits an expression for its errors; where it has one, its parts too."""
    if isinstance(expr, ast.Starred):
        expr = expr.operand
    frame = e.frame
    try:
        with suppress(BlockEnded):
            emit_expr.emit_named(e, expr)
    except Error as found:
        if found.id not in _NEED_A_PLACE:
            note(e, found)
        e.frame = frame
        for part in _parts(expr):
            _probe(e, part)
    e.frame = frame


def _parts(node: ast.Expr | ast.Stmt) -> Iterator[ast.Expr]:
    """The expressions below that are evaluated whatever the others are."""
    match node:
        case ast.Assign() | ast.Augmented() | ast.Return() | ast.Raise() | ast.Expression():
            yield from [] if node.value is None else [node.value]
        case ast.Annotated():
            yield from [] if node.value is None else [node.value]
        case ast.Assert():
            yield node.condition
            yield from [] if node.message is None else [node.message]
        case ast.If() | ast.While() | ast.Ternary():
            yield node.condition
        case ast.For():
            yield node.iterable
        case ast.With():
            yield node.manager
        case ast.And() | ast.Or():
            yield node.operands[0]
        case ast.Compare():
            yield from node.operands
        case ast.Unary():
            yield node.operand
        case ast.Binary():
            yield from (node.left, node.right)
        case ast.Attribute():
            yield node.base
        case ast.Subscript():
            yield node.base
        case ast.Tuple() | ast.List():
            yield from node.items
        case ast.Dict():
            yield from (k for k in node.keys if k is not None)
            yield from node.values
        case ast.Format():
            yield from node.values
        case ast.Call() if not _takes_types(node):
            if isinstance(node.callee, ast.Attribute):
                yield node.callee.base
            yield from node.args
            yield from (k.value for k in node.keywords)


def _takes_types(call: ast.Call) -> bool:
    """Whether arguments of the call may be types, or are not evaluated."""
    name = call.callee.name if isinstance(call.callee, ast.Attribute) else ""
    name = call.callee.text if isinstance(call.callee, ast.Name) else name
    return name in ("isinstance", "annotate", "cast", "Attribute", "hasattr", "getattr", "super")
