"""Operators whose operands are all known are run now; a dropout that does nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from minijit.dispatch import run
from minijit.ir import Block, Node, Value
from minijit.tensor import Tensor
from minijit.types import BOOL, FLOAT, INT, STR, TENSOR, ListType

RESULTS: Final = (BOOL, FLOAT, INT, STR, TENSOR, ListType(INT), ListType(FLOAT), ListType(BOOL))
DROPOUTS: Final = frozenset(
    f"aten::{name}dropout" for name in ("", "alpha_", "feature_", "feature_alpha_")
)
# Operators whose results may be much larger than what they are made of: they are not even tried.
GROWING: Final = frozenset(
    f"aten::{name}"
    for name in (
        "repeat", "tile", "repeat_interleave", "outer", "ger", "kron", "new_full", "new_ones",
        "new_zeros", "pad", "constant_pad_nd", "cartesian_prod", "one_hot", "block_diag",
    )
)  # fmt: skip
# Small results may be larger than what they are made of, others may not.
SMALL: Final = 1024
_UNKNOWN: Final = object()

Insert = Callable[[Block, int, Any, Any, Node], Value]


def fold_constants(
    block: Block, constants: list[Any], written: frozenset[Value], insert: Insert
) -> None:
    """Runs what can be run. `written` are the values that something may write to.

    `insert` puts a constant before a place of a block; tensors are by reference in `constants`.
    """
    for node in list(block.nodes):
        for inner in node.blocks:
            fold_constants(inner, constants, written, insert)
        if node.kind in DROPOUTS and _is_idle(node, constants, written):
            node.output.replace_by(node.inputs[0])
            node.destroy()
        elif node.schema is not None and not written.intersection(node.outputs):
            _fold(block, node, constants, written, insert)


def _is_idle(node: Node, constants: list[Any], written: frozenset[Value]) -> bool:
    """Whether a dropout leaves its input as it is; one of a share that is none raises."""
    share, train = (known(value, constants, written) for value in node.inputs[1:3])
    return train is False and isinstance(share, float) and 0 <= share <= 1


def _fold(
    block: Block, node: Node, constants: list[Any], written: frozenset[Value], insert: Insert
) -> None:
    if not _is_pure(node) or len(node.outputs) != 1 or node.output.type not in RESULTS:
        return
    values = [known(value, constants, written) for value in node.inputs]
    if any(value is _UNKNOWN for value in values):
        return
    try:
        result = run(node.schema, values)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 -- it fails where and when the program runs it
        return
    if isinstance(result, tuple):
        result = list(result)
    if isinstance(result, Tensor):
        most = max([SMALL, *(v.numel() for v in values if isinstance(v, Tensor))])
        if result.numel() > most:
            return
        # A view of a parameter is a constant of its own.
        result = result.detach().contiguous()
    made = insert(block, block.nodes.index(node), result, node.output.type, node)
    made.name = node.output.name
    node.output.replace_by(made)
    node.destroy()


def _is_pure(node: Node) -> bool:
    """Whether running it has no effect, and the same result each time."""
    assert node.schema is not None
    name = node.kind.partition("::")[2]
    given = name in ("is_grad_enabled", "warn") or node.kind in GROWING
    if node.schema.is_random or node.schema.is_users or "empty" in name or given:
        return False
    has_tensor = any(value.type == TENSOR for value in node.inputs)
    is_plain = node.output.type in (BOOL, FLOAT, INT) if len(node.outputs) == 1 else False
    writes = any(argument.alias.endswith("!") for argument in node.schema.arguments)
    return node.kind.startswith("aten::") and (has_tensor or is_plain) and not writes


def known(value: Value, constants: list[Any], written: frozenset[Value]) -> Any:
    """The value of a constant, or of a list or tuple of them that nothing writes to."""
    node = value.node
    if node is None or value in written:
        return _UNKNOWN
    if node.kind == "prim::Constant":
        return node.attributes["value"]
    if node.kind == "prim::ConstantRef":
        return constants[node.attributes["index"]]
    if node.kind in ("prim::ListConstruct", "prim::TupleConstruct"):
        items = [known(item, constants, written) for item in node.inputs]
        if any(item is _UNKNOWN for item in items):
            return _UNKNOWN
        return items if node.kind == "prim::ListConstruct" else tuple(items)
    return _UNKNOWN


def outputs_of(block: Block) -> Iterable[Value]:
    """All values that the nodes of a block, and of blocks within, give."""
    for node in block.nodes:
        yield from node.outputs
        for inner in node.blocks:
            yield from outputs_of(inner)
