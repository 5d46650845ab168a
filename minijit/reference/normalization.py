"""Softmax, normalisations, embedding, recurrent cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference.common import (
    NAMES,
    dtype_of,
    fail,
    format_of,
    in_format,
    make,
    not_implemented,
    values,
    wrap_dim,
)
from minijit.reference.indexing import check_rows
from minijit.reference.linalg import aten_linear
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt
from minijit.tensor.creation import encode

if TYPE_CHECKING:
    from collections.abc import Sequence


def _softmax(self: Tensor, dim: int, dtype: int | None, log: bool) -> Tensor:
    chosen = dtype_of(dtype) or self._dtype
    if not chosen.is_floating_point:
        not_implemented(
            "log_softmax_lastdim_kernel_impl" if log else "softmax_lastdim_kernel_impl", chosen
        )
    axis = wrap_dim(dim, self.dim())
    x = values(self, chosen)
    if x.ndim == 0:
        return make(x * 0 if log else x * 0 + 1, chosen)
    if x.size == 0:
        return make(x, chosen)
    with np.errstate(all="ignore"):
        shifted = x - x.max(axis, keepdims=True)
        total = np.exp(shifted).astype(np.float64).sum(axis, keepdims=True)
        result = shifted - np.log(total) if log else np.exp(shifted) / total
    return make(result, chosen)


def aten_softmax_int(self: Tensor, dim: int, dtype: int | None = None) -> Tensor:
    return _softmax(self, dim, dtype, log=False)


def aten_log_softmax_int(self: Tensor, dim: int, dtype: int | None = None) -> Tensor:
    return _softmax(self, dim, dtype, log=True)


def aten_batch_norm(
    input: Tensor,
    weight: Tensor | None,
    bias: Tensor | None,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    training: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Tensor:
    if not input.numel():
        return make(values(input, input._dtype), input._dtype, (input,))
    if input.dim() < 2:
        fail(f"batch_norm: expected an input with at least 2 dimensions, got {input.dim()}")
    if not input._dtype.is_floating_point:
        not_implemented("batch_norm", input._dtype)
    channels = input._sizes[1]
    for t, name in (
        (running_mean, "running_mean"), (running_var, "running_var"), (weight, "weight"),
        (bias, "bias"),
    ):  # fmt: skip
        if t is not None and t.numel() != channels:
            fail(f"{name} should contain {channels} elements not {t.numel()}")
    if not training and (running_mean is None or running_var is None):
        fail("running_mean must be defined in evaluation mode")
    x = values(input, input._dtype)
    shape = (1, channels) + (1,) * (input.dim() - 2)
    if training:
        axes = (0, *range(2, input.dim()))
        wide = x.astype(np.float64)
        mean, var = wide.mean(axes), wide.var(axes)
        count = x.size // max(channels, 1)
        for running, batch in (
            (running_mean, mean),
            (running_var, var * count / max(count - 1, 1)),
        ):
            if running is not None:
                old = values(running, running._dtype)
                running.array()[...] = encode(
                    (momentum * batch + (1 - momentum) * old).astype(old.dtype), running._dtype
                )
    else:
        assert running_mean is not None
        assert running_var is not None
        mean = values(running_mean, running_mean._dtype).astype(np.float64)
        var = values(running_var, running_var._dtype).astype(np.float64)
    scale = 1 / np.sqrt(var + eps)
    if weight is not None:
        scale = scale * values(weight, weight._dtype)
    shift = -mean * scale
    if bias is not None:
        shift = shift + values(bias, bias._dtype)
    return make(x * scale.reshape(shape) + shift.reshape(shape), input._dtype, (input,))


def _normalize(x: Any, axes: tuple[int, ...], eps: float) -> Any:
    wide = x.astype(np.float64)
    mean = wide.mean(axes, keepdims=True)
    return (wide - mean) / np.sqrt(wide.var(axes, keepdims=True) + eps)


def aten_layer_norm(
    input: Tensor,
    normalized_shape: Sequence[int],
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
    cudnn_enable: bool = True,
) -> Tensor:
    shape = tuple(normalized_shape)
    if not shape:
        fail(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
            "element, but got normalized_shape = []"
        )
    for t, name in ((weight, "weight"), (bias, "bias")):
        if t is not None and t._sizes != shape:
            fail(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape "
                f"{list(t._sizes)} and normalized_shape = {list(shape)}"
            )
    if input.dim() < len(shape) or input._sizes[-len(shape) :] != shape:
        fail(
            f"Given normalized_shape={list(shape)}, expected input with shape [*, "
            f"{', '.join(map(str, shape))}], but got input of size{list(input._sizes)}"
        )
    if not input._dtype.is_floating_point:
        not_implemented("LayerNormKernelImpl", input._dtype)
    x = values(input, input._dtype)
    if x.size == 0:
        return make(x, input._dtype)
    result = _normalize(x, tuple(range(-len(shape), 0)), eps)
    if weight is not None:
        result = result * values(weight, weight._dtype)
    if bias is not None:
        result = result + values(bias, bias._dtype)
    return make(result, input._dtype)


def aten_group_norm(
    input: Tensor,
    num_groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
    cudnn_enabled: bool = True,
) -> Tensor:
    wrap_dim(1, input.dim())
    count, channels = input._sizes[:2]
    if num_groups <= 0 or channels % num_groups:
        fail(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(input._sizes)} and num_groups={num_groups}"
        )
    x = values(input, input._dtype)
    if x.size:
        x = _normalize(x.reshape(count, num_groups, -1), (2,), eps).reshape(x.shape)
    result = x
    shape = (1, channels) + (1,) * (input.dim() - 2)
    for t, name in ((weight, "weight"), (bias, "bias")):
        if t is not None and t._sizes != (channels,):
            fail(
                f"Expected {name} to be a vector of size equal to the number of channels in input, "
                f"but got {name} of shape {list(t._sizes)} and input of shape {list(input._sizes)}"
            )
    if weight is not None:
        result = result * values(weight, weight._dtype).reshape(shape)
    if bias is not None:
        result = result + values(bias, bias._dtype).reshape(shape)
    made = in_format(input._sizes, input._dtype, format_of(input._sizes, input), input)
    if made.numel():
        made.array()[...] = encode(result, input._dtype)
    return made


def _type_name(t: Tensor) -> str:
    name = NAMES[t._dtype.name]
    return "CPUBFloat16Type" if name == "BFloat16" else f"torch.{name}Tensor"


def aten_embedding(
    weight: Tensor,
    indices: Tensor,
    padding_idx: int = -1,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    if weight.dim() != 2:
        fail("'weight' must be 2-D")
    if indices._dtype not in (dt.int64, dt.int32):
        fail(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
            f"Long, Int; but got {_type_name(indices)} instead (while checking arguments for "
            "embedding)"
        )
    index = indices.array()
    check_rows(index, weight)
    return make(values(weight, weight._dtype)[index], weight._dtype)


def aten_lstm_cell(
    input: Tensor,
    hx: Sequence[Tensor],
    w_ih: Tensor,
    w_hh: Tensor,
    b_ih: Tensor | None = None,
    b_hh: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    if len(hx) != 2:
        fail("lstm_cell expects two hidden states")
    for t in (input, *hx):
        wrap_dim(1, t.dim())
    if input._sizes[1] != w_ih._sizes[1]:
        fail(f"input has inconsistent input_size: got {input._sizes[1]} expected {w_ih._sizes[1]}")
    if input._sizes[0] != hx[0]._sizes[0]:
        fail(
            f"Input batch size {input._sizes[0]} doesn't match hidden0 batch size {hx[0]._sizes[0]}"
        )
    for state in hx:
        if state._sizes[1] != w_hh._sizes[1]:
            fail(
                f"hidden0 has inconsistent hidden_size: got {state._sizes[1]}, expected "
                f"{w_hh._sizes[1]}"
            )
    dtype = input._dtype
    gates = values(aten_linear(input, w_ih, b_ih), dtype) + values(
        aten_linear(hx[0], w_hh, b_hh), dtype
    )
    with np.errstate(all="ignore"):
        i, f, g, o = np.split(gates, 4, 1)
        sigmoid = [1 / (1 + np.exp(-v)) for v in (i, f, o)]
        cell = sigmoid[1] * values(hx[1], dtype) + sigmoid[0] * np.tanh(g)
        hidden = sigmoid[2] * np.tanh(cell)
    return make(hidden, dtype), make(cell, dtype)
