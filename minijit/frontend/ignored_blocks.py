"""`with torch.jit._IgnoreContextManager(a="inp:int", b="out:int")`: a block that Python runs."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minijit.diagnostics import Source, error
from minijit.frontend import emit_call, emit_expr, emit_stmt
from minijit.frontend.emitter import Emitter, as_value, constant_value
from minijit.frontend.sugared import Sugared
from minijit.syntax import ast, parse_file

if TYPE_CHECKING:
    from minijit.frontend.python_resolver import PythonResolver


@dataclass(slots=True)
class IgnoredBlock(Sugared):
    """The manager of such a block: the class, or a call of it that says what it reads and gives."""

    resolver: PythonResolver
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    what = "context manager"

    def emit_block(self, e: Emitter, stmt: ast.With) -> None:
        """The block as a function that is left to Python, called here."""
        where = stmt.range
        kinds = list(self.outputs.values())
        returns = kinds[0] if len(kinds) == 1 else f"tuple[{', '.join(kinds)}]" if kinds else "None"
        formals = ", ".join(f"{name}: {kind}" for name, kind in self.inputs.items())
        name = f"ignored_block_{where.line}"
        head = f"def {name}({formals}) -> {returns}:\n"
        tail = f"    return {', '.join(self.outputs) or 'None'}\n"
        first, last = stmt.body[0].range, stmt.body[-1].range
        start, _ = first.source.line_at(first.start)
        lines = textwrap.dedent(first.source.text[start : last.end])
        names = dict(self.resolver.names)
        text = head + textwrap.indent(lines, "    ") + "\n" + tail
        exec(compile(text, where.source.name, "exec"), names)  # noqa: S102 -- the user's own lines
        (definition,) = parse_file(Source(where.source.name, head + tail, where.line)).functions
        function = self.resolver.compiler.ignored_function(names[name], definition, names)
        given = [emit_expr.emit_name(e, ast.Name(where, each)) for each in self.inputs]
        args = [as_value(e, value, where) for value in given]
        made = emit_call.call_function(e, function, args, {}, where)
        targets: list[ast.Expr] = [ast.Name(where, each) for each in self.outputs]
        if len(targets) == 1:
            emit_stmt.assign(e, targets[0], made, where)
        elif targets:
            emit_stmt.assign_unpacked(e, targets, made, where)


def call_block(e: Emitter, resolver: PythonResolver, call: ast.Call) -> IgnoredBlock:
    """The names and the texts of their types. Error MJ2038: an argument says something else."""
    made = IgnoredBlock(resolver)
    for keyword in call.keywords:
        value = as_value(e, emit_expr.emit_named(e, keyword.value), keyword.range)
        known, text = constant_value(value)
        way, _, kind = text.partition(":") if known and isinstance(text, str) else ("", "", "")
        if way not in ("inp", "out") or not kind:
            detail = f'\'{keyword.name}\' must be a text such as "inp:int" or "out:int"'
            raise error("MJ2038", keyword.range, name="_IgnoreContextManager", detail=detail)
        (made.inputs if way == "inp" else made.outputs)[keyword.name] = kind.strip()
    return made
