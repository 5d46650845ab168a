"""Removes nodes whose results nobody reads and whose running nobody could notice."""

from __future__ import annotations

from minijit.ir import Block, Graph, Node

# Structure that only computes; of operators, those that write to nothing and return something.
PURE_STRUCTURE = frozenset([
    "prim::Constant", "prim::ConstantRef", "prim::GetAttr", "prim::TupleConstruct",
    "prim::TupleUnpack", "prim::TupleIndex", "prim::ListConstruct", "prim::DictConstruct",
    "prim::unchecked_cast", "prim::Uninitialized", "prim::isinstance", "prim::CreateObject",
    "prim::EnumName", "prim::EnumValue",
])  # fmt: skip


def remove_dead_code(graph: Graph) -> None:
    """Nodes, outputs of If and carried values of Loop that are not needed, until none is left."""
    while _sweep(graph.block):
        pass


def has_effect(node: Node) -> bool:
    """Whether running a node may be noticed other than by its outputs."""
    if node.schema is not None:
        writes = any(argument.alias.endswith("!") for argument in node.schema.arguments)
        # To drop a random draw would change all that follow; a user's operator may do anything.
        return writes or not node.outputs or node.schema.is_random or node.schema.is_users
    if node.kind in ("prim::If", "prim::Loop"):
        return any(has_effect(inner) for block in node.blocks for inner in block.nodes)
    return node.kind not in PURE_STRUCTURE


def _sweep(block: Block) -> bool:
    changed = False
    for node in reversed(list(block.nodes)):
        if node.kind == "prim::If":
            changed |= _drop_outputs(node)
        elif node.kind == "prim::Loop":
            changed |= _drop_carried(node)
        for inner in node.blocks:
            changed |= _sweep(inner)
        if not any(v.uses for v in node.outputs) and not has_effect(node):
            node.destroy()
            changed = True
    return changed


def _drop_outputs(node: Node) -> bool:
    changed = False
    for index in reversed(range(len(node.outputs))):
        if not node.outputs[index].uses:
            del node.outputs[index]
            for block in node.blocks:
                block.remove_output(index)
            changed = True
    return changed


def _drop_carried(node: Node) -> bool:
    """A carried value that stays what it was before, or that nothing but the loop reads."""
    (body,) = node.blocks
    changed = False
    for index in reversed(range(len(node.outputs))):
        formal, before = body.inputs[index + 1], node.inputs[index + 2]
        if body.outputs[index + 1] is formal and formal.type == before.type:
            formal.replace_by(before)
            node.outputs[index].replace_by(before)
        passed_on = all(use.user is body and use.index == index + 1 for use in formal.uses)
        if node.outputs[index].uses or not passed_on:
            continue
        body.remove_output(index + 1)
        del node.outputs[index], body.inputs[index + 1]
        node.remove_input(index + 2)
        changed = True
    return changed
