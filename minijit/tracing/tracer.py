"""The recorder of a trace."""

from __future__ import annotations

import inspect
import linecache
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from minijit.diagnostics import Source, SourceRange, error
from minijit.dispatch import set_recorder
from minijit.frontend import PythonCompiler, qualified_name
from minijit.ir import CompilationUnit, Function, FunctionArgument, Graph, Node, ScriptObject, Value
from minijit.nn.modules.module import Module
from minijit.nn.modules.module import _scopes as module_scopes
from minijit.schema import FunctionSchema, resolve
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.tensor import DType, Tensor, device
from minijit.tracing.outline import Path, Span, outline, own_classes
from minijit.tracing.sizes import TracedInt, TracedSize
from minijit.types import (
    INT,
    NONE,
    TENSOR,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    infer_type,
)


class TracerWarning(Warning):
    """A trace froze a Python value that may differ for other inputs."""


# Where Python looks into a tensor, and what it makes of it.
CONVERSIONS = {
    "__bool__": "Python boolean", "__int__": "Python integer", "__float__": "Python float",
    "__index__": "Python index", "item": "Python number", "tolist": "Python list",
    "numpy": "NumPy array",
}  # fmt: skip
LOOKS = {
    "__len__": "Using len to get tensor shape", "__iter__": "Iterating over a tensor",
}  # fmt: skip
CONSEQUENCE = (
    "might cause the trace to be incorrect. We can't record the data flow of Python values, so "
    "this value will be treated as a constant in the future. This means that the trace might not "
    "generalize to other inputs!"
)


