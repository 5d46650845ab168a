"""The version that libraries compare: PyTorch's, since they ask for what PyTorch has since then."""

from __future__ import annotations

import re
from typing import Any

_RELEASE = re.compile(r"v?(\d+(?:\.\d+)*)([-_.]?(?:a|b|c|rc|alpha|beta|pre|dev|git)\S*?)?(\+\S*)?$")


def _key(version: Any) -> tuple[list[int], bool, str] | None:
    """What orders a version, given as text or as its numbers; None where it is no version."""
    if isinstance(version, list | tuple):
        version = ".".join(map(str, version))
    found = _RELEASE.match(version) if isinstance(version, str) else None
    if found is None:
        return None
    numbers = [int(number) for number in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers, not found[2], found[3] or ""


def _comparison(name: str) -> Any:
    def compare(self: TorchVersion, other: object) -> Any:
        own, theirs = _key(str(self)), _key(other)
        if own is None or theirs is None:
            return getattr(str, name)(self, other)
        return getattr(tuple, name)(own, theirs)

    return compare


class TorchVersion(str):
    """A version that compares as versions do, also with text and with tuples of numbers."""

    __slots__ = ()
    __lt__ = _comparison("__lt__")
    __le__ = _comparison("__le__")
    __gt__ = _comparison("__gt__")
    __ge__ = _comparison("__ge__")
    __eq__ = _comparison("__eq__")
    __ne__ = _comparison("__ne__")
    __hash__ = str.__hash__


__all__ = ["TorchVersion"]
