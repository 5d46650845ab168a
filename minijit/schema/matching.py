"""Which overload a call means, judged by the static types of its arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import SourceRange, error
from minijit.schema.function_schema import Argument, FunctionSchema, schemas
from minijit.types import (
    BOOL,
    DEVICE,
    FLOAT,
    INT,
    NONE,
    NUMBER,
    STR,
    TENSOR,
    DictType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    TypeVar,
    is_subtype,
    unify,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Source = int | str | tuple[int, ...] | None


@dataclass(slots=True)
class Actual:
    """Where one schema argument comes from, and what must be done to it.

    `source`: a position, a keyword, positions to be gathered into a list, or None for the default.
    `conversion`: "" nothing; "unpack" tuple -> list; "repeat" int -> [int] * size, and
    "repeat_unless_none"; "empty" an empty list literal takes the wanted type; else the operator to
    apply, such as "aten::IntImplicit".
    `type` is the argument's type with type variables bound.
    """

    source: Source
    type: Type
    conversion: str = ""


@dataclass(slots=True)
class Match:
    """A schema that fits a call; `extra` are the positions that a `...` takes."""

    schema: FunctionSchema
    actuals: list[Actual]
    variables: dict[str, Type]
    returns: tuple[Type, ...]
    extra: tuple[int, ...] = ()


@dataclass(slots=True)
class Mismatch:
    """Why a schema does not fit."""

    schema: FunctionSchema
    reason: str


@dataclass(slots=True)
class _Call:
    positional: Sequence[Type]
    keywords: Mapping[str, Type]
    empty: Collection[Source]
    convert: bool
    variables: dict[str, Type] = field(default_factory=dict)


def match_types(
    schema: FunctionSchema,
    positional: Sequence[Type],
    keywords: Mapping[str, Type],
    allow_conversions: bool,
    empty_lists: Collection[Source] = (),
    bound: int = 0,
    owned: int = 0,
) -> Match | Mismatch:
    """Fits a call to one schema. `empty_lists` are the positions and keywords given as `[]`.

    `bound` arguments before these are given already: they count where numbers are told. The first
    `owned` ones are a method's self, which is no element of a list that several arguments make.
    """
    call = _Call(positional, keywords, empty_lists, allow_conversions)
    actuals: list[Actual] = []
    used = 0
    taken: set[str] = set()
    for index, argument in enumerate(schema.arguments):
        named = _keyword_of(argument, schema, keywords)
        if not argument.kwarg_only and used < len(positional):
            if named is not None:
                return Mismatch(schema, f"Keyword argument {argument.name} specified twice.")
            gathered = _gather(schema, index, call, used) if used >= owned else None
            if gathered is not None:
                actuals.append(gathered)
                used = len(positional)
                continue
            source: Source = used
            type = positional[used]
            used += 1
        elif named is not None:
            source, type = named, keywords[named]
            taken.add(named)
        elif argument.has_default:
            actuals.append(Actual(None, argument.type))
            continue
        else:
            return Mismatch(schema, f"Argument {argument.name} not provided.")
        actual = _fit(argument, source, type, call)
        if actual is None:
            return Mismatch(schema, _misfit(argument, type, call))
        actuals.append(actual)
    if used < len(positional) and not schema.vararg:
        return Mismatch(
            schema,
            f"Expected at most {used + bound} arguments but found {len(positional) + bound} "
            "positional arguments.",
        )
    unknown = [name for name in keywords if name not in taken]
    if unknown:
        return Mismatch(schema, f"Keyword argument {unknown[0]} unknown.")
    returns = tuple(substitute(type, call.variables) for type in schema.returns)
    return Match(schema, actuals, call.variables, returns, tuple(range(used, len(positional))))


def resolve(
    kind: str,
    positional: Sequence[Type],
    keywords: Mapping[str, Type],
    *,
    version: int | None = None,
    range: SourceRange | None = None,
    empty_lists: Collection[Source] = (),
    owned: int = 0,
) -> Match:
    """The first overload of a kind that fits, exactly if possible, else with conversions.

    Errors: MJ2901 unknown kind, MJ2902 no overload fits (names each candidate and why not).
    """
    candidates = schemas(kind, version)
    if not candidates:
        raise error("MJ2901", range=range, kind=kind)
    mismatches: list[Mismatch] = []
    for convert in (False, True):
        mismatches = []
        for schema in candidates:
            result = match_types(schema, positional, keywords, convert, empty_lists, owned=owned)
            if isinstance(result, Match):
                return result
            mismatches.append(result)
    raise error("MJ2902", range=range, candidates=_explain(mismatches))


def _keyword_of(
    argument: Argument, schema: FunctionSchema, keywords: Mapping[str, Type]
) -> str | None:
    """The keyword for an argument: Python's operators call their `self` `input` too."""
    if argument.name in keywords:
        return argument.name
    is_input = argument.name == "self" and schema.kind.startswith("aten::")
    return "input" if is_input and "input" in keywords else None


