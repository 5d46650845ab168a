"""Objects of the C++ runtime under Python's ScriptModule, and what the runtime needs of Python."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np

from minijit.archive import make_records
from minijit.archive.source_map import dump_rows
from minijit.archive.values import has_own_state
from minijit.diagnostics import Error, Source, SourceRange, in_program, reported
from minijit.frontend import contract_classes
from minijit.interpreter.run import named_tuple
from minijit.ir import CompilationUnit, EnumValue, Function, ScriptObject
from minijit.native import required
from minijit.reference import generator
from minijit.reference.strings import aten_is_grad_enabled, one_run, warn_at
from minijit.tensor import Quantizer, Relaid, Storage, Tensor, device
from minijit.tensor.dtype import BY_ENUM, float32, get_default_dtype
from minijit.types import ANY, ClassType, TupleType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Layout = tuple[int, Any, tuple[int, ...], tuple[int, ...], int, bool]


def layout(tensor: Tensor) -> Layout:
    """What of a tensor lies outside its memory."""
    storage = tensor._storage
    return (
        id(storage), tensor._dtype, tensor._sizes, tensor._strides,
        tensor._offset, tensor._requires_grad,
    )  # fmt: skip


class Session:
    """One program in the runtime, and the tensors of its slots that Python holds.

    `modules` are what Python's compiler sees of the runtime's, by their keys, which hold as long as
    the handles beside them live.
    """

    def __init__(self, classes: dict[str, ClassType]) -> None:
        self.classes = classes
        self.known: dict[tuple[int, str], tuple[Any, int, Tensor, Layout]] = {}
        self.places: dict[int, tuple[int, str]] = {}
        self.modules: dict[int, tuple[Any, ScriptObject]] = {}
        self.pushed = -1

    def read(self, handle: Any, name: str) -> Any:
        """A slot's value; the same tensor as long as the slot holds it."""
        place = (handle.key, name)
        key = handle.tensor_key(name)
        known = self.known.get(place)
        if known is not None and known[1] == key:
            return self._current(place, known)
        value = self._shared(key)
        if value is None:
            value = handle.get(name)
        if key:
            self.known[place] = (handle, key, value, layout(value))
            self.places[key] = place
        return value

    def _shared(self, key: int) -> Tensor | None:
        """The tensor that Python holds already for another slot, if two slots share one."""
        place = self.places.get(key)
        if place is None:
            return None
        known = self.known.get(place)
        if known is None or known[0].tensor_key(place[1]) != key:
            return None
        return self._current(place, known)

    def _current(self, place: tuple[int, str], known: tuple[Any, int, Tensor, Layout]) -> Tensor:
        """A slot's tensor after what Python, or else a program, has done to its layout."""
        handle, key, value, before = known
        if layout(value) != before:
            self._push(place, known)
            return value
        now = handle.get(place[1])
        if layout(now) != before:
            value._storage, value._sizes = now._storage, now._sizes
            value._strides, value._offset = now._strides, now._offset
            self.known[place] = (handle, key, value, layout(value))
        return value

    def write(self, handle: Any, name: str, value: Any) -> None:
        """Put a value into a slot."""
        handle.set(name, value)
        place = (handle.key, name)
        self.known.pop(place, None)
        if isinstance(value, Tensor):
            self.known[place] = (handle, handle.tensor_key(name), value, layout(value))

    def hold(self, handle: Any, name: str, value: Tensor) -> None:
        """The slot's tensor is this one."""
        place = (handle.key, name)
        self.known[place] = (handle, handle.tensor_key(name), value, layout(value))

    def push(self) -> None:
        """Tell the runtime of tensors that Python has given another memory or shape."""
        if self.pushed == Relaid.times:
            return
        for place, known in list(self.known.items()):
            self._push(place, known)
        self.pushed = Relaid.times

    def _push(self, place: tuple[int, str], known: tuple[Any, int, Tensor, Layout]) -> None:
        handle, key, value, before = known
        if layout(value) != before and handle.tensor_key(place[1]) == key:
            self.write(handle, place[1], value)


