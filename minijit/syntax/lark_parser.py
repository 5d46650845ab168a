"""The LALR parser of grammar/script.lark, made on first use and kept in the user's own cache."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.indenter import Indenter

from minijit._contract import grammar_file
from minijit._limits import LIMITS


class TooDeep(Exception):
    """Brackets or blocks that nest deeper than the limit: `at` is where the first of these is."""

    def __init__(self, at: int) -> None:
        self.at = at


class _Indenter(Indenter):
    """Turns leading blanks into indent and dedent tokens; silent within brackets."""

    NL_type = "_NEWLINE"
    OPEN_PAREN_types = ["LPAR", "LSQB", "LBRACE"]
    CLOSE_PAREN_types = ["RPAR", "RSQB", "RBRACE"]
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 8

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """Refuses before a tree is made what would be refused after."""
        limit = LIMITS["max_nesting"]
        for token in super().process(stream):  # type: ignore[no-untyped-call]
            if max(self.paren_level, len(self.indent_level) - 1) > limit:
                raise TooDeep(token.start_pos or 0)
            yield token


_one_at_a_time = threading.Lock()  # the parser keeps the state of its indenter


def parse(text: str, start: str) -> Tree[Token]:
    """The tree of a text. Errors: Lark's own, and TooDeep."""
    with _one_at_a_time:
        return lark_parser().parse(text, start=start)


@lru_cache(maxsize=1)
def lark_parser() -> Lark:
    """The parser, with the start symbols `file` and `expression_only`."""
    text = grammar_file("script.lark").read_text(encoding="utf-8")
    return Lark(
        text,
        parser="lalr",
        postlex=_Indenter(),
        start=["file", "expression_only"],
        propagate_positions=True,
        maybe_placeholders=True,
        cache=_cache_file(text) or False,
    )


def _cache_file(grammar: str) -> str | None:
    """A file in the user's cache folder, if that folder is, or can be made, the user's alone."""
    given = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(given) if given else Path.home() / ".cache") / "minijit"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
        return None
    digest = hashlib.sha256(grammar.encode()).hexdigest()[:16]
    return str(folder / f"script-{digest}.lark")
