"""Spelling, subtyping, unification, inference."""

import pytest

import minijit
from minijit import _C
from minijit.types import (
    ANY, BOOL, FLOAT, INT, NONE, NUMBER, STR, TENSOR, ClassType, DictType, ListType, OptionalType,
    TupleType, TypeVar, UnionType, infer_type, is_subtype, optional, parse_schema_type, unify, union,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tensor", "Tensor"), ("Scalar", "number"), ("int[2]", "List[int]"), ("Tensor?[]", "List[Optional[Tensor]]"),
        ("int[1]?", "Optional[List[int]]"), ("Dict(str, t)", "Dict[str, t]"), ("(Tensor, Tensor)", "Tuple[Tensor, Tensor]"),
        ("(str, t)[]", "List[Tuple[str, t]]"), ("ScalarType?", "Optional[int]"),
    ],
)  # fmt: skip
def test_schema_types(text, shown):
    assert str(parse_schema_type(text)) == shown


@pytest.mark.parametrize("text", ["int]", "", "a b"])
def test_bad_schema_types(text):
    with pytest.raises((ValueError, IndexError)):
        parse_schema_type(text)


def test_spelling_is_the_archives():
    point = TupleType((INT, TENSOR), "__torch__.Pt", ("x", "y"))
    assert str(TupleType(())) == "Tuple[()]"
    assert str(DictType(STR, ListType(optional(INT)))) == "Dict[str, List[Optional[int]]]"
    assert str(point) == "__torch__.Pt"
    assert str(union((STR, INT, ListType(INT)))) == "Union[List[int], int, str]"


def test_subtyping():
    assert is_subtype(INT, NUMBER) and is_subtype(FLOAT, NUMBER) and not is_subtype(NUMBER, INT)
    assert not is_subtype(BOOL, INT) and not is_subtype(INT, FLOAT)
    assert is_subtype(INT, optional(INT)) and is_subtype(NONE, optional(TENSOR))
    assert not is_subtype(optional(INT), INT)
    assert not is_subtype(ListType(INT), ListType(optional(INT)))
    assert is_subtype(TupleType((INT, NONE)), TupleType((NUMBER, optional(STR))))
    assert is_subtype(TupleType((INT,), "P", ("a",)), TupleType((INT,)))
    assert not is_subtype(TupleType((INT,)), TupleType((INT,), "P", ("a",)))
    assert is_subtype(optional(INT), union((INT, NONE, STR))) and is_subtype(STR, ANY)
    a, b = ClassType("__torch__.A"), ClassType("__torch__.A")
    assert is_subtype(a, a) and not is_subtype(a, b)


def test_unify():
    assert unify(INT, NONE) == OptionalType(INT) == unify(NONE, INT)
    assert unify(INT, FLOAT) is None and unify(optional(INT), INT) == optional(INT)
    assert unify(TupleType((INT, NONE)), TupleType((INT, STR))) == TupleType((INT, optional(STR)))
    assert unify(ListType(INT), ListType(FLOAT)) is None


def test_optional_and_union_are_flat():
    assert optional(optional(INT)) == optional(INT) and optional(NONE) == NONE
    assert union((INT, NONE)) == optional(INT) and union((INT, INT)) == INT
    assert str(union((NONE, STR, FLOAT, TENSOR))) == "Union[Tensor, float, NoneType, str]"
    pair = TupleType((INT, INT))
    wider = TupleType((optional(INT), INT))
    assert union((pair, wider)) == wider
    assert isinstance(union((INT, STR, NONE)), UnionType)


def test_infer():
    assert infer_type(True) == BOOL and infer_type(1) == INT and infer_type(None) == NONE
    assert infer_type([1, None]) == ListType(optional(INT)) and infer_type([]) == ListType(TENSOR)
    assert infer_type([1, "a"]) is None and infer_type({}) == DictType(STR, TENSOR)
    assert infer_type(minijit.tensor([1])) == TENSOR and infer_type(minijit.float32) == INT
    assert infer_type(object()) is None
    assert TypeVar("t") == TypeVar("t")


def test_names_of_the_types_of_graphs():
    kind = TupleType((TENSOR, DictType(STR, ListType(INT)), union((INT, STR, NONE))))
    first, second, third = kind.elements()
    assert (kind.kind(), first.kind(), second.kind()) == ("TupleType", "TensorType", "DictType")
    assert second.getKeyType().kind() == "StringType"
    assert second.getValueType().getElementType().kind() == "IntType"
    assert [t.kind() for t in second.containedTypes()] == ["StringType", "ListType"]
    assert {t.kind() for t in third.containedTypes()} == {"IntType", "StringType", "NoneType"}
    assert _C.ListType(first).getElementType() is first
    with pytest.raises(RuntimeError, match="Can not create ListType with None type") as caught:
        _C.ListType(None)
    assert caught.value.id == "MJ9036"
