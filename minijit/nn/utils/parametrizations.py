"""The parametrizations that PyTorch has."""

from __future__ import annotations

import minijit as torch
from minijit import _absent
from minijit.nn.modules.module import Module
from minijit.nn.utils import parametrize
from minijit.nn.utils.spectral_norm import SpectralNormOf, rows_of
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


def spectral_norm(
    module: Module,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Module:
    """The weight divided by its largest singular value. ValueError: no step of the power method."""
    dim = rows_of(module) if dim is None else dim
    made = SpectralNormOf(getattr(module, name), n_power_iterations, dim, eps)
    return parametrize.register_parametrization(module, name, made)


_absent.extend(__name__)

__all__ = ["spectral_norm", "weight_norm"]
