"""Parametrizations: a parameter that is computed from others whenever it is read."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from minijit.dispatch import current_recorder
from minijit.nn.modules.container import ModuleDict, ModuleList
from minijit.nn.modules.module import Module
from minijit.tensor import Parameter, Tensor

_cached: dict[tuple[int, str], Tensor] | None = None


@contextmanager
def cached() -> Iterator[None]:
    """Within it each parametrized tensor is computed once."""
    global _cached  # noqa: PLW0603 -- a mode of the process, as in PyTorch
    before, _cached = _cached, {} if _cached is None else _cached
    try:
        yield
    finally:
        _cached = before


class ParametrizationList(ModuleList):
    """The modules that compute a tensor, in order, and what they start from."""

    def __init__(self, modules: Any, original: Tensor, unsafe: bool = False) -> None:
        super().__init__(modules)
        self.unsafe = unsafe
        value: Any = original
        for module in reversed(list(self)):
            if hasattr(module, "right_inverse"):
                value = module.right_inverse(value)
        self.is_tensor = isinstance(value, Tensor)
        self.ntensors = 1 if self.is_tensor else len(value)
        for name, tensor in zip(self.names(), [value] if self.is_tensor else value, strict=True):
            if isinstance(original, Parameter):
                self.register_parameter(name, Parameter(tensor.data))
            else:
                self.register_buffer(name, tensor)

    def names(self) -> list[str]:
        """The names of the tensors that it starts from."""
        return ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]

    def right_inverse(self, value: Tensor) -> None:
        """Sets what it starts from, so that it gives `value`."""
        made: Any = value
        for module in reversed(list(self)):
            made = module.right_inverse(made)
        for name, tensor in zip(self.names(), [made] if self.is_tensor else made, strict=True):
            getattr(self, name).data.copy_(tensor)

    def forward(self) -> Tensor:
        x: Tensor = self[0](*[getattr(self, name) for name in self.names()])
        for at in range(1, len(self)):
            x = self[at](x)
        return x


def _getter(name: str) -> Any:
    def get(self: Any) -> Tensor:
        made: Tensor
        if _cached is None:
            made = self.parametrizations[name]()
            return made
        if current_recorder() is not None:
            raise RuntimeError("Cannot trace a model while caching the parametrizations.")
        key = (id(self), name)
        if key not in _cached:
            _cached[key] = self.parametrizations[name]()
        return _cached[key]

    return get


def _setter(name: str) -> Any:
    def put(self: Any, value: Tensor) -> None:
        self.parametrizations[name].right_inverse(value)

    return put


def is_parametrized(module: Module, tensor_name: str | None = None) -> bool:
    """Whether the module, or one tensor of it, is computed."""
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found


def register_parametrization(
    module: Module, tensor_name: str, parametrization: Module, *, unsafe: bool = False
) -> Module:
    """Makes the tensor one that `parametrization` computes. ValueError: there is no such tensor."""
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        module.parametrizations[tensor_name].append(parametrization)
        return module
    if tensor_name not in {**module._parameters, **module._buffers}:
        text = (
            f"Module '{module}' does not have a parameter, a buffer, or a parametrized element "
            f"with name '{tensor_name}'"
        )
        raise ValueError(text)
    made = ParametrizationList([parametrization], getattr(module, tensor_name), unsafe)
    delattr(module, tensor_name)
    if not is_parametrized(module):
        _make_own_class(module)
        module.parametrizations = ModuleDict()
    module.parametrizations[tensor_name] = made
    computed = property(_getter(tensor_name), _setter(tensor_name))
    setattr(type(module), tensor_name, computed)
    return module


def _make_own_class(module: Module) -> None:
    """Gives the module a class of its own, in which properties can stand."""
    cls = type(module)

    def deepcopy(self: Any, memo: dict[int, Any]) -> Any:
        made = memo.setdefault(id(self), self.__new__(type(self)))
        made.__dict__ = copy.deepcopy(self.__dict__, memo)
        return made

    own = type(f"Parametrized{cls.__name__}", (cls,), {"__deepcopy__": deepcopy,
                                                       "__module__": cls.__module__})  # fmt: skip
    module.__class__ = own


def remove_parametrizations(
    module: Module, tensor_name: str, leave_parametrized: bool = True
) -> Module:
    """Makes the tensor a plain one again. ValueError: it is not computed."""
    if not is_parametrized(module, tensor_name):
        text = f"Module {module} does not have a parametrization on {tensor_name}"
        raise ValueError(text)
    made: Any = module.parametrizations[tensor_name]
    value = getattr(module, tensor_name) if leave_parametrized else made.original
    was_parameter = made.names()[0] in made._parameters
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    if was_parameter:
        module.register_parameter(tensor_name, Parameter(value.data))
    else:
        module.register_buffer(tensor_name, value)
    if not is_parametrized(module):
        delattr(module, "parametrizations")
        module.__class__ = type(module).__bases__[0]
    return module


def type_before_parametrizations(module: Module) -> type:
    """The class that the module had."""
    return type(module).__bases__[0] if is_parametrized(module) else type(module)


__all__ = [
    "ParametrizationList", "cached", "is_parametrized", "register_parametrization",
    "remove_parametrizations", "type_before_parametrizations",
]  # fmt: skip
