"""Statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from minijit.diagnostics import Error, SourceRange, error, raise_all
from minijit.diagnostics.ways import unsupported
from minijit.frontend import (
    builtins,
    emit_call,
    emit_control,
    emit_expr,
    emit_generator,
    emit_loop,
    emit_subscript,
    flow,
    narrowing,
    recovery,
    rewriting,
    specialise,
)
from minijit.frontend.annotations import parse_type
from minijit.frontend.emitter import (
    BlockEnded,
    Emitter,
    as_value,
    constant,
    convert,
    emit_node,
    uninitialized,
    widen,
)
from minijit.frontend.scope import Frame, Manager, Named
from minijit.frontend.sugared import (
    ExceptionOf,
    FunctionValue,
    MethodValue,
    NestedFunction,
    OperatorValue,
    Sugared,
    TupleOf,
)
from minijit.frontend.sugared_python import ModuleValue
from minijit.ir import Function, Node, Value
from minijit.schema import schemas
from minijit.syntax import ast
from minijit.types import (
    ANY,
    NONE,
    TENSOR,
    ClassType,
    ListType,
    OptionalType,
    Type,
    UnionType,
    is_subtype,
    unify,
)

IN_PLACE = {"+": "add_", "-": "sub_", "*": "mul_", "/": "div_", "%": "fmod_",
            "<<": "__ilshift__", ">>": "__irshift__"}  # fmt: skip


def emit_function_body(e: Emitter, body: ast.Body, where: SourceRange) -> None:
    """The whole body of `e.function`: its graph's inputs are bound already; makes the output.

    A body whose end can be reached returns None there (MJ2009 if another type is declared).
    """
    if flow.falls(body):
        if isinstance(e.declared, OptionalType) and not e.resolver.allow_missing:
            raise error("MJ2009", where, expected=e.declared)
        body = [*body, ast.Return(where, None)]
    emit_body(e, body)
    raise_all(e.errors)
    returned = None if e.frame.ended else e.frame.find("$ret")
    if returned is None:  # the end cannot be reached
        value = uninitialized(e, e.declared or NONE, where)
    else:
        value = as_value(e, returned, where)
    if e.declared is None:
        e.function.return_type = value.type
    e.graph.block.add_output(value)
    e.function.defined = True


def emit_body(e: Emitter, body: ast.Body) -> None:
    """Statements in order, up to one that control cannot pass."""
    frame, loops = e.frame, e.loops
    for index, stmt in enumerate(body):
        if frame.ended:
            return
        e.statement = frame
        try:
            if isinstance(stmt, ast.If):
                if emit_control.emit_if(e, stmt, body[index + 1 :]):
                    return
            elif isinstance(stmt, ast.Try):
                emit_body(e, [*rewriting.without_try(stmt), *body[index + 1 :]])
                return
            elif isinstance(stmt, ast.While | ast.For) and stmt.orelse:
                flag = f"_left_{stmt.range.start}"
                emit_loop.announce(e, rewriting.set_by_else(stmt), stmt.range)
                emit_body(e, [*rewriting.without_else(stmt, flag), *body[index + 1 :]])
                return
            elif isinstance(stmt, ast.While | ast.For):
                if isinstance(stmt, ast.While):
                    emit_loop.emit_while(e, stmt)
                else:
                    emit_loop.emit_for(e, stmt)
                if flow.returns(stmt.body) and not frame.ended:
                    emit_loop.emit_after_loop(e, body[index + 1 :], stmt.range)
                    return
            elif isinstance(stmt, ast.With):
                if emit_with(e, stmt, body[index + 1 :]):
                    return
            elif isinstance(stmt, ast.Leave):
                e.frame.managers[-1].leave()
                e.frame.managers = e.frame.managers[:-1]
            else:
                emit_simple(e, stmt)
                if isinstance(stmt, ast.Return | ast.Break | ast.Continue):
                    frame.exited, frame.returned = True, isinstance(stmt, ast.Return)
                    return
        except BlockEnded:
            e.frame = frame
            frame.ended = True
        except Error as found:
            if e.resolver.allow_missing:
                raise
            e.frame, e.loops = frame, loops
            recovery.note(e, found)
            recovery.look_into(e, stmt)


def emit_simple(e: Emitter, stmt: ast.Stmt) -> None:
    """A statement without blocks.

    In a user's source its error is noted, and the names it binds are unreadable without a further
    report; in an archive it is raised.
    """
    try:
        emit_stmt(e, stmt)
    except Error as found:
        if e.resolver.allow_missing:
            raise
        recovery.note(e, found)
        recovery.look_into(e, stmt)
        if isinstance(stmt, ast.Return):
            e.frame.ended = True


def emit_stmt(e: Emitter, stmt: ast.Stmt) -> None:
    """One statement that has no blocks of its own."""
    match stmt:
        case ast.Expression():
            if not isinstance(stmt.value, ast.String):
                emit_expr.emit_named(e, stmt.value)
        case ast.Assign():
            emit_assign(e, stmt)
        case ast.Annotated():
            emit_annotated(e, stmt)
        case ast.Augmented():
            emit_augmented(e, stmt)
        case ast.Return():
            emit_return(e, stmt)
        case ast.Break() | ast.Continue():
            emit_jump(e, stmt)
        case ast.Pass():
            pass
        case ast.Assert():
            emit_assert(e, stmt)
        case ast.Raise():
            emit_raise(e, stmt)
        case ast.Calm():
            start = len(e.block.nodes)
            emit_stmt(e, stmt.inner)
            check_calm(e.block.nodes[start:], stmt.range)
        case ast.Delete():
            for target in stmt.targets:
                emit_delete(e, target)
        case ast.Def():
            if e.resolver.allow_missing:
                e.frame.bind(stmt.name, NestedFunction(stmt))
                return
            if stmt.decorators:
                what = "decorators of functions within functions"
                raise unsupported(stmt.decorators[0].range, what)
            e.frame.bind(stmt.name, specialise.local_template(e, stmt))
        case ast.ClassDef():
            raise unsupported(stmt.range, "class definitions")
        case _:
            raise error("MJ9001", stmt.range, detail=f"no emitter for {type(stmt).__name__}")


# Kinds of nodes that never raise.
_CALM = frozenset([
    "prim::Constant", "prim::If", "prim::ListConstruct", "prim::TupleConstruct",
    "prim::TupleUnpack", "prim::DictConstruct", "prim::TupleIndex", "prim::GetAttr",
    "prim::SetAttr", "prim::Print", "prim::Uninitialized", "prim::unchecked_cast",
    "prim::isinstance", "prim::EnumName", "prim::EnumValue", "aten::append", "aten::len",
    "aten::__not__", "aten::__is__", "aten::__isnot__", "aten::str", "aten::format",
    "aten::__contains__", "aten::add", "aten::sub", "aten::mul", "aten::neg", "aten::eq",
    "aten::ne", "aten::lt", "aten::le", "aten::gt", "aten::ge", "aten::clear", "aten::extend",
    "aten::keys", "aten::values", "aten::items", "aten::dim", "aten::size", "aten::numel",
    "aten::Bool", "aten::Float",
])  # fmt: skip


def check_calm(nodes: list[Node], where: SourceRange) -> None:
    """Error MJ2061: a statement of a try block may raise what a handler would have to catch."""
    for node in nodes:
        tensors = any(v.type == TENSOR for v in node.inputs)
        if node.kind not in _CALM or (tensors and node.schema is not None):
            place = node.range or where
            raise error("MJ2061", place, detail=f"'{place.text}' may or may not raise")
        for inner in node.blocks:
            check_calm(inner.nodes, where)


# Returning and leaving.


def emit_return(e: Emitter, stmt: ast.Return) -> None:
    """Binds `$ret`, converted to the declared type. Errors: MJ2008, MJ2009, MJ2010."""
    where = stmt.range
    if stmt.value is None:
        value = constant(e, None, where)
    elif emit_generator.is_iterator(e, stmt.value):
        raise error("MJ2060", stmt.value.range, what=emit_generator.kind_of(stmt.value))
    else:
        named = emit_expr.emit_named(e, stmt.value, e.declared)
        value = as_value(e, named, stmt.value.range)
    if e.declared is not None:
        if value.type == NONE and not is_subtype(NONE, e.declared):
            raise error("MJ2009", where, expected=e.declared)
        value = convert_return(e, value, where)
    else:
        value = _as_before(e, value)
        for old in e.returned:
            if unify(old, value.type) is None:
                raise error("MJ2010", where, old=old, new=value.type)
        e.returned.append(value.type)
    leave_managers(e, True)
    e.frame.bind("$ret", value)
    emit_control.mark_exit(e, True, True, where)


def _as_before(e: Emitter, value: Value) -> Value:
    """What is returned, as the Union that tests have narrowed if only that goes with the rest.

    PyTorch does not narrow after `isinstance(x, A) or isinstance(x, B)`, and returns the Union.
    """
    views = emit_control.views_of(value)
    wider = [v for v in views if v is value or isinstance(v.type, UnionType)]
    fits = (v for v in wider if all(unify(old, v.type) is not None for old in e.returned))
    return next(fits, value)


def convert_return(e: Emitter, value: Value, where: SourceRange) -> Value:
    assert e.declared is not None
    if is_subtype(value.type, e.declared):
        return value
    try:
        return convert(e, value, e.declared, where, "as the return value")
    except Error:
        raise error("MJ2008", where, expected=e.declared, found=value.type) from None


def emit_jump(e: Emitter, stmt: ast.Break | ast.Continue) -> None:
    is_break = isinstance(stmt, ast.Break)
    if not e.loops:
        raise error(
            "MJ2020", stmt.range, statement=f"SyntaxError: {'break' if is_break else 'continue'}"
        )
    leave_managers(e, False)
    emit_control.mark_exit(e, is_break, False, stmt.range)


def emit_assert(e: Emitter, stmt: ast.Assert) -> None:
    """An If that raises; after it the condition's refinements hold."""
    emit_unless(e, stmt.condition, lambda: raise_assertion(e, stmt.message, stmt.range), stmt.range)


