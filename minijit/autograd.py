"""The names of `torch.autograd`: modes that programs use around a model; gradients refuse."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from minijit import _absent, profiler
from minijit._modes import NoEffect, enable_grad, inference_mode, no_grad, set_grad_enabled
from minijit.diagnostics import error
from minijit.tensor import Tensor


def grad(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ3024)."""
    raise error("MJ3024", name="autograd.grad")


def backward(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ3024)."""
    raise error("MJ3024", name="autograd.backward")


# What they are in programs.
grad.kind = "aten::grad"  # type: ignore[attr-defined]
backward.kind = "aten::backward"  # type: ignore[attr-defined]


class Function:
    """A function with a gradient of its own, of which only `forward` is run."""

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """What `forward` gives."""
        forward: Any = cls.forward  # type: ignore[attr-defined]
        if hasattr(cls, "setup_context"):
            return forward(*args, **kwargs)
        return forward(FunctionCtx(), *args, **kwargs)


class FunctionCtx(SimpleNamespace):
    """What `forward` keeps for a gradient."""

    def save_for_backward(self, *tensors: Any) -> None:
        self.saved_tensors = tensors

    def mark_dirty(self, *tensors: Any) -> None:
        """Nothing."""

    def mark_non_differentiable(self, *tensors: Any) -> None:
        """Nothing."""

    def set_materialize_grads(self, value: bool) -> None:
        """Nothing."""


class detect_anomaly(NoEffect):
    """Nothing, as a context: there is no backward pass in which to look."""

    def __init__(self, check_nan: bool = True) -> None:
        pass


class set_detect_anomaly(NoEffect):
    """Nothing, as a call or as a context."""

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        pass


InplaceFunction = Function


class _TensorsAreVariables(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Tensor)


class Variable(metaclass=_TensorsAreVariables):
    """What a tensor was before version 0.4: a call gives a tensor on the same memory."""

    def __new__(  # type: ignore[misc]
        cls, data: Tensor, requires_grad: bool = False, volatile: bool = False
    ) -> Tensor:
        del volatile
        return data.detach().requires_grad_(requires_grad)


_absent.extend(__name__)

__all__ = [
    "Function", "FunctionCtx", "InplaceFunction", "Variable", "backward", "detect_anomaly",
    "enable_grad", "grad", "inference_mode", "no_grad", "profiler", "set_detect_anomaly",
    "set_grad_enabled",
]  # fmt: skip
