"""Functions that a user gives as text: `CompilationUnit("def f(x): ...")`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minijit.diagnostics import Source, SourceRange, error
from minijit.frontend import builtins
from minijit.frontend.archive_resolver import LITERALS, compile_text
from minijit.frontend.compile import declare, define
from minijit.frontend.module_compiler import PythonCompiler
from minijit.frontend.python_resolver import PythonResolver
from minijit.frontend.scope import Named
from minijit.frontend.sugared import BuiltinValue, FunctionValue, LiteralOf
from minijit.ir import CompilationUnit, Function
from minijit.syntax import ast, parse_file


def compile_user_text(unit: CompilationUnit, source: Source, names: Mapping[str, Any]) -> None:
    """Compiles every function of a text, qualified by `__torch__`; `names` are Python's around it.

    A text that defines classes means what the code of an archive would.
    """
    parsed = parse_file(source)
    if parsed.classes:
        compile_text(unit, source, user=True)
        return
    resolver = TextResolver(PythonCompiler(unit), names, parsed.functions)
    for definition in parsed.functions:
        resolver.compile(definition.name, definition.range)


class TextResolver(PythonResolver):
    """The text's own functions, compiled when they are reached, then Python's names."""

    def __init__(
        self, compiler: PythonCompiler, names: Mapping[str, Any], definitions: list[ast.Def]
    ) -> None:
        super().__init__(compiler, dict(names))
        self.waiting = {definition.name: definition for definition in definitions}

    def compile(self, name: str, where: SourceRange) -> Function:
        """A function of the text or of an earlier one. Error MJ2025: it is being compiled."""
        unit = self.compiler.unit
        qualified = f"__torch__.{name}"
        definition = self.waiting.pop(name, None)
        if definition is not None:
            function, declared = declare(unit, self, definition, qualified)
            unit.functions[qualified] = function
            define(unit, self, definition, function, declared)
        function = unit.functions[qualified]
        if not function.defined:
            raise error("MJ2025", where, name=name)
        return function

    def resolve_name(self, name: str, where: SourceRange) -> Named | None:
        if name in self.waiting or f"__torch__.{name}" in self.compiler.unit.functions:
            return FunctionValue(self.compile(name, where))
        found = super().resolve_name(name, where)
        if found is None and name in builtins.NAMES:
            return BuiltinValue(name)
        if found is None and name in LITERALS:
            return LiteralOf(LITERALS[name])
        return found
