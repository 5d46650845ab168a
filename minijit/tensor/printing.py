"""Tensors as text, character for character as PyTorch prints them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.tensor import dtype as dt
from minijit.tensor.convert import decode
from minijit.tensor.dtype import DType, get_default_dtype
from minijit.tensor.held import Crowded, Meta, Nested, Sparse
from minijit.tensor.layout import sparse_coo
from minijit.tensor.narrow import Narrow
from minijit.tensor.parts import components
from minijit.tensor.quantizer import SCHEMES, Quantizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minijit.tensor.tensor import Tensor


class PrintOptions:
    """How tensors print: digits, size from which they are summarised, items per edge, columns."""

    __slots__ = ("edgeitems", "linewidth", "precision", "sci_mode", "threshold")

    def __init__(self) -> None:
        self.precision = 4
        self.threshold: float = 1000
        self.edgeitems = 3
        self.linewidth = 80
        self.sci_mode: bool | None = None


OPTIONS = PrintOptions()
# precision, threshold, edgeitems
_PROFILES = {"default": (4, 1000, 3), "short": (2, 1000, 2), "full": (4, math.inf, 3)}


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Change how tensors print; `profile` is "default", "short" or "full"."""
    if profile is not None:
        OPTIONS.precision, OPTIONS.threshold, OPTIONS.edgeitems = _PROFILES[profile]
        OPTIONS.linewidth = 80
    if precision is not None:
        OPTIONS.precision = precision
    if threshold is not None:
        OPTIONS.threshold = threshold
    if edgeitems is not None:
        OPTIONS.edgeitems = edgeitems
    if linewidth is not None:
        OPTIONS.linewidth = linewidth
    OPTIONS.sci_mode = sci_mode


class _Formatter:
    """One width and notation for all numbers of a tensor."""

    __slots__ = ("floating", "int_mode", "sci_mode", "width")

    def __init__(self, values: NDArray[Any]) -> None:
        self.floating = values.dtype.kind == "f"
        self.int_mode = True
        self.sci_mode = False
        self.width = 1
        if not self.floating:
            self.width = max((len(str(value)) for value in values.reshape(-1).tolist()), default=1)
            return
        flat = values.reshape(-1).astype(np.float64)
        finite = flat[np.isfinite(flat) & (flat != 0)]
        if finite.size == 0:
            return
        sizes = np.abs(finite)
        largest, smallest = sizes.max(), sizes.min()
        self.int_mode = bool((finite == np.ceil(finite)).all())
        with np.errstate(over="ignore"):
            wide = bool(largest / smallest > 1000.0 or largest > 1.0e8)
        self.sci_mode = wide or (not self.int_mode and bool(smallest < 1.0e-4))
        if OPTIONS.sci_mode is not None:
            self.sci_mode = OPTIONS.sci_mode
        self.width = max(len(self._text(value)) for value in finite.tolist())

    def _text(self, value: Any) -> str:
        if not self.floating:
            return str(value)
        if self.sci_mode:
            return f"{value:.{OPTIONS.precision}e}"
        if self.int_mode:
            return f"{value:.0f}" + ("." if math.isfinite(value) else "")
        return f"{value:.{OPTIONS.precision}f}"

    def format(self, value: Any) -> str:
        """One number, padded on the left."""
        return self._text(value).rjust(self.width)


