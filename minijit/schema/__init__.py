"""Operators as `FunctionSchema` objects, and the choice among the overloads of one kind.

In: the generated table of grammar/ops.schema and static types. Out: schemas and matches.
Must not know tensors or any other run-time value.
"""

from minijit.schema.function_schema import (
    Argument,
    FunctionSchema,
    all_schemas,
    find_schema,
    kinds,
    proper_kind,
    schemas,
)
from minijit.schema.matching import (
    Actual,
    Match,
    Mismatch,
    implicit_conversion,
    inferred_hint,
    is_inferred,
    match_types,
    resolve,
)
from minijit.schema.nodefault import NODEFAULT

__all__ = [
    "NODEFAULT",
    "Actual",
    "Argument",
    "FunctionSchema",
    "Match",
    "Mismatch",
    "all_schemas",
    "find_schema",
    "implicit_conversion",
    "inferred_hint",
    "is_inferred",
    "kinds",
    "match_types",
    "proper_kind",
    "resolve",
    "schemas",
]