def _misfit(argument: Argument, type: Type, call: _Call) -> str:
    """Why an argument does not fit, in PyTorch's words."""
    for name, given in _bindings(argument.type, type):
        known = call.variables.get(name)
        if known is not None and known != given:
            return (
                f"Could not match type {type} to {argument.type} in argument '{argument.name}': "
                f"Type variable '{name}' previously matched to type {known} is matched to type "
                f"{given}."
            )
    if type == NONE and _has_variable(argument.type):
        return (
            f"Could not match type {type} to {argument.type} in argument '{argument.name}': "
            "its type variable could not be inferred from actual type None."
        )
    reason = (
        f"Expected a value of type '{_wanted(argument)}' for argument '{argument.name}' "
        f"but instead found type '{type}'."
    )
    return f"{reason} {inferred_hint(argument)}" if is_inferred(argument) else reason


def is_inferred(argument: Any) -> bool:
    """Whether an argument is a Tensor because no annotation says what it is."""
    return bool(getattr(argument, "inferred", False)) and argument.type == TENSOR


def inferred_hint(argument: Any) -> str:
    """PyTorch's remark on an argument whose type nobody gave."""
    return (
        f"Inferred '{argument.name}' to be of type 'Tensor' because it was not annotated with an "
        "explicit type."
    )


def _bindings(formal: Type, given: Type) -> list[tuple[str, Type]]:
    """What the variables of a formal type would stand for."""
    match formal, given:
        case TypeVar(), _:
            return [(formal.name, given)]
        case ListType(), ListType():
            return _bindings(formal.elem, given.elem)
        case OptionalType(), OptionalType():
            return _bindings(formal.elem, given.elem)
        case DictType(), DictType():
            return [*_bindings(formal.key, given.key), *_bindings(formal.value, given.value)]
        case TupleType(), TupleType() if len(formal.elems) == len(given.elems):
            pairs = zip(formal.elems, given.elems, strict=True)
            return [found for f, g in pairs for found in _bindings(f, g)]
    return []


def substitute(type: Type, variables: Mapping[str, Type]) -> Type:
    """The type with its variables replaced by what they are bound to."""
    match type:
        case TypeVar():
            return variables.get(type.name, type)
        case OptionalType():
            return OptionalType(substitute(type.elem, variables))
        case ListType():
            return ListType(substitute(type.elem, variables))
        case DictType():
            return DictType(substitute(type.key, variables), substitute(type.value, variables))
        case TupleType():
            elems = tuple(substitute(elem, variables) for elem in type.elems)
            return TupleType(elems, type.name, type.fields)
        case _:
            return type


def _gather(schema: FunctionSchema, index: int, call: _Call, used: int) -> Actual | None:
    """`view(2, 3)`: the remaining positional arguments as the list that stands last."""
    arguments = schema.arguments
    argument = arguments[index]
    wanted = argument.type
    if isinstance(wanted, OptionalType):
        wanted = wanted.elem
    last = index + 1 == len(arguments) or arguments[index + 1].kwarg_only
    if not last or argument.size or not isinstance(wanted, ListType):
        return None
    if isinstance(wanted.elem, TypeVar):
        return None
    first = call.positional[used]
    if isinstance(first, ListType | TupleType | OptionalType) or first == NONE:
        return None
    # A tensor alone is no list; as one of several sizes it is a number.
    several = len(call.positional) - used > 1
    for type in call.positional[used:]:
        converts = several and call.convert and type == TENSOR and wanted.elem in _FROM_TENSOR
        if not (is_subtype(type, wanted.elem) or converts):
            return None
    return Actual(tuple(range(used, len(call.positional))), wanted)


