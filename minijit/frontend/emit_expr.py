"""Expressions to values."""

from __future__ import annotations

import math

from minijit.diagnostics import SourceRange, error
from minijit.diagnostics.ways import unsupported, way_of_member
from minijit.frontend import (
    builtins,
    emit_call,
    emit_class,
    emit_comprehension,
    emit_control,
    emit_ordering,
    emit_set,
    emit_stmt,
    emit_subscript,
    narrowing,
    specialise,
)
from minijit.frontend.emitter import (
    Emitter,
    as_value,
    constant,
    constant_value,
    convert,
    emit,
    is_empty_list,
    unpack,
    widen,
)
from minijit.frontend.scope import Named
from minijit.frontend.sugared import (
    CastMethod,
    EllipsisOf,
    ItemMethod,
    KeywordsMethod,
    KeywordsOf,
    LiteralOf,
    MethodValue,
    OperatorValue,
    SetMethod,
    TupleOf,
    TypeOf,
    WaitMethod,
)
from minijit.ir import Value
from minijit.schema import schemas
from minijit.syntax import ast
from minijit.types import (
    BOOL,
    DEVICE,
    FLOAT,
    GENERATOR,
    INT,
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
    unify,
    union,
)

BINARY = {
    "+": "aten::add", "-": "aten::sub", "*": "aten::mul", "/": "aten::div", "%": "aten::remainder",
    "//": "aten::floordiv", "**": "aten::pow", "@": "aten::matmul", "&": "aten::__and__",
    "|": "aten::__or__", "^": "aten::__xor__", "<<": "aten::__lshift__", ">>": "aten::__rshift__",
}  # fmt: skip
METHODS = {
    "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "%": "__mod__",
    "//": "__floordiv__", "**": "__pow__", "@": "__matmul__", "&": "__and__", "|": "__or__",
    "^": "__xor__", "<<": "__lshift__", ">>": "__rshift__",
}  # fmt: skip
COMPARE = {
    "<": "aten::lt", "<=": "aten::le", ">": "aten::gt", ">=": "aten::ge",
    "==": "aten::eq", "!=": "aten::ne", "is": "aten::__is__", "is not": "aten::__isnot__",
}  # fmt: skip
TENSOR_PROPERTIES = {
    "dtype": "prim::dtype", "device": "prim::device", "layout": "prim::layout",
    "requires_grad": "prim::requires_grad", "is_cuda": "prim::is_cuda", "data": "prim::data",
    "grad": "prim::grad", "is_sparse": "prim::is_sparse", "is_quantized": "prim::is_quantized",
    "is_mkldnn": "prim::is_mkldnn", "is_cpu": "prim::is_cpu", "is_meta": "prim::is_meta",
    "is_nested": "prim::is_nested", "itemsize": "prim::itemsize", "nbytes": "prim::nbytes",
    "name": "prim::name", "is_leaf": "aten::is_leaf", "retains_grad": "aten::retains_grad",
    "shape": "aten::size", "ndim": "aten::dim", "T": "aten::numpy_T", "H": "aten::matrix_H",
    "mT": "aten::mT", "mH": "aten::mH", "real": "aten::real", "imag": "aten::imag",
    "is_ipu": "prim::is_ipu", "is_maia": "prim::is_maia", "is_mps": "prim::is_mps",
    "is_mtia": "prim::is_mtia", "is_sparse_csr": "prim::is_sparse_csr",
    "is_vulkan": "prim::is_vulkan", "is_xla": "prim::is_xla", "is_xpu": "prim::is_xpu",
}  # fmt: skip
TENSOR_CASTS = {
    "byte": 0, "char": 1, "short": 2, "int": 3, "long": 4, "half": 5, "float": 6, "double": 7,
    "cfloat": 9, "cdouble": 10, "bool": 11, "bfloat16": 15,
}  # fmt: skip
# Types that no display has: a place of such a type shows a mistake.
NEVER_CONTAINERS = (TENSOR, INT, FLOAT, BOOL, STR)
DEVICE_PROPERTIES = {"type": "prim::type", "index": "prim::index"}


def emit_expr(e: Emitter, expr: ast.Expr, hint: Type | None = None) -> Value:
    """The value of an expression.

    `hint` is the type its place wants: it decides the element types of literals, and is otherwise
    not enforced.
    """
    return as_value(e, emit_named(e, expr, hint), expr.range)


