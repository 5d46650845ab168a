"""What the statements of a block may do to control, judged by their syntax alone."""

from __future__ import annotations

from collections.abc import Iterator

from minijit.syntax import ast


def falls(body: ast.Body) -> bool:
    """Whether control may reach the end of `body`."""
    return all(_falls(stmt) for stmt in body)


def _falls(stmt: ast.Stmt) -> bool:
    if isinstance(stmt, ast.Return | ast.Raise | ast.Break | ast.Continue):
        return False
    if isinstance(stmt, ast.If):
        return falls(stmt.body) or falls(stmt.orelse)
    if isinstance(stmt, ast.With):
        return falls(stmt.body)
    if isinstance(stmt, ast.While) and isinstance(stmt.condition, ast.TrueLiteral):
        return breaks(stmt.body)
    return True


def breaks(body: ast.Body) -> bool:
    """Whether `body` holds a break of the loop whose body it is."""
    for stmt in body:
        if isinstance(stmt, ast.Break):
            return True
        if isinstance(stmt, ast.If) and (breaks(stmt.body) or breaks(stmt.orelse)):
            return True
        if isinstance(stmt, ast.With) and breaks(stmt.body):
            return True
    return False


def exits(body: ast.Body, in_loop: bool = False) -> bool:
    """Whether `body` holds a return, or a break or continue of a loop around it.

    With `in_loop`, breaks and continues belong to a loop within the statement that is judged.
    """
    return any(_exits(stmt, in_loop) for stmt in body)


def _exits(stmt: ast.Stmt, in_loop: bool) -> bool:
    if isinstance(stmt, ast.Return):
        return True
    if isinstance(stmt, ast.Break | ast.Continue):
        return not in_loop
    if isinstance(stmt, ast.If):
        return exits(stmt.body, in_loop) or exits(stmt.orelse, in_loop)
    if isinstance(stmt, ast.While | ast.For):
        return exits(stmt.body, True) or exits(stmt.orelse, in_loop)
    if isinstance(stmt, ast.Try):
        bodies = [stmt.body, *(h.body for h in stmt.handlers), stmt.orelse, stmt.final]
        return any(exits(body, in_loop) for body in bodies)
    if isinstance(stmt, ast.With):
        return exits(stmt.body, in_loop)
    return False


def returns(body: ast.Body) -> bool:
    """Whether `body` holds a return statement."""
    return exits(body, True)


def assigned(body: ast.Body) -> list[str]:
    """The names that statements of `body` bind, in order of first occurrence."""
    return list(dict.fromkeys(_bound(body)))


def _bound(body: ast.Body) -> Iterator[str]:
    for stmt in body:
        if ":=" in stmt.range.text:
            yield from (n.target.text for n in ast.walk(stmt) if isinstance(n, ast.AssignmentExpr))
        match stmt:
            case ast.Assign():
                for target in stmt.targets:
                    yield from names_of(target)
            case ast.Annotated() | ast.Augmented():
                yield from names_of(stmt.target)
            case ast.If():
                yield from _bound(stmt.body)
                yield from _bound(stmt.orelse)
            case ast.While():
                yield from _bound([*stmt.body, *stmt.orelse])
            case ast.For():
                yield from names_of(stmt.target)
                yield from _bound([*stmt.body, *stmt.orelse])
            case ast.With():
                if stmt.target is not None:
                    yield from names_of(stmt.target)
                yield from _bound(stmt.body)
            case ast.Def():
                yield stmt.name
            case ast.Calm():
                yield from _bound([stmt.inner])
            case ast.Try():
                yield from _bound(stmt.body)
                for handler in stmt.handlers:
                    yield from _bound(handler.body)
                yield from _bound([*stmt.orelse, *stmt.final])
            case _:
                pass


def attributes_set(body: ast.Body, owner: str) -> Iterator[ast.Attribute]:
    """The targets `owner.name` of the assignments in `body`, in order."""
    for stmt in body:
        targets: list[ast.Expr] = []
        match stmt:
            case ast.Assign():
                targets = stmt.targets
            case ast.Annotated():
                targets = [stmt.target]
            case ast.If():
                yield from attributes_set([*stmt.body, *stmt.orelse], owner)
            case ast.While() | ast.For() | ast.With():
                yield from attributes_set(stmt.body, owner)
            case _:
                pass
        for target in targets:
            items = target.items if isinstance(target, ast.Tuple | ast.List) else [target]
            for item in items:
                base = item.base if isinstance(item, ast.Attribute) else None
                if isinstance(base, ast.Name) and base.text == owner:
                    yield item  # type: ignore[misc]


def names_of(target: ast.Expr) -> Iterator[str]:
    """The names that a target of an assignment binds."""
    if isinstance(target, ast.Name):
        yield target.text
    elif isinstance(target, ast.Tuple | ast.List):
        for item in target.items:
            yield from names_of(item)
    elif isinstance(target, ast.Starred):
        yield from names_of(target.operand)
