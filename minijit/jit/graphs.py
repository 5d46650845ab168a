"""Graphs with PyTorch's names, for whoever looks into programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from minijit.ir import Block, Function, Graph, GraphPrinter, Node, Use, Value, verify
from minijit.passes import inline_calls, remove_dead_code
from minijit.types import Type

Text = str  # within a class that has a method of that name
_shows_places: ContextVar[bool] = ContextVar("_shows_places", default=True)


@contextmanager
def hide_source_ranges() -> Iterator[None]:
    """Graphs print without the places in the user's files."""
    token = _shows_places.set(False)
    try:
        yield
    finally:
        _shows_places.reset(token)


class _Whole:
    """What all views of a graph know: its function, and names and order of what is in it."""

    def __init__(self, graph: Graph, function: Function | None) -> None:
        self.graph = graph
        self.function = function
        self._names: dict[Value, str] = {}
        self._count: Counter[str] = Counter()

    def name(self, value: Value) -> str:
        """What the program calls a value, and the how manieth of that name it is: `x.1`.

        A name that was read stays, whatever changes in the graph.
        """
        if value not in self._names:
            for each in _values(self.graph.block):
                if each not in self._names:
                    self._names[each] = self._next_name(each.name)
        return self._names.get(value, "")

    def _next_name(self, name: str) -> str:
        if not name:
            return str(len(self._names))
        self._count[name] += 1
        return f"{name}.{self._count[name]}"

    def constant(self, node: Node) -> Any:
        """The value of a node that is a constant."""
        if node.kind == "prim::ConstantRef" and self.function is not None:
            return self.function.unit.constants[node.attributes["index"]]
        return node.attributes.get("value")


def _values(block: Block) -> Iterator[Value]:
    yield from block.inputs
    for node in block.nodes:
        yield from node.outputs
        for inner in node.blocks:
            yield from _values(inner)


def _parts(block: Block) -> Iterator[Node | Block]:
    """Nodes in order; a block, which reads what it gives back, behind all that is in it."""
    for node in block.nodes:
        yield node
        for inner in node.blocks:
            yield from _parts(inner)
    yield block


class _Printer(GraphPrinter):
    """Prints with the program's names and the places in the user's files."""

    def __init__(self, whole: _Whole, *, places: bool) -> None:
        super().__init__()
        self.whole = whole
        self.places = places

    def name(self, value: Value) -> str:
        return self.whole.name(value)

    def operator(self, node: Node) -> str:
        if node.kind == "prim::ConstantRef":
            return "prim::Constant[value=<Tensor>]"
        return super().operator(node)

    def remark(self, node: Node) -> str:
        if not self.places or node.range is None:
            return ""
        where = node.range.original()
        return f" # {where.place}"


class GraphView:
    """A graph as `torch.Graph`: `nodes()`, `inputs()`, `findNode`."""

    def __init__(
        self,
        graph: Graph | Block,
        function: Function | None = None,
        whole: _Whole | None = None,
    ) -> None:
        self._block = graph.block if isinstance(graph, Graph) else graph
        self._whole = whole or _Whole(self._block.graph, function)

    def str(self, print_source_ranges: bool = True) -> Text:
        """The text, with or without the places in the user's files."""
        return _Printer(self._whole, places=print_source_ranges).graph(self._whole.graph)

    def __str__(self) -> Text:
        return self.str(_shows_places.get())

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GraphView) and self._block is other._block

    def __hash__(self) -> int:
        return hash(self._block)

    def nodes(self) -> Iterator[NodeView]:
        """The nodes of the outermost block."""
        return (NodeView(node, self._whole) for node in self._block.nodes)

    def inputs(self) -> Iterator[ValueView]:
        """The arguments."""
        return (ValueView(value, self._whole) for value in self._block.inputs)

    def outputs(self) -> Iterator[ValueView]:
        """What is returned."""
        return (ValueView(value, self._whole) for value in self._block.outputs)

    def findAllNodes(self, kind: Text, recurse: bool = True) -> list[NodeView]:
        """All nodes of a kind."""
        found = self._block.walk() if recurse else self._block.nodes
        views = (NodeView(node, self._whole) for node in found)
        return [view for view in views if view.kind() == kind]

    def findNode(self, kind: Text, recurse: bool = True) -> NodeView | None:
        """The first node of a kind, or None."""
        found = self.findAllNodes(kind, recurse)
        return found[0] if found else None

    def param_node(self) -> NodeView:
        """A node whose results are the arguments."""
        return _edge("prim::Param", self._block, self._whole)

    def return_node(self) -> NodeView:
        """A node whose operands are what is returned."""
        return _edge("prim::Return", self._block, self._whole)

    paramNode, returnNode = param_node, return_node

    def owningNode(self) -> NodeView | None:
        """The `prim::If` or `prim::Loop` of a block."""
        owner = self._block.node
        return None if owner is None else NodeView(owner, self._whole)

    def copy(self) -> GraphView:
        """A graph that may be changed by itself."""
        return GraphView(self._whole.graph.copy(), self._whole.function)

    def inline(self) -> None:
        """Put what is called in place of the calls."""
        if self._whole.function is not None:
            inline_calls(self._whole.graph, self._whole.function)

    def remove_dead_code(self) -> None:
        """Drop what nothing reads and nothing sees."""
        remove_dead_code(self._whole.graph)

    def lint(self) -> None:
        """Check that every value is made before it is read."""
        verify(self._whole.graph)


