"""What a file is that was given to the wrong function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from minijit.serialization.table import FILE_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

# So many printable bytes are no accident.
TEXT_BYTES: Final = 32
TEXT: Final = frozenset(range(0x20, 0x7F)) | frozenset(b"\t\r\n")


def recognized(data: memoryview) -> str:
    """What bytes are and what to do with them; "" if they begin like nothing known."""
    return _judged(data)[0]


def not_of_torch_save(data: memoryview) -> str:
    """What bytes are that are neither a zip file nor pickles; "" if they may be pickles."""
    known, saved = _judged(data)
    return "" if saved else known


def _judged(data: memoryview) -> tuple[str, bool]:
    """What bytes are and what to do with them, and whether torch.save may have written them."""
    for kind, beginning, advice, saved in FILE_KINDS:
        if _fits(data, beginning.split()):
            return f"it is {kind}: {advice}", saved == "may be"
    return ("it is text", False) if _is_text(data) else ("", True)


def _is_text(data: memoryview) -> bool:
    """Whether bytes begin as text does and do not end as a pickle does."""
    printable = all(byte in TEXT for byte in bytes(data[:TEXT_BYTES]))
    return len(data) > 0 and printable and bytes(data[-1:]) != b"."


def _fits(data: memoryview, beginning: Sequence[str]) -> bool:
    return len(data) >= len(beginning) and all(
        wanted in ("??", f"{found:02x}") for wanted, found in zip(beginning, data, strict=False)
    )
