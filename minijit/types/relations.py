"""Which value may stand where, and which type two values have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minijit.types.table import SUBTYPES, UNION_ORDER
from minijit.types.type import (
    ANY,
    BOOL,
    COMPLEX,
    DEVICE,
    FLOAT,
    GENERATOR,
    INT,
    NONE,
    NUMBER,
    STR,
    TENSOR,
    ClassType,
    DictType,
    FutureType,
    ListType,
    OptionalType,
    SetType,
    TupleType,
    Type,
    UnionType,
)

# The classes of minijit.tensor, which this room must not import, by name.
_TENSOR_ROOM: dict[str, Type] = {
    "Tensor": TENSOR, "DType": INT, "device": DEVICE, "Size": ListType(INT), "Generator": GENERATOR,
}  # fmt: skip
_SIMPLE_SUBTYPES = frozenset(SUBTYPES)


def optional(elem: Type) -> Type:
    """Optional[elem], which is `elem` itself where None already is a value of it."""
    if isinstance(elem, OptionalType) or elem in (NONE, ANY):
        return elem
    if isinstance(elem, UnionType):
        return union((elem, NONE))
    return OptionalType(elem)


def union(members: tuple[Type, ...]) -> Type:
    """The flattened union; Optional[T] when it is T and None, T when there is one member.

    A tuple that another member holds as well is left out.
    """
    flat: dict[str, Type] = {}
    for member in members:
        inner = member.members if isinstance(member, UnionType) else (member,)
        if isinstance(member, OptionalType):
            inner = (member.elem, NONE)
        flat.update({str(m): m for m in inner})
    if set(flat.values()) == {INT, FLOAT, COMPLEX}:
        return NUMBER
    tuples = [m for m in flat.values() if isinstance(m, TupleType)]
    for name in [str(a) for a in tuples for b in tuples if a != b and is_subtype(a, b)]:
        flat.pop(name, None)
    found = sorted(flat.values(), key=lambda m: (UNION_ORDER.index(_kind_name(m)), str(m)))
    rest = [m for m in found if m != NONE]
    if len(rest) > 1:
        return UnionType(tuple(found))
    only = rest[0] if rest else NONE
    return only if len(rest) == len(found) else optional(only)


def _kind_name(kind: Type) -> str:
    """The kind of a type as types.table names it."""
    if isinstance(kind, ClassType):
        return "interface" if kind.is_interface else kind.kind.replace("module", "class")
    return "Tuple" if isinstance(kind, TupleType) else str(kind).partition("[")[0]


def is_subtype(a: Type, b: Type) -> bool:
    """Whether a value of type `a` may stand where `b` is wanted, without any conversion.

    Lists, dicts and futures are invariant, tuples covariant; a NamedTuple is a subtype of the plain
    tuple of its elements.
    """
    if a == b or b == ANY:
        return True
    if isinstance(b, OptionalType):
        if a == NONE:
            return True
        return is_subtype(a.elem if isinstance(a, OptionalType) else a, b.elem)
    if isinstance(a, UnionType):
        return all(is_subtype(m, b) for m in a.members)
    if isinstance(b, UnionType):
        if isinstance(a, OptionalType):
            return is_subtype(NONE, b) and is_subtype(a.elem, b)
        return any(is_subtype(a, m) for m in b.members)
    if isinstance(a, TupleType) and isinstance(b, TupleType):
        if b.name is not None and a.name != b.name:
            return False
        pairs = zip(a.elems, b.elems, strict=False)
        return len(a.elems) == len(b.elems) and all(is_subtype(x, y) for x, y in pairs)
    if isinstance(b, ListType) and b.elem == ANY and isinstance(a, ListType):
        return True
    if isinstance(a, SetType):
        return b == DictType(a.key, a.value)
    if isinstance(a, ClassType) and isinstance(b, ClassType) and b.is_interface:
        return interface_misfit(a, b) is None
    return (str(a), str(b)) in _SIMPLE_SUBTYPES


def interface_misfit(a: ClassType, b: ClassType) -> str | None:
    """The first method of interface `b` that class `a` lacks or has with other types, or None.

    A method may take more and return less than the interface says. "" stands for a class that is
    no module where a module is wanted.
    """
    if b.kind == "module_interface" and a.kind not in ("module", "module_interface"):
        return ""
    for name, wanted in b.methods.items():
        found = a.methods.get(name)
        if found is None or len(found.arguments) != len(wanted.arguments):
            return name
        pairs = zip(found.arguments[1:], wanted.arguments[1:], strict=True)
        takes = all(x.name == y.name and is_subtype(y.type, x.type) for x, y in pairs)
        if not takes or not is_subtype(found.return_type, wanted.return_type):
            return str(name)
    return None


def unify(a: Type, b: Type) -> Type | None:
    """The least type both have, or None.

    Equal types, a supertype among the two, Optional[T] for T and None, tuples element by element.
    Int and float have no common type here.
    """
    if a == b:
        return a
    if is_subtype(a, b):
        return b
    if is_subtype(b, a):
        return a
    if a == NONE:
        return optional(b)
    if b == NONE:
        return optional(a)
    if isinstance(a, OptionalType) or isinstance(b, OptionalType):
        x = a.elem if isinstance(a, OptionalType) else a
        y = b.elem if isinstance(b, OptionalType) else b
        inner = unify(x, y)
        return None if inner is None else optional(inner)
    if isinstance(a, TupleType) and isinstance(b, TupleType) and len(a.elems) == len(b.elems):
        elems = [unify(x, y) for x, y in zip(a.elems, b.elems, strict=True)]
        found = tuple(e for e in elems if e is not None)
        return TupleType(found) if len(found) == len(elems) else None
    if isinstance(a, FutureType) and isinstance(b, FutureType):
        inner = unify(a.elem, b.elem)
        return None if inner is None else FutureType(inner)
    return None


# The types that the keys of a dict may have.
KEYS = (INT, BOOL, FLOAT, COMPLEX, STR, TENSOR, DEVICE)
# The type of a value that is not built in, such as an object of a user's class.
OfOthers = Callable[[Any], Type | None]


def _no_others(value: Any) -> None:
    """Only what is built in has a type."""


def infer_type(value: Any, of_others: OfOthers = _no_others) -> Type | None:
    """The type of a Python value (script objects by their class), or None.

    Containers need unifiable elements; an empty list or dict is List[Tensor] / Dict[str, Tensor].
    """
    return _infer(value, {}, of_others)


def _infer(value: Any, known: dict[int, Type | None], of_others: OfOthers) -> Type | None:
    """`known` are the types of containers by identity: one may be held by many places."""
    if value is None:
        return NONE
    other = None if type(value).__module__ == "builtins" else of_others(value)
    if other is not None:
        return other
    for python_type, found in ((bool, BOOL), (int, INT), (float, FLOAT), (complex, COMPLEX)):
        if isinstance(value, python_type):
            return found
    if isinstance(value, str):
        return STR
    own = getattr(type(value), "__script_type__", None)
    if own is not None:
        return own(value)  # type: ignore[no-any-return]
    for base in type(value).__mro__:
        if base.__module__.partition(".")[0] == "minijit" and base.__name__ in _TENSOR_ROOM:
            return _TENSOR_ROOM[base.__name__]
    if not isinstance(value, list | tuple | dict):
        return None
    if id(value) not in known:
        known[id(value)] = _infer_container(value, known, of_others)
    return known[id(value)]


def _infer_container(
    value: list[Any] | tuple[Any, ...] | dict[Any, Any],
    known: dict[int, Type | None],
    of_others: OfOthers,
) -> Type | None:
    if isinstance(value, list):
        elem = _infer_common(value, known, of_others)
        return None if elem is None else ListType(elem)
    if isinstance(value, tuple):
        elems = [_infer(v, known, of_others) for v in value]
        return None if None in elems else TupleType(tuple(e for e in elems if e is not None))
    if not value:
        return DictType(STR, TENSOR)
    key = _infer_common(list(value), known, of_others)
    item = _infer_common(list(value.values()), known, of_others)
    return None if key not in KEYS or item is None else DictType(key, item)


def infer_common(values: list[Any]) -> Type | None:
    """The common type of all values (Tensor for none), or None."""
    return _infer_common(values, {}, _no_others)


def _infer_common(
    values: list[Any], known: dict[int, Type | None], of_others: OfOthers
) -> Type | None:
    if not values:
        return TENSOR
    common = _infer(values[0], known, of_others)
    for value in values[1:]:
        other = _infer(value, known, of_others)
        common = None if common is None or other is None else unify(common, other)
    return common
