"""ScriptModule: an nn.Module whose state and methods are those of a compiled object."""

from __future__ import annotations

import copy
import functools
import inspect
import io
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cache
from typing import Any, BinaryIO

from minijit.archive import make_records, print_class, print_function, read_archive, write_archive
from minijit.diagnostics import error
from minijit.dispatch import current_recorder
from minijit.frontend import PythonCompiler, adopt, check_interface, equal_classes, same_class
from minijit.interpreter.values import is_instance
from minijit.ir import CompilationUnit, Function, MissingOperator, ScriptObject
from minijit.jit import convert
from minijit.jit.engine import EngineObject, make_object
from minijit.jit.forms import Attribute
from minijit.jit.functions import bind_arguments, inlined
from minijit.jit.graphs import GraphView
from minijit.jit.schemas import ConstMap, Schema
from minijit.nn.modules.module import Module
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.serialization.files import PathLike
from minijit.tensor import Parameter, Tensor
from minijit.tensor.symbolic import plain
from minijit.tracing import Frozen
from minijit.types import NONE, ClassType, infer_type


def original_name(cls: ClassType) -> str:
    """The class's own name, without package and mangling."""
    return cls.name.rpartition(".")[2]


def to_python(value: Any) -> Any:
    """A value of the program for Python: containers as copies, objects as modules."""
    return convert.to_python(value, wrap)


class _Slots(MutableMapping[str, Any]):
    """Slots of one sort (parameters, buffers, submodules) as the dict that nn.Module expects."""

    def __init__(self, owner: RecursiveScriptModule, names: list[str]) -> None:
        self.owner = owner
        self.names = names

    def __getitem__(self, name: str) -> Any:
        if name not in self.names:
            raise KeyError(name)
        return self.owner._read(name)

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self.names:
            raise RuntimeError(f"Cannot add new attribute '{name}' to a ScriptModule")
        self.owner._write(name, value)

    def __delitem__(self, name: str) -> None:
        raise RuntimeError(f"Cannot delete attribute '{name}' of a ScriptModule")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def bind_callback(method: Any, module: Module) -> Callable[..., Any]:
    """A method left to Python, for calls from a program: its self is the compiled module."""

    def call(own: ScriptObject | EngineObject, *args: Any, **kwargs: Any) -> Any:
        if isinstance(own, ScriptObject):
            made = wrap(own, engine="reference")
        else:
            made = over(own, _unit_of(own.class_type))
        return method(made, *args, **kwargs)

    return call


def new_compiler(unit: CompilationUnit) -> PythonCompiler:
    """A compiler of users' Python into a unit."""
    return PythonCompiler(unit, bind_callback)


class _ScriptMeta(type):
    """Compiles an instance of a user's ScriptModule when its `__init__` is over."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        made = super().__call__(*args, **kwargs)
        if isinstance(made, RecursiveScriptModule) or type(made) is not cls or cls is ScriptModule:
            return made
        texts = made.__dict__.pop("_definitions", [])
        compiler = new_compiler(CompilationUnit(OPSET_VERSION_MAX))
        compiler.texts[id(made)] = texts
        own = compiler.script_module(made)
        for at, (text, names) in enumerate(texts):
            compiler.texts[id(made)] = texts[:at]
            compiler.define_methods(own, made, text, names)
        made.__class__ = _compiled_class(cls, tuple(own.class_type.methods))
        made.__dict__.clear()
        RecursiveScriptModule.__init__(made, make_object(own, compiler.unit, None), compiler.unit)
        return made


class ScriptModule(Module, metaclass=_ScriptMeta):
    """Base of scripted, traced and loaded modules.

    A user's class over it compiles its `script_method`s and definitions after `__init__`.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Attribute):
            cls = type(self)
            cls.__annotations__ = {**vars(cls).get("__annotations__", {}), name: value.type}
            value = value.value
        super().__setattr__(name, value)

    def define(self, src: str) -> None:
        """Compile methods from text when `__init__` is over."""
        frame = sys._getframe(1)
        names = {**frame.f_globals, **frame.f_locals}
        self.__dict__.setdefault("_definitions", []).append((textwrap.dedent(src), names))


@cache
def _compiled_class(cls: type, methods: tuple[str, ...]) -> type:
    """A user's class whose methods are the compiled ones."""
    namespace: dict[str, Any] = {
        name: property(functools.partial(RecursiveScriptModule.get_method, name=name))
        for name in methods
    }
    namespace |= {"_child_sort": RecursiveScriptModule, "__module__": cls.__module__}
    return type(cls.__name__, (cls, RecursiveScriptModule), namespace)


