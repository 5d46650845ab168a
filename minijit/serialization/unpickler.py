"""Objects of tensor files (profile `tensors` of grammar/pickle.table)."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from minijit.diagnostics import error
from minijit.serialization.machine import Global, call_method, check_key
from minijit.serialization.rebuild import (
    Once,
    TensorCount,
    add_quantizer,
    parameter_of,
    rebuild_parameter,
    rebuild_tensor,
    resolve_conjugate,
)
from minijit.serialization.rebuild_held import (
    rebuild_crowded,
    rebuild_meta,
    rebuild_nested,
    rebuild_sparse,
)
from minijit.serialization.storages import MapLocation, check_location
from minijit.serialization.table import GLOBALS
from minijit.serialization.texts import printable, shown
from minijit.tensor import Parameter, Size, Storage, Tensor, TypedStorage, device, from_numpy
from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType
from minijit.tensor.held import NoMemory
from minijit.tensor.layout import LAYOUTS
from minijit.tensor.narrow import NARROW, Narrow
from minijit.tensor.quantizer import BY_NAME as QUANTIZED
from minijit.tensor.quantizer import BY_STORAGE as QUANTIZED_STORAGE
from minijit.tensor.quantizer import CROWDED, CROWDED_BITS, SCHEMES, qscheme

KINDS: Final[dict[str, str]] = {
    name: kind for name, kind, profiles in GLOBALS if "tensors" in profiles.split()
}
# So many places of values that are not read are told, each with so many steps.
LISTED: Final = 10
BLOCKED: Final = ("sys", "os", "posix", "nt")
# Python 2 spelled these modules differently; protocol 2 pickles still do.
PYTHON2: Final = {"__builtin__": "builtins", "copy_reg": "copyreg"}
CLASSES: Final[dict[str, Any]] = {
    "ordered_dict": OrderedDict, "counter": Counter, "bytearray": bytearray, "complex": complex,
    "set": set, "size": Size, "device": device, "tensor": Tensor, "parameter": Parameter,
}  # fmt: skip


class LoadStorage(Protocol):
    """Gives the storage of a persistent id, which `mapper` has moved to the CPU."""

    mapper: MapLocation

    def __call__(self, key: Any) -> TypedStorage:
        """The storage that a persistent id names."""


@dataclass(frozen=True, slots=True)
class StorageClass:
    """The name of a typed storage in a persistent id; `dtype` is None for the untyped one."""

    name: str
    dtype: DType | None


@dataclass(frozen=True, slots=True)
class Function:
    """A permitted function: which of the host's methods stands for it."""

    kind: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A permitted name of something minijit does not have."""

    name: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands for a value of a kind that minijit does not have, until all of them are known."""

    name: str


def full_name(name: str) -> str:
    """A name with its module as Python 3 calls it."""
    module, _, atom = name.partition(".")
    return f"{PYTHON2[module]}.{atom}" if module in PYTHON2 else name


_ON_META = "on the device meta (load the file with map_location='cpu')"


def _lacks_elements(*parts: Any) -> bool:
    return any(isinstance(part, Tensor) and part.is_meta for part in parts)


