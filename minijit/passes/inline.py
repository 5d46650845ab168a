"""Puts the graphs of called functions and methods in place of the calls."""

from __future__ import annotations

from minijit.ir import Block, Function, Graph, Node
from minijit.types import ClassType


def inline_calls(graph: Graph, function: Function) -> None:
    """Inlines every call whose callee is known and has a graph, and the calls within those.

    `function` owns the graph; its unit resolves names. A call of a function that is being inlined
    already stays a call.
    """
    _block(graph.block, function, (function,))


def _block(block: Block, function: Function, active: tuple[Function, ...]) -> None:
    for node in list(block.nodes):
        for inner in node.blocks:
            _block(inner, function, active)
        callee = _callee(node, function)
        if callee is None or callee in active:
            continue
        if callee.defined and callee.callback is None:
            _inline(block, node, callee, (*active, callee))


def _callee(node: Node, function: Function) -> Function | None:
    if node.kind == "prim::CallFunction":
        return function.unit.functions.get(node.attributes["name"])
    if node.kind == "prim::CallMethod":
        owner = node.inputs[0].type
        if isinstance(owner, ClassType) and owner.kind != "interface":
            found: Function | None = owner.methods.get(node.attributes["name"])
            return found
    return None


def _inline(block: Block, node: Node, callee: Function, active: tuple[Function, ...]) -> None:
    body = callee.graph.copy()
    _block(body.block, callee, active)
    at = block.nodes.index(node)
    tail = block.nodes[at:]
    del block.nodes[at:]
    values = dict(zip(body.inputs, node.inputs, strict=True))
    (result,) = block.copy_from(body.block, values)
    block.nodes += tail
    node.outputs[0].replace_by(result)
    node.destroy()
