"""Runs programs of the zoo: what PyTorch says of a file, and what minijit says of it."""

from __future__ import annotations

import copy
import io
from typing import Any

import torch

import minijit
from tests.compat.zoo.entry import ENTRIES, calls_of
from tests.executors import plain


def saved(name: str) -> tuple[bytes, list[Any]]:
    """The bytes of a program's file, as PyTorch writes it, and its calls."""
    torch.manual_seed(0)
    made, calls = ENTRIES[name]()
    if isinstance(made, bytes):
        return made, calls_of(calls)
    buffer = io.BytesIO()
    torch.jit.save(made, buffer)
    return buffer.getvalue(), calls_of(calls)


def to_minijit(value: Any) -> Any:
    """The same value with tensors of minijit."""
    if isinstance(value, torch.Tensor) and value.is_quantized:
        integers = to_minijit(value.int_repr())
        return minijit._make_per_tensor_quantized_tensor(
            integers, value.q_scale(), value.q_zero_point()
        )
    if isinstance(value, torch.Tensor):
        if value.dtype == torch.bfloat16:
            return minijit.from_numpy(value.float().numpy().copy()).to(minijit.bfloat16)
        return minijit.from_numpy(value.detach().numpy().copy())
    if isinstance(value, tuple):
        return tuple(to_minijit(v) for v in value)
    if isinstance(value, list):
        return [to_minijit(v) for v in value]
    if isinstance(value, dict):
        return {k: to_minijit(v) for k, v in value.items()}
    return value


class Raised:
    """A call that raised; which words it used is for other tests."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Raised)

    def __repr__(self) -> str:
        return f"raised: {self.text}"


def outcomes(module: Any, calls: list[Any], convert: Any) -> list[Any]:
    """The plain result of each call, made one after another, or that it raised."""
    found = []
    for method, arguments in calls:
        try:
            result = getattr(module, method)(*[convert(copy.deepcopy(a)) for a in arguments])
        except Exception as problem:
            found.append(Raised(str(problem)))
        else:
            found.append(plain(result))
    return found


def torch_outcomes(data: bytes, calls: list[Any]) -> list[Any]:
    """What PyTorch says."""
    with torch.no_grad():
        return outcomes(torch.jit.load(io.BytesIO(data)), calls, lambda v: v)


def minijit_outcomes(data: bytes, calls: list[Any], engine: str) -> list[Any]:
    """What an engine of minijit says."""
    module = minijit.jit.load(io.BytesIO(data), engine=engine)
    assert module.engine == engine
    with minijit.no_grad():
        return outcomes(module, calls, to_minijit)
