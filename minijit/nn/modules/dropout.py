"""Dropout."""

from __future__ import annotations

from minijit.nn import functional as F
from minijit.nn.modules.module import Module
from minijit.tensor import Tensor


class Dropout(Module):
    """Zeroes elements with probability p while training (Hinton et al. 2012)."""

    __constants__ = ["p", "inplace"]
    p: float
    inplace: bool

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p = p
        self.inplace = inplace

    def forward(self, input: Tensor) -> Tensor:
        return F.dropout(input, self.p, self.training, self.inplace)

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"