def emit_named(e: Emitter, expr: ast.Expr, hint: Type | None = None) -> Named:
    """As emit_expr, but also for what exists at compile time only."""
    where = expr.range
    match expr:
        case ast.Name():
            return emit_name(e, expr)
        case ast.Int():
            if expr.value == 1 << 63:
                raise error("MJ1003", where, text=where.text)
            return constant(e, expr.value, where)
        case ast.Float():
            return constant(e, expr.value, where)
        case ast.Imaginary():
            return constant(e, complex(0.0, expr.value), where)
        case ast.String():
            return constant(e, expr.value, where)
        case ast.Format():
            return emit_format(e, expr)
        case ast.TrueLiteral():
            return constant(e, True, where)
        case ast.FalseLiteral():
            return constant(e, False, where)
        case ast.NoneLiteral():
            return constant(e, None, where)
        case ast.Ellipsis():
            return EllipsisOf()
        case ast.Attribute():
            return emit_attribute(e, expr)
        case ast.Subscript():
            if isinstance(hint, ClassType) and hint.is_interface:
                return emit_subscript.emit_module_subscript(e, expr, hint)
            return emit_subscript.emit_subscript(e, expr)
        case ast.Slice():
            return emit_subscript.emit_slice(e, expr)
        case ast.Call():
            return emit_call.emit_call(e, expr, hint)
        case ast.Unary():
            return emit_unary(e, expr)
        case ast.Binary():
            left = emit_named(e, expr.left, hint if expr.operator in ("+", "*") else None)
            right = emit_named(e, expr.right, hint if expr.operator == "+" else None)
            return emit_binary(e, expr.operator, left, right, where)
        case ast.Compare():
            return emit_control.emit_compare(e, expr).as_value(e, where)
        case ast.And() | ast.Or():
            return emit_control.emit_condition(e, expr).as_value(e, where)
        case ast.Ternary():
            return emit_control.emit_ternary(e, expr, hint)
        case ast.Tuple():
            return emit_tuple(e, expr, hint)
        case ast.List():
            return emit_list(e, expr, hint)
        case ast.Dict():
            return emit_dict(e, expr, hint)
        case ast.ListComprehension():
            return emit_comprehension.emit_list_comprehension(e, expr, hint)
        case ast.DictComprehension():
            return emit_comprehension.emit_dict_comprehension(e, expr, hint)
        case ast.Set():
            return emit_set.emit_set_display(e, expr, hint)
        case ast.SetComprehension():
            yes = ast.TrueLiteral(where)
            made = ast.DictComprehension(where, expr.element, yes, expr.clauses)
            return emit_set.as_set(emit_comprehension.emit_dict_comprehension(e, made, hint))
        case ast.Generator():
            listed = ast.ListComprehension(where, expr.element, expr.clauses)
            return emit_comprehension.emit_list_comprehension(e, listed, hint)
        case ast.AssignmentExpr():
            return emit_assignment(e, expr, hint)
        case ast.Lambda():
            body: ast.Body = [ast.Return(where, expr.body)]
            definition = ast.Def(where, "_lambda", expr.parameters, None, body)
            return specialise.local_template(e, definition)
        case ast.Starred():
            raise unsupported(where, "starred expressions outside of calls and displays")
    raise error("MJ9001", where, detail=f"no emitter for {type(expr).__name__}")


def emit_name(e: Emitter, expr: ast.Name) -> Named:
    """A local name, else what the resolver knows. Error MJ2001."""
    found = e.frame.find(expr.text, expr.range)
    if found is None:
        found = e.resolver.resolve_name(expr.text, expr.range)
    if found is None and expr.text == e.function.basename and not e.function.is_method:
        raise error("MJ2025", expr.range, name=expr.text)  # a decorated one is not a name yet
    if found is None:
        hint = "" if e.resolver.allow_missing else e.frame.perhaps_meant(expr.text)
        raise error("MJ2001", expr.range, name=f"{expr.text}{hint}")
    return constant(e, found.value, expr.range) if isinstance(found, LiteralOf) else found


def emit_assignment(e: Emitter, expr: ast.AssignmentExpr, hint: Type | None) -> Named:
    """`(name := value)`. Error MJ1002: it stands where it may or may not be evaluated."""
    if e.frame is not e.statement:
        place = "after `and` or `or`, in a conditional expression or in a comprehension"
        raise unsupported(expr.range, f"assignment expressions (`:=`) {place}")
    made = emit_named(e, expr.value, hint)
    emit_stmt.assign(e, expr.target, made, expr.range)
    return emit_name(e, expr.target)


