"""Losses."""

from __future__ import annotations

from minijit.nn import functional as F
from minijit.nn.modules.module import Module
from minijit.tensor import Tensor


class MSELoss(Module):
    """The mean squared error."""

    __constants__ = ["reduction"]
    reduction: str

    def __init__(self, reduction: str = "mean") -> None:
        super().__init__()
        self.reduction = reduction

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.mse_loss(input, target, reduction=self.reduction)
