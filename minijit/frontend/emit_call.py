"""Calls: operators, functions, methods, classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, cast

from minijit.diagnostics import Error, SourceRange, error
from minijit.frontend import builtins, emit_expr
from minijit.frontend.emitter import (
    BlockEnded,
    Emitter,
    as_value,
    constant,
    convert,
    emit,
    emit_node,
    is_empty_list,
    unpack,
)
from minijit.frontend.scope import Named
from minijit.frontend.sugared import (
    BuiltinValue,
    CastMethod,
    ClassValue,
    FunctionValue,
    MethodValue,
    NewOf,
    NothingOf,
    OperatorValue,
    TupleOf,
)
from minijit.ir import Function, Value
from minijit.schema import Argument, FunctionSchema, Match, match_types, resolve, schemas
from minijit.schema.function_schema import all_schemas
from minijit.syntax import ast
from minijit.types import (
    BOOL,
    COMPLEX,
    FLOAT,
    INT,
    NUMBER,
    STR,
    TENSOR,
    ClassType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    is_subtype,
)

# What `operator(number, tensor)` becomes: (how the tensor is prepared, the operator then applied
# to (tensor, number)).
REVERSED = {
    "aten::add": ("", "aten::add"), "aten::sub": ("aten::neg", "aten::add"),
    "aten::mul": ("", "aten::mul"), "aten::div": ("aten::reciprocal", "aten::mul"),
    "aten::eq": ("", "aten::eq"), "aten::ne": ("", "aten::ne"), "aten::lt": ("", "aten::gt"),
    "aten::le": ("", "aten::ge"), "aten::gt": ("", "aten::lt"), "aten::ge": ("", "aten::le"),
}  # fmt: skip
PAIRS = ("aten::max", "aten::min", "aten::sort", "aten::topk", "aten::cummax", "aten::cummin",
         "aten::median", "aten::mode", "aten::kthvalue")  # fmt: skip


def emit_call(e: Emitter, call: ast.Call, hint: Type | None) -> Named:
    """A call expression: callee, then arguments, then what the callee means."""
    callee = emit_expr.emit_named(e, call.callee)
    if isinstance(callee, BuiltinValue):
        return builtins.emit_builtin(e, callee.name, call, hint)
    if not isinstance(callee, Value):
        found = e.resolver.resolve_call(e, callee, call, hint)
        if found is not None:
            return found
    if isinstance(callee, FunctionValue):
        return call_function_with(e, callee.function, call)
    if isinstance(callee, MethodValue):
        method = find_method(e, callee.class_type, callee.name, call.range)
        args, keywords = emit_arguments(e, call, method.arguments[1:])
        return invoke_method(e, callee.value, method, callee.name, args, keywords, call.range)
    if isinstance(callee, NewOf):
        return emit(e, "prim::CreateObject", (), callee.class_type, call.range)
    args, keywords = emit_arguments(e, call)
    if isinstance(callee, CastMethod):
        dtype = constant(e, callee.dtype, call.range)
        return emit_operator(e, "aten::to", [callee.value, dtype, *args], keywords, call.range)
    if isinstance(callee, OperatorValue) and callee.kind == "aten::wait":
        values = [*callee.bound, *args]
        if len(values) == 1 and not keywords:
            return values[0]  # what it waits for has run
    if isinstance(callee, OperatorValue) and callee.bound and callee.kind == "aten::tolist":
        return emit_tolist(e, callee.bound[0], hint, call.range)
    if isinstance(callee, OperatorValue):
        at = _place_of_self(callee.kind) if callee.bound else 0
        given = [*args[:at], *callee.bound, *args[at:]]
        return emit_operator(e, callee.kind, given, keywords, call.range)
    if isinstance(callee, ClassValue):
        return create_object(e, callee.type, args, keywords, call.range)
    if isinstance(callee, Value) and isinstance(callee.type, ClassType):
        name = "forward" if callee.type.is_module else "__call__"
        return call_method(e, callee, callee.type, name, args, call.range, keywords)
    what = f"a value of type {callee.type}" if isinstance(callee, Value) else f"a {callee.what}"
    raise error("MJ2016", call.range, what=what)


def emit_tolist(e: Emitter, tensor: Value, hint: Type | None, where: SourceRange) -> Value:
    """`x.tolist()`, whose type is that of the place where it stands. Error MJ2041."""
    wanted = hint.elem if isinstance(hint, OptionalType) else hint
    element, dims = wanted, 0
    while isinstance(element, ListType):
        element, dims = element.elem, dims + 1
    kinds = (INT, FLOAT, COMPLEX, BOOL)
    if wanted is None or element not in kinds:
        raise error("MJ2041", where)
    inputs = [
        tensor, constant(e, dims, where), constant(e, kinds.index(element), where)
    ]  # fmt: skip
    return emit(e, "prim::tolist", inputs, wanted, where, None, schemas("prim::tolist")[0])


def _place_of_self(kind: str) -> int:
    """Where a method's object goes among the arguments of its operator (`x.where(c, y)`)."""
    found = schemas(kind)
    names = [a.name for a in found[0].arguments] if found else []
    return names.index("self") if "self" in names else 0


