"""The static types of programs.

In: spellings (of archives, of ops.schema) and Python values. Out: types, and the relations between
them (subtyping, unification). Must not know: tensors, graphs, source text.
"""

from minijit.types.relations import infer_type, is_subtype, unify
from minijit.types.spelling import parse_schema_type
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
    SimpleType,
    TupleType,
    Type,
    TypeVar,
    UnionType,
    contract_class,
    optional,
    union,
)

__all__ = [
    "ANY",
    "BOOL",
    "COMPLEX",
    "CONTRACT_CLASSES",
    "DEVICE",
    "FLOAT",
    "GENERATOR",
    "INT",
    "NONE",
    "NUMBER",
    "STR",
    "TENSOR",
    "ClassType",
    "Constant",
    "DictType",
    "FutureType",
    "ListType",
    "OptionalType",
    "SimpleType",
    "TupleType",
    "Type",
    "TypeVar",
    "UnionType",
    "contract_class",
    "infer_type",
    "is_subtype",
    "optional",
    "parse_schema_type",
    "unify",
    "union",
]
