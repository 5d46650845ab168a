"""Subscripts and attributes, read and written."""

from __future__ import annotations

from dataclasses import dataclass, field

from minijit._limits import LIMITS
from minijit.diagnostics import SourceRange, error
from minijit.frontend import (
    builtins,
    emit_call,
    emit_control,
    emit_expr,
    emit_stmt,
    narrowing,
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
)
from minijit.frontend.scope import Named
from minijit.frontend.sugared import EllipsisOf, SliceOf, Sugared, TupleOf
from minijit.frontend.sugared_python import GradientContext
from minijit.ir import Value
from minijit.syntax import ast
from minijit.types import (
    BOOL,
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
    TupleType,
    Type,
    UnionType,
    is_subtype,
    optional,
)

INT64 = 4


def emit_module_subscript(e: Emitter, expr: ast.Subscript, wanted: ClassType) -> Named:
    """A subscript where a module of an interface is wanted: its index need not be known."""
    base = emit_expr.emit_named(e, expr.base)
    choose = getattr(base, "choose", None)
    if choose is not None:
        return choose(e, expr, wanted)  # type: ignore[no-any-return]
    kind = base.type if isinstance(base, Value) else None
    if isinstance(base, Value) and isinstance(kind, ClassType) and kind.is_module:
        return choose_module(e, base, expr, wanted)
    return emit_subscript(e, expr, base)


def choose_module(e: Emitter, base: Value, expr: ast.Subscript, wanted: ClassType) -> Value:
    """`modules[i]` of a container of modules, for an index that is not known: each is tried.

    Error at run time: there is none at the index. Error MJ1007: there are too many.
    """
    where = expr.range
    cls = base.type
    assert isinstance(cls, ClassType)
    index = emit_expr.emit_expr(e, expr.index)
    children = {n: t for n, t in cls.attributes.items() if isinstance(t, ClassType) and t.is_module}
    names = list(children)
    if len(names) > LIMITS["max_nesting"]:
        raise error("MJ1007", where, limit=LIMITS["max_nesting"])

    def attempt(at: int) -> Value:
        if at == len(names):
            args = [constant(e, "IndexError: Index out of range", where)]
            emit_call.emit_operator(e, "prim::RaiseException", args, {}, where)
            raise BlockEnded
        name = names[at]
        item = emit(e, "prim::GetAttr", [base], children[name], where, {"name": name})
        key = constant(e, at if index.type == INT else name, where)
        test = emit_call.emit_operator(e, "aten::eq", [index, key], {}, where)
        assert not isinstance(test, Sugared)
        return emit_control.emit_if_value(
            e,
            emit_control.Condition(test),
            lambda: emit(e, "prim::unchecked_cast", [item], wanted, where),
            lambda: attempt(at + 1),
            where,
        )

    return attempt(0)


def emit_slice(e: Emitter, expr: ast.Slice) -> SliceOf:
    parts = [None if p is None else emit_expr.emit_expr(e, p)
             for p in (expr.start, expr.stop, expr.step)]  # fmt: skip
    return SliceOf(parts[0], parts[1], parts[2])


def slice_inputs(e: Emitter, part: SliceOf, where: SourceRange) -> list[Value]:
    """start, stop, step as an operator wants them; absent ones are None, None, 1."""
    start = part.start if part.start is not None else constant(e, None, where)
    stop = part.stop if part.stop is not None else constant(e, None, where)
    step = part.step if part.step is not None else constant(e, 1, where)
    return [start, stop, step]


def emit_subscript(e: Emitter, expr: ast.Subscript, base: Named | None = None) -> Named:
    """`base[index]`, read; `base` may be emitted already."""
    if base is None:
        base = emit_expr.emit_named(e, expr.base)
    where = expr.range
    if isinstance(base, Sugared) and not isinstance(base, TupleOf):
        found = builtins.subscript_static(e, base, expr)
        if found is not None:
            return found
        base = as_value(e, base, where)
    if isinstance(base, TupleOf) or isinstance(base.type, TupleType):
        return subscript_tuple(e, base, expr)
    if base.type == TENSOR:
        return index_tensor(e, base, expr.index, where)
    return subscript_container(e, base, expr)


