"""Scripted and traced functions: a Python callable over a compiled one."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import numpy as np

from minijit.archive import make_records, print_function, write_archive
from minijit.diagnostics import error, shown_value
from minijit.dispatch import current_recorder
from minijit.frontend import PythonCompiler
from minijit.frontend.class_compiler import is_script_class
from minijit.frontend.emit_call import check_interface
from minijit.frontend.python_types import is_enum, is_named_tuple
from minijit.interpreter import call
from minijit.interpreter.values import is_instance
from minijit.ir import (
    CompilationUnit,
    ConstantRef,
    Function,
    FunctionArgument,
    Graph,
    ScriptObject,
    Value,
)
from minijit.jit.containers import ScriptDict, ScriptList
from minijit.jit.convert import RecursiveScriptClass, to_python, to_script, with_sets
from minijit.jit.engine import EngineObject, copied, make_object
from minijit.jit.graphs import GraphView
from minijit.jit.schemas import Schema
from minijit.passes import inline_calls
from minijit.schema import inferred_hint, is_inferred
from minijit.serialization.files import PathLike
from minijit.tensor import Tensor
from minijit.tensor.symbolic import plain
from minijit.tracing import Frozen
from minijit.types import (
    BOOL,
    TENSOR,
    ClassType,
    Type,
    UnionType,
    infer_type,
    optional,
)

# What Python has and programs have not.
_FOREIGN = (np.ndarray, np.generic, set, frozenset, range, type, bytes)
# What programs always have, asked for first since it is frequent.
_KNOWN = (bool, int, float, str, complex, type(None), Tensor)
# What lives outside of the programs that it is given to.
_SHARED = (ScriptList, ScriptDict, RecursiveScriptClass)


def bind_arguments(function: Function, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Any]:
    """All arguments in order (without self); RuntimeError says which one does not fit."""
    formals = function.arguments[1:] if function.is_method else function.arguments
    if (
        len(args) == len(formals)
        and not kwargs
        and all(
            formal.type is TENSOR and type(value) is Tensor and value._quantizer is None
            for formal, value in zip(formals, args, strict=True)
        )
    ):
        return list(args)
    name = function.basename
    extra = len(function.arguments) - len(formals)
    if len(args) > len(formals):
        raise error(
            "MJ9017", name=name, count=len(formals) + extra, got=len(args) + extra,
            declaration=declaration(function),
        )  # fmt: skip
    positional = sum(not formal.kwarg_only for formal in formals)
    if len(args) > positional:
        raise error(
            "MJ9045", name=name, count=positional + extra, got=len(args) + extra,
            declaration=declaration(function),
        )  # fmt: skip
    bound: list[Any] = []
    for i, formal in enumerate(formals):
        if i < len(args):
            if formal.name in kwargs:
                raise error("MJ9012", name=name, argument=formal.name, problem="was given twice")
            value = args[i]
        elif formal.name in kwargs:
            value = kwargs[formal.name]
        elif formal.has_default:
            bound.append(default_value(function, formal))
            continue
        else:
            raise error(
                "MJ9015", name=name, argument=formal.name, declaration=declaration(function)
            )
        if formal.size and isinstance(value, int | float):
            value = [value] * formal.size
        value = to_script(value, formal.type, function.unit)
        if not is_instance(value, formal.type) or _is_no_value(value):
            found: object = infer_type(value) or type(value).__name__
            if hasattr(value, "_fields"):
                fields = ", ".join(value._fields)
                found = f"{type(value).__name__} (aka NamedTuple({fields}))"
            if isinstance(formal.type, UnionType):
                raise error(
                    "MJ9043",
                    name=name,
                    wanted=formal.type,
                    found=found,
                    argument=formal.name,
                    position=i,
                )
            if isinstance(found, Type):
                check_interface(found, formal.type, None)
            if isinstance(formal.type, ClassType) and formal.type.kind == "module_interface":
                raise error("MJ2049", interface=formal.type.name, name=found)
            inferred = is_inferred(formal)
            raise error(
                "MJ9013",
                name=name,
                wanted="Tensor (inferred)" if inferred else formal.type,
                hint=_hint(formal, value),
                argument=formal.name,
                position=i + extra,
                found=found,
                value=shown_value(value),
                declaration=declaration(function),
            )
        bound.append(value)
    unknown = [k for k in kwargs if k not in {f.name for f in formals}]
    if unknown:
        raise error("MJ9016", name=name, argument=unknown[0], declaration=declaration(function))
    return bound


def _is_too_large(value: Any) -> bool:
    return type(value) is int and not -(2**63) <= value < 2**63


def _is_no_value(value: Any) -> bool:
    """Whether no program can hold it, be it wanted as Any: of containers all elements are asked."""
    if isinstance(value, list | tuple):
        return any(map(_is_no_value, value))
    if isinstance(value, dict):
        return any(_is_no_value(part) for pair in value.items() for part in pair)
    if isinstance(value, _FOREIGN) or _is_too_large(value):
        return True
    if isinstance(value, _KNOWN) or hasattr(value, "__script_object__"):
        return False
    return infer_type(value) is None


def _hint(formal: FunctionArgument, value: Any) -> str:
    hint = f"\n{inferred_hint(formal)}" if is_inferred(formal) else ""
    if isinstance(value, np.ndarray):
        hint += "\nminijit.from_numpy makes a tensor of a numpy array."
    elif _is_too_large(value):
        hint += "\nThe number does not fit in 64 bits."
    return hint


def declaration(function: Function) -> str:
    """`f(Tensor x, int n=1) -> Tensor`."""
    return str(Schema(function))


def default_value(function: Function, formal: FunctionArgument) -> Any:
    """A default, taken out of the constants where the archive keeps it there."""
    if isinstance(formal.default, ConstantRef):
        return function.unit.constants[formal.default.index]
    default = formal.default
    return list(default) if isinstance(default, list) else default


class ScriptFunction:
    """A compiled function; call it like the Python one."""

    def __init__(self, function: Function, engine: str | None = None) -> None:
        self.__script_function__ = function
        self._wish = engine
        self._object: EngineObject | None = None
        self.__name__ = function.basename
        self.__doc__ = getattr(function.python, "__doc__", None)
        self.trace_report: tuple[Frozen, ...] = ()
        self._graph = GraphView(function.graph, function)

    def __reduce__(self) -> Any:
        raise error("MJ9047")

    @property
    def name(self) -> str:
        """The function's name."""
        return self.__script_function__.basename

    @property
    def qualified_name(self) -> str:
        """The name in archives."""
        return self.__script_function__.name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        function = self.__script_function__
        recorder: Any = current_recorder()
        self._know_classes([*args, *kwargs.values()])
        followed = bind_arguments(function, args, kwargs)
        bound = followed if recorder is None else plain(followed)
        if any(isinstance(a, _SHARED) for a in (*args, *kwargs.values())):
            # What Python shares with the program is changed where it is.
            result = call(function, [copied(a) for a in bound])
        else:
            result = self._object_of_engine().call_function(function, bound)
        result = to_python(result, lambda own: _given(own, [*args, *kwargs.values()]))
        result = with_sets(result, function.return_type)
        if recorder is not None:
            return recorder.record_function(function, followed, result)
        return result

    def _know_classes(self, values: Sequence[Any]) -> None:
        """Where an interface is wanted, the program learns the classes of what is given."""
        function = self.__script_function__
        if not any(_is_interface(a.type) for a in function.arguments):
            return
        known = {cls.python_class for cls in function.unit.classes.values()}
        for cls in {type(v) for v in values} - known:
            if is_script_class(cls) and not is_enum(cls) and not is_named_tuple(cls):
                PythonCompiler(function.unit).class_type(cls)
                self._object = None

    @property
    def engine(self) -> str:
        """What runs the function."""
        return self._object_of_engine().engine

    def _object_of_engine(self) -> EngineObject:
        if self._object is None:
            self._object = make_object(*_caller(self.__script_function__), self._wish)
        return self._object

    @property
    def graph(self) -> GraphView:
        """The IR."""
        return self._graph

    @property
    def inlined_graph(self) -> GraphView:
        """The IR with calls replaced by what they call."""
        return inlined(self.__script_function__)

    def graph_for(self, *args: Any, **kwargs: Any) -> GraphView:
        """What runs for these arguments: the same for all."""
        self(*args, **kwargs)
        return self.inlined_graph

    @property
    def schema(self) -> Schema:
        """The signature."""
        return Schema(self.__script_function__)

    @property
    def code(self) -> str:
        """The text that an archive would hold."""
        return print_function(self.__script_function__)

    def save(self, f: PathLike | BinaryIO, _extra_files: Mapping[str, Any] | None = None) -> None:
        """Save as an archive whose module's `forward` is this function."""
        write_archive(make_records(*placeholder(self.__script_function__), _extra_files), f)

    def save_to_buffer(self, _extra_files: Mapping[str, Any] | None = None) -> bytes:
        """The bytes of the archive."""
        out = io.BytesIO()
        self.save(out, _extra_files)
        return out.getvalue()

    def __repr__(self) -> str:
        return f"<minijit.jit.ScriptFunction object: {self.name}>"


