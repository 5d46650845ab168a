"""The recursive compiler of a user's Python: functions, classes and modules, on demand."""

from __future__ import annotations

import builtins
import inspect
import itertools
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from minijit.diagnostics import Error, Source, SourceRange, error
from minijit.frontend import emit_call, emit_expr
from minijit.frontend.compile import coerce, declare, define
from minijit.frontend.emitter import Emitter, emit
from minijit.frontend.infer_module import evaluate, infer_module, python_function
from minijit.frontend.module_info import ModuleInfo
from minijit.frontend.python_resolver import PythonResolver, closure_names, is_literal, plain
from minijit.frontend.python_types import is_enum, is_named_tuple, type_from_python
from minijit.frontend.scope import Named
from minijit.frontend.sugared import FunctionValue, LiteralOf, MethodValue
from minijit.frontend.sugared_python import ContainerMethod, ModuleValue
from minijit.ir import CompilationUnit, EnumValue, Function, FunctionArgument, ScriptObject, Value
from minijit.syntax import ast, class_source, definition_source, parse_file
from minijit.types import (
    TENSOR,
    ClassType,
    Constant,
    TupleType,
    Type,
    infer_type,
)

CONTAINER_METHODS = frozenset([
    "children", "named_children", "modules", "named_modules", "items", "keys", "values",
])  # fmt: skip


