"""The recursive compiler of a user's Python: functions, classes and modules, on demand."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from minijit.diagnostics import Error, Source, SourceRange, error
from minijit.diagnostics.ways import MODULE_MEMBERS, way
from minijit.frontend import emit_call, emit_expr
from minijit.frontend.adopting import make_way
from minijit.frontend.class_compiler import (
    ClassCompiler,
    accessor,
    is_script_class,
    no_mutable_default,
    qualified_name,
)
from minijit.frontend.compile import coerce, declare, default_fits, define
from minijit.frontend.dataclass_source import field_types
from minijit.frontend.emitter import Emitter, emit
from minijit.frontend.hooks import compile_hooks, hooks_of
from minijit.frontend.infer_module import infer_module
from minijit.frontend.module_info import ModuleInfo
from minijit.frontend.overloads import check_implemented, is_overloaded
from minijit.frontend.python_resolver import (
    SCOPE,
    PythonResolver,
    closure_names,
    is_compiled_by_count,
    is_left_out_by,
    is_literal,
    is_template,
    modifier_of,
    plain,
)
from minijit.frontend.python_types import is_enum, is_left_out_property, python_function
from minijit.frontend.scope import Named, perhaps_meant
from minijit.frontend.specialise import call_template
from minijit.frontend.sugared import FunctionValue, LiteralOf, MethodValue
from minijit.frontend.sugared_python import (
    BaseMethod,
    ContainerMethod,
    LeftOut,
    ModuleValue,
    SuperOf,
    Uncompiled,
)
from minijit.frontend.templates import Template
from minijit.ir import (
    CompilationUnit,
    ConstantRef,
    EnumValue,
    Function,
    FunctionArgument,
    ScriptObject,
    Value,
)
from minijit.syntax import ast, definition_source, parse_file
from minijit.tensor import Tensor
from minijit.tensor.creation import tensor as empty_tensor
from minijit.types import (
    STR,
    TENSOR,
    ClassType,
    Type,
    infer_type,
    interface_misfit,
)

CONTAINER_METHODS = frozenset([
    "children", "named_children", "modules", "named_modules", "items", "keys", "values",
    "buffers", "named_buffers", "parameters", "named_parameters",
])  # fmt: skip


def bound_to_module(method: Any, module: Any) -> Callable[..., Any]:
    """A method left to Python, for calls from a program: its self is the user's module."""
    return lambda _, *args, **kwargs: method(module, *args, **kwargs)