# The objects of the runtime by the identity of what Python's compiler sees of them.
_homes: WeakValueDictionary[int, NativeObject] = WeakValueDictionary()


_default_dtypes = [float32]  # the runtime starts with it


def _push_default_dtype() -> None:
    """Tells the runtime of the default dtype when it has changed."""
    if get_default_dtype() is not _default_dtypes[0]:
        _default_dtypes[0] = get_default_dtype()
        required().set_default_dtype(_default_dtypes[0].enum)


def home_of(own: ScriptObject) -> Any:
    """The runtime's handle of a module, which programs that know its interface call; or None."""
    found = _homes.get(id(own))
    return None if found is None else found.handle


class NativeObject:
    """An object of the C++ runtime. Its slots are there; `own` is what was last seen of them."""

    engine = "native"

    def __init__(self, handle: Any, own: ScriptObject, session: Session) -> None:
        self.handle = handle
        self.own = own
        self.session = session
        session.modules.setdefault(handle.key, (handle, own))
        _homes[id(own)] = self

    @property
    def class_type(self) -> ClassType:
        """The object's class."""
        return self.own.class_type

    @property
    def key(self) -> int:
        """Equal for two views of one object."""
        return int(self.handle.key)

    def get_attr(self, name: str) -> Any:
        """An attribute's value: a submodule as a NativeObject, lists and dicts as copies."""
        child = self.own.slots.get(name)
        if isinstance(child, ScriptObject) and child.class_type.is_module:
            # A program may have put another module there.
            handle = self.handle.get(name)
            _, own = self.session.modules.get(handle.key, (handle, child))
            return NativeObject(handle, own, self.session)
        return self.session.read(self.handle, name)

    def set_attr(self, name: str, value: Any) -> None:
        """Put a value into a slot."""
        self.session.write(self.handle, name, value)

    def call_method(self, name: str, args: Sequence[Any]) -> Any:
        """Run a method in the runtime."""
        return self._call(self.handle.call, name, args)

    def call_function(self, function: Function, args: Sequence[Any]) -> Any:
        """Run a free function of the program in the runtime."""
        return self._call(self.handle.call_function, function.name, args)

    def _call(self, run: Callable[..., Any], name: str, args: Sequence[Any]) -> Any:
        self.session.push()
        _push_default_dtype()
        try:
            with one_run():
                return run(name, list(args), aten_is_grad_enabled())
        except Error as problem:
            in_program(problem)
            raise

    def script_object(self) -> ScriptObject:
        """The object as Python's compiler sees it, brought up to date."""
        for name in self.class_type.attributes:
            value = self.get_attr(name)
            self.own.slots[name] = (
                value.script_object() if isinstance(value, NativeObject) else value
            )
        return self.own


def make_object(
    own: ScriptObject, unit: CompilationUnit, *, copy_constants: bool = False
) -> NativeObject:
    """Hand a program over: the records of its archive in memory, its storages by pointer.

    With `copy_constants` those of the constants are copied: what the runtime makes of them is kept.
    """
    native = required()
    connect(native)
    records = make_records(own, unit, plain=True)
    texts = {name: text.encode() for name, text in records.code.items()}
    texts |= {
        f"{name}.debug_pkl": dump_rows(rows, folders=True)
        for name, rows in records.origins.items()
        if rows
    }
    texts |= {
        "data.pkl": records.data,
        "constants.pkl": records.constants,
        "version": str(records.version).encode(),
    }
    storages = {f"data/{i}": s for i, s in enumerate(records.storages)}
    storages |= {f"constants/{i}": s for i, s in enumerate(records.constant_storages)}
    session = Session(classes_of(own, unit))
    modules: dict[int, NativeObject] = {}
    callbacks = {name: _called_back(f, modules) for name, f in records.callbacks.items()}
    handle = native.load(texts, storages, session.classes, copy_constants, callbacks)
    made = NativeObject(handle, own, session)
    if callbacks:
        modules |= {each.key: each for each in _modules(made)}
    _undo_states(made)
    for handle, name, tensor in _tensors(made):
        session.hold(handle, name, tensor)
    return made


