"""Reading types as ops.schema writes them."""

from __future__ import annotations

import re

from minijit.types.relations import optional
from minijit.types.type import (
    ANY,
    BOOL,
    COMPLEX,
    CONTRACT_CLASSES,
    DEVICE,
    FLOAT,
    GENERATOR,
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
    UnionType,
    contract_class,
)

_NAMES: dict[str, Type] = {
    "Tensor": TENSOR,
    "Scalar": NUMBER,
    "int": INT,
    "float": FLOAT,
    "bool": BOOL,
    "str": STR,
    "complex": COMPLEX,
    "Device": DEVICE,
    "Generator": GENERATOR,
    "Any": ANY,
    "None": NONE,
    "NoneType": NONE,
    "ScalarType": INT,
    "Layout": INT,
    "QScheme": INT,
    "MemoryFormat": INT,
    "number": NUMBER,
}
_TOKEN = re.compile(r"\s*(__torch__[.\w]+|\w+|\[\d*\]|[?(),])")


def parse_schema_type(text: str) -> Type:
    """The type of a schema spelling: `int[2]`, `Tensor?[]`, `Dict(str, t)`, `(Tensor, Tensor)`.

    A fixed list size is not part of the type. Raises ValueError for other text.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ValueError(f"not a schema type: {text!r}")
    found, rest = _parse(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"not a schema type: {text!r}")
    return found


def schema_type(type: Type, size: int = 0) -> str:
    """The schema spelling of a type, `parse_schema_type`'s inverse; `size` is a list's own."""
    match type:
        case OptionalType():
            return f"{schema_type(type.elem, size)}?"
        case ListType():
            return f"{schema_type(type.elem)}[{size or ''}]"
        case DictType():
            return f"Dict({schema_type(type.key)}, {schema_type(type.value)})"
        case TupleType() if type.name is None:
            return f"({', '.join(map(schema_type, type.elems))})"
        case UnionType():
            return f"Union({', '.join(map(schema_type, type.members))})"
    return "Scalar" if type == NUMBER else str(type)


def _parse(tokens: list[str], at: int) -> tuple[Type, int]:
    word = tokens[at]
    base: Type
    if word == "Dict" and tokens[at + 1 : at + 2] == ["("]:
        elems, at = _parse_items(tokens, at + 2)
        base = DictType(elems[0], elems[1])
    elif word == "(":
        elems, at = _parse_items(tokens, at + 1)
        base = elems[0] if len(elems) == 1 else TupleType(tuple(elems))
    else:
        if word.startswith(CONTRACT_CLASSES):
            base = contract_class(word)
        else:
            base = _NAMES[word] if word in _NAMES else TypeVar(word)
        at += 1
    while at < len(tokens) and (tokens[at] == "?" or tokens[at].startswith("[")):
        base = optional(base) if tokens[at] == "?" else ListType(base)
        at += 1
    return base, at


def _parse_items(tokens: list[str], at: int) -> tuple[list[Type], int]:
    items: list[Type] = []
    while tokens[at] != ")":
        item, at = _parse(tokens, at)
        items.append(item)
        if tokens[at] == ",":
            at += 1
    return items, at + 1