def emit_format(e: Emitter, expr: ast.Format) -> Value:
    """An f-string: aten::format with `{}` for each value."""
    pattern = constant(e, "{}".join(expr.texts), expr.range)
    values = [emit_class.as_text(e, emit_named(e, v), v.range) for v in expr.values]
    return as_value(
        e, emit_call.emit_operator(e, "aten::format", [pattern, *values], {}, expr.range),
        expr.range,
    )  # fmt: skip


def emit_attribute(e: Emitter, expr: ast.Attribute) -> Named:
    base = emit_named(e, expr.base)
    found = attribute(e, base, expr.name, expr.range)
    known = narrowing.narrowed(e, expr)
    if known is not None and isinstance(found, Value) and found.type != known:
        return emit(e, "prim::unchecked_cast", [found], known, expr.range)
    return found


def attribute(e: Emitter, base: Named, name: str, where: SourceRange) -> Named:
    """`base.name`: a property, a slot, a class constant, a method. Error MJ2012."""
    if not isinstance(base, Value):
        found = e.resolver.resolve_attribute(e, base, name, where)
        if found is not None:
            return found
        if isinstance(base, KeywordsOf):
            return KeywordsMethod(base, name)
        if isinstance(base, TupleOf):
            if name in base.fields:
                return base.items[base.fields.index(name)]
            return attribute(e, as_value(e, base, where), name, where)
        if isinstance(base, TypeOf) and name in ("__name__", "__qualname__"):
            return constant(e, base.name, where)
        lookup = f"attribute lookup is not defined on {base.what}: it"
        raise error("MJ2012", where, type=lookup, name=name, hint=way_of_member("", name))
    kind = base.type
    if isinstance(kind, ClassType):
        return object_attribute(e, base, kind, name, where)
    if isinstance(kind, SetType):
        return SetMethod(base, name)
    if name == "wait" and not isinstance(kind, ClassType) and not e.resolver.allow_missing:
        return WaitMethod(base)
    if isinstance(kind, TupleType) and kind.fields is not None and name in kind.fields:
        return emit_subscript.tuple_index(e, base, kind.fields.index(name), where)
    if kind == TENSOR:
        if name in TENSOR_PROPERTIES:
            return emit_call.emit_operator(e, TENSOR_PROPERTIES[name], [base], {}, where)
        if name in TENSOR_CASTS:
            return CastMethod(base, TENSOR_CASTS[name])
        if name == "type":
            return OperatorValue("aten::to", (base,))
        if name == "__getitem__":
            return ItemMethod(base)
    if kind == DEVICE and name in DEVICE_PROPERTIES:
        return emit_call.emit_operator(e, DEVICE_PROPERTIES[name], [base], {}, where)
    if isinstance(kind, OptionalType):
        hint = ". Did you forget to unwrap Optional before using it?"
        raise error("MJ2012", where, type=f"'{kind}' object", name=name, hint=hint)
    # prim::tolist has no overloads to choose.
    known = name == "tolist" or bool(schemas(f"aten::{name}"))
    number = kind in (INT, FLOAT, NUMBER)
    if kind == GENERATOR:
        known = name in ("initial_seed", "manual_seed", "seed")
    if not has_methods(kind) or ((number or not known) and not e.resolver.allow_missing):
        hint = way_of_member(name_of_kind(kind), name)
        if isinstance(kind, TupleType) and kind.fields is not None and not hint:
            fields = ", ".join(kind.fields)
            hint = f": a NamedTuple has its fields only ({fields}); write a function that takes it"
        raise error("MJ2012", where, type=f"'{kind}' object", name=name, hint=hint)
    return OperatorValue(f"aten::{name}", (base,))


def attribute_call(e: Emitter, base: Named, name: str, where: SourceRange) -> Named:
    """`base.name()`."""
    method = attribute(e, base, name, where)
    assert isinstance(method, MethodValue)
    return emit_call.call_method(e, method.value, method.class_type, method.name, [], where)


def name_of_kind(type: Type) -> str:
    """`List` of `List[int]`, `NamedTuple` of one: a type without its parts."""
    if isinstance(type, TupleType) and type.fields is not None:
        return "NamedTuple"
    return str(type).partition("[")[0]


