"""`trace(..., _force_outplace=True)`: what changes its argument is recorded as what does not."""

import warnings

import pytest

import minijit as torch
from minijit import nn

ENGINES = pytest.mark.parametrize("engine", ["reference", "native"])


class AddsUp(nn.Module):
    def forward(self, first, *rest):
        for x in rest:
            first += x
        return first


def kinds(made):
    return [n.kind() for n in made.graph.nodes() if n.kind().startswith("aten::")]


@ENGINES
@pytest.mark.parametrize("outplace, kind", [(False, "aten::add_"), (True, "aten::add")])
def test_what_is_recorded(outplace, kind, engine):
    x = torch.ones(2)
    made = torch.jit.trace(AddsUp(), (x, x.clone()), _force_outplace=outplace, engine=engine)
    given = torch.ones(2)
    assert torch.equal(made(given, torch.ones(2)), torch.full((2,), 2.0)) and made.engine == engine
    assert torch.equal(given, torch.ones(2) if outplace else torch.full((2,), 2.0))
    assert kind in kinds(made)


def through_a_view(x):
    x.view(-1).add_(-x.view(-1))
    return x


def writes_an_element(x):
    x[0, 1] = 4
    return x


def test_views_are_told():
    with pytest.warns(torch.jit.TracerWarning, match="cause the trace to be incorrect"):
        torch.jit.trace(writes_an_element, torch.rand(2, 2), _force_outplace=True)
    with pytest.warns(torch.jit.TracerWarning, match="Output nr 1. of the traced function"):
        made = torch.jit.trace(
            through_a_view, torch.rand(2, 2), check_inputs=[torch.rand(3)], _force_outplace=True
        )
    assert [f.id for f in made.trace_report] == ["MJ7028", "MJ7032"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        torch.jit.trace(through_a_view, torch.rand(2, 2), check_trace=False)


def test_cpu_is_recorded():
    made = torch.jit.trace(lambda x: x.cpu() + 1, torch.ones(1))
    assert kinds(made) == ["aten::to", "aten::add"]
