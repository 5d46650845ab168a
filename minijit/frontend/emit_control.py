"""Conditions and branches.

Names that change. `return`, `break` and `continue` become pseudo-names, joined like the user's own:
`$ret` the returned value, `$exited` whether the statements that follow are to be skipped (bound
only where that is not known), `$again` whether the innermost loop goes on, `$returned` whether a
loop was left by a return. Where one arm of an `if` cannot be left at its end, the statements after
the `if` are emitted in the other arm; only if both arms may go on and one may exit, `$exited` is
needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from minijit._limits import LIMITS
from minijit.diagnostics import SourceRange, error
from minijit.frontend import builtins, emit_call, emit_class, emit_expr, emit_stmt, flow, narrowing
from minijit.frontend.emitter import (
    BlockEnded,
    Emitter,
    as_value,
    constant,
    constant_value,
    emit,
    uninitialized,
    widen,
)
from minijit.frontend.scope import Frame, Named
from minijit.frontend.sugared import LiteralOf, Sugared, TupleOf
from minijit.ir import Block, Node, Value
from minijit.syntax import ast
from minijit.types import (
    ANY,
    NONE,
    OptionalType,
    Type,
    TypeVar,
    UnionType,
    unify,
    union,
)

UNKNOWN = TypeVar("?")


@dataclass(slots=True)
class Condition:
    """A bool value, or its outcome where that is known at compile time.

    Also the types that names have when it holds and when it does not.
    """

    value: Value | None
    static: bool | None = None
    when_true: dict[str, Type] = field(default_factory=dict)
    when_false: dict[str, Type] = field(default_factory=dict)

    def as_value(self, e: Emitter, where: SourceRange) -> Value:
        if self.value is None:
            self.value = constant(e, self.static, where)
        return self.value


# Conditions.


def emit_condition(e: Emitter, expr: ast.Expr) -> Condition:
    """An expression as a condition."""
    where = expr.range
    if isinstance(expr, ast.Unary) and expr.operator == "not":
        inner = emit_condition(e, expr.operand)
        if inner.static is not None:
            return Condition(None, not inner.static, inner.when_false, inner.when_true)
        args = [inner.as_value(e, where)]
        value = as_value(e, emit_call.emit_operator(e, "aten::__not__", args, {}, where), where)
        return Condition(value, None, inner.when_false, inner.when_true)
    if isinstance(expr, ast.And | ast.Or):
        found = emit_condition(e, expr.operands[0])
        for operand in expr.operands[1:]:
            found = emit_short_circuit(e, isinstance(expr, ast.And), found, operand, where)
        return found
    if isinstance(expr, ast.Compare):
        found = emit_compare(e, expr)
        if found.value is not None:
            found.value = emit_expr.emit_bool(e, found.value, where)
        return found
    if isinstance(expr, ast.Call):
        found_or_none = builtins.emit_isinstance_condition(e, expr)
        if found_or_none is not None:
            return found_or_none
    value = emit_expr.emit_bool(e, emit_expr.emit_named(e, expr), where)
    known, constant_bool = constant_value(value)
    return Condition(value, constant_bool if known else None)


def emit_short_circuit(
    e: Emitter, is_and: bool, left: Condition, right: ast.Expr, where: SourceRange
) -> Condition:
    """`left and right` or `left or right`; the right side is emitted in an arm of an If."""
    if left.static is not None:
        if left.static is not is_and:
            return left
        found = emit_condition(e, right)
        found.when_true = {**left.when_true, **found.when_true} if is_and else found.when_true
        found.when_false = found.when_false if is_and else {**left.when_false, **found.when_false}
        return found
    inner: list[Condition] = []

    def emit_right() -> Value:
        inner.append(emit_condition(e, right))
        return inner[0].as_value(e, where)

    def emit_known() -> Value:
        return constant(e, not is_and, where)

    arms = (emit_right, emit_known) if is_and else (emit_known, emit_right)
    value = emit_if_value(e, left, arms[0], arms[1], where)
    if inner and inner[0].static is not None and not e.resolver.allow_missing:
        # What is known of the right side decides, or leaves the left side.
        assert value.node is not None
        value.node.destroy()
        return left if inner[0].static is is_and else Condition(None, not is_and)
    true, false = left.when_true, left.when_false
    if inner:
        true, false = {**true, **inner[0].when_true}, {**false, **inner[0].when_false}
    return Condition(value, None, true if is_and else {}, {} if is_and else false)


def emit_compare(e: Emitter, expr: ast.Compare) -> Condition:
    """A comparison; a chain is an `and` in which each operand is emitted once."""
    if len(expr.operators) == 1:
        operator, (left, right) = expr.operators[0], expr.operands
        if operator in ("is", "is not"):
            for operand, other in ((left, right), (right, left)):
                if isinstance(other, ast.NoneLiteral):
                    return emit_none_test(e, operand, operator == "is", expr.range)
        of_type = emit_class.emit_class_test(e, operator, left, right)
        if of_type is not None:
            return of_type
    first = emit_expr.emit_expr(e, expr.operands[0])
    return emit_chain(e, expr, 0, first)


def emit_chain(e: Emitter, expr: ast.Compare, at: int, left: Value) -> Condition:
    named = emit_expr.emit_named(e, expr.operands[at + 1])
    names = getattr(named, "names_held", None)
    known, item = constant_value(left)
    if names is not None and known and expr.operators[at] in ("in", "not in"):
        return Condition(None, (item in names()) == (expr.operators[at] == "in"))
    right = as_value(e, named, expr.operands[at + 1].range)
    made = emit_expr.emit_comparison(e, expr.operators[at], left, right, expr.range)
    if at + 1 == len(expr.operators):
        return Condition(made)
    test = Condition(emit_expr.emit_bool(e, made, expr.range))

    def emit_rest() -> Value:
        found = emit_chain(e, expr, at + 1, right)
        return emit_expr.emit_bool(e, found.as_value(e, expr.range), expr.range)

    def emit_false() -> Value:
        return constant(e, False, expr.range)

    return Condition(emit_if_value(e, test, emit_rest, emit_false, expr.range))


def emit_none_test(
    e: Emitter, operand: ast.Expr, wants_none: bool, where: SourceRange
) -> Condition:
    """`x is None`: decided at compile time where the type tells, else it refines a name."""
    named = emit_expr.emit_named(e, operand)
    if isinstance(named, LiteralOf):
        return Condition(None, (named.value is None) == wants_none)
    if isinstance(named, Sugared) and not isinstance(named, TupleOf):
        convert = getattr(named, "as_value", None)
        if convert is None:
            return Condition(None, not wants_none)
    value = as_value(e, named, where)
    if value.type == NONE:
        return Condition(None, wants_none)
    if not may_be_none(value.type):
        return Condition(None, not wants_none)
    none = constant(e, None, where)
    kind = "aten::__is__" if wants_none else "aten::__isnot__"
    test = as_value(e, emit_call.emit_operator(e, kind, [value, none], {}, where), where)
    refined: dict[str, Type] = {}
    path = narrowing.path_of(e, operand)
    rest = without_none(value.type)
    if path and rest is not None:
        refined = {path: rest}
    return Condition(test, None, {} if wants_none else refined, refined if wants_none else {})


def may_be_none(type: Type) -> bool:
    if isinstance(type, UnionType):
        return NONE in type.members
    return isinstance(type, OptionalType) or type in (ANY, UNKNOWN)


def without_none(type: Type) -> Type | None:
    """What is left of an Optional or Union when it is not None."""
    if isinstance(type, OptionalType):
        return type.elem
    if isinstance(type, UnionType):
        return union(tuple(m for m in type.members if m != NONE))
    return None


# Branches.


def enter(e: Emitter, block: Block) -> Frame:
    """Makes `block` the innermost."""
    e.frame = Frame(block, e.frame, managers=e.frame.managers)
    return e.frame


def leave(e: Emitter) -> None:
    assert e.frame.parent is not None
    e.frame = e.frame.parent


def refine(e: Emitter, refinements: dict[str, Type], where: SourceRange | None) -> None:
    """Binds names to narrower views of their values, for this block."""
    for name, wanted in refinements.items():
        if "." in name:
            e.frame.narrow[name] = wanted
            continue
        value = e.frame.find(name)
        if isinstance(value, Value) and value.type != wanted:
            cast = emit(e, "prim::unchecked_cast", [value], wanted, where)
            cast.name = name
            e.frame.refine(name, cast)


def emit_if_value(
    e: Emitter,
    test: Condition,
    then: Callable[[], Value],
    orelse: Callable[[], Value],
    where: SourceRange,
) -> Value:
    """An If with one output, for expressions: of a Union where the arms have no common type."""
    node = e.block.emit("prim::If", [test.as_value(e, where)], range=where)
    found: list[tuple[Frame, Value | None]] = []
    for arm, refinements in ((then, test.when_true), (orelse, test.when_false)):
        frame = enter(e, node.add_block())
        value = None
        try:
            refine(e, refinements, where)
            value = arm()
        except BlockEnded:
            frame.ended = True
        leave(e)
        found.append((frame, value))
    types = [value.type for _, value in found if value is not None]
    if not types:
        raise BlockEnded
    joined = unify(types[0], types[-1]) or union((types[0], types[-1]))
    if isinstance(joined, UnionType):  # of which each member is compared with each
        e.count_copy(where, e.parts_of(joined) * len(joined.members))
    for frame, value in found:
        e.frame = frame
        out = (
            uninitialized(e, joined, where) if value is None else as_joined(e, value, joined, where)
        )
        frame.block.add_output(out)
        leave(e)
    return node.add_output(joined)


def emit_ternary(e: Emitter, expr: ast.Ternary, hint: Type | None) -> Named:
    """`then if condition else orelse`; only one side where the condition is known."""
    test = emit_condition(e, expr.condition)
    if test.static is not None:
        return emit_expr.emit_named(e, expr.then if test.static else expr.orelse, hint)
    return emit_if_value(
        e,
        test,
        lambda: emit_expr.emit_expr(e, expr.then, hint),
        lambda: emit_expr.emit_expr(e, expr.orelse, hint),
        expr.range,
    )


def emit_if(e: Emitter, stmt: ast.If, rest: ast.Body) -> bool:
    """An if statement. Returns true when it emitted `rest`, the statements after it, as well."""
    test = emit_condition(e, stmt.condition)
    if test.static is not None:
        emit_stmt.emit_body(e, (stmt.body if test.static else stmt.orelse) + rest)
        return True
    body, orelse = stmt.body, stmt.orelse
    moved = flagged = False
    if rest and (flow.exits(body) or flow.exits(orelse)):
        if not flow.falls(body):
            orelse, moved = orelse + rest, True
        elif not flow.falls(orelse):
            body, moved = body + rest, True
        else:
            e.frame.bind("$exited", constant(e, False, stmt.range))
            flagged = True
    emit_branches(e, test, body, orelse, stmt.range)
    if flagged and not e.frame.ended:
        exited = e.frame.find("$exited")
        assert isinstance(exited, Value)
        emit_rest(e, exited, rest, stmt.range)
    return moved or flagged


def emit_rest(e: Emitter, exited: Value, rest: ast.Body, where: SourceRange) -> None:
    """The statements after one that may have left the block: skipped if it has."""
    node = e.block.emit("prim::If", [exited], range=where)
    true = enter(e, node.add_block())
    true.exited = True
    leave(e)
    false = enter(e, node.add_block())
    refine(e, still_going(e), where)
    emit_stmt.emit_body(e, rest)
    leave(e)
    join(e, node, true, false)


def still_going(e: Emitter) -> dict[str, Type]:
    """The names whose values are narrower where control has not left the block."""
    found: dict[str, Type] = {}
    frame: Frame | None = e.frame
    while frame is not None:
        for name, value in frame.values.items():
            kind = e.going.get(value) if isinstance(value, Value) and e.frame.has(name) else None
            if kind is not None and not name.startswith("$") and e.frame.find(name) is value:
                found[name] = kind
        frame = frame.parent
    return found


def emit_branches(
    e: Emitter, test: Condition, body: ast.Body, orelse: ast.Body, where: SourceRange
) -> None:
    """An If whose arms are statements; joins what they bind."""
    node = e.block.emit("prim::If", [test.as_value(e, where)], range=where)
    frames: list[Frame] = []
    for stmts, refinements in ((body, test.when_true), (orelse, test.when_false)):
        frames.append(enter(e, node.add_block()))
        refine(e, refinements, where)
        emit_stmt.emit_body(e, stmts)
        leave(e)
    join(e, node, frames[0], frames[1])


def join(e: Emitter, node: Node, true: Frame, false: Frame) -> None:
    """Binds after an If what its arms bound: names of the true arm first, in order of binding.

    A name whose value differs becomes an output. An arm that ended gives a placeholder. A name that
    is bound on one path only, or has two types, is unreadable afterwards.
    """
    narrowing.join(e, true, false)
    if true.ended and false.ended:
        e.frame.ended = True
        return
    if (true.ended or true.exited) and (false.ended or false.exited):
        e.frame.exited = True
        e.frame.returned = all(f.ended or f.returned for f in (true, false))
    if true.ended or false.ended:
        ended, going = (true, false) if true.ended else (false, true)
        join_going(e, node, ended, going, list(going.values))
        return
    if true.returned != false.returned:
        left, going = (true, false) if true.returned else (false, true)
        join_going(e, node, left, going, [n for n in going.values if not n.startswith("$")])
        flags = [n for n in true.values if n.startswith("$")]
        flags += [n for n in false.values if n.startswith("$") and n not in flags]
        for name in flags:
            join_name(e, node, name, true, false)
        return
    names = [n for n in true.values if n not in true.refined]
    names += [n for n in false.values if n not in false.refined and n not in names]
    for name in names:
        join_name(e, node, name, true, false)
    for frame in (true, false):
        for name, reason in frame.unreadable.items():
            if not name.startswith("$"):
                e.frame.forget(name, reason)


def join_going(e: Emitter, node: Node, left: Frame, going: Frame, names: list[str]) -> None:
    """Binds names as one arm has them, where control cannot come from the other, `left`."""
    for name in names:
        value = going.values[name]
        if isinstance(value, Value):
            pair: list[tuple[Frame, Value | None]] = [(left, None), (going, value)]
            join_values(e, node, name, sorted(pair, key=lambda p: p[0].block is node.blocks[1]))
        elif value.portable:
            e.frame.bind(name, value)
        else:
            e.frame.forget(name, f"{name}, a {value.what}, is only known within the branch")
    for name, reason in going.unreadable.items():
        if not name.startswith("$"):
            e.frame.forget(name, reason)


def join_name(e: Emitter, node: Node, name: str, true: Frame, false: Frame) -> None:
    known = [frame.has(name) for frame in (true, false)]
    may_lack = name == "$ret" or ((known[0] or true.exited) and (known[1] or false.exited))
    if not all(known) and not may_lack:
        branch = "true" if known[1] else "false"
        e.frame.forget(name, f"{name} is not defined in the {branch} branch")
        return
    a = true.find(name) if known[0] else None
    b = false.find(name) if known[1] else None
    if a is not None and (a is b or (isinstance(a, Sugared) and a == b)):
        e.frame.bind(name, a)
        return
    values: list[tuple[Frame, Value | None]] = []
    for frame, bound in ((true, a), (false, b)):
        named = bound
        if isinstance(bound, Sugared) and bound.is_constant:
            assert node.range is not None
            named = in_frame(e, frame, partial(as_value, e, bound, node.range))
        if isinstance(named, Sugared):
            reason = (
                f"{name} is a {named.what} in one branch and another value in the other: use it"
                " within the branches"
            )
            e.frame.forget(name, reason)
            return
        values.append((frame, named))
    join_values(e, node, name, values)


def join_values(
    e: Emitter, node: Node, name: str, values: Sequence[tuple[Frame, Value | None]]
) -> None:
    """Makes one output of the If from the values of its arms; None stands for a placeholder."""
    where = node.range
    assert where is not None
    types = [value.type for _, value in values if value is not None]
    joined = join_types(e, name, types[0], types[-1])
    source = common_source(values) if joined is None and e.resolver.allow_missing else None
    if source is not None:
        joined = source.type
        values = [(f, v and in_frame(e, f, partial(widen, e, v, joined, where))) for f, v in values]
    if joined is None:
        reason = (
            f"Type mismatch: {name} is set to type {types[0]} in the true branch and type "
            f"{types[-1]} in the false branch"
        )
        if name == "$ret":
            raise error("MJ2010", where, old=types[0], new=types[-1])
        e.frame.forget(name, reason)
        return
    for frame, given in values:
        value = given
        if value is None:
            value = in_frame(e, frame, lambda: uninitialized(e, joined, where))
        elif given is not None:
            value = in_frame(e, frame, partial(as_joined, e, given, joined, where))
        frame.block.add_output(value)
    made = node.add_output(joined, name)
    e.frame.bind(name, made)
    going = [
        e.going.get(value, value.type)
        for frame, value in values
        if value is not None and not (frame.ended or frame.exited)
    ]
    narrower = unify(going[0], going[-1]) if going else None
    if narrower is not None and narrower != joined and joined != UNKNOWN:
        e.going[made] = narrower


def common_source(values: Sequence[tuple[Frame, Value | None]]) -> Value | None:
    """The value of which those of both arms are narrower views, or None.

    PyTorch writes such arms where a test of an `and` or `or` has narrowed a Union, and cannot read
    them itself.
    """
    (_, first), (_, second) = values
    if first is None or second is None:
        return None
    seen = views_of(first)
    return next((v for v in views_of(second) if v in seen), None)


def views_of(value: Value) -> list[Value]:
    """A value and what it is a cast of, from the inside; no more than code may be nested."""
    found = [value]
    while value.node is not None and value.node.kind == "prim::unchecked_cast":
        (value,) = value.node.inputs
        found.append(value)
        if len(found) == LIMITS["max_nesting"]:
            break
    return found


def as_joined(e: Emitter, value: Value, joined: Type, where: SourceRange | None) -> Value:
    """What an arm gives, as the type of both arms where code must say it: a Union, Any."""
    said = isinstance(joined, UnionType) or joined == ANY
    if not said or where is None or e.resolver.allow_missing:
        return value
    return widen(e, value, joined, where)


def join_types(e: Emitter, name: str, a: Type, b: Type) -> Type | None:
    if a == UNKNOWN or b == UNKNOWN:
        return b if a == UNKNOWN else a
    joined = unify(a, b)
    if joined is None and name == "$ret" and e.declared is not None:
        return e.declared
    return joined


def in_frame(e: Emitter, frame: Frame, make: Callable[[], Value]) -> Value:
    """Emits at the end of the block of `frame`."""
    here, e.frame = e.frame, frame
    made = make()
    e.frame = here
    return made


# Leaving a block early.


def mark_exit(e: Emitter, leaves_loop: bool, returns: bool, where: SourceRange) -> None:
    """Sets the flags that a return, break or continue sets, in this order."""
    if e.frame.has("$exited"):
        e.frame.bind("$exited", constant(e, True, where))
    if leaves_loop and e.loops:
        e.frame.bind("$again", constant(e, False, where))
    if returns and e.loops:
        e.frame.bind("$returned", constant(e, True, where))
