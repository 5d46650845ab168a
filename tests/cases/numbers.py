"""Arithmetic of ints, floats and bools, and their conversions."""

import cmath
import math

import minijit as torch
from tests.cases.case import Raises, case


@case(
    ((7, 2), (9, 5, 14, 3.5, 3, 1, 49)),
    ((-7, 2), (-5, -9, -14, -3.5, -4, 1, 49)),
    ((1, 0), Raises("")),
)
def ints(a: int, b: int):
    return a + b, a - b, a * b, a / b, a // b, a % b, int(a**b)


@case(((6, 3), (2, 7, 5, 24, 3)))
def bits(a: int, b: int):
    return a & b, a | b, a ^ b, a << 2, a >> 1


@case(((9223372036854775807,), -9223372036854775808), python=False)
def wraps(a: int) -> int:
    return a + 1


@case(((2.5, 2), (4.5, 1.25, 6.25, 2.0, 0.5, 2, 3, True)))
def floats(x: float, n: int):
    return x + n, x / n, x**n, x // 1, x % 1, int(x), int(round(x + 0.1)), bool(n)


@case(((1e10, 1e-7, 0.1), (1e10, 1e-7, 0.1, 1e10, 123456789012.0, 1e-7, float("inf"), -0.0)))
def literals(a: float, b: float, c: float):
    return a, b, c, 1e10, 123456789012.0, 1e-7, float("inf"), -0.0


@case(((2.25,), (1.5, 2, 3, 3.141592653589793, 0.8109302162163288)))
def maths(x: float):
    return math.sqrt(x), math.floor(x), math.ceil(x), math.pi, math.log(x)


@case(((3, 5.0), (3, 5.0, 5.0, 3.0)), python=False)
def extremes(a: int, b: float):
    return min(a, 9), max(b, 1.0), max(a, b), min(a, b)


@case(((5,), "5 1.5 True None 0.10000000000000001"), python=False)
def texts(n: int) -> str:
    return str(n) + " {} {} {} ".format(1.5, True, None) + str(0.1)


@case(((1, 2, 3), (True, True, False)), ((3, 2, 2), (False, False, False)))
def chained(a: int, b: int, c: int):
    return a < b < c, a <= b and b <= c, a == b == c


@case(((2, 1), complex(2, math.inf)), ((3, 1), complex(1, -math.inf)))
def imaginary_infinity_beside_an_argument_of_its_name(infj: int, nanj: int) -> complex:
    if infj == 2:
        return infj + cmath.infj
    return nanj - cmath.infj


@case(((1 + 2j,), (cmath.log(1 + 2j), cmath.sqrt(1 + 2j), math.atan2(2, 1), False)))
def functions_of_complex(a: complex):
    return cmath.log(a), cmath.sqrt(a), cmath.phase(a), cmath.isnan(a)


@case(
    ((1.5, -0.0), (-1.0, 1.5, -math.inf, math.nan)),
    ((0.0, -0.0), (-1.0, -1.0, math.nan, math.nan)),
    ((-0.0, 0.0), (1.0, 1.0, math.nan, math.nan)),
    ((math.nan, 2.0), (2.0, 2.0, math.nan, math.nan)),
    ((0.1, 1.0), (0.1, 1.0, 0.0, 0.10000000000000009)),
    ((-0.1, 1.0), (-0.1, 1.0, -1.0, 0.9)),
    ((1e308, 1.7e308), (1.0, 1.7e308, 0.0, math.nan)),
    ((5.0, -math.inf), (-math.inf, 5.0, 0.0, math.nan)),
    python=False,
)
def zeros_of_two_signs_and_nan(a: float, b: float):
    """Extremes of zeros are told by their signs, as 1 or -1."""
    least, most = min(a, b), max(a, b)
    if least == 0.0 or least > 1e300:
        least = math.copysign(1.0, least)
    if most == 0.0:
        most = math.copysign(1.0, most)
    return least, most, a // b, a % b


@case(
    ((0.1, 1.5), (0.0, 0.1)),
    ((-1.5, 1.5), (-1.0, -0.0)),
    ((7.5, -2.0), (-4.0, -0.5)),
    ((1.5, math.inf), (0.0, 1.5)),
    python=False,
)
def quotients_with_rests(a: float, b: float):
    return divmod(a, b)


@case(
    ((9007199254740993, 9007199254740992.0), (True, False, True, 9007199254740992.0)),
    ((3, math.nan), (False, False, False, math.nan)),
    ((2, 3.5), (False, True, False, 2.0)),
    python=False,
)
def ints_meet_floats_as_floats(n: int, x: float):
    return n == x, n < x, n >= x, min(n, x)


@case(((-9223372036854775808.0,), (-9223372036854775808, -9223372036854775808)), python=False)
def the_least_int(x: float):
    return math.floor(x), math.ceil(x)