class _Hook:
    """A compiled hook of a module, called as Python calls hooks."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, module: RecursiveScriptModule, *args: Any) -> Any:
        return module.get_method(self.name)(*args)


_CONTAINERS = ("Sequential", "ModuleList", "ModuleDict")


class CompiledType:
    """The class of a compiled module; two are equal if slots, code and submodules are."""

    def __init__(self, of: ClassType) -> None:
        self._of = of

    def qualified_name(self) -> str:
        """The name of the class in an archive: `__torch__.` and so on."""
        return self._of.name

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CompiledType) or not equal_classes(self._of, other._of):
            return False
        kinds = zip(self._of.attributes.values(), other._of.attributes.values(), strict=True)
        return all(
            CompiledType(a) == CompiledType(b)
            for a, b in kinds
            if isinstance(a, ClassType) and isinstance(b, ClassType) and a.is_module
        )

    def __hash__(self) -> int:
        return hash(tuple(self._of.attributes))

    def __str__(self) -> str:
        return self._of.name


class CompiledObject:
    """What PyTorch calls `module._c`: a compiled module without nn.Module's methods."""

    def __init__(self, owner: RecursiveScriptModule) -> None:
        self._owner = owner

    def getattr(self, name: str) -> Any:
        """An attribute's value."""
        return getattr(self._owner, name)

    def setattr(self, name: str, value: Any) -> None:
        """Give an attribute another value."""
        setattr(self._owner, name, value)

    def hasattr(self, name: str) -> bool:
        """Whether there is such an attribute."""
        return name in self._owner._class.attributes

    def __getattr__(self, name: str) -> Any:
        inherited = hasattr(Module, name) and name not in self._owner._class.methods
        if not self.hasattr(name) and (inherited or not hasattr(self._owner, name)):
            text = f"{self._owner._class.name} (compiled) does not have a field with name '{name}'"
            raise AttributeError(text)
        value = self._owner._read(name) if self.hasattr(name) else getattr(self._owner, name)
        return value._c if isinstance(value, RecursiveScriptModule) else value

    @property
    def qualified_name(self) -> str:
        """The name of the class in an archive: `__torch__.` and so on."""
        return self._owner._class.name

    def _type(self) -> CompiledType:
        return CompiledType(self._owner._class)

    def _get_method(self, name: str) -> Any:
        return self._owner.compiled(name)

    def _has_method(self, name: str) -> bool:
        return name in self._owner._class.methods

    def _method_names(self) -> list[str]:
        return list(self._owner._class.methods)

    def __str__(self) -> str:
        return f"ScriptObject <{self._owner._class.name}>"


