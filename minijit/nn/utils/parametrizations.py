"""The parametrizations that PyTorch has."""

from __future__ import annotations

import minijit as torch
from minijit.nn.modules.module import Module
from minijit.nn.utils import parametrize
from minijit.nn.utils.weight_norm import _length
from minijit.tensor import Tensor


class _WeightNorm(Module):
    dim: int

    def __init__(self, dim: int | None = 0) -> None:
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g: Tensor, weight_v: Tensor) -> Tensor:
        made: Tensor = torch._weight_norm(  # type: ignore[attr-defined]
            weight_v, weight_g, self.dim
        )
        return made

    def right_inverse(self, weight: Tensor) -> tuple[Tensor, Tensor]:
        """The magnitude and the direction."""
        return _length(weight, self.dim % weight.dim() if self.dim != -1 else -1), weight


def weight_norm(module: Module, name: str = "weight", dim: int | None = 0) -> Module:
    """The weight as a magnitude and a direction."""
    return parametrize.register_parametrization(module, name, _WeightNorm(dim), unsafe=True)


__all__ = ["weight_norm"]
