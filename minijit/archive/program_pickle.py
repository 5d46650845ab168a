"""data.pkl and constants.pkl: objects of a program to and from pickles (torch-formats: TorchScript)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from minijit._limits import LIMITS
from minijit.archive.values import Fitter, Misfit
from minijit.diagnostics import Source, error
from minijit.frontend import ArchiveResolver
from minijit.frontend.annotations import parse_type
from minijit.interpreter import call
from minijit.interpreter.values import is_instance
from minijit.ir import EnumValue, Function, ScriptObject
from minijit.serialization.machine import Global, shown
from minijit.serialization.rebuild import rebuild_parameter, rebuild_tensor, resolve_conjugate
from minijit.serialization.table import GLOBALS
from minijit.serialization.unpickler import StorageClass
from minijit.syntax import parse_expression
from minijit.tensor import Storage, Tensor, TypedStorage, device
from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType
from minijit.types import (
    ANY,
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
    UnionType,
    infer_type,
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
        self.keys: dict[int, tuple[str, DType]] = {}

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
        if _has_own_state(cls):
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
        self.name("torch._utils", "_rebuild_tensor_v2")
        self.out += b"(("
        self.string("storage")
        self.name("torch", value._dtype.storage_name)
        storage = value._storage
        if id(storage) not in self.keys:
            self.keys[id(storage)] = (str(len(self.storages)), value._dtype)
            self.storages.append(storage)
        key, dtype = self.keys[id(storage)]
        if dtype is not value._dtype:
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
        self.out += b"\x88" if value.requires_grad else b"\x89"
        self.name("collections", "OrderedDict")
        self.out += b")RtR"


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


class ProgramHost:
    """What names mean in the pickles of a program: storages, rebuild functions, and its own classes."""

    def __init__(
        self,
        resolver: ArchiveResolver,
        load_storage: Callable[[Any], TypedStorage],
        run_setstate: Callable[[Function, list[Any]], None],
        record: str,
    ) -> None:
        self.resolver = resolver
        self.load_storage = load_storage
        self.run_setstate = run_setstate
        self.record = record
        self.fitter = Fitter(record)
        self.unfinished: dict[int, ScriptObject] = {}
        self.pending: list[tuple[ScriptObject, Any]] = []

    def find_global(self, name: str) -> Any:
        """The meaning of a permitted name, or a class of the archive's code."""
        kind = KINDS.get(name)
        if kind == "storage":
            return StorageClass(name, dt.BY_STORAGE.get(name.rpartition(".")[2]))
        if kind is not None:
            return kind
        if not name.startswith("__torch__."):
            short = name.rpartition(".")[2]
            raise error("MJ5004", name=shown(name)[1:-1], short=shown(short)[1:-1])
        found = self.resolver.find(name)
        if not isinstance(found, ClassType):
            raise error("MJ6034", record=self.record, name=shown(name)[1:-1])
        return found

    def create(self, cls: Global, argument: Any) -> Any:
        """NEWOBJ: an object with empty slots."""
        creatable = isinstance(cls.value, ClassType) and cls.value.kind in ("module", "class")
        if not creatable or argument:
            raise TypeError("it may not be created")
        made = ScriptObject(cls.value)
        self.unfinished[id(made)] = made
        return made

    def build(self, target: Any, state: Any) -> Any:
        """BUILD: notes the state of an object; `finish` gives it its type."""
        if not isinstance(target, ScriptObject) or self.unfinished.pop(id(target), None) is None:
            raise TypeError(f"a {type(target).__name__} has no state to set")
        if not _has_own_state(target.class_type) and not isinstance(state, dict):
            raise TypeError("the state of an object is a dict")
        self.pending.append((target, state))
        return target

    def finish(self, result: Any) -> Any:
        """The whole result, after objects got their slots and `__setstate__` has run."""
        for made in self.unfinished.values():
            self._fill(made, {})
        for target, state in self.pending:
            if not _has_own_state(target.class_type):
                self._fill(target, state)
        for target, state in self.pending:
            if _has_own_state(target.class_type):
                self._set_state(target, target.class_type.methods["__setstate__"], state)
        try:
            return self.fitter.fit(result, ANY)
        except Misfit as problem:
            raise error(
                "MJ6030", record=self.record, expected="what its tags say", found=problem
            ) from None

    def _fill(self, target: ScriptObject, state: dict[Any, Any]) -> None:
        cls = target.class_type
        for name, kind in cls.attributes.items():
            if name not in state:
                raise error("MJ6031", record=self.record, attribute=name, **{"class": cls.name})
            target.slots[name] = self._fitting(state[name], kind, name, cls)

    def _set_state(self, target: ScriptObject, setstate: Function, state: Any) -> None:
        cls = target.class_type
        if len(setstate.arguments) != 2:
            raise TypeError("its __setstate__ does not take one state")
        state = self._fitting(state, setstate.arguments[1].type, setstate.arguments[1].name, cls)
        target.slots = dict.fromkeys(cls.attributes)
        self.run_setstate(setstate, [target, state])
        for name, kind in cls.attributes.items():
            if target.slots[name] is None and not is_instance(None, kind):
                raise error("MJ6033", attribute=name, expected=kind, **{"class": cls.name})

    def _fitting(self, value: Any, kind: Type, name: str, cls: ClassType) -> Any:
        try:
            return self.fitter.fit(value, kind)
        except Misfit as problem:
            raise error(
                "MJ6032", attribute=name, expected=kind, record=self.record, found=problem,
                **{"class": cls.name},
            ) from None  # fmt: skip

    def call(self, function: Global, argument: Any) -> Any:
        """REDUCE."""
        target = function.value
        if isinstance(target, ClassType):
            return _member(target, argument)
        if not isinstance(argument, tuple):
            raise TypeError("the arguments are not a tuple")
        method = getattr(self, f"_{target}", None) if isinstance(target, str) else None
        if method is None:
            raise error("MJ5015", kind=function.name)
        return method(*argument)

    def _tagged(self, container: Any, kind: Type) -> Any:
        fitting = {ListType: list, DictType: dict, TupleType: tuple}.get(type(kind))
        if fitting is None or type(container) is not fitting:
            raise TypeError(f"a {type(container).__name__} is not a {kind}")
        if fitting is not tuple:
            self.fitter.tag(container, kind)
        return container

    def _build_intlist(self, items: Any) -> Any:
        return self._tagged(items, ListType(INT))

    def _build_doublelist(self, items: Any) -> Any:
        return self._tagged(items, ListType(FLOAT))

    def _build_boollist(self, items: Any) -> Any:
        return self._tagged(items, ListType(BOOL))

    def _build_tensorlist(self, items: Any) -> Any:
        return self._tagged(items, ListType(TENSOR))

    def _restore_type_tag(self, container: Any, text: Any) -> Any:
        if not isinstance(text, str) or len(text) > LIMITS["max_record_name_bytes"]:
            raise TypeError("the type is not a text, or a very long one")
        kind = parse_type(self.resolver, parse_expression(Source("<type>", text), dialect=True))
        return self._tagged(container, kind.elem if isinstance(kind, OptionalType) else kind)

    def _rebuild_tensor_v2(
        self, stored: Any, offset: Any, sizes: Any, strides: Any, requires_grad: Any, hooks: Any = None,
        metadata: Any = None,
    ) -> Any:  # fmt: skip
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad)
        return resolve_conjugate(result, metadata)

    def _rebuild_parameter(self, data: Any, requires_grad: Any, hooks: Any) -> Any:
        return rebuild_parameter(data, requires_grad)

    def _ordered_dict(self) -> None:
        """Hooks, which are always empty."""

    def _device(self, text: Any, index: Any = None) -> Any:
        if not isinstance(text, str) or not (index is None or type(index) is int):
            raise TypeError("a device is a text")
        return device(text) if index is None else device(text, index)

    def _complex(self, real: Any, imaginary: Any) -> Any:
        if type(real) not in (int, float) or type(imaginary) not in (int, float):
            raise TypeError("its parts are not numbers")
        return complex(real, imaginary)

    def persistent(self, key: Any) -> Any:
        """The storage of a persistent id."""
        if not isinstance(key, tuple) or len(key) < 5 or key[0] != "storage":
            raise error("MJ5012", what="persistent id", value=shown(key))
        if not isinstance(key[1], StorageClass) or key[1].dtype is None:
            name = key[1].name if isinstance(key[1], StorageClass) else shown(key[1])
            raise error("MJ5015", kind=name)
        return self.load_storage(key)


def _has_own_state(cls: ClassType) -> bool:
    return "__setstate__" in cls.methods and "__getstate__" in cls.methods


def _member(cls: ClassType, value: Any) -> EnumValue:
    if cls.kind != "enum":
        raise TypeError("it is not an enum")
    for name, constant in cls.constants.items():
        if type(value) is type(constant.value) and constant.value == value:
            return EnumValue(cls, name, constant.value)
    raise ValueError(f"it has no member {shown(value)}")
