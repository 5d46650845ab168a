"""Which overload static types choose."""

import pytest

from minijit.schema import find_schema, resolve, schemas
from minijit.types import (
    BOOL,
    DEVICE,
    FLOAT,
    INT,
    NONE,
    STR,
    TENSOR,
    DictType,
    ListType,
    OptionalType,
    TupleType,
)

INTS = ListType(INT)


def chosen(kind, *types, **keywords):
    return resolve(kind, types, keywords)


@pytest.mark.parametrize(
    ("kind", "types", "overload"),
    [
        ("aten::add", (TENSOR, TENSOR), "Tensor"),
        ("aten::add", (TENSOR, INT), "Scalar"),
        ("aten::add", (INT, FLOAT), "int_float"),
        ("aten::add", (INTS, INTS), "t"),
        ("aten::add", (STR, STR), "str"),
        ("aten::max", (TENSOR, INT), "dim"),
        ("aten::max", (TENSOR, TENSOR), "other"),
        ("aten::max", (TENSOR,), ""),
        ("aten::index", (TENSOR, ListType(OptionalType(TENSOR))), "Tensor"),
        ("aten::index", (INTS, INT), "list_int"),
        ("aten::to", (TENSOR, INT), "dtype"),
        ("aten::to", (TENSOR, TENSOR), "other"),
        ("aten::to", (TENSOR, DEVICE), "prim_Device"),
        ("aten::pow", (INT, TENSOR), "Scalar"),
        ("aten::len", (ListType(STR),), "t"),
        ("aten::sum", (TENSOR, INTS), "dim_IntList"),
        ("aten::sum", (INTS,), "int"),
        ("aten::__getitem__", (DictType(STR, TENSOR), STR), "Dict_str"),
    ],
)
def test_overload(kind, types, overload):
    assert chosen(kind, *types).schema.overload == overload


def test_exact_overloads_come_before_conversions():
    """select.int would take the Tensor as an int only in the second round."""
    match = chosen("aten::select", TENSOR, TENSOR, INT)
    assert match.actuals[1].conversion == "aten::IntImplicit"
    assert [a.conversion for a in chosen("aten::select", TENSOR, INT, INT).actuals] == ["", "", ""]


def test_one_int_is_repeated_for_a_sized_list():
    match = chosen("aten::conv2d", TENSOR, TENSOR, NONE, INT, TupleType((INT, INT)))
    assert [a.conversion for a in match.actuals[2:5]] == ["", "repeat", "unpack"]


def test_trailing_ints_are_gathered_into_the_last_list():
    match = chosen("aten::view", TENSOR, INT, INT)
    assert match.actuals[1].source == (1, 2)


def test_type_variables_are_bound():
    match = chosen("aten::items", DictType(STR, INTS))
    assert [str(t) for t in match.returns] == ["List[Tuple[str, List[int]]]"]


def test_varargs_are_left_over():
    assert chosen("aten::format", STR, INT, TENSOR).extra == (1, 2)


def test_an_empty_list_takes_the_bound_type():
    match = resolve("aten::add", (INTS, ListType(TENSOR)), {}, empty_lists={1})
    assert match.schema.overload == "t"
    assert match.actuals[1].conversion == "empty"
    assert str(match.actuals[1].type) == "List[int]"
    match = resolve("aten::append", (ListType(INTS), ListType(TENSOR)), {}, empty_lists={1})
    assert str(match.actuals[1].type) == "List[int]"


def test_keyword_only_arguments_are_not_positional():
    with pytest.raises(RuntimeError, match="Expected at most 1 arguments but found 3"):
        chosen("aten::gelu", TENSOR, STR, STR)


def test_nothing_fits():
    with pytest.raises(RuntimeError, match="Expected a value of type 'Tensor' for argument 'self'"):
        chosen("aten::relu", STR)
    with pytest.raises(RuntimeError, match="Unknown builtin op: aten::nope"):
        chosen("aten::nope", TENSOR)


def test_old_versions_have_their_own_lines():
    assert find_schema("aten::div.Tensor").upgrade is None
    assert find_schema("aten::div.Tensor", 3).upgrade == "div_Tensor_1_3"
    old = [s for s in schemas("aten::gelu", 9) if not s.overload]
    assert [len(s.arguments) for s in old] == [1]


def test_schema_text():
    text = "aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor"
    assert str(find_schema("aten::add_.Tensor")) == text
    assert BOOL != INT
