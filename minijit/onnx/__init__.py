"""The names of `torch.onnx` that models ask; nothing is exported."""

from __future__ import annotations

from typing import Any

from minijit.diagnostics import error
from minijit.onnx import symbolic_helper, symbolic_opset11


def is_in_onnx_export() -> bool:
    """Always False."""
    return False


def register_custom_op_symbolic(*args: Any, **kwargs: Any) -> None:
    """Nothing: no operator is exported."""


def export(*args: Any, **kwargs: Any) -> Any:
    """Always NotImplementedError (MJ9031)."""
    raise error("MJ9031", name="onnx.export")


__all__ = ["export", "is_in_onnx_export", "register_custom_op_symbolic",
           "symbolic_helper", "symbolic_opset11"]  # fmt: skip
