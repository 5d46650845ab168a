"""Arithmetic as a layer, where a model would be quantized; models are quantized elsewhere."""

from __future__ import annotations

import minijit as torch
from minijit import _absent
from minijit.nn import Identity, Module
from minijit.tensor import Tensor


class FloatFunctional(Module):
    """Sums and products whose results would be observed: here they are the operators alone."""

    def __init__(self) -> None:
        super().__init__()
        self.activation_post_process = Identity()

    def forward(self, x: Tensor) -> None:
        raise RuntimeError(
            "FloatFunctional is not intended to use the 'forward'. "
            "Please use the underlying operation"
        )

    def add(self, x: Tensor, y: Tensor) -> Tensor:
        """`x + y`."""
        made: Tensor = self.activation_post_process(torch.add(x, y))
        return made

    def add_scalar(self, x: Tensor, y: float) -> Tensor:
        """`x + y`."""
        return torch.add(x, y)

    def mul(self, x: Tensor, y: Tensor) -> Tensor:
        """`x * y`."""
        made: Tensor = self.activation_post_process(torch.mul(x, y))
        return made

    def mul_scalar(self, x: Tensor, y: float) -> Tensor:
        """`x * y`."""
        return torch.mul(x, y)

    def cat(self, x: list[Tensor], dim: int = 0) -> Tensor:
        """`torch.cat`."""
        made: Tensor = self.activation_post_process(torch.cat(x, dim=dim))
        return made

    def add_relu(self, x: Tensor, y: Tensor) -> Tensor:
        """`relu(x + y)`."""
        made: Tensor = self.activation_post_process(torch.nn.functional.relu(torch.add(x, y)))
        return made

    def matmul(self, x: Tensor, y: Tensor) -> Tensor:
        """`x @ y`."""
        made: Tensor = self.activation_post_process(torch.matmul(x, y))
        return made


_absent.extend(__name__)

__all__ = ["FloatFunctional"]
