"""Type expressions to types."""

from __future__ import annotations

import re

from minijit.diagnostics import Error, Source, error
from minijit.diagnostics.ways import way_of_type
from minijit.frontend.emitter import Resolver
from minijit.syntax import ast, parse_expression
from minijit.syntax.parser import move
from minijit.types import (
    ANY,
    BOOL,
    COMPLEX,
    DEVICE,
    FLOAT,
    GENERATOR,
    INT,
    KEYS,
    NONE,
    NUMBER,
    STR,
    TENSOR,
    DictType,
    ListType,
    SetType,
    TupleType,
    Type,
    optional,
    union,
)

SIMPLE: dict[str, Type] = {
    "Tensor": TENSOR,
    "torch.Tensor": TENSOR,
    "int": INT,
    "float": FLOAT,
    "bool": BOOL,
    "str": STR,
    "complex": COMPLEX,
    "number": NUMBER,
    "None": NONE,
    "NoneType": NONE,
    "Device": DEVICE,
    "Any": ANY,
    "Generator": GENERATOR,
}
GENERIC = ("Optional", "List", "Dict", "Tuple", "Union", "Future", "Final", "Set")


# Names of torch.nn.common_types, which mean a list that one number may stand for.
_SIZES = re.compile(r"_(size|ratio)_(\d)_t")
_SPELLINGS = {
    "list": "List", "dict": "Dict", "tuple": "Tuple", "set": "Set", "frozenset": "Set",
    "FrozenSet": "Set", "Await": "Future", "_Await": "Future",
}  # fmt: skip


BARE = {
    name: ("a contained type", f"a contained type, e.g. {name}[int]")
    for name in ("List", "Tuple", "Optional", "Future")
} | {"Dict": ("contained types", "contained type, e.g. Dict[int, int]")}


def dotted_name(expr: ast.Expr) -> str | None:
    """`a.b.c` of names and attributes, else None."""
    if isinstance(expr, ast.Name):
        return expr.text
    if isinstance(expr, ast.Attribute):
        base = dotted_name(expr.base)
        return None if base is None else f"{base}.{expr.name}"
    return None


def parse_type(resolver: Resolver, expr: ast.Expr, within: bool = False) -> Type:
    """The type an annotation means; `within`: it is a part of another.

    Errors: MJ2006, MJ2092 unknown name, MJ2007 not a type.
    """
    if isinstance(expr, ast.NoneLiteral):
        return NONE
    if isinstance(expr, ast.String) and not resolver.allow_missing:
        inner = parse_expression(Source(expr.range.source.name, expr.value.strip()))
        return parse_type(resolver, move(inner, expr.range), within)
    if isinstance(expr, ast.Binary) and expr.operator == "|":
        return union(
            (parse_type(resolver, expr.left, True), parse_type(resolver, expr.right, True))
        )
    if isinstance(expr, ast.Subscript):
        return _generic(resolver, expr)
    name = dotted_name(expr)
    if name is None:
        raise no_type(expr, *_no_type_form(expr))
    if name in SIMPLE:
        return SIMPLE[name]
    sizes = None if resolver.allow_missing else _SIZES.fullmatch(name.rpartition(".")[2])
    if sizes is not None:
        return ListType(INT if sizes.group(1) == "size" else FLOAT)
    if name.rpartition(".")[2] == "_Await" and not resolver.allow_missing:
        return ANY  # of whatever it is: what is awaited has run already
    if generic_name(expr) in BARE and not resolver.allow_missing:
        missing, added = BARE[generic_name(expr)]
        shown = generic_name(expr)
        raise error("MJ2071", expr.range, name=shown, missing=missing, added=added)
    found = resolver.resolve_type(name, expr.range, within)
    if found is None:
        raise error("MJ2006", expr.range, name=name, hint=_way_of_name(resolver, name))
    return found


