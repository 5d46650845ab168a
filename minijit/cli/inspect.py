"""The verbs that look at one file: info, ops, check, scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from minijit._limits import LIMITS
from minijit.archive import Program, read_archive
from minijit.archive.program_host import KINDS
from minijit.archive.values import has_own_state
from minijit.cli.report import Report
from minijit.diagnostics import Error, error
from minijit.ir import CompilationUnit
from minijit.jit.module import wrap
from minijit.serialization.face import is_program, load, read_version
from minijit.serialization.file_kinds import not_of_torch_save
from minijit.serialization.files import read_bytes
from minijit.serialization.machine import mentioned_globals
from minijit.serialization.table import GLOBALS
from minijit.serialization.texts import printable
from minijit.serialization.unpickler import full_name
from minijit.serialization.zip_reader import ZipReader
from minijit.tensor import Tensor

TENSOR_FILE_GLOBALS = {name for name, _, profiles in GLOBALS if "tensors" in profiles.split()}
# At the start of a file of PyTorch before 1.6.
STREAM_PICKLES = 5
PICKLE = b"\x80"


def described(tensor: Tensor) -> str:
    """The dtype and the sizes."""
    return f"{tensor.dtype.name} ({', '.join(str(n) for n in tensor.shape)})"


def info(path: str, location: str | None) -> Report:
    """Class, version, methods, parameters and records."""
    program = read_archive(path, location)
    cls = program.root.class_type
    parameters = list(wrap(program.root, program.unit, "reference").named_parameters())
    return {
        "class": cls.name,
        "opset_version": program.version,
        "methods": list(cls.methods),
        "parameter_count": sum(p.numel() for _, p in parameters),
        "parameters": {name: described(p) for name, p in parameters},
        "records": program.records,
    }


def used_operators(unit: CompilationUnit) -> dict[str, str | int]:
    """How many nodes of the unit's functions are of each operator."""
    graphs = [f.graph for f in unit.all_functions() if f.graph is not None]
    nodes = (node for graph in graphs for node in graph.walk())
    return dict(sorted(Counter(n.qualified for n in nodes if n.schema is not None).items()))


def missing_operators(unit: CompilationUnit) -> list[str]:
    """The operators that the unit uses and this library lacks, and where."""
    return [str(each) for each in unit.missing.values()]


def ops(path: str, location: str | None) -> Report:
    """The operators of all functions."""
    unit = read_archive(path, location).unit
    return {"operators": used_operators(unit), "missing_operators": missing_operators(unit)}


def check(path: str, location: str | None) -> Report:
    """Load, verify all checksums, and name the operators that are missing."""
    reader = ZipReader(read_bytes(path, mapped=True), path)
    for name in reader.names():
        reader.read(name)
    program: Program = read_archive(path, location)
    return {"missing_operators": missing_operators(program.unit)}


def _sizes(reader: ZipReader) -> dict[str, str | int]:
    return {name: record.size for name, record in reader.records.items()}


class _Scan:
    """A report that is filled while steps may fail; every failure is one line of it."""

    def __init__(self) -> None:
        self.report: Report = {}
        self.globals: dict[str, str | int] = {}
        self.refused: dict[str, None] = {}

    def attempt(self, step: Callable[[], Any], permitted: str = "") -> Any:
        """The step's result, or None after noting why it failed."""
        try:
            return step()
        except Error as problem:
            if problem.id != permitted:
                self.refuse(problem)
            return None

    def refuse(self, problem: Error) -> None:
        """Note what is wrong with the file."""
        self.refused[f"{problem.diagnostic.sentence} [{problem.id}]"] = None

    def note_globals(self, names: dict[str, None], profile: str) -> None:
        """Names that a pickle mentions, and what reading it would make of them."""
        allowed = KINDS if profile == "program" else TENSOR_FILE_GLOBALS
        for name in names:
            own = profile == "program" and name.startswith("__torch__.")
            full = name if profile == "program" else full_name(name)
            known = "own class" if own else "permitted" if full in allowed else "refused"
            self.globals[printable(name, LIMITS["max_record_name_bytes"])] = known

    def refuse_globals(self) -> None:
        """Note every name that `load` refuses; it stops at the first."""
        for name, judged in self.globals.items():
            if judged == "refused":
                self.refuse(error("MJ5004", name=name, short=name.rpartition(".")[2]))

    def record(self, reader: ZipReader, name: str, profile: str) -> None:
        """A record holds a pickle whatever its name says, unless it is a tensor's."""
        body = reader.read(name)
        tensor = name.startswith(("data/", "constants/"))
        if name.endswith("pkl") or (not tensor and bytes(body[:1]) == PICKLE):
            try:
                self.note_globals(mentioned_globals(body, name)[0], profile)
            except Error:
                # A source map that cannot be read is no reason to refuse a program.
                if not name.endswith(".debug_pkl"):
                    raise


def scan(path: str, location: str | None) -> Report:
    """What a file holds, and what of it would be refused. Nothing of it runs."""
    result = _Scan()
    data = read_bytes(path, mapped=True)
    reader = None
    if bytes(data[:2]) == b"PK":
        result.report["kind"] = "zip"
        reader = result.attempt(lambda: ZipReader(data, path))
    if reader is not None:
        _scan_records(result, reader, path, location)
    elif not result.refused:
        what = not_of_torch_save(data)
        if what:
            result.report["kind"] = "unknown"
            result.refuse(error("MJ6039", what=what))
        else:
            _scan_stream(result, data, path, location)
    return {**result.report, "refused": list(result.refused)}


def _scan_records(result: _Scan, reader: ZipReader, path: str, location: str | None) -> None:
    profile = "program" if is_program(reader) else "tensors"
    if profile == "program" or "data.pkl" in reader:
        result.report["kind"] = profile
    result.report["opset_version"] = result.attempt(lambda: read_version(reader)) or 0
    result.report["record_bytes"] = _sizes(reader)
    deflated = [name for name, record in reader.records.items() if record.method]
    if deflated:
        result.report["deflated"] = deflated
    if reader.foreign:
        result.report["outside_its_folder"] = list(reader.foreign)
    for name in reader.names():
        result.attempt(partial(result.record, reader, name, profile))
    result.report["globals"] = result.globals
    if profile == "tensors":
        result.refuse_globals()
        result.attempt(lambda: load(path, map_location=location))
        return
    unit = CompilationUnit(0)
    result.attempt(lambda: read_archive(path, location, run_setstate=False, unit=unit), "MJ6011")
    result.report["classes"] = {name: cls.kind for name, cls in unit.classes.items()}
    result.report["runs_while_loading"] = [
        f"{name}.__setstate__" for name, cls in unit.classes.items() if has_own_state(cls)
    ]
    result.report["operators"] = used_operators(unit)
    result.report["missing_operators"] = missing_operators(unit)


def _scan_stream(result: _Scan, data: memoryview, path: str, location: str | None) -> None:
    result.report["kind"] = "stream"

    def walk() -> None:
        at = 0
        for _ in range(STREAM_PICKLES):
            names, at = mentioned_globals(data, "the stream", at)
            result.note_globals(names, "tensors")

    result.attempt(walk)
    if result.refused and bytes(data[:1]) != PICKLE:
        result.report["kind"] = "unknown"
    result.report["globals"] = result.globals
    if not result.refused:
        result.refuse_globals()
        result.attempt(lambda: load(path, map_location=location))
