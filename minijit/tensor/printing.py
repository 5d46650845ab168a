"""Tensors as text, character for character as PyTorch prints them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minijit.tensor import dtype as dt
from minijit.tensor.promotion import get_default_dtype
from minijit.tensor.tensor import Tensor


@dataclass(slots=True)
class PrintOptions:
    """How tensors print: digits, size from which they are summarised, items per edge, columns."""

    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode: bool | None = None


OPTIONS = PrintOptions()
PROFILES = {
    "default": PrintOptions(),
    "short": PrintOptions(precision=2, edgeitems=2),
    "full": PrintOptions(threshold=math.inf),
}


def set_printoptions(  # noqa: PLR0913
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Change how tensors print; `profile` is "default", "short" or "full"."""
    if profile is not None:
        chosen = PROFILES[profile]
        OPTIONS.precision, OPTIONS.threshold = chosen.precision, chosen.threshold
        OPTIONS.edgeitems, OPTIONS.linewidth = chosen.edgeitems, chosen.linewidth
    if precision is not None:
        OPTIONS.precision = precision
    if threshold is not None:
        OPTIONS.threshold = threshold
    if edgeitems is not None:
        OPTIONS.edgeitems = edgeitems
    if linewidth is not None:
        OPTIONS.linewidth = linewidth
    OPTIONS.sci_mode = sci_mode


class Formatter:
    """One width and notation for all numbers of a tensor."""

    def __init__(self, values: NDArray[Any]) -> None:
        self.floating = values.dtype.kind == "f"
        self.int_mode = True
        self.sci_mode = False
        self.width = 1
        if not self.floating:
            for value in values.reshape(-1).tolist():
                self.width = max(self.width, len(f"{value}"))
            return
        flat = values.reshape(-1).astype(np.float64)
        finite = flat[np.isfinite(flat) & (flat != 0)]
        if finite.size == 0:
            return
        sizes = np.abs(finite)
        largest, smallest = float(sizes.max()), float(sizes.min())
        self.int_mode = bool((finite == np.ceil(finite)).all())
        with np.errstate(over="ignore"):
            wide = bool(np.float64(largest) / np.float64(smallest) > 1000.0) or largest > 1.0e8
        self.sci_mode = wide or (not self.int_mode and smallest < 1.0e-4)
        if OPTIONS.sci_mode is not None:
            self.sci_mode = OPTIONS.sci_mode
        if self.sci_mode:
            pattern, extra = f"{{:.{OPTIONS.precision}e}}", 0
        elif self.int_mode:
            pattern, extra = "{:.0f}", 1
        else:
            pattern, extra = f"{{:.{OPTIONS.precision}f}}", 0
        for value in finite.tolist():
            self.width = max(self.width, len(pattern.format(value)) + extra)

    def format(self, value: Any) -> str:
        """One number, padded on the left."""
        if not self.floating:
            text = f"{value}"
        elif self.sci_mode:
            text = f"{value:{self.width}.{OPTIONS.precision}e}"
        elif self.int_mode:
            text = f"{value:.0f}" + ("" if math.isinf(value) or math.isnan(value) else ".")
        else:
            text = f"{value:.{OPTIONS.precision}f}"
        return " " * (self.width - len(text)) + text


@dataclass(slots=True)
class _Printer:
    """The formatter of real parts and, for complex tensors, that of imaginary parts."""

    real: Formatter
    imaginary: Formatter | None
    summarize: bool

    def element(self, value: Any) -> str:
        if self.imaginary is None:
            return self.real.format(value)
        imaginary = (self.imaginary.format(value.imag) + "j").lstrip()
        sign = "" if imaginary[0] in "+-" else "+"
        return self.real.format(value.real) + sign + imaginary

    def width(self) -> int:
        extra = self.imaginary.width + 1 if self.imaginary else 0
        return self.real.width + 2 + extra

    def vector(self, values: NDArray[Any], indent: int) -> str:
        per_line = max(1, math.floor((OPTIONS.linewidth - indent) / self.width()))
        edge = OPTIONS.edgeitems
        items = values.tolist()
        if self.summarize and not edge:
            data = ["..."]
        elif self.summarize and len(items) > 2 * edge:
            data = [self.element(v) for v in items[:edge]]
            data += [" ...", *(self.element(v) for v in items[-edge:])]
        else:
            data = [self.element(v) for v in items]
        lines = [", ".join(data[i : i + per_line]) for i in range(0, len(data), per_line)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"

    def any(self, values: NDArray[Any], indent: int) -> str:
        if values.ndim == 0:
            return self.element(values.item())
        if values.ndim == 1:
            return self.vector(values, indent)
        edge = OPTIONS.edgeitems
        if self.summarize and len(values) > 2 * edge:
            slices = [self.any(values[i], indent + 1) for i in range(edge)]
            slices.append("...")
            slices += [self.any(values[i], indent + 1) for i in range(len(values) - edge, len(values))]
        else:
            slices = [self.any(v, indent + 1) for v in values]
        separator = "," + "\n" * (values.ndim - 1) + " " * (indent + 1)
        return "[" + separator.join(slices) + "]"


def _edges(values: NDArray[Any]) -> NDArray[Any]:
    """The elements that a summary shows."""
    edge = OPTIONS.edgeitems
    for axis in range(values.ndim):
        size = values.shape[axis]
        if size > 2 * edge:
            keep = [*range(edge), *range(size - edge, size)]
            values = values.take(keep, axis)
    return values


def _printer(values: NDArray[Any]) -> _Printer:
    summarize = values.size > OPTIONS.threshold
    shown = _edges(values) if summarize else values
    if values.dtype.kind == "c":
        return _Printer(Formatter(shown.real), Formatter(shown.imag), summarize)
    return _Printer(Formatter(shown), None, summarize)


def _add_suffixes(text: str, suffixes: list[str], indent: int) -> str:
    length = len(text) - text.rfind("\n") + 1
    parts = [text]
    for suffix in suffixes:
        if length + len(suffix) + 2 > OPTIONS.linewidth:
            parts.append(",\n" + " " * indent + suffix)
            length = indent + len(suffix)
        else:
            parts.append(", " + suffix)
            length += len(suffix) + 2
    return "".join(parts) + ")"


def format_tensor(t: Tensor) -> str:
    """`tensor([1, 4, 3])`, with the suffixes that its dtype, size and requires_grad need."""
    prefix = "tensor("
    default = get_default_dtype()
    suffixes = []
    if t.numel() == 0:
        if t.dim() != 1:
            suffixes.append(f"size={tuple(t._sizes)}")
        if t._dtype is not default:
            suffixes.append(f"dtype={t._dtype}")
        text = "[]"
    else:
        if t._dtype not in (default, default.to_complex(), dt.int64, dt.bool_):
            suffixes.append(f"dtype={t._dtype}")
        values = t.compute_array()
        text = _printer(values).any(values, len(prefix))
    if t.requires_grad:
        suffixes.append("requires_grad=True")
    return _add_suffixes(prefix + text, suffixes, len(prefix))
