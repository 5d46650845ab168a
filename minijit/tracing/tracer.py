"""The recorder of a trace."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from minijit.diagnostics import SourceRange, error
from minijit.ir import CompilationUnit, Function, Graph, Node, ScriptObject, Value
from minijit.nn.modules.module import Module
from minijit.schema import FunctionSchema, find_schema, resolve, schemas
from minijit.tensor import DType, Tensor, device
from minijit.tensor.creation import tensor as make_tensor
from minijit.tensor.symbolic import Symbolic, plain
from minijit.tracing.numbers import Traced
from minijit.tracing.outline import Path, Span
from minijit.tracing.places import is_ours, user_frame, where
from minijit.tracing.report import Report
from minijit.types import (
    BOOL,
    FLOAT,
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


class Tracer:
    """Turns the operators that run into nodes of a graph.

    With `outplace` an operator that changes its argument is recorded as the one that makes a new
    tensor, which stands for the argument from then on.
    """

    def __init__(
        self, unit: CompilationUnit, graph: Graph, report: Report, outplace: bool = False
    ) -> None:
        self.outplace = outplace
        self.unit = unit
        self.graph = graph
        self.block = graph.block
        self.report = report
        self.indexed: list[tuple[SourceRange | None, str]] = []
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
        named = dict(zip(names_of(module.forward, len(args)), args, strict=True)) | kwargs
        found: dict[Value, str] = {}
        for name, given in named.items():
            value = given.value if isinstance(given, Traced) else self.values.get(id(given))
            if value is not None:
                found.setdefault(value, name)
        return found

    # numbers

    def computed(self, kind: str, result: float, *inputs: Any) -> Any:
        """Record an operator on numbers; its result as a number that is followed."""
        values = [self.value(n, infer_type(plain(n)) or INT) for n in inputs]
        schema = resolve(kind, [v.type for v in values], {}).schema
        values = [self.as_type(v, f.type) for v, f in zip(values, schema.arguments, strict=True)]
        (returned,) = schema.returns
        if returned == FLOAT:
            result = float(result)
        node = self.block.emit(schema.kind, values, [returned], None, schema, range=where())
        return Traced(result, self, node.output)

    def as_type(self, value: Value, kind: Type) -> Value:
        """A float for an int, where an operator asks for one."""
        if kind != FLOAT or value.type != INT:
            return value
        schema = find_schema("aten::Float.int")
        return self.block.emit("aten::Float", [value], [FLOAT], None, schema, range=where()).output

    def number_frozen(self, into: str) -> None:
        """Report that Python has looked at a number: a note where our own library did."""
        caller = inspect.currentframe()
        while caller is not None and caller.f_globals["__name__"].startswith("minijit.tracing"):
            caller = caller.f_back
        if caller is not None and is_ours(caller):
            names = caller.f_globals["__name__"], caller.f_code.co_qualname
            self.report.add("MJ7035", where(), function=".".join(names))
        elif into == "Python index":
            # PyTorch is silent here, so this comes after what it says.
            self.indexed.append((where(), "warning"))
        else:
            self.report.add("MJ7020", where(), "warning", into=into)

    def number_of(self, tensor: Tensor, number: Any) -> Any:
        """The only element of a tensor as a number that is followed."""
        if isinstance(number, bool | complex):
            self.report.add("MJ7020", where(), into="Python number")
            return number
        name = "Int" if isinstance(number, int) else "Float"
        schema = find_schema(f"aten::{name}.Tensor")
        node = self.block.emit(
            schema.kind, [self.tensor(tensor)], list(schema.returns), None, schema, range=where()
        )
        return Traced(number, self, node.output)

    def tensor_of(self, number: Traced) -> Tensor:
        """A followed number as the tensor that it is to PyTorch."""
        made = make_tensor(number.number)
        schema = resolve("prim::NumToTensor", [number.value.type], {}).schema
        node = self.block.emit(schema.kind, [number.value], [TENSOR], None, schema, range=where())
        self.know(made, node.output)
        return made

    def size(self, tensor: Tensor, dim: int) -> Any:
        """`tensor.size(dim)` as a number that is followed."""
        if id(tensor) not in self.values:
            return int(tensor._sizes[dim])
        values = [self.tensor(tensor), self.constant(int(plain(dim)), INT)]
        schema = resolve("aten::size", [TENSOR, INT], {}).schema
        node = self.block.emit("aten::size", values, [INT], None, schema, range=where())
        return Traced(int(tensor._sizes[dim]), self, node.output)

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
            value = self.attribute(*self.owners[id(tensor)])
            if value.type == TENSOR:
                return value
            # The attribute may hold something else another time.
            cast = self.block.emit("prim::unchecked_cast", [value], [TENSOR], range=where())
            self.know(tensor, cast.output)
            return cast.output
        if tensor.requires_grad:
            raise error("MJ7008", where())
        self.report.add("MJ7026", where())
        self.unit.constants.append(tensor.detached())
        index = len(self.unit.constants) - 1
        node = self.block.emit("prim::ConstantRef", [], [TENSOR], {"index": index}, range=where())
        self.know(tensor, node.output)
        return node.output

    def value(self, given: Any, kind: Type) -> Value:
        """The IR value of a Python value."""
        if isinstance(given, Tensor):
            value = self.tensor(given)
            if not value.name:
                value.name = name_in_frame(given)
            return value
        plain_kind = kind.elem if isinstance(kind, OptionalType) else kind
        if isinstance(given, Traced) and given.tracer is self:
            return self.as_type(given.value, plain_kind)
        if isinstance(given, Symbolic):
            given = given.number
        if given is None:
            return self.constant(None, NONE)
        if isinstance(given, tuple) and not isinstance(plain_kind, ListType):
            items = [self.value(v, infer_type(v) or TENSOR) for v in given]
            made = TupleType(tuple(v.type for v in items))
            return self.block.emit("prim::TupleConstruct", items, [made], range=where()).output
        if isinstance(given, list | tuple):
            elem = plain_kind.elem if isinstance(plain_kind, ListType) else TENSOR
            items = [self.value(v, elem) for v in given]
            if not isinstance(plain_kind, ListType) and items:
                elem = items[0].type
            return self.block.emit(
                "prim::ListConstruct", items, [ListType(elem)], range=where()
            ).output
        if isinstance(given, dict):
            items = []
            for key, item in given.items():
                items += [self.value(key, infer_type(key) or TENSOR), self.value(item, TENSOR)]
            kinds = (items[0].type, items[1].type) if items else _dict_kinds(plain_kind)
            return self.block.emit(
                "prim::DictConstruct", items, [DictType(*kinds)], range=where()
            ).output
        if isinstance(given, DType):
            given = given.enum
        found = infer_type(given)
        if found is None and not isinstance(given, device):
            raise error("MJ7001", where(), kind=type(given).__name__)
        return self.constant(given, found or kind)

    def follow(self, given: Any, value: Value) -> Any:
        """A Python value that the graph has: its tensors are known, its numbers followed."""
        kind = value.type
        if isinstance(given, Tensor):
            self.know(given, value)
        elif isinstance(given, bool):
            return given
        elif isinstance(given, int | float) and kind in (INT, FLOAT):
            return Traced(given, self, value)
        elif isinstance(given, tuple) and isinstance(kind, TupleType):
            node = self.block.emit("prim::TupleUnpack", [value], list(kind.elems), range=where())
            items = [self.follow(g, v) for g, v in zip(given, node.outputs, strict=True)]
            return type(given)(*items) if hasattr(given, "_fields") else tuple(items)
        elif isinstance(given, list) and isinstance(kind, ListType) and given:
            node = self.block.emit(
                "prim::ListUnpack", [value], [kind.elem] * len(given), range=where()
            )
            return [self.follow(g, v) for g, v in zip(given, node.outputs, strict=True)]
        elif isinstance(given, dict) and isinstance(kind, DictType):
            return {key: self.follow(item, self.element(value, key)) for key, item in given.items()}
        return given

    def element(self, value: Value, key: Any) -> Value:
        """An element of a dict."""
        kind = value.type
        assert isinstance(kind, DictType)
        name = self.value(key, kind.key)
        schema = resolve("aten::__getitem__", [kind, kind.key], {}).schema
        return self.block.emit(
            "aten::__getitem__", [value, name], [kind.value], None, schema, range=where()
        ).output

    # what dispatch and scripted code report

    def __call__(self, schema: FunctionSchema, args: list[Any], run: Any) -> Any:
        """Run an operator, and record it if it has to do with tensors."""
        result = run(schema, [_plain(a) for a in args])
        if not any("Tensor" in text for text in schema.return_texts):
            return result
        # In-place results are the argument itself, whose old value the node reads.
        inputs = [self.value(a, f.type) for a, f in zip(args, schema.arguments, strict=True)]
        if self.outplace and schema.arguments[0].alias.endswith("!"):
            schema = self.without_change(schema, args[0])
        node = self.block.emit(
            schema.kind, inputs, list(schema.returns), None, schema, range=where()
        )
        items = [result] if len(node.outputs) == 1 else list(result)
        for value, item in zip(node.outputs, items, strict=True):
            self.follow(item, value)
        return result

    def without_change(self, schema: FunctionSchema, target: Tensor) -> FunctionSchema:
        """The operator that makes a new tensor where `schema` changes one, if there is one.

        Warning MJ7028: other tensors share its memory, which a trace then does not follow.
        """
        sharing = {id(t): t for t in self.alive if isinstance(t, Tensor) and t is not target}
        count = 1 + sum(t._storage is target._storage for t in sharing.values())
        if count > 1:
            self.report.add("MJ7028", where(), count=count, name=schema.kind.partition("::")[2])
        names = [a.name for a in schema.arguments]
        for other in schemas(schema.kind.removesuffix("_")):
            if [a.name for a in other.arguments] == names and other.overload == schema.overload:
                return other
        return schema

    def record_tensor(self, made: Tensor, data: Any, dtype: DType | None) -> None:
        """A tensor made of numbers that are followed."""
        values = [self.value(data, infer_type(plain(data)) or INT)]
        for given, kind in ((dtype, INT), (None, NONE), (False, BOOL)):
            values.append(self.value(given, kind))
        schema = resolve("aten::tensor", [v.type for v in values[:1]], {}).schema
        node = self.block.emit("aten::tensor", values, [TENSOR], None, schema, range=where())
        self.know(made, node.output)

    def record_function(self, function: Function, args: list[Any], result: Any) -> Any:
        """A scripted function was called: its control flow is kept."""
        inputs = [self.value(a, f.type) for a, f in zip(args, function.arguments, strict=True)]
        function = self.unit.adopt(function)
        node = self.block.emit(
            "prim::CallFunction", inputs, [function.return_type], {"name": function.name},
            range=where(),
        )  # fmt: skip
        return self.follow(result, node.output)

    def record_method(self, owner: Any, function: Function, args: list[Any], result: Any) -> Any:
        """A method of a scripted module was called."""
        target = self.objects.get(id(owner.__script_object__))
        if target is None:
            raise error("MJ7002", where(), name=function.name)
        inputs = [target]
        inputs += [self.value(a, f.type) for a, f in zip(args, function.arguments[1:], strict=True)]
        self.unit.adopt(function)
        node = self.block.emit(
            "prim::CallMethod", inputs, [function.return_type], {"name": function.basename},
            range=where(),
        )  # fmt: skip
        return self.follow(result, node.output)

    def finish(self) -> None:
        """Tell what PyTorch would be silent about."""
        for place, severity in self.indexed:
            self.report.add("MJ7020", place, severity, into="Python index")


def name_in_frame(tensor: Tensor) -> str:
    """What the user's function calls a tensor, if it has a name of its own."""
    frame = user_frame()
    if frame is None:
        return ""
    for name, local in frame.f_locals.items():
        if local is tensor and name.isidentifier() and name != "self":
            return name
    return ""


def names_of(python: Any, count: int) -> list[str]:
    """The names of the first parameters of a callable."""
    try:
        names = [
            p.name
            for p in inspect.signature(python).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
    except (TypeError, ValueError):
        names = []
    return [names[i] if i < len(names) else f"argument_{i + 1}" for i in range(count)]


def _plain(argument: Any) -> Any:
    """An argument with the numbers themselves."""
    if isinstance(argument, list):
        return [plain(item) for item in argument]
    return plain(argument)


def _dict_kinds(kind: Type) -> tuple[Type, Type]:
    return (kind.key, kind.value) if isinstance(kind, DictType) else (TENSOR, TENSOR)
