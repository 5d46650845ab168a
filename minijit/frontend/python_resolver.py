"""The names of a user's Python function: its closure, its globals, Python's builtins.

What a name means is decided once, while compiling: constants are copied into the program, functions
of the user are compiled, functions and modules of minijit stand for operators.
"""

from __future__ import annotations

import builtins as python_builtins
import inspect
import math
import types
import typing
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from minijit._modes import MemoryFormat
from minijit.diagnostics import SourceRange, error
from minijit.frontend import builtins, emit_call, emit_expr
from minijit.frontend.emitter import Emitter, constant, constant_value, emit
from minijit.frontend.python_types import is_enum, is_named_tuple, type_from_python
from minijit.frontend.scope import Named
from minijit.frontend.sugared import (
    BuiltinValue,
    ClassValue,
    ExceptionOf,
    FunctionValue,
    LiteralOf,
    OperatorValue,
    Sugared,
)
from minijit.frontend.sugared_python import (
    ConstantCall,
    ContainerMethod,
    ExceptionClass,
    FlaggedFunction,
    GradMode,
    ModuleValue,
    PythonModule,
    container_call,
)
from minijit.ir import EnumValue, Function, Value
from minijit.nn.boolean_dispatch import BooleanDispatch
from minijit.schema import all_schemas
from minijit.syntax import ast
from minijit.tensor import DType, Size, Tensor, device
from minijit.types import ClassType, TupleType, Type

if TYPE_CHECKING:
    from minijit.frontend.module_compiler import PythonCompiler

MATH = (
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil", "copysign", "cos", "cosh",
    "degrees", "erf", "erfc", "exp", "expm1", "fabs", "factorial", "floor", "fmod", "frexp",
    "gamma", "gcd", "isfinite", "isinf", "isnan", "ldexp", "lgamma", "log", "log10", "log1p",
    "log2", "modf", "pow", "radians", "sin", "sinh", "sqrt", "tan", "tanh",
)  # fmt: skip
MATH_KINDS: dict[Any, str] = {getattr(math, name): f"aten::{name}" for name in MATH}
MATH_KINDS[math.remainder] = "aten::mathremainder"
PYTHON_BUILTINS = {
    getattr(python_builtins, name): name
    for name in builtins.NAMES
    if hasattr(python_builtins, name)
}
# Functions of nn.functional that are operators with the same arguments; the others are compiled.
DIRECT = frozenset([
    "avg_pool1d", "avg_pool2d", "bilinear", "channel_shuffle", "conv1d", "conv2d", "conv3d",
    "conv_tbc", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "cosine_similarity",
    "gelu", "hardshrink", "linear", "logsigmoid", "one_hot", "pairwise_distance", "pixel_shuffle",
    "pixel_unshuffle", "prelu", "scaled_dot_product_attention", "softplus", "softshrink",
])  # fmt: skip
# Functions of minijit.jit (and of its parent) that mean something to the compiler.
JIT_FORMS = {
    "annotate": "annotate", "isinstance": "isinstance",
    "fork": "fork", "_fork": "fork", "wait": "wait", "_wait": "wait",
}  # fmt: skip
JIT_CONSTANTS = {"is_scripting": True, "is_tracing": False}
# Attributes of minijit that are not operators even though an operator has that name.
NOT_OPERATORS = ("device", "jit", "nn", "Tensor", "Size", "Generator", "dtype")


