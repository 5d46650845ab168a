"""The comparison of a trace with what was traced."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from minijit.reference.generator import default_generator
from minijit.tensor import Tensor
from minijit.tracing.tracer import TracerWarning


def _close(a: Any, b: Any, tolerance: float) -> bool:
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return a.shape == b.shape and bool(
            np.allclose(
                a.compute_array(), b.compute_array(), rtol=tolerance, atol=tolerance, equal_nan=True
            )
        )
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(_close(x, y, tolerance) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return set(a) == set(b) and all(_close(a[k], b[k], tolerance) for k in a)
    return bool(a == b)


def check(made: Any, original: Any, inputs: tuple[Any, ...], tolerance: float) -> None:
    """Warn where the trace differs from the function on the same inputs."""
    state = default_generator.packed_state()
    expected = original(*_clones(inputs))
    default_generator.unpack_state(state)
    found = made(*_clones(inputs))
    if not _close(expected, found, tolerance):
        warnings.warn(
            "Output nr 1. of the traced function does not match the corresponding output of the "
            "Python function: the function is not deterministic, or the trace froze something",
            TracerWarning,
            stacklevel=3,
        )


def _clones(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.contiguous_copy() if value.is_contiguous() else value.clone()
    if isinstance(value, tuple):
        return tuple(_clones(v) for v in value)
    if isinstance(value, list):
        return [_clones(v) for v in value]
    if isinstance(value, dict):
        return {k: _clones(v) for k, v in value.items()}
    return value
