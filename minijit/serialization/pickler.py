"""Objects to pickles of protocol 2 whose names are PyTorch's, so that `torch.load` opens them."""

from __future__ import annotations

import codecs
import io
import pickle
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from minijit.diagnostics import error
from minijit.tensor import Parameter, Quantizer, Size, Storage, Tensor, TypedStorage, device
from minijit.tensor.dtype import DType, uint8
from minijit.tensor.held import Crowded, Held, Nested, Sparse
from minijit.tensor.layout import Layout, sparse_coo
from minijit.tensor.quantizer import SCHEMES, qscheme

CLASSIC: Final = frozenset(
    (
        "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64",
        "complex128", "bool", "bfloat16",
    )
)  # fmt: skip
# Where the classes of what was scripted or traced stand.
COMPILED: Final = ("minijit.jit.module", "minijit.jit.functions")


class _Name:
    """Pickles as the GLOBAL `module name`, which need not exist here."""

    __slots__ = ("atom", "module")

    def __init__(self, module: str, atom: str) -> None:
        self.module = module
        self.atom = atom

    def __call__(self, *args: object) -> None:
        """Only a pickle calls it."""


class _Persistent:
    """Pickles as the persistent id of a storage."""

    __slots__ = ("dtype", "storage")

    def __init__(self, storage: Storage, dtype: DType | None) -> None:
        self.storage = storage
        self.dtype = dtype


def _utils(name: str) -> _Name:
    return _NAMES.setdefault(f"_utils.{name}", _Name("torch._utils", name))


def _torch(name: str, module: str = "torch") -> _Name:
    return _NAMES.setdefault(f"{module}.{name}", _Name(module, name))


_NAMES: dict[str, _Name] = {}


@dataclass(frozen=True, slots=True)
class SavedStorage:
    """A storage that a pickle names, under which key and as elements of which dtype."""

    key: str
    storage: Storage
    dtype: DType


_Standard: Any = pickle._Pickler


