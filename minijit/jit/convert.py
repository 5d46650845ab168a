"""Values of Python as those of a program, and back."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from minijit.diagnostics import error
from minijit.interpreter import call
from minijit.interpreter.values import is_instance
from minijit.ir import CompilationUnit, EnumValue, Function, ScriptObject
from minijit.tensor import DType, Tensor, device
from minijit.tensor.held import Held
from minijit.types import (
    ANY,
    BOOL,
    COMPLEX,
    DEVICE,
    FLOAT,
    INT,
    STR,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    PlainType,
    SetType,
    TupleType,
    Type,
    UnionType,
    infer_type,
)

_NUMBERS: dict[Type, type] = {INT: int, FLOAT: float, BOOL: bool, COMPLEX: complex}
_PLAIN = (bool, int, float, str, complex, type(None), Tensor)


def to_script(value: Any, kind: Type, unit: CompilationUnit) -> Any:
    """A Python value as the program takes it: floats for ints, lists for tuples, script objects."""
    if isinstance(kind, OptionalType):
        return None if value is None else to_script(value, kind.elem, unit)
    own = getattr(value, "__script_object__", None)
    if isinstance(own, ScriptObject):
        return _joined(own, kind)
    if kind in _NUMBERS and type(value) is not _NUMBERS[kind]:
        value = _number(value, kind)
    if isinstance(value, DType) and {INT, ANY} & {kind, *getattr(kind, "members", ())}:
        return value.enum
    if kind == ANY and isinstance(value, np.generic):
        return value.item()
    if kind == DEVICE and isinstance(value, str):
        return device(value)
    if kind == STR and isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(kind, ListType) and isinstance(value, np.ndarray) and value.ndim:
        value = value.tolist()
    if isinstance(kind, ListType) and isinstance(value, list | tuple | range):
        if isinstance(value, list) and all(to_script(v, kind.elem, unit) is v for v in value):
            return value
        return [to_script(v, kind.elem, unit) for v in value]
    if (
        isinstance(kind, TupleType)
        and isinstance(value, tuple | list)
        and len(value) == len(kind.elems)
    ):
        items = [to_script(v, k, unit) for v, k in zip(value, kind.elems, strict=True)]
        if isinstance(value, tuple) and all(a is b for a, b in zip(items, value, strict=True)):
            return value
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(kind, SetType) and isinstance(value, set | frozenset):
        return {to_script(v, kind.key, unit): True for v in value}
    if isinstance(kind, DictType) and isinstance(value, dict):
        if all(to_script(v, kind.value, unit) is v for v in value.values()):
            return value
        return {k: to_script(v, kind.value, unit) for k, v in value.items()}
    if isinstance(kind, ClassType) and kind.kind == "class" and value is not None:
        return object_of(value, kind, unit)
    if isinstance(value, Tensor) and isinstance(value._quantizer, Held):
        value._quantizer.refuse("call a program")
    if isinstance(value, _PLAIN) and not isinstance(value, enum.Enum):
        return value
    if isinstance(kind, ClassType | UnionType) or kind == ANY:
        return _by_class(value, kind, unit)
    return value


def _joined(own: ScriptObject, kind: Type) -> ScriptObject:
    """An object compiled by itself belongs to the program that it is given to from then on."""
    cls = own.class_type
    if (
        isinstance(kind, ClassType)
        and cls.python_class is not None
        and cls.python_class is kind.python_class
        and cls.attributes == kind.attributes
    ):
        own.class_type = kind
    return own


def _number(value: Any, kind: Type) -> Any:
    """What counts as the wanted sort of number, in PyTorch too, as that; another value as it is.

    These are other numbers, numpy's, and tensors of one element. Of PyTorch's none that lose a part
    are taken: a float of numpy for an int, None for a bool.
    """
    is_one = isinstance(value, Tensor) and value.numel() == 1
    if (
        is_one
        or isinstance(value, np.generic)
        or (isinstance(value, np.ndarray) and not value.ndim)
    ):
        item = value.item()
    else:
        item = value
    if not isinstance(item, int | float | complex) or isinstance(item, enum.Enum):
        return value
    if kind == BOOL:
        return bool(item)
    if kind == COMPLEX:
        return complex(item)
    if isinstance(item, complex):
        return value
    if kind == INT and isinstance(item, float) and not (is_one and math.isfinite(item)):
        return value
    if kind == FLOAT:
        return float(item)
    return int(item) if is_one or not isinstance(value, int) or isinstance(value, bool) else value


def _by_class(value: Any, kind: Type, unit: CompilationUnit) -> Any:
    """A value of a class of the user where the type leaves open which."""
    classes = (
        [kind, *unit.classes.values()] if isinstance(kind, ClassType) else unit.classes.values()
    )
    for cls in classes:
        if cls.python_class is not type(value) or isinstance(value, ScriptObject):
            continue
        if isinstance(value, enum.Enum):
            return EnumValue(cls, value.name, value.value)
        return object_of(value, cls, unit)
    if isinstance(kind, ClassType) and isinstance(value, enum.Enum):
        return _like_member(value, kind)
    return value


def _like_member(value: enum.Enum, cls: ClassType) -> Any:
    """The member of a class from a file, which names no class of Python, that `value` is like."""
    constant = cls.constants.get(value.name)
    if cls.python_class is None and constant is not None and constant.value == value.value:
        return EnumValue(cls, value.name, value.value)
    return value


def object_of(value: Any, cls: ClassType, unit: CompilationUnit) -> Any:
    """An instance of the user's class as an object of the program, attribute by attribute.

    Errors: MJ9041 it lacks one; MJ9044 one has another type.
    """
    if isinstance(value, ScriptObject) or (isinstance(value, _PLAIN) and not cls.attributes):
        return value
    made = ScriptObject(cls)
    for name, kind in cls.attributes.items():
        if not hasattr(value, name):
            raise error("MJ9041", type=cls.name, name=name)
        made.slots[name] = slot = to_script(getattr(value, name), kind, unit)
        if not is_instance(slot, kind):
            found = infer_type(slot) or type(slot).__name__
            raise error("MJ9044", name=name, expected=kind, found=found)
    return made


def to_python(value: Any, module: Callable[[ScriptObject], Any] = lambda own: own) -> Any:
    """A value of the program for Python: containers and objects as copies, enum members as such.

    `module` makes of a compiled module what Python sees of it.
    """
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, EnumValue):
        python = value.class_type.python_class
        return value if python is None else python[value.name]  # type: ignore[index]
    if isinstance(value, ScriptObject):
        return module(value) if value.class_type.is_module else _instance(value, module)
    if isinstance(value, list):
        return [to_python(v, module) for v in value]
    if isinstance(value, dict):
        return {k: to_python(v, module) for k, v in value.items()}
    if isinstance(value, tuple):
        items = [to_python(v, module) for v in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    return value


def _holds_sets(kind: Type) -> bool:
    if not isinstance(kind, PlainType):
        return False
    return isinstance(kind, SetType) or any(map(_holds_sets, kind.containedTypes()))


def with_sets(value: Any, kind: Type) -> Any:
    """Sets of a program that was compiled here, where they are dicts, as sets of Python."""
    if not _holds_sets(kind) or value is None:
        return value
    match kind:
        case SetType():
            return set(value)
        case OptionalType():
            return with_sets(value, kind.elem)
        case ListType():
            return [with_sets(v, kind.elem) for v in value]
        case DictType():
            return {k: with_sets(v, kind.value) for k, v in value.items()}
        case TupleType():
            items = [with_sets(v, k) for v, k in zip(value, kind.elems, strict=True)]
            return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    return value


def _instance(own: ScriptObject, module: Callable[[ScriptObject], Any]) -> Any:
    """A new object of the user's class; of a class that came from a file, what stands for it."""
    python: Any = own.class_type.python_class
    if python is None:
        return RecursiveScriptClass(own)
    made = python.__new__(python)
    for name in own.class_type.attributes:
        object.__setattr__(made, name, to_python(own.slots[name], module))
    return made


