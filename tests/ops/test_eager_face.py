"""`import minijit as torch`: functions, methods, operators, indexing and their error messages are PyTorch's."""

from importlib.util import find_spec

import pytest

import minijit
from tests.ops import record
from tests.ops.expressions import EXPRESSIONS, MISTAKES, complaint, shown

RECORDED = record.read_expressions()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_prints_what_pytorch_prints(expression):
    assert shown(expression, minijit) == RECORDED["expressions"][expression]


@pytest.mark.parametrize("statement", MISTAKES)
def test_a_mistake_gets_pytorchs_message(statement):
    wanted_class, wanted_line = RECORDED["mistakes"][statement]
    classes, line = complaint(statement, minijit)
    assert wanted_class in classes
    assert wanted_line in line


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
def test_the_recorded_texts_are_pytorchs():
    import torch

    for expression in EXPRESSIONS:
        assert shown(expression, torch) == RECORDED["expressions"][expression]
    for statement in MISTAKES:
        classes, line = complaint(statement, torch)
        assert [classes[0], line] == RECORDED["mistakes"][statement]