class PythonCompiler:
    """Compiles into one unit and remembers what it has compiled."""

    def __init__(
        self,
        unit: CompilationUnit,
        bind_callback: Callable[[Any, Any], Callable[..., Any]] = bound_to_module,
        *,
        only_tensors: bool = False,
    ) -> None:
        """`bind_callback(method, module)` is what a program calls of a method left to Python.

        With `only_tensors` modules have parameters, buffers and submodules, and no attributes.
        """
        self.unit = unit
        self.only_tensors = only_tensors
        self.bind_callback = bind_callback
        self.functions: dict[Any, Function] = {}
        self.classes = ClassCompiler(self)
        self.infos: dict[ClassType, ModuleInfo] = {}
        self.infos_of_class: dict[type, list[ModuleInfo]] = {}
        self.templates: dict[Any, ast.Def] = {}
        self.unfinished: list[Function] = []
        # Methods that a module has as text, by the module's id: texts and the names they see.
        self.texts: dict[int, list[tuple[str, dict[str, Any]]]] = {}

    # Functions.

    def function_of(self, python: Any, where: SourceRange | None = None) -> Function | None:
        """The compiled function of a Python function, or None for another callable."""
        known = getattr(python, "__script_function__", None)
        if isinstance(known, Function):
            if known.python is None:
                return self.adopt(known)
            python = known.python
        if not inspect.isfunction(python):
            return None
        if python not in self.functions:
            return self.compile_function(python, where)
        return self.finished(self.functions[python], where)

    def template(
        self, python: Any, bound: list[Named] | None = None, where: SourceRange | None = None
    ) -> Template:
        """A function that is compiled for each kind of call; `bound` is a method's self."""
        overloaded = python if is_overloaded(python) else None
        if overloaded is not None:
            check_implemented(overloaded, bool(bound), where)
        definition = self.templates.get(python)
        if definition is None:
            definition = self.templates[python] = definition_source(python)
            if overloaded is not None:
                definition.returns = None
                for formal in definition.parameters:
                    formal.annotation = None
        defaults: dict[str, Named] = {}
        for name, parameter in inspect.signature(python).parameters.items():
            if parameter.default is not parameter.empty and is_literal(parameter.default):
                defaults[name] = LiteralOf(plain(parameter.default))
        resolver = PythonResolver(self, closure_names(python))
        return Template(
            definition, resolver, qualified_name(python), defaults, bound or [],
            overloaded=overloaded,
        )  # fmt: skip

    def adopt(self, function: Function) -> Function:
        """A function of another unit, made callable from this one."""
        return self.unit.adopt(function)

    def finished(self, function: Function, where: SourceRange | None) -> Function:
        """Refuses a call of a function that is being compiled. Error MJ2025."""
        if any(other is function for other in self.unfinished):
            raise error("MJ2025", where, name=function.basename)
        return function

    def compile_function(self, python: Any, where: SourceRange | None = None) -> Function:
        modifier = modifier_of(python)
        name = self.unit.unique(qualified_name(python))
        definition = definition_source(python, head_only=is_left_out_by(modifier))
        fixed_parameters(definition, modifier)
        resolver = PythonResolver(self, closure_names(python))
        function, declared = self.declare(resolver, definition, name, python)
        function.python = python
        self.functions[python] = function
        self.unit.functions[name] = function
        try:
            self.body(resolver, definition, function, declared, python, modifier, where)
        except Error:
            del self.functions[python], self.unit.functions[name]
            raise
        return function

    def left_out(self, python: Any, count: int) -> Function:
        """A function with `*args` that is left to Python, for so many positional arguments.

        It may be a method of an object, which is bound to it.
        """
        key = (python, count)
        if key not in self.functions:
            own = int(inspect.ismethod(python))
            definition = for_count(definition_source(python, head_only=True), count + own)
            del definition.parameters[:own]
            resolver = PythonResolver(self, closure_names(getattr(python, "__func__", python)))
            name = self.unit.unique(qualified_name(python))
            function, declared = self.declare(resolver, definition, name, python)
            self.functions[key] = self.unit.functions[name] = function
            self.body(resolver, definition, function, declared, python, "ignore", None)
        return self.functions[key]

    def ignored_function(self, python: Any, definition: ast.Def, names: dict[str, Any]) -> Function:
        """A function of which only the head is known here: Python runs it."""
        resolver = PythonResolver(self, names)
        name = self.unit.unique(f"__torch__.{definition.name}")
        function, declared = self.declare(resolver, definition, name, python)
        self.unit.functions[name] = function
        self.body(resolver, definition, function, declared, python, "ignore", None)
        return function

    def left_out_method(
        self, info: ModuleInfo, name: str, count: int, where: SourceRange | None
    ) -> str:
        """The name of such a method, for so many positional arguments besides self."""
        made = f"__{name}_of_{count}"
        if made not in info.class_type.methods:
            python = python_function(info.module, name)
            python = getattr(python, "__func__", python)
            definition = for_count(definition_source(python, head_only=True), count + 1)
            self.compile_method(info.class_type, made, python, info, where, made=definition)
        return made

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
        no_mutable_default(definition, python)
        signature = inspect.signature(python)
        for argument, parameter in zip(function.arguments, definition.parameters, strict=True):
            if defaults[parameter.name] is None or argument.name not in signature.parameters:
                continue
            self._default(argument, signature.parameters[argument.name].default, parameter)
        return function, declared

    def _default(self, argument: FunctionArgument, value: Any, parameter: ast.Parameter) -> None:
        if is_enum(type(value)):
            argument.default = self.run_time_value(value)
            return
        if isinstance(value, Tensor):
            self.unit.constants.append(value)
            argument.default = ConstantRef(len(self.unit.constants) - 1, TENSOR)
            return
        if not is_literal(value):
            raise error("MJ2034", parameter.range, what=f"the default of '{argument.name}'")
        if argument.size and isinstance(value, int | float):
            value = [value] * argument.size
        argument.default = coerce(plain(value), argument.type)
        if not default_fits(argument.default, argument.type):
            inferred = parameter.annotation is None
            hint = " It is not annotated, so that it is assumed to be a Tensor." if inferred else ""
            raise error(
                "MJ2097",
                parameter.range,
                type="Tensor (inferred)" if inferred else argument.type,
                name=argument.name,
                hint=hint,
            )

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
        if is_left_out_by(modifier):
            if declared is None:
                python = tensor_for_none(python)
            function.return_type = declared or TENSOR
            definition.body = unused_body(definition)
            declared = function.return_type
        caller = self.unfinished[-1] if self.unfinished else None
        self.unfinished.append(function)
        try:
            with called_from(function, caller, where):
                define(
                    self.unit, resolver, definition, function, declared, self_value, initializing
                )
        finally:
            self.unfinished.pop()
        if modifier.startswith("ignore"):
            function.callback = by_name(python, function)

    # Classes.

    def class_type(self, cls: type, where: SourceRange | None = None) -> Type | None:
        """The type of a class of the user: NamedTuple, Enum, interface, script class; else None."""
        return self.classes.type_of(cls, where)

    def class_method(self, cls: Any, python: Any, where: SourceRange | None) -> Function:
        """A class method as a free function: the class is known at compile time."""
        key = (cls, python)
        if key in self.functions:
            return self.finished(self.functions[key], where)
        definition = definition_source(python)
        first, *definition.parameters = definition.parameters
        names = {**closure_names(python), first.name: cls}
        resolver = PythonResolver(self, names)
        name = self.unit.unique(qualified_name(python))
        function, declared = self.declare(resolver, definition, name, python)
        self.functions[key] = self.unit.functions[name] = function
        self.body(resolver, definition, function, declared, python, "", where)
        return function

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
        return self.classes.method(class_type, name, None)

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
        if "_modules" not in module.__dict__:
            raise error("MJ8004", name=type(module).__name__)
        submodules = {
            name: self.info(child, memo)
            for name, child in module._modules.items()
            if child is not None and not is_left_out(module, name)
        }
        made = infer_module(module, submodules, self.class_type, only_tensors=self.only_tensors)
        memo[id(module)] = found = self._shared(type(module), made)
        for name, kind in found.class_type.attributes.items():
            if isinstance(kind, ClassType) and kind.is_interface:
                self._implement(found, name, kind, getattr(module, name))
        return found

    def _implement(self, info: ModuleInfo, name: str, interface: ClassType, value: Any) -> None:
        """Compiles what an interface wants of an attribute. Error MJ2054: it does not have that."""
        below = info.submodules.get(name)
        found: Type | None
        if below is not None:
            for method in interface.methods:
                if python_function(below.module, method) is not None:
                    self.method(below, method, None)
            found = below.class_type
        else:
            found = self.class_type(type(value))
        misfit: str | None = "no methods"
        if isinstance(found, ClassType):
            misfit = interface_misfit(found, interface)
        if misfit is not None:
            raise error("MJ2054", name=name, interface=interface.name, found=found,
                        reason=f"method '{misfit}' is missing or has other types")  # fmt: skip

    def _shared(self, cls: type, made: ModuleInfo) -> ModuleInfo:
        known = self.infos_of_class.setdefault(cls, [])
        for info in known:
            if info.key == made.key:
                return info
        made.class_type.name = self.unit.unique(qualified_name(cls))
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
        for function in cls.methods.values():
            make_way(self.unit, function.unit)
        for name, kind in cls.attributes.items():
            if isinstance(kind, ClassType) and kind.is_module:
                made.submodules[name] = self.adopt_object(own.slots[name], None)
        for function in cls.methods.values():
            self.adopt(function)
        self.register(made)
        return made

    def script_module(self, module: Any) -> ScriptObject:
        """Compiles `forward` and exported methods, and all they reach; returns an instance."""
        module = prepared(module, {})
        info = self.info(module)
        if is_exported(module, "__setstate__") and not is_exported(module, "__getstate__"):
            raise error("MJ2030", None, name=f"{info.class_type.name}.__getstate__")
        forward = python_function(module, "forward")
        if is_overloaded(forward):
            check_implemented(forward, True, None)
        for name in entry_points(module):
            self.method(info, name, None)
        for below in list(self.infos.values()):
            if below.module is not None:
                self._reachable_from_python(below)
            if any(hooks_of(below.module)):
                compile_hooks(self, below, None)
        return self.instantiate(module)

    def _reachable_from_python(self, info: ModuleInfo) -> None:
        """What Python may call of a submodule; a `forward` that nothing calls may not compile."""
        for name in [*entry_points(info.module), *getters(info.module)]:
            python = python_function(info.module, name)
            try:
                self.method(info, name, None)
            except Error:
                if modifier_of(python).startswith("export") and not is_left_out(info.module, name):
                    raise

    def instantiate(
        self,
        module: Any,
        memo: dict[int, ScriptObject] | None = None,
        known: dict[int, ModuleInfo] | None = None,
    ) -> ScriptObject:
        """A ScriptObject with the module's own tensors and copies of its other attributes.

        `known` are the infos of modules that were looked at already.
        """
        memo = {} if memo is None else memo
        known = {} if known is None else known
        if id(module) in memo:
            return memo[id(module)]
        own = getattr(module, "__script_object__", None)
        if isinstance(own, ScriptObject):
            return own
        info = self.info(module, known)
        made = memo[id(module)] = ScriptObject(info.class_type)
        for name in info.class_type.attributes:
            if name in module._modules and module._modules[name] is not None:
                made.slots[name] = self.instantiate(module._modules[name], memo, known)
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
        if isinstance(own, ScriptObject):
            return own
        cls = self.classes.types.get(type(value))
        if cls is None and is_script_class(type(value)) and not isinstance(value, Tensor):
            cls = self.class_type(type(value))
        if not isinstance(cls, ClassType) or cls.kind != "class":
            return value
        slots = {name: self.run_time_value(getattr(value, name)) for name in cls.attributes}
        for name, slot in slots.items():
            wanted, found = cls.attributes[name], infer_type(slot)
            if wanted in (STR, TENSOR) and found != wanted:
                raise error("MJ9044", name=name, expected=wanted, found=found or type(slot))
        return ScriptObject(cls, slots)

    def method(self, info: ModuleInfo, name: str, where: SourceRange | None) -> Function:
        """A compiled method of a module. Error MJ2030."""
        cls = info.class_type
        if name in cls.methods:
            return self.finished(cls.methods[name], where)
        python = python_function(info.module, name) if info.module is not None else None
        if inspect.ismethod(python):
            python = python.__func__
        if python is None and info.module is not None:
            python = accessor(type(info.module), name)
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
            if definition.name in info.class_type.methods and id(module) in self.texts:
                continue  # something called it
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
        made: ast.Def | None = None,
    ) -> Function:
        """A method of a class; `made` is its definition where Python has no source for it."""
        modifier = modifier_of(python)
        definition = made or definition_source(python, head_only=is_left_out_by(modifier))
        fixed_parameters(definition, modifier)
        names = closure_names(python)
        if cls.python_class is not None:
            names = {
                **names,
                **vars(cls.python_class).get(SCOPE, {}),
                **field_types(cls.python_class),
                cls.python_class.__name__: cls.python_class,
            }
        resolver = PythonResolver(self, names)
        if owner_is_missing(definition, python):
            raise error("MJ2075", where or definition.range, name=name)
        qualified = f"{cls.name}.{name}"
        if info is not None and owner_is_missing(definition, python):
            raise error("MJ2075", where or definition.range, name=name)
        function, declared = self.declare(resolver, definition, qualified, python, cls)
        cls.methods[name] = function
        if name == "__setstate__" and info is not None:
            self._take_state(function, info, where)
        self_value = None
        if info is not None:
            known = info

            def self_value(value: Value) -> Named:
                return ModuleValue(value, known)

        callback = python
        if modifier.startswith("ignore") and info is not None:
            callback = self.bind_callback(python, info.module)

        try:
            self.body(resolver, definition, function, declared, callback, modifier, where,
                      self_value, initializing)  # fmt: skip
        except Error:
            del cls.methods[name]
            raise
        return function

    def _take_state(self, function: Function, info: ModuleInfo, where: SourceRange | None) -> None:
        """An unannotated `__setstate__` takes what `__getstate__` returns."""
        for argument in function.arguments[1:2]:
            if argument.inferred and python_function(info.module, "__getstate__") is not None:
                argument.type = self.method(info, "__getstate__", where).return_type

    def python_op(self, module: Any) -> Function:
        """A module that is not compiled, as a function that is left to Python."""
        if module not in self.functions:
            definition = definition_source(type(module).forward, head_only=True)
            definition.parameters = [p for p in definition.parameters[1:] if not p.rest]
            resolver = PythonResolver(self, closure_names(type(module).forward))
            name = self.unit.unique("__torch__.python_value")
            function, declared = declare(self.unit, resolver, definition, name)
            self.functions[module] = self.unit.functions[name] = function
            self.body(resolver, definition, function, declared, module, "ignore", None)
        return self.functions[module]

    # Attributes of modules, for the resolver.

    def module_attribute(
        self, e: Emitter, base: ModuleValue, name: str, where: SourceRange
    ) -> Named:
        """`self.name`: submodule, slot, constant, function or method. Error MJ2037."""
        info = base.info
        cls = info.class_type
        declared = cls.attributes.get(name)
        if name in info.submodules and not (
            isinstance(declared, ClassType) and declared.is_interface
        ):
            kind = info.submodules[name].class_type
            value = emit(e, "prim::GetAttr", [base.value], kind, where, {"name": name})
            return ModuleValue(value, info.submodules[name])
        if name in cls.attributes or name in cls.constants:
            if name in cls.constants:
                return LiteralOf(cls.constants[name].value)
            return emit_expr.object_attribute(e, base.value, cls, name, where)
        if name in info.functions:
            named = PythonResolver(self, {}).wrap(info.functions[name], name, where)
            if isinstance(named, Uncompiled):
                named.problem.diagnostic.notes.append(
                    (f"the attribute '{name}' is a function, which failed to compile", where)
                )
            return named
        if name in CONTAINER_METHODS and _is_inherited(info, name):
            return ContainerMethod(base, name)
        python = python_function(info.module, name) if info.module is not None else None
        if isinstance(python, property) and name not in cls.methods:
            return self._property(e, base, name, python, where)
        if isinstance(python, staticmethod):
            found = self.function_of(python.__func__, where)
            if found is not None:
                return FunctionValue(found)
        if isinstance(python, classmethod):
            own = type(info.module)
            return FunctionValue(self.class_method(own, python.__func__, where))
        if is_template(python):
            refuse_for_python(python, where)
            return self.template(python, [base], where)
        if is_compiled_by_count(python):
            return LeftOut(python, base, name)
        if name not in cls.methods and id(info.module) in self.texts:
            self._define_from_text(info, name)
        refuse_for_python(python, where)
        if name in cls.methods or inspect.isfunction(python) or inspect.ismethod(python):
            return MethodValue(base.value, cls, name)
        reason = f" {info.failed[name]}" if name in info.failed else why_no_attribute(info, name)
        raise error("MJ2037", where, module=type(info.module).__name__, name=name, hint=reason)

    def _define_from_text(self, info: ModuleInfo, name: str) -> None:
        """Compiles the text that defines a method, if there is one; it may use earlier texts."""
        texts = self.texts[id(info.module)]
        for at, (text, names) in enumerate(texts):
            if any(d.name == name for d in parse_file(Source("<string>", text)).functions):
                self.texts[id(info.module)] = texts[:at]
                self.define_methods(ScriptObject(info.class_type), info.module, text, names)
                self.texts[id(info.module)] = texts

    def module_setter(self, base: ModuleValue, name: str, where: SourceRange) -> str | None:
        """The method that sets a property of a module, compiled on demand. Error MJ2046."""
        info = base.info
        if info.module is None or name in info.class_type.attributes:
            return None
        python = python_function(info.module, name)
        if not isinstance(python, property):
            return None
        if python.fset is None:
            raise error("MJ2046", where, name=name)
        setter = f"__{name}_setter"
        if setter not in info.class_type.methods:
            self.compile_method(info.class_type, setter, python.fset, info, where)
        return setter

    def super_member(self, e: Emitter, base: SuperOf, name: str, where: SourceRange) -> Named:
        """`super().name`: a method or property of a class further up. Error MJ2037."""
        module = base.module.info.module
        order = type(module).__mro__
        later = order[order.index(base.after) + 1 :] if base.after in order else order[1:]
        for owner in later:
            found = vars(owner).get(name)
            if inspect.isfunction(found):
                return BaseMethod(found, owner, base.module)
            if isinstance(found, property):
                getter = f"_{owner.__name__}_{name}_getter"
                method = self.base_method(base.module.info, getter, found.fget, where)
                return emit_call.invoke_method(e, base.module.value, method, getter, [], {}, where)
        hint = " in the classes above" + why_no_attribute(base.module.info, name)
        raise error("MJ2037", where, module=type(module).__name__, name=name, hint=hint)

    def base_method(self, info: ModuleInfo, name: str, python: Any, where: SourceRange) -> Function:
        """A method that the class of a module inherits, beside the one that overrides it."""
        known = info.class_type.methods.get(name)
        if known is not None:
            return self.finished(known, where)
        return self.compile_method(info.class_type, name, python, info, where)

    def call_base(self, e: Emitter, callee: BaseMethod, call: ast.Call) -> Named:
        """`super().forward(x)` or `Base.forward(self, x)`. Error MJ2064: self is no module."""
        where = call.range
        module, rest = callee.module, call
        if module is None:
            first = emit_expr.emit_named(e, call.args[0]) if call.args else None
            if not isinstance(first, ModuleValue):
                raise error("MJ2064", where)
            module, rest = first, ast.Call(where, call.callee, call.args[1:], call.keywords)
        refuse_for_python(callee.python, call.callee.range)
        if is_template(callee.python):
            template = self.template(callee.python, [module])
            given, named = emit_call.emit_named_arguments(e, rest)
            return call_template(e, template, given, named, where)
        name = f"_{callee.owner.__name__}_{callee.python.__name__}"
        method = self.base_method(module.info, name, callee.python, where)
        args, keywords = emit_call.emit_arguments(e, rest, method.arguments[1:])
        return emit_call.invoke_method(e, module.value, method, name, args, keywords, where)

    def _property(
        self, e: Emitter, base: ModuleValue, name: str, python: property, where: SourceRange
    ) -> Named:
        cls = base.info.class_type
        getter = f"__{name}_getter"
        if getter not in cls.methods:
            self.compile_method(cls, getter, python.fget, base.info, where)
        return emit_call.call_method(e, base.value, cls, getter, [], where)


