"""Types that comments give: `# type: (int, str) -> bool`, and one comment for each parameter."""

from __future__ import annotations

import re

from minijit.diagnostics import Source, SourceRange, error
from minijit.syntax import ast

_COMMENT = re.compile(r"#\s*type:(?!\s*ignore)([^\n#]*)")
_OF_RESULT = re.compile(r"\(\s*\.\.\.\s*\)\s*->")
_MISSPELLED = re.compile(r"#(?! type:)\s*type\s*:\s*\([^\n]*->")


def apply_type_comments(made: ast.Def, head: SourceRange) -> None:
    """Gives a definition the types of the comments in its head.

    Where it has annotations, only a comment of the whole signature counts; it goes before them.

    `head` reaches from the parameters to the first statement. Errors: MJ1009 the comment is
    misspelled; MJ1010 it does not fit the parameters; MJ1012 a comment for each
    parameter stands beside one of the whole signature.
    """
    misspelled = _MISSPELLED.search(head.text)
    if misspelled is not None:
        start, end = (head.start + at for at in misspelled.span())
        place = SourceRange(head.source, start, end)
        raise error("MJ1009", place, line=place.line)
    found = [(m.group(1).strip(), head.start + m.start()) for m in _COMMENT.finditer(head.text)]
    if not found:
        return
    of_result = [at for at, (text, _) in enumerate(found) if _OF_RESULT.match(text)]
    if of_result:
        del found[of_result[0] + 1 :]
    elif len(found) > 1 and any("->" in text for text, _ in found):
        raise error("MJ1012", SourceRange(head.source, found[-1][1], head.end))
    text, at = found[-1]
    where = SourceRange(head.source, at, at + len(text))
    match = _signature(text)
    annotated = made.returns is not None or any(p.annotation for p in made.parameters)
    if annotated and (match is None or not match[1]):
        return
    if match is None:
        _each_parameter(made, found)
        return
    types, result = match
    if result:
        made.returns = _parsed(result, where)
    if types.strip() == "...":
        _each_parameter(made, found[:-1])
        return
    _whole_signature(made, _elements(types, where))


def _whole_signature(made: ast.Def, types: list[ast.Expr]) -> None:
    """One type for each parameter; `self` needs none."""
    parameters = made.parameters
    if len(types) + 1 == len(parameters) and parameters[0].name in ("self", "cls"):
        parameters = parameters[1:]
    if len(types) != len(parameters):
        raise error("MJ1010", made.range, given=len(types), count=len(parameters))
    for parameter, kind in zip(parameters, types, strict=True):
        parameter.annotation = kind


def _signature(text: str) -> tuple[str, str] | None:
    """The two sides of `(types) -> type`; the second may be missing."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            inside, rest = text[1:at], text[at + 1 :].strip()
            shaped = char == ")" and (not rest or rest.startswith("->"))
            return (inside, rest[2:].strip()) if shaped else None
    return None


def _each_parameter(made: ast.Def, found: list[tuple[str, int]]) -> None:
    """A comment belongs to the last parameter that stands before it."""
    count = len([p for p in made.parameters if p.name != "self"])
    if 0 < len(found) < count:
        raise error("MJ1010", made.range, given=len(found), count=count)
    for text, at in found:
        before = [p for p in made.parameters if p.range.start < at]
        if before:
            place = SourceRange(before[-1].range.source, at, at + len(text))
            before[-1].annotation = _parsed(text, place)


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
