"""Frozen modules: what becomes a constant, what stays, and that they compute the same."""

import enum
import io
from typing import Dict, List, Optional, Tuple

import pytest

import minijit as torch
from minijit import Tensor, nn

ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])


@pytest.fixture(params=ENGINES)
def script(request):
    def make(module):
        made = torch.jit.script(module, engine=request.param)
        assert made.engine == request.param
        return made

    return make


def attributes(module):
    """Names of all attributes, with dots."""
    found = set()
    for name in module._class.attributes:
        found.add(name)
        if name in module._modules:
            found |= {f"{name}.{inner}" for inner in attributes(getattr(module, name))}
    return found


def check(module, frozen, *inputs):
    """The frozen module gives the same, also when it was saved and loaded, here and in PyTorch."""
    wanted = module(*inputs)
    assert equal(frozen(*inputs), wanted)
    data = frozen.save_to_buffer()
    for engine in ENGINES:
        assert equal(torch.jit.load(io.BytesIO(data), engine=engine)(*inputs), wanted)


def equal(a, b):
    if isinstance(a, torch.Tensor):
        return torch.allclose(a, b)
    return a == b


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = 1
        self.b = 1.5
        self.c = "hello"
        self.d = [1, 2]
        self.e = [(1, "x")]
        self.f = ([1, 2], 3.5, "y", torch.tensor([5.5]))
        self.g = {"layer": [torch.tensor([7.5])]}
        self.ts = [torch.tensor([1.0]), torch.tensor([2.0])]
        self.layers = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Dropout(0.5), nn.ReLU())
        self.none: Optional[int] = None

    def forward(self, x):
        extra = self.ts[0] + self.ts[1] + self.f[3] + self.g["layer"][0]
        if self.none is not None:
            extra = extra * 2
        text = str(self.a) + str(self.b) + self.c + str(self.d) + str(self.e) + str(self.f[2])
        return self.layers(x) + extra + len(text)


def test_nothing_is_left_of_a_module_that_changes_nothing(script):
    module = script(Plain().eval())
    frozen = torch.jit.freeze(module)
    assert attributes(frozen) == set() and list(frozen.parameters()) == []
    assert type(frozen) is torch.jit.RecursiveScriptModule and frozen.original_name == "Plain"
    assert "GetAttr" not in str(frozen.graph) and "CallMethod" not in str(frozen.graph)
    assert len(list(module.parameters())) == 4
    check(module, frozen, torch.randn(4, 2))


def test_constants_share_memory_with_the_module(script):
    module = script(nn.Linear(2, 1).eval())
    frozen = torch.jit.freeze(module)
    x = torch.ones(1, 2)
    module.weight.data.fill_(3.0)
    assert torch.allclose(frozen(x), module(x))
    assert not frozen(x).requires_grad


class Counts(nn.Module):
    def __init__(self):
        super().__init__()
        self.n = 1
        self.m = 2
        self.seen = [1]
        self.total = torch.zeros(1)
        self.view = self.total.view(1, 1)
        self.other = torch.ones(1)

    def forward(self, x):
        self.n = self.n + self.m
        self.seen.append(self.n)
        self.total.view(-1)[0] += 1
        return x + self.n + len(self.seen) + self.total + self.view[0] + self.other