def why_no_attribute(info: ModuleInfo, name: str) -> str:
    """The end of a sentence about an attribute that a program does not see."""
    cls, python = info.class_type, type(info.module)
    if name in cls.attributes or name in cls.methods:
        return f": use self.{name}"
    if info.module is not None and way(MODULE_MEMBERS, name):
        return way(MODULE_MEMBERS, name)
    if hasattr(python, name):
        return ": it is an attribute of the class; set it in __init__, or annotate it as Final[T]"
    known = [*cls.attributes, *cls.constants, *info.submodules, *vars(python)]
    return perhaps_meant(name, known) or ": set it in __init__, before the module is scripted"


def refuse_for_python(python: Any, where: SourceRange) -> None:
    """Error MJ2126: a method of nn.Module or of a container that changes or describes modules."""
    defined = getattr(python, "__module__", "")
    if defined not in ("minijit.nn.modules.module", "minijit.nn.modules.container"):
        return
    name = python.__name__
    may_run = name in ("forward", "extra_repr") or name.startswith("__")
    if name == "__init__" or not may_run:
        raise error("MJ2126", where, name=where.text)


def is_left_out(module: Any, name: str) -> bool:
    """Whether `__jit_ignored_attributes__` names a method."""
    return name in getattr(module, "__jit_ignored_attributes__", ())


