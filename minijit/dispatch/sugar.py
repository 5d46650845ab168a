"""Python forms that have no line of their own in ops.schema, made of operators that have."""

from __future__ import annotations

from typing import Any

from minijit.dispatch.calls import call
from minijit.reference.common import fail
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


def einsum(equation: str, *operands: Any) -> Tensor:
    """The operands one by one, or in a list."""
    given = operands[0] if len(operands) == 1 and not isinstance(operands[0], Tensor) else operands
    return call("aten::einsum", (equation, list(given)), {})  # type: ignore[no-any-return]


einsum.kind = "aten::einsum"  # type: ignore[attr-defined]


def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The distinct elements, or slices along a dimension; places and counts where asked."""
    if dim is None:
        found = call("aten::_unique2", (input, sorted, return_inverse, return_counts), {})
    else:
        found = call("aten::unique_dim", (input, dim, sorted, return_inverse, return_counts), {})
    wanted = [r for r, w in zip(found, (True, return_inverse, return_counts), strict=True) if w]
    return tuple(wanted) if len(wanted) > 1 else wanted[0]


FUNCTIONS = {
    f.__name__: f
    for f in (
        norm, is_nonzero, einsum, unique,
    )
}  # fmt: skip
METHODS = {
    f.__name__: f
    for f in (
        to, norm, where, is_nonzero, new_tensor, unique,
    )
}  # fmt: skip
