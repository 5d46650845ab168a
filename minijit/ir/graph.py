"""Graph, Block, Node, Value.

A Graph owns one top block. A Block has inputs, nodes in order and outputs (the values it returns).
A Node reads values defined before it in its own block or in an enclosing one, defines its outputs
and may own blocks (`prim::If` two, `prim::Loop` one).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import SourceRange
from minijit.types import Type

if TYPE_CHECKING:
    from minijit.schema import FunctionSchema


@dataclass(slots=True, frozen=True)
class Use:
    """A place where a value is read: input `index` of a node, or output `index` of a block."""

    user: Node | Block
    index: int


class Value:
    """One result of a node, or (with `node` None) one input of a block."""

    __slots__ = ("block", "name", "node", "type", "uses")

    def __init__(
        self, type: Type, node: Node | None, name: str = "", block: Block | None = None
    ) -> None:
        self.type = type
        self.node = node
        self.name = name
        self.block = block
        self.uses: list[Use] = []

    def replace_by(self, other: Value) -> None:
        """Makes every user of this value read `other` instead."""
        for use in list(self.uses):
            if isinstance(use.user, Node):
                use.user.set_input(use.index, other)
            else:
                use.user.set_output(use.index, other)


class Node:
    """One operation. `inputs` are all arguments of the schema, in its order."""

    __slots__ = (
        "attributes", "block", "blocks", "inputs", "kind", "outputs", "overload", "range", "schema"
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        inputs: Sequence[Value],
        types: Sequence[Type],
        attributes: dict[str, Any] | None = None,
        schema: FunctionSchema | None = None,
        range: SourceRange | None = None,
    ) -> None:
        self.kind = kind
        self.overload = schema.overload if schema is not None else ""
        self.schema = schema
        self.attributes = attributes if attributes is not None else {}
        self.inputs: list[Value] = []
        self.outputs = [Value(t, self) for t in types]
        self.blocks: list[Block] = []
        self.block: Block | None = None
        self.range = range
        for value in inputs:
            self.add_input(value)

    @property
    def qualified(self) -> str:
        """The operator's name with its overload: `aten::add.Tensor`."""
        return f"{self.kind}.{self.overload}" if self.overload else self.kind

    @property
    def output(self) -> Value:
        """The only output."""
        (value,) = self.outputs
        return value

    @property
    def ends_of_with(self) -> bool:
        """Whether it is a call that begins or ends a with statement, by name and arguments."""
        ends = (("__enter__", 1), ("__exit__", 4))
        return (
            self.kind == "prim::CallMethod" and (self.attributes["name"], len(self.inputs)) in ends
        )

    def add_input(self, value: Value) -> None:
        value.uses.append(Use(self, len(self.inputs)))
        self.inputs.append(value)

    def set_input(self, index: int, value: Value) -> None:
        self.inputs[index].uses.remove(Use(self, index))
        value.uses.append(Use(self, index))
        self.inputs[index] = value

    def remove_input(self, index: int) -> None:
        values = list(self.inputs)
        self.clear_inputs()
        for value in values[:index] + values[index + 1 :]:
            self.add_input(value)

    def clear_inputs(self) -> None:
        for index, value in enumerate(self.inputs):
            value.uses.remove(Use(self, index))
        self.inputs = []

    def add_output(self, type: Type, name: str = "") -> Value:
        value = Value(type, self, name)
        self.outputs.append(value)
        return value

    def add_block(self) -> Block:
        assert self.block is not None
        block = Block(self.block.graph, self)
        self.blocks.append(block)
        return block

    def destroy(self) -> None:
        """Removes the node, and what it owns, from its block; its outputs must be unused."""
        for block in self.blocks:
            block.clear()
        self.clear_inputs()
        if self.block is not None:
            self.block.nodes.remove(self)
            self.block = None

    def __repr__(self) -> str:
        return f"Node({self.qualified})"


class Block:
    """An ordered list of nodes with inputs and outputs."""

    __slots__ = ("graph", "inputs", "node", "nodes", "outputs")

    def __init__(self, graph: Graph, node: Node | None) -> None:
        self.graph = graph
        self.node = node
        self.inputs: list[Value] = []
        self.nodes: list[Node] = []
        self.outputs: list[Value] = []

    def add_input(self, type: Type, name: str = "") -> Value:
        value = Value(type, None, name, self)
        self.inputs.append(value)
        return value

    def add_output(self, value: Value) -> None:
        value.uses.append(Use(self, len(self.outputs)))
        self.outputs.append(value)

    def set_output(self, index: int, value: Value) -> None:
        self.outputs[index].uses.remove(Use(self, index))
        value.uses.append(Use(self, index))
        self.outputs[index] = value

    def remove_output(self, index: int) -> None:
        values = list(self.outputs)
        self.clear_outputs()
        for value in values[:index] + values[index + 1 :]:
            self.add_output(value)

    def clear_outputs(self) -> None:
        for index, value in enumerate(self.outputs):
            value.uses.remove(Use(self, index))
        self.outputs = []

    def clear(self) -> None:
        """Drops all outputs and nodes."""
        self.clear_outputs()
        for node in reversed(list(self.nodes)):
            node.destroy()

    def append(self, node: Node) -> Node:
        node.block = self
        self.nodes.append(node)
        return node

    def insert(self, index: int, node: Node) -> Node:
        node.block = self
        self.nodes.insert(index, node)
        return node

    def emit(
        self,
        kind: str,
        inputs: Sequence[Value] = (),
        types: Sequence[Type] = (),
        attributes: dict[str, Any] | None = None,
        schema: FunctionSchema | None = None,
        range: SourceRange | None = None,
    ) -> Node:
        """Makes a node and appends it."""
        return self.append(Node(kind, inputs, types, attributes, schema, range))

    def copy_from(self, other: Block, values: dict[Value, Value]) -> list[Value]:
        """Appends copies of the nodes of `other`; returns what its outputs became.

        `values` maps the values of `other` and of its surroundings; it is extended.
        """
        for node in other.nodes:
            inputs = [values[v] for v in node.inputs]
            types = [v.type for v in node.outputs]
            made = self.emit(
                node.kind, inputs, types, dict(node.attributes), node.schema, node.range
            )
            for old, new in zip(node.outputs, made.outputs, strict=True):
                new.name = old.name
                values[old] = new
            for inner in node.blocks:
                block = made.add_block()
                for value in inner.inputs:
                    values[value] = block.add_input(value.type, value.name)
                for value in block.copy_from(inner, values):
                    block.add_output(value)
        return [values[v] for v in other.outputs]

    def walk(self) -> Iterator[Node]:
        """All nodes in order, those of inner blocks after the node that owns them."""
        for node in list(self.nodes):
            yield node
            for block in node.blocks:
                yield from block.walk()


class Graph:
    """The body of one function."""

    __slots__ = ("block",)

    def __init__(self) -> None:
        self.block = Block(self, None)

    @property
    def inputs(self) -> list[Value]:
        return self.block.inputs

    @property
    def outputs(self) -> list[Value]:
        return self.block.outputs

    @property
    def nodes(self) -> list[Node]:
        return self.block.nodes

    def walk(self) -> Iterator[Node]:
        """All nodes of all blocks in order of definition."""
        return self.block.walk()

    def copy(self) -> Graph:
        made = Graph()
        values: dict[Value, Value] = {}
        for value in self.inputs:
            values[value] = made.block.add_input(value.type, value.name)
        for value in made.block.copy_from(self.block, values):
            made.block.add_output(value)
        return made

    def __str__(self) -> str:
        from minijit.ir.printer import print_graph

        return print_graph(self)
