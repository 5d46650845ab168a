"""The source of Python functions and classes, as AST with the user's own file and lines."""

from __future__ import annotations

import ast as python_ast
import functools
import inspect
import linecache
import re
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from minijit.diagnostics import Error, Source, SourceRange, error
from minijit.diagnostics.ways import unsupported
from minijit.syntax import ast
from minijit.syntax.parser import parse_file


def definition_source(function: Callable[..., Any], head_only: bool = False) -> ast.Def:
    """The AST of a function's or method's `def`. Error MJ1006 when Python has no source for it.

    With `head_only` its body is `pass`, whatever it holds.
    """
    name = getattr(function, "__name__", repr(function))
    code = getattr(inspect.unwrap(function), "__code__", None)
    known = _definition(_Same(function if code is None else code), name, head_only)
    # The head is the caller's to change; bodies are never changed.
    return replace(known, parameters=[replace(p) for p in known.parameters])


@dataclass(frozen=True, slots=True)
class _Same:
    """A code object by identity: equal ones may come from different places."""

    code: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.code is other.code

    def __hash__(self) -> int:
        return id(self.code)


@functools.lru_cache(maxsize=1024)
def _definition(same: _Same, name: str, head_only: bool) -> ast.Def:
    """The AST of the `def` that made a code object, which is the same for every use of it."""
    source = _source_of(same.code, name)
    if name == "<lambda>":
        what = "Expected a single top-level function: lambda expressions outside of the program"
        raise unsupported(SourceRange(source, 0, len(source.text.partition("\n")[0])), what)
    parsed = parse_file(_head(source) if head_only else source)
    if not parsed.functions:
        raise error("MJ1006", name=name)
    return parsed.functions[0]


def class_source(cls: type) -> ast.ClassDef:
    """The AST of a class statement. Error MJ1006 when Python has no source for it."""
    parsed = parse_file(_source_of(cls, cls.__name__))
    if not parsed.classes:
        raise error("MJ1006", name=cls.__name__)
    return parsed.classes[0]


def class_range(cls: type) -> SourceRange | None:
    """Where a class is defined; None where its source is not there or not of the language."""
    try:
        return class_source(cls).range
    except Error:
        return None


def _head(source: Source) -> Source:
    """The text of a function with `pass` for its body."""
    made = python_ast.parse(source.text).body[0]
    if not isinstance(made, python_ast.FunctionDef | python_ast.AsyncFunctionDef):
        return source  # of a lambda, which the parser refuses
    first = made.body[0]
    lines = source.text.splitlines(keepends=True)[: first.lineno]
    lines[-1] = lines[-1].encode()[: first.col_offset].decode() + "pass\n"
    return Source(source.name, "".join(lines), source.first_line, source.indent)


def _source_of(thing: Any, name: str) -> Source:
    thing = inspect.unwrap(thing)
    file, lines, first = _lines_of_code(thing)
    if not lines:
        try:
            lines, first = inspect.getsourcelines(thing)
            file = inspect.getsourcefile(thing) or "<string>"
        except (OSError, TypeError):
            raise error("MJ1006", name=name) from None
    text, indent = _dedent(lines)
    return Source(file, text, max(first, 1), indent)


def _lines_of_code(thing: Any) -> tuple[str, list[str], int]:
    """File, lines and first line of a code object whose file can be read by its name alone.

    `inspect` finds the module first, which walks through all that are imported: thousands, with
    large libraries, for each function.
    """
    if not isinstance(thing, types.CodeType):
        return "", [], 0
    linecache.checkcache(thing.co_filename)
    lines = linecache.getlines(thing.co_filename)[thing.co_firstlineno - 1 :]
    return thing.co_filename, inspect.getblock(lines) if lines else [], thing.co_firstlineno


def _dedent(lines: list[str]) -> tuple[str, int]:
    """The lines without the indentation of the first.

    Lines that have less (strings, comments that stand further left) are kept as they are.
    """
    match = re.match(r"[ \t]*", lines[0])
    indent = match.group() if match else ""
    cut = [line.removeprefix(indent) for line in lines]
    text = "".join(cut)
    return (text if text.endswith("\n") else text + "\n"), len(indent)