class Pickler(_Standard):  # type: ignore[misc]
    """The standard pickler with names of PyTorch for our types; storages go to `storages`."""

    dispatch: ClassVar[dict[Any, Any]] = dict(_Standard.dispatch)

    def __init__(self, out: io.BytesIO, protocol: int = 2, *, legacy: bool = False) -> None:
        super().__init__(out, protocol)
        self.storages: dict[int, SavedStorage] = {}
        self.legacy = legacy

    def persistent_id(self, obj: Any) -> Any:
        """The tuple that names a storage; None for everything else."""
        if isinstance(obj, TypedStorage):
            obj = _Persistent(obj.untyped(), obj.dtype)
        elif isinstance(obj, Storage):
            obj = _Persistent(obj, None)
        if not isinstance(obj, _Persistent):
            return None
        storage, dtype = obj.storage, obj.dtype or uint8
        saved = self.storages.get(id(storage))
        if saved is None:
            saved = SavedStorage(str(len(self.storages)), storage, dtype)
            self.storages[id(storage)] = saved
        if saved.dtype is not dtype:
            raise error("MJ6014")
        if obj.dtype is None:
            name = _torch("UntypedStorage", "torch.storage")
        else:
            name = _torch(dtype.storage_name)
        key = ("storage", name, saved.key, "cpu", storage.nbytes() // dtype.itemsize)
        return (*key, None) if self.legacy else key

    def save_name(self, obj: _Name) -> None:
        """GLOBAL without looking the name up."""
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(self.get(known[0]))
            return
        self.write(pickle.GLOBAL + f"{obj.module}\n{obj.atom}\n".encode())
        self.memoize(obj)

    dispatch[_Name] = save_name

    def save_bytes(self, obj: bytes) -> None:
        """As the standard pickler, but empty ones are no call of `bytes`, which PyTorch refuses."""
        if obj or self.proto >= 3:
            super().save_bytes(obj)
        else:
            self.save_reduce(codecs.encode, ("", "latin1"), obj=obj)

    dispatch[bytes] = save_bytes

    def reducer_override(self, obj: Any) -> Any:
        """How our own types are rebuilt by PyTorch."""
        if isinstance(obj, Tensor):
            return _reduce_tensor(obj)
        if isinstance(obj, Size):
            return (_torch("Size"), (tuple(obj),))
        if isinstance(obj, Layout):
            return (_torch("_get_layout", "torch.serialization"), (repr(obj),))
        if isinstance(obj, device):
            # A text of its own, as PyTorch's device gives: the memo knows texts by identity.
            kind = "".join(obj.type)
            return (_torch("device"), (kind,) if obj.index is None else (kind, obj.index))
        if type(obj).__module__ in COMPILED:
            made = getattr(obj, "__script_object__", None)
            name = obj.qualified_name if made is None else made.class_type.name
            raise error("MJ6040", name=name)
        return NotImplemented

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:
        if isinstance(obj, DType):
            obj = _torch(obj.name)
        if isinstance(obj, qscheme):
            obj = _torch(SCHEMES[obj])
        super().save(obj, save_persistent_id)


def _reduce_tensor(t: Tensor) -> Any:
    if isinstance(t, Parameter):
        inner = t.detached()
        if t.__dict__:
            state = dict(t.__dict__)
            arguments: tuple[Any, ...] = (inner, t.requires_grad, OrderedDict(), state)
            return (_utils("_rebuild_parameter_with_state"), arguments)
        return (_utils("_rebuild_parameter"), (inner, t.requires_grad, OrderedDict()))
    function, arguments = _rebuild(t)
    if t.__dict__:
        return (
            _torch("_rebuild_from_type_v2", "torch._tensor"),
            (function, _torch("Tensor"), arguments, dict(t.__dict__)),
        )
    return (function, arguments)


def _parameters(quantizer: Quantizer) -> tuple[Any, ...]:
    if quantizer.scales is None:
        return (_torch("per_tensor_affine"), quantizer.scale, quantizer.zero_point)
    # The zero points tell whether they are numbers of their own.
    scheme = _torch("per_channel_affine")
    return (scheme, quantizer.scales, quantizer.zero_points, quantizer.axis)


def _rebuild_held(t: Tensor, held: Held) -> tuple[_Name, tuple[Any, ...]]:
    if isinstance(held, Sparse):
        # Tensors of their own, as PyTorch's methods give: the memo knows them by identity.
        parts = [part.detached() for part in (*held.places, held.values)]
        rest: tuple[Any, ...] = (Size(t._sizes),)
        if held.kind is sparse_coo:
            rest = (*rest, held.coalesced)
        return _utils("_rebuild_sparse_tensor"), (held.kind, (*parts, *rest))
    if isinstance(held, Nested):
        parts = [held.buffer.detached(), held.sizes, held.strides, held.offsets]
        return _utils("_rebuild_nested_tensor"), tuple(parts)
    sizes, strides = (*t._sizes,), (*t._strides,)
    if isinstance(held, Crowded):
        stored = _Persistent(held.storage, held.dtype)
        parameters = _parameters(held.quantizer)
        rest = (0, sizes, strides, parameters, t.requires_grad, OrderedDict())
        return _utils("_rebuild_qtensor"), (stored, *rest)
    return (
        _utils("_rebuild_meta_tensor_no_storage"),
        (_torch(t.dtype.name), sizes, strides, t.requires_grad),
    )


def _rebuild(t: Tensor) -> tuple[_Name, tuple[Any, ...]]:
    if isinstance(t._quantizer, Held):
        return _rebuild_held(t, t._quantizer)
    common: tuple[Any, ...] = (
        t._offset,
        (*t._sizes,),  # a tuple of its own: the memo knows tuples by identity
        (*t._strides,),
        t.requires_grad,
        OrderedDict(),
    )
    if isinstance(t._quantizer, Quantizer):
        parameters = _parameters(t._quantizer)
        offset, sizes, strides, *rest = common
        stored = _Persistent(t._storage, t.dtype)
        return _utils("_rebuild_qtensor"), (stored, offset, sizes, strides, parameters, *rest)
    if t.dtype.name in CLASSIC:
        return _utils("_rebuild_tensor_v2"), (_Persistent(t._storage, t._dtype), *common)
    return (
        _utils("_rebuild_tensor_v3"),
        (_Persistent(t._storage, None), *common, _torch(t.dtype.name)),
    )


def dumps(obj: Any, protocol: int = 2, *, legacy: bool = False) -> tuple[bytes, list[SavedStorage]]:
    """The pickle of an object, and the storages it names in order of first encounter."""
    out = io.BytesIO()
    pickler = Pickler(out, protocol, legacy=legacy)
    pickler.dump(obj)
    return out.getvalue(), list(pickler.storages.values())
