"""`minijit.linalg` and `minijit.fft`: operators whose names begin with that of the namespace."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from minijit.dispatch.methods import function
from minijit.schema.table import OPERATORS


class _Namespace(ModuleType):
    def __getattr__(self, name: str) -> Any:
        prefix = self.__name__.rpartition(".")[2]
        try:
            value = function(f"{prefix}_{name}")
        except KeyError:
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'") from None
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        prefix = f"aten::{self.__name__.rpartition('.')[2]}_"
        return sorted(kind.removeprefix(prefix) for kind in OPERATORS if kind.startswith(prefix))


linalg = _Namespace("minijit.linalg", "Linear algebra.")
fft = _Namespace("minijit.fft", "Discrete Fourier transforms.")

__all__ = ["fft", "linalg"]
