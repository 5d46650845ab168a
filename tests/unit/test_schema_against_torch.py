"""ops.schema says what PyTorch's own registry says, and in its order."""

import pytest

from minijit.schema import kinds, schemas
from minijit.schema.table import ALIASES

torch = pytest.importorskip("torch")


# What PyTorch has without a schema, and what only definitions of operators use.
NOT_THEIRS = ("prim::tolist", "prim::write_result", "prim::weighted_sum")


# What other libraries register, and what PyTorch has in some builds only.
ELSEWHERE = ("torchvision::", "prepacked::")


def theirs(kind):
    return torch._C._jit_get_schemas_for_operator(kind)


# PyTorch reads one number as a dtype here, since it is no list; for us it might be a list of one.
DTYPE_FIRST = {"aten::view_copy"}


def test_overloads_stand_in_pytorchs_order():
    for kind in kinds():
        if kind.startswith(ELSEWHERE) or kind in (*NOT_THEIRS, *DTYPE_FIRST):
            continue
        ours = [s.overload for s in schemas(kind)]
        order = [s.overload_name for s in theirs(kind) if s.overload_name in ours]
        assert order == ours, kind


def test_arguments_and_results_are_pytorchs():
    for kind in kinds():
        if kind.startswith(ELSEWHERE) or kind in NOT_THEIRS:
            continue
        known = {s.overload_name: s for s in theirs(kind)}
        for schema in schemas(kind):
            other = known[schema.overload]
            if "(...)" in str(other) and not schema.vararg:  # what it takes is not said there
                continue
            wanted = [(a.name, str(a.type), a.kwarg_only) for a in other.arguments]
            assert [(a.name, str(a.type), a.kwarg_only) for a in schema.arguments] == wanted
            for a, b in zip(schema.arguments, other.arguments, strict=True):
                assert a.has_default == b.has_default_value(), (schema.qualified, a.name)
                if a.has_default:
                    assert str(a.default) == str(b.default_value), (schema.qualified, a.name)
            # To programs a scheme of quantization is its number.
            returns = [str(r.type).replace("QScheme", "int") for r in other.returns]
            assert [str(r) for r in schema.returns] == returns


def test_other_names_take_what_pytorchs_take():
    """Every overload of another name is one of the operator's, but for names and marks of arguments."""

    def calls(kind):
        return {
            tuple((str(a.type), a.kwarg_only) for a in schema.arguments if a.name != "decimals")
            for schema in theirs(kind)
        }

    for alias, kind in ALIASES.items():
        assert theirs(alias), alias
        unlike = calls(alias) - calls(kind)
        # Its dtype is a keyword there alone.
        assert not unlike or alias == "aten::special_log_softmax", (alias, unlike)
