"""Classes of the user that are no modules: NamedTuples, enums, interfaces, script classes."""

from __future__ import annotations

import builtins
import inspect
import sys
import typing
from abc import ABCMeta
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import SourceRange, error
from minijit.diagnostics.ways import unsupported, way_of_type
from minijit.frontend import flow
from minijit.frontend.compile import coerce, declare
from minijit.frontend.dataclass_source import is_written, made_methods
from minijit.frontend.infer_module import evaluate
from minijit.frontend.python_resolver import PythonResolver, closure_names, is_literal, plain
from minijit.frontend.python_types import (
    is_enum,
    is_left_out_property,
    is_named_tuple,
    type_from_python,
)
from minijit.ir import Function
from minijit.syntax import ast, class_range, class_source, definition_source
from minijit.tensor import Tensor
from minijit.types import FLOAT, INT, STR, TENSOR, ClassType, Constant, TupleType, Type, infer_type

if TYPE_CHECKING:
    from minijit.frontend.module_compiler import PythonCompiler


class ClassCompiler:
    """Makes the types of a user's classes, each once, and compiles their methods on demand."""

    def __init__(self, compiler: PythonCompiler) -> None:
        self.compiler = compiler
        self.types: dict[type, Type] = {}
        self.defaults: dict[str, dict[str, Any]] = {}

    def type_of(self, cls: type, where: SourceRange | None = None) -> Type | None:
        """The type of a class that `where` names; None for one that the language does not know."""
        if cls in self.types:
            return self.types[cls]
        if is_named_tuple(cls):
            return self._named_tuple(cls, where)
        if is_enum(cls):
            return self._enum(cls)
        if getattr(cls, "_torchscript_interface", False):
            return self._interface(cls)
        return self.script_class(cls) if is_script_class(cls) else None

    def _new(self, cls: type, kind: str) -> ClassType:
        made = ClassType(self.compiler.unit.unique(qualified_name(cls)), kind, python_class=cls)
        self.compiler.unit.classes[made.name] = made
        self.types[cls] = made
        return made

    def _named_tuple(self, cls: Any, where: SourceRange | None) -> Type:
        """Errors: MJ2092 a field's type is unknown; MJ2077 two classes of one name; MJ2125."""
        names = vars(sys.modules.get(cls.__module__) or builtins)
        found = getattr(cls, "__annotations__", {})
        hints = {k: evaluate(v, names) for k, v in found.items()}
        types_ = []
        for name in cls._fields:
            kind = type_from_python(hints[name], self.type_of) if name in hints else TENSOR
            if kind is None:
                hint = f" in NamedTuple {cls.__name__}{way_of_type(hints[name])}."
                if isinstance(hints[name], typing.ForwardRef) and where is not None:
                    hint += (
                        " Likely due to partial support for ForwardRef parameters in NamedTuples."
                        f' Issue occurred at File "{where.source.name}", line {where.line}'
                    )
                raise error("MJ2092", where, type=hints[name], hint=hint)
            types_.append(kind)
        name = qualified_name(cls)
        made = TupleType(tuple(types_), name, tuple(cls._fields))
        known = self.compiler.unit.tuples.setdefault(name, made)
        if (known.elems, known.fields) != (made.elems, made.fields):
            raise error("MJ2077", where, name=name)
        self.types[cls] = made
        kinds = dict(zip(cls._fields, types_, strict=True))
        defaults = getattr(cls, "_field_defaults", {})
        for field, value in defaults.items():
            if isinstance(value, Tensor):
                raise error("MJ2125", where, name=field)
        self.defaults[name] = {
            k: coerce(plain(v), kinds[k]) for k, v in defaults.items() if is_literal(v)
        }
        return made

    def _enum(self, cls: Any) -> Type:
        made = self._new(cls, "enum")
        kinds: list[Type] = []
        for member in cls:
            kind = infer_type(member.value)
            if kind not in (INT, FLOAT, STR):
                del self.types[cls]
                raise error(
                    "MJ2043",
                    class_range(cls),
                    name=cls.__name__,
                    type=kind or type(member.value).__name__,
                )
            kinds.append(kind)
            made.constants[member.name] = Constant(kind, member.value)
        if len(set(kinds)) > 1:
            del self.types[cls]
            raise error("MJ2044", class_range(cls), name=cls.__name__)
        return made

    def _interface(self, cls: type) -> ClassType:
        """Only the signatures of its methods count."""
        is_module = any(base.__name__ == "Module" for base in cls.__mro__)
        made = self._new(cls, "module_interface" if is_module else "interface")
        for name, python in vars(cls).items():
            if inspect.isfunction(python):
                resolver = PythonResolver(self.compiler, closure_names(python))
                definition = definition_source(python)
                qualified = f"{made.name}.{name}"
                function, _ = declare(self.compiler.unit, resolver, definition, qualified, made)
                made.methods[name] = function
        return made

    def script_class(self, cls: type) -> ClassType:
        """A script class: its fields are what `__init__` assigns.

        Inherited methods are compiled for it as its own are, on demand. Error MJ2042: it inherits
        from a class that has no source.
        """
        for base in bases_of(cls):
            if not is_script_class(base):
                raise error("MJ2042", what="classes", allowed="'object'", base=base.__name__)
        check_construction(cls)
        made = self._new(cls, "class")
        try:
            for each in [cls, *bases_of(cls)]:
                self._no_control_flow(class_source(each), made)
            for name in self._own_methods(cls):
                self.method(made, name, None)
        except Exception:
            del self.types[cls], self.compiler.unit.classes[made.name]
            raise
        return made

    def _own_methods(self, cls: type) -> list[str]:
        """What is compiled with the class: `__init__` first, property accessors, then the rest."""
        made = made_methods(cls)
        names: list[str] = []
        accessors: list[str] = []
        for name, item in vars(cls).items():
            if isinstance(item, property):
                if is_left_out_property(cls, name, item):
                    continue
                accessors += [f"__{name}_getter"] + [f"__{name}_setter"] * (item.fset is not None)
            elif getattr(item, "_torchscript_modifier", "") == "_drop":
                continue
            elif inspect.isfunction(item) and (not made or is_written(cls, name)):
                names.append(name)
        names += [name for name in made if name not in names]
        return sorted([*accessors, *names], key=lambda n: n != "__init__")

    def _no_control_flow(self, definition: ast.ClassDef, made: ClassType) -> None:
        """Error MJ2074: an attribute is first set within an if or a loop."""
        for method in definition.body:
            if isinstance(method, ast.Def) and method.name == "__init__" and method.parameters:
                known: set[str] = set()
                for stmt in method.body:
                    for target in flow.attributes_set([stmt], method.parameters[0].name):
                        nested = isinstance(stmt, ast.If | ast.For | ast.While | ast.With)
                        if nested and target.name not in known:
                            raise error("MJ2074", target.range, name=target.name, owner=made.name)
                        known.add(target.name)

    def method(
        self, class_type: ClassType, name: str, where: SourceRange | None
    ) -> Function | None:
        """A method of a script class, compiled on demand, or None."""
        cls = class_type.python_class
        if cls is None or class_type.kind != "class":
            return None
        if name in class_type.methods:
            return self.compiler.finished(class_type.methods[name], where)
        definition = made_methods(cls).get(name)
        python = accessor(cls, name) or inspect.getattr_static(cls, name, None)
        if definition is None and not inspect.isfunction(python):
            return None
        initializing = class_type if name == "__init__" else None
        return self.compiler.compile_method(
            class_type, name, python, None, where, initializing, definition
        )

    def static_method(self, cls: Any, name: str, where: SourceRange | None) -> Function | None:
        """A static method, or a class method, whose `cls` is the class at compile time."""
        found = inspect.getattr_static(cls, name, None) if cls is not None else None
        if isinstance(found, staticmethod):
            return self.compiler.function_of(found.__func__, where)
        if isinstance(found, classmethod):
            return self.compiler.class_method(cls, found.__func__, where)
        return None

    def property_of(self, class_type: ClassType, name: str) -> property | None:
        """The property of a script class that compiled code may use."""
        cls = class_type.python_class
        found = inspect.getattr_static(cls, name, None) if cls is not None else None
        if not isinstance(found, property) or is_left_out_property(cls, name, found):
            return None
        return found


