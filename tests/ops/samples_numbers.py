"""Samples of ints, floats and bools of programs."""

from tests.ops.sample import Device, Typed, V, rows

BIG = 2**63 - 1
INF = float("inf")
NAN = float("nan")
INTS = [(2, 3), (-7, 2), (7, -2), (-7, -2), (0, 5), (BIG, 1), (-BIG - 1, 3)]
FLOATS = [
    (2.5, 1.5),
    (-7.5, 2.0),
    (7.5, -2.0),
    (0.0, 3.0),
    (INF, 2.0),
    (5.0, INF),
    (-5.0, INF),
    (NAN, 1.0),
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 0.0),
    (1e300, 1e300),
    (-0.0, 1.0),
]
MIXED = [(2, 1.5), (-7, 2.0), (0, -1.0)]
NUMBERS = [(2, 3), (2.5, 1.5), (2, 1.5), (-7, 2)]
ONE_FLOAT = [(x,) for x in (0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1000.0, INF, -INF, NAN, 1e-300)]
ONE_INT = [(x,) for x in (0, 1, -1, 2, 5, 1000)]


def arithmetic(kind, ints=INTS, floats=FLOATS):
    return [
        *rows(f"{kind}.int", *ints), *rows(f"{kind}.float", *floats), *rows(f"{kind}.int_float", *MIXED),
        *rows(f"{kind}.float_int", *[(b, a) for a, b in MIXED if a]), *rows(kind, *NUMBERS),
    ]  # fmt: skip


def function(kind, ints=ONE_INT, floats=ONE_FLOAT):
    return [*rows(f"{kind}.int", *ints), *rows(f"{kind}.float", *floats)]


C = 1 + 2j
ONE_COMPLEX = [(x,) for x in (C, -1.5 + 0.5j, 0.25 - 3j)]
MIXED_COMPLEX = {
    "complex": (C, 2 - 1j),
    "int_complex": (2, C),
    "complex_int": (C, -3),
    "float_complex": (0.5, C),
    "complex_float": (C, 1.5),
}


def with_complex(kind, overloads=tuple(MIXED_COMPLEX), **options):
    return [s for o in overloads for s in rows(f"{kind}.{o}", MIXED_COMPLEX[o], **options)]


def scalar(kind, *values):
    return rows(f"{kind}.Scalar", *[(v,) for v in values or (2, 0.5)], tolerance=1e6)


def pairs(kind, *extra, plain=True):
    made = [
        *rows(f"{kind}.int", (5, 3), (-7, 2)),
        *rows(f"{kind}.float", (5.5, 3.0), (-1.5, -0.5), (NAN, 1.0), *extra),
        *rows(f"{kind}.int_float", (5, 3.5)),
        *rows(f"{kind}.float_int", (-5.5, 3)),
    ]
    return [*made, *rows(kind, (5, 3.5))] if plain else made


WHOLE_FLOAT = [(x,) for x in (0.0, -0.0, -0.5, 2.5, -2.5, 1e10, 3.5)]

