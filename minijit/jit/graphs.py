"""Graphs and schemas with PyTorch's names, for whoever looks into programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minijit.ir import Block, Function, Graph, Node, Value
from minijit.types import Type, schema_type


class GraphView:
    """A graph as `torch.Graph`: `nodes()`, `inputs()`, `findNode`; it prints as our IR."""

    def __init__(self, graph: Graph | Block) -> None:
        self._graph = graph

    def __str__(self) -> str:
        return str(self._graph)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._graph, name)

    def nodes(self) -> Iterator[NodeView]:
        """The nodes of the outermost block."""
        return map(NodeView, self._graph.nodes)

    def inputs(self) -> Iterator[ValueView]:
        """The arguments."""
        return map(ValueView, self._graph.inputs)

    def outputs(self) -> Iterator[ValueView]:
        """What is returned."""
        return map(ValueView, self._graph.outputs)

    def findAllNodes(self, kind: str, recurse: bool = True) -> list[NodeView]:
        """All nodes of a kind."""
        found = self._graph.walk() if recurse else self._graph.nodes
        return [NodeView(node) for node in found if node.kind == kind]

    def findNode(self, kind: str, recurse: bool = True) -> NodeView | None:
        """The first node of a kind, or None."""
        found = self.findAllNodes(kind, recurse)
        return found[0] if found else None


@dataclass(frozen=True)
class NodeView:
    """A node as `torch.Node`."""

    node: Node

    def kind(self) -> str:
        """`aten::add`, `prim::If`."""
        return self.node.kind

    def inputs(self) -> Iterator[ValueView]:
        """The operands."""
        return map(ValueView, self.node.inputs)

    def outputs(self) -> Iterator[ValueView]:
        """The results."""
        return map(ValueView, self.node.outputs)

    def inputsAt(self, index: int) -> ValueView:
        """One operand."""
        return ValueView(self.node.inputs[index])

    def outputsAt(self, index: int) -> ValueView:
        """One result."""
        return ValueView(self.node.outputs[index])

    def inputsSize(self) -> int:
        """How many operands there are."""
        return len(self.node.inputs)

    def outputsSize(self) -> int:
        """How many results there are."""
        return len(self.node.outputs)

    def output(self) -> ValueView:
        """The only result."""
        return ValueView(self.node.output)

    def input(self) -> ValueView:
        """The only operand."""
        (value,) = self.node.inputs
        return ValueView(value)

    def blocks(self) -> Iterator[GraphView]:
        """The blocks of `prim::If` and `prim::Loop`."""
        return map(GraphView, self.node.blocks)

    def hasAttribute(self, name: str) -> bool:
        """Whether there is an attribute of the name."""
        return name in self.node.attributes

    def attributeNames(self) -> list[str]:
        """The names of the attributes."""
        return list(self.node.attributes)

    def s(self, name: str) -> Any:
        """An attribute's value."""
        return self.node.attributes[name]

    i = f = t = ival = s

    def schema(self) -> str:
        """The operator's signature."""
        return "(no schema)" if self.node.schema is None else str(self.node.schema)

    def sourceRange(self) -> str:
        """The author's lines."""
        where = self.node.range
        return "" if where is None else where.original().highlight()


@dataclass(frozen=True)
class ValueView:
    """A value as `torch.Value`."""

    value: Value

    def type(self) -> Type:
        """The static type."""
        return self.value.type

    def debugName(self) -> str:
        """What the program calls it."""
        return self.value.name

    def node(self) -> NodeView | None:
        """What makes it; None for an argument."""
        return None if self.value.node is None else NodeView(self.value.node)

    def toIValue(self) -> Any:
        """The value of a constant, else None."""
        node = self.value.node
        return node.attributes.get("value") if node and node.kind == "prim::Constant" else None


@dataclass(frozen=True)
class SchemaArgument:
    """An argument or result as `torch.Argument`."""

    name: str
    type: Type
    default_value: Any = None
    has_default: bool = False
    kwarg_only: bool = False

    def has_default_value(self) -> bool:
        """Whether it may be left out."""
        return self.has_default


class Schema:
    """The signature of a function as `torch.FunctionSchema`."""

    overload_name = ""

    def __init__(self, function: Function) -> None:
        self.name = function.basename
        self.arguments = [
            SchemaArgument(
                a.name, a.type, a.default if a.has_default else None, a.has_default, a.kwarg_only
            )
            for a in function.arguments
        ]
        self._arguments = [
            f"{schema_type(a.type, a.size)} {a.name}{a.default_text}" for a in function.arguments
        ]
        self.returns = [SchemaArgument("", function.return_type)]

    def __str__(self) -> str:
        parts = list(self._arguments)
        keywords = [at for at, a in enumerate(self.arguments) if a.kwarg_only]
        if keywords:
            parts.insert(keywords[0], "*")
        returned = schema_type(self.returns[0].type)
        if returned.startswith("("):
            returned = f"({returned})"
        return f"{self.name}({', '.join(parts)}) -> {returned}"

    __repr__ = __str__


class ConstMap(dict[str, Any]):
    """Constants by their names in code, also as attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None
