"""Programs as files: IR and state to archives and back.

In: a root object and its unit, or a file.
Out: PyTorch's TorchScript container, or a root object and its unit.
Must not know: engines, the user's Python.
"""

from minijit.archive.code_printer import print_class, print_files, print_function
from minijit.archive.reader import Program, read_archive
from minijit.archive.writer import Records, make_records, write_archive

__all__ = [
    "Program", "Records", "make_records", "print_class", "print_files", "print_function",
    "read_archive", "write_archive",
]  # fmt: skip
