"""Special functions, gcd and the parts of floating-point numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from minijit.reference.common import Array, common, floating, make, not_implemented, values
from minijit.reference.elementwise import binary
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt

if TYPE_CHECKING:
    from collections.abc import Callable

    from minijit.reference.common import Operand


def _each(self: Tensor, name: str, compute: Callable[[float], float]) -> Tensor:
    """`compute` on every number in double precision; integers become the default dtype."""
    dtype = floating(self._dtype)
    if dtype.is_complex:
        not_implemented(name, dtype)
    x = values(self, dtype).astype(np.float64)
    with np.errstate(all="ignore"):
        return make(np.vectorize(compute, otypes=[np.float64])(x), dtype, (self,))


def _lgamma(x: float) -> float:
    return math.inf if x <= 0 and x == np.floor(x) else math.lgamma(x)


def _digamma(x: float) -> float:
    if x == 0:
        return math.copysign(math.inf, -x)
    if x < 0:
        if x == np.floor(x):
            return math.nan
        return _digamma(1 - x) - math.pi / math.tan(math.pi * math.fmod(x, 1))
    shift = 0.0
    while x < 10:
        shift += 1 / x
        x += 1
    z = 1 / (x * x)
    tail = 0.0
    for factor in _DIGAMMA:
        tail = tail * z + factor
    return math.log(x) - 0.5 / x - tail * z - shift


# Of x^-14, x^-12 ... x^-2 in the asymptotic series: the Bernoulli numbers B(2k) / 2k.
_DIGAMMA = (1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12)


def _polynomial(factors: tuple[float, ...], z: float) -> float:
    total = 0.0
    for factor in factors:
        total = total * z + factor
    return total


def _erfinv(y: float) -> float:
    """A rational guess in two ranges, and two steps of Newton's."""
    size = abs(y)
    if not size < 1:
        return math.copysign(math.inf, y) if size == 1 else math.nan
    if size <= 0.7:
        z = y * y
        top = _polynomial((-0.140543331, 0.914624893, -1.645349621, 0.886226899), z)
        x = y * top / _polynomial((0.012229801, -0.329097515, 1.442710462, -2.118377725, 1), z)
    else:
        z = math.sqrt(-math.log((1 - size) / 2))
        top = _polynomial((1.641345311, 3.429567803, -1.624906493, -1.970840454), z)
        x = math.copysign(top / _polynomial((1.6370678, 3.5438892, 1), z), y)
    for _ in range(2):
        x -= (math.erf(x) - y) / (2 / math.sqrt(math.pi) * math.exp(-x * x))
    return x


# (2k)! / B(2k), for the tail of Euler's and Maclaurin's sum.
_ZETA = (
    12.0, -720.0, 30240.0, -1209600.0, 47900160.0, -1.8924375803183791606e9, 7.47242496e10,
    -2.950130727918164224e12, 1.1646782814350067249e14, -4.5979787224074726105e15,
    1.8152105401943546773e17, -7.1661652561756670113e18,
)  # fmt: skip


def _zeta(x: float, q: float) -> float:
    """Hurwitz's zeta: the sum of (q + k)^-x."""
    if x == 1:
        return math.inf
    if not x >= 1 or math.isnan(q):
        return math.nan
    if q <= 0:
        if q == math.floor(q):
            return math.inf
        if x != math.floor(x):
            return math.nan
    total = float(np.power(q, -x))
    a, b = q, 0.0
    for _ in range(max(9, math.ceil(10 - q) if q > -1e6 else 9)):
        a += 1
        b = float(np.power(a, -x))
        total += b
        if abs(b) < 1.2e-16 * abs(total):
            return total
    total += b * a / (x - 1) - 0.5 * b
    factor = 1.0
    for i, divisor in enumerate(_ZETA):
        factor *= x + 2 * i
        b /= a
        step = factor * b / divisor
        total += step
        if abs(step) < 1.2e-16 * abs(total):
            break
        factor *= x + 2 * i + 1
        b /= a
    return total


def aten_lgamma(self: Tensor) -> Tensor:
    return _each(self, "lgamma_vml_cpu", _lgamma)


def aten_digamma(self: Tensor) -> Tensor:
    return _each(self, "digamma", _digamma)


def aten_erfinv(self: Tensor) -> Tensor:
    return _each(self, "erfinv_vml_cpu", _erfinv)


def aten_erfc(self: Tensor) -> Tensor:
    return _each(self, "erfc_vml_cpu", math.erfc)


def aten_i0(self: Tensor) -> Tensor:
    return _each(self, "i0_vml_cpu", lambda x: float(np.i0(x)[()]))


def aten_polygamma(n: int, self: Tensor) -> Tensor:
    if n == 0:
        return aten_digamma(self)
    scale = (1.0 if n % 2 else -1.0) * math.gamma(n + 1) if 0 < n < 171 else math.inf
    return _each(self, "polygamma", lambda x: scale * _zeta(n + 1.0, x))


def aten_special_zeta(self: Tensor, other: Tensor) -> Tensor:
    dtype = common(self, other)
    if dtype.is_complex:
        not_implemented("zeta", dtype)
    compute = np.vectorize(_zeta, otypes=[np.float64])
    return binary(self, other, floating(dtype), compute)


def _integers(self: Tensor, other: Tensor, name: str, compute: Callable[..., Array]) -> Tensor:
    dtype = common(self, other)
    if not dtype.is_integral or dtype is dt.bool_:
        not_implemented(name, dtype)
    return binary(self, other, dtype, compute)


def aten_gcd(self: Tensor, other: Tensor) -> Tensor:
    return _integers(self, other, "gcd_cpu", np.gcd)


def aten_lcm(self: Tensor, other: Tensor) -> Tensor:
    return _integers(self, other, "lcm_cpu", np.lcm)


def aten_copysign_Tensor(self: Operand, other: Operand) -> Tensor:
    dtype = floating(common(self, other))
    if dtype.is_complex:
        not_implemented("copysign_cpu", dtype)
    return binary(self, other, dtype, np.copysign)


aten_copysign_Scalar = aten_copysign_Tensor


def aten_frexp_Tensor(self: Tensor) -> tuple[Tensor, Tensor]:
    if not self._dtype.is_floating_point:
        not_implemented("frexp", self._dtype)
    mantissa, exponent = np.frexp(values(self, self._dtype))
    exponent = np.where(np.isfinite(mantissa), exponent, 0)
    return make(mantissa, self._dtype, (self,)), make(exponent.astype(np.int32), dt.int32, (self,))
