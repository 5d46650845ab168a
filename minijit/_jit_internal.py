"""The names of `torch._jit_internal` that model sources use."""

from __future__ import annotations

from typing import Any, Dict, Final, List, Optional, Tuple, Union  # noqa: UP035 -- the names

from minijit.jit.forms import (
    Future,
    drop,
    export,
    ignore,
    interface,
    is_scripting,
    overload,
    unused,
)
from minijit.nn.functional import BroadcastingList1, BroadcastingList2, BroadcastingList3

_overload = _overload_method = overload
_drop = drop

__all__ = [
    "Any", "BroadcastingList1", "BroadcastingList2", "BroadcastingList3", "Dict", "Final", "Future",
    "List", "Optional", "Tuple", "Union", "_drop", "_overload", "_overload_method", "export",
    "ignore", "interface", "is_scripting", "unused",
]  # fmt: skip
