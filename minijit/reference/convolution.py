"""Cross-correlations over one to three dimensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np

from minijit.reference.common import (
    CPP_NAMES,
    NAMES,
    Array,
    fail,
    format_of,
    in_format,
    values,
)
from minijit.reference.shape import aten_constant_pad_nd
from minijit.tensor import Tensor, views
from minijit.tensor.budget import check_alloc, spend
from minijit.tensor.creation import encode

Ints = Sequence[int]


def _spread(value: Ints | int, count: int, name: str) -> list[int]:
    spread = [value] if isinstance(value, int) else list(value)
    if len(spread) == 1:
        spread *= count
    if len(spread) != count:
        fail(
            f"expected {name} to be a single integer value or a list of {count} values to match "
            f"the convolution dimensions, but got {name}={spread}"
        )
    return spread


def convolve(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    groups: int,
    name: str,
) -> Tensor:
    """out[n, o, p] = bias[o] + sum over c, k of input[n, c, p * stride + k * dilation] * weight."""
    dims = int(name[4])
    batched = input.dim() == dims + 2
    if not batched:
        if input.dim() != dims + 1:
            fail(
                f"Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to {name}, but "
                f"got input of size: {list(input._sizes)}"
            )
        input = views.unsqueeze(input, 0)
    if weight.dim() != dims + 2:
        fail(
            f"Expected {weight.dim()}-dimensional input for {weight.dim()}-dimensional weight "
            f"{list(weight._sizes)}, but got {input.dim()}-dimensional input of size "
            f"{list(input._sizes)} instead"
        )
    stride = _spread(stride, dims, "stride")
    padding = _spread(padding, dims, "padding")
    dilation = _spread(dilation, dims, "dilation")
    _check(input, weight, bias, stride, padding, dilation, groups)
    x, w = values(input, input._dtype), values(weight, weight._dtype)
    padded = [n + 2 * p for n, p in zip(x.shape[2:], padding, strict=True)]
    check_alloc(prod(x.shape[:2]) * prod(padded) * x.itemsize)
    x = np.pad(x, [(0, 0), (0, 0), *((p, p) for p in padding)])
    kernel = weight._sizes[2:]
    out_sizes = []
    for size, k, s, d in zip(x.shape[2:], kernel, stride, dilation, strict=True):
        span = d * (k - 1) + 1
        if span > size:
            inner = " x ".join(str(v) for v in x.shape[2:])
            wanted = " x ".join(
                str(dd * (kk - 1) + 1) for kk, dd in zip(kernel, dilation, strict=True)
            )
            fail(
                f"Calculated padded input size per channel: ({inner}). Kernel size: ({wanted}). "
                "Kernel size can't be greater than actual input size"
            )
        out_sizes.append((size - span) // s + 1)
    count, out_channels = x.shape[0], w.shape[0]
    spend(count, *out_sizes, w.size)
    wide = np.float64 if x.dtype == np.float32 else x.dtype
    result = np.zeros((count, out_channels, *out_sizes), wide)
    per_group = out_channels // groups
    inner_channels = w.shape[1]
    taps: list[tuple[Any, Any]] = []
    for offset in product(*(range(k) for k in kernel)):
        starts = zip(offset, dilation, stride, out_sizes, strict=True)
        taps.append(
            (offset, tuple(slice(o * d, o * d + s * (n - 1) + 1, s) for o, d, s, n in starts))
        )
    if inner_channels == 1 and groups > 1:
        # Depthwise: no sum over channels, so that many small products become a few large ones.
        x, w = x.repeat(per_group, 1).astype(wide), w[:, 0].astype(wide)
        for offset, window in taps:
            factor = w[(slice(None), *offset)].reshape((-1,) + (1,) * dims)
            result += x[(..., *window)] * factor
        return _finish(result, input, weight, bias, batched)
    for g in range(groups):
        xs = x[:, g * inner_channels : (g + 1) * inner_channels].astype(wide)
        ws = w[g * per_group : (g + 1) * per_group].astype(wide)
        for offset, window in taps:
            tap: Any = (..., *offset)
            under: Any = (..., *window)
            piece = np.tensordot(xs[under], ws[tap], ([1], [1]))
            result[:, g * per_group : (g + 1) * per_group] += np.moveaxis(piece, -1, 1)
    return _finish(result, input, weight, bias, batched)


def _finish(
    result: Array, input: Tensor, weight: Tensor, bias: Tensor | None, batched: bool
) -> Tensor:
    """Adds the bias and rounds; channels last if input or weight is."""
    if bias is not None:
        result = result + values(bias, bias._dtype).reshape((-1,) + (1,) * (weight.dim() - 2))
    layout = format_of(result.shape, input, weight)
    made = in_format(result.shape, input._dtype, layout, input)
    if made.numel():
        made.array()[...] = encode(result, input._dtype)
    return made if batched else views.select(made, 0, 0)


def convolve_transposed(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    output_padding: Ints,
    groups: int,
    name: str,
) -> Tensor:
    """out[n, o, p * stride + k * dilation - padding] += sum over c of input[n, c, p] * weight."""
    dims = weight.dim() - 2
    batched = input.dim() == dims + 2
    if not batched:
        if input.dim() != dims + 1:
            fail(
                f"Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to {name}, but "
                f"got input of size: {list(input._sizes)}"
            )
        input = views.unsqueeze(input, 0)
    stride = _spread(stride, dims, "stride")
    padding = _spread(padding, dims, "padding")
    dilation = _spread(dilation, dims, "dilation")
    extra = _spread(output_padding, dims, "output_padding")
    _check(input, weight, bias, stride, padding, dilation, groups, transposed=True)
    x, w = values(input, input._dtype), values(weight, weight._dtype)
    kernel = weight._sizes[2:]
    spans = [
        (n - 1) * s + d * (k - 1) + 1
        for n, s, d, k in zip(x.shape[2:], stride, dilation, kernel, strict=True)
    ]
    per_group = w.shape[1]
    inner = w.shape[0] // groups
    sizes = [n - 2 * p + e for n, p, e in zip(spans, padding, extra, strict=True)]
    if any(n <= 0 for n in sizes):
        fail(
            f"Given input size per channel: {list(x.shape[2:])}. Calculated output size per "
            f"channel: {sizes}. Output size is too small"
        )
    spend(x.size // max(x.shape[1], 1), w.size)
    check_alloc(x.shape[0] * per_group * groups * prod(sizes) * x.itemsize)
    wide = np.float64 if x.dtype == np.float32 else x.dtype
    room = [max(n, p + m) for n, p, m in zip(spans, padding, sizes, strict=True)]
    full = np.zeros((x.shape[0], per_group * groups, *room), wide)
    for g in range(groups):
        xs = x[:, g * inner : (g + 1) * inner].astype(wide)
        ws = w[g * inner : (g + 1) * inner].astype(wide)
        for offset in product(*(range(k) for k in kernel)):
            window = tuple(
                slice(o * d, o * d + s * (n - 1) + 1, s)
                for o, d, s, n in zip(offset, dilation, stride, x.shape[2:], strict=True)
            )
            tap: Any = (..., *offset)
            piece = np.tensordot(xs, ws[tap], ([1], [0]))
            channels = slice(g * per_group, (g + 1) * per_group)
            full[(slice(None), channels, *window)] += np.moveaxis(piece, -1, 1)
    inside = tuple(slice(p, p + m) for p, m in zip(padding, sizes, strict=True))
    return _finish(full[(slice(None), slice(None), *inside)], input, weight, bias, batched)


def _check(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    groups: int,
    transposed: bool = False,
) -> None:
    if groups <= 0:
        fail("non-positive groups is not supported")
    if any(s <= 0 for s in stride):
        fail("non-positive stride is not supported")
    if any(p < 0 for p in padding):
        fail("negative padding is not supported")
    if any(d <= 0 for d in dilation):
        fail(f"dilation should be greater than zero, but got {list(dilation)}")
    if input._dtype is not weight._dtype:
        fail(
            f"Input type (torch.{NAMES[input._dtype.name]}Tensor) and weight type "
            f"(torch.{NAMES[weight._dtype.name]}Tensor) should be the same or input should be a "
            "MKLDNN tensor and weight is a dense tensor"
        )
    if bias is not None and bias._dtype is not input._dtype:
        fail(
            f"Input type ({CPP_NAMES[input._dtype.name]}) and bias type "
            f"({CPP_NAMES[bias._dtype.name]}) should be the same"
        )
    if 0 in weight._sizes[2:] or weight._sizes[0] == 0:
        fail(
            f"weight should have at least one dimension of non-zero size, got {list(weight._sizes)}"
        )
    if weight._sizes[0] < groups:
        fail(
            f"Given groups={groups}, expected weight to be at least {groups} at dimension 0, but "
            f"got weight of size {list(weight._sizes)} instead"
        )
    if weight._sizes[0] % groups:
        fail(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, "
            f"but got weight of size [{list(weight._sizes)}] instead"
        )
    if transposed:
        if input._sizes[1] != weight._sizes[0]:
            fail(
                f"Given transposed=1, weight of size {list(weight._sizes)}, expected input"
                f"{list(input._sizes)} to have {weight._sizes[0]} channels, but got "
                f"{input._sizes[1]} channels instead"
            )
    elif input._sizes[1] != weight._sizes[1] * groups:
        fail(
            f"Given groups={groups}, weight of size {list(weight._sizes)}, expected input"
            f"{list(input._sizes)} to have {weight._sizes[1] * groups} channels, but got "
            f"{input._sizes[1]} channels instead"
        )
    channels = weight._sizes[1] * groups if transposed else weight._sizes[0]
    if bias is not None and (bias.dim() != 1 or bias._sizes[0] != channels):
        fail(
            f"Given weight of size {list(weight._sizes)}, expected bias to be 1-dimensional with "
            f"{channels} elements, but got bias of size {list(bias._sizes)} instead"
        )


def aten_conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Ints = (1,),
    padding: Ints = (0,),
    dilation: Ints = (1,),
    groups: int = 1,
) -> Tensor:
    return convolve(input, weight, bias, stride, padding, dilation, groups, "conv1d")


def aten_conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Ints = (1, 1),
    padding: Ints = (0, 0),
    dilation: Ints = (1, 1),
    groups: int = 1,
) -> Tensor:
    return convolve(input, weight, bias, stride, padding, dilation, groups, "conv2d")


def _named_padding(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Ints,
    padding: str,
    dilation: Ints,
    groups: int,
    name: str,
) -> Tensor:
    dims = weight.dim() - 2
    if padding == "valid":
        return convolve(input, weight, bias, stride, [0] * dims, dilation, groups, name)
    if padding != "same":
        fail(f"Invalid padding string: '{padding}'")
    if any(s != 1 for s in _spread(stride, dims, "stride")):
        fail("padding='same' is not supported for strided convolutions")
    pads: list[int] = []
    for k, d in zip(weight._sizes[2:], _spread(dilation, dims, "dilation"), strict=True):
        total = d * (k - 1)
        pads = [total // 2, total - total // 2, *pads]
    padded = aten_constant_pad_nd(input, pads, 0)
    return convolve(padded, weight, bias, stride, [0] * dims, dilation, groups, name)


def aten_conv1d_padding(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Ints = (1,),
    padding: str = "valid",
    dilation: Ints = (1,),
    groups: int = 1,
) -> Tensor:
    return _named_padding(input, weight, bias, stride, padding, dilation, groups, "conv1d")


def aten_conv2d_padding(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Ints = (1, 1),
    padding: str = "valid",
    dilation: Ints = (1, 1),
    groups: int = 1,
) -> Tensor:
    return _named_padding(input, weight, bias, stride, padding, dilation, groups, "conv2d")


def aten_conv3d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Ints = (1, 1, 1),
    padding: Ints = (0, 0, 0),
    dilation: Ints = (1, 1, 1),
    groups: int = 1,
) -> Tensor:
    return convolve(input, weight, bias, stride, padding, dilation, groups, "conv3d")


def aten_conv3d_padding(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Ints = (1, 1, 1),
    padding: str = "valid",
    dilation: Ints = (1, 1, 1),
    groups: int = 1,
) -> Tensor:
    return _named_padding(input, weight, bias, stride, padding, dilation, groups, "conv3d")


def _transposed(dims: int) -> Callable[..., Tensor]:
    def conv_transpose(
        input: Tensor,
        weight: Tensor,
        bias: Tensor | None = None,
        stride: Ints = (1,),
        padding: Ints = (0,),
        output_padding: Ints = (0,),
        groups: int = 1,
        dilation: Ints = (1,),
    ) -> Tensor:
        name = f"conv_transpose{dims}d"
        if weight.dim() != dims + 2:
            fail(
                f"{name}: expected weight to have {dims + 2} dimensions, but got weight of size "
                f"{list(weight._sizes)}"
            )
        return convolve_transposed(
            input, weight, bias, stride, padding, dilation, output_padding, groups, name
        )

    return conv_transpose


aten_conv_transpose1d = _transposed(1)
aten_conv_transpose2d_input = _transposed(2)
aten_conv_transpose3d_input = _transposed(3)


def aten__convolution_mode(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Ints,
    padding: str,
    dilation: Ints,
    groups: int,
) -> Tensor:
    name = f"conv{weight.dim() - 2}d"
    return _named_padding(input, weight, bias, stride, padding, dilation, groups, name)


def aten__convolution(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    transposed: bool,
    output_padding: Ints,
    groups: int,
    *flags: Any,
) -> Tensor:
    name = f"conv{weight.dim() - 2}d"
    if transposed:
        return convolve_transposed(
            input, weight, bias, stride, padding, dilation, output_padding, groups, name
        )
    return convolve(input, weight, bias, stride, padding, dilation, groups, name)


aten__convolution_deprecated = aten__convolution
