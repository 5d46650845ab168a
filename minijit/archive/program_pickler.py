"""data.pkl and constants.pkl: values of a program, with their static types, to pickles."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from minijit.archive.values import has_own_state
from minijit.diagnostics import error
from minijit.interpreter import call
from minijit.interpreter.values import is_instance
from minijit.ir import EnumValue, ScriptObject
from minijit.serialization.rebuild import SCHEMES
from minijit.serialization.texts import shown
from minijit.syntax import deep_recursion
from minijit.tensor import Quantizer, Storage, Tensor, device
from minijit.tensor.held import Held
from minijit.tensor.narrow import Narrow
from minijit.types import (
    ANY,
    BOOL,
    FLOAT,
    INT,
    NONE,
    TENSOR,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    UnionType,
    infer_type,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from minijit.tensor.dtype import DType

SCHEME_NAMES = {number: name.rpartition(".")[2] for name, number in SCHEMES.items()}
BUILDERS: dict[Type, str] = {
    INT: "build_intlist",
    FLOAT: "build_doublelist",
    BOOL: "build_boollist",
    TENSOR: "build_tensorlist",
}


class ProgramPickler:
    """Writes values with their static types; storages are collected in `storages`."""

    def __init__(self, *, plain: bool = False) -> None:
        # Whether objects are written by their slots, whatever methods they have for that.
        self.plain = plain
        self.out = bytearray(b"\x80\x02")
        self.memo: dict[Any, int] = {}
        self.alive: list[Any] = []
        self.storages: list[Storage] = []
        self.keys: dict[int, tuple[str, DType]] = {}

    def dumps(self, value: Any, kind: Type) -> bytes:
        """The pickle of one value."""
        with deep_recursion():
            self.save(value, kind)
        self.out += b"."
        return bytes(self.out)

    def put(self, key: Any) -> None:
        index = len(self.memo)
        self.memo[key] = index
        self.out += (
            struct.pack("<BB", 0x71, index) if index < 256 else struct.pack("<BI", 0x72, index)
        )

    def get(self, key: Any) -> bool:
        if key not in self.memo:
            return False
        index = self.memo[key]
        self.out += (
            struct.pack("<BB", 0x68, index) if index < 256 else struct.pack("<BI", 0x6A, index)
        )
        return True

    def name(self, module: str, atom: str) -> None:
        key = ("global", module, atom)
        if not self.get(key):
            self.out += f"c{module}\n{atom}\n".encode()
            self.put(key)

    def string(self, value: str) -> None:
        if not self.get(("str", value)):
            data = value.encode("utf-8", "surrogatepass")
            if len(data) >= 1 << 32:
                raise error("MJ6013", detail=f"a string is too long: {len(data)} bytes")
            self.out += b"X" + struct.pack("<I", len(data)) + data
            self.put(("str", value))

    def integer(self, value: int) -> None:
        if 0 <= value < 256:
            self.out += struct.pack("<BB", 0x4B, value)
        elif 0 <= value < 65536:
            self.out += struct.pack("<BH", 0x4D, value)
        elif -(1 << 31) <= value < 1 << 31:
            self.out += struct.pack("<Bi", 0x4A, value)
        elif -(1 << 63) <= value < 1 << 63:
            self.out += b"\x8a\x08" + struct.pack("<q", value)
        else:
            raise error("MJ6013", detail=f"{shown(value)} does not fit into 64 bits")

    def save(self, value: Any, kind: Type) -> None:
        """One value of a static type."""
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
            self.shared(value, lambda v: self.list(v, actual_type(v, kind)))
        elif isinstance(value, dict):
            self.shared(value, lambda v: self.dict(v, actual_type(v, kind)))
        elif isinstance(value, tuple):
            self.tuple(value, actual_type(value, kind))
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
            raise error(
                "MJ6013", detail=f"an attribute of type {type(value).__name__} cannot be saved"
            )

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
        if has_own_state(cls) and not self.plain:
            getstate = cls.methods["__getstate__"]
            self.out += b")\x81"
            self.save(call(getstate, [value]), getstate.return_type)
            self.out += b"b"
            return
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
        quantizer = value._quantizer
        if isinstance(quantizer, Narrow):
            quantizer.refuse()
        if isinstance(quantizer, Held):
            quantizer.refuse("write a program that holds a tensor")
        rebuild = "_rebuild_tensor_v2" if quantizer is None else "_rebuild_qtensor"
        self.name("torch._utils", rebuild)
        self.out += b"(("
        self.string("storage")
        self.name("torch", value.dtype.storage_name)
        storage = value._storage
        if id(storage) not in self.keys:
            self.keys[id(storage)] = (str(len(self.storages)), value.dtype)
            self.storages.append(storage)
        key, dtype = self.keys[id(storage)]
        if dtype is not value.dtype:
            raise error("MJ6014")
        self.string(key)
        self.string("cpu")
        self.integer(storage.nbytes() // value._dtype.itemsize)
        self.out += b"tQ"
        self.integer(value._offset)
        for numbers in (value._sizes, value._strides):
            self.out += b"("
            for number in numbers:
                self.integer(number)
            self.out += b"t"
        if quantizer is not None:
            self.quantizer(quantizer)
        self.out += b"\x88" if value.requires_grad else b"\x89"
        self.name("collections", "OrderedDict")
        self.out += b")RtR"

    def quantizer(self, value: Quantizer) -> None:
        self.out += b"("
        self.name("torch", SCHEME_NAMES[value.scheme])
        if value.scales is None or value.zero_points is None:
            self.out += struct.pack(">Bd", 0x47, value.scale)
            self.integer(value.zero_point)
        else:
            self.shared(value.scales, self.tensor)
            self.shared(value.zero_points, self.tensor)
            self.integer(value.axis)
        self.out += b"t"


def actual_type(value: Any, kind: Type) -> Type:
    """The type under which a container is written, where its slot's type leaves several."""
    if isinstance(kind, OptionalType):
        return actual_type(value, kind.elem)
    if isinstance(kind, UnionType):
        return next((m for m in kind.members if is_instance(value, m)), kind)
    if kind not in (ANY, NONE):
        return kind
    found = infer_type(value)
    if found is None and isinstance(value, list):
        return ListType(ANY)
    if found is None and isinstance(value, dict):
        return DictType(infer_type(next(iter(value))) or ANY, ANY)
    return found or kind
