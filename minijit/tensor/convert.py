"""Stored values and computed ones: bfloat16, and PyTorch's conversions between dtypes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.tensor.budget import check_alloc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minijit.tensor.dtype import DType


def decode(raw: Any, dtype: DType) -> Any:
    """Stored values as numpy computes with them: bfloat16 bits as float32."""
    if dtype.name == "bfloat16":
        check_alloc(4 * np.size(raw))
        return (np.asarray(raw).astype(np.uint32) << 16).view(np.float32)
    return raw


def encode(values: NDArray[Any], dtype: DType) -> NDArray[Any]:
    """Numpy values as the stored values of a dtype, converted as C does, with one rounding."""
    if dtype.name == "bfloat16":
        return _round_bfloat16(_silent_cast(values.real, np.dtype(np.float32)))
    if values.dtype == dtype.np:
        return values
    if dtype.name == "bool":
        return np.asarray(values != 0)
    if values.dtype.kind == "c" and not dtype.is_complex:
        values = values.real
    if values.dtype.kind == "f" and dtype.name in _THROUGH:
        values = _silent_cast(values, np.dtype(_THROUGH[dtype.name]))
    return _silent_cast(values, dtype.np)


# The type through which PyTorch converts floating-point numbers; it shows where they do not fit.
_THROUGH = {
    "uint8": "int64", "int8": "int64", "int16": "int32", "uint16": "int32", "uint32": "int64",
    "float16": "float32",
}  # fmt: skip


def _silent_cast(values: NDArray[Any], target: np.dtype[Any]) -> NDArray[Any]:
    with np.errstate(all="ignore"):
        return np.asarray(values.astype(target, copy=False))


def _round_bfloat16(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """The upper halves of float32 values, rounded to nearest, ties to even."""
    raw = values.view(np.uint32)
    rounded = np.asarray((raw + (0x7FFF + ((raw >> 16) & 1))) >> 16, np.uint16)
    return np.where(np.isnan(values), np.uint16(0x7FC0), rounded).astype(np.uint16)
