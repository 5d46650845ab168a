"""The methods that `@dataclass` makes, as syntax of the language.

Python's own `__init__`, `__eq__` and order methods of a dataclass have no source, so they are
written here from the fields.
"""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

from minijit.diagnostics import Source, error
from minijit.syntax import ast, class_range, parse_file

_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def made_methods(cls: type) -> dict[str, ast.Def]:
    """The methods of a dataclass that the user did not write, by name; {} for another class.

    A field's type is spelled `_type_of_<field>`; `field_types` says what these names are. Error
    MJ2052: a field has a default_factory.
    """
    if not dataclasses.is_dataclass(cls):
        return {}
    options = cls.__dataclass_params__  # type: ignore[attr-defined]
    texts: dict[str, str] = {}
    if options.init and not is_written(cls, "__init__"):
        texts["__init__"] = _init(cls)
    compared = [f.name for f in dataclasses.fields(cls) if f.compare]
    if options.eq and not is_written(cls, "__eq__"):
        texts["__eq__"] = _equality(compared)
    if options.eq and not is_written(cls, "__ne__"):
        texts["__ne__"] = (
            "def __ne__(self, other: _own_type) -> bool:\n  return not self == other\n"
        )
    if options.order:
        texts |= {name: _comparison(name, sign, compared) for name, sign in _ORDER.items()}
    return {
        name: parse_file(Source(f"<{cls.__name__}.{name}, made by @dataclass>", text)).functions[0]
        for name, text in texts.items()
    }


def field_types(cls: type) -> dict[str, Any]:
    """What the names of types mean that `made_methods` uses."""
    fields = getattr(cls, "__dataclass_fields__", {})
    found = {f"_type_of_{f.name}": getattr(f.type, "type", f.type) for f in fields.values()}
    return {"_own_type": cls, **found}


def is_written(cls: type, name: str) -> bool:
    """Whether the user has written the method: what @dataclass makes has no file."""
    try:
        inspect.getsourcelines(vars(cls)[name])
    except (KeyError, OSError, TypeError):
        return False
    return True


def _kind(field: Any) -> str:
    """What a field is: "_FIELD", "_FIELD_INITVAR" or "_FIELD_CLASSVAR"."""
    return str(field._field_type.name)


def _init(cls: type) -> str:
    fields = [f for f in cls.__dataclass_fields__.values() if _kind(f) != "_FIELD_CLASSVAR"]  # type: ignore[attr-defined]
    parameters: list[str] = ["self"]
    keyword_only: list[str] = []
    for field in fields:
        if field.default_factory is not dataclasses.MISSING:
            raise error("MJ2052", class_range(cls), name=f"{cls.__name__}.{field.name}")
        default = "" if field.default is dataclasses.MISSING else " = None"
        chosen = keyword_only if field.kw_only else parameters
        if field.init:
            chosen.append(f"{field.name}: _type_of_{field.name}{default}")
    if keyword_only:
        parameters += ["*", *keyword_only]
    lines = [f"def __init__({', '.join(parameters)}) -> None:"]
    for field in fields:
        if field.init and _kind(field) == "_FIELD":
            lines.append(f"  self.{field.name}: _type_of_{field.name} = {field.name}")
    if hasattr(cls, "__post_init__"):
        passed = ", ".join(f.name for f in fields if _kind(f) == "_FIELD_INITVAR")
        lines.append(f"  self.__post_init__({passed})")
    return "\n".join([*lines, "  pass"]) + "\n"


def _equality(compared: list[str]) -> str:
    lines = ["def __eq__(self, other: _own_type) -> bool:"]
    for field in compared:
        lines += [
            f"  a_{field}, b_{field} = self.{field}, other.{field}",
            f"  if a_{field} is not None and b_{field} is not None:",
            f"    if a_{field} != b_{field}:",
            "      return False",
            f"  elif a_{field} is not None or b_{field} is not None:",
            "    return False",
        ]
    return "\n".join([*lines, "  return True"]) + "\n"


def _comparison(name: str, sign: str, compared: list[str]) -> str:
    """The order of tuples: the first field that differs decides; None decides nothing."""
    lines = [f"def {name}(self, other: _own_type) -> bool:"]
    for field in compared:
        lines += [
            f"  a_{field}, b_{field} = self.{field}, other.{field}",
            f"  if a_{field} is not None and b_{field} is not None:",
            f"    if a_{field} != b_{field}:",
            f"      return bool(a_{field} {sign[0]} b_{field})",
        ]
    lines.append(f"  return {sign in ('<=', '>=')}")
    return "\n".join(lines) + "\n"