def emit_check(
    e: Emitter, condition: ast.Expr, message: ast.Expr | None, where: SourceRange
) -> None:
    """As an assert, but with RuntimeError."""

    def fail() -> None:
        text = constant(e, "Expected cond to be True, but got False", where)
        if message is not None:
            text = emit_expr.emit_expr(e, message)
        cls = constant(e, "builtins.RuntimeError", where)
        emit_call.emit_operator(e, "prim::RaiseException", [text, cls], {}, where)

    emit_unless(e, condition, fail, where)


def emit_unless(
    e: Emitter, condition: ast.Expr, fail: Callable[[], None], where: SourceRange
) -> None:
    """`if condition: pass; else: fail()`, where `fail` raises."""
    test = emit_control.emit_condition(e, condition)
    if test.static is True:
        return
    if test.static is False:
        fail()
        e.frame.ended = True
        return
    node = e.block.emit("prim::If", [test.as_value(e, where)], range=where)
    true = emit_control.enter(e, node.add_block())
    emit_control.refine(e, test.when_true, where)
    emit_control.leave(e)
    false = emit_control.enter(e, node.add_block())
    with suppress(BlockEnded):
        fail()
    e.frame = false
    false.ended = True
    emit_control.leave(e)
    emit_control.join(e, node, true, false)


