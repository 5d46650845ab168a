"""The names of `torch.nn.attention`: there is one way in which attention is computed."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from minijit import _absent
from minijit._modes import NoEffect


class SDPBackend(IntEnum):
    """PyTorch's ways to compute attention."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3
    OVERRIDEABLE = 4


class sdpa_kernel(NoEffect):
    """A choice of ways, which changes nothing."""

    def __init__(self, backends: Any, set_priority: bool = False) -> None:
        del backends, set_priority


_absent.extend(__name__)

__all__ = ["SDPBackend", "sdpa_kernel"]