def has_methods(type: Type) -> bool:
    """Whether operators may be called as methods of such values."""
    simple = (TENSOR, STR, NUMBER, INT, FLOAT, GENERATOR)
    return type in simple or isinstance(type, ListType | DictType)


def object_attribute(
    e: Emitter, base: Value, kind: ClassType, name: str, where: SourceRange
) -> Named:
    """A slot, constant or method of an object; of an enum member its name or value."""
    if kind.kind == "enum" and name in ("value", "name"):
        value = next(iter(kind.constants.values())).type if name == "value" else STR
        return emit(e, f"prim::Enum{name.capitalize()}", [base], value, where)
    if name in kind.attributes:
        return emit(e, "prim::GetAttr", [base], kind.attributes[name], where, {"name": name})
    if name in kind.constants:
        found = kind.constants[name]
        return emit_constant(e, found.value, found.type, where)
    if name in kind.methods or e.resolver.resolve_method(kind, name) is not None:
        return MethodValue(base, kind, name)
    if kind.kind == "enum" and not e.resolver.allow_missing:
        raise emit_call.no_part_of_member(kind, name, where)
    member = e.resolver.resolve_member(e, base, kind, name, where)
    if member is not None:
        return member
    known = hasattr(kind.python_class, name)
    raise error("MJ2103" if known else "MJ2040", where, type=kind.name, name=name)


def emit_constant(e: Emitter, value: object, type: Type, where: SourceRange) -> Value:
    """The value of a class constant or a default: a literal, or an element of CONSTANTS."""
    from minijit.ir import ConstantRef

    if isinstance(value, ConstantRef):
        return emit(e, "prim::ConstantRef", (), value.type, where, {"index": value.index})
    return constant(e, value, where, type)


# Operators.


def emit_unary(e: Emitter, expr: ast.Unary) -> Value:
    operand = expr.operand
    if expr.operator == "not":
        return emit_control.emit_condition(e, expr).as_value(e, expr.range)
    if expr.operator == "-" and isinstance(operand, ast.Int | ast.Float | ast.Imaginary):
        value: object = -operand.value
        if isinstance(operand, ast.Imaginary):
            value = complex(-0.0, -operand.value)
        return constant(e, value, expr.range)
    value = emit_expr(e, operand)
    if expr.operator == "+" and (e.resolver.allow_missing or not isinstance(value.type, ClassType)):
        return value
    known, number = constant_value(value)
    if expr.operator == "-" and known and isinstance(number, int | float):
        return constant(e, -number, expr.range)
    if isinstance(value.type, ClassType):
        name = {"-": "__neg__", "+": "__pos__"}.get(expr.operator, "__invert__")
        return emit_call.call_method(e, value, value.type, name, [], expr.range)
    kind = "aten::neg" if expr.operator == "-" else "aten::bitwise_not"
    return as_value(e, emit_call.emit_operator(e, kind, [value], {}, expr.range), expr.range)


def emit_binary(e: Emitter, operator: str, left: Named, right: Named, where: SourceRange) -> Named:
    """`left operator right` of values that were emitted already."""
    if operator == "+":
        a, b = tuple_items(e, left, where), tuple_items(e, right, where)
        if a is not None and b is not None:
            e.count_copy(where, len(a) + len(b))
            return TupleOf(a + b)
    x, y = as_value(e, left, where), as_value(e, right, where)
    kind = BINARY[operator]
    if isinstance(x.type, ClassType):
        return emit_call.call_method(e, x, x.type, METHODS[operator], [y], where)
    if isinstance(x.type, SetType):
        return emit_set.emit_set_operator(e, operator, x, y, where)
    if operator == "//" and TENSOR in (x.type, y.type):
        kind = "aten::floor_divide"
    if operator == "%" and x.type == STR:
        kind = "aten::percentFormat"
    return emit_call.emit_operator(e, kind, [x, y], {}, where)


def tuple_items(e: Emitter, named: Named, where: SourceRange) -> list[Named] | None:
    """The elements of a tuple, or None for anything else."""
    if isinstance(named, TupleOf):
        return named.items
    if isinstance(named, Value) and isinstance(named.type, TupleType):
        return list(unpack(e, named, where))
    return None


