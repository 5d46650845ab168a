"""The static types of programs.

In: spellings (of archives, of ops.schema) and Python values. Out: types, and the relations between
them (subtyping, unification). Must not know: tensors, graphs, source text.
"""

from minijit import _absent
from minijit.types.relations import (
    KEYS,
    infer_type,
    interface_misfit,
    is_subtype,
    optional,
    unify,
    union,
)
from minijit.types.spelling import parse_schema_type, schema_type
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
    ClassType,
    Constant,
    DictType,
    FutureType,
    ListType,
    OptionalType,
    PlainType,
    SetType,
    SimpleType,
    TupleType,
    Type,
    TypeVar,
    UnionType,
    contract_class,
)

# What PyTorch's module of this name calls them; an annotation.
Number = int | float | bool

_absent.extend(__name__)

__all__ = [
    "ANY",
    "BOOL",
    "COMPLEX",
    "CONTRACT_CLASSES",
    "DEVICE",
    "FLOAT",
    "GENERATOR",
    "INT",
    "KEYS",
    "NONE",
    "NUMBER",
    "STR",
    "TENSOR",
    "ClassType",
    "Constant",
    "DictType",
    "FutureType",
    "ListType",
    "Number",
    "OptionalType",
    "PlainType",
    "SetType",
    "SimpleType",
    "TupleType",
    "Type",
    "TypeVar",
    "UnionType",
    "contract_class",
    "infer_type",
    "interface_misfit",
    "is_subtype",
    "optional",
    "parse_schema_type",
    "schema_type",
    "unify",
    "union",
]