def check_construction(cls: type) -> None:
    """Error MJ1002: Python makes or deletes objects of the class in a way that programs do not."""
    found = [f"`{name}` methods of classes" for name in ("__new__", "__del__") if name in vars(cls)]
    if type(cls) not in (type, ABCMeta):
        found.append("metaclasses")
    if found:
        raise unsupported(class_source(cls).range, found[0])


def accessor(cls: Any, name: str) -> Any:
    """The function behind the method names `__x_getter` and `__x_setter` of a property x."""
    for suffix, slot in (("_getter", "fget"), ("_setter", "fset")):
        if name.startswith("__") and name.endswith(suffix):
            found = inspect.getattr_static(cls, name[2 : -len(suffix)], None)
            if isinstance(found, property):
                return getattr(found, slot)
    return None


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


def bases_of(cls: type) -> list[type]:
    """The classes of the user that a class inherits from, the nearest first."""
    return [b for b in cls.__mro__[1:] if b is not object and b.__name__ != "Generic"]


def is_script_class(cls: type) -> bool:
    """Whether a class is the user's own and no module: its code can be compiled."""
    root = cls.__module__.partition(".")[0]
    if root in sys.stdlib_module_names or root in ("minijit", "numpy"):
        return False
    return not any(b.__name__ == "Module" or issubclass(b, BaseException) for b in cls.__mro__)


def no_mutable_default(definition: ast.Def, python: Any) -> None:
    """Error MJ2045: a list or dict as a default, which the calls would share.

    The functions of the library only read theirs.
    """
    if str(getattr(python, "__module__", "")).startswith("minijit."):
        return
    signature = inspect.signature(python).parameters
    for parameter in definition.parameters:
        value = signature[parameter.name].default if parameter.name in signature else None
        if _is_mutable(value):
            kind = infer_type(value) or type(value).__name__
            raise error("MJ2045", parameter.range, type=kind, name=parameter.name)


def _is_mutable(value: Any) -> bool:
    """Whether a value is a list or dict, or a tuple that holds one."""
    return isinstance(value, list | dict) or (
        isinstance(value, tuple) and any(map(_is_mutable, value))
    )