def emit_comparison(
    e: Emitter, operator: str, left: Value, right: Value, where: SourceRange
) -> Value:
    """One comparison, `in` included; an identity test of plain scalars is one of equality."""
    if operator in ("in", "not in"):
        found = emit_contains(e, left, right, where)
        if operator == "in":
            return found
        return as_value(e, emit_call.emit_operator(e, "aten::__not__", [found], {}, where), where)
    kind = COMPARE[operator]
    if isinstance(left.type, SetType) and operator not in ("is", "is not"):
        return emit_set.emit_set_comparison(e, operator, left, right, where)
    by_value = all(t in _BY_VALUE for t in (left.type, right.type))
    by_value = by_value or (emit_call.is_enum(left) and emit_call.is_enum(right))
    if operator in ("is", "is not") and by_value and left.type != right.type:
        return constant(e, operator == "is not", where)
    if operator in ("is", "is not") and by_value:
        kind = "aten::eq" if operator == "is" else "aten::ne"
    if operator == "<" and emit_ordering.are_alike_tuples_of_objects(left.type, right.type):
        return emit_ordering.emit_less(e, left, right, where)
    if isinstance(left.type, ClassType) and left.type.kind == "class" and "__" not in kind:
        name = f"__{kind.rpartition(':')[2]}__"
        made = emit_call.call_method(e, left, left.type, name, [right], where)
        return as_value(e, made, where)
    return as_value(e, emit_call.emit_operator(e, kind, [left, right], {}, where), where)


_BY_VALUE = (INT, FLOAT, BOOL, STR, DEVICE)


def emit_contains(e: Emitter, item: Value, container: Value, where: SourceRange) -> Value:
    if isinstance(container.type, ClassType):
        made = emit_call.call_method(e, container, container.type, "__contains__", [item], where)
        return as_value(e, made, where)
    if container.type == STR:
        zero = constant(e, 0, where)
        size = as_value(e, emit_call.emit_operator(e, "aten::len", [container], {}, where), where)
        args = [container, item, zero, size]
        at = as_value(e, emit_call.emit_operator(e, "aten::find", args, {}, where), where)
        none = constant(e, -1, where)
        return as_value(e, emit_call.emit_operator(e, "aten::ne", [at, none], {}, where), where)
    args = [container, item]
    return as_value(e, emit_call.emit_operator(e, "aten::__contains__", args, {}, where), where)


def emit_bool(e: Emitter, value: Named, where: SourceRange) -> Value:
    """A value as a condition (error MJ2011).

    A bool is itself, numbers and one-element tensors go through aten::Bool, lists, dicts and
    strings by their length.
    """
    value = as_value(e, value, where)
    if value.type == BOOL:
        return value
    known, found = constant_value(value)
    if (
        known
        and isinstance(found, int | float)
        and not (isinstance(found, float) and math.isnan(found))
    ):
        return constant(e, bool(found), where)
    if value.type == NUMBER:
        value = as_value(e, emit_call.emit_operator(e, "aten::Float", [value], {}, where), where)
    if value.type in (TENSOR, INT, FLOAT):
        return as_value(e, emit_call.emit_operator(e, "aten::Bool", [value], {}, where), where)
    if value.type == STR or isinstance(value.type, ListType | DictType):
        size = as_value(e, emit_call.emit_operator(e, "aten::len", [value], {}, where), where)
        zero = constant(e, 0, where)
        return as_value(e, emit_call.emit_operator(e, "aten::gt", [size, zero], {}, where), where)
    if isinstance(value.type, ClassType):
        for name in ("__bool__", "__len__"):
            if name in value.type.methods:
                made = emit_call.call_method(e, value, value.type, name, [], where)
                if made.type not in (BOOL, INT):
                    raise error("MJ2055", where, type=made.type)
                return emit_bool(e, made, where)
    raise error("MJ2011", where, type=value.type)


# Displays.


def emit_items(e: Emitter, items: list[ast.Expr], hints: list[Type | None]) -> list[Named]:
    """The elements of a display or call; a starred tuple gives its elements."""
    made: list[Named] = []
    for index, item in enumerate(items):
        if isinstance(item, ast.Starred):
            inner = builtins.static_items(e, emit_named(e, item.operand), item.range)
            e.count_copy(item.range, len(inner))
            made += inner
        else:
            made.append(emit_named(e, item, hints[index] if index < len(hints) else None))
    return made


