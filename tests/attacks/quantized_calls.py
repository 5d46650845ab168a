"""A call of every operator that has no row in tests/ops, since it takes or makes what no row can say: quantized tensors,
packed weights, records of the profiler. Where these meet PyTorch is tests/compat/zoo/quantized.py.
"""

from tests.ops.sample import ENUM, Made, Sample, T, V, Spec

QUINT8, QINT8, HALF = 13, 12, ENUM["float16"]


def spec(*sizes: int, **options: object) -> Spec:
    return T(*sizes, dtype="float32", **options)


def q(*sizes, dtype=QUINT8, scale=0.05, zero=3):
    return Made("aten.quantize_per_tensor", (spec(*sizes), scale, zero, dtype))


def channels(*sizes, dtype=QINT8, axis=0):
    count = sizes[axis]
    scales = T(count, dtype="float64", content="positive")
    zeros = V([0] * count, "int64")
    return Made("aten.quantize_per_channel", (spec(*sizes), scales, zeros, axis, dtype))


def weight(*sizes):
    return q(*sizes, dtype=QINT8, zero=0)


def packed(kind, *args):
    return Made(f"quantized.{kind}_prepack", args)


NORM = (spec(4), spec(4), spec(4), spec(4, content="positive"), 1e-5, 0.05, 110)
OUT = (0.1, 100)
IMAGE, LINE, CUBE, ROWS = q(2, 4, 6, 6), q(2, 4, 6), q(2, 4, 2, 6, 6), q(4, 6)
LINEAR = packed("linear", weight(5, 6), spec(5))
LINEAR_ROWS = packed("linear", channels(5, 6), None)
LINEAR_HALF = Made("quantized.linear_prepack_fp16", (spec(5, 6), spec(5)))
PLANE = ([1, 1], [1, 1], [1, 1])
CONV1 = packed("conv1d", weight(4, 4, 3), spec(4), [1], [1], [1], 1)
CONV2 = packed("conv2d", channels(4, 2, 3, 3), spec(4), *PLANE, 2)
CONV3 = packed("conv3d", weight(4, 4, 1, 3, 3), None, [1] * 3, [0, 1, 1], [1] * 3, 1)
UP1 = packed("conv_transpose1d", weight(4, 4, 3), None, [2], [1], [1], [1], 1)
UP2 = packed("conv_transpose2d", weight(4, 4, 3, 1), None, [2, 2], [1, 0], [1, 0], [1, 1], 1)
BAG = packed("embedding_bag", channels(6, 4, dtype=QUINT8))
IDS = V([1, 5, 0])


def gate(count, width):
    return packed("linear", weight(count, width), spec(count))


def cell(count):
    args = (gate(count, 4), gate(count, 3), spec(count), spec(count), True)
    return Made("quantized.make_quantized_cell_params_dynamic", args)


H, HX = spec(2, 3), spec(1, 2, 3)
STEPS, PACKED, BATCHES = spec(3, 2, 4), spec(5, 4), V([2, 2, 1])
LAYERS = (True, 1, 0.0, False, False)
RECORD = Made("profiler._record_function_enter_new", ("name", None))

CLAMPED_ROWS = Made("prepacked.linear_clamp_prepack", (spec(5, 6), spec(5), None, 3.0))
CLAMPED = Made("prepacked.conv2d_clamp_prepack", (spec(4, 2, 3, 3), spec(4), *PLANE, 2, -1.0, None))
UP = ([2, 2], [1, 0], [1, 0], [1, 1], 1, None, None)
CLAMPED_UP = Made("prepacked.conv2d_transpose_clamp_prepack", (spec(4, 2, 3, 3), None, *UP))

