"""Short texts of what a file gave, for messages: never long to make, whatever the file holds."""

from __future__ import annotations

import reprlib
from typing import Any


class _Shorten(reprlib.Repr):
    def repr_instance(self, x: Any, level: int) -> str:
        del level
        return repr(x) if x is None or type(x) in (bool, float) else type(x).__name__


_shorten = _Shorten()
_shorten.maxlevel = 2


def shown(value: Any) -> str:
    """A value."""
    return _shorten.repr(value)[:80]


def printable(raw: bytes | str, limit: int = 120) -> str:
    """A name; bytes that are not printable ASCII or UTF-8 become hexadecimal."""
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    text = data[: 4 * limit].decode("utf-8", "surrogateescape")
    result = ""
    for character in text:
        if len(result.encode()) >= limit:
            return result + "..."
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            result += f"\\x{code - 0xDC00:02x}"
        else:
            result += f"\\x{code:02x}" if code < 0x20 or code == 0x7F else character
    return result
