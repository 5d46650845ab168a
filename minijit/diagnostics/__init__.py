"""Texts, positions in them, and errors that show where they happened.

In: an id of grammar/diagnostics.table, a range and the values of its placeholders.
Out: an exception that prints id-stable sentences, the source line and a caret.
Must not know: anything else of minijit.
"""

from minijit.diagnostics.error import (
    Diagnostic,
    Error,
    JitError,
    NotSupportedError,
    TracingCheckError,
    diagnose,
    error,
    in_program,
    raise_all,
    reported,
    shown_value,
)
from minijit.diagnostics.source import Source, SourceRange

__all__ = [
    "Diagnostic",
    "Error",
    "JitError",
    "NotSupportedError",
    "Source",
    "SourceRange",
    "TracingCheckError",
    "diagnose",
    "error",
    "in_program",
    "raise_all",
    "reported",
    "shown_value",
]
