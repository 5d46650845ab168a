"""The comparison of a trace with what was traced."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from minijit.diagnostics import error
from minijit.ir import Graph, Node
from minijit.reference.generator import default_generator
from minijit.tensor import Tensor
from minijit.tracing.places import where
from minijit.tracing.report import Report


def compare_graphs(
    first: Graph, constants: Sequence[Tensor], second: Graph, others: Sequence[Tensor]
) -> None:
    """Errors MJ7030 and MJ7031 where two traces of one thing differ."""
    a, b = str(first), str(second)
    if a != b:
        lines = difflib.ndiff(a.splitlines(), b.splitlines())
        raise error("MJ7030", diff="\n".join(f"\t\t{line}" for line in lines))
    for mine, its in zip(constants, others, strict=True):
        if not close(mine, its, 0.0):
            raise error("MJ7031", node=f"\t\t{mine}\n\t\t{its}")


def compare_results(
    made: Any,
    original: Any,
    graph: Graph,
    inputs: tuple[Any, ...],
    tolerance: float,
    report: Report,
    reset: Callable[[], None] = lambda: None,
) -> None:
    """Warn where the trace and what was traced give different results.

    `reset` brings back the state that a call changes.
    """
    # Random draws differ in the second call, as in PyTorch: whoever asked for them is told.
    before = default_generator.packed_state()
    try:
        expected = clones(call_with(original, inputs, clones(inputs)))
        reset()
        found = made(*clones(inputs))
    finally:
        reset()
        default_generator.unpack_state(before)
    random = [n for n in graph.walk() if n.schema is not None and n.schema.is_random]
    for number, (a, b) in enumerate(_pairs(expected, found), 1):
        if close(a, b, tolerance):
            continue
        if random:
            report.add("MJ7033", where(), nodes="\n".join(map(_placed, random)))
        detail = f"{a}\nis not close to\n{b}"
        report.add("MJ7032", where(), "note" if random else "", number=number, detail=detail)


def _placed(node: Node) -> str:
    """The operator, with its place as graphs print it."""
    place = "" if node.range is None else f" # {node.range.place}"
    return f"\t{node.qualified}{place}"


def _pairs(a: Any, b: Any) -> Any:
    """The tensors of two results, side by side."""
    if isinstance(a, list | tuple) and isinstance(b, list | tuple) and len(a) == len(b):
        for x, y in zip(a, b, strict=True):
            yield from _pairs(x, y)
    elif isinstance(a, dict) and isinstance(b, dict) and len(a) == len(b):
        for x, y in zip(a.values(), b.values(), strict=True):
            yield from _pairs(x, y)
    else:
        yield a, b


def close(a: Any, b: Any, tolerance: float) -> bool:
    """Whether two results are the same within a tolerance."""
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return a.shape == b.shape and bool(
            np.allclose(
                a.compute_array(), b.compute_array(), rtol=tolerance, atol=tolerance, equal_nan=True
            )
        )
    if isinstance(a, Tensor) or isinstance(b, Tensor):
        # A size that a trace returns is a tensor.
        number, tensor = (b, a) if isinstance(a, Tensor) else (a, b)
        return isinstance(number, int | float) and bool(tensor.item() == number)
    return bool(a == b)


class ByName(tuple[Any, ...]):  # noqa: SLOT001 -- tuples can have no slots
    """Example inputs for the parameters `names`, between which others keep their defaults."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], values: Iterable[Any]) -> ByName:
        made = cls(values)
        made.names = tuple(names)
        return made


def call_with(python: Any, inputs: Sequence[Any], values: Sequence[Any]) -> Any:
    """Call with values that stand for example inputs."""
    if isinstance(inputs, ByName):
        return python(**dict(zip(inputs.names, values, strict=True)))
    return python(*values)


def clones(value: Any) -> Any:
    """The same structure with tensors of their own memory."""
    if isinstance(value, ByName):
        return ByName.of(value.names, map(clones, value))
    if isinstance(value, Tensor):
        return value.contiguous_copy() if value.is_contiguous() else value.clone()
    if isinstance(value, tuple):
        items = [clones(v) for v in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, list):
        return [clones(v) for v in value]
    if isinstance(value, dict):
        return {k: clones(v) for k, v in value.items()}
    return value