def emit_settled(e: Emitter, items: list[ast.Expr], hints: list[Type | None]) -> list[Named]:
    """As `emit_items`; tuples and literals among them become values at their places."""
    made: list[Named] = []
    for index, item in enumerate(items):
        for named in emit_items(e, [item], hints[index : index + 1]):
            rows = isinstance(named, TupleOf) and all(isinstance(i, Value) for i in named.items)
            is_plain = rows or isinstance(named, LiteralOf)
            made.append(as_value(e, named, item.range) if is_plain else named)
    return made


def emit_tuple(e: Emitter, expr: ast.Tuple, hint: Type | None) -> TupleOf:
    plain = hint.elem if isinstance(hint, OptionalType) else hint
    hints: list[Type | None] = list(plain.elems) if isinstance(plain, TupleType) else []
    if isinstance(plain, ListType):
        hints = [plain.elem] * len(expr.items)
    return TupleOf(emit_settled(e, expr.items, hints))


def emit_list(e: Emitter, expr: ast.List, hint: Type | None) -> Value:
    """A list display.

    Its element type is the hint's if all elements fit, else what they have in common;
    Tensor when there are none. Errors MJ2083, MJ2094.
    """
    wanted = list_hint(hint, expr.range)
    parts: list[Value] = []
    values: list[Value] = []
    for item in expr.items:
        named = emit_named(e, item.operand) if isinstance(item, ast.Starred) else None
        known = [] if named is None else builtins.known_items(e, named, item.range)
        if named is None:
            values += [as_value(e, s, expr.range) for s in emit_settled(e, [item], [wanted])]
        elif known is not None:
            values += [as_value(e, k, expr.range) for k in known]
        else:
            if values:
                parts.append(list_of(e, values, wanted, hint, expr.range))
            values = []
            parts.append(emit_comprehension.emit_list_of_items(e, named, hint, item.range))
    if values or not parts:
        parts.append(list_of(e, values, wanted, hint, expr.range))
    made = parts[0]
    for part in parts[1:]:
        sums = emit_call.emit_operator(e, "aten::add", [made, part], {}, expr.range)
        made = as_value(e, sums, expr.range)
    return made


def list_of(
    e: Emitter, values: list[Value], wanted: Type | None, hint: Type | None, where: SourceRange
) -> Value:
    """A list of values for a place of type `hint`. Error MJ2094: one is no `wanted`."""
    if wanted is not None:
        misfit = [v.type for v in values if not may_convert(v, wanted)]
        if misfit:
            found = ", ".join(str(v.type) for v in values)
            raise error("MJ2094", where, expected=ListType(wanted), found=found)
    elem = common_type(values, wanted)
    check_candidates(hint, ListType(elem), bool(values), where)
    return list_construct(e, values, elem, where)


def list_hint(hint: Type | None, where: SourceRange) -> Type | None:
    """The element type that a place wants. Errors MJ2083, MJ2108: it wants no list."""
    plain = container_hint(hint, ListType, where)
    if isinstance(plain, SimpleType) and plain in NEVER_CONTAINERS:
        raise error("MJ2083", where, wanted="List", found=plain)
    return plain.elem if isinstance(plain, ListType) else None


def container_hint(
    hint: Type | None, kind: type[ListType | DictType], where: SourceRange
) -> Type | None:
    """What a place wants without Optional; of a Union the only list or dict in it.

    None where the Union holds several. Error MJ2108: it holds none.
    """
    plain = hint.elem if isinstance(hint, OptionalType) else hint
    if not isinstance(plain, UnionType):
        return plain
    found = [m for m in plain.members if isinstance(m, kind)]
    if not found:
        wanted = kind.__name__.removesuffix("Type")
        raise error("MJ2108", where, wanted=wanted, found=plain)
    return found[0] if len(found) == 1 else None


def check_candidates(
    hint: Type | None, made: ListType | DictType, has_items: bool, where: SourceRange
) -> None:
    """Of several lists or dicts in a Union one must be what was made. Errors MJ2100, MJ2101."""
    members = hint.members if isinstance(hint, UnionType) else ()
    found = [m for m in members if isinstance(m, type(made))]
    if len(found) < 2 or (made in found and has_items):
        return
    name = type(made).__name__.removesuffix("Type")
    if not has_items:
        raise error("MJ2100", where, what=name.lower(), type=hint, wanted=name)
    problem = (
        "match the types of the given list elements"
        if isinstance(made, ListType)
        else "can hold the types of the given keys and values"
    )
    what = "" if isinstance(made, ListType) else "dict "
    raise error("MJ2101", where, type=hint, wanted=", ".join(map(str, found)), what=what,
                problem=problem, found=made)  # fmt: skip


