"""Signatures that `torch.jit._overload` declares before the definition of a function or method."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from minijit.diagnostics import Error, SourceRange, error
from minijit.frontend.annotations import parse_type
from minijit.ir import FunctionArgument, Value
from minijit.schema import FunctionSchema, Match, match_types
from minijit.syntax import ast, definition_source

if TYPE_CHECKING:
    from minijit.frontend.emitter import Resolver
    from minijit.frontend.scope import Named

# Declarations by the module and qualified name of what they belong to, in order.
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


def is_overloaded(python: Any) -> bool:
    """Whether signatures were declared for the function."""
    return inspect.isfunction(python) and full_name(python) in DECLARED


def check_implemented(python: Any, is_method: bool, where: SourceRange | None) -> None:
    """Error MJ2120: only signatures were declared, nothing follows them."""
    if python in DECLARED[full_name(python)]:
        what = "method" if is_method else "function"
        raise error("MJ2120", where, what=what, name=python.__qualname__)


def check_overloads(
    resolver: Resolver,
    python: Any,
    args: Sequence[Named],
    keywords: Mapping[str, Named],
    where: SourceRange,
) -> None:
    """Error MJ2902: the arguments fit none of the declared signatures.

    `args` do not hold a method's self. What exists at compile time only fits everything.
    """
    given = [*args, *keywords.values()]
    if not all(isinstance(named, Value) for named in given):
        return
    types = [named.type for named in args if isinstance(named, Value)]
    by_name = {name: n.type for name, n in keywords.items() if isinstance(n, Value)}
    misfits: list[str] = []
    reason = ""
    own = inspect.signature(python).parameters
    for declared in DECLARED[full_name(python)]:
        if not own.keys() >= inspect.signature(declared).parameters.keys():
            continue  # it belongs to an earlier function of the name
        arguments: tuple[Any, ...] = tuple(_arguments(resolver, declared, python, where))
        schema = FunctionSchema(
            python.__qualname__, "", arguments, (), 1, None, None, "", "", False
        )
        for convert in (False, True):
            found = match_types(schema, types, by_name, convert)
            if isinstance(found, Match):
                return
            reason = found.reason
        formals = ", ".join(map(str, arguments))
        misfits.append(f"  {python.__qualname__}({formals}):\n    {reason}")
    raise error("MJ2902", where, candidates="\n".join(misfits))


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
    for at, parameter in enumerate(definition_source(python).parameters):
        if at == 0 and parameter.name == "self":
            continue
        mine = own.get(parameter.name)
        if mine is not None and mine.annotation is None:
            raise error("MJ2121", where, name=python.__qualname__)
        annotation = parameter.annotation if mine is None else mine.annotation
        if annotation is None:
            raise error("MJ2122", parameter.range, name=parameter.name)
        default = defaults[parameter.name].default
        if mine is not None:
            other = stated[parameter.name].default
            if other is not inspect.Parameter.empty and other != default:
                raise error("MJ2123", mine.range, name=parameter.name)
        argument = FunctionArgument(parameter.name, parse_type(resolver, annotation))
        if default is not inspect.Parameter.empty:
            argument.default = default
        arguments.append(argument)
    return arguments


def _is_empty(stmt: ast.Stmt) -> bool:
    if isinstance(stmt, ast.Expression):
        return isinstance(stmt.value, ast.Ellipsis | ast.String)
    return isinstance(stmt, ast.Pass)
