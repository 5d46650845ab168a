"""What a trace froze: which Python values will be the same in each later call."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Final

from minijit.diagnostics import Diagnostic, SourceRange, diagnose, raise_all


class TracerWarning(Warning):
    """A trace froze a Python value that may differ for other inputs."""


# Of each row of diagnostics.table: how wrong a later call may be. An "error" depends on the values
# of the inputs or on chance, a "warning" on their sizes, a "note" on what seldom changes.
SEVERITIES: Final = {
    "MJ7020": "error", "MJ7021": "warning", "MJ7022": "warning", "MJ7023": "note",
    "MJ7024": "error", "MJ7025": "warning", "MJ7026": "note", "MJ7027": "note",
    "MJ7028": "error", "MJ7029": "error", "MJ7032": "error", "MJ7033": "note",
    "MJ7035": "note",
}  # fmt: skip
# Of these PyTorch says nothing.
SILENT: Final = frozenset(["MJ7026", "MJ7027", "MJ7029", "MJ7035"])


@dataclass(slots=True, frozen=True)
class Frozen:
    """One finding: its row in diagnostics.table, how bad it is, a sentence, the user's line."""

    id: str
    severity: str
    sentence: str
    range: SourceRange | None

    def __str__(self) -> str:
        place = "" if self.range is None else f"\n{self.range.highlight()}"
        return f"{self.severity}: {self.sentence} [{self.id}]{place}"


class Report:
    """The findings of one trace, each told once per line."""

    def __init__(self) -> None:
        self.findings: list[Frozen] = []
        self.told: set[tuple[str, str, int]] = set()

    def add(self, id: str, where: SourceRange | None, severity: str = "", **values: Any) -> None:
        """Remember, and warn at the user's line where PyTorch does."""
        sentence = diagnose(id, **values).sentence
        name, line = ("", 0) if where is None else (where.source.name, where.line)
        if id not in SILENT:
            warnings.warn_explicit(sentence, TracerWarning, name or "<unknown>", line)
        if (sentence, name, line) not in self.told:
            self.told.add((sentence, name, line))
            self.findings.append(Frozen(id, severity or SEVERITIES[id], sentence, where))

    def refuse(self) -> None:
        """One exception for all that may be wrong later: whatever is no note."""
        raise_all(
            Diagnostic(finding.id, finding.sentence, finding.range)
            for finding in self.findings
            if finding.severity != "note"
        )