class RecursiveScriptModule(ScriptModule):
    """A compiled module: an nn.Module over an object of an engine, "reference" or "native"."""

    _object: EngineObject
    _unit: CompilationUnit
    _children: dict[str, RecursiveScriptModule]
    _child_sort: type[RecursiveScriptModule] | None = None

    def __init__(self, made: EngineObject, unit: CompilationUnit) -> None:
        super().__init__()
        set_attribute = object.__setattr__
        set_attribute(self, "_object", made)
        set_attribute(self, "_unit", unit)
        cls = made.class_type
        submodules = [
            name
            for name, kind in cls.attributes.items()
            if isinstance(kind, ClassType) and (kind.is_module or kind.is_interface)
        ]
        del self.__dict__["training"]
        for name, method in cls.left_to_python.items():
            self.__dict__[name] = method.__get__(self)
        set_attribute(self, "_children", {})
        set_attribute(self, "_parameters", _Slots(self, list(cls.parameters)))
        set_attribute(self, "_buffers", _Slots(self, list(cls.buffers)))
        for hooks, names in (
            (self._forward_pre_hooks, cls.forward_pre_hooks),
            (self._forward_hooks, cls.forward_hooks),
        ):
            hooks.update({at: _Hook(name) for at, name in enumerate(names)})
        set_attribute(self, "_modules", _Slots(self, submodules))

    # state

    @property
    def engine(self) -> str:
        """What runs the methods."""
        return str(self._object.engine)

    @property
    def __script_object__(self) -> ScriptObject:
        return self._object.script_object()

    @property
    def _class(self) -> ClassType:
        return self._object.class_type

    def _read(self, name: str) -> Any:
        value = self._object.get_attr(name)
        if hasattr(value, "call_method"):
            child = self._children.get(name)
            if child is None or child._object.key != value.key:
                sort = self._child_sort or type(self)
                child = self._children[name] = sort(value, self._unit)
            return child
        if (
            isinstance(value, Tensor)
            and name in self._class.parameters
            and not isinstance(value, Parameter)
        ):
            # In place: a tensor that two modules share stays one object.
            value.__class__ = Parameter
        return to_python(value)

    def _write(self, name: str, value: Any) -> None:
        kind = self._class.attributes[name]
        if isinstance(kind, ClassType) and (kind.is_module or kind.is_interface):
            self._replace_module(name, kind, value)
            return
        given = convert.to_script(value, kind, self._unit)
        if not is_instance(given, kind):
            found = infer_type(given) or type(value).__name__
            raise error("MJ9042", name=name, expected=kind, found=found)
        self._object.set_attr(name, given)

    def __getattr__(self, name: str) -> Any:
        made = self.__dict__.get("_object")
        if made is not None:
            cls = made.class_type
            if name in cls.attributes:
                return self._read(name)
            if name in cls.methods:
                return ScriptMethod(self, cls.methods[name])
            if name in cls.constants:
                return cls.constants[name].value
            if f"__{name}_getter" in cls.methods:
                return self.get_method(f"__{name}_getter")()
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        cls = self.__dict__["_object"].class_type if "_object" in self.__dict__ else None
        if cls is not None and name in cls.attributes:
            self._write(name, value)
        elif cls is not None and name in cls.constants:
            raise error("MJ9021", name=name, value=cls.constants[name].value)
        else:
            object.__setattr__(self, name, value)

    @property
    def _c(self) -> CompiledObject:
        return CompiledObject(self)

    @_c.setter
    def _c(self, other: CompiledObject) -> None:
        # The idiom `m._c = torch._C._freeze_module(m._c)`: this module is that one from now on.
        RecursiveScriptModule.__init__(self, other._owner._object, other._owner._unit)

    @property
    def original_name(self) -> str:
        """The name of the class that was scripted."""
        return original_name(self._class)

    def register_forward_hook(self, *args: Any, **kwargs: Any) -> Any:
        raise error("MJ9019", name="register_forward_hook")

    def register_forward_pre_hook(self, *args: Any, **kwargs: Any) -> Any:
        raise error("MJ9019", name="register_forward_pre_hook")

    def train(self, mode: bool = True) -> Any:
        if "training" in self._class.attributes:
            self._object.set_attr("training", mode)
        for child in self.children():
            child.train(mode)
        return self

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        if "_save_to_state_dict" in self._class.methods:
            self.compiled("_save_to_state_dict")(destination, prefix, keep_vars)
        else:
            super()._save_to_state_dict(destination, prefix, keep_vars)

    def _load_from_state_dict(self, state_dict: Any, *args: Any) -> None:
        if "_load_from_state_dict" in self._class.methods:
            self.compiled("_load_from_state_dict")(state_dict, *args)
        else:
            super()._load_from_state_dict(state_dict, *args)

    def _replace_module(self, name: str, kind: ClassType, value: Any) -> None:
        """Another compiled module in place of a submodule. Errors: MJ8005, MJ9042, MJ2047."""
        own = getattr(value, "__script_object__", None)
        if not isinstance(own, ScriptObject):
            raise error("MJ8005", name=name, found=type(value).__name__)
        found = own.class_type
        check_interface(found, kind, None)
        if not kind.is_interface and found is not kind and not same_class(found, kind):
            raise error("MJ9042", name=name, expected=f"{kind} ()", found=f"{found} ()")
        whole = self.__script_object__
        adopt(self._unit, value._unit)
        whole.slots[name] = own if kind.is_interface else _of_class(own, kind)
        object.__setattr__(self, "_object", make_object(whole, self._unit, self.engine))
        self._children.clear()

    # running

    @property
    def forward(self) -> Any:
        """The method that a call runs: a ScriptMethod, or Python's own where it is ignored."""
        return self.get_method("forward")

    def get_method(self, name: str) -> Any:
        """A method by name: a ScriptMethod, or Python's own where it is left to Python."""
        return self.__dict__[name] if name in self._class.left_to_python else self.compiled(name)

    def compiled(self, name: str) -> ScriptMethod:
        """A method of the program by name."""
        methods = self._class.methods
        if name not in methods:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return ScriptMethod(self, methods[name])

    def define(self, src: str) -> None:
        """Compile methods from text; it may use what is seen where this is called."""
        frame = sys._getframe(1)
        own = self.__script_object__
        compiler = new_compiler(self._unit)
        compiler.define_methods(
            own, None, textwrap.dedent(src), {**frame.f_globals, **frame.f_locals}
        )
        object.__setattr__(self, "_object", make_object(own, self._unit, self.engine))
        self._children.clear()

    def __len__(self) -> int:
        if "__len__" in self._class.methods:
            return int(self.get_method("__len__")())
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        names = list(self._modules)
        numbered = names and names == [str(n) for n in range(len(names))]
        if self.original_name not in _CONTAINERS and not numbered:
            raise TypeError(f"'{self.original_name}' object is not iterable")
        return iter(names if self.original_name == "ModuleDict" else self._modules.values())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, int):
            return list(self._modules.values())[index]
        return self._modules[index]

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    # the program

    @property
    def graph(self) -> GraphView:
        """The IR of `forward`."""
        return self.compiled("forward").graph

    @property
    def inlined_graph(self) -> GraphView:
        """The IR of `forward` with calls replaced by what they call."""
        return self.compiled("forward").inlined_graph

    @property
    def code(self) -> str:
        """The text of `forward`."""
        return self.compiled("forward").code

    @property
    def code_with_constants(self) -> tuple[str, ConstMap]:
        """The text of `forward` and the constants that it names."""
        constants = ConstMap((f"c{i}", c) for i, c in enumerate(self._unit.constants))
        return self.code, constants

    def graph_for(self, *args: Any, **kwargs: Any) -> GraphView:
        """What `forward` runs for these arguments: the same for all."""
        return self.compiled("forward").graph_for(*args, **kwargs)

    def class_code(self) -> str:
        """The text of the whole class."""
        return print_class(self._class)

    def missing_operators(self) -> list[MissingOperator]:
        """Operators of the program that minijit lacks: name, why, and where they stand."""
        return list(self._unit.missing.values())

    # files

    def save(self, f: PathLike | BinaryIO, _extra_files: Mapping[str, Any] | None = None) -> None:
        """Save as an archive that `torch.jit.load` opens."""
        write_archive(make_records(self.__script_object__, self._unit, _extra_files), f)

    def save_to_buffer(self, _extra_files: Mapping[str, Any] | None = None) -> bytes:
        """The bytes of the archive."""
        out = io.BytesIO()
        self.save(out, _extra_files)
        return out.getvalue()

    def _save_for_lite_interpreter(
        self,
        f: PathLike | BinaryIO,
        _extra_files: Mapping[str, Any] | None = None,
        _save_mobile_debug_info: bool = False,
        _use_flatbuffer: bool = False,
    ) -> None:
        """As `save`: minijit's runtime reads the archive, PyTorch's lite interpreter does not.

        Error MJ9031: it is to be a flatbuffer.
        """
        del _save_mobile_debug_info
        if _use_flatbuffer:
            raise error("MJ9031", name="_use_flatbuffer=True")
        self.save(f, _extra_files)

    def _save_to_buffer_for_lite_interpreter(
        self, _extra_files: Mapping[str, Any] | None = None, **options: bool
    ) -> bytes:
        """The bytes of that archive."""
        out = io.BytesIO()
        self._save_for_lite_interpreter(out, _extra_files, **options)
        return out.getvalue()

    def copy(self) -> RecursiveScriptModule:
        """A module of the same class on the same tensors."""
        return wrap(_copied(self.__script_object__, {}), self._unit, self.engine, type(self))

    def __copy__(self) -> RecursiveScriptModule:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> RecursiveScriptModule:
        return wrap(_deep_copied(self.__script_object__, memo), self._unit, self.engine, type(self))

    def __reduce__(self) -> Any:
        return (_from_bytes, (self.save_to_buffer(),))

    # text

    def _get_name(self) -> str:
        return "RecursiveScriptModule"

    def extra_repr(self) -> str:
        return f"original_name={self.original_name}"

    def __dir__(self) -> list[str]:
        cls = self._class
        return sorted({*object.__dir__(self), *cls.attributes, *cls.methods, *cls.constants})


