"""The part of a trace that ran inside a submodule becomes a method of that submodule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from minijit.ir import (
    Block,
    CompilationUnit,
    Function,
    FunctionArgument,
    Graph,
    Node,
    ScriptObject,
    Value,
)
from minijit.types import INT, NONE, TENSOR, ClassType, TupleType

Path = tuple[str, ...]
CONSTANTS = ("prim::Constant", "prim::ConstantRef")
STAYING = (*CONSTANTS, "prim::GetAttr")


@dataclass(slots=True)
class Span:
    """One call of a submodule: the nodes from `start` to before `end`, and its named arguments."""

    own: ScriptObject
    path: Path
    start: Node
    arguments: dict[Value, str]
    end: Node | None = None


def outline(graph: Graph, spans: list[Span], unit: CompilationUnit) -> None:
    """Moves the nodes of each span into a method and puts a call there; inner spans come first.

    Spans begin and end at marker nodes, which are removed.
    """
    _drop_unused(graph.block)
    for span in spans:
        if span.end is not None:
            _outline(graph, span, unit)
        for marker in (span.start, span.end):
            if marker is not None:
                marker.destroy()
    _drop_unused(graph.block)


def _drop_unused(block: Block) -> None:
    """Sizes that nobody asked for in earnest, and attributes that only methods read."""
    for node in reversed(list(block.nodes)):
        is_number = bool(node.outputs) and all(v.type == INT for v in node.outputs)
        if (node.kind in STAYING or is_number) and not any(v.uses for v in node.outputs):
            node.destroy()


def _outline(graph: Graph, span: Span, unit: CompilationUnit) -> None:
    block = graph.block
    assert span.end is not None
    first, last = block.nodes.index(span.start), block.nodes.index(span.end)
    body = [n for n in block.nodes[first + 1 : last] if n.kind not in STAYING]
    if not body:
        return
    cls = span.own.class_type
    name = _method_name(cls)
    function = Function(f"{cls.name}.{name}", [FunctionArgument("self", cls)], NONE, unit,
                        is_method=True)  # fmt: skip
    inner = function.graph.block
    known: dict[Value, Value] = {}
    lifted: list[Value] = []
    receiver = inner.add_input(cls, "self")
    attributes: dict[Path, Value] = {(): receiver}

    inside = {value for node in body for value in node.outputs}
    wanted = {v for node in body for v in node.inputs if v not in inside}
    for value, label in span.arguments.items():
        if value in wanted and attribute_path(graph, value) is None:
            known[value] = inner.add_input(value.type, label)
            function.arguments.append(FunctionArgument(label, value.type))
            lifted.append(value)

    def given(value: Value) -> Value:
        if value in known:
            return known[value]
        path = attribute_path(graph, value)
        if path is not None and path[: len(span.path)] == span.path:
            known[value] = _attribute(inner, attributes, path[len(span.path) :])
        elif value.node is not None and value.node.kind in CONSTANTS:
            node = value.node
            copied = inner.emit(
                node.kind, [], [value.type], dict(node.attributes), None, node.range
            )
            known[value] = copied.output
        else:
            label = f"argument_{len(function.arguments)}"
            known[value] = inner.add_input(value.type, label)
            function.arguments.append(FunctionArgument(label, value.type))
            lifted.append(value)
        return known[value]

    for node in body:
        inputs = [given(v) for v in node.inputs]
        made = inner.emit(
            node.kind, inputs, [v.type for v in node.outputs], dict(node.attributes), node.schema,
            node.range,
        )  # fmt: skip
        for old, new in zip(node.outputs, made.outputs, strict=True):
            new.name = old.name
            known[old] = new
    users = set(body)
    results = [v for n in body for v in n.outputs if any(use.user not in users for use in v.uses)]
    if len(results) == 1:
        inner.add_output(known[results[0]])
    elif results:
        types = tuple(v.type for v in results)
        packed = inner.emit("prim::TupleConstruct", [known[v] for v in results], [TupleType(types)])
        inner.add_output(packed.output)
    else:
        inner.add_output(inner.emit("prim::Constant", [], [NONE], {"value": None}).output)
    function.return_type = inner.outputs[0].type
    function.defined = True
    cls.methods[name] = function
    _replace(graph, span, body, results, lifted, function)


def _replace(
    graph: Graph,
    span: Span,
    body: list[Node],
    results: list[Value],
    lifted: list[Value],
    function: Function,
) -> None:
    block = graph.block
    at = block.nodes.index(span.start) + 1
    # What is read in between may be an argument, so it comes before the call.
    reads = [n for n in block.nodes[at : block.nodes.index(body[-1])] if n.kind in STAYING]
    at += _move_to(block, at, reads)
    target = graph.inputs[0]
    for name in span.path:
        assert isinstance(target.type, ClassType)
        node = Node("prim::GetAttr", [target], [target.type.attributes[name]], {"name": name},
                    None, span.start.range)  # fmt: skip
        block.insert(at, node)
        at += 1
        target = node.output
    call = Node(
        "prim::CallMethod", [target, *lifted], [function.return_type],
        {"name": function.basename}, None, span.start.range,
    )  # fmt: skip
    block.insert(at, call)
    outputs = call.outputs
    if len(results) > 1:
        types = [v.type for v in results]
        unpack = Node("prim::TupleUnpack", [call.output], types, None, None, span.start.range)
        block.insert(at + 1, unpack)
        outputs = unpack.outputs
    for old, new in zip(results, outputs, strict=False):
        new.name = old.name
        old.replace_by(new)
    for node in reversed(body):
        node.destroy()


def _move_to(block: Block, at: int, nodes: list[Node]) -> int:
    for node in nodes:
        block.nodes.remove(node)
    block.nodes[at:at] = nodes
    return len(nodes)


def _method_name(cls: ClassType) -> str:
    number = sum(1 for name in cls.methods if name.startswith("forward"))
    return f"forward{number}" if number else "forward"


def attribute_path(graph: Graph, value: Value) -> Path | None:
    """The names by which a value is read from the traced module, or None if it is no attribute."""
    names: list[str] = []
    while value.node is not None:
        if value.node.kind != "prim::GetAttr":
            return None
        names.append(value.node.attributes["name"])
        value = value.node.inputs[0]
    is_self = bool(graph.inputs) and value is graph.inputs[0] and isinstance(value.type, ClassType)
    return tuple(reversed(names)) if is_self and names else None


def _attribute(block: Block, known: dict[Path, Value], path: Path) -> Value:
    if path not in known:
        owner = _attribute(block, known, path[:-1])
        kind = owner.type.attributes[path[-1]] if isinstance(owner.type, ClassType) else TENSOR
        node = block.emit("prim::GetAttr", [owner], [kind], {"name": path[-1]})
        known[path] = node.output
    return known[path]


def own_classes(root: ScriptObject, unit: CompilationUnit, unique: Callable[[str], str]) -> None:
    """Every object gets a class of its own, since each may be traced differently."""
    seen: set[int] = set()
    taken: set[ClassType] = set()

    def visit(own: ScriptObject) -> None:
        if id(own) in seen:
            return
        seen.add(id(own))
        if own.class_type in taken:
            own.class_type = _clone(own.class_type, unit, unique)
        taken.add(own.class_type)
        for name, slot in own.slots.items():
            if isinstance(slot, ScriptObject) and slot.class_type.is_module:
                if not slot.class_type.methods:
                    visit(slot)
                own.class_type.attributes[name] = slot.class_type

    visit(root)


def _clone(cls: ClassType, unit: CompilationUnit, unique: Callable[[str], str]) -> ClassType:
    made = ClassType(
        unique(cls.name), cls.kind, dict(cls.attributes), list(cls.parameters), list(cls.buffers),
        dict(cls.constants),
    )  # fmt: skip
    unit.classes[made.name] = made
    return made