def _given(own: ScriptObject, values: Any) -> Any:
    """The module among arguments that an object is; the object itself where it is none of them."""
    for value in values:
        if isinstance(value, list | tuple | dict):
            found = _given(own, value.values() if isinstance(value, dict) else value)
            if found is not own:
                return found
        elif getattr(value, "__script_object__", None) is own:
            return value
    return own


def inlined(function: Function) -> GraphView:
    """The graph of a function with calls replaced by what they call."""
    graph = function.graph.copy()
    inline_calls(graph, function)
    return GraphView(graph, function)


def placeholder(function: Function) -> tuple[ScriptObject, CompilationUnit]:
    """A module whose `forward` is the function, as PyTorch saves functions."""
    return _placeholder(function, function.graph.copy(), {})


def _caller(function: Function) -> tuple[ScriptObject, CompilationUnit]:
    """A module that reaches the function, which keeps its name."""
    graph = Graph()
    inputs = [graph.block.add_input(a.type, a.name) for a in function.arguments]
    call = graph.block.emit(
        "prim::CallFunction", inputs, [function.return_type], {"name": function.name}
    )
    graph.block.add_output(call.output)
    # Python may give an object of any of them where an interface is wanted.
    classes = [cls for cls in function.unit.classes.values() if cls.kind == "class"]
    takes_any = any(_is_interface(a.type) for a in function.arguments)
    known = {f"class_{i}": optional(cls) for i, cls in enumerate(classes)} if takes_any else {}
    return _placeholder(function, graph, known)


def _is_interface(kind: Type) -> bool:
    return isinstance(kind, ClassType) and kind.is_interface


def _placeholder(
    function: Function, graph: Graph, known: Mapping[str, Type]
) -> tuple[ScriptObject, CompilationUnit]:
    """A module whose `forward` has the graph; its slots for the classes `known` hold nothing."""
    cls = ClassType("__torch__.PlaceholderModule", "module", {"training": BOOL, **known})
    graph.block.inputs.insert(0, Value(cls, None, "self", graph.block))
    arguments = [FunctionArgument("self", cls), *function.arguments]
    forward = Function(
        f"{cls.name}.forward", arguments, function.return_type, function.unit, graph, True, True
    )
    cls.methods["forward"] = forward
    return ScriptObject(cls, {"training": True, **dict.fromkeys(known)}), function.unit
