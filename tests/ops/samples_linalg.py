"""Samples of products of vectors and matrices."""

from tests.ops.sample import KW, T, rows

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
    *rows("aten::matmul", *MATRICES, (T(3), T(3)), (T(2, 3), T(3)), (T(3), T(3, 4)), (T(2, 2, 3), T(2, 3, 4)), (T(2, 1, 2, 3), T(5, 3, 4)), (T(2, 2, 3), T(3, 4)),
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
]  # fmt: skip
