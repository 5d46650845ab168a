"""Loops that end by count and by condition, as the `while` that the dialect has for them."""

from __future__ import annotations

from typing import Any, Final

from minijit.ir import Block, Graph, Node, Value
from minijit.schema import resolve
from minijit.types import BOOL, INT, Type

INT64_MAX: Final = (1 << 63) - 1


def is_constant(value: Value, wanted: Any) -> bool:
    """Whether a value is this very constant."""
    node = value.node
    return (
        node is not None
        and node.kind == "prim::Constant"
        and type(node.attributes["value"]) is type(wanted)
        and bool(node.attributes["value"] == wanted)
    )


def is_for(loop: Node) -> bool:
    """Whether a loop runs its count out: `for i in range(n)`."""
    body = loop.blocks[0]
    return is_constant(loop.inputs[1], True) and is_constant(body.outputs[0], True)


def loops_to_while(graph: Graph) -> None:
    """Every loop becomes one of `for` (no condition) and `while` (no count, no counter)."""
    for node in list(graph.walk()):
        if node.kind == "prim::Loop" and not is_for(node):
            body = node.blocks[0]
            if not is_constant(node.inputs[0], INT64_MAX) or body.inputs[0].uses:
                _count_by_hand(node, body)


def _count_by_hand(loop: Node, body: Block) -> None:
    assert loop.block is not None
    trip, start = loop.inputs[:2]
    before = _Inserter(loop.block, loop.block.nodes.index(loop), loop)
    zero = before.constant(0, INT)
    counted = not is_constant(trip, INT64_MAX)
    if counted:
        if is_constant(start, True):
            start = before.operator("aten::gt", trip, zero)
        else:
            start = before.operator("aten::__and__", before.operator("aten::lt", zero, trip), start)
    loop.set_input(0, before.constant(INT64_MAX, INT))
    loop.set_input(1, start)
    loop.add_input(zero)

    counter = body.inputs[0]
    index = body.add_input(INT, counter.name)
    counter.replace_by(index)
    loop.add_output(INT, counter.name)
    after = _Inserter(body, len(body.nodes), loop)
    following = after.operator("aten::add", index, after.constant(1, INT))
    if counted:
        more = after.operator("aten::lt", following, trip)
        if not is_constant(body.outputs[0], True):
            more = after.operator("aten::__and__", more, body.outputs[0])
        body.set_output(0, more)
    body.add_output(following)


class _Inserter:
    """Puts nodes into a block, one after another from a place on."""

    def __init__(self, block: Block, at: int, model: Node) -> None:
        self.block = block
        self.at = at
        self.range = model.range

    def _insert(self, node: Node) -> Value:
        node.range = self.range
        self.block.insert(self.at, node)
        self.at += 1
        return node.output

    def constant(self, value: int, kind: Type) -> Value:
        return self._insert(Node("prim::Constant", [], [kind], {"value": value}))

    def operator(self, kind: str, left: Value, right: Value) -> Value:
        schema = resolve(kind, [left.type, right.type], {}).schema
        result = INT if kind == "aten::add" else BOOL
        return self._insert(Node(kind, [left, right], [result], None, schema))
