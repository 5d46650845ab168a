"""The container of PyTorch's files, record by record: for tools that look into archives."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO

from minijit.serialization.files import PathLike, read_bytes, root_name
from minijit.serialization.zip_reader import ZipReader
from minijit.serialization.zip_writer import ZipWriter


class PyTorchFileReader:
    """The records of a file or an open stream, by name without the folder they lie in."""

    def __init__(self, name_or_buffer: PathLike | BinaryIO) -> None:
        self._zip = ZipReader(read_bytes(name_or_buffer), name_or_buffer)

    def get_record(self, key: str) -> bytes:
        """The bytes of a record. RuntimeError: there is none of the name, or it is damaged."""
        return bytes(self._zip.read(key))

    def has_record(self, key: str) -> bool:
        """Whether there is a record of the name."""
        return key in self._zip

    def get_all_records(self) -> list[str]:
        """The names of all records, in the order of the file's directory."""
        return self._zip.names()

    def get_record_offset(self, key: str) -> int:
        """Where in the file the bytes of a record begin."""
        return self._zip.find(key).start


class PyTorchFileWriter:
    """Writes records to a file, which is whole once `write_end_of_file` was called."""

    def __init__(self, name_or_buffer: PathLike | BinaryIO) -> None:
        self._owned: BinaryIO | None = None
        out: Any = name_or_buffer
        if isinstance(name_or_buffer, str | os.PathLike):
            out = self._owned = Path(name_or_buffer).open("wb")  # noqa: SIM115 -- closed at the end of the file
        self._zip = ZipWriter(out, root_name(name_or_buffer, ascii_only=False))

    def archive_name(self) -> str:
        """The folder in which the records lie."""
        return self._zip.root

    def write_record(self, name: str, data: bytes | str, size: int | None = None) -> None:
        """Append a record: the first SIZE bytes of DATA."""
        given = data.encode() if isinstance(data, str) else data
        self._zip.record(name, memoryview(given).cast("B")[:size])

    def write_end_of_file(self) -> None:
        """Write the directory and close the file."""
        self._zip.close()
        if self._owned is not None:
            self._owned.close()


__all__ = ["PyTorchFileReader", "PyTorchFileWriter"]
