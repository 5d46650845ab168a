"""Samples of comparisons, logic, bits and choices."""

from tests.ops.sample import ALL, FLOATS, INTS, KW, REAL, T, V, rows
from tests.ops.samples_elementwise import MIXED, PAIRS, SCALARS, UNARY

BITS = ("uint8", "int8", "int32", "int64", "bool")


def out(*case, dtype="bool"):
    return (*case, KW(out=T(2, 3, dtype=dtype)))


SAMPLES = [
    *[s for kind in "eq ne lt le gt ge".split() for s in [
        *rows(f"aten::{kind}.Tensor", *PAIRS, *MIXED[:-1], dtypes=ALL),
        *rows(f"aten::{kind}.Scalar", *SCALARS, dtypes=ALL),
        *rows(f"aten::{kind}.Tensor_out", out(T(2, 3), T(3)), out(T(2, 3), T(3), dtype="float32")),
        *rows(f"aten::{kind}.Scalar_out", out(T(2, 3), 1)),
    ]],
    *[s for kind in ("logical_not", "isnan", "isinf", "isfinite") for s in [
        *rows(f"aten::{kind}", *UNARY, dtypes=ALL), *rows(f"aten::{kind}", (T(8, content="odd"),), dtypes=FLOATS)]],
    *rows("aten::logical_and", *PAIRS, *MIXED, dtypes=("float32", "int64", "bool")),
    *rows("aten::logical_or", *PAIRS, *MIXED, dtypes=("float32", "int64", "bool")),
    *rows("aten::bitwise_not", *UNARY, dtypes=(*BITS, "float32")),
    *[s for kind in ("bitwise_and", "bitwise_or", "bitwise_xor") for s in [
        *rows(f"aten::{kind}.Tensor", *PAIRS[:10], PAIRS[14], *MIXED[3:6:2], dtypes=(*BITS, "float32")),
        *rows(f"aten::{kind}.Scalar", *SCALARS[:4], dtypes=BITS),
        *rows(f"aten::{kind}.Scalar_Tensor", (6, T(2, 3)), (True, T(2)), dtypes=BITS),
    ]],
    *[s for kind in ("__and__", "__or__", "__xor__") for s in [
        *rows(f"aten::{kind}.Tensor", *PAIRS[:3], dtypes=BITS), *rows(f"aten::{kind}.Scalar", *SCALARS[:2], dtypes=BITS)]],
    *[s for kind in ("__lshift__", "__rshift__") for s in [
        *rows(f"aten::{kind}.Tensor", (T(2, 3), T(3, content="positive")), (T(3), T(3, content=[40, 0, 2])), (T(3), T(3, content=[64, 70, 1])), dtypes=INTS),
        *rows(f"aten::{kind}.Scalar", (T(2, 3), 2), (T(2), 9), dtypes=INTS),
        *rows(f"aten::{kind}.Scalar", (T(2, 3), 2))]],
    *rows("aten::equal", (T(2, 3), T(2, 3)), (V([1.0, 2.0]), V([1.0, 2.0])), (T(2, 3), T(3)), (T(0), T(0)),
          (V([1.0]), V([1])), (V([float("nan")]), V([float("nan")])), dtypes=("float32",)),
    *rows("aten::where.self", (T(2, 3, dtype="bool"), T(2, 3), T(2, 3)), (T(3, dtype="bool"), T(2, 1), T()),
          (T(2, 3, dtype="uint8"), T(2, 3), T(2, 3)), (T(2, dtype="int64"), T(2), T(2)),
          (T(2, 3, dtype="bool"), T(2, 3), T(2, 4)), (T(2, 3, dtype="bool"), T(2, 3, layout="t"), T(2, 3, layout="t")),
          (T(2, dtype="bool"), T(2), T(2, dtype="float64")), (T(2, dtype="bool"), T(2), T(dtype="float64")), dtypes=("float32", "int64", "bfloat16", "bool")),
    *rows("aten::where.ScalarOther", (T(2, 3, dtype="bool"), T(2, 3), 0), (T(2, 3, dtype="bool"), T(2, 3), 1.5), dtypes=REAL),
    *rows("aten::where.ScalarSelf", (T(2, 3, dtype="bool"), 0, T(2, 3)), (T(2, 3, dtype="bool"), 1.5, T(2, 3)), dtypes=REAL),
    *rows("aten::where.Scalar", (T(2, 3, dtype="bool"), 1, 2), (T(2, 3, dtype="bool"), 1, 2.0), (T(2, dtype="bool"), True, False)),
    *rows("aten::where.self_out", (T(2, 3, dtype="bool"), T(2, 3), T(3), KW(out=T(2, 3)))),
    *rows("aten::masked_fill.Scalar", (T(2, 3), T(2, 3, dtype="bool"), 7), (T(2, 3), T(3, dtype="bool"), 1.5), (T(3), T(2, 3, dtype="bool"), 1),
          (T(2, 3), T(2, 3, dtype="uint8"), 7), (T(2, 3, layout="t"), T(2, 3, dtype="bool"), 7), dtypes=("float32", "int64", "bfloat16")),
    *rows("aten::masked_fill.Scalar", (T(2, 3), T(2, 3, dtype="bool"), float("-inf")), dtypes=FLOATS),
    *rows("aten::masked_fill.Tensor", (T(2, 3), T(2, 3, dtype="bool"), T()), (T(2, 3), T(3, dtype="bool"), T(1)), dtypes=("float32", "int64")),
    *rows("aten::masked_fill_.Scalar", (T(2, 3), T(2, 3, dtype="bool"), 7), (T(2, 3, layout="step"), T(3, dtype="bool"), 7), (T(3), T(2, 3, dtype="bool"), 1)),
    *rows("aten::masked_fill_.Tensor", (T(2, 3), T(2, 3, dtype="bool"), T())),
]  # fmt: skip
