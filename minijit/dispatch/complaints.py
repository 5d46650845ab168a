"""What is wrong with a call that no overload fits, in PyTorch's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error
from minijit.dispatch.binding import MISFIT, converter, gathers
from minijit.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minijit.schema import Argument, FunctionSchema

_TYPES = {
    "Scalar": "Number", "ScalarType": "torch.dtype", "Device": "torch.device",
    "Layout": "torch.layout", "MemoryFormat": "torch.memory_format", "Generator": "torch.Generator",
}  # fmt: skip


def no_overload(
    name: str, candidates: Sequence[FunctionSchema], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Exception:
    """TypeError: the one thing that is wrong with the only signature, or a list of signatures."""
    signatures = [s for s in candidates if not s.is_out]
    if name.removesuffix("_") in ("add", "sub", "mul", "div"):
        # A number stands for the tensor of these, so that this is one signature to the user.
        signatures = [s for s in signatures if s.overload != "Scalar"]
    if len(signatures) == 1:
        return error("MJ3102", detail=_complaint(name, signatures[0], args, kwargs))
    lines = "".join(f"\n * ({_signature(s)})" for s in signatures)
    return error("MJ3119", name=name, got=_describe(args, kwargs), candidates=lines)


def _public(argument: Argument) -> str:
    return "input" if argument.name == "self" else argument.name


def _type_name(text: str) -> str:
    text = text.removesuffix("?")
    if text.endswith("]"):
        return f"tuple of {_type_name(text.partition('[')[0])}s"
    return _TYPES.get(text, text)


def _signature(schema: FunctionSchema) -> str:
    parts = []
    starred = False
    for argument in schema.arguments:
        if argument.kwarg_only and not starred:
            starred = True
            parts.append("*")
        default = f" = {argument.default}" if argument.has_default else ""
        parts.append(f"{_type_name(argument.text)} {_public(argument)}{default}")
    return ", ".join(parts)


def _complaint(
    name: str, schema: FunctionSchema, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> str:
    positional = [a for a in schema.arguments if not a.kwarg_only]
    if len(args) > len(positional) and not _may_gather(schema, args):
        required = sum(1 for a in positional if not a.has_default)
        most = len(positional)
        takes = f"{most}" if required == most else f"from {required} to {most}"
        plural = "" if most == 1 else "s"
        return f"{name}() takes {takes} positional argument{plural} but {len(args)} were given"
    missing = [
        f'"{_public(a)}"'
        for i, a in enumerate(schema.arguments)
        if not a.has_default and a.name not in kwargs and (i >= len(args) or a.kwarg_only)
    ]
    if missing:
        return (
            f"{name}() missing {len(missing)} required positional arguments: {', '.join(missing)}"
        )
    for index, argument in enumerate(schema.arguments):
        if index < len(args) and not argument.kwarg_only:
            value, place = args[index], f" (position {index + 1})"
        elif argument.name in kwargs:
            value, place = kwargs[argument.name], ""
        else:
            continue
        if index < len(args) and argument.name in kwargs:
            return f"{name}() got multiple values for argument '{argument.name}'"
        if gathers(schema, index, argument) and isinstance(value, int):
            continue
        if converter(argument.text)(value, True) is MISFIT:
            return _wrong_type(name, argument, value, place)
    known = {a.name for a in schema.arguments}
    unknown = next((k for k in kwargs if k not in known), "?")
    return f"{name}() got an unexpected keyword argument '{unknown}'"


def _may_gather(schema: FunctionSchema, args: Sequence[Any]) -> bool:
    positional = [a for a in schema.arguments if not a.kwarg_only]
    last = len(positional) - 1
    return last >= 0 and gathers(schema, last, positional[last]) and isinstance(args[last], int)


def _wrong_type(name: str, argument: Argument, value: Any, place: str) -> str:
    if argument.text.startswith("Tensor") and isinstance(value, list | tuple):
        for i, item in enumerate(value):
            if not isinstance(item, Tensor):
                return f"expected Tensor as element {i} in argument 0, but got {_kind_of(item)}"
    return (
        f"{name}(): argument '{_public(argument)}'{place} must be {_type_name(argument.text)}, not "
        f"{_kind_of(value)}"
    )


def _describe(args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """`Tensor, int, dim=str`: what a call was given."""
    parts = [_described(a) for a in args]
    parts += [f"{name}={_described(value)}" for name, value in kwargs.items()]
    return ", ".join(parts)


def _described(value: Any) -> str:
    if isinstance(value, list | tuple) and value:
        return f"{type(value).__name__} of {_kind_of(value[0])}"
    return _kind_of(value)


def _kind_of(value: Any) -> str:
    return "Tensor" if isinstance(value, Tensor) else type(value).__name__
