"""Samples of elements chosen by tensors of indices."""

from tests.ops.sample import KW, T, V, rows

I = V([2, 0, -1])
J = V([[0], [1]])
M = V([[True, False, True], [False, True, False]])
TENSOR_INDEX = [
    (T(4, 3), [I]), (T(4, 3), [None, V([0, 2])]), (T(4, 3), [I, V([0, 1, 2])]), (T(4, 3), [J, V([0, 2])]), (T(4, 3, 5), [I, None, V([0, 1, 4])]),
    (T(2, 3), [M]), (T(2, 3, 4), [M]), (T(2, 3), [V([True, False])]), (T(2, 3), [V([True, False, True])]), (T(2, 3), [V([1, 0], "uint8")]),
    (T(4, 3), [V([5])]), (T(4, 3), [V([-5])]), (T(4, 3), [I, V([0, 1])]), (T(4, 3), [V([0.5])]),
    (T(4, 3), [V([], "int64", (0,))]), (T(4, 3), [V(1)]), (T(4, 3), [V([1, 2], "int32")]), (T(3, 4, layout="t"), [V([0, 2])]), (T(4, 3, 5), [None, V([0, 2]), V([1, 1])]),
]  # fmt: skip
TYPES = ("float32", "int64", "bfloat16", "bool")

SAMPLES = [
    *rows("aten::index.Tensor", *TENSOR_INDEX, dtypes=TYPES), *rows("aten::index.Tensor", (T(4, 3), [V([0]), V([0]), V([0])]), phrase="too many indices for tensor of dimension 2"), *rows("aten::index.Tensor_hacked_twin", (T(4, 3), [I]), (T(4, 3), [I, V([0, 1, 2])])),
    *rows("aten::index_put_", (T(4, 3), [V([0, 2, 0])], T(3, 3), True), dtypes=("complex64", "complex128")),
    *rows("aten::scatter_add", (T(4, 3), 0, V([[0, 2, 0], [0, 1, 3]]), T(2, 3)), dtypes=("complex64", "complex128"), strides=False),
    *rows("aten::scatter_reduce.two", (T(4), 0, V([0, 2, 0]), T(3), "sum", KW(include_self=False)), dtypes=("complex64",), strides=False),
    *rows("aten::scatter_reduce.two", (T(4), 0, V([0, 2, 0]), T(3), "amax"), dtypes=("complex64",), phrase=""),
    *rows("aten::index_put_", (T(4, 3), [I], T(3)), (T(4, 3), [I], T(3, 3)), (T(4, 3), [I, V([0, 1, 2])], T()), (T(2, 3), [M], T()), (T(2, 3), [M], V(2.5)), (T(2, 3), [M], V([True])), (T(2, 3), [M], T(3)), (T(4, 3), [V([0, 0, 1])], T(3), True),
          (T(4, 3), [I], T(2)), (T(4, 3), [V([5])], T(3)), (T(4, 3), [I], T(3, dtype="float64")), (T(4, 3, layout="step"), [None, V([0, 1])], T()), dtypes=("float32", "int64", "bfloat16")),
    *rows("aten::index_put_.hacked_twin", (T(4, 3), [I], T(3))),
    *rows("aten::index_select", (T(4, 3), 0, V([2, 0])), (T(4, 3), -1, V([2, 2, 0], "int32")), (T(4, 3), 0, V(1)), (T(4, 3), 0, V([4])), (T(4, 3), 0, V([-1])), (T(4, 3), 0, V([[0, 1]])), (T(), 0, V([0])), (T(4, 3), 0, V([0.0])), (T(4, 3), 2, V([0])), (T(4, 3), 0, V([], "int64", (0,))), dtypes=TYPES),
    *rows("aten::gather", (T(3, 4), 1, V([[0, 3], [1, 2], [2, 2]])), (T(3, 4), 0, V([[0, 2, 1, 0]])), (T(3, 4), 1, V([[0], [4], [1]])), (T(3, 4), 1, V([0, 1])), (T(3), 0, V(2)), (T(3, 4), 0, V([[0, 1, 2, 0, 1]])), (T(3, 4), 1, V([[0.0]])), (T(3, 4), 1, V([], "int64", (0, 4))), (T(3, 4), 1, V([[-1]])), dtypes=TYPES),
    *rows("aten::masked_select", (T(2, 3), M), (T(3), M), (T(2, 3), V([True, False, True])), (T(2, 3), T(2, 3, dtype="uint8")), (T(2, 3), T(2, 4, dtype="bool")), (T(2, 3, layout="t"), M), (T(2), V(True)), dtypes=TYPES),
    *rows("aten::nonzero", (T(2, 3),), (T(0),), (V(1.0),), (V(0.0),), (M,), (T(2, 2, 2),), dtypes=TYPES),
    *rows("aten::where", (T(2, 3),), (M,), (V(1.0),), dtypes=TYPES),
    *rows("aten::embedding", (T(5, 3), V([[1, 4], [0, 2]])), (T(5, 3), V([1, 1], "int32")), (T(5, 3), V(2)), (T(5, 3), V([5])), (T(5, 3), V([-1])), (T(5), V([1])), (T(5, 3), V([1.0])), (T(5, 3), V([1]), 0, True, False), dtypes=("float32", "float64", "bfloat16")),
]  # fmt: skip
