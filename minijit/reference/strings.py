"""Strings of programs, and messages: print, warn, raise."""

from __future__ import annotations

import re
import sys
import threading
import warnings
from typing import Any

from minijit.diagnostics import error
from minijit.reference.common import fail
from minijit.reference.containers import check_slice_step
from minijit.reference.text import text_of
from minijit.tensor.budget import check_alloc


def _bytes(text: str) -> bytes:
    """Strings of programs are bytes; what is no UTF-8 survives as lone surrogates."""
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _together(text: str) -> str:
    """A text put together of parts: lone bytes that meet in it may be a character."""
    return text if text.isascii() else _text(_bytes(text))


def aten_add_str(a: str, b: str) -> str:
    check_alloc(len(a) + len(b))
    return _together(a + b)


def aten_str(elem: Any) -> str:
    return text_of(elem)


def aten_format(self: str, *values: Any) -> str:
    parts = self.split("{}")
    if len(parts) - 1 > len(values):
        fail("Too few arguments for format string: " + self)
    text = parts[0]
    for value, part in zip(values, parts[1:], strict=False):
        text = aten_add_str(text, text_of(value) + part)
    return text


def _filled(specifier: str, value: Any) -> str:
    """One value under `%d`, `%f`, `%e`, `%c` or `%s`."""
    kind = "String" if isinstance(value, str) else type(value).__name__.capitalize()
    if specifier in "di":
        if not isinstance(value, int | float):
            fail(f"%{specifier} requires a number for formatting, but got {kind}")
        return str(int(value))
    if specifier in "eEfF":
        if not isinstance(value, int | float):
            fail(f"%{specifier} requires a number for formatting, but got {kind}")
        return f"{float(value):.6{specifier}}"
    if specifier == "c":
        if isinstance(value, int):
            return chr(value)
        if isinstance(value, str) and len(value) == 1:
            return value
        fail(f"%{specifier} requires an int or char for formatting, but got {kind}")
    if specifier != "s":
        fail(f"The specifier %{specifier} is not supported in TorchScript format strings")
    return text_of(value)


def aten_percentFormat(self: str, *given: Any) -> str:
    values = given[0] if given and isinstance(given[0], tuple) else given[:1]
    text, at, used = "", 0, 0
    while True:
        hole = self.find("%", at)
        if hole < 0:
            break
        text += self[at:hole]
        if hole + 1 == len(self):
            fail("Incomplete format specifier")
        specifier, at = self[hole + 1], hole + 2
        if specifier == "%":
            text += "%"
            continue
        if used >= len(values):
            fail("Too few arguments for format string")
        text = aten_add_str(text, _filled(specifier, values[used]))
        used += 1
    if used < len(values):
        fail("Too many arguments for format string")
    return aten_add_str(text, self[at:])


def aten___getitem___str(s: str, index: int) -> str:
    data = _bytes(s)
    if not -len(data) <= index < len(data):
        raise error("MJ3101", detail="string index out of range")
    return _text(data[index : index + 1] if index != -1 else data[-1:])


def aten_slice_str(
    string: str, start: int | None = None, end: int | None = None, step: int = 1
) -> str:
    check_slice_step(step)
    return _text(_bytes(string)[start:end:step])


def aten_len_str(s: str) -> int:
    return len(_bytes(s))


def aten_list(t: str) -> list[str]:
    data = _bytes(t)
    return [_text(data[i : i + 1]) for i in range(len(data))]


def aten_lower(self: str) -> str:
    return _text(_bytes(self).lower())


def aten_upper(self: str) -> str:
    return _text(_bytes(self).upper())


def aten_join(self: str, values: list[str]) -> str:
    check_alloc(sum(map(len, values)) + len(self) * len(values))
    return _together(self.join(values))


def aten_strip(self: str, chars: str = " \n\t\f\v") -> str:
    return _text(_bytes(self).strip(_bytes(chars))) if chars else self


def _bounds(size: int, start: int, end: int) -> tuple[int, int]:
    """The bounds of a search; a negative end counts from one behind the last character."""
    if start < 0:
        start = max(start + size, 0)
    if end < 0:
        end = max(end + size + 1, 0)
    return start, end


def _cut(data: bytes, start: int, count: int) -> bytes:
    """As PyTorch's `substr`: a negative count means all that follows, a start too far an error."""
    size = len(data)
    if start > size:
        fail(f"basic_string::substr: __pos (which is {start}) > this->size() (which is {size})")
    return data[start : start + count] if count >= 0 else data[start:]