def raise_assertion(e: Emitter, message: ast.Expr | None, where: SourceRange) -> None:
    """prim::RaiseException of "AssertionError: message", one literal where the message is one."""
    text: Value
    if message is None:
        text = constant(e, "AssertionError: ", where)
    elif isinstance(message, ast.String):
        text = constant(e, f"AssertionError: {message.value}", where)
    else:
        prefix = constant(e, "AssertionError: ", where)
        shown = builtins.emit_text(e, emit_expr.emit_expr(e, message), where)
        added = emit_call.emit_operator(e, "aten::add", [prefix, shown], {}, where)
        text = as_value(e, added, where)
    emit_call.emit_operator(e, "prim::RaiseException", [text], {}, where)


def emit_raise(e: Emitter, stmt: ast.Raise) -> None:
    """`raise Class(message)` or `raise Class`; nothing after it in the block is emitted."""
    where = stmt.range
    if stmt.value is None:
        raise unsupported(where, "raise statements without an exception")
    named = emit_expr.emit_named(e, stmt.value)
    class_name = getattr(named, "exception_class", "")
    if class_name:
        named = ExceptionOf(class_name)
    if isinstance(named, ExceptionOf):
        text = exception_text(e, named, where)
        cls = constant(e, named.class_name, where)
        emit_call.emit_operator(e, "prim::RaiseException", [text, cls], {}, where)
    else:
        raise error("MJ2029", where)
    e.frame.ended = True


