"""What Python sees of tensors and of chance while a trace is recorded."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from minijit.dispatch import set_recorder
from minijit.nn.modules.module import _scopes as module_scopes
from minijit.tensor import Size, Tensor
from minijit.tensor.creation import as_tensor, from_numpy, tensor
from minijit.tensor.symbolic import Symbolic, plain
from minijit.tracing.places import where
from minijit.tracing.tracer import Tracer

# Where Python looks into a tensor, and what it makes of it.
CONVERSIONS = {
    "__bool__": "Python boolean", "__int__": "Python integer", "__float__": "Python float",
    "tolist": "Python list", "numpy": "NumPy array",
}  # fmt: skip
LOOKS = {"__len__": "MJ7021", "__iter__": "MJ7022"}
# What seldom differs between inputs.
TRAITS = {"dim": "the number of dimensions", "stride": "the stride", "is_contiguous": "the layout"}
PROPERTIES = {"ndim": "the number of dimensions", "dtype": "the dtype"}
CONSTANTS = {"tensor": tensor, "as_tensor": as_tensor, "from_numpy": from_numpy}


@contextmanager
def watching(tracer: Tracer) -> Iterator[None]:
    """Record operators and sizes, and report where Python looks into a tensor."""
    places: list[tuple[Any, str, Any]] = [(Tensor, n, m) for n, m in _methods(tracer).items()]
    places += _draws(tracer)
    places += _factories(tracer)
    saved = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    for owner, name, method in places:
        setattr(owner, name, method)
    set_recorder(tracer)
    module_scopes.append(tracer.call_module)
    try:
        yield
    finally:
        module_scopes.pop()
        set_recorder(None)
        for owner, name, original in saved:
            setattr(owner, name, original)


def _methods(tracer: Tracer) -> dict[str, Any]:
    found = {name: _converted(tracer, name, into) for name, into in CONVERSIONS.items()}
    found |= {name: _looked(tracer, name, id) for name, id in LOOKS.items()}
    found |= {name: _trait(tracer, name, what) for name, what in TRAITS.items()}
    found |= {name: _property(tracer, name, what) for name, what in PROPERTIES.items()}
    found |= {"item": _item(tracer), "__index__": _index(tracer), "data": _data(tracer)}
    return found | _sizes(tracer)


def _converted(tracer: Tracer, name: str, into: str) -> Any:
    original = getattr(Tensor, name)

    def conversion(self: Tensor, *args: Any, **kwargs: Any) -> Any:
        if not _caller().startswith("minijit"):
            tracer.report.add("MJ7020", where(), into=into)
        return original(self, *args, **kwargs)

    return conversion


def _item(tracer: Tracer) -> Any:
    original = Tensor.item

    def item(self: Tensor) -> Any:
        # An operator that wants a number got a tensor.
        if _caller() == "minijit.dispatch.binding":
            return tracer.number_of(self, original(self))
        if not _caller().startswith("minijit"):
            tracer.report.add("MJ7020", where(), into="Python number")
        return original(self)

    return item


def _index(tracer: Tracer) -> Any:
    original = Tensor.__index__

    def index(self: Tensor) -> int:
        # PyTorch is silent here, so this comes after what it says.
        if not _caller().startswith("minijit"):
            tracer.indexed.append((where(), "error"))
        return original(self)

    return index


def _looked(tracer: Tracer, name: str, id: str) -> Any:
    original = getattr(Tensor, name)

    def look(self: Tensor) -> Any:
        if not _caller().startswith("minijit"):
            tracer.report.add(id, where())
        return original(self)

    return look


def _trait(tracer: Tracer, name: str, what: str) -> Any:
    original = getattr(Tensor, name)

    def trait(self: Tensor, *args: Any, **kwargs: Any) -> Any:
        if not _caller().startswith("minijit") and id(self) in tracer.values:
            tracer.report.add("MJ7027", where(), what=what)
        return original(self, *args, **kwargs)

    return trait


def _property(tracer: Tracer, name: str, what: str) -> Any:
    original = getattr(Tensor, name)

    def get(self: Tensor) -> Any:
        if not _caller().startswith("minijit") and id(self) in tracer.values:
            tracer.report.add("MJ7027", where(), what=what)
        return original.__get__(self)

    return property(get)


def _data(tracer: Tracer) -> property:
    """`Tensor.data` leaves the trace, as in PyTorch; what is written to it is followed."""
    original: Any = Tensor.data

    def get(self: Tensor) -> Tensor:
        if not _caller().startswith("minijit") and id(self) in tracer.values:
            tracer.report.add("MJ7029", where())
        return original.__get__(self)  # type: ignore[no-any-return]

    def put(self: Tensor, other: Tensor) -> None:
        original.__set__(self, other)
        tracer.know(self, tracer.tensor(other))

    return property(get, put)


def _sizes(tracer: Tracer) -> dict[str, Any]:
    """`size`, `shape` and `numel` as numbers of the graph, where a model asks for them."""
    size, shape, numel = Tensor.size, Tensor.shape, Tensor.numel

    def followed(self: Tensor) -> Size:
        return Size(tracer.size(self, dim) for dim in range(len(self._sizes)))

    def get_size(self: Tensor, dim: int | None = None) -> Any:
        if not _is_model(_caller()):
            return size(self, dim)
        if dim is None:
            return followed(self)
        size(self, dim)
        return tracer.size(self, dim)

    def get_shape(self: Tensor) -> Any:
        return followed(self) if _is_model(_caller()) else shape.__get__(self)

    def get_numel(self: Tensor) -> int:
        return followed(self).numel() if _is_model(_caller()) else numel(self)

    return {
        "size": get_size, "shape": property(get_shape), "numel": get_numel, "nelement": get_numel,
    }  # fmt: skip


def _draws(tracer: Tracer) -> list[tuple[Any, str, Any]]:
    """The functions of `random` and `numpy.random` that share a hidden generator."""
    return [
        (module, name, _drawn(tracer, f"{module.__name__}.{name}", function))
        for module in (random, np.random)
        for name, function in vars(module).items()
        if not name.startswith("_")
        and callable(function)
        and isinstance(getattr(function, "__self__", None), random.Random | np.random.RandomState)
        and "seed" not in name
        and "state" not in name
    ]


def _drawn(tracer: Tracer, name: str, original: Any) -> Any:
    def draw(*args: Any, **kwargs: Any) -> Any:
        if not _caller().startswith(("minijit", "numpy", "random")):
            tracer.report.add("MJ7024", where(), function=name)
        return original(*args, **kwargs)

    return draw


def _factories(tracer: Tracer) -> list[tuple[Any, str, Any]]:
    """`torch.tensor` and its like: their results are constants of the trace."""
    top: ModuleType = sys.modules["minijit"]
    return [(top, name, _constant(tracer, name, original)) for name, original in CONSTANTS.items()]


def _constant(tracer: Tracer, name: str, original: Any) -> Any:
    def make(data: Any, *args: Any, **kwargs: Any) -> Any:
        if name == "tensor" and _is_followed(data):
            made = original(plain(data), *args, **kwargs)
            tracer.record_tensor(made, data, kwargs.get("dtype"))
            return made
        made = original(data, *args, **kwargs)
        if not _caller().startswith("minijit") and made is not data:
            tracer.report.add("MJ7023", where(), function=name)
        return made

    return make


def _is_followed(data: Any) -> bool:
    """Whether data are followed integers, or lists of them and of others."""
    if isinstance(data, list | tuple):
        items = plain(list(data))
        same = all(type(item) is type(items[0]) for item in items)
        return bool(items) and same and any(_is_followed(item) for item in data)
    return isinstance(data, Symbolic)


def _caller() -> str:
    """The module that called the function in which this is asked."""
    return str(sys._getframe(2).f_globals.get("__name__", ""))


def _is_model(name: str) -> bool:
    return not name.startswith("minijit") or name.startswith("minijit.nn")
