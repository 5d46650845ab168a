"""What operators do with quantized tensors: the rules of grammar/quantized.table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error
from minijit.reference import lookup
from minijit.reference.quantization import dequantize, quantize, with_quantizer
from minijit.tensor import Quantizer, Tensor
from minijit.tensor.narrow import Narrow
from minijit.tensor.quantizer import PER_TENSOR_AFFINE

if TYPE_CHECKING:
    from minijit.schema import FunctionSchema

Run = Callable[["FunctionSchema", Any], Any]


def takes_quantized(args: list[Any] | tuple[Any, ...]) -> bool:
    """Whether any argument is a quantized tensor, or a list that begins with one."""
    for value in args:
        first = value[0] if type(value) is list and value else value
        if isinstance(first, Tensor) and first._quantizer is not None:
            return True
    return False


def run_quantized(schema: FunctionSchema, args: list[Any] | tuple[Any, ...], run: Run) -> Any:
    """An operator on quantized tensors; `run` runs it on plain ones."""
    rule = schema.quantized
    narrow = next((t for t in _tensors(args) if isinstance(t._quantizer, Narrow)), None)
    if narrow is not None:
        return _run_narrow(schema, args, run, narrow)
    if rule == "refuse" and not schema.derive and lookup(schema.function) is None:
        return run(schema, args)  # of a composite, what it is made of decides
    if rule == "refuse":
        raise error("MJ3121", operator=schema.kind)
    first = next(t for t in _tensors(args) if t._quantizer is not None)
    quantizer = first._quantizer
    assert isinstance(quantizer, Quantizer)
    if rule == "same":
        result = run(schema, args)
        for tensor in _tensors([result]):
            if tensor._dtype is not first._dtype or not _keeps_channels(tensor, first, quantizer):
                raise error("MJ3121", operator=schema.kind)
            with_quantizer(tensor, quantizer)
        return result
    result = run(schema, [_dequantized(a, rule) for a in args])
    if rule == "real":
        return result

    def quantized(part: Any) -> Any:
        if isinstance(part, Tensor) and part._dtype.is_floating_point:
            kept = _of_result(rule, first, quantizer)
            return with_quantizer(quantize(part, first._dtype, _counted(rule, kept)), kept)
        return part

    if isinstance(result, tuple):
        return tuple(quantized(part) for part in result)
    result = quantized(result)
    if not isinstance(result, Tensor) or result._quantizer is None:
        return result
    if schema.derive == "inplace":
        first.array()[...] = result.array()
        return with_quantizer(first, result._quantizer)
    return result


def _run_narrow(schema: FunctionSchema, args: Any, run: Run, first: Tensor) -> Any:
    """An operator on numbers of eight bits: they move, and become wider ones. Error MJ5015."""
    narrow = first._quantizer
    assert isinstance(narrow, Narrow)
    widened = [dequantize(a, narrow) if a is first else a for a in args]
    if schema.qualified == "aten::view.dtype":
        return run(schema, [with_quantizer(first.detached(), None), *args[1:]])
    if schema.kind in ("aten::to", "aten::type_as"):
        named = dict(zip((a.name for a in schema.arguments), args, strict=True))
        other, wanted = named.get("other"), named.get("dtype")
        if isinstance(other, Tensor):
            wanted = other.dtype.enum
        if wanted is not None and wanted != narrow.dtype.enum:
            return run(schema, widened)
    elif schema.quantized != "same":
        narrow.refuse()
    result = run(schema, args)
    for tensor in _tensors([result]):
        with_quantizer(tensor, narrow)
    return result


def _keeps_channels(result: Tensor, first: Tensor, quantizer: Quantizer) -> bool:
    """Whether the channels of a quantized tensor are still those of what is made of it."""
    axis = quantizer.axis
    if quantizer.scheme == PER_TENSOR_AFFINE:
        return True
    if result._storage is not first._storage:
        return result._sizes == first._sizes
    return (
        result.dim() > axis
        and result._sizes[axis] == first._sizes[axis]
        and result._strides[axis] == first._strides[axis]
    )


def _tensors(values: Any) -> Iterator[Tensor]:
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)


def _counted(rule: str, quantizer: Quantizer) -> Quantizer:
    """The quantizer by which an operator of this rule counts."""
    if rule == "averages" and quantizer.scheme == PER_TENSOR_AFFINE:
        return Quantizer(PER_TENSOR_AFFINE, 1.0, quantizer.zero_point)
    return quantizer


def _dequantized(value: Any, rule: str) -> Any:
    if isinstance(value, Tensor) and isinstance(value._quantizer, Quantizer):
        return dequantize(value, _counted(rule, value._quantizer))
    return [_dequantized(v, rule) for v in value] if isinstance(value, list) else value


def _of_result(rule: str, first: Tensor, quantizer: Quantizer) -> Quantizer:
    signed = first._dtype.is_signed
    if rule == "unit":
        return Quantizer(PER_TENSOR_AFFINE, 1 / 256, -128 if signed else 0)
    if rule == "symmetric":
        return Quantizer(PER_TENSOR_AFFINE, 2 / 256, 0 if signed else 128)
    return quantizer