def exception_text(e: Emitter, named: ExceptionOf, where: SourceRange) -> Value:
    values: list[Value] = named.args
    if not values:
        return constant(e, "", where)
    if len(values) == 1:
        return builtins.emit_text(e, values[0], where)
    pattern = constant(e, "({})".format(", ".join("{}" for _ in values)), where)
    made = emit_call.emit_operator(e, "aten::format", [pattern, *values], {}, where)
    return as_value(e, made, where)


# Binding.


def emit_assign(e: Emitter, stmt: ast.Assign) -> None:
    """`a = b = value`: the value once, then the targets from left to right."""
    first = stmt.targets[0]
    hint = None
    if isinstance(first, ast.Attribute):
        hint = emit_subscript.attribute_hint(e, first)
    if isinstance(first, ast.Tuple) and isinstance(stmt.value, ast.Tuple):
        named: Named = emit_expr.emit_tuple(e, stmt.value, None)
    else:
        named = emit_generator.named_generator(e, stmt) or emit_expr.emit_named(e, stmt.value, hint)
    for target in stmt.targets:
        assign(e, target, named, stmt.range)


def assign(e: Emitter, target: ast.Expr, named: Named, where: SourceRange) -> None:
    """Binds a name, unpacks into several, sets an attribute or an element."""
    match target:
        case ast.Name():
            bind_name(e, target.text, named, target.range)
        case ast.Tuple() | ast.List():
            assign_unpacked(e, target.items, named, where)
        case ast.Attribute():
            emit_subscript.assign_attribute(e, target, named, where)
        case ast.Subscript():
            emit_subscript.assign_subscript(e, target, as_value(e, named, where), where)
        case _:
            raise error("MJ2026", target.range, form=f"'{target.range.text}'")


def bind_name(e: Emitter, name: str, named: Named, where: SourceRange) -> None:
    """Binds a local name; a row of values becomes a tuple."""
    if isinstance(named, TupleOf) and all(not isinstance(i, Sugared) for i in named.items):
        named = as_value(e, named, where)
    if not e.resolver.allow_missing and e.frame.bound_outside(name):
        named = rebound(e, name, named, where)
    if isinstance(named, Value) and not named.name:
        named.name = name
    e.frame.bind(name, named)
    narrowing.forget_name(e, name)


def rebound(e: Emitter, name: str, named: Named, where: SourceRange) -> Named:
    """A new value for a name of an outer block, which keeps its type. Errors MJ2005, MJ2112."""
    old = e.frame.find(name)
    is_module = isinstance(old, Value) and isinstance(old.type, ClassType) and old.type.is_module
    if isinstance(named, Value) and (is_module or isinstance(old, ModuleValue)):
        how = f"because it has type value of type '{named.type}' and"
        raise error("MJ2112", where, name=name, how=how)
    if isinstance(old, Value) and isinstance(named, ModuleValue):
        raise error("MJ2112", where, name=name, how="to a value of type module because")
    if not isinstance(old, Value) or isinstance(named, Sugared):
        return named
    if old.type == emit_control.UNKNOWN:
        return named
    try:
        return convert(e, named, outer_type(e, name, old), where, "")
    except Error:
        raise error("MJ2005", where, name=name, old=old.type, new=named.type) from None


