"""Windows over the last one or two dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from minijit.reference.common import Array, fail, make, not_implemented, values
from minijit.tensor import Tensor

Ints = Sequence[int]


def _spread(value: Ints | int, count: int, otherwise: Ints = ()) -> list[int]:
    spread = [value] if isinstance(value, int) else list(value)
    if not spread:
        spread = list(otherwise)
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

    def __init__(  # noqa: PLR0913
        self,
        input: Tensor,
        dims: int,
        kernel: Ints,
        stride: Ints,
        padding: Ints,
        dilation: Ints,
        ceil_mode: bool,
        name: str,
    ) -> None:
        self.dims = dims
        self.kernel = _spread(kernel, dims)
        self.stride = _spread(stride, dims, self.kernel)
        self.padding = _spread(padding, dims)
        self.dilation = _spread(dilation, dims)
        if input.dim() not in (dims + 1, dims + 2):
            fail(
                f"{name}: Expected {dims + 1}D or {dims + 2}D (batch mode) tensor, but got input of "
                f"size: {list(input._sizes)}"
            )
        if any(k <= 0 for k in self.kernel):
            fail(f"kernel size should be greater than zero, but got {self.kernel}")
        if any(s <= 0 for s in self.stride):
            fail(f"stride should be greater than zero, but got {self.stride}")
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
        self.sizes = input._sizes[-dims:]
        self.out = [
            _out_size(n, k, s, p, d, ceil_mode)
            for n, k, s, p, d in zip(
                self.sizes, self.kernel, self.stride, self.padding, self.dilation, strict=True
            )
        ]
        if any(o < 1 for o in self.out):
            fail(
                f"Given input size: {list(input._sizes)}. Calculated output size: {self.out}. Output "
                "size is too small"
            )

    def taps(self, x: Array, fill: Any) -> Any:
        """For each position in the window, the element of every window there."""
        widths = [(0, 0)] * (x.ndim - self.dims)
        for n, k, s, p, d, o in zip(
            self.sizes, self.kernel, self.stride, self.padding, self.dilation, self.out, strict=True
        ):
            needed = (o - 1) * s + d * (k - 1) + 1
            widths.append((p, max(needed - n - p, 0)))
        padded = np.pad(x, widths, constant_values=fill)
        for offset in product(*(range(k) for k in self.kernel)):
            window = tuple(
                slice(i * d, i * d + s * (o - 1) + 1, s)
                for i, d, s, o in zip(offset, self.dilation, self.stride, self.out, strict=True)
            )
            yield padded[(..., *window)]


def _max_pool(  # noqa: PLR0913
    self: Tensor,
    dims: int,
    kernel: Ints,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    ceil_mode: bool,
) -> Tensor:
    name = f"max_pool{dims}d"
    if self._dtype.name in ("bool",) or self._dtype.is_complex:
        not_implemented(name, self._dtype)
    windows = _Windows(self, dims, kernel, stride, padding, dilation, ceil_mode, name)
    x = values(self, self._dtype)
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    result: Any = None
    for tap in windows.taps(x, lowest):
        result = tap if result is None else np.maximum(result, tap)
    return make(result, self._dtype)


def aten_max_pool1d(  # noqa: PLR0913
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0,),
    dilation: Ints = (1,),
    ceil_mode: bool = False,
) -> Tensor:
    return _max_pool(self, 1, kernel_size, stride, padding, dilation, ceil_mode)


def aten_max_pool2d(  # noqa: PLR0913
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0, 0),
    dilation: Ints = (1, 1),
    ceil_mode: bool = False,
) -> Tensor:
    return _max_pool(self, 2, kernel_size, stride, padding, dilation, ceil_mode)


def _avg_pool(  # noqa: PLR0913
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
    if self._dtype.name == "bool":
        not_implemented(f"avg_pool{dims}d_out_frame", self._dtype)
    windows = _Windows(self, dims, kernel, stride, padding, [1], ceil_mode, f"avg_pool{dims}d")
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
    result = total // by if x.dtype.kind in "iu" else total / by
    return make(result, self._dtype)


def aten_avg_pool1d(  # noqa: PLR0913
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0,),
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Tensor:
    return _avg_pool(self, 1, kernel_size, stride, padding, ceil_mode, count_include_pad, None)


def aten_avg_pool2d(  # noqa: PLR0913
    self: Tensor,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = (0, 0),
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    return _avg_pool(
        self, 2, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
    )


def _adaptive(self: Tensor, dims: int, output_size: Ints) -> Tensor:
    name = f"adaptive_avg_pool{dims}d"
    if self.dim() not in (dims + 1, dims + 2):
        fail(
            f"{name}(): Expected {dims + 1}D or {dims + 2}D tensor, but got {list(self._sizes)}"
        )
    out = _spread(output_size, dims)
    if len(out) != dims:
        fail(f"{name}: output_size must be {dims}")
    if any(o < 0 for o in out):
        fail(f"{name}: elements of output_size must be greater than or equal to 0 but received {out}")
    if not self._dtype.is_floating_point:
        not_implemented(name, self._dtype)
    x = values(self, self._dtype)
    result = x.astype(np.float64)
    for i, o in enumerate(out):
        axis = x.ndim - dims + i
        n = x.shape[axis]
        if n == 0:
            fail(
                f"{name}(): Expected input to have non-zero size for non-batch dimensions, but input "
                f"has sizes {list(self._sizes)} with dimension {axis} being empty"
            )
        pieces = [
            result.take(range((j * n) // o, -(-((j + 1) * n) // o)), axis).mean(axis, keepdims=True)
            for j in range(o)
        ]
        shape = list(result.shape)
        shape[axis] = 0
        result = np.concatenate(pieces, axis) if pieces else np.empty(shape)
    return make(result, self._dtype)


def aten_adaptive_avg_pool1d(self: Tensor, output_size: Ints) -> Tensor:
    return _adaptive(self, 1, output_size)


def aten_adaptive_avg_pool2d(self: Tensor, output_size: Ints) -> Tensor:
    return _adaptive(self, 2, output_size)
