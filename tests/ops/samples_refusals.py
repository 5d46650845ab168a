"""What PyTorch refuses, with the whole of its sentence."""

from tests.ops.sample import KW, T, V, rows

LONG = {"dtype": "int64"}

SAMPLES = [
    *rows(
        "aten::nll_loss",
        (T(3, 5, 2), T(3, **LONG)),
        (T(3, 5), T(3, 1, **LONG)),
        (T(3, 5), V([0, 1])),
        (T(3, 5), V([0, 1, 2]), T(4)),
        (T(3, 5), V([0, 1, 2]), T(1, 5)),
        (T(3, 5), V([0, 1, 2]), T(5, dtype="float64")),
        (T(3, 5), V([0, 1, -9])),
        (T(3, 5), V([0, 1, 9])),
        (T(3, 5), V([0, 1, 2], "int32")),
        (T(5), V([0, 1])),
        (T(5, **LONG), V(1)),
    ),
    *rows("aten::nll_loss", (T(5), V([1]), None, 0), (T(5), V(1), None, 0), (T(3, 5), V([0, 4, 3], "uint8"))),
    *rows(
        "aten::nll_loss2d",
        (T(3, 5, 2, 2), T(3, **LONG)),
        (T(3, 5, 2, 2), T(3, 2, 1, **LONG)),
        (T(3, 5, 2, 2), T(3, 2, 2)),
        (T(3, 5, 2, 2), V([[[9, 0], [0, 0]]] * 3)),
    ),
    *rows("aten::nll_loss_nd", (T(3, 5), V([0, 1])), (T(3, 5, 2), V([[0, 1, 1], [0, 1, 1], [0, 1, 1]])), (T(2, 5, 1, 2, 2), T(2, 1, 2, 2))),
    *rows("aten::cross_entropy_loss", (T(3, 5), T(3)), (T(3, 5), V([1, 2])), (T(3, 5), T(3, 1, **LONG)), (T(3, 5), T(3, 5, dtype="uint8"))),
    *rows(
        "aten::multi_margin_loss",
        (T(3, 5), T(3)),
        (T(3, 5), T(3, 1, **LONG)),
        (T(5), V([1, 2])),
        (T(3, 0), V([0, 0, 0])),
        (T(3, 2, 2), V([0, 0, 0])),
        (T(3, 2), V([0, 2, 0])),
        (T(3, 2), V([0, 1, 0]), 1, 1.0, T(2, dtype="float64")),
    ),
    *rows("aten::multilabel_margin_loss", (T(3, 2), V([0, 0, 0])), (T(3, 2), V([[1.0, 0.0]] * 3)), (T(3, 2), V([[4, 4]] * 3)), (T(3, 0), T(3, 2, **LONG))),
    *rows("aten::margin_ranking_loss", (T(3, 2), T(3, 2), T(3)), phrase="All input tensors should have same dimension"),
    *[
        row
        for name in ("rnn_tanh_cell", "rnn_relu_cell", "gru_cell")
        for gates in ((3 if name == "gru_cell" else 1) * 4,)
        for row in rows(
            f"aten::{name}",
            (T(3, 5), T(3, 4), T(gates, 6), T(gates, 4)),
            (T(3, 5), T(2, 4), T(gates, 5), T(gates, 4)),
            (T(3, 5), T(3, 6), T(gates, 5), T(gates, 4)),
        )
    ],
    *[
        row
        for name in ("complex", "polar")
        for row in rows(
            f"aten::{name}",
            (T(2), T(2, dtype="int32")),
            (T(2), T(2, dtype="float64")),
            (T(2, dtype="bfloat16"), T(2, dtype="bfloat16")),
        )
    ],
    *rows("aten::grid_sampler", (T(1, 1, 2, 2), T(1, 2, 2, 2, dtype="float64"), 0, 0, False)),
    *rows(
        "aten::index_add",
        (T(3), 0, V([0]), T(1, dtype="float64")),
        (T(3), 0, V([0.0]), T(1)),
        (T(3), 0, V([[0]]), T(1)),
        (T(3), 0, V([0, 1]), T(1)),
        (T(3, 2), 0, V([0]), T(1)),
        (T(3, 2), 0, V([0]), T(1, 3)),
        (T(3, 2), 2, V([0]), T(1, 3)),
        (T(), 0, V([0]), T(1)),
        (T(1), 0, V(0), T()),
    ),
    *rows(
        "aten::index_copy",
        (T(3), 0, V([0]), T(1, dtype="float64")),
        (T(3), 0, V([0, 1]), T(1)),
        (T(3), 0, V([0.0]), T(1)),
        (T(3), 0, V([[0]]), T(1)),
        (T(3, 4), 0, V([0, 1]), T(2, 3)),
        (T(3, 4), -1, V([0, 1]), T(2, 2)),
        (T(3, 4), 0, V([0, 1]), T(2)),
        (T(3, 4), 0, V([-1]), T(1, 4)),
        (T(3, 4), 1, V([5]), T(3, 1)),
        (T(3, 4), 1, V([1]), T(3, 2)),
    ),
    *rows("aten::index_fill.int_Scalar", (T(3), 0, V([2], "int32"), 3)),
    *rows("aten::masked_scatter", (T(3), V([True, False, True]), T(2, dtype="float64")), (T(3), T(3), T(2))),
    *rows("aten::scatter_add", (T(3), 0, V([0]), T(3, dtype="float64"))),
    *rows("aten::multinomial", (T(3, **LONG), 2)),
    *rows("aten::put", (T(3), V([0]), T(1, dtype="float64")), (T(3), V([0.0]), T(1))),
    *rows("aten::fft_rfft", (T(3, dtype="complex64"),), (T(),)),
    *rows("aten::fft_rfftn", (T(3, dtype="complex64"),), (T(3), None, [3])),
    *rows("aten::fft_ihfft", (T(3, dtype="complex64"),)),
    *rows("aten::fft_fft", (T(),), (T(3), None, 3)),
    *rows("aten::fft_fft2", (T(3),)),
    *rows("aten::sum_to_size", (T(2, 2), [3, 2]), (T(2), [1, 2])),
    *rows("aten::cov", (T(2, 2, 2),), (T(2, 2), KW(fweights=T(2))), (T(2, 2), KW(aweights=T(2, **LONG)))),
    *rows("aten::diagonal", (T(2, 2), 0, 5, 1), (T(2, 2), 0, 1, -3), (T(2, 2), 0, 1, -1)),
    *rows("aten::diag_embed", (T(2, 2), 0, 5, 1), (T(2, 2), 0, 1, -4)),
    *rows("aten::rms_norm", (T(2, 2, 3), [2, 2])),
    *rows("aten::conv2d", (T(1, 1, 3, 3), T(1, 1, 3, 3), None, [1], [0], [0])),
    *rows("aten::prelu", (T(1, 8), T(4, 2)), (T(1, 8), T(4))),
    *rows("aten::mean", (T(3, **LONG),), (T(3), 4), (T(3, **LONG), 3)),
    *rows("aten::mean.dim", (T(3, **LONG), [0]), (T(3), [0], False, 11)),
    *rows("aten::roll", (T(3), []), (T(3), [1, 2])),
    *rows("aten::ormqr", (T(), T(3), T(3, 3)), (T(3, 3), T(2), T(3, 3)), (T(3, 3), T(3), T(2, 3))),
    *rows(
        "aten::masked_fill.Scalar",
        (T(3, dtype="int32"), V([True, False, True]), 1j),
        (T(3, dtype="int32"), V([True, False, True]), 1e20),
        (T(3), V([True, False, True]), 1j),
        (T(3, dtype="uint8"), V([True, False, True]), 300),
    ),
    *rows(
        "aten::masked_fill.Tensor",
        (T(3, **LONG), V([True, False, True]), V(float("inf"))),
        (T(3, **LONG), V([True, False, True]), V(float("nan"))),
        (T(3, dtype="int32"), V([True, False, True]), V(1e30)),
        (T(3), V([True, False, True]), V(1j, "complex64")),
        (T(3), V([True, False, True]), V(float("-inf"))),
    ),
    *rows(
        "aten::index_fill.int_Scalar",
        (T(3, **LONG), 0, V([1]), float("inf")),
        (T(3), 0, V([5]), 1),
        (T(3, 3), 0, V([[1]]), 1),
        (T(3), 1, V([1]), 1),
        (T(3, 2), 1, V([-1]), 2.5),
        (T(), 0, V(0), 2.5),
    ),
    *rows("aten::item", (V(1 + 2j, "complex64"),)),
    *rows("aten::adaptive_avg_pool1d", (T(1, 2, 3), []), (T(1, 2, 3), [1, 2])),
    *rows("aten::adaptive_max_pool1d", (T(1, 2, 3), [1, 2])),
]  # fmt: skip