class PythonCompiler:
    """Compiles into one unit and remembers what it has compiled."""

    def __init__(self, unit: CompilationUnit) -> None:
        self.unit = unit
        self.functions: dict[Any, Function] = {}
        self.classes: dict[type, Type] = {}
        self.python_classes: dict[ClassType, type] = {}
        self.infos: dict[ClassType, ModuleInfo] = {}
        self.infos_of_class: dict[type, list[ModuleInfo]] = {}
        self.unfinished: list[tuple[Function, Type | None]] = []
        self.mangled = itertools.count()

    # Names.

    def unique(self, name: str) -> str:
        """A qualified name that nothing in the unit has, mangled as PyTorch does."""
        taken = (self.unit.classes, self.unit.functions, self.unit.tuples)
        made = name
        while any(made in names for names in taken):
            prefix, _, atom = name.rpartition(".")
            made = f"{prefix}.___torch_mangle_{next(self.mangled)}.{atom}"
        return made

    # Functions.

    def function_of(self, python: Any, where: SourceRange | None = None) -> Function | None:
        """The compiled function of a Python function, or None for another callable."""
        known = getattr(python, "__script_function__", None)
        if isinstance(known, Function):
            return self.adopt(known)
        if not inspect.isfunction(python):
            return None
        if python not in self.functions:
            return self.compile_function(python, where)
        return self.finished(self.functions[python], where)

    def adopt(self, function: Function) -> Function:
        """A function of another unit, made callable from this one."""
        return self.unit.adopt(function)

    def finished(self, function: Function, where: SourceRange | None) -> Function:
        """Refuses a call of a function that is being compiled. Error MJ2025."""
        for other, declared in self.unfinished:
            if other is function and (declared is None or not function.is_method):
                raise error("MJ2025", where, name=function.basename)
        return function

    def compile_function(self, python: Any, where: SourceRange | None = None) -> Function:
        modifier = getattr(python, "_torchscript_modifier", None) or ""
        name = self.unique(qualified_name(python))
        definition = definition_source(python)
        resolver = PythonResolver(self, closure_names(python))
        function, declared = self.declare(resolver, definition, name, python)
        self.functions[python] = function
        self.unit.functions[name] = function
        try:
            self.body(resolver, definition, function, declared, python, str(modifier), where)
        except Error:
            del self.functions[python], self.unit.functions[name]
            raise
        return function

    def declare(
        self,
        resolver: PythonResolver,
        definition: ast.Def,
        name: str,
        python: Any,
        owner: Type | None = None,
    ) -> tuple[Function, Type | None]:
        """As compile.declare; defaults are Python's own values."""
        defaults: dict[str, ast.Expr | None] = {}
        for parameter in definition.parameters:
            parameter.default, defaults[parameter.name] = None, parameter.default
        function, declared = declare(self.unit, resolver, definition, name, owner)
        signature = inspect.signature(python)
        for argument, parameter in zip(function.arguments, definition.parameters, strict=True):
            if defaults[parameter.name] is None or argument.name not in signature.parameters:
                continue
            self._default(argument, signature.parameters[argument.name].default, parameter)
        return function, declared

    def _default(self, argument: FunctionArgument, value: Any, parameter: ast.Parameter) -> None:
        if not is_literal(value):
            raise error("MJ2034", parameter.range, what=f"the default of '{argument.name}'")
        argument.default = coerce(plain(value), argument.type)

    def body(
        self,
        resolver: PythonResolver,
        definition: ast.Def,
        function: Function,
        declared: Type | None,
        python: Any,
        modifier: str,
        where: SourceRange | None,
        self_value: Callable[[Value], Named] | None = None,
        initializing: ClassType | None = None,
    ) -> None:
        """Emits the body, or what stands for it where a decorator says so."""
        if modifier.startswith("ignore"):
            function.callback = python
            function.return_type = declared or TENSOR
            function.defined = True
            return
        if modifier.startswith("unused"):
            function.return_type = declared or TENSOR
            definition.body = unused_body(definition)
            declared = function.return_type
        caller = self.unfinished[-1][0] if self.unfinished else None
        self.unfinished.append((function, declared))
        try:
            with called_from(function, caller, where):
                define(
                    self.unit, resolver, definition, function, declared, self_value, initializing
                )
        finally:
            self.unfinished.pop()

    # Classes that are not modules.

    def class_type(self, cls: type) -> Type | None:
        """The type of a class of the user: NamedTuple, Enum, or a script class; else None."""
        if cls in self.classes:
            return self.classes[cls]
        if is_named_tuple(cls):
            return self._named_tuple(cls)
        if is_enum(cls):
            return self._enum(cls)
        return self.compile_class(cls) if is_script_class(cls) else None

    def _named_tuple(self, cls: Any) -> Type:
        names = vars(sys.modules.get(cls.__module__) or builtins)
        hints = {k: evaluate(v, names) for k, v in getattr(cls, "__annotations__", {}).items()}
        types_ = []
        for name in cls._fields:
            kind = type_from_python(hints[name], self.class_type) if name in hints else TENSOR
            if kind is None:
                raise error("MJ2006", name=str(hints[name]))
            types_.append(kind)
        name = self.unique(qualified_name(cls))
        made = TupleType(tuple(types_), name, tuple(cls._fields))
        self.unit.tuples[name] = made
        self.classes[cls] = made
        return made

    def _enum(self, cls: Any) -> Type:
        name = self.unique(qualified_name(cls))
        made = ClassType(name, "enum")
        for member in cls:
            kind = infer_type(member.value)
            if kind is None:
                raise error("MJ2006", name=f"{cls.__name__}.{member.name}")
            made.constants[member.name] = Constant(kind, member.value)
        self.unit.classes[name] = made
        self.classes[cls] = made
        return made

    def compile_class(self, cls: type) -> ClassType:
        """A script class: its fields are what `__init__` assigns."""
        definition = class_source(cls)
        name = self.unique(qualified_name(cls))
        made = ClassType(name, "class")
        self.unit.classes[name] = made
        self.classes[cls] = made
        self.python_classes[made] = cls
        methods = [s.name for s in definition.body if isinstance(s, ast.Def)]
        for method in sorted(methods, key=lambda n: n != "__init__"):
            if not isinstance(inspect.getattr_static(cls, method), staticmethod):
                self.method_of_class(made, method)
        return made

    def method_of_class(self, class_type: ClassType, name: str) -> Function | None:
        """A method of a class of the program, compiled on demand."""
        if name in class_type.methods:
            found: Function = class_type.methods[name]
            return self.finished(found, None)
        if class_type in self.infos:
            info = self.infos[class_type]
            if python_function(info.module, name) is None:
                return None
            return self.method(info, name, None)
        cls = self.python_classes.get(class_type)
        python = inspect.getattr_static(cls, name, None) if cls is not None else None
        if not inspect.isfunction(python):
            return None
        initializing = class_type if name == "__init__" else None
        return self.compile_method(class_type, name, python, None, None, initializing)

    def static_method(
        self, class_type: ClassType, name: str, where: SourceRange
    ) -> Function | None:
        cls = self.python_classes.get(class_type)
        found = inspect.getattr_static(cls, name, None) if cls is not None else None
        return self.function_of(found.__func__, where) if isinstance(found, staticmethod) else None

    # Modules.

    def info(self, module: Any, memo: dict[int, ModuleInfo] | None = None) -> ModuleInfo:
        """The class type of a module and of all below it; methods are compiled later."""
        memo = {} if memo is None else memo
        if id(module) in memo:
            return memo[id(module)]
        own = getattr(module, "__script_object__", None)
        if isinstance(own, ScriptObject):
            memo[id(module)] = self.adopt_object(own, module)
            return memo[id(module)]
        submodules = {
            name: self.info(child, memo)
            for name, child in module._modules.items()
            if child is not None
        }
        made = infer_module(module, submodules, self.class_type)
        memo[id(module)] = self._shared(type(module), made)
        return memo[id(module)]

    def _shared(self, cls: type, made: ModuleInfo) -> ModuleInfo:
        known = self.infos_of_class.setdefault(cls, [])
        for info in known:
            if info.key == made.key:
                return info
        made.class_type.name = self.unique(qualified_name(cls))
        self.register(made)
        known.append(made)
        return made

    def register(self, info: ModuleInfo) -> None:
        self.unit.classes[info.class_type.name] = info.class_type
        self.infos[info.class_type] = info

    def adopt_object(self, own: ScriptObject, module: Any) -> ModuleInfo:
        """The info of a module that is compiled already (scripted, traced or loaded)."""
        cls = own.class_type
        if cls in self.infos:
            return self.infos[cls]
        made = ModuleInfo(cls, module)
        for name, kind in cls.attributes.items():
            if isinstance(kind, ClassType) and kind.is_module:
                made.submodules[name] = self.adopt_object(own.slots[name], None)
        for function in cls.methods.values():
            self.adopt(function)
        self.register(made)
        return made

    def script_module(self, module: Any) -> ScriptObject:
        """Compiles `forward` and exported methods, and all they reach; returns an instance."""
        info = self.info(module)
        for name in entry_points(module):
            self.method(info, name, None)
        for below in module.modules():
            if below is not module and getattr(below, "__script_object__", None) is None:
                for name in entry_points(below):
                    if name != "forward":
                        self.method(self.info(below), name, None)
        return self.instantiate(module)

    def instantiate(self, module: Any, memo: dict[int, ScriptObject] | None = None) -> ScriptObject:
        """A ScriptObject with the module's own tensors and copies of its other attributes."""
        memo = {} if memo is None else memo
        if id(module) in memo:
            return memo[id(module)]
        own = getattr(module, "__script_object__", None)
        if isinstance(own, ScriptObject):
            return own
        info = self.info(module)
        made = memo[id(module)] = ScriptObject(info.class_type)
        for name in info.class_type.attributes:
            if name in module._modules and module._modules[name] is not None:
                made.slots[name] = self.instantiate(module._modules[name], memo)
            elif name == "_is_full_backward_hook":
                made.slots[name] = getattr(module, name, None)
            else:
                made.slots[name] = self.run_time_value(getattr(module, name))
        return made

    def run_time_value(self, value: Any) -> Any:
        """An attribute's value in a slot: containers are copied, a dtype is its number."""
        if type(value).__name__ == "Attribute" and hasattr(value, "type"):
            value = value.value
        if is_enum(type(value)):
            cls = self.class_type(type(value))
            assert isinstance(cls, ClassType)
            return EnumValue(cls, value.name, value.value)
        if is_literal(value):
            return plain(value)
        if isinstance(value, list):
            return [self.run_time_value(v) for v in value]
        if isinstance(value, dict):
            return {k: self.run_time_value(v) for k, v in value.items()}
        if type(value) is tuple:
            return tuple(self.run_time_value(v) for v in value)
        own = getattr(value, "__script_object__", None)
        return own if isinstance(own, ScriptObject) else value

    def method(self, info: ModuleInfo, name: str, where: SourceRange | None) -> Function:
        """A compiled method of a module. Error MJ2030."""
        cls = info.class_type
        if name in cls.methods:
            return self.finished(cls.methods[name], where)
        python = python_function(info.module, name) if info.module is not None else None
        if inspect.ismethod(python):
            python = python.__func__
        if not inspect.isfunction(python):
            raise error("MJ2030", where, name=f"{cls.name}.{name}")
        return self.compile_method(cls, name, python, info, where)

    def define_methods(
        self, own: ScriptObject, module: Any, text: str, names: dict[str, Any]
    ) -> list[str]:
        """Methods of an object from text, which may use `names`; what was defined.

        `module` is the Python module of the object; None if it is not known.
        """
        info = self.info(module) if module is not None else self.adopt_object(own, None)
        parsed = parse_file(Source("<string>", text))
        for definition in parsed.functions:
            resolver = PythonResolver(self, names)
            qualified = f"{info.class_type.name}.{definition.name}"
            function, declared = declare(
                self.unit, resolver, definition, qualified, info.class_type
            )
            info.class_type.methods[definition.name] = function
            try:
                self.body(
                    resolver, definition, function, declared, None, "", None,
                    lambda value: ModuleValue(value, info),
                )  # fmt: skip
            except Error:
                del info.class_type.methods[definition.name]
                raise
        return [definition.name for definition in parsed.functions]

    def compile_method(
        self,
        cls: ClassType,
        name: str,
        python: Any,
        info: ModuleInfo | None,
        where: SourceRange | None,
        initializing: ClassType | None = None,
    ) -> Function:
        modifier = str(getattr(python, "_torchscript_modifier", None) or "")
        definition = definition_source(python)
        resolver = PythonResolver(self, closure_names(python))
        qualified = f"{cls.name}.{name}"
        function, declared = self.declare(resolver, definition, qualified, python, cls)
        cls.methods[name] = function
        self_value = None
        if info is not None:
            known = info

            def self_value(value: Value) -> Named:
                return ModuleValue(value, known)

        callback = python
        if modifier.startswith("ignore") and info is not None:
            bound = types.MethodType(python, info.module)

            def callback(_: Any, *args: Any) -> Any:
                return bound(*args)

        try:
            self.body(resolver, definition, function, declared, callback, modifier, where,
                      self_value, initializing)  # fmt: skip
        except Error:
            del cls.methods[name]
            raise
        return function

    # Attributes of modules, for the resolver.

    def module_attribute(
        self, e: Emitter, base: ModuleValue, name: str, where: SourceRange
    ) -> Named:
        """`self.name`: submodule, slot, constant, function or method. Error MJ2037."""
        info = base.info
        cls = info.class_type
        if name in info.submodules:
            kind = info.submodules[name].class_type
            value = emit(e, "prim::GetAttr", [base.value], kind, where, {"name": name})
            return ModuleValue(value, info.submodules[name])
        if name in cls.attributes or name in cls.constants:
            if name in cls.constants:
                return LiteralOf(cls.constants[name].value)
            return emit_expr.object_attribute(e, base.value, cls, name, where)
        if name in info.functions:
            return PythonResolver(self, {}).wrap(info.functions[name], name, where)
        if name in CONTAINER_METHODS and (
            info.container or name not in ("items", "keys", "values")
        ):
            return ContainerMethod(base, name)
        python = python_function(info.module, name) if info.module is not None else None
        if isinstance(python, property):
            return self._property(e, base, name, python, where)
        if isinstance(python, staticmethod):
            found = self.function_of(python.__func__, where)
            if found is not None:
                return FunctionValue(found)
        if name in cls.methods or inspect.isfunction(python) or inspect.ismethod(python):
            return MethodValue(base.value, cls, name)
        if python is not None and is_literal(python):
            return LiteralOf(plain(python))
        reason = f" {info.failed[name]}" if name in info.failed else ""
        raise error("MJ2037", where, module=type(info.module).__name__, name=name, hint=reason)

    def _property(
        self, e: Emitter, base: ModuleValue, name: str, python: property, where: SourceRange
    ) -> Named:
        cls = base.info.class_type
        getter = f"__{name}_getter"
        if getter not in cls.methods:
            self.compile_method(cls, getter, python.fget, base.info, where)
        return emit_call.call_method(e, base.value, cls, getter, [], where)


