"""What the code of an archive calls and this library lacks, all at once, before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit.frontend.annotations import dotted_name
from minijit.schema import all_schemas
from minijit.syntax import ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minijit.ir import CompilationUnit

# What gives the result of a fork or an await, which has run already: no operators.
WAITS = ("aten::wait", "prim::awaitable_wait", "prim::awaitable_nowait")
NOT_THERE = "there is no such operator"
NO_OVERLOAD = "no overload takes arguments of these types"


def note_missing(unit: CompilationUnit, definition: ast.Def) -> None:
    """Notes what a definition calls by name and nothing here takes, in order of the text."""
    bound = {p.name for p in definition.parameters}
    for call in _calls(definition):
        kind = _operator(dotted_name(call.callee) or "", bound)
        why = _complaint(kind, call) if kind else ""
        if why:
            unit.note_missing(kind, why, call.range)


def _operator(name: str, bound: set[str]) -> str:
    """The kind that `torch.x` or `ops.y.x` names, or nothing."""
    root, _, rest = name.partition(".")
    kind = ""
    if root == "torch" and root not in bound and "." not in rest:
        kind = "" if rest in ("", "device") else f"aten::{rest}"
    if root == "ops" and root not in bound and rest.count(".") == 1:
        kind = rest.replace(".", "::")
    return "" if kind in WAITS else kind


def _complaint(kind: str, call: ast.Call) -> str:
    """Why no overload of a kind takes as many arguments, or those names; else nothing."""
    overloads = all_schemas(kind)
    if not overloads:
        return NOT_THERE
    if any(s.vararg for s in overloads) or any(isinstance(a, ast.Starred) for a in call.args):
        return ""
    room = max(len(s.arguments) for s in overloads)
    if len(call.args) > room:
        return f"no overload takes {len(call.args)} arguments"
    known = {a.name for s in overloads for a in s.arguments} | {"self", "input"}
    for keyword in call.keywords:
        if keyword.name not in known:
            return f"no overload takes the argument '{keyword.name}'"
    return ""


def _calls(node: Any) -> Iterator[ast.Call]:
    """All calls below a node of the AST, outer ones first."""
    if isinstance(node, ast.Call):
        yield node
    for cls in type(node).__mro__:
        for name in getattr(cls, "__slots__", ()):
            if name == "range":
                continue
            value = getattr(node, name)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, ast.Expr | ast.Stmt | ast.Keyword):
                    yield from _calls(item)