class _Printer:
    """The formatter of real parts and, for complex tensors, that of imaginary parts."""

    __slots__ = ("dtype", "imaginary", "real", "summarize")

    def __init__(self, raw: NDArray[Any], dtype: DType) -> None:
        self.dtype = dtype
        self.summarize = raw.size > OPTIONS.threshold
        shown = decode(_edges(raw) if self.summarize else raw, dtype)
        self.real = _Formatter(shown.real)
        self.imaginary = _Formatter(shown.imag) if dtype.is_complex else None

    def _element(self, value: Any) -> str:
        if self.imaginary is None:
            return self.real.format(value)
        imaginary = (self.imaginary.format(value.imag) + "j").lstrip()
        sign = "" if imaginary[0] in "+-" else "+"
        return self.real.format(value.real) + sign + imaginary

    def _elements(self, raw: NDArray[Any]) -> list[str]:
        return [self._element(value) for value in decode(raw, self.dtype).tolist()]

    def _vector(self, raw: NDArray[Any], indent: int) -> str:
        width = self.real.width + 2 + (self.imaginary.width + 1 if self.imaginary else 0)
        per_line = max(1, (OPTIONS.linewidth - indent) // width)
        edge = OPTIONS.edgeitems
        if self.summarize and not edge:
            data = ["..."]
        elif self.summarize and len(raw) > 2 * edge:
            data = [*self._elements(raw[:edge]), " ...", *self._elements(raw[-edge:])]
        else:
            data = self._elements(raw)
        lines = [", ".join(data[i : i + per_line]) for i in range(0, len(data), per_line)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"

    def text(self, raw: NDArray[Any], indent: int) -> str:
        """Nested brackets; each dimension is one column further in."""
        if raw.ndim == 0:
            return self._element(decode(raw, self.dtype).item())
        if raw.ndim == 1:
            return self._vector(raw, indent)
        edge = OPTIONS.edgeitems
        if self.summarize and len(raw) > 2 * edge:
            slices = [self.text(part, indent + 1) for part in raw[:edge]]
            slices.append("...")
            slices += [self.text(part, indent + 1) for part in raw[len(raw) - edge :]]
        else:
            slices = [self.text(part, indent + 1) for part in raw]
        separator = "," + "\n" * (raw.ndim - 1) + " " * (indent + 1)
        return "[" + separator.join(slices) + "]"


def _edges(raw: NDArray[Any]) -> NDArray[Any]:
    """The elements that a summary shows."""
    edge = OPTIONS.edgeitems
    if not raw.ndim:
        return raw
    shown = (
        [*range(edge), *range(size - edge, size)] if size > 2 * edge else range(size)
        for size in raw.shape
    )
    # All dimensions at once: of elements that share memory there may be more than can be copied.
    return np.asarray(raw[np.ix_(*(np.array(places, np.intp) for places in shown))])


def _add_suffixes(text: str, suffixes: list[str], indent: int, *, breaks: bool = False) -> str:
    length = OPTIONS.linewidth if breaks else len(text) - text.rfind("\n") + 1
    parts = [text]
    for suffix in suffixes:
        if length + len(suffix) + 2 > OPTIONS.linewidth:
            parts.append(",\n" + " " * indent + suffix)
            length = indent + len(suffix)
        else:
            parts.append(", " + suffix)
            length += len(suffix) + 2
    return "".join(parts) + ")"


def _quantized_text(
    t: Tensor, quantizer: Quantizer, raw: NDArray[Any], indent: int
) -> tuple[str, list[str]]:
    """The numbers of a quantized tensor, and what says how they are stored."""
    text = _Printer(raw, dt.float32).text(raw, indent) if raw.size else "[]"
    suffixes = [
        f"size={tuple(t._sizes)}",
        f"dtype={t.dtype}",
        f"quantization_scheme=torch.{SCHEMES[quantizer.scheme]}",
    ]
    if quantizer.scales is None:
        suffixes += [f"scale={quantizer.scale}", f"zero_point={quantizer.zero_point}"]
    else:
        suffixes += [
            f"scale={quantizer.scales}",
            f"zero_point={quantizer.zero_points}",
            f"axis={quantizer.axis}",
        ]
    return text, suffixes


def _part_text(name: str, part: Tensor, indent: int) -> str:
    """A part of a sparse tensor: its elements alone."""
    prefix = f"{name}=tensor("
    raw = _shown(part)
    size = "" if raw.size else f", size={tuple(part._sizes)}"
    kind = part._dtype if part._quantizer is None else dt.from_numpy_dtype(raw.dtype)
    text = _Printer(raw, kind).text(raw, indent + len(prefix)) if raw.size else "[]"
    return f"{prefix}{text}{size})"


def _shown(t: Tensor) -> NDArray[Any]:
    return t._quantizer.shown(t.array()) if isinstance(t._quantizer, Narrow) else t.array()


def _sparse_text(t: Tensor, held: Sparse, indent: int) -> tuple[str, list[str]]:
    """The parts of a sparse tensor, and what says how large it is."""
    names: tuple[str, ...] = ("indices",)
    if held.kind is not sparse_coo:
        names = ("crow_indices", "col_indices") if held.by_rows else ("ccol_indices", "row_indices")
    parts = zip((*names, "values"), (*held.places, held.values), strict=True)
    text = (",\n" + " " * indent).join(_part_text(name, p, indent) for name, p in parts)
    suffixes = [f"size={tuple(t._sizes)}", f"nnz={held.nnz}"]
    if not _is_default(t.dtype):
        suffixes.append(f"dtype={t.dtype}")
    return text, [*suffixes, f"layout={held.kind}"]


def _nested_text(held: Nested, *, requires_grad: bool) -> str:
    def lines(part: Tensor) -> str:
        part._requires_grad = requires_grad
        return "\n".join(f"  {line}" for line in repr(part).split("\n"))

    return "[\n" + ",\n".join(map(lines, components(held))) + "\n]"


def _is_default(dtype: DType) -> bool:
    """Whether a dtype need not be told where elements are shown."""
    default = get_default_dtype()
    return dtype in (default, default.to_complex(), dt.int64, dt.bool_)


def format_tensor(t: Tensor) -> str:
    """`tensor([1, 4, 3])`, with the suffixes that its dtype, size and requires_grad need."""
    prefix = "nested_tensor(" if t.is_nested else "tensor("
    default = get_default_dtype()
    suffixes: list[str] = []
    if isinstance(t._quantizer, Sparse):
        text, suffixes = _sparse_text(t, t._quantizer, len(prefix))
    elif isinstance(t._quantizer, Nested):
        text = _nested_text(t._quantizer, requires_grad=t.requires_grad)
    elif isinstance(t._quantizer, Meta):
        text, suffixes = "...", ["device='meta'", f"size={tuple(t._sizes)}"]
        if t.dtype is not default:
            suffixes.append(f"dtype={t.dtype}")
    elif isinstance(t._quantizer, Narrow):
        raw = t._quantizer.shown(t.array())
        text = (
            _Printer(raw, dt.from_numpy_dtype(raw.dtype)).text(raw, len(prefix))
            if raw.size
            else "[]"
        )
        if not raw.size and t.dim() != 1:
            suffixes.append(f"size={tuple(t._sizes)}")
        suffixes.append(f"dtype={t.dtype}")
    elif isinstance(t._quantizer, Quantizer):
        numbers = t._quantizer.numbers(t.array())
        text, suffixes = _quantized_text(t, t._quantizer, numbers, len(prefix))
    elif isinstance(t._quantizer, Crowded):
        numbers = t._quantizer.reals(t._sizes)
        text, suffixes = _quantized_text(t, t._quantizer.quantizer, numbers, len(prefix))
    elif t.numel() == 0:
        if t.dim() != 1:
            suffixes.append(f"size={tuple(t._sizes)}")
        if t._dtype is not default:
            suffixes.append(f"dtype={t._dtype}")
        text = "[]"
    else:
        if not _is_default(t._dtype):
            suffixes.append(f"dtype={t._dtype}")
        raw = t.array()
        text = _Printer(raw, t._dtype).text(raw, len(prefix))
    if t.requires_grad:
        suffixes.append("requires_grad=True")
    return _add_suffixes(prefix + text, suffixes, len(prefix), breaks=t.is_sparse)