class TensorHost:
    """What the permitted globals of tensor files mean; `safe` holds what the user permits.

    `later` receives what must wait until the storages are filled, if they are not.
    """

    def __init__(
        self,
        load_storage: LoadStorage,
        safe: dict[str, Any],
        later: list[Callable[[], None]] | None = None,
    ) -> None:
        self.once = Once(later)
        self.load_storage = load_storage
        self.safe = safe
        self.tensors = TensorCount()
        self.unread: list[Unread] = []

    def check_read(self, result: Any) -> None:
        """RuntimeError MJ5015 with the names and places of all in a result that was not read."""
        if self.unread:
            found = _unread_within(result) or [(value, None) for value in self.unread]
            raise error("MJ5015", kind=_listed(found))

    def _not_read(self, name: str) -> Unread:
        self.unread.append(Unread(name))
        return self.unread[-1]

    def find_global(self, name: str) -> Any:
        """The value of a permitted name; UnpicklingError otherwise."""
        full = full_name(name)
        module, _, atom = full.rpartition(".")
        if full.split(".")[0] not in BLOCKED:
            if full in self.safe:
                return self.safe[full]
            if full in KINDS:
                return _meaning(full, KINDS[full])
            if module.startswith("torch") and KINDS.get(f"torch.{atom}") == "storage":
                return _meaning(full, "storage")
        raise error("MJ5004", name=printable(full), short=printable(atom))

    def call(self, function: Global, argument: Any) -> Any:
        """REDUCE on a permitted function."""
        if not isinstance(argument, tuple):
            raise TypeError("the arguments are not a tuple")
        target = function.value
        if full_name(function.name) in self.safe:
            return target(*argument)
        kind = target.kind if isinstance(target, Function) else KINDS.get(full_name(function.name))
        method = getattr(self, f"_call_{kind}", None)
        if method is None:
            if kind in ("tensor", "parameter") or isinstance(target, DType):
                raise TypeError("it may not be called")
            return self._not_read(function.name)
        for part in argument:
            if isinstance(part, Unread):
                return part
        return call_method(method, argument)

    def _call_encode(self, text: Any, encoding: Any = "utf-8") -> bytes:
        if not isinstance(text, str) or encoding not in ("latin1", "latin-1", "utf-8"):
            raise TypeError("only texts as latin1 or utf-8 are permitted")
        return text.encode(encoding)

    def _call_bytearray(self, content: Any = b"", encoding: Any = None) -> bytearray:
        if encoding is not None:
            return bytearray(self._call_encode(content, encoding))
        if not isinstance(content, bytes | bytearray):
            raise TypeError("a bytearray is made of bytes")
        return bytearray(content)

    def _call_complex(self, real: Any = 0, imaginary: Any = 0) -> complex:
        if type(real) not in (int, float) or type(imaginary) not in (int, float):
            raise TypeError("its parts are not numbers")
        return complex(real, imaginary)

    def _call_set(self, items: Any = ()) -> set[Any]:
        if type(items) not in (list, tuple):
            raise TypeError("a set is made of a list")
        return {check_key(item) for item in items}

    def _call_ordered_dict(self, pairs: Any = ()) -> OrderedDict[Any, Any]:
        return OrderedDict((check_key(key), value) for key, value in _plain_pairs(pairs))

    def _call_counter(self, counts: Any = ()) -> Counter[Any]:
        made: Counter[Any] = Counter()
        for key, value in counts.items() if isinstance(counts, dict) else _plain_pairs(counts):
            made[check_key(key)] = value
        return made

    def _call_size(self, sizes: Any = ()) -> Size:
        if type(sizes) not in (list, tuple) or not all(type(n) is int for n in sizes):
            raise TypeError("a size is made of integers")
        return Size(sizes)

    def _call_device(self, kind: Any, index: Any = None) -> device:
        if not isinstance(kind, str) or not (index is None or type(index) is int):
            raise TypeError("the device is not a text")
        return device(kind) if index is None else device(kind, index)

    def _call_layout(self, name: Any) -> Any:
        known = LAYOUTS.get(name.removeprefix("torch.")) if isinstance(name, str) else None
        return known or Unsupported(str(shown(name)))

    def _call_rebuild_tensor(self, stored: Any, offset: Any, sizes: Any, strides: Any) -> Tensor:
        return self._call_rebuild_tensor_v2(stored, offset, sizes, strides, False)

    def _call_rebuild_tensor_v2(
        self,
        stored: Any,
        offset: Any,
        sizes: Any,
        strides: Any,
        requires_grad: Any,
        hooks: Any = None,
        metadata: Any = None,
        dtype: DType | Narrow | None = None,
    ) -> Tensor:
        self.tensors.add()
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad, dtype)
        return resolve_conjugate(result, metadata, self.once)

    def _call_rebuild_tensor_v3(
        self,
        stored: Any,
        offset: Any,
        sizes: Any,
        strides: Any,
        requires_grad: Any,
        hooks: Any,
        dtype: Any,
        metadata: Any = None,
    ) -> Tensor | Unread:
        if not isinstance(dtype, DType):
            name = dtype.name if isinstance(dtype, Unsupported) else shown(dtype)
            return self._not_read(name)
        kind = NARROW.get(dtype.name, dtype)
        return self._call_rebuild_tensor_v2(
            stored, offset, sizes, strides, requires_grad, hooks, metadata, kind
        )

    def _call_rebuild_qtensor(
        self, stored: Any, offset: Any, sizes: Any, strides: Any, parameters: Any,
        requires_grad: Any, hooks: Any = None,
    ) -> Tensor | Unread:  # fmt: skip
        if isinstance(stored, TypedStorage) and isinstance(stored.untyped(), NoMemory):
            return self._not_read(f"quantized tensor {_ON_META}")
        self.tensors.add()
        if type(parameters) is not tuple or not parameters:
            raise TypeError("the parameters are not a tuple")
        scheme = parameters[0]
        name = str(scheme) if isinstance(scheme, qscheme) else ""
        if isinstance(stored, TypedStorage) and stored.dtype.name in CROWDED_BITS:
            return rebuild_crowded(stored, offset, sizes, strides, (name, parameters[1:]))
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad)
        return add_quantizer(result, name, parameters[1:])

    def _call_rebuild_sparse_tensor(self, layout: Any, data: Any) -> Tensor | Unread:
        if isinstance(layout, Unsupported):
            return self._not_read(layout.name)
        for part in data if isinstance(data, tuple) else ():
            if isinstance(part, Unread):
                return part
        if isinstance(data, tuple) and _lacks_elements(*data):
            return self._not_read(f"sparse tensor {_ON_META}")
        self.tensors.add()
        return rebuild_sparse(layout, data, self.once)

    def _call_rebuild_nested_tensor(
        self, buffer: Any, sizes: Any, strides: Any, offsets: Any
    ) -> Tensor | Unread:
        if _lacks_elements(buffer, sizes, strides, offsets):
            return self._not_read(f"nested tensor {_ON_META}")
        self.tensors.add()
        return rebuild_nested(buffer, sizes, strides, offsets, self.once)

    def _call_rebuild_meta_tensor_no_storage(
        self, dtype: Any, sizes: Any, strides: Any, requires_grad: Any
    ) -> Tensor | Unread:
        if isinstance(dtype, Unsupported):
            return self._not_read(dtype.name)
        self.tensors.add()
        return rebuild_meta(dtype, sizes, strides, requires_grad)

    def _call_rebuild_device_tensor_from_cpu_tensor(
        self, data: Any, dtype: Any, location: Any, requires_grad: Any
    ) -> Tensor | Unread:
        if not isinstance(dtype, DType) or dtype.name not in dt.BY_NAME:
            return self._not_read(str(shown(dtype)))
        if not isinstance(data, Tensor) or type(requires_grad) is not bool:
            raise TypeError("the data are not a tensor")
        if data.dtype is not dtype and self.once.later is not None:
            raise TypeError("the data of a stream are of another dtype")
        self.load_storage.mapper(Storage.allocate(0), check_location(location))
        made = data.detached().to(dtype)
        made.requires_grad = requires_grad
        return made

    def _call_rebuild_device_tensor_from_numpy(
        self, data: Any, dtype: Any, location: Any, requires_grad: Any
    ) -> Tensor | Unread:
        if not isinstance(data, np.ndarray):
            raise TypeError("the data are not an array")
        tensor = from_numpy(data)
        return self._call_rebuild_device_tensor_from_cpu_tensor(
            tensor, dtype, location, requires_grad
        )

    def _call_rebuild_parameter(self, data: Any, requires_grad: Any, hooks: Any) -> Parameter:
        return rebuild_parameter(data, requires_grad, self.once)

    def _call_rebuild_parameter_with_state(
        self, data: Any, requires_grad: Any, hooks: Any, state: Any
    ) -> Parameter:
        made = rebuild_parameter(data, requires_grad, self.once)
        _set_state(made, state)
        return made

    def _call_rebuild_from_type_v2(self, function: Any, cls: Any, argument: Any, state: Any) -> Any:
        if not isinstance(function, Function) or not function.kind.startswith("rebuild_"):
            raise TypeError("the first argument is not a rebuild function")
        if function.kind == "rebuild_from_type_v2":
            raise TypeError("it may not be its own argument")
        made = self.call(Global(function.kind, function), argument)
        return made if isinstance(made, Unread) else _set_state(made, state)

    def create(self, cls: Global, argument: Any) -> Any:
        """NEWOBJ on a permitted class."""
        target = cls.value
        if full_name(cls.name) in self.safe and isinstance(target, type):
            return target.__new__(target, *argument)
        if target in (OrderedDict, Counter, set) and not argument:
            return target()
        if target is Parameter and len(argument) == 1 and isinstance(argument[0], Tensor):
            return parameter_of(argument[0], True, self.once)
        if target is Parameter and len(argument) == 1 and isinstance(argument[0], Unread):
            return argument[0]
        raise TypeError("it may not be created")

    def build(self, target: Any, state: Any) -> Any:
        """BUILD on an OrderedDict, a tensor or an object of a class that the user permits."""
        if any(type(target) is permitted for permitted in self.safe.values()):
            set_object_state(target, state)
        elif isinstance(target, OrderedDict):
            if not isinstance(state, dict) or not all(isinstance(name, str) for name in state):
                raise TypeError("the state of an OrderedDict is a dict of attributes")
            target.__dict__.update(state)
        elif isinstance(target, Tensor):
            _set_state(target, state)
        elif not isinstance(target, Unread):
            raise TypeError(f"a {type(target).__name__} has no state to set")
        return target

    def persistent(self, key: Any) -> TypedStorage | Unread:
        """The storage that a persistent id names."""
        if not isinstance(key, tuple) or len(key) < 5 or key[0] != "storage":
            raise error("MJ5012", what="persistent id", value=shown(key))
        if not isinstance(key[1], StorageClass):
            name = key[1].name if isinstance(key[1], Unsupported) else shown(key[1])
            return self._not_read(name)
        return self.load_storage(key)


