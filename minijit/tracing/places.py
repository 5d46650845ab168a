"""Where in the user's program a trace is now."""

from __future__ import annotations

import linecache
import sys
from functools import lru_cache
from types import FrameType

from minijit.diagnostics import Source, SourceRange


def user_frame() -> FrameType | None:
    """The innermost frame outside minijit."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if not is_ours(frame):
            return frame
        frame = frame.f_back
    return None


def is_ours(frame: FrameType) -> bool:
    """Whether a frame runs code of minijit."""
    name = str(frame.f_globals.get("__name__", ""))
    return name == "minijit" or name.startswith("minijit.")


def where() -> SourceRange | None:
    """The innermost line outside minijit."""
    frame = user_frame()
    if frame is None:
        return None
    filename, number = frame.f_code.co_filename, frame.f_lineno
    text = linecache.getline(filename, number)
    return _line(filename, number, text) if text else None


@lru_cache(maxsize=4096)
def _line(filename: str, number: int, text: str) -> SourceRange:
    stripped = text.strip()
    start = text.index(stripped) if stripped else 0
    return SourceRange(Source(filename, text, number), start, start + len(stripped))
