"""Samples of pooling."""

from tests.ops.sample import T, V, rows

FLOATING = ("float32", "float64", "bfloat16")
DTYPES = (*FLOATING, "int64")
LOW = {"tolerance": 4.0}
ONE = [
    (T(2, 3, 8), [3]),
    (T(3, 8), [3]),
    (T(2, 3, 8), [3], [2]),
    (T(2, 3, 8), [3], [2], [1]),
    (T(2, 3, 2), [3]),
    (T(2, 3, 8), [0]),
    (T(2, 3, 8), [3], [0]),
    (T(2, 3, 8), [3], [1], [2]),
    (T(8), [2]),
    (T(0, 3, 8), [2]),
]
TWO = [
    (T(2, 3, 6, 5), [2, 3]),
    (T(3, 6, 5), [2]),
    (T(2, 3, 6, 5), [3, 3], [2, 1], [1, 0]),
    (T(2, 3, 2, 5), [3, 3]),
    (T(2, 3, 6, 5), [3, 3], [2, 2], [2, 2]),
    (T(6, 5), [2, 2]),
    (T(2, 3, 6, 5, layout="cl"), [2, 2]),
    (T(0, 3, 6, 5), [2, 2]),
    (T(2, 3, 6, 5), [2, 2], [0, 1]),
]

THREE = [
    (T(2, 3, 4, 6, 5), [2, 3, 2]),
    (T(3, 4, 6, 5), [2]),
    (T(2, 3, 4, 6, 5), [3, 3, 3], [2, 1, 2], [1, 0, 1]),
    (T(2, 3, 2, 6, 5), [3, 3, 3]),
    (T(6, 5), [2, 2, 2]),
    (T(2, 3, 5, 6, 5), [2, 2, 2], [2, 2, 2], [0, 1, 1]),
]
CEIL = (T(2, 3, 5, 6, 5), [2, 2, 2], [2, 2, 2], [0, 1, 1])
WORD = {"phrase": "", **LOW}

SAMPLES = [
    *[row for name in ("max_pool3d", "max_pool3d_with_indices") for row in (
        *rows(f"aten::{name}", *[THREE[i] for i in (0, 1, 2, 5)], (*CEIL, [1, 1, 1], True), (*CEIL, [2, 1, 2]), dtypes=FLOATING, **LOW),
        *rows(f"aten::{name}", THREE[3], THREE[4], (T(2, 3, 4, 6, 5), [0]), **WORD))],
    *rows("aten::max_pool1d_with_indices", (T(2, 3, 8), [3]), (T(3, 8), [3], [2], [1], [1], True), (T(2, 3, 8, content="odd"), [3], [2], [1], [2]), dtypes=("float32", "float64")),
    *rows("aten::max_pool2d_with_indices", TWO[0], TWO[1], TWO[2], TWO[6], TWO[7], (T(2, 3, 6, 5), [3, 3], [2, 2], [1, 1], [1, 1], True), (T(2, 3, 6, 5, content="odd"), [3, 2], [1, 1], [1, 0], [2, 3]), dtypes=("float32", "float64")),
    *rows("aten::max_pool2d_with_indices", TWO[0], dtypes=("int64", "bfloat16")),
    *rows("aten::max_pool2d_with_indices", TWO[3], TWO[4], TWO[5], TWO[8], **WORD),
    *rows("aten::avg_pool3d", *[THREE[i] for i in (0, 1, 2, 5)], (*CEIL, True), (*CEIL, True, False), (*CEIL, False, False, 3), dtypes=("float32", "float64"), strides=False, tolerance=8),
    *rows("aten::avg_pool3d", THREE[3], THREE[4], (*CEIL, False, False, 0), **WORD),
    *rows("aten::adaptive_avg_pool3d", (T(2, 3, 4, 6, 5), [1, 1, 1]), (T(2, 3, 4, 6, 5), [2, 4, 3]), (T(3, 4, 6, 5), [5, 6, 7]), (T(2, 3, 4, 6, 5), [2, 0, 3]), dtypes=FLOATING[:2], strides=False, tolerance=8),
    *rows("aten::adaptive_avg_pool3d", (T(2, 3, 4, 6, 5), [-1, 1, 1]), **WORD),
    *rows("aten::adaptive_max_pool1d", (T(2, 3, 8), [3]), (T(3, 8), [10]), (T(3, 8), [0]), dtypes=FLOATING),
    *rows("aten::adaptive_max_pool2d", (T(2, 3, 6, 5), [3, 2]), (T(3, 6, 5), [7, 1]), (T(2, 3, 6, 5, layout="cl"), [2, 2]), (T(2, 3, 6, 5, content="odd"), [4, 3]), dtypes=("float32", "float64")),
    *rows("aten::adaptive_max_pool3d", (T(2, 3, 4, 6, 5), [3, 2, 2]), (T(3, 4, 6, 5), [1, 1, 1]), dtypes=FLOATING),
    *rows("aten::adaptive_max_pool2d", (T(6, 5), [3, 2]), (T(2, 3, 6, 5), [-1, 2]), (T(2, 3, 0, 5), [1, 2]), **WORD),
    *rows("aten::fractional_max_pool2d", (T(2, 3, 6, 7), [2, 3], [4, 3], T(2, 3, 2, content=[0.1, 0.9, 0.5, 0.3, 0.7, 0.2, 0.4, 0.6, 0.8, 0.05, 0.95, 0.33])), (T(3, 6, 7), [2, 2], [3, 5], T(1, 3, 2, content=[0.1, 0.9, 0.5, 0.3, 0.7, 0.2])), strides=False, dtypes=("float32", "float64")),
    *rows("aten::max_pool1d", *ONE, (T(2, 3, 8), [3], [2], [1], [2]), (T(2, 3, 8), [3], [2], [1], [1], True), (T(2, 3, 7), [2], [2], [0], [1], True), dtypes=DTYPES),
    *rows("aten::max_pool2d", *TWO, (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], [2, 1]), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], [1, 1], True), (V([[[1.0, float("nan"), 2.0, 3.0]]]), [1, 2]), dtypes=DTYPES),
    *rows("aten::avg_pool1d", *ONE, (T(2, 3, 7), [2], [2], [1], True), (T(2, 3, 7), [3], [2], [1], False, False), (T(2, 3, 7), [3], [2], [1], True, False), dtypes=DTYPES, **LOW),
    *rows("aten::avg_pool2d", *TWO, (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], True), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], False, False), (T(2, 3, 7, 6), [3, 3], [2, 2], [1, 1], True, False), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], False, True, 5), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], False, True, 0), dtypes=DTYPES, **LOW),
    *rows("aten::adaptive_avg_pool1d", (T(2, 3, 8), [3]), (T(3, 8), [1]), (T(2, 3, 8), [16]), (T(2, 3, 8), [0]), (T(8), [2]), (T(2, 3, 8), [-1]), dtypes=DTYPES, **LOW),
    *rows("aten::adaptive_avg_pool2d", (T(2, 3, 6, 5), [3, 2]), (T(3, 6, 5), [1, 1]), (T(2, 3, 6, 5), [7, 7]), (T(2, 3, 6, 5, layout="cl"), [2, 2]), (T(6, 5), [2, 2]), (T(2, 3, 6, 5), [-1, 1]), (T(2, 3, 0, 5), [1, 1]), (T(2, 3, 6, 5, layout="cl"), [1, 1]), dtypes=FLOATING, **LOW),
    *rows("aten::adaptive_avg_pool2d", (T(2, 3, 6, 5), [3, 2]), (T(3, 6, 5), [1, 1]), dtypes=("int64",)),
]  # fmt: skip