# What PyTorch can turn into a tensor that is read.
_WAYS_OUT: Final = {"complex": "tensor.to(torch.complex64)", "mkldnn": "tensor.to_dense()"}


def _way_out(name: str) -> str:
    """What to save in place of a tensor of a dtype or layout that is not read."""
    for part, way in _WAYS_OUT.items():
        if part in name:
            return f" (in PyTorch, {way} makes one that is)"
    return ""


@dataclass(frozen=True, slots=True)
class _Step:
    """The way to a value: from the value that holds it, by a subscript or an attribute."""

    before: _Step | None
    key: Any
    attribute: bool = False

    def __str__(self) -> str:
        steps: list[_Step] = []
        step: _Step | None = self
        while step is not None and len(steps) < LISTED:
            steps.append(step)
            step = step.before
        texts = (f".{s.key}" if s.attribute else f"[{shown(s.key)}]" for s in reversed(steps))
        return ("" if step is None else "...") + "".join(texts)


def _listed(found: list[tuple[Unread, _Step | None]]) -> str:
    """Names, each with its way out and its places."""
    grouped: dict[str, list[_Step]] = {}
    for value, way in found:
        grouped.setdefault(value.name, []).extend([way] if way else [])
    parts = []
    for name, ways in grouped.items():
        more = f" and {len(ways) - LISTED} more" if len(ways) > LISTED else ""
        at = f" at {', '.join(map(str, ways[:LISTED]))}{more}" if ways else ""
        parts.append(f"{name}{_way_out(name)}{at}")
    return " and ".join(parts)