class RecursiveScriptClass:
    """An object of a script class that lives in a program: its attributes and its methods."""

    def __init__(self, own: ScriptObject) -> None:
        object.__setattr__(self, "__script_object__", own)

    def __getattr__(self, name: str) -> Any:
        own: ScriptObject = self.__dict__["__script_object__"]
        cls = own.class_type
        if name in cls.attributes:
            return to_python(own.slots[name])
        if f"__{name}_getter" in cls.methods:
            return to_python(call(cls.methods[f"__{name}_getter"], [own]))
        if name in cls.methods:
            return _BoundMethod(own, cls.methods[name])
        raise AttributeError(f"'{cls.name}' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        own: ScriptObject = self.__dict__["__script_object__"]
        cls = own.class_type
        if name not in cls.attributes:
            raise AttributeError(f"'{cls.name}' object has no attribute '{name}'")
        own.slots[name] = to_script(value, cls.attributes[name], _unit(cls))

    def __repr__(self) -> str:
        return repr(self.__dict__["__script_object__"])


def _forwarded(name: str) -> Callable[..., Any]:
    def method(self: RecursiveScriptClass, *args: Any) -> Any:
        return self.__getattr__(name)(*args)

    return method


for _name in (
    "add", "and", "bool", "call", "contains", "delitem", "float", "floordiv", "ge", "getitem", "gt",
    "int", "le", "len", "lt", "mod", "mul", "neg", "or", "pow", "setitem", "str", "sub", "truediv",
    "xor",
):  # fmt: skip
    setattr(RecursiveScriptClass, f"__{_name}__", _forwarded(f"__{_name}__"))


class _BoundMethod:
    def __init__(self, own: ScriptObject, function: Function) -> None:
        self.own = own
        self.function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from minijit.jit.functions import bind_arguments  # which needs to_script

        bound = bind_arguments(self.function, args, kwargs)
        return to_python(call(self.function, [self.own, *bound]))


def _unit(cls: ClassType) -> CompilationUnit:
    return next(iter(cls.methods.values())).unit if cls.methods else CompilationUnit(0)
