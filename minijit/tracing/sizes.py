"""Sizes that a trace follows: ints that remember which value of the graph they are."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Protocol

from minijit.dispatch import current_recorder
from minijit.ir import Value
from minijit.tensor import Size


class Follower(Protocol):
    """What a traced number needs of its tracer."""

    def number(self, kind: str, result: int, *inputs: int) -> int:
        """Record an operator on numbers; its result."""


class TracedInt(int):
    """An int of which the graph has a value; arithmetic with it is recorded."""

    tracer: Follower
    value: Value

    @staticmethod
    def make(number: int, tracer: Follower, value: Value) -> TracedInt:
        """A number that `tracer` knows as `value`."""
        made = TracedInt(number)
        made.tracer = tracer
        made.value = value
        return made


def _recorded(kind: str, compute: Callable[[int, int], int], swap: bool) -> Any:
    def method(self: TracedInt, other: Any) -> Any:
        if not isinstance(other, int) or isinstance(other, bool):
            return NotImplemented
        pair = (other, self) if swap else (self, other)
        result = compute(int(pair[0]), int(pair[1]))
        recorder: Any = current_recorder()
        if recorder is not self.tracer:
            return result
        return self.tracer.number(kind, result, *pair)

    return method


for _name, _kind, _compute in (
    ("add", "aten::add", operator.add),
    ("sub", "aten::sub", operator.sub),
    ("mul", "aten::mul", operator.mul),
    ("floordiv", "aten::floordiv", operator.floordiv),
    ("mod", "aten::remainder", operator.mod),
):
    setattr(TracedInt, f"__{_name}__", _recorded(_kind, _compute, swap=False))
    setattr(TracedInt, f"__r{_name}__", _recorded(_kind, _compute, swap=True))


class TracedSize(Size):
    """A Size of traced numbers."""

    __slots__ = ()

    @staticmethod
    def make(numbers: Any) -> TracedSize:
        """These numbers as they are."""
        return tuple.__new__(TracedSize, numbers)

    def __getitem__(self, index: Any) -> Any:
        item = tuple.__getitem__(self, index)
        return TracedSize.make(item) if isinstance(index, slice) else item

    def __add__(self, other: Any) -> TracedSize:
        return TracedSize.make((*self, *other))

    def __radd__(self, other: Any) -> TracedSize:
        return TracedSize.make((*other, *self))

    def numel(self) -> int:
        count: int = 1
        for number in self:
            count = number * count
        return count
