"""A text with a name, and ranges of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

# How many lines are shown before and behind one that is told of.
CONTEXT = 3


class Source:
    """A text with a name: a user's file, or an entry `code/...` of an archive.

    `first_line` and `indent` say where the text stood in that file, so that lines and columns are
    those of the file (`indent` characters were cut from the front of each line). `origin` gives the
    author's range for a part of an archive's code, if it is known.
    """

    __slots__ = ("_starts", "first_line", "indent", "name", "origin", "text")

    def __init__(self, name: str, text: str, first_line: int = 1, indent: int = 0) -> None:
        self.name = name
        self.text = text
        self.first_line = first_line
        self.indent = indent
        self.origin: Callable[[int, int], SourceRange | None] | None = None
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0]
            self._starts += [i + 1 for i, c in enumerate(self.text) if c == "\n"]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of an offset, as in the file the text was taken from."""
        starts = self._line_starts()
        row = bisect_right(starts, offset) - 1
        return row + self.first_line, offset - starts[row] + 1 + self.indent

    def line_at(self, offset: int) -> tuple[int, str]:
        """Start offset and text of the line that holds an offset."""
        starts = self._line_starts()
        row = bisect_right(starts, offset) - 1
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(self.text)
        return starts[row], self.text[starts[row] : end].rstrip("\r")

    def lines_around(self, offset: int) -> tuple[list[str], list[str]]:
        """The lines before and behind the one that holds an offset, CONTEXT of each at most.

        None is blank at the far end.
        """
        starts = self._line_starts()
        row = bisect_right(starts, offset) - 1
        rows = range(max(0, row - CONTEXT), min(len(starts), row + CONTEXT + 1))
        lines = {i: self.line_at(starts[i])[1].rstrip(" \t\v\f\r") for i in rows}
        before, behind = [lines[i] for i in rows if i < row], [lines[i] for i in rows if i > row]
        while before and not before[0]:
            del before[0]
        while behind and not behind[-1]:
            del behind[-1]
        return before, behind

    def __repr__(self) -> str:
        return f"Source({self.name!r})"


@dataclass(slots=True, frozen=True, eq=False)
class SourceRange:
    """The part [start, end) of a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def place(self) -> str:
        """`file:line:column` with columns from 0, as PyTorch's graphs tell it."""
        return f"{self.source.name}:{self.line}:{self.column - 1}"

    def original(self) -> SourceRange:
        """The same place in the author's own source if that is known, otherwise this range."""
        origin = self.source.origin
        return (origin and origin(self.start, self.end)) or self

    def highlight(self, function: str = "") -> str:
        """The location, the source line, a caret line and the lines around them.

        `function` is the name of what the text belongs to. There is no final newline.
        """
        start, line = self.source.line_at(self.start)
        column = self.start - start
        width = max(1, min(self.end, start + len(line)) - self.start)
        indent = " " * self.source.indent
        pad = indent + "".join("\t" if c == "\t" else " " for c in line[:column])
        before, behind = self.source.lines_around(self.start)
        where = f'  File "{self.source.name}", line {self.line}{function and f", in {function}"}'
        marked = [indent + line, f"{pad}{'~' * width} <--- HERE"]
        above, below = (
            [indent + each if each else "" for each in part] for part in (before, behind)
        )
        shown = [f"    {each}" if each else "" for each in (*above, *marked, *below)]
        return "\n".join([where, *shown])
