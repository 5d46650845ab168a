"""What `optimize_for_mobile` makes of layers, for XNNPACK: PyTorch's builds for desktops lack it, so no PyTorch is asked."""

import io

import numpy as np
import pytest

import minijit
from minijit import nn
from minijit.nn import functional as F
from tests.attacks.corpus_code import archive, body

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])
PACKING = (
    "line = ops.prepacked.linear_clamp_prepack(w, None, 0., None)",
    "conv = ops.prepacked.conv2d_clamp_prepack(k, b, [2, 1], [1, 0], [1, 1], 2, -0.5, 0.5)",
    "back = ops.prepacked.conv2d_transpose_clamp_prepack(k, None, [2, 2], [1, 0], [1, 1], [1, 2], 2)",
)
RUNNING = (
    "y = ops.prepacked.linear_clamp_run(x, line)",
    "z = ops.prepacked.conv2d_clamp_run(i, conv)",
    "u = ops.prepacked.conv2d_transpose_clamp_run(i, back)",
    "return (y, z, u)",
)
KIND = "__torch__.torch.classes.xnnpack."
HELD = {"line": "LinearOpContext", "conv": "Conv2dOpContext", "back": "TransposeConv2dOpContext"}


def random(*sizes):
    return minijit.from_numpy(np.random.default_rng(sum(sizes)).normal(size=sizes).astype("f"))


X, W, I, K, B = random(2, 3), random(4, 3), random(1, 4, 5, 6), random(4, 2, 3, 3), random(4)


def expected():
    return (
        F.linear(X, W).clamp_min(0.0),
        F.conv2d(I, K, B, (2, 1), (1, 0), 1, 2).clamp(-0.5, 0.5),
        F.conv_transpose2d(I, K, None, 2, (1, 0), 1, 2, (1, 2)),
    )


def agree(found):
    return all(
        a.shape == b.shape and np.allclose(a.numpy(), b.numpy(), atol=1e-6)
        for a, b in zip(found, expected(), strict=True)
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_layers_are_packed_saved_and_run(engine):
    tensors = "w: Tensor, k: Tensor, b: Tensor, i: Tensor"
    text = body(*PACKING, *RUNNING, returns="Tuple[Tensor, Tensor, Tensor]")
    text = text.replace("x: Tensor", f"x: Tensor, {tensors}")
    packer = minijit.jit.load(io.BytesIO(archive(text)), engine=engine)
    assert agree(packer(X, W, K, B, I))


@pytest.mark.parametrize("engine", ENGINES)
def test_packed_layers_are_attributes(engine):
    class Packed(nn.Module):
        def __init__(self):
            super().__init__()
            self.line = minijit.ops.prepacked.linear_clamp_prepack(W, None, 0.0, None)
            self.conv = minijit.ops.prepacked.conv2d_clamp_prepack(
                K, B, [2, 1], [1, 0], [1, 1], 2, -0.5, 0.5
            )
            self.back = minijit.ops.prepacked.conv2d_transpose_clamp_prepack(
                K, None, [2, 2], [1, 0], [1, 1], [1, 2], 2
            )

        def forward(self, x, i):
            return (
                minijit.ops.prepacked.linear_clamp_run(x, self.line),
                minijit.ops.prepacked.conv2d_clamp_run(i, self.conv),
                minijit.ops.prepacked.conv2d_transpose_clamp_run(i, self.back),
            )

    out = io.BytesIO()
    minijit.jit.save(minijit.jit.script(Packed(), engine=engine), out)
    out.seek(0)
    assert agree(minijit.jit.load(out, engine=engine)(X, I))
