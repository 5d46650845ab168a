"""The verb diff: what two archives have that is not the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from minijit.archive import Program, read_archive
from minijit.cli.inspect import described
from minijit.cli.report import Report
from minijit.ir import ScriptObject, print_graph
from minijit.reference.text import text_of
from minijit.tensor import Tensor

ABSENT = "absent"


def diff(first: str, second: str, location: str | None) -> Report:
    """Class, version, methods, attributes, values of tensors, and functions."""
    a, b = read_archive(first, location), read_archive(second, location)
    found: dict[str, str | int] = {}

    def note(what: str, one: str, other: str) -> None:
        if one != other:
            found[what] = f"{one} | {other}"

    note("class", a.root.class_type.name, b.root.class_type.name)
    note("opset version", str(a.version), str(b.version))
    ours, theirs = dict(_attributes(a.root)), dict(_attributes(b.root))
    for name in dict.fromkeys([*ours, *theirs]):
        one, other = ours.get(name), theirs.get(name)
        note(f"attribute {name}", _shown(name, ours), _shown(name, theirs))
        if isinstance(one, Tensor) and isinstance(other, Tensor):
            distance = _distance(one, other)
            if distance:
                found[f"values of {name}"] = distance
    ours_of, theirs_of = functions(a), functions(b)
    for name in sorted({*ours_of, *theirs_of}):
        one, other = ours_of.get(name, ABSENT), theirs_of.get(name, ABSENT)
        note(f"function {name}", *_first_difference(one, other))
    return {"differences": found}


def _attributes(root: ScriptObject, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in root.slots.items():
        if isinstance(value, ScriptObject) and value.class_type.is_module:
            yield from _attributes(value, f"{prefix}{name}.")
        else:
            yield from _parts(prefix + name, value)


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A value; of a container that holds tensors each part, `name['key']` and `name[0]`."""
    if not _holds_tensors(value) or isinstance(value, Tensor):
        yield name, value
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        quoted = f"'{key}'" if isinstance(key, str) else text_of(key)
        yield from _parts(f"{name}[{quoted}]", item)


def _holds_tensors(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_tensors, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_tensors, value))
    return isinstance(value, Tensor)


def _shown(name: str, values: dict[str, Any]) -> str:
    if name not in values:
        return ABSENT
    value = values[name]
    return described(value) if isinstance(value, Tensor) else text_of(value)


def _distance(one: Tensor, other: Tensor) -> str:
    """How far the values of two tensors of one dtype and size are apart; empty if they agree."""
    if one.dtype is not other.dtype or one.shape != other.shape:
        return ""
    a, b = one.compute_array(), other.compute_array()
    differ = (a != b) & ~((a != a) & (b != b))
    count = int(np.count_nonzero(differ))
    if not count:
        return ""
    kind = np.complex128 if a.dtype.kind == "c" else np.float64
    with np.errstate(all="ignore"):
        apart = np.abs(a[differ].astype(kind) - b[differ].astype(kind))
    return f"{count} of {a.size} differ, by at most {apart.max():.6g}"


def functions(program: Program) -> dict[str, str]:
    """The IR of all functions by name."""
    return {f.name: print_graph(f.graph) for f in program.unit.all_functions()}


def _first_difference(one: str, other: str) -> tuple[str, str]:
    """The first line that is not the same in two texts, from each; empty if there is none."""
    a, b = one.splitlines(), other.splitlines()
    for i in range(max(len(a), len(b))):
        lines = [text[i].strip() if i < len(text) else "" for text in (a, b)]
        if lines[0] != lines[1]:
            return lines[0], lines[1]
    return "", ""