class TracedModule(RecursiveScriptModule):
    """A submodule of what `trace` made; it prints with the name of the class that was traced."""

    def _get_name(self) -> str:
        return self.original_name

    def __getattr__(self, name: str) -> Any:
        # As in PyTorch, only tensors, submodules and methods are seen.
        made = self.__dict__.get("_object")
        cls = None if made is None else made.class_type
        if cls is not None and (name in cls.constants or cls.attributes.get(name) == NONE):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return super().__getattr__(name)


class TopLevelTracedModule(TracedModule):
    """A module made by `trace`. `trace_report` tells what the trace froze."""

    trace_report: tuple[Frozen, ...] = ()
    _child_sort = TracedModule


@cache
def _written_doc(cls: type, name: str) -> str | None:
    """The text of the Python method that a compiled one was made from."""
    written = (vars(base).get(name) for base in cls.__mro__)
    return next((f.__doc__ for f in written if inspect.isfunction(f)), None)


class ScriptMethod:
    """A method bound to its module."""

    def __init__(self, owner: RecursiveScriptModule, function: Function) -> None:
        self.owner = owner
        self.function = function
        self.__name__ = function.basename
        self.__doc__ = _written_doc(type(owner), self.__name__)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        recorder: Any = current_recorder()
        followed = bind_arguments(self.function, args, kwargs)
        bound = followed if recorder is None else plain(followed)
        result = to_python(self.owner._object.call_method(self.__name__, bound))
        result = convert.with_sets(result, self.function.return_type)
        if recorder is not None:
            return recorder.record_method(self.owner, self.function, followed, result)
        return result

    @property
    def name(self) -> str:
        """The method's name."""
        return self.__name__

    @property
    def schema(self) -> Schema:
        """The signature, self first."""
        return Schema(self.function)

    @property
    def graph(self) -> GraphView:
        """The IR."""
        return GraphView(self.function.graph, self.function)

    @property
    def inlined_graph(self) -> GraphView:
        """The IR with calls replaced by what they call."""
        return inlined(self.function)

    def graph_for(self, *args: Any, **kwargs: Any) -> GraphView:
        """What runs for these arguments: the same for all."""
        self(*args, **kwargs)
        return self.inlined_graph

    @property
    def code(self) -> str:
        """The text, with a plain `self`."""
        owner = self.owner._class
        return print_function(self.function).replace(f"self: {owner}", "self", 1)