def _fit(argument: Argument, source: Source, type: Type, call: _Call) -> Actual | None:
    formal = argument.type
    if argument.size and _is_element(formal, type):
        return Actual(source, formal, "repeat")
    if (
        argument.size
        and isinstance(formal, OptionalType)
        and isinstance(type, OptionalType)
        and _is_element(formal, type.elem)
    ):
        return Actual(source, formal, "repeat_unless_none")
    if source in call.empty and _bound(formal, call.variables):
        wanted = substitute(formal, call.variables)
        plain = wanted.elem if isinstance(wanted, OptionalType) else wanted
        if isinstance(plain, ListType):
            return Actual(source, plain, "empty")
    if not _bind(formal, type, call.variables):
        return None
    concrete = substitute(formal, call.variables)
    if is_subtype(type, concrete):
        return Actual(source, concrete)
    plain = concrete.elem if isinstance(concrete, OptionalType) else concrete
    if isinstance(type, TupleType) and isinstance(plain, ListType):
        elem = plain.elem
        if all(is_subtype(t, elem) for t in type.elems):
            return Actual(source, plain, "unpack")
    if call.convert:
        conversion = implicit_conversion(plain, type)
        if conversion:
            return Actual(source, plain, conversion)
    return None


def _is_element(formal: Type, type: Type) -> bool:
    if isinstance(formal, OptionalType):
        formal = formal.elem
    return isinstance(formal, ListType) and type in (INT, FLOAT) and type == formal.elem


def implicit_conversion(wanted: Type, type: Type) -> str:
    """The operator that turns a `type` into a `wanted` where no subtyping does, or ""."""
    if type == STR and wanted == DEVICE:
        return "aten::device"
    if is_subtype(type, TENSOR):
        return _FROM_TENSOR.get(wanted, "")
    if type == NUMBER:
        return _FROM_NUMBER.get(wanted, "")
    if type == BOOL:
        return _FROM_BOOL.get(wanted, "")
    return ""


_FROM_TENSOR: dict[Type, str] = {
    INT: "aten::IntImplicit",
    FLOAT: "aten::FloatImplicit",
    NUMBER: "aten::ScalarImplicit",
}
_FROM_NUMBER: dict[Type, str] = {INT: "aten::Int", FLOAT: "aten::Float"}
_FROM_BOOL: dict[Type, str] = {INT: "aten::Int", FLOAT: "aten::Float", NUMBER: "aten::Int"}


def _bound(type: Type, variables: Mapping[str, Type]) -> bool:
    """Whether every variable in `type` has been bound already."""
    match type:
        case TypeVar():
            return type.name in variables
        case OptionalType() | ListType():
            return _bound(type.elem, variables)
        case DictType():
            return _bound(type.key, variables) and _bound(type.value, variables)
        case TupleType():
            return all(_bound(elem, variables) for elem in type.elems)
        case _:
            return True


def _bind(formal: Type, type: Type, variables: dict[str, Type]) -> bool:
    """Binds the variables of `formal` so that `type` fits; False when its shape differs."""
    match formal:
        case TypeVar():
            known = variables.get(formal.name)
            joined = type if known is None else unify(known, type)
            if joined is None:
                return False
            variables[formal.name] = joined
            return True
        case OptionalType():
            if type == NONE:
                return _bound(formal.elem, variables) or not _has_variable(formal.elem)
            inner = type.elem if isinstance(type, OptionalType) else type
            return _bind(formal.elem, inner, variables)
        case ListType():
            if not _has_variable(formal):
                return True
            if isinstance(type, ListType):
                return _bind(formal.elem, type.elem, variables)
            if isinstance(type, TupleType) and type.elems:
                return all(_bind(formal.elem, elem, variables) for elem in type.elems)
            return False
        case DictType():
            if not isinstance(type, DictType):
                return False
            return _bind(formal.key, type.key, variables) and _bind(
                formal.value, type.value, variables
            )
        case TupleType():
            return (
                isinstance(type, TupleType)
                and len(type.elems) == len(formal.elems)
                and all(
                    _bind(f, t, variables) for f, t in zip(formal.elems, type.elems, strict=True)
                )
            )
        case _:
            return True


def _has_variable(type: Type) -> bool:
    return not _bound(type, {})


def _wanted(argument: Argument) -> str:
    text = "Tensor (inferred)" if is_inferred(argument) else str(argument.type)
    return text if not argument.size else f"{text} (of length {argument.size})"


def _explain(mismatches: Sequence[Mismatch]) -> str:
    return "\n".join(f"  {m.schema}:\n    {m.reason}" for m in mismatches)
