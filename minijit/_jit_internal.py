"""The names of `torch._jit_internal` that model sources use."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import UnionType
from typing import (  # noqa: UP035 -- the names
    Any,
    Dict,
    Final,
    List,
    Optional,
    Tuple,
    Union,
    get_args,
    get_origin,
)

from minijit.jit.forms import (
    Future,
    check_empty_containers,
    drop,
    export,
    ignore,
    interface,
    is_scripting,
    overload,
    unused,
)
from minijit.nn.functional import BroadcastingList1, BroadcastingList2, BroadcastingList3


def is_optional(ann: Any) -> bool:
    """Whether an annotation is Optional[T], or a Union of one type and None."""
    args = get_args(ann)
    return get_origin(ann) in (Union, UnionType) and len(args) == 2 and type(None) in args


def get_callable_argument_names(fn: Callable[..., Any]) -> list[str]:
    """The names of the parameters that take a value by position or by name; none if unknown."""
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return []
    return [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]


_overload = _overload_method = overload
_drop = drop

__all__ = [
    "Any", "BroadcastingList1", "BroadcastingList2", "BroadcastingList3", "Dict", "Final", "Future",
    "List", "Optional", "Tuple", "Union", "_drop", "_overload", "_overload_method",
    "check_empty_containers", "export", "get_callable_argument_names", "ignore", "interface",
    "is_optional", "is_scripting", "unused",
]  # fmt: skip
