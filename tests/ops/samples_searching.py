"""Samples of sorting, choosing, counting and moving by index."""

from tests.ops.sample import FLOATS, KW, WIDE, T, V, rows

BOTH = ("float32", "int64")
ROWS = V([[1, 2], [0, 5], [1, 2], [0, 3], [0, 5]])
TIES = T(2, 130, content=[i * i % 7 for i in range(260)])
SMALL = T(2, 9, content=[3, 1, 1, 3, 2, 2, 3, 1, 0, 5, 5, 5, 4, 4, 4, 0, 0, 1])
WEIGHED = T(4, content=[1.0, 0.5, -2.0, 3.0])

SAMPLES = [
    *rows("aten::_unique2", *[(T(4, 5), True, i, c) for i in (True, False) for c in (True, False)], (T(0), True, True, True), (T(), True, True, True), (T(3, 0), True, True, True), dtypes=("float32", "int64", "uint8", "bool")),
    *rows("aten::unique_consecutive", (V([1, 1, 2, 2, 3, 1, 1]), True, True), (V([1.0, 1.0, 2.0]), False, True), (ROWS, True, True, 0), (V([[1, 1, 2], [3, 3, 3]]), True, True, 1), (V([[1, 1], [2, 2]]), True, False), strides=False),
    *rows("aten::unique_dim", (ROWS, 0, True, True, True), (ROWS, 1, True, True, True), (V([[1.5, 1.5], [2.0, 2.0]]), 1), strides=False),
    *rows("aten::tensor_split.indices", (T(7, 3), [2, 5]), (T(7, 3), [1], 1), (T(7, 3), [3, 2, 9])),
    *rows("aten::tensor_split.sections", (T(7, 3), 3), (T(7, 3), 5, -1)),
    *rows("aten::tensor_split.sections", (T(7, 3), 0), (T(), 2), phrase=""),
    *rows("aten::histc", (T(20), 5), (T(20), 4, -1, 1), (T(3, content=[2.0, 2.0, 2.0]), 3), (T(0), 3), dtypes=WIDE),
    *rows("aten::bincount", (V([1, 3, 1, 0]),), (V([1, 3, 1, 0]), WEIGHED, 6), (V([1, 3, 1, 0]), T(4, dtype="int64"),), (V([], "int64"), None, 3)),
    *rows("aten::bincount", (V([-1, 2]),), (V([[1, 2]]),), phrase=""),
    *rows("aten::median", (T(3, 4),), (T(5),), (T(0),), (V([1.0, float("nan"), 2.0]),), dtypes=("float32", "float64")),
    *rows("aten::median", (T(3, 4),), dtypes=("int64", "int8")),
    *rows("aten::median.dim", (V([[3.0, 1.0, 2.0], [5.0, 4.0, 9.0]]), 1), (V([[3, 1, 2, 7], [5, 4, 9, 0]]), 0, True), (V([[1.0, float("nan"), 2.0, float("nan")]]), 1), (V(2.0), 0)),
    *rows("aten::kthvalue", (V([[3.0, 1.0, 2.0], [5.0, 4.0, 9.0]]), 2), (V([[3, 1, 2], [5, 4, 9]]), 1, 0, True), (V([1.0, float("nan"), 0.5]), 3), (V(2.0), 1)),
    # Which of equal numbers is chosen follows from the algorithm, in rows of every size that it treats differently.
    *rows("aten::kthvalue", (TIES, 20), (TIES, 61, 1, True), (TIES, 2, 0), (T(0, 3), 1, 1), dtypes=BOTH),
    *rows("aten::kthvalue", (T(3, 0), 1), (T(3, dtype="bool"), 1), (T(3, dtype="complex64"), 1)),
    *[row for largest in (True, False) for row in rows("aten::topk", (TIES, 1, -1, largest), (TIES, 70, 1, largest), (TIES, 30, 1, largest, False), (TIES, 1, 0, largest), (SMALL, 3, -1, largest), dtypes=BOTH)],
    *rows("aten::topk", (T(), 1), (T(), 2), (T(2, 0), 0), (T(3, dtype="bool"), 1)),
    *rows("aten::topk", (T(3, dtype="complex64"), 1), phrase="topk does not support complex dtypes on CPU"),
    *rows("aten::topk", (T(4, content=[1.0, float("nan"), 3.0, float("nan")]), 3), (T(4, content=[1.0, float("nan"), 3.0, float("nan")]), 3, -1, False), dtypes=FLOATS),
    *rows("aten::mode", (TIES, 1), (TIES, 0, True), (SMALL,), (T(),), (T(0, 3),), (T(4, 5, content="odd"), 1), dtypes=BOTH),
    *rows("aten::mode", (T(3, 0),), (T(3, dtype="complex64"),), (T(3, 4, dtype="bool"),)),
    *rows("aten::mode.values", (SMALL, 1, False, KW(values=T(0, dtype="float32"), indices=T(0, dtype="int64")))),
    *rows("aten::topk.values", (SMALL, 2, 1, True, True, KW(values=T(0, dtype="float64"), indices=T(0, dtype="int64")))),
    *rows("aten::kthvalue", (V([1.0, 2.0]), 3), phrase="selected number k out of range"),
    *rows("aten::logcumsumexp", (T(3, 4), 1), (T(3, 4), 0), (T(), 0), (T(0, 3), 0), dtypes=WIDE, tolerance=20, strides=False),
    *rows("aten::rot90", *[(T(2, 3, 4), k, d) for k in (0, 1, 2, 3, -1) for d in ([0, 1], [2, 1])], dtypes=BOTH, strides=False),
    *rows("aten::index_add", (T(4, 3), 0, V([0, 2, 0]), T(3, 3)), (T(4, 3), 1, V([2, 0]), T(4, 2)), (T(4), 0, V([1, 1]), T(2)), (T(), 0, V([0]), T()), (T(4, 3, layout="t"), -1, V([1]), T(4, 1)), dtypes=BOTH, strides=False),
    *rows("aten::index_add", (T(4, 3), 0, V([0, 2, 0]), T(3, 3), KW(alpha=2.5))),
    *rows("aten::index_add_", (T(4, 3), 0, V([0, 2, 0]), T(3, 3)), dtypes=BOTH, strides=False),
    *rows("aten::index_copy", (T(4, 3), 0, V([3, 1]), T(2, 3)), (T(4, 3), -1, V([2, 0]), T(4, 2)), (T(4), 0, V([3]), T(1)), (T(), 0, V([0]), T()), dtypes=(*BOTH, "bool"), strides=False),
    *rows("aten::index_copy_", (T(4, 3), 0, V([3, 1]), T(2, 3)), dtypes=BOTH, strides=False),
    *rows("aten::index_fill.int_Scalar", (T(4, 3), 0, V([3, -3]), 5), (T(4, 3), 1, V([0]), 1.5), (T(), 0, V([0]), 2), dtypes=("float32", "float64"), strides=False),
    *rows("aten::index_fill.int_Tensor", (T(4, 3), 0, V([3, 1]), V(2.0)), strides=False),
    *rows("aten::index_fill_.int_Scalar", (T(4, 3), 0, V([3, 1]), 5), strides=False),
    *rows("aten::index_fill_.int_Tensor", (T(4, 3), 0, V([3, 1]), V(2.0)), strides=False),
    *[row for name in ("cummax", "cummin") for row in rows(f"aten::{name}", (T(3, 5), 1), (T(3, 5), 0), (T(3, 5, content="odd"), 1), (T(), 0), (T(0, 2), 0), (V([1, 1, 0, 1]), 0), (T(4, 3, layout="t"), -1), dtypes=("float32", "float64"), strides=False)],
    *rows("aten::searchsorted.Tensor", (V([1.0, 3.0, 5.0, 7.0]), V([0.0, 3.0, 9.0])), (V([1.5, 3.0]), V([2])), (V([1.0, 3.0, 5.0, 7.0]), V([[3.0, 1.0], [4.0, float("nan")]]), KW(right=True)), (V([[1, 3, 5], [2, 2, 8]]), V([[3, 4], [2, 9]]), KW(out_int32=True, side="right")), (V([5.0, 1.0, 3.0]), V([3.0, 4.0]), KW(sorter=V([1, 2, 0])))),
    *rows("aten::searchsorted.Tensor", (V([1.0, 3.0]), V([1.0]), KW(side="up")), (V([1.0, 3.0]), V([1.0]), KW(right=True, side="left")), (V([[1.0, 3.0]]), V([1.0])), phrase="torch.searchsorted()"),
    *rows("aten::searchsorted.Scalar", (V([1.0, 3.0, 5.0]), 3.0), (V([1, 3, 5]), 3, KW(right=True))),
    *rows("aten::bucketize.Tensor", (V([[0.0, 3.0], [9.0, 1.0]]), V([1.0, 3.0, 5.0])), (V([3, 4]), V([1, 3, 5]), KW(out_int32=True, right=True))),
    *rows("aten::bucketize.Scalar", (3.0, V([1.0, 3.0, 5.0])), (3, V([1, 3, 5]), KW(right=True))),
    *rows("aten::scatter_reduce.two", *[(T(3, 5), d, V([[0, 1, 2, 0, 0], [1, 1, 2, 2, 0]]) if d == 0 else V([[0, 4, 0], [1, 1, 2]]), T(2, 5), how, *more) for d in (0, 1) for how in ("sum", "prod", "mean", "amax", "amin") for more in ((), (KW(include_self=False),))], (T(4), 0, V([1, 1]), T(3, content="odd"), "amax"), (T(3), 0, V([0]), T(1), "max"), dtypes=("float32", "float64", "int64", "float16"), tolerance=4, strides=False),
    *rows("aten::scatter_reduce.two", (T(3), 0, V([0]), T(1), "top"), phrase="reduce argument must be either"),
    *rows("aten::resize_", (T(2, 3), [3, 2]), (T(2, 3), [4]), (T(2, 3), [6, 1])),
    *rows("aten::resize_", (T(2, 3), [4, 5]), values=False),
    *rows("aten::resize_as_", (T(2, 3), T(3, 1)), (T(2, 3), T(2, 3))),
    *rows("aten::masked_scatter", (T(2, 3), V([[True, False, True], [False, True, True]]), T(6)), (T(2, 3), V([True, False, True]), T(4)), (T(3), V([False] * 3), T(0)), dtypes=BOTH, strides=False),
    *rows("aten::masked_scatter", (T(3), V([True] * 3), T(2)), phrase=""),
    *rows("aten::masked_scatter_", (T(2, 3), V([[True, False, True], [False, True, True]]), T(6)), dtypes=BOTH, strides=False),
]  # fmt: skip
