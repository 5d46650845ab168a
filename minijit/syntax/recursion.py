"""Room for the recursion that our own limits on nesting allow."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FRAMES = 20_000


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Lets Python recurse deeper for a while, so that our limits are reached before Python's."""
    before = sys.getrecursionlimit()
    if before >= FRAMES:
        yield
        return
    sys.setrecursionlimit(FRAMES)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
