"""Files: reading whole or mapped, writing atomically."""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from minijit._limits import LIMITS
from minijit.diagnostics import error
from minijit.tensor.budget import check_alloc, check_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

PathLike = str | os.PathLike[str]


def read_bytes(f: PathLike | BinaryIO, *, mapped: bool = False) -> memoryview:
    """The bytes of a path, or of a file object from its position on.

    A mapping is private and may be written to: the file does not change.
    """
    if not isinstance(f, str | os.PathLike):
        if not hasattr(f, "read"):
            raise error("MJ6016", method="read", got=type(f).__name__)
        if mapped:
            raise error("MJ6020")
        data = bytearray(f.read())
        check_memory()
        return memoryview(data)
    with Path(f).open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > LIMITS["max_file_bytes"]:
            raise error("MJ4012", limit="max_file_bytes", value=size)
        if mapped and size:
            access = mmap.PROT_READ | mmap.PROT_WRITE
            return memoryview(mmap.mmap(stream.fileno(), size, flags=mmap.MAP_PRIVATE, prot=access))
        check_alloc(size)
        data = bytearray(size)
        count = stream.readinto(data)
        return memoryview(data)[:count] if count else memoryview(bytearray(stream.read()))


def rewind(f: PathLike | BinaryIO, unread: int) -> None:
    """Leave a file object that can be moved at the first byte that was not needed."""
    if unread and not isinstance(f, str | os.PathLike) and _seekable(f):
        f.seek(-unread, os.SEEK_CUR)


def _seekable(f: BinaryIO) -> bool:
    try:
        return f.seekable()
    except AttributeError:
        return False


def root_name(f: PathLike | BinaryIO, *, ascii_only: bool) -> str:
    """The folder inside the zip: the file's name without its last suffix, or `archive`."""
    if not isinstance(f, str | os.PathLike):
        return "archive"
    name = Path(f).name
    stem = name.rpartition(".")[0] if "." in name else name
    if ascii_only and not str(f).isascii():
        return "archive"
    if not stem:
        raise error("MJ6013", detail=f"invalid file name: {name}")
    return stem


@contextlib.contextmanager
def atomic_output(f: PathLike | BinaryIO) -> Iterator[Any]:
    """A stream to write; a path appears under its name only when everything has been written."""
    if not isinstance(f, str | os.PathLike):
        if not hasattr(f, "write"):
            raise error("MJ6016", method="write", got=type(f).__name__)
        yield f
        return
    path = Path(f)
    if not path.parent.exists():
        raise error("MJ6012", path=path.parent)
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}."[:200])
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    value = os.umask(0)
    os.umask(value)
    return value
