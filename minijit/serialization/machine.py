"""The closed pickle machine: opcodes and their effect on the stack come from grammar/pickle.table.

It never imports and never calls anything but its host, which knows the permitted globals.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from minijit._limits import LIMITS
from minijit.diagnostics import Error, error
from minijit.serialization.table import OPCODES
from minijit.serialization.texts import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

# By byte: (name, argument, before).
_Rows = dict[int, tuple[str, str, tuple[str, ...]]]
_ROWS: Final[dict[str, _Rows]] = {
    profile: {
        int(code, 16): (name, argument, tuple(before.replace("-", "").split()))
        for name, code, argument, before, _, profiles in OPCODES
        if profile in profiles.split()
    }
    for profile in ("tensors", "program")
}
# torch.load reads protocol 3 where it keeps to these opcodes; programs are of protocol 2 only.
_PROTOCOLS: Final = {"tensors": (2, 3), "program": (2,)}
_LARGEST_KEY: Final = 10_000
_NUMBERS: Final = {
    "u1": struct.Struct("<B"), "u2": struct.Struct("<H"), "u4": struct.Struct("<I"),
    "u8": struct.Struct("<Q"), "i4": struct.Struct("<i"), "f8": struct.Struct(">d"),
}  # fmt: skip
_TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    "tuple": tuple,
    "list": list,
    "dict": (dict, OrderedDict, Counter),
}


class _Mark:
    def __repr__(self) -> str:
        return "mark"


MARK: Final = _Mark()


@dataclass(frozen=True, slots=True)
class Global:
    """A name that a pickle mentions, and what the host made of it."""

    name: str
    value: Any


class Host(Protocol):
    """What the machine does not decide: names, and what calling them means."""

    def find_global(self, name: str) -> Any:
        """The value for a name; an error if it is not permitted."""

    def call(self, function: Global, argument: Any) -> Any:
        """REDUCE."""

    def create(self, cls: Global, argument: Any) -> Any:
        """NEWOBJ."""

    def build(self, target: Any, state: Any) -> Any:
        """BUILD."""

    def persistent(self, key: Any) -> Any:
        """BINPERSID."""


class Reader:
    """The opcodes of one pickle out of `data`, from `offset` on."""

    def __init__(self, data: memoryview, record: str, profile: str, offset: int = 0) -> None:
        self.data = data
        self.record = record
        self.profile = profile
        self.offset = offset
        self.at = offset

    def fail(self, detail: str) -> Error:
        """An error at the present opcode."""
        return error("MJ5006", record=self.record, offset=self.at, detail=detail)

    def _take(self, count: int, what: str) -> memoryview:
        if count > len(self.data) - self.offset:
            raise error("MJ5002", record=self.record, what=what, offset=self.at)
        taken = self.data[self.offset : self.offset + count]
        self.offset += count
        return taken

    def _number(self, layout: struct.Struct) -> Any:
        start = self.offset
        if layout.size > len(self.data) - start:
            raise error("MJ5002", record=self.record, what="a number", offset=self.at)
        self.offset = start + layout.size
        return layout.unpack_from(self.data, start)[0]

    def _line(self) -> str:
        limit = self.offset + LIMITS["max_record_name_bytes"] + 1
        window = bytes(self.data[self.offset : limit])
        end = window.find(b"\n")
        if end < 0:
            raise error("MJ5002", record=self.record, what="a name", offset=self.at)
        self.offset += end + 1
        return self._text(window[:end])

    def _text(self, raw: bytes | memoryview) -> str:
        if len(raw) > LIMITS["max_text_bytes"]:
            raise error(
                "MJ5008", record=self.record, offset=self.at, limit="max_text_bytes", value=len(raw)
            )
        try:
            return bytes(raw).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise self.fail("a text is not UTF-8") from None

    def _integer(self, raw: memoryview) -> int:
        value = int.from_bytes(raw, "little", signed=True)
        if self.profile == "program" and not -(1 << 63) <= value < 1 << 63:
            raise self.fail("an integer does not fit into 64 bits")
        return value

    def _argument(self, kind: str) -> Any:
        if kind == "-":
            return None
        layout = _NUMBERS.get(kind)
        if layout is not None:
            return self._number(layout)
        if kind == "text4":
            return self._text(self._take(self._number(_NUMBERS["u4"]), "a text"))
        if kind == "line2":
            module = self._line()
            return f"{module}.{self._line()}"
        if kind == "long1":
            return self._integer(self._take(self._number(_NUMBERS["u1"]), "an integer"))
        if kind == "text8":
            return self._text(self._take(self._number(_NUMBERS["u8"]), "a text"))
        if kind == "bytes1":
            return bytes(self._take(self._number(_NUMBERS["u1"]), "a string")).decode("latin-1")
        raise error("MJ9001", detail=f"argument kind {kind}")

    def instruction(self, rows: _Rows) -> tuple[str, Any, tuple[str, ...]]:
        """The next opcode: its name, its argument and what it wants on the stack."""
        self.at = self.offset
        if self.at >= len(self.data):
            what = "the pickle (no STOP)"
            raise error("MJ5002", record=self.record, what=what, offset=self.at)
        code = self._number(_NUMBERS["u1"])
        row = rows.get(code)
        if row is None:
            raise error(
                "MJ5001", code=code, name=f"0x{code:02x}", offset=self.at, record=self.record
            )
        name, argument, before = row
        return name, self._argument(argument), before


class Machine(Reader):
    """Runs one pickle out of `data`, from `offset` on."""

    def __init__(
        self, data: memoryview, record: str, profile: str, host: Host, offset: int = 0
    ) -> None:
        super().__init__(data, record, profile, offset)
        self.rows = _ROWS[profile]
        self.host = host
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.marks: list[int] = []
        self.depths: dict[int, int] = {}
        self.objects: dict[int, Any] = {}  # what NEWOBJ made; it is kept, so that ids stay its own

    # the stack

    def _check(self, name: str, before: tuple[str, ...]) -> None:
        """The stack is as the opcode's row says."""
        if "mark" in before:
            if not self.marks:
                raise self._stack_error(name, "a mark")
            position = self.marks[-1]
            below = before[: before.index("mark")]
            floor = self.marks[-2] if len(self.marks) > 1 else 0
            if position - floor < len(below):
                raise self._stack_error(name, " ".join(below))
            in_pairs = before[-1] == "pairs" or below == ("dict",)
            if in_pairs and (len(self.stack) - position) % 2:
                raise self._stack_error(name, "keys and values in pairs")
        else:
            position = len(self.stack)
            below = before
            floor = self.marks[-1] if self.marks else 0
            if position - floor < len(below):
                raise self._stack_error(name, " ".join(below))
        for kind, value in zip(below, self.stack[position - len(below) : position], strict=True):
            expected = _TYPES.get(kind)
            if expected is not None and (
                not isinstance(value, expected) or (kind == "list" and type(value) is not list)
            ):
                raise self._stack_error(name, f"a {kind}, not {type(value).__name__}")
            if kind == "global" and not isinstance(value, Global):
                raise self._stack_error(name, "the name of a function or class")

    def _stack_error(self, name: str, wanted: str) -> Error:
        return error("MJ5003", record=self.record, offset=self.at, opcode=name, wanted=wanted)

    def _pop_mark(self) -> list[Any]:
        position = self.marks.pop()
        items = self.stack[position:]
        del self.stack[position:]
        return items

    def _key(self, key: Any) -> Any:
        if type(key) is tuple and self.profile == "program":
            raise self.fail("a tuple cannot be a key")
        try:
            return check_key(key)
        except TypeError as problem:
            raise self.fail(str(problem)) from None

    def _deepen(self, container: Any, items: Iterable[Any]) -> None:
        """Note how deep a container now nests, objects too; what walks it later may recurse."""
        depths = self.depths
        depth = 0
        for item in items:
            nests = type(item) in (tuple, list, dict) or id(item) in self.objects
            if nests and item is not container:
                depth = max(depth, depths.get(id(item), 0))
        depth = max(depth + 1, depths.get(id(container), 0))
        if depth > LIMITS["max_pickle_depth"]:
            raise error("MJ5016", record=self.record, limit="max_pickle_depth", value=depth)
        depths[id(container)] = depth

    def _push_new(self, container: Any, items: Iterable[Any] = ()) -> None:
        self.depths.pop(id(container), None)
        self._deepen(container, items)
        self.stack.append(container)

    # running

    def run(self) -> Any:
        """The object that the pickle describes; UnpicklingError for anything not permitted."""
        size = len(self.data) - self.offset
        if self.profile == "program" and size > LIMITS["max_pickle_bytes"]:
            raise error(
                "MJ5008", record=self.record, offset=0, limit="max_pickle_bytes", value=size
            )
        stack, rows, actions = self.stack, self.rows, self._actions
        while True:
            name, argument, before = self.instruction(rows)
            if before:
                self._check(name, before)
            if name == "STOP":
                if len(stack) != 1 or self.marks:
                    raise self._stack_error(name, "exactly one value")
                return _plain(stack.pop())
            actions[name](self, argument)

    def _op_PROTO(self, version: int) -> None:
        if version not in _PROTOCOLS[self.profile]:
            raise error("MJ5009", record=self.record, protocol=version)

    def _op_MARK(self, _: None) -> None:
        self.marks.append(len(self.stack))

    def _op_EMPTY_TUPLE(self, _: None) -> None:
        self.stack.append(())

    def _op_TUPLE(self, _: None) -> None:
        items = tuple(map(_plain, self._pop_mark()))
        self._push_new(items, items)

    def _tuple(self, count: int) -> None:
        items = tuple(map(_plain, self.stack[-count:]))
        del self.stack[-count:]
        self._push_new(items, items)

    def _op_TUPLE1(self, _: None) -> None:
        self._tuple(1)

    def _op_TUPLE2(self, _: None) -> None:
        self._tuple(2)

    def _op_TUPLE3(self, _: None) -> None:
        self._tuple(3)

    def _op_EMPTY_LIST(self, _: None) -> None:
        self._push_new([])

    def _op_LIST(self, _: None) -> None:
        items = list(map(_plain, self._pop_mark()))
        self._push_new(items, items)

    def _op_APPEND(self, _: None) -> None:
        item = _plain(self.stack.pop())
        self.stack[-1].append(item)
        self._deepen(self.stack[-1], (item,))

    def _op_APPENDS(self, _: None) -> None:
        items = list(map(_plain, self._pop_mark()))
        self.stack[-1].extend(items)
        self._deepen(self.stack[-1], items)

    def _op_EMPTY_DICT(self, _: None) -> None:
        self._push_new({})

    def _op_DICT(self, _: None) -> None:
        items = list(map(_plain, self._pop_mark()))
        self._push_new({})
        self._set_items(items)

    def _op_SETITEM(self, _: None) -> None:
        value, key = _plain(self.stack.pop()), _plain(self.stack.pop())
        self._set_items([key, value])

    def _op_SETITEMS(self, _: None) -> None:
        self._set_items(list(map(_plain, self._pop_mark())))

    def _set_items(self, items: list[Any]) -> None:
        target = self.stack[-1]
        for key, value in zip(items[::2], items[1::2], strict=True):
            target[self._key(key)] = value
        self._deepen(target, items)

    def _op_EMPTY_SET(self, _: None) -> None:
        self.stack.append(set())

    def _op_NONE(self, _: None) -> None:
        self.stack.append(None)

    def _op_NEWTRUE(self, _: None) -> None:
        self.stack.append(True)

    def _op_NEWFALSE(self, _: None) -> None:
        self.stack.append(False)

    def _push(self, value: Any) -> None:
        self.stack.append(value)

    _op_BININT = _op_BININT1 = _op_BININT2 = _op_LONG1 = _op_BINFLOAT = _push
    _op_BINUNICODE = _op_BINUNICODE8 = _op_SHORT_BINSTRING = _push

    def _op_BINPUT(self, index: int) -> None:
        if len(self.memo) >= LIMITS["max_memo"]:
            raise error("MJ5008", record=self.record, offset=self.at, limit="max_memo", value=index)
        self.memo[index] = self.stack[-1]

    _op_LONG_BINPUT = _op_BINPUT

    def _op_BINGET(self, index: int) -> None:
        if index not in self.memo:
            raise error("MJ5005", record=self.record, offset=self.at, index=index)
        self.stack.append(self.memo[index])

    _op_LONG_BINGET = _op_BINGET

    def _op_GLOBAL(self, name: str) -> None:
        self.stack.append(Global(name, self.host.find_global(name)))

    def _op_NEWOBJ(self, _: None) -> None:
        argument = self.stack.pop()
        made = self._host(self.host.create, self.stack.pop(), argument)
        self.objects[id(made)] = made
        self.depths.pop(id(made), None)
        self.stack.append(made)

    def _op_BUILD(self, _: None) -> None:
        state = _plain(self.stack.pop())
        target = self.stack.pop()
        if id(state) in self.objects:
            self._deepen(target, (state,))
        elif type(state) in (tuple, list, dict):
            self.depths[id(target)] = self.depths.get(id(state), 0)
        self.stack.append(self._host(self.host.build, target, state))

    def _op_REDUCE(self, _: None) -> None:
        argument = _plain(self.stack.pop())
        self.stack.append(self._host(self.host.call, self.stack.pop(), argument))

    def _op_BINPERSID(self, _: None) -> None:
        key = _plain(self.stack.pop())
        self.stack.append(self._host(lambda _, k: self.host.persistent(k), None, key))

    def _host(self, action: Any, target: Any, argument: Any) -> Any:
        try:
            return action(target, argument)
        except Error:
            raise
        except (
            TypeError,
            ValueError,
            AttributeError,
            KeyError,
            IndexError,
            OverflowError,
        ) as problem:
            name = type(target).__name__.removeprefix("Script")
            if isinstance(target, Global):
                name = printable(target.name)
            raise error(
                "MJ5007",
                record=self.record,
                offset=self.at,
                function=name,
                detail=str(problem)[:200],
            ) from None

    _actions: ClassVar[dict[str, Any]] = {}


