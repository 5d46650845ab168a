"""Old meanings of operators: the functions of grammar/upgraders/, compiled on first use."""

from __future__ import annotations

import re
from functools import cache

from minijit._contract import grammar_file
from minijit.diagnostics import Source, error
from minijit.frontend.archive_resolver import compile_text
from minijit.ir import CompilationUnit, Function


@cache
def upgrader(name: str) -> Function:
    """The function of grammar/upgraders/<name>.py.

    Its text is read as of the version in its first line, `op_version_set = N`, and so is itself
    upgraded where an operator it uses has changed since.
    """
    path = grammar_file(f"upgraders/{name}.py")
    text = path.read_text(encoding="utf-8")
    match = re.match(r"op_version_set = (\d+)\n", text)
    if match is None:
        raise error("MJ9001", detail=f"{path.name} has no op_version_set line")
    unit = CompilationUnit(int(match.group(1)))
    compile_text(unit, Source(f"upgraders/{name}.py", text))
    return unit.functions[f"__torch__.{name}"]
