"""Types that comments give: `# type: (int, str) -> bool`, and one comment for each parameter."""

from __future__ import annotations

import re

from minijit.diagnostics import Source, SourceRange, error
from minijit.syntax import ast

_COMMENT = re.compile(r"#\s*type:(?!\s*ignore)([^\n#]*)")
_MISSPELLED = re.compile(r"#(?! type:)\s*type\s*:\s*\([^\n]*->")


def apply_type_comments(made: ast.Def, head: SourceRange) -> None:
    """Gives a definition the types of the comments in its head.

    Where it has annotations, only a comment of the whole signature counts; it goes before them.

    `head` reaches from the parameters to the first statement. Errors: MJ1009 the comment is
    misspelled; MJ1010 it does not fit the parameters.
    """
    misspelled = _MISSPELLED.search(head.text)
    if misspelled is not None:
        start, end = (head.start + at for at in misspelled.span())
        place = SourceRange(head.source, start, end)
        raise error("MJ1009", place, line=place.line)
    found = [(m.group(1).strip(), head.start + m.start()) for m in _COMMENT.finditer(head.text)]
    if not found:
        return
    text, at = found[-1]
    where = SourceRange(head.source, at, at + len(text))
    match = re.fullmatch(r"\((.*)\)\s*(?:->\s*(.+))?", text, re.DOTALL)
    annotated = made.returns is not None or any(p.annotation for p in made.parameters)
    if annotated and (match is None or match.group(2) is None):
        return
    if match is None:
        _each_parameter(made, found)
        return
    if match.group(2) is not None:
        made.returns = _parsed(match.group(2), where)
    if match.group(1).strip() == "...":
        _each_parameter(made, found[:-1])
        return
    types = _elements(match.group(1), where)
    parameters = made.parameters
    if len(types) + 1 == len(parameters):
        parameters = parameters[1:]  # of a method, whose first one needs no type
    if len(types) != len(parameters):
        raise error("MJ1010", where, given=len(types), count=len(parameters))
    for parameter, kind in zip(parameters, types, strict=True):
        parameter.annotation = kind


def _each_parameter(made: ast.Def, found: list[tuple[str, int]]) -> None:
    """A comment belongs to the last parameter that stands before it."""
    for text, at in found:
        before = [p for p in made.parameters if p.range.start < at]
        if before:
            where = SourceRange(before[-1].range.source, at, at + len(text))
            before[-1].annotation = _parsed(text, where)


def _elements(text: str, where: SourceRange) -> list[ast.Expr]:
    if not text.strip():
        return []
    made = _parsed(f"({text},)", where)
    assert isinstance(made, ast.Tuple)
    return [e.operand if isinstance(e, ast.Starred) else e for e in made.items]


def _parsed(text: str, where: SourceRange) -> ast.Expr:
    from minijit.syntax.parser import move, parse_expression  # which reads the comments with this

    made: ast.Expr = move(parse_expression(Source(where.source.name, text.strip())), where)
    return made
