"""Graphs: text, uses, copies, the verifier; literals."""

import pytest

import minijit
from minijit.diagnostics import Error
from minijit.ir import Graph, format_constant, format_float, print_graph, verify
from minijit.schema import find_schema
from minijit.types import BOOL, INT, NONE, TENSOR, ListType


def sample():
    graph = Graph()
    x = graph.block.add_input(TENSOR, "x")
    flag = graph.block.add_input(BOOL, "flag")
    three = graph.block.emit("prim::Constant", [], [INT], {"value": 3}).output
    branch = graph.block.emit("prim::If", [flag])
    true = branch.add_block()
    one = true.emit("prim::Constant", [], [INT], {"value": 1}).output
    added = true.emit(
        "aten::add", [x, three, one], [TENSOR], schema=find_schema("aten::add.Scalar")
    )
    true.add_output(added.output)
    branch.add_block().add_output(x)
    graph.block.emit("prim::Print", [three], [])
    graph.block.add_output(branch.add_output(TENSOR))
    return graph


TEXT = """graph(%0 : Tensor, %1 : bool):
  %2 : int = prim::Constant[value=3]()
  %3 : Tensor = prim::If(%1)
    block0():
      %4 : int = prim::Constant[value=1]()
      %5 : Tensor = aten::add.Scalar(%0, %2, %4)
      -> (%5)
    block1():
      -> (%0)
  prim::Print(%2)
  return (%3)
"""


def test_text_and_copy():
    graph = sample()
    verify(graph)
    assert print_graph(graph) == TEXT
    copy = graph.copy()
    verify(copy)
    assert str(copy) == TEXT and copy.inputs[0] is not graph.inputs[0]


def test_replacing_and_destroying_keeps_uses():
    graph = sample()
    x, three = graph.inputs[0], graph.nodes[0].output
    other = graph.block.insert(0, type(graph.nodes[0])("prim::Constant", [], [INT], {"value": 9}))
    three.replace_by(other.output)
    assert not three.uses and len(other.output.uses) == 2
    verify(graph)
    branch = next(n for n in graph.nodes if n.kind == "prim::If")
    branch.output.replace_by(x)
    branch.destroy()
    verify(graph)
    assert len(other.output.uses) == 1 and len(x.uses) == 1


def broken(change):
    graph = sample()
    change(graph)
    with pytest.raises(Error) as info:
        verify(graph)
    assert info.value.id == "MJ9001"


def test_verifier_finds_what_is_broken():
    broken(lambda g: g.nodes.reverse())
    broken(lambda g: g.nodes[0].output.uses.clear())
    broken(lambda g: g.nodes[1].blocks[0].remove_output(0))
    broken(lambda g: g.nodes[1].set_input(0, g.inputs[0]))
    broken(lambda g: g.nodes[1].blocks[0].nodes[-1].remove_input(2))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2."), (-0.0, "-0."), (0.1, "0.10000000000000001"), (1e20, "1e+20"), (1e10, "10000000000."),
        (float("inf"), "inf"), (float("-inf"), "-inf"), (float("nan"), "nan"), (123456789012.0, "123456789012."),
    ],
)  # fmt: skip
def test_floats_read_back_as_floats(value, text):
    assert format_float(value) == text


def test_constants():
    text = format_constant(
        ["a\"\\\n\r\x01'é", None, True, -3, (1,), {"k": [2.0]}, ListType(INT), NONE]
    )
    assert (
        text
        == r"""["a\"\\\n\015\001\'é", None, True, -3, (1,), {"k": [2.]}, List[int], NoneType]"""
    )
    assert format_constant(minijit.device("cuda:1")) == 'torch.device("cuda:1")'
