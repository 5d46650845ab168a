"""Values that a file gave for slots of known types."""

from __future__ import annotations

from typing import Any

from minijit._limits import LIMITS
from minijit.diagnostics import Error, error
from minijit.interpreter.run import named_tuple
from minijit.interpreter.values import is_instance
from minijit.ir import ScriptObject
from minijit.types import (
    ANY,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
    infer_type,
)


def has_own_state(cls: ClassType) -> bool:
    """Whether objects of a class are pickled by methods of their own."""
    return "__setstate__" in cls.methods and "__getstate__" in cls.methods


def check_nesting(value: Any, record: str) -> None:
    """Refuses what no runtime could free, or walk.

    Error MJ6030: a list, dict, tuple or object lies within itself, or they nest too deep.
    """

    def unfit(expected: str, found: str) -> Error:
        return error("MJ6030", record=record, expected=expected, found=found)

    depths: dict[int, int] = {}  # of every part; 0 while it is being walked
    below = [0]  # how deep what was found so far nests, of every open part
    steps = [(value, False)]
    while steps:
        part, leaving = steps.pop()
        if isinstance(part, ScriptObject):
            inner = list(part.slots.values())
        elif isinstance(part, dict):
            inner = [*part.keys(), *part.values()]
        elif isinstance(part, list | tuple):
            inner = list(part)
        else:
            continue
        if leaving:
            depths[id(part)] = depth = below.pop() + 1
            below[-1] = max(below[-1], depth)
        elif id(part) not in depths:
            depths[id(part)] = 0
            below.append(0)
            steps.append((part, True))
            steps += [(each, False) for each in inner]
        elif depths[id(part)]:
            below[-1] = max(below[-1], depths[id(part)])
        else:
            raise unfit("values that can be freed", "one that holds itself")
    most = LIMITS["max_pickle_depth"]
    if below[-1] > most:
        raise unfit(f"values that nest {most} deep at most", f"one that nests {below[-1]} deep")


class Misfit(Exception):
    """The value found, in words."""


class Fitter:
    """Gives the values of one pickle their types.

    A list or dict has one type: what its tag says, and every slot that it is found in. So its
    elements are looked at once, and the time follows the size of the file.
    """

    def __init__(self, record: str) -> None:
        self.record = record
        self.tags: dict[int, Type] = {}
        self.settled: dict[int, Type] = {}
        self.named: dict[tuple[int, Type], Any] = {}
        self.open: set[int] = set()
        self.alive: list[Any] = []
        self.depth = 0

    def tag(self, container: Any, kind: Type) -> None:
        """Note what the file says of a container."""
        self.tags[id(container)] = kind
        self.alive.append(container)

    def fit(self, value: Any, kind: Type) -> Any:
        """The value as a slot of type `kind` holds it (named tuples for plain ones), or Misfit."""
        self.depth += 1
        if self.depth > LIMITS["max_type_depth"]:
            raise error("MJ5016", record=self.record, limit="max_type_depth", value=self.depth)
        try:
            return self._fit(value, kind)
        finally:
            self.depth -= 1

    def _fit(self, value: Any, kind: Type) -> Any:
        if isinstance(kind, OptionalType):
            return None if value is None else self.fit(value, kind.elem)
        if isinstance(kind, UnionType):
            kind = next((m for m in kind.members if self._may_be(value, m)), kind)
        if kind == ANY:
            kind = self._own_type(value)
        if isinstance(kind, ListType | DictType) and type(value) in (list, dict):
            return self._fit_container(value, kind)
        if isinstance(kind, TupleType) and type(value) is tuple and len(value) == len(kind.elems):
            return self._fit_tuple(value, kind)
        if kind == ANY:
            return value
        if type(value) in (list, dict, tuple) or not is_instance(value, kind):
            raise Misfit(self._name(value))
        return value

    def _fit_container(self, value: Any, kind: Type) -> Any:
        known = self.settled.get(id(value))
        if known is not None:
            if known != kind or id(value) in self.open:
                itself = " that holds itself" if id(value) in self.open else ""
                raise Misfit(f"a {known}{itself}")
            return value
        self.settled[id(value)] = kind
        self.open.add(id(value))
        self.alive.append(value)
        if isinstance(kind, ListType) and isinstance(value, list):
            for i, item in enumerate(value):
                value[i] = self.fit(item, kind.elem)
        elif isinstance(kind, DictType) and isinstance(value, dict):
            for key, item in value.items():
                self.fit(key, kind.key)
                value[key] = self.fit(item, kind.value)
        else:
            raise Misfit(self._name(value))
        self.open.remove(id(value))
        return value

    def _fit_tuple(self, value: tuple[Any, ...], kind: TupleType) -> Any:
        known = self.named.get((id(value), kind))
        if known is None:
            items = [self.fit(item, inner) for item, inner in zip(value, kind.elems, strict=True)]
            if kind.name is not None:
                known = named_tuple(kind)(*items)
            else:
                same = all(new is old for new, old in zip(items, value, strict=True))
                known = value if same else tuple(items)
            self.named[id(value), kind] = known
            self.alive.append(value)
        return known

    def _own_type(self, value: Any) -> Type:
        """The type of what lies in a slot that takes anything."""
        known = self.settled.get(id(value), self.tags.get(id(value)))
        if known is not None and type(value) in (list, dict):
            return known
        if type(value) is list:
            return ListType(ANY)
        if type(value) is dict:
            key = next(iter(value), "")
            return DictType(infer_type(key) or ANY, ANY)
        return TupleType((ANY,) * len(value)) if type(value) is tuple else ANY

    def _may_be(self, value: Any, kind: Type) -> bool:
        if isinstance(kind, ListType | DictType):
            if type(value) is not (list if isinstance(kind, ListType) else dict):
                return False
            return self.settled.get(id(value), self.tags.get(id(value), kind)) == kind
        if isinstance(kind, TupleType):
            return type(value) is tuple and len(value) == len(kind.elems)
        return type(value) not in (list, dict, tuple) and is_instance(value, kind)

    @staticmethod
    def _name(value: Any) -> str:
        own = getattr(value, "class_type", None)
        return f"a {own or type(value).__name__}"