def _part(text: str, start: int, end: int) -> tuple[int, bytes]:
    """Where a search begins, and what it looks at: nothing where the bounds cross."""
    data = _bytes(text)
    first, last = _bounds(len(data), start, end)
    return first, _cut(data, first, last - first) if last > first else b""


def aten_startswith(self: str, substr: str, start: int = 0, end: int = -1) -> bool:
    data = _bytes(self)
    first, last = _bounds(len(data), start, end)
    return _cut(data, first, last - first).startswith(_bytes(substr))


def aten_endswith(self: str, substr: str, start: int = 0, end: int = -1) -> bool:
    data = _bytes(self)
    first, last = _bounds(len(data), start, end)
    return _cut(data, first, last - first).endswith(_bytes(substr))


def aten_replace(self: str, old: str, new: str, max: int = -1) -> str:
    data, before, after = _bytes(self), _bytes(old), _bytes(new)
    found = data.count(before) if max < 0 else min(data.count(before), max)
    check_alloc(len(data) + found * len(after))
    return _text(data.replace(before, after, max))


def aten_find(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    first, part = _part(self, start, end)
    found = part.find(_bytes(substr))
    return found + first if found >= 0 else -1


def aten_index_str(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    found = aten_find(self, substr, start, end)
    if found < 0:
        fail("ValueError: substring not found")
    return found


def aten_split_str(self: str, separator: str | None = None, max: int = -1) -> list[str]:
    if separator == "":
        fail("ValueError: empty separator")
    parts = _bytes(self).split(None if separator is None else _bytes(separator), max)
    return [_text(part) for part in parts]


def aten_rsplit(self: str, separator: str = " ", max: int = -1) -> list[str]:
    if separator == "":
        fail("ValueError: empty separator")
    return [_text(part) for part in _bytes(self).rsplit(_bytes(separator), max)]


def aten_splitlines(self: str, keepends: bool = False) -> list[str]:
    """Line ends that are kept are elements of their own, unlike Python's."""
    parts = re.split(r"([\n\r\v\f\x1c-\x1e])", self)
    if not parts[-1]:
        parts.pop()
    return parts if keepends else parts[::2]


def aten_partition(self: str, separator: str) -> tuple[str, str, str]:
    before, found, after = _bytes(self).partition(_bytes(separator) or b"\0")
    return (_text(before), _text(found), _text(after)) if separator else ("", "", self)


def aten_rpartition(self: str, separator: str) -> tuple[str, str, str]:
    before, found, after = _bytes(self).rpartition(_bytes(separator) or b"\0")
    return (_text(before), _text(found), _text(after)) if separator else (self, "", "")


def aten_isspace(self: str) -> bool:
    return _bytes(self).isspace()


def aten_isalpha(self: str) -> bool:
    return _bytes(self).isalpha()


def aten_isdigit(self: str) -> bool:
    return _bytes(self).isdigit()


aten_isnumeric = aten_isdecimal = aten_isdigit


def aten_isalnum(self: str) -> bool:
    return _bytes(self).isalnum()


def aten_isprintable(self: str) -> bool:
    return all(32 <= c < 127 for c in _bytes(self))


def aten_islower(self: str) -> bool:
    return _bytes(self).islower()


def aten_isupper(self: str) -> bool:
    return _bytes(self).isupper()


def aten_isidentifier(self: str) -> bool:
    """Without the underscore, as PyTorch has it."""
    data = _bytes(self)
    return data.isalnum() and not data[:1].isdigit()


def aten_istitle(self: str) -> bool:
    return _bytes(self).istitle()


def aten_capitalize(self: str) -> str:
    return _text(_bytes(self).capitalize())


def aten_title(self: str) -> str:
    return _text(_bytes(self).title())


def aten_swapcase(self: str) -> str:
    return _text(_bytes(self).swapcase())


def _fill(self: str, width: int, fillchar: str) -> tuple[bytes, int]:
    if len(_bytes(fillchar)) != 1:
        fail("TypeError: The fill character must be exactly one character long")
    return _bytes(self), max(width - len(_bytes(self)), 0)


def aten_center(self: str, width: int, fillchar: str = " ") -> str:
    data, missing = _fill(self, width, fillchar)
    left = missing // 2 + (missing & width & 1)
    return _text(_bytes(fillchar) * left + data + _bytes(fillchar) * (missing - left))


def aten_ljust(self: str, width: int, fillchar: str = " ") -> str:
    data, missing = _fill(self, width, fillchar)
    return _text(data + _bytes(fillchar) * missing)


def aten_rjust(self: str, width: int, fillchar: str = " ") -> str:
    data, missing = _fill(self, width, fillchar)
    return _text(_bytes(fillchar) * missing + data)


def aten_zfill(self: str, width: int) -> str:
    """Zeros before everything, a sign included, unlike Python."""
    return aten_rjust(self, width, "0")


def aten_expandtabs(self: str, tabsize: int = 8) -> str:
    """Columns go on behind the end of a line, unlike Python's."""
    made = b""
    for c in _bytes(self):
        made += (
            bytes([c]) if c != 9 else b" " * (tabsize - len(made) % tabsize if tabsize > 0 else 0)
        )
    return _text(made)


def aten_lstrip(self: str, chars: str = " \n\t\f\v") -> str:
    return _text(_bytes(self).lstrip(_bytes(chars))) if chars else self


def aten_rstrip(self: str, chars: str = " \n\t\f\v") -> str:
    return _text(_bytes(self).rstrip(_bytes(chars))) if chars else self


def aten_rfind(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    first, part = _part(self, start, end)
    found = part.rfind(_bytes(substr))
    return found + first if found >= 0 else -1


def aten_rindex(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    found = aten_rfind(self, substr, start, end)
    if found < 0:
        fail("ValueError: substring not found")
    return found


def aten_count(self: str, substr: str, start: int = 0, end: int = -1) -> int:
    """Those that begin within the bounds; PyTorch never ends where `substr` is empty."""
    data, wanted = _bytes(self), _bytes(substr)
    first, last = _bounds(len(data), start, end)
    if first >= min(last, len(data)):
        return 0
    if not wanted:
        return min(last, len(data)) - first + 1
    return data[: last + len(wanted) - 1].count(wanted, first)


def aten_bin(i: int) -> str:
    return bin(i)


def aten_oct(i: int) -> str:
    return oct(i)


def aten_hex(i: int) -> str:
    return hex(i)


def aten_ord(string: str) -> int:
    data = _bytes(string)
    if len(data) != 1:
        fail(f"String for ord() must be 1 character, found {len(data)}")
    return data[0]


def aten_chr(i: int) -> str:
    if not 0 <= i < 0x10FFFF:  # PyTorch leaves out the last one
        fail(f"chr() arg not in range(0x110000), found {i}")
    return _text(bytes([i & 0xFF]))


class _Warned(threading.local):
    places: set[tuple[str, int]] | None = None


_warned = _Warned()


class one_run:
    """A run of a program, in which each place warns once, and anew in the next run."""

    __slots__ = ("outer",)

    def __enter__(self) -> None:
        self.outer = _warned.places
        if self.outer is None:
            _warned.places = set()

    def __exit__(self, *problem: object) -> None:
        _warned.places = self.outer


def aten_warn(message: str, stacklevel: int = 2) -> None:
    """A warning at the line of Python that runs the program."""
    warn_at(message)


def _is_of_this_process(file: str) -> bool:
    """Whether a loaded module was read from a file; the file system is not asked."""
    modules = (getattr(module, "__dict__", {}) for module in list(sys.modules.values()))
    return any(attributes.get("__file__") == file for attributes in modules)


def warn_at(message: str, file: str = "", line: int = 0) -> None:
    """A warning at a line of a program, or where that is not known at the line that runs it."""
    place = (file or message, line)
    if _warned.places is not None:
        if place in _warned.places:
            return
        _warned.places.add(place)
    if not file:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__", "").startswith("minijit."):
            frame = frame.f_back
        file, line = frame.f_code.co_filename, frame.f_lineno
    elif not _is_of_this_process(file):
        # A file may name any path as its program's; in brackets nobody opens it to show the line.
        file = f"<{file.strip('<>')}>"
    warnings.warn_explicit(message, UserWarning, file, line)


# What the definition of an operator raises, by the class that it names.
_OF_OPERATORS = {
    "operator.RuntimeError": "MJ3100", "operator.IndexError": "MJ3101",
    "operator.TypeError": "MJ3102", "operator.ValueError": "MJ3103",
    "operator.NotImplementedError": "MJ3120",
}  # fmt: skip


def prim_RaiseException(msg: str, cls: str | None = None) -> None:
    if cls in _OF_OPERATORS:
        raise error(_OF_OPERATORS[cls], detail=msg)
    raise error("MJ3112", message=msg if cls is None else f"{cls}: {msg}")


class _GradMode(threading.local):
    enabled = True


_grad_mode = _GradMode()


def aten_is_grad_enabled() -> bool:
    return _grad_mode.enabled


def aten_set_grad_enabled(val: bool) -> None:
    _grad_mode.enabled = val
