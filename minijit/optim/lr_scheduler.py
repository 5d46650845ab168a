"""The names of `torch.optim.lr_scheduler`: training refuses by id."""

from __future__ import annotations

from typing import Any

from minijit.diagnostics import error


class LRScheduler:
    """Never made (MJ3024); derived classes may be defined."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise error("MJ3024", name=f"optim.lr_scheduler.{type(self).__name__}")


class CosineAnnealingLR(LRScheduler):
    """Never made."""


class ExponentialLR(LRScheduler):
    """Never made."""


class LambdaLR(LRScheduler):
    """Never made."""


class MultiStepLR(LRScheduler):
    """Never made."""


class OneCycleLR(LRScheduler):
    """Never made."""


class ReduceLROnPlateau(LRScheduler):
    """Never made."""


class StepLR(LRScheduler):
    """Never made."""


_LRScheduler = LRScheduler

__all__ = [
    "CosineAnnealingLR", "ExponentialLR", "LRScheduler", "LambdaLR", "MultiStepLR", "OneCycleLR",
    "ReduceLROnPlateau", "StepLR",
]  # fmt: skip
