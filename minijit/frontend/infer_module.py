"""The class type of an nn.Module, inferred from one instance."""

from __future__ import annotations

import builtins
import inspect
import sys
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from minijit.diagnostics import Error, error
from minijit.diagnostics.ways import way_of_attribute
from minijit.frontend.annotations import dotted_name
from minijit.frontend.hooks import hooks_of
from minijit.frontend.module_info import ModuleInfo
from minijit.frontend.python_resolver import is_left_out_by, is_literal, modifier_of, plain
from minijit.frontend.python_types import is_enum, is_final, is_named_tuple, type_from_python
from minijit.nn.parameter import is_lazy
from minijit.syntax import ast, definition_source
from minijit.tensor import Tensor
from minijit.types import (
    BOOL,
    NONE,
    TENSOR,
    ClassType,
    Constant,
    Type,
    infer_type,
    is_subtype,
    optional,
)

SKIPPED = frozenset([
    "_parameters", "_buffers", "_modules", "_non_persistent_buffers_set", "_backward_hooks",
    "_backward_pre_hooks", "_forward_hooks", "_forward_hooks_with_kwargs",
    "_forward_hooks_always_called", "_forward_pre_hooks", "_forward_pre_hooks_with_kwargs",
    "_state_dict_hooks", "_state_dict_pre_hooks", "_load_state_dict_pre_hooks",
    "_load_state_dict_post_hooks", "_version", "_initializing", "dump_patches", "__annotations__",
    "training", "_is_full_backward_hook",
])  # fmt: skip
CONTAINERS = ("Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict")
ClassTypes = Callable[[type], "Type | None"]


def annotations_of(cls: type) -> dict[str, Any]:
    """The class-body annotations, inherited ones first; strings are evaluated where possible."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        names = vars(sys.modules.get(base.__module__) or builtins)
        for name, annotation in inspect.get_annotations(base).items():
            found[name] = evaluate(annotation, names)
    return found


def init_annotations(cls: type) -> dict[str, Any]:
    """`self.name: T = ...` in `__init__`, for every class the module derives from, not ours."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        init = base.__dict__.get("__init__")
        if not inspect.isfunction(init) or base.__module__.startswith("minijit."):
            continue
        try:
            body = definition_source(init).body
        except Error:
            continue
        for stmt in body:
            if not isinstance(stmt, ast.Annotated) or not isinstance(stmt.target, ast.Attribute):
                continue
            if dotted_name(stmt.target.base) == "self":
                names = vars(sys.modules.get(base.__module__) or builtins)
                found[stmt.target.name] = evaluate(stmt.annotation.range.text, names)
    return found


def evaluate(annotation: Any, names: dict[str, Any]) -> Any:
    if isinstance(annotation, typing.ForwardRef):
        found = evaluate(annotation.__forward_arg__, names)
        return annotation if isinstance(found, str) else found
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation, dict(names))  # noqa: S307
    except Exception:  # noqa: BLE001
        return annotation


def infer_module(
    module: Any,
    submodules: dict[str, ModuleInfo],
    class_types: ClassTypes,
    *,
    only_tensors: bool = False,
) -> ModuleInfo:
    """A ModuleInfo with a nameless class type: parameters, buffers, attributes, then submodules.

    An attribute has its annotated type, else that of its value; `__constants__` and Final ones
    become constants. With `only_tensors` there are none.
    Error MJ2127: one is of a type that no constant has.
    """
    cls = ClassType("", "module")
    info = ModuleInfo(cls, module, dict(submodules), container=container_kind(type(module)))
    annotations = {}
    if not only_tensors:
        annotations = {**init_annotations(type(module)), **annotations_of(type(module))}
        annotations = _without_strange(annotations, type(module), class_types)
    for name, value in module._parameters.items():
        if is_lazy(value):
            kind = type(module)
            raise error("MJ2140", module=f"{kind.__module__}.{kind.__name__}", name=name)
        cls.attributes[name] = NONE if value is None else TENSOR
        cls.parameters.append(name)
    for name, value in module._buffers.items():
        annotated = _annotated(annotations, name, class_types)
        cls.attributes[name] = annotated or (NONE if value is None else TENSOR)
        cls.buffers.append(name)
    cls.attributes["training"] = BOOL
    cls.attributes["_is_full_backward_hook"] = optional(BOOL)
    constants: list[str] = []
    if not only_tensors:
        constants += getattr(type(module), "__constants__", ())
    constants += [name for name, annotation in annotations.items() if is_final(annotation)]
    for name in dict.fromkeys(constants):
        if name not in cls.attributes and name not in module._modules and hasattr(module, name):
            _constant(info, name, getattr(module, name), annotations, class_types)
    ignored = getattr(module, "__jit_ignored_attributes__", ())
    info.failed.update(dict.fromkeys(ignored, "attribute was ignored during compilation"))
    for name, value in () if only_tensors else module.__dict__.items():
        if (
            name not in (*SKIPPED, *ignored)
            and name not in cls.attributes
            and name not in cls.constants
        ):
            _attribute(info, name, value, annotations, class_types)
    for name, value in module._modules.items():
        if name in ignored:
            continue
        declared = _annotated(annotations, name, class_types)
        is_open = isinstance(declared, ClassType) and declared.is_interface
        own = NONE if value is None else submodules[name].class_type
        cls.attributes[name] = declared if is_open and declared is not None else own
    python_class: type = type(module)
    cls.left_to_python = left_to_python(python_class)
    info.key = key_of(info)
    return info