class Tracer:
    """Turns the operators that run into nodes of a graph."""

    def __init__(self, unit: CompilationUnit, graph: Graph) -> None:
        self.unit = unit
        self.graph = graph
        self.block = graph.block
        self.values: dict[int, Value] = {}
        self.alive: list[Any] = []
        self.owners: dict[int, tuple[Value, tuple[str, ...]]] = {}
        self.attributes: dict[tuple[int, str], Value] = {}
        self.objects: dict[int, Value] = {}
        self.modules: dict[int, tuple[ScriptObject, Path]] = {}
        self.spans: list[Span] = []

    # modules

    def call_module(
        self, module: Module, args: tuple[Any, ...], kwargs: dict[str, Any], run: Any
    ) -> Any:
        """A call of a submodule: what it records will be a method of its own."""
        own, path = self.modules.get(id(module), (None, ()))
        if own is None or not path:
            return run(args, kwargs)
        span = Span(own, path, self.marker(), self.argument_names(module, args, kwargs))
        result = run(args, kwargs)
        span.end = self.marker()
        self.spans.append(span)
        return result

    def marker(self) -> Node:
        return self.block.emit("minijit::scope", range=where())

    def argument_names(
        self, module: Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> dict[Value, str]:
        named = dict(zip(_names(module.forward, len(args)), args, strict=True)) | kwargs
        found: dict[Value, str] = {}
        for name, given in named.items():
            value = given.value if isinstance(given, TracedInt) else self.values.get(id(given))
            if value is not None:
                found.setdefault(value, name)
        return found

    # numbers

    def number(self, kind: str, result: int, *inputs: int) -> TracedInt:
        """Record an operator on numbers."""
        values = [self.value(n, INT) for n in inputs]
        schema = resolve(kind, [INT] * len(values), {}).schema
        node = self.block.emit(kind, values, [INT], None, schema, range=where())
        return TracedInt.make(result, self, node.output)

    def size(self, tensor: Tensor, dim: int) -> int:
        """`tensor.size(dim)` as a number that is followed."""
        if id(tensor) not in self.values:
            return int(tensor._sizes[dim])
        values = [self.tensor(tensor), self.constant(dim, INT)]
        schema = resolve("aten::size", [TENSOR, INT], {}).schema
        node = self.block.emit("aten::size", values, [INT], None, schema, range=where())
        return TracedInt.make(int(tensor._sizes[dim]), self, node.output)

    # values

    def know(self, tensor: Tensor, value: Value) -> None:
        self.values[id(tensor)] = value
        self.alive.append(tensor)

    def know_module(self, own: ScriptObject, root: Value, path: tuple[str, ...] = ()) -> None:
        """Remember where parameters, buffers and submodules are."""
        self.alive.append(own)
        for name, slot in own.slots.items():
            if isinstance(slot, Tensor):
                self.owners.setdefault(id(slot), (root, (*path, name)))
                self.alive.append(slot)
            elif isinstance(slot, ScriptObject) and slot.class_type.is_module:
                self.know_module(slot, root, (*path, name))

    def attribute(self, owner: Value, path: Sequence[str]) -> Value:
        """`owner.a.b`, read once."""
        value = owner
        for name in path:
            key = (id(value), name)
            if key not in self.attributes:
                assert isinstance(value.type, ClassType)
                kind = value.type.attributes[name]
                node = self.block.emit(
                    "prim::GetAttr", [value], [kind], {"name": name}, range=where()
                )
                node.output.name = name
                self.attributes[key] = node.output
            value = self.attributes[key]
        return value

    def constant(self, value: Any, kind: Type) -> Value:
        node = self.block.emit("prim::Constant", [], [kind], {"value": value}, range=where())
        return node.output

    def tensor(self, tensor: Tensor) -> Value:
        if id(tensor) in self.values:
            return self.values[id(tensor)]
        if id(tensor) in self.owners:
            return self.attribute(*self.owners[id(tensor)])
        self.unit.constants.append(tensor.data)
        index = len(self.unit.constants) - 1
        node = self.block.emit("prim::ConstantRef", [], [TENSOR], {"index": index}, range=where())
        self.know(tensor, node.output)
        return node.output

    def value(self, given: Any, kind: Type) -> Value:
        """The IR value of a Python value."""
        if isinstance(given, Tensor):
            return self.tensor(given)
        if isinstance(given, TracedInt):
            return given.value if given.tracer is self else self.constant(int(given), INT)
        if given is None:
            return self.constant(None, NONE)
        if isinstance(given, list | tuple):
            plain = kind.elem if isinstance(kind, OptionalType) else kind
            if isinstance(given, tuple) and not isinstance(plain, ListType):
                items = [self.value(v, infer_type(v) or TENSOR) for v in given]
                types = tuple(v.type for v in items)
                return self.block.emit(
                    "prim::TupleConstruct", items, [TupleType(types)], range=where()
                ).output
            elem = plain.elem if isinstance(plain, ListType) else TENSOR
            items = [self.value(v, elem) for v in given]
            if not isinstance(plain, ListType) and items:
                elem = items[0].type
            return self.block.emit(
                "prim::ListConstruct", items, [ListType(elem)], range=where()
            ).output
        if isinstance(given, dict):
            items = []
            for key, item in given.items():
                items += [self.value(key, infer_type(key) or TENSOR), self.value(item, TENSOR)]
            made = DictType(items[0].type, items[1].type)
            return self.block.emit("prim::DictConstruct", items, [made], range=where()).output
        if isinstance(given, DType):
            given = given.enum
        found = infer_type(given)
        if found is None and not isinstance(given, device):
            raise error("MJ7001", kind=type(given).__name__)
        return self.constant(given, found or kind)

    def results(self, values: Sequence[Value], result: Any) -> None:
        """Remember which values the results of an operator are."""
        items = [result] if len(values) == 1 else list(result)
        for value, item in zip(values, items, strict=True):
            if isinstance(item, Tensor):
                self.know(item, value)
            elif isinstance(item, list | tuple) and item and isinstance(item[0], Tensor):
                node = self.block.emit(
                    "prim::ListUnpack", [value], [TENSOR] * len(item), range=where()
                )
                for out, inner in zip(node.outputs, item, strict=True):
                    self.know(inner, out)

    # what dispatch and scripted code report

    def __call__(self, schema: FunctionSchema, args: list[Any], result: Any) -> None:
        if not any("Tensor" in text for text in schema.return_texts):
            return
        # In-place results are the argument itself, whose old value the node reads.
        inputs = [self.value(a, f.type) for a, f in zip(args, schema.arguments, strict=True)]
        node = self.block.emit(
            schema.kind, inputs, list(schema.returns), None, schema, range=where()
        )
        self.results(node.outputs, result)

    def record_function(self, function: Function, args: list[Any], result: Any) -> None:
        """A scripted function was called: its control flow is kept."""
        inputs = [self.value(a, f.type) for a, f in zip(args, function.arguments, strict=True)]
        self.unit.functions.setdefault(function.name, function)
        node = self.block.emit(
            "prim::CallFunction", inputs, [function.return_type], {"name": function.name},
            range=where(),
        )  # fmt: skip
        self.result_of_call(node.output, result)

    def record_method(self, owner: Any, function: Function, args: list[Any], result: Any) -> None:
        """A method of a scripted module was called."""
        target = self.objects.get(id(owner.__script_object__))
        if target is None:
            raise error("MJ7002", name=function.name)
        inputs = [target]
        inputs += [self.value(a, f.type) for a, f in zip(args, function.arguments[1:], strict=True)]
        node = self.block.emit(
            "prim::CallMethod", inputs, [function.return_type], {"name": function.basename},
            range=where(),
        )  # fmt: skip
        self.result_of_call(node.output, result)

    def result_of_call(self, value: Value, result: Any) -> None:
        if isinstance(result, Tensor):
            self.know(result, value)
        elif isinstance(result, tuple):
            assert isinstance(value.type, TupleType)
            node = self.block.emit(
                "prim::TupleUnpack", [value], list(value.type.elems), range=where()
            )
            for out, item in zip(node.outputs, result, strict=True):
                self.result_of_call(out, item)
        elif isinstance(result, list) and result and isinstance(result[0], Tensor):
            self.results([value], result)


def where() -> SourceRange | None:
    """The innermost line outside minijit."""
    frame = inspect.currentframe()
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if not name.startswith("minijit"):
            return _source_line(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return None


def _source_line(filename: str, number: int) -> SourceRange | None:
    text = linecache.getline(filename, number)
    if not text:
        return None
    stripped = text.strip()
    start = text.index(stripped) if stripped else 0
    return SourceRange(Source(filename, text, number), start, start + len(stripped))


@contextmanager
def _watching(tracer: Tracer) -> Iterator[None]:
    """Record operators and sizes, and warn where Python looks into a tensor."""
    replaced = {
        n: _warned(n, f"Converting a tensor to a {m} {CONSEQUENCE}") for n, m in CONVERSIONS.items()
    }
    replaced |= {name: _warned(name, f"{what} {CONSEQUENCE}") for name, what in LOOKS.items()}
    replaced |= _followed(tracer)
    saved = {name: getattr(Tensor, name) for name in replaced}
    for name, method in replaced.items():
        setattr(Tensor, name, method)
    set_recorder(tracer)
    module_scopes.append(tracer.call_module)
    try:
        yield
    finally:
        module_scopes.pop()
        set_recorder(None)
        for name, original in saved.items():
            setattr(Tensor, name, original)


def _warned(name: str, sentence: str) -> Any:
    original = getattr(Tensor, name)

    def conversion(self: Tensor, *args: Any, **kwargs: Any) -> Any:
        if not _caller().startswith("minijit"):
            warnings.warn(sentence, TracerWarning, stacklevel=2)
        return original(self, *args, **kwargs)

    return conversion


def _followed(tracer: Tracer) -> dict[str, Any]:
    """`size`, `shape` and `numel` as numbers of the graph, where a model asks for them."""
    size, shape, numel = Tensor.size, Tensor.shape, Tensor.numel

    def traced_sizes(self: Tensor) -> TracedSize:
        return TracedSize.make(tracer.size(self, dim) for dim in range(len(self._sizes)))

    def get_size(self: Tensor, dim: int | None = None) -> Any:
        if not _is_model(_caller()):
            return size(self, dim)
        if dim is None:
            return traced_sizes(self)
        size(self, dim)
        return tracer.size(self, dim)

    def get_shape(self: Tensor) -> Any:
        return traced_sizes(self) if _is_model(_caller()) else shape.__get__(self)

    def get_numel(self: Tensor) -> int:
        return traced_sizes(self).numel() if _is_model(_caller()) else numel(self)

    return {"size": get_size, "shape": property(get_shape), "numel": get_numel}


def _caller() -> str:
    """The module that called the method of Tensor in which this is asked."""
    return str(sys._getframe(2).f_globals.get("__name__", ""))


def _is_model(name: str) -> bool:
    return not name.startswith("minijit") or name.startswith("minijit.nn")


def _names(python: Any, count: int) -> list[str]:
    try:
        names = [
            p.name
            for p in inspect.signature(python).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
    except (TypeError, ValueError):
        names = []
    return [names[i] if i < len(names) else f"argument_{i + 1}" for i in range(count)]


def _input_type(value: Any) -> Type:
    if isinstance(value, Tensor):
        return TENSOR
    if isinstance(value, tuple):
        return TupleType(tuple(_input_type(v) for v in value))
    if isinstance(value, list) and value:
        return ListType(_input_type(value[0]))
    if isinstance(value, dict) and value:
        key, item = next(iter(value.items()))
        return DictType(infer_type(key) or TENSOR, _input_type(item))
    found = infer_type(value)
    if found is None:
        raise error("MJ7001", kind=type(value).__name__)
    return found


def _bind_input(tracer: Tracer, given: Any, value: Value) -> Any:
    """A fresh alias for each input tensor, so that nothing else has its identity."""
    if isinstance(given, Tensor):
        alias = given.data
        tracer.know(alias, value)
        return alias
    if isinstance(given, tuple):
        assert isinstance(value.type, TupleType)
        node = tracer.block.emit("prim::TupleUnpack", [value], list(value.type.elems))
        return tuple(_bind_input(tracer, g, v) for g, v in zip(given, node.outputs, strict=True))
    if isinstance(given, list):
        assert isinstance(value.type, ListType)
        node = tracer.block.emit("prim::ListUnpack", [value], [value.type.elem] * len(given))
        return [_bind_input(tracer, g, v) for g, v in zip(given, node.outputs, strict=True)]
    if isinstance(given, dict):
        made = {}
        assert isinstance(value.type, DictType)
        for key, item in given.items():
            name = tracer.constant(key, value.type.key)
            match = resolve("aten::__getitem__", [value.type, value.type.key], {})
            node = tracer.block.emit(
                "aten::__getitem__", [value, name], [value.type.value], None, match.schema
            )
            made[key] = _bind_input(tracer, item, node.output)
        return made
    return given


def _record(tracer: Tracer, function: Function, python: Any, inputs: Sequence[Any]) -> None:
    bound = [
        _bind_input(tracer, given, tracer.graph.inputs[-len(inputs) + i])
        for i, given in enumerate(inputs)
    ]
    with _watching(tracer):
        result = python(*bound)
    output = tracer.value(result, TENSOR)
    tracer.block.add_output(output)
    outline(tracer.graph, tracer.spans, tracer.unit)
    function.return_type = output.type
    function.defined = True


def _declare(
    name: str, unit: CompilationUnit, python: Any, inputs: Sequence[Any], owner: ClassType | None
) -> Function:
    arguments = [] if owner is None else [FunctionArgument("self", owner)]
    for parameter, value in zip(_names(python, len(inputs)), inputs, strict=True):
        arguments.append(FunctionArgument(parameter, _input_type(value)))
    function = Function(name, arguments, TENSOR, unit, is_method=owner is not None)
    for argument in arguments:
        function.graph.block.add_input(argument.type, argument.name)
    return function


def trace_function(python: Any, inputs: Sequence[Any]) -> Function:
    """The function that did what `python` does with these inputs."""
    unit = CompilationUnit(OPSET_VERSION_MAX)
    name = qualified_name(python) if hasattr(python, "__name__") else "__torch__.traced"
    function = _declare(name, unit, python, inputs, None)
    unit.functions[name] = function
    _record(Tracer(unit, function.graph), function, python, inputs)
    return function


def trace_object(
    module: Module, inputs: Mapping[str, Sequence[Any]]
) -> tuple[ScriptObject, CompilationUnit]:
    """The module's object with traced methods; submodules keep their places and tensors."""
    unit = CompilationUnit(OPSET_VERSION_MAX)
    compiler = PythonCompiler(unit)
    objects: dict[int, ScriptObject] = {}
    own = compiler.instantiate(module, objects)
    own_classes(own, unit, compiler.unique)
    cls = own.class_type
    paths = _paths(own)
    for method, given in inputs.items():
        python = getattr(module, method)
        function = _declare(f"{cls.name}.{method}", unit, python, given, cls)
        tracer = Tracer(unit, function.graph)
        tracer.know_module(own, function.graph.inputs[0])
        _know_scripted(tracer, own, function.graph.inputs[0], ())
        tracer.modules = {
            key: (made, paths[id(made)]) for key, made in objects.items() if id(made) in paths
        }
        _record(tracer, function, module if method == "forward" else python, given)
        cls.methods[method] = function
    return own, unit


def _know_scripted(tracer: Tracer, own: ScriptObject, root: Value, path: tuple[str, ...]) -> None:
    """Submodules that are compiled already are called, not traced through."""
    for name, slot in own.slots.items():
        if isinstance(slot, ScriptObject) and slot.class_type.is_module:
            if slot.class_type.methods:
                tracer.objects[id(slot)] = tracer.attribute(root, (*path, name))
            else:
                _know_scripted(tracer, slot, root, (*path, name))


def _paths(
    own: ScriptObject, path: Path = (), found: dict[int, Path] | None = None
) -> dict[int, Path]:
    """Where each object of a tree is first met."""
    found = {} if found is None else found
    if id(own) not in found:
        found[id(own)] = path
        for name, slot in own.slots.items():
            if isinstance(slot, ScriptObject) and slot.class_type.is_module:
                _paths(slot, (*path, name), found)
    return found