SAMPLES = [
    *arithmetic("aten::add"), *arithmetic("aten::sub"), *arithmetic("aten::mul"),
    *arithmetic("aten::floordiv", ints=[*INTS[:-1], (1, 0)]), *arithmetic("aten::remainder", ints=INTS[:-1]),
    *rows("aten::div.int", *INTS, (1, 0), (0, 0), (-1, 0)), *rows("aten::div.float", *FLOATS), *rows("aten::div", *NUMBERS),
    *rows("aten::pow.int", (2, 3), (2, -1), (0, 0), (0, -1), (-2, 3), (10, 400)), *rows("aten::pow.float", (2.5, 2.0), (-8.0, 1 / 3), (0.0, -1.0), (INF, 0.0)),
    *rows("aten::pow.int_float", (2, 0.5), (-1, 0.5)), *rows("aten::pow.float_int", (2.5, 3),), *rows("aten::pow.Scalar_Scalar", (2, 3), (2.5, 2)),
    *rows("aten::pow.int_to_int", (2, 3), (-2, 3), (5, 0)),
    *[s for kind in ("eq", "ne", "lt", "le", "gt", "ge") for s in [
        *arithmetic(f"aten::{kind}", ints=[*INTS, (3, 3)], floats=[*FLOATS, (2.0, 2.0)]), *rows(f"aten::{kind}.str", ("a", "b"), ("b", "a"), ("a", "a"), ("", "a"), ("Z", "a"))]],
    *[s for kind in ("eq", "ne") for s in rows(f"aten::{kind}.bool", (True, True), (True, False))],
    *rows("aten::neg.int", *ONE_INT, (-BIG - 1,)), *rows("aten::neg.float", *ONE_FLOAT), *rows("aten::neg.Scalar", (3,), (2.5,)),
    *rows("prim::abs.int", *ONE_INT, (-BIG - 1,)), *rows("prim::abs.float", *ONE_FLOAT), *rows("prim::abs.Scalar", (-3,), (-2.5,)),
    *[s for kind in ("exp", "log", "sqrt", "sin", "cos", "log10", "log1p", "expm1", "erf", "tanh", "atan") for s in function(f"aten::{kind}")],
    *rows("aten::atan.Scalar", (1,), (0.5,), tolerance=1e6),
    *rows("aten::log.int_int", (8, 2), (1, 3), (0, 2)), *rows("aten::log.float_float", (8.0, 2.0), (2.0, 1.0), (-1.0, 2.0)), *rows("aten::log.int_float", (8, 2.0)), *rows("aten::log.float_int", (8.0, 2)),
    *function("aten::floor", floats=[*WHOLE_FLOAT, (1e30,), (NAN,), (INF,)]), *function("aten::ceil", floats=[*WHOLE_FLOAT, (1e30,), (NAN,)]), *function("aten::round", floats=[*WHOLE_FLOAT, (1e30,), (NAN,), (-0.4,)]),
    *rows("aten::isnan.float", *ONE_FLOAT), *rows("aten::isinf.float", *ONE_FLOAT), *rows("aten::isfinite.float", *ONE_FLOAT),
    *[s for kind in ("__and__", "__or__", "__xor__") for s in [*rows(f"aten::{kind}.int", (6, 3), (-1, 5)), *rows(f"aten::{kind}.bool", (True, False), (True, True))]],
    *rows("aten::__lshift__.int", (1, 3), (1, 63), (-1, 2), (1, 65)), *rows("aten::__rshift__.int", (8, 1), (-8, 1), (1, 70)), *rows("aten::__not__", (True,), (False,)),
    *rows("aten::Int.bool", (True,)), *rows("aten::Int.float", (1.9,), (-1.9,), (INF,), (NAN,), (1e30,)), *rows("aten::Int.Scalar", (3,), (2.7,)), *rows("aten::Int.str", ("12",), ("-3",), (" 12",), ("12x",), ("0x1f",), ("1_0",), ("12 ",)),
    *rows("aten::Float.int", (3,), (BIG,)), *rows("aten::Float.bool", (True,)), *rows("aten::Float.Scalar", (3,), (2.5,)), *rows("aten::Float.str", ("1.5",), ("nan",), ("-inf",), ("1.5x",), (" 1.5 ",), ("1e3",)),
    *rows("aten::Bool.int", (0,), (2,)), *rows("aten::Bool.float", (0.0,), (0.5,), (NAN,)),
    *[s for kind in ("prim::min", "prim::max") for s in arithmetic(kind, floats=FLOATS[:7])],
    *rows("aten::__range_length", (0, 10, 3), (10, 0, -3), (0, 10, 0), (5, 0, 1), (0, 0, 1), (0, 9, 3)), *rows("aten::__derive_index", (3, 1, 2), (0, 5, -1)),
    *rows("aten::__is__", (3, 3), (3, 4), (Typed(None, "int?"), Typed(None, "int?")), (Typed(3, "int?"), Typed(None, "NoneType"))), *rows("aten::__isnot__", (3, 3), (Typed(3, "int?"), Typed(None, "NoneType"))),
    *[s for kind in ("add", "sub", "mul") for s in with_complex(f"aten::{kind}")], *with_complex("aten::div", ("complex",), tolerance=10),
    *[s for kind in ("eq", "ne") for s in [*with_complex(f"aten::{kind}", ("complex", "float_complex", "complex_float")), *rows(f"aten::{kind}.complex", (C, C)), *rows(f"aten::{kind}.float_complex", (1.0, 1 + 0j))]],
    *with_complex("aten::pow", ("complex", "float_complex", "complex_float"), tolerance=100),
    *rows("aten::pow.complex_float", (0j, 2.5), (complex(INF), 2.5)), *rows("aten::pow.float_complex", (2.5, 3 + 4j), (0.0, C), tolerance=10),
    *rows("aten::pow.complex", (0j, 0j), (complex(INF), C)), *rows("aten::neg.complex", *ONE_COMPLEX), *rows("prim::abs.complex", *ONE_COMPLEX), *rows("aten::angle.complex", *ONE_COMPLEX),
    *[s for kind in ("exp", "log", "log10", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh") for s in rows(f"aten::{kind}.complex", *ONE_COMPLEX, tolerance=100)],
    *[s for kind in ("exp", "log", "log10", "sqrt", "sin", "cos", "tan", "asin", "acos", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "expm1", "log1p", "erf", "erfc", "gamma", "lgamma", "fabs", "degrees", "radians", "floor", "ceil", "round", "angle") for s in scalar(f"aten::{kind}")],
    *[s for kind in ("sinh", "cosh", "asinh", "acosh", "atanh", "erfc", "gamma", "lgamma", "fabs", "degrees", "radians", "angle") for s in [
        *rows(f"aten::{kind}.int", *ONE_INT, tolerance=1000), *rows(f"aten::{kind}.float", *ONE_FLOAT[:-1], tolerance=1000)]],
    *pairs("aten::mathremainder", (1.0, 0.0), (INF, 2.0)), *pairs("aten::copysign", (1.5, -0.0)), *rows("aten::fmod.int_float", (5, 3.5)), *rows("aten::fmod.float_int", (-5.5, 3)), *rows("aten::fmod", (5, 3.5)), *rows("aten::atan2.Scalar_Scalar", (1, 2.5)),
    *pairs("aten::divmod", plain=False), *rows("aten::divmod.int", (7, -2), (-7, -2), (1, 0)), *rows("aten::divmod.float", (-7.5, 2.0), (7.5, -2.0), (1.0, 0.0), (INF, 2.0)),
    *rows("aten::log.complex_complex", (C, 2 + 1j), tolerance=10), *rows("aten::log.int_complex", (2, C), tolerance=10), *rows("aten::log.complex_int", (C, 3), tolerance=10), *rows("aten::log.float_complex", (2.5, C), tolerance=10), *rows("aten::log.complex_float", (C, 2.5), tolerance=10), *rows("aten::log.Scalar_Scalar", (8, 2.5)),
    *[s for kind in ("isnan", "isinf", "isfinite") for s in rows(f"aten::{kind}.complex", (C,), (complex(NAN, 1),), (complex(1, INF),), (complex(NAN, INF),))],
    *[s for o, case in {"int": (2, 3), "float": (1.5, 0.5), "int_float": (2, 0.5), "float_int": (1.5, 2), "Scalar_Scalar": (2, 0.5)}.items() for s in rows(f"aten::polar.{o}", case)],
    *rows("aten::modf", (1.5,), (-2.25,), (INF,), (NAN,)), *rows("aten::frexp", (1.5,), (-10.0,), (0.0,), (INF,)), *rows("aten::ldexp", (1.5, 3), (1.5, 5000), (1.0, -2000)),
    *rows("aten::gcd.int", (4, 6), (-4, 6), (0, 0), (0, -5), (BIG, 7)), *rows("aten::factorial.int", (0,), (5,), (20,), (21,), (25,), (-1,)), *rows("aten::__round_to_zero_floordiv.int", (7, 2), (-7, 2), (7, -2), (-7, -2)),
    *rows("aten::Complex.Scalar", (2,), (2.5,)), *[s for o, case in {
        "int_bool": (2, True), "bool_int": (True, 2), "float_bool": (2.5, True), "bool_float": (True, 2.5), "float_int": (2.5, 1), "int_float": (1, 2.5), "int_int": (1, 2), "bool_bool": (True, False), "float_float": (1.5, 2.5),
        "Tensor_Tensor": (V(2.5), V(3)), "Tensor_float": (V(2.5), 1.5), "float_Tensor": (1.5, V(2)), "Tensor_int": (V(2), 3), "int_Tensor": (3, V(2.5)), "Tensor_bool": (V(2.5), True), "bool_Tensor": (True, V(2.5))}.items() for s in rows(f"aten::Complex.{o}", case)],
    *rows("aten::ComplexImplicit", (V(2.5),)),
]  # fmt: skip
