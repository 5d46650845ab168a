"""`minijit.linalg`, `fft` and `special`: operators whose names begin with that of the namespace."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from minijit._absent import NAMES, no_attribute, stand_in
from minijit.dispatch.methods import function
from minijit.dispatch.packets import OperatorPacket
from minijit.schema import all_schemas, proper_kind
from minijit.schema.table import OPERATORS

# Functions that are operators without the prefix, some by another name.
_PLAIN = {
    "linalg": {"matmul": "matmul"},
    "special": {
        "digamma": "digamma", "i0": "i0", "multigammaln": "mvlgamma", "polygamma": "polygamma",
        "erf": "erf", "erfc": "erfc", "erfinv": "erfinv", "exp2": "exp2", "expit": "sigmoid",
        "expm1": "expm1", "gammainc": "igamma", "gammaincc": "igammac",
        "gammaln": "lgamma", "log1p": "log1p", "log_softmax": "log_softmax",
        "logit": "logit", "logsumexp": "logsumexp", "psi": "digamma", "round": "round",
        "sinc": "sinc", "softmax": "softmax", "xlogy": "xlogy",
    },
}  # fmt: skip


class _Namespace(ModuleType):
    def __getattr__(self, name: str) -> Any:
        prefix = self.__name__.rpartition(".")[2]
        try:
            value = function(_PLAIN.get(prefix, {}).get(name, f"{prefix}_{name}"))
        except KeyError:
            raise no_attribute(prefix, name) from None
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        prefix = f"aten::{self.__name__.rpartition('.')[2]}_"
        named = {kind.removeprefix(prefix) for kind in OPERATORS if kind.startswith(prefix)}
        return sorted(named | set(_PLAIN.get(self.__name__.rpartition(".")[2], ())))


class Operators(ModuleType):
    """`ops.aten`, or one of its kin: operators by their own names."""

    def __getattr__(self, name: str) -> Any:
        space = self.__name__.rpartition(".")[2]
        if name in ("__origin__", "__self__"):
            raise AttributeError(f"Invalid attribute '{name}' for '_OpNamespace' '{space}'")
        kind = proper_kind(f"{space}::{name}")
        if name in NAMES.get(f"ops.{space}", ()):
            return stand_in(f"ops.{space}.{name}")
        if name.startswith("__") or not all_schemas(kind):
            text = f"'_OpNamespace' '{space}' object has no attribute '{name}'"
            raise AttributeError(text)
        packet = OperatorPacket(kind)
        setattr(self, name, packet)
        return packet

    def __repr__(self) -> str:
        return f"<module 'torch.ops.{self.__name__.rpartition('.')[2]}'>"


class _Spaces(ModuleType):
    """`minijit.ops`: a namespace for each name that is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = Operators(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value

    @staticmethod
    def load_library(path: str) -> None:
        """OSError: no library of operators for PyTorch can be loaded."""
        text = f"Could not load this library: {path}"
        raise OSError(text)


ops = _Spaces("minijit.ops", "Operators by namespace and name.")
linalg = _Namespace("minijit.linalg", "Linear algebra.")
# What factorisations raise, so that a program may catch it by this name.
linalg.LinAlgError = RuntimeError  # type: ignore[attr-defined]
fft = _Namespace("minijit.fft", "Discrete Fourier transforms.")
special = _Namespace("minijit.special", "Special functions.")

__all__ = ["Operators", "fft", "linalg", "ops", "special"]
