"""What operators do with quantized tensors: the rules of grammar/quantized.table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error
from minijit.reference import lookup
from minijit.reference.quantization import dequantize, quantize, with_quantizer
from minijit.tensor import Quantizer, Tensor
from minijit.tensor.dtype import BY_ENUM, float16
from minijit.tensor.held import Crowded, Held, Meta, Nested, Sparse
from minijit.tensor.narrow import Narrow
from minijit.tensor.parts import components, dense
from minijit.tensor.quantizer import PER_TENSOR_AFFINE
from minijit.tensor.tensor import dense_strides

if TYPE_CHECKING:
    from minijit.schema import FunctionSchema

Run = Callable[["FunctionSchema", Any], Any]


def takes_quantized(args: list[Any] | tuple[Any, ...]) -> bool:
    """Whether any argument is a quantized tensor, or a list that begins with one.

    Of tensors that are held any place in a list counts.
    """
    for value in args:
        first = value[0] if type(value) is list and value else value
        if isinstance(first, Tensor):
            if first._quantizer is not None:
                return True
            if first is not value and any(
                isinstance(t, Tensor) and isinstance(t._quantizer, Held) for t in value
            ):
                return True
    return False


def run_quantized(schema: FunctionSchema, args: list[Any] | tuple[Any, ...], run: Run) -> Any:
    """An operator on quantized tensors; `run` runs it on plain ones."""
    rule = schema.quantized
    if schema.kind in ("aten::to", "aten::type_as") and _is_so(schema, args):
        return args[0]
    held = next((t for t in _tensors(args) if isinstance(t._quantizer, Held)), None)
    if held is not None:
        return _run_held(schema, args, run, held)
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


def _is_so(schema: FunctionSchema, args: Any) -> bool:
    """Whether a conversion is to what the tensor is."""
    named = dict(zip((a.name for a in schema.arguments), args, strict=False))
    other, wanted, first = named.get("other"), named.get("dtype"), args[0]
    if isinstance(other, Tensor):
        wanted = other.dtype.enum
    stays = not named.get("copy") and named.get("memory_format") in (None, 1)
    moves = first.is_meta and "device" in named
    return wanted == first.dtype.enum and stays and not moves


def _run_narrow(schema: FunctionSchema, args: Any, run: Run, first: Tensor) -> Any:
    """An operator on elements that are only moved, and become wider numbers. Error MJ5015."""
    narrow = first._quantizer
    assert isinstance(narrow, Narrow)
    if first is not args[0] and schema.kind in ("aten::to", "aten::type_as"):
        narrow.refuse()
    if schema.qualified == "aten::view.dtype":
        return run(schema, [with_quantizer(first.detached(), None), *args[1:]])
    if narrow.dtype.is_complex and schema.kind in _COMPLEX_PARTS:
        return _halves(first, schema.kind)
    if schema.kind in ("aten::to", "aten::type_as"):
        named = dict(zip((a.name for a in schema.arguments), args, strict=True))
        other, wanted = named.get("other"), named.get("dtype")
        if isinstance(other, Tensor):
            wanted = other.dtype.enum
        if wanted is not None and wanted not in (narrow.dtype.enum, *BY_ENUM):
            narrow.refuse()
        if wanted == narrow.dtype.enum:
            names = [a.name for a in schema.arguments]
            args = [
                narrow.stored.enum if n == "dtype" else a for n, a in zip(names, args, strict=True)
            ]
        elif wanted is not None:
            return run(schema, [dequantize(a, narrow) if a is first else a for a in args])
    elif schema.quantized != "same":
        narrow.refuse()
    result = run(schema, args)
    for tensor in _tensors([result]):
        with_quantizer(tensor, narrow)
    return result


# What a held tensor takes as its parts take it.
_PARTWISE = ("aten::to", "aten::clone", "aten::detach", "aten::alias", "aten::type_as")


def _run_held(schema: FunctionSchema, args: Any, run: Run, first: Tensor) -> Any:
    """An operator on tensors that are held: few take them. Error MJ3088."""
    held, kind = first._quantizer, schema.kind
    assert isinstance(held, Held)
    if args[0] is not first or any(t is not first for t in _tensors(args[1:])):
        held.refuse(f"run '{kind}'")
    if isinstance(held, Meta):
        return _run_meta(schema, args, run, held)
    if isinstance(held, Sparse | Nested) and kind in _PARTWISE:
        return _run_on_parts(schema, args, run, held)
    if isinstance(held, Crowded) and kind in ("aten::detach", "aten::alias"):
        return first.detached()
    if isinstance(held, Crowded) and kind == "aten::clone":
        held = replace(held, storage=held.storage.clone())
        return first.held(held, first._dtype, first._sizes, first._strides)
    if isinstance(held, Sparse) and kind == "aten::to_dense" and args[1] is None:
        return dense(first, held)
    if isinstance(held, Nested) and kind == "aten::unbind" and args[1] == 0:
        return components(held)
    if isinstance(held, Nested) and kind == "aten::select" and args[1] == 0:
        return components(held)[args[2]]
    return held.refuse(f"run '{kind}'")


def _run_meta(schema: FunctionSchema, args: Any, run: Run, held: Meta) -> Any:
    """An operator on a tensor that has sizes and strides alone: views are made of it."""
    first: Tensor = args[0]
    if schema.kind == "aten::clone":
        strides = dense_strides(first._sizes, first._strides)
        return first.held(held, first._dtype, first._sizes, strides)
    if schema.quantized != "same" or schema.kind in ("aten::to", "aten::cpu"):
        held.refuse(f"run '{schema.kind}'")
    result = run(schema, args)
    for tensor in _tensors([result]):
        with_quantizer(tensor, held if tensor._dtype is first._dtype else Meta(tensor._dtype))
    return result


def _run_on_parts(schema: FunctionSchema, args: Any, run: Run, held: Sparse | Nested) -> Tensor:
    """The same tensor of what an operator makes of the elements."""
    first: Tensor = args[0]
    part = held.values if isinstance(held, Sparse) else held.buffer
    given = [part, *args[1:]]
    made = run_quantized(schema, given, run) if takes_quantized(given) else run(schema, given)
    if made is part:
        return first
    copies = schema.kind == "aten::clone"
    if isinstance(held, Sparse):
        places = tuple(p.contiguous_copy() if copies else p for p in held.places)
        held = replace(held, places=places, values=made)
    else:
        held = replace(held, buffer=made)
    return first.held(held, made._dtype, first._sizes, first._strides)


_COMPLEX_PARTS = ("aten::real", "aten::imag", "aten::view_as_real")


def _halves(first: Tensor, kind: str) -> Tensor:
    """Views of the parts of complex numbers of two halves."""
    sizes, strides = first._sizes, tuple(2 * s for s in first._strides)
    if kind == "aten::view_as_real":
        sizes, strides = (*sizes, 2), (*strides, 1)
    offset = 2 * first._offset + (kind == "aten::imag")
    return Tensor(first._storage, float16, sizes, strides, offset)


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
