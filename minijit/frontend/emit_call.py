"""Calls: operators, functions, methods, classes."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, cast

from minijit.diagnostics import Error, SourceRange, error
from minijit.diagnostics.ways import VALUES, unsupported, way
from minijit.dispatch.sugar import equation_of
from minijit.frontend import (
    builtins,
    emit_class,
    emit_control,
    emit_expr,
    emit_generator,
    emit_ordering,
    emit_set,
    emit_subscript,
    narrowing,
    specialise,
)
from minijit.frontend.emitter import (
    BlockEnded,
    Emitter,
    as_value,
    constant,
    constant_value,
    convert,
    emit,
    emit_node,
    is_empty_list,
    unpack,
)
from minijit.frontend.missing import NO_OVERLOAD, NOT_THERE, WAITS
from minijit.frontend.scope import Named
from minijit.frontend.sugared import (
    BuiltinValue,
    CastMethod,
    ClassValue,
    FunctionValue,
    ItemMethod,
    KeywordsMethod,
    KeywordsOf,
    LiteralOf,
    MethodValue,
    NewOf,
    NothingOf,
    OperatorValue,
    SetMethod,
    Sugared,
    TupleOf,
    WaitMethod,
)
from minijit.frontend.templates import Template
from minijit.ir import Function, Value
from minijit.schema import (
    Argument,
    FunctionSchema,
    Match,
    is_inferred,
    match_types,
    resolve,
    schemas,
)
from minijit.schema.function_schema import all_schemas, proper_kind
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
    UnionType,
    interface_misfit,
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
# Operators that change a list, under the names of its methods.
_CHANGE_LISTS = {
    f"aten::{name}": name
    for name in ("append", "extend", "insert", "pop", "remove", "clear", "reverse", "sort")
} | {"aten::_set_item": "__setitem__", "aten::Delete": "__delitem__", "aten::add_": "__iadd__"}
_KEYWORDS_OF_DICT = "keyword-arg expansion is not supported: keyword argument expansions of dicts"


def emit_call(e: Emitter, call: ast.Call, hint: Type | None) -> Named:
    """A call expression: callee, then arguments, then what the callee means."""
    callee = emit_expr.emit_named(e, call.callee)
    if isinstance(callee, BuiltinValue):
        return builtins.emit_builtin(e, callee.name, call, hint)
    if not isinstance(callee, Value):
        found = e.resolver.resolve_call(e, callee, call, hint)
        if found is not None:
            return found
    if isinstance(callee, WaitMethod):
        return callee.value
    if isinstance(callee, ItemMethod):
        if len(call.args) != 1 or call.keywords:
            raise error("MJ2017", call.range, name="__getitem__", expected="exactly 1",
                        found=len(call.args) + len(call.keywords))  # fmt: skip
        return emit_subscript.index_tensor(e, callee.value, call.args[0], call.range)
    if isinstance(callee, KeywordsMethod):
        return call_keywords_method(e, callee, call)
    if isinstance(callee, Template):
        given, named = emit_named_arguments(e, call)
        return specialise.call_template(e, callee, given, named, call.range)
    if isinstance(callee, FunctionValue):
        return call_function_with(e, callee.function, call)
    if isinstance(callee, MethodValue):
        method = find_method(e, callee.class_type, callee.name, call.range)
        args, keywords = emit_arguments(e, call, method.arguments[1:])
        return invoke_method(e, callee.value, method, callee.name, args, keywords, call.range)
    if isinstance(callee, NewOf):
        return emit(e, "prim::CreateObject", (), callee.class_type, call.range)
    if isinstance(callee, OperatorValue) and callee.bound:
        sorting = emit_ordering.emit_sort(e, callee, call)
        if sorting is not None:
            return sorting
        if callee.kind == "aten::join":
            call = emit_generator.with_generators(e, "list", call)
            call = emit_ordering.without_generators(call)
    formats = isinstance(callee, OperatorValue) and callee.kind == "aten::format"
    args, keywords = emit_class.emit_texts(e, call) if formats else emit_arguments(e, call)
    if isinstance(callee, SetMethod):
        return emit_set.call_set_method(e, callee, args, call.range)
    if isinstance(callee, CastMethod):
        dtype = constant(e, callee.dtype, call.range)
        return emit_operator(e, "aten::to", [callee.value, dtype, *args], keywords, call.range)
    if isinstance(callee, OperatorValue) and callee.kind in WAITS:
        values = [*callee.bound, *args]
        if len(values) == 1 and not keywords:
            return values[0]  # what it waits for has run
    if isinstance(callee, OperatorValue) and callee.bound and callee.kind == "aten::tolist":
        return emit_tolist(e, callee.bound[0], hint, call.range)
    if isinstance(callee, OperatorValue) and callee.kind == "aten::einsum":
        args = with_equation(e, args, call.range)
    if isinstance(callee, OperatorValue):
        at = _place_of_self(callee.kind) if callee.bound else 0
        values = [*args[:at], *callee.bound, *args[at:]]
        owned = len(callee.bound) if at == 0 else 0
        return emit_operator(e, callee.kind, values, keywords, call.range, owned)
    if isinstance(callee, ClassValue):
        return create_object(e, callee, args, keywords, call.range)
    if isinstance(callee, Value) and isinstance(callee.type, ClassType):
        modules = ("module", "module_interface")
        name = "forward" if callee.type.kind in modules else "__call__"
        return call_method(e, callee, callee.type, name, args, call.range, keywords)
    raise error("MJ2016", call.range, what=_no_function(e, callee))


def _no_function(e: Emitter, callee: Named) -> str:
    """What was called that cannot be, and what to do."""
    if not isinstance(callee, Value):
        hint = "" if e.resolver.allow_missing else way(VALUES, callee.what)
        return f": a {callee.what}{hint}"
    shown = f" of type '{callee.type}'"
    if e.resolver.allow_missing:
        return shown
    members = callee.type.members if isinstance(callee.type, UnionType) else ()
    if any(isinstance(m, ClassType) and m.is_module for m in members):
        return f"{shown}: call each module in a branch of an if statement, or iterate over a tuple"
    return f"{shown}: only functions, methods, classes and modules can be called"


def emit_tolist(e: Emitter, tensor: Value, hint: Type | None, where: SourceRange) -> Value:
    """`x.tolist()`, whose type is that of the place where it stands. Errors MJ2041, MJ2089."""
    wanted = hint.elem if isinstance(hint, OptionalType) else hint
    element, dims = wanted, 0
    while isinstance(element, ListType):
        element, dims = element.elem, dims + 1
    kinds = (INT, FLOAT, COMPLEX, BOOL)
    if wanted is None:
        raise error("MJ2041", where)
    if element not in kinds:
        raise error("MJ2089", where, type=element)
    inputs = [
        tensor, constant(e, dims, where), constant(e, kinds.index(element), where)
    ]  # fmt: skip
    return emit(e, "prim::tolist", inputs, wanted, where, None, schemas("prim::tolist")[0])


def with_equation(e: Emitter, args: list[Value], where: SourceRange) -> list[Value]:
    """The arguments of einsum, with an equation in place of lists of subscripts."""
    if not args or args[0].type != TENSOR:
        return args

    def subscripts(value: Value) -> list[object]:
        node = value.node
        if node is not None and node.kind == "prim::ListConstruct":
            known = [constant_value(v) for v in node.inputs]
            if all(is_known for is_known, _ in known):
                return [number for _, number in known]
        raise error("MJ2034", where, what="each list of subscripts")

    count = len(args) // 2
    lists = [subscripts(v) for v in (*args[1::2], *args[2 * count :])]
    made = equation_of(lists[:count], lists[count] if len(args) % 2 else None)
    return [constant(e, made, where), *args[: 2 * count : 2]]


def _place_of_self(kind: str) -> int:
    """Where a method's object goes among the arguments of its operator (`x.where(c, y)`)."""
    found = schemas(kind)
    names = [a.name for a in found[0].arguments] if found else []
    return names.index("self") if "self" in names else 0


