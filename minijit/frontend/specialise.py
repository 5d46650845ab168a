"""Functions that are compiled anew for each kind of call.

Functions that take `*args` or `**kwargs`, lambdas, functions defined within functions, and those
that are given functions or modules: what they are called with is known at the call, so that each
kind of call gets a plain function of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from minijit.diagnostics import SourceRange, error
from minijit.frontend import narrowing
from minijit.frontend.annotations import parse_type
from minijit.frontend.emitter import (
    Emitter,
    as_value,
    constant,
    constant_value,
    convert,
    emit,
)
from minijit.frontend.flow import assigned
from minijit.frontend.overloads import chosen_overload
from minijit.frontend.scope import Frame, Named
from minijit.frontend.sugared import (
    CastMethod,
    KeywordsOf,
    LiteralOf,
    MethodValue,
    OperatorValue,
    RangeOf,
    Sugared,
    TupleOf,
    ZipOf,
)
from minijit.frontend.sugared_python import ModuleValue
from minijit.frontend.templates import Template
from minijit.ir import Function, FunctionArgument, Value
from minijit.syntax import ast, deep_recursion
from minijit.types import NONE

Rebuild = Callable[[Emitter, list[Value]], Named]


def local_template(e: Emitter, definition: ast.Def) -> Template:
    """A function or lambda that is defined within the function being emitted."""
    defaults: dict[str, Named] = {}
    for parameter in definition.parameters:
        if parameter.default is not None:
            from minijit.frontend.emit_expr import emit_named

            defaults[parameter.name] = emit_named(e, parameter.default)
    prefix = e.function.name.rpartition(".")[0]
    if e.function.is_method:
        prefix = prefix.rpartition(".")[0]
    return Template(definition, e.resolver, f"{prefix}.{definition.name}", defaults, [], e.frame)


def takes_rest(python: Any) -> bool:
    """Whether a Python function takes `*args` or `**kwargs`."""
    if not inspect.isfunction(python):
        return False
    flags = python.__code__.co_flags
    return bool(flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS))


def call_template(
    e: Emitter,
    target: Template,
    args: Sequence[Named],
    keywords: Mapping[str, Named],
    where: SourceRange,
) -> Named:
    """A call of the function made for arguments of these kinds. Errors: MJ2902, MJ2025."""
    if target.busy:
        raise error("MJ2025", where, name=target.definition.name.lstrip("_"))
    if target.overloaded is not None:
        chosen = chosen_overload(target.resolver, target.overloaded, args, keywords, where)
        if chosen is not None:
            target = replace(target, definition=chosen)
    given = bind(target, [*target.bound, *args], keywords, where)
    for parameter in target.definition.parameters:
        if parameter.annotation is not None and not parameter.rest:
            wanted = parse_type(target.resolver, parameter.annotation)
            value = as_value(e, given[parameter.name], where)
            value = convert(e, value, wanted, where, f"for argument '{parameter.name}'")
            if value.type != wanted:
                value = emit(e, "prim::unchecked_cast", [value], wanted, where)
            given[parameter.name] = value
    given |= captured_names(e, target)
    was_busy, target.busy = target.busy, True
    try:
        moved = {name: transport(e, named, where) for name, named in given.items()}
    finally:
        target.busy = was_busy
    key = (id(target.definition), *((n, m.key) for n, m in moved.items()))
    made = e.unit.specialised.get(key)
    if made is None:
        made = compile_for(e, target, moved, key)
    elif not made.defined:
        raise error("MJ2025", where, name=made.basename)
    inputs = [v for m in moved.values() for v in m.values]
    result = emit(e, "prim::CallFunction", inputs, made.return_type, where, {"name": made.name})
    narrowing.after_call(e, made)
    return result


def bind(
    target: Template, args: Sequence[Named], keywords: Mapping[str, Named], where: SourceRange
) -> dict[str, Named]:
    """Arguments to parameters as Python does it. Error MJ2902."""
    rest, left = list(args), dict(keywords)
    given: dict[str, Named] = {}
    name = target.definition.name
    for parameter in target.definition.parameters:
        if parameter.rest == "*":
            given[parameter.name] = TupleOf(rest)
            rest = []
        elif parameter.rest == "**":
            given[parameter.name] = KeywordsOf(left)
            left = {}
        elif rest and not parameter.kwarg_only:
            given[parameter.name] = rest.pop(0)
        elif parameter.name in left:
            given[parameter.name] = left.pop(parameter.name)
        elif parameter.name in target.defaults:
            given[parameter.name] = target.defaults[parameter.name]
        else:
            raise error(
                "MJ2902", where, candidates=f"  {name}: Argument {parameter.name} not provided."
            )
    if rest or left:
        unknown = (
            f"Unknown keyword argument '{next(iter(left))}'." if left else "Too many arguments."
        )
        raise error("MJ2902", where, candidates=f"  {name}: {unknown}")
    return given


def captured_names(e: Emitter, target: Template) -> dict[str, Named]:
    """What the definition reads of the function around it."""
    if target.captured is not None:
        return target.captured
    if target.frame is None:
        return {}
    own = {p.name for p in target.definition.parameters} | set(assigned(target.definition.body))
    found: dict[str, Named] = {}
    for name in names_read(target.definition):
        if name in own or name in found:
            continue
        named = _find(e, target, name)
        if named is not None and named is not target:
            found[name] = named
    return found


def _find(e: Emitter, target: Template, name: str) -> Named | None:
    """A name of the enclosing function; the variables of comprehensions around the call are not."""
    outer = set()
    frame = target.frame
    while frame is not None:
        outer.add(id(frame))
        frame = frame.parent
    frame = e.frame
    while frame is not None:
        if name in frame.values and (not frame.comprehension or id(frame) in outer):
            return frame.values[name]
        if name in frame.unreadable and id(frame) in outer:
            return None
        frame = frame.parent
    return None


def names_read(node: Any) -> list[str]:
    """The names in a piece of syntax, in order of first occurrence."""
    return list(dict.fromkeys(p.text for p in ast.walk(node) if isinstance(p, ast.Name)))


@dataclass(slots=True)
class Moved:
    """How something known at compile time gets into another function.

    `values` are passed, `rebuild` makes it of the parameters there; equal `key`s mean equal code.
    """

    values: list[Value]
    rebuild: Rebuild
    key: Any


def transport(e: Emitter, named: Named, where: SourceRange) -> Moved:
    """How `named` is passed on. Error MJ2004: it cannot be."""
    match named:
        case Value():
            known, found = constant_value(named)
            if known and isinstance(found, int | float | str | None) and named.node is not None:
                kind = named.type
                return Moved(
                    [],
                    lambda into, _: constant(into, found, None, kind),
                    (type(found).__name__, repr(found), str(kind)),
                )
            kind_key = named.type if named.type is not NONE else "None"
            return Moved([named], lambda _, values: values[0], kind_key)
        case LiteralOf():
            return transport(e, as_value(e, named, where), where)
        case TupleOf():
            fields = named.fields
            return _several(
                e, list(named.items), lambda items: TupleOf(items, fields), "tuple", where
            )
        case KeywordsOf():
            names = list(named.items)
            return _several(
                e,
                [named.items[n] for n in names],
                lambda items: KeywordsOf(dict(zip(names, items, strict=True))),
                ("keywords", *names),
                where,
            )
        case ModuleValue():
            info = named.info
            return Moved(
                [named.value], lambda _, values: ModuleValue(values[0], info), ("module", id(info))
            )
        case MethodValue():
            cls, name = named.class_type, named.name
            return Moved(
                [named.value], lambda _, v: MethodValue(v[0], cls, name), ("method", cls, name)
            )
        case CastMethod():
            dtype = named.dtype
            return Moved([named.value], lambda _, v: CastMethod(v[0], dtype), ("cast", dtype))
        case OperatorValue():
            kind_name = named.kind
            return Moved(
                list(named.bound),
                lambda _, values: OperatorValue(kind_name, tuple(values)),
                (kind_name, *(v.type for v in named.bound)),
            )
        case Template() if named.busy:
            raise error("MJ2025", where, name=named.definition.name.lstrip("_"))
        case Template():
            named.busy = True
            try:
                return _move_template(e, named, where)
            finally:
                named.busy = False
        case RangeOf():
            bounds = [named.start, named.stop, named.step]
            given: list[Named] = [p for p in bounds if p is not None]
            absent = tuple(p is None for p in bounds)

            def ranged(items: list[Named]) -> Named:
                rest = iter(items)
                found = [None if none else as_value(e, next(rest), where) for none in absent]
                assert found[1] is not None
                return RangeOf(found[0], found[1], found[2])

            return _several(e, given, ranged, ("range", absent), where)
        case ZipOf():
            count = len(named.items)
            counter = [] if named.counter is None else [named.counter]

            def zipped(items: list[Named]) -> Named:
                last = as_value(e, items[count], where) if counter else None
                return ZipOf(items[:count], last)

            return _several(e, [*named.items, *counter], zipped, ("zip", count), where)
    if named.portable:
        return Moved([], lambda *_: named, (type(named).__name__, _identity(named)))
    return transport(e, as_value(e, named, where), where)


def _move_template(e: Emitter, template: Template, where: SourceRange) -> Moved:
    """A function that is passed on takes along what it reads of the function around it."""
    outer = captured_names(e, template)
    names = [*template.defaults, *outer]

    def rebuilt(items: list[Named]) -> Named:
        count, bound = len(template.defaults), len(template.bound)
        defaults = dict(zip(template.defaults, items[bound : bound + count], strict=True))
        captured = dict(zip(outer, items[bound + count :], strict=True))
        return Template(
            template.definition, template.resolver, template.name, defaults, items[:bound],
            captured=captured,
        )  # fmt: skip

    parts = [*template.bound, *template.defaults.values(), *outer.values()]
    return _several(e, parts, rebuilt, (id(template.definition), *names), where)


def _identity(named: Sugared) -> Any:
    return repr(named) if type(named).__eq__ is not object.__eq__ else id(named)


def _several(
    e: Emitter,
    items: list[Named],
    rebuild: Callable[[list[Named]], Named],
    key: Any,
    where: SourceRange,
) -> Moved:
    moved = [transport(e, item, where) for item in items]

    def made(into: Emitter, values: list[Value]) -> Named:
        rest = list(values)
        parts: list[Named] = []
        for part in moved:
            parts.append(part.rebuild(into, rest[: len(part.values)]))
            del rest[: len(part.values)]
        return rebuild(parts)

    return Moved([v for m in moved for v in m.values], made, (key, *(m.key for m in moved)))


def compile_for(e: Emitter, target: Template, moved: Mapping[str, Moved], key: Any) -> Function:
    """The function of one kind of call."""
    from minijit.frontend import emit_stmt

    name = e.unit.unique(target.name)
    arguments: list[FunctionArgument] = []
    for given, part in moved.items():
        for at, value in enumerate(part.values):
            one = len(part.values) == 1
            arguments.append(FunctionArgument(given if one else f"{given}_{at}", value.type))
    declared = None
    if target.definition.returns is not None:
        declared = parse_type(target.resolver, target.definition.returns)
    function = Function(name, arguments, declared or NONE, e.unit)
    e.unit.functions[name] = e.unit.specialised[key] = function
    frame = Frame(function.graph.block)
    emitter = Emitter(e.unit, target.resolver, function, frame, declared)
    inputs = [function.graph.block.add_input(a.type, a.name) for a in arguments]
    for given, part in moved.items():
        frame.bind(given, part.rebuild(emitter, inputs[: len(part.values)]))
        del inputs[: len(part.values)]
    for given in names_read(target.definition):
        if target.frame is not None and _find(e, target, given) is target:
            frame.bind(given, replace(target, busy=True))
    for own in assigned(target.definition.body) if target.frame is not None else ():
        if own not in moved and _find(e, target, own) is not None:
            reason = (
                f"undefined value {own}: the function assigns it, so that it is its own variable"
            )
            frame.unreadable[own] = f"{reason}; give it a value first, or use another name"
    for node in function.graph.block.nodes:
        node.range = target.definition.range
    try:
        with deep_recursion():
            body = target.definition.body
            emit_stmt.emit_function_body(emitter, body, target.definition.range)
    except Exception:
        del e.unit.functions[name], e.unit.specialised[key]
        raise
    return function
