"""What the arms of an `if` give, where their types differ."""

from __future__ import annotations

from minijit.ir import Block, Graph
from minijit.types import OptionalType, UnionType, is_subtype


def drop_upcasts(graph: Graph) -> None:
    """Arms give values of their own types: the annotation in the first arm says the common one."""
    for node in list(graph.walk()):
        if node.kind == "prim::If":
            for block in node.blocks:
                for index in range(len(block.outputs)):
                    _narrow(block, index)


def drop_same_casts(graph: Graph) -> None:
    """Takes away casts whose types are spelled alike: those of sets and futures."""
    for node in list(graph.walk()):
        if node.kind == "prim::unchecked_cast":
            given = node.inputs[0]
            if str(given.type) == str(node.output.type):
                given.name = given.name or node.output.name
                node.output.replace_by(given)
                node.destroy()


def _narrow(block: Block, index: int) -> None:
    cast = block.outputs[index].node
    if cast is None or cast.kind != "prim::unchecked_cast":
        return
    given, wanted = cast.inputs[0], cast.output.type
    if isinstance(wanted, OptionalType | UnionType) and is_subtype(given.type, wanted):
        block.set_output(index, given)
        if not cast.output.uses:
            cast.destroy()
