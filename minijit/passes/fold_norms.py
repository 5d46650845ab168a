"""A batch normalisation behind a convolution, or a linear layer, goes into its weights."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from minijit.ir import Block, Node, Value
from minijit.passes.fold_constants import Insert, known
from minijit.tensor import Tensor

CONVOLUTIONS: Final = frozenset(["aten::conv1d", "aten::conv2d", "aten::conv3d"])
# Operators that look at a tensor's shape or type, not at its elements.
SHAPE_ONLY: Final = frozenset(["aten::dim", "aten::size", "aten::len", "prim::dtype"])
# Operators whose result has as many dimensions as their first argument.
SAME_RANK: Final = frozenset(
    f"aten::{name}" for name in ("linear", "relu", "relu_", "gelu", "tanh", "sigmoid", "batch_norm")
)


def fold_norms(
    block: Block, constants: list[Any], written: frozenset[Value], insert: Insert
) -> None:
    """Folds where weights and statistics are constants. `written` and `insert`: see fold_constants.

    A linear layer's result must be known to have two dimensions: of more, others are normalised.
    """
    for node in list(block.nodes):
        for inner in node.blocks:
            fold_norms(inner, constants, written, insert)
        if node.kind != "aten::batch_norm":
            continue
        layer = node.inputs[0].node
        if layer is None or layer.block is not block or not _is_layer(layer, written):
            continue
        if node.inputs[0] in written or not _read_once(node.inputs[0]):
            continue
        folded = _folded(layer, node, constants, written)
        if folded is None:
            continue
        for index, value in enumerate(folded, 1):
            at = block.nodes.index(layer)
            layer.set_input(index, insert(block, at, value, layer.inputs[1].type, layer))
        node.output.replace_by(layer.output)
        node.destroy()


def _is_layer(node: Node, written: frozenset[Value]) -> bool:
    if node.kind == "aten::_convolution":
        transposed = node.inputs[6].node
        return transposed is not None and transposed.attributes.get("value") is False
    return node.kind in CONVOLUTIONS or (
        node.kind == "aten::linear" and _rank(node.inputs[0], written) == 2
    )


def _rank(value: Value, written: frozenset[Value]) -> int | None:
    """The number of dimensions where what made the value tells."""
    node = value.node
    while node is not None and node.kind in SAME_RANK:
        node = node.inputs[0].node
    if node is None:
        return None
    if node.kind == "aten::flatten":
        return 2 if [known(v, [], frozenset()) for v in node.inputs[1:]] == [1, -1] else None
    if node.kind in ("aten::mm", "aten::addmm"):
        return 2
    if node.kind in ("aten::view", "aten::reshape"):
        sizes = node.inputs[1].node
        is_list = (
            sizes is not None
            and sizes.kind == "prim::ListConstruct"
            and node.inputs[1] not in written
        )
        return len(sizes.inputs) if sizes is not None and is_list else None
    return None


def _read_once(value: Value) -> bool:
    """Whether one place alone reads the elements."""
    return (
        sum(not isinstance(use.user, Node) or use.user.kind not in SHAPE_ONLY for use in value.uses)
        == 1
    )


def _folded(
    layer: Node, norm: Node, constants: list[Any], written: frozenset[Value]
) -> tuple[Tensor, Tensor] | None:
    """The weight and the bias that give the normalised result."""
    weight, bias = (known(value, constants, written) for value in layer.inputs[1:3])
    scale, shift, mean, variance, training, _, epsilon = (
        known(value, constants, written) for value in norm.inputs[1:8]
    )
    if training is not False or not isinstance(epsilon, float):
        return None
    if not all(isinstance(t, Tensor) for t in (weight, mean, variance)):
        return None
    if not all(t is None or isinstance(t, Tensor) for t in (bias, scale, shift)):
        return None
    if weight._dtype.name not in ("float32", "float64") or weight.dim() < 2 or not weight.numel():
        return None
    channels = weight._sizes[0]
    vectors = [t for t in (bias, scale, shift, mean, variance) if t is not None]
    if any(t.numel() != channels or t._dtype is not weight._dtype for t in vectors):
        return None

    def numbers(tensor: Tensor | None, otherwise: float) -> Any:
        if tensor is None:
            return np.full(channels, otherwise)
        return tensor.array().astype(np.float64).reshape(-1)

    factor = numbers(scale, 1) / np.sqrt(numbers(variance, 1) + epsilon)
    rows = weight.array().astype(np.float64).reshape(channels, -1) * factor[:, None]
    moved = (numbers(bias, 0) - numbers(mean, 0)) * factor + numbers(shift, 0)
    kind = weight._dtype.np
    return (
        Tensor.from_array(rows.astype(kind).reshape(weight._sizes)),
        Tensor.from_array(moved.astype(kind)),
    )