def emit_arguments(
    e: Emitter, call: ast.Call, formals: Sequence[Any] = ()
) -> tuple[list[Value], dict[str, Value]]:
    """The values of a call's arguments; `formals` give hints for literals."""
    args, keywords = emit_named_arguments(e, call, formals)
    return settle(e, args, keywords, call.range)


def settle(
    e: Emitter, args: Sequence[Named], keywords: Mapping[str, Named], where: SourceRange
) -> tuple[list[Value], dict[str, Value]]:
    """All arguments as values."""
    values = [as_value(e, item, where) for item in args]
    return values, {name: as_value(e, named, where) for name, named in keywords.items()}


def emit_named_arguments(
    e: Emitter, call: ast.Call, formals: Sequence[Any] = ()
) -> tuple[list[Named], dict[str, Named]]:
    """The arguments of a call, values as soon as they can be; `*a` and `**k` are expanded."""
    hints: list[Type | None] = [f.type for f in formals]
    args = emit_expr.emit_items(e, call.args, hints)
    places = (
        [a.range for a in call.args] if len(args) == len(call.args) else [call.range] * len(args)
    )
    args = [
        a if is_compile_time(a) else as_value(e, a, where)
        for a, where in zip(args, places, strict=True)
    ]
    by_name = {f.name: f.type for f in formals}
    keywords: dict[str, Named] = {}
    for keyword in call.keywords:
        named = emit_expr.emit_named(e, keyword.value, by_name.get(keyword.name))
        if not keyword.name:
            if not isinstance(named, KeywordsOf):
                raise unsupported(keyword.range, _KEYWORDS_OF_DICT)
            found = named.items
        else:
            value = named if is_compile_time(named) else as_value(e, named, keyword.value.range)
            found = {keyword.name: value}
        for name, value in found.items():
            if name in keywords:
                raise error("MJ2038", keyword.range, name="call",
                            detail=f"keyword argument {name} is repeated")  # fmt: skip
            keywords[name] = value
    return args, keywords


