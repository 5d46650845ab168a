"""`torch.library`: operators of the user, written in Python, by namespace and name.

Eager code and scripts call them as `torch.ops.space.name`; archives name them, and whoever loads
one must have defined them; what is defined is known to the whole process. An archive that the C++
runtime runs by itself lacks them.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from minijit import _absent
from minijit.diagnostics import error
from minijit.frontend.python_types import type_from_python
from minijit.schema import FunctionSchema, find_schema, users
from minijit.types import TupleType, schema_type

# Keys of PyTorch's dispatcher under which an implementation runs here.
_HERE = (
    "", "CPU", "CompositeExplicitAutograd", "CompositeExplicitAutogradNonFunctional",
    "CompositeImplicitAutograd", "cpu", "default",
)  # fmt: skip

_custom: set[str] = set()  # what `custom_op` made


class Library:
    """A namespace into which operators are defined and implemented."""

    def __init__(self, ns: str, kind: str, dispatch_key: str = "") -> None:
        """KIND is "DEF", "FRAGMENT" or "IMPL". Error ValueError: it is not, or NS is `prim`."""
        if kind not in ("DEF", "FRAGMENT", "IMPL"):
            text = f"Unsupported kind: {kind}"
            raise ValueError(text)
        if ns == "prim":
            text = f"{ns} is a reserved namespace. Please try creating a library with another name."
            raise ValueError(text)
        self.ns = ns
        self.kind = kind
        self.dispatch_key = dispatch_key

    def define(self, schema: str, alias_analysis: str = "", *, tags: Any = ()) -> str:
        """Add an operator: `name(Tensor x, int n=1) -> Tensor`; its name without the overload's.

        Errors: MJ9049 the text is no schema, MJ9050 there is such an operator.
        """
        del alias_analysis, tags
        users.define(schema, self.ns)
        return schema.partition("(")[0].partition(".")[0].strip()

    def impl(
        self,
        op_name: Any,
        fn: Callable[..., Any],
        dispatch_key: str = "",
        *,
        with_keyset: bool = False,
        allow_override: bool = False,
    ) -> None:
        """Say what an operator of this namespace does. What is for other devices is left out."""
        del with_keyset, allow_override
        name = op_name if isinstance(op_name, str) else op_name.name()
        qualified = name if "::" in name else f"{self.ns}::{name}"
        if (dispatch_key or self.dispatch_key) in _HERE:
            _implement(_schema(qualified), fn)


def _schema(qualified: str) -> FunctionSchema:
    """An operator of the user. Errors: MJ9031 it is none of the user's, MJ9051 there is none."""
    try:
        found = find_schema(qualified)
    except KeyError:
        raise error("MJ9051", name=qualified) from None
    if not found.is_users:
        raise error("MJ9031", name="another implementation of one of PyTorch's operators")
    return found


def _implement(schema: FunctionSchema, fn: Callable[..., Any]) -> None:
    count = sum(not a.kwarg_only for a in schema.arguments)
    names = [a.name for a in schema.arguments[count:]]

    def run(*args: Any) -> Any:
        result = fn(*args[:count], **dict(zip(names, args[count:], strict=True)))
        return (
            tuple(result) if isinstance(result, list) and len(schema.return_texts) > 1 else result
        )

    schema.implementation[:] = [run]


def define(qualname: str, schema: str, *, lib: Library | None = None, tags: Any = ()) -> None:
    """Add an operator `space::name` with the schema `(Tensor x) -> Tensor`.

    Errors: MJ9049 the text is no schema, MJ9050 there is such an operator.
    """
    del lib, tags
    space, _, name = qualname.partition("::")
    users.define(name + schema, space)


def impl(
    qualname: str,
    types: str | Sequence[str],
    func: Callable[..., Any] | None = None,
    *,
    lib: Library | None = None,
) -> Any:
    """Say what an operator does on devices of these types; without FUNC a decorator."""
    del lib
    given = [types] if isinstance(types, str) else types

    def implement(function: Callable[..., Any]) -> Callable[..., Any]:
        if any(kind in _HERE for kind in given):
            _implement(_schema(qualname), function)
        return function

    return implement if func is None else implement(func)


def infer_schema(
    prototype_function: Callable[..., Any],
    /,
    *,
    mutates_args: str | Iterable[str] = (),
    op_name: str | None = None,
) -> str:
    """The schema that a function's annotations say. ValueError: there is one that is not known."""
    hints = typing.get_type_hints(prototype_function)
    parts: list[str] = []
    star = False
    for number, (name, parameter) in enumerate(
        inspect.signature(prototype_function).parameters.items()
    ):
        kind = _written(hints.get(name, inspect.Parameter.empty), name)
        if mutates_args == "unknown" or name in mutates_args:
            kind = kind.replace("Tensor", f"Tensor({chr(ord('a') + number)}!)", 1)
        if parameter.kind is parameter.KEYWORD_ONLY and not star:
            star = True
            parts.append("*")
        has_default = parameter.default is not parameter.empty
        parts.append(f"{kind} {name}{f'={parameter.default!r}' * has_default}")
    returned = hints.get("return", inspect.Parameter.empty)
    result = "()" if returned in (None, type(None)) else _written(returned, "return")
    return f"{op_name or ''}({', '.join(parts)}) -> {result}"


def _no_class(cls: type) -> None:
    """Classes of the user are no types of operators."""
    del cls


def _written(annotation: Any, name: str) -> str:
    found = type_from_python(annotation, _no_class)
    if found is None:
        text = f"infer_schema(func): Parameter {name} has unsupported type {annotation}"
        raise ValueError(text)
    return (
        f"({', '.join(map(schema_type, found.elems))})"
        if isinstance(found, TupleType)
        else schema_type(found)
    )


def custom_op(
    name: str,
    fn: Callable[..., Any] | None = None,
    /,
    *,
    mutates_args: str | Iterable[str] = (),
    device_types: Any = None,
    schema: str | None = None,
    tags: Any = None,
) -> Any:
    """Makes a Python function the operator `space::name` too; the function itself stays as it is.

    One whose annotations do not say a schema is no operator. It takes the place of an earlier one
    of the name; error MJ9050: that is not of this kind.
    """
    del tags
    space, _, short = name.partition("::")

    def wrap(function: Callable[..., Any]) -> Any:
        try:
            text = schema or infer_schema(function, mutates_args=mutates_args)
        except ValueError:
            return _absent.decorated(function)
        made = users.define(short + text, space, anew=name in _custom)
        _custom.add(name)
        if device_types is None or "cpu" in device_types:
            _implement(made, function)
        return _absent.decorated(function)

    return wrap if fn is None else wrap(fn)


_absent.extend(__name__)

__all__ = ["Library", "custom_op", "define", "impl", "infer_schema"]
