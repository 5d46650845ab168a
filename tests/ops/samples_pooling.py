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

SAMPLES = [
    *rows("aten::max_pool1d", *ONE, (T(2, 3, 8), [3], [2], [1], [2]), (T(2, 3, 8), [3], [2], [1], [1], True), (T(2, 3, 7), [2], [2], [0], [1], True), dtypes=DTYPES),
    *rows("aten::max_pool2d", *TWO, (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], [2, 1]), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], [1, 1], True), (V([[[1.0, float("nan"), 2.0, 3.0]]]), [1, 2]), dtypes=DTYPES),
    *rows("aten::avg_pool1d", *ONE, (T(2, 3, 7), [2], [2], [1], True), (T(2, 3, 7), [3], [2], [1], False, False), (T(2, 3, 7), [3], [2], [1], True, False), dtypes=DTYPES, **LOW),
    *rows("aten::avg_pool2d", *TWO, (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], True), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], False, False), (T(2, 3, 7, 6), [3, 3], [2, 2], [1, 1], True, False), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], False, True, 5), (T(2, 3, 7, 6), [3, 2], [2, 2], [1, 1], False, True, 0), dtypes=DTYPES, **LOW),
    *rows("aten::adaptive_avg_pool1d", (T(2, 3, 8), [3]), (T(3, 8), [1]), (T(2, 3, 8), [16]), (T(2, 3, 8), [0]), (T(8), [2]), (T(2, 3, 8), [-1]), dtypes=DTYPES, **LOW),
    *rows("aten::adaptive_avg_pool2d", (T(2, 3, 6, 5), [3, 2]), (T(3, 6, 5), [1, 1]), (T(2, 3, 6, 5), [7, 7]), (T(2, 3, 6, 5, layout="cl"), [2, 2]), (T(6, 5), [2, 2]), (T(2, 3, 6, 5), [-1, 1]), (T(2, 3, 0, 5), [1, 1]), (T(2, 3, 6, 5, layout="cl"), [1, 1]), dtypes=FLOATING, **LOW),
    *rows("aten::adaptive_avg_pool2d", (T(2, 3, 6, 5), [3, 2]), (T(3, 6, 5), [1, 1]), dtypes=("int64",)),
]  # fmt: skip