class _Edge(Node):
    """PyTorch's node at an end of a block, which our blocks do without: equal to its like."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Edge) and (self.kind, self.block) == (other.kind, other.block)

    def __hash__(self) -> int:
        return hash((self.kind, self.block))


def _edge(kind: str, block: Block, whole: _Whole) -> NodeView:
    node = _Edge(kind, (), ())
    node.block = block
    if kind == "prim::Param":
        node.outputs = block.inputs
    else:
        node.inputs = block.outputs
    return NodeView(node, whole)


@dataclass(frozen=True)
class NodeView:
    """A node as `torch.Node`."""

    node: Node
    _whole: _Whole = field(compare=False, repr=False)

    def kind(self) -> str:
        """`aten::add`, `prim::If`."""
        return "prim::Constant" if self.node.kind == "prim::ConstantRef" else self.node.kind

    def _view(self, value: Value) -> ValueView:
        return ValueView(value, self._whole)

    def inputs(self) -> Iterator[ValueView]:
        """The operands."""
        return map(self._view, self.node.inputs)

    def outputs(self) -> Iterator[ValueView]:
        """The results."""
        return map(self._view, self.node.outputs)

    def inputsAt(self, index: int) -> ValueView:
        """One operand."""
        return self._view(self.node.inputs[index])

    def outputsAt(self, index: int) -> ValueView:
        """One result."""
        return self._view(self.node.outputs[index])

    def inputsSize(self) -> int:
        """How many operands there are."""
        return len(self.node.inputs)

    def outputsSize(self) -> int:
        """How many results there are."""
        return len(self.node.outputs)

    def output(self) -> ValueView:
        """The only result."""
        return self._view(self.node.output)

    def input(self) -> ValueView:
        """The only operand."""
        (value,) = self.node.inputs
        return self._view(value)

    def blocks(self) -> Iterator[GraphView]:
        """The blocks of `prim::If` and `prim::Loop`."""
        return (GraphView(block, whole=self._whole) for block in self.node.blocks)

    def findAllNodes(self, kind: str, recurse: bool = True) -> list[NodeView]:
        """All nodes of a kind in its blocks."""
        return [node for block in self.blocks() for node in block.findAllNodes(kind, recurse)]

    def findNode(self, kind: str, recurse: bool = True) -> NodeView | None:
        """The first node of a kind in its blocks, or None."""
        found = self.findAllNodes(kind, recurse)
        return found[0] if found else None

    def owningBlock(self) -> GraphView | None:
        """The block that it stands in."""
        block = self.node.block
        return None if block is None else GraphView(block, whole=self._whole)

    def _attributes(self) -> dict[str, Any]:
        if self.kind() != "prim::Constant":
            return self.node.attributes
        value = self._whole.constant(self.node)
        return {} if value is None else {"value": value}

    def hasAttribute(self, name: str) -> bool:
        """Whether there is an attribute of the name."""
        return name in self._attributes()

    def attributeNames(self) -> list[str]:
        """The names of the attributes."""
        return list(self._attributes())

    def kindOf(self, name: str) -> str:
        """What an attribute is: `i` and `f` numbers, `s` text, `t` a tensor, `ival` all else."""
        value = self._attributes()[name]
        return _LETTERS.get(type(value).__name__, "ival")

    def s(self, name: str) -> Any:
        """An attribute's value."""
        return self._attributes()[name]

    i = f = t = ival = s

    def schema(self) -> str:
        """The operator's signature."""
        return "(no schema)" if self.node.schema is None else str(self.node.schema)

    def sourceRange(self) -> str:
        """The author's lines."""
        where = self.node.range
        return "" if where is None else where.original().highlight()


_LETTERS = {"bool": "i", "int": "i", "float": "f", "str": "s", "Tensor": "t"}


@dataclass(frozen=True)
class ValueView:
    """A value as `torch.Value`."""

    value: Value
    _whole: _Whole = field(compare=False, repr=False)

    def type(self) -> Type:
        """The static type."""
        return self.value.type

    def debugName(self) -> str:
        """What the program calls it; no two values of a graph have one name."""
        return self._whole.name(self.value)

    def node(self) -> NodeView:
        """What makes it; a `prim::Param` for an argument."""
        if self.value.node is not None:
            return NodeView(self.value.node, self._whole)
        assert self.value.block is not None
        return _edge("prim::Param", self.value.block, self._whole)

    def uses(self) -> list[UseView]:
        """Where it is read."""
        return [UseView(use, self._whole) for use in self.value.uses]

    def isCompleteTensor(self) -> bool:
        """False: a program's shapes are not known before it runs."""
        return False

    def toIValue(self) -> Any:
        """The value of a constant, else None."""
        node = self.value.node
        if node is None or node.kind not in ("prim::Constant", "prim::ConstantRef"):
            return None
        return self._whole.constant(node)


@dataclass(frozen=True)
class UseView:
    """A place where a value is read, as `torch.Use`."""

    use: Use
    _whole: _Whole = field(compare=False, repr=False)

    @property
    def user(self) -> NodeView:
        """The node that reads it; a `prim::Return` where a block gives it back."""
        user = self.use.user
        if isinstance(user, Node):
            return NodeView(user, self._whole)
        return _edge("prim::Return", user, self._whole)

    @property
    def offset(self) -> int:
        """Which operand it is."""
        return self.use.index

    def isAfter(self, other: UseView) -> bool:
        """Whether it stands behind another one. ValueError: that is none of this graph."""
        at = {part: number for number, part in enumerate(_parts(self._whole.graph.block))}
        if self.use.user not in at or other.use.user not in at:
            text = "isAfter compares uses of one graph"
            raise ValueError(text)
        return (at[self.use.user], self.use.index) > (at[other.use.user], other.use.index)
