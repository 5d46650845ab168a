"""The source of Python functions and classes, as AST with the user's own file and lines."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from minijit.diagnostics import Source, error
from minijit.syntax import ast
from minijit.syntax.parser import parse_file


def definition_source(function: Callable[..., Any]) -> ast.Def:
    """The AST of a function's or method's `def`. Error MJ1006 when Python has no source for it."""
    source = _source_of(function, getattr(function, "__name__", repr(function)))
    parsed = parse_file(source)
    if not parsed.functions:
        raise error("MJ1006", name=getattr(function, "__name__", repr(function)))
    return parsed.functions[0]


def class_source(cls: type) -> ast.ClassDef:
    """The AST of a class statement. Error MJ1006 when Python has no source for it."""
    parsed = parse_file(_source_of(cls, cls.__name__))
    if not parsed.classes:
        raise error("MJ1006", name=cls.__name__)
    return parsed.classes[0]


def _source_of(thing: Any, name: str) -> Source:
    thing = inspect.unwrap(thing)
    try:
        lines, first = inspect.getsourcelines(thing)
        file = inspect.getsourcefile(thing) or "<string>"
    except (OSError, TypeError):
        raise error("MJ1006", name=name) from None
    text, indent = _dedent(lines)
    return Source(file, text, max(first, 1), indent)


def _dedent(lines: list[str]) -> tuple[str, int]:
    """The lines without the indentation of the first.

    Lines that have less (strings, comments that stand further left) are kept as they are.
    """
    match = re.match(r"[ \t]*", lines[0])
    indent = match.group() if match else ""
    cut = [line.removeprefix(indent) for line in lines]
    text = "".join(cut)
    return (text if text.endswith("\n") else text + "\n"), len(indent)