def is_compile_time(named: Named) -> bool:
    """Whether something can be passed only to a function made for it: a function, a module."""
    if isinstance(named, TupleOf):
        return any(is_compile_time(item) for item in named.items)
    return isinstance(named, Sugared) and not isinstance(named, LiteralOf | NothingOf) and (
        not hasattr(named, "as_value") or hasattr(named, "info")
    )  # fmt: skip


def call_keywords_method(e: Emitter, method: KeywordsMethod, call: ast.Call) -> Named:
    """`kwargs.items()`, `kwargs.get("name", default)` and the like. Error MJ2012."""
    items, where = method.owner.items, call.range
    match method.name:
        case "keys":
            return TupleOf([constant(e, name, where) for name in items])
        case "values":
            return TupleOf(list(items.values()))
        case "items":
            return TupleOf([TupleOf([constant(e, n, where), v]) for n, v in items.items()])
        case "get" | "pop" if call.args and isinstance(call.args[0], ast.String):
            name = call.args[0].value
            found = items.pop(name, None) if method.name == "pop" else items.get(name)
            if found is not None:
                return found
            if len(call.args) == 2:
                return emit_expr.emit_named(e, call.args[1])
            if method.name == "get":
                return constant(e, None, where)
            raise error("MJ2065", where, name=name)
    raise error("MJ2012", where, type="'kwargs' object", name=method.name, hint="")


# Operators.


def emit_missing(e: Emitter, kind: str, where: SourceRange) -> NoReturn:
    """A raise at the place of an operator that this library lacks; it ends the block."""
    emit_node(e, "prim::MissingOperator", (), where, {"name": kind})
    raise BlockEnded


def _refuse_change(kind: str, args: Sequence[Value], where: SourceRange) -> None:
    """Error MJ2012: a list that the program has captured, each use of which is a new one."""
    known, _ = constant_value(args[0]) if args else (False, None)
    if known and isinstance(args[0].type, ListType):
        raise error(
            "MJ2012", where,
            type="attribute lookup is not defined on python value of type 'list': it",
            name=_CHANGE_LISTS[kind],
            hint=", since the program holds a copy; change list(x), or an attribute of a module",
        )  # fmt: skip


def emit_operator(
    e: Emitter,
    kind: str,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
    owned: int = 0,
) -> Named:
    """A call of the operator `kind`, its overload chosen by the static types.

    The first `owned` arguments are what it is a method of.
    A kind that this library lacks ends the block in an archive (prim::MissingOperator), and is the
    error MJ2028 in a user's source. An operator whose meaning has changed since the version of the
    text is replaced by its upgrader's graph.
    """
    version = e.resolver.version
    kind = proper_kind(kind)
    if kind in _CHANGE_LISTS and not e.resolver.allow_missing:
        _refuse_change(kind, args, where)
    if not schemas(kind, version) and not all_schemas(kind):
        if not e.resolver.allow_missing:
            raise error("MJ2028", where, name=kind)
        # Operators that are called as methods are known only here.
        e.unit.note_missing(kind, NOT_THERE, where)
        emit_missing(e, kind, where)
    if len(args) == 2 and not keywords and kind in REVERSED and is_reversed(args):
        prepare, applied = REVERSED[kind]
        tensor: Named = args[1]
        if prepare:
            tensor = emit_operator(e, prepare, [args[1]], {}, where)
        return emit_operator(e, applied, [as_value(e, tensor, where), args[0]], {}, where)
    if kind in ("aten::eq", "aten::ne") and len(args) == 2 and all(is_enum(v) for v in args):
        if args[0].type != args[1].type:
            return constant(e, kind == "aten::ne", where)
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
            owned=owned,
        )
    except Error as complaint:
        if complaint.id != "MJ2902" or not e.resolver.allow_missing:
            note_what_helps(e, complaint, args, [*args[owned:], *keywords.values()])
            raise
        # What an archive calls, PyTorch has: it is an overload that this library lacks.
        e.unit.note_missing(kind, NO_OVERLOAD, where)
        emit_missing(e, kind, where)
    inputs = match_inputs(e, match, match.schema.arguments, args, keywords, where)
    if match.schema.upgrade is not None:
        return inline(e, e.resolver.inline_upgrader(match.schema.upgrade), inputs)
    node = e.block.emit(kind, inputs, match.returns, None, match.schema, where)
    if not node.outputs:
        return NothingOf()
    if len(node.outputs) == 1:
        return node.outputs[0]
    return TupleOf(list(node.outputs), match.schema.return_names)


