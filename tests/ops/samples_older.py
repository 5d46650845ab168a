"""Samples of what functional.py of older versions calls, and of what traces of decomposed programs hold."""

from tests.ops.sample import FLOATS, KW, REAL, WIDE, T, V, rows

PADS = {
    "1d": (((2, 3), [1, 2]), ((2, 3, 4), [3, 0])),
    "2d": (((1, 3, 4), [1, 2, 2, 1]), ((2, 1, 3, 5), [0, 4, 2, 0])),
    "3d": (((1, 2, 3, 4), [1, 2, 2, 1, 1, 0]), ((1, 2, 3, 3, 3), [2, 0, 1, 1, 0, 2])),
}
IMAGE = T(2, 3, 5, 6)
FILTER = T(4, 3, 3, 2)
CHANNELS = (T(3, 4), V([0.1, 0.25, 0.5]))

SAMPLES = [
    *[s for how in ("reflection", "replication") for rank, cases in PADS.items()
      for s in rows(f"aten::{how}_pad{rank}", *[(T(*sizes), pads) for sizes, pads in cases], dtypes=(*WIDE, "int64"))],
    *rows("aten::reflection_pad2d.out", (T(1, 3, 4), [1, 2, 2, 1], KW(out=T(0)))),
    *rows("aten::nll_loss2d", (T(2, 3, 2, 2), V([0, 2, 1, 2, 0, 1, 1, 0], sizes=(2, 2, 2))), (T(2, 3, 2, 2), V([0, 2, 1, 2, 0, 1, 1, 0], sizes=(2, 2, 2)), T(3, content=[0.5, 1.0, 2.0]), 2, 1), dtypes=WIDE, tolerance=4),
    *rows("aten::conv_tbc", (T(5, 2, 3), T(3, 3, 4), T(4)), (T(5, 2, 3), T(3, 3, 4), T(4), 1), tolerance=16),
    *rows("aten::convolution", (IMAGE, FILTER, T(4), [2, 1], [1, 0], [1, 1], False, [0, 0], 1), (IMAGE, FILTER, None, [1, 1], [0, 0], [2, 1], False, [0, 0], 1), (IMAGE, T(3, 2, 2, 2), T(2), [2, 2], [0, 1], [1, 1], True, [1, 0], 1), (T(2, 4, 7), T(4, 2, 3), None, [1], [1], [1], False, [0], 2), tolerance=32),
    *rows("aten::thnn_conv2d", (IMAGE, FILTER, [3, 2]), (IMAGE, FILTER, [3, 2], T(4), [2, 1], [1, 1]), tolerance=32),
    *rows("aten::slow_conv3d", (T(1, 2, 4, 4, 4), T(3, 2, 2, 2, 3), [2, 2, 3]), (T(1, 2, 4, 4, 4), T(3, 2, 2, 2, 3), [2, 2, 3], T(3), [1, 2, 1], [1, 0, 1]), tolerance=32),
    *rows("aten::norm_except_dim", (T(3, 4, 2),), (T(3, 4, 2), 2, 1), (T(3, 4, 2), 2, -1), (T(3, 4), 1, 0), dtypes=WIDE, tolerance=8),
    *rows("aten::nonzero_numpy", (V([[0, 1, 2], [3, 0, 0]]),), (V([0.0, 0.0]),), (V(3.0),), (T(0, 2),)),
    *rows("aten::is_signed", (T(2),), dtypes=(*REAL, "bool", "complex64", "float16")),
    *rows("aten::is_nonzero", (V([1.0]),), (V(0),), (V([[False]]),)),
    *rows("aten::is_nonzero", (T(2),), (T(0),), phrase="Boolean value of Tensor"),
    *rows("aten::_assert_async", (V([2.0]),), (V(True),)),
    *rows("aten::_assert_async", (V(0),), phrase="Expected Tensor with single nonzero value, but got zero"),
    *rows("aten::_assert_async", (T(2),), phrase="Boolean value of Tensor"),
    *rows("aten::_assert_async.msg", (V(True), "all is well"), (V([0.0]), "a zero")),
    *rows("aten::is_same_size", (T(2, 3), T(2, 3)), (T(2, 3), T(3, 2)), (T(), T(1))),
    *rows("aten::_shape_as_tensor", (T(2, 3),), (T(),), (T(0),)), *rows("aten::pin_memory", (T(2),)),
    *rows("aten::get_device", (T(2),)),
    *rows("aten::cuda", (T(2),), phrase="cuda"),
    *rows("aten::backward", (T(),), (T(2), T(2), True), phrase="grad"),
    *rows("aten::backward.TensorList", ([T()],), phrase="grad"),
    *rows("aten::grad", ([T()], [T()]), phrase="grad"),
    *rows("aten::to_dense", (T(2, 3),), (T(2, 3), 7)),
    *rows("aten::fill_diagonal_", (T(3, 4), 2.5), (T(7, 3), 1, True), (T(7, 3), 1), (T(3, 3, 3), -1), (T(3, 3, layout="t"), 0), dtypes=(*WIDE, "int64")),
    *rows("aten::fill_diagonal_", (T(3), 1), phrase="dimensions must larger than 1"),
    *rows("aten::fill_diagonal_", (T(2, 3, 2), 1), phrase="all dimensions of input must be of equal length"),
    *rows("aten::range", (1, 4), (0.5, 3.25, KW(dtype=7)), (0, 3, KW(dtype=4))),
    *rows("aten::range.step", (1, 4, 0.5), (5, -1, -2), (0, 7, 3, KW(dtype=4))),
    *rows("aten::range.step", (0, 4, 0), phrase="step must be nonzero"),
    *rows("aten::range.step", (0, 4, -1), phrase="upper bound and larger bound inconsistent with step sign"),
    *rows("aten::is_pinned", (T(2),)),
    *rows("aten::is_inference", (T(2),)),
    *rows("aten::repeat_interleave.Tensor", (V([2, 0, 3]),), (V([], "int64"),), (V([1, 2]), KW(output_size=3))),
    *rows("aten::repeat_interleave.Tensor", (V([[1, 2]]),), phrase="only accept 1D vector"),
    *rows("aten::result_type.Tensor", (T(2, 3, dtype="int32"), T(4, dtype="float16")), (T(2, dtype="int64"), T(dtype="float64")), (T(dtype="int8"), T(dtype="uint8"))),
    *rows("aten::result_type.Scalar", (T(2, dtype="int32"), 1.5), (T(dtype="uint8"), 3), (T(2, dtype="bool"), 2)),
    *rows("aten::get_autocast_dtype", ("cpu",), ("cuda",)),
    *rows("aten::is_autocast_cpu_enabled", ()),
    *rows("aten::fake_quantize_per_tensor_affine.tensor_qparams", (T(3, 4), V(0.1), V(3, "int32"), -128, 127), (T(3, 4), V([0.5]), V([0], "int32"), 0, 15), tolerance=2),
    *rows("aten::fake_quantize_per_channel_affine", (*CHANNELS, V([0, 3, -2], "int32"), 0, -128, 127), (T(2, 3), V([0.1, 0.25, 0.5]), V([0.5, 0.0, 1.25]), 1, 0, 15), dtypes=FLOATS[:1], tolerance=2),
    *rows("aten::fake_quantize_per_channel_affine", (*CHANNELS, V([0, 3, 2], "int32"), 0, 5, 1), phrase="`quant_min` should be less than or"),
    *rows("aten::fake_quantize_per_channel_affine", (*CHANNELS, V([0, 3, 16], "int32"), 0, 0, 15), (*CHANNELS, V([0, -1, 5], "int32"), 0, 0, 15), phrase="`zero_point` must be between"),
    *rows("aten::fake_quantize_per_channel_affine", (*CHANNELS, V([0, 1], "int32"), 0, 0, 15), phrase="scale and zero-point need to have the same dimensions"),
    *rows("aten::norm_except_dim", (T(3, 4), 2, -2), (T(), 2, -1), dtypes=WIDE, tolerance=8),
    *rows("aten::norm_except_dim", (T(3, 4), 2, 5), (T(3, 4), 2, -5), (T(), 2, 0), phrase="Dimension"),
    *rows("aten::fake_quantize_per_channel_affine", (T(2, 3), *CHANNELS[1:], V([0, 1, 2], "int32"), 0, 0, 15), phrase="dimensions of scale and zero-point are not consistent with input tensor"),
    *[
        row
        for name in ("fused_moving_avg_obs_fake_quant", "_fused_moving_avg_obs_fq_helper")
        for row in rows(
            f"aten::{name}",
            (T(3, 4), V([1]), V([1]), V(float("inf")), V(float("-inf")), V([1.0]), V([0], "int32"), 0.01, 0, 255, 0),
            (T(3, 4), V([1]), V([1]), V(-0.5), V(0.75), V([1.0]), V([0], "int32"), 0.1, -128, 127, 0, False, True),
            (T(3, 4), V([0]), V([1]), V(0.5), V(0.75), V([1.0]), V([0], "int32"), 0.1, 0, 127, 0, False, True),
            (T(3, 4), V([1]), V([0]), V(-0.5), V(0.75), V([1.0]), V([0], "int32"), 0.1, 0, 255, 0),
            (T(3, 4), V([0]), V([0]), V(-0.5), V(0.75), V([1.0]), V([0], "int32"), 0.1, 0, 255, 0),
            (T(3, 4), V([1]), V([1]), V(0.0), V(1e-6), V([1.0]), V([0], "int32"), 0.0, 0, 255, 0),
            (T(3, 4), V([1]), V([1]), V(float("inf")), V(0.5), V([1.0]), V([0], "int32"), 0.1, 0, 255, 0),
            (T(3, 4), V([1]), V([1]), V(-0.5), V(float("-inf")), V([1.0]), V([0], "int32"), 0.1, 0, 255, 0),
            (V([float("nan"), 1.0]), V([1]), V([1]), V(-0.5), V(0.5), V([1.0]), V([0], "int32"), 0.1, 0, 255, 0),
            (T(2, 3, 2), V([1]), V([1]), V([float("inf"), -1.0]), V([float("-inf"), 2.0]), V([1.0, 1.0]), V([0, 0], "int32"), 0.3, 0, 255, 0, True),
            (T(3, 2), V([0]), V([1]), V([-1.0, -2.0]), V([1.0, 2.0]), V([1.0, 1.0]), V([0, 0], "int32"), 0.3, 0, 255, 1, True),
            (T(2, 3, 2), V([1]), V([1]), V([-9.0, 1.0]), V([9.0, 2.0]), V([1.0, 1.0]), V([0, 0], "int32"), 0.3, 0, 255, 0, True),
            (T(2, 3), V([1]), V([1]), V([], sizes=(0,)), V([], sizes=(0,)), V([], sizes=(0,)), V([], "int32", (0,)), 0.3, -128, 127, 0, True, True),
            (T(2, 3), V([1]), V([1]), V([0.0] * 3), V([1.0] * 3), V([1.0] * 3), V([0] * 3, "int32"), 0.3, 0, 255, 1, True),
        )
    ],
]  # fmt: skip