Machine._actions.update(
    (name[4:], value) for name, value in vars(Machine).items() if name.startswith("_op_")
)


def _plain(value: Any) -> Any:
    """A name that is used as a value, such as a dtype, stands for what it names."""
    return value.value if isinstance(value, Global) else value


def check_key(key: Any) -> Any:
    """A key of a dict or element of a set; TypeError unless hashing it is possible and cheap."""
    if type(key) is tuple:
        waiting, seen = [key], 0
        while waiting:
            item = waiting.pop()
            seen += len(item)
            if seen > _LARGEST_KEY:
                raise TypeError("a tuple is too large to be a key")
            waiting += [i for i in item if type(i) is tuple]
    try:
        hash(key)
    except TypeError:
        raise TypeError(f"a {type(key).__name__} cannot be a key") from None
    return key


def call_method(method: Any, arguments: tuple[Any, ...]) -> Any:
    """The result of a host's method; TypeError if it does not take so many arguments."""
    code = method.__func__.__code__
    most = code.co_argcount - 1
    if not most - len(method.__func__.__defaults__ or ()) <= len(arguments) <= most:
        raise TypeError(f"it does not take {len(arguments)} arguments")
    return method(*arguments)


def mentioned_globals(
    data: memoryview, record: str, offset: int = 0
) -> tuple[dict[str, None], int]:
    """The globals that one pickle mentions, in order, and where it ends. It is not run."""
    reader = Reader(data, record, "tensors", offset)
    rows = {**_ROWS["program"], **_ROWS["tensors"]}
    names: dict[str, None] = {}
    while True:
        code, argument, _ = reader.instruction(rows)
        if code == "GLOBAL":
            names[argument] = None
        if code == "STOP":
            return names, reader.offset