def getters(module: Any) -> list[str]:
    """The methods behind the properties of the user's classes."""
    ignored = getattr(module, "__jit_ignored_attributes__", ())
    return [
        f"__{name}_getter"
        for cls in type(module).__mro__
        if not cls.__module__.startswith("minijit.")
        for name, item in vars(cls).items()
        if isinstance(item, property)
        if name not in ignored and not is_left_out_property(module, name, item)
    ]


def _is_inherited(info: ModuleInfo, name: str) -> bool:
    """Whether a method such as `children` is the library's, not one of the user's own."""
    if name in ("items", "keys", "values") and not info.container:
        return False
    own = getattr(inspect.getattr_static(type(info.module), name, None), "__module__", "minijit.")
    return str(own).startswith("minijit.")


def prepared(module: Any, memo: dict[int, Any]) -> Any:
    """The module, with what `__prepare_scriptable__` gives in place of itself and of submodules."""
    if id(module) in memo:
        return memo[id(module)]
    found = module.__prepare_scriptable__() if hasattr(module, "__prepare_scriptable__") else module
    memo[id(module)] = found
    children = {n: m for n, m in getattr(found, "_modules", {}).items() if m is not None}
    if isinstance(getattr(found, "__script_object__", None), ScriptObject):
        return found
    changed = {n: prepared(m, memo) for n, m in children.items()}
    if any(changed[n] is not m for n, m in children.items()):
        found = copy.copy(found)
        found._modules = {**found._modules, **changed}
        memo[id(module)] = found
    return found


