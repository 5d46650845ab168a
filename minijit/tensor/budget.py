"""What the load or call that runs on this thread may still use: steps, and memory in total.

In: what an interpreter and its operators are about to do. Out: an error where a limit of
grammar/limits.table forbids it.
"""

from __future__ import annotations

import contextlib
import threading
import tracemalloc
from typing import TYPE_CHECKING

from minijit._limits import LIMITS
from minijit.diagnostics import error

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATIONS_PER_STEP = 4096


class _Budget(threading.local):
    running = False
    steps_left: int | None = None
    memory_at_first: int | None = None


_budget = _Budget()
_tracing = threading.Lock()
_traced = [0]  # how many threads need Python's count of memory


@contextlib.contextmanager
def budget() -> Iterator[None]:
    """An outermost load or call, to which those within it belong."""
    if _budget.running:
        yield
        return
    _budget.running = True
    _budget.steps_left = int(LIMITS["max_steps"]) or None
    limited = bool(LIMITS["max_memory_bytes"])
    try:
        with _counted_memory() if limited else contextlib.nullcontext():
            yield
    finally:
        _budget.running = False
        _budget.steps_left = None


@contextlib.contextmanager
def _counted_memory() -> Iterator[None]:
    with _tracing:
        own = not _traced[0] and not tracemalloc.is_tracing()
        if own:
            tracemalloc.start()
        _traced[0] += 1
    _budget.memory_at_first = tracemalloc.get_traced_memory()[0]
    try:
        yield
    finally:
        _budget.memory_at_first = None
        with _tracing:
            _traced[0] -= 1
            if own and not _traced[0]:
                tracemalloc.stop()


@contextlib.contextmanager
def uncounted() -> Iterator[None]:
    """Memory for what stays when the load or call is over, such as the code of operators."""
    if _budget.memory_at_first is None:
        yield
        return
    before = tracemalloc.get_traced_memory()[0]
    try:
        yield
    finally:
        _budget.memory_at_first += tracemalloc.get_traced_memory()[0] - before


def step(count: int = 1) -> None:
    """Rounds of a loop or calls, of those that the limit allows."""
    left = _budget.steps_left
    if left is None:
        return
    if left < count:
        _budget.steps_left = 0
        raise error("MJ3117", limit=LIMITS["max_steps"])
    _budget.steps_left = left - count


def limits_work() -> bool:
    """Whether operators have to say what they do."""
    return _budget.steps_left is not None or _budget.memory_at_first is not None


def spend(*sizes: int) -> None:
    """Count the work of an operator, a product of sizes in operations on elements, as steps.

    Said by operators whose work is more than their arguments and results are large, before they
    do it.
    """
    if _budget.steps_left is None:
        return
    operations = 1
    for size in sizes:
        operations *= size
    step(operations // OPERATIONS_PER_STEP)


def check_memory(more: int = 0) -> None:
    """RuntimeError if what is held and `more` bytes are beyond `max_memory_bytes`."""
    first = _budget.memory_at_first
    if first is not None:
        limit = int(LIMITS["max_memory_bytes"])
        if limit and tracemalloc.get_traced_memory()[0] - first + more > limit:
            raise error("MJ3145", limit=limit)


@contextlib.contextmanager
def allocating(nbytes: int) -> Iterator[None]:
    """What makes an array of so many bytes. RuntimeError MJ9005: there is no such memory."""
    check_alloc(nbytes)
    try:
        yield
    except MemoryError:
        raise error("MJ9005", bytes=nbytes) from None


def check_alloc(nbytes: int) -> None:
    """RuntimeError for an allocation that `max_alloc_bytes` or `max_memory_bytes` forbids."""
    if nbytes > LIMITS["max_alloc_bytes"]:
        raise error("MJ9005", bytes=nbytes)
    check_memory(nbytes)