def _called_back(function: Function, modules: dict[int, NativeObject]) -> Callable[..., Any]:
    """What the runtime calls of a function left to Python: modules come as their handles."""
    handle = required().Object

    def call(*args: Any) -> Any:
        assert function.callback is not None
        return function.callback(*(modules[a.key] if isinstance(a, handle) else a for a in args))

    return call


def _modules(made: NativeObject) -> Iterator[NativeObject]:
    """A module and all below it."""
    yield made
    for name, value in made.own.slots.items():
        if isinstance(value, ScriptObject) and value.class_type.is_module:
            yield from _modules(NativeObject(made.handle.get(name), value, made.session))


def _undo_states(made: NativeObject) -> None:
    """The slots themselves, where the archive in memory has what `__getstate__` made of them."""
    for name, value in made.own.slots.items():
        if isinstance(value, ScriptObject) and value.class_type.is_module:
            _undo_states(NativeObject(made.handle.get(name), value, made.session))
        elif has_own_state(made.class_type):
            made.set_attr(name, value)


def classes_of(own: ScriptObject, unit: CompilationUnit) -> dict[str, ClassType]:
    """The classes of a program by qualified name."""
    found = dict(unit.classes)
    for method in own.class_type.methods.values():
        found |= method.unit.classes
    found[own.class_type.name] = own.class_type
    return found | contract_classes()


def _tensors(made: NativeObject) -> Iterator[tuple[Any, str, Tensor]]:
    for name, value in made.own.slots.items():
        if isinstance(value, Tensor):
            yield made.handle, name, value
        elif isinstance(value, ScriptObject) and value.class_type.is_module:
            yield from _tensors(NativeObject(made.handle.get(name), value, made.session))


def tuple_class(name: str, fields: tuple[str, ...]) -> Any:
    """The class of a NamedTuple of a program."""
    return named_tuple(TupleType((ANY,) * len(fields), name, fields))


def random_state(of: generator.Generator | None) -> tuple[int, bytes, int, float | None]:
    """Seed, words, position, kept normal number of a generator; None: what operators draw from."""
    current = of or generator.current()
    inner = current._bits().state["state"]
    words = np.asarray(inner["key"], np.uint32).tobytes()
    return current.initial_seed(), words, int(inner["pos"]), current._next_normal


def set_random_state(
    of: generator.Generator | None, seed: int, words: bytes, position: int, kept: float | None
) -> None:
    """The inverse of `random_state`."""
    current = of or generator.current()
    current._seed = seed
    current._next_normal = kept
    current._load(np.frombuffer(words, np.uint32), position)


def error_of(
    id: str, sentence: str, text: str, name: str, source: str, first_line: int, start: int, end: int
) -> BaseException:
    """The exception of an error of the runtime; `text` is the whole message."""
    where = SourceRange(Source(name, source, first_line), start, end) if name else None
    return reported(id, sentence, text, where)


def write(text: str) -> None:
    """What a program prints."""
    sys.stdout.write(text)


def connect(native: Any) -> None:
    """Give the extension the classes it makes objects of."""
    native.connect(
        tensor=Tensor,
        storage=Storage,
        quantizer=Quantizer,
        dtypes=BY_ENUM,
        device=device,
        script_object=ScriptObject,
        home_of=home_of,
        enum_value=EnumValue,
        tuple_class=tuple_class,
        raise_error=error_of,
        write=write,
        warn=warn_at,
        generator=generator.Generator,
        random_state=random_state,
        set_random_state=set_random_state,
        relaid=Relaid,
    )
