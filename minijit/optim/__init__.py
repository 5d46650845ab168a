"""The names of `torch.optim`: training refuses by id."""

from __future__ import annotations

from typing import Any

from minijit.diagnostics import error
from minijit.optim import lr_scheduler


class Optimizer:
    """Never made (MJ3024); derived classes may be defined."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise error("MJ3024", name=f"optim.{type(self).__name__}")


class Adadelta(Optimizer):
    """Never made."""


class Adagrad(Optimizer):
    """Never made."""


class Adam(Optimizer):
    """Never made."""


class AdamW(Optimizer):
    """Never made."""


class LBFGS(Optimizer):
    """Never made."""


class RMSprop(Optimizer):
    """Never made."""


class SGD(Optimizer):
    """Never made."""


__all__ = [
    "LBFGS", "SGD", "Adadelta", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler",
]  # fmt: skip
