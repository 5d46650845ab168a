"""What a trace records, freezes and warns of."""

import io
import warnings

import pytest

import minijit as torch
from minijit import nn


def trace(python, *inputs, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", torch.TracerWarning)
        return torch.jit.trace(python, inputs, **options)


def kinds(traced):
    structure = ("prim::Constant", "prim::GetAttr", "prim::ListConstruct")
    return [n.qualified for n in traced.graph.walk() if n.kind not in structure]


def test_operators_in_order():
    def f(x, y):
        return torch.relu(x @ y) + 1

    assert kinds(trace(f, torch.ones(2, 2), torch.ones(2, 2))) == [
        "aten::matmul",
        "aten::relu",
        "aten::add.Scalar",
    ]


def test_in_place_and_views():
    def f(x):
        y = x.clone()
        y[0] += 5
        y.mul_(2)
        return y, x

    traced = trace(f, torch.ones(3))
    got = traced(torch.zeros(3))
    assert (got[0].tolist(), got[1].tolist()) == ([10.0, 0.0, 0.0], [0.0, 0.0, 0.0])


def test_the_same_tensor_twice_and_as_result():
    traced = trace(lambda x, y: (y, x, x), torch.ones(1), torch.ones(1))
    assert [t.item() for t in traced(torch.tensor([1.0]), torch.tensor([2.0]))] == [2.0, 1.0, 1.0]


def test_nested_inputs_and_outputs():
    def f(d, l):
        return {"a": d["x"] + l[0][1], "b": [l[1], d["x"]][0]}

    inputs = ({"x": torch.ones(1)}, ((torch.ones(1), torch.ones(1) * 2), torch.ones(1) * 3))
    got = trace(f, *inputs)(*inputs)
    assert {k: v.item() for k, v in got.items()} == {"a": 3.0, "b": 3.0}


def test_sizes_follow_the_input():
    def f(x):
        b, n = x.shape
        return x.reshape(b * n // 2, x.size(-1) - n + 2), torch.zeros(x.numel() + 1)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        traced = torch.jit.trace(f, torch.ones(2, 4))
    assert [t.shape for t in traced(torch.ones(6, 3))] == [(9, 2), (19,)]


def test_sizes_of_sizes():
    traced = trace(
        lambda x: x.view(x.shape[:1] + (-1,)).expand((2,) + x.shape[:1] + (6,)), torch.ones(3, 2, 3)
    )
    assert traced(torch.ones(5, 3, 2)).shape == (2, 5, 6)


@pytest.mark.parametrize(
    ("look", "phrase"),
    [
        (lambda x: x if x.sum() > 0 else -x, "Converting a tensor to a Python boolean"),
        (lambda x: x * float(x[0]), "Converting a tensor to a Python float"),
        (lambda x: x * int(x[0]), "Converting a tensor to a Python integer"),
        (lambda x: x * x[0].item(), "Converting a tensor to a Python number"),
        (lambda x: x * len(x), "Using len to get tensor shape"),
        (lambda x: torch.stack([r + 1 for r in x]), "Iterating over a tensor"),
    ],
)
def test_what_is_frozen_is_warned_of(look, phrase):
    with pytest.warns(torch.TracerWarning, match=phrase) as found:
        torch.jit.trace(look, torch.ones(2))
    assert found[0].filename == __file__


def test_tensors_from_elsewhere_become_constants():
    table = torch.tensor([1.0, 2.0])
    traced = trace(lambda x: x + table, torch.ones(2))
    assert "CONSTANTS.c0" in traced.code
    loaded = torch.jit.load(io.BytesIO(saved(traced)))
    assert loaded(torch.ones(2)).tolist() == [2.0, 3.0]


def saved(program):
    out = io.BytesIO()
    torch.jit.save(program, out)
    return out.getvalue()


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.layer = nn.Linear(size, 2)
        self.register_buffer("shift", torch.ones(2))

    def forward(self, x, scale):
        y = self.layer(x) + self.shift
        return y * scale, y


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(3), Block(2)])
        self.weight = nn.Parameter(torch.full((2,), 2.0))

    def forward(self, x):
        a, b = self.blocks[0](x, self.weight)
        c, d = self.blocks[1](a, scale=b)
        return c + d + self.blocks[1](b, b)[1] * self.weight


