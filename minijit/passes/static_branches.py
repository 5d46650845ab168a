"""Takes the branches that are decided already: what an upgrader or an unrolled loop left over."""

from __future__ import annotations

from typing import Any, Final

from minijit.ir import Block, Graph, Node, Value
from minijit.types import (
    ANY,
    BOOL,
    COMPLEX,
    FLOAT,
    INT,
    NONE,
    STR,
    TENSOR,
    OptionalType,
    UnionType,
    is_subtype,
)

CASTS: Final = {"aten::Float": float, "aten::Int": int, "aten::Bool": bool}
DECIDED: Final = frozenset([BOOL, COMPLEX, FLOAT, INT, NONE, STR, TENSOR])
_UNKNOWN: Final = object()


def take_static_branches(graph: Graph) -> None:
    """Tests with a known answer become constants, and an If on a constant its branch."""
    _block(graph.block)


def _block(block: Block) -> None:
    # A branch that is spliced in is looked at in its turn.
    index = 0
    while index < len(block.nodes):
        node = block.nodes[index]
        if node.kind == "prim::If" and isinstance(_constant(node.inputs[0]), bool):
            _splice(block, index, node)
            continue
        for inner in node.blocks:
            _block(inner)
        if node.kind == "prim::If":
            _join_equal_arms(block, node)
        elif node.kind == "prim::TupleUnpack":
            _unpack_known(block, node)
            if node.block is None:
                continue
        if node.kind == "prim::unchecked_cast" and node.output.type == node.inputs[0].type:
            node.output.replace_by(node.inputs[0])
            node.destroy()
            continue
        found = _answer(node)
        if found is not _UNKNOWN:
            node.output.replace_by(_insert_constant(block, node, found, node.output))
            node.destroy()
            continue
        index = block.nodes.index(node, index) + 1


def _insert_constant(block: Block, before: Node, value: Any, model: Value) -> Value:
    made = Node("prim::Constant", [], [model.type], {"value": value}, None, before.range)
    made.output.name = model.name
    block.insert(block.nodes.index(before), made)
    return made.output


def _join_equal_arms(block: Block, node: Node) -> None:
    """Results that do not depend on which arm ran, or that are the test itself."""
    for output, then, other in zip(
        node.outputs, node.blocks[0].outputs, node.blocks[1].outputs, strict=False
    ):
        if not output.uses:
            continue
        values = _constant(then), _constant(other)
        if then is other:
            output.replace_by(then)
        elif _same(*values):
            output.replace_by(_insert_constant(block, node, values[0], output))
        elif values == (True, False) and node.inputs[0].type == output.type == BOOL:
            output.replace_by(node.inputs[0])


def _same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and type(a) in (bool, int, str, type(None)) and bool(a == b)


def _unpack_known(block: Block, node: Node) -> None:
    """The elements of a tuple that was put together here, or is a constant."""
    source = node.inputs[0].node
    if source is None:
        return
    if source.kind == "prim::TupleConstruct":
        items = list(source.inputs)
    elif source.kind == "prim::Constant" and isinstance(source.attributes["value"], tuple):
        values = source.attributes["value"]
        items = [
            _insert_constant(block, node, value, output)
            for value, output in zip(values, node.outputs, strict=True)
        ]
    else:
        return
    for output, item in zip(node.outputs, items, strict=True):
        if not item.name:
            item.name = output.name
        output.replace_by(item)
    node.destroy()


def _splice(block: Block, index: int, node: Node) -> None:
    chosen = node.blocks[0 if _constant(node.inputs[0]) else 1]
    moved, chosen.nodes = chosen.nodes, []
    for inner in moved:
        inner.block = block
    block.nodes[index:index] = moved
    for output, value in zip(node.outputs, chosen.outputs, strict=False):
        output.replace_by(value)
    node.destroy()


def _constant(value: Value) -> Any:
    node = value.node
    if node is None or node.kind != "prim::Constant":
        return _UNKNOWN
    return node.attributes["value"]


def _answer(node: Node) -> Any:
    """The constant that a node always gives, or _UNKNOWN."""
    if node.kind in CASTS:
        value = _constant(node.inputs[0])
        if isinstance(value, bool | int) or (node.kind != "aten::Int" and isinstance(value, float)):
            return CASTS[node.kind](value)
    elif node.kind in ("aten::__is__", "aten::__isnot__"):
        types = [v.type for v in node.inputs]
        if NONE in types and all(t in DECIDED for t in types):
            return (types[0] == types[1]) == (node.kind == "aten::__is__")
    elif node.kind == "prim::isinstance":
        given = node.inputs[0].type
        wanted = node.attributes["types"]
        open_ended = any(isinstance(t, OptionalType | UnionType) or t == ANY for t in wanted)
        if given in DECIDED and not open_ended:
            return any(is_subtype(given, t) for t in wanted)
    return _UNKNOWN
