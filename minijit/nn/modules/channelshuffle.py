"""Channels in another order."""

from __future__ import annotations

from minijit.nn import functional as F
from minijit.nn.modules.module import Module
from minijit.tensor import Tensor


class ChannelShuffle(Module):
    """Mixes the groups of channels."""

    __constants__ = ["groups"]
    groups: int

    def __init__(self, groups: int) -> None:
        super().__init__()
        self.groups = groups

    def forward(self, input: Tensor) -> Tensor:
        return F.channel_shuffle(input, self.groups)

    def extra_repr(self) -> str:
        return f"groups={self.groups}"
