"""Declaring and defining functions from their AST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minijit.diagnostics import Diagnostic, Error, error, raise_all
from minijit.frontend import emit_stmt
from minijit.frontend.annotations import dotted_name, list_size, parse_type
from minijit.frontend.emitter import Emitter, Resolver
from minijit.frontend.scope import Frame, Named, is_consequence
from minijit.ir import CompilationUnit, ConstantRef, EnumValue, Function, FunctionArgument, Value
from minijit.schema.nodefault import NODEFAULT
from minijit.syntax import ast, deep_recursion
from minijit.tensor import device
from minijit.types import (
    BOOL,
    COMPLEX,
    DEVICE,
    FLOAT,
    INT,
    NONE,
    TENSOR,
    ClassType,
    ListType,
    OptionalType,
    TupleType,
    Type,
    infer_type,
    is_subtype,
)


def declare(
    unit: CompilationUnit,
    resolver: Resolver,
    definition: ast.Def,
    name: str,
    owner: Type | None = None,
) -> tuple[Function, Type | None]:
    """A function with its arguments, and its declared return type.

    Arguments without annotation are tensors. `owner` is the type of the first argument of a method.
    """
    if owner is not None and not definition.parameters:
        raise error("MJ2068", definition.range, kind="Method", name=definition.name, type=owner,
                    detail="has no parameter: methods must have a self argument")  # fmt: skip
    arguments = []
    wrong: list[Diagnostic] = []

    def typed(annotation: ast.Expr) -> Type:
        try:
            return parse_type(resolver, annotation)
        except Error as found:
            wrong.extend((found.diagnostic, *found.others))
            return TENSOR

    for index, parameter in enumerate(definition.parameters):
        kind: Type = TENSOR
        if owner is not None and index == 0:
            kind = owner
        elif parameter.annotation is not None:
            kind = typed(parameter.annotation)
        if wrong:
            continue
        default: Any = NODEFAULT
        if parameter.default is not None:
            default = constant_expression(unit, resolver, parameter.default, kind)
            if not default_fits(default, kind):
                raise error("MJ2097", parameter.default.range, type=kind, name=parameter.name,
                            hint="")  # fmt: skip
        size = 0 if parameter.annotation is None else list_size(parameter.annotation)
        arguments.append(
            FunctionArgument(
                parameter.name,
                kind,
                default,
                parameter.kwarg_only,
                size,
                inferred=parameter.annotation is None,
            )
        )
    returns = None
    if definition.returns is not None:
        returns = typed(definition.returns)
    raise_all(wrong)
    function = Function(name, arguments, returns or NONE, unit, is_method=owner is not None)
    return function, returns


def define(
    unit: CompilationUnit,
    resolver: Resolver,
    definition: ast.Def,
    function: Function,
    declared: Type | None,
    self_value: Callable[[Value], Named] | None = None,
    initializing: ClassType | None = None,
) -> None:
    """Emits the body of a declared function.

    `self_value` gives what the first argument stands for; `initializing` is the class whose fields
    the body defines.
    """
    frame = Frame(function.graph.block)
    emit_stmt.start(function, frame)
    if self_value is not None:
        frame.bind(function.arguments[0].name, self_value(function.graph.inputs[0]))
    emitter = Emitter(unit, resolver, function, frame, declared, initializing)
    try:
        with deep_recursion():
            emit_stmt.emit_function_body(emitter, definition.body, definition.range)
    except Error as found:
        if emitter.errors and is_consequence(found.diagnostic):
            raise_all(emitter.errors)
        if found.diagnostic not in emitter.errors:
            raise_all([*emitter.errors, found.diagnostic, *found.others])
        raise


def constant_expression(
    unit: CompilationUnit, resolver: Resolver, expr: ast.Expr, wanted: Type | None
) -> Any:
    """The value of a default or of a class constant, as a Python value. Error MJ2034."""
    value = _evaluate(unit, resolver, expr)
    return coerce(value, wanted)


_NUMBERS: dict[Type | None, Callable[[Any], Any]] = {
    BOOL: bool, INT: int, FLOAT: float, COMPLEX: complex,
}  # fmt: skip


def coerce(value: Any, wanted: Type | None) -> Any:
    """A literal as its declared type wants it: an int as a float, a tuple as a list, and so on."""
    plain = wanted.elem if isinstance(wanted, OptionalType) else wanted
    if isinstance(value, int | float) and plain in _NUMBERS:
        convert = _NUMBERS[plain]
        return convert(value) if isinstance(value, int) or convert is complex else value
    if isinstance(value, str) and plain == DEVICE:
        return device(value)
    if isinstance(plain, ListType) and isinstance(value, list | tuple):
        return [coerce(v, plain.elem) for v in value]
    if isinstance(plain, TupleType) and isinstance(value, tuple | list):
        return tuple(coerce(v, t) for v, t in zip(value, plain.elems, strict=False))
    return value


def default_fits(value: Any, kind: Type) -> bool:
    """Whether a default, coerced, may stand for an argument; None does for a Tensor."""
    found = infer_type(value)
    if found is None or value in ([], {}) or (value is None and kind == TENSOR):
        return True
    return is_subtype(found, kind)


def _evaluate(unit: CompilationUnit, resolver: Resolver, expr: ast.Expr) -> Any:
    match expr:
        case ast.Int() | ast.Float() | ast.String():
            return expr.value
        case ast.Imaginary():
            return complex(0.0, expr.value)
        case ast.TrueLiteral():
            return True
        case ast.FalseLiteral():
            return False
        case ast.NoneLiteral():
            return None
        case ast.Unary(operator="-"):
            return -_evaluate(unit, resolver, expr.operand)
        case ast.Binary(operator="+"):
            return _evaluate(unit, resolver, expr.left) + _evaluate(unit, resolver, expr.right)
        case ast.Binary(operator="-"):
            return _evaluate(unit, resolver, expr.left) - _evaluate(unit, resolver, expr.right)
        case ast.Tuple():
            return tuple(_evaluate(unit, resolver, item) for item in expr.items)
        case ast.List():
            return [_evaluate(unit, resolver, item) for item in expr.items]
        case ast.Dict():
            pairs = zip(expr.keys, expr.values, strict=True)
            if None not in expr.keys:
                return {
                    _evaluate(unit, resolver, k): _evaluate(unit, resolver, v)
                    for k, v in pairs
                    if k
                }
        case ast.Name(text="inf" | "nan"):
            return float(expr.text)
        case ast.Name(text="infj" | "nanj"):
            return complex(0.0, float(expr.text[:-1]))
        case ast.Call():
            name = dotted_name(expr.callee)
            if name == "annotate" and len(expr.args) == 2:
                return constant_expression(
                    unit, resolver, expr.args[1], parse_type(resolver, expr.args[0])
                )
            if name == "torch.device":
                return device(*(_evaluate(unit, resolver, a) for a in expr.args))
    return _named_constant(unit, resolver, expr)


def _named_constant(unit: CompilationUnit, resolver: Resolver, expr: ast.Expr) -> Any:
    name = dotted_name(expr) or ""
    if name.startswith("CONSTANTS."):
        return constant_ref(unit, name.partition(".")[2], expr)
    if "." in name:
        owner, _, member = name.rpartition(".")
        found = resolver.resolve_type(owner, expr.range)
        if isinstance(found, ClassType) and found.kind == "enum" and member in found.constants:
            return EnumValue(found, member, found.constants[member].value)
    raise error("MJ2034", expr.range, what=f"'{expr.range.text}'")


def constant_ref(unit: CompilationUnit, name: str, expr: ast.Expr) -> ConstantRef:
    """`CONSTANTS.c<n>`. Error MJ2039: there is no such element."""
    digits = name[1:]
    if not digits.isdigit() or int(digits) >= len(unit.constants):
        raise error("MJ2039", expr.range, name=name)
    kind = infer_type(unit.constants[int(digits)])
    if kind is None:
        raise error("MJ2039", expr.range, name=name)
    return ConstantRef(int(digits), kind)
