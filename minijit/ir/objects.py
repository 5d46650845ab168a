"""Run-time objects of programs."""

from __future__ import annotations

import enum
from typing import Any

from minijit.types import ClassType, Type


class ScriptObject:
    """An instance of a class of the program: a slot for each attribute of its class."""

    __slots__ = ("class_type", "slots")

    def __init__(self, class_type: ClassType, slots: dict[str, Any] | None = None) -> None:
        self.class_type = class_type
        self.slots: dict[str, Any] = {} if slots is None else slots

    def __script_type__(self) -> Type:
        return self.class_type

    def __repr__(self) -> str:
        return f"<{self.class_type.name} object>"


class EnumValue:
    """One member of an enum of the program; equal when class and name are.

    A member of a class from a file, which names no class of Python, also equals the member of the
    user's own enum that has its class's name, its name and its value.
    """

    __slots__ = ("class_type", "name", "value")

    def __init__(self, class_type: ClassType, name: str, value: float | str) -> None:
        self.class_type = class_type
        self.name = name
        self.value = value

    def __script_type__(self) -> Type:
        return self.class_type

    def __eq__(self, other: object) -> bool:
        if isinstance(other, enum.Enum):
            atom = self.class_type.name.rpartition(".")[2]
            own = (atom, self.name, self.value)
            return own == (type(other).__name__, other.name, other.value)
        if not isinstance(other, EnumValue):
            return NotImplemented
        return self.class_type is other.class_type and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)  # as Python's members, which it may equal

    def __repr__(self) -> str:
        return f"{self.class_type.name}.{self.name}"
