"""Functions of neural networks, in the language that script compiles."""

# ruff: noqa: B006, B905, SIM108, UP032  (what the language has, as PyTorch prints it)

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import minijit as torch
from minijit._absent import no_attribute
from minijit.nn import _reduction as _Reduction
from minijit.nn.boolean_dispatch import BooleanDispatch
from minijit.tensor import Tensor

# Operators by another name, as in PyTorch.
adaptive_avg_pool1d = torch.adaptive_avg_pool1d
avg_pool1d = torch.avg_pool1d
avg_pool2d = torch.avg_pool2d
avg_pool3d = torch.avg_pool3d
bilinear = torch.bilinear
celu_ = torch.celu_
channel_shuffle = torch.channel_shuffle
conv1d = torch.conv1d
conv2d = torch.conv2d
conv3d = torch.conv3d
conv_transpose1d = torch.conv_transpose1d
conv_transpose2d = torch.conv_transpose2d
conv_transpose3d = torch.conv_transpose3d
cosine_similarity = torch.cosine_similarity
elu_ = torch.elu_
gelu = torch.gelu
hardshrink = torch.hardshrink
hardtanh_ = torch.hardtanh_
leaky_relu_ = torch.leaky_relu_
linear = torch.linear
logsigmoid = torch.log_sigmoid
one_hot = torch.one_hot
pairwise_distance = torch.pairwise_distance
pdist = torch.pdist
pixel_shuffle = torch.pixel_shuffle
pixel_unshuffle = torch.pixel_unshuffle
prelu = torch.prelu
relu_ = torch.relu_
rrelu_ = torch.rrelu_
scaled_dot_product_attention = torch.scaled_dot_product_attention
selu_ = torch.selu_
softplus = torch.softplus
softshrink = torch.softshrink
threshold_ = torch.threshold_

# A list, for which one element may stand; the compiler knows the names.
BroadcastingList1 = list
BroadcastingList2 = list
BroadcastingList3 = list


def _single(x: BroadcastingList1[int]) -> list[int]:
    if isinstance(x, int):
        return [x]
    return x


def _pair(x: BroadcastingList2[int]) -> list[int]:
    if isinstance(x, int):
        return [x, x]
    return x


def _triple(x: BroadcastingList3[int]) -> list[int]:
    if isinstance(x, int):
        return [x, x, x]
    return x


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.relu_(input)
    else:
        result = torch.relu(input)
    return result