class PythonResolver:
    """Resolves the free names of one Python function (or of the class that owns it)."""

    version: int | None = None
    allow_missing = False

    def __init__(self, compiler: PythonCompiler, names: dict[str, Any]) -> None:
        self.compiler = compiler
        self.names = names

    # Resolver.

    def resolve_name(self, name: str, where: SourceRange) -> Named | None:
        if name in self.names:
            return self.wrap(self.names[name], name, where)
        if hasattr(python_builtins, name):
            return self.wrap(getattr(python_builtins, name), name, where)
        return None

    def resolve_attribute(
        self, emitter: Emitter, base: Sugared, name: str, where: SourceRange
    ) -> Named | None:
        if isinstance(base, ModuleValue):
            return self.compiler.module_attribute(emitter, base, name, where)
        if isinstance(base, PythonModule):
            return self._module_member(base.module, name, where)
        if isinstance(base, ClassValue) and isinstance(base.type, ClassType):
            return self._class_member(emitter, base.type, name, where)
        if isinstance(base, BuiltinValue) and base.name == "str" and all_schemas(f"aten::{name}"):
            return OperatorValue(f"aten::{name}")
        if isinstance(base, LiteralOf):
            value = constant(emitter, base.value, where)
            return emit_expr.attribute(emitter, value, name, where)
        return None

    def resolve_call(
        self, emitter: Emitter, callee: Sugared, call: ast.Call, hint: Type | None
    ) -> Named | None:
        if isinstance(callee, ConstantCall):
            return constant(emitter, callee.value, call.range)
        if isinstance(callee, ModuleValue):
            return self._call_module(emitter, callee, call)
        if isinstance(callee, FlaggedFunction):
            return self._call_flagged(emitter, callee.dispatch, call)
        if isinstance(callee, ContainerMethod):
            return container_call(emitter, callee, call.range)
        if isinstance(callee, ExceptionClass):
            args, _ = emit_call.emit_arguments(emitter, call)
            return ExceptionOf(callee.exception_class, args)
        if isinstance(callee, GradMode):
            mode = callee.grad_mode
            if callee.takes_mode:
                mode = call.args[0].range.text == "True"
            return GradMode(mode)
        return None

    def resolve_method(self, class_type: ClassType, name: str) -> Function | None:
        return self.compiler.method_of_class(class_type, name)

    def resolve_type(self, name: str, where: SourceRange) -> Type | None:
        first, *rest = name.split(".")
        found = self.names.get(first, getattr(python_builtins, first, None))
        for atom in rest:
            found = getattr(found, atom, None)
        if found is None:
            return None
        return type_from_python(found, self.compiler.class_type)

    def inline_upgrader(self, name: str) -> Function:
        from minijit.frontend.upgraders import upgrader

        return upgrader(name)

    # Python objects.

    def wrap(self, found: Any, name: str, where: SourceRange) -> Named:
        """What a Python object means in a program. Error MJ2036: nothing."""
        if isinstance(found, Sugared):
            return found
        if isinstance(found, types.ModuleType):
            return PythonModule(found)
        copied = as_constant(found, self.compiler.class_type)
        if copied is not None:
            return copied
        if callable(found) and is_hashable(found):
            callable_value = self._wrap_callable(found, where)
            if callable_value is not None:
                return callable_value
        del name
        shown = "Tensor" if isinstance(found, Tensor) else type(found).__name__
        raise error("MJ2036", where, type=shown)

    def _wrap_callable(self, found: Any, where: SourceRange) -> Named | None:
        if found in PYTHON_BUILTINS:
            return BuiltinValue(PYTHON_BUILTINS[found])
        if found in MATH_KINDS:
            return OperatorValue(MATH_KINDS[found])
        if found is warnings.warn:
            return OperatorValue("aten::warn")
        if found is typing.cast:
            return BuiltinValue("annotate")
        if isinstance(found, BooleanDispatch):
            return FlaggedFunction(found)
        special = jit_form(found)
        if special is not None:
            return special
        kind = operator_kind(found) or direct_operator(found)
        if kind:
            return OperatorValue(kind)
        if isinstance(found, type):
            return self._wrap_class(found)
        function = self.compiler.function_of(found, where)
        return None if function is None else FunctionValue(function)

    def _wrap_class(self, found: type) -> Named | None:
        if found is Size:
            return OperatorValue("aten::Size")
        if found is device:
            return BuiltinValue("device")
        if issubclass(found, BaseException):
            module = "builtins" if found.__module__ == "builtins" else found.__module__
            return ExceptionClass(f"{module}.{found.__qualname__}")
        if found.__name__ in _GRAD_MODES and found.__module__.startswith("minijit"):
            return GradMode(_GRAD_MODES[found.__name__], found.__name__ == "set_grad_enabled")
        known = self.compiler.class_type(found)
        if isinstance(known, ClassType | TupleType):
            return ClassValue(known)
        return None

    def _module_member(self, module: types.ModuleType, name: str, where: SourceRange) -> Named:
        root = module.__name__
        if root == "minijit" and name not in NOT_OPERATORS and all_schemas(f"aten::{name}"):
            return OperatorValue(f"aten::{name}")
        if root.startswith("minijit") and name in _GRAD_MODES:
            return GradMode(_GRAD_MODES[name], name == "set_grad_enabled")
        if root.startswith("minijit.jit"):
            if name in JIT_FORMS:
                return BuiltinValue(JIT_FORMS[name])
            if name in JIT_CONSTANTS:
                return ConstantCall(JIT_CONSTANTS[name])
            if name == "_unwrap_optional":
                return OperatorValue("aten::_unwrap_optional")
        found = getattr(module, name, None)
        if found is None and not hasattr(module, name):
            raise error("MJ2037", where, module=root, name=name, hint="")
        return self.wrap(found, f"{root}.{name}", where)

    def _class_member(
        self, emitter: Emitter, cls: ClassType, name: str, where: SourceRange
    ) -> Named | None:
        if cls.kind == "enum" and name in cls.constants:
            value = EnumValue(cls, name, cls.constants[name].value)
            return emit(emitter, "prim::Constant", (), cls, where, {"value": value})
        function = self.compiler.static_method(cls, name, where)
        return None if function is None else FunctionValue(function)

    def _call_flagged(
        self, emitter: Emitter, dispatch: BooleanDispatch, call: ast.Call
    ) -> Value | None:
        flag = next((k.value for k in call.keywords if k.name == dispatch.name), None)
        if flag is None and len(call.args) > dispatch.index:
            flag = call.args[dispatch.index]
        chosen = False
        if flag is not None:
            known, chosen = constant_value(emit_expr.emit_expr(emitter, flag))
            if not known:
                raise error("MJ2034", call.range, what=f"the argument {dispatch.name}")
        found = dispatch.if_true if chosen else dispatch.if_false
        function = self.compiler.function_of(found, call.range)
        return None if function is None else emit_call.call_function_with(emitter, function, call)

    def _call_module(self, emitter: Emitter, callee: ModuleValue, call: ast.Call) -> Value:
        method = self.compiler.method(callee.info, "forward", call.range)
        args, keywords = emit_call.emit_arguments(emitter, call, method.arguments[1:])
        return emit_call.invoke_method(
            emitter, callee.value, method, "forward", args, keywords, call.range
        )


