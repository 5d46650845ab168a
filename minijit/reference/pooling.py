"""Windows over the last one to three dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference.common import (
    Array,
    fail,
    format_of,
    in_format,
    not_implemented,
    values,
    wrap_dim,
)
from minijit.reference.reductions import aten_mean_dim
from minijit.tensor import dtype as dt
from minijit.tensor import views
from minijit.tensor.budget import check_alloc, spend
from minijit.tensor.creation import encode

if TYPE_CHECKING:
    from minijit.tensor import DType, Tensor

Ints = Sequence[int]


def _spread(value: Ints | int, count: int, name: str = "", otherwise: Ints = ()) -> list[int]:
    spread = [value] if isinstance(value, int) else list(value)
    if not spread:
        spread = list(otherwise)
    if name and len(spread) not in (1, count):
        wanted = ("one", "two", "three")[count - 1]
        fail(f"{name} must either be a single int, or a tuple of {wanted} ints")
    return spread * count if len(spread) == 1 else spread


def _out_size(size: int, k: int, s: int, p: int, d: int, ceil_mode: bool) -> int:
    span = size + 2 * p - d * (k - 1) - 1
    out = (-(-span // s) if ceil_mode else span // s) + 1
    # The last window must start inside the input or its left padding.
    if ceil_mode and (out - 1) * s >= size + p:
        out -= 1
    return out


class _Windows:
    """Checked arguments of a pooling over the last `dims` dimensions."""

    def __init__(
        self,
        input: Tensor,
        dims: int,
        kernel: Ints,
        stride: Ints,
        padding: Ints,
        dilation: Ints,
        ceil_mode: bool,
    ) -> None:
        self.dims = dims
        self.kernel = _spread(kernel, dims, "kernel_size")
        self.stride = _spread(stride, dims, "stride", self.kernel)
        self.padding = _spread(padding, dims, "padding")
        self.dilation = _spread(dilation, dims, "dilation")
        for v in (*self.kernel, *self.stride, *self.padding, *self.dilation):
            if not -(1 << 31) <= v < 1 << 31:
                fail("value cannot be converted to type int without overflow")
        self.sizes = input._sizes[-dims:]
        self.ceil_mode = ceil_mode
        self.out: list[int] = []

    def check(self, input: Tensor) -> None:
        """RuntimeError for arguments that have no meaning; computes the output's sizes."""
        if 0 in self.stride:
            fail("stride should not be zero")
        if any(k <= 0 for k in self.kernel) or any(s < 0 for s in self.stride):
            fail(
                "kernel size should be greater than zero, but got "
                + " ".join(f"{n}: {k}" for n, k in zip(("kH", "kW"), self.kernel, strict=False))
            )
        if any(d <= 0 for d in self.dilation):
            fail(f"dilation should be greater than zero, but got {self.dilation}")
        for p, k, d in zip(self.padding, self.kernel, self.dilation, strict=True):
            if p < 0:
                fail(f"pad must be non-negative, but got pad: {p}")
            if p > ((k - 1) * d + 1) // 2:
                fail(
                    "pad should be at most half of effective kernel size, but got "
                    f"pad={p}, kernel_size={k} and dilation={d}"
                )
        self.measure()
        if any(o < 1 for o in self.out):
            channels = input._sizes[-self.dims - 1]
            one = "1x" if self.dims == 1 else ""
            before = f"{channels}x{one}" + "x".join(map(str, self.sizes))
            after = f"{channels}x{one}" + "x".join(map(str, self.out))
            fail(
                f"Given input size: ({before}). Calculated output size: ({after}). Output size is "
                "too small"
            )

    def measure(self) -> None:
        """Compute the output's sizes."""
        self.out = [
            _out_size(n, k, s, p, d, self.ceil_mode)
            for n, k, s, p, d in zip(
                self.sizes, self.kernel, self.stride, self.padding, self.dilation, strict=True
            )
        ]

    def taps(self, x: Array, fill: Any) -> Any:
        """For each position in the window, the element of every window there."""
        widths = [(0, 0)] * (x.ndim - self.dims)
        for n, k, s, p, d, o in zip(
            self.sizes, self.kernel, self.stride, self.padding, self.dilation, self.out, strict=True
        ):
            needed = (o - 1) * s + d * (k - 1) + 1
            widths.append((p, max(needed - n - p, 0)))
        lead = x.shape[: x.ndim - self.dims]
        spend(prod(lead), *self.out, *self.kernel)
        check_alloc(prod(n + sum(w) for n, w in zip(x.shape, widths, strict=True)) * x.itemsize)
        padded = np.pad(x, widths, constant_values=fill)
        for offset in product(*(range(k) for k in self.kernel)):
            window = tuple(
                slice(i * d, i * d + s * (o - 1) + 1, s)
                for i, d, s, o in zip(offset, self.dilation, self.stride, self.out, strict=True)
            )
            place: Any = (..., *window)
            yield padded[place]


