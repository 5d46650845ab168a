"""Whether `script` and `trace` compile. PYTORCH_JIT=0 in the environment says no, as for PyTorch.

Then they give back what they are given, which runs as plain Python: for debuggers.
"""

from __future__ import annotations

import os

_enabled = [os.environ.get("PYTORCH_JIT", "1") != "0"]


def enabled() -> bool:
    """Whether functions and modules are compiled from now on."""
    return _enabled[0]


def enable() -> None:
    """Compile from now on."""
    _enabled[0] = True


def disable() -> None:
    """Leave functions and modules as they are from now on."""
    _enabled[0] = False
