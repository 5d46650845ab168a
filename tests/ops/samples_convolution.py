"""Samples of convolutions."""

from tests.ops.sample import T, Typed, rows

NONE = Typed(None, "Tensor?")
LOW = {"tolerance": 20.0}
DTYPES = ("float32", "float64", "bfloat16")
FLAGS = (False, False, True, True)


def full(x, w, b, stride, padding, dilation, transposed, output_padding, groups):
    return (x, w, b, stride, padding, dilation, transposed, output_padding, groups, *FLAGS)


SAMPLES = [
    *rows("aten::conv1d", (T(2, 3, 8), T(4, 3, 3), T(4)), (T(2, 3, 8), T(4, 3, 3)), (T(3, 8), T(4, 3, 3), T(4)), (T(2, 3, 8), T(4, 3, 3), T(4), [2], [1]), (T(2, 4, 8), T(4, 2, 3), T(4), [1], [2], [2], 2),
          (T(2, 3, 2), T(4, 3, 3)), (T(2, 5, 8), T(4, 3, 3)), (T(8), T(4, 3, 3)), (T(2, 3, 8), T(4, 3, 3), T(5)), (T(2, 3, 8), T(4, 3, 3), NONE, [0]), (T(2, 3, 8), T(4, 3, 3), NONE, [1], [-1]),
          (T(2, 3, 8), T(4, 3, 3), NONE, [1, 2]), (T(0, 3, 8), T(4, 3, 3)), (T(2, 4, 8), T(3, 2, 3), NONE, [1], [0], [1], 2), (T(2, 4, 8), T(4, 4, 3), NONE, [1], [0], [1], 0), dtypes=DTYPES, **LOW),
    *rows("aten::conv1d", (T(2, 3, 8), T(4, 3, 3, dtype="float64")), (T(2, 3, 8), T(4, 3, 3), T(4, dtype="float64")), **LOW),
    *rows("aten::conv1d.padding", (T(2, 3, 8), T(4, 3, 3), T(4), [1], "same"), (T(2, 3, 8), T(4, 3, 4), NONE, [1], "same", [2]), (T(2, 3, 8), T(4, 3, 3), NONE, [2], "valid"), (T(2, 3, 8), T(4, 3, 3), NONE, [2], "same"), (T(2, 3, 8), T(4, 3, 3), NONE, [1], "full"), **LOW),
    *rows("aten::conv2d", (T(2, 3, 6, 5), T(4, 3, 3, 3), T(4)), (T(2, 3, 6, 5), T(4, 3, 1, 1)), (T(3, 6, 5), T(4, 3, 3, 2), T(4)), (T(2, 3, 6, 5), T(4, 3, 3, 3), T(4), [2, 1], [1, 2]), (T(2, 4, 6, 5), T(4, 1, 3, 3), T(4), [1, 1], [1, 1], [1, 1], 4),
          (T(2, 4, 6, 5), T(6, 2, 2, 2), NONE, [1, 1], [2, 0], [2, 3], 2), (T(2, 3, 2, 5), T(4, 3, 3, 3)), (T(2, 5, 6, 5), T(4, 3, 3, 3)), (T(6, 5), T(4, 3, 3, 3)), (T(2, 3, 6, 5, layout="cl"), T(4, 3, 3, 3), T(4)), (T(2, 3, 6, 5), T(4, 3, 3, 3, layout="cl"), T(4)),
          (T(2, 3, 6, 5), T(4, 3, 3, 3), NONE, [2], [1]), dtypes=DTYPES, **LOW),
    *rows("aten::conv2d.padding", (T(2, 3, 6, 5), T(4, 3, 3, 3), T(4), [1, 1], "same"), (T(2, 3, 6, 5), T(4, 3, 2, 4), NONE, [1, 1], "same", [2, 1]), (T(2, 3, 6, 5), T(4, 3, 3, 3), NONE, [2, 2], "valid"), (T(2, 3, 6, 5), T(4, 3, 3, 3), NONE, [1, 2], "same"), **LOW),
    *rows("aten::_convolution_mode", (T(2, 3, 6, 5), T(4, 3, 3, 3), T(4), [1, 1], "same", [1, 1], 1), (T(2, 3, 8), T(4, 3, 4), NONE, [1], "same", [2], 1), (T(2, 3, 6, 5), T(4, 3, 3, 3), NONE, [2, 2], "valid", [1, 1], 1), **LOW),
    *rows("aten::_convolution", full(T(2, 3, 6, 5), T(4, 3, 3, 3), T(4), [1, 1], [1, 1], [1, 1], False, [0, 0], 1), full(T(2, 3, 8), T(4, 3, 3), NONE, [2], [0], [1], False, [0], 1),
          full(T(2, 3, 4, 5), T(3, 4, 3, 3), T(4), [2, 2], [1, 1], [1, 1], True, [1, 0], 1), full(T(2, 4, 4), T(4, 2, 3), T(4), [3], [1], [2], True, [2], 2), full(T(2, 3, 4, 5), T(3, 4, 3, 3), NONE, [1, 1], [0, 0], [1, 1], True, [0, 0], 1),
          full(T(2, 4, 4), T(3, 2, 3), NONE, [1], [0], [1], True, [0], 1), **LOW),
    *rows("aten::conv3d", (T(2, 3, 4, 6, 5), T(4, 3, 2, 3, 3), T(4)), (T(3, 4, 6, 5), T(4, 3, 1, 1, 1)), (T(2, 4, 4, 5, 5), T(6, 2, 3, 3, 2), NONE, [2, 1, 2], [1, 1, 0], [2, 1, 2], 2), (T(1, 4, 3, 3, 3), T(4, 1, 3, 3, 3), T(4), [1], [1], [1], 4),
          (T(2, 3, 2, 6, 5), T(4, 3, 3, 3, 3)), (T(2, 5, 4, 6, 5), T(4, 3, 3, 3, 3)), (T(0, 3, 4, 6, 5), T(4, 3, 3, 3, 3)), dtypes=DTYPES, **LOW),
    *rows("aten::conv3d", (T(6, 5), T(4, 3, 3, 3, 3)), phrase="Expected 4D (unbatched) or 5D (batched) input to conv3d"),
    *rows("aten::conv3d.padding", (T(2, 3, 4, 6, 5), T(4, 3, 2, 3, 3), T(4), [1, 1, 1], "same"), (T(2, 3, 4, 6, 5), T(4, 3, 2, 3, 3), NONE, [2, 2, 1], "valid"), **LOW),
    *rows("aten::conv_transpose1d", (T(2, 3, 5), T(3, 4, 3), T(4)), (T(3, 5), T(3, 4, 3)), (T(2, 4, 4), T(4, 2, 3), T(4), [3], [1], [2], 2, [2]), (T(2, 5, 4), T(4, 2, 3)), dtypes=DTYPES, **LOW),
    *rows("aten::conv_transpose2d.input", (T(2, 3, 4, 5), T(3, 4, 3, 3), T(4), [2, 2], [1, 1], [1, 0]), (T(3, 4, 5), T(3, 4, 3, 2)), (T(2, 4, 4, 3), T(4, 2, 3, 3), NONE, [1, 2], [0, 1], [0, 0], 2, [2, 1]), (T(1, 3, 4, 5, layout="cl"), T(3, 2, 2, 2)), dtypes=DTYPES, **LOW),
    *rows("aten::conv_transpose2d.input", (T(4, 5), T(3, 4, 3, 2)), phrase="Expected 3D (unbatched) or 4D (batched) input to conv_transpose2d"),
    *rows("aten::conv_transpose3d.input", (T(2, 3, 2, 4, 3), T(3, 4, 2, 3, 3), T(4), [2, 2, 1], [1, 1, 0], [1, 0, 0]), (T(4, 2, 4, 3), T(4, 2, 3, 1, 2), NONE, [1], [0], [0], 2, [2, 1, 1]), dtypes=DTYPES, **LOW),
    *rows("aten::_convolution", full(T(2, 3, 4, 6, 5), T(4, 3, 2, 3, 3), T(4), [1, 1, 1], [1, 1, 1], [1, 1, 1], False, [0, 0, 0], 1), full(T(2, 3, 2, 4, 3), T(3, 4, 2, 3, 3), T(4), [2, 2, 1], [1, 1, 0], [1, 1, 1], True, [1, 0, 0], 1), **LOW),
    *rows("aten::_convolution.deprecated", full(T(2, 3, 6, 5), T(4, 3, 3, 3), T(4), [1, 1], [1, 1], [1, 1], False, [0, 0], 1)[:-1], **LOW),
]  # fmt: skip