def subscript_container(e: Emitter, base: Value, expr: ast.Subscript) -> Named:
    """An element or a slice of a list, string, dict or object."""
    where = expr.range
    kind = base.type
    if isinstance(kind, ClassType):
        index = emit_expr.emit_expr(e, expr.index)
        return emit_call.call_method(e, base, kind, "__getitem__", [index], where)
    if not isinstance(kind, ListType | DictType) and kind != STR:
        raise error("MJ2023", where, type=kind)
    named = emit_expr.emit_named(e, expr.index)
    if isinstance(named, SliceOf) and not isinstance(kind, DictType):
        inputs = [base, *slice_inputs(e, named, where)]
        return emit_call.emit_operator(e, "aten::slice", inputs, {}, where)
    index = as_value(e, named, where)
    return emit_call.emit_operator(e, "aten::__getitem__", [base, index], {}, where)


def subscript_tuple(e: Emitter, base: Value | TupleOf, expr: ast.Subscript) -> Named:
    """An element of a tuple (a constant index, MJ2021, MJ2022, MJ2113) or a tuple of a slice."""
    where = expr.range
    named = emit_expr.emit_named(e, expr.index)
    size = len(base.items) if isinstance(base, TupleOf) else len(base.type.elems)  # type: ignore[attr-defined]
    if isinstance(named, SliceOf):
        bounds = [constant_index(part, where) for part in (named.start, named.stop, named.step)]
        items: list[Named] = [tuple_item(e, base, i, where) for i in range(size)[slice(*bounds)]]
        if all(isinstance(i, Value) for i in items):
            return as_value(e, TupleOf(items), where)
        return TupleOf(items)
    known, at = constant_value(named)
    if isinstance(named, Value) and named.type == INT and not known:
        return alike_index(e, base, named, where)
    if isinstance(named, Value) and named.type in (FLOAT, STR):
        raise error("MJ2113", where, type=named.type)
    if not known or not isinstance(at, int) or isinstance(at, bool):
        raise error("MJ2021", where)
    if not -size <= at < size:
        raise error("MJ2022", where, index=at, size=size)
    return tuple_item(e, base, at % size, where)


def alike_index(e: Emitter, base: Value | TupleOf, index: Value, where: SourceRange) -> Named:
    """An element at an index that is not constant: that of a list. Error MJ2021: types differ."""
    items = [as_value(e, item, where) for item in emit_expr.tuple_items(e, base, where) or ()]
    if len({item.type for item in items}) != 1:
        raise error("MJ2021", where)
    listed = emit_expr.list_construct(e, items, items[0].type, where)
    return emit_call.emit_operator(e, "aten::__getitem__", [listed, index], {}, where)


def constant_index(part: Value | None, where: SourceRange) -> int | None:
    if part is None:
        return None
    known, at = constant_value(part)
    if not known or not isinstance(at, int | None):
        raise error("MJ2021", where)
    return at


def tuple_item(e: Emitter, base: Value | TupleOf, at: int, where: SourceRange) -> Named:
    if isinstance(base, TupleOf):
        return base.items[at]
    return tuple_index(e, base, at, where)


def tuple_index(e: Emitter, base: Value, at: int, where: SourceRange) -> Value:
    """prim::TupleIndex; `at` is not negative."""
    assert isinstance(base.type, TupleType)
    return emit(e, "prim::TupleIndex", [base], base.type.elems[at], where, {"index": at})


# Tensors.


@dataclass(slots=True)
class Place:
    """Where a tensor subscript leads.

    A view, and the index tensors that then apply to it (None for whole dimensions); no index
    tensors when the view is all.
    """

    view: Value
    indices: list[Value | None] = field(default_factory=list)


_AFTER_ELLIPSIS = (
    "Ellipses followed by tensor indexing is currently not supported: write `:` for each dimension"
)

_NO_INDEX = (
    "Unsupported operation: indexing tensor with unsupported index type '{type}'. "
    "Only ints, slices, lists and tensors are supported"
)


def index_tensor(e: Emitter, base: Value, index: ast.Expr, where: SourceRange) -> Named:
    place = locate(e, base, index, where)
    if not place.indices:
        return place.view
    args = [place.view, index_list(e, place, where)]
    return emit_call.emit_operator(e, "aten::index", args, {}, where)


