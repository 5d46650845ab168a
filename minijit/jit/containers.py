"""Lists and dicts that Python and functions of a program share: `script([1, 2])`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, SupportsIndex

from minijit.types import DictType, ListType, Type, infer_type, is_subtype


def _fits(value: Any, wanted: Type) -> bool:
    found = infer_type(value)
    return found is not None and is_subtype(found, wanted)


def _check(value: Any, wanted: Type) -> Any:
    if not _fits(value, wanted):
        raise TypeError(f"expected a value of type {wanted}, but got {value!r}")
    return value


class ScriptList(list[Any]):
    """A list of one element type; what a function does to it, Python sees."""

    def __init__(self, values: Iterable[Any], kind: ListType) -> None:
        super().__init__(values)
        self.elem = kind.elem

    def __setitem__(self, index: SupportsIndex | slice, value: Any) -> None:
        for item in value if isinstance(index, slice) else [value]:
            _check(item, self.elem)
        super().__setitem__(index, value)

    def __contains__(self, value: object) -> bool:
        return super().__contains__(_check(value, self.elem))

    def append(self, value: Any) -> None:
        super().append(_check(value, self.elem))

    def extend(self, values: Iterable[Any]) -> None:
        super().extend([_check(value, self.elem) for value in values])

    def insert(self, index: SupportsIndex, value: Any) -> None:
        super().insert(index, _check(value, self.elem))

    def count(self, value: Any) -> int:
        return super().count(_check(value, self.elem))

    def remove(self, value: Any) -> None:
        super().remove(_check(value, self.elem))


class ScriptDict(dict[Any, Any]):
    """A dict of one type of keys and one of values; what a function does to it, Python sees."""

    def __init__(self, values: dict[Any, Any], kind: DictType) -> None:
        super().__init__(values)
        self.kind = kind

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_check(key, self.kind.key), _check(value, self.kind.value))

    def __delitem__(self, key: Any) -> None:
        super().__delitem__(_check(key, self.kind.key))

    def __contains__(self, key: object) -> bool:
        if not _fits(key, self.kind.key):
            raise KeyError(key)
        return super().__contains__(key)


def script_container(value: list[Any] | dict[Any, Any]) -> ScriptList | ScriptDict:
    """A copy that functions share. TypeError for elements without a common type."""
    kind = infer_type(value)
    if isinstance(kind, ListType) and isinstance(value, list):
        return ScriptList(value, kind)
    if isinstance(kind, DictType) and isinstance(value, dict):
        return ScriptDict(value, kind)
    raise TypeError(f"the elements of {value!r} have no common type")
