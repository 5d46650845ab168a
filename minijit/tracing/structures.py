"""What may go into and come out of what is traced: tensors, and lists, tuples and dicts of them."""

from __future__ import annotations

from typing import Any

from minijit.diagnostics import error
from minijit.ir import Value
from minijit.nn.modules.module import Module
from minijit.tensor import Tensor
from minijit.tracing.numbers import Traced
from minijit.tracing.places import where
from minijit.tracing.tracer import Tracer
from minijit.types import (
    NONE,
    TENSOR,
    DictType,
    ListType,
    TupleType,
    Type,
    infer_type,
)


def input_types(inputs: tuple[Any, ...]) -> list[Type]:
    """The types of example inputs. Errors MJ7003, MJ7004."""
    try:
        kinds = [structure_type(value) for value in inputs]
    except _NoType as e:
        raise error("MJ7004", value=inputs, why=e) from None
    if not all(_is_traceable(kind) for kind in kinds):
        raise error("MJ7003", type=TupleType(tuple(kinds)))
    return kinds


class _NoType(Exception):
    """Why a structure has no type."""


def structure_type(value: Any) -> Type:
    """The type of a value and of what is in it."""
    if isinstance(value, Tensor):
        return TENSOR
    if value is None:
        return NONE
    if isinstance(value, tuple):
        return TupleType(tuple(structure_type(v) for v in value))
    if isinstance(value, list):
        if not value:
            raise _NoType("List trace inputs must have elements")
        kinds = [structure_type(v) for v in value]
        return ListType(_common(kinds, "List inputs to traced functions must have consistent "
                                       "element type"))  # fmt: skip
    if isinstance(value, dict):
        if not value:
            raise _NoType("Dictionary inputs must have entries")
        why = "Dictionary inputs to traced functions must have consistent type"
        return DictType(
            _common([structure_type(k) for k in value], why),
            _common([structure_type(v) for v in value.values()], why),
        )
    found = infer_type(value)
    if found is None:
        if isinstance(value, Module):
            raise _NoType("Cannot infer concrete type of torch.nn.Module")
        raise _NoType(
            "Only tensors and (possibly nested) tuples of tensors, lists, or dicts are supported "
            "as inputs or outputs of traced functions, but instead got value of type "
            f"{type(value).__name__}."
        )
    return found


def _common(kinds: list[Type], why: str) -> Type:
    other = next((kind for kind in kinds if kind != kinds[0]), None)
    if other is not None:
        raise _NoType(f"{why}. Found {kinds[0]} and {other}")
    return kinds[0]


def _is_traceable(kind: Type) -> bool:
    match kind:
        case TupleType():
            return all(_is_traceable(k) for k in kind.elems)
        case ListType():
            return _is_traceable(kind.elem)
        case DictType():
            return _is_traceable(kind.value)
    return kind == TENSOR


def bound_input(tracer: Tracer, given: Any, value: Value) -> Any:
    """A fresh alias for each input tensor, so that nothing else has its identity."""
    return tracer.follow(_aliased(given), value)


def _aliased(given: Any) -> Any:
    if isinstance(given, Tensor):
        return given.detached()
    if isinstance(given, tuple):
        items = [_aliased(v) for v in given]
        return type(given)(*items) if hasattr(given, "_fields") else tuple(items)
    if isinstance(given, list):
        return [_aliased(v) for v in given]
    return {k: _aliased(v) for k, v in given.items()}


def output_value(tracer: Tracer, result: Any, strict: bool) -> Value:
    """What the trace returns. Errors MJ7004 to MJ7007, MJ7025."""
    if result is None:
        raise error("MJ7006")
    result = _counted(tracer, result)
    try:
        kind = structure_type(result)
    except _NoType as e:
        raise error("MJ7004", value=result, why=e) from None
    _check(tracer, result, kind, strict)
    return tracer.value(result, kind)


def _counted(tracer: Tracer, result: Any) -> Any:
    """Followed numbers as tensors, which they are to PyTorch."""
    if isinstance(result, Traced):
        return tracer.tensor_of(result)
    if isinstance(result, tuple):
        return tuple(_counted(tracer, v) for v in result)
    return [_counted(tracer, v) for v in result] if type(result) is list else result


def _check(tracer: Tracer, result: Any, kind: Type, strict: bool) -> None:
    match kind:
        case TupleType():
            for item, inner in zip(result, kind.elems, strict=True):
                _check(tracer, item, inner, strict)
        case ListType():
            if kind.elem != TENSOR:
                raise error("MJ7005")
            if strict:
                tracer.report.add("MJ7025", where(), kind="list")
        case DictType():
            if strict:
                raise error("MJ7025", kind="dict")
            tuples = isinstance(kind.value, TupleType) and all(
                k == TENSOR for k in kind.value.elems
            )
            if kind.key not in (TENSOR, infer_type("")) or not (kind.value == TENSOR or tuples):
                raise error("MJ7007", number=1, value=result)
        case _:
            if kind != TENSOR:
                raise error("MJ7005")