def entry_points(module: Any) -> list[str]:
    """`forward`, if the class defines one, and the methods marked by @export."""
    found = []
    forward = python_function(module, "forward")
    forward = getattr(forward, "__func__", forward)
    missing = ("Module.forward", "_forward_unimplemented")
    if inspect.isfunction(forward) and forward.__qualname__ not in missing:
        found += ["forward"] * (
            not modifier_of(forward).startswith("ignore") and not is_overloaded(forward)
        )
    for name in dir(type(module)):
        item = inspect.getattr_static(type(module), name, None)
        modifier = str(getattr(item, "_torchscript_modifier", None) or "")
        left_out = is_left_out(module, name)
        if modifier.startswith("export") and name not in found and not left_out:
            found.append(name)
    return found


def is_exported(module: Any, name: str) -> bool:
    """Whether a method is marked by @export."""
    return modifier_of(python_function(module, name)).startswith("export")


def fixed_parameters(definition: ast.Def, modifier: str) -> None:
    """Error MJ2057: a function to be compiled takes any number of arguments.

    One that is left out may: its parameters are of any type, the others vanish.
    """
    rest = [p for p in definition.parameters if p.rest]
    left_out = is_left_out_by(modifier)
    if rest and not left_out:
        shown = f"{rest[0].rest}{rest[0].name}"
        raise error("MJ2057", rest[0].range, name=definition.name, parameter=shown)
    if not left_out:
        return
    definition.parameters = [p for p in definition.parameters if not p.rest]
    if modifier.startswith("unused"):
        for parameter in definition.parameters:
            parameter.annotation = ast.Name(parameter.range, "Any")


