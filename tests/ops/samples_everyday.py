"""Samples of what a user of numpy reaches for, and of the complex numbers of arithmetic."""

from tests.ops.sample import ENUM, KW, T, V, rows

BOTH = ("float32", "int64")
WIDE = ("float32", "float64")
COMPLEX = ("complex64", "complex128")
PLACES = V([[0, 1, 2, 0], [2, 0, 0, 1]])
ODD = T(4, 5, content="odd")
CUBE = T(2, 4, 6)


def unary(name, *, dtypes=BOTH, content="any"):
    return rows(
        f"aten::{name}",
        (T(3, 4, content=content),),
        (T(3, 4, layout="t", content=content),),
        (T(),),
        (T(0, 3),),
        (ODD,),
        dtypes=dtypes,
    )


def binary(name, *, dtypes=BOTH, content="any"):
    return rows(
        f"aten::{name}",
        (T(3, 4, content=content), T(3, 4, content=content)),
        (T(3, 1, content=content), T(4, content=content)),
        (T(2, 3), T(2, 4)),
        (ODD, T(5)),
        dtypes=dtypes,
    )


SAMPLES = [
    # tests and choices
    *binary("logical_xor"),
    *binary("fmax"),
    *binary("fmin"),
    *binary("heaviside", dtypes=WIDE),
    *binary("logaddexp2", dtypes=WIDE),
    *unary("signbit"),
    *rows("aten::signbit", (T(3, dtype="bool"),)),
    *unary("isposinf"),
    *unary("isneginf"),
    *unary("isreal", dtypes=(*BOTH, *COMPLEX)),
    *unary("positive", dtypes=BOTH),
    *rows("aten::positive", (T(3, dtype="bool"),), phrase="bool tensor"),
    *unary("sgn", dtypes=(*BOTH, "complex64")),
    *unary("sinc", dtypes=WIDE),
    *unary("erfc", dtypes=WIDE),
    *unary("exp2", dtypes=(*WIDE, "int64")),
    *rows("aten::logit", (T(3, 4, content="unit"),), (T(3, 4), 0.125), dtypes=WIDE),
    *rows("aten::logit", (V([0.3, 0.5, 0.7]), 0.7), (V([0.3, 0.5, 0.7]), -0.7)),
    *(s for d in ("bool", "int64") for s in rows("aten::logit", (V([0, 1, 1], d),), (V([0, 1, 1], d), 0.125))),
    *binary("xlogy.Tensor", content="positive", dtypes=WIDE),
    *rows("aten::xlogy.Scalar_Other", (T(3, 4), 2.5), dtypes=WIDE),
    *binary("ldexp.Tensor", dtypes=WIDE),
    *binary("float_power.Tensor_Tensor", content="positive"),
    *rows("aten::float_power.Tensor_Scalar", (T(3, content="positive"), 2), dtypes=BOTH),
    *rows("aten::float_power.Scalar", (2, T(3)), dtypes=BOTH),
    *rows("aten::bitwise_left_shift.Tensor", (T(3, dtype="int64"), V([0, 1, 2]))),
    *rows("aten::bitwise_left_shift.Tensor_Scalar", (T(3, dtype="int32"), 2)),
    *rows("aten::bitwise_right_shift.Tensor", (T(3, dtype="int64"), V([0, 1, 2]))),
    *rows("aten::bitwise_right_shift.Tensor_Scalar", (T(3, dtype="int32"), 1)),
    # products
    *rows(
        "aten::addmv",
        (T(3), T(3, 4), T(4), KW(beta=1, alpha=1)),
        (T(3), T(3, 4), T(4), KW(beta=0, alpha=2)),
        (T(3), T(3, 4), T(4), KW(beta=3, alpha=2)),
        (T(3), T(3, 4), T(3)),
        dtypes=BOTH,
    ),
    *rows(
        "aten::addbmm",
        (T(3, 5), T(2, 3, 4), T(2, 4, 5)),
        (T(5), T(2, 3, 4), T(2, 4, 5), KW(beta=0.5, alpha=2.0)),
    ),
    *rows("aten::addbmm_", (T(3, 5), T(2, 3, 4), T(2, 4, 5))),
    *rows(
        "aten::addr",
        (T(3, 4), T(3), T(4)),
        (T(3, 4), T(3), T(4), KW(beta=0, alpha=2)),
        dtypes=BOTH,
    ),
    *rows("aten::vdot", (T(5), T(5)), (T(0), T(0)), (T(5), T(4)), dtypes=(*BOTH, *COMPLEX)),
    *rows(
        "aten::tensordot",
        (T(3, 4, 5), T(5, 4, 2), [1, 2], [1, 0]),
        (T(3, 4), T(4, 2), [-1], [0]),
        (T(3, 4), T(4, 2), [0], [0]),
        (T(3), T(2), [], []),
    ),
    # diagonals and triangles
    *rows("aten::diag", (T(4),), (T(4), 1), (T(4, 5), -1), (T(2, 2, 2),), dtypes=BOTH),
    *rows("aten::diag_embed", (T(2, 3),), (T(2, 3), 1, 0, 2), (T(2, 3), -1), (T(2), 0, 0, 0)),
    *rows("aten::diagflat", (T(2, 2),), (T(2, 2), -1)),
    *rows("aten::tril_indices", (3, 4), (3, 4, 1), (-1, 2), (0, 3)),
    *rows("aten::triu_indices", (3, 4), (3, 4, -1, KW(dtype=ENUM["int32"])), (2, -1)),
    # places and parts
    *rows(
        "aten::index_put",
        (T(4, 5), [V([1, 3])], T(2, 5)),
        (T(4, 5), [V([1, 1])], T(5), True),
        (T(4, 5), [V([1, 9])], T(5)),
        dtypes=BOTH,
    ),
    *rows("aten::fill.Scalar", (T(3, 4), 2), (T(3, 4, layout="t"), 0.5), dtypes=BOTH),
    *rows("aten::fill.Tensor", (T(3, 4), V(2)), (T(3, 4), V([1, 2])), phrase="0-dimension"),
    *rows(
        "aten::tensor_split.tensor_indices_or_sections",
        (T(5, 3), V(2)),
        (T(5, 3), V([1, 3]), 0),
        (T(5, 3), V([[1]])),
        (T(5, 3), V(2, dtype="int32")),
        phrase="tensor_split expected",
    ),
    *rows(
        "aten::scatter.reduce",
        (T(3, 4), 0, PLACES, T(2, 4), KW(reduce="add")),
        (T(3, 4), 0, PLACES, T(2, 4), KW(reduce="multiply")),
        (T(3, 4), 0, PLACES, T(2, 4), KW(reduce="max")),
        dtypes=BOTH,
    ),
    *rows(
        "aten::scatter.value_reduce",
        (T(3, 4), 0, PLACES, 2, KW(reduce="add")),
        (T(3, 4), 0, PLACES, 2, KW(reduce="multiply")),
        dtypes=BOTH,
    ),
    *rows(
        "aten::max_unpool2d",
        (T(1, 2, 2, 2), V([[[[0, 3], [8, 11]], [[1, 2], [9, 15]]]]), [4, 4]),
        (T(2, 2, 2), V([[[0, 3], [8, 11]], [[1, 2], [9, 15]]]), [4, 4]),
        (T(1, 2, 2, 2), V([[[[0, 3], [8, 11]], [[1, 2], [9, 15]]]]), [4]),
    ),
    *rows(
        "aten::max_unpool3d",
        (T(1, 1, 1, 2, 2), V([[[[[0, 3], [8, 11]]]]]), [1, 4, 4], [1, 2, 2], [0, 0, 0]),
        (T(1, 1, 2, 2), V([[[[0, 3], [8, 11]]]]), [1, 4, 4], [1, 2, 2], [0, 0, 0]),
    ),
    *rows("aten::take", (T(3, 4), V([[0, 5], [-1, 11]])), dtypes=BOTH),
    *rows(
        "aten::put",
        (T(3, 4), V([0, 5]), T(2)),
        (T(3, 4), V([1, 1]), T(2), True),
        dtypes=BOTH,
    ),
    *rows(
        "aten::take_along_dim",
        (T(3, 4), PLACES, 0),
        (T(3, 4), V([0, 11])),
        (T(3, 4), V([[1], [0], [2]]), 1),
        (T(3, 4), V([1]), 1),
        (T(3, 4), V([[-1, 4, -5, 7]]), 0),
        (T(3, 4), V([-1])),
        (T(0, 4), PLACES, 0),
        (T(3, 4), PLACES, -3),
    ),
    *rows("aten::argwhere", (V([[0, 1], [2, 0]]),), (V(1),)),
    *rows("aten::narrow_copy", (T(4, 5), 1, 1, 3), (T(4, 5), 0, 3, 2)),
    *rows("aten::select_scatter", (T(3, 4), T(4), 0, 1), (T(3, 4), T(3), 0, 1)),
    *rows("aten::slice_scatter", (T(5, 4), T(2, 4), 0, 1, 5, 2), (T(5, 4), T(5, 4))),
    *rows("aten::diagonal_scatter", (T(3, 4), T(3)), (T(3, 4), T(2))),
    *rows("aten::msort", (T(5, 3),), (T(0),), dtypes=BOTH),
    *rows("aten::hsplit.int", (CUBE, 2), (CUBE, 3), (T(), 1)),
    *rows("aten::hsplit.array", (CUBE, [1, 3]), (T(), [1])),
    *rows("aten::vsplit.int", (CUBE, 2), (CUBE, 3), (T(2), 1)),
    *rows("aten::vsplit.array", (CUBE, [1]), (T(2), [1])),
    *rows("aten::dsplit.int", (CUBE, 2), (CUBE, 4), (T(2, 2), 1)),
    *rows("aten::dsplit.array", (CUBE, [1, 3]), (T(2, 2), [1])),
    *rows("aten::block_diag", ([T(2, 3), T(2), T()],), ([T(1, 1, 1)],)),
    *rows("aten::column_stack", ([T(3), T(3, 2)],), ([T(), T()],)),
    *rows("aten::dstack", ([T(3), T(3)],), ([T(2, 3), T(2, 3)],)),
    *rows("aten::cartesian_prod", ([T(2), T(3)],), ([T(2)],), ([T(2, 2)],)),
    *[row for n in (1, 2, 3) for row in rows(f"aten::atleast_{n}d", (T(),), (T(3),), (T(2, 3),))],
    *[row for n in (1, 2, 3) for row in rows(f"aten::atleast_{n}d.Sequence", ([T(), T(2, 3)],))],
    *rows("aten::sum_to_size", (T(3, 4), [1, 4]), (T(2, 3, 4), [4]), dtypes=BOTH),
    *rows("aten::sum_to_size", (T(3, 4), [1, 4]), (T(3, 4), [3, 4]), (T(3, 4), []), dtypes=("bool", "int8")),
    *rows("aten::addr", *[(T(2, 3), T(2), T(3), KW(alpha=a, beta=b)) for a, b in ((1, 1), (2, 1), (0, 2), (1, 0), (0, 0), (1.5, 1), (1, 1.5))], dtypes=("bool", "uint8")),
    *rows("aten::addr_", (T(2, 3), T(2), T(3)), (T(2, 3), T(2), T(3), KW(beta=2)), dtypes=("bool", "float32")),
    *rows(
        "aten::embedding_renorm",
        (T(5, 3), V([0, 2, 2]), 1.0, 2.0),
        (T(5, 3), V([[4, 1]]), 0.5, 1.0),
    ),
    *rows("aten::gather", (T(3, 4), 0, T(0, dtype="uint8"))),
    *rows("aten::diff", (T(3, 3), 0, 1, T(3, 1), T(3, 1)), (T(3, 4), 2, 0)),
    *rows(
        "aten::_grouped_mm",
        (T(2, 8, 8), T(2, 8, 16)),
        (T(16, 8), T(2, 8, 16), V([4, 16], dtype="int32")),
        dtypes=("bfloat16",),
    ),
    # declared only
    *rows("aten::_nested_tensor_from_mask", (T(2, 3), T(2, dtype="bool")), phrase=""),
    *rows("aten::_nested_tensor_from_mask_left_aligned", (T(2), T(2)), phrase=""),
    # sums
    *rows(
        "aten::nansum", (ODD,), (ODD, [1], True), (T(3, 4), [0]), dtypes=("float32", "int64")
    ),
    *rows("aten::nanmean", (ODD,), (ODD, [1], True), dtypes=WIDE),
    *rows("aten::aminmax", (T(3, 4),), (T(3, 4), KW(dim=1, keepdim=True)), (T(0),), dtypes=BOTH),
    *rows("aten::trapezoid.dx", (T(3, 4),), (T(3, 4), KW(dx=0.5, dim=0)), (T(3, 0),)),
    *rows("aten::trapezoid.x", (T(3, 4), T(4)), (T(3, 4), T(3, 4), KW(dim=0))),
    *rows("aten::trapz.dx", (T(3, 4),), (T(3, 4), KW(dx=0.5, dim=0)), (T(3, 0),)),
    *rows("aten::trapz.x", (T(3, 4), T(4)), (T(3, 4), T(3, 4), KW(dim=0))),
    *rows("aten::cumulative_trapezoid.dx", (T(3, 4),), (T(3, 4), KW(dx=0.5, dim=0))),
    *rows("aten::one_hot", (V([2, 0, 1]),), (V([[2, 0], [1, 1]]), 4), (V(1), 3), (T(0, 2, dtype="int64"), 3)),
    *rows("aten::one_hot", (V([2, -1]),), (V([2, 0]), 2), (T(0, dtype="int64"),), (T(2),), (V([1]), -2), phrase=""),
    *[
        row
        for name in ("var_mean", "std_mean")
        for row in (
            *rows(f"aten::{name}", (T(3, 4),), (T(3, 4), False), dtypes=WIDE),
            *rows(f"aten::{name}.dim", (T(3, 4), [1]), (T(3, 4), [0], False, True), dtypes=WIDE),
            *rows(f"aten::{name}.correction", (T(3, 4), [1], KW(correction=0))),
        )
    ],
    *rows(
        "aten::baddbmm",
        (T(2, 3, 5), T(2, 3, 4), T(2, 4, 5), KW(beta=0.2, alpha=0.6)),
        (T(1), T(2, 3, 4), T(2, 4, 5), KW(beta=2, alpha=3)),
        dtypes=(*BOTH, "bfloat16", "complex64"),
    ),
    *rows("aten::cosine_similarity", (T(1, 2, 3), T(2, 1, 3), 1), (T(2, 3), T(2, 3))),
    # complex numbers
    *[
        row
        for name in (
            "abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "expm1",
            "isfinite", "isinf", "isnan", "log", "log10", "log1p", "log2", "logical_not", "neg",
            "reciprocal", "rsqrt", "sigmoid", "sin", "sinh", "sqrt", "square", "tan", "tanh",
        )
        for row in rows(
            f"aten::{name}", (T(3, 4),), (T(3, 4, layout="t"),), (T(),), dtypes=COMPLEX
        )
    ],
    *binary("pow.Tensor_Tensor", dtypes=("complex64",)),
    *rows("aten::add.Tensor", (T(3), T(3), KW(alpha=1 + 2j)), dtypes=COMPLEX),
    *rows("aten::sub.Tensor", (T(3), T(3), KW(alpha=1 + 2j)), dtypes=COMPLEX),
    *[
        row
        for name in ("sum", "mean", "prod", "var")
        for row in rows(f"aten::{name}", (T(3, 4),), (T(0),), (T(20, 3),), dtypes=COMPLEX)
    ],
    *rows("aten::sum.dim_IntList", (T(3, 4), [0], True), (T(2, 3, 4), [0, 2]), dtypes=COMPLEX),
    *rows("aten::cumsum", (T(3, 4), 1), dtypes=COMPLEX),
    *rows("aten::cumprod", (T(3, 4), 0), dtypes=COMPLEX),
    *rows("aten::norm.ScalarOpt_dim", (T(3, 4), 2, [1]), (T(3, 4), 1, [0]), dtypes=COMPLEX),
    *rows("aten::mm", (T(3, 4), T(4, 2)), (T(3, 4, layout="t"), T(4, 2)), dtypes=COMPLEX),
    *rows("aten::bmm", (T(2, 3, 4), T(2, 4, 5)), dtypes=COMPLEX),
    *rows("aten::matmul", (T(3), T(3)), (T(2, 3, 4), T(4)), dtypes=COMPLEX),
    *rows(
        "aten::addmm",
        (T(2), T(3, 4), T(4, 2)),
        (T(3, 2), T(3, 4), T(4, 2), KW(beta=1 + 1j, alpha=2j)),
        dtypes=COMPLEX,
    ),
    *rows("aten::linear", (T(3, 4), T(2, 4), T(2)), (T(4), T(2, 4)), dtypes=COMPLEX),
    *rows(
        "aten::conv2d",
        (T(1, 2, 4, 5), T(3, 2, 2, 2), T(3), [2, 1], [1, 0]),
        (T(2, 4, 5), T(3, 2, 2, 2)),
        dtypes=("complex64",),
        tolerance=4,
    ),
    *rows(
        "aten::conv_transpose1d",
        (T(1, 2, 4), T(2, 3, 2), T(3), [2]),
        dtypes=("complex64",),
        tolerance=4,
    ),
    *rows("aten::linspace", (0, 1 + 2j, 5), (1, 2, 3, KW(dtype=ENUM["complex64"]))),
]  # fmt: skip
