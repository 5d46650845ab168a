"""The few names of PyTorch's inner module that model sources and tests use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from minijit import _absent, types
from minijit._modes import NoEffect
from minijit._records import PyTorchFileReader, PyTorchFileWriter
from minijit.diagnostics import error
from minijit.dispatch import current_recorder
from minijit.dispatch import function as operator_of
from minijit.jit.forms import _Await
from minijit.jit.freezing import freeze_module as _freeze_module
from minijit.jit.graphs import GraphView
from minijit.types import DictType, OptionalType


def _log_api_usage_once(event: str) -> None:
    """Nothing: no usage is logged."""


def _get_tracing_state() -> Any:
    """What records a trace, or None."""
    return current_recorder()


class DispatchKeySet:
    """Keys of PyTorch's dispatcher, as libraries name them for what they register; nothing asks."""

    def __init__(self, *keys: object) -> None:
        self.keys = frozenset(keys)

    def __or__(self, other: DispatchKeySet) -> DispatchKeySet:
        return DispatchKeySet(*self.keys, *other.keys)


class _ExcludeDispatchKeyGuard(NoEffect):
    """Nothing, as a context: there is no dispatcher."""

    def __init__(self, keys: DispatchKeySet) -> None:
        pass


class _Type:
    """A type without parameters, as `get()` gives it."""

    def __init__(self, kind: types.Type) -> None:
        self._kind = kind

    def get(self) -> types.Type:
        """The type."""
        return self._kind

    getInferred = get


AnyType = _Type(types.ANY)
BoolType = _Type(types.BOOL)
ComplexType = _Type(types.COMPLEX)
DeviceObjType = _Type(types.DEVICE)
FloatType = _Type(types.FLOAT)
IntType = _Type(types.INT)
NoneType = _Type(types.NONE)
NumberType = _Type(types.NUMBER)
StringType = _Type(types.STR)
TensorType = _Type(types.TENSOR)


def ListType(element: types.Type | None) -> types.ListType:
    """The type of a list of elements of this type. Error MJ9036: of none."""
    if element is None:
        raise error("MJ9036", name="ListType")
    return types.ListType(element)


def TupleType(elements: Iterable[types.Type]) -> types.TupleType:
    """The type of a tuple of elements of these types."""
    return types.TupleType(tuple(elements))


def _jit_pass_inline(graph: GraphView) -> None:
    """Puts what a graph calls in place of the calls."""
    graph.inline()


def _jit_pass_dce(graph: GraphView) -> None:
    """Drops what nothing reads and nothing sees."""
    graph.remove_dead_code()


def _jit_pass_canonicalize(graph: GraphView, keep_unique_names: bool = True) -> GraphView:
    """A copy of a graph: values are numbered in order anyway."""
    del keep_unique_names
    return graph.copy()


def _jit_pass_lint(graph: GraphView) -> None:
    """Checks that a graph is whole."""
    graph.lint()


_infer_size = operator_of("broadcast_shapes")

_absent.extend(__name__)

__all__ = [
    "AnyType", "BoolType", "ComplexType", "DeviceObjType", "DictType", "FloatType", "IntType",
    "ListType", "NoneType", "NumberType", "OptionalType", "PyTorchFileReader", "PyTorchFileWriter",
    "StringType", "TensorType", "TupleType",
    "_Await", "_freeze_module", "_get_tracing_state", "_infer_size", "_jit_pass_canonicalize",
    "_jit_pass_dce", "_jit_pass_inline", "_jit_pass_lint", "_log_api_usage_once",
]  # fmt: skip
