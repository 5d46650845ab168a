"""The names of a user's Python function: its closure, its globals, Python's builtins.

What a name means is decided once, while compiling: constants are copied into the program, functions
of the user are compiled, functions and modules of minijit stand for operators.
"""

from __future__ import annotations

import builtins as python_builtins
import cmath
import inspect
import math
import sys
import types
import typing
import warnings
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from minijit._absent import NUMBERS, Absent
from minijit._modes import MemoryFormat, NoEffect
from minijit.autograd import Function as AutogradFunction
from minijit.autograd import FunctionCtx
from minijit.diagnostics import Error, SourceRange, error
from minijit.diagnostics.ways import (
    BUILTINS,
    IN_PYTHON,
    LEFT_OUT,
    way,
    way_of_captured,
    way_of_type,
)
from minijit.frontend import builtins, emit_call, emit_class, emit_expr
from minijit.frontend.emitter import Emitter, constant, constant_value, emit
from minijit.frontend.hooks import call_with_hooks, compile_hooks, hooks_of
from minijit.frontend.ignored_blocks import IgnoredBlock, call_block
from minijit.frontend.overloads import is_overloaded
from minijit.frontend.python_forms import FORMS, PythonForm, call_form
from minijit.frontend.python_types import (
    is_enum,
    is_named_tuple,
    python_function,
    type_from_python,
)
from minijit.frontend.scope import Named
from minijit.frontend.specialise import call_template, takes_rest
from minijit.frontend.sugared import (
    BuiltinValue,
    ClassValue,
    EllipsisOf,
    ExceptionOf,
    FunctionValue,
    LiteralOf,
    OperatorValue,
    Sugared,
)
from minijit.frontend.sugared_python import (
    BaseMethod,
    ConstantCall,
    ContainerMethod,
    ExceptionClass,
    FlaggedFunction,
    GradientContext,
    GradMode,
    IgnoredClass,
    Ineffective,
    LeftOut,
    ModuleClass,
    ModuleValue,
    OldTensor,
    PythonModule,
    Repeated,
    SuperCall,
    SuperOf,
    Uncompiled,
    UncompiledClass,
    container_call,
)
from minijit.frontend.templates import Template
from minijit.ir import EnumValue, Function, Value
from minijit.nn.boolean_dispatch import BooleanDispatch
from minijit.nn.modules.utils import Repeat
from minijit.reference.generator import Generator
from minijit.schema import all_schemas
from minijit.syntax import ast, definition_source
from minijit.tensor import DType, Size, Tensor, device
from minijit.tensor.creation import TypedConstructor
from minijit.tensor.layout import Layout
from minijit.types import INT, ClassType, ListType, TupleType, Type

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
CMATH = (
    "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "isfinite", "isinf",
    "isnan", "log", "log10", "sin", "sinh", "sqrt", "tan", "tanh",
)  # fmt: skip
MATH_KINDS |= {getattr(cmath, name): f"aten::{name}" for name in CMATH}
MATH_KINDS |= {cmath.phase: "aten::angle", cmath.rect: "aten::polar"}
PYTHON_BUILTINS = {
    getattr(python_builtins, name): name
    for name in (builtins.NAMES | builtins.USER_NAMES) - {"id"}
    if hasattr(python_builtins, name)
}
# Functions of minijit.jit (and of its parent) that mean something to the compiler.
JIT_FORMS = {
    "annotate": "annotate", "isinstance": "isinstance",
    "fork": "fork", "_fork": "fork", "wait": "wait", "_wait": "wait",
    "_awaitable": "fork", "_awaitable_wait": "wait", "_awaitable_nowait": "wait",
}  # fmt: skip
JIT_CONSTANTS = {
    "is_scripting": True, "is_tracing": False, "is_compiling": False, "is_exporting": False,
    "is_in_onnx_export": False, "_get_tracing_state": False, "has_torch_function": False,
    "has_torch_function_unary": False, "has_torch_function_variadic": False,
}  # fmt: skip
# Where this library's functions are such as programs may call.
COMPILED_ROOMS = ("minijit.nn", "minijit.dispatch", "minijit._einops")
# Attributes of minijit that are not operators even though an operator has that name.
NOT_OPERATORS = ("cuda", "device", "jit", "nn", "Tensor", "Size", "Generator", "dtype")


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
        if isinstance(base, SuperOf):
            return self.compiler.super_member(emitter, base, name, where)
        if isinstance(base, ModuleClass):
            return self._base_member(base.python, name, where)
        if isinstance(base, ClassValue) and isinstance(base.type, ClassType):
            return self._class_member(emitter, base.type, name, where)
        if isinstance(base, GradientContext):
            if name in base.kept:
                return base.kept[name]
            return ConstantCall(None) if hasattr(FunctionCtx, name) else None
        if isinstance(base, UncompiledClass):
            if name == "apply" and issubclass(base.python, AutogradFunction):
                return self._forward_of(base.python, where)
            function = self.compiler.classes.static_method(base.python, name, where)
            if function is None:
                raise base.problem
            return FunctionValue(function)
        if isinstance(base, BuiltinValue) and base.name == "str" and all_schemas(f"aten::{name}"):
            return OperatorValue(f"aten::{name}")
        if isinstance(base, EnumLiteral):
            return emit_expr.attribute(emitter, base.as_value(emitter, where), name, where)
        if isinstance(base, LiteralOf):
            value = constant(emitter, base.value, where)
            return emit_expr.attribute(emitter, value, name, where)
        return None

    def resolve_call(
        self, emitter: Emitter, callee: Sugared, call: ast.Call, hint: Type | None
    ) -> Named | None:
        if isinstance(callee, ConstantCall):
            emit_call.emit_named_arguments(emitter, call)
            return constant(emitter, callee.value, call.range)
        if isinstance(callee, ModuleValue):
            return self._call_module(emitter, callee, call)
        if isinstance(callee, FlaggedFunction):
            return self._call_flagged(emitter, callee.dispatch, call)
        if isinstance(callee, IgnoredClass):
            raise error("MJ2050", call.range, name=callee.name)
        if isinstance(callee, SuperCall):
            return self._super(emitter, call)
        if isinstance(callee, BaseMethod):
            return self.compiler.call_base(emitter, callee, call)
        if isinstance(callee, Uncompiled):
            return self._call_uncompiled(emitter, callee, call)
        if isinstance(callee, UncompiledClass):
            raise callee.problem
        if isinstance(callee, IgnoredBlock):
            return call_block(emitter, self, call)
        if isinstance(callee, PythonForm):
            return call_form(emitter, callee, call)
        if isinstance(callee, LeftOut):
            return self._call_left_out(emitter, callee, call)
        if isinstance(callee, OldTensor):
            return self._old_tensor(emitter, callee.python, call)
        if isinstance(callee, Repeated):
            return self._repeated(emitter, callee.count, call)
        if isinstance(callee, ContainerMethod):
            if call.args or call.keywords:
                detail = "it does not accept any arguments in a program"
                raise error("MJ2038", call.range, name=callee.name, detail=detail)
            return container_call(emitter, callee, call.range)
        if isinstance(callee, ExceptionClass):
            args, _ = emit_class.emit_texts(emitter, call)
            return ExceptionOf(callee.exception_class, args)
        if isinstance(callee, Ineffective):
            return _ineffective(emitter, callee.python, call)
        if isinstance(callee, GradMode):
            mode = callee.grad_mode
            if callee.takes_mode:
                mode = call.args[0].range.text == "True"
            return GradMode(mode)
        return None

    def resolve_method(self, class_type: ClassType, name: str) -> Function | None:
        return self.compiler.method_of_class(class_type, name)

    def resolve_member(
        self, emitter: Emitter, base: Value, cls: ClassType, name: str, where: SourceRange
    ) -> Named | None:
        classes = self.compiler.classes
        if classes.property_of(cls, name) is not None:
            getter = f"__{name}_getter"
            return emit_call.call_method(emitter, base, cls, getter, [], where)
        function = classes.static_method(cls.python_class, name, where)
        return None if function is None else FunctionValue(function)

    def resolve_setter(self, base: Named, name: str, where: SourceRange) -> str | None:
        if isinstance(base, ModuleValue):
            return self.compiler.module_setter(base, name, where)
        kind = base.type if isinstance(base, Value) else None
        if not isinstance(kind, ClassType):
            return None
        found = self.compiler.classes.property_of(kind, name)
        if found is not None and found.fset is None:
            raise error("MJ2046", where, name=name)
        return None if found is None else f"__{name}_setter"

    def resolve_template(self, function: Function) -> Template | None:
        return None if function.python is None else self.compiler.template(function.python)

    def _python_of(self, name: str) -> Any:
        """What a dotted name means where the function was defined, or None."""
        first, *rest = name.split(".")
        found = self.names.get(first, getattr(python_builtins, first, None))
        for atom in rest:
            found = getattr(found, atom, None)
        return found

    def resolve_module_class(self, name: str) -> type | None:
        found = self._python_of(name)
        return found if isinstance(found, type) and is_module_class(found) else None

    def resolve_type(self, name: str, where: SourceRange, within: bool = False) -> Type | None:
        found = self._python_of(name)
        if found is None:
            return None
        if isinstance(found, Absent):
            raise error("MJ2006", where, name=name, hint=way_of_type(found) or f": {LEFT_OUT}")
        try:
            known = type_from_python(found, lambda cls: self.compiler.class_type(cls, where))
        except Error as e:
            note = f"'{name}' is being compiled since it was called from here"
            e.diagnostic.notes.append((note, where))
            raise
        if known is None and within:
            raise error("MJ2092", where, type=found, hint=way_of_type(found))
        if known is None:
            raise error("MJ2006", where, name=name, hint=way_of_type(found))
        return known

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
        if found is Ellipsis:
            return EllipsisOf()
        copied = as_constant(found, self.compiler.class_type)
        if copied is not None:
            return copied
        if callable(found) and is_hashable(found):
            if not isinstance(found, type) and is_left_out_by(modifier_of(type(found).__call__)):
                return LeftOut(found.__call__)
            callable_value = self._wrap_callable(found, where)
            if callable_value is not None:
                return callable_value
        del name
        if hasattr(found, "__script_object__"):
            raise error("MJ2107", where)
        if isinstance(found, types.BuiltinFunctionType):
            # A method's text has the address of its object.
            name = found.__name__
            shown = f"<built-in method {name}>" if " at 0x" in repr(found) else repr(found)
            hint = way(BUILTINS, name) or f": {IN_PYTHON}"
            if found.__module__ == "_operator":
                hint = ": write the operator itself"
            raise error("MJ2110", where, name=shown, hint=hint)
        if is_module_class(type(found)):
            return FunctionValue(self.compiler.python_op(found))
        shown = "Tensor" if isinstance(found, Tensor) else type(found).__name__
        raise error("MJ2036", where, type=shown, hint=way_of_captured(found))

    def _wrap_callable(self, found: Any, where: SourceRange) -> Named | None:
        if isinstance(found, Absent):
            return UncompiledClass(found, error("MJ9031", where, name=found.path))
        if getattr(found, "__module__", "") == "minijit._absent":
            raise error("MJ2028", where, name=where.text)
        if found in PYTHON_BUILTINS:
            return BuiltinValue(PYTHON_BUILTINS[found])
        if found in MATH_KINDS:
            return OperatorValue(MATH_KINDS[found])
        if found is warnings.warn:
            return OperatorValue("aten::warn")
        if found is super:
            return SuperCall()
        if found is typing.cast:
            return BuiltinValue("annotate")
        if isinstance(found, BooleanDispatch):
            return FlaggedFunction(found)
        if found is OrderedDict:
            return BuiltinValue("dict")
        if getattr(found, "__module__", "") == "minijit.dispatch.sugar" and found.__name__ in FORMS:
            return PythonForm(found.__name__)
        if isinstance(found, Repeat):
            return Repeated(found.count)
        if isinstance(found, TypedConstructor):
            return OldTensor(found)
        if is_compiled_by_count(found):
            return LeftOut(found)
        special = jit_form(found)
        if special is not None:
            return special
        kind = operator_kind(found)
        if kind:
            return OperatorValue(kind)
        if isinstance(found, type):
            return self._wrap_class(found, where)
        if is_template(found):
            if is_foreign(found) and not found.__module__.startswith(COMPILED_ROOMS):
                raise error("MJ2126", where, name=where.text)
            return self.compiler.template(found, None, where)
        try:
            function = self.compiler.function_of(found, where)
        except Error as problem:
            # It may still be compiled for the functions or modules that it is called with.
            if problem.id == "MJ2025" or not inspect.isfunction(found):
                raise
            if is_foreign(found):
                problem = error("MJ2126", where, [problem.diagnostic.sentence], name=where.text)
            return Uncompiled(found, problem)
        return None if function is None else FunctionValue(function)

    def _wrap_class(self, found: type, where: SourceRange) -> Named | None:
        if found is Size:
            return OperatorValue("aten::Size")
        if found is Generator:
            return OperatorValue("aten::Generator")
        if found is device:
            return BuiltinValue("device")
        if modifier_of(found).startswith("ignore"):
            return IgnoredClass(found.__name__)
        if issubclass(found, BaseException):
            module = "builtins" if found.__module__ == "builtins" else found.__module__
            return ExceptionClass(f"{module}.{found.__name__}")
        if found.__name__ in _GRAD_MODES and found.__module__.startswith("minijit"):
            return GradMode(_GRAD_MODES[found.__name__], found.__name__ == "set_grad_enabled")
        if getattr(found, "runs_in_python", False):
            return IgnoredBlock(self)
        if issubclass(found, NoEffect):
            return Ineffective(found)
        if is_module_class(found):
            return ModuleClass(found)
        try:
            known = self.compiler.class_type(found)
        except Error as problem:
            if problem.id != "MJ2042":
                raise
            problem.diagnostic.range = problem.range or where
            return UncompiledClass(found, problem)
        if isinstance(known, TupleType):
            defaults = self.compiler.classes.defaults.get(known.name or "", {})
            plain_fields = getattr(found, "_fields", ())
            inferred = frozenset(plain_fields) - set(getattr(found, "__annotations__", {}))
            return ClassValue(known, defaults, inferred)
        return ClassValue(known) if isinstance(known, ClassType) else None

    def _module_member(self, module: types.ModuleType, name: str, where: SourceRange) -> Named:
        root = module.__name__
        if root == "minijit" and name in FORMS:
            return PythonForm(name)
        if root == "minijit" and name not in NOT_OPERATORS and all_schemas(f"aten::{name}"):
            return OperatorValue(f"aten::{name}")
        if root == "minijit" and name == "_check":
            return BuiltinValue("_check")
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
            if not root.startswith("minijit"):
                raise error("MJ2111", where, kind=f"module '{root}'", name=name)
            hint = ". This op may not exist or may not be currently supported in TorchScript"
            raise error("MJ2037", where, module=root, name=name, hint=hint * (root == "minijit"))
        return self.wrap(found, f"{root}.{name}", where)

    def _forward_of(self, python: Any, where: SourceRange) -> Named:
        """What `apply` of an `autograd.Function` does: its `forward`, compiled for the call."""
        if hasattr(python, "setup_context"):
            return self.wrap(python.forward, "forward", where)
        template = self.compiler.template(python.forward, [GradientContext({})])
        template.definition.parameters[0].annotation = None
        return template

    def _call_uncompiled(self, emitter: Emitter, callee: Uncompiled, call: ast.Call) -> Named:
        try:
            args, keywords = emit_call.emit_named_arguments(emitter, call)
        except Error:
            raise callee.problem from None
        if not any(map(emit_call.is_compile_time, [*args, *keywords.values()])):
            raise callee.problem
        template = self.compiler.template(callee.python)
        return call_template(emitter, template, args, keywords, call.range)

    def _old_tensor(self, emitter: Emitter, python: TypedConstructor, call: ast.Call) -> Named:
        """`LongTensor([1, 2])` of values, `LongTensor(2, 3)` of sizes. Error MJ2128."""
        args, keywords = emit_call.emit_arguments(emitter, call)
        where = call.range
        options = {"dtype": constant(emitter, python.dtype.enum, where)}
        if "device" in keywords:
            options["device"] = keywords.pop("device")
        if keywords:
            raise error("MJ2128", where, name=python.__name__, what=f"keyword {[*keywords]}")
        if len(args) == 1 and args[0].type != INT:
            return emit_call.emit_operator(emitter, "aten::tensor", args, options, where)
        if any(value.type != INT for value in args):
            what = "multiple positional arguments that were not all integers"
            raise error("MJ2128", where, name=python.__name__, what=what)
        sizes = args or [constant(emitter, 0, where)]
        listed = emit_expr.list_construct(emitter, sizes, INT, where)
        return emit_call.emit_operator(emitter, "aten::empty", [listed], options, where)

    def _repeated(self, emitter: Emitter, count: int, call: ast.Call) -> Named:
        """`_pair(x)`: a number is repeated, a list is taken as it is."""
        builtins.expect(call, 1, call.callee.range.text)
        value = emit_expr.emit_expr(emitter, call.args[0])
        if isinstance(value.type, ListType | TupleType):
            return builtins.emit_list(emitter, [value], call.range, None)
        return emit_expr.list_construct(emitter, [value] * count, value.type, call.range)

    def _super(self, emitter: Emitter, call: ast.Call) -> SuperOf:
        """`super()` and `super(Class, self)`. Error MJ2064: not within a method of a module."""
        own = self.names.get("__class__")
        first = emitter.function.arguments[0].name if emitter.function.arguments else ""
        if len(call.args) == 2:
            named = emit_expr.emit_named(emitter, call.args[0])
            own = named.python if isinstance(named, ModuleClass) else None
            module = emit_expr.emit_named(emitter, call.args[1])
        else:
            module = emitter.frame.find(first, call.range) or LiteralOf(None)
        if not isinstance(own, type) or not isinstance(module, ModuleValue):
            raise error("MJ2064", call.range)
        return SuperOf(module, own)

    def _base_member(self, cls: type, name: str, where: SourceRange) -> Named:
        found = inspect.getattr_static(cls, name, None)
        if isinstance(found, staticmethod):
            return self.wrap(found.__func__, name, where)
        if inspect.isfunction(found):
            owner = next(c for c in cls.__mro__ if name in vars(c))
            return BaseMethod(found, owner)
        return self.wrap(getattr(cls, name, None), name, where)

    def _class_member(
        self, emitter: Emitter, cls: ClassType, name: str, where: SourceRange
    ) -> Named | None:
        if cls.kind == "enum" and name in cls.constants:
            value = EnumValue(cls, name, cls.constants[name].value)
            return emit(emitter, "prim::Constant", (), cls, where, {"value": value})
        if cls.kind == "enum":
            raise error("MJ2053", where, type=cls.name, name=name)
        function = self.compiler.classes.static_method(cls.python_class, name, where)
        if function is not None:
            return FunctionValue(function)
        known = hasattr(cls.python_class, name)
        raise error("MJ2103" if known else "MJ2040", where, type=cls.name, name=name)

    def _call_flagged(
        self, emitter: Emitter, dispatch: BooleanDispatch, call: ast.Call
    ) -> Named | None:
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

    def _form_of_forward(self, module: Any, args: Sequence[Value]) -> str:
        """`forward`, or the method that the layer names for a first argument of this type."""
        kind = args[0].type if args else None
        if isinstance(kind, TupleType) and kind.fields:
            for cls, name in getattr(module, "_forwards", {}).items():
                if self.compiler.class_type(cls) == kind:
                    return str(name)
        return "forward"

    def _call_left_out(self, emitter: Emitter, callee: LeftOut, call: ast.Call) -> Named:
        args, keywords = emit_call.emit_arguments(emitter, call)
        where = call.range
        if callee.module is None:
            function = self.compiler.left_out(callee.python, len(args))
            return emit_call.call_function(emitter, function, args, keywords, where)
        base, info = callee.module.value, callee.module.info
        name = self.compiler.left_out_method(info, callee.name, len(args), where)
        return emit_call.call_method(emitter, base, info.class_type, name, args, where, keywords)

    def _call_module(self, emitter: Emitter, callee: ModuleValue, call: ast.Call) -> Named:
        python = python_function(callee.info.module, "forward") if callee.info.module else None
        if is_template(python):
            template = self.compiler.template(python, [callee], call.range)
            passed, named = emit_call.emit_named_arguments(emitter, call)
            return call_template(emitter, template, passed, named, call.range)
        if is_compiled_by_count(python) and not any(hooks_of(callee.info.module)):
            return self._call_left_out(emitter, LeftOut(python, callee, "forward"), call)
        method = self.compiler.method(callee.info, "forward", call.range)
        args, keywords = emit_call.emit_arguments(emitter, call, method.arguments[1:])
        form = self._form_of_forward(callee.info.module, args)
        if form != "forward":
            method = self.compiler.method(callee.info, form, call.range)
        if any(hooks_of(callee.info.module)):
            compile_hooks(self.compiler, callee.info, call.range)
            formals = method.arguments[1:]
            inputs = emit_call.match_function(emitter, method, formals, args, keywords, call.range)
            return call_with_hooks(emitter, callee.info, callee.value, inputs, call.range)
        return emit_call.invoke_method(
            emitter, callee.value, method, form, args, keywords, call.range
        )


