"""Objects of tensor files (profile `tensors` of grammar/pickle.table)."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any, Final

from minijit.diagnostics import error
from minijit.serialization.machine import Global
from minijit.serialization.rebuild import (
    StoredElements,
    rebuild_parameter,
    rebuild_tensor,
    resolve_conjugate,
)
from minijit.serialization.table import GLOBALS
from minijit.tensor import Parameter, Size, Storage, Tensor, TypedStorage, device
from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType

KINDS: Final[dict[str, str]] = {
    name: kind for name, kind, profiles in GLOBALS if "tensors" in profiles.split()
}
BLOCKED: Final = ("sys", "os", "posix", "nt")
# Python 2 spelled these modules differently; protocol 2 pickles still do.
PYTHON2: Final = {"__builtin__": "builtins", "copy_reg": "copyreg"}

LoadStorage = Callable[[Any], StoredElements]


class StorageClass:
    """The name of a typed storage in a persistent id; `dtype` is None for the untyped one."""

    __slots__ = ("dtype", "name")

    def __init__(self, name: str, dtype: DType | None) -> None:
        self.name = name
        self.dtype = dtype


class Unsupported:
    """A permitted name of something minijit does not have."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class TensorHost:
    """What the permitted globals of tensor files mean."""

    def __init__(self, load_storage: LoadStorage, safe: dict[str, Any]) -> None:
        self.load_storage = load_storage
        self.safe = safe

    def find_global(self, name: str) -> Any:
        """The value of a permitted name; UnpicklingError otherwise."""
        module, _, atom = name.partition(".")
        full = f"{PYTHON2[module]}.{atom}" if module in PYTHON2 else name
        if full.split(".")[0] in BLOCKED:
            raise error("MJ5004", name=full, short=full.rpartition(".")[2])
        if full in self.safe:
            return self.safe[full]
        kind = KINDS.get(full)
        if kind is None:
            short = full.rpartition(".")[2]
            if short.endswith("Storage") and f"torch.{short}" in KINDS and full.startswith("torch"):
                kind = "storage"
            else:
                raise error("MJ5004", name=full, short=short)
        return self._meaning(full, kind)

    def _meaning(self, name: str, kind: str) -> Any:
        atom = name.rpartition(".")[2]
        if kind == "storage":
            if atom == "UntypedStorage":
                return StorageClass(atom, None)
            found = dt.BY_STORAGE.get(atom)
            return StorageClass(atom, found) if found else Unsupported(name)
        if kind == "dtype":
            return dt.BY_NAME.get(atom, Unsupported(name))
        simple: dict[str, Any] = {
            "ordered_dict": OrderedDict, "counter": Counter, "bytearray": bytearray,
            "complex": complex, "set": set, "size": Size, "device": device, "tensor": Tensor,
            "parameter": Parameter,
        }  # fmt: skip
        return simple.get(kind, kind)

    def call(self, function: Global, argument: Any) -> Any:
        """REDUCE on a permitted function."""
        target = function.value
        if not isinstance(argument, tuple):
            raise TypeError("the arguments are not a tuple")
        if target is OrderedDict or target is Counter:
            if not argument:
                return target()
            (pairs,) = argument
            return target([tuple(p) for p in pairs] if isinstance(pairs, list) else pairs)
        if target in (set, complex, device, Size) or isinstance(target, type):
            if target is bytearray and argument and isinstance(argument[0], int):
                raise TypeError("a bytearray is made of bytes")
            if target is bytearray and len(argument) == 2:
                text, encoding = argument
                return bytearray(text.encode(_latin1(encoding)))
            if target in (Tensor, Parameter):
                raise TypeError("a tensor is made by its rebuild functions")
            return target(*argument)
        if isinstance(target, str):
            method = getattr(self, "_call_" + target, None)
            if method is not None:
                return method(*argument)
            raise error("MJ5015", kind=target)
        if isinstance(target, Unsupported | StorageClass):
            raise error("MJ5015", kind=function.name)
        if function.name in self.safe:
            return target(*argument)
        raise TypeError("it is not a function")

    def _call_encode(self, text: str, encoding: str = "utf-8") -> bytes:
        return text.encode(_latin1(encoding))

    def _call_layout(self, name: str) -> str:
        return str(name)

    def _call_rebuild_tensor(self, stored: Any, offset: Any, sizes: Any, strides: Any) -> Tensor:
        return rebuild_tensor(stored, offset, sizes, strides)

    def _call_rebuild_tensor_v2(  # noqa: PLR0913
        self,
        stored: Any,
        offset: Any,
        sizes: Any,
        strides: Any,
        requires_grad: Any,
        hooks: Any = None,
        metadata: Any = None,
    ) -> Tensor:
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad)
        return resolve_conjugate(result, metadata)

    def _call_rebuild_tensor_v3(  # noqa: PLR0913
        self,
        stored: Any,
        offset: Any,
        sizes: Any,
        strides: Any,
        requires_grad: Any,
        hooks: Any,
        dtype: Any,
        metadata: Any = None,
    ) -> Tensor:
        if not isinstance(dtype, DType):
            raise error("MJ5015", kind=getattr(dtype, "name", str(dtype)))
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad, dtype)
        return resolve_conjugate(result, metadata)

    def _call_rebuild_parameter(self, data: Any, requires_grad: Any, hooks: Any) -> Parameter:
        return rebuild_parameter(data, requires_grad)

    def _call_rebuild_parameter_with_state(
        self, data: Any, requires_grad: Any, hooks: Any, state: Any
    ) -> Parameter:
        return _set_state(rebuild_parameter(data, requires_grad), state)

    def _call_rebuild_from_type_v2(self, function: Any, cls: Any, argument: Any, state: Any) -> Any:
        if not isinstance(function, str) or not function.startswith("rebuild_"):
            raise TypeError("the first argument is not a rebuild function")
        made = self.call(Global(function, function), argument)
        return _set_state(made, state)

    def create(self, cls: Global, argument: Any) -> Any:
        """NEWOBJ on a permitted class."""
        target = cls.value
        if cls.name in self.safe and isinstance(target, type):
            return target.__new__(target, *argument)
        if target in (OrderedDict, Counter, set) and not argument:
            return target()
        if target is Parameter:
            return Parameter(*argument)
        raise TypeError("it may not be created")

    def build(self, target: Any, state: Any) -> Any:
        """BUILD on an OrderedDict, a Parameter, a tensor or an object of a class the user permitted."""
        if isinstance(target, OrderedDict):
            if not isinstance(state, dict):
                raise TypeError("the state of an OrderedDict is a dict")
            target.__dict__.update(state)
            return target
        if isinstance(target, Tensor):
            return _set_state(target, state)
        if _qualified(type(target)) in self.safe:
            if hasattr(target, "__setstate__"):
                target.__setstate__(state)
            else:
                target.__dict__.update(state)
            return target
        raise TypeError(f"a {type(target).__name__} has no state to set")

    def persistent(self, key: Any) -> Any:
        """The storage that a persistent id names."""
        if not isinstance(key, tuple) or len(key) < 5 or key[0] != "storage":
            raise error("MJ5012", what="persistent id", value=str(key)[:80])
        if not isinstance(key[1], StorageClass):
            raise error("MJ5015", kind=getattr(key[1], "name", str(key[1])))
        return self.load_storage(key)


def _latin1(encoding: Any) -> str:
    if encoding not in ("latin1", "latin-1", "utf-8"):
        raise ValueError(f"encoding {encoding!r} is not permitted")
    return str(encoding)


def _qualified(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _set_state(t: Any, state: Any) -> Any:
    if not isinstance(t, Tensor) or not isinstance(state, dict):
        raise TypeError("the state of a tensor is a dict of attributes")
    for name, value in state.items():
        if not isinstance(name, str) or name.startswith("__"):
            raise TypeError(f"{name!r} is no attribute of a tensor")
        t.__dict__[name] = value
    return t


def finish(value: Any) -> Any:
    """Storages that stand by themselves, as what `tensor.storage()` gives."""
    if isinstance(value, StoredElements):
        return TypedStorage(value.storage, value.dtype)
    if isinstance(value, Global):
        return value.value
    if type(value) in (list, dict, OrderedDict):
        items = enumerate(value) if isinstance(value, list) else list(value.items())
        for key, item in items:
            if isinstance(item, StoredElements):
                value[key] = TypedStorage(item.storage, item.dtype)
    return value


__all__ = ["Storage", "StorageClass", "TensorHost", "finish"]
