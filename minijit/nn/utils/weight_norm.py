"""Weights as a direction and a length: w = g v / |v| (Salimans and Kingma, 2016)."""

from __future__ import annotations

from typing import Any

import minijit as torch
from minijit.nn.utils.weight_hooks import check_none_yet, remove_hook
from minijit.tensor import Parameter, Tensor


class WeightNorm:
    """The hook that computes the weight before each call."""

    def __init__(self, name: str, dim: int) -> None:
        self.name = name
        self.dim = dim

    def compute_weight(self, module: Any) -> Tensor:
        """The weight of `module` from its `_g` and `_v`."""
        g, v = getattr(module, f"{self.name}_g"), getattr(module, f"{self.name}_v")
        weight: Tensor = torch._weight_norm(v, g, self.dim)  # type: ignore[attr-defined]
        return weight

    def remove(self, module: Any) -> None:
        """Make the weight a parameter again."""
        weight = self.compute_weight(module)
        delattr(module, self.name)
        del module._parameters[f"{self.name}_g"], module._parameters[f"{self.name}_v"]
        setattr(module, self.name, Parameter(weight.data))

    def __call__(self, module: Any, inputs: Any) -> None:
        setattr(module, self.name, self.compute_weight(module))


def _length(v: Tensor, dim: int) -> Tensor:
    """The norm over all dimensions but `dim`, which are kept; of the whole, () if it is -1."""
    if dim == -1:
        whole: Tensor = v.norm()
        return whole
    rest = [d for d in range(v.dim()) if d != dim]
    kept: Tensor = torch.linalg.vector_norm(v, 2, rest, True)
    return kept


def weight_norm(module: Any, name: str = "weight", dim: int | None = 0) -> Any:
    """Replace a parameter by `name_g` and `name_v`; returns the module.

    Error RuntimeError: the parameter is normalised already.
    """
    check_none_yet(module, WeightNorm, "weight_norm", name)
    hook = WeightNorm(name, -1 if dim is None else dim)
    weight = getattr(module, name)
    del module._parameters[name]
    module.register_parameter(f"{name}_g", Parameter(_length(weight, hook.dim).data))
    module.register_parameter(f"{name}_v", Parameter(weight.data))
    setattr(module, name, hook.compute_weight(module))
    module.register_forward_pre_hook(hook)
    return module


def remove_weight_norm(module: Any, name: str = "weight") -> Any:
    """Undo `weight_norm`; returns the module. Error ValueError: there is none."""
    return remove_hook(module, WeightNorm, "weight_norm", name)
