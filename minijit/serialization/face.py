"""`save` and `load`, and the names that a user permits."""

from __future__ import annotations

import contextlib
import pickle
import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from minijit.diagnostics import error
from minijit.schema.table import OPSET_VERSION_MAX, OPSET_VERSION_MIN
from minijit.serialization import unsafe
from minijit.serialization.file_kinds import not_of_torch_save
from minijit.serialization.files import PathLike, atomic_output, read_bytes, rewind, root_name
from minijit.serialization.legacy import load_stream, save_stream
from minijit.serialization.machine import Machine
from minijit.serialization.pickler import dumps
from minijit.serialization.storages import MapLocation, ZipStorages
from minijit.serialization.texts import printable
from minijit.serialization.unpickler import TensorHost
from minijit.serialization.zip_reader import LOCAL, ZipReader
from minijit.serialization.zip_writer import ZipWriter
from minijit.tensor.budget import budget

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVE_VERSION = b"3\n"
# What Python's Unpickler may be told: texts are UTF-8 here whatever is said.
_PICKLE_OPTIONS: Final = ("encoding", "errors", "fix_imports", "buffers")

_safe: dict[str, Any] = {}


def _name_of(item: Any) -> tuple[str, Any]:
    if isinstance(item, tuple):
        value, name = item
        return str(name), value
    return f"{item.__module__}.{item.__qualname__}", item


def add_safe_globals(safe_globals: list[Any]) -> None:
    """Permit these classes and functions to `load(weights_only=True)`, under their own names.

    Those of `minijit.nn` are permitted under PyTorch's names too: files of torch.save have these.
    """
    for item in safe_globals:
        name, value = _name_of(item)
        _safe[name] = value
        if name.startswith("minijit.nn."):
            _safe["torch" + name.removeprefix("minijit")] = value


def get_safe_globals() -> list[Any]:
    """What was permitted."""
    return list(dict.fromkeys(_safe.values()))


def clear_safe_globals() -> None:
    """Permit nothing of one's own any more."""
    _safe.clear()


@contextlib.contextmanager
def safe_globals(items: list[Any]) -> Iterator[None]:
    """Permit these for the length of a `with` block."""
    before = dict(_safe)
    add_safe_globals(items)
    try:
        yield
    finally:
        _safe.clear()
        _safe.update(before)


def save(
    obj: Any,
    f: PathLike | BinaryIO,
    pickle_module: Any = pickle,
    pickle_protocol: int = 2,
    _use_new_zipfile_serialization: bool = True,
) -> None:
    """Write an object to a path (atomically) or a file object, in the format of torch.save.

    A storage is written once and whole, however many tensors view it. Errors: MJ6040 for what was
    scripted or traced, which `jit.save` writes.
    """
    if not _use_new_zipfile_serialization:
        with atomic_output(f) as out:
            save_stream(obj, out, pickle_protocol)
        return
    root = root_name(f, ascii_only=True)
    data, storages = dumps(obj, pickle_protocol)
    with atomic_output(f) as out:
        writer = ZipWriter(out, root)
        writer.record("data.pkl", data)
        writer.record(".format_version", b"1")
        writer.record(".storage_alignment", b"64")
        writer.record("byteorder", b"little")
        for saved in storages:
            writer.record(f"data/{saved.key}", saved.storage.bytes.data)
        writer.record("version", SAVE_VERSION)
        writer.close()


def parse_version(raw: bytes) -> int:
    """The number in a version record: leading blanks and what follows the digits do not count."""
    found = re.match(rb"\s*([0-9]{1,18})(?![0-9])", raw)
    if found is None:
        raise error("MJ6004", text=f"'{printable(raw, 40)}'")
    return int(found[1])


def read_version(reader: ZipReader) -> int:
    """The version of a file; RuntimeError where it is outside what we read."""
    name = ".data/version" if ".data/version" in reader else "version"
    version = parse_version(bytes(reader.read(name)[:64]))
    if version < OPSET_VERSION_MIN:
        raise error("MJ6002", version=version, minimum=OPSET_VERSION_MIN)
    if version > OPSET_VERSION_MAX:
        raise error("MJ6003", version=version, maximum=OPSET_VERSION_MAX)
    return version


def is_program(reader: ZipReader) -> bool:
    """Whether the file is an archive of `jit.save`."""
    return "constants.pkl" in reader


def load(
    f: PathLike | BinaryIO,
    map_location: Any = None,
    pickle_module: Any = None,
    *,
    weights_only: bool | None = None,
    mmap: bool | None = None,
    **pickle_load_args: Any,
) -> Any:
    """Read a file of `save` or torch.save: tensors, containers, numbers, strings.

    By default nothing outside a closed list is imported or called; `weights_only=False` is for
    files of your own. `map_location="meta"` gives sizes without elements. `mmap=True` maps the
    tensors' bytes instead of reading them. UnpicklingError
    for a name or opcode that is not permitted, RuntimeError for damaged files.
    """
    if pickle_module is not None and weights_only is not False:
        raise error("MJ6018")
    for name in pickle_load_args:
        if name not in _PICKLE_OPTIONS:
            raise TypeError(f"load() got an unexpected keyword argument '{name}'")
    trusted = unsafe.loader(pickle_module) if weights_only is False else None
    with budget():
        return _load(f, MapLocation(map_location, meta=True), trusted, mmap=bool(mmap))


def _load(f: PathLike | BinaryIO, mapper: Any, trusted: Any, *, mmap: bool) -> Any:
    data = read_bytes(f, mapped=mmap)
    if bytes(data[:4]) != LOCAL:
        known = not_of_torch_save(data)
        if known:
            raise error("MJ6039", what=known)
        if mmap:
            raise error("MJ6015")
        result, end = load_stream(data, mapper, dict(_safe), trusted)
        rewind(f, len(data) - end)
        return result
    reader = ZipReader(data, f)
    if is_program(reader):
        raise error("MJ6001")
    if "model.json" in reader:
        raise error("MJ6005", held=reader.listing())
    if reader.foreign:
        raise error(
            "MJ4006",
            name=f"'{printable(reader.foreign[0], 80)}'",
            detail=f"it is not in {reader.root}/",
        )
    read_version(reader)
    swap = False
    if "byteorder" in reader:
        order = bytes(reader.read("byteorder"))
        if order not in (b"little", b"big"):
            raise error("MJ6007", text=f"'{printable(order, 40)}'")
        swap = order == b"big"
    storages = ZipStorages(reader, "data", mapper, swap=swap)
    host = TensorHost(storages, dict(_safe))
    pickled = reader.read("data.pkl")
    if trusted is not None:
        result = trusted(pickled, 0, host)[0]
    else:
        result = Machine(pickled, "data.pkl", "tensors", host).run()
    host.check_read(result)
    return result


def _is_zipfile(f: BinaryIO) -> bool:
    """Whether a zip begins where a stream stands; it stays there."""
    start = f.tell()
    head = f.read(len(LOCAL))
    f.seek(start)
    return head == LOCAL
