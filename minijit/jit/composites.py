"""Operators that other operators define: grammar/composites/, compiled at first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minijit._contract import grammar_file
from minijit.diagnostics import Error, Source
from minijit.frontend import compile_text
from minijit.interpreter import call
from minijit.ir import CompilationUnit
from minijit.schema.table import OPSET_VERSION_MAX


def find(name: str) -> Callable[..., Any] | None:
    """What runs the operator with this function name, such as `aten_std_dim`; None if unknown."""
    path = grammar_file(f"composites/{name}.py")
    if not path.is_file():
        return None
    unit = CompilationUnit(OPSET_VERSION_MAX)
    compile_text(unit, Source(f"composites/{path.name}", path.read_text(encoding="utf-8")))
    function = unit.functions[f"__torch__.{name}"]

    def run(*args: Any) -> Any:
        try:
            return call(function, args)
        except Error as e:
            # The place is the operator's, wherever in its definition the error arose.
            e.diagnostic.range = None
            e.diagnostic.frames.clear()
            raise

    return run
