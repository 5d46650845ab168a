"""Constants as the archive's code dialect writes them (torch-formats.md §7.2)."""

from __future__ import annotations

from typing import Any

from minijit.types import Type

_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "'": "\\'", "\a": "\\a", "\b": "\\b",
    "\f": "\\f", "\n": "\\n", "\t": "\\t", "\v": "\\v",
}  # fmt: skip


def format_float(value: float) -> str:
    """The shortest of C's %.17g that is surely read back as a float: `2.`, `1e+20`, `inf`."""
    text = f"{value:.17g}"
    return text + "." if text.lstrip("-").isdigit() else text


def format_string(value: str) -> str:
    """A double-quoted literal; other control characters become three octal digits."""
    out = []
    for c in value:
        if c in _ESCAPES:
            out.append(_ESCAPES[c])
        else:
            out.append(f"\\{ord(c):03o}" if ord(c) < 32 or ord(c) == 127 else c)
    return f'"{"".join(out)}"'


def format_complex(value: complex) -> str:
    """`2.j`, else both parts, which code reads as a sum."""
    real, imag = format_float(value.real), format_float(value.imag)
    if real == "0.":
        return f"{imag}j"
    return f"{real}{'' if imag.startswith('-') else '+'}{imag}j"


def format_default(value: Any) -> str:
    """A default as PyTorch's schemas show it: a device's name, both parts of a complex number."""
    if type(value).__name__ == "device":
        return str(value)
    if isinstance(value, complex):
        real = format_float(value.real or 0.0)  # zeros have no sign here
        return f"{real}{'+' if value.imag >= 0 else '-'}{format_float(abs(value.imag))}j"
    return format_constant(value)


def format_constant(value: Any) -> str:
    """The literal of a constant; a tensor, which has none, prints as `<Tensor>`."""
    if value is None or isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return format_float(value)
    if isinstance(value, complex):
        return format_complex(value)
    if isinstance(value, str):
        return format_string(value)
    if isinstance(value, Type):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(format_constant, value))}]"
    if isinstance(value, tuple):
        comma = "," if len(value) == 1 else ""
        return f"({', '.join(map(format_constant, value))}{comma})"
    if isinstance(value, dict):
        items = (f"{format_constant(k)}: {format_constant(v)}" for k, v in value.items())
        return f"{{{', '.join(items)}}}"
    if type(value).__name__ == "device":
        return f"torch.device({format_string(str(value))})"
    if type(value).__name__ == "EnumValue":
        return repr(value)
    return "<Tensor>"
