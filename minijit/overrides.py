"""The names of `torch.overrides`: no object takes over the functions of tensors."""

from __future__ import annotations

from typing import Any

from minijit import _absent
from minijit.tensor import Tensor


def has_torch_function(relevant_args: Any) -> bool:
    """Always False."""
    return False


def has_torch_function_unary(tensor: Any) -> bool:
    """Always False."""
    return False


def has_torch_function_variadic(*tensors: Any) -> bool:
    """Always False."""
    return False


def is_tensor_like(inp: object) -> bool:
    """Whether the object is a tensor."""
    return isinstance(inp, Tensor)


_absent.extend(__name__)

__all__ = [
    "has_torch_function", "has_torch_function_unary", "has_torch_function_variadic",
    "is_tensor_like",
]  # fmt: skip