_GRAD_MODES = {"no_grad": False, "enable_grad": True, "inference_mode": False,
               "set_grad_enabled": True}  # fmt: skip


def _ineffective(emitter: Emitter, cls: type[NoEffect], call: ast.Call) -> Ineffective:
    """A call of a context that changes nothing. Its own error: it would change something."""
    args, keywords = emit_call.emit_arguments(emitter, call)
    known = {name: constant_value(value)[1] for name, value in keywords.items()}
    try:
        cls(*[constant_value(value)[1] or "" for value in args], **known)
    except Error as e:
        e.diagnostic.range = call.range
        raise
    return Ineffective(cls, does_nothing=True)


def is_foreign(python: Any) -> bool:
    """Whether a function is this library's or Python's own: its lines tell a user nothing."""
    root = (getattr(python, "__module__", None) or "").partition(".")[0]
    return root in ("minijit", "numpy") or root in sys.stdlib_module_names - {"__main__", "test"}


def modifier_of(python: Any) -> str:
    """What a decorator says of a function: "export", "ignore...", "unused...", or ""."""
    return str(getattr(python, "_torchscript_modifier", None) or "")


def is_left_out_by(modifier: str) -> bool:
    """Whether the decorators of a function say not to compile it."""
    return modifier.startswith(("unused", "ignore"))


