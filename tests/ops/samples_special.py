"""Samples of special functions, statistics, and factors of matrices with what they solve."""

from tests.ops.sample import KW, T, V, rows

BOTH = ("float32", "int64")
COMPLEX = ("complex64", "complex128")
POSITIVE = T(3, 4, content="positive")
SQUARE = V([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]])
STACK = V([[[4.0, 1.0], [1.0, 3.0]], [[2.0, 0.5], [0.5, 1.0]]])
HERMITIAN = V([[4 + 0j, 1 - 1j], [1 + 1j, 3 + 0j]], "complex64")
COMPLEX_SQUARE = V(
    [[1 + 2j, 0.5 - 1j, 2j], [3 + 0j, 1 + 1j, -1j], [0.25 + 0j, 2 - 1j, 1 + 0j]], "complex64"
)
COMPLEX_TALL = V([[1 + 2j, 0.5 - 1j], [3 + 0j, 1 + 1j], [0.25 + 0j, 2 - 1j]], "complex128")
VECTOR = V([1.0, -2.0, 0.5])
LU = V([[4.0, 1.0, 0.5], [0.25, 2.75, 0.125], [0.125, 0.5, 1.9375]])
PIVOTS = V([2, 3, 3], "int32")
LOOSE = {"tolerance": 64}


def unary(name, content="any", **options):
    cases = [
        (T(3, 4, content=content),),
        (T(3, 4, layout="t", content=content),),
        (T(),),
        (T(0, 3),),
    ]
    return rows(f"aten::{name}", *cases, (T(4, 5, content="odd"),), dtypes=BOTH, **options)


