"""Samples of products of vectors and matrices."""

from tests.ops.sample import KW, T, V, rows

DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "uint8", "bool")
LOW = {"tolerance": 8.0}
MATRICES = [
    (T(2, 3), T(3, 4)),
    (T(2, 3), T(4, 5)),
    (T(0, 3), T(3, 4)),
    (T(2, 0), T(0, 4)),
    (T(3, 2, layout="t"), T(2, 3)),
    (T(2, 3), T(3, 4, layout="t")),
    (T(2, 3, dtype="float32"), T(3, 4, dtype="float64")),
]

SAMPLES = [
    *rows("aten::mm", *MATRICES, (T(2, 3), T(3)), (T(3), T(3, 2)), dtypes=DTYPES, **LOW),
    *rows("aten::mm.out", (T(2, 3), T(3, 4), KW(out=T(2, 4))), (T(2, 3), T(3, 4), KW(out=T(0)))),
    *rows("aten::matmul", *MATRICES, (T(5, 0, 0), T(5, 0, 0)), (T(2, 1, 3, 0), T(4, 0, 2)), (T(3), T(3)), (T(2, 3), T(3)), (T(3), T(3, 4)), (T(2, 2, 3), T(2, 3, 4)), (T(2, 1, 2, 3), T(5, 3, 4)), (T(2, 2, 3), T(3, 4)),
          (T(2, 2, 3), T(3)), (T(3), T(2, 3, 4)), (T(2, 3), T(2, 3, 4)), (T(2, 2, 3), T(2, 4, 4)), (T(3, 2, 3), T(2, 3, 4)), (T(), T(3)), (T(3), T(4)), (T(2, 3), T(4)),
          (T(3), T(4, 2)), (T(2, 2, 3), T(4, 5)), (T(2, 3, 4, layout="reversed"), T(4, 2)), dtypes=DTYPES, **LOW),
    *rows("aten::matmul.out", (T(2, 3), T(3, 4), KW(out=T(2, 4)))),
    *rows("aten::bmm", (T(2, 2, 3), T(2, 3, 4)), (T(2, 2, 3), T(3, 3, 4)), (T(2, 2, 3), T(2, 4, 4)), (T(2, 3), T(2, 3, 4)), (T(2, 2, 3), T(3, 4)), (T(0, 2, 3), T(0, 3, 4)),
          dtypes=DTYPES, **LOW),
    *rows("aten::bmm.out", (T(2, 2, 3), T(2, 3, 4), KW(out=T(2, 2, 4)))),
    *rows("aten::mv", (T(2, 3), T(3)), (T(2, 3), T(4)), (T(2, 3), T(3, 1)), (T(0, 3), T(3)), dtypes=DTYPES, **LOW),
    *rows("aten::dot", (T(3), T(3)), (T(3), T(4)), (T(2, 3), T(3)), (T(0), T(0)), (T(3, layout="step"), T(3)), dtypes=DTYPES, **LOW),
    *rows("aten::addmm", (T(2, 4), T(2, 3), T(3, 4)), (T(4), T(2, 3), T(3, 4)), (T(), T(2, 3), T(3, 4)), (T(2, 4), T(2, 3), T(3, 4), KW(beta=2, alpha=3)),
          (T(2, 4, content="odd"), T(2, 3), T(3, 4), KW(beta=0)), (T(3), T(2, 3), T(3, 4)), (T(2, 4), T(2, 3), T(4, 4)), (T(2, 4), T(3), T(3, 4)), (T(2, 4), T(2, 3), T(3)),
          dtypes=("float32", "float64", "bfloat16"), **LOW),
    *rows("aten::addmm", (T(2, 4), T(2, 3), T(3, 4)), dtypes=("int64",)),
    *rows("aten::addmm.out", (T(2, 4), T(2, 3), T(3, 4), KW(out=T(2, 4)))),
    *rows("aten::linear", (T(2, 3), T(4, 3), T(4)), (T(2, 3), T(4, 3)), (T(3), T(4, 3), T(4)), (T(2, 5, 3), T(4, 3), T(4)), (T(0, 3), T(4, 3), T(4)), (T(2, 3), T(3)), (T(2, 3), T(4, 5)),
          (T(2, 3), T(4, 3), T(5)), (T(3, 2, layout="t"), T(4, 2), T(4)), (T(2, 5), T(4, 3), T(4)), (T(2, 3), T(4, 3), T(1)), (T(2, 3), T(4, 3), T(2, 4)), (T(2, 3), T(4, 3, dtype="float64")),
          dtypes=("float32", "float64", "float16", "bfloat16"), **LOW),
    *rows("aten::triangular_solve", *[(T(3, 2), T(3, 3, content=[4.0, 1.0, 2.0, -1.0, 3.0, 0.5, 1.5, -2.0, 5.0]), u, t, d) for u in (True, False) for t in (True, False) for d in (True, False)], (T(2, 3, 1), T(3, 3, content=[4.0, 1.0, 2.0, -1.0, 3.0, 0.5, 1.5, -2.0, 5.0])), dtypes=("float64", "complex128"), tolerance=1000, strides=False),
    *rows("aten::triangular_solve", (T(3), T(3, 3)), phrase="at least 2 dimensions"),
    *rows("aten::lu_solve", (T(3, 2), T(3, 3), V([2, 3, 3], dtype="int32")), dtypes=("float64",), tolerance=1000, strides=False),
    *rows("aten::_lu_with_info", (T(3, 3),), (T(2, 3, 4),), dtypes=("float64",), tolerance=100, strides=False),
    *rows("aten::geqrf", (T(4, 3),), (T(3, 4),), (T(2, 3, 3),), (T(0, 3),), dtypes=("float32", "float64", "complex64"), tolerance=100, strides=False),
    *rows("aten::geqrf", (T(3),), phrase="at least 2 dimensions"),
    *rows("aten::linalg_householder_product", (T(4, 3), T(3)), (T(2, 4, 3), T(2, 2)), (T(3, 0), T(0)), dtypes=("float32", "float64", "complex64"), tolerance=100, strides=False),
    *rows("aten::linalg_householder_product", (T(3), T(3)), (T(2, 3), T(2)), (T(3, 2), T(3)), phrase="torch.linalg.householder_product"),
    *rows("aten::ormqr", (T(4, 3), T(3), T(4, 2)), (T(4, 3), T(3), T(4, 2), True, True), (T(4, 3), T(3), T(2, 4), False), (T(3, 3), T(3), T(2, 3), False, True), dtypes=("float64",), tolerance=1000, strides=False),
    *rows("aten::ormqr", (T(2, 3, 5), T(2, 3), T(2, 3, 2)), dtypes=("float64",), tolerance=1000, strides=False),
]  # fmt: skip
