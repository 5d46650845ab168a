"""Python forms that have no line of their own in ops.schema, made of operators that have."""

from __future__ import annotations

from typing import Any

import numpy as np

from minijit.dispatch.calls import call
from minijit.reference.common import NAMES, fail
from minijit.tensor import DType, Tensor, device
from minijit.tensor.creation import tensor as make_tensor

# Other names of PyTorch for operators that have a line.
SYNONYMS = {
    "absolute": "abs", "arctan": "atan", "clip": "clamp", "concat": "cat", "concatenate": "cat",
    "divide": "div", "greater": "gt", "greater_equal": "ge", "less": "lt", "less_equal": "le",
    "multiply": "mul", "negative": "neg", "not_equal": "ne", "subtract": "sub",
    "swapaxes": "transpose", "swapdims": "transpose", "clip_": "clamp_", "divide_": "div_",
    "multiply_": "mul_", "subtract_": "sub_", "absolute_": "abs_", "negative_": "neg_",
}  # fmt: skip


def to(self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """`to(dtype)`, `to(device)`, `to(device, dtype)`, `to(other)`, with non_blocking, copy."""
    rest: list[Any] = []
    named = dict(kwargs)
    for argument in args:
        if isinstance(argument, DType):
            named["dtype"] = argument
        elif isinstance(argument, device | str):
            named["device"] = argument
        elif isinstance(argument, Tensor):
            named["dtype"] = argument._dtype
        else:
            rest.append(argument)
    for name, value in zip(("non_blocking", "copy"), rest, strict=False):
        named[name] = value
    if "dtype" in named and set(named) <= {"dtype", "non_blocking", "copy", "memory_format"}:
        dtype = named.pop("dtype")
        return call("aten::to", (self, dtype), named)  # type: ignore[no-any-return]
    return call("aten::to", (self,), named)  # type: ignore[no-any-return]


def std(input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """The square root of `var`."""
    return call("aten::sqrt", (call("aten::var", (input, *args), kwargs),), {})  # type: ignore[no-any-return]


def norm(
    input: Tensor,
    p: float | str | None = "fro",
    dim: Any = None,
    keepdim: bool = False,
    dtype: DType | None = None,
) -> Tensor:
    """The p-norm over some or all dimensions; "fro" is 2."""
    if isinstance(p, str):
        if p != "fro":
            fail(f"{p!r} norms are not supported")
        p = 2
    x = input if dtype is None else to(input, dtype)
    if dim is None and not keepdim:
        return call("aten::norm", (x, 2 if p is None else p), {})  # type: ignore[no-any-return]
    dims = list(range(x.dim())) if dim is None else dim
    return call("aten::norm", (x, p, dims, keepdim), {})  # type: ignore[no-any-return]


def where(self: Tensor, condition: Tensor, other: Any) -> Tensor:
    """The method, whose arguments stand in another order than the function's."""
    return call("aten::where", (condition, self, other), {})  # type: ignore[no-any-return]


def view_as(self: Tensor, other: Tensor) -> Tensor:
    """`view` with the sizes of another tensor."""
    return call("aten::view", (self, list(other._sizes)), {})  # type: ignore[no-any-return]


def unflatten(input: Tensor, dim: int, sizes: Any) -> Tensor:
    """One dimension as several."""
    at = dim + input.dim() if dim < 0 else dim
    shape = [*input._sizes[:at], *sizes, *input._sizes[at + 1 :]]
    return call("aten::view", (input, shape), {})  # type: ignore[no-any-return]


def broadcast_to(input: Tensor, size: Any) -> Tensor:
    """`expand`."""
    return call("aten::expand", (input, list(size)), {})  # type: ignore[no-any-return]


def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    """The indices of `sort`."""
    result: Tensor = call("aten::sort", (input, dim, descending), {})[1]
    return result


def bernoulli(input: Tensor, *, generator: Any = None) -> Tensor:
    """Trials with the probabilities that `input` holds."""
    drawn = call("aten::empty_like", (input,), {})
    return call("aten::bernoulli_", (drawn, input), {"generator": generator})  # type: ignore[no-any-return]


def rand_like(input: Tensor, *, dtype: DType | None = None, **options: Any) -> Tensor:
    """`rand` with the sizes and dtype of a tensor."""
    chosen = dtype or input._dtype
    return call("aten::rand", (list(input._sizes),), {"dtype": chosen, **options})  # type: ignore[no-any-return]


def randn_like(input: Tensor, *, dtype: DType | None = None, **options: Any) -> Tensor:
    """`randn` with the sizes and dtype of a tensor."""
    chosen = dtype or input._dtype
    return call("aten::randn", (list(input._sizes),), {"dtype": chosen, **options})  # type: ignore[no-any-return]


def isclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Tensor:
    """Whether |input - other| <= atol + rtol * |other|, element by element."""
    if input._dtype is not other._dtype:
        fail(f"{NAMES[input._dtype.name]} did not match {NAMES[other._dtype.name]}")
    a, b = np.broadcast_arrays(input.compute_array(), other.compute_array())
    return Tensor.from_array(np.array(np.isclose(a, b, rtol, atol, equal_nan)))


def allclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether all elements are close."""
    return bool(isclose(input, other, rtol, atol, equal_nan).compute_array().all())


def is_nonzero(input: Tensor) -> bool:
    """Whether the only element is not zero."""
    if input.numel() != 1:
        fail(
            "Boolean value of Tensor with "
            f"{'no values' if input.numel() == 0 else 'more than one value'} is ambiguous"
        )
    return bool(input.item())


def new_tensor(self: Tensor, data: Any, dtype: DType | None = None, **options: Any) -> Tensor:
    """A copy of `data` in this tensor's dtype unless another is said."""
    return make_tensor(data, dtype=dtype or self._dtype, **options)


FUNCTIONS = {
    f.__name__: f
    for f in (
        std, norm, unflatten, broadcast_to, argsort, bernoulli, rand_like, randn_like, isclose,
        allclose, is_nonzero,
    )
}  # fmt: skip
METHODS = {
    f.__name__: f
    for f in (
        to, std, norm, where, view_as, unflatten, broadcast_to, argsort, bernoulli, isclose,
        allclose, is_nonzero, new_tensor,
    )
}  # fmt: skip
