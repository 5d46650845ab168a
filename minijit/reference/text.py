"""Values as programs print them: PyTorch's C++ printer, not Python's."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.tensor import Tensor, device
from minijit.tensor.budget import check_alloc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_TYPE_NAMES = {
    "uint8": "Byte", "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long",
    "float16": "Half", "float32": "Float", "float64": "Double", "complex64": "ComplexFloat",
    "complex128": "ComplexDouble", "bool": "Bool", "bfloat16": "BFloat16", "uint16": "UInt16",
    "uint32": "UInt32", "uint64": "UInt64",
}  # fmt: skip
_LINE = 80


def float_text(value: float) -> str:
    """`1.`, `0.10000000000000001`, `1e+20`, `inf`, `nan`."""
    if math.isfinite(value) and -(2.0**63) <= value < 2.0**63 and value == int(value):
        return f"{int(value)}."
    return f"{value:.17g}"


def complex_text(value: complex) -> str:
    """`1.+2.j`; whatever is not positive has a minus."""
    sign = "+" if value.imag >= 0 else "-"
    return f"{float_text(value.real)}{sign}{float_text(abs(value.imag))}j"


def _shortest(value: float) -> str:
    """The fewest digits that read back as the same number; whole ones without a point."""
    return repr(value).removesuffix(".0")


def text_of(value: Any) -> str:
    """What `print`, `str` and `format` show."""
    match value:
        case bool() | None | str() | int():
            return str(value)
        case float():
            return float_text(value)
        case complex():
            return complex_text(value)
        case Tensor():
            return tensor_text(value)
        case list():
            return "[" + _listed(map(text_of, value)) + "]"
        case tuple():
            inner = _listed(map(text_of, value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case dict():
            pairs = (f"{text_of(k)}: {text_of(v)}" for k, v in value.items())
            return "{" + _listed(pairs) + "}"
        case device():
            return str(value)
    cls = getattr(value, "class_type", None)
    if cls is not None and cls.kind == "enum":
        return f"Enum<{cls.name.rpartition('.')[2]}.{value.name}>"
    return f"<{type(value).__name__ if cls is None else cls.name} object>"


def _listed(items: Iterator[str]) -> str:
    """The items with commas; a small value may hold one list a great many times."""
    parts, length = [], 0
    for item in items:
        length += len(item) + 2
        check_alloc(length)
        parts.append(item)
    return ", ".join(parts)


class _Format:
    """How the elements of one matrix are written: width, style and common scale."""

    def __init__(self, values: NDArray[np.float64]) -> None:
        finite = values[np.isfinite(values)]
        whole = bool((finite == np.ceil(finite)).all())
        low = high = 1.0
        if finite.size:
            sizes = np.abs(finite)
            low, high = float(sizes.min()), float(sizes.max())
            low, high = (math.floor(math.log10(v)) + 1 if v else 1 for v in (low, high))
        self.scale = 1.0
        self.width = 11
        self.style = ".4e"
        if whole:
            if high <= 9:
                self.width, self.style = int(high) + 1, "g"
        elif high - low > 4:
            self.width += abs(high) > 99 or abs(low) > 99
        elif high > 5 or high < 0:
            self.width, self.style = 7, ".4f"
            self.scale = 10.0 ** (high - 1)
        else:
            self.width, self.style = (7 if high == 0 else int(high) + 6), ".4f"

    def write(self, value: float) -> str:
        return format(value / self.scale, self.style).rjust(self.width)


def _matrix(values: NDArray[np.float64], indent: str) -> Iterator[str]:
    """Blocks of columns that fit a line."""
    style = _Format(values)
    columns = values.shape[1]
    per_line = max((_LINE - len(indent)) // (style.width + 1), 1)
    scale = f"{_shortest(style.scale)} *\n{indent}" if style.scale != 1 else ""
    joint = "\n" + indent + (" " if scale else "")
    for first in range(0, columns, per_line):
        last = min(first + per_line, columns)
        heading = f"Columns {first + 1} to {last}{indent}" if per_line < columns else ""
        rows = [" ".join(style.write(v) for v in row) for row in values[:, first:last].tolist()]
        yield heading + scale + joint.join(rows) + "\n"


def _elements(values: NDArray[np.float64]) -> str:
    if values.ndim == 0:
        return _shortest(float(values)) + "\n"
    if values.size == 0:
        return ""
    if values.ndim == 1:
        style = _Format(values)
        scale = f"{_shortest(style.scale)} *\n" if style.scale != 1 else ""
        return scale + "".join(style.write(v) + "\n" for v in values.tolist())
    if values.ndim == 2:
        return "\n".join(_matrix(values, ""))
    blocks = []
    # The first index runs fastest.
    for index in product(*(range(n) for n in reversed(values.shape[:-2]))):
        place = index[::-1]
        name = ",".join(str(i + 1) for i in place)
        blocks.append(f"({name},.,.) = \n" + "\n".join(_matrix(values[place], " ")))
    return "\n".join(blocks)


def tensor_text(t: Tensor) -> str:
    """A tensor as libtorch prints it: elements, then `[ CPUFloatType{2,3} ]`."""
    values = t.compute_array()
    if values.dtype.kind == "c":
        shown = "".join(f"({v.real:g},{v.imag:g})\n" for v in values.flat)
    else:
        shown = _elements(values.astype(np.float64))
    sizes = ",".join(map(str, t._sizes))
    grad = ", requires_grad" if t.requires_grad else ""
    return f"{shown}[ CPU{_TYPE_NAMES[t._dtype.name]}Type{{{sizes}}}{grad} ]"