def _unread_within(result: Any) -> list[tuple[Unread, _Step | None]]:
    """What was not read of a result, with the ways there."""
    found: list[tuple[Unread, _Step | None]] = []
    seen: set[int] = set()
    waiting: list[tuple[Any, _Step | None]] = [(result, None)]
    while waiting:
        value, way = waiting.pop()
        if isinstance(value, Unread):
            found.append((value, way))
            continue
        if id(value) in seen:
            continue
        seen.add(id(value))
        inner: list[tuple[Any, _Step | None]] = []
        if isinstance(value, dict):
            inner += [(v, _Step(way, k)) for k, v in value.items()]
        elif isinstance(value, list | tuple | set):
            inner += [(v, _Step(way, i)) for i, v in enumerate(value)]
        attributes = getattr(value, "__dict__", None)
        if isinstance(attributes, dict):
            inner += [(v, _Step(way, k, attribute=True)) for k, v in attributes.items()]
        waiting += reversed(inner)
    return found


def _meaning(name: str, kind: str) -> Any:
    atom = name.rpartition(".")[2]
    if kind == "storage":
        if atom == "UntypedStorage":
            return StorageClass(atom, None)
        found = dt.BY_STORAGE.get(atom) or QUANTIZED_STORAGE.get(atom) or CROWDED.get(atom)
        return StorageClass(atom, found) if found else Unsupported(name)
    if kind == "dtype":
        narrow = NARROW[atom].dtype if atom in NARROW else None
        return dt.BY_NAME.get(atom) or QUANTIZED.get(atom) or narrow or Unsupported(name)
    if kind == "qscheme":
        return qscheme(SCHEMES.index(atom))
    if kind in CLASSES:
        return CLASSES[kind]
    known = kind.startswith("rebuild_") or kind in ("encode", "layout")
    return Function(kind) if known else Unsupported(name)


def _plain_pairs(pairs: Any) -> list[Any]:
    if type(pairs) not in (list, tuple):
        raise TypeError("its content is not a list of pairs")
    if not all(type(pair) in (list, tuple) and len(pair) == 2 for pair in pairs):
        raise TypeError("its content is not a list of pairs")
    return list(pairs)


def set_object_state(target: Any, state: Any) -> None:
    """BUILD on an object of a user's class: what the standard pickle does."""
    if hasattr(target, "__setstate__"):
        target.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if attributes:
        target.__dict__.update(attributes)
    for name, value in (slots or {}).items():
        setattr(target, name, value)


def _set_state(t: Any, state: Any) -> Any:
    attributes = state[0] if isinstance(state, tuple) and len(state) == 2 else state
    if not isinstance(t, Tensor) or not isinstance(attributes, dict | None):
        raise TypeError("the state of a tensor is a dict of attributes")
    for name, value in (attributes or {}).items():
        if not isinstance(name, str) or name.startswith("__"):
            raise TypeError(f"{shown(name)} is no attribute of a tensor")
        t.__dict__[name] = value
    return t
