"""The names of types that programs import from `torch.jit.annotations`."""

from typing import Any, Dict, List, Optional, Tuple, Union  # noqa: UP035 -- they are the names

from minijit.nn.functional import BroadcastingList1, BroadcastingList2, BroadcastingList3

__all__ = ["Any", "BroadcastingList1", "BroadcastingList2", "BroadcastingList3", "Dict", "List",
           "Optional", "Tuple", "Union"]  # fmt: skip