class Holder(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Counts()
        self.unused = Counts()
        self.a = 3

    def forward(self, x):
        return self.inner(x) + self.a


def test_what_is_written_to_stays(script):
    module = script(Holder().eval())
    frozen = torch.jit.freeze(module)
    assert attributes(frozen) == {
        "inner", "inner.n", "inner.seen", "inner.total", "inner.view",
    }  # fmt: skip
    one = script(Holder().eval())
    x = torch.zeros(1)
    assert [one(x).item() for _ in range(3)] == [frozen(x).item() for _ in range(3)]


class Methods(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.tensor([1.0])
        self.b = torch.tensor([2.0])
        self.sub = nn.Linear(1, 1)

    def forward(self, x):
        return self.sub(x) * self.a + self.b

    @torch.jit.export
    def change(self, x):
        self.a[0] += 10
        return self.b + x


def test_preserved(script):
    module = script(Methods().eval())
    x = torch.ones(1)
    frozen = torch.jit.freeze(module, ["change"])
    assert attributes(frozen) == {"a"} and frozen.change(x).item() == 3.0
    check(module, frozen, x)
    frozen = torch.jit.freeze(module, ["b", "sub.bias"])
    assert attributes(frozen) == {"b", "sub", "sub.bias"} and not hasattr(frozen, "change")
    check(module, frozen, x)
    frozen.b = torch.tensor([5.0])
    assert torch.allclose(frozen(x), module(x) + 3)
    frozen = torch.jit.freeze(module, preserved_attrs=["sub"])
    assert {"sub.weight", "sub.bias"} < attributes(frozen)
    check(module, frozen, x)
    frozen = torch.jit.freeze(module, ["sub.forward"])
    assert torch.allclose(frozen.sub(x), module.sub(x)) and "sub.weight" not in attributes(frozen)
    with pytest.raises(RuntimeError, match="Unknown name: nothing"):
        torch.jit.freeze(module, ["nothing"])


class Itself(nn.Module):
    def forward(self, x):
        return self


class Part(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.ones(2)

    def forward(self, x):
        return self.a


def test_refusals():
    with pytest.raises(RuntimeError, match="Freezing expects a ScriptModule as input"):
        torch.jit.freeze(nn.Linear(1, 1))
    with pytest.raises(RuntimeError, match="only implemented for modules in eval mode"):
        torch.jit.freeze(torch.jit.script(nn.Linear(1, 1)))
    with pytest.raises(RuntimeError, match="optimize_for_inference expects a ScriptModule"):
        torch.jit.optimize_for_inference(nn.Linear(1, 1))


def test_traced_and_loaded(script):
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU()).eval()
    x = torch.randn(1, 1, 5, 5)
    traced = torch.jit.trace(net, x)
    check(traced, torch.jit.freeze(traced), x)
    data = script(net.train()).save_to_buffer()
    for engine in ENGINES:
        loaded = torch.jit.load(io.BytesIO(data), engine=engine, freeze=True)
        assert loaded.engine == engine and attributes(loaded) == set()
        assert torch.allclose(loaded(x), net.eval()(x), atol=1e-6)
    assert list(torch.jit.optimize_for_inference(traced).parameters()) == []
    frozen = torch.jit.freeze(traced)
    assert torch.jit.optimize_for_inference(frozen) is frozen
    torch.jit.run_frozen_optimizations(frozen)


def test_names_without_an_effect():
    assert torch.jit.set_fusion_strategy([("STATIC", 1)]) == [("STATIC", 2), ("DYNAMIC", 10)]
    with torch.jit.optimized_execution(False), torch.jit.fuser("fuser1"):
        pass
    torch.jit.enable_onednn_fusion(True)
    assert not torch.jit.onednn_fusion_enabled()


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = self.a
        self.items = nn.ModuleList([self.a, nn.Linear(2, 2)])

    def forward(self, x):
        for layer in self.items:
            x = layer(x)
        return self.b(self.a(x))


def test_pytorch_freezes_the_same():
    theirs = pytest.importorskip("torch")
    for module, inputs in (
        (Plain(), (torch.randn(4, 2),)),
        (Holder(), (torch.zeros(1),)),
        (Shared(), (torch.randn(3, 2),)),
        (Methods(), (torch.ones(1),)),
    ):
        scripted = torch.jit.script(module.eval())
        other = theirs.jit.load(io.BytesIO(scripted.save_to_buffer()))
        other = theirs.jit.freeze(other.eval())
        ours = theirs.jit.load(io.BytesIO(torch.jit.freeze(scripted).save_to_buffer()))
        given = [theirs.from_numpy(x.numpy()) for x in inputs]
        for _ in range(2):
            assert theirs.allclose(ours(*given), other(*given), atol=1e-6)


class Folded(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.arange(6.0).view(2, 3))
        self.flag = True
        self.count = torch.tensor(4)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        if self.flag and int(self.count) > 2:
            x = self.drop(x)
        else:
            raise RuntimeError("never")
        return x @ (self.weight.t() * 2 + 1)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_known_is_computed(engine):
    module = Folded().eval()
    frozen = torch.jit.freeze(torch.jit.script(module, engine=engine))
    lines = [line.split(" = ")[1] for line in str(frozen.graph).splitlines() if " = " in line]
    kinds = [line.split("(")[0] for line in lines]
    assert kinds == ["prim::Constant[value=<Tensor>]", "aten::matmul"]
    x = torch.randn(4, 3)
    assert torch.allclose(frozen(x), module(x))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_written_to_is_made_anew(engine):
    class Scratch(nn.Module):
        def __init__(self):
            super().__init__()
            self.base = torch.ones(3)

        def forward(self, x):
            scratch = self.base * 2
            view = scratch[0]
            view += x
            noise = torch.rand_like(self.base)
            return scratch, noise

    frozen = torch.jit.freeze(torch.jit.script(Scratch().eval(), engine=engine))
    first, second = frozen(torch.tensor(1.0)), frozen(torch.tensor(1.0))
    assert first[0].tolist() == second[0].tolist() == [3.0, 2.0, 2.0]
    assert first[1].tolist() != second[1].tolist()


def test_what_fails_still_fails_when_it_is_run():
    class Fails(nn.Module):
        def __init__(self):
            super().__init__()
            self.base = torch.ones(3)

        def forward(self, x: int):
            if x > 0:
                return self.base.view(7)
            return self.base

    frozen = torch.jit.freeze(torch.jit.script(Fails().eval()))
    assert frozen(0).shape == (3,)
    with pytest.raises(RuntimeError, match="invalid for input of size 3"):
        frozen(1)


def test_a_list_that_grows_is_not_known():
    class Grows(nn.Module):
        def forward(self, x):
            found: List[Tensor] = []
            sizes: List[int] = []
            for i in range(2):
                found.append(x + i)
                sizes.append(i)
            return len(sizes), len(found), torch.stack([v * 2 for v in found])

    module = Grows().eval()
    frozen = torch.jit.freeze(torch.jit.script(module))
    assert frozen(torch.ones(1))[:2] == (2, 2)
    assert torch.equal(frozen(torch.ones(1))[2], module(torch.ones(1))[2])


class Normed(nn.Module):
    """Layers with a norm behind them, of which the last two may not be folded."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.line = nn.Conv1d(4, 4, 1, groups=2)
        self.line_norm = nn.BatchNorm1d(4, affine=False)
        self.linear = nn.Linear(4, 5)
        self.linear_norm = nn.BatchNorm1d(5)
        self.twice = nn.Conv2d(3, 3, 1)
        self.twice_norm = nn.BatchNorm2d(3)
        self.deep = nn.Linear(4, 4)
        self.deep_norm = nn.BatchNorm1d(4)

    def forward(self, x, deep):
        twice = self.twice(x)
        y = torch.relu(self.norm(self.conv(x))).flatten(2)
        y = torch.flatten(self.line_norm(self.line(y)).mean(2), 1)
        y = self.linear_norm(self.linear(y))
        # One has another reader, the other three dimensions, of which the second is normalised.
        return y, self.twice_norm(twice) + twice, self.deep_norm(self.deep(deep))


@pytest.fixture
def normed():
    torch.manual_seed(0)
    module = Normed().eval()
    for name, buffer in module.named_buffers():
        if name.endswith(("mean", "var")):
            buffer.uniform_(0.5, 2)
    for name, parameter in module.named_parameters():
        if "norm" in name:
            parameter.data.uniform_(-1, 1)
    return module


def norms(frozen):
    return sum(n.kind == "aten::batch_norm" for n in frozen._class.methods["forward"].graph.walk())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("traced", [False, True])
def test_norms_are_folded_into_the_layers_before_them(engine, traced, normed):
    inputs = torch.randn(2, 3, 6, 6), torch.randn(2, 4, 4)
    made = (
        torch.jit.trace(normed, inputs, engine=engine)
        if traced
        else torch.jit.script(normed, engine=engine)
    )
    wanted, before = normed(*inputs), made(*inputs)
    for numerics, left in ((True, 2), (False, 5)):
        frozen = torch.jit.freeze(made, optimize_numerics=numerics)
        assert norms(frozen) == left
        for data in (None, frozen.save_to_buffer()):
            again = frozen if data is None else torch.jit.load(io.BytesIO(data), engine=engine)
            for got, want in zip(again(*inputs), wanted, strict=True):
                assert torch.allclose(got, want, atol=1e-5)
    # The module itself keeps its weights.
    assert all(torch.equal(a, b) for a, b in zip(made(*inputs), before, strict=True))
    if engine == "native":
        found = made._object.handle.frozen([]).call("forward", list(inputs), False)
        for got, want in zip(found, wanted, strict=True):
            assert torch.allclose(got, want, atol=1e-5)


def test_norms_of_double_in_training_or_with_changing_statistics_stay(script):
    class Trains(nn.Module):
        def __init__(self, momentum):
            super().__init__()
            self.conv = nn.Conv2d(2, 2, 1).double()
            self.norm = nn.BatchNorm2d(2, track_running_stats=momentum is not None).double()
            self.always = momentum

        def forward(self, x):
            y = self.conv(x)
            return torch.batch_norm(
                y, self.norm.weight, self.norm.bias, self.norm.running_mean,
                self.norm.running_var, bool(self.always), 0.1, 1e-5, False,
            )  # fmt: skip

    x = torch.randn(1, 2, 3, 3, dtype=torch.float64)
    for momentum, left in ((0, 0), (1, 1)):
        module = script(Trains(momentum).eval())
        frozen = torch.jit.freeze(module)
        assert norms(frozen) == left
        assert torch.allclose(frozen(x), module(x))


class Convolves(nn.Module):
    """Convolutions that Winograd's way is for, of which one is alone and one has a chain behind."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(1)
        self.a = nn.Conv2d(32, 32, 3, padding=1)
        self.b = nn.Conv2d(32, 32, 3, padding=1, groups=2)

    def forward(self, x):
        return torch.relu(self.a(x)) + 1, self.b(x)


def apart(results, others):
    return max((a - b).abs().max().item() for a, b in zip(results, others, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("traced", [False, True])
def test_what_is_kept_of_weights_is_right_for_every_call(engine, traced):
    module = Convolves().eval()
    x = torch.randn(1, 32, 14, 14)
    made = (
        torch.jit.trace(module, x, engine=engine)
        if traced
        else torch.jit.script(module, engine=engine)
    )
    kept = torch.jit.optimize_for_inference(made)
    before = torch.get_winograd()
    try:
        for tile in (2, 4, 0, 2):
            torch.set_winograd(tile)
            for size in (14, 28, 5, 14):
                x = torch.randn(2, 32, size, size)
                assert apart(kept(x), made(x)) < 1e-4
                assert apart(kept(x), made(x)) < 1e-4
    finally:
        torch.set_winograd(before)
    with pytest.raises(RuntimeError, match="expected input"):
        kept(torch.randn(1, 31, 14, 14))


@pytest.mark.parametrize("engine", ENGINES)
def test_weights_that_may_be_written_to_are_read_at_every_call(engine):
    made = torch.jit.script(Convolves().eval(), engine=engine)
    frozen, kept = torch.jit.freeze(made), torch.jit.optimize_for_inference(made)
    x = torch.randn(1, 32, 14, 14)
    assert apart(frozen(x), made(x)) < 1e-5
    first = kept(x)
    made.a.weight.data.mul_(2.0)
    made.b.weight.detach().numpy()[...] = 0.5
    assert apart(frozen(x), made(x)) < 1e-4
    assert apart(frozen(x), first) > 0.1
    # The reference computes with what is there.
    assert engine == "reference" or apart(kept(x), first) == 0


def test_a_constant_that_the_program_changes_is_read_at_every_call(script):
    weight = torch.randn(32, 32, 3, 3)

    class Changes(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = weight.clone()

        def forward(self, x):
            y = torch.conv2d(x, self.weight, padding=1)
            self.weight.mul_(0.5)
            return y

    frozen = torch.jit.optimize_for_inference(script(Changes().eval()))
    x = torch.randn(1, 32, 14, 14)
    first, second = frozen(x), frozen(x)
    assert (first - 2 * second).abs().max() < 1e-4


class Pooling(enum.Enum):
    LAST = "last"
    MEAN = "mean"


class Pools(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = Pooling.MEAN
        self.others: List[Pooling] = [Pooling.LAST]
        self.layer = nn.Linear(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        y = self.layer(x)
        return y.mean(0) if self.pool == Pooling.MEAN else y[-1]


@pytest.mark.parametrize("engine", ENGINES)
def test_frozen_modules_with_enums_are_saved(engine):
    file, again = io.BytesIO(), io.BytesIO()
    module = Pools().eval()
    torch.jit.save(torch.jit.script(module, engine=engine), file)
    file.seek(0)
    frozen = torch.jit.freeze(torch.jit.load(file, engine=engine), ["pool", "others"])
    torch.jit.save(frozen, again)
    again.seek(0)
    loaded = torch.jit.load(again, engine=engine)
    assert loaded.pool.name == "MEAN"
    x = torch.ones(4, 3)
    assert torch.allclose(loaded(x), module(x))


@torch.jit.interface
class Layer(nn.Module):
    def forward(self, input: Tensor) -> Tensor:
        pass


class Swapping(nn.Module):
    chosen: Layer

    def __init__(self):
        super().__init__()
        self.first = nn.ReLU()
        self.second = nn.Linear(2, 2)
        self.chosen = self.first

    def forward(self, x: Tensor, at: int):
        if at == 0:
            self.chosen = self.first
        else:
            self.chosen = self.second
        return self.chosen(x)


@pytest.mark.parametrize("engine", ENGINES)
def test_modules_behind_an_interface_are_swapped(engine):
    own = Swapping().eval()
    swapping = torch.jit.script(own, engine=engine)
    x = torch.tensor([-1.0, 2.0])
    stream = io.BytesIO()
    for at in (1, 0, 1):
        assert torch.allclose(swapping(x, at), own(x, at))
    torch.jit.save(swapping._c, stream)
    stream.seek(0)
    loaded = torch.jit.load(stream, engine=engine)
    assert torch.allclose(loaded.chosen(x), own.second(x))
    with pytest.raises(RuntimeError, match="does not support SetAttr on an interface") as told:
        torch.jit.freeze(swapping)
    assert told.value.id == "MJ8025"


class Scaled(nn.Module):
    def __init__(self, by: float):
        super().__init__()
        self.by = by

    def forward(self, x: Tensor):
        return self.by * x


class SwappingAlike(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = Scaled(2.0), Scaled(3.0)
        self.chosen = self.first

    def forward(self, x: Tensor, at: int):
        self.chosen = self.first if at == 0 else self.second
        return self.chosen(x)


@pytest.mark.parametrize("engine", ENGINES)
def test_modules_that_are_swapped_stay_in_a_frozen_one(engine):
    frozen = torch.jit.freeze(torch.jit.script(SwappingAlike().eval(), engine=engine))
    x = torch.ones(1)
    assert [frozen(x, at).item() for at in (0, 1, 0)] == [2.0, 3.0, 2.0]
    with pytest.raises(AttributeError, match="does not have a field with name 'gone'"):
        _ = frozen._c.gone
