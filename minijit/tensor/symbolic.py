"""The mark of numbers that stand for values of a program that is being traced."""

from typing import Any


class Symbolic:
    """A number whose value later calls may change; what an operator computes with is `number`."""

    __slots__ = ("number",)

    number: int | float

    def as_tensor(self) -> Any:
        """The tensor that it is to PyTorch, for operators that take no number."""
        raise NotImplementedError


def plain(value: Any) -> Any:
    """A value, or a list, tuple or dict of values, with the numbers themselves."""
    if isinstance(value, Symbolic):
        return value.number
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, tuple):
        items = [plain(v) for v in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value