def locate(e: Emitter, base: Value, index: ast.Expr, where: SourceRange) -> Place:
    """Follows a subscript from left to right.

    An int is a select, a slice a slice, None an unsqueeze; tensors and lists are gathered. After
    `...` dimensions count from the end.
    """
    if isinstance(index, ast.Tuple):
        items = [emit_expr.emit_named(e, item) for item in index.items]
    else:
        only = emit_expr.emit_named(e, index)
        spread = emit_expr.tuple_items(e, only, where)
        items = [only] if spread is None else spread
    place = Place(base)
    dim = 0
    from_end = False
    for at, item in enumerate(items):
        if isinstance(item, EllipsisOf):
            from_end = True
            continue
        if from_end:
            dim = -1 - sum(1 for later in items[at + 1 :] if consumes(later))
        if isinstance(item, SliceOf):
            if not (item.start is item.stop is item.step is None):
                view_slice(e, place, dim, item, where)
            dim += 1
            continue
        value = as_value(e, item, where)
        if value.type == NONE:
            view_op(e, place, "aten::unsqueeze", [constant(e, dim, where)], where)
            dim += 1
        elif value.type == INT:
            view_op(e, place, "aten::select", [constant(e, dim, where), value], where)
        elif is_index(value) and not from_end:
            place.indices += [None] * (dim - len(place.indices))
            place.indices.append(index_value(e, value, where))
            dim += 1
        else:
            if is_index(value):
                raise error("MJ2038", where, name="subscript", detail=_AFTER_ELLIPSIS)
            detail = _NO_INDEX.format(type=value.type)
            raise error("MJ2038", where, name="subscript", detail=detail)
    return place


def consumes(item: Named) -> bool:
    """Whether an item of a subscript takes a dimension of the tensor."""
    return not isinstance(item, EllipsisOf) and not (isinstance(item, Value) and item.type == NONE)


def is_index(item: Named) -> bool:
    """Whether an item is an index tensor, or a list that becomes one."""
    return isinstance(item, Value) and (
        item.type in (TENSOR, OptionalType(TENSOR)) or isinstance(item.type, ListType)
    )


def view_slice(e: Emitter, place: Place, dim: int, part: SliceOf, where: SourceRange) -> None:
    inputs = [constant(e, dim, where), *slice_inputs(e, part, where)]
    view_op(e, place, "aten::slice", inputs, where)


def view_op(e: Emitter, place: Place, kind: str, args: list[Value], where: SourceRange) -> None:
    made = emit_call.emit_operator(e, kind, [place.view, *args], {}, where)
    place.view = as_value(e, made, where)


def index_value(e: Emitter, value: Value, where: SourceRange) -> Value:
    """An index tensor; a list of any numbers becomes one of int64."""
    if not isinstance(value.type, ListType):
        return value
    dtype = {"dtype": constant(e, INT64, where)}
    return as_value(e, emit_call.emit_operator(e, "aten::tensor", [value], dtype, where), where)


def index_list(e: Emitter, place: Place, where: SourceRange) -> Value:
    """The index tensors as List[Optional[Tensor]]."""
    items = [constant(e, None, where) if v is None else v for v in place.indices]
    return emit_expr.list_construct(e, items, optional(TENSOR), where)


# Writing.


def assign_subscript(e: Emitter, target: ast.Subscript, value: Value, where: SourceRange) -> None:
    """`base[index] = value`, with the value emitted already."""
    base = emit_expr.emit_expr(e, target.base)
    if base.type == TENSOR:
        write_place(e, locate(e, base, target.index, where), value, where)
        return
    if isinstance(base.type, ClassType):
        index = emit_expr.emit_expr(e, target.index)
        emit_call.call_method(e, base, base.type, "__setitem__", [index, value], where)
        return
    if not isinstance(base.type, ListType | DictType):
        raise error("MJ2087", where, type=base.type, form="subscripted assignment")
    if isinstance(target.index, ast.Slice):
        raise error("MJ2087", where, type=base.type, form=_SLICED)
    index = emit_expr.emit_expr(e, target.index)
    emit_call.emit_operator(e, "aten::_set_item", [base, index, value], {}, where)


_SLICED = (
    "assignment to a slice (Sliced expression not yet supported for subscripted assignment); "
    "assign its elements one by one"
)


def write_place(e: Emitter, place: Place, value: Value, where: SourceRange) -> None:
    """copy_ into a view, index_put_ where index tensors apply; numbers become tensors first."""
    value = tensor_like(e, value, place.view, where)
    if place.indices:
        args = [place.view, index_list(e, place, where), value]
        emit_call.emit_operator(e, "aten::index_put_", args, {}, where)
    else:
        emit_call.emit_operator(e, "aten::copy_", [place.view, value], {}, where)


