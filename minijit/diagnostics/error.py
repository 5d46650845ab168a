"""Errors made from rows of grammar/diagnostics.table."""

from __future__ import annotations

import builtins
import pickle
import reprlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from minijit.diagnostics.source import SourceRange
from minijit.diagnostics.table import DIAGNOSTICS

Note = tuple[str, "SourceRange | None"]
_values = reprlib.Repr()
_values.maxstring = _values.maxother = _values.maxlong = 200
# Of a longer chain of calls the middle is left out.
SHOWN_FRAMES = 20


@dataclass(slots=True)
class Diagnostic:
    """One finding: the row's id, its filled-in sentence, where, and remarks.

    `frames` are the calls that led there while running, the innermost first. `text` is the whole
    message where somebody else has put it together.
    """

    id: str
    sentence: str
    range: SourceRange | None = None
    notes: list[Note] = field(default_factory=list)
    frames: list[tuple[str, SourceRange]] = field(default_factory=list)
    text: str | None = None

    def __str__(self) -> str:
        if self.text is not None:
            return self.text
        parts = [f"{self.sentence} [{self.id}]"]
        if self.frames:
            parts.append(self._traceback())
        elif self.range is not None:
            parts.append(self.range.highlight())
        for text, where in self.notes:
            parts.append(f"note: {text}")
            if where is not None:
                parts.append(where.highlight())
        return "\n".join(parts)

    def _traceback(self) -> str:
        shown = [where.highlight(function) for function, where in reversed(self.frames)]
        left_out = len(shown) - SHOWN_FRAMES
        if left_out > 0:
            half = SHOWN_FRAMES // 2
            shown[half:-half] = [f"  ... {left_out} more calls ..."]
        return "\n".join(
            [
                "The following operation failed in the TorchScript interpreter.",
                "Traceback of TorchScript (most recent call last):",
                *shown,
            ]
        )

    def add_frame(self, function: str, where: SourceRange) -> None:
        """It happened while running `function`, there; callers come after what they called."""
        self.frames.append((function, where))
        if self.range is None:
            self.range = where


class Error(Exception):
    """Base of every error minijit raises; also an instance of the exception its row names."""

    diagnostic: Diagnostic
    others: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        return self.diagnostic.id

    @property
    def range(self) -> SourceRange | None:
        return self.diagnostic.range

    def __str__(self) -> str:
        return "\n\n".join(str(d) for d in (self.diagnostic, *self.others))


class JitError(Error, RuntimeError):
    """An error raised by the program itself while it ran (PyTorch's torch.jit.Error)."""


class TracingCheckError(Error):
    """A trace that does not do what was traced, or would not for other inputs."""


class NotSupportedError(Error, RuntimeError):
    """A form of Python that the language does not have (PyTorch's torch.jit.frontend)."""


_CLASSES: dict[str, type[Error]] = {
    "JitError": JitError,
    "NotSupportedError": NotSupportedError,
    "TracingCheckError": TracingCheckError,
}


def _exception_class(name: str) -> type[Error]:
    if name not in _CLASSES:
        base = getattr(pickle, name, None) or getattr(builtins, name)
        namespace = {"__module__": "minijit", "__str__": Error.__str__}
        _CLASSES[name] = type(name, (Error, base), namespace)
    return _CLASSES[name]


def in_program(problem: Error) -> None:
    """Makes an error one that a scripted program raised: a RuntimeError too, as in PyTorch."""
    kind = type(problem)
    if not isinstance(problem, RuntimeError):
        name = f"{kind.__name__} in a program"
        if name not in _CLASSES:
            namespace = {"__module__": kind.__module__, "__qualname__": kind.__qualname__}
            _CLASSES[name] = type(kind.__name__, (kind, RuntimeError), namespace)
        problem.__class__ = _CLASSES[name]


def diagnose(
    id: str,
    range: SourceRange | None = None,
    notes: Sequence[str | Note] = (),
    **values: object,
) -> Diagnostic:
    """The diagnostic of a table row; `values` fill the placeholders of its sentence."""
    sentence = DIAGNOSTICS[id][2].format(**values)
    pairs = [(n, None) if isinstance(n, str) else n for n in notes]
    return Diagnostic(id, sentence, range, pairs)


def error(
    id: str,
    range: SourceRange | None = None,
    notes: Sequence[str | Note] = (),
    **values: object,
) -> Error:
    """An exception for a table row, to be raised by the caller."""
    return _from_diagnostics([diagnose(id, range, notes, **values)])


def reported(id: str, sentence: str, text: str, range: SourceRange | None = None) -> Error:
    """An exception for an error that the C++ runtime has found and described."""
    return _from_diagnostics([Diagnostic(id, sentence, range, text=text)])


def shown_value(value: object) -> str:
    """A value in a message, cut where it is long."""
    return _values.repr(value)


def raise_all(diagnostics: Iterable[Diagnostic]) -> None:
    """Raises one exception that reports all `diagnostics`, each once; nothing if there are none."""
    found = list({str(d): d for d in diagnostics}.values())
    if found:
        raise _from_diagnostics(found)


def _from_diagnostics(found: list[Diagnostic]) -> Error:
    first = found[0]
    made = _exception_class(DIAGNOSTICS[first.id][1])(first.sentence)
    made.diagnostic = first
    made.others = tuple(found[1:])
    return made
