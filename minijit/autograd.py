"""The names of `torch.autograd`: modes that programs use around a model; gradients refuse."""

from __future__ import annotations

from typing import Any

from minijit._modes import enable_grad, inference_mode, no_grad, set_grad_enabled
from minijit.diagnostics import error


def grad(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ3024)."""
    raise error("MJ3024", name="autograd.grad")


def backward(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ3024)."""
    raise error("MJ3024", name="autograd.backward")


__all__ = ["backward", "enable_grad", "grad", "inference_mode", "no_grad", "set_grad_enabled"]
