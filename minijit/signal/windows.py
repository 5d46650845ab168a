"""Windows by which signals are weighed: each function gives the M values of one.

`sym` False gives a period: M of the M + 1 values of the symmetric window. The result is (M,) of
float32 or float64. ValueError: M is negative, the dtype is another, a parameter is out of range.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import minijit as torch
from minijit.tensor import Tensor


def _checked(name: str, M: int, options: dict[str, Any]) -> dict[str, Any]:
    """What the window is made with."""
    dtype = options.get("dtype") or torch.get_default_dtype()
    if M < 0:
        raise ValueError(f"{name} requires non-negative window length, got M={M}")
    if options.get("layout", torch.strided) is not torch.strided:
        raise ValueError(
            f"{name} is implemented for strided tensors only, got: {options['layout']}"
        )
    if dtype not in (torch.float32, torch.float64):
        raise ValueError(f"{name} expects float32 or float64 dtypes, got: {dtype}")
    return {"dtype": dtype, "device": options.get("device")}


def _line(M: int, start: float, step: float, made: dict[str, Any]) -> Tensor:
    """`start`, `start + step`, ...: M values."""
    return torch.linspace(start, start + (M - 1) * step, M, **made)


def _period(M: int, sym: bool) -> int:
    return M - 1 if sym or M <= 1 else M


def bartlett(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """A triangle."""
    made = _checked("bartlett", M, options)
    if M <= 1:
        return torch.ones(M, **made)
    return 1 - torch.abs(_line(M, -1, 2 / _period(M, sym), made))


def blackman(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Three cosines with weights 0.42, 0.5, 0.08."""
    _checked("blackman", M, options)
    return general_cosine(M, a=[0.42, 0.5, 0.08], sym=sym, **options)


def cosine(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Half a wave."""
    made = _checked("cosine", M, options)
    if M == 0:
        return torch.empty(0, **made)
    step = math.pi / (_period(M, sym) + 1)
    return torch.sin(_line(M, 0.5 * step, step, made))


def exponential(
    M: int, *, center: float | None = None, tau: float = 1.0, sym: bool = True, **options: Any
) -> Tensor:
    """exp(-|n - center| / tau)."""
    made = _checked("exponential", M, options)
    if tau <= 0:
        raise ValueError(f"Tau must be positive, got: {tau} instead.")
    if sym and center is not None:
        raise ValueError("Center must be None for symmetric windows")
    if M == 0:
        return torch.empty(0, **made)
    middle = _period(M, sym) / 2 if center is None else center
    line = _line(M, -middle / tau, 1 / tau, made)
    return torch.exp(-torch.abs(line))


def gaussian(M: int, *, std: float = 1.0, sym: bool = True, **options: Any) -> Tensor:
    """A bell of standard deviation `std`."""
    made = _checked("gaussian", M, options)
    if std <= 0:
        raise ValueError(f"Standard deviation must be positive, got: {std} instead.")
    if M == 0:
        return torch.empty(0, **made)
    step = 1 / (std * math.sqrt(2))
    return torch.exp(-(_line(M, -_period(M, sym) / 2 * step, step, made) ** 2))


def general_cosine(M: int, *, a: Iterable[float], sym: bool = True, **options: Any) -> Tensor:
    """A sum of cosines of growing frequency: a[0] - a[1] cos(x) + a[2] cos(2 x) - ..."""
    made = _checked("general_cosine", M, options)
    if M <= 1:
        return torch.ones(M, **made)
    if not isinstance(a, Iterable):
        raise TypeError("Coefficients must be a list/tuple")
    weights = [(-1) ** i * w for i, w in enumerate(a)]
    if not weights:
        raise ValueError("Coefficients cannot be empty")
    line = _line(M, 0, 2 * math.pi / _period(M, sym), made)
    orders = torch.arange(len(weights), **made).unsqueeze(-1)
    return (torch.tensor(weights, **made).unsqueeze(-1) * torch.cos(orders * line)).sum(0)


def general_hamming(M: int, *, alpha: float = 0.54, sym: bool = True, **options: Any) -> Tensor:
    """One constant and one cosine: alpha - (1 - alpha) cos(x)."""
    return general_cosine(M, a=[alpha, 1.0 - alpha], sym=sym, **options)


def hamming(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """`general_hamming` with 0.54."""
    return general_hamming(M, sym=sym, **options)


def hann(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """`general_hamming` with 0.5."""
    return general_hamming(M, alpha=0.5, sym=sym, **options)


def kaiser(M: int, *, beta: float = 12.0, sym: bool = True, **options: Any) -> Tensor:
    """I0(beta sqrt(1 - x^2)) / I0(beta) for x from -1 to 1."""
    made = _checked("kaiser", M, options)
    if beta < 0:
        raise ValueError(f"beta must be non-negative, got: {beta} instead.")
    if M <= 1:
        return torch.ones(M, **made)
    top = torch.tensor(beta, **made)
    step = 2.0 * top / _period(M, sym)
    line = torch.linspace(-top, torch.minimum(top, (M - 1) * step - top), M, **made)
    return torch.i0(torch.sqrt(top * top - line**2)) / torch.i0(top)


def nuttall(M: int, *, sym: bool = True, **options: Any) -> Tensor:
    """Four cosines with Nuttall's weights."""
    return general_cosine(M, a=[0.3635819, 0.4891775, 0.1365995, 0.0106411], sym=sym, **options)


__all__ = [
    "bartlett", "blackman", "cosine", "exponential", "gaussian", "general_cosine",
    "general_hamming", "hamming", "hann", "kaiser", "nuttall",
]  # fmt: skip
