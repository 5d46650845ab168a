"""Signatures that `torch.jit._overload` declares before the definition of a function or method."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import Error, SourceRange, error
from minijit.frontend.annotations import parse_type
from minijit.frontend.emitter import is_empty_list
from minijit.ir import FunctionArgument, Value
from minijit.schema import FunctionSchema, Match, match_types
from minijit.syntax import ast, definition_source
from minijit.types import TENSOR, infer_type, is_subtype

if TYPE_CHECKING:
    from minijit.frontend.emitter import Resolver
    from minijit.frontend.scope import Named

# Declarations by the module and qualified name of what they belong to, until that is defined.
DECLARED: dict[str, list[Any]] = {}


def full_name(python: Any) -> str:
    """Module and qualified name of a Python function."""
    return f"{getattr(python, '__module__', '')}.{getattr(python, '__qualname__', '')}"


def declare_overload(python: Any) -> None:
    """Remembers one signature. Error MJ2119: its body does something."""
    try:
        definition = definition_source(python)
    except Error:
        definition = None  # what has no source is told when it is compiled
    if definition is not None and not all(map(_is_empty, definition.body)):
        raise error("MJ2119", definition.body[0].range, name=python.__name__)
    DECLARED.setdefault(full_name(python), []).append(python)


def overloads_of(python: Any) -> list[Any]:
    """The signatures declared for a function; the first that asks for them is their definition."""
    if not inspect.isfunction(python):
        return []
    known: list[Any] = vars(python).get("_overloads", [])
    waiting = DECLARED.get(full_name(python), [])
    if not waiting or python in waiting:
        return known
    python._overloads = known + DECLARED.pop(full_name(python))  # type: ignore[attr-defined]
    return overloads_of(python)


def is_overloaded(python: Any) -> bool:
    """Whether a function has several signatures, or is one of them."""
    return bool(overloads_of(python)) or _is_signature(python)


def _is_signature(python: Any) -> bool:
    return inspect.isfunction(python) and python in DECLARED.get(full_name(python), ())


def check_implemented(python: Any, is_method: bool, where: SourceRange | None) -> None:
    """Error MJ2120: only signatures were declared, nothing follows them."""
    if _is_signature(python):
        what = "method" if is_method else "function"
        raise error("MJ2120", where, what=what, name=python.__qualname__)


def chosen_overload(
    resolver: Resolver,
    python: Any,
    args: Sequence[Named],
    keywords: Mapping[str, Named],
    where: SourceRange,
) -> ast.Def | None:
    """The definition with the types of the first signature that fits, as they are if they can.

    `args` do not hold a method's self. None where something exists at compile time only. Error
    MJ2902: no signature fits.
    """
    if not all(isinstance(named, Value) for named in (*args, *keywords.values())):
        return None
    types = [named.type for named in args if isinstance(named, Value)]
    by_name = {name: n.type for name, n in keywords.items() if isinstance(n, Value)}
    empty: list[int | str] = [
        *(at for at, n in enumerate(args) if isinstance(n, Value) and is_empty_list(n)),
        *(at for at, n in keywords.items() if isinstance(n, Value) and is_empty_list(n)),
    ]
    schemas: list[tuple[Any, FunctionSchema]] = []
    for declared in overloads_of(python):
        arguments: tuple[Any, ...] = tuple(_arguments(resolver, declared, python, where))
        name = python.__qualname__
        schema = FunctionSchema(name, "", arguments, (), 1, None, None, "", "", False)
        schemas.append((declared, schema))
    misfits: list[str] = []
    # One that fits as it is goes before all that convert.
    for convert in (False, True):
        misfits.clear()
        for declared, schema in schemas:
            found = match_types(schema, types, by_name, convert, empty)
            if isinstance(found, Match):
                return _with_types(python, declared)
            formals = ", ".join(map(str, schema.arguments))
            misfits.append(f"  {python.__qualname__}({formals}):\n    {found.reason}")
    raise error("MJ2902", where, candidates="\n".join(misfits))


@lru_cache(maxsize=1024)
def _with_types(python: Any, declared: Any) -> ast.Def:
    """The definition of a function with the types of one of its signatures."""
    made = definition_source(python)
    signature = definition_source(declared)
    own = {p.name: p.annotation for p in signature.parameters}
    for parameter in made.parameters:
        parameter.annotation = own.get(parameter.name) or parameter.annotation
    made.returns = signature.returns
    return made


def _arguments(
    resolver: Resolver, declared: Any, python: Any, where: SourceRange
) -> list[FunctionArgument]:
    """The parameters of one signature; defaults are those of the definition.

    Errors: MJ2121 a type is missing; MJ2122 one of the definition is; MJ2123 a default differs.
    """
    own = {p.name: p for p in definition_source(declared).parameters}
    defaults = inspect.signature(python).parameters
    stated = inspect.signature(declared).parameters
    arguments: list[FunctionArgument] = []
    any_stated = any(p.annotation is not None for p in own.values())
    for at, parameter in enumerate(definition_source(python).parameters):
        if at == 0 and parameter.name == "self":
            continue
        mine = own.get(parameter.name)
        if mine is not None and mine.annotation is None and not any_stated:
            raise error("MJ2121", where, name=python.__qualname__)
        annotation = parameter.annotation if mine is None else mine.annotation
        if annotation is None and mine is None:
            raise error("MJ2122", parameter.range, name=parameter.name)
        default = defaults[parameter.name].default
        if mine is not None:
            other = stated[parameter.name].default
            if other is not inspect.Parameter.empty and other != default:
                raise error("MJ2123", mine.range, name=parameter.name)
        kind = TENSOR if annotation is None else parse_type(resolver, annotation)
        argument = FunctionArgument(parameter.name, kind)
        found = infer_type(default)
        if default is None or (found is not None and is_subtype(found, kind)):
            argument.default = default
        arguments.append(argument)
    return arguments


def _is_empty(stmt: ast.Stmt) -> bool:
    if isinstance(stmt, ast.Expression):
        return isinstance(stmt.value, ast.Ellipsis | ast.String)
    return isinstance(stmt, ast.Pass)
