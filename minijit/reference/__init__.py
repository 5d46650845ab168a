"""The numpy meaning of every operator: the definition of correct.

In: tensors and Python values, all schema arguments in schema order.
Out: new tensors and values, rounded once to the result's dtype.
Must not know: schemas, tracing, programs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILIES: Final = (
    "activations", "comparison", "containers", "convolution", "copying", "decompositions",
    "elementwise", "factories", "indexing", "linalg", "normalization", "numbers", "pooling",
    "quantization", "questions", "random", "reductions", "resampling", "selecting", "shape",
    "special", "spectral", "strings",
)  # fmt: skip

_functions: dict[str, Callable[..., Any]] = {}


def lookup(name: str) -> Callable[..., Any] | None:
    """The function of an operator, such as `aten_add_Tensor`; None if there is none."""
    if not _functions:
        for family in FAMILIES:
            module = importlib.import_module(f"minijit.reference.{family}")
            _functions.update(
                (key, value)
                for key, value in vars(module).items()
                if key.startswith(("aten_", "prim_"))
            )
    return _functions.get(name)


__all__ = ["FAMILIES", "lookup"]
