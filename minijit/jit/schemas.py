"""Signatures and constants of programs with PyTorch's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minijit.ir import Function
from minijit.types import Type, schema_type


@dataclass(frozen=True)
class SchemaArgument:
    """An argument or result as `torch.Argument`."""

    name: str
    type: Type
    default_value: Any = None
    has_default: bool = False
    kwarg_only: bool = False

    def has_default_value(self) -> bool:
        """Whether it may be left out."""
        return self.has_default


class Schema:
    """The signature of a function as `torch.FunctionSchema`."""

    overload_name = ""

    def __init__(self, function: Function) -> None:
        self.name = function.basename
        self.arguments = [
            SchemaArgument(
                a.name, a.type, a.default if a.has_default else None, a.has_default, a.kwarg_only
            )
            for a in function.arguments
        ]
        self._arguments = [
            f"{schema_type(a.type, a.size)} {a.name}{a.default_text}" for a in function.arguments
        ]
        self.returns = [SchemaArgument("", function.return_type)]

    def __str__(self) -> str:
        parts = list(self._arguments)
        keywords = [at for at, a in enumerate(self.arguments) if a.kwarg_only]
        if keywords:
            parts.insert(keywords[0], "*")
        returned = schema_type(self.returns[0].type)
        if returned.startswith("("):
            returned = f"({returned})"
        return f"{self.name}({', '.join(parts)}) -> {returned}"

    __repr__ = __str__


class ConstMap(dict[str, Any]):
    """Constants by their names in code, also as attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None
