"""Weights divided by their largest singular value, which steps of the power method follow."""

from __future__ import annotations

from typing import Any

import minijit as torch
from minijit.nn import functional
from minijit.nn.modules.conv import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from minijit.nn.modules.module import Module
from minijit.nn.utils.weight_hooks import check_none_yet, remove_hook
from minijit.tensor import Parameter, Tensor


def as_matrix(weight: Tensor, dim: int) -> Tensor:
    """The rows of dimension `dim`, all others in one."""
    order = [dim, *(d for d in range(weight.dim()) if d != dim)]
    matrix: Tensor = weight.permute(order).flatten(1)
    return matrix


def rows_of(module: Any) -> int:
    """The dimension of a layer's results in its weight."""
    return int(isinstance(module, (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)))


def direction(weight: Tensor, length: int, eps: float) -> Tensor:
    """A random vector of length 1, of the weight's dtype."""
    drawn: Tensor = weight.new_empty(length).normal_(0, 1)
    return functional.normalize(drawn, dim=0, eps=eps)


def divided(weight: Tensor, matrix: Tensor, u: Tensor, v: Tensor) -> Tensor:
    """The weight by the singular value that `u` and `v` belong to."""
    return weight / torch.dot(u, torch.mv(matrix, v))


def check_steps(steps: int) -> None:
    """Error ValueError: there is no step."""
    if steps <= 0:
        raise ValueError(
            f"Expected n_power_iterations to be positive, but got n_power_iterations={steps}"
        )


class SpectralNorm:
    """The hook that computes the weight before each call."""

    def __init__(self, name: str, n_power_iterations: int, dim: int, eps: float) -> None:
        check_steps(n_power_iterations)
        self.name = name
        self.n_power_iterations = n_power_iterations
        self.dim = dim
        self.eps = eps

    def compute_weight(self, module: Any, do_power_iteration: bool) -> Tensor:
        """The weight of `module` from its `_orig`, after steps of the power method if asked."""
        weight, u, v = (getattr(module, f"{self.name}_{part}") for part in ("orig", "u", "v"))
        matrix = as_matrix(weight, self.dim)
        if do_power_iteration:
            for _ in range(self.n_power_iterations):
                v.copy_(functional.normalize(torch.mv(matrix.t(), u), dim=0, eps=self.eps))
                u.copy_(functional.normalize(torch.mv(matrix, v), dim=0, eps=self.eps))
            u, v = u.clone(), v.clone()
        return divided(weight, matrix, u, v)

    def remove(self, module: Any) -> None:
        """Make the weight a parameter again."""
        weight = self.compute_weight(module, do_power_iteration=False)
        for name in ("", "_u", "_v", "_orig"):
            delattr(module, f"{self.name}{name}")
        module.register_parameter(self.name, Parameter(weight.data))

    def __call__(self, module: Any, inputs: Any) -> None:
        setattr(module, self.name, self.compute_weight(module, module.training))


def spectral_norm(
    module: Any,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Any:
    """Divide a parameter by its largest singular value before each call; returns the module.

    Error RuntimeError: it is divided already. ValueError: no step, or no such parameter.
    """
    dim = rows_of(module) if dim is None else dim
    check_none_yet(module, SpectralNorm, "spectral_norm", name)
    hook = SpectralNorm(name, n_power_iterations, dim, eps)
    weight = module._parameters[name]
    if weight is None:
        raise ValueError(f"`SpectralNorm` cannot be applied as parameter `{name}` is None")
    rows, columns = as_matrix(weight, dim).shape
    u, v = (direction(weight.detach(), length, eps) for length in (rows, columns))
    del module._parameters[name]
    module.register_parameter(f"{name}_orig", weight)
    setattr(module, name, weight.data)
    module.register_buffer(f"{name}_u", u)
    module.register_buffer(f"{name}_v", v)
    module.register_forward_pre_hook(hook)
    return module


def remove_spectral_norm(module: Any, name: str = "weight") -> Any:
    """Undo `spectral_norm`; returns the module. Error ValueError: there is none."""
    return remove_hook(module, SpectralNorm, "spectral_norm", name)


class SpectralNormOf(Module):
    """The parametrization of a weight."""

    def __init__(self, weight: Tensor, n_power_iterations: int, dim: int, eps: float) -> None:
        super().__init__()
        check_steps(n_power_iterations)
        self.dim = dim % weight.dim()
        self.eps = eps
        if weight.dim() > 1:
            self.n_power_iterations = n_power_iterations
            matrix = as_matrix(weight, self.dim)
            self.register_buffer("_u", direction(matrix, matrix.size(0), eps))
            self.register_buffer("_v", direction(matrix, matrix.size(1), eps))
            self._follow(matrix, 15)

    def _follow(self, matrix: Tensor, steps: int) -> None:
        for _ in range(steps):
            self._u.copy_(functional.normalize(torch.mv(matrix, self._v), dim=0, eps=self.eps))
            self._v.copy_(functional.normalize(torch.mv(matrix.t(), self._u), dim=0, eps=self.eps))

    def forward(self, weight: Tensor) -> Tensor:
        if weight.dim() == 1:
            return functional.normalize(weight, dim=0, eps=self.eps)
        matrix = as_matrix(weight, self.dim)
        if self.training:
            self._follow(matrix, self.n_power_iterations)
        return divided(weight, matrix, self._u.clone(), self._v.clone())

    def right_inverse(self, value: Tensor) -> Tensor:
        """The weight itself."""
        return value


__all__ = ["remove_spectral_norm", "spectral_norm"]
