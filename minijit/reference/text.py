"""Values as programs print them: the rules of the code printer, not Python's."""

from __future__ import annotations

import math
from typing import Any

from minijit.tensor import Tensor, device


def float_text(value: float) -> str:
    """`1.`, `0.10000000000000001`, `1e+20`, `inf`, `nan`."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == math.floor(value) and abs(value) < 1e10:
        return f"{value:.0f}."
    return f"{value:.17g}"


def text_of(value: Any) -> str:
    """What `print`, `str` and `format` show."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, Tensor):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join(_inner(v) for v in value) + "]"
    if isinstance(value, tuple):
        inner = ", ".join(_inner(v) for v in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_inner(k)}: {_inner(v)}" for k, v in value.items()) + "}"
    if isinstance(value, device):
        return str(value)
    return f"<{type(value).__name__} object>"


def _inner(value: Any) -> str:
    return text_of(value)