def note_what_helps(
    e: Emitter, complaint: Error, args: Sequence[Value], values: Sequence[Value]
) -> None:
    """Remarks on values that are tensors because no annotation says what they are, or None."""
    notes = complaint.diagnostic.notes
    maybe = next((v.type for v in args if isinstance(v.type, OptionalType)), None)
    if maybe is not None:
        text = (
            f"A value of type '{maybe}' may be None: where 'if value is not None' or "
            f"'assert value is not None' has asked, it is of type '{maybe.elem}'."
        )
        notes.append((text, None))
    made = args[0].node if args else None
    displayed = made is not None and made.kind == "prim::ListConstruct" and not made.inputs
    if displayed and args[0].type == ListType(TENSOR):
        text = (
            "Empty lists default to List[Tensor]. Add a variable annotation to the assignment to "
            "create an empty list of another type: values: List[int] = []"
        )
        notes.append((text, None))
    inputs = e.function.graph.block.inputs
    for argument, value in zip(e.function.arguments, inputs, strict=False):
        if is_inferred(argument) and value in values:
            text = (
                f"Inferred the value for argument '{argument.name}' to be of type 'Tensor' because "
                "it was not annotated with an explicit type."
            )
            notes.append((text, None))


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
            elem, place = actual.type.elem, f"for argument '{argument.name}'"
            items = [convert(e, args[i], elem, where, place) for i in source]
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
    if conversion == "repeat_unless_none":
        return repeat_unless_none(e, value, plain, argument.size, where)
    if conversion == "unpack":
        assert isinstance(plain, ListType)
        return emit_expr.list_construct(e, unpack(e, value, where), plain.elem, where)
    if conversion == "empty":
        value.type = plain
        return value
    return as_value(e, emit_operator(e, conversion, [value], {}, where), where)


def repeat_unless_none(
    e: Emitter, value: Value, wanted: Type, size: int, where: SourceRange
) -> Value:
    """An optional number as an optional list of so many."""
    assert isinstance(wanted, ListType)
    none = constant(e, None, where)
    absent = as_value(e, emit_operator(e, "aten::__is__", [value, none], {}, where), where)

    def repeated() -> Value:
        number = emit(e, "prim::unchecked_cast", [value], wanted.elem, where)
        return emit_expr.list_construct(e, [number] * size, wanted.elem, where)

    test = emit_control.Condition(absent)
    return emit_control.emit_if_value(e, test, lambda: none, repeated, where)


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
        found = match_types(
            schema, types, names, conversions, [*empty, *empty_names], function.is_method
        )
        if isinstance(found, Match):
            return match_inputs(e, found, arguments, args, keywords, where)
        reason = found.reason
    pairs = [*zip(arguments, args, strict=False)]
    pairs += [(a, keywords[a.name]) for a in arguments if a.name in keywords]
    for argument, value in pairs:
        check_interface(value.type, argument.type, where)
    formals = ", ".join(map(str, arguments))
    notes = []
    if function.python is not None and typing.get_overloads(function.python):
        notes.append(
            "signatures of typing.overload are not read: annotate the function itself, with a"
            " Union if need be, or use torch.jit._overload"
        )
    candidates = f"  {function.name}({formals}):\n    {reason}"
    raise error("MJ2902", where, notes, candidates=candidates)


def check_interface(found: Type, wanted: Type, where: SourceRange | None) -> None:
    """Errors MJ2047, MJ2048, MJ2049: a class does not do what an interface says."""
    if not isinstance(found, ClassType) or not isinstance(wanted, ClassType):
        return
    method = interface_misfit(found, wanted) if wanted.is_interface else None
    if method is None:
        return
    names = {"name": found.name, "interface": wanted.name}
    if not method:
        raise error("MJ2049", where, **names)
    if method not in found.methods:
        raise error("MJ2047", where, method=method, **names)
    raise error("MJ2048", where, found=signature(found.methods[method]),
                wanted=signature(wanted.methods[method]), **names)  # fmt: skip


