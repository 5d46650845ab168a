"""Values that a file gave for slots of known types."""

from __future__ import annotations

from typing import Any

from minijit.interpreter.run import named_tuple
from minijit.interpreter.values import is_instance
from minijit.types import ANY, DictType, ListType, OptionalType, TupleType, Type, UnionType

Seen = dict[tuple[int, Type], Any]


class Misfit(Exception):  # noqa: N818
    """The value found, in words."""


def fit(value: Any, kind: Type, seen: Seen | None = None) -> Any:
    """The value as a slot of type `kind` holds it; Misfit if it cannot.

    Plain tuples become the named ones that the type says. A container that occurs many times is
    looked at once per type, so that the time follows the size of the file.
    """
    seen = {} if seen is None else seen
    match kind:
        case OptionalType():
            return None if value is None else fit(value, kind.elem, seen)
        case UnionType():
            return _fit_union(value, kind)
        case ListType() if type(value) is list:
            return _fit_list(value, kind, seen)
        case DictType() if type(value) is dict:
            return _fit_dict(value, kind, seen)
        case TupleType() if type(value) is tuple and len(value) == len(kind.elems):
            return _fit_tuple(value, kind, seen)
    if kind == ANY:
        return value
    if type(value) in (list, dict, tuple) or not is_instance(value, kind):
        own = getattr(value, "class_type", None)
        raise Misfit(f"a {own or type(value).__name__}")
    return value


def _fit_union(value: Any, kind: UnionType) -> Any:
    for member in kind.members:
        try:
            return fit(value, member)
        except Misfit:
            continue
    raise Misfit(f"a {type(value).__name__}")


def _fit_list(value: list[Any], kind: ListType, seen: Seen) -> Any:
    if (id(value), kind) not in seen:
        seen[id(value), kind] = value
        for i, item in enumerate(value):
            value[i] = fit(item, kind.elem, seen)
    return value


def _fit_dict(value: dict[Any, Any], kind: DictType, seen: Seen) -> Any:
    if (id(value), kind) not in seen:
        seen[id(value), kind] = value
        for key, item in value.items():
            fit(key, kind.key, seen)
            value[key] = fit(item, kind.value, seen)
    return value


def _fit_tuple(value: tuple[Any, ...], kind: TupleType, seen: Seen) -> Any:
    known = seen.get((id(value), kind))
    if known is None:
        items = [fit(item, inner, seen) for item, inner in zip(value, kind.elems, strict=True)]
        same = all(new is old for new, old in zip(items, value, strict=True))
        known = named_tuple(kind)(*items) if kind.name is not None else tuple(items)
        if same and kind.name is None:
            known = value
        seen[id(value), kind] = known
    return known
