"""What the names in a program's pickles mean: storages, rebuild functions, its own classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minijit._limits import LIMITS
from minijit.archive.values import Fitter, Misfit, has_own_state
from minijit.diagnostics import Source, error
from minijit.frontend.annotations import parse_type
from minijit.interpreter.values import is_instance
from minijit.ir import EnumValue, Function, ScriptObject
from minijit.serialization.machine import Global, call_method
from minijit.serialization.rebuild import (
    Once,
    TensorCount,
    add_quantizer,
    rebuild_parameter,
    rebuild_tensor,
    resolve_conjugate,
)
from minijit.serialization.table import GLOBALS
from minijit.serialization.texts import printable, shown
from minijit.serialization.unpickler import StorageClass
from minijit.syntax import parse_expression
from minijit.tensor import TypedStorage, device
from minijit.tensor import dtype as dt
from minijit.tensor.quantizer import BY_STORAGE as QUANTIZED_STORAGE
from minijit.types import (
    ANY,
    BOOL,
    FLOAT,
    INT,
    TENSOR,
    ClassType,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from minijit.frontend import ArchiveResolver


@dataclass(frozen=True, slots=True)
class QScheme:
    """The name of a way to quantize."""

    name: str


KINDS = {name: kind for name, kind, profiles in GLOBALS if "program" in profiles.split()}
# What only files of tensors name.
TENSOR_FILE_GLOBALS = {name for name, _, profiles in GLOBALS if profiles.split() == ["tensors"]}


class ProgramHost:
    """What names mean in a program's pickles: storages, rebuild functions, its own classes."""

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
        self.tensors = TensorCount()
        self.once = Once()
        self.unfinished: dict[int, ScriptObject] = {}
        self.pending: list[tuple[ScriptObject, Any]] = []

    def find_global(self, name: str) -> Any:
        """The meaning of a permitted name, or a class of the archive's code."""
        kind = KINDS.get(name)
        if kind == "storage":
            atom = name.rpartition(".")[2]
            return StorageClass(name, dt.BY_STORAGE.get(atom) or QUANTIZED_STORAGE.get(atom))
        if kind == "qscheme":
            return QScheme(name)
        if kind is not None:
            return kind
        if name.startswith("torch.") and name in TENSOR_FILE_GLOBALS:
            where = "in a program or in C++ (minijit.load of Python knows it)"
            raise error("MJ5015", kind=f"{name} {where}")
        if not name.startswith("__torch__."):
            short = name.rpartition(".")[2]
            raise error("MJ5004", name=printable(name), short=printable(short))
        found = self.resolver.find(name)
        if not isinstance(found, ClassType):
            raise error("MJ6034", record=self.record, name=printable(name))
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
        if not isinstance(target, ScriptObject):
            raise TypeError(f"a {type(target).__name__} has no state to set")
        if self.unfinished.pop(id(target), None) is None:
            raise TypeError("the object has its state")
        if not has_own_state(target.class_type) and not isinstance(state, dict):
            raise TypeError("the state of an object is a dict")
        self.pending.append((target, state))
        return target

    def finish(self, result: Any) -> Any:
        """The whole result, after objects got their slots and `__setstate__` has run."""
        for made in self.unfinished.values():
            self._fill(made, {})
        for target, state in self.pending:
            if not has_own_state(target.class_type):
                self._fill(target, state)
        for target, state in self.pending:
            if has_own_state(target.class_type):
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
                raise error("MJ6031", record=self.record, attribute=name, owner=cls.name)
            target.slots[name] = self._fitting(state[name], kind, name, cls)

    def _set_state(self, target: ScriptObject, setstate: Function, state: Any) -> None:
        cls = target.class_type
        if len(setstate.arguments) != 2:
            raise error(
                "MJ5007", record=self.record, offset=0, function=cls.name,
                detail="its __setstate__ does not take one state",
            )  # fmt: skip
        state = self._fitting(state, setstate.arguments[1].type, setstate.arguments[1].name, cls)
        target.slots = dict.fromkeys(cls.attributes)
        self.run_setstate(setstate, [target, state])
        for name, kind in cls.attributes.items():
            if target.slots[name] is None and not is_instance(None, kind):
                raise error("MJ6033", attribute=name, expected=kind, owner=cls.name)

    def _fitting(self, value: Any, kind: Type, name: str, cls: ClassType) -> Any:
        try:
            return self.fitter.fit(value, kind)
        except Misfit as problem:
            raise error(
                "MJ6032", attribute=name, expected=kind, record=self.record, found=problem,
                owner=cls.name,
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
        return call_method(method, argument)

    def _tagged(self, container: Any, kind: Type) -> Any:
        fitting = {ListType: list, DictType: dict, TupleType: tuple}.get(type(kind))
        if fitting is None or type(container) is not fitting:
            raise TypeError(f"a {type(container).__name__} is not a {kind}")
        if fitting is not tuple:
            self.fitter.tag(container, kind)
        return container

    def _list_of(self, items: Any, elem: Type) -> Any:
        if type(items) is not list:
            raise TypeError("the argument is not a list")
        return self._tagged(items, ListType(elem))

    def _build_intlist(self, items: Any) -> Any:
        return self._list_of(items, INT)

    def _build_doublelist(self, items: Any) -> Any:
        return self._list_of(items, FLOAT)

    def _build_boollist(self, items: Any) -> Any:
        return self._list_of(items, BOOL)

    def _build_tensorlist(self, items: Any) -> Any:
        return self._list_of(items, TENSOR)

    def _restore_type_tag(self, container: Any, text: Any) -> Any:
        if not isinstance(text, str) or len(text) > LIMITS["max_record_name_bytes"]:
            raise TypeError("the type is not a text, or a very long one")
        kind = parse_type(self.resolver, parse_expression(Source("<type>", text), dialect=True))
        return self._tagged(container, kind.elem if isinstance(kind, OptionalType) else kind)

    def _rebuild_tensor_v2(
        self, stored: Any, offset: Any, sizes: Any, strides: Any, requires_grad: Any,
        hooks: Any = None, metadata: Any = None,
    ) -> Any:  # fmt: skip
        self.tensors.add()
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad)
        return resolve_conjugate(result, metadata, self.once)

    def _rebuild_qtensor(
        self, stored: Any, offset: Any, sizes: Any, strides: Any, parameters: Any,
        requires_grad: Any, hooks: Any = None,
    ) -> Any:  # fmt: skip
        self.tensors.add()
        result = rebuild_tensor(stored, offset, sizes, strides, requires_grad)
        if type(parameters) is not tuple or not parameters:
            raise TypeError("the parameters are not a tuple")
        scheme = parameters[0].name if isinstance(parameters[0], QScheme) else ""
        return add_quantizer(result, scheme, parameters[1:])

    def _rebuild_parameter(self, data: Any, requires_grad: Any, hooks: Any) -> Any:
        return rebuild_parameter(data, requires_grad)

    def _ordered_dict(self) -> None:
        """Hooks, which are always empty."""

    def _device(self, text: Any, index: Any = None) -> Any:
        if not isinstance(text, str):
            raise TypeError("the device is not a text")
        if index is not None and (type(index) is not int or not 0 <= index < 128):
            raise TypeError("the index of the device is not a small number")
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


def _member(cls: ClassType, value: Any) -> EnumValue:
    if cls.kind != "enum":
        raise TypeError("it is not an enum")
    for name, constant in cls.constants.items():
        if type(value) is type(constant.value) and constant.value == value:
            return EnumValue(cls, name, constant.value)
    raise ValueError(f"it has no member {shown(value)}")
