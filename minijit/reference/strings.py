"""Strings of programs, and messages: print, warn, raise."""

from __future__ import annotations

import warnings
from typing import Any

from minijit.diagnostics import error
from minijit.reference.common import fail
from minijit.reference.text import text_of


def aten_add_str(a: str, b: str) -> str:
    return a + b


def aten_str(elem: Any) -> str:
    return text_of(elem)


def aten_format(self: str, *values: Any) -> str:
    parts = self.split("{}")
    if len(parts) - 1 > len(values):
        fail("Too few arguments for format string: " + self)
    text = parts[0]
    for value, part in zip(values, parts[1:], strict=False):
        text += text_of(value) + part
    return text


def aten___getitem___str(s: str, index: int) -> str:
    if not -len(s) <= index < len(s):
        raise error("MJ3101", detail="string index out of range")
    return s[index]


def aten_slice_str(
    string: str, start: int | None = None, end: int | None = None, step: int = 1
) -> str:
    return string[start:end:step]


def aten_lower(self: str) -> str:
    return self.lower()


def aten_upper(self: str) -> str:
    return self.upper()


def aten_join(self: str, values: list[str]) -> str:
    return self.join(values)


def aten_strip(self: str, chars: str = " \n\t\f\v") -> str:
    return self.strip(chars)


def _until(self: str, end: int) -> int:
    """PyTorch writes the default end as -1, which means: to the end."""
    return len(self) if end == -1 else end


def aten_startswith(self: str, substr: str, start: int = 0, end: int = -1) -> bool:
    return self.startswith(substr, start, _until(self, end))


def aten_endswith(self: str, substr: str, start: int = 0, end: int = -1) -> bool:
    return self.endswith(substr, start, _until(self, end))


def aten_replace(self: str, old: str, new: str, max: int = -1) -> str:
    return self.replace(old, new, max)


def aten_find(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    return self.find(substr, start, _until(self, end))


def aten_index_str(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    found = aten_find(self, substr, start, end)
    if found < 0:
        raise error("MJ3103", detail="substring not found")
    return found


def aten_split_str(self: str, separator: str | None = None, max: int = -1) -> list[str]:
    if separator == "":
        raise error("MJ3103", detail="empty separator")
    return self.split(separator, max)


def aten_ord(string: str) -> int:
    if len(string) != 1:
        fail(f"ord() expected string of length 1, got {len(string)}")
    return ord(string)


def aten_chr(i: int) -> str:
    return chr(i)


def aten_warn(message: str, stacklevel: int = 2) -> None:
    warnings.warn(message, stacklevel=2)


def prim_RaiseException(msg: str, cls: str | None = None) -> None:
    raise error("MJ3112", message=msg if cls is None else f"{cls}: {msg}")


_grad_mode = [True]


def aten_is_grad_enabled() -> bool:
    return _grad_mode[0]


def aten_set_grad_enabled(val: bool) -> None:
    _grad_mode[0] = val
