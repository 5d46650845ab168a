"""Statements that only a user's source has, as others: the else of a loop, try."""

from __future__ import annotations

from collections.abc import Sequence

from minijit.diagnostics import error
from minijit.frontend import flow
from minijit.frontend.annotations import dotted_name
from minijit.syntax import ast


def without_else(stmt: ast.While | ast.For, name: str) -> ast.Body:
    """A loop with an else: a flag tells whether the loop was left by a break."""
    where = stmt.range
    flag = ast.Name(where, name)
    left: ast.Stmt = ast.Assign(where, [flag], ast.TrueLiteral(where))
    body = _before_breaks(stmt.body, left)
    loop: ast.Stmt
    if isinstance(stmt, ast.While):
        loop = ast.While(where, stmt.condition, body)
    else:
        loop = ast.For(where, stmt.target, stmt.iterable, body)
    start = ast.Assign(where, [flag], ast.FalseLiteral(where))
    rest = ast.If(where, ast.Unary(where, "not", flag), stmt.orelse, [])
    return [start, loop, rest]


def set_by_else(stmt: ast.While | ast.For) -> list[str]:
    """The names that a loop with an else sets before each of its breaks, and its else if it ends.

    Only those that the loop mentions nowhere else: nothing reads one before it is set.
    """
    # Breaks within try are not looked for.
    has_try = any(isinstance(node, ast.Try) for node in ast.walk(stmt))
    ends = [] if has_try else _ends(stmt.body)
    found: list[str] = []
    for name in dict.fromkeys(n for end in ends for n in flow.assigned(end)):
        starts = [_from_setting(end, name) for end in ends]
        last = _from_setting(stmt.orelse, name)
        if flow.falls(stmt.orelse) and not last:
            continue
        elsewhere = _mentions([stmt], name) - sum(_mentions(s, name) for s in [*starts, last])
        if all(starts) and not elsewhere:
            found.append(name)
    return found


def _ends(body: ast.Body) -> list[ast.Body]:
    """The statements before each break of the loop whose body it is, in the break's own block."""
    found: list[ast.Body] = []
    for i, stmt in enumerate(body):
        if isinstance(stmt, ast.Break):
            found.append(body[:i])
            break
        if isinstance(stmt, ast.If):
            found += _ends(stmt.body) + _ends(stmt.orelse)
        elif isinstance(stmt, ast.With):
            found += _ends(stmt.body)
    return found


def _from_setting(body: ast.Body, name: str) -> ast.Body:
    """The statements from the one that sets the name, without looking at it, on."""
    for i, stmt in enumerate(body):
        if isinstance(stmt, ast.Assign) and name in flow.assigned([stmt]):
            return body[i:] if _mentions([stmt], name) == 1 else []
    return []


def _mentions(body: ast.Body, name: str) -> int:
    nodes = (node for stmt in body for node in ast.walk(stmt))
    return sum(isinstance(node, ast.Name) and node.text == name for node in nodes)


def _before_breaks(body: ast.Body, added: ast.Stmt) -> ast.Body:
    made: ast.Body = []
    for stmt in body:
        if isinstance(stmt, ast.Break):
            made += [added, stmt]
        elif isinstance(stmt, ast.If):
            arms = [_before_breaks(arm, added) for arm in (stmt.body, stmt.orelse)]
            made.append(ast.If(stmt.range, stmt.condition, arms[0], arms[1]))
        elif isinstance(stmt, ast.With):
            inner = _before_breaks(stmt.body, added)
            made.append(ast.With(stmt.range, stmt.manager, stmt.target, inner))
        else:
            made.append(stmt)
    return made


def without_try(stmt: ast.Try) -> ast.Body:
    """A try whose exceptions are all raised in its own body, by statements that always or never do.

    A raise gives way to the body of its handler, followed by nothing of the rest; the statements
    after a conditional raise move into its other arm. Error MJ2061: it cannot be decided what is
    raised, or where it is caught. Other statements are judged when they have been emitted.
    """
    if stmt.final and flow.exits(
        [*stmt.body, *stmt.orelse, *(s for h in stmt.handlers for s in h.body)]
    ):
        raise error(
            "MJ2061", stmt.range, detail="its finally would follow a return, break or continue"
        )
    body = _caught([*stmt.body], stmt.handlers, stmt.orelse)
    return [*body, *stmt.final]


