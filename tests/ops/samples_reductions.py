"""Samples of sums, products, extremes, orders and their like."""

from tests.ops.sample import ALL, ENUM, FLOATS, KW, REAL, T, V, WIDE, rows

WHOLE = [
    (T(2, 3),),
    (T(),),
    (T(0),),
    (T(2, 3, layout="t"),),
    (T(2, 3, layout="expand"),),
    (T(2, 0, 3),),
]
DIMS = [
    (T(2, 3, 4), [1]), (T(2, 3, 4), [0, -1]), (T(2, 3, 4), [1], True), (T(2, 3, 4), None), (T(2, 3, 4), []), (T(2, 3), [], True),
    (T(), [0]), (T(), [-1], True), (T(2, 0), [1]), (T(2, 0), [0]), (T(2, 3), [2]), (T(2, 3), [0, 0]), (T(3, 4, layout="t"), [0]),
]  # fmt: skip
DIM = [
    (T(2, 3, 4), 1), (T(2, 3, 4), -1), (T(2, 3), 0, True), (T(), 0), (T(), -1, True), (T(2, 3), 2), (T(0, 3), 0), (T(0, 3), 1),
    (T(3, 4, layout="t"), 0), (V([[3, 1, 3], [2, 2, 1]]), 1), (V([[3.0, 1.0, 3.0], [2.0, 2.0, 1.0]]), 0),
]  # fmt: skip
NAN = V([[1.0, float("nan"), 2.0], [float("nan"), 5.0, float("inf")]], "float32")
F64 = ENUM["float64"]
I32 = ENUM["int32"]
LOW = {"tolerance": 4.0}

