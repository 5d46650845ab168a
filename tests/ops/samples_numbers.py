"""Samples of ints, floats and bools of programs."""

from tests.ops.sample import Device, Typed, rows

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
]
MIXED = [(2, 1.5), (-7, 2.0), (0, -1.0)]
NUMBERS = [(2, 3), (2.5, 1.5), (2, 1.5), (-7, 2)]
ONE_FLOAT = [(x,) for x in (0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1000.0, INF, -INF, NAN, 1e-300)]
ONE_INT = [(x,) for x in (0, 1, -1, 2, 5, 1000)]


def arithmetic(kind, ints=INTS, floats=FLOATS):
    return [
        *rows(f"{kind}.int", *ints), *rows(f"{kind}.float", *floats), *rows(f"{kind}.int_float", *MIXED),
        *rows(f"{kind}.float_int", *[(b, a) for a, b in MIXED if a]), *rows(kind, *NUMBERS),
    ]  # fmt: skip


def function(kind, ints=ONE_INT, floats=ONE_FLOAT):
    return [*rows(f"{kind}.int", *ints), *rows(f"{kind}.float", *floats)]


WHOLE_FLOAT = [(x,) for x in (0.0, -0.5, 2.5, -2.5, 1e10, 3.5)]

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
]  # fmt: skip
