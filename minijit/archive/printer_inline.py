"""Which values are written where they are used, instead of on a line of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from minijit.archive.printer_expressions import written, written_places
from minijit.archive.printer_loops import is_for
from minijit.archive.printer_names import is_plain_name
from minijit.ir import Block, Graph, Node, Value

CONSTANTS: Final = ("prim::Constant", "prim::ConstantRef")
OWN_LINE: Final = (
    "prim::isinstance",
    "prim::Uninitialized",
    "prim::TupleUnpack",
    "prim::ListUnpack",
)


def is_constant_node(node: Node) -> bool:
    """Whether a node is a literal, which is always written in place."""
    return node.kind in CONSTANTS


def evaluated(node: Node) -> list[Value]:
    """The inputs of a node in the order in which its text computes them."""
    if node.kind != "prim::Loop":
        return written(node)
    trip, start, *carried = node.inputs
    return [*carried, trip if is_for(node) else start]


def inlined_values(graph: Graph) -> set[Value]:
    """Values used once, in stack order directly before their user: no order of effects changes.

    A value with a name of its own keeps its line, unless a block returns it.
    """
    found: set[Value] = set()
    _scan_block(graph.block, found)
    return found


def is_left_out(node: Node) -> bool:
    """Whether a node is a list that calls leave out, as it is their default."""
    return node.kind == "prim::ListConstruct" and all(
        isinstance(use.user, Node) and use.index not in written_places(use.user)
        for use in node.output.uses
    )


def _scan_block(block: Block, found: set[Value]) -> None:
    found.update(node.output for node in block.nodes if is_left_out(node))
    order = {node: i for i, node in enumerate(block.nodes)}
    _scan_inputs(block, order, len(block.nodes), block.outputs, found)
    for node in reversed(block.nodes):
        if not (node.outputs and node.outputs[0] in found):
            _scan_inputs(block, order, order[node], evaluated(node), found)
            for inner in node.blocks:
                _scan_block(inner, found)


def _scan_inputs(
    block: Block, order: dict[Node, int], point: int, values: Sequence[Value], found: set[Value]
) -> int:
    """Marks what may be written in place before `point`; the position at which that starts."""
    for value in reversed(values):
        node = value.node
        if node is None or node not in order or is_constant_node(node):
            continue
        before = point - 1
        while before >= 0 and _has_no_line(block.nodes[before], found):
            before -= 1
        if before >= 0 and block.nodes[before] is node and _may_inline(value):
            found.add(value)
            point = _scan_inputs(block, order, before, written(node), found)
    return point


def _has_no_line(node: Node, found: set[Value]) -> bool:
    return is_constant_node(node) or (
        node.kind == "prim::ListConstruct" and node.output in found and is_left_out(node)
    )


def _may_inline(value: Value) -> bool:
    node = value.node
    assert node is not None
    if len(node.outputs) != 1 or len(value.uses) != 1 or node.blocks or node.kind in OWN_LINE:
        return False
    if node.ends_of_with:
        return False
    is_named = is_plain_name(value.name) and not value.name.startswith("_")
    return not is_named or isinstance(value.uses[0].user, Block)
