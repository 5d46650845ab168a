"""Generators, map, filter and reversed where they do not stand within what goes through them."""

from __future__ import annotations

from minijit.diagnostics import SourceRange, error
from minijit.frontend import builtins, emit_expr
from minijit.frontend.emitter import Emitter
from minijit.frontend.sugared import GeneratorOf
from minijit.ir import Value
from minijit.syntax import ast

# Builtins that go through what they are given.
_TAKE = frozenset([
    "all", "any", "dict", "enumerate", "filter", "frozenset", "list", "map", "max", "min", "set",
    "sorted", "sum", "tuple", "zip",
])  # fmt: skip
_ITERATORS = ("map", "filter", "reversed")


def is_iterator(e: Emitter, expr: ast.Expr) -> bool:
    """Whether an expression makes an iterator, which Python evaluates while it is gone through."""
    if isinstance(expr, ast.Generator):
        return True
    if not isinstance(expr, ast.Call) or e.resolver.allow_missing:
        return False
    return builtins.callee_builtin(e, expr.callee) in _ITERATORS


def kind_of(expr: ast.Expr) -> str:
    """What MJ2060 calls it."""
    return f"{expr.callee.range.text}()" if isinstance(expr, ast.Call) else "a generator expression"


def named_generator(e: Emitter, stmt: ast.Assign) -> GeneratorOf | None:
    """What a name is given that stands for an iterator; None for any other assignment.

    As in Python, what the first `for` goes through is evaluated here, all else later.
    """
    expr = stmt.value
    if len(stmt.targets) != 1 or not isinstance(stmt.targets[0], ast.Name):
        return None
    if not is_iterator(e, expr):
        return None
    prefix = f"_iterator_{expr.range.start}"
    if isinstance(expr, ast.Generator):
        first, *rest = expr.clauses
        over = _kept(e, prefix, first.iterable)
        clauses = [ast.Clause(first.range, first.target, over, first.conditions), *rest]
        return GeneratorOf(ast.Generator(expr.range, expr.element, clauses), e.loops)
    assert isinstance(expr, ast.Call)
    item = ast.Name(expr.range, f"{prefix}_item")
    if builtins.callee_builtin(e, expr.callee) == "reversed":
        made = _kept(e, prefix, expr)  # from what is the last element now
    else:
        args = [_kept(e, f"{prefix}_{at}", arg) for at, arg in enumerate(expr.args)]
        made = ast.Call(expr.range, expr.callee, args, expr.keywords)
    clause = ast.Clause(expr.range, item, made, [])
    return GeneratorOf(ast.Generator(expr.range, item, [clause]), e.loops)


def _kept(e: Emitter, name: str, expr: ast.Expr) -> ast.Expr:
    """An expression evaluated now, under a name that no user has."""
    e.frame.bind(name, emit_expr.emit_named(e, expr))
    return ast.Name(expr.range, name)


def with_generators(e: Emitter, name: str, call: ast.Call) -> ast.Call:
    """A call of a builtin, with generators in place of the names that stand for them."""
    if name not in _TAKE:
        return call
    args = [_taken(e, arg) for arg in call.args]
    return ast.Call(call.range, call.callee, args, call.keywords)


def _taken(e: Emitter, arg: ast.Expr) -> ast.Expr:
    found = e.frame.find(arg.text) if isinstance(arg, ast.Name) else None
    return take(e, found, arg.range) if isinstance(found, GeneratorOf) else arg


def take(e: Emitter, found: GeneratorOf, where: SourceRange) -> ast.Generator:
    """What a generator stands for, for the one time that it is gone through. Error MJ2131."""
    if found.used or found.loops != e.loops:
        raise error("MJ2131", where)
    found.used = True
    return found.expr


def as_list(e: Emitter, found: GeneratorOf, where: SourceRange) -> Value:
    """All that a generator gives."""
    return emit_expr.emit_expr(e, take(e, found, where))
