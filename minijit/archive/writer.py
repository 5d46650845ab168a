"""Programs to archives: code text, pickles, storages, version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from minijit.archive.code_printer import print_files
from minijit.archive.program_pickler import ProgramPickler
from minijit.archive.source_map import Row, dump_rows
from minijit.archive.users_operators import Definition, as_callbacks
from minijit.archive.versions import MINIMUM_VERSION, usual_version, version_for
from minijit.diagnostics import Diagnostic, diagnose, error, raise_all
from minijit.ir import CompilationUnit, Function, Node, ScriptObject
from minijit.serialization.files import PathLike, atomic_output, root_name
from minijit.serialization.zip_writer import COMPRESS_ABOVE, ZipWriter
from minijit.types import (
    CONTRACT_CLASSES,
    NONE,
    ClassType,
    DictType,
    FutureType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
    infer_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from minijit.tensor import Storage

DOT_DATA_VERSION = 6
MAP = ".debug_pkl"


@dataclass(slots=True)
class Records:
    """What an archive holds before it is a file; a program reaches the C++ runtime so, too."""

    code: dict[str, str]
    origins: dict[str, list[Row]]
    data: bytes
    storages: list[Storage]
    constants: bytes
    constant_storages: list[Storage]
    version: int
    extra: dict[str, bytes] = field(default_factory=dict)
    callbacks: dict[str, Function] = field(default_factory=dict)
    maps: dict[str, bytes] = field(default_factory=dict)  # source maps that are written already


def _types_in(kind: Type) -> Iterator[Type]:
    yield kind
    match kind:
        case OptionalType() | ListType() | FutureType():
            yield from _types_in(kind.elem)
        case DictType():
            yield from _types_in(kind.key)
            yield from _types_in(kind.value)
        case TupleType():
            for elem in kind.elems:
                yield from _types_in(elem)
        case UnionType():
            for member in kind.members:
                yield from _types_in(member)


class _Reach:
    """All definitions that a class needs, dependencies of the code first met first.

    With `plain` functions that stayed in Python are among them, else `refused` has their calls.
    """

    def __init__(self, unit: CompilationUnit, plain: bool) -> None:
        self.unit = unit
        self.plain = plain
        self.callbacks: dict[str, Function] = {}
        self.refused: list[Diagnostic] = []
        self.found: dict[str, Definition] = {}
        self.operators: list[Node] = []
        self.missing: list[Node] = []
        self.functions: list[Function] = []

    def kind(self, kind: Type) -> None:
        for inner in _types_in(kind):
            if isinstance(inner, ClassType) or (
                isinstance(inner, TupleType) and inner.name is not None
            ):
                self.definition(inner)

    def definition(self, definition: Definition) -> None:
        assert definition.name is not None
        if definition.name in self.found or definition.name.startswith(CONTRACT_CLASSES):
            return
        self.found[definition.name] = definition
        if isinstance(definition, Function):
            self.function(definition)
        elif isinstance(definition, ClassType):
            for kind in definition.attributes.values():
                self.kind(kind)
            for constant in definition.constants.values():
                self.kind(constant.type)
            for method in definition.methods.values():
                self.signature(method)
                if not definition.is_interface:
                    self.function(method)
        else:
            for elem in definition.elems:
                self.kind(elem)

    def signature(self, function: Function) -> None:
        for argument in function.arguments:
            self.kind(argument.type)
        self.kind(function.return_type)

    def objects(self, value: Any, seen: set[int]) -> None:
        """The classes of all objects below: where an interface is declared, only they tell."""
        if id(value) in seen:
            return
        seen.add(id(value))
        if isinstance(value, ScriptObject):
            self.definition(value.class_type)
            inner = value.slots.values()
        else:
            inner = value.values() if isinstance(value, dict) else value
        for item in inner:
            if isinstance(item, ScriptObject | list | tuple | dict):
                self.objects(item, seen)

    def function(self, function: Function) -> None:
        if function.callback is not None:
            self.callbacks[function.name] = function
        self.functions.append(function)
        self.signature(function)
        for node in function.graph.walk():
            self.node(node)

    def node(self, node: Node) -> None:
        if node.schema is not None:
            self.operators.append(node)
        if node.kind == "prim::MissingOperator":
            self.missing.append(node)
        for value in node.outputs:
            self.kind(value.type)
        called = self.called(node)
        if called is not None:
            if called.callback is not None and not self.plain:
                self.refused.append(diagnose("MJ6019", node.range, name=called.basename))
            if node.kind == "prim::CallFunction":
                self.definition(called)
        for kind in node.attributes.get("types", ()):
            self.kind(kind)

    def called(self, node: Node) -> Function | None:
        name = node.attributes.get("name", "")
        if node.kind == "prim::CallFunction":
            found = node.attributes.get("function") or self.unit.functions.get(name)
            return found if isinstance(found, Function) else None
        if node.kind == "prim::CallMethod":
            owner = node.inputs[0].type
            return owner.methods.get(name) if isinstance(owner, ClassType) else None
        return None


def make_records(
    root: ScriptObject,
    unit: CompilationUnit,
    extra: Mapping[str, Any] | None = None,
    *,
    plain: bool = False,
    opset: int | None = None,
) -> Records:
    """The records of a program; nothing is copied but text and pickles.

    With `opset` readers of that version understand it. Error MJ6036 names the operators that they
    do not have, MJ6019 all calls of functions that stayed in Python. Code with operators that
    minijit lacks is written as it was read; MJ6013: it is not what was read. `plain` writes the
    slots of objects with `__getstate__` as they are: for this process alone, where
    `Records.callbacks` are the functions that stayed in Python.
    """
    reach = _Reach(unit, plain)
    reach.definition(root.class_type)
    reach.objects(root, set())
    raise_all(reach.refused)
    version = (
        usual_version(reach.operators) if opset is None else version_for(reach.operators, opset)
    )
    pickler = ProgramPickler(plain=plain)
    data = pickler.dumps(root, root.class_type)
    # Functions of other units, called from this one, have their constants behind its own.
    starts: dict[int, int] = {}
    values: list[Any] = []
    for each in [unit, *(function.unit for function in reach.functions)]:
        if id(each) not in starts:
            starts[id(each)] = len(values)
            values += each.constants
    constants = ProgramPickler(plain=plain)
    kinds = TupleType(tuple(_constant_type(c) for c in values))
    constant_data = constants.dumps(tuple(values), kinds)
    encoded = {
        name: value.encode() if isinstance(value, str) else bytes(value)
        for name, value in (extra or {}).items()
    }
    definitions = list(reach.found.values())
    if plain:
        definitions, called = as_callbacks(definitions)
        reach.callbacks |= called
    maps: dict[str, bytes] = {}
    if reach.missing and not plain:
        code, maps, version = _as_it_was_read(reach, unit, opset)
        origins: dict[str, list[Row]] = {name: [] for name in code}
    else:
        code, origins = print_files(definitions, starts)
    return Records(
        code, origins, data, pickler.storages, constant_data,
        constants.storages, version, encoded, reach.callbacks, maps,
    )  # fmt: skip


def _as_it_was_read(
    reach: _Reach, unit: CompilationUnit, opset: int | None
) -> tuple[dict[str, str], dict[str, bytes], int]:
    """Code, source maps and version of an archive that calls what minijit lacks.

    What is behind such a call in its block was not compiled, so only the text has it. Error MJ6013.
    """
    written, version = unit.written, unit.version
    if written is None or not written.is_all_of(reach.functions) or version < MINIMUM_VERSION:
        why = "its code is not what was loaded"
    elif opset is not None and opset < version:
        why = f"it is of version {version} and cannot be written for {opset}"
    else:
        texts = {n: r for n, r in written.records.items() if n.endswith(".py")}
        maps = {n: written.records[f"{n}{MAP}"] for n in texts if f"{n}{MAP}" in written.records}
        return {n: r.decode() for n, r in texts.items()}, maps, version
    names = ", ".join(dict.fromkeys(str(node.attributes["name"]) for node in reach.missing))
    detail = (
        f"minijit lacks operators that the program calls ({names}), and {why}: what is behind such"
        " a call is lost. Save the module as it was loaded, before it is frozen or changed"
    )
    raise error("MJ6013", reach.missing[0].range, detail=detail)


def _constant_type(value: Any) -> Type:
    return infer_type(value) or NONE


def write_archive(records: Records, f: PathLike | BinaryIO) -> None:
    """Write the container to a path (atomically) or a stream."""
    root = root_name(f, ascii_only=False)
    with atomic_output(f) as out:
        writer = ZipWriter(out, root)
        for name, value in sorted(records.extra.items()):
            writer.record(f"extra/{name}", value)
        for i, storage in enumerate(records.storages):
            writer.record(f"data/{i}", storage.bytes.data)
        writer.record("data.pkl", records.data)
        for name, text in records.code.items():
            encoded = text.encode()
            writer.record(name, encoded, compress=len(encoded) > COMPRESS_ABOVE)
            debug = records.maps.get(name, b"")
            if records.origins[name]:
                debug = dump_rows(records.origins[name])
            if debug:
                writer.record(f"{name}{MAP}", debug, compress=len(debug) > COMPRESS_ABOVE)
        for i, storage in enumerate(records.constant_storages):
            writer.record(f"constants/{i}", storage.bytes.data)
        writer.record("constants.pkl", records.constants)
        name = "version" if records.version < DOT_DATA_VERSION else ".data/version"
        writer.record(name, f"{records.version}\n".encode())
        writer.record("byteorder", b"little")
        writer.close()
