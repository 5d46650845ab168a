"""Convolutions."""

# ruff: noqa: C416, UP032  (forward is in the language that script compiles)

from __future__ import annotations

import math
from typing import Any

import minijit as torch
from minijit.nn import functional as F
from minijit.nn import init
from minijit.nn.modules.lazy import LazyModuleMixin, materialize
from minijit.nn.modules.module import Module
from minijit.nn.modules.utils import pair, single, triple
from minijit.nn.parameter import UninitializedParameter
from minijit.tensor import Parameter, Tensor

_PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


class _ConvNd(Module):
    __constants__ = [
        "stride", "padding", "dilation", "groups", "padding_mode", "output_padding", "in_channels",
        "out_channels", "kernel_size", "_reversed_padding_repeated_twice",
    ]  # fmt: skip
    bias: Tensor | None

    @staticmethod
    def _expand(value: Any) -> tuple[int, ...]:
        """One int for all dimensions of the kernel."""
        raise NotImplementedError

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: tuple[int, ...],
        stride: tuple[int, ...],
        padding: Any,
        dilation: tuple[int, ...],
        groups: int,
        bias: bool,
        padding_mode: str,
        device: Any = None,
        dtype: Any = None,
        transposed: bool = False,
        output_padding: tuple[int, ...] | None = None,
    ) -> None:
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups != 0:
            raise ValueError("out_channels must be divisible by groups")
        if padding_mode not in _PADDING_MODES:
            raise ValueError(
                f"padding_mode must be one of {_PADDING_MODES}, but got "
                f"padding_mode='{padding_mode}'"
            )
        if transposed and padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(
                    f"Invalid padding string {padding!r}, should be one of 'valid', 'same'"
                )
            if padding == "same" and any(s != 1 for s in stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding or (0,) * len(kernel_size)
        self.groups = groups
        self.padding_mode = padding_mode
        # None rather than a mode to compare with, since a branch on None is decided by script.
        self._reversed_padding_repeated_twice = None if padding_mode == "zeros" else self._around()
        self.weight = Parameter(torch.empty(self._weight_shape(), device=device, dtype=dtype))
        if bias:
            self.bias = Parameter(torch.empty(out_channels, device=device, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def _weight_shape(self) -> tuple[int, ...]:
        outer, inner = self.out_channels, self.in_channels
        if self.transposed:
            outer, inner = inner, outer
        return (outer, inner // self.groups, *self.kernel_size)

    def _around(self) -> list[int]:
        """The padding before and after each dimension, the last one first, as F.pad takes it."""
        around: list[int] = []
        for d in reversed(range(len(self.kernel_size))):
            if isinstance(self.padding, str):
                total = self.dilation[d] * (self.kernel_size[d] - 1)
                total = total if self.padding == "same" else 0
                around += [total // 2, total - total // 2]
            else:
                around += [self.padding[d]] * 2
        return around

    def reset_parameters(self) -> None:
        """Draw the initial values."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in != 0:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def extra_repr(self) -> str:
        text = (
            f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}"
        )
        if self.padding != (0,) * len(self.kernel_size):
            text += f", padding={self.padding}"
        if self.dilation != (1,) * len(self.kernel_size):
            text += f", dilation={self.dilation}"
        if self.output_padding != (0,) * len(self.output_padding):
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        if self.padding_mode != "zeros":
            text += f", padding_mode={self.padding_mode}"
        return text


class _Conv(_ConvNd):
    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(
            in_channels, out_channels, self._expand(kernel_size), self._expand(stride),
            padding if isinstance(padding, str) else self._expand(padding), self._expand(dilation),
            groups, bias, padding_mode, device, dtype,
        )  # fmt: skip


class Conv1d(_Conv):
    """Cross-correlation over (N, C, L) or (C, L)."""

    _expand = staticmethod(single)

    def forward(self, input: Tensor) -> Tensor:
        if self._reversed_padding_repeated_twice is not None:
            return torch.conv1d(
                F.pad(input, self._reversed_padding_repeated_twice, self.padding_mode),
                self.weight, self.bias, self.stride, [0], self.dilation, self.groups,
            )  # fmt: skip
        return torch.conv1d(
            input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups
        )


class Conv2d(_Conv):
    """Cross-correlation over (N, C, H, W) or (C, H, W)."""

    _expand = staticmethod(pair)

    def forward(self, input: Tensor) -> Tensor:
        if self._reversed_padding_repeated_twice is not None:
            return torch.conv2d(
                F.pad(input, self._reversed_padding_repeated_twice, self.padding_mode),
                self.weight, self.bias, self.stride, [0, 0], self.dilation, self.groups,
            )  # fmt: skip
        return torch.conv2d(
            input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups
        )


class Conv3d(_Conv):
    """Cross-correlation over (N, C, D, H, W) or (C, D, H, W)."""

    _expand = staticmethod(triple)

    def forward(self, input: Tensor) -> Tensor:
        if self._reversed_padding_repeated_twice is not None:
            return torch.conv3d(
                F.pad(input, self._reversed_padding_repeated_twice, self.padding_mode),
                self.weight, self.bias, self.stride, [0, 0, 0], self.dilation, self.groups,
            )  # fmt: skip
        return torch.conv3d(
            input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups
        )


class _ConvTransposeNd(_ConvNd):
    transposed: bool
    stride: Any
    padding: Any
    kernel_size: Any
    dilation: Any

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Any = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(
            in_channels, out_channels, self._expand(kernel_size), self._expand(stride),
            self._expand(padding), self._expand(dilation), groups, bias, padding_mode, device,
            dtype, True, self._expand(output_padding),
        )  # fmt: skip

    def _output_padding(
        self,
        input: Tensor,
        output_size: list[int] | None,
        stride: list[int],
        padding: list[int],
        kernel_size: list[int],
        num_spatial_dims: int,
        dilation: list[int] | None = None,
    ) -> list[int]:
        if output_size is None:
            return [p for p in self.output_padding]
        has_batch = input.dim() == num_spatial_dims + 2
        skipped = 2 if has_batch else 1
        wanted = output_size
        if len(wanted) == skipped + num_spatial_dims:
            wanted = wanted[skipped:]
        if len(wanted) != num_spatial_dims:
            raise ValueError(
                "ConvTranspose{}D: for {}D input, output_size must have {} or {} elements "
                "(got {})".format(
                    num_spatial_dims, input.dim(), num_spatial_dims, skipped + num_spatial_dims,
                    len(output_size),
                )
            )  # fmt: skip
        result: list[int] = []
        for d in range(num_spatial_dims):
            spread = dilation[d] if dilation is not None else 1
            least = (
                (input.size(d + skipped) - 1) * stride[d]
                - 2 * padding[d]
                + spread * (kernel_size[d] - 1)
                + 1
            )
            if wanted[d] < least or wanted[d] > least + stride[d] - 1:
                raise ValueError(
                    "requested an output size of {}, but valid sizes range from {} to {} (for an "
                    "input of {})".format(
                        wanted[d], least, least + stride[d] - 1, input.size(d + skipped)
                    )
                )
            result.append(wanted[d] - least)
        return result


class ConvTranspose1d(_ConvTransposeNd):
    """The gradient of Conv1d by its input."""

    _expand = staticmethod(single)

    def forward(self, input: Tensor, output_size: list[int] | None = None) -> Tensor:
        output_padding = self._output_padding(
            input,
            output_size,
            self.stride,
            self.padding,
            self.kernel_size,
            1,
            self.dilation,
        )
        return torch.conv_transpose1d(
            input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups,
            self.dilation,
        )  # fmt: skip


class ConvTranspose2d(_ConvTransposeNd):
    """The gradient of Conv2d by its input."""

    _expand = staticmethod(pair)

    def forward(self, input: Tensor, output_size: list[int] | None = None) -> Tensor:
        output_padding = self._output_padding(
            input,
            output_size,
            self.stride,
            self.padding,
            self.kernel_size,
            2,
            self.dilation,
        )
        return torch.conv_transpose2d(
            input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups,
            self.dilation,
        )  # fmt: skip


class ConvTranspose3d(_ConvTransposeNd):
    """The gradient of Conv3d by its input."""

    _expand = staticmethod(triple)

    def forward(self, input: Tensor, output_size: list[int] | None = None) -> Tensor:
        output_padding = self._output_padding(
            input,
            output_size,
            self.stride,
            self.padding,
            self.kernel_size,
            3,
            self.dilation,
        )
        return torch.conv_transpose3d(
            input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups,
            self.dilation,
        )  # fmt: skip


class _LazyConv(LazyModuleMixin, _ConvNd):
    def __init__(
        self,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        _Conv.__init__(
            self,  # type: ignore[arg-type]
            0,
            0,
            kernel_size,
            stride,
            padding,
            dilation,
            groups,
            False,
            padding_mode,
        )
        self._later(out_channels, bias, device, dtype)

    def _later(self, out_channels: int, bias: bool, device: Any, dtype: Any) -> None:
        """Parameters without sizes."""
        self.out_channels = out_channels
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self) -> None:
        """Draw the initial values, when there is room for them."""
        if self.in_channels != 0:
            super().reset_parameters()

    def initialize_parameters(self, input: Tensor, *args: Any, **kwargs: Any) -> None:
        """Make the parameters for an input of (N, C, *) or (C, *).

        RuntimeError: the input has another number of dimensions; ValueError: C is no multiple of
        `groups`.
        """
        if not self.has_uninitialized_params():
            return
        least = len(self.kernel_size) + 1
        if input.dim() not in (least, least + 1):
            raise RuntimeError(
                f"Expected {least}D (unbatched) or {least + 1}D (batched) input to "
                f"{type(self).__name__}, but got input of size: {input.shape}"
            )
        self.in_channels = input.shape[input.dim() - least]
        if self.in_channels % self.groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        materialize(self, weight=self._weight_shape(), bias=(self.out_channels,))
        self.reset_parameters()


class _LazyConvTranspose(_LazyConv):
    def __init__(
        self,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Any = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        _ConvTransposeNd.__init__(
            self,  # type: ignore[arg-type]
            0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation,
            padding_mode,
        )  # fmt: skip
        self._later(out_channels, bias, device, dtype)


class LazyConv1d(_LazyConv, Conv1d):
    """A Conv1d whose in_channels the first input tells."""

    cls_to_become = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    """A Conv2d whose in_channels the first input tells."""

    cls_to_become = Conv2d


class LazyConv3d(_LazyConv, Conv3d):
    """A Conv3d whose in_channels the first input tells."""

    cls_to_become = Conv3d


class LazyConvTranspose1d(_LazyConvTranspose, ConvTranspose1d):
    """A ConvTranspose1d whose in_channels the first input tells."""

    cls_to_become = ConvTranspose1d


class LazyConvTranspose2d(_LazyConvTranspose, ConvTranspose2d):
    """A ConvTranspose2d whose in_channels the first input tells."""

    cls_to_become = ConvTranspose2d


class LazyConvTranspose3d(_LazyConvTranspose, ConvTranspose3d):
    """A ConvTranspose3d whose in_channels the first input tells."""

    cls_to_become = ConvTranspose3d
