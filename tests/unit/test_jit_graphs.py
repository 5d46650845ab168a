"""Graphs under PyTorch's names, as converters read them."""

import re

import pytest

import minijit as torch
from minijit import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(2, 2)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x, count: int):
        for i in range(count):
            x = self.linear(x) + i
        if count > 3:
            x = x * 2
        return self.dropout(x)


@pytest.fixture(params=["native", "reference"])
def script(request):
    def compiled(module):
        return torch.jit.script(module, engine=request.param)

    return compiled


def test_names_of_values_are_the_program_s_and_unique(script):
    graph = script(Net()).graph
    values = [*graph.inputs(), *(v for n in graph.nodes() for v in n.outputs())]
    names = [value.debugName() for value in values]
    assert names[:3] == ["self.1", "x.1", "count.1"]
    assert len({*names}) == len(names)
    assert re.search(r"%x\.\d+ : Tensor = prim::Loop\(%count\.1, %\d+, %x\.1\)", str(graph))


def test_a_graph_prints_the_places_in_the_user_s_file(script):
    graph = script(Net()).graph
    line = r"aten::gt\.int\(%count\.1, %\d+\) # .*test_jit_graphs\.py:\d+:11"
    assert re.search(line, repr(graph))
    with torch.jit._hide_source_ranges():
        assert "#" not in str(graph)
        assert re.search(line, graph.str(print_source_ranges=True))
    assert "#" in str(graph) and "#" not in graph.str(False)


def test_uses_say_who_reads_a_value_and_in_which_order():
    @torch.jit.script
    def choose(x, first: bool):
        if first:
            y = x + 3
        else:
            y = x - 3
        return x, y

    x = next(choose.graph.inputs())
    kinds = {use.user.kind(): use for use in x.uses()}
    add, sub, made = (kinds[k] for k in ("aten::add", "aten::sub", "prim::TupleConstruct"))
    assert made.isAfter(sub) and sub.isAfter(add) and not add.isAfter(sub)
    assert (add.offset, made.offset) == (0, 0)
    assert x.node().kind() == "prim::Param" == choose.graph.param_node().kind()
    assert x.node().outputsSize() == 2 and choose.graph.return_node().inputsSize() == 1
    (returned,) = choose.graph.outputs()
    assert [use.user.kind() for use in returned.uses()] == ["prim::Return"]
    inner = add.user.owningBlock().owningNode()
    assert inner.kind() == "prim::If" and len(inner.findAllNodes("aten::sub")) == 1
    assert inner.findNode("aten::mul") is None


def test_the_nodes_at_the_ends_of_blocks_are_the_same_each_time(script):
    made = script(Net())
    graph, again = made.graph, made.graph
    start, end = graph.param_node(), graph.return_node()
    assert start == again.param_node() and hash(start) == hash(again.param_node())
    assert end == graph.return_node() != start
    assert [v.node() == start for v in graph.inputs()] == [True] * 3
    (returned,) = graph.outputs()
    assert [use.user == end for use in returned.uses()] == [True]
    inner = next(graph.findNode("prim::Loop").blocks())
    assert inner.param_node() != start and next(inner.inputs()).node() == inner.param_node()
    assert len({start, end, inner.param_node(), again.param_node()}) == 3
    assert start != graph.findNode("prim::Loop")


def test_names_that_were_read_stay(script):
    graph = script(Net().eval()).graph
    before = {value: value.debugName() for n in graph.nodes() for value in n.outputs()}
    graph.inline()
    graph.remove_dead_code()
    after = {value: value.debugName() for n in graph.nodes() for value in n.outputs()}
    kept = before.keys() & after.keys()
    assert kept and all(before[value] == after[value] for value in kept)
    assert len({*after.values()}) == len(after) > len(kept)


def test_uses_of_two_graphs_have_no_order(script):
    one, other = (next(script(Net()).graph.inputs()).uses()[0] for _ in range(2))
    assert not one.isAfter(one)
    with pytest.raises(ValueError, match="uses of one graph"):
        one.isAfter(other)


def test_calls_are_inlined_into_a_method_s_graph(script):
    made = script(Net().eval())
    x = torch.ones(1, 2)
    before = made(x, 4)
    assert made.graph.findNode("prim::CallMethod") is not None
    torch._C._jit_pass_inline(made.graph)
    torch._C._jit_pass_lint(made.graph)
    assert made.graph.findNode("prim::CallMethod") is None
    assert made.graph.findNode("aten::linear") is not None
    torch._C._jit_pass_dce(made.graph)
    assert "torch.linear(" in made.code
    assert torch.equal(made(x, 4), before)
    text = torch._C._jit_pass_canonicalize(made.graph).str(False)
    assert text == made.graph.str(False)


def test_constants_of_frozen_modules_are_read_as_tensors(script):
    module = Net().eval()
    frozen = torch.jit.freeze(script(module))
    constants = [n for n in frozen.graph.findAllNodes("prim::Constant") if n.kindOf("value") == "t"]
    assert {tuple(n.t("value").shape) for n in constants} == {(2, 2), (2,)}
    assert torch.equal(constants[0].output().toIValue(), module.linear.weight)
    assert "prim::Constant[value=<Tensor>]" in str(frozen.graph)
    assert frozen.graph.findNode("aten::linear").output().toIValue() is None


def test_modules_are_frozen_in_training_mode_too(script):
    made = script(Net())
    frozen = torch._C._freeze_module(made._c)
    assert frozen.linear.hasattr("weight") and frozen.linear.hasattr("bias")
    assert frozen.dropout.hasattr("training") and not frozen.hasattr("training")
    with pytest.raises(AttributeError, match="does not have a field with name 'state_dict'"):
        frozen.state_dict()
    kept = torch._C._freeze_module(script(Net().eval())._c, preserveParameters=True)
    assert kept.linear.hasattr("weight") and not kept.hasattr("dropout")
    bare = torch._C._freeze_module(script(Net().eval())._c)
    assert not bare.hasattr("linear")
    made = script(Net().eval())
    before = made(torch.ones(1, 2), 2)
    made._c = torch._C._freeze_module(made._c)
    assert torch.equal(made(torch.ones(1, 2), 2), before) and not list(made.parameters())
    module = torch.jit._recursive.wrap_cpp_module(kept)
    assert module(torch.ones(1, 2), 2).shape == (1, 2)


def test_a_node_of_no_constant_has_its_attributes(script):
    graph = script(Net()).graph
    node = graph.findNode("prim::GetAttr")
    assert node.attributeNames() == ["name"] and node.kindOf("name") == "s"
    assert node.hasAttribute("name") and not node.hasAttribute("value")
    assert node == graph.findNode("prim::GetAttr") and graph != graph.copy()