def relu6(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.relu6_(input)
    else:
        result = torch.relu6(input)
    return result


def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.elu_(input, alpha)
    else:
        result = torch.elu(input, alpha)
    return result


def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.leaky_relu_(input, negative_slope)
    else:
        result = torch.leaky_relu(input, negative_slope)
    return result


def hardtanh(
    input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Tensor:
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    if inplace:
        result = torch.hardtanh_(input, min_val, max_val)
    else:
        result = torch.hardtanh(input, min_val, max_val)
    return result


def hardswish(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        return torch.hardswish_(input)
    return torch.hardswish(input)


def silu(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        return torch.silu_(input)
    return torch.silu(input)


def sigmoid(input: Tensor) -> Tensor:
    return torch.sigmoid(input)


def tanh(input: Tensor) -> Tensor:
    return torch.tanh(input)


def _get_softmax_dim(name: str, ndim: int, stacklevel: int) -> int:
    if ndim == 0 or ndim == 1 or ndim == 3:
        ret = 0
    else:
        ret = 1
    return ret


def softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: int | None = None
) -> Tensor:
    if dim is None:
        dim = _get_softmax_dim("softmax", input.dim(), _stacklevel)
    if dtype is None:
        ret = torch.softmax(input, dim)
    else:
        ret = torch.softmax(input, dim, dtype=dtype)
    return ret


def log_softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: int | None = None
) -> Tensor:
    if dim is None:
        dim = _get_softmax_dim("log_softmax", input.dim(), _stacklevel)
    if dtype is None:
        ret = torch.log_softmax(input, dim)
    else:
        ret = torch.log_softmax(input, dim, dtype=dtype)
    return ret


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    if p < 0.0 or p > 1.0:
        raise ValueError("dropout probability has to be between 0 and 1, but got {}".format(p))
    if inplace:
        result = torch.dropout_(input, p, training)
    else:
        result = torch.dropout(input, p, training)
    return result


def embedding(
    input: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    if padding_idx is not None:
        if padding_idx > 0:
            assert padding_idx < weight.size(0), "Padding_idx must be within num_embeddings"
        elif padding_idx < 0:
            assert padding_idx >= -weight.size(0), "Padding_idx must be within num_embeddings"
            padding_idx = weight.size(0) + padding_idx
    else:
        padding_idx = -1
    if max_norm is not None:
        input = input.contiguous()
        torch.embedding_renorm_(weight, input, max_norm, norm_type)
    return torch.embedding(weight, input, padding_idx, scale_grad_by_freq, sparse)


def layer_norm(
    input: Tensor,
    normalized_shape: list[int],
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Tensor:
    return torch.layer_norm(input, normalized_shape, weight, bias, eps, False)


def group_norm(
    input: Tensor,
    num_groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Tensor:
    if input.dim() < 2:
        raise RuntimeError(
            f"Expected at least 2 dimensions for input tensor but received {input.dim()}"
        )
    folded = [input.size(0) * input.size(1) // num_groups, num_groups]
    folded.extend(input.size()[2:])
    _verify_batch_size(folded)
    return torch.group_norm(input, num_groups, weight, bias, eps, False)


def _list_with_default(out_size: list[int], defaults: list[int]) -> list[int]:
    if isinstance(out_size, int):
        return out_size
    if len(defaults) <= len(out_size):
        raise ValueError("Input dimension should be at least {}".format(len(out_size) + 1))
    return [v if v is not None else d for v, d in zip(out_size, defaults[-len(out_size) :])]


def _verify_batch_size(size: list[int]) -> None:
    size_prods = size[0]
    for i in range(len(size) - 2):
        size_prods *= size[i + 2]
    if size_prods == 1:
        raise ValueError(
            "Expected more than 1 value per channel when training, got input size {}".format(size)
        )


def batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    if training:
        if eps <= 0.0:
            raise ValueError(f"batch_norm eps must be positive during training, but got {eps}")
        _verify_batch_size(input.size())  # type: ignore[arg-type]  # a list in scripts
    return torch.batch_norm(
        input, weight, bias, running_mean, running_var, training, momentum, eps, False
    )


def max_pool1d_with_indices(
    input: Tensor,
    kernel_size: BroadcastingList1[int],
    stride: BroadcastingList1[int] | None = None,
    padding: BroadcastingList1[int] = [0],
    dilation: BroadcastingList1[int] = [1],
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> tuple[Tensor, Tensor]:
    if stride is None:
        stride = torch.jit.annotate(list[int], [])
    return torch.max_pool1d_with_indices(  # type: ignore[no-any-return]
        input, kernel_size, stride, padding, dilation, ceil_mode
    )


def _max_pool1d(
    input: Tensor,
    kernel_size: BroadcastingList1[int],
    stride: BroadcastingList1[int] | None = None,
    padding: BroadcastingList1[int] = [0],
    dilation: BroadcastingList1[int] = [1],
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    if stride is None:
        stride = torch.jit.annotate(list[int], [])
    return torch.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool1d = BooleanDispatch("return_indices", 6, max_pool1d_with_indices, _max_pool1d)


def max_pool2d_with_indices(
    input: Tensor,
    kernel_size: BroadcastingList2[int],
    stride: BroadcastingList2[int] | None = None,
    padding: BroadcastingList2[int] = [0, 0],
    dilation: BroadcastingList2[int] = [1, 1],
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> tuple[Tensor, Tensor]:
    if stride is None:
        stride = torch.jit.annotate(list[int], [])
    return torch.max_pool2d_with_indices(  # type: ignore[no-any-return]
        input, kernel_size, stride, padding, dilation, ceil_mode
    )


def _max_pool2d(
    input: Tensor,
    kernel_size: BroadcastingList2[int],
    stride: BroadcastingList2[int] | None = None,
    padding: BroadcastingList2[int] = [0, 0],
    dilation: BroadcastingList2[int] = [1, 1],
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    if stride is None:
        stride = torch.jit.annotate(list[int], [])
    return torch.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool2d = BooleanDispatch("return_indices", 6, max_pool2d_with_indices, _max_pool2d)


def adaptive_avg_pool2d(input: Tensor, output_size: BroadcastingList2[int]) -> Tensor:
    sizes = _list_with_default(output_size, input.size())  # type: ignore[arg-type]  # a list in scripts
    return torch.adaptive_avg_pool2d(input, sizes)


def _reduction(reduction: str, size_average: bool | None = None, reduce: bool | None = None) -> int:
    """The number of a reduction; `size_average` and `reduce`, its older names, win if given."""
    if size_average is not None or reduce is not None:
        reduction = _Reduction.legacy_get_string(size_average, reduce)
    return _Reduction.get_enum(reduction)


def _weighted(errors: Tensor, weight: Tensor, input: Tensor) -> Tensor:
    """Errors times their weights. ValueError: these are not of the input's shape."""
    if weight.size() != input.size():
        raise ValueError("Weights and input must have the same size.")
    return errors * weight


def _reduced(losses: Tensor, code: int, weight: Tensor | None = None) -> Tensor:
    """Losses by the number of a reduction; means are those of what was weighted with WEIGHT."""
    if code == 0:
        result = losses
    elif code == 2:
        result = losses.sum()
    elif weight is not None:
        result = losses.sum() / weight.sum()
    else:
        result = losses.mean()
    return result


def mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Tensor:
    if weight is not None:
        losses = _weighted((input - target) ** 2, weight, input)
        result = _reduced(losses, _reduction(reduction, size_average, reduce), weight)
    else:
        result = torch.mse_loss(input, target, _reduction(reduction, size_average, reduce))
    return result


def l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Tensor:
    if weight is not None:
        losses = _weighted((input - target).abs(), weight, input)
        result = _reduced(losses, _reduction(reduction, size_average, reduce), weight)
    else:
        result = torch.l1_loss(input, target, _reduction(reduction, size_average, reduce))
    return result


def smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Tensor:
    return torch.smooth_l1_loss(input, target, _reduction(reduction, size_average, reduce), beta)


def huber_loss(
    input: Tensor,
    target: Tensor,
    reduction: str = "mean",
    delta: float = 1.0,
    weight: Tensor | None = None,
) -> Tensor:
    if weight is not None:
        losses = _weighted(torch.huber_loss(input, target, 0, delta), weight, input)
        result = _reduced(losses, _reduction(reduction))
    else:
        result = torch.huber_loss(input, target, _reduction(reduction), delta)
    return result


def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Tensor:
    if reduction == "batchmean":
        result = torch.kl_div(input, target, 2, log_target=log_target)
        if input.dim() != 0:
            result = result / input.size(0)
    else:
        result = torch.kl_div(
            input, target, _reduction(reduction, size_average, reduce), log_target=log_target
        )
    return result


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.nll_loss_nd(
        input, target, weight, _reduction(reduction, size_average, reduce), ignore_index
    )


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    return torch.cross_entropy_loss(
        input,
        target,
        weight,
        _reduction(reduction, size_average, reduce),
        ignore_index,
        label_smoothing,
    )


def linear_cross_entropy(
    input: Tensor,
    linear_weight: Tensor,
    target: Tensor,
    *,
    linear_bias: Tensor | None = None,
    weight: Tensor | None = None,
    reduction: str = "mean",
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
) -> Tensor:
    """The cross entropy of `linear(input, linear_weight, linear_bias)`.

    `input` (N, in) or (in); `linear_weight` (C, *, in) and `linear_bias` (C, *); `target` classes
    of (N, *) or probabilities of (N, C, *). RuntimeError: the shapes do not fit, or `ignore_index`
    comes with probabilities.
    """
    if input.dim() < 1 or input.dim() > 2:
        raise RuntimeError(f"expected input with dimensionality 1 or 2, got {input.dim()}")
    if linear_weight.dim() < 2:
        raise RuntimeError(
            f"expected linear_weight with dimensionality at least 2, got {linear_weight.dim()}"
        )
    if input.size(-1) != linear_weight.size(-1):
        raise RuntimeError(
            "expected equal input and linear_weight last dimensions (in_features), "
            f"got {input.size(-1)} and {linear_weight.size(-1)}, respectively"
        )
    outputs = linear_weight.shape[:-1]
    if linear_bias is not None and linear_bias.shape != outputs:
        raise RuntimeError(f"expected linear_bias shape {outputs}, got {linear_bias.shape}")
    if len(outputs) > 1 and input.dim() == 1:
        raise RuntimeError(
            f"K-dimensional loss defined by linear_weight shape {linear_weight.shape} requires "
            f"batched input, got unbatched input with shape {input.shape}"
        )
    sizes = input.shape[:-1] + outputs
    if ignore_index is not None and target.shape == sizes:
        raise RuntimeError("ignore_index cannot be specified when target contains probabilities")
    logits = torch.linear(
        input,
        linear_weight.reshape(-1, input.size(-1)),
        None if linear_bias is None else linear_bias.reshape(-1),
    ).reshape(sizes)
    return cross_entropy(
        logits,
        target,
        weight=weight,
        ignore_index=-100 if ignore_index is None else ignore_index,
        reduction=reduction,
        label_smoothing=label_smoothing,
    )


def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.binary_cross_entropy(
        input, target, weight, _reduction(reduction, size_average, reduce)
    )


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    return torch.binary_cross_entropy_with_logits(
        input, target, weight, pos_weight, _reduction(reduction, size_average, reduce)
    )


def margin_ranking_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0.0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.margin_ranking_loss(
        input1, input2, target, margin, _reduction(reduction, size_average, reduce)
    )


def glu(input: Tensor, dim: int = -1) -> Tensor:
    return torch.glu(input, dim)


def selu(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.selu_(input)
    else:
        result = torch.selu(input)
    return result


def celu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.celu_(input, alpha)
    else:
        result = torch.celu(input, alpha)
    return result


def mish(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.mish_(input)
    else:
        result = torch.mish(input)
    return result


def hardsigmoid(input: Tensor, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.hardsigmoid_(input)
    else:
        result = torch.hardsigmoid(input)
    return result


def threshold(input: Tensor, threshold: float, value: float, inplace: bool = False) -> Tensor:
    if inplace:
        result = torch.threshold_(input, threshold, value)
    else:
        result = torch.threshold(input, threshold, value)
    return result


def tanhshrink(input: Tensor) -> Tensor:
    return input - torch.tanh(input)


def softsign(input: Tensor) -> Tensor:
    return input / (torch.abs(input) + 1)


def softmin(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: int | None = None
) -> Tensor:
    return softmax(torch.neg(input), dim, _stacklevel, dtype)


def instance_norm(
    input: Tensor,
    running_mean: Tensor | None = None,
    running_var: Tensor | None = None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    return torch.instance_norm(
        input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, True
    )


def pad(
    input: Tensor, pad: list[int], mode: str = "constant", value: float | None = None
) -> Tensor:
    return torch.pad(input, pad, mode, value)


def normalize(
    input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12, out: Tensor | None = None
) -> Tensor:
    denom = torch.norm(input, p, [dim], True).clamp_min(eps).expand_as(input)
    if out is None:
        return input / denom
    return torch.div(input, denom, out=out)


def rrelu(
    input: Tensor,
    lower: float = 1.0 / 8,
    upper: float = 1.0 / 3,
    training: bool = False,
    inplace: bool = False,
) -> Tensor:
    if inplace:
        result = torch.rrelu_(input, lower, upper, training)
    else:
        result = torch.rrelu(input, lower, upper, training)
    return result


def max_pool3d_with_indices(
    input: Tensor,
    kernel_size: BroadcastingList3[int],
    stride: BroadcastingList3[int] | None = None,
    padding: BroadcastingList3[int] = [0, 0, 0],
    dilation: BroadcastingList3[int] = [1, 1, 1],
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> tuple[Tensor, Tensor]:
    if stride is None:
        stride = torch.jit.annotate(list[int], [])
    return torch.max_pool3d_with_indices(  # type: ignore[no-any-return]
        input, kernel_size, stride, padding, dilation, ceil_mode
    )


def _max_pool3d(
    input: Tensor,
    kernel_size: BroadcastingList3[int],
    stride: BroadcastingList3[int] | None = None,
    padding: BroadcastingList3[int] = [0, 0, 0],
    dilation: BroadcastingList3[int] = [1, 1, 1],
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    if stride is None:
        stride = torch.jit.annotate(list[int], [])
    return torch.max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool3d = BooleanDispatch("return_indices", 6, max_pool3d_with_indices, _max_pool3d)


def adaptive_avg_pool3d(input: Tensor, output_size: BroadcastingList3[int]) -> Tensor:
    sizes = _list_with_default(output_size, input.size())  # type: ignore[arg-type]  # a list in scripts
    return torch.adaptive_avg_pool3d(input, sizes)


def adaptive_max_pool1d_with_indices(
    input: Tensor, output_size: BroadcastingList1[int], return_indices: bool = False
) -> tuple[Tensor, Tensor]:
    return torch.adaptive_max_pool1d(input, output_size)  # type: ignore[no-any-return]


def _adaptive_max_pool1d(
    input: Tensor, output_size: BroadcastingList1[int], return_indices: bool = False
) -> Tensor:
    return adaptive_max_pool1d_with_indices(input, output_size, return_indices)[0]


adaptive_max_pool1d = BooleanDispatch(
    "return_indices", 2, adaptive_max_pool1d_with_indices, _adaptive_max_pool1d
)


def adaptive_max_pool2d_with_indices(
    input: Tensor, output_size: BroadcastingList2[int], return_indices: bool = False
) -> tuple[Tensor, Tensor]:
    sizes = _list_with_default(output_size, input.size())  # type: ignore[arg-type]  # a list in scripts
    return torch.adaptive_max_pool2d(input, sizes)  # type: ignore[no-any-return]


def _adaptive_max_pool2d(
    input: Tensor, output_size: BroadcastingList2[int], return_indices: bool = False
) -> Tensor:
    return adaptive_max_pool2d_with_indices(input, output_size, return_indices)[0]


adaptive_max_pool2d = BooleanDispatch(
    "return_indices", 2, adaptive_max_pool2d_with_indices, _adaptive_max_pool2d
)


def adaptive_max_pool3d_with_indices(
    input: Tensor, output_size: BroadcastingList3[int], return_indices: bool = False
) -> tuple[Tensor, Tensor]:
    sizes = _list_with_default(output_size, input.size())  # type: ignore[arg-type]  # a list in scripts
    return torch.adaptive_max_pool3d(input, sizes)  # type: ignore[no-any-return]


def _adaptive_max_pool3d(
    input: Tensor, output_size: BroadcastingList3[int], return_indices: bool = False
) -> Tensor:
    return adaptive_max_pool3d_with_indices(input, output_size, return_indices)[0]


adaptive_max_pool3d = BooleanDispatch(
    "return_indices", 2, adaptive_max_pool3d_with_indices, _adaptive_max_pool3d
)


def unfold(
    input: Tensor,
    kernel_size: BroadcastingList2[int],
    dilation: BroadcastingList2[int] = [1, 1],
    padding: BroadcastingList2[int] = [0, 0],
    stride: BroadcastingList2[int] = [1, 1],
) -> Tensor:
    return torch.im2col(input, kernel_size, dilation, padding, stride)


def fold(
    input: Tensor,
    output_size: BroadcastingList2[int],
    kernel_size: BroadcastingList2[int],
    dilation: BroadcastingList2[int] = [1, 1],
    padding: BroadcastingList2[int] = [0, 0],
    stride: BroadcastingList2[int] = [1, 1],
) -> Tensor:
    return torch.col2im(input, output_size, kernel_size, dilation, padding, stride)


def rms_norm(
    input: Tensor,
    normalized_shape: list[int],
    weight: Tensor | None = None,
    eps: float | None = None,
) -> Tensor:
    return torch.rms_norm(input, normalized_shape, weight, eps)


def local_response_norm(
    input: Tensor, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Tensor:
    dim = input.dim()
    if dim < 3:
        raise ValueError(
            "Expected 3D or higher dimensionality input (got {} dimensions)".format(dim)
        )
    if input.numel() == 0:
        return input
    div = input.mul(input)
    if dim == 3:
        div = div.unsqueeze(1)
        div = pad(div, [0, 0, size // 2, (size - 1) // 2])
        div = avg_pool2d(div, [size, 1], stride=1).squeeze(1)
    else:
        sizes = input.size()
        div = div.view(sizes[0], 1, sizes[1], sizes[2], -1)
        div = pad(div, [0, 0, 0, 0, size // 2, (size - 1) // 2])
        div = avg_pool3d(div, [size, 1, 1], stride=1).squeeze(1)
        div = div.view(sizes)
    div = div.mul(alpha).add(k).pow(beta)
    return input / div


def alpha_dropout(
    input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Tensor:
    if inplace:
        return torch.alpha_dropout_(input, p, training)
    return torch.alpha_dropout(input, p, training)


def feature_alpha_dropout(
    input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Tensor:
    if inplace:
        return torch.feature_alpha_dropout_(input, p, training)
    return torch.feature_alpha_dropout(input, p, training)


def _features(input: Tensor, p: float, training: bool, inplace: bool, batched: bool) -> Tensor:
    x = input if batched else input.unsqueeze(0)
    if inplace:
        result = torch.feature_dropout_(x, p, training)
    else:
        result = torch.feature_dropout(x, p, training)
    return result if batched else result.squeeze(0)


def dropout1d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    return _features(input, p, training, inplace, input.dim() == 3)


def dropout2d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    return _features(input, p, training, inplace, True)


def dropout3d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    return _features(input, p, training, inplace, input.dim() == 5)


def grid_sample(
    input: Tensor,
    grid: Tensor,
    mode: str = "bilinear",
    padding_mode: str = "zeros",
    align_corners: bool | None = None,
) -> Tensor:
    if mode == "bilinear":
        mode_enum = 0
    elif mode == "nearest":
        mode_enum = 1
    elif mode == "bicubic":
        mode_enum = 2
    else:
        raise ValueError(
            "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', "
            "but got: '{}'".format(mode)
        )
    if padding_mode == "zeros":
        padding_mode_enum = 0
    elif padding_mode == "border":
        padding_mode_enum = 1
    elif padding_mode == "reflection":
        padding_mode_enum = 2
    else:
        raise ValueError(
            "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or "
            "'reflection', but got: '{}'".format(padding_mode)
        )
    aligned = False
    if align_corners is not None:
        aligned = align_corners
    return torch.grid_sampler(input, grid, mode_enum, padding_mode_enum, aligned)


def affine_grid(theta: Tensor, size: list[int], align_corners: bool | None = None) -> Tensor:
    aligned = False
    if align_corners is not None:
        aligned = align_corners
    return torch.affine_grid_generator(theta, size, aligned)


def embedding_bag(
    input: Tensor,
    weight: Tensor,
    offsets: Tensor | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    mode: str = "mean",
    sparse: bool = False,
    per_sample_weights: Tensor | None = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Tensor:
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch "
                "of fixed length sequences."
            )
        offsets = torch.arange(0, input.numel(), input.size(1))
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    elif offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    if mode == "sum":
        code = 0
    elif mode == "mean":
        code = 1
    elif mode == "max":
        code = 2
    else:
        raise ValueError("mode has to be one of sum, mean or max")
    assert offsets is not None
    if max_norm is not None:
        torch.embedding_renorm_(weight, input, max_norm, norm_type)
    return torch.embedding_bag(  # type: ignore[no-any-return]
        weight,
        input,
        offsets,
        scale_grad_by_freq,
        code,
        sparse,
        per_sample_weights,
        include_last_offset,
        padding_idx,
    )[0]


def poisson_nll_loss(
    input: Tensor,
    target: Tensor,
    log_input: bool = True,
    full: bool = False,
    size_average: bool | None = None,
    eps: float = 1e-8,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.poisson_nll_loss(
        input, target, log_input, full, eps, _reduction(reduction, size_average, reduce)
    )


def cosine_embedding_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.cosine_embedding_loss(
        input1, input2, target, margin, _reduction(reduction, size_average, reduce)
    )


def multi_margin_loss(
    input: Tensor,
    target: Tensor,
    p: int = 1,
    margin: float = 1.0,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    if p != 1 and p != 2:
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.dim() != 1:
        raise ValueError("weight must be one-dimensional")
    return torch.multi_margin_loss(
        input, target, p, margin, weight, _reduction(reduction, size_average, reduce)
    )


def multilabel_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.multilabel_margin_loss(input, target, _reduction(reduction, size_average, reduce))


def multilabel_soft_margin_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    loss = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    if weight is not None:
        loss = loss * weight
    loss = loss.sum(dim=-1) / input.size(-1)
    return _reduced(loss, _reduction(reduction, size_average, reduce))


def soft_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.soft_margin_loss(input, target, _reduction(reduction, size_average, reduce))


def hinge_embedding_loss(
    input: Tensor,
    target: Tensor,
    margin: float = 1.0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    return torch.hinge_embedding_loss(
        input, target, margin, _reduction(reduction, size_average, reduce)
    )


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    return torch.triplet_margin_loss(
        anchor,
        positive,
        negative,
        margin,
        p,
        eps,
        swap,
        _reduction(reduction, size_average, reduce),
    )


def gaussian_nll_loss(
    input: Tensor,
    target: Tensor,
    var: Tensor,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Tensor:
    if var.size() != input.size():
        if input.size()[:-1] == var.size():
            var = torch.unsqueeze(var, -1)
        elif input.size()[:-1] != var.size()[:-1] or var.size(-1) != 1:
            raise ValueError("var is of incorrect size")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not valid")
    if bool((var < 0).any()):
        raise ValueError("var has negative entry/entries")
    limited = torch.clamp(var, min=eps)
    loss = 0.5 * (torch.log(limited) + (input - target) ** 2 / limited)
    if full:
        loss = loss + 0.9189385332046727
    return _reduced(loss, _reduction(reduction))


def ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Tensor,
    target_lengths: Tensor,
    blank: int = 0,
    reduction: str = "mean",
    zero_infinity: bool = False,
) -> Tensor:
    return torch.ctc_loss(
        log_probs,
        targets,
        input_lengths,
        target_lengths,
        blank,
        _reduction(reduction),
        zero_infinity,
    )


def interpolate(
    input: Tensor,
    size: BroadcastingList1[int] | None = None,
    scale_factor: BroadcastingList1[float] | None = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> Tensor:
    dims = input.dim() - 2
    aligned = False
    if mode == "nearest" or mode == "area" or mode == "nearest-exact":
        if align_corners is not None:
            raise ValueError(
                "align_corners option can only be set with the interpolating modes: "
                "linear | bilinear | bicubic | trilinear"
            )
    elif align_corners is not None:
        aligned = align_corners
    sizes: list[int] | None = None
    scales: list[float] | None = None
    if size is not None:
        if scale_factor is not None:
            raise ValueError("only one of size or scale_factor should be defined")
        if isinstance(size, int):
            sizes = [size] * dims
        elif len(size) == 1:
            sizes = [size[0]] * dims
        else:
            sizes = list(size)
        if len(sizes) != dims:
            raise ValueError(
                "Input and output must have the same number of spatial dimensions, but got input "
                "with spatial dimensions of {} and output size of {}.".format(
                    input.shape[2:], sizes
                )
            )
    elif scale_factor is not None:
        if isinstance(scale_factor, (int, float)):
            scales = [float(scale_factor)] * dims
        elif len(scale_factor) == 1:
            scales = [float(scale_factor[0])] * dims
        else:
            scales = [float(s) for s in scale_factor]
        if len(scales) != dims:
            raise ValueError(
                "Input and scale_factor must have the same number of spatial dimensions, but got "
                "input with spatial dimensions of {} and scale_factor of shape {}.".format(
                    input.shape[2:], scales
                )
            )
    else:
        raise ValueError("either size or scale_factor should be defined")
    again = False
    if recompute_scale_factor is not None:
        again = recompute_scale_factor
    if scales is not None and (again or mode == "area"):
        sizes = [int(input.size(i + 2) * scales[i]) for i in range(dims)]
        scales = None
    if mode == "nearest" and dims == 1:
        return torch.upsample_nearest1d(input, sizes, scales)
    if mode == "nearest" and dims == 2:
        return torch.upsample_nearest2d(input, sizes, scales)
    if mode == "nearest" and dims == 3:
        return torch.upsample_nearest3d(input, sizes, scales)
    if mode == "nearest-exact" and dims == 1:
        return torch._upsample_nearest_exact1d(input, sizes, scales)  # type: ignore[attr-defined, no-any-return]
    if mode == "nearest-exact" and dims == 2:
        return torch._upsample_nearest_exact2d(input, sizes, scales)  # type: ignore[attr-defined, no-any-return]
    if mode == "nearest-exact" and dims == 3:
        return torch._upsample_nearest_exact3d(input, sizes, scales)  # type: ignore[attr-defined, no-any-return]
    if mode == "area":
        assert sizes is not None
        if dims == 1:
            return torch.adaptive_avg_pool1d(input, sizes)
        if dims == 2:
            return torch.adaptive_avg_pool2d(input, sizes)
        return torch.adaptive_avg_pool3d(input, sizes)
    if mode == "linear" and dims == 1:
        return torch.upsample_linear1d(input, sizes, aligned, scales)
    if mode == "bilinear" and dims == 2:
        if antialias:
            return torch._upsample_bilinear2d_aa(input, sizes, aligned, scales)  # type: ignore[attr-defined, no-any-return]
        return torch.upsample_bilinear2d(input, sizes, aligned, scales)
    if mode == "trilinear" and dims == 3:
        return torch.upsample_trilinear3d(input, sizes, aligned, scales)
    if mode == "bicubic" and dims == 2:
        if antialias:
            return torch._upsample_bicubic2d_aa(input, sizes, aligned, scales)  # type: ignore[attr-defined, no-any-return]
        return torch.upsample_bicubic2d(input, sizes, aligned, scales)
    raise NotImplementedError(
        "Input Error: Only 3D, 4D and 5D input Tensors supported (got {}D) for the modes: nearest "
        "| linear | bilinear | bicubic | trilinear | area | nearest-exact (got {})".format(
            input.dim(), mode
        )
    )


upsample = interpolate


def _fractional_sizes(
    input: Tensor, dims: int, output_size: list[int] | None, output_ratio: list[float] | None
) -> list[int]:
    if output_size is None and output_ratio is None:
        raise ValueError(
            "fractional_max_pool{}d requires specifying either an output_size or an "
            "output_ratio".format(dims)
        )
    if output_size is None:
        assert output_ratio is not None
        if len(output_ratio) > dims:
            raise ValueError(
                "fractional_max_pool{}d requires output_ratio to either be a single Int or tuple "
                "of Ints.".format(dims)
            )
        sizes = [int(input.size(i - dims) * output_ratio[i]) for i in range(dims)]
    else:
        sizes = output_size
    return sizes


def _fractional_samples(input: Tensor, dims: int, samples: Tensor | None) -> Tensor:
    if samples is None:
        n_batch = 1 if input.dim() == dims + 1 else input.size(0)
        result = torch.rand(
            [n_batch, input.size(-dims - 1), dims], dtype=input.dtype, device=input.device
        )
    else:
        result = samples
    return result


def gumbel_softmax(
    logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1
) -> Tensor:
    gumbels = -torch.empty_like(logits).exponential_().log()
    gumbels = (logits + gumbels) / tau
    y_soft = gumbels.softmax(dim)
    if hard:
        index = y_soft.max(dim, keepdim=True)[1]
        y_hard = torch.zeros_like(logits).scatter_(dim, index, 1.0)
        ret = y_hard - y_soft.detach() + y_soft
    else:
        ret = y_soft
    return ret


def triplet_margin_with_distance_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    distance_function: Callable[[Tensor, Tensor], Tensor] | None = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Tensor:
    """Not for scripts, as in PyTorch: a function is no value of a program."""
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of "
            f"dimensions, but got: anchor {anchor.dim()}D, positive {positive.dim()}D, and "
            f"negative {negative.dim()}D inputs"
        )
    distance = pairwise_distance if distance_function is None else distance_function
    dist_pos = distance(anchor, positive)
    dist_neg = distance(anchor, negative)
    if swap:
        dist_neg = torch.minimum(dist_neg, distance(positive, negative))
    loss = torch.clamp_min(margin + dist_pos - dist_neg, 0)
    if reduction == "mean":
        return loss.mean()
    return loss.sum() if reduction == "sum" else loss


def upsample_nearest(
    input: Tensor,
    size: BroadcastingList1[int] | None = None,
    scale_factor: BroadcastingList1[float] | None = None,
) -> Tensor:
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(
    input: Tensor,
    size: BroadcastingList2[int] | None = None,
    scale_factor: BroadcastingList2[float] | None = None,
) -> Tensor:
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


def fractional_max_pool2d_with_indices(
    input: Tensor,
    kernel_size: BroadcastingList2[int],
    output_size: BroadcastingList2[int] | None = None,
    output_ratio: BroadcastingList2[float] | None = None,
    return_indices: bool = False,
    _random_samples: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    return torch.fractional_max_pool2d(  # type: ignore[no-any-return]
        input,
        kernel_size,
        _fractional_sizes(input, 2, output_size, output_ratio),
        _fractional_samples(input, 2, _random_samples),
    )


def _fractional_max_pool2d(
    input: Tensor,
    kernel_size: BroadcastingList2[int],
    output_size: BroadcastingList2[int] | None = None,
    output_ratio: BroadcastingList2[float] | None = None,
    return_indices: bool = False,
    _random_samples: Tensor | None = None,
) -> Tensor:
    return fractional_max_pool2d_with_indices(
        input, kernel_size, output_size, output_ratio, return_indices, _random_samples
    )[0]


fractional_max_pool2d = BooleanDispatch(
    "return_indices", 4, fractional_max_pool2d_with_indices, _fractional_max_pool2d
)


def fractional_max_pool3d_with_indices(
    input: Tensor,
    kernel_size: BroadcastingList3[int],
    output_size: BroadcastingList3[int] | None = None,
    output_ratio: BroadcastingList3[float] | None = None,
    return_indices: bool = False,
    _random_samples: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    return torch.fractional_max_pool3d(  # type: ignore[no-any-return]
        input,
        kernel_size,
        _fractional_sizes(input, 3, output_size, output_ratio),
        _fractional_samples(input, 3, _random_samples),
    )


def _fractional_max_pool3d(
    input: Tensor,
    kernel_size: BroadcastingList3[int],
    output_size: BroadcastingList3[int] | None = None,
    output_ratio: BroadcastingList3[float] | None = None,
    return_indices: bool = False,
    _random_samples: Tensor | None = None,
) -> Tensor:
    return fractional_max_pool3d_with_indices(
        input, kernel_size, output_size, output_ratio, return_indices, _random_samples
    )[0]


fractional_max_pool3d = BooleanDispatch(
    "return_indices", 4, fractional_max_pool3d_with_indices, _fractional_max_pool3d
)


def lp_pool1d(
    input: Tensor,
    norm_type: int | float,  # noqa: PYI041 -- of a compiled function
    kernel_size: int,
    stride: BroadcastingList1[int] | None = None,
    ceil_mode: bool = False,
) -> Tensor:
    if stride is not None:
        out = avg_pool1d(input.pow(norm_type), [kernel_size], stride, [0], ceil_mode)
    else:
        out = avg_pool1d(input.pow(norm_type), [kernel_size], padding=[0], ceil_mode=ceil_mode)
    return (torch.sign(out) * relu(torch.abs(out))).mul(kernel_size).pow(1.0 / norm_type)


def lp_pool2d(
    input: Tensor,
    norm_type: int | float,  # noqa: PYI041 -- of a compiled function
    kernel_size: BroadcastingList2[int],
    stride: BroadcastingList2[int] | None = None,
    ceil_mode: bool = False,
) -> Tensor:
    kw, kh = _pair(kernel_size)
    if stride is not None:
        out = avg_pool2d(input.pow(norm_type), kernel_size, stride, [0, 0], ceil_mode)
    else:
        out = avg_pool2d(input.pow(norm_type), kernel_size, padding=[0, 0], ceil_mode=ceil_mode)
    return (torch.sign(out) * relu(torch.abs(out))).mul(kw * kh).pow(1.0 / norm_type)


def lp_pool3d(
    input: Tensor,
    norm_type: int | float,  # noqa: PYI041 -- of a compiled function
    kernel_size: BroadcastingList3[int],
    stride: BroadcastingList3[int] | None = None,
    ceil_mode: bool = False,
) -> Tensor:
    kd, kw, kh = _triple(kernel_size)
    if stride is not None:
        out = avg_pool3d(input.pow(norm_type), kernel_size, stride, [0, 0, 0], ceil_mode)
    else:
        out = avg_pool3d(input.pow(norm_type), kernel_size, padding=[0, 0, 0], ceil_mode=ceil_mode)
    return (torch.sign(out) * relu(torch.abs(out))).mul(kd * kw * kh).pow(1.0 / norm_type)


def _with_zeros(x: Tensor) -> Tensor:
    """One more position, of zeros, behind the last of dimension 1."""
    return torch.cat([x, torch.zeros([x.size(0), 1, x.size(2)], dtype=x.dtype)], 1)


def _none_or_dtype(input: Tensor | None) -> int | None:
    """The dtype of a tensor that may be missing."""
    if input is None:
        return None
    return input.dtype  # type: ignore[return-value]  # an int in scripts


def _canonical_mask(
    mask: Tensor | None,
    mask_name: str,
    other_type: int | None,
    other_name: str,
    target_type: int,
    check_other: bool = True,
) -> Tensor | None:
    """A mask that is added."""
    if mask is not None:
        is_float = torch.is_floating_point(mask)
        if mask.dtype != torch.bool and not is_float:
            raise AssertionError(
                "only bool and floating types of {} are supported".format(mask_name)
            )
        if check_other and other_type is not None and mask.dtype != other_type:  # type: ignore[comparison-overlap]
            warnings.warn(
                "Support for mismatched {} and {} is deprecated. "
                "Use same type for both instead.".format(mask_name, other_name),
                stacklevel=2,
            )
    return _additive_mask(mask, target_type)


def _additive_mask(mask: Tensor | None, dtype: int) -> Tensor | None:
    """A mask that is added: -inf where a bool one hides."""
    if mask is not None and mask.dtype == torch.bool:
        return torch.zeros_like(mask, dtype=dtype).masked_fill_(mask, float("-inf"))
    return mask


def multi_head_attention_forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    embed_dim_to_check: int,
    num_heads: int,
    in_proj_weight: Tensor | None,
    in_proj_bias: Tensor | None,
    bias_k: Tensor | None,
    bias_v: Tensor | None,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Tensor,
    out_proj_bias: Tensor | None,
    training: bool = True,
    key_padding_mask: Tensor | None = None,
    need_weights: bool = True,
    attn_mask: Tensor | None = None,
    use_separate_proj_weight: bool = False,
    q_proj_weight: Tensor | None = None,
    k_proj_weight: Tensor | None = None,
    v_proj_weight: Tensor | None = None,
    static_k: Tensor | None = None,
    static_v: Tensor | None = None,
    average_attn_weights: bool = True,
    is_causal: bool = False,
) -> tuple[Tensor, Tensor | None]:
    is_batched = query.dim() == 3
    if not is_batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    length, batch, embed_dim = query.size(0), query.size(1), query.size(2)
    if is_causal and attn_mask is None:
        raise RuntimeError("Need attn_mask if specifying the is_causal hint.")
    assert embed_dim == embed_dim_to_check, (
        f"was expecting embedding dimension of {embed_dim_to_check}, but got {embed_dim}"
    )
    head_dim = embed_dim // num_heads
    assert head_dim * num_heads == embed_dim, (
        f"embed_dim {embed_dim} not divisible by num_heads {num_heads}"
    )
    if use_separate_proj_weight:
        assert q_proj_weight is not None
        assert k_proj_weight is not None
        assert v_proj_weight is not None
        w_q, w_k, w_v = q_proj_weight, k_proj_weight, v_proj_weight
    else:
        assert in_proj_weight is not None
        w_q, w_k, w_v = torch.chunk(in_proj_weight, 3)
    if in_proj_bias is None:
        q, k, v = linear(query, w_q), linear(key, w_k), linear(value, w_v)
    else:
        b_q, b_k, b_v = torch.chunk(in_proj_bias, 3)
        q, k, v = linear(query, w_q, b_q), linear(key, w_k, b_k), linear(value, w_v, b_v)
    mask = _additive_mask(attn_mask, q.dtype)  # type: ignore[arg-type]  # an int in scripts
    hidden = _additive_mask(key_padding_mask, q.dtype)  # type: ignore[arg-type]
    more = 0
    if bias_k is not None and bias_v is not None:
        k = torch.cat([k, bias_k.repeat(1, batch, 1)])
        v = torch.cat([v, bias_v.repeat(1, batch, 1)])
        more += 1
    q = q.contiguous().view(length, batch * num_heads, head_dim).transpose(0, 1)
    if static_k is None:
        k = k.contiguous().view(k.size(0), batch * num_heads, head_dim).transpose(0, 1)
    else:
        k = static_k
    if static_v is None:
        v = v.contiguous().view(v.size(0), batch * num_heads, head_dim).transpose(0, 1)
    else:
        v = static_v
    if add_zero_attn:
        k, v = _with_zeros(k), _with_zeros(v)
        more += 1
    source = k.size(1)
    scores = torch.bmm(q * math.sqrt(1.0 / float(head_dim)), k.transpose(-2, -1))
    if mask is not None:
        scores = scores + torch.pad(mask, [0, more])
    if hidden is not None:
        hidden = torch.pad(hidden, [0, more]).view(batch, 1, 1, source)
        scores = scores.view(batch, num_heads, length, source) + hidden
        scores = scores.view(batch * num_heads, length, source)
    weights = torch.softmax(scores, -1)
    if training and dropout_p > 0.0:
        weights = dropout(weights, dropout_p)
    output = torch.bmm(weights, v).transpose(0, 1).reshape(length * batch, embed_dim)
    output = linear(output, out_proj_weight, out_proj_bias)
    output = output.view(length, batch, output.size(1))
    if not is_batched:
        output = output.squeeze(1)
    if not need_weights:
        return output, None
    weights = weights.view(batch, num_heads, length, source)
    if average_attn_weights:
        weights = weights.mean(1)
    if not is_batched:
        weights = weights.squeeze(0)
    return output, weights


def _unpool_output_size(
    input: Tensor,
    kernel_size: list[int],
    stride: list[int],
    padding: list[int],
    output_size: list[int] | None,
) -> list[int]:
    dims = len(kernel_size)
    ret = [
        (input.size(d - dims) - 1) * stride[d] + kernel_size[d] - 2 * padding[d]
        for d in range(dims)
    ]
    if output_size is not None:
        wanted = output_size
        if len(wanted) == dims + 2:
            wanted = wanted[2:]
        if len(wanted) != dims:
            raise ValueError(
                "output_size should be a sequence containing {} or {} elements, but it has a "
                "length of '{}'".format(dims, dims + 2, len(wanted))
            )
        for d in range(dims):
            low, high = ret[d] - stride[d], ret[d] + stride[d]
            if not (low < wanted[d] and wanted[d] < high):
                raise ValueError(
                    'invalid output_size "{}" (dim {} must be between {} and {})'.format(
                        wanted, d, low, high
                    )
                )
        ret = wanted
    return ret


def max_unpool1d(
    input: Tensor,
    indices: Tensor,
    kernel_size: BroadcastingList1[int],
    stride: BroadcastingList1[int] | None = None,
    padding: BroadcastingList1[int] = [0],
    output_size: BroadcastingList1[int] | None = None,
) -> Tensor:
    kernel = _single(kernel_size)
    if stride is not None:
        step = _single(stride)
    else:
        step = kernel
    sizes = _unpool_output_size(input, kernel, step, _single(padding), output_size)
    result = torch.max_unpool2d(input.unsqueeze(-1), indices.unsqueeze(-1), [sizes[0], 1])
    return result.squeeze(-1)


def max_unpool2d(
    input: Tensor,
    indices: Tensor,
    kernel_size: BroadcastingList2[int],
    stride: BroadcastingList2[int] | None = None,
    padding: BroadcastingList2[int] = [0, 0],
    output_size: BroadcastingList2[int] | None = None,
) -> Tensor:
    kernel = _pair(kernel_size)
    if stride is not None:
        step = _pair(stride)
    else:
        step = kernel
    places = _pair(padding)
    sizes = _unpool_output_size(input, kernel, step, places, output_size)
    return torch.max_unpool2d(input, indices, sizes)


def max_unpool3d(
    input: Tensor,
    indices: Tensor,
    kernel_size: BroadcastingList3[int],
    stride: BroadcastingList3[int] | None = None,
    padding: BroadcastingList3[int] = [0, 0, 0],
    output_size: BroadcastingList3[int] | None = None,
) -> Tensor:
    kernel = _triple(kernel_size)
    if stride is not None:
        step = _triple(stride)
    else:
        step = kernel
    places = _triple(padding)
    sizes = _unpool_output_size(input, kernel, step, places, output_size)
    return torch.max_unpool3d(input, indices, sizes, step, places)


def __getattr__(name: str) -> object:
    raise no_attribute("nn.functional", name)