SAMPLES = [
    *unary("lgamma", **LOOSE),
    *unary("digamma", "positive", **LOOSE),
    *unary("i0", "unit", **LOOSE),
    *rows(
        "aten::lgamma", (T(3, dtype="complex64"),), (V([-0.5, -1.0, 0.0, 30.0, 171.5]),), **LOOSE
    ),
    *rows("aten::digamma", (V([-0.5, -1.25, 0.0, -0.0, 1e-3, 30.0, float("inf")]),), **LOOSE),
    *rows(
        "aten::erfinv",
        (V([-1.0, -0.99, -0.7, 0.0, 0.1, 0.75, 1.0, 2.0, float("nan")]),),
        (T(0),),
        (V([0, 1]),),
        **LOOSE,
    ),
    *rows("aten::i0", (V([-12.5, 0.0, 3.5, 20.0, float("inf"), float("nan")]),), **LOOSE),
    *unary("special_entr", **LOOSE),
    *unary("special_ndtr", **LOOSE),
    *rows(
        "aten::polygamma",
        (0, POSITIVE),
        (1, POSITIVE),
        (2, POSITIVE),
        (3, V([-0.5, 0.0, -1.0, 20.0])),
        tolerance=256,
    ),
    *rows(
        "aten::special_zeta",
        (V([2.0, 3.0, 1.0, 0.5, 4.0, 2.5]), V([1.0, 0.5, 2.0, 2.0, -0.5, -0.5])),
        (T(0), T(0)),
        **LOOSE,
    ),
    *rows(
        "aten::special_xlog1py",
        (T(3, 4), T(4, content="positive")),
        (V([0.0, 0.0]), V([-1.0, float("nan")])),
        **LOOSE,
    ),
    *rows(
        "aten::mvlgamma",
        (V([3.0, 4.5, 10.0]), 1),
        (V([3.0, 4.5, 10.0]), 3),
        (V([3.0]), 0),
        phrase="",
        **LOOSE,
    ),
    *rows(
        "aten::gcd",
        (V([12, -18, 0, 7]), V([18, 12, 0, -21])),
        (V([[12], [9]]), V([6, 8])),
        (T(3), T(3)),
        phrase="not implemented",
    ),
    *rows(
        "aten::lcm",
        (V([4, -6, 0, 7]), V([6, 8, 0, -21])),
        (V([4, 6], "int16"), V([6, 4], "int32")),
        (T(3), T(3)),
        phrase="not implemented",
    ),
    *rows(
        "aten::copysign.Tensor",
        (T(3, 4), T(4)),
        (V([1.0, -2.0, 0.0]), V([-0.0, 0.0, -1.0])),
        (T(2), T(3)),
        dtypes=BOTH,
    ),
    *rows("aten::copysign.Scalar", (T(3), -1), (T(3), 0.0), dtypes=BOTH),
    *rows(
        "aten::frexp.Tensor",
        (T(3, 4),),
        (V([0.0, -8.0, 0.3, float("inf"), float("nan")]),),
        (T(0),),
        (T(2, dtype="int64"),),
        dtypes=("float32", "float64", "float16", "bfloat16"),
        phrase="",
    ),
    *rows("aten::float_power_.Tensor", (T(3, dtype="float64"), V([1.0, 2.0, 3.0]))),
    *rows(
        "aten::float_power_.Tensor",
        (T(3), V([1.0, 2.0, 3.0])),
        phrase="the base given to float_power_ has",
    ),
    *rows(
        "aten::float_power_.Scalar",
        (T(3), 2),
        (T(3, dtype="complex64"), 2),
        phrase="the base given to float_power_ has",
    ),
    *rows("aten::float_power_.Scalar", (T(3, dtype="float64"), 2)),
    *rows("aten::xlogy.Scalar_Self", (2, POSITIVE), (0, V([0.0, -1.0, float("nan")])), **LOOSE),
    *rows("aten::logaddexp", (T(3, dtype="complex64"), T(3, dtype="complex64")), **LOOSE),
    *rows("aten::logsumexp", (T(3, 4, dtype="complex64"), [1]), **LOOSE),
    *rows(
        "aten::movedim.intlist",
        (T(2, 3, 4, 5), [0, -1], [1, 0]),
        (T(2, 3), [], []),
        (T(2, 3, 4), [0, 0], [1, 2]),
        (T(2, 3), [0, 1], [1]),
        (T(2, 3), [2], [0]),
        phrase="",
    ),
    *rows("aten::narrow.Tensor", (T(4, 3), 0, V(1), 2), (T(4, 3), 1, V([1]), 2), phrase=""),
    *rows(
        "aten::cumulative_trapezoid.x",
        (T(3, 4), T(3, 4)),
        (T(3, 4), T(4)),
        (T(3, 4), T(3), KW(dim=0)),
        **LOOSE,
    ),
    *rows(
        "aten::squeeze_.dims",
        (T(1, 3, 1), [0, 2]),
        (T(1, 3, 1), [1]),
        (T(1, 3, 1), [0, 0]),
        (T(1, 3, 1), [3]),
        phrase="",
    ),
    *rows(
        "aten::as_strided_",
        (T(4, 3), [2, 2], [1, 3]),
        (T(4, 3), [2], [2], 1),
        (T(4), [9], [1]),
        phrase="",
    ),
    *rows(
        "aten::linalg_matrix_rank.atol_rtol_float",
        (SQUARE,),
        (SQUARE, KW(atol=2.5)),
        (SQUARE, KW(rtol=0.5)),
        (STACK, KW(hermitian=True)),
        (T(2, 0),),
    ),
    *rows(
        "aten::linalg_matrix_rank.atol_rtol_tensor",
        (STACK, KW(atol=V([2.5, 0.0]))),
        (SQUARE, KW(rtol=V(0.5))),
        (SQUARE, KW(atol=V([2.5, 0.0]), rtol=V(0.25), hermitian=True)),
        (T(3, 0), KW(rtol=V(0.5))),
        (SQUARE,),
    ),
    *rows(
        "aten::linalg_pinv.atol_rtol_tensor",
        (STACK, KW(atol=V([2.5, 0.0]))),
        (SQUARE, KW(rtol=V(0.5))),
        (SQUARE, KW(atol=V([2.5, 0.0]), rtol=V(0.25), hermitian=True)),
        (T(3, 0), KW(rtol=V(0.5))),
        (SQUARE,),
        strides=False,
        **LOOSE,
    ),
    *rows("aten::linalg_matrix_rank.tol_tensor", (STACK, V([2.5, 0.1])), (SQUARE, V(2.5), True)),
    *rows(
        "aten::cholesky_solve",
        (T(3, 2), LU),
        (T(3, 2), LU, True),
        (T(2, 2, 1), STACK),
        strides=False,
        **LOOSE,
    ),
    *rows("aten::cholesky_inverse", (LU,), (LU, True), (STACK,), strides=False, **LOOSE),
    *rows(
        "aten::cov",
        (T(3, 5),),
        (T(3, 5), KW(correction=0)),
        (T(5),),
        (T(3, 4), KW(fweights=V([1, 2, 1, 3]))),
        (T(3, 4), KW(aweights=V([0.5, 1.0, 2.0, 0.25]))),
        (T(3, 4, dtype="complex64"),),
        (T(2, 2, 2),),
        strides=False,
        phrase="",
        **LOOSE,
    ),
    *rows(
        "aten::corrcoef", (T(3, 5),), (T(5),), (T(3, 5, dtype="complex64"),), strides=False, **LOOSE
    ),
    *rows(
        "aten::cdist",
        (T(3, 4), T(5, 4)),
        (T(2, 3, 4), T(1, 5, 4), 1.0),
        (T(3, 4), T(5, 4), float("inf")),
        (T(3, 4), T(5, 4), 0.0),
        (T(3, 4), T(5, 3)),
        (T(3), T(5, 3)),
        (T(0, 3), T(5, 3)),
        phrase="",
        **LOOSE,
    ),
    *rows(
        "aten::linalg_vander", (T(3),), (T(2, 3), KW(N=4)), (T(2), KW(N=1)), dtypes=BOTH, phrase=""
    ),
    *rows(
        "aten::combinations",
        (T(4),),
        (T(4), 3),
        (T(3), 2, True),
        (T(3), 0),
        (T(2, 2),),
        (T(3), -1),
        dtypes=BOTH,
        phrase="",
    ),
    *rows("aten::randint_like", (T(2, 3), 10), (T(2, 3, dtype="int64"), 10), seed=3),
    *rows("aten::randint_like.low_dtype", (T(2, 3), -5, 10), seed=3),
    *rows("aten::randint_like.low_dtype", (T(2, 3, dtype="uint8"), -5, 10), (T(2, 3, dtype="int8"), -5, 300), seed=3),
    *rows(
        "aten::empty_strided",
        ([2, 3], [1, 2]),
        ([2, 3], [4, 1]),
        ([0, 3], [1, 2]),
        ([2], [1, 1]),
        values=False,
        phrase="",
    ),
    *rows("aten::new_empty_strided", (T(2), [2, 3], [1, 2]), values=False),
    *rows("aten::linalg_lu_factor", (SQUARE,), (STACK,), (T(3, 2),), (COMPLEX_SQUARE,), **LOOSE),
    *rows(
        "aten::linalg_lu",
        (SQUARE,),
        (T(3, 2),),
        (T(2, 3, 2),),
        (COMPLEX_SQUARE,),
        strides=False,
        **LOOSE,
    ),
    *rows(
        "aten::lu_unpack",
        (LU, PIVOTS),
        (LU, PIVOTS, True, False),
        (LU, PIVOTS, False, True),
        strides=False,
    ),
    *rows(
        "aten::linalg_lu_solve",
        (LU, PIVOTS, T(3, 2)),
        (LU, PIVOTS, T(2, 3), KW(left=False)),
        (LU, PIVOTS, T(3, 2), KW(adjoint=True)),
        strides=False,
        **LOOSE,
    ),
    *rows(
        "aten::linalg_cond",
        (SQUARE,),
        (SQUARE, 1),
        (STACK, 2),
        (SQUARE, -2),
        (STACK, float("inf")),
        **LOOSE,
    ),
    *rows(
        "aten::linalg_tensorinv",
        (
            V(
                [
                    [[4.0, 1.0], [1.0, 3.0]],
                    [[2.0, 0.5], [0.5, 1.0]],
                    [[1.0, 0.0], [0.0, 2.5]],
                    [[0.0, 7.0], [1.0, 0.0]],
                ]
            ),
            1,
        ),
        (T(2, 3), 1),
        (T(2, 2), 0),
        strides=False,
        phrase="",
        **LOOSE,
    ),
    *rows(
        "aten::linalg_tensorsolve",
        (
            V(
                [
                    [[4.0, 1.0], [1.0, 3.0]],
                    [[2.0, 0.5], [0.5, 1.0]],
                    [[1.0, 0.0], [0.0, 2.5]],
                    [[0.0, 7.0], [1.0, 0.0]],
                ]
            ),
            T(4),
        ),
        strides=False,
        **LOOSE,
    ),
    *rows(
        "aten::linalg_matrix_exp",
        (SQUARE,),
        (STACK,),
        (T(0, 0),),
        (HERMITIAN,),
        (T(2, 3),),
        strides=False,
        phrase="",
        **LOOSE,
    ),
    *rows("aten::matrix_exp", (STACK,), strides=False, **LOOSE),
    *[
        row
        for name in ("quantile", "nanquantile")
        for row in (
            *rows(
                f"aten::{name}",
                (T(3, 4), V([0.25, 0.9])),
                (T(3, 4), V([0.25, 0.9]), 1),
                (T(3, 4), V(0.3), 0, True),
                (T(4, 5, content="odd"), V([0.5]), 1),
                (T(3, 4), V([0.4]), 1, KW(interpolation="lower")),
                (T(3, 4), V([0.4]), 1, KW(interpolation="higher")),
                (T(3, 4), V([0.4]), 1, KW(interpolation="midpoint")),
                (T(3, 4), V([0.4]), 1, KW(interpolation="nearest")),
                (T(3), V([1.5])),
                (T(0), V([0.5])),
                (T(3), V([0.5]), KW(interpolation="x")),
                (T(3, dtype="int64"), V([0.5])),
                phrase="",
                strides=False,
                **LOOSE,
            ),
            *rows(
                f"aten::{name}.scalar",
                (T(3, 4), 0.5),
                (T(3, 4), 0.25, 1, True),
                (T(3), 1.5),
                phrase="",
                **LOOSE,
            ),
        )
    ],
    *rows(
        "aten::normal.Tensor_float_out",
        (T(3, 8), 2.0, KW(out=T(3, 8, dtype="float32"))),
        seed=5,
        **LOOSE,
    ),
    *rows("aten::normal.Tensor_float", (T(3, 8), 2.0), seed=5, **LOOSE),
    *rows("aten::normal.float_Tensor", (1.0, T(20, content="positive")), seed=5, **LOOSE),
    *rows("aten::normal.Tensor_Tensor", (T(3, 8), T(8, content="positive")), seed=5, **LOOSE),
    *rows("aten::normal.float_float", (1.0, 2.0, [3, 8]), seed=5, **LOOSE),
    *rows("aten::randn", ([3, 4], KW(dtype=9)), seed=5, **LOOSE),
    *rows("aten::rand", ([3, 4], KW(dtype=10)), seed=5),
    # complex factors
    *rows(
        "aten::linalg_solve_ex",
        (COMPLEX_SQUARE, V([1 + 1j, 2 + 0j, -1j], "complex64")),
        (COMPLEX_SQUARE, T(3, 2, dtype="complex64")),
        (COMPLEX_SQUARE, T(2, 3, dtype="complex64"), KW(left=False)),
        **LOOSE,
    ),
    *rows("aten::linalg_lu_factor_ex", (COMPLEX_SQUARE,), (COMPLEX_TALL,), **LOOSE),
    *rows("aten::linalg_cholesky_ex", (HERMITIAN,), (HERMITIAN, KW(upper=True)), **LOOSE),
    *rows(
        "aten::linalg_qr",
        (COMPLEX_SQUARE,),
        (COMPLEX_TALL,),
        (COMPLEX_TALL, "complete"),
        (COMPLEX_TALL, "r"),
        **LOOSE,
    ),
    *rows("aten::linalg_eigvalsh", (HERMITIAN,), (HERMITIAN, "U"), **LOOSE),
    *rows("aten::linalg_svdvals", (COMPLEX_SQUARE,), (COMPLEX_TALL,), **LOOSE),
    *rows("aten::linalg_det", (COMPLEX_SQUARE,), **LOOSE),
    *rows("aten::linalg_slogdet", (COMPLEX_SQUARE,), **LOOSE),
    *rows("aten::linalg_inv", (COMPLEX_SQUARE,), **LOOSE),
    *rows(
        "aten::linalg_pinv",
        (COMPLEX_TALL, 1e-7),
        (SQUARE, 1e-7, True),
        (HERMITIAN, 1e-7, True),
        strides=False,
        **LOOSE,
    ),
    *rows(
        "aten::lerp.Scalar",
        *((HERMITIAN, T(2, 2, dtype="complex64"), w) for w in (0.25, 0.75, 0.3 + 0.3j, 2j)),
        (T(3), T(3, dtype="float64"), 0.5),
        (T(3, dtype="int64"), T(3, dtype="int64"), 0.5),
    ),
    *rows(
        "aten::lerp.Tensor",
        (V([200, 1], "uint8"), V([3, 250], "uint8"), V(0.3)),
        (V([200, 1], "uint8"), V([3, 250], "uint8"), V([0.3, 0.3])),
        (V([200, 1], "uint8"), V([3, 250], "uint8"), V([1, 0], "uint8")),
        (T(3), T(3, dtype="float64"), V(0.5)),
        (T(3), T(3), V(0.5, "float64")),
    ),
    *rows("aten::tensordot", (T(1, 3), T(2, 4), [0], [0]), (T(3, 2), T(4, 1), [1], [1])),
    # what is refused, and numbers of every kind
    *rows(
        "aten::nll_loss_nd",
        (T(2, 3, 5), V([[0, 1, 2, 0], [1, 1, 0, 2]])),
        (T(2, 3), V([0, 1]), T(2)),
        (T(), V(0)),
        phrase="",
    ),
    *rows(
        "aten::cross_entropy_loss",
        (T(2, 3), T(2, 3, dtype="int64")),
        (T(2, 3), T(2, 3), None, 1, 1),
        (T(2, 3), T(2, 3), None, 1, -100, 1.5),
        (T(2, 3), T(2, 3), T(2)),
        (T(2, 3), V([0, 1]), None, 1, -100, -0.5),
        phrase="",
    ),
    *rows("aten::huber_loss", (T(2), T(2), 1, 0.0)),
    *rows("aten::softshrink", (T(2), -0.5)),
    *rows(
        "aten::rot90",
        (T(3), 1, [0, 1]),
        (T(3, 3), 1, [1, 1]),
        (T(3, 3), 1, [0, 2]),
        (T(3, 3), 1, [-1, 1]),
        phrase="",
    ),
    *rows("aten::triplet_margin_loss", (T(3), T(3, 4), T(3, 4))),
    *rows(
        "aten::rms_norm",
        (T(2, 3), []),
        (T(2, 2, 3), [2, 2]),
        (T(1, 2, 3), [1, 2, 3], T(1, 2)),
        phrase="",
    ),
    *rows(
        "aten::arange.start_step",
        (-0.9, 2.1, 2.0, KW(dtype=4)),
        (0, 64, 0.5, KW(dtype=4)),
        (0.5, 3.5, 1.0, KW(dtype=3)),
        phrase="",
    ),
    *rows(
        "aten::scatter.value",
        (T(3, 4), 0, V([[0, 1, 2, 0]]), 1.5 - 2j),
        (T(3, 4), 0, V([[0, 1, 2, 0]]), 2),
        dtypes=COMPLEX,
    ),
    *rows("aten::index_fill.int_Scalar", (T(3, 4), 1, V([0, 2]), 1.5 - 2j), dtypes=COMPLEX),
    *[
        row
        for how in ("amin", "amax", "prod", "sum")
        for row in rows(
            "aten::scatter_reduce.two",
            (T(3, 4), 0, V([[0, 1, 2, 0]]), T(1, 4), how, KW(include_self=False)),
            dtypes=("bool", "uint8", "float32"),
        )
    ],
    *[
        row
        for name in (
            "i0e",
            "i1",
            "i1e",
            "log_ndtr",
            "erfcx",
            "bessel_j0",
            "bessel_j1",
            "bessel_y0",
            "bessel_y1",
            "modified_bessel_i0",
            "modified_bessel_i1",
            "modified_bessel_k0",
            "modified_bessel_k1",
            "scaled_modified_bessel_k0",
            "scaled_modified_bessel_k1",
            "spherical_bessel_j0",
        )
        for row in (
            *rows(
                f"aten::special_{name}",
                (
                    T(
                        12,
                        content=[-9.0, -2.5, -0.5, -0.0, 0.0, 0.25, 1.5, 3.0, 5.5, 7.0, 9.5, 20.0],
                    ),
                ),
                dtypes=("float32", "float64"),
                tolerance=40,
            ),
            *rows(f"aten::special_{name}", (T(3, dtype="int64"),), tolerance=40),
            *rows(f"aten::special_{name}", (T(2, dtype="complex64"),), phrase=""),
        )
    ],
    *rows(
        "aten::special_erfcx",
        (T(4, content=[-30.0, 25.0, 300.0, float("inf")]),),
        dtypes=("float32", "float64"),
        tolerance=40,
    ),
    *rows(
        "aten::special_ndtri",
        (T(9, content=[0.0, 1.0, 0.5, 1e-6, 0.02, 0.3, 0.999, -1.0, 2.0]),),
        dtypes=("float32", "float64"),
        tolerance=100,
    ),
    *rows(
        "aten::special_ndtri",
        (T(10, content=[1e-5, 1e-6, 9e-7, 1e-10, 1e-13, 1e-17, 1e-20, 1e-25, 1e-30, 1e-37]),),
        dtypes=("float32", "float64"),
        tolerance=100,
    ),
    *rows(
        "aten::special_ndtri",
        (T(6, content=[1e-50, 1e-100, 1e-200, 1e-300, 1e-310, 0.999999999999]),),
        dtypes=("float64",),
        tolerance=100,
    ),
    *rows(
        "aten::erfc",
        (T(5, content=[-3.0, 0.5, 3.0, 6.0, 9.0]),),
        dtypes=("float32", "float64"),
        tolerance=4,
    ),
    *[
        row
        for family in (
            "chebyshev_polynomial_t",
            "chebyshev_polynomial_u",
            "chebyshev_polynomial_v",
            "chebyshev_polynomial_w",
            "hermite_polynomial_h",
            "hermite_polynomial_he",
            "laguerre_polynomial_l",
            "legendre_polynomial_p",
            "shifted_chebyshev_polynomial_t",
            "shifted_chebyshev_polynomial_u",
            "shifted_chebyshev_polynomial_v",
            "shifted_chebyshev_polynomial_w",
        )
        for row in (
            *rows(
                f"aten::special_{family}",
                (
                    T(6, content=[0.0, 1.0, 0.25, -0.5, 0.75, 2.0]),
                    T(5, 1, content=[0.0, 1.0, 2.0, 5.0, 9.0]),
                ),
                (
                    T(6, content=[0.1, 1.0, 0.3, -0.5, -1.0, 2.0], dtype="float64"),
                    T(
                        6,
                        1,
                        content=[float("nan"), -1.0, 10.0, 31.0, 32.0, 1501.0],
                        dtype="float64",
                    ),
                ),
                (T(3, dtype="int64"), T(3, dtype="int64")),
                dtypes=("float32", "float64"),
                tolerance=400,
            ),
            *rows(
                f"aten::special_{family}.x_scalar",
                (0.5, T(4, content=[-1.0, 0.0, 3.0, 12.0])),
                tolerance=400,
            ),
            *rows(
                f"aten::special_{family}.n_scalar",
                (T(4, content=[-0.5, 0.0, 0.5, 1.0]), 3),
                tolerance=400,
            ),
        )
    ],
    *[
        row
        for name in ("igamma", "igammac")
        for row in (
            *rows(
                f"aten::{name}",
                (
                    T(4, 3, content="positive"),
                    T(3, content=[0.5, 2.0, 9.0]),
                ),
                (
                    T(9, content=[0.0, 0.0, 1.0, float("inf"), float("inf"), 2.0, -1.0, 1.0, float("nan")]),
                    T(9, content=[0.0, 1.0, 0.0, 1.0, float("inf"), float("inf"), 1.0, -1.0, 1.0]),
                ),
                (
                    T(5, content=[0.001, 3.0, 10.0, 19.0, 15.0]),
                    T(5, content=[0.5, 1e-20, 12.0, 18.0, 200.0]),
                ),
                (T(0), T(3, 1)),
                dtypes=("float32", "float64", "float16", "bfloat16"),
                tolerance=40,
            ),
            *rows(f"aten::{name}", (T(2), T(2, dtype="float64", content="positive")), (T(2, content="positive"), V([1, 2])), tolerance=8),
            *rows(f"aten::{name}", (V([1, 2]), V([1, 2])), (T(2, dtype="complex64"), T(2))),
        )
    ],
    *[
        row
        for d, points in ((2, (1, 3, 2, 2)), (3, (1, 2, 3, 2, 3)))
        for row in rows(f"aten::grid_sampler_{d}d", (T(1, 2, *(4, 5, 3)[:d]), T(*points, content="unit"), 0, 0, True), (T(1, 2, *(4, 5, 3)[:d]), T(*points), 1, 1, False), tolerance=8)
    ],
]  # fmt: skip