def test_submodules_keep_their_methods_and_state():
    net = Net()
    traced = trace(net, torch.ones(4, 3))
    assert list(traced.state_dict()) == list(net.state_dict())
    assert set(traced.blocks[1].__script_object__.class_type.methods) == {"forward", "forward1"}
    assert "self.weight" not in traced.blocks[0].code
    x = torch.arange(6.0).reshape(2, 3)
    assert torch.allclose(traced(x), net(x))
    loaded = torch.jit.load(io.BytesIO(saved(traced)))
    assert torch.allclose(loaded(x), net(x))
    assert torch.allclose(loaded.blocks[0].layer(x), net.blocks[0].layer(x))


def test_tracing_shares_the_module_s_tensors():
    net = nn.Linear(2, 1)
    traced = trace(net, torch.ones(2))
    net.weight.data.fill_(3.0)
    net.bias.data.fill_(1.0)
    assert traced(torch.ones(2)).tolist() == [7.0]


def test_equal_modules_keep_their_own_weights():
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2))
    x = torch.randn(2)
    assert torch.allclose(trace(net, torch.ones(2))(x), net(x))


def test_scripted_parts_keep_their_control_flow():
    @torch.jit.script
    def halve_until_small(x, n: int):
        while bool(x.sum() > 1):
            x = x / 2
            n += 1
        return x, n

    traced = trace(lambda x: halve_until_small(x * 2, 0)[0], torch.ones(1))
    assert traced(torch.tensor([8.0])).tolist() == [1.0]

    class Gate(nn.Module):
        def forward(self, x):
            if bool(x.sum() > 0):
                return x
            return torch.zeros_like(x)

    net = nn.Sequential(torch.jit.script(Gate()), nn.ReLU())
    traced = trace(net, torch.ones(1))
    assert traced(torch.tensor([-1.0])).tolist() == [0.0]
    assert "if " in traced[0].code


def test_several_methods():
    class Two(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(1, 1)

        def forward(self, x):
            return self.layer(x)

        def twice(self, x, y):
            return self.layer(self.layer(x)) + y

    net = Two()
    x = torch.ones(1)
    traced = torch.jit.trace_module(net, {"forward": x, "twice": (x, x)})
    loaded = torch.jit.load(io.BytesIO(saved(traced)))
    for module in (traced, loaded):
        assert torch.allclose(module.twice(x, x), net.twice(x, x))


def test_names_of_what_was_traced():
    traced = trace(nn.Sequential(nn.Linear(1, 1)), torch.ones(1))
    assert (
        repr(traced)
        == "Sequential(\n  original_name=Sequential\n  (0): Linear(original_name=Linear)\n)"
    )
    loaded = torch.jit.load(io.BytesIO(saved(traced)))
    assert repr(loaded).startswith("RecursiveScriptModule(\n  original_name=Sequential\n")


def test_a_trace_that_differs_is_reported():
    calls = []

    def counts(x):
        calls.append(1)
        return x + len(calls)

    with pytest.warns(torch.TracerWarning, match="does not match"):
        torch.jit.trace(counts, torch.ones(1))


def test_random_programs_check_out():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        torch.jit.trace(lambda x: x + torch.rand(2), torch.ones(2))


def test_after_a_failing_trace_nothing_is_recorded():
    size = torch.Tensor.size

    def fails(x):
        raise KeyError("k")

    with pytest.raises(KeyError):
        torch.jit.trace(fails, torch.ones(1))
    assert torch.Tensor.size is size
    assert not torch.jit.is_tracing()
    assert type(torch.ones(2).shape[0]) is int


def test_what_cannot_be_a_result_is_refused():
    with pytest.raises(RuntimeError, match="cannot be traced"):
        torch.jit.trace(lambda x: object(), torch.ones(1))


def test_pytorch_computes_the_same(tmp_path):
    theirs = pytest.importorskip("torch")
    net = Net()
    traced = trace(net, torch.ones(4, 3))
    loaded = theirs.jit.load(io.BytesIO(saved(traced)))
    x = torch.arange(6.0).reshape(2, 3)
    got = loaded(theirs.arange(6.0).reshape(2, 3)).detach().numpy()
    assert torch.allclose(torch.from_numpy(got), net(x))
    back = io.BytesIO()
    theirs.jit.save(theirs.jit.trace(loaded, theirs.ones(2, 3)), back)
    assert torch.allclose(torch.jit.load(io.BytesIO(back.getvalue()))(x), net(x))
