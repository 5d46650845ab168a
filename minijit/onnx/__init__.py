"""The names of `torch.onnx` that models ask; nothing is exported."""

from __future__ import annotations

from typing import Any

from minijit import _absent
from minijit.onnx import symbolic_helper, symbolic_opset11


def is_in_onnx_export() -> bool:
    """Always False."""
    return False


def register_custom_op_symbolic(*args: Any, **kwargs: Any) -> None:
    """Nothing: no operator is exported."""


_absent.extend(__name__)

__all__ = [
    "is_in_onnx_export", "register_custom_op_symbolic", "symbolic_helper", "symbolic_opset11",
]  # fmt: skip