SAMPLES = [
    *rows("aten::sum", *WHOLE, (T(2, 3), KW(dtype=F64)), (T(2, 3), KW(dtype=I32)), dtypes=ALL, **LOW),
    *rows("aten::sum.dim_IntList", *DIMS, (T(2, 3), [0], False, KW(dtype=F64)), dtypes=("float32", "int32", "bool", "bfloat16"), **LOW),
    *rows("aten::sum.out", (T(2, 3), KW(out=T()))), *rows("aten::sum.IntList_out", (T(2, 3), [0], KW(out=T(3))), (T(2, 3), [0], KW(out=T(0)))),
    *rows("aten::mean", *WHOLE, (T(2, 3), KW(dtype=F64)), dtypes=(*FLOATS, "int64", "bool"), **LOW),
    *rows("aten::mean", (T(2, 3), KW(dtype=F64)), dtypes=("int64",)),
    *rows("aten::mean.dim", *DIMS, dtypes=("float32", "float64", "bfloat16", "int64"), **LOW),
    *rows("aten::mean.out", (T(2, 3), [0], KW(out=T(3)))),
    *rows("aten::prod", *WHOLE, (T(2, 3), KW(dtype=F64)), dtypes=("float32", "float64", "int64", "uint8", "bool"), tolerance=8.0),
    *rows("aten::prod.dim_int", *DIM, dtypes=("float32", "int32", "bool"), tolerance=8.0),
    *[s for kind in ("max", "min") for s in [
        *rows(f"aten::{kind}", *WHOLE, dtypes=ALL), *rows(f"aten::{kind}", (NAN,)),
        *rows(f"aten::{kind}.dim", *DIM, (NAN, 1), (NAN, 0), dtypes=("float32", "float64", "int64", "uint8", "bool", "bfloat16")),
    ]],
    *[s for kind in ("amax", "amin") for s in [
        *rows(f"aten::{kind}", *WHOLE, (NAN, [1]), dtypes=("float32", "int64", "bool")),
        *rows(f"aten::{kind}", *(d for d in DIMS if d[1] is not None), dtypes=("float32", "int64"))]],
    *[s for kind in ("argmax", "argmin") for s in [
        *rows(f"aten::{kind}", *WHOLE, *DIM, (T(2, 3), None, True), (NAN,), (NAN, 1), dtypes=("float32", "int64", "bfloat16")),
        *rows(f"aten::{kind}", (T(3),), dtypes=("bool",))]],
    *[s for kind in ("any", "all") for s in [
        *rows(f"aten::{kind}", *WHOLE, dtypes=ALL), *rows(f"aten::{kind}.dim", *DIM[:9], dtypes=("float32", "int64", "uint8", "bool")),
        *rows(f"aten::{kind}.dims", *DIMS, dtypes=("float32", "bool"))]],
    *rows("aten::cumsum", *DIM, (T(2, 3), 0, KW(dtype=F64)), (T(2, 3), 0, KW(dtype=I32)), dtypes=("float32", "int32", "bool", "float64"), **LOW),
    *[s for p in (2, 1, 0, 3, float("inf"), float("-inf"), 0.5) for s in [
        *rows("aten::norm.Scalar", (T(2, 3), p), (T(), p), dtypes=WIDE, **LOW),
        *rows("aten::norm.ScalarOpt_dim", (T(2, 3, 4), p, [1]), (T(2, 3, 4), p, [0, 2], True), dtypes=WIDE, **LOW),]],
    *rows("aten::norm.Scalar", (T(2, 3),), (T(2, 3, dtype="int64"),), (T(0),), (T(2, 3, dtype="bfloat16"),), **LOW),
    *rows("aten::norm.ScalarOpt_dim", (T(2, 3), None, [0]), (T(2, 3), 2, []), (T(2, 3), 2, [5]), **LOW),
    *rows("aten::var", *WHOLE, (T(2, 3), False), (T(1),), dtypes=("float32", "float64", "bfloat16", "int64"), tolerance=8.0),
    *rows("aten::var.dim", (T(2, 3, 4), [1]), (T(2, 3, 4), [0, 2], False, True), (T(2, 3), None), (T(2, 1), [1]), (T(2, 3), []), dtypes=WIDE, tolerance=8.0),
    *rows("aten::var.correction", (T(2, 3, 4), [1], KW(correction=0)), (T(2, 3), KW(correction=2)), (T(2, 3), [0], KW(keepdim=True)),
          (T(2, 3), [0], KW(correction=1.5)), (T(2, 3), [1], KW(correction=5)), dtypes=WIDE, tolerance=8.0),
    *rows("aten::mse_loss", (T(2, 3), T(2, 3)), (T(2, 3), T(2, 3), 0), (T(2, 3), T(2, 3), 2), (T(2, 3), T(3)), dtypes=("float32", "float64", "bfloat16"), **LOW),
    *rows("aten::sort", (T(2, 5),), (T(2, 5), 0), (T(2, 5), -1, True), (T(2, 5), 0, True), (T(),), (T(0),), (T(3, 4, layout="t"),), (NAN,), (NAN, 1, True), (T(2, 3), 2),
          dtypes=(*REAL, "bool")),
    *rows("aten::sort.stable", (T(2, 5), KW(stable=True)), (T(2, 5), KW(stable=None, dim=0, descending=True)), (T(2, 5), KW(stable=False)), dtypes=("float32", "int64")),
    *rows("aten::gradient.scalarint", (T(5, 4),), (T(5, 4), KW(spacing=2.5)), (T(5, 4), KW(dim=-1, edge_order=2)), (T(5, 4), KW(spacing=0.5, dim=0)), (T(5, dtype="int64"),), dtypes=("float32", "float64"), tolerance=8),
    *rows("aten::gradient.scalararray", (T(5, 4, 3), KW(spacing=2.0, dim=[0, -1])), tolerance=8),
    *rows("aten::gradient.array", (T(5, 4, 3), KW(dim=[2, 0], edge_order=2)), (T(5, 4), KW(dim=[0, 0])), (T(5, 4), KW(dim=[2])), tolerance=8, phrase=""),
    *rows("aten::gradient.scalarrayint", (T(5, 4), KW(spacing=[2.0, 0.5])), (T(5, 4), KW(spacing=[2.0], dim=1)), tolerance=8),
    *rows("aten::gradient.scalarrayarray", (T(5, 4, 3), KW(spacing=[2.0, 0.5], dim=[0, 2])), (T(5, 4), KW(spacing=[2.0], dim=[0, 1])), tolerance=8, phrase=""),
    *rows("aten::gradient.tensorarrayint", (T(5, 4), KW(spacing=[V([0.0, 1.0, 3.0, 3.5, 5.0]), V([0.0, 2.0, 3.0, 3.5])], edge_order=2)), (T(5), KW(spacing=[V([0.0, 1.0, 3.0, 3.5, 5.0])], dim=0)), tolerance=8),
    *rows("aten::gradient.tensorarray", (T(3, 4), KW(spacing=[V([0.0, 2.0, 3.0, 3.5])], dim=[1])), (T(3, 4), KW(spacing=[V([0.0, 2.0])], dim=[1])), (T(3, 4), KW(spacing=[V([[0.0, 2.0]])], dim=[1])), tolerance=8, phrase=""),
    *rows("aten::gradient.scalarint", (T(1, 4),), (T(5), KW(edge_order=3)), (T(2), KW(edge_order=2)), phrase="torch.gradient"),
]  # fmt: skip