def signature(function: Function) -> str:
    """`f(Tensor x, int n) -> Tensor`."""
    formals = ", ".join(f"{a.type} {a.name}" for a in function.arguments)
    return f"{function.basename}({formals}) -> {function.return_type}"


def call_function_with(e: Emitter, function: Function, call: ast.Call) -> Named:
    """A call of a function; of one made for the call where a function or module is passed."""
    args, keywords = emit_named_arguments(e, call, function.arguments)
    if any(map(is_compile_time, [*args, *keywords.values()])):
        formals = {a.name: a.type for a in function.arguments}
        kinds = [*list(formals.values())[: len(args)], *(formals.get(k) for k in keywords)]
        template = e.resolver.resolve_template(function)
        if template is not None and not any(isinstance(k, ClassType) for k in kinds):
            return specialise.call_template(e, template, args, keywords, call.range)
    values, named = settle(e, args, keywords, call.range)
    return call_function(e, function, values, named, call.range)


def call_function(
    e: Emitter,
    function: Function,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    """prim::CallFunction with all arguments."""
    inputs = match_function(e, function, function.arguments, args, keywords, where)
    made = emit(e, "prim::CallFunction", inputs, function.return_type, where,
                {"name": function.name})  # fmt: skip
    narrowing.after_call(e, function)
    return made


def find_method(e: Emitter, kind: ClassType, name: str, where: SourceRange) -> Function:
    """A method of a class, compiled on demand. Errors: MJ2040, MJ2025; MJ2012: of an enum."""
    found = kind.methods.get(name)
    if found is None or not found.defined:
        try:
            found = e.resolver.resolve_method(kind, name) or found  # which refuses recursion
        except Error as problem:
            problem.diagnostic.range = problem.range or where
            raise
    if found is None and kind.kind == "enum" and not e.resolver.allow_missing:
        raise no_part_of_member(kind, name, where)
    if found is None:
        raise error("MJ2040", where, type=kind.name, name=name)
    return cast("Function", found)


def no_part_of_member(kind: ClassType, name: str, where: SourceRange) -> Error:
    """MJ2012: what a member of an enum does not have."""
    hint = ": of a member only name and value are there; write a function that takes it"
    if name.startswith("__"):
        hint = ": a member is no number and no text; write its `.value`"
    return error("MJ2012", where, type=f"'Enum<{kind.name}>' object", name=name, hint=hint)


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
    made = emit(e, "prim::CallMethod", [base, *inputs], method.return_type, where, {"name": name})
    is_open = isinstance(base.type, ClassType) and base.type.is_interface
    narrowing.after_call(e, None if is_open else method)
    return made


def create_object(
    e: Emitter,
    callee: ClassValue,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    """A call of a class: a NamedTuple of its fields, or a new object given to `__init__`."""
    kind = callee.type
    if isinstance(kind, TupleType):
        return construct_tuple(e, callee, kind, args, keywords, where)
    if kind.kind == "enum" and not e.resolver.allow_missing:
        reason = "cannot call a EnumClass: compare with the value of each member in if and elif"
        raise error("MJ2003", where, reason=reason)
    made = emit(e, "prim::CreateObject", (), kind, where)
    call_method(e, made, kind, "__init__", args, where, keywords)
    return made


def construct_tuple(
    e: Emitter,
    callee: ClassValue,
    kind: TupleType,
    args: Sequence[Value],
    keywords: Mapping[str, Value],
    where: SourceRange,
) -> Value:
    """A NamedTuple of its fields. Errors MJ2015, MJ2017."""
    given, defaults = list(args), callee.defaults
    fields = kind.fields or ()
    for field, elem in list(zip(fields, kind.elems, strict=True))[len(given) :]:
        if field in keywords:
            given.append(keywords[field])
        elif field in defaults:
            given.append(emit_default(e, defaults[field], elem, where))
    unknown = [name for name in keywords if name not in fields[len(args) :]]
    if len(given) != len(kind.elems) or unknown:
        raise error("MJ2017", where, name=str(kind), expected=len(kind.elems), found=len(given))
    items: list[Value] = []
    for value, elem, field in zip(given, kind.elems, fields, strict=True):
        place = f"for argument '{field}'"
        if field in callee.inferred and value.type != TENSOR:
            raise error(
                "MJ2015", where, expected="Tensor (inferred)", place=place, found=value.type
            )
        items.append(convert(e, value, elem, where, place))
    return emit(e, "prim::TupleConstruct", items, kind, where)
