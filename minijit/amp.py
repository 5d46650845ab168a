"""The names of `torch.amp`: contexts and decorators around a model that change nothing here."""

from __future__ import annotations

from typing import Any

from minijit import _absent
from minijit._modes import autocast


def custom_fwd(fwd: Any = None, **settings: Any) -> Any:
    """The function itself."""
    return fwd if fwd is not None else lambda function: function


def custom_bwd(bwd: Any = None, **settings: Any) -> Any:
    """The function itself."""
    return bwd if bwd is not None else lambda function: function


_absent.extend(__name__)

__all__ = ["autocast", "custom_bwd", "custom_fwd"]
