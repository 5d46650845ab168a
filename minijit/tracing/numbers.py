"""Numbers that a trace follows: they remember which value of the graph they are.

They are not of Python's `int`, since that would let `range(n)` and `items[n]` look at the number
unseen; for `isinstance` they are.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Protocol

from minijit.ir import Value
from minijit.tensor.symbolic import Symbolic, plain


class Follower(Protocol):
    """What a traced number needs of its tracer."""

    def computed(self, kind: str, result: float, *inputs: Any) -> Any:
        """Record an operator on numbers; its result."""

    def number_frozen(self, into: str) -> None:
        """Python has looked at the number itself."""

    def tensor_of(self, number: Any) -> Any:
        """The number as a tensor that is followed."""


class Traced(Symbolic):
    """A number of which the graph has a value; arithmetic with it is recorded."""

    __slots__ = ("tracer", "value")

    def __init__(self, number: float, tracer: Follower, value: Value) -> None:
        self.number = number
        self.tracer = tracer
        self.value = value

    def as_tensor(self) -> Any:
        return self.tracer.tensor_of(self)

    # mypy knows of no property of this name
    locals()["__class__"] = property(lambda self: type(self.number))

    def __hash__(self) -> int:
        return hash(self.number)

    def __repr__(self) -> str:
        return repr(self.number)

    def __format__(self, how: str) -> str:
        return format(self.number, how)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or hasattr(self.number, name):
            return getattr(self.number, name)
        return getattr(self.as_tensor(), name)


def _computed(kind: str, compute: Callable[..., Any], swap: bool) -> Any:
    def method(self: Traced, other: Any) -> Any:
        if not isinstance(other, int | float) or isinstance(other, bool):
            return NotImplemented
        pair = (other, self) if swap else (self, other)
        result = compute(*(plain(n) for n in pair))
        made = self.tracer.computed(kind, result, *pair)
        # In programs a power of ints is a float.
        is_whole = kind == "aten::pow" and isinstance(result, int)
        return self.tracer.computed("aten::Int", result, made) if is_whole else made

    return method


def _looked_at(into: str, convert: Callable[..., Any]) -> Any:
    def method(self: Traced, *others: Any) -> Any:
        if others and not isinstance(others[0], int | float):
            return NotImplemented
        self.tracer.number_frozen(into)
        return convert(self.number, *(plain(n) for n in others))

    return method


def _changed(kind: str, compute: Callable[[Any], Any]) -> Any:
    def method(self: Traced) -> Any:
        return self.tracer.computed(kind, compute(self.number), self)

    return method


for _name, _kind, _compute in (
    ("add", "aten::add", operator.add),
    ("sub", "aten::sub", operator.sub),
    ("mul", "aten::mul", operator.mul),
    ("truediv", "aten::div", operator.truediv),
    ("floordiv", "aten::floordiv", operator.floordiv),
    ("mod", "aten::remainder", operator.mod),
    ("pow", "aten::pow", operator.pow),
):
    setattr(Traced, f"__{_name}__", _computed(_kind, _compute, swap=False))
    setattr(Traced, f"__r{_name}__", _computed(_kind, _compute, swap=True))

for _name, _into, _convert in (
    ("eq", "Python boolean", operator.eq),
    ("ne", "Python boolean", operator.ne),
    ("lt", "Python boolean", operator.lt),
    ("le", "Python boolean", operator.le),
    ("gt", "Python boolean", operator.gt),
    ("ge", "Python boolean", operator.ge),
    ("bool", "Python boolean", bool),
    ("int", "Python integer", int),
    ("float", "Python float", float),
    ("index", "Python index", operator.index),
    ("trunc", "Python integer", int),
    ("round", "Python number", round),
    ("divmod", "Python number", divmod),
    ("complex", "Python number", complex),
    ("and", "Python integer", operator.and_),
    ("or", "Python integer", operator.or_),
    ("xor", "Python integer", operator.xor),
    ("lshift", "Python integer", operator.lshift),
    ("rshift", "Python integer", operator.rshift),
):
    setattr(Traced, f"__{_name}__", _looked_at(_into, _convert))

for _name, _kind, _change in (
    ("neg", "aten::neg", operator.neg),
    ("abs", "prim::abs", abs),
    ("floor", "aten::floor", lambda n: int(n // 1)),
    ("ceil", "aten::ceil", lambda n: -int(-n // 1)),
):
    setattr(Traced, f"__{_name}__", _changed(_kind, _change))
setattr(Traced, "__pos__", lambda self: self)  # noqa: B010 - like those above
