"""data.pkl and constants.pkl: objects of a program to and from pickles (torch-formats: TorchScript)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from minijit.diagnostics import error
from minijit.frontend import ArchiveResolver
from minijit.interpreter.values import is_instance
from minijit.ir import EnumValue, ScriptObject
from minijit.serialization.machine import Global
from minijit.serialization.rebuild import (
    StoredElements,
    rebuild_parameter,
    rebuild_tensor,
    resolve_conjugate,
)
from minijit.serialization.table import GLOBALS
from minijit.serialization.unpickler import StorageClass
from minijit.tensor import Storage, Tensor, device
from minijit.tensor import dtype as dt
from minijit.types import (
    BOOL,
    FLOAT,
    INT,
    NONE,
    TENSOR,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
)

KINDS = {name: kind for name, kind, profiles in GLOBALS if "program" in profiles.split()}
BUILDERS = {INT: "build_intlist", FLOAT: "build_doublelist", BOOL: "build_boollist", TENSOR: "build_tensorlist"}


class ProgramPickler:
    """Writes values with their static types; storages are collected in `storages`."""

    def __init__(self) -> None:
        self.out = bytearray(b"\x80\x02")
        self.memo: dict[Any, int] = {}
        self.alive: list[Any] = []
        self.storages: list[Storage] = []
        self.keys: dict[int, str] = {}

    def dumps(self, value: Any, kind: Type) -> bytes:
        """The pickle of one value."""
        self.save(value, kind)
        self.out += b"."
        return bytes(self.out)

    def put(self, key: Any) -> None:
        index = len(self.memo)
        self.memo[key] = index
        self.out += struct.pack("<BB", 0x71, index) if index < 256 else struct.pack("<BI", 0x72, index)

    def get(self, key: Any) -> bool:
        if key not in self.memo:
            return False
        index = self.memo[key]
        self.out += struct.pack("<BB", 0x68, index) if index < 256 else struct.pack("<BI", 0x6A, index)
        return True

    def name(self, module: str, atom: str) -> None:
        key = ("global", module, atom)
        if not self.get(key):
            self.out += f"c{module}\n{atom}\n".encode()
            self.put(key)

    def string(self, value: str) -> None:
        if not self.get(("str", value)):
            data = value.encode()
            self.out += b"X" + struct.pack("<I", len(data)) + data
            self.put(("str", value))

    def integer(self, value: int) -> None:
        if 0 <= value < 256:
            self.out += struct.pack("<BB", 0x4B, value)
        elif 0 <= value < 65536:
            self.out += struct.pack("<BH", 0x4D, value)
        elif -(1 << 31) <= value < 1 << 31:
            self.out += struct.pack("<Bi", 0x4A, value)
        else:
            self.out += b"\x8a\x08" + struct.pack("<q", value)

    def save(self, value: Any, kind: Type) -> None:
        """One value of a static type."""
        if isinstance(kind, OptionalType):
            kind = kind.elem if value is not None else NONE
        if value is None:
            self.out += b"N"
        elif isinstance(value, bool):
            self.out += b"\x88" if value else b"\x89"
        elif isinstance(value, int):
            self.integer(value)
        elif isinstance(value, float):
            self.out += struct.pack(">Bd", 0x47, value)
        elif isinstance(value, str):
            self.string(value)
        elif isinstance(value, Tensor):
            self.shared(value, self.tensor)
        elif isinstance(value, ScriptObject):
            self.shared(value, self.object)
        elif isinstance(value, list):
            self.shared(value, lambda v: self.list(v, kind))
        elif isinstance(value, dict):
            self.shared(value, lambda v: self.dict(v, kind))
        elif isinstance(value, tuple):
            self.tuple(value, kind)
        elif isinstance(value, device):
            self.name("torch", "device")
            self.string(str(value))
            self.out += b"\x85R"
        elif isinstance(value, complex):
            self.name("builtins", "complex")
            self.out += struct.pack(">Bd", 0x47, value.real) + struct.pack(">Bd", 0x47, value.imag)
            self.out += b"\x86R"
        elif isinstance(value, EnumValue):
            module, _, atom = value.class_type.name.rpartition(".")
            self.name(module, atom)
            self.save(value.value, NONE)
            self.out += b"R"
        else:
            raise error("MJ6013", detail=f"an attribute of type {type(value).__name__} cannot be saved")

    def shared(self, value: Any, write: Callable[[Any], None]) -> None:
        key = ("id", id(value))
        if not self.get(key):
            write(value)
            self.alive.append(value)
            self.put(key)

    def object(self, value: ScriptObject) -> None:
        cls = value.class_type
        module, _, atom = cls.name.rpartition(".")
        self.name(module, atom)
        self.out += b")\x81}("
        for name, kind in cls.attributes.items():
            self.string(name)
            self.save(value.slots.get(name), kind)
        self.out += b"ub"

    def tuple(self, value: tuple[Any, ...], kind: Type) -> None:
        types = kind.elems if isinstance(kind, TupleType) else (NONE,) * len(value)
        if not value:
            self.out += b")"
            return
        if len(value) > 3:
            self.out += b"("
        for item, inner in zip(value, types, strict=True):
            self.save(item, inner)
        self.out += {1: b"\x85", 2: b"\x86", 3: b"\x87"}.get(len(value), b"t")

    def list(self, value: list[Any], kind: Type) -> None:
        elem = kind.elem if isinstance(kind, ListType) else NONE
        builder = BUILDERS.get(elem)
        if builder is not None:
            self.name("torch.jit._pickle", builder)
            self.out += b"("
        else:
            self.name("torch.jit._pickle", "restore_type_tag")
        self.out += b"]("
        for item in value:
            self.save(item, elem)
        self.out += b"e"
        if builder is not None:
            self.out += b"tR"
        else:
            self.string(str(kind))
            self.out += b"\x86R"

    def dict(self, value: dict[Any, Any], kind: Type) -> None:
        self.name("torch.jit._pickle", "restore_type_tag")
        self.out += b"}("
        for key, item in value.items():
            self.save(key, kind.key if isinstance(kind, DictType) else NONE)
            self.save(item, kind.value if isinstance(kind, DictType) else NONE)
        self.out += b"u"
        self.string(str(kind))
        self.out += b"\x86R"

    def tensor(self, value: Tensor) -> None:
        self.name("torch._utils", "_rebuild_tensor_v2")
        self.out += b"(("
        self.string("storage")
        self.name("torch", value._dtype.storage_name)
        storage = value._storage
        if id(storage) not in self.keys:
            self.keys[id(storage)] = str(len(self.storages))
            self.storages.append(storage)
        self.string(self.keys[id(storage)])
        self.string("cpu")
        self.integer(storage.nbytes() // value._dtype.itemsize)
        self.out += b"tQ"
        self.integer(value._offset)
        for numbers in (value._sizes, value._strides):
            self.out += b"("
            for number in numbers:
                self.integer(number)
            self.out += b"t"
        self.out += b"\x88" if value.requires_grad else b"\x89"
        self.name("collections", "OrderedDict")
        self.out += b")RtR"


class ProgramHost:
    """What names mean in the pickles of a program: storages, rebuild functions, and its own classes."""

    def __init__(
        self,
        resolver: ArchiveResolver,
        load_storage: Callable[[Any], StoredElements],
        run_setstate: Callable[[Any, ScriptObject, Any], None],
    ) -> None:
        self.resolver = resolver
        self.load_storage = load_storage
        self.run_setstate = run_setstate

    def find_global(self, name: str) -> Any:
        """The meaning of a permitted name, or a class of the archive's code."""
        kind = KINDS.get(name)
        if kind == "storage":
            return StorageClass(name, dt.BY_STORAGE.get(name.rpartition(".")[2]))
        if kind is not None:
            return kind
        found = self.resolver.find(name) if name.startswith("__torch__") else None
        if found is None:
            raise error("MJ5004", name=name, short=name.rpartition(".")[2])
        return found

    def create(self, cls: Global, argument: Any) -> Any:
        """NEWOBJ: an object with empty slots."""
        if not isinstance(cls.value, ClassType) or cls.value.kind not in ("module", "class"):
            raise TypeError("it is not a class with instances")
        return ScriptObject(cls.value)

    def build(self, target: Any, state: Any) -> Any:
        """BUILD: the state of an object."""
        if not isinstance(target, ScriptObject):
            raise TypeError(f"a {type(target).__name__} has no state to set")
        cls = target.class_type
        if "__setstate__" in cls.methods and "__getstate__" in cls.methods:
            self.run_setstate(cls.methods["__setstate__"], target, state)
            return target
        if not isinstance(state, dict):
            raise TypeError("the state of an object is a dict")
        for name, kind in cls.attributes.items():
            if name not in state:
                raise error("MJ6017", name=name, owner=cls.name)
            value = convert(state[name], kind)
            if not is_instance(value, kind):
                raise error(
                    "MJ6018", name=name, owner=cls.name, wanted=kind, found=type(value).__name__
                )
            target.slots[name] = value
        return target

    def call(self, function: Global, argument: Any) -> Any:
        """REDUCE."""
        target = function.value
        if isinstance(target, ClassType) and target.kind == "enum":
            for name, constant in target.constants.items():
                if constant.value == argument:
                    return EnumValue(target, name, constant.value)
            raise ValueError(f"{argument!r} is no member")
        method = getattr(self, f"_{target}", None) if isinstance(target, str) else None
        if method is None or not isinstance(argument, tuple):
            raise TypeError("it may not be called")
        return method(*argument)

    def _build_intlist(self, items: Any) -> Any:
        return _list_of(items, int)

    def _build_doublelist(self, items: Any) -> Any:
        return _list_of(items, float)

    def _build_boollist(self, items: Any) -> Any:
        return _list_of(items, bool)

    def _build_tensorlist(self, items: Any) -> Any:
        return _list_of(items, Tensor)

    def _restore_type_tag(self, container: Any, text: Any) -> Any:
        if not isinstance(text, str) or len(text) > 65536:
            raise TypeError("the type is not a text")
        kind = self.resolver.load_type(text)
        if not is_instance(container, kind):
            raise TypeError(f"the container is no {text}")
        return container

    def _rebuild_tensor_v2(
        self, stored: Any, offset: Any, sizes: Any, strides: Any, requires_grad: Any, hooks: Any = None,
        metadata: Any = None,
    ) -> Any:  # fmt: skip
        return resolve_conjugate(
            rebuild_tensor(stored, offset, sizes, strides, requires_grad), metadata
        )

    def _rebuild_parameter(self, data: Any, requires_grad: Any, hooks: Any) -> Any:
        return rebuild_parameter(data, requires_grad)

    def _rebuild_qtensor(self, *args: Any) -> Any:
        raise error("MJ5015", kind="quantized")

    def _rebuild_sparse_tensor(self, *args: Any) -> Any:
        raise error("MJ5015", kind="sparse")

    def _ordered_dict(self, *args: Any) -> Any:
        return None

    def _device(self, text: Any, index: Any = None) -> Any:
        if not isinstance(text, str):
            raise TypeError("a device is a text")
        return device(text)

    def _complex(self, real: Any, imaginary: Any) -> Any:
        return complex(real, imaginary)

    def persistent(self, key: Any) -> Any:
        """The storage of a persistent id."""
        if not isinstance(key, tuple) or len(key) < 5 or key[0] != "storage":
            raise error("MJ5012", what="persistent id", value=str(key)[:80])
        if not isinstance(key[1], StorageClass) or key[1].dtype is None:
            raise error("MJ5015", kind=getattr(key[1], "name", str(key[1])))
        return self.load_storage(key)


def _list_of(items: Any, kind: type) -> Any:
    if not isinstance(items, list) or not all(type(i) is kind or (kind is Tensor and isinstance(i, Tensor)) for i in items):
        raise TypeError("the list holds other things")
    return items


def convert(value: Any, kind: Type) -> Any:
    """Named tuples are written as plain ones."""
    from minijit.interpreter.run import named_tuple

    if isinstance(kind, OptionalType) and value is not None:
        return convert(value, kind.elem)
    if isinstance(kind, TupleType) and kind.name is not None and type(value) is tuple:
        return named_tuple(kind)(*value)
    return value
