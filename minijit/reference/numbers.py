"""Ints (64 bits, wrapping), floats and bools of programs."""

from __future__ import annotations

import cmath
import math
import operator
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.diagnostics import error

if TYPE_CHECKING:
    from collections.abc import Callable

TWO64 = 1 << 64


def _alike(a: Any, b: Any) -> tuple[Any, Any]:
    """Two numbers as they are compared: of an int and a float both are floats."""
    for kind in (complex, float):
        if isinstance(a, kind) or isinstance(b, kind):
            return kind(a), kind(b)
    return a, b


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda a, b: compare(*_alike(a, b))


def _extreme(comes_first: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    """The second unless the first comes before it, as for NaN and zeros of two signs."""

    def pick(a: Any, b: Any) -> Any:
        a, b = _alike(a, b)
        return a if comes_first(a, b) else b

    return pick


def wrap(value: int) -> int:
    """The int of 64 bits that arithmetic in two's complement gives."""
    value &= TWO64 - 1
    return value - TWO64 if value >= TWO64 >> 1 else value


def _number(value: Any) -> Any:
    return wrap(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _add(a: Any, b: Any) -> Any:
    return _number(a + b)


def _sub(a: Any, b: Any) -> Any:
    return _number(a - b)


def _mul(a: Any, b: Any) -> Any:
    return _number(a * b)


def _div(a: Any, b: Any) -> Any:
    if isinstance(a, complex) or isinstance(b, complex):
        return a / b if b else complex(math.nan, math.nan)
    top, bottom = float(a), float(b)
    if bottom:
        return top / bottom
    if top == 0 or math.isnan(top):
        return math.nan
    return math.copysign(math.inf, top) * math.copysign(1, bottom)


def _whole_numbers(a: Any, b: Any) -> bool:
    return isinstance(a, int) and isinstance(b, int)


def _floordiv(a: Any, b: Any) -> Any:
    if _whole_numbers(a, b):
        if b == 0:
            raise error("MJ3100", detail="division by 0")
        return wrap(a // b)
    quotient = _div(a, b)
    return float(np.floor(quotient))


def _remainder(a: Any, b: Any) -> Any:
    if _whole_numbers(a, b):
        if b == 0:
            raise error("MJ3100", detail="division by 0")
        return wrap(a % b)
    if b == 0 or math.isinf(a) or math.isinf(b):
        return math.nan
    total = math.fmod(a, b) + b
    return math.nan if math.isinf(total) else math.fmod(total, b)


def _complex_pow(a: Any, b: Any) -> complex:
    """As libstdc++ computes it, where nothing is out of range."""
    with np.errstate(all="ignore"):
        if isinstance(b, complex):
            if not isinstance(a, complex) and a > 0:
                radius, angle = np.power(np.float64(a), b.real), b.imag * math.log(a)
                return _polar(float(radius), angle)
            return complex(np.exp(np.complex128(b) * np.log(np.complex128(a))))
        if a.imag == 0 and a.real > 0:
            return complex(np.power(np.float64(a.real), b))
        logarithm = np.log(np.complex128(a))
        return _polar(float(np.exp(b * logarithm.real)), float(b * logarithm.imag))


def _pow(a: Any, b: Any) -> Any:
    if isinstance(a, complex) or isinstance(b, complex):
        return _complex_pow(a, b)
    if a == 0 and b < 0:
        raise error("MJ3100", detail="0.0 cannot be raised to a negative power")
    try:
        return math.pow(a, b)
    except OverflowError:
        return -math.inf if a < 0 and b % 2 == 1 else math.inf
    except ValueError:
        return math.nan


def aten_pow_int_to_int(a: int, b: int) -> int:
    if b < 0:
        return 1 if a == 1 else (-1 if b % 2 else 1) if a == -1 else 0
    return wrap(pow(a, b, TWO64))


def _function(
    compute: Callable[[float], float], outside: float = math.nan
) -> Callable[[Any], float]:
    def function(a: Any) -> float:
        try:
            return compute(a)
        except OverflowError:
            return math.inf
        except ValueError:
            return outside

    return function


def _log(
    compute: Callable[[Any], float], complex_log: Callable[[Any], complex] | None = None
) -> Callable[[Any], Any]:
    def function(a: Any) -> Any:
        if isinstance(a, complex):
            assert complex_log is not None
            return complex_log(a)
        if a == 0:
            return -math.inf
        return math.nan if a < 0 else compute(a)

    return function


def aten_log_float_float(a: Any, b: Any) -> Any:
    if isinstance(a, complex) or isinstance(b, complex):
        return cmath.log(a) / cmath.log(b)
    top, bottom = _log(math.log)(a), _log(math.log)(b)
    return _div(top, bottom)


def _analytic(name: str, outside: float = math.nan) -> Callable[[Any], Any]:
    """A function of cmath for complex numbers, that of math for all others."""
    real, of_complex = _function(getattr(math, name), outside), getattr(cmath, name)

    def function(a: Any) -> Any:
        return of_complex(a) if isinstance(a, complex) else real(a)

    return function


def _sinh(a: Any) -> Any:
    try:
        return cmath.sinh(a) if isinstance(a, complex) else math.sinh(a)
    except OverflowError:
        return math.copysign(math.inf, a)


def _atanh(a: Any) -> Any:
    if isinstance(a, complex):
        return cmath.atanh(a)
    if abs(a) == 1:
        return math.copysign(math.inf, a)
    return math.atanh(a) if abs(a) < 1 else math.nan


def _gamma(a: Any) -> float:
    if a == 0:
        return math.copysign(math.inf, a)
    return _function(math.gamma)(a)


def _angle(a: Any) -> float:
    if isinstance(a, complex):
        return cmath.phase(a)
    return math.pi if math.copysign(1.0, a) < 0 else 0.0


def _polar(radius: Any, angle: Any) -> complex:
    return complex(radius * math.cos(angle), radius * math.sin(angle))


def _parts(holds: Callable[[float], bool], pick: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda a: pick((holds(a.real), holds(a.imag)))


def _ieee_remainder(a: Any, b: Any) -> float:
    return math.remainder(a, b) if b and not math.isinf(a) else math.nan


def aten_modf(a: float) -> tuple[float, float]:
    return math.modf(a)


def aten_frexp(a: float) -> tuple[float, int]:
    return math.frexp(a)


def aten_ldexp(x: float, i: int) -> float:
    try:
        return math.ldexp(x, i)
    except OverflowError:
        return math.copysign(math.inf, x)


def aten_gcd_int(a: int, b: int) -> int:
    return wrap(math.gcd(a, b))


def aten_factorial_int(a: int) -> int:
    if a < 0:
        raise error("MJ3100", detail="factorial() not defined for negative values")
    # From 66! on the product is a multiple of 2**64.
    return wrap(math.factorial(min(a, 66)))


def _divmod(a: Any, b: Any) -> tuple[Any, Any]:
    if _whole_numbers(a, b):
        if b == 0:
            raise error("MJ3100", detail="ZeroDivisionError: integer division or modulo by zero")
        return wrap(a // b), wrap(a % b)
    if b == 0:
        raise error("MJ3100", detail="ZeroDivisionError: float divmod()")
    rest = math.nan if math.isinf(a) else math.fmod(a, b)
    if rest and (rest < 0) != (b < 0):
        rest += b
    return (a - rest) / b, rest


def aten___round_to_zero_floordiv_int(a: int, b: int) -> int:
    if b == 0:
        raise error("MJ3100", detail="division by 0")
    return wrap(abs(a) // abs(b) * (-1 if (a < 0) != (b < 0) else 1))


def _complex(a: Any, b: Any = 0) -> complex:
    real, imag = (x.item() if hasattr(x, "item") else x for x in (a, b))
    return complex(real, imag)


def aten_ComplexImplicit(a: Any) -> complex:
    return _complex(a)


def _whole(compute: Callable[[float], int]) -> Callable[[Any], int]:
    def function(a: Any) -> int:
        if isinstance(a, float) and not -(2.0**63) <= a < 2.0**63:
            raise error("MJ3100", detail=f"Cannot convert float {a:f} to integer")
        return compute(a)

    return function


def _to_int(a: Any) -> int:
    if isinstance(a, float) and not (math.isfinite(a) and abs(a) < 2.0**63):
        return -(TWO64 >> 1)
    return int(a)


_WHOLE_TEXT = re.compile(r"[ \t-\r]*([+-]?)0*([0-9]+)")
_REAL_TEXT = re.compile(
    r"[ \t-\r]*([+-]?(?:0x([0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p([+-]?[0-9]+))?"
    r"|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|(inf(?:inity)?|nan(?:\([0-9a-z_]*\))?)))",
    re.IGNORECASE | re.ASCII,
)
_LEAST_NORMAL = 2.0**-1022


def aten_Int_str(a: str) -> int:
    found = _WHOLE_TEXT.fullmatch(a)
    if not found:
        raise error("MJ3100", detail=f"stoll: invalid literal for int() with base 10: '{a}'")
    sign, digits = found.groups()
    # Python has a limit for the digits of a text.
    value = int(f"{sign}{digits}") if len(digits) <= 19 else TWO64
    if wrap(value) != value:
        raise error("MJ3100", detail=f"stoll: out of the range of 64 bits: '{a}'")
    return value


def aten_Float_str(a: str) -> float:
    found = _REAL_TEXT.fullmatch(a)
    if not found:
        raise error("MJ3100", detail=f"stod: could not convert string to float: '{a}'")
    text, mantissa, named = found.group(1, 2, 4)
    if named:
        return float(text.partition("(")[0])
    try:
        value = float.fromhex(text) if mantissa else float(text)
    except OverflowError:
        value = math.inf
    # As the C library: what loses digits by being too small is out of range too.
    if math.isinf(value) or (abs(value) < _LEAST_NORMAL and not _is_exactly(value, found)):
        raise error("MJ3100", detail=f"stod: out of the range of a float: '{a}'")
    return value


def _is_exactly(value: float, found: re.Match[str]) -> bool:
    """Whether a text, matched as above, is the very number that was read from it."""
    text, mantissa, exponent = found.group(1, 2, 3)
    if not mantissa:
        return Decimal(text) == Decimal(value)
    whole, _, part = mantissa.partition(".")
    digits = int(whole + part, 16)
    if value == 0:
        return digits == 0
    return Fraction(digits) * Fraction(2) ** (int(exponent or 0) - 4 * len(part)) == abs(
        Fraction(value)
    )


def aten___lshift___int(a: int, b: int) -> int:
    return wrap(a << (b & 63))


def aten___range_length(lo: int, hi: int, step: int) -> int:
    if step == 0:
        raise error("MJ3100", detail="range() arg 3 must not be zero")
    if step > 0:
        return max(-(-(hi - lo) // step), 0) if lo < hi else 0
    return -(-(lo - hi) // -step) if lo > hi else 0


def aten___derive_index(index: int, start: int, step: int) -> int:
    return wrap(start + index * step)


def aten___is__(self: Any, obj: Any) -> bool:
    if isinstance(self, int | float | str) and isinstance(obj, int | float | str):
        return self == obj
    return self is obj


def aten___isnot__(self: Any, obj: Any) -> bool:
    return not aten___is__(self, obj)


_COMPARED = "int float int_float float_int complex float_complex complex_float bool str device ."
_LISTS = "int_list float_list bool_list str_list"
_EXTREMES = "int float int_float float_int . int_list float_list bool_list"
_PAIRS = "int float int_float float_int"
_WITH_COMPLEX = "complex int_complex complex_int float_complex complex_float"
_FUNCTIONS = "int float Scalar"
_ANALYTIC = "int float complex Scalar"
_COMPLEX = (
    "Scalar int_bool bool_int float_bool bool_float float_int int_float int_int bool_bool "
    "float_float Tensor_Tensor Tensor_float float_Tensor Tensor_int int_Tensor Tensor_bool "
    "bool_Tensor"
)


def _install() -> None:
    """One function under the names of all the overloads that differ in types only."""
    table: dict[str, tuple[Callable[..., Any], str]] = {
        "aten_add": (_add, f"{_PAIRS} {_WITH_COMPLEX} ."),
        "aten_sub": (_sub, f"{_PAIRS} {_WITH_COMPLEX} ."),
        "aten_mul": (_mul, f"{_PAIRS} {_WITH_COMPLEX} ."),
        "aten_div": (_div, "int float complex ."),
        "aten_floordiv": (_floordiv, f"{_PAIRS} ."),
        "aten_remainder": (_remainder, f"{_PAIRS} ."),
        "aten_pow": (_pow, f"{_PAIRS} complex float_complex complex_float Scalar_Scalar"),
        "aten_eq": (_compared(operator.eq), _COMPARED),
        "aten_ne": (_compared(operator.ne), _COMPARED),
        "aten_lt": (_compared(operator.lt), "int float int_float float_int str ."),
        "aten_le": (_compared(operator.le), "int float int_float float_int str ."),
        "aten_gt": (_compared(operator.gt), "int float int_float float_int str ."),
        "aten_ge": (_compared(operator.ge), "int float int_float float_int str ."),
        "aten_neg": (lambda a: _number(-a), _ANALYTIC),
        "prim_abs": (lambda a: _number(abs(a)), _ANALYTIC),
        "aten_exp": (_analytic("exp"), _ANALYTIC),
        "aten_expm1": (_function(math.expm1), _FUNCTIONS),
        "aten_log": (_log(math.log, cmath.log), _ANALYTIC),
        "aten_log10": (_log(math.log10, cmath.log10), _ANALYTIC),
        "aten_sqrt": (_analytic("sqrt"), _ANALYTIC),
        "aten_sin": (_analytic("sin"), _ANALYTIC),
        "aten_cos": (_analytic("cos"), _ANALYTIC),
        "aten_tan": (_analytic("tan"), _ANALYTIC),
        "aten_asin": (_analytic("asin"), _ANALYTIC),
        "aten_acos": (_analytic("acos"), _ANALYTIC),
        "aten_atan": (_analytic("atan"), _ANALYTIC),
        "aten_sinh": (_sinh, _ANALYTIC),
        "aten_cosh": (_analytic("cosh"), _ANALYTIC),
        "aten_tanh": (_analytic("tanh"), _ANALYTIC),
        "aten_asinh": (_analytic("asinh"), _ANALYTIC),
        "aten_acosh": (_analytic("acosh"), _ANALYTIC),
        "aten_atanh": (_atanh, _ANALYTIC),
        "aten_angle": (_angle, _ANALYTIC),
        "aten_polar": (_polar, f"{_PAIRS} Scalar_Scalar"),
        "aten_atan2": (math.atan2, f"{_PAIRS} Scalar_Scalar"),
        "aten_fmod": (lambda a, b: math.fmod(a, b) if b else math.nan, f"{_PAIRS} ."),
        "aten_copysign": (math.copysign, f"{_PAIRS} ."),
        "aten_mathremainder": (_ieee_remainder, f"{_PAIRS} ."),
        "aten_divmod": (_divmod, _PAIRS),
        "aten_erf": (math.erf, _FUNCTIONS),
        "aten_erfc": (math.erfc, _FUNCTIONS),
        "aten_gamma": (_gamma, _FUNCTIONS),
        "aten_lgamma": (_function(math.lgamma, math.inf), _FUNCTIONS),
        "aten_fabs": (math.fabs, _FUNCTIONS),
        "aten_degrees": (math.degrees, _FUNCTIONS),
        "aten_radians": (math.radians, _FUNCTIONS),
        "aten_floor": (_whole(math.floor), _FUNCTIONS),
        "aten_ceil": (_whole(math.ceil), _FUNCTIONS),
        "aten_round": (lambda a: float(np.rint(a)), _FUNCTIONS),
        "aten_isnan": (_parts(math.isnan, any), "float complex"),
        "aten_isinf": (_parts(math.isinf, any), "float complex"),
        "aten_isfinite": (_parts(math.isfinite, all), "float complex"),
        "aten_Complex": (_complex, _COMPLEX),
        "aten_Int": (_to_int, "bool float Scalar"),
        "aten_Float": (float, "bool int Scalar"),
        "aten_Bool": (bool, "int float"),
        "aten___and__": (lambda a, b: a & b, "int bool"),
        "aten___or__": (lambda a, b: a | b, "int bool"),
        "aten___xor__": (lambda a, b: a ^ b, "int bool"),
        "aten___rshift__": (lambda a, b: a >> (b & 63), "int"),
        "aten___not__": (lambda a: not a, "."),
        "prim_min": (_extreme(operator.lt), _EXTREMES),
        "prim_max": (_extreme(operator.gt), _EXTREMES),
    }  # fmt: skip
    names = globals()
    for base, (function, overloads) in table.items():
        for overload in overloads.split():
            names[base if overload == "." else f"{base}_{overload}"] = function
    for overload in _LISTS.split():
        names[f"aten_eq_{overload}"] = _equal_lists
        names[f"aten_ne_{overload}"] = lambda a, b: not _equal_lists(a, b)


def _equal_lists(a: list[Any], b: list[Any]) -> bool:
    """Element by element: NaN equals nothing, not even itself."""
    return len(a) == len(b) and all(map(operator.eq, a, b))


_install()


def aten_log1p_float(a: Any) -> float:
    if a == -1:
        return -math.inf
    return math.nan if a < -1 else math.log1p(a)


aten_log1p_int = aten_log1p_Scalar = aten_log1p_float
aten_log_int_int = aten_log_int_float = aten_log_float_int = aten_log_float_float
aten_log_complex_complex = aten_log_int_complex = aten_log_complex_int = aten_log_float_float
aten_log_float_complex = aten_log_complex_float = aten_log_Scalar_Scalar = aten_log_float_float
