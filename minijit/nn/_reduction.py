"""How a loss is reduced: the operators' numbers, and the older pair of names."""

from __future__ import annotations

import warnings


def get_enum(reduction: str) -> int:
    """The number that operators take: 0 none, 1 mean, 2 sum.

    ValueError: another word.
    """
    if reduction == "none":
        code = 0
    elif reduction == "mean":
        code = 1
    elif reduction == "elementwise_mean":
        warnings.warn(
            "reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.",
            stacklevel=2,
        )
        code = 1
    elif reduction == "sum":
        code = 2
    else:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return code


def legacy_get_string(
    size_average: bool | None, reduce: bool | None, emit_warning: bool = True
) -> str:
    """The word for the older pair, of which None is True."""
    if size_average is None:
        size_average = True
    if reduce is None:
        reduce = True
    if size_average and reduce:
        word = "mean"
    elif reduce:
        word = "sum"
    else:
        word = "none"
    if emit_warning:
        warnings.warn(
            "size_average and reduce args will be deprecated, "
            f"please use reduction='{word}' instead.",
            stacklevel=2,
        )
    return word


def legacy_get_enum(
    size_average: bool | None, reduce: bool | None, emit_warning: bool = True
) -> int:
    """The number for the older pair."""
    return get_enum(legacy_get_string(size_average, reduce, emit_warning))