@cache
def left_to_python(cls: type) -> dict[str, Any]:
    """The methods of a class, static ones too, that decorators say not to compile."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        for name, method in vars(base).items():
            found.pop(name, None)
            function = method.__func__ if isinstance(method, staticmethod) else method
            if inspect.isfunction(function) and is_left_out_by(modifier_of(function)):
                found[name] = method
    return found


def container_kind(cls: type) -> str:
    for base in cls.__mro__:
        if base.__name__ in CONTAINERS and base.__module__.startswith("minijit.nn"):
            return base.__name__
    return ""


def _without_strange(
    annotations: dict[str, Any], cls: type, class_types: ClassTypes
) -> dict[str, Any]:
    """Without what libraries above say of their own: PyTorch reads the nearest class's only."""
    nearest = next((c for c in cls.__mro__ if inspect.get_annotations(c)), cls)
    own = inspect.get_annotations(nearest)
    return {
        name: annotation
        for name, annotation in annotations.items()
        if name in own or is_final(annotation) or _is_a_type(annotation, class_types)
    }


def _is_a_type(annotation: Any, class_types: ClassTypes) -> bool:
    try:
        type_from_python(annotation, class_types)
    except Error:
        return False
    return True


def _annotated(annotations: dict[str, Any], name: str, class_types: ClassTypes) -> Type | None:
    if name not in annotations:
        return None
    return type_from_python(annotations[name], class_types)


def _constant(
    info: ModuleInfo, name: str, value: Any, annotations: dict[str, Any], class_types: ClassTypes
) -> None:
    if isinstance(value, list):
        value = tuple(value)
    if not is_literal(value):
        wrong = type(_not_a_constant(value))
        shown = f"{wrong.__module__}.{wrong.__qualname__}".removeprefix("builtins.")
        raise error("MJ2127", type=shown, owner=type(info.module).__name__, name=name)
    value = plain(value)
    kind = infer_type(value)
    annotated = _annotated(annotations, name, class_types)
    if annotated is not None and kind is not None and is_subtype(kind, annotated):
        kind = annotated
    if kind is not None:
        info.class_type.constants[name] = Constant(kind, value)


def _not_a_constant(value: Any) -> Any:
    """What of a value, or of a tuple or list in it, is none."""
    if not isinstance(value, tuple | list):
        return value
    return next(_not_a_constant(item) for item in value if not is_literal(item))


def _inferred(value: Any, class_types: ClassTypes) -> Type | None:
    return infer_type(value, lambda held: class_types(type(held)) if is_of_a_class(held) else None)


def _attribute(
    info: ModuleInfo, name: str, value: Any, annotations: dict[str, Any], class_types: ClassTypes
) -> None:
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType):
        info.functions[name] = value
        return
    if callable(value) and isinstance(getattr(value, "kind", None), str):
        info.functions[name] = value
        return
    if callable(value) and hasattr(value, "__script_function__"):
        info.functions[name] = value
        return
    reason = ""
    kind = _annotated(annotations, name, class_types)
    if type(value).__name__ == "Attribute" and hasattr(value, "type"):
        kind = type_from_python(value.type, class_types)
    if kind is None and not is_empty_container(value):
        try:
            kind = _inferred(plain(value) if is_literal(value) else value, class_types)
        except Error as e:
            reason = f". {e}"
    if kind is None:
        modules = isinstance(value, list | tuple) and any(hasattr(v, "_modules") for v in value)
        if modules:
            reason = (
                ". Could not infer type of list element: Cannot infer concrete type of"
                " torch.nn.Module: hold them in a ModuleList"
            )
        elif not reason:
            reason = _unknown_part(value, class_types)
        info.failed[name] = (
            f"(This attribute exists on the Python module, but we failed to convert Python type: "
            f"'{type(value).__name__}' to a TorchScript type"
            + (". Its type could not be inferred; please annotate it in the class body.)"
               if is_empty_container(value) else f"{reason or '.'})" + way_of_attribute(value))
        )  # fmt: skip
        return
    info.class_type.attributes[name] = kind


def _unknown_part(value: Any, class_types: ClassTypes) -> str:
    """What in a container has no type; "" for what is no container."""
    place = ""
    while isinstance(value, list | tuple | dict):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        kinds = {key: _inferred(part, class_types) for key, part in parts}
        wrong = next((key for key, kind in kinds.items() if kind is None), None)
        if wrong is None:
            shown = ", ".join(sorted({str(kind) for kind in kinds.values()}))
            what = f"what it holds{f' at {place}' if place else ''} has no common type: {shown}"
            return f": {what}" if len(set(kinds.values())) > 1 else ""
        place += f"[{repr(wrong)[:40]}]"
        value = value[wrong]
    return f". The value at {place} is of type '{type(value).__name__}'." if place else ""


def is_of_a_class(value: Any) -> bool:
    """Whether a value's type is one that is compiled: no number, text, tensor or container.

    A named tuple whose fields have no types is a plain tuple: its elements say what they are.
    """
    cls = type(value)
    plain_value = isinstance(value, bool | int | float | str | list | tuple | dict | Tensor)
    typed = is_named_tuple(cls) and bool(getattr(cls, "__annotations__", {}))
    return not plain_value or is_enum(cls) or typed


def is_empty_container(value: Any) -> bool:
    return isinstance(value, list | dict) and not value


def key_of(info: ModuleInfo) -> tuple[Any, ...]:
    """What two modules of one Python class must share to have one class type."""
    cls = info.class_type
    return (
        [(name, kind) for name, kind in cls.attributes.items()],
        [(name, c.type, c.value) for name, c in cls.constants.items()],
        list(cls.parameters),
        list(cls.buffers),
        list(info.functions.items()),
        hooks_of(info.module),
    )
