"""Operators that other operators define: grammar/composites/, compiled at first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minijit._contract import grammar_file
from minijit.diagnostics import Error, Source
from minijit.frontend import ArchiveResolver
from minijit.interpreter import call
from minijit.ir import CompilationUnit, Function
from minijit.schema.table import OPSET_VERSION_MAX


def find(name: str) -> Callable[..., Any] | None:
    """What runs the operator with this function name, such as `aten_std_dim`; None if unknown."""
    if not grammar_file(f"composites/{name}.py").is_file():
        return None

    def read(entry: str) -> Source | None:
        """`__torch__.<name>` is the operator, `__torch__.<file>.<name>` what several share."""
        folder, _, file = entry.removeprefix("code/").rpartition("/")
        where = f"composites/shared/{file}" if folder else f"composites/{name}.py"
        path = grammar_file(where)
        return Source(where, path.read_text(encoding="utf-8")) if path.is_file() else None

    resolver = ArchiveResolver(CompilationUnit(OPSET_VERSION_MAX), read)
    function = resolver.find(f"__torch__.{name}")
    resolver.drain()
    assert isinstance(function, Function)

    def run(*args: Any) -> Any:
        try:
            return call(function, args)
        except Error as e:
            # The place is the operator's, wherever in its definition the error arose.
            e.diagnostic.range = None
            e.diagnostic.frames.clear()
            raise

    return run