def _placed(result: Array, self: Tensor, follows: bool, dtype: DType | None = None) -> Tensor:
    """The result, channels last if the input is and the result follows it."""
    if follows and self.dim() == 3:
        # Rows are images of one line.
        wide = _placed(result[:, :, None], views.unsqueeze(self, 2), follows, dtype)
        return views.squeeze(wide, [2])
    layout = format_of(result.shape, self) if follows else 0
    dtype = dtype or self._dtype
    made = in_format(result.shape, dtype, layout, self)
    if made.numel():
        made.array()[...] = encode(result, dtype)
    return made


def _maxima(self: Tensor, windows: _Windows) -> Tensor:
    x = values(self, self._dtype)
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    result: Any = None
    for tap in windows.taps(x, lowest):
        result = tap if result is None else np.maximum(result, tap)
    return _placed(result, self, self.dim() == len(windows.kernel) + 2 > 3)


def aten_max_pool1d(
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0,),
    dilation: Ints = (1,),
    ceil_mode: bool = False,
) -> Tensor:
    name = "max_pool1d()"
    if self.dim() not in (2, 3) or 0 in self._sizes[-2:]:
        fail(
            "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{list(self._sizes)}"
        )
    windows = _Windows(self, 1, kernel_size, stride, padding, dilation, ceil_mode)
    (k,), (s,), (p,), (d,) = windows.kernel, windows.stride, windows.padding, windows.dilation
    if k <= 0:
        fail(f"{name} kernel_size must be greater than zero, but got {k}")
    if s <= 0:
        fail(f"{name} stride must be greater than zero, but got {s}")
    if p < 0:
        fail(f"{name} padding must be non-negative, but got {p}")
    if p > k // 2:
        fail(
            f"{name} padding should be at most half of kernel size, but got padding={p} and "
            f"kernel_size={k}"
        )
    if d <= 0:
        fail(f"{name} dilation must be greater than zero, but got {d}")
    windows.measure()
    if windows.out[0] <= 0:
        fail(f"{name} Invalid computed output size: {windows.out[0]}")
    if not self._dtype.is_floating_point:
        not_implemented("max_pool1d_impl", self._dtype)
    return _maxima(self, windows)


def aten_max_pool2d(
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0, 0),
    dilation: Ints = (1, 1),
    ceil_mode: bool = False,
) -> Tensor:
    if self.dim() not in (3, 4) or 0 in self._sizes[-3:]:
        fail("non-empty 3D or 4D (batch mode) tensor expected for input")
    if self._dtype.name == "bool" or self._dtype.is_complex:
        not_implemented("max_pool2d", self._dtype)
    windows = _Windows(self, 2, kernel_size, stride, padding, dilation, ceil_mode)
    windows.check(self)
    return _maxima(self, windows)


