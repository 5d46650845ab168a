"""What an archive needs and this library lacks, whole: read when loading it was refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minijit.frontend.archive_resolver import find_contract_class
from minijit.schema import all_schemas
from minijit.serialization.machine import mentioned_globals
from minijit.serialization.table import GLOBALS
from minijit.types import CONTRACT_CLASSES

if TYPE_CHECKING:
    from minijit.diagnostics import Error
    from minijit.serialization.zip_reader import ZipReader

UNREAD = {name for name, _, profiles in GLOBALS if "unread" in profiles.split()}
# Refusals that may stand for a need; others are of damaged or hostile files.
OF_NEEDS = ("MJ2006", "MJ5004", "MJ5015", "MJ6034")
_WORD = re.compile(r'"(?:[^"\\\n]|\\.)*"|[A-Za-z_]\w*(?:\.\w+)*[(\[]?')


def needs(reader: ZipReader, problem: Error) -> str:
    """The lines of MJ6035: what the archive needs and where; empty if it needs nothing special."""
    if problem.id not in OF_NEEDS:
        return ""
    found: dict[str, list[str]] = {}
    for record in ("data.pkl", "constants.pkl"):
        for name in mentioned_globals(reader.read(record), record)[0]:
            if _is_lacking(name):
                found.setdefault(name, []).append(record)
    operators: dict[str, list[str]] = {}
    for record in reader.names():
        if record.startswith("code/") and record.endswith(".py"):
            _scan_code(bytes(reader.read(record)).decode(), record, found, operators)
    if not found:
        return ""
    rows = [*found.items(), *operators.items()]
    return "".join(f"\n  {name} ({', '.join(dict.fromkeys(places))})" for name, places in rows)


def _is_lacking(name: str) -> bool:
    if name.startswith(CONTRACT_CLASSES):
        return find_contract_class(name) is None
    return name in UNREAD


def _scan_code(
    text: str, record: str, found: dict[str, list[str]], operators: dict[str, list[str]]
) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        for word in _WORD.findall(line):
            place = f"{record}:{number}"
            name, end = (word[:-1], word[-1]) if word[-1] in "([" else (word, "")
            atoms = name.split(".")
            if name.startswith(CONTRACT_CLASSES):
                cls = ".".join(atoms[:5])
                if _is_lacking(cls):
                    found.setdefault(cls, []).append(place)
            elif name == "RRef" and end == "[":
                found.setdefault(name, []).append(place)
            elif end == "(" and (kind := _operator(atoms)) and not all_schemas(kind):
                operators.setdefault(kind, []).append(place)


def _operator(atoms: list[str]) -> str:
    if atoms[0] == "torch" and len(atoms) == 2 and atoms[1] not in ("device", "wait"):
        return f"aten::{atoms[1]}"
    return f"{atoms[1]}::{atoms[2]}" if atoms[0] == "ops" and len(atoms) == 3 else ""
