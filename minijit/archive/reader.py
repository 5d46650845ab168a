"""Archives to programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, BinaryIO

from minijit._limits import LIMITS
from minijit.archive.program_host import ProgramHost
from minijit.archive.source_map import read_origin
from minijit.archive.survey import needs
from minijit.archive.values import check_nesting
from minijit.diagnostics import Error, Source, error
from minijit.frontend import ArchiveResolver
from minijit.interpreter import call
from minijit.ir import CompilationUnit, Function, ScriptObject, WrittenCode
from minijit.serialization.face import is_program, read_version
from minijit.serialization.files import PathLike, read_bytes
from minijit.serialization.machine import Machine
from minijit.serialization.storages import MapLocation, ZipStorages
from minijit.serialization.zip_reader import ZipReader
from minijit.tensor.budget import budget


@dataclass(slots=True)
class Program:
    """A loaded archive: its root object, its code, its version and what else it holds."""

    root: ScriptObject
    unit: CompilationUnit
    resolver: ArchiveResolver
    version: int
    records: list[str]
    extra: dict[str, bytes] = field(default_factory=dict)


def read_archive(
    f: PathLike | BinaryIO,
    map_location: Any = None,
    *,
    run_setstate: bool = True,
    mmap: bool = True,
    unit: CompilationUnit | None = None,
) -> Program:
    """Read an archive of `jit.save`. Errors name the record and what is wrong with it.

    Without `run_setstate` nothing of the file runs: one with a `__setstate__` is refused, after all
    code was compiled. A given `unit` receives the code, also of a file that is refused later.
    """
    with budget():
        return _read_archive(f, map_location, run_setstate, mmap, unit)


def _read_archive(
    f: PathLike | BinaryIO,
    map_location: Any,
    run_setstate: bool,
    mmap: bool,
    unit: CompilationUnit | None,
) -> Program:
    data = read_bytes(f, mapped=mmap and (isinstance(f, str) or hasattr(f, "__fspath__")))
    reader = ZipReader(data, f)
    try:
        return _read_program(reader, map_location, run_setstate=run_setstate, unit=unit)
    except Error as problem:
        if listed := needs(reader, problem):
            raise error("MJ6035", needs=listed) from None
        raise


def _read_program(
    reader: ZipReader, map_location: Any, *, run_setstate: bool, unit: CompilationUnit | None
) -> Program:
    for old in ("model.json", "attributes.pkl"):
        if old in reader and "constants.pkl" not in reader:
            raise error("MJ6005", held=reader.listing())
    if not is_program(reader):
        raise error(
            "MJ6006" if "data.pkl" in reader else "MJ4009", name=f"{reader.root}/constants.pkl"
        )
    version = read_version(reader)

    def read_code(name: str) -> Source | None:
        if name not in reader:
            return None
        record = reader.find(name)
        if record.size > LIMITS["max_code_bytes"]:
            raise error("MJ4010", name=name, limit="max_code_bytes", value=record.size)
        try:
            source = Source(name, bytes(reader.read(name)).decode())
        except UnicodeDecodeError:
            raise error("MJ4004", name=name, detail="it is not UTF-8") from None
        debug = f"{name}.debug_pkl"
        if debug in reader:
            source.origin = read_origin(source.text, lambda: reader.read(debug))
        return source

    unit = unit if unit is not None else CompilationUnit(version)
    unit.version = version
    resolver = ArchiveResolver(unit, read_code)
    mapper = MapLocation(map_location)

    def set_state(method: Function, arguments: list[Any]) -> None:
        resolver.drain()
        if not run_setstate:
            raise error(
                "MJ6011", what="an object with __setstate__", why="the caller forbade running it"
            )
        call(method, arguments)

    def unpickle(record: str, folder: str) -> Any:
        storages = ZipStorages(reader, folder, mapper)
        host = ProgramHost(resolver, storages, set_state, record)
        value = host.finish(Machine(reader.read(record), record, "program", host).run())
        check_nesting(value, record)
        return value

    constants = unpickle("constants.pkl", "constants")
    if not isinstance(constants, tuple):
        raise error(
            "MJ6030", record="constants.pkl", expected="a tuple", found=type(constants).__name__
        )
    unit.constants = list(constants)
    root = unpickle("data.pkl", "data")
    resolver.drain()
    if not isinstance(root, ScriptObject) or not root.class_type.is_module:
        raise error("MJ6030", record="data.pkl", expected="a module", found=type(root).__name__)
    if unit.missing:
        code = {n: bytes(reader.read(n)) for n in reader.names() if n.startswith("code/")}
        unit.written = WrittenCode(code, tuple(unit.all_functions()))
    extra = {
        name[len("extra/") :]: bytes(reader.read(name))
        for name in reader.names()
        if name.startswith("extra/")
    }
    return Program(root, unit, resolver, version, reader.names(), extra)