def for_count(definition: ast.Def, count: int) -> ast.Def:
    """A definition with tensors in place of `*args`, so that it takes `count` by position."""
    own = [p for p in definition.parameters if not p.rest and not p.kwarg_only]
    for one in definition.parameters:
        if one.rest == "*":
            more = range(count - len(own))
            own += [replace(one, name=f"{one.name}_{i}", rest="", annotation=None) for i in more]
    own += [p for p in definition.parameters if p.kwarg_only and not p.rest]
    definition.parameters = own
    return definition


def by_name(python: Callable[..., Any], function: Function) -> Callable[..., Any]:
    """A callable that is given all arguments by position, for one that wants some by name."""
    names = [a.name for a in function.arguments if a.kwarg_only]
    if not names:
        return python

    def call(*args: Any) -> Any:
        first = len(args) - len(names)
        return python(*args[:first], **dict(zip(names, args[first:], strict=True)))

    return call


def owner_is_missing(definition: ast.Def, python: Any) -> bool:
    """Whether a method has no parameter for its object."""
    return not definition.parameters and not any(
        kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        for kind in (p.kind for p in inspect.signature(python).parameters.values())
    )


def tensor_for_none(python: Any) -> Callable[..., Any]:
    """A function left to Python whose result has no type: None stands for an empty tensor.

    PyTorch gives an undefined tensor: Python sees it as None, and hardly an operator takes it.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        found = python(*args, **kwargs)
        return empty_tensor([]) if found is None else found

    return call


def unused_body(definition: ast.Def) -> ast.Body:
    """A raise, in place of what @unused says not to compile."""
    where = definition.range
    callee = ast.Name(where, "RuntimeError")
    text = ast.String(where, "This Python function is annotated to be ignored and cannot be run")
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
