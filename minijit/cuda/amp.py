"""The names of `torch.cuda.amp`: contexts and decorators for a device that is never there."""

from __future__ import annotations

from typing import Any

from minijit import _absent, _modes
from minijit.amp import custom_bwd, custom_fwd


class autocast(_modes.autocast):
    """Autocast on that device: nothing."""

    def __init__(
        self, enabled: bool = True, dtype: Any = None, cache_enabled: bool | None = None
    ) -> None:
        super().__init__("cuda", dtype, enabled, cache_enabled)


_absent.extend(__name__)

__all__ = ["autocast", "custom_bwd", "custom_fwd"]
