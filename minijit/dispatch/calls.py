"""An eager call: choose the overload, tell the tracer, run the reference."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Callable
from functools import cache
from typing import Any

from minijit.diagnostics import Error, error
from minijit.dispatch.binding import bind
from minijit.dispatch.complaints import no_overload
from minijit.dispatch.quantized import run_quantized, takes_quantized
from minijit.reference import lookup
from minijit.reference.copying import check_apart, check_writable, prim_write_result
from minijit.schema import FunctionSchema, find_schema, schemas
from minijit.tensor import Tensor
from minijit.tensor.budget import uncounted

Run = Callable[[FunctionSchema, list[Any]], Any]
Recorder = Callable[[FunctionSchema, list[Any], Run], Any]

_recorders: list[Recorder] = []


_composites: list[Callable[[str], Callable[..., Any] | None]] = []


def set_composites(find: Callable[[str], Callable[..., Any] | None]) -> None:
    """Say how operators are found that other operators define (grammar/composites/)."""
    _composites[:] = [find]


def set_recorder(recorder: Recorder | None) -> None:
    """Let a tracer run every operator, with what runs it; None ends it."""
    _recorders.clear()
    if recorder is not None:
        _recorders.append(recorder)


def current_recorder() -> Recorder | None:
    """The tracer's recorder, if one is at work."""
    return _recorders[0] if _recorders else None


@cache
def eager_schemas(kind: str) -> tuple[FunctionSchema, ...]:
    """The overloads that an eager call may mean: the table's that take or give tensors."""
    return tuple(
        s
        for s in schemas(kind)
        if not s.is_users
        and (
            any("Tensor" in t for t in s.return_texts)
            or any("Tensor" in a.text and "Dict" not in a.text for a in s.arguments)
        )
    )


def call(kind: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run the overload that fits the values; TypeError if none does."""
    candidates = eager_schemas(kind)
    for convert in (False, True):
        for schema in candidates:
            bound = bind(schema, args, kwargs, convert)
            if bound is not None:
                return record_and_run(schema, bound)
    raise no_overload(kind.partition("::")[2], candidates, args, kwargs)


def record_and_run(schema: FunctionSchema, args: list[Any]) -> Any:
    """Run one operator on all its schema arguments, and tell the tracer."""
    result = _recorders[0](schema, args, run) if _recorders else run(schema, args)
    if type(result) is list:
        return tuple(result) if schema.return_texts[0] == "Tensor[]" else result
    if type(result) is not tuple:
        return result
    if not schema.return_names:
        return result
    name = schema.kind.partition("::")[2] + ("_out" if schema.is_out else "")
    return _return_type(name, schema.return_names)(*result)


def run(schema: FunctionSchema, args: list[Any] | tuple[Any, ...]) -> Any:
    """Run one operator on all its schema arguments: the reference, nothing else."""
    if schema.quantized != "own" and takes_quantized(args):
        return run_quantized(schema, args, run_plainly)
    return run_plainly(schema, args)


def run_plainly(schema: FunctionSchema, args: list[Any] | tuple[Any, ...]) -> Any:
    """The same where no tensor is quantized, or it does not matter."""
    if schema.derive:
        return _run_derived(schema, args)
    if not schema.implementation:
        with uncounted():
            schema.implementation.append(_implementation(schema))
    try:
        return schema.implementation[0](*args)
    except Error:
        raise
    except (MemoryError, ArithmeticError, LookupError, TypeError, ValueError) as e:
        if schema.is_users:
            raise
        if isinstance(e, MemoryError):
            raise error("MJ9005", bytes=_bytes_of(e)) from None
        # What numpy refuses was not foreseen here; it keeps neither its class nor its words alone.
        raise error("MJ3124", operator=schema.qualified, detail=f"{type(e).__name__}: {e}") from e


def _implementation(schema: FunctionSchema) -> Callable[..., Any]:
    found = lookup(schema.function)
    if found is None and _composites:
        found = _composites[0](schema.function)
    if found is None:
        raise error("MJ3113", name=schema.qualified)
    return found


def _bytes_of(problem: MemoryError) -> int | str:
    """How many bytes numpy wanted, or words for it."""
    shape, kind = getattr(problem, "shape", None), getattr(problem, "dtype", None)
    return math.prod(shape) * kind.itemsize if shape and kind else "too many"


def _run_derived(schema: FunctionSchema, args: list[Any] | tuple[Any, ...]) -> Any:
    """In-place and out variants: the functional operator, then checked copies."""
    sibling = find_schema(schema.sibling)
    is_out, is_exact = schema.is_out, schema.is_exact
    count = len(schema.return_texts)
    given = list(args[:-count] if is_out else args)
    targets: list[Tensor] = list(args[-count:] if is_out else args[:1])
    given += [argument.default for argument in sibling.arguments[len(given) :]]
    if is_out:
        # What computes in a dtype that is asked for computes in that of `out`.
        for place, argument in enumerate(sibling.arguments):
            if argument.name == "dtype" and given[place] is None and not is_exact:
                given[place] = targets[0]._dtype.enum
    for target in targets:
        check_writable(target)
        for value in given:
            for source in value if isinstance(value, list | tuple) else (value,):
                if isinstance(source, Tensor):
                    check_apart(target, source, strictly=schema.is_apart)
    result = run(sibling, given)
    results = [result] if count == 1 else result
    for target, value in zip(targets, results, strict=True):
        prim_write_result(target, value, is_out, is_exact)
    return targets[0] if count == 1 else tuple(targets)


@cache
def _return_type(name: str, fields: tuple[str, ...]) -> Any:
    """A tuple with named fields that prints as PyTorch's `torch.return_types`."""
    base = namedtuple("base", fields)  # type: ignore[misc]  # noqa: PYI024

    def show(self: Any) -> str:
        inner = ",\n".join(
            f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True)
        )
        return f"torch.return_types.{name}(\n{inner})"

    return type(name, (base,), {"__repr__": show, "__slots__": ()})
