"""Operators of the user: `torch.library` gives their texts, every room finds them by kind.

They are the process's, as in PyTorch. `define` alone adds to them, for `library` and `custom_op`.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING, Any

from minijit._contract import grammar_file
from minijit.diagnostics import error
from minijit.schema.function_schema import (
    Argument,
    FunctionSchema,
    add_users_schema,
    all_schemas,
    make_argument,
    proper_kind,
)
from minijit.schema.nodefault import NODEFAULT

if TYPE_CHECKING:
    from lark import Lark, Token, Tree


def define(text: str, space: str, *, anew: bool = False) -> FunctionSchema:
    """Adds the operator `name(Tensor x, int n=1) -> Tensor` of a namespace.

    ANEW: it may take the place of one that a user defined.
    Errors: MJ9049 the text is no schema, MJ9050 there is such an operator.
    """
    schema = _read(text, space)
    for known in all_schemas(schema.kind):
        if known.overload == schema.overload and not (anew and known.is_users):
            raise error("MJ9050", name=schema.qualified)
    add_users_schema(schema)
    return schema


@cache
def _parser() -> Lark:
    from lark import Lark  # import stays light

    return Lark(
        grammar_file("schema.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start="users",
        propagate_positions=True,
        maybe_placeholders=True,
    )


def _read(text: str, space: str) -> FunctionSchema:
    from lark.exceptions import UnexpectedInput  # import stays light

    qualified = "::" in text.partition("(")[0]
    whole = text if qualified else f"{space}::{text.lstrip()}"
    try:
        tree = _parser().parse(whole)
    except UnexpectedInput as e:
        at = len(whole) if e.pos_in_stream is None else e.pos_in_stream
        raise error("MJ9049", text=text, part=_around(whole, at)) from e
    children: list[Any] = tree.children
    kind, overload, *parts, returned = children
    if not kind.startswith(f"{space}::"):
        raise error("MJ9049", text=text, part=kind)
    arguments: list[Argument] = []
    kwarg_only = False
    for part in parts:
        if part is None:
            continue
        if part.data == "star":
            kwarg_only = True
            continue
        try:
            arguments.append(_argument(part, whole, kwarg_only))
        except (ValueError, SyntaxError) as e:
            raise error("MJ9049", text=text, part=_written(part, whole)) from e
    items: list[Tree[Token]] = [returned]
    base, *suffixes = returned.children
    if base.data == "tuple" and not suffixes:
        items = [item for item in base.children if item is not None]
    try:
        results = tuple(map(_spelled, items))
    except ValueError as e:
        raise error("MJ9049", text=text, part=_written(returned, whole)) from e
    names = [str(i.children[1]) for i in items if i.data == "item" and i.children[1] is not None]
    return FunctionSchema(
        proper_kind(str(kind)),
        str(overload or ""),
        tuple(arguments),
        results,
        since=1,
        until=None,
        upgrade=None,
        derive="",
        sibling="",
        vararg=False,
        return_names=tuple(names) if len(names) == len(items) else (),
        is_users=True,
    )


def _written(tree: Tree[Token], whole: str) -> str:
    return whole[tree.meta.start_pos : tree.meta.end_pos]


def _around(text: str, at: int) -> str:
    """What stands between the commas or brackets before and behind a place."""
    start = max(text.rfind(sign, 0, at) for sign in ",()") + 1
    ends = [found for sign in ",)" if (found := text.find(sign, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip() or text


def _argument(tree: Tree[Token], whole: str, kwarg_only: bool) -> Argument:
    """One argument. ValueError, SyntaxError: `...`, no type, a default that is none."""
    if tree.data == "vararg":
        raise ValueError("...")
    children: list[Any] = tree.children
    kind, name, default = children
    alias = next((str(mark) for mark in kind.children if isinstance(mark, str)), "")
    value = NODEFAULT if default is None else ast.literal_eval(_written(default, whole))
    mark = "a!" if "!" in alias else "" if "->" in alias else "a" * bool(alias)
    spelled = _spelled(kind)
    if spelled.startswith("float") and type(value) is int:
        value = float(value)
    return make_argument((str(name), spelled, value, kwarg_only, mark))


def _spelled(tree: Tree[Token]) -> str:
    """A type without alias marks; symbolic sizes are whole numbers.

    ValueError: a name that is no type; one letter stands for any type.
    """
    from lark import Tree  # import stays light

    from minijit.types import TypeVar, parse_schema_type

    match tree.data:
        case "optional":
            return "?"
        case "list":
            return f"[{tree.children[0] or ''}]"
        case "named":
            name = str(tree.children[0])
            if name == "SymInt":
                return "int"
            if len(name) > 1 and isinstance(parse_schema_type(name), TypeVar):
                raise ValueError(name)
            return name
    inner = [_spelled(child) for child in tree.children if isinstance(child, Tree)]
    if tree.data in ("dict", "tuple"):
        return f"{'Dict' * (tree.data == 'dict')}({', '.join(inner)})"
    return "".join(inner)


__all__ = ["define"]
