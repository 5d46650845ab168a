"""Samples of arithmetic and of functions of one number."""

from tests.ops.sample import ALL, FLOATS, INTS, KW, REAL, T, V, WIDE, rows

PAIRS = [
    (T(2, 3), T(2, 3)), (T(2, 3), T(3)), (T(2, 1, 3), T(4, 1)), (T(2, 3), T()), (T(), T()), (T(0, 3), T(1, 3)),
    (T(3, 4, layout="t"), T(3, 4, layout="t")), (T(3, 4, layout="t"), T(3, 4)), (T(3, 4), T(3, 4, layout="t")),
    (T(2, 3, 4, 2, layout="cl"), T(2, 3, 4, 2, layout="cl")), (T(2, 3, 4, 2, layout="cl"), T(3, 1, 1)),
    (T(2, 3, layout="step"), T(2, 3)), (T(2, 3, layout="expand"), T(2, 3)), (T(2, 3, 4, layout="reversed"), T(4)),
    (T(2, 3), T(2, 4)), (T(4, content="odd"), T(4, content="odd")),
]  # fmt: skip
MIXED = [
    (T(2, dtype="int32"), T(2, dtype="float32")), (T(2, dtype="float32"), T(dtype="float64")),
    (T(2, dtype="int64"), T(dtype="float32")), (T(2, dtype="uint8"), T(2, dtype="int8")),
    (T(2, dtype="float16"), T(2, dtype="bfloat16")), (T(2, dtype="bool"), T(2, dtype="int16")),
    (T(dtype="float64"), T(2, dtype="float16")), (T(2, dtype="complex64"), T(2, dtype="float64")),
]  # fmt: skip
SCALARS = [
    (T(2, 3), 2),
    (T(2, 3), -3),
    (T(2, 3), 1.5),
    (T(2, 3), True),
    (T(), 3),
    (T(2, 3, layout="t"), 7),
]
ZERO = [(T(4), T(4, content=[0, 1, 0, 2]))]
UNARY = [
    (T(2, 3),), (T(),), (T(0),), (T(2, 3, layout="t"),), (T(2, 3, 2, 2, layout="cl"),), (T(3, layout="step"),),
    (T(2, 3, layout="expand"),), (T(2, 3, 4, layout="reversed"),),
]  # fmt: skip
ODD = [(T(6, content="odd"),)]


def out(*case):
    return (*case, KW(out=T(2, 3)))


def binary(kind, *, dtypes=ALL, scalar=True, alpha=False, **options):
    made = rows(f"{kind}.Tensor", *PAIRS, *MIXED, dtypes=dtypes, **options)
    if scalar:
        made += rows(f"{kind}.Scalar", *SCALARS, (T(2), 300), dtypes=dtypes, **options)
    if alpha:
        made += rows(
            f"{kind}.Tensor",
            (T(2, 3), T(3), KW(alpha=2)),
            (T(2, 3), T(3), KW(alpha=0.5)),
            dtypes=dtypes,
        )
        made += rows(f"{kind}.Scalar", (T(2, 3), 3, 2), (T(2), 3, True), dtypes=dtypes)
    return made


def unary(kind, dtypes=ALL, cases=(), **options):
    return [
        *rows(kind, *UNARY, *cases, dtypes=dtypes, **options),
        *rows(kind, *ODD, dtypes=FLOATS, **options),
    ]


def inplace(kind, *cases, dtypes=("float32", "int64"), **options):
    return rows(kind, *cases, dtypes=dtypes, **options)


PARTS = (0.0, -0.0, 1.5, -2.0, float("inf"), float("-inf"), float("nan"))
EVERY = [complex(a, b) for a in PARTS for b in PARTS]
INFINITE = [
    (V([a for a in EVERY for _ in EVERY], dtype), V([b for _ in EVERY for b in EVERY], dtype))
    for dtype in ("complex64", "complex128")
]