def emit_arguments(
    e: Emitter, call: ast.Call, formals: Sequence[Any] = ()
) -> tuple[list[Value], dict[str, Value]]:
    """The values of a call's arguments; `formals` give hints for literals."""
    hints: list[Type | None] = [f.type for f in formals]
    items = emit_expr.emit_items(e, call.args, hints)
    args = [as_value(e, item, call.range) for item in items]
    by_name = {f.name: f.type for f in formals}
    keywords: dict[str, Value] = {}
    for keyword in call.keywords:
        if keyword.name in keywords:
            raise error("MJ2038", keyword.range, name="call",
                        detail=f"keyword argument {keyword.name} is repeated")  # fmt: skip
        keywords[keyword.name] = emit_expr.emit_expr(e, keyword.value, by_name.get(keyword.name))
    return args, keywords


# Operators.


def emit_missing(e: Emitter, kind: str, where: SourceRange) -> NoReturn:
    """A raise at the place of an operator that this library lacks; it ends the block."""
    emit_node(e, "prim::MissingOperator", (), where, {"name": kind})
    raise BlockEnded


def emit_operator(
    e: Emitter,
    kind: str,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Named:
    """A call of the operator `kind`, its overload chosen by the static types.

    A kind that this library lacks ends the block in an archive (prim::MissingOperator), and is the
    error MJ2028 in a user's source. An operator whose meaning has changed since the version of the
    text is replaced by its upgrader's graph.
    """
    version = e.resolver.version
    if not schemas(kind, version) and not all_schemas(kind):
        if not e.resolver.allow_missing:
            raise error("MJ2028", where, name=kind)
        # Operators that are called as methods are known only here.
        if all(known != kind for known, _ in e.unit.missing):
            e.unit.missing.append((kind, where))
        emit_missing(e, kind, where)
    if len(args) == 2 and not keywords and kind in REVERSED and is_reversed(args):
        prepare, applied = REVERSED[kind]
        tensor: Named = args[1]
        if prepare:
            tensor = emit_operator(e, prepare, [args[1]], {}, where)
        return emit_operator(e, applied, [as_value(e, tensor, where), args[0]], {}, where)
    if kind in ("aten::eq", "aten::ne") and len(args) == 2 and all(is_enum(v) for v in args):
        args = [emit(e, "prim::EnumName", [v], STR, where) for v in args]
    empty = [i for i, v in enumerate(args) if is_empty_list(v)]
    empty_names = [name for name, v in keywords.items() if is_empty_list(v)]
    try:
        match = resolve(
            kind,
            [v.type for v in args],
            {name: v.type for name, v in keywords.items()},
            version=version,
            range=where,
            empty_lists=[*empty, *empty_names],
        )
    except Error as complaint:
        if complaint.id != "MJ2902" or not e.resolver.allow_missing:
            raise
        # What an archive calls, PyTorch has: it is an overload that this library lacks.
        e.unit.missing.append((kind, where))
        emit_missing(e, kind, where)
    inputs = match_inputs(e, match, match.schema.arguments, args, keywords, where)
    if match.schema.upgrade is not None:
        return inline(e, e.resolver.inline_upgrader(match.schema.upgrade), inputs)
    node = e.block.emit(kind, inputs, match.returns, None, match.schema, where)
    if not node.outputs:
        return NothingOf()
    if len(node.outputs) == 1:
        return node.outputs[0]
    fields = ("values", "indices") if kind in PAIRS and len(node.outputs) == 2 else ()
    return TupleOf(list(node.outputs), fields)


def is_enum(value: Value) -> bool:
    """Whether the value is a member of an enum; such are compared by name."""
    return isinstance(value.type, ClassType) and value.type.kind == "enum"


def is_reversed(args: Sequence[Value]) -> bool:
    """Whether the arguments are a number and a tensor."""
    return is_subtype(args[0].type, NUMBER) and args[1].type == TENSOR


def match_inputs(
    e: Emitter,
    match: Match,
    arguments: Sequence[Argument],
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> list[Value]:
    """The values of all schema arguments in schema order: conversions and defaults are emitted."""
    inputs: list[Value] = []
    for argument, actual in zip(arguments, match.actuals, strict=True):
        source = actual.source
        if source is None:
            default = argument.default
            inputs.append(emit_default(e, default, argument.type, where))
            continue
        if isinstance(source, tuple):
            assert isinstance(actual.type, ListType)
            items = [args[i] for i in source]
            inputs.append(emit_expr.list_construct(e, items, actual.type.elem, where))
            continue
        value = args[source] if isinstance(source, int) else keywords[source]
        inputs.append(apply_conversion(e, value, actual.conversion, actual.type, argument, where))
    inputs += [args[i] for i in match.extra]
    return inputs


def apply_conversion(
    e: Emitter, value: Value, conversion: str, wanted: Type, argument: Argument, where: SourceRange
) -> Value:
    """What `schema.Actual.conversion` says."""
    if conversion == "":
        return value
    plain = getattr(wanted, "elem", wanted) if not isinstance(wanted, ListType) else wanted
    if conversion == "repeat":
        elem = plain.elem if isinstance(plain, ListType) else value.type
        return emit_expr.list_construct(e, [value] * argument.size, elem, where)
    if conversion == "unpack":
        assert isinstance(plain, ListType)
        return emit_expr.list_construct(e, unpack(e, value, where), plain.elem, where)
    if conversion == "empty":
        value.type = plain
        return value
    return as_value(e, emit_operator(e, conversion, [value], {}, where), where)


def emit_default(e: Emitter, default: Any, type: Type, where: SourceRange) -> Value:
    """The constant of a default; None has type NoneType."""
    if default is None:
        return constant(e, None, where)
    if isinstance(type, ListType) and isinstance(default, list):
        return constant(e, list(default), where, type)
    return emit_expr.emit_constant(e, default, default_type(default, type), where)


def default_type(default: Any, type: Type) -> Type:
    """The type of a default's constant: its own, where the argument's is wider."""
    from minijit.frontend.emitter import constant_type
    from minijit.ir import ConstantRef

    if isinstance(default, ConstantRef):
        return default.type
    if isinstance(default, list | tuple | dict):
        plain = getattr(type, "elem", type) if not isinstance(type, ListType) else type
        return plain if isinstance(plain, ListType | TupleType) else constant_type(default)
    return constant_type(default)


def inline(e: Emitter, function: Function, inputs: Sequence[Value]) -> Value:
    """Copies the graph of a function of one result to the end of the block."""
    values = dict(zip(function.graph.inputs, inputs, strict=True))
    return e.block.copy_from(function.graph.block, values)[0]


# Functions and methods of the program.


def match_function(
    e: Emitter,
    function: Function,
    arguments: Sequence[Any],
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> list[Value]:
    """Fits a call to the arguments of a function of the program. Error MJ2902."""
    schema = FunctionSchema(function.name, "", tuple(arguments), (), 1, None, None, "", "", False)
    types = [v.type for v in args]
    names = {name: v.type for name, v in keywords.items()}
    empty = [i for i, v in enumerate(args) if is_empty_list(v)]
    empty_names = [name for name, v in keywords.items() if is_empty_list(v)]
    reason = ""
    for conversions in (False, True):
        found = match_types(schema, types, names, conversions, [*empty, *empty_names])
        if isinstance(found, Match):
            return match_inputs(e, found, arguments, args, keywords, where)
        reason = found.reason
    formals = ", ".join(f"{a.type} {a.name}" for a in arguments)
    raise error("MJ2902", where, candidates=f"  {function.name}({formals}):\n    {reason}")


def call_function_with(e: Emitter, function: Function, call: ast.Call) -> Value:
    args, keywords = emit_arguments(e, call, function.arguments)
    return call_function(e, function, args, keywords, call.range)


def call_function(
    e: Emitter,
    function: Function,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    """prim::CallFunction with all arguments."""
    inputs = match_function(e, function, function.arguments, args, keywords, where)
    return emit(e, "prim::CallFunction", inputs, function.return_type, where,
                {"name": function.name})  # fmt: skip


def find_method(e: Emitter, kind: ClassType, name: str, where: SourceRange) -> Function:
    """A method of a class, compiled on demand. Error MJ2030."""
    found = kind.methods.get(name) or e.resolver.resolve_method(kind, name)
    if found is None:
        raise error("MJ2030", where, name=f"{kind.name}.{name}")
    return cast("Function", found)


def call_method(
    e: Emitter,
    base: Value,
    kind: ClassType,
    name: str,
    args: Sequence[Value],
    where: SourceRange,
    keywords: Mapping[str, Value] | None = None,
) -> Value:
    """prim::CallMethod with all arguments."""
    method = find_method(e, kind, name, where)
    return invoke_method(e, base, method, name, args, keywords or {}, where)


def invoke_method(
    e: Emitter,
    base: Value,
    method: Function,
    name: str,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    inputs = match_function(e, method, method.arguments[1:], args, keywords, where)
    return emit(e, "prim::CallMethod", [base, *inputs], method.return_type, where, {"name": name})


def create_object(
    e: Emitter,
    kind: ClassType | TupleType,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    """A call of a class: a NamedTuple of its fields, or a new object given to `__init__`."""
    if isinstance(kind, TupleType):
        return construct_tuple(e, kind, args, keywords, where)
    made = emit(e, "prim::CreateObject", (), kind, where)
    call_method(e, made, kind, "__init__", args, where, keywords)
    return made


def construct_tuple(
    e: Emitter,
    kind: TupleType,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    given = list(args)
    for field in (kind.fields or ())[len(given) :]:
        if field in keywords:
            given.append(keywords[field])
    if len(given) != len(kind.elems) or len(args) + len(keywords) != len(kind.elems):
        raise error("MJ2017", where, name=str(kind), expected=len(kind.elems), found=len(given))
    items = [
        convert(e, value, elem, where, f"for field '{field}' of {kind}")
        for value, elem, field in zip(given, kind.elems, kind.fields or (), strict=True)
    ]
    return emit(e, "prim::TupleConstruct", items, kind, where)