def _caught(body: Sequence[ast.Stmt], handlers: list[ast.Handler], after: ast.Body) -> ast.Body:
    made: ast.Body = []
    for at, stmt in enumerate(body):
        if isinstance(stmt, ast.Raise):
            handler = _handler(stmt, handlers)
            return [*made, stmt] if handler is None else [*made, *handler.body]
        if isinstance(stmt, ast.Return):
            return [*made, *_calm_return(stmt)]
        if isinstance(stmt, ast.If) and not raises([stmt]) and not flow.exits([stmt]):
            arms = [_caught(arm, handlers, []) for arm in (stmt.body, stmt.orelse)]
            made.append(ast.If(stmt.range, _calm(stmt.condition), arms[0], arms[1]))
            continue
        if isinstance(stmt, ast.While | ast.For | ast.With | ast.Try | ast.Break | ast.Continue):
            raise error("MJ2061", stmt.range, detail="it holds a loop, a with, or another try")
        if not isinstance(stmt, ast.If):
            made.append(ast.Calm(stmt.range, stmt))
            continue
        _calm(stmt.condition)
        rest = body[at + 1 :]
        arms = [_caught([*arm, *rest], handlers, after) for arm in (stmt.body, stmt.orelse)]
        return [*made, ast.If(stmt.range, stmt.condition, arms[0], arms[1])]
    return [*made, *after]


def _calm_return(stmt: ast.Return) -> ast.Body:
    """The value of a return is made by a statement of its own, which is judged."""
    if stmt.value is None:
        return [stmt]
    name = ast.Name(stmt.range, "_result")
    value = ast.Assign(stmt.range, [name], stmt.value)
    return [ast.Calm(stmt.range, value), ast.Return(stmt.range, name)]


def _calm(condition: ast.Expr) -> ast.Expr:
    """A condition that cannot raise. Error MJ2061."""
    match condition:
        case ast.And() | ast.Or() | ast.Compare():
            for operand in condition.operands:
                _calm(operand)
        case ast.Unary():
            _calm(condition.operand)
        case ast.Attribute():
            _calm(condition.base)
        case ast.Call() if dotted_name(condition.callee) in ("len", "isinstance", "hasattr"):
            for arg in condition.args:
                _calm(arg)
        case ast.Name() | ast.Int() | ast.Float() | ast.String() | ast.NoneLiteral():
            pass
        case ast.TrueLiteral() | ast.FalseLiteral() | ast.Tuple():
            pass
        case _:
            raise error("MJ2061", condition.range, detail="whether this condition raises")
    return condition


def _handler(stmt: ast.Raise, handlers: list[ast.Handler]) -> ast.Handler | None:
    """Which handler catches what a raise statement raises."""
    value = stmt.value.callee if isinstance(stmt.value, ast.Call) else stmt.value
    raised = None if value is None else dotted_name(value)
    for handler in handlers:
        read = (n.text for s in handler.body for n in ast.walk(s) if isinstance(n, ast.Name))
        if handler.name and handler.name in read:
            raise error("MJ2061", handler.range, detail="the exception is kept under a name")
        kinds = handler.kind.items if isinstance(handler.kind, ast.Tuple) else [handler.kind]
        names = [None if k is None else dotted_name(k) for k in kinds]
        if (
            handler.kind is None
            or raised in names
            or "Exception" in names
            or "BaseException" in names
        ):
            return handler
        if not all(_unrelated(raised, name) for name in names):
            raise error("MJ2061", stmt.range, detail=f"whether {raised} is one of {names}")
    return None


def _unrelated(raised: str | None, caught: str | None) -> bool:
    """Whether two builtin exceptions are different and neither derives from the other."""
    import builtins

    classes = [getattr(builtins, name or "", None) for name in (raised, caught)]
    if not all(isinstance(c, type) and issubclass(c, BaseException) for c in classes):
        return False
    return not issubclass(classes[0], classes[1])  # type: ignore[arg-type]


def raises(body: Sequence[ast.Stmt]) -> bool:
    """Whether `body` holds a raise statement."""
    for stmt in body:
        if isinstance(stmt, ast.Raise):
            return True
        for name in ("body", "orelse"):
            if raises(getattr(stmt, name, [])):
                return True
    return False