_GRAD_MODES = {"no_grad": False, "enable_grad": True, "inference_mode": False,
               "set_grad_enabled": True}  # fmt: skip


def is_hashable(found: Any) -> bool:
    try:
        hash(found)
    except TypeError:
        return False
    return True


def jit_form(found: Any) -> Named | None:
    """The compile-time meaning of a function of minijit.jit, or None."""
    module, name = getattr(found, "__module__", "") or "", getattr(found, "__name__", "")
    if not module.startswith("minijit."):
        return None
    if name in JIT_FORMS:
        return BuiltinValue(JIT_FORMS[name])
    if name in JIT_CONSTANTS:
        return ConstantCall(JIT_CONSTANTS[name])
    if name == "_unwrap_optional":
        return OperatorValue("aten::_unwrap_optional")
    return None


def operator_kind(found: Any) -> str:
    """The operator that a function made by dispatch calls, or ""."""
    kind = getattr(found, "kind", "")
    if isinstance(kind, str) and "::" in kind:
        return kind
    name, module = getattr(found, "__name__", ""), getattr(found, "__module__", "") or ""
    if module.startswith("minijit.tensor") and not isinstance(found, type):
        return f"aten::{name}" if all_schemas(f"aten::{name}") else ""
    return ""


def direct_operator(found: Any) -> str:
    """The operator that a function of nn.functional is another name for, or ""."""
    name = getattr(found, "__name__", "")
    if getattr(found, "__module__", "") != "minijit.nn.functional" or name not in DIRECT:
        return ""
    return f"aten::{name}" if all_schemas(f"aten::{name}") else ""


def as_constant(found: Any, class_type: Callable[[type], Type | None]) -> Named | None:
    """A Python value that is copied into the program, or None."""
    if isinstance(found, DType | MemoryFormat):
        return LiteralOf(found.enum)
    if is_enum(type(found)):
        cls = class_type(type(found))
        return EnumLiteral(cls, found.name) if isinstance(cls, ClassType) else None
    if is_literal(found):
        return LiteralOf(plain(found))
    return None


class EnumLiteral(Sugared):
    """A member of an enum, captured by name."""

    what = "enum member"
    portable = True

    def __init__(self, cls: ClassType, name: str) -> None:
        self.cls = cls
        self.name = name

    def as_value(self, e: Emitter, where: SourceRange) -> Value:
        value = EnumValue(self.cls, self.name, self.cls.constants[self.name].value)
        return emit(e, "prim::Constant", (), self.cls, where, {"value": value})


def is_literal(found: Any) -> bool:
    """Whether a Python value can be a constant of a program."""
    if isinstance(found, DType) or found is None:
        return True
    if isinstance(found, bool | int | float | str | complex | device) and not is_enum(type(found)):
        return True
    if isinstance(found, Size):
        return True
    if isinstance(found, list | tuple) and not is_named_tuple(type(found)):
        return all(is_literal(v) for v in found)
    return False


def plain(found: Any) -> Any:
    """A literal without Python's own types: a dtype is its number, a Size a list."""
    if isinstance(found, DType):
        return found.enum
    if isinstance(found, Size):
        return [int(v) for v in found]
    if isinstance(found, tuple):
        return tuple(plain(v) for v in found)
    return [plain(v) for v in found] if isinstance(found, list) else found


def closure_names(function: Any) -> dict[str, Any]:
    """The globals of a Python function, under its closure."""
    function = inspect.unwrap(function)
    names = dict(getattr(function, "__globals__", {}))
    code = getattr(function, "__code__", None)
    for name, cell in zip(
        code.co_freevars if code else (), getattr(function, "__closure__", None) or (), strict=False
    ):
        try:
            names[name] = cell.cell_contents
        except ValueError:
            continue
    return names
