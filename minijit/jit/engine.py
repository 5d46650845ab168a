"""State and methods of a module in one engine; ScriptModule knows no more of engines than this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from minijit.diagnostics import Error, in_program
from minijit.interpreter import call
from minijit.ir import CompilationUnit, Function, ScriptObject
from minijit.jit.containers import ScriptDict, ScriptList
from minijit.native import choose_engine
from minijit.reference.strings import one_run
from minijit.types import ClassType


class EngineObject(Protocol):
    """One object of a program. Submodules are given as EngineObjects, all else as Python values.

    `call_method` takes all arguments but self, bound and converted, `call_function` all.
    `script_object` is what is saved and traced: the object with its present state.
    """

    engine: str

    @property
    def class_type(self) -> ClassType: ...
    @property
    def key(self) -> int: ...
    def get_attr(self, name: str) -> Any: ...
    def set_attr(self, name: str, value: Any) -> None: ...
    def call_method(self, name: str, args: Sequence[Any]) -> Any: ...
    def call_function(self, function: Function, args: Sequence[Any]) -> Any: ...
    def script_object(self) -> ScriptObject: ...


def copied(value: Any) -> Any:
    """An argument of a program: lists and dicts are copies, as the native engine has them."""
    if isinstance(value, ScriptList | ScriptDict):
        return value
    if isinstance(value, list):
        return [copied(v) for v in value]
    if isinstance(value, dict):
        return {k: copied(v) for k, v in value.items()}
    return tuple(map(copied, value)) if type(value) is tuple else value


class ReferenceObject:
    """The slots are Python's, the methods run on the interpreter."""

    engine = "reference"

    def __init__(self, own: ScriptObject) -> None:
        self.own = own

    @property
    def class_type(self) -> ClassType:
        """The object's class."""
        return self.own.class_type

    @property
    def key(self) -> int:
        """Equal for two views of one object."""
        return id(self.own)

    def get_attr(self, name: str) -> Any:
        """An attribute's value."""
        value = self.own.slots[name]
        if isinstance(value, ScriptObject) and value.class_type.is_module:
            return ReferenceObject(value)
        return value

    def set_attr(self, name: str, value: Any) -> None:
        """Put a value into a slot."""
        self.own.slots[name] = value

    def call_method(self, name: str, args: Sequence[Any]) -> Any:
        """Run a method."""
        return self.call_function(self.own.class_type.methods[name], [self.own, *args])

    def call_function(self, function: Function, args: Sequence[Any]) -> Any:
        """Run a free function of the program."""
        try:
            with one_run():
                return call(function, [copied(a) for a in args])
        except Error as problem:
            in_program(problem)
            raise

    def script_object(self) -> ScriptObject:
        """The object itself."""
        return self.own


def make_object(
    own: ScriptObject, unit: CompilationUnit, engine: str | None, *, copy_constants: bool = False
) -> EngineObject:
    """The object in an engine; None is the native one where it is installed.

    `copy_constants`: the native engine may keep what it makes of them (see native.objects).
    """
    if choose_engine(engine) == "reference":
        return ReferenceObject(own)
    # import stays light
    from minijit.native import objects

    return objects.make_object(own, unit, copy_constants=copy_constants)
