"""What the compiler knows of a module of the user besides its class type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from minijit.types import ClassType


@dataclass(slots=True, eq=False)
class ModuleInfo:
    """The structure that all instances of one class type share.

    `module` is the instance it was found from; `functions` are attributes that are Python
    functions; `failed` says of attributes why they have no type; `container` is "", "Sequential",
    "ModuleList", "ModuleDict" or "ParameterList".
    """

    class_type: ClassType
    module: Any
    submodules: dict[str, ModuleInfo] = field(default_factory=dict)
    functions: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    container: str = ""
    key: tuple[Any, ...] = ()

    def has(self, name: str) -> bool:
        """Whether `self.name` exists in a program (hasattr)."""
        cls = self.class_type
        known = name in cls.attributes or name in cls.constants or name in self.functions
        return known or name in self.submodules or hasattr(type(self.module), name)
