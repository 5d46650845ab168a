"""What a verb found, as text for people and as JSON for programs."""

from __future__ import annotations

import json

Report = dict[str, str | int | list[str] | dict[str, str | int]]


def as_text(report: Report) -> str:
    """A line for each fact; the parts of a list or table below its name."""
    lines = []
    for key, value in report.items():
        name = key.replace("_", " ")
        if isinstance(value, str | int):
            lines.append(f"{name}: {value}")
            continue
        lines.append(f"{name}:" if value else f"{name}: none")
        if isinstance(value, dict):
            lines += [f"  {part}: {what}" for part, what in value.items()]
        else:
            lines += [f"  {part}" for part in value]
    return "".join(f"{line}\n" for line in lines)


def as_json(report: Report) -> str:
    """One object, its keys in the order of the text."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
