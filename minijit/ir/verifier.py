"""Checks a graph's invariants.

- Every input of a node, and every output of a block, is defined before it in the same block or in
  an enclosing one.
- `uses` of each value lists exactly the places that read it.
- An If has a bool input and two blocks without inputs, each with one output per output of the If,
  of a type that may stand there; a Loop has one block with (int, carried...) -> (bool, carried...).
- A node with a schema has one input per argument.
"""

from __future__ import annotations

from minijit.diagnostics import error
from minijit.ir.graph import Block, Graph, Node, Use, Value
from minijit.types import BOOL, INT, is_subtype


def verify(graph: Graph) -> None:
    """Raises MJ9001 naming the first node that breaks an invariant."""
    _block(graph.block, set())


def _require(condition: bool, node: Node | Block, what: str) -> None:
    if not condition:
        raise error("MJ9001", getattr(node, "range", None), detail=f"{node!r}: {what}")


def _block(block: Block, visible: set[Value]) -> None:
    visible = visible | set(block.inputs)
    for node in block.nodes:
        _require(node.block is block, node, "is not in the block that lists it")
        for index, value in enumerate(node.inputs):
            _require(value in visible, node, f"input {index} is not defined before it")
            _require(Use(node, index) in value.uses, node, f"input {index} has no use entry")
        for inner in node.blocks:
            _block(inner, visible)
        _structure(node)
        visible.update(node.outputs)
    for index, value in enumerate(block.outputs):
        _require(value in visible, block, f"output {index} is not defined in it")
        _require(Use(block, index) in value.uses, block, f"output {index} has no use entry")
    for value in (*block.inputs, *(v for n in block.nodes for v in n.outputs)):
        for use in value.uses:
            read = use.user.inputs if isinstance(use.user, Node) else use.user.outputs
            fresh = use.index < len(read) and read[use.index] is value
            _require(fresh, use.user, "stale use entry")


def _structure(node: Node) -> None:
    if node.schema is not None:
        _require(node.schema.vararg or len(node.inputs) == len(node.schema.arguments), node,
                 "number of inputs")  # fmt: skip
    if node.kind == "prim::If":
        _require(len(node.blocks) == 2, node, "needs two blocks")
        _require([v.type for v in node.inputs] == [BOOL], node, "needs one bool")
        for block in node.blocks:
            _require(not block.inputs, node, "its blocks have no inputs")
            _types(node, block.outputs, node.outputs)
    if node.kind == "prim::Loop":
        _require(len(node.blocks) == 1, node, "needs one block")
        (body,) = node.blocks
        _require(node.inputs[0].type == INT and node.inputs[1].type == BOOL, node, "(int, bool)")
        _types(node, node.inputs[2:], body.inputs[1:])
        _require(body.outputs[0].type == BOOL, node, "its body returns a bool first")
        _types(node, body.outputs[1:], body.inputs[1:])
        _types(node, body.inputs[1:], node.outputs)


def _types(node: Node, given: list[Value], wanted: list[Value]) -> None:
    _require(len(given) == len(wanted), node, "number of values")
    for a, b in zip(given, wanted, strict=True):
        _require(is_subtype(a.type, b.type), node, f"{a.type} where {b.type} is expected")
