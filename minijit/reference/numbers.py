"""Ints (64 bits, wrapping), floats and bools of programs."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error

if TYPE_CHECKING:
    from collections.abc import Callable

TWO64 = 1 << 64


def _extreme(pick: Any, a: Any, b: Any) -> Any:
    """The lesser or greater of two; a float where one of them is."""
    found = pick(a, b)
    return float(found) if isinstance(a, float) or isinstance(b, float) else found


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


def _div(a: Any, b: Any) -> float:
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
    return float(math.floor(quotient)) if math.isfinite(quotient) else quotient


def _remainder(a: Any, b: Any) -> Any:
    if _whole_numbers(a, b):
        if b == 0:
            raise error("MJ3100", detail="division by 0")
        return wrap(a % b)
    if b == 0 or math.isinf(a) or math.isinf(b):
        return math.nan
    return math.fmod(math.fmod(a, b) + b, b)


def _pow(a: Any, b: Any) -> float:
    try:
        return math.pow(a, b)
    except OverflowError:
        return -math.inf if a < 0 and b % 2 == 1 else math.inf
    except ValueError:
        if a == 0:
            raise error("MJ3100", detail="0.0 cannot be raised to a negative power") from None
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


def _log(compute: Callable[[Any], float]) -> Callable[[Any], float]:
    def function(a: Any) -> float:
        if a == 0:
            return -math.inf
        return math.nan if a < 0 else compute(a)

    return function


def aten_log_float_float(a: Any, b: Any) -> float:
    top, bottom = _log(math.log)(a), _log(math.log)(b)
    return _div(top, bottom)


def _whole(compute: Callable[[float], int]) -> Callable[[Any], int]:
    def function(a: Any) -> int:
        if isinstance(a, float) and not abs(a) < 2.0**63:
            raise error("MJ3100", detail=f"Cannot convert float {a:f} to integer")
        return compute(a)

    return function


def _to_int(a: Any) -> int:
    if isinstance(a, float) and not (math.isfinite(a) and abs(a) < 2.0**63):
        return -(TWO64 >> 1)
    return int(a)


def aten_Int_str(a: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]+", a):
        raise error("MJ3100", detail=f"invalid literal for int() with base 10: '{a}'")
    return wrap(int(a))


def aten_Float_str(a: str) -> float:
    try:
        plain = a == a.rstrip() and "_" not in a
        return float(a if plain else "?")
    except ValueError:
        raise error("MJ3100", detail=f"could not convert string to float: '{a}'") from None


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


_COMPARED = "int float int_float float_int bool str device . int_list float_list bool_list str_list"
_EXTREMES = "int float int_float float_int . int_list float_list bool_list"


def _install() -> None:
    """One function under the names of all the overloads that differ in types only."""
    table: dict[str, tuple[Callable[..., Any], str]] = {
        "aten_add": (_add, "int float int_float float_int ."),
        "aten_sub": (_sub, "int float int_float float_int ."),
        "aten_mul": (_mul, "int float int_float float_int ."),
        "aten_div": (_div, "int float ."),
        "aten_floordiv": (_floordiv, "int float int_float float_int ."),
        "aten_remainder": (_remainder, "int float int_float float_int ."),
        "aten_pow": (_pow, "int float int_float float_int Scalar_Scalar"),
        "aten_eq": (lambda a, b: a == b, _COMPARED),
        "aten_ne": (lambda a, b: a != b, _COMPARED),
        "aten_lt": (lambda a, b: a < b, "int float int_float float_int str ."),
        "aten_le": (lambda a, b: a <= b, "int float int_float float_int str ."),
        "aten_gt": (lambda a, b: a > b, "int float int_float float_int str ."),
        "aten_ge": (lambda a, b: a >= b, "int float int_float float_int str ."),
        "aten_neg": (lambda a: _number(-a), "int float Scalar"),
        "prim_abs": (lambda a: _number(abs(a)), "int float Scalar"),
        "aten_exp": (_function(math.exp), "int float"),
        "aten_expm1": (_function(math.expm1), "int float"),
        "aten_log": (_log(math.log), "int float"),
        "aten_log10": (_log(math.log10), "int float"),
        "aten_sqrt": (_function(math.sqrt), "int float"),
        "aten_sin": (_function(math.sin), "int float"),
        "aten_cos": (_function(math.cos), "int float"),
        "aten_atan": (math.atan, "int float Scalar"),
        "aten_tan": (_function(math.tan), "int float"),
        "aten_asin": (_function(math.asin), "int float"),
        "aten_acos": (_function(math.acos), "int float"),
        "aten_atan2": (math.atan2, "int float int_float float_int"),
        "aten_fmod": (lambda a, b: math.fmod(a, b) if b else math.nan, "int float"),
        "aten_erf": (math.erf, "int float"),
        "aten_tanh": (math.tanh, "int float"),
        "aten_floor": (_whole(math.floor), "int float"),
        "aten_ceil": (_whole(math.ceil), "int float"),
        "aten_round": (lambda a: float(round(a)) if math.isfinite(a) else a, "int float"),
        "aten_isnan": (math.isnan, "float"),
        "aten_isinf": (math.isinf, "float"),
        "aten_isfinite": (math.isfinite, "float"),
        "aten_Int": (_to_int, "bool float Scalar"),
        "aten_Float": (float, "bool int Scalar"),
        "aten_Bool": (bool, "int float"),
        "aten___and__": (lambda a, b: a & b, "int bool"),
        "aten___or__": (lambda a, b: a | b, "int bool"),
        "aten___xor__": (lambda a, b: a ^ b, "int bool"),
        "aten___rshift__": (lambda a, b: a >> (b & 63), "int"),
        "aten___not__": (lambda a: not a, "."),
        "prim_min": (lambda a, b: _extreme(min, a, b), _EXTREMES),
        "prim_max": (lambda a, b: _extreme(max, a, b), _EXTREMES),
    }  # fmt: skip
    names = globals()
    for base, (function, overloads) in table.items():
        for overload in overloads.split():
            names[base if overload == "." else f"{base}_{overload}"] = function


_install()


def aten_log1p_float(a: Any) -> float:
    if a == -1:
        return -math.inf
    return math.nan if a < -1 else math.log1p(a)


aten_log1p_int = aten_log1p_float
aten_log_int_int = aten_log_int_float = aten_log_float_int = aten_log_float_float
