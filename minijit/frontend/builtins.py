"""Forms of the language that look like functions, and iteration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from minijit._limits import LIMITS
from minijit.diagnostics import SourceRange, error
from minijit.diagnostics.ways import unsupported
from minijit.frontend import (
    emit_call,
    emit_class,
    emit_comprehension,
    emit_control,
    emit_expr,
    emit_generator,
    emit_ordering,
    emit_stmt,
    narrowing,
)
from minijit.frontend.annotations import dotted_name, parse_type
from minijit.frontend.emitter import (
    Emitter,
    as_value,
    constant,
    constant_value,
    convert,
    emit,
    unpack,
)
from minijit.frontend.scope import Named
from minijit.frontend.sugared import (
    BuiltinValue,
    ClassValue,
    GeneratorOf,
    KeywordsOf,
    LiteralOf,
    NestedFunction,
    NothingOf,
    RangeOf,
    SliceOf,
    Sugared,
    TupleOf,
    ZipOf,
)
from minijit.frontend.sugared_python import ModuleValue
from minijit.ir import EnumValue, Value
from minijit.syntax import ast
from minijit.tensor import device
from minijit.types import (
    ANY,
    BOOL,
    COMPLEX,
    FLOAT,
    INT,
    NONE,
    NUMBER,
    STR,
    TENSOR,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    SetType,
    SimpleType,
    TupleType,
    Type,
    UnionType,
    is_subtype,
    union,
)

# Builtins that are operators: name -> kind. A list means that it stands for several arguments.
OPERATORS = {
    "abs": "prim::abs", "all": "aten::all", "any": "aten::any", "chr": "aten::chr",
    "divmod": "aten::divmod", "hex": "aten::hex", "len": "aten::len", "max": "prim::max",
    "min": "prim::min", "oct": "aten::oct", "ord": "aten::ord", "pow": "aten::pow",
    "round": "aten::round", "sorted": "aten::sorted", "sum": "aten::sum", "bin": "aten::bin",
    "hash": "aten::hash", "id": "prim::id",
}  # fmt: skip
CASTS = {"int": ("aten::Int", INT), "float": ("aten::Float", FLOAT), "bool": ("aten::Bool", BOOL)}
FORMS = (
    "annotate", "device", "dict", "enumerate", "getattr", "hasattr", "isinstance", "list", "print",
    "range", "slice", "str", "tuple", "unchecked_cast", "uninitialized", "zip", "complex",
    "_check",
)  # fmt: skip
NAMES = frozenset([*OPERATORS, *CASTS, *FORMS])
# Builtins that only a user's source may have: what they make is spelled otherwise in archives.
USER_NAMES = frozenset(["set", "frozenset", "map", "filter", "reversed", "type"])


def emit_nested(e: Emitter, definition: ast.Def, where: SourceRange) -> Named:
    """What a function within this one gives, run now. Error MJ1002 unless it ends in a return."""
    *body, last = definition.body
    if definition.parameters or not isinstance(last, ast.Return) or last.value is None:
        raise unsupported(where, "fork of a function of this form")
    e.count_copy(definition.range)
    if e.nested >= LIMITS["max_nesting"] // 4:
        raise error("MJ1007", where, limit=LIMITS["max_nesting"])
    e.nested += 1
    emit_stmt.emit_body(e, body)
    made = emit_expr.emit_named(e, last.value)
    e.nested -= 1
    return made


def emit_builtin(e: Emitter, name: str, call: ast.Call, hint: Type | None) -> Named:
    """A call of a builtin form."""
    if not e.resolver.allow_missing:
        call = emit_generator.with_generators(e, name, call)
        found = emit_ordering.emit_form(e, name, call, hint)
        if found is not None:
            return found
        if name in emit_ordering.TAKE_GENERATORS:
            call = emit_ordering.without_generators(call)
    where = call.range
    match name:
        case "fork" if call.args:
            callee = emit_expr.emit_named(e, call.args[0]) if len(call.args) == 1 else None
            if isinstance(callee, NestedFunction):
                return emit_nested(e, callee.definition, where)
            # Run now: a sequential order is a legal one.
            now = ast.Call(call.range, call.args[0], call.args[1:], call.keywords)
            return emit_expr.emit_named(e, now, hint)
        case "wait":
            expect(call, 1, name)
            return emit_expr.emit_named(e, call.args[0], hint)
        case "annotate":
            expect(call, 2, name)
            wanted = parse_type(e.resolver, call.args[0])
            return emit_expr.annotate(
                e, emit_expr.emit_named(e, call.args[1], wanted), wanted, where, "in annotate"
            )
        case "unchecked_cast":
            expect(call, 2, name)
            wanted = parse_type(e.resolver, call.args[0])
            value = emit_expr.emit_expr(e, call.args[1])
            return emit(e, "prim::unchecked_cast", [value], wanted, where)
        case "uninitialized":
            expect(call, 1, name)
            wanted = parse_type(e.resolver, call.args[0])
            return emit(e, "prim::Uninitialized", (), wanted, where)
        case "isinstance":
            return emit_control.emit_condition(e, call).as_value(e, where)
        case "getattr":
            return emit_getattr(e, call)
        case "hasattr":
            return constant(e, has_attribute(e, call), where)
        case "int" | "float" | "bool":
            return emit_cast(e, name, call)
        case "range":
            return emit_range(e, call)
        case "enumerate" | "zip":
            return emit_zip(e, name, call)
        case "dict":
            return emit_dict(e, call, hint)
        case "_check":
            return emit_check(e, call)
        case "list" if call.args and not call.keywords:
            expect(call, 1, name)
            over = emit_expr.emit_named(e, call.args[0], hint)
            if isinstance(over, RangeOf | ZipOf):
                return emit_comprehension.emit_list_of_items(e, over, hint, where)
            if isinstance(over, ClassValue):
                members = [as_value(e, m, where) for m in static_items(e, over, where)]
                return emit_expr.list_construct(e, members, over.type, where)
            return emit_list(e, [as_value(e, over, where)], where, hint)
        case "slice" if call.keywords:
            detail = "Slice does not accept any keyword arguments"
            raise error("MJ2038", where, name=name, detail=detail)
        case "type":
            expect(call, 1, name)
            return emit_class.class_of(e, emit_expr.emit_named(e, call.args[0]), where)
        case "len":
            expect(call, 1, name)
            if emit_generator.is_iterator(e, call.args[0]):
                what = emit_generator.kind_of(call.args[0])
                raise error("MJ2060", call.args[0].range, what=what)
            return emit_len(e, emit_expr.emit_named(e, call.args[0]), where)
    gives_text = name in ("print", "str")
    args, keywords = (
        emit_class.emit_texts(e, call) if gives_text else emit_call.emit_arguments(e, call)
    )
    if name in OPERATORS:
        return emit_builtin_operator(e, name, args, call)
    if name == "device" and not e.resolver.allow_missing:
        args += [keywords.pop(k) for k in ("type", "index")[len(args) :] if k in keywords]
    if keywords and name == "print":
        detail = "print doesn't accept any keyword arguments: join the texts, as in print(a + b)"
        raise error("MJ2038", where, name=name, detail=detail)
    if keywords:
        raise error("MJ2038", where, name=name, detail="it takes no keyword arguments")
    match name:
        case "print":
            emit_stmt.emit_print(e, args, where)
            return NothingOf()
        case "str":
            expect(call, 1, name)
            return emit_text(e, args[0], where)
        case "device":
            return emit_device(e, args, where)
        case "list":
            return emit_list(e, args, where, hint)
        case "tuple":
            expect(call, 1, name)
            return TupleOf(static_items(e, args[0], where))
        case "slice":
            parts: list[Value | None] = [None if a.type == NONE else a for a in args]
            parts = [None, *parts, None] if len(parts) == 1 else [*parts, None, None][:3]
            return SliceOf(parts[0], parts[1], parts[2])
        case "complex":
            if len(args) == 1 and isinstance(args[0].type, ClassType):
                return emit_call.call_method(e, args[0], args[0].type, "__complex__", [], where)
            return emit_call.emit_operator(e, "aten::Complex", args, {}, where)
    raise error("MJ9001", where, detail=f"no emitter for {name}")


def expect(call: ast.Call, count: int, name: str) -> None:
    """Error MJ2017: another number of arguments."""
    if name == "int" and len(call.args) == 2:
        detail = "a base is not supported: read the digits in a for loop, with ord"
        raise error("MJ2038", call.range, name=name, detail=detail)
    if len(call.args) != count or call.keywords:
        raise error("MJ2017", call.range, name=name, expected=count,
                    found=len(call.args) + len(call.keywords))  # fmt: skip


def check_count(name: str, call: ast.Call, most: int | None) -> None:
    """Error MJ2017: no argument is given, or more than there may be."""
    count = len(call.args) + len(call.keywords)
    if count == 0 or (most is not None and count > most):
        bound = "at least 1" if count == 0 else f"at most {most}"
        raise error("MJ2017", call.range, name=name, expected=bound, found=count)


# Builtins that an object answers with its own method.
METHODS = frozenset(["abs", "divmod", "hash", "hex", "oct", "round"])


def emit_builtin_operator(e: Emitter, name: str, args: list[Value], call: ast.Call) -> Named:
    """A builtin that is an operator; where only tensors are given, some are spelled otherwise."""
    kind = OPERATORS[name]
    if call.keywords:
        raise error("MJ2038", call.range, name=name, detail="it takes no keyword arguments")
    if name in ("max", "min", "abs") and args and all(a.type == TENSOR for a in args):
        kind = f"aten::{name}"
    if len(args) == 1 and isinstance(args[0].type, SetType) and name != "hash":
        args = [emit_ordering.as_list(e, args[0], call.range)]
    if name in ("max", "min") and len(args) > 2:
        made = args[0]
        for other in args[1:]:
            both = [made, other]
            made = as_value(e, emit_call.emit_operator(e, kind, both, {}, call.range), call.range)
        return made
    if args and isinstance(args[0].type, ClassType) and name in METHODS:
        own = args[0].type
        method = f"__{name}__"
        if not e.resolver.allow_missing and e.resolver.resolve_method(own, method) is not None:
            return emit_call.call_method(e, args[0], own, method, args[1:], call.range)
    if name == "round" and len(args) == 2:
        detail = "ndigits is not supported: write round(x * 100) / 100 for two of them"
        raise error("MJ2038", call.range, name=name, detail=detail)
    return emit_call.emit_operator(e, kind, args, {}, call.range)


def emit_len(e: Emitter, named: Named, where: SourceRange) -> Named:
    """len(): known at compile time for tuples and containers of modules."""
    if isinstance(named, KeywordsOf):
        return constant(e, len(named.items), where)
    own = getattr(named, "own_len", None)
    if own is not None and own():
        return emit_expr.attribute_call(e, named, "__len__", where)
    if getattr(named, "items_at_compile_time", None) is not None or isinstance(named, TupleOf):
        return constant(e, len(static_items(e, named, where)), where)
    value = as_value(e, named, where)
    if isinstance(value.type, TupleType):
        return constant(e, len(value.type.elems), where)
    if isinstance(value.type, ClassType):
        return emit_call.call_method(e, value, value.type, "__len__", [], where)
    return emit_call.emit_operator(e, "aten::len", [value], {}, where)


def emit_cast(e: Emitter, name: str, call: ast.Call) -> Value:
    """int(), float(), bool(): nothing for a value of that type, a literal for a constant."""
    kind, wanted = CASTS[name]
    where = call.range
    expect(call, 1, name)
    value = emit_expr.emit_expr(e, call.args[0])
    if value.type == wanted:
        return value
    if name == "bool":
        return emit_expr.emit_bool(e, value, where)
    known, found = constant_value(value)
    if known and isinstance(found, int | float):
        try:
            return constant(e, int(found) if name == "int" else float(found), where)
        except (ValueError, OverflowError):
            pass
    if isinstance(value.type, ClassType):
        return emit_call.call_method(e, value, value.type, f"__{name}__", [], where)
    return as_value(e, emit_call.emit_operator(e, kind, [value], {}, where), where)


def emit_text(e: Emitter, value: Value, where: SourceRange) -> Value:
    """str()."""
    if value.type == STR:
        return value
    if isinstance(value.type, ClassType) and "__str__" in value.type.methods:
        return emit_call.call_method(e, value, value.type, "__str__", [], where)
    return as_value(e, emit_call.emit_operator(e, "aten::str", [value], {}, where), where)


def emit_device(e: Emitter, args: list[Value], where: SourceRange) -> Named:
    """A device from literals, as a constant."""
    known = [constant_value(a) for a in args]
    if args and all(k for k, _ in known):
        return constant(e, device(*(v for _, v in known)), where)
    return emit_call.emit_operator(e, "aten::device", args, {}, where)


def emit_range(e: Emitter, call: ast.Call) -> RangeOf:
    args: list[Value] = []
    for arg in call.args:
        value = emit_expr.emit_expr(e, arg)
        if isinstance(value, Value) and value.type == FLOAT:
            wrong = f"all inputs of range must be ints, found float in argument {len(args)}"
            raise error("MJ2038", call.range, name="range", detail=wrong)
        args.append(convert(e, value, INT, arg.range, "for argument of range"))
    if call.keywords:
        raise error("MJ2038", call.range, name="range", detail="it takes no keyword arguments")
    check_count("range", call, 3)
    if len(args) == 1:
        return RangeOf(None, args[0], None)
    return RangeOf(args[0], args[1], args[2] if len(args) == 3 else None)


def emit_zip(e: Emitter, name: str, call: ast.Call) -> ZipOf:
    items = emit_expr.emit_items(e, call.args, [])
    check_count(name, call, 2 if name == "enumerate" else None)
    if name == "zip":
        return ZipOf(items)
    start = items[1:] or [emit_expr.emit_expr(e, k.value) for k in call.keywords]
    counter = start[0] if start else constant(e, 0, call.range)
    return ZipOf(items[:1], as_value(e, counter, call.range))


def emit_list(e: Emitter, args: list[Value], where: SourceRange, hint: Type | None) -> Value:
    """list(): a copy of a list, the elements of a tuple, string, dict or tensor."""
    if not args:
        wanted = hint.elem if isinstance(hint, ListType) else TENSOR
        return emit_expr.list_construct(e, [], wanted, where)
    value = args[0]
    if isinstance(value.type, TupleType):
        items = unpack(e, value, where)
        elem = emit_expr.common_type(items, None)
        return emit_expr.list_construct(e, items, elem, where)
    kind = "aten::list"
    if isinstance(value.type, DictType):
        kind = "aten::keys"
    if value.type == TENSOR:
        kind = "aten::unbind"
    return as_value(e, emit_call.emit_operator(e, kind, [value], {}, where), where)


def emit_dict(e: Emitter, call: ast.Call, hint: Type | None) -> Value:
    """dict(): a copy of a dict, or what an iterable of pairs gives; then the keywords."""
    where = call.range
    inner = emit_expr.container_hint(hint, DictType, where)
    if isinstance(hint, UnionType) and inner is None:
        raise error("MJ2102", where, type=hint)
    keys: list[ast.Expr | None] = [ast.String(k.range, k.name) for k in call.keywords]
    values = [k.value for k in call.keywords]
    if not call.args or (isinstance(call.args[0], ast.List) and not call.args[0].items):
        return emit_expr.emit_dict(e, ast.Dict(where, keys, values), hint)
    expect(ast.Call(where, call.callee, call.args, []), 1, "dict")
    given = emit_expr.emit_named(e, call.args[0], inner if isinstance(inner, DictType) else None)
    if isinstance(given, Value) and isinstance(given.type, DictType):
        made = as_value(e, emit_call.emit_operator(e, "aten::dict", [given], {}, where), where)
    else:
        made = emit_comprehension.emit_dict_of_pairs(e, given, hint, where)
    for keyword in call.keywords:
        key = constant(e, keyword.name, keyword.range)
        args = [made, key, emit_expr.emit_expr(e, keyword.value)]
        emit_call.emit_operator(e, "aten::_set_item", args, {}, where)
    return made


def emit_check(e: Emitter, call: ast.Call) -> Named:
    """`torch._check(cond, message)`: an If that raises RuntimeError."""
    given = dict(zip(("cond", "message"), call.args, strict=False))
    for keyword in call.keywords:
        detail = ""
        if len(call.args) + len(call.keywords) > 2:
            break
        if keyword.name in given:
            detail = f"multiple values for argument '{keyword.name}'"
        elif keyword.name not in ("cond", "message"):
            detail = f"unexpected keyword argument '{keyword.name}'"
        if detail:
            raise error("MJ2038", call.range, name="torch._check", detail=detail)
        given[keyword.name] = keyword.value
    count = len(call.args) + len(call.keywords)
    if count not in (1, 2):
        raise error("MJ2017", call.range, name="torch._check", expected="1 or 2", found=count)
    if "cond" not in given:
        detail = "missing required argument 'cond'"
        raise error("MJ2038", call.range, name="torch._check", detail=detail)
    emit_stmt.emit_check(e, given["cond"], given.get("message"), call.range)
    return NothingOf()


# Attributes by name.


def literal_name(call: ast.Call) -> str:
    if len(call.args) < 2 or not isinstance(call.args[1], ast.String):
        callee = call.callee.range.text
        what = f"{callee}'s second argument must be a string literal: the name of the attribute"
        raise error("MJ2034", call.range, what=what)
    return call.args[1].value


def emit_getattr(e: Emitter, call: ast.Call) -> Named:
    """getattr(object, "name"), with a third argument where the attribute may be missing."""
    name = literal_name(call)
    if len(call.args) == 3 and not has_attribute(e, call):
        return emit_expr.emit_named(e, call.args[2])
    base = emit_expr.emit_named(e, call.args[0])
    return emit_expr.attribute(e, base, name, call.range)


def has_attribute(e: Emitter, call: ast.Call) -> bool:
    """hasattr(object, "name"), known at compile time."""
    name = literal_name(call)
    base = emit_expr.emit_named(e, call.args[0])
    static = getattr(base, "has_attribute", None)
    if static is not None:
        return bool(static(name))
    kind = base.type if isinstance(base, Value) else None
    if isinstance(base, ClassValue) and isinstance(base.type, ClassType):
        return name in base.type.methods or e.resolver.resolve_method(base.type, name) is not None
    if isinstance(kind, ClassType):
        found = e.resolver.resolve_method(kind, name)
        return (
            name in kind.attributes
            or name in kind.constants
            or name in kind.methods
            or (found is not None)
        )
    if isinstance(kind, TupleType) and kind.fields is not None:
        return name in kind.fields
    shown = f"a normal Tuple {kind}" if isinstance(kind, TupleType) else str(kind)
    raise error("MJ2073", call.range, type=shown)


# isinstance.


def emit_isinstance_condition(e: Emitter, call: ast.Call) -> emit_control.Condition | None:
    """`isinstance(x, T)` or `isinstance(x, (T, U))` as a condition; None for any other call.

    Known at compile time where the static type tells; else prim::isinstance, which refines a name.
    """
    if not isinstance(call.callee, ast.Name | ast.Attribute):
        return None
    callee = callee_builtin(e, call.callee)
    if callee != "isinstance":
        return None
    expect(call, 2, "isinstance")
    named = emit_expr.emit_named(e, call.args[0])
    wanted, classes = isinstance_types(e, call.args[1])
    if isinstance(named, ModuleValue):
        return emit_control.Condition(None, isinstance(named.info.module, classes))
    if isinstance(named, Sugared) and not isinstance(named, TupleOf | LiteralOf):
        return emit_control.Condition(None, False)
    value = as_value(e, named, call.range)
    if ANY_OF["dict"] in wanted and not e.resolver.allow_missing:
        wanted = with_elements(wanted, value.type, call.args[1].range)
    if all(any(matches(m, t) for t in wanted) for m in members_of(value.type)):
        return emit_control.Condition(None, True)
    possible = [t for t in wanted if may_match(value.type, t)]
    if not possible:
        return emit_control.Condition(None, False)
    test = emit(e, "prim::isinstance", [value], BOOL, call.range, {"types": wanted})
    true: dict[str, Type] = {}
    false: dict[str, Type] = {}
    name = narrowing.path_of(e, call.args[0])
    if name:
        members = members_of(value.type)
        inside = [m for m in members if any(matches(m, t) for t in wanted)]
        outside = [m for m in members if m not in inside]
        if value.type in (ANY, NUMBER):
            inside, outside = (possible, []) if len(possible) == 1 else ([], [])
        if inside and inside[0] not in ANY_KINDS:
            true = {name: union(tuple(inside))}
        if outside:
            false = {name: union(tuple(outside))}
    return emit_control.Condition(test, None, true, false)


def members_of(type: Type) -> tuple[Type, ...]:
    """The alternatives of a Union or Optional; the type itself for any other."""
    if isinstance(type, OptionalType):
        return (type.elem, NONE)
    return type.members if isinstance(type, UnionType) else (type,)


def callee_builtin(e: Emitter, callee: ast.Expr) -> str:
    """The builtin that a callee names, without emitting anything, or ""."""
    if isinstance(callee, ast.Name) and not e.frame.has(callee.text):
        found = e.resolver.resolve_name(callee.text, callee.range)
        return found.name if isinstance(found, BuiltinValue) else ""
    if isinstance(callee, ast.Attribute) and callee.name == "isinstance":
        base = emit_expr.emit_named(e, callee)
        return base.name if isinstance(base, BuiltinValue) else ""
    return ""


ANY_OF = {"list": SimpleType("list"), "tuple": SimpleType("tuple"), "dict": SimpleType("dict")}
ANY_KINDS: dict[Type, type[Type]] = {
    ANY_OF["list"]: ListType, ANY_OF["tuple"]: TupleType, ANY_OF["dict"]: DictType,
}  # fmt: skip


def isinstance_types(e: Emitter, expr: ast.Expr) -> tuple[list[Type], tuple[type, ...]]:
    """The second argument of isinstance: types, and classes of modules, which are known in Python.

    `list`, `tuple` and `dict` stand for any such type.
    """
    if isinstance(expr, ast.Tuple):
        each = [isinstance_types(e, item) for item in expr.items]
        return [t for kinds, _ in each for t in kinds], tuple(c for _, found in each for c in found)
    if isinstance(expr, ast.Name) and expr.text in ANY_OF:
        return [ANY_OF[expr.text]], ()
    name = dotted_name(expr)
    found = name and e.resolver.resolve_module_class(name)
    return ([], (found,)) if found else ([parse_type(e.resolver, expr)], ())


def with_elements(wanted: list[Type], type: Type, where: SourceRange) -> list[Type]:
    """The dict types that a value may have in place of `dict`, which archives cannot say.

    Error MJ2071: its type does not tell them.
    """
    members = members_of(type)
    if ANY in members:
        raise error("MJ2071", where, name="dict", missing="contained types",
                    added="contained type, e.g. Dict[int, int]")  # fmt: skip
    found: list[Type] = [m for m in members if isinstance(m, DictType)]
    return [t for w in wanted for t in ((found or [w]) if w == ANY_OF["dict"] else [w])]


def matches(type: Type, wanted: Type) -> bool:
    """Whether every value of `type` is an instance of `wanted`."""
    if wanted in ANY_KINDS:
        return isinstance(type, ANY_KINDS[wanted])
    return is_subtype(type, wanted) and type != ANY


def may_match(type: Type, wanted: Type) -> bool:
    """Whether some value of `type` may be an instance of `wanted`."""
    if type == ANY:
        return True
    if isinstance(type, OptionalType):
        return matches(NONE, wanted) or matches(type.elem, wanted) or may_match(type.elem, wanted)
    if isinstance(type, UnionType):
        return any(matches(m, wanted) for m in type.members)
    return type == NUMBER and wanted in (INT, FLOAT, COMPLEX)


# Iteration.


@dataclass(slots=True)
class Iteration:
    """What a for loop goes over.

    Either `items` that are known now, or a length and the item at an index, emitted when called.
    """

    items: list[Named] | None
    length: Callable[[], Value] | None = None
    item: Callable[[Value], Named] | None = None


def iterate(e: Emitter, named: Named, where: SourceRange) -> Iteration:
    """How to go over a value. Error MJ2019."""
    if isinstance(named, GeneratorOf):
        named = emit_generator.as_list(e, named, where)
    if isinstance(named, RangeOf):
        return iterate_range(e, named, where)
    if isinstance(named, ZipOf):
        return iterate_zip(e, named, where)
    if isinstance(named, TupleOf):
        return Iteration(named.items)
    if isinstance(named, ClassValue) and isinstance(named.type, ClassType):
        cls = named.type
        if cls.kind == "enum":
            members = [EnumValue(cls, name, c.value) for name, c in cls.constants.items()]
            return Iteration([constant(e, member, where, cls) for member in members])
    if isinstance(named, KeywordsOf):
        return Iteration([constant(e, name, where) for name in named.items])
    if isinstance(named, Sugared):
        items = getattr(named, "items_at_compile_time", None)
        if items is not None:
            return Iteration(items(e, where))
        named = as_value(e, named, where)
    value = named
    if isinstance(value.type, TupleType):
        return Iteration(list(unpack(e, value, where)))
    if isinstance(value.type, DictType):
        value = as_value(e, emit_call.emit_operator(e, "aten::keys", [value], {}, where), where)
    if value.type != TENSOR and value.type != STR and not isinstance(value.type, ListType):
        raise error("MJ2019", where, type=value.type)
    sequence = value

    def length() -> Value:
        return as_value(e, emit_call.emit_operator(e, "aten::len", [sequence], {}, where), where)

    def item(index: Value) -> Named:
        if sequence.type == TENSOR:
            args = [sequence, constant(e, 0, where), index]
            return emit_call.emit_operator(e, "aten::select", args, {}, where)
        return emit_call.emit_operator(e, "aten::__getitem__", [sequence, index], {}, where)

    return Iteration(None, length, item)


def iterate_range(e: Emitter, over: RangeOf, where: SourceRange) -> Iteration:
    if over.start is None:
        return Iteration(None, lambda: over.stop, lambda index: index)
    start = over.start
    step = over.step if over.step is not None else constant(e, 1, where)

    def length() -> Value:
        args = [start, over.stop, step]
        made = emit_call.emit_operator(e, "aten::__range_length", args, {}, where)
        return as_value(e, made, where)

    def item(index: Value) -> Named:
        args = [index, start, step]
        return emit_call.emit_operator(e, "aten::__derive_index", args, {}, where)

    return Iteration(None, length, item)


def iterate_zip(e: Emitter, over: ZipOf, where: SourceRange) -> Iteration:
    """Together: all known now (unrolled), or the least of the lengths."""
    parts = [iterate(e, item, where) for item in over.items]
    if any(part.items is not None for part in parts):
        if not all(part.items is not None for part in parts):
            raise error("MJ2038", where, name="zip",
                        detail="it mixes what is unrolled with a value that does not have "
                        "a statically determinable length; iterate over enumerate(...) of what is "
                        "unrolled and take elements of the other by the index")  # fmt: skip
        return Iteration(zip_static(e, over, [part.items or [] for part in parts], where))

    def length() -> Value:
        lengths = [part.length() for part in parts if part.length is not None]
        if len(lengths) == 1:
            return lengths[0]
        made = emit_expr.list_construct(e, lengths, INT, where)
        return as_value(e, emit_call.emit_operator(e, "prim::min", [made], {}, where), where)

    def item(index: Value) -> Named:
        found = [part.item(index) for part in parts if part.item is not None]
        if over.counter is None:
            return TupleOf(found)
        return TupleOf([count(e, over.counter, index, where), *found])

    return Iteration(None, length, item)


def zip_static(
    e: Emitter, over: ZipOf, columns: list[list[Named]], where: SourceRange
) -> list[Named]:
    rows: list[Named] = []
    for at, row in enumerate(zip(*columns, strict=False)):
        if over.counter is None:
            rows.append(TupleOf(list(row)))
        else:
            index = constant(e, at, where)
            rows.append(TupleOf([count(e, over.counter, index, where), *row]))
    return rows


def count(e: Emitter, counter: Value, index: Value, where: SourceRange) -> Value:
    """The number that enumerate gives at an index."""
    known, start = constant_value(counter)
    if known and start == 0:
        return index
    known_index, at = constant_value(index)
    if known and known_index:
        return constant(e, start + at, where)
    return as_value(e, emit_call.emit_operator(e, "aten::add", [index, counter], {}, where), where)


def known_items(e: Emitter, named: Named, where: SourceRange) -> list[Named] | None:
    """The elements of what is unrolled, or None."""
    is_tuple = isinstance(named, Value) and isinstance(named.type, TupleType)
    if not is_tuple and not isinstance(named, Sugared):
        return None
    return iterate(e, named, where).items


def static_items(e: Emitter, named: Named, where: SourceRange) -> list[Named]:
    """The elements of what has a known number of them. Error MJ2027."""
    over = iterate(e, named, where)
    if over.items is None:
        raise error("MJ2027", where, what="the number of its elements is not known")
    return over.items


def subscript_static(e: Emitter, base: Sugared, expr: ast.Subscript) -> Named | None:
    """`container[literal]` of what exists at compile time, or None."""
    if isinstance(base, KeywordsOf):
        if not isinstance(expr.index, ast.String):
            raise error("MJ2034", expr.range, what="the key of keyword arguments")
        if expr.index.value not in base.items:
            raise error("MJ2065", expr.range, name=expr.index.value)
        return base.items[expr.index.value]
    get = getattr(base, "subscript", None)
    if get is None:
        return None
    found: Named | None = get(e, expr)
    return found
