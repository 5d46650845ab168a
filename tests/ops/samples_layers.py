"""Samples of what layers and losses call."""

from tests.ops.sample import WIDE, T, V, rows

ROUGH = {"strides": False, "tolerance": 20}
CELL = (T(12, 3), T(12, 4), T(12), T(12))
SMALL = (T(4, 3), T(4, 4), T(4), T(4))
BAG = V([1, 2, 4, 5, 4, 3, 2, 9])
POINTS = T(2, 3, 5, 2, content="unit")
FAR = T(2, 3, 5, 2)
ATTENTION = (8, 2, T(24, 8, content="unit"), T(24), T(8, 8, content="unit"), T(8))
X = T(2, 5, 8, content="unit")
NORMS = (T(8), T(8), T(8), T(8), T(16, 8), T(16), T(8, 16), T(8))
LOGS = T(6, 2, 5, content="unit")

SAMPLES = [
    # recurrent
    *rows("aten::_pack_padded_sequence", (T(4, 3, 2), V([4, 2, 1]), False), (T(3, 4, 2), V([4, 4, 1]), True), (T(4, 3), V([3, 2, 2]), False), dtypes=("float32", "int64")),
    *rows("aten::_pack_padded_sequence", (T(4, 3, 2), V([2, 4, 1]), False), (T(4, 3, 2), V([2, 1]), False), (T(4, 3, 2), V([2, 1, 0]), False), phrase=""),
    *rows("aten::_pad_packed_sequence", (T(7, 2), V([3, 2, 1, 1]), False, 0.0, 0), (T(7, 2), V([3, 2, 1, 1]), True, -1.5, 6), (T(7), V([3, 2, 1, 1]), False, 0.0, -1), dtypes=WIDE),
    *rows("aten::_pad_packed_sequence", (T(7, 2), V([3, 2, 1, 1]), False, 0.0, 2), phrase=""),
    *rows("aten::pad_sequence", ([T(3, 2), T(1, 2), T(2, 2)],), ([T(3), T(5)], True, 1.5), ([T(2, 2), T(4, 2)], False, 0.0, "left"), ([T(0, 2), T(2, 2)], True), dtypes=WIDE),
    *rows("aten::pad_sequence", ([T(3), T(5)], True, 0.0, "up"), phrase="Expected padding_side to be one of left or right"),
    *rows("aten::gru_cell", (T(2, 3), T(2, 4), *CELL), (T(2, 3), T(2, 4), *CELL[:2]), dtypes=WIDE, **ROUGH),
    *rows("aten::rnn_tanh_cell", (T(2, 3), T(2, 4), *SMALL), (T(2, 3), T(2, 4), *SMALL[:2]), dtypes=WIDE, **ROUGH),
    *rows("aten::rnn_relu_cell", (T(2, 3), T(2, 4), *SMALL), dtypes=WIDE, **ROUGH),
    # patches
    *rows("aten::im2col", (T(2, 3, 6, 5), [2, 3], [1, 1], [0, 0], [1, 1]), (T(3, 6, 5), [2, 2], [2, 1], [1, 2], [2, 1]), dtypes=(*WIDE, "bool"), strides=False),
    *rows("aten::im2col", (T(2, 3, 6, 5), [0, 3], [1, 1], [0, 0], [1, 1]), (T(1, 2, 2, 2), [3, 3], [1, 1], [0, 0], [1, 1]), phrase=""),
    *rows("aten::col2im", (T(2, 12, 12), [5, 4], [2, 2], [1, 1], [0, 0], [1, 1]), (T(6, 20), [6, 5], [2, 3], [2, 1], [1, 1], [1, 1]), (T(1, 4, 6), [5, 4], [2, 2], [1, 1], [0, 1], [2, 2]), dtypes=WIDE, strides=False),
    *rows("aten::col2im", (T(2, 11, 12), [5, 4], [2, 2], [1, 1], [0, 0], [1, 1]), (T(2, 12, 11), [5, 4], [2, 2], [1, 1], [0, 0], [1, 1]), phrase=""),
    # embeddings
    *rows("aten::embedding_bag", (T(10, 3), BAG, V([0, 4])), (T(10, 3), BAG, V([0, 3, 3]), False, 0), (T(10, 3), BAG, V([0, 4, 8]), False, 0, False, None, True), (T(10, 3), BAG, V([0, 4]), False, 0, False, T(8)), dtypes=WIDE, tolerance=4, strides=False, values=True),
    *rows("aten::embedding_bag.padding_idx", (T(10, 3), BAG, V([0, 4]), False, 0, False, None, False, 4), (T(10, 3), BAG, V([0, 3, 3]), False, 1, False, None, False, 4), (T(10, 3), BAG, V([0, 3, 3]), False, 2, False, None, False, 4), (T(10, 3), BAG, V([0, 4]), False, 1, False, None, False, None), (T(10, 3), BAG, V([0, 4]), False, 2, False, None, False, None), tolerance=4, strides=False),
    # sampling
    *rows("aten::grid_sampler", *[(T(2, 3, 4, 6), grid, mode, pad, align) for grid in (POINTS, FAR) for mode in (0, 1, 2) for pad in (0, 1, 2) for align in (True, False)], **ROUGH),
    *rows("aten::grid_sampler", *[(T(2, 2, 3, 4, 2), T(2, 2, 3, 2, 3), mode, pad, align) for mode in (0, 1) for pad in (0, 1, 2) for align in (True, False)], dtypes=("float64",), **ROUGH),
    *rows("aten::grid_sampler", (T(2, 3, 4), POINTS, 0, 0, True), (T(1, 3, 4, 6), POINTS, 0, 0, True), (T(2, 3, 4, 6), T(2, 3, 5, 3), 0, 0, True), phrase=""),
    *rows("aten::affine_grid_generator", (T(2, 2, 3), [2, 3, 4, 5], True), (T(2, 2, 3), [2, 3, 4, 5], False), (T(1, 3, 4), [1, 1, 2, 3, 4], False), (T(1, 2, 3), [1, 1, 1, 4], True), dtypes=WIDE, **ROUGH),
    # attention
    *rows("aten::_native_multi_head_attention", (X, X, X, *ATTENTION), (X, X, X, *ATTENTION, None, True, False), (X, X, X, *ATTENTION, V([[False, True, False, False, True], [False, False, True, False, False]]), True, True, 1), (X, X, X, *ATTENTION, V([[False, True, False, False, True]] * 5), True, True, 0), **ROUGH),
    *rows("aten::_transformer_encoder_layer_fwd", (X, *ATTENTION, True, False, 1e-5, *NORMS), (X, *ATTENTION, False, True, 1e-5, *NORMS), (X, *ATTENTION, False, False, 1e-5, *NORMS, V([[False, True, False, False, True], [False, False, True, False, False]]), 1), strides=False, tolerance=200),
    *rows("aten::_weight_norm", (T(4, 3, 2), T(4, 1, 1), 0), (T(4, 3), T(1, 3), 1), dtypes=WIDE, **ROUGH),
    *rows("aten::bilinear", (T(5, 3), T(5, 4), T(2, 3, 4), T(2)), (T(2, 5, 3), T(2, 5, 4), T(2, 3, 4), None), (T(3), T(4), T(2, 3, 4), T(2)), dtypes=WIDE, **ROUGH),
    # losses
    *rows("aten::poisson_nll_loss", *[(T(3, 4, content="positive"), T(3, 4, content="positive"), log, full, 1e-8, r) for log in (True, False) for full in (True, False) for r in (0, 1, 2)], **ROUGH),
    *rows("aten::cosine_embedding_loss", *[(T(3, 4), T(3, 4), V([1, -1, 1]), 0.25, r) for r in (0, 1, 2)], (T(4), T(4), V(1)), dtypes=WIDE, **ROUGH),
    *rows("aten::multi_margin_loss", *[(T(3, 4), V([0, 3, 1]), p, 1.5, w, r) for p in (1, 2) for w in (None, T(4, content="positive")) for r in (0, 1, 2)], (T(4), V(2)), dtypes=WIDE, **ROUGH),
    *rows("aten::multilabel_margin_loss", *[(T(2, 4), V([[3, 0, -1, 1], [1, 2, 3, -1]]), r) for r in (0, 1, 2)], (T(4), V([3, 0, -1, 1])), dtypes=WIDE, **ROUGH),
    *rows("aten::ctc_loss.IntList", *[(LOGS, V([[1, 2, 2], [3, 1, 4]]), [6, 5], [3, 2], 0, r, z) for r in (0, 1, 2) for z in (False, True)], (LOGS, V([1, 2, 3, 3]), [6, 6], [1, 3], 0, 0), (LOGS, V([[1, 1, 1], [3, 3, 3]]), [2, 6], [3, 3], 0, 0, True), (T(6, 5, content="unit"), V([1, 2]), [6], [2], 4, 0), dtypes=WIDE, **ROUGH),
    *rows("aten::ctc_loss.Tensor", (LOGS, V([[1, 2, 2], [3, 1, 4]]), V([6, 5]), V([3, 2]), 0, 1), (LOGS, V([[1, 2, 2], [3, 1, 4]]), V([6, 5]), V([3, 0]), 0, 0), **ROUGH),
    # dropout
    *[row for name in ("feature_dropout", "alpha_dropout", "feature_alpha_dropout") for row in (
        *rows(f"aten::{name}", (T(2, 8, 3), 0.5, True), (T(2, 3, 2), 0.25, False), (T(2, 3, 2), 1.0, True), (T(2, 3, 2), 0.0, True), dtypes=WIDE, seed=7, strides=False, tolerance=4),
        *rows(f"aten::{name}_", (T(2, 8, 3), 0.5, True), dtypes=WIDE, seed=7, strides=False, tolerance=4))],
    *rows("aten::rrelu", (T(4, 5),), (T(4, 5), 0.1, 0.4, True), dtypes=WIDE, seed=8, tolerance=4),
    *rows("aten::rrelu_", (T(4, 5),), (T(4, 5), 0.1, 0.4, True), dtypes=WIDE, seed=8, tolerance=4),
    *[row for name in ("rnn_relu", "rnn_tanh") for row in rows(f"aten::{name}.data", (T(9, 3), V([3, 3, 2, 1]), T(2, 3, 5), [T(5, 3), T(5, 5), T(5), T(5)] * 2, True, 1, 0.0, False, True), (T(9, 3), V([3, 3, 2, 1]), T(1, 3, 5), [T(5, 3), T(5, 5)], False, 1, 0.0, False, False), **ROUGH)],
    *rows("aten::fractional_max_pool3d", (T(1, 2, 4, 5, 6), [2, 2, 3], [2, 3, 2], T(1, 2, 3, content=[0.1, 0.9, 0.5, 0.3, 0.7, 0.2])), strides=False, dtypes=WIDE),
]  # fmt: skip
