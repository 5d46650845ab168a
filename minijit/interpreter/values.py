"""Run-time values: their types, and their text as `print` shows it."""

from __future__ import annotations

from typing import Any

from minijit.dispatch import run as run_operator
from minijit.schema import find_schema
from minijit.types import (
    ANY,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
    infer_type,
    is_subtype,
)

_ANY_OF = {"list": list, "tuple": tuple, "dict": dict}


def is_instance(value: Any, wanted: Type) -> bool:
    """Whether a value has a type. Elements decide for containers; empty ones fit any."""
    if str(wanted) in _ANY_OF:
        return isinstance(value, _ANY_OF[str(wanted)])
    match wanted:
        case OptionalType():
            return value is None or is_instance(value, wanted.elem)
        case UnionType():
            return any(is_instance(value, m) for m in wanted.members)
        case ListType():
            return isinstance(value, list) and all(is_instance(v, wanted.elem) for v in value)
        case DictType():
            return isinstance(value, dict) and all(
                is_instance(k, wanted.key) and is_instance(v, wanted.value)
                for k, v in value.items()
            )
        case TupleType():
            return (
                isinstance(value, tuple)
                and len(value) == len(wanted.elems)
                and all(is_instance(v, t) for v, t in zip(value, wanted.elems, strict=True))
            )
        case ClassType():
            own = getattr(value, "class_type", None)
            return own is not None and is_subtype(own, wanted)
    found = infer_type(value)
    return wanted == ANY or (found is not None and is_subtype(found, wanted))


def to_text(value: Any) -> str:
    """As aten::str."""
    return value if isinstance(value, str) else run_operator(find_schema("aten::str"), [value])