CALLS = {
    "aten::_choose_qparams_per_tensor": [(spec(3, 5), True)],
    "aten::_make_per_channel_quantized_tensor": [
        (T(3, 5, dtype="uint8"), spec(3), V([0, 1, 2]), 0)
    ],
    "aten::_make_per_tensor_quantized_tensor": [(T(3, 5, dtype="uint8"), 0.5, 3)],
    "aten::dequantize.self": [(IMAGE,), (channels(3, 4),)],
    "aten::dequantize.tensors": [([IMAGE, ROWS],)],
    "aten::dequantize.tensor": [(IMAGE,)],
    "aten::fake_quantize_per_tensor_affine": [(spec(3, 5), 0.1, 3, 0, 255)],
    "aten::int_repr": [(IMAGE,), (channels(3, 4),)],
    "aten::q_per_channel_axis": [(channels(3, 4),)],
    "aten::q_per_channel_scales": [(channels(3, 4),)],
    "aten::q_per_channel_zero_points": [(channels(3, 4),)],
    "aten::q_scale": [(IMAGE,)],
    "aten::q_zero_point": [(IMAGE,)],
    "aten::qscheme": [(IMAGE,)],
    "aten::quantize_per_channel": [(spec(3, 5), spec(3), V([0, 1, 2]), 0, QINT8)],
    "aten::quantize_per_tensor": [(spec(3, 5), 0.1, 3, QUINT8)],
    "aten::quantize_per_tensor.tensor_qparams": [(spec(3, 5), spec(), V(3), QUINT8)],
    "aten::quantize_per_tensor_dynamic": [(spec(3, 5), QINT8, True)],
    "aten::quantized_gru.input": [(STEPS, HX, [cell(9)], *LAYERS[:4], False, False)],
    "aten::quantized_gru.data": [(PACKED, BATCHES, HX, [cell(9)], *LAYERS)],
    "aten::quantized_lstm.input": [(STEPS, [HX, HX], [cell(12)], *LAYERS, False, None, True)],
    "aten::quantized_lstm.data": [(PACKED, BATCHES, [HX, HX], [cell(12)], *LAYERS, None, True)],
    "prepacked::linear_clamp_prepack": [CLAMPED_ROWS.args],
    "prepacked::linear_clamp_run": [(spec(4, 6), CLAMPED_ROWS)],
    "prepacked::conv2d_clamp_prepack": [CLAMPED.args],
    "prepacked::conv2d_clamp_run": [(spec(2, 4, 6, 6), CLAMPED)],
    "prepacked::conv2d_transpose_clamp_prepack": [CLAMPED_UP.args],
    "prepacked::conv2d_transpose_clamp_run": [(spec(2, 4, 6, 6), CLAMPED_UP)],
    "prim::tolist": [(spec(3, 5), 2, 1)],
    "profiler::_record_function_enter": [("name", None)],
    "profiler::_record_function_enter_new": [("name", None)],
    "profiler::_record_function_exit": [(spec(1),)],
    "profiler::_record_function_exit._RecordFunction": [(RECORD,)],
    "quantized::cat": [([IMAGE, IMAGE], 1, 0.07, 99)],
    "quantized::cat_relu": [([IMAGE, IMAGE], 1, None, None)],
    "quantized::clamp": [(IMAGE, -1.0, 2)],
    "quantized::conv1d": [(LINE, CONV1, *OUT)],
    "quantized::conv1d_relu": [(LINE, CONV1, *OUT)],
    "quantized::conv1d_prepack": [CONV1.args],
    "quantized::conv1d_unpack": [(CONV1,)],
    "quantized::conv2d.new": [(IMAGE, CONV2, *OUT)],
    "quantized::conv2d": [(IMAGE, CONV2, *PLANE, 2, *OUT)],
    "quantized::conv2d_relu.new": [(IMAGE, CONV2, *OUT)],
    "quantized::conv2d_relu": [(IMAGE, CONV2, *PLANE, 2, *OUT)],
    "quantized::conv2d_dilation": [(CONV2,)],
    "quantized::conv2d_groups": [(CONV2,)],
    "quantized::conv2d_output_padding": [(CONV2,)],
    "quantized::conv2d_padding": [(CONV2,)],
    "quantized::conv2d_stride": [(CONV2,)],
    "quantized::conv2d_prepack": [CONV2.args],
    "quantized::conv2d_unpack": [(CONV2,)],
    "quantized::conv3d.new": [(CUBE, CONV3, *OUT)],
    "quantized::conv3d": [(CUBE, CONV3, [1] * 3, [0, 1, 1], [1] * 3, 1, *OUT)],
    "quantized::conv3d_relu.new": [(CUBE, CONV3, *OUT)],
    "quantized::conv3d_relu": [(CUBE, CONV3, [1] * 3, [0, 1, 1], [1] * 3, 1, *OUT)],
    "quantized::conv3d_prepack": [CONV3.args],
    "quantized::conv3d_unpack": [(CONV3,)],
    "quantized::conv_prepack": [CONV2.args],
    "quantized::conv_unpack": [(CONV2,)],
    "quantized::conv_transpose1d": [(LINE, UP1, *OUT)],
    "quantized::conv_transpose1d_prepack": [UP1.args],
    "quantized::conv_transpose1d_unpack": [(UP1,)],
    "quantized::conv_transpose2d": [(IMAGE, UP2, *OUT)],
    "quantized::conv_transpose2d_prepack": [UP2.args],
    "quantized::conv_transpose2d_unpack": [(UP2,)],
    "quantized::embedding_bag_byte": [
        (BAG, IDS, V([0, 2]), False, 0, False, None, None, False),
        (BAG, IDS, V([0, 2]), False, 0, True, spec(3), V([0, 1, 2, 3, 4, 5], "int32"), True),
    ],
    "quantized::embedding_bag_prepack": [BAG.args],
    "quantized::embedding_bag_unpack": [(BAG,)],
    "quantized::embedding_byte": [(BAG, IDS, False)],
    "quantized::elu": [(IMAGE, *OUT, 1.0, 1.0, 1.0)],
    "quantized::group_norm": [(IMAGE, 2, spec(4), spec(4), 1e-5, *OUT)],
    "quantized::instance_norm": [(IMAGE, spec(4), spec(4), 1e-5, *OUT)],
    "quantized::layer_norm": [(ROWS, [6], spec(6), spec(6), 1e-5, *OUT)],
    "quantized::leaky_relu": [(IMAGE, 0.1, False, *OUT)],
    "quantized::linear": [(ROWS, LINEAR, *OUT), (ROWS, LINEAR_ROWS, *OUT)],
    "quantized::linear_relu": [(ROWS, LINEAR, *OUT)],
    "quantized::linear_dynamic": [(spec(4, 6), LINEAR, True)],
    "quantized::linear_relu_dynamic": [(spec(4, 6), LINEAR_ROWS, False)],
    "quantized::linear_dynamic_fp16": [(spec(4, 6), LINEAR_HALF)],
    "quantized::linear_relu_dynamic_fp16": [(spec(4, 6), LINEAR_HALF)],
    "quantized::linear_prepack": [LINEAR.args, LINEAR_ROWS.args],
    "quantized::linear_prepack_fp16": [LINEAR_HALF.args],
    "quantized::linear_unpack": [(LINEAR,)],
    "quantized::linear_unpack_fp16": [(LINEAR_HALF,)],
    "quantized::make_quantized_cell_params_dynamic": [cell(12).args],
    "quantized::make_quantized_cell_params_fp16": [(LINEAR_HALF, LINEAR_HALF)],
    "quantized::matmul": [(ROWS, q(6, 3), *OUT)],
    "quantized::max_pool1d": [(LINE, [2], [2], [0], [1], False)],
    "quantized::max_pool2d": [(IMAGE, [2, 2], [2, 2], [0, 0], [1, 1], True)],
    "quantized::prelu": [(IMAGE, q(4), *OUT)],
    "quantized::quantized_gru_cell_dynamic": [
        (spec(2, 4), H, gate(9, 4), gate(9, 3), spec(9), spec(9))
    ],
    "quantized::quantized_lstm_cell_dynamic": [
        (spec(2, 4), [H, H], gate(12, 4), gate(12, 3), spec(12), spec(12))
    ],
    "quantized::quantized_rnn_relu_cell_dynamic": [
        (spec(2, 4), H, gate(3, 4), gate(3, 3), spec(3), spec(3))
    ],
    "quantized::quantized_rnn_tanh_cell_dynamic": [
        (spec(2, 4), H, gate(3, 4), gate(3, 3), spec(3), spec(3))
    ],
    "quantized::relu6": [(IMAGE, False)],
    "quantized::softmax": [(IMAGE, 1, 0.004, 0)],
}
for name in ("add", "add_relu", "mul", "mul_relu"):
    CALLS[f"quantized::{name}"] = [(IMAGE, IMAGE, *OUT)]
    CALLS[f"quantized::{name}.Scalar"] = [(IMAGE, 0.7)]
    scalar = name.replace("add", "add_scalar").replace("mul", "mul_scalar")
    CALLS[f"quantized::{scalar}"] = [(IMAGE, -0.7)]
for name in ("batch_norm", "batch_norm1d", "batch_norm2d", "batch_norm3d"):
    given = {"1": LINE, "3": CUBE}.get(name[-2:-1], IMAGE)
    for relu in ("", "_relu"):
        CALLS[f"quantized::{name}{relu}"] = [(given, *NORM)]
for name in ("celu", "dropout", "hardswish", "sigmoid"):
    CALLS[f"quantized::{name}"] = [(IMAGE, *OUT)]

SAMPLES = [
    Sample(operator, args, f"{operator}-{index}")
    for operator, calls in CALLS.items()
    for index, args in enumerate(calls)
]