def may_convert(value: Value, wanted: Type) -> bool:
    """Whether a value fits as an element: a subtype, or a list whose own literal will adapt."""
    return is_subtype(value.type, wanted) or (is_empty_list(value) and isinstance(wanted, ListType))


def list_construct(e: Emitter, values: list[Value], elem: Type, where: SourceRange) -> Value:
    return emit(e, "prim::ListConstruct", values, ListType(elem), where)


def common_type(values: list[Value], wanted: Type | None) -> Type:
    """The element type of a display: what all have in common, else a Union."""
    if wanted is not None and all(is_subtype(v.type, wanted) for v in values):
        return wanted
    if wanted is not None:
        retyped = [v for v in values if is_empty_list(v) and isinstance(wanted, ListType)]
        for value in retyped:
            value.type = wanted
    elem: Type = values[0].type if values else TENSOR
    for value in values[1:]:
        joined = unify(elem, value.type)
        elem = union((elem, value.type)) if joined is None else joined
    return elem


def emit_dict(e: Emitter, expr: ast.Dict, hint: Type | None) -> Value:
    """A dict display: key, value, key, value...; Dict[str, Tensor] when it is empty."""
    plain = container_hint(hint, DictType, expr.range)
    key_hint = plain.key if isinstance(plain, DictType) else None
    value_hint = plain.value if isinstance(plain, DictType) else None
    keys: list[Value] = []
    values: list[Value] = []
    if None in expr.keys:
        return emit_merged_dict(e, expr, hint)
    for key, value in zip(expr.keys, expr.values, strict=True):
        assert key is not None
        keys.append(emit_expr(e, key, key_hint))
        values.append(emit_expr(e, value, value_hint))
    if not keys:
        made = plain if isinstance(plain, DictType) else DictType(STR, TENSOR)
    else:
        key_type, value_type = common_type(keys, key_hint), common_type(values, value_hint)
        if isinstance(key_type, UnionType):
            first, other = key_type.members[:2]
            raise error("MJ2096", expr.range, expected=first, found=other)
        check_dict_hint(plain, key_type, value_type, expr.range, "MJ2106")
        made = DictType(key_type, value_type)
    check_candidates(hint, made, bool(keys), expr.range)
    inputs = [v for pair in zip(keys, values, strict=True) for v in pair]
    return emit(e, "prim::DictConstruct", inputs, made, expr.range)


def emit_merged_dict(e: Emitter, expr: ast.Dict, hint: Type | None) -> Value:
    """A dict display with `**d`: a copy of the first part, into which the others are put."""
    first, *rest = zip(expr.keys, expr.values, strict=True)
    if first[0] is None:
        given = emit_expr(e, first[1], hint)
        made = as_value(
            e, emit_call.emit_operator(e, "aten::dict", [given], {}, expr.range), expr.range
        )
    else:
        made = emit_dict(e, ast.Dict(expr.range, [first[0]], [first[1]]), hint)
    wanted = made.type if isinstance(made.type, DictType) else None
    for key, value in rest:
        if key is None:
            args, kind = [made, emit_expr(e, value, wanted)], "aten::update"
        else:
            item = emit_expr(e, key, wanted.key if wanted else None)
            args = [made, item, emit_expr(e, value, wanted.value if wanted else None)]
            kind = "aten::_set_item"
        emit_call.emit_operator(e, kind, args, {}, expr.range)
    return made


def check_dict_hint(
    hint: Type | None, key: Type, value: Type, where: SourceRange, id: str = "MJ2082"
) -> None:
    """Refuses keys and values of other types than the place wants: MJ2091 and the given error."""
    if isinstance(key, UnionType):
        raise error("MJ2091", where, type=key)
    if isinstance(hint, DictType):
        for what, wanted, found in (("key", hint.key, key), ("value", hint.value, value)):
            if not is_subtype(found, wanted):
                raise error(id, where, expected=hint, what=what, found=found)


# Conversions that the text asks for.


def annotate(e: Emitter, value: Named, wanted: Type, where: SourceRange, place: str) -> Value:
    """`value` converted to exactly `wanted` (MJ2015)."""
    return widen(e, convert(e, as_value(e, value, where), wanted, where, place), wanted, where)