def wrap(
    own: ScriptObject,
    unit: CompilationUnit | None = None,
    engine: str | None = None,
    sort: type[RecursiveScriptModule] = RecursiveScriptModule,
    *,
    copy_constants: bool = False,
) -> RecursiveScriptModule:
    """The Python module of a compiled object."""
    unit = unit or _unit_of(own.class_type)
    made = make_object(own, unit, engine, copy_constants=copy_constants)
    return over(made, unit, sort)


def over(
    own: EngineObject,
    unit: CompilationUnit,
    sort: type[RecursiveScriptModule] = RecursiveScriptModule,
) -> RecursiveScriptModule:
    """The Python module of an object of an engine."""
    made = sort.__new__(sort)
    RecursiveScriptModule.__init__(made, own, unit)
    return made


def _unit_of(cls: ClassType) -> CompilationUnit:
    methods = list(cls.methods.values())
    return methods[0].unit if methods else CompilationUnit(OPSET_VERSION_MAX)


def _of_class(own: ScriptObject, cls: ClassType) -> ScriptObject:
    """The object, or one of `cls` with its slots where a class like `cls` was compiled apart."""
    if own.class_type is cls:
        return own
    slots = {
        name: _of_class(own.slots[name], kind)
        if isinstance(kind, ClassType) and kind.is_module and not kind.is_interface
        else own.slots[name]
        for name, kind in cls.attributes.items()
    }
    return ScriptObject(cls, slots)


def _copied(own: ScriptObject, memo: dict[int, ScriptObject]) -> ScriptObject:
    if id(own) not in memo:
        made = memo[id(own)] = ScriptObject(own.class_type)
        for name, value in own.slots.items():
            made.slots[name] = _copied(value, memo) if isinstance(value, ScriptObject) else value
    return memo[id(own)]


def _deep_copied(own: ScriptObject, memo: dict[int, Any]) -> ScriptObject:
    if id(own) not in memo:
        made = memo[id(own)] = ScriptObject(own.class_type)
        for name, value in own.slots.items():
            is_object = isinstance(value, ScriptObject)
            made.slots[name] = (
                _deep_copied(value, memo) if is_object else copy.deepcopy(value, memo)
            )
    found: ScriptObject = memo[id(own)]
    return found


def _unique_state_dict(module: Module, keep_vars: bool = False) -> dict[str, Any]:
    """The state of a module, each tensor under its first name only."""
    found: dict[str, Any] = {}
    seen: set[int] = set()
    for name, value in module.state_dict(keep_vars=True).items():
        if id(value) not in seen:
            seen.add(id(value))
            found[name] = value if keep_vars else value.detach()
    return found


def export_opnames(m: RecursiveScriptModule) -> list[str]:
    """The names of the operators that a compiled module may run, with their overloads, sorted."""
    graphs = (function.graph for function in m._unit.all_functions())
    schemas = (node.schema for graph in graphs for node in graph.walk())
    return sorted({schema.qualified for schema in schemas if schema is not None})


def _from_bytes(data: bytes) -> RecursiveScriptModule:
    program = read_archive(io.BytesIO(data))
    return wrap(program.root, program.unit)
