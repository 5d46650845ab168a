"""The recorder of a trace."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from minijit.diagnostics import Source, SourceRange, error
from minijit.dispatch import set_recorder
from minijit.frontend import PythonCompiler, qualified_name
from minijit.ir import CompilationUnit, Function, FunctionArgument, Graph, ScriptObject, Value
from minijit.nn.modules.module import Module
from minijit.schema import FunctionSchema
from minijit.schema.table import OPSET_VERSION_MAX
from minijit.tensor import DType, Tensor, device
from minijit.types import (
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


CONVERSIONS = ("__bool__", "__int__", "__float__", "__index__", "item", "tolist", "numpy")


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
        node = self.block.emit(
            "prim::ConstantRef", [], [TENSOR], {"index": index}, range=where()
        )
        self.know(tensor, node.output)
        return node.output

    def value(self, given: Any, kind: Type) -> Value:
        """The IR value of a Python value."""
        if isinstance(given, Tensor):
            return self.tensor(given)
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
            lines = _source_line(frame.f_code.co_filename, frame.f_lineno)
            return lines
        frame = frame.f_back
    return None


def _source_line(filename: str, number: int) -> SourceRange | None:
    import linecache

    text = linecache.getline(filename, number)
    if not text:
        return None
    stripped = text.strip()
    start = text.index(stripped) if stripped else 0
    return SourceRange(Source(filename, text, number), start, start + len(stripped))


@contextmanager
def _watching(tracer: Tracer) -> Iterator[None]:
    """Record operators, and warn where Python looks into a tensor."""
    saved = {name: getattr(Tensor, name) for name in CONVERSIONS}
    depth = [0]

    def watch(name: str) -> Any:
        original = saved[name]

        def conversion(self: Tensor, *args: Any, **kwargs: Any) -> Any:
            if depth[0] == 0 and _from_outside():
                place = where()
                line = f" ({place.source.name}:{place.line})" if place is not None else ""
                warnings.warn(
                    f"Converting a tensor to a Python value by {name}{line} might cause the trace to "
                    "be incorrect. We can't record the data flow of Python values, so this value "
                    "will be treated as a constant in the future.",
                    TracerWarning,
                    stacklevel=2,
                )
            depth[0] += 1
            try:
                return original(self, *args, **kwargs)
            finally:
                depth[0] -= 1

        return conversion

    for name in CONVERSIONS:
        setattr(Tensor, name, watch(name))
    set_recorder(tracer)
    try:
        yield
    finally:
        set_recorder(None)
        for name, original in saved.items():
            setattr(Tensor, name, original)


def _from_outside() -> bool:
    frame = inspect.currentframe()
    assert frame is not None and frame.f_back is not None and frame.f_back.f_back is not None
    return not str(frame.f_back.f_back.f_globals.get("__name__", "")).startswith("minijit")


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
        return tuple(
            _bind_input(tracer, g, v) for g, v in zip(given, node.outputs, strict=True)
        )
    if isinstance(given, list):
        assert isinstance(value.type, ListType)
        node = tracer.block.emit("prim::ListUnpack", [value], [value.type.elem] * len(given))
        return [_bind_input(tracer, g, v) for g, v in zip(given, node.outputs, strict=True)]
    if isinstance(given, dict):
        made = {}
        from minijit.schema import resolve

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


def _record(
    tracer: Tracer, function: Function, python: Any, inputs: Sequence[Any]
) -> None:
    bound = [
        _bind_input(tracer, given, tracer.graph.inputs[-len(inputs) + i])
        for i, given in enumerate(inputs)
    ]
    with _watching(tracer):
        result = python(*bound)
    output = tracer.value(result, TENSOR)
    tracer.block.add_output(output)
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
    own = compiler.instantiate(module)
    cls = own.class_type
    for method, given in inputs.items():
        python = getattr(module, method)
        function = _declare(f"{cls.name}.{method}", unit, python, given, cls)
        tracer = Tracer(unit, function.graph)
        tracer.know_module(own, function.graph.inputs[0])
        _know_scripted(tracer, own, function.graph.inputs[0], ())
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