def entry_points(module: Any) -> list[str]:
    """`forward`, if the class defines one, and the methods marked by @export."""
    found = []
    forward = python_function(module, "forward")
    if inspect.isfunction(forward) and forward.__qualname__ not in (
        "Module.forward", "_forward_unimplemented",
    ):  # fmt: skip
        modifier = str(getattr(forward, "_torchscript_modifier", None) or "")
        if not modifier.startswith("ignore"):
            found.append("forward")
    for name in dir(type(module)):
        item = inspect.getattr_static(type(module), name, None)
        modifier = str(getattr(item, "_torchscript_modifier", None) or "")
        if modifier.startswith("export") and name not in found:
            found.append(name)
    return found


def qualified_name(thing: Any) -> str:
    """`__torch__.pkg.mod.Name`; ours appear as PyTorch's, `__main__` vanishes."""
    name = thing.__name__
    if name == "<lambda>":
        name = "_lambda"
    module = thing.__module__ or "__main__"
    if module == "__main__":
        return f"__torch__.{name}"
    if module == "minijit" or module.startswith("minijit."):
        module = "torch" + module[len("minijit") :]
    return f"__torch__.{module}.{name}"


def is_script_class(cls: type) -> bool:
    """Whether a class is the user's own and no module: its code can be compiled."""
    root = cls.__module__.partition(".")[0]
    if root in sys.stdlib_module_names or root in ("minijit", "numpy"):
        return False
    return not any(b.__name__ == "Module" or issubclass(b, BaseException) for b in cls.__mro__)


def unused_body(definition: ast.Def) -> ast.Body:
    """A raise, in place of what @unused says not to compile."""
    where = definition.range
    callee = ast.Name(where, "RuntimeError")
    text = ast.String(where, "@torch.jit.unused: this function is not compiled")
    return [ast.Raise(where, ast.Call(where, callee, [text], []))]


@contextmanager
def called_from(
    function: Function, caller: Function | None, where: SourceRange | None
) -> Iterator[None]:
    """Adds to an error that the function is being compiled because of a call."""
    try:
        yield
    except Error as e:
        if where is not None:
            place = "here" if caller is None else f"'{caller.basename}'"
            note = f"'{function.basename}' is being compiled since it was called from {place}"
            e.diagnostic.notes.append((note, where))
        raise
