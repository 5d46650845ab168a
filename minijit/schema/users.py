"""Operators of the user: `library.define` reads their schemas, every room finds them by kind.

They are the process's, as in PyTorch: a list of this file, which `library` alone adds to.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from minijit.diagnostics import error
from minijit.schema.function_schema import (
    Argument,
    FunctionSchema,
    add_users_schema,
    users_schemas,
)
from minijit.schema.nodefault import NODEFAULT

_LINE = re.compile(r"\s*(?:(\w+)::)?(\w+)(?:\.(\w+))?\s*\((.*)\)\s*->\s*(\S.*?)\s*", re.DOTALL)
_ARGUMENT = re.compile(r"(\S.*?)\s+(\w+)\s*(?:=\s*(.+))?", re.DOTALL)
_ALIAS = re.compile(r"\(([a-z]!?)\)")
_SIZE = re.compile(r"\[(\d+)\]\??$")


def define(text: str, space: str) -> FunctionSchema:
    """Adds the operator `name(Tensor x, int n=1) -> Tensor` of a namespace.

    Errors: MJ9049 the text is no schema, MJ9050 there is such an operator.
    """
    found = _LINE.fullmatch(text)
    if found is None or found[1] not in (None, space):
        raise error("MJ9049", text=text)
    kind, overload = f"{space}::{found[2]}", found[3] or ""
    if any(s.overload == overload for s in users_schemas(kind)):
        raise error("MJ9050", name=f"{kind}.{overload}".rstrip("."))
    returned = found[5]
    results = [returned]
    if returned.startswith("(") and returned.endswith(")"):
        results = _parts(returned[1:-1])
    named = [result.rpartition(" ") for result in results]
    has_names = bool(named) and all(kind for kind, _, _ in named)
    try:
        schema = FunctionSchema(
            kind,
            overload,
            tuple(_arguments(found[4])),
            tuple(
                _plain(kind if has_names else result)
                for (kind, _, _), result in zip(named, results, strict=True)
            ),
            since=1,
            until=None,
            upgrade=None,
            derive="",
            sibling="",
            vararg=False,
            return_names=tuple(name for _, _, name in named) if has_names else (),
        )
        _ = schema.returns, [argument.type for argument in schema.arguments]
    except (ValueError, SyntaxError, IndexError) as e:
        raise error("MJ9049", text=text) from e
    add_users_schema(schema)
    return schema


def _parts(text: str) -> list[str]:
    """What commas divide, but for those within brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def _arguments(text: str) -> list[Argument]:
    made: list[Argument] = []
    kwarg_only = False
    for part in _parts(text):
        if part == "*":
            kwarg_only = True
            continue
        found = _ARGUMENT.fullmatch(part)
        if found is None:
            raise ValueError(part)
        kind, name, default = found.groups()
        alias = _ALIAS.search(kind)
        plain = _plain(kind)
        size = _SIZE.search(plain)
        made.append(
            Argument(
                name, plain, NODEFAULT if default is None else _default(default), kwarg_only,
                "" if alias is None else "a!" if alias[1].endswith("!") else "a",
                int(size[1]) if size else 0,
            )
        )  # fmt: skip
    return made


def _plain(kind: str) -> str:
    """A type without alias marks; symbolic sizes are whole numbers."""
    return re.sub(r"\bSymInt\b", "int", _ALIAS.sub("", kind))


def _default(text: str) -> Any:
    value = ast.literal_eval(text)
    return list(value) if isinstance(value, tuple) else value


__all__ = ["define"]