def generic_name(expr: ast.Expr) -> str:
    """`List` for `List`, `list`, `typing.List`; "" for what takes no parameters."""
    name = (dotted_name(expr) or "").rpartition(".")[2]
    name = _SPELLINGS.get(name, name)
    if re.fullmatch(r"BroadcastingList\d*", name):
        return "List"
    return name if name in GENERIC else ""


def list_size(expr: ast.Expr) -> int:
    """N of `BroadcastingListN[int]` and `_size_N_t`, also within Optional; 0 for all else."""
    if isinstance(expr, ast.Subscript):
        name = (dotted_name(expr.base) or "").rpartition(".")[2]
        if name.startswith("BroadcastingList"):
            size = name.removeprefix("BroadcastingList") or "0"
            if not size.isdigit():
                raise error("MJ2117", expr.range, name=name)
            return int(size)
        if generic_name(expr.base) == "Optional":
            return list_size(expr.index)
    sizes = _SIZES.fullmatch((dotted_name(expr) or "").rpartition(".")[2])
    if sizes is not None:
        return int(sizes.group(2))
    if isinstance(expr, ast.Binary):
        return max(list_size(expr.left), list_size(expr.right))
    return 0


def _generic(resolver: Resolver, expr: ast.Subscript) -> Type:
    name = generic_name(expr.base)
    items = expr.index.items if isinstance(expr.index, ast.Tuple) else [expr.index]
    if name == "Tuple":
        if len(items) == 1 and isinstance(items[0], ast.Tuple):
            if items[0].items:
                problem = "Tuple literal in Tuple type annotation must not have any elements"
                raise no_type(expr, problem)
            items = []
        return TupleType(tuple(parse_type(resolver, item, True) for item in items))
    if not name:
        if not resolver.allow_missing:
            list_size(expr)  # which knows what is wrong with `BroadcastingListx`
        base = dotted_name(expr.base)
        unknown = f"Unknown type constructor {base}"
        hint = "" if resolver.allow_missing else way_of_type(base)
        raise no_type(expr, unknown if base else "Subscripted type must be a type identifier", hint)
    parts = [parse_type(resolver, item, True) for item in items]
    if name == "Union" and parts:
        return union(tuple(parts))
    if name == "Dict" and len(parts) == 2:
        if not resolver.allow_missing and parts[0] not in KEYS:
            raise error("MJ2072", expr.range, type=parts[0])
        return DictType(parts[0], parts[1])
    if len(parts) == 1:
        if name in ("Optional", "Final"):
            return optional(parts[0]) if name == "Optional" else parts[0]
        if name == "Set" and not resolver.allow_missing:
            return SetType(parts[0], BOOL)
        if name == "List":
            return ListType(parts[0])
        if name == "Future":
            # `fork` runs what it is given at once.
            return parts[0]
    raise no_type(expr, f"{name} takes another number of types")


def _no_type_form(expr: ast.Expr) -> tuple[str, str]:
    """What is wrong with an expression that is no name, in PyTorch's words, and a way round."""
    if isinstance(expr, ast.Binary):
        return f"Expression of type {expr.operator} cannot be used in a type expression", ""
    if isinstance(expr, ast.Ellipsis):
        problem = "Expression of type dots cannot be used in a type expression"
        return problem, ": write the type of each element, or List[T] for any number of them"
    if isinstance(expr, ast.Tuple):
        problem = "Expression of type tuple-literal cannot be used in a type expression"
        return problem, ": write Tuple[...]"
    if isinstance(expr, ast.List):
        problem = "Expression of type list-literal cannot be used in a type expression"
        return problem, ": write List[...]"
    return "", ""


def _way_of_name(resolver: Resolver, name: str) -> str:
    """What to write for a name that nothing defines: it may be known elsewhere."""
    if resolver.allow_missing:
        return ""
    return way_of_type(name) or ": it is not defined where the function is; import or define it"


def no_type(expr: ast.Expr, problem: str, hint: str = "") -> Error:
    """Error MJ2007: something stands for a type that is none."""
    shown = f"'{expr.range.text}'"
    what = f"{problem}: {shown}" if problem else shown
    return error("MJ2007", expr.range, what=what, hint=hint)