def outer_type(e: Emitter, name: str, old: Value) -> Type:
    """The type of a name without the refinements of the blocks that are open."""
    while old.name == name and old.node is not None and old.node.kind == "prim::unchecked_cast":
        (seen,) = old.node.inputs
        if not is_subtype(old.type, seen.type):
            break  # an annotation: it widens
        old = seen
    return old.type


def unpack_misfit(wanted: int, found: int, where: SourceRange, at_least: str = "") -> Error:
    """Error MJ2018 or MJ2109: more or fewer values than there are names."""
    id = "MJ2018" if found > wanted else "MJ2109"
    return error(id, where, expected=f"{at_least}{wanted}", found=found)


def assign_unpacked(e: Emitter, targets: list[ast.Expr], named: Named, where: SourceRange) -> None:
    """`a, b = ...` and `a, *b = ...`. Errors MJ2018, MJ2109, MJ2114, MJ2115."""
    stars = [i for i, t in enumerate(targets) if isinstance(t, ast.Starred)]
    if len(stars) > 1:
        raise error("MJ2114", targets[stars[1]].range)
    if stars and len(targets) == 1:
        raise error("MJ2086", where)
    items: list[Named] | None = emit_expr.tuple_items(e, named, where)
    is_code = isinstance(named, FunctionValue | OperatorValue | MethodValue)
    if is_code and isinstance(named, Sugared) and not e.resolver.allow_missing:
        raise error("MJ2003", where, reason=f"{named.what} cannot be used as a tuple")
    if items is None and isinstance(named, Sugared):
        items = builtins.static_items(e, named, where)
    if items is None:
        assert isinstance(named, Value)
        if not isinstance(named.type, ListType) or stars:
            if e.resolver.allow_missing:
                raise error("MJ2019", where, type=named.type)
            if stars and isinstance(named.type, ListType):
                raise error("MJ2027", where, what="take its elements and a slice of it instead")
            reason = (
                f"{named.type} cannot be used as a tuple: only tuples and lists can be unpacked"
            )
            if named.type == ANY:
                reason = "Provided tuple is not fully defined/refined: say of what types it is"
            raise error("MJ2003", where, reason=reason)
        types = [named.type.elem] * len(targets)
        items = list(e.block.emit("prim::ListUnpack", [named], types, range=where).outputs)
    if stars:
        at = stars[0]
        after = len(targets) - at - 1
        if len(items) < len(targets) - 1:
            raise unpack_misfit(len(targets) - 1, len(items), where, "at least ")
        middle = items[at : len(items) - after]
        items = [*items[:at], TupleOf(middle), *items[len(items) - after :]]
    if len(items) != len(targets):
        raise unpack_misfit(len(targets), len(items), where)
    for target, item in zip(targets, items, strict=True):
        if not isinstance(target, ast.Starred):
            assign(e, target, item, where)
        elif isinstance(target.operand, ast.Name):
            assign(e, target.operand, item, where)
        else:
            raise error("MJ2115", target.range, form=f"'{target.operand.range.text}'")


def emit_annotated(e: Emitter, stmt: ast.Annotated) -> None:
    """`x: T = value`: the value seen as exactly T; without a value it binds nothing.

    Error MJ2076: it is an attribute of self, outside of `__init__`.
    """
    if isinstance(stmt.target, ast.Attribute) and e.function.basename != "__init__":
        own = e.function.arguments[0].name if e.function.arguments else ""
        if e.function.is_method and stmt.target.base.range.text == own:
            raise error("MJ2076", stmt.range, name=e.function.basename)
    wanted = parse_type(e.resolver, stmt.annotation)
    if stmt.value is None:
        return
    name = stmt.target.range.text
    if isinstance(stmt.target, ast.Name) and e.frame.bound_outside(name):
        raise error("MJ2084", stmt.range, name=name)
    value = as_value(e, emit_expr.emit_named(e, stmt.value, wanted), stmt.range)
    found = value.type
    if isinstance(wanted, ClassType):
        emit_call.check_interface(found, wanted, stmt.range)
    try:
        value = convert(e, value, wanted, stmt.range, "")
    except Error:
        raise error("MJ2080", stmt.range, name=name, expected=wanted, found=found) from None
    assign(e, stmt.target, widen(e, value, wanted, stmt.range), stmt.range)


