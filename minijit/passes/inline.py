"""Puts the graphs of called functions and methods in place of the calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from minijit.ir import Block, CompilationUnit, Function, Graph, Node
from minijit.types import ClassType

Adopt = Callable[[Iterable[Node], CompilationUnit], None]


def inline_calls(graph: Graph, function: Function, adopt: Adopt | None = None) -> None:
    """Inlines every call whose callee is known and has a graph, and the calls within those.

    `function` owns the graph; its unit resolves names. A call of a function that is being inlined
    already stays a call. `adopt` sees the nodes of each body, and the unit it was in.
    """
    _block(graph.block, function, (function,), adopt)


def _block(
    block: Block, function: Function, active: tuple[Function, ...], adopt: Adopt | None
) -> None:
    for node in list(block.nodes):
        for inner in node.blocks:
            _block(inner, function, active, adopt)
        callee = _callee(node, function)
        if callee is None or callee in active:
            continue
        if callee.defined and callee.callback is None:
            _inline(block, node, callee, (*active, callee), adopt)


def _callee(node: Node, function: Function) -> Function | None:
    if node.kind == "prim::CallFunction":
        return function.unit.functions.get(node.attributes["name"])
    if node.kind == "prim::CallMethod" and not node.ends_of_with:
        owner = node.inputs[0].type
        if isinstance(owner, ClassType) and not owner.is_interface:
            found: Function | None = owner.methods.get(node.attributes["name"])
            return found
    return None


def _inline(
    block: Block,
    node: Node,
    callee: Function,
    active: tuple[Function, ...],
    adopt: Adopt | None,
) -> None:
    body = callee.graph.copy()
    if adopt is not None:
        adopt(body.walk(), callee.unit)
    _block(body.block, callee, active, adopt)
    at = block.nodes.index(node)
    tail = block.nodes[at:]
    del block.nodes[at:]
    values = dict(zip(body.inputs, node.inputs, strict=True))
    (result,) = block.copy_from(body.block, values)
    block.nodes += tail
    node.outputs[0].replace_by(result)
    node.destroy()
