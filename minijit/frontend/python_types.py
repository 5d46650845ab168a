"""Python annotations and classes as static types."""

from __future__ import annotations

import enum
import inspect
import numbers
import types
import typing
import warnings
from collections.abc import Callable
from typing import Any

from minijit.autograd import Variable
from minijit.diagnostics import diagnose
from minijit.reference.generator import Generator
from minijit.tensor import DType, Tensor, device
from minijit.tensor.creation import TypedConstructor
from minijit.types import (
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
    DictType,
    ListType,
    SetType,
    TupleType,
    Type,
    union,
)

_SIMPLE: dict[Any, Type] = {
    int: INT, float: FLOAT, bool: BOOL, str: STR, complex: COMPLEX, None: NONE, type(None): NONE,
    Tensor: TENSOR, DType: INT, device: DEVICE, Any: ANY, Generator: GENERATOR,
    numbers.Number: NUMBER,
}  # fmt: skip


def is_named_tuple(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, tuple) and hasattr(cls, "_fields")


def is_enum(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, enum.Enum)


def is_left_out_property(owner: Any, name: str, item: property) -> bool:
    """Whether a property is not compiled: its class names it so, or it was decorated so."""
    marked = getattr(item.fget, "_torchscript_modifier", "")
    return name in getattr(owner, "__jit_unused_properties__", ()) or marked == "unused"


def is_final(annotation: Any) -> bool:
    """Whether an annotation (evaluated or a string) is Final or Final[...]."""
    if isinstance(annotation, str):
        return annotation.strip().split("[")[0].rpartition(".")[2] == "Final"
    return annotation is typing.Final or typing.get_origin(annotation) is typing.Final


def python_function(module: Any, name: str) -> Any:
    """The function (or property, or static method) that a class defines under a name, or None."""
    own = module.__dict__.get(name)
    if inspect.isfunction(own) or inspect.ismethod(own):
        return own
    return inspect.getattr_static(type(module), name, None)


def type_from_python(annotation: Any, class_type: Callable[[type], Type | None]) -> Type | None:
    """The static type of a Python annotation object, or None when it has none.

    `class_type` gives that of a class of the user. UserWarning MJ2149: `LongTensor` and so on.
    """
    try:
        if annotation in _SIMPLE:
            return _SIMPLE[annotation]
    except TypeError:
        return None
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is None:
        if isinstance(annotation, type):
            if issubclass(annotation, Tensor) or annotation is Variable:
                return TENSOR
            return class_type(annotation)
        if isinstance(annotation, TypedConstructor):
            warnings.warn(diagnose("MJ2149").sentence, UserWarning, stacklevel=2)
            return TENSOR
        is_constructor = getattr(annotation, "__name__", "").endswith("Tensor")
        return TENSOR if is_constructor and not isinstance(annotation, str) else None
    if origin is typing.Final:
        return type_from_python(args[0], class_type) if args else None
    if origin is tuple and args == ((),):
        args = ()
    parts = [type_from_python(a, class_type) for a in args]
    found = [p for p in parts if p is not None]
    if len(found) != len(parts):
        return None
    if origin is typing.Union or origin is types.UnionType:
        return union(tuple(found))
    if origin is tuple:
        return TupleType(tuple(found))
    if origin is list and len(found) == 1:
        return ListType(found[0])
    if origin in (set, frozenset) and len(found) == 1:
        return SetType(found[0], BOOL)
    if origin is dict and len(found) == 2:
        return DictType(found[0], found[1])
    if getattr(origin, "__name__", "") in ("Future", "_Await") and len(found) == 1:
        # What is forked or awaited has run already.
        return found[0]
    return None


__all__ = [
    "is_enum",
    "is_final",
    "is_left_out_property",
    "is_named_tuple",
    "python_function",
    "type_from_python",
]
