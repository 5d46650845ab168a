"""What a trace records, freezes and warns of."""

import collections
import io
import math
import random
import warnings
from typing import Dict, List, Tuple

import numpy
import pytest

import minijit as torch
from minijit import nn


def trace(python, *inputs, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", torch.TracerWarning)
        return torch.jit.trace(python, inputs, **options)


def kinds(traced):
    structure = ("prim::Constant", "prim::GetAttr", "prim::ListConstruct")
    return [n.qualified for n in traced.__script_function__.graph.walk() if n.kind not in structure]


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
    got = trace(f, *inputs, strict=False)(*inputs)
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


@pytest.fixture(autouse=True)
def same_weights():
    """The weights of each run: of some the two engines' roundings differ by more than usual."""
    torch.manual_seed(0)


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

    with pytest.raises(torch.jit.TracingCheckError, match="Graphs differed across invocations"):
        torch.jit.trace(counts, torch.ones(1))


def test_the_checks_of_a_trace_stand_in_its_report():
    class Keeps(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("total", torch.zeros(2))
            self.register_buffer("calls", torch.zeros(1), persistent=False)

        def forward(self, x):
            self.total += x.mean(0)
            self.calls += 1
            return x.view(-1, 2) + self.total * self.calls

    class Loses(Keeps):
        def forward(self, x):
            self.total = self.total + x.mean(0)
            return x + self.total

    traced, messages = warned(Keeps(), torch.ones(3, 2))
    assert messages == [] and traced.trace_report == ()
    assert torch.equal(traced.total, torch.ones(2)) and traced.calls.item() == 1
    module = Keeps()
    with pytest.raises(RuntimeError, match="shape"):
        torch.jit.trace(module, torch.ones(3, 2), check_inputs=[torch.ones(3, 2), torch.ones(5)])
    assert torch.equal(module.total, torch.ones(2)) and module.calls.item() == 1
    with pytest.warns(torch.TracerWarning, match="Output nr 1"):
        lost = torch.jit.trace(Loses(), torch.ones(3, 2))
    assert [(f.id, f.severity) for f in lost.trace_report] == [("MJ7032", "error")]
    with (
        pytest.raises(torch.jit.TracingCheckError, match="Output nr 1"),
        pytest.warns(torch.TracerWarning),
    ):
        torch.jit.trace(Loses(), torch.ones(3, 2), strict=True)

    with pytest.warns(torch.TracerWarning, match=r"aten::dropout # .*test_tracing_traces\.py:\d+:"):
        drawn = torch.jit.trace(lambda x: nn.functional.dropout(x), torch.ones(50), strict=True)
    assert [(f.id, f.severity) for f in drawn.trace_report] == [
        ("MJ7033", "note"),
        ("MJ7032", "note"),
    ]


def test_results_that_differ_are_warned_of():
    with pytest.warns(torch.TracerWarning) as found:
        torch.jit.trace(lambda x: x + torch.rand(2), torch.ones(2))
    first, second = [str(w.message) for w in found]
    assert "Trace had nondeterministic nodes" in first and "aten::rand" in first
    assert second.startswith("Output nr 1. of the traced function does not match")


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
    for result, phrase in (
        (object(), "only outputs|but instead got value of type object"),
        (None, "didn't return any values"),
        (5, "Only tensors, lists, tuples of tensors, or dictionary of tensors can be output"),
        ([1, 5], "Only tensors"),
        ([[torch.ones(1)]], "Only tensors"),
        ((torch.ones(1), None), "Only tensors"),
        ([], "List trace inputs must have elements"),
        ({"a": torch.ones(1)}, "Encountering a dict at the output of the tracer"),
    ):
        with pytest.raises(RuntimeError, match=phrase):
            torch.jit.trace(lambda x: result, torch.ones(1))
    for result in ({"a": [torch.ones(1)]}, {1: torch.ones(1)}, {"a": (torch.ones(1), 1)}):
        with pytest.raises(RuntimeError, match=r"only outputs matching dict\[Union"):
            torch.jit.trace(lambda x: result, torch.ones(1), strict=False)


def test_what_cannot_be_an_input_is_refused():
    for inputs, phrase in (
        ((1,), r"Type 'Tuple\[int\]' cannot be traced"),
        ((torch.ones(1), "a"), r"Type 'Tuple\[Tensor, str\]' cannot be traced"),
        (({1: []},), "List trace inputs must have elements"),
        (({},), "Dictionary inputs must have entries"),
        (([torch.ones(1), (torch.ones(1),)],), "consistent element type. Found Tensor and Tuple"),
        ((nn.ReLU(),), "Cannot infer concrete type of torch.nn.Module"),
    ):
        with pytest.raises(RuntimeError, match=phrase):
            torch.jit.trace(lambda *a: a[0], inputs)


def test_pytorch_computes_the_same(tmp_path):
    theirs = pytest.importorskip("torch")
    torch.manual_seed(0)
    net = Net()
    traced = trace(net, torch.ones(4, 3))
    loaded = theirs.jit.load(io.BytesIO(saved(traced)))
    x = torch.arange(6.0).reshape(2, 3)
    got = loaded(theirs.arange(6.0).reshape(2, 3)).detach().numpy()
    assert torch.allclose(torch.from_numpy(got), net(x))
    back = io.BytesIO()
    theirs.jit.save(theirs.jit.trace(loaded, theirs.ones(2, 3)), back)
    assert torch.allclose(torch.jit.load(io.BytesIO(back.getvalue()))(x), net(x))


def warned(python, *inputs, **options):
    """The result of a trace and what it warned of."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        traced = torch.jit.trace(python, inputs, **options)
    return traced, [str(w.message) for w in found if w.category is torch.jit.TracerWarning]


def test_arithmetic_on_sizes_is_followed():
    def f(x):
        n = x.size(0)
        rows = [n + 1, 2 * n, n // 2, n % 3, n**2, abs(-n), -(-n // 2), math.ceil(n / 2)]
        scale = n**-0.5 + n / 4 + (3 - n) * 1.5
        return torch.tensor(rows), x * scale, x[: n - 1, : x.size(1)], x.view(torch.Size([n, -1]))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        traced = torch.jit.trace(f, torch.ones(4, 2))
    x = torch.randn(7, 3)
    for got, wanted in zip(traced(x), f(x), strict=True):
        assert torch.allclose(got, wanted) and got.dtype == wanted.dtype
    loaded = torch.jit.load(io.BytesIO(saved(traced)))
    assert all(torch.allclose(a, b) for a, b in zip(loaded(x), f(x), strict=True))


def test_a_size_as_result_is_a_tensor():
    assert trace(lambda x: (x.size(0) + 1, x), torch.ones(2))(torch.ones(5))[0] == torch.tensor(6)


def test_a_tensor_for_a_number_is_followed():
    traced = trace(lambda x, k: x.topk(k, dim=0)[0], torch.ones(5), torch.tensor(2))
    assert traced(torch.arange(4.0), torch.tensor(3)).tolist() == [3.0, 2.0, 1.0]
    traced = trace(lambda x, k: x[k], torch.ones(5), torch.tensor(2))
    assert traced(torch.arange(4.0), torch.tensor(3)).item() == 3.0


FROZEN = [
    (lambda x: x if x.sum() > 0 else -x, "Python boolean", "error"),
    (lambda x: x + float(x[0]), "Python float", "error"),
    (lambda x: x + x[0].item(), "Python number", "error"),
    (lambda x: x + x.tolist()[0], "Python list", "error"),
    (lambda x: x + float(x.numpy()[0]), "NumPy array", "error"),
    (lambda x: x if x.size(0) > 1 else -x, "Python boolean", "warning"),
    (lambda x: x / math.sqrt(x.size(0)), "Python float", "warning"),
    (lambda x: x + int(x.size(0)), "Python integer", "warning"),
    (lambda x: sum((x for _ in range(x.size(0))), x), "Python index", "warning"),
    (lambda x: [x, -x, x][x.size(0)], "Python index", "warning"),
    (lambda x: [x, -x][x[:1].long() - 1], "Python index", "error"),
    (lambda x: x + len(x), "Using len", "warning"),
    (lambda x: torch.stack([r + 1 for r in x]), "Iterating over a tensor", "warning"),
    (lambda x: x + random.random() * 0, "random.random draws outside", "error"),
    (lambda x: x + numpy.random.rand() * 0, "numpy.random.rand draws outside", "error"),
    (lambda x: x + torch.tensor(1.0), "torch.tensor results are registered as constants", "note"),
]


@pytest.mark.parametrize(("python", "phrase", "severity"), FROZEN)
def test_the_report_tells_line_and_severity(python, phrase, severity):
    traced, messages = warned(python, torch.ones(2), check_trace=False)
    assert [phrase in m for m in messages] == [True]
    frozen = [f for f in traced.trace_report if phrase in f.sentence]
    assert [f.severity for f in frozen] == [severity]
    assert frozen[0].range.source.name == __file__
    assert frozen[0].range.line == python.__code__.co_firstlineno
    assert str(frozen[0]).startswith(f"{severity}: ") and "<--- HERE" in str(frozen[0])
    if severity == "note":
        torch.jit.trace(python, torch.ones(2), strict=True)
    else:
        with pytest.raises(torch.jit.TracingCheckError, match=phrase) as info:
            torch.jit.trace(python, torch.ones(2), strict=True, check_trace=False)
        assert info.value.range.line == python.__code__.co_firstlineno


def test_strict_tells_all_at_once():
    def f(x):
        if x.sum() > 0:
            x = x + int(x[0])
        return x

    with pytest.raises(torch.jit.TracingCheckError) as info:
        torch.jit.trace(f, torch.ones(2), strict=True)
    assert len(info.value.others) == 1 and "Python integer" in str(info.value)


def test_data_leaves_the_trace():
    python = lambda x: x + x.data  # noqa: E731
    traced, messages = warned(python, torch.ones(2), check_trace=False)
    first = traced.trace_report[0]
    assert (messages, first.id, first.severity) == ([], "MJ7029", "error")
    with pytest.raises(torch.jit.TracingCheckError, match=r"Use detach\(\)"):
        torch.jit.trace(python, torch.ones(2), strict=True, check_trace=False)


def test_notes_are_silent():
    outside = torch.ones(2)

    def f(x):
        return x + outside if x.dim() == 1 and x.dtype == torch.float32 else x

    traced, messages = warned(f, torch.ones(2))
    assert messages == []
    assert {f.severity for f in traced.trace_report} == {"note"}
    assert len(traced.trace_report) == 3


def test_the_library_may_look_at_sizes():
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True).eval()
    traced, messages = warned(layer, torch.rand(2, 5, 8))
    x = torch.rand(3, 7, 8)
    assert messages == [] and torch.allclose(traced(x), layer(x), atol=1e-5)
    assert {(f.id, f.severity) for f in traced.trace_report} == {("MJ7035", "note")}


def test_names_of_the_user_s_variables():
    def f(first):
        quick_brown_fox = first * 2
        return (quick_brown_fox + 1) * quick_brown_fox

    assert "quick_brown_fox = torch.mul(first, 2)" in trace(f, torch.ones(1)).code


def test_checks_on_other_inputs():
    def rows(x):
        for _ in range(x.size(0)):
            x = -x
        return x

    def remembers(x):
        if not hasattr(remembers, "cache"):
            remembers.cache = -x
        return x + remembers.cache

    x = torch.rand(3, 4)
    with pytest.raises(torch.jit.TracingCheckError, match="Graphs differed across invocations!"):
        trace(rows, x, check_inputs=[torch.rand(4, 4)])
    with pytest.raises(torch.jit.TracingCheckError, match="Graphs differed across invocations!"):
        trace(remembers, x, check_inputs=[(x,)])
    with pytest.raises(torch.jit.TracingCheckError, match="Tensor-valued Constant nodes differed"):
        trace(lambda x: x + x.data, x, check_inputs=[torch.rand(3, 4)])
    trace(lambda x: x + x.data, x, check_trace=False)
    net = nn.Linear(4, 2)
    torch.jit.trace(net.forward, x, check_inputs=[torch.rand(5, 4), (torch.rand(4),)])


def test_the_check_leaves_the_buffers():
    net = nn.BatchNorm1d(2)
    traced = trace(net, torch.rand(3, 2))
    assert net.num_batches_tracked.item() == 1
    traced(torch.rand(4, 2))
    assert net.num_batches_tracked.item() == 2


def test_scripted_parts_give_any_structure():
    @torch.jit.script
    def parts(x) -> Tuple[int, Dict[str, torch.Tensor], List[List[torch.Tensor]]]:
        return x.size(0), {"a": x + 1}, [[x, x * 2]]

    def f(x):
        n, d, rows = parts(x)
        return d["a"] * n + rows[0][1]

    traced = trace(f, torch.ones(2))
    x = torch.arange(3.0)
    assert torch.allclose(traced(x), f(x))
    assert torch.allclose(torch.jit.load(io.BytesIO(saved(traced)))(x), f(x))


class Exports(nn.Module):
    def __init__(self):
        super().__init__()
        self.count = 3
        self.gone = None

    @torch.jit.export
    def add_two(self, x):
        return x + 2 + self.count

    def forward(self, x):
        return (lambda a: a * 2)(x)


def test_exported_methods_are_compiled():
    traced = trace(nn.Sequential(Exports()), torch.ones(1))
    loaded = torch.jit.load(io.BytesIO(saved(traced)))
    for module in (traced, loaded):
        assert module[0].add_two(torch.ones(1)).item() == 6.0
        assert module(torch.ones(1)).item() == 2.0
    assert not hasattr(traced[0], "gone")
    assert type(traced) is torch.jit.TopLevelTracedModule
    assert type(traced[0]) is torch.jit.TracedModule


@pytest.mark.parametrize("whole", [True, False])
def test_example_inputs_by_name_leave_defaults_between_them(whole):
    class Net(nn.Module):
        def forward(self, a=None, b=None, c=None):
            assert b is None
            return a - c if b is None else b

    given = {"c": torch.ones(1), "a": torch.zeros(1)}
    if whole:
        traced = torch.jit.trace(Net(), example_kwarg_inputs=given, check_inputs=[])
    else:
        traced = torch.jit.trace_module(Net(), {"forward": given}, example_inputs_is_kwarg=True)
    assert traced(a=torch.tensor(5.0), c=torch.tensor(2.0)).item() == 3
    assert traced(torch.tensor(5.0), torch.tensor(2.0)).item() == 3
    with pytest.raises(RuntimeError, match="missing value for argument 'c'"):
        traced(a=torch.zeros(1), b=torch.zeros(1))


def test_variables_are_tensors_to_a_trace():
    from minijit.autograd import Variable

    def f(x: Variable):
        return Variable(Variable(x) + 1.0, requires_grad=True)

    traced = trace(f, torch.zeros(2))
    assert torch.equal(traced(torch.ones(3)), 2 * torch.ones(3))
    assert isinstance(torch.ones(1), Variable) and not isinstance(1, Variable)
    assert f(torch.ones(1)).requires_grad
    assert torch.equal(torch.jit.script(of_variable)(torch.ones(1)), torch.ones(1) * 2)


def of_variable(x: torch.autograd.Variable):
    return x * 2


def test_faces_of_trace():
    net = nn.Linear(2, 2)
    x = torch.ones(1, 2)
    for traced in (
        torch.jit.trace(net, [x]),
        torch.jit.trace(net, x),
        torch.jit.trace(net.forward, x),
        torch.jit.trace(net, example_kwarg_inputs={"input": x}),
        torch.jit.trace_module(net, {"forward": {"input": x}}, example_inputs_is_kwarg=True),
    ):
        assert torch.allclose(traced(input=x), net(x))
    assert trace(lambda d: d["x"], {"x": x})({"x": x, "y": x}) is not None
    scripted = torch.jit.script(net)
    with pytest.warns(UserWarning, match="already a ScriptModule"):
        assert torch.jit.trace(scripted, x) is scripted
    with pytest.raises(AttributeError, match="trace doesn't support compiling individual module's"):
        torch.jit.trace(net.extra_repr, x)
    with pytest.raises(AttributeError, match="expected torch.nn.Module as the first argument"):
        torch.jit.trace_module(lambda x: x, {"forward": x})
    with pytest.raises(AttributeError, match="expected a dictionary of"):
        torch.jit.trace_module(net, x)
    with pytest.raises(RuntimeError, match="Cannot insert a Tensor that requires grad"):
        torch.jit.trace(lambda x: x + net.weight, x)
    assert torch.trace(torch.eye(3)).item() == 3.0


def test_named_tuples_stay_themselves_in_python():
    Point = collections.namedtuple("Point", "x y")
    p = Point(torch.ones(1), torch.ones(1) * 2)
    assert trace(lambda p: p.x - p.y, p)(p).item() == -1.0


@torch.jit.script
def repeated(x, n: int, shape: List[int]):
    for _ in range(n):
        x = x + 1
    return x.reshape(shape)


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_sizes_go_into_scripted_functions(engine):
    def f(x):
        return repeated(x, x.size(0), [x.shape[1], x.shape[0]])

    traced = torch.jit.trace(f, torch.zeros(2, 3), engine=engine)
    assert traced.engine == engine
    assert traced(torch.zeros(4, 1)).tolist() == [[4.0] * 4]
    assert not traced.trace_report


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_the_dtype_of_a_view_is_no_size(engine):
    if engine == "native":
        pytest.importorskip("minijit._native")
    x = torch.ones(3)  # 3 is the number of int32, too
    traced = torch.jit.trace(lambda x: x.view(torch.int32), x, engine=engine)
    assert "dtype=3" in traced.code
    assert traced(x).tolist() == [0x3F800000] * 3


def test_a_trace_needs_examples():
    with pytest.raises(RuntimeError, match="MJ7011"):
        torch.jit.trace(nn.ReLU())


def into_data(x):
    y = x.clone()
    y.data = x * 2
    return y + y.mT


def into_parts(x):
    y = torch.view_as_complex(torch.stack([x, x + 1], -1))
    y.real = y.imag * 2
    y.imag.neg_()
    return y.real + y.mH.imag + y.H.real + y.T.imag


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("function", [into_data, into_parts])
def test_properties_that_are_tensors_are_followed(function, engine):
    traced = torch.jit.trace(function, torch.rand(3, 3), engine=engine)
    other = torch.rand(3, 3)
    assert traced.trace_report == ()
    assert torch.equal(traced(other), function(other))


def whole_halves(x):
    half = x.size(0) / 2
    if torch.jit.is_tracing():
        rows = torch.ceil(half).to(torch.int64)
        return x.repeat(rows, 1) + torch.sqrt(x.size(0)), x.reshape(x.size(0).to(torch.int64), -1)
    return x.repeat(math.ceil(half), 1) + math.sqrt(x.size(0)), x.reshape(x.size(0), -1)


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_numbers_are_tensors_to_operators_that_take_no_number(engine):
    traced = torch.jit.trace(whole_halves, torch.rand(3, 2), engine=engine, check_trace=False)
    other = torch.rand(5, 2)
    for got, wanted in zip(traced(other), whole_halves(other), strict=True):
        assert torch.equal(got, wanted)


class Settings:
    """What no compiler takes."""

    def __iter__(self):
        yield from vars(self)


class WithSettings(nn.Module):
    settings: Settings

    def __init__(self):
        super().__init__()
        self.settings = Settings()
        self.scale = 2.0

    def forward(self, x):
        return x * self.scale


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_attributes_are_no_part_of_a_trace(engine):
    traced = torch.jit.trace(nn.Sequential(WithSettings()), torch.ones(2), engine=engine)
    assert traced(torch.ones(1)).tolist() == [2.0]
    assert not hasattr(traced[0], "scale")
    with pytest.raises(RuntimeError, match="yield expressions aren't supported"):
        torch.jit.script(WithSettings(), engine=engine)