def is_compiled_by_count(python: Any) -> bool:
    """Whether a function is left to Python and takes `*args`: see `LeftOut`."""
    return modifier_of(python).startswith("ignore") and takes_rest(python)


def is_module_class(cls: type) -> bool:
    """Whether a class derives from nn.Module, which this room does not know."""
    return any(b.__name__ == "Module" and b.__module__.startswith("minijit") for b in cls.__mro__)


def is_template(python: Any) -> bool:
    """Whether a function is compiled anew for each kind of call: `*args`, or overloads."""
    return not modifier_of(python) and (takes_rest(python) or is_overloaded(python))


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


def as_constant(found: Any, class_type: Callable[[type], Type | None]) -> Named | None:
    """A Python value that is copied into the program, or None."""
    if isinstance(found, DType | Layout | MemoryFormat):
        return LiteralOf(found.enum)
    if isinstance(found, Absent) and found.path in NUMBERS:
        return LiteralOf(NUMBERS[found.path])
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
    is_constant = True

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


SCOPE = "_torchscript_scope"


def remember_scope(made: Any, local_names: Mapping[str, Any]) -> None:
    """Notes the classes that are local names where a function or class is compiled.

    Type comments may name them, and no closure holds what only comments use.
    """
    if "<locals>" in made.__qualname__:
        classes = {n: v for n, v in local_names.items() if isinstance(v, type) and v is not made}
        setattr(made, SCOPE, classes)