SAMPLES = [
    *[row for name in ("add", "sub", "mul", "div") for row in rows(f"aten::{name}.Tensor", *INFINITE, tolerance=2)],
    *rows("aten::abs", *[(a,) for a, _ in INFINITE], tolerance=2),
    *binary("aten::add", alpha=True),
    *binary("aten::sub", alpha=True),
    *binary("aten::rsub", alpha=True, dtypes=("float32", "int64", "uint8", "bool")),
    *binary("aten::mul"),
    *binary("aten::div"),
    *binary("aten::true_divide", dtypes=("float32", "int64")),
    *rows("aten::floor_divide", *PAIRS, *MIXED[:-1], *ZERO, dtypes=REAL),
    *rows("aten::floor_divide.Scalar", *SCALARS[:3], (T(2), 0), dtypes=("float32", "int64", "uint8")),
    *binary("aten::remainder", dtypes=REAL),
    *rows("aten::remainder.Scalar_Tensor", (7, T(4, content="positive")), (-7.5, T(4, content="positive")), dtypes=REAL),
    *rows("aten::remainder.Tensor", *ZERO, dtypes=REAL),
    *rows("aten::div.Tensor", *ZERO, dtypes=REAL),
    *[s for mode in (None, "trunc", "floor") for s in rows(
        "aten::div.Tensor_mode", *((*p, KW(rounding_mode=mode)) for p in (*PAIRS[:4], *MIXED[:3], *ZERO)), dtypes=REAL)],
    # Halves are divided by a tensor's elements in halves, by one number in float32.
    *[s for half in ("bfloat16", "float16") for mode in ("trunc", "floor")
        for by in (V([1.1015625, 2.0, 2.0, 0.30078125, 0.0, 0.1], half), V(0.1, half), V(0.1)) for s in rows(
        "aten::div.Tensor_mode", (V([3.296875, 7.0, -7.0, 100.0, 1.0, -56.28125], half), by, KW(rounding_mode=mode)))],
    *[s for half in ("bfloat16", "float16") for mode in ("trunc", "floor") for s in rows(
        "aten::div.Scalar_mode", (V([3.296875, 7.0, -7.0, 100.0, 1.0, -56.28125], half), 0.1, KW(rounding_mode=mode)))],
    *[s for mode in (None, "trunc", "floor", "up") for s in rows(
        "aten::div.Scalar_mode", *((*p, KW(rounding_mode=mode)) for p in SCALARS[:3]), dtypes=REAL)],
    *rows("aten::pow.Tensor_Tensor", (T(2, 3, content="positive"), T(3)), (T(2, 3), T(3, content="positive")), *MIXED[:3], dtypes=REAL),
    *rows("aten::pow.Tensor_Tensor", (T(3, dtype="bool"), T(3, dtype="bool"))),
    *rows("aten::pow.Tensor_Tensor", (V([2, -2, 1, -1, 0, 3]), V([-1, -3, -5, -3, 0, 40])), dtypes=("int64", "int32")),
    *[s for e in (2, 3, 0, 0.5, -1, 2.5, -2.0) for s in rows("aten::pow.Tensor_Scalar", (T(2, 3), e), dtypes=REAL)],
    *rows("aten::pow.Tensor_Scalar", (V([1, 2]), 1 + 2j), (V([0.5, 2.0]), 2j)),
    *rows("aten::pow.Scalar", (2, T(4)), (2.5, T(4)), (1, T(3)), dtypes=("float32", "float64")),
    *rows("aten::pow.Scalar", (2, T(4, content="positive")), (1, T(3)), dtypes=INTS),
    *unary("aten::neg"), *unary("aten::abs"), *unary("prim::abs", dtypes=("float32", "int64")),
    *unary("aten::exp"), *unary("aten::expm1"), *unary("aten::sin"), *unary("aten::cos"), *unary("aten::atan"),
    *unary("aten::erf"), *unary("aten::tanh"), *unary("aten::sigmoid"), *unary("aten::sign"),
    *unary("aten::log"), *unary("aten::log2"), *unary("aten::log10"), *unary("aten::log1p"),
    *unary("aten::sqrt"), *unary("aten::rsqrt"), *unary("aten::reciprocal"), *unary("aten::square"),
    *unary("aten::floor"), *unary("aten::ceil"), *unary("aten::trunc"), *unary("aten::round"),
    *rows("aten::round.decimals", (T(2, 3), KW(decimals=1)), (T(2, 3), KW(decimals=-1)), (T(3), KW(decimals=0)), dtypes=WIDE),
    *rows("aten::clamp", (T(2, 3), -1, 1), (T(2, 3), None, 1), (T(2, 3), 0.5), (T(2, 3, layout="t"), 2, -2), (T(3),),
          (T(6, content="odd"), -1.5, 1), dtypes=REAL),
    *rows("aten::clamp.Tensor", (T(2, 3), T(3), T(2, 1)), (T(2, 3), None, T()), (T(2, 3), T(2, 3, dtype="float64")), (T(3),),
          dtypes=("float32", "int64")),
    *rows("aten::clamp_min", (T(2, 3), 0), (T(2, 3), 0.5), dtypes=REAL),
    *rows("aten::clamp_min.Tensor", (T(2, 3), T(3)), dtypes=REAL),
    *rows("aten::clamp_max", (T(2, 3), 0), (T(2, 3), 0.5), dtypes=REAL),
    *rows("aten::clamp_max.Tensor", (T(2, 3), T(3)), dtypes=REAL),
    *[s for kind in ("aten::maximum", "aten::minimum", "aten::max.other", "aten::min.other")
      for s in rows(kind, *PAIRS, *MIXED[:-1], dtypes=("float32", "int64", "bool"))],
    *inplace("aten::add_.Tensor", (T(2, 3), T(3)), (T(2, 3), T(2, 2, 3)), (T(2, 3, layout="t"), T(2, 3)),
             (T(2, 3, dtype="int64"), T(3, dtype="float32")), (T(3, layout="expand"), T(3)), (T(2, 3), T(3), KW(alpha=2))),
    *inplace("aten::add_.Scalar", (T(2, 3), 2), (T(2, 3), 2.5)),
    *inplace("aten::sub_.Tensor", (T(2, 3), T(3))), *inplace("aten::sub_.Scalar", (T(2, 3), 2)),
    *inplace("aten::mul_.Tensor", (T(2, 3), T(3)), (T(2, 3, dtype="bool"), T(3, dtype="int64"))),
    *inplace("aten::mul_.Scalar", (T(2, 3), 2), (T(2, 3), 0.5)),
    *inplace("aten::div_.Tensor", (T(2, 3), T(3))), *inplace("aten::div_.Scalar", (T(2, 3), 2)),
    *inplace("aten::div_.Tensor_mode", (T(2, 3), T(3, content="positive"), KW(rounding_mode="floor"))),
    *inplace("aten::div_.Scalar_mode", (T(2, 3), 2, KW(rounding_mode="trunc"))),
    *inplace("aten::floor_divide_.Tensor", (T(2, 3), T(3, content="positive"))), *inplace("aten::floor_divide_.Scalar", (T(2, 3), 2)),
    *inplace("aten::pow_.Scalar", (T(2, 3), 2)), *inplace("aten::pow_.Tensor", (T(2, 3), T(3, content="positive"))),
    *[s for kind in "neg_ abs_ exp_ log_ sqrt_ rsqrt_ floor_ ceil_ round_ trunc_ reciprocal_ tanh_ sigmoid_".split()
      for s in inplace(f"aten::{kind}", (T(2, 3),), (T(3, layout="step"),))],
    *inplace("aten::round_.decimals", (T(2, 3), KW(decimals=1)), dtypes=("float32",)),
    *inplace("aten::clamp_", (T(2, 3), -1, 1)), *inplace("aten::clamp_.Tensor", (T(2, 3), T(3), None)),
    *inplace("aten::clamp_min_", (T(2, 3), 0)), *inplace("aten::clamp_min_.Tensor", (T(2, 3), T(3))),
    *inplace("aten::clamp_max_", (T(2, 3), 0)), *inplace("aten::clamp_max_.Tensor", (T(2, 3), T(3))),
    *rows("aten::add.out", out(T(2, 3), T(3)), (T(2, 3), T(3), KW(out=T(0))), (T(2, 3), T(3), KW(out=T(2, 3, layout="t"))),
          (T(2, 3), T(3), KW(out=T(2, 3, dtype="int64"))), (T(2, 3), T(3), KW(out=T(2, 3, dtype="float64")))),
    *[s for kind in "abs ceil cos exp floor log neg reciprocal round rsqrt sigmoid sin sqrt tanh".split()
      for s in rows(f"aten::{kind}.out", out(T(2, 3)), (T(2, 3), KW(out=T(2, 3, layout="t"))), (T(2, 3), KW(out=T(0))))],
    *rows("aten::round.decimals_out", (T(2, 3), KW(decimals=1, out=T(2, 3)))),
    *[s for kind in ("mul.out", "sub.out", "div.out", "maximum.out", "minimum.out", "pow.Tensor_Tensor_out") for s in rows(f"aten::{kind}", out(T(2, 3), T(3, content="positive")))],
    *[s for kind in ("mul", "sub", "div", "add", "pow.Tensor") for s in rows(f"aten::{kind}{'_' if '.' in kind else '.'}Scalar_out", out(T(2, 3), 2))],
    *rows("aten::pow.Scalar_out", out(2, T(2, 3))),
    *rows("aten::div.out_mode", (T(2, 3), T(3, content="positive"), KW(rounding_mode="floor", out=T(2, 3)))), *rows("aten::div.Scalar_mode_out", (T(2, 3), 2, KW(rounding_mode="trunc", out=T(2, 3)))),
    *rows("aten::clamp.out", out(T(2, 3), -1, 1)), *rows("aten::clamp.Tensor_out", out(T(2, 3), T(3), None)),
    *rows("aten::nextafter", (T(3, 4), T(4)), (T(4, content=[0.0, -0.0, 1.0, -1.0]), T(4, 1, content=[float("inf"), float("-inf"), 0.0, float("nan")])), (T(5, content="odd"), T(5, content="odd")), (T(2, layout="step"), T()), dtypes=FLOATS),
    *rows("aten::nextafter", (T(3, dtype="int64"), T(3, dtype="int64")), phrase="nextafter"),
]  # fmt: skip
