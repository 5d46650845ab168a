"""Which overload an eager call means, judged by the Python values of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from minijit.diagnostics import error
from minijit.schema import NODEFAULT, Argument, FunctionSchema
from minijit.tensor import DType, Tensor, device
from minijit.tensor.symbolic import Symbolic


class _Misfit:
    """What a converter answers when a value does not fit."""


MISFIT: Final = _Misfit()
Converter = Callable[[Any, bool], Any]


def _tensor(value: Any, convert: bool) -> Any:
    if convert and isinstance(value, Symbolic):
        return value.as_tensor()
    return value if isinstance(value, Tensor) else MISFIT


def _scalar(value: Any, convert: bool) -> Any:
    if isinstance(value, bool | int | float | complex):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if convert and isinstance(value, Tensor) and value.dim() == 0:
        return value.item()
    return MISFIT


def _int(value: Any, convert: bool) -> Any:
    if isinstance(value, int):
        return value
    if isinstance(value, np.integer):
        return int(value)
    if convert and isinstance(value, Tensor) and value.dim() == 0 and value._dtype.is_integral:
        return value.item()
    return MISFIT


def _float(value: Any, convert: bool) -> Any:
    if isinstance(value, Symbolic):
        return value
    if isinstance(value, int | float | np.floating | np.integer):
        return float(value)
    if convert and isinstance(value, Tensor) and value.dim() == 0:
        value = value.item()
        return value if isinstance(value, Symbolic) else float(value)
    return MISFIT


def _complex(value: Any, convert: bool) -> Any:
    if isinstance(value, complex | np.complexfloating):
        return complex(value)
    return complex(value) if convert and isinstance(value, int | float) else MISFIT


def _bool(value: Any, convert: bool) -> Any:
    if isinstance(value, bool | np.bool_):
        return bool(value)
    return bool(value) if convert and isinstance(value, int) else MISFIT


def _str(value: Any, convert: bool) -> Any:
    return value if isinstance(value, str) else MISFIT


def _device(value: Any, convert: bool) -> Any:
    if isinstance(value, device):
        return value
    return device(value) if isinstance(value, str) else MISFIT


def _dtype(value: Any, convert: bool) -> Any:
    if isinstance(value, DType):
        return value.enum
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    # Python's own types stand for the dtypes of their numbers.
    return (
        {float: 7, int: 4, bool: 11, complex: 10}.get(value, MISFIT)
        if isinstance(value, type)
        else MISFIT
    )


def _number_of(value: Any, convert: bool) -> Any:
    """A layout or memory format: an object with its number in archives."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if value == "torch.strided":
        return 0
    return getattr(value, "enum", MISFIT)


def _layout(value: Any, convert: bool) -> Any:
    """A layout: tensors of others than strided come from files only."""
    number = _number_of(value, convert)
    if number is not MISFIT and number:
        raise error("MJ3014", problem=f"only strided tensors are made here, not {value}")
    return number


def _generator(value: Any, convert: bool) -> Any:
    return value if hasattr(value, "manual_seed") else MISFIT


def _anything(value: Any, convert: bool) -> Any:
    return value


_SIMPLE: Final[dict[str, Converter]] = {
    "Tensor": _tensor,
    "Scalar": _scalar,
    "int": _int,
    "float": _float,
    "complex": _complex,
    "bool": _bool,
    "str": _str,
    "Device": _device,
    "ScalarType": _dtype,
    "Layout": _layout,
    "MemoryFormat": _number_of,
    "Generator": _generator,
}


@cache
def converter(text: str) -> Converter:
    """What checks and converts values for a schema type."""
    if text in _SIMPLE:
        return _SIMPLE[text]
    if text.endswith("?"):
        inner = converter(text[:-1])
        return lambda value, convert: None if value is None else inner(value, convert)
    if text.endswith("]"):
        base, _, size = text[:-1].rpartition("[")
        return _list_converter(converter(base), int(size) if size else 0)
    return _anything


def _list_converter(inner: Converter, size: int) -> Converter:
    def convert_list(value: Any, convert: bool) -> Any:
        if size and not isinstance(value, list | tuple):
            item = inner(value, convert)
            return MISFIT if item is MISFIT else [item] * size
        if not isinstance(value, list | tuple):
            return MISFIT
        items = [inner(item, convert) for item in value]
        return MISFIT if any(item is MISFIT for item in items) else items

    return convert_list


def gathers(schema: FunctionSchema, index: int, argument: Argument) -> bool:
    """Whether `view(2, 3)` may stand for `view([2, 3])` here."""
    last = index + 1 == len(schema.arguments) or schema.arguments[index + 1].kwarg_only
    return last and argument.text in ("int[]", "int[]?")


def _first_of_sizes(value: Any, convert: bool) -> bool:
    if convert and isinstance(value, Tensor):
        return value.dim() == 0 and value._dtype.is_integral
    return isinstance(value, int | np.integer)


def _outs_by_name(schema: FunctionSchema, kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
    """`out=(values, indices)` as the arguments that the operator writes."""
    if not schema.is_out or not isinstance(kwargs.get("out"), list | tuple):
        return kwargs
    names = [a.name for a in schema.arguments[-len(schema.return_texts) :]]
    given = kwargs["out"]
    if len(names) == 1 or len(given) != len(names):
        return kwargs
    rest = {name: value for name, value in kwargs.items() if name != "out"}
    return rest | dict(zip(names, given, strict=True))


def bind(
    schema: FunctionSchema, args: Sequence[Any], kwargs: Mapping[str, Any], convert: bool
) -> list[Any] | None:
    """The values of all schema arguments in order, or None where the call does not fit."""
    bound: list[Any] = []
    used = seen = 0
    kwargs = _outs_by_name(schema, kwargs)
    for index, argument in enumerate(schema.arguments):
        if used < len(args) and not argument.kwarg_only:
            value = args[used]
            used += 1
            if gathers(schema, index, argument) and _first_of_sizes(value, convert):
                value = [value, *args[used:]]
                used = len(args)
            if argument.name in kwargs:
                return None
        elif argument.name in kwargs:
            value = kwargs[argument.name]
            seen += 1
        elif argument.default is not NODEFAULT:
            bound.append(argument.default)
            continue
        else:
            return None
        if value is None and argument.default == []:
            value = []
        value = converter(argument.text)(value, convert)
        if value is MISFIT:
            return None
        bound.append(value)
    if used != len(args) or seen != len(kwargs):
        return None
    return bound