def closure_names(function: Any) -> dict[str, Any]:
    """What a Python function's annotations name, under its globals, under its closure."""
    function = inspect.unwrap(function)
    names = annotated_names(function)
    names |= getattr(function, "__globals__", {})
    names |= getattr(function, SCOPE, {})
    code = getattr(function, "__code__", None)
    for name, cell in zip(
        code.co_freevars if code else (), getattr(function, "__closure__", None) or (), strict=False
    ):
        try:
            names[name] = cell.cell_contents
        except ValueError:
            continue
    return names


def annotated_names(function: Any) -> dict[str, Any]:
    """The names in a nested function's annotations, as Python evaluated them in the outer one.

    No closure holds what only annotations use.
    """
    found = getattr(function, "__annotations__", {})
    names: dict[str, Any] = {}
    if not found or "<locals>" not in function.__qualname__:
        return names
    try:
        definition = definition_source(function)
    except Error:
        return names
    written = {p.name: p.annotation for p in definition.parameters} | {"return": definition.returns}
    for name, annotation in found.items():
        _match_names(written.get(name), annotation, names)
    return names


def _match_names(expr: ast.Expr | None, annotation: Any, names: dict[str, Any]) -> None:
    if isinstance(annotation, str):
        return
    if isinstance(expr, ast.Name):
        names[expr.text] = annotation
    elif isinstance(expr, ast.Subscript):
        items = expr.index.items if isinstance(expr.index, ast.Tuple) else [expr.index]
        for item, part in zip(items, typing.get_args(annotation), strict=False):
            _match_names(item, part, names)