def emit_augmented(e: Emitter, stmt: ast.Augmented) -> None:
    """`target op= value`: in place for tensors and lists, else an operation and an assignment."""
    target = stmt.target
    if isinstance(target, ast.Subscript):
        emit_subscript.augment_subscript(e, stmt, target)
        return
    if isinstance(target, ast.Name):
        left = emit_expr.emit_name(e, target)
        assign(e, target, augmented(e, stmt, left), stmt.range)
        return
    if isinstance(target, ast.Attribute):
        base = emit_expr.emit_named(e, target.base)
        left = emit_expr.attribute(e, base, target.name, target.range)
        made = augmented(e, stmt, left)
        emit_subscript.set_attribute(e, base, target.name, made, stmt.range)
        return
    if isinstance(target, ast.Tuple | ast.List):
        raise error("MJ2116", target.range, form=f"'{target.range.text}'")
    raise error("MJ2026", target.range, form=f"'{target.range.text}'")


def augmented(e: Emitter, stmt: ast.Augmented, left: Named, in_place: bool = True) -> Named:
    """The result of `left op= value`, whose value is emitted here."""
    hint = left.type if isinstance(left, Value) else None
    right = emit_expr.emit_named(e, stmt.value, hint if isinstance(hint, ListType) else None)
    mutable = isinstance(left, Value) and (left.type == TENSOR or isinstance(left.type, ListType))
    if in_place and isinstance(left, Value) and mutable:
        kind = f"aten::{IN_PLACE.get(stmt.operator, '')}"
        if schemas(kind, e.resolver.version):
            value = as_value(e, right, stmt.range)
            return emit_call.emit_operator(e, kind, [left, value], {}, stmt.range)
    if isinstance(left, Value) and isinstance(left.type, ClassType):
        name = f"__i{emit_expr.METHODS[stmt.operator][2:]}"
        if name in left.type.methods:
            value = as_value(e, right, stmt.range)
            return emit_call.call_method(e, left, left.type, name, [value], stmt.range)
        plain = emit_expr.METHODS[stmt.operator]
        if e.resolver.resolve_method(left.type, plain) is None:
            raise error("MJ2129", stmt.range, type=left.type, in_place=name, plain=plain)
    return emit_expr.emit_binary(e, stmt.operator, left, right, stmt.range)


def emit_delete(e: Emitter, target: ast.Expr) -> None:
    """`del name` forgets it, `del base[index]` removes an element."""
    if isinstance(target, ast.Name):
        if e.frame.find(target.text, target.range) is None:
            raise error("MJ2001", target.range, name=target.text)
        e.frame.forget(target.text, f"undefined value {target.text}: it was deleted")
        return
    if isinstance(target, ast.Attribute) and not e.resolver.allow_missing:
        what = "del statements are only supported for deleting list and dict items and variables"
        raise error("MJ2003", target.range, reason=f"{what}: assign None to an Optional attribute")
    if not isinstance(target, ast.Subscript):
        raise error("MJ2026", target.range, form=f"'{target.range.text}'")
    if isinstance(target.index, ast.Slice | ast.Tuple):
        raise error("MJ2090", target.range)
    base = emit_expr.emit_expr(e, target.base)
    index = emit_expr.emit_expr(e, target.index)
    if isinstance(base.type, ClassType):
        if e.resolver.resolve_method(base.type, "__delitem__") is None:
            raise error("MJ2104", target.range, type=base.type)
        emit_call.call_method(e, base, base.type, "__delitem__", [index], target.range)
        return
    emit_call.emit_operator(e, "aten::Delete", [base, index], {}, target.range)