def tensor_like(e: Emitter, value: Value, like: Value, where: SourceRange) -> Value:
    """A number as a tensor of the dtype and device of another."""
    if not is_subtype(value.type, NUMBER) and value.type != BOOL:
        return convert(e, value, TENSOR, where, "on the right of an assignment to a tensor")
    keywords = {}
    for name in ("dtype", "device"):
        made = emit_call.emit_operator(e, f"prim::{name}", [like], {}, where)
        keywords[name] = as_value(e, made, where)
    return as_value(e, emit_call.emit_operator(e, "aten::tensor", [value], keywords, where), where)


def augment_subscript(e: Emitter, stmt: ast.Augmented, target: ast.Subscript) -> None:
    """`base[index] op= value`; base and index are emitted once."""
    where = stmt.range
    base = emit_expr.emit_expr(e, target.base)
    if base.type == TENSOR:
        place = locate(e, base, target.index, target.range)
        if place.indices:
            args = [place.view, index_list(e, place, where)]
            old: Named = emit_call.emit_operator(e, "aten::index", args, {}, where)
        else:
            old = place.view
        made = as_value(e, emit_stmt.augmented(e, stmt, old), where)
        if place.indices or stmt.operator not in emit_stmt.IN_PLACE:
            write_place(e, place, made, where)
        return
    if not isinstance(base.type, ListType | DictType | ClassType):
        raise error("MJ2087", where, type=base.type, form="augmented assignment")
    index = emit_expr.emit_expr(e, target.index)
    if isinstance(base.type, ClassType):
        element: Named = emit_call.call_method(e, base, base.type, "__getitem__", [index], where)
    else:
        element = emit_call.emit_operator(e, "aten::__getitem__", [base, index], {}, where)
    # The elements of containers are replaced, also where they are tensors.
    value = as_value(e, emit_stmt.augmented(e, stmt, element, in_place=False), where)
    if isinstance(base.type, ClassType):
        emit_call.call_method(e, base, base.type, "__setitem__", [index, value], where)
    else:
        emit_call.emit_operator(e, "aten::_set_item", [base, index, value], {}, where)


# Attributes.


def attribute_hint(e: Emitter, target: ast.Attribute) -> Type | None:
    """The declared type of `self.x` for a name that is bound, without emitting anything."""
    if not isinstance(target.base, ast.Name) or not e.frame.has(target.base.text):
        return None
    base = e.frame.find(target.base.text)
    kind = getattr(base, "class_type", None) or getattr(base, "type", None)
    return kind.attributes.get(target.name) if isinstance(kind, ClassType) else None


def assign_attribute(e: Emitter, target: ast.Attribute, named: Named, where: SourceRange) -> None:
    base = emit_expr.emit_named(e, target.base)
    set_attribute(e, base, target.name, named, where)
    path = narrowing.path_of(e, target)
    kind = base.type if isinstance(base, Value) else getattr(base, "class_type", None)
    wanted = kind.attributes.get(target.name) if isinstance(kind, ClassType) else None
    if not path or not isinstance(named, Value):
        return
    if isinstance(wanted, OptionalType | UnionType) and is_subtype(named.type, wanted):
        e.frame.narrow[path] = named.type


def set_attribute(e: Emitter, base: Named, name: str, named: Named, where: SourceRange) -> None:
    """prim::SetAttr. Errors: MJ2013 no such attribute, MJ2014 another type."""
    if isinstance(base, GradientContext):
        base.kept[name] = named
        return
    setter = e.resolver.resolve_setter(base, name, where)
    owner = as_value(e, base, where)
    value = as_value(e, named, where)
    if setter is not None and isinstance(owner.type, ClassType):
        emit_call.call_method(e, owner, owner.type, setter, [value], where)
        return
    if not isinstance(owner.type, ClassType):
        raise error("MJ2098", where, name=name, type=owner.type)
    wanted = owner.type.attributes.get(name)
    if wanted is None and owner.type is e.initializing:
        wanted = owner.type.attributes[name] = value.type
    if wanted is None:
        raise error("MJ2013", where, name=name)
    if isinstance(wanted, ClassType) and isinstance(value.type, ClassType):
        for method in wanted.methods if wanted.is_interface else ():
            e.resolver.resolve_method(value.type, method)
    if not is_subtype(value.type, wanted):
        if not isinstance(wanted, ListType) and value.type != TENSOR:
            raise error("MJ2014", where, expected=wanted, found=value.type)
        value = convert(e, value, wanted, where, f"for attribute '{name}'")
    emit_node(e, "prim::SetAttr", [owner, value], where, {"name": name})
    narrowing.forget(e, {name})
