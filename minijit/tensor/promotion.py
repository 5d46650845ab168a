"""The dtype of a result (the promotion rows of grammar/types.table)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType, get_default_dtype, set_default_dtype
from minijit.tensor.narrow import NARROW
from minijit.types.table import PROMOTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minijit.tensor.tensor import Tensor

__all__ = [
    "can_cast",
    "get_default_dtype",
    "promote_types",
    "result_type",
    "result_type_of",
    "scalar_dtype",
    "set_default_dtype",
]


def promote_types(a: DType, b: DType) -> DType:
    """The smallest dtype to which both can be cast; RuntimeError where unsigned types have none."""
    try:
        name = PROMOTION[a.name, b.name]
    except (AttributeError, KeyError):
        if isinstance(a, DType) and isinstance(b, DType):
            return _promoted_narrow(a, b)
        which, got = ("type1", a) if not isinstance(a, DType) else ("type2", b)
        raise error(
            "MJ3086", function="promote_types", name=which, wanted="torch.dtype",
            got=type(got).__name__,
        ) from None  # fmt: skip
    if name is None:
        raise error("MJ3025", a=a, b=b)
    return dt.BY_NAME[name]


def _promoted_narrow(a: DType, b: DType) -> DType:
    """With a dtype that is not computed with; only complex32 has a precision like others."""
    if a is b:
        return a
    halves = NARROW["complex32"].dtype
    other = b if a is halves else a
    if halves not in (a, b) or other.name not in dt.BY_NAME:
        raise error("MJ3100", detail=f"Promotion of {a} and {b} is not supported")
    if other.is_complex:
        return other
    real = promote_types(other, dt.float16)
    return halves if real is dt.float16 else real.to_complex()


def _category(dtype: DType) -> int:
    if dtype is dt.bool_:
        return 0
    if dtype.is_integral:
        return 1
    return 2 if dtype.is_floating_point else 3


def scalar_dtype(value: bool | complex) -> DType:
    """The dtype as which a Python number takes part: bool, int64, the default, or its complex."""
    if isinstance(value, bool):
        return dt.bool_
    if isinstance(value, int):
        return dt.int64
    if isinstance(value, float):
        return get_default_dtype()
    return get_default_dtype().to_complex()


def result_type(*operands: Tensor | bool | complex) -> DType:
    """The dtype of a result: tensors with dimensions decide, then 0-d ones, then numbers.

    A lower priority matters only when its category (bool, integer, floating, complex) is higher.
    """
    dimensioned: DType | None = None
    zero_dim: DType | None = None
    wrapped: DType | None = None
    for operand in operands:
        if isinstance(operand, bool | int | float | complex):
            wrapped = _join(wrapped, scalar_dtype(operand))
        elif operand._sizes:
            dimensioned = _join(dimensioned, operand.dtype)
        else:
            zero_dim = _join(zero_dim, operand.dtype)
    return _combine(_combine(dimensioned, zero_dim), wrapped) or get_default_dtype()


def result_type_of(dtypes: Iterable[DType]) -> DType:
    """The promotion of several dtypes of equal priority."""
    result: DType | None = None
    for dtype in dtypes:
        result = _join(result, dtype)
    return result or get_default_dtype()


def _join(a: DType | None, b: DType) -> DType:
    return b if a is None else promote_types(a, b)


def _combine(higher: DType | None, lower: DType | None) -> DType | None:
    """A lower priority counts only if its category is higher; then precision follows the higher."""
    if higher is None or lower is None:
        return higher or lower
    if higher.category == "quantized" or lower.category == "quantized":
        return promote_types(higher, lower)
    if _category(higher) >= _category(lower):
        return higher
    if lower.is_complex and higher.name in dt.BY_NAME:
        return higher.to_complex() if higher.is_floating_point else lower
    return promote_types(higher, lower)


def can_cast(source: DType, target: DType) -> bool:
    """Whether an in-place result of `source` may be written to `target`."""
    if source.is_complex and not target.is_complex:
        return False
    if source.is_floating_point and _category(target) < 2:
        return False
    return not (_category(source) == 1 and target is dt.bool_)
