"""Narrower types of attributes: what a test has shown of `self.x` holds until it may have changed.

A path is `name.attribute...` of a local name. Each read of the attribute is made anew and cast, so
that nothing rests on a value that was read before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minijit.frontend.annotations import dotted_name
from minijit.frontend.emitter import Emitter
from minijit.frontend.scope import Frame
from minijit.ir import Function, Value
from minijit.syntax import ast
from minijit.types import ClassType, Type


def path_of(e: Emitter, expr: ast.Expr) -> str:
    """The name or path whose type a test of the expression tells, or ""."""
    if isinstance(expr, ast.AssignmentExpr):
        return path_of(e, expr.target)
    if isinstance(expr, ast.Name):
        return expr.text
    path = dotted_name(expr) or ""
    if e.resolver.allow_missing or not path:
        return ""
    return path if is_object(e, path.partition(".")[0]) else ""


def is_object(e: Emitter, name: str) -> bool:
    """Whether a local name stands for an object or a module."""
    if not e.frame.has(name):
        return False
    found = e.frame.find(name)
    return hasattr(found, "class_type") or (
        isinstance(found, Value) and isinstance(found.type, ClassType)
    )


def narrowed(e: Emitter, expr: ast.Expr) -> Type | None:
    """The narrower type that an attribute has here, or None."""
    path = path_of(e, expr) if visible(e.frame) else ""
    frame: Frame | None = e.frame
    while frame is not None and path:
        if path in frame.narrow:
            return frame.narrow[path]
        frame = frame.parent
    return None


def visible(frame: Frame | None) -> set[str]:
    """All paths of which something is known."""
    found: set[str] = set()
    while frame is not None:
        found |= set(frame.narrow)
        frame = frame.parent
    return found


def forget(e: Emitter, changed: set[str] | None) -> None:
    """Attributes of these names, or any (None), may have changed."""
    for path in visible(e.frame):
        if changed is None or changed & set(path.split(".")[1:]):
            e.frame.narrow[path] = None


def forget_name(e: Emitter, name: str) -> None:
    """A local name was bound anew."""
    for path in visible(e.frame):
        if path.startswith(f"{name}."):
            e.frame.narrow[path] = None


def after_call(e: Emitter, function: Function | None) -> None:
    """Forgets what a call may change; None is a callee that is not known."""
    if visible(e.frame):
        forget(e, None if function is None else changes(function, set()))


def changes(function: Function, seen: set[Function]) -> set[str] | None:
    """The names of the attributes that a function sets, with all it calls; None is any."""
    if function in seen:
        return set()
    seen.add(function)
    if not function.defined or function.callback is not None:
        return None
    found: set[str] = set()
    for node in function.graph.walk():
        callee: Any = None
        if node.kind == "prim::SetAttr":
            found.add(node.attributes["name"])
            continue
        if node.kind == "prim::CallFunction":
            callee = function.unit.functions.get(node.attributes["name"])
        elif node.kind == "prim::CallMethod":
            owner = node.inputs[0].type
            if isinstance(owner, ClassType) and not owner.is_interface:
                callee = owner.methods.get(node.attributes["name"])
        else:
            continue
        inner = None if callee is None else changes(callee, seen)
        if inner is None:
            return None
        found |= inner
    return found


def enter_loop(e: Emitter, body: ast.Body) -> None:
    """What the body of a loop may change is not known at its start."""
    if not visible(e.frame):
        return
    for part in _parts(body):
        if isinstance(part, ast.Call):
            roots = [(dotted_name(part.callee) or "").partition(".")[0]]
            roots += [a.text for a in part.args if isinstance(a, ast.Name)]
            if any(is_object(e, root) for root in roots if root):
                forget(e, None)
                return
    names = {p.name for p in _parts(body) if isinstance(p, ast.Attribute)}
    assigned = {
        t.name
        for p in _parts(body)
        if isinstance(p, ast.Assign | ast.Augmented | ast.Annotated)
        for t in (p.targets if isinstance(p, ast.Assign) else [p.target])
        if isinstance(t, ast.Attribute)
    }
    forget(e, names & assigned)


def leave_loop(e: Emitter, inner: Frame) -> None:
    """What was learned in the body holds no longer; what it changed is not known."""
    for path in inner.narrow:
        e.frame.narrow[path] = None


def join(e: Emitter, true: Frame, false: Frame) -> None:
    """What is known after an if: what both arms know, or the one that goes on."""
    going = [f for f in (true, false) if not (f.ended or f.exited)]
    for path in {p for f in going for p in f.narrow}:
        known = {f.narrow.get(path, _outer(e, path)) for f in going}
        e.frame.narrow[path] = known.pop() if len(known) == 1 else None


def _outer(e: Emitter, path: str) -> Type | None:
    frame: Frame | None = e.frame
    while frame is not None:
        if path in frame.narrow:
            return frame.narrow[path]
        frame = frame.parent
    return None


def _parts(node: Any) -> Iterator[Any]:
    """Every piece of syntax below."""
    for item in node if isinstance(node, list) else [node]:
        if not isinstance(item, ast.Expr | ast.Stmt | ast.Keyword | ast.Handler):
            continue
        yield item
        for cls in type(item).__mro__:
            for slot in getattr(cls, "__slots__", ()):
                if slot != "range":
                    yield from _parts(getattr(item, slot))
