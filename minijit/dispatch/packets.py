"""`minijit.ops.aten.add` and its overloads: operators called by their schemas alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit.diagnostics import Error, error, shown_value
from minijit.dispatch.binding import MISFIT, bind, converter
from minijit.dispatch.calls import record_and_run
from minijit.schema import find_schema, schemas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minijit.schema import FunctionSchema

# Whose Tensor overloads take a number too, as PyTorch's do.
_TAKE_NUMBERS = frozenset(
    f"aten::{name}{mark}"
    for name in ("add", "sub", "mul", "div", "true_divide", "floor_divide")
    for mark in ("", "_")
)


class OperatorPacket:
    """The overloads of an operator; a call means the first that takes the arguments."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        space, _, self.__name__ = kind.partition("::")
        self.__module__ = "minijit"
        self._name = f"{space}.{self.__name__}"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _call(schemas(self.kind), args, kwargs)

    def __getattr__(self, overload: str) -> OperatorOverload:
        for schema in () if overload.startswith("__") else schemas(self.kind):
            if schema.overload == ("" if overload == "default" else overload):
                found = OperatorOverload(self, schema)
                if not schema.is_users:  # another definition may take its place
                    setattr(self, overload, found)
                return found
        text = f"The underlying op of '{self._name}' has no overload name '{overload}'"
        raise AttributeError(text)

    def overloads(self) -> list[str]:
        """The names of the overloads."""
        return [schema.overload or "default" for schema in schemas(self.kind)]

    def __repr__(self) -> str:
        return self._name


class OperatorOverload:
    """One overload of an operator."""

    def __init__(self, packet: OperatorPacket, schema: FunctionSchema) -> None:
        self.overloadpacket = packet
        self.kind = schema.kind
        self._schema = schema
        self.__name__ = f"{packet.__name__}.{schema.overload or 'default'}"
        self.__module__ = "minijit"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _call([self._schema], args, kwargs)

    def name(self) -> str:
        """`aten::add.Tensor`."""
        return self._schema.qualified

    def __repr__(self) -> str:
        return f"{self.kind.partition('::')[0]}.{self.__name__}"


def _call(
    candidates: Sequence[FunctionSchema], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Runs the overload that fits. Errors: MJ9013, MJ9015 to MJ9017, MJ9045, MJ9046 none does."""
    for convert in (False, True):
        for schema in candidates:
            bound = bind(schema, args, kwargs, convert)
            if bound is not None:
                return record_and_run(schema, bound)
    for candidate in candidates:
        other = _for_numbers(candidate)
        bound = bind(other, args, kwargs, False) if other else None
        if other and bound is not None:
            return record_and_run(other, bound)
    problems = [_misfit(schema, args, kwargs) for schema in candidates]
    if len(problems) == 1:
        raise problems[0]
    reasons = "".join(f"\n{problem.diagnostic.sentence}" for problem in problems)
    raise error("MJ9046", reasons=reasons)


def _for_numbers(schema: FunctionSchema) -> FunctionSchema | None:
    """The overload that takes a number where this one takes a second tensor."""
    if schema.kind not in _TAKE_NUMBERS or schema.is_out or schema.arguments[1].text != "Tensor":
        return None
    overload = schema.overload.replace("Tensor", "Scalar") or "Scalar"
    return find_schema(f"{schema.kind}.{overload}")


def _misfit(schema: FunctionSchema, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Error:
    """Why a call does not fit a schema."""
    name, declaration = schema.kind, str(schema)
    room, positional = len(schema.arguments), sum(not a.kwarg_only for a in schema.arguments)
    if len(args) > room:
        return error("MJ9017", name=name, count=room, got=len(args), declaration=declaration)
    if len(args) > positional:
        return error("MJ9045", name=name, count=positional, got=len(args), declaration=declaration)
    for i, argument in enumerate(schema.arguments):
        if i >= len(args) and argument.name not in kwargs:
            if not argument.has_default:
                return error("MJ9015", name=name, argument=argument.name, declaration=declaration)
            continue
        value = args[i] if i < len(args) else kwargs[argument.name]
        if i < len(args) and argument.name in kwargs:
            return error("MJ9012", name=name, argument=argument.name, problem="was given twice")
        if converter(argument.text)(value, True) is MISFIT:
            return error("MJ9013", name=name, wanted=argument.type, argument=argument.name,
                         found=type(value).__name__, hint="", position=i,
                         value=shown_value(value), declaration=declaration)  # fmt: skip
    known = {argument.name for argument in schema.arguments}
    unknown = next((k for k in kwargs if k not in known), "?")
    return error("MJ9016", name=name, argument=unknown, declaration=declaration)


__all__ = ["OperatorOverload", "OperatorPacket"]