def _avg_pool(
    self: Tensor,
    dims: int,
    kernel: Ints,
    stride: Ints,
    padding: Ints,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor: int | None,
) -> Tensor:
    if divisor == 0:
        fail("divisor must be not zero")
    windows = _Windows(self, dims, kernel, stride, padding, [1], ceil_mode)
    windows.check(self)
    if self._dtype.name == "bool":
        not_implemented("avg_pool2d_out_frame", self._dtype)
    x = values(self, self._dtype)
    wide = np.float64 if x.dtype == np.float32 else x.dtype
    total: Any = 0
    for tap in windows.taps(x.astype(wide), 0):
        total = total + tap
    counts = np.ones((), np.int64)
    for n, k, s, p, o in zip(
        windows.sizes, windows.kernel, windows.stride, windows.padding, windows.out, strict=True
    ):
        start = np.arange(o) * s - p
        if count_include_pad:
            count = np.minimum(start + k, n + p) - start
        else:
            count = np.minimum(start + k, n) - np.maximum(start, 0)
        counts = np.multiply.outer(counts, count)
    by = divisor if divisor is not None else counts
    result = np.trunc(total / by) if x.dtype.kind in "iu" else total / by
    # PyTorch lays means of volumes out row-major.
    return _placed(result, self, len(windows.kernel) < 3)


def aten_avg_pool1d(
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0,),
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Tensor:
    _check_one_dimensional(self, "avg_pool1d")
    return _avg_pool(self, 1, kernel_size, stride, padding, ceil_mode, count_include_pad, None)


def aten_avg_pool2d(
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0, 0),
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    wrap_dim(-3, self.dim())
    return _avg_pool(
        self, 2, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
    )


def _check_one_size(output_size: Ints, name: str, dims: int) -> None:
    if dims == 1 and len(output_size) != 1:
        fail(f"{name}() argument 'output_size' should contain one int (got {len(output_size)})")


def _check_one_dimensional(self: Tensor, name: str) -> None:
    if self.dim() not in (2, 3):
        fail(
            f"Expected 2 to 3 dimensions, but got {self.dim()}-dimensional tensor for argument #1 "
            f"'self' (while checking arguments for {name})"
        )


