"""Where in the author's source a place of an archive's code came from: `code/*.py.debug_pkl`.

The format is PyTorch's: ("FORMAT_WITH_STRING_TABLE", texts, rows), a row being (offset in the code
in bytes, ((indices of texts, index of the file name, first line), start, end), tag). The tag is the
number of the place among those of the record, 0 for none. A row holds until the next. File names
are written without folders.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from minijit.archive.program_pickler import ProgramPickler
from minijit.diagnostics import Source, SourceRange
from minijit.serialization.machine import Machine
from minijit.types import INT, STR, ListType, TupleType

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT: Final = "FORMAT_WITH_STRING_TABLE"
# Lines are named by index and may repeat: a small record must not become a large text.
MOST_TEXT: Final = 1 << 24
Row = tuple[int, SourceRange | None]

# Marks in a text that is being printed. Code never holds these characters: literals escape them.
_MARKS: Final = re.compile("\x02(\\d+)\x1f|\x03")


class Places:
    """The ranges that marks of one file stand for."""

    def __init__(self) -> None:
        self.ranges: list[SourceRange] = []

    def mark(self, text: str, range: SourceRange | None) -> str:
        """The text, marked as what came from there."""
        origin = None if range is None else range.original()
        if origin is None or origin.source.name.startswith(("code/", "<type>")):
            return text
        if not self.ranges or self.ranges[-1] is not origin:
            self.ranges.append(origin)
        return f"\x02{len(self.ranges) - 1}\x1f{text}\x03"

    def rows(self, text: str) -> list[Row]:
        """What the marks of a whole file say."""
        found: list[Row] = []
        open_ranges: list[SourceRange | None] = [None]
        offset = last = 0
        for match in _MARKS.finditer(text):
            offset += len(text[last : match.start()].encode())
            last = match.end()
            if match.group(1) is None:
                open_ranges.pop()
            else:
                open_ranges.append(self.ranges[int(match.group(1))])
            if found and found[-1][0] == offset:
                found.pop()
            if not _same(found[-1][1] if found else None, open_ranges[-1]):
                found.append((offset, open_ranges[-1]))
        return found


def _same(a: SourceRange | None, b: SourceRange | None) -> bool:
    if a is None or b is None:
        return a is b
    return (a.source, a.start, a.end) == (b.source, b.start, b.end)


def plain(text: str) -> str:
    """The text without marks."""
    return _MARKS.sub("", text)


_NOWHERE: Final[tuple[list[int], int, int]] = ([], 0, 0)


class _Writer:
    def __init__(self, *, folders: bool) -> None:
        self.folders = folders
        self.texts: dict[str, int] = {}
        self.sources: dict[int, tuple[list[int], int, int]] = {}
        self.tags: dict[tuple[int, int, int], int] = {}

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def source(self, source: Source) -> tuple[list[int], int, int]:
        """Its lines as they stand in the file; the same tuple for the same source."""
        if id(source) not in self.sources:
            pad = " " * source.indent
            lines = [self.text(pad + line) for line in source.text.splitlines(keepends=True)]
            name = self.text(source.name if self.folders else PurePath(source.name).name)
            self.sources[id(source)] = (lines, name, source.first_line)
        return self.sources[id(source)]

    def row(self, offset: int, range: SourceRange | None) -> tuple[Any, ...]:
        if range is None:
            return (offset, (_NOWHERE, 0, 0), 0)
        source = range.source
        last = max(range.end - 1, range.start)
        end = _byte_offset(source, last) + len(source.text[last : range.end].encode())
        tag = self.tags.setdefault((id(source), range.start, range.end), len(self.tags) + 1)
        return (offset, (self.source(source), _byte_offset(source, range.start), end), tag)


def _byte_offset(source: Source, at: int) -> int:
    """Where a character stands once its line and those before are indented again."""
    before = source.text[:at]
    return len(before.encode()) + source.indent * (before.count("\n") + 1)


_SOURCE = TupleType((ListType(INT), INT, INT))
_ROW = TupleType((INT, TupleType((_SOURCE, INT, INT)), INT))


def dump_rows(rows: list[Row], *, folders: bool = False) -> bytes:
    """The record for the rows of a file. `folders` keeps those of file names: not for archives."""
    writer = _Writer(folders=folders)
    writer.text("")
    values = tuple(writer.row(offset, range) for offset, range in [(0, None), *rows])
    texts = tuple(writer.texts)
    kind = TupleType((STR, TupleType((STR,) * len(texts)), TupleType((_ROW,) * len(values))))
    return _Pickler().dumps((FORMAT, texts, values), kind)


class _Pickler(ProgramPickler):
    """Sources repeat in many rows and are written once."""

    def tuple(self, value: tuple[Any, ...], kind: Any) -> None:
        if kind is not _SOURCE:
            super().tuple(value, kind)
        elif not self.get(("source", id(value))):
            super().tuple(value, kind)
            self.alive.append(value)
            self.put(("source", id(value)))


class _NoNames:
    """Debug records hold numbers, texts, tuples and lists of ints only."""

    def find_global(self, name: str) -> str:
        if name != "torch.jit._pickle.build_intlist":
            raise ValueError(name)
        return name

    def call(self, function: Any, argument: Any) -> Any:
        del function
        return argument[0]

    def __getattr__(self, name: str) -> Any:
        raise ValueError(name)


def read_origin(text: str, read: Callable[[], Any]) -> Callable[[int, int], SourceRange | None]:
    """A function for `Source.origin`; the record is read at the first question.

    It serves messages: whatever is wrong with the record means that nothing is known.
    """
    state: list[Any] = []

    def find(start: int, end: int) -> SourceRange | None:
        del end
        if not state:
            state.append(_load(read))
        offset = start if text.isascii() else len(text[:start].encode())
        found = None
        for row in state[0]:
            if row[0] > offset:
                break
            found = row[1]
        return found

    return find


def _load(read: Callable[[], Any]) -> list[Row]:
    try:
        form, texts, rows = Machine(read(), "debug_pkl", "program", _NoNames()).run()
        if form != FORMAT:
            return []
        sources: dict[int, Source | None] = {}
        return sorted(
            ((int(offset), _range(texts, where, sources)) for offset, where, _ in rows),
            key=lambda row: row[0],
        )
    except Exception:  # noqa: BLE001 - see above
        return []


def _range(texts: Any, where: Any, sources: dict[int, Source | None]) -> SourceRange | None:
    described, start, end = where
    if id(described) not in sources:
        lines, name, first = described
        size = sum(len(texts[i]) for i in lines)
        sources[id(described)] = (
            Source(texts[name], "".join(texts[i] for i in lines), max(first, 1))
            if texts[name] and 0 < size <= MOST_TEXT
            else None
        )
    source = sources[id(described)]
    if source is None:
        return None
    if not source.text.isascii():
        data = source.text.encode()
        start, end = (len(data[:at].decode(errors="replace")) for at in (start, end))
    return SourceRange(source, start, end) if 0 <= start < end <= len(source.text) else None