def emit_with(e: Emitter, stmt: ast.With, rest: ast.Body) -> bool:
    """`with manager as name`: `__enter__`, the body, `__exit__` with three None.

    Where the body may be left by return, break or continue, `__exit__` comes before that, and the
    statements after are emitted here as well: then the result is true.
    """
    where = stmt.range
    manager = emit_expr.emit_named(e, stmt.manager)
    emit_block = getattr(manager, "emit_block", None)
    if emit_block is not None:
        emit_block(e, stmt)
        return False
    leave = enter_manager(e, stmt, manager)
    before = e.frame.managers
    e.frame.managers = (*before, Manager(leave, e.loops))
    moved = flow.exits(stmt.body)
    emit_body(e, [*stmt.body, ast.Leave(where), *(rest if moved else [])])
    e.frame.managers = before
    return moved


def enter_manager(e: Emitter, stmt: ast.With, manager: Named) -> Callable[[], None]:
    """Emits the beginning of a with statement; the result emits its end."""
    where = stmt.range
    grad_mode = getattr(manager, "grad_mode", None)
    if grad_mode is not None:
        before = emit_call.emit_operator(e, "aten::is_grad_enabled", [], {}, where)
        mode = [as_value(e, before, where)]
        wanted = constant(e, grad_mode, where)
        emit_call.emit_operator(e, "aten::set_grad_enabled", [wanted], {}, where)
        return lambda: _emit_nothing(e, "aten::set_grad_enabled", mode, where)
    if getattr(manager, "does_nothing", False):
        return lambda: None
    value = as_value(e, manager, where)
    if not isinstance(value.type, ClassType):
        detail = (
            "With item expression must return an object of a class that defines __enter__ and"
            " __exit__"
        )
        raise error("MJ2038", where, name="with", detail=detail)
    kind = value.type
    check_manager(e, kind, where)
    entered = emit_call.call_method(e, value, kind, "__enter__", [], where)
    if stmt.target is not None:
        assign(e, stmt.target, entered, where)

    def leave() -> None:
        nothing = [constant(e, None, where) for _ in range(3)]
        emit_call.call_method(e, value, kind, "__exit__", nothing, where)

    return leave


def _emit_nothing(e: Emitter, kind: str, args: list[Value], where: SourceRange) -> None:
    emit_call.emit_operator(e, kind, args, {}, where)


def check_manager(e: Emitter, kind: ClassType, where: SourceRange) -> None:
    """Errors MJ2062, MJ2063: the class is no context manager."""
    found = [kind.methods.get(n) or e.resolver.resolve_method(kind, n)
             for n in ("__enter__", "__exit__")]  # fmt: skip
    enter, leave = found
    if enter is None or leave is None:
        raise error("MJ2062", where, type=kind)
    if len(enter.arguments) != 1:
        raise error(
            "MJ2063", where, detail="__enter__ must have only one argument and one return value"
        )
    if len(leave.arguments) != 4:
        raise error("MJ2063", where, detail="__exit__ must have four arguments and no return value")
    for at, argument in enumerate(leave.arguments[1:], 1):
        if argument.type != ANY:
            raise error("MJ2063", where, detail=f"argument {at} of __exit__ must have Any type")


def leave_managers(e: Emitter, all_of_them: bool) -> None:
    """Emits the ends of the with statements that a return leaves, or a break or continue."""
    for manager in reversed(e.frame.managers):
        if all_of_them or manager.loops == e.loops:
            manager.leave()


def emit_print(e: Emitter, values: list[Value], where: SourceRange) -> None:
    emit_node(e, "prim::Print", values, where)


def start(function: Function, body: Frame) -> None:
    """Makes the graph's inputs and binds them to the names of the arguments."""
    for argument in function.arguments:
        value = function.graph.block.add_input(argument.type, argument.name)
        body.bind(argument.name, value)