def _adaptive(self: Tensor, out: list[int]) -> Tensor:
    """Means over cells that divide the last dimensions evenly, overlapping where they must."""
    name = "adaptive_avg_pool2d"
    if any(o < 0 for o in out):
        shown = ", ".join(map(str, [1, *out][-2:]))
        fail(
            f"{name}: elements of output_size must be greater than or equal to 0 but received "
            f"{{{shown}}}"
        )
    if all(o == 1 for o in out):
        # One cell is a mean, with the mean's own complaints.
        mean = aten_mean_dim(self, list(range(-len(out), 0)), True)
        return _placed(values(mean, mean._dtype), self, len(out) < 3)
    if not self._dtype.is_floating_point and 0 not in out:
        not_implemented(name, self._dtype)
    check_alloc(max(out) * self._dtype.itemsize)
    x = values(self, self._dtype)
    result = x.astype(np.float64)
    for i, o in enumerate(out):
        axis = x.ndim - len(out) + i
        n = x.shape[axis]
        if n == 0:
            fail(
                f"{name}(): Expected input to have non-zero size for non-batch dimensions, but "
                f"input has sizes {list(self._sizes)} with dimension {axis} being empty"
            )
        pieces = [
            result.take(range((j * n) // o, -(-((j + 1) * n) // o)), axis).mean(axis, keepdims=True)
            for j in range(o)
        ]
        shape = list(result.shape)
        shape[axis] = 0
        result = np.concatenate(pieces, axis) if pieces else np.empty(shape)
    return _placed(result, self, len(out) < 3)


def aten_adaptive_avg_pool1d(self: Tensor, output_size: Ints) -> Tensor:
    _check_one_dimensional(self, "adaptive_avg_pool1d")
    _check_one_size(output_size, "adaptive_avg_pool1d", 1)
    return _adaptive(self, _spread(output_size, 1))


def aten_adaptive_avg_pool2d(self: Tensor, output_size: Ints) -> Tensor:
    if self.dim() not in (3, 4):
        fail(f"adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got {list(self._sizes)}")
    out = _spread(output_size, 2)
    if len(out) != 2:
        fail("adaptive_avg_pool2d: output_size must be 2")
    return _adaptive(self, out)


_Cells = list[list[int]]


def _largest(self: Tensor, cells: list[_Cells], follows: bool) -> tuple[Tensor, Tensor]:
    """The largest element of each cell over the last dimensions, and its place in the plane."""
    x = values(self, self._dtype)
    dims = len(cells)
    plane = x.shape[x.ndim - dims :]
    lead = x.shape[: x.ndim - dims]
    places = np.arange(int(np.prod(plane, dtype=np.int64))).reshape(plane)
    shape = (*lead, *(len(c) for c in cells))
    spend(prod(lead), *(sum(map(len, c)) for c in cells))
    best, where = np.empty(shape, x.dtype), np.zeros(shape, np.int64)
    for at in product(*(range(len(c)) for c in cells)):
        chosen: Any = np.ix_(*(c[i] for c, i in zip(cells, at, strict=True)))
        cell = x[(..., *chosen)]
        window = cell.reshape((*lead, int(np.prod(cell.shape[len(lead) :], dtype=np.int64))))
        # The last NaN, or else the first of the largest.
        first = window.argmax(-1)
        if x.dtype.kind == "f":
            odd = np.isnan(window)
            last = window.shape[-1] - 1 - odd[..., ::-1].argmax(-1)
            first = np.where(odd.any(-1), last, first)
        here: Any = (..., *at)
        best[here] = np.take_along_axis(window, first[..., None], -1)[..., 0]
        where[here] = places[chosen].reshape(-1)[first]
    return _placed(best, self, follows), _placed(where, self, follows, dt.int64)


def _max_pool_with_indices(dims: int) -> Any:
    name = f"max_pool{dims}d"

    def pool(
        self: Tensor,
        kernel_size: Ints,
        stride: Ints = (),
        padding: Ints = (0,),
        dilation: Ints = (1,),
        ceil_mode: bool = False,
    ) -> tuple[Tensor, Tensor]:
        if self.dim() not in (dims + 1, dims + 2) or 0 in self._sizes[-dims - 1 :]:
            fail(
                f"{name}: Expected {dims + 1}D or {dims + 2}D (batch mode) tensor with optional 0 "
                f"dim batch size for input, but got: {list(self._sizes)}"
            )
        if self._dtype.name == "bool" or self._dtype.is_complex:
            not_implemented(name, self._dtype)
        w = _Windows(self, dims, kernel_size, stride, padding, dilation, ceil_mode)
        w.check(self)
        cells = [
            [
                [y for y in range(i * s - p, i * s - p + (k - 1) * d + 1, d) if 0 <= y < n]
                for i in range(o)
            ]
            for n, k, s, p, d, o in zip(
                w.sizes, w.kernel, w.stride, w.padding, w.dilation, w.out, strict=True
            )
        ]
        return _largest(self, cells, self.dim() == dims + 2)

    return pool


def _adaptive_max_pool(dims: int) -> Any:
    name = f"adaptive_max_pool{dims}d()"

    def pool(self: Tensor, output_size: Ints) -> tuple[Tensor, Tensor]:
        if self.dim() not in (dims + 1, dims + 2):
            fail(
                f"{name}: Expected {dims + 1}D or {dims + 2}D tensor, but got: {list(self._sizes)}"
            )
        wanted = _spread(output_size, dims)
        if len(wanted) != dims:
            _check_one_size(output_size, f"adaptive_max_pool{dims}d", dims)
            fail(f"{name}: internal error: output_size.size() must be {dims}")
        if 0 in self._sizes[-dims:]:
            fail(
                f"{name}: Expected input to have non-zero size for non-batch dimensions, but input "
                f"has sizes {list(self._sizes)}"
            )
        if any(o < 0 for o in wanted):
            fail(
                f"{name}: elements of output_size must be greater than or equal to 0 but received "
                f"{wanted}"
            )
        check_alloc(max(wanted) * self._dtype.itemsize)
        cells = [
            [list(range(i * n // o, -(-(i + 1) * n // o))) for i in range(o)]
            for n, o in zip(self._sizes[-dims:], wanted, strict=True)
        ]
        return _largest(self, cells, dims < 3)

    return pool


aten_max_pool1d_with_indices = _max_pool_with_indices(1)
aten_max_pool2d_with_indices = _max_pool_with_indices(2)
aten_max_pool3d_with_indices = _max_pool_with_indices(3)
aten_adaptive_max_pool1d = _adaptive_max_pool(1)
aten_adaptive_max_pool2d = _adaptive_max_pool(2)
aten_adaptive_max_pool3d = _adaptive_max_pool(3)
