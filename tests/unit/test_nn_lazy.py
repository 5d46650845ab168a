"""Layers whose first input tells how many channels it has."""

import copy

import pytest

import minijit
from minijit import nn

LAZY = {
    "LazyLinear": ((3,), {}, (2, 5)),
    "LazyConv1d": ((4, 3), {"padding": 1}, (2, 3, 8)),
    "LazyConv2d": ((4, 3), {"groups": 2, "padding_mode": "reflect", "padding": 1}, (2, 8, 8)),
    "LazyConv3d": ((2, 2), {"bias": False}, (1, 3, 4, 4, 4)),
    "LazyConvTranspose1d": ((4, 3), {"stride": 2, "output_padding": 1}, (2, 3, 8)),
    "LazyConvTranspose2d": ((4, 3), {"dilation": 2}, (3, 8, 8)),
    "LazyConvTranspose3d": ((2, 2), {}, (1, 3, 4, 4, 4)),
    "LazyBatchNorm1d": ((), {}, (4, 3)),
    "LazyBatchNorm2d": ((), {"affine": False}, (2, 3, 4, 4)),
    "LazyBatchNorm3d": ((), {"bias": False, "momentum": None}, (2, 3, 2, 2, 2)),
    "LazyInstanceNorm1d": ((), {"affine": True}, (2, 3, 4)),
    "LazyInstanceNorm2d": ((), {"track_running_stats": True}, (2, 3, 4, 4)),
    "LazyInstanceNorm3d": ((), {}, (2, 3, 2, 2, 2)),
}


def called(torch, name):
    """The texts of the layer before and after its first call, its result and state."""
    args, kwargs, sizes = LAZY[name]
    torch.manual_seed(4)
    layer = getattr(torch.nn, name)(*args, **kwargs)
    before = repr(layer), list(layer.state_dict())
    result = layer(torch.arange(float(torch.ones(sizes).numel())).reshape(sizes))
    state = {k: v.tolist() for k, v in layer.state_dict().items()}
    return before, repr(layer), result.tolist(), state


@pytest.mark.parametrize("name", LAZY)
def test_the_first_call_makes_pytorchs_layer(name):
    ours = called(minijit, name)
    assert ours[1].startswith(name.removeprefix("Lazy"))
    theirs = called(pytest.importorskip("torch"), name)
    assert ours[:2] == theirs[:2]
    assert list(ours[3]) == list(theirs[3])
    for mine, other in ((ours[2], theirs[2]), *((v, theirs[3][k]) for k, v in ours[3].items())):
        assert minijit.allclose(minijit.tensor(mine), minijit.tensor(other), atol=1e-4)


def test_parameters_have_no_sizes_before_the_first_call():
    layer = nn.LazyLinear(3)
    assert repr(layer.weight) == "<UninitializedParameter>"
    assert nn.parameter.is_lazy(layer.bias)
    with pytest.raises(RuntimeError, match="shape of an uninitialized parameter"):
        layer.weight.shape  # noqa: B018
    with pytest.raises(RuntimeError, match="uninitialized parameters weight.*forward pass") as e:
        minijit.jit.script(layer)
    assert "MJ2140" in str(e.value)
    layer(minijit.ones(2, 5))
    assert type(layer) is nn.Linear
    assert type(layer.weight) is nn.Parameter
    assert minijit.jit.script(layer)(minijit.ones(2, 5)).shape == (2, 3)


def test_a_copy_learns_for_itself_and_dtypes_are_kept():
    layer = nn.LazyConv1d(2, 1, dtype=minijit.float64)
    other = copy.deepcopy(layer)
    layer(minijit.ones(1, 3, 4, dtype=minijit.float64))
    other(minijit.ones(1, 5, 4, dtype=minijit.float64))
    assert (layer.weight.shape, other.weight.shape) == ((2, 3, 1), (2, 5, 1))
    assert layer.weight.dtype is other.bias.dtype is minijit.float64


def converted(torch):
    """Dtypes before and after the first call, and whether the layer still waited for it."""
    seen = []
    for change in (
        lambda layer: layer.double(),
        lambda layer: layer.half().double(),
        lambda layer: layer.to(torch.float64),
    ):
        for layer in (torch.nn.LazyLinear(3), torch.nn.LazyBatchNorm1d()):
            change(layer)
            seen.append((layer.has_uninitialized_params(), str(layer.weight.dtype)))
            result = layer(torch.ones(4, 2, dtype=torch.float64))
            state = [str(v.dtype) for v in layer.state_dict().values()]
            seen.append((str(result.dtype), type(layer).__name__, state))
    return seen


def test_a_dtype_that_is_given_before_the_first_call_is_kept():
    ours = converted(minijit)
    assert ours[:2] == [
        (True, "torch.float64"),
        ("torch.float64", "Linear", ["torch.float64", "torch.float64"]),
    ]
    assert ours == converted(pytest.importorskip("torch"))


USES = {
    "numel": lambda p: p.numel(),
    "sum": lambda p: p.sum(),
    "len": len,
    "add": lambda p: p + 1,
    "bool": bool,
    "item": lambda p: p[0],
    "dim": lambda p: p.dim(),
    "detach": lambda p: p.clone(),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("kind", ["UninitializedParameter", "UninitializedBuffer"])
def test_elements_cannot_be_used_before_the_first_call(use, kind):
    with pytest.raises(ValueError, match="Attempted to use an uninitialized parameter"):
        USES[use](getattr(nn.parameter, kind)())


def test_a_state_gives_sizes_and_sizes_cannot_be_taken_back():
    known = nn.Linear(5, 3)
    lazy = nn.LazyLinear(3)
    lazy.load_state_dict(known.state_dict())
    x = minijit.ones(2, 5)
    assert lazy(x).equal(known(x))
    assert lazy.in_features == 5
    fresh = nn.LazyLinear(3)
    fresh.load_state_dict(nn.LazyLinear(3).state_dict())
    assert fresh.has_uninitialized_params()
    with pytest.raises(RuntimeError, match="uninitialized parameter"):
        known.load_state_dict(fresh.state_dict())


def test_wrong_first_inputs():
    with pytest.raises(
        RuntimeError, match="Expected 2D .unbatched. or 3D .batched. input to LazyConv1d"
    ):
        nn.LazyConv1d(2, 1)(minijit.ones(4))
    with pytest.raises(ValueError, match="in_channels must be divisible by groups"):
        nn.LazyConv1d(2, 1, groups=2)(minijit.ones(3, 4))

    class Own(nn.modules.lazy.LazyModuleMixin):
        pass

    with pytest.raises(
        NotImplementedError, match="initialize_parameters is not implemented for Own"
    ):
        Own()(1)

    class Forgets(nn.LazyLinear):
        def initialize_parameters(self, input):
            pass

    with pytest.raises(RuntimeError, match="module Forgets has not been fully initialized"):
        Forgets(3)(minijit.ones(2, 5))


def test_a_buffer_without_sizes():
    buffer = nn.UninitializedBuffer(dtype=minijit.int64)
    buffer.materialize((2, 3))
    assert isinstance(buffer, nn.Buffer)
    assert (buffer.shape, buffer.dtype) == ((2, 3), minijit.int64)


def adaptive(torch):
    torch.manual_seed(2)
    layer = torch.nn.AdaptiveLogSoftmaxWithLoss(8, 10, [3, 6], div_value=2.0, head_bias=True)
    x = torch.arange(24.0).reshape(3, 8) / 10 - 1
    output, loss = layer(x, torch.tensor([1, 9, 4]))
    one = layer(x[0], torch.tensor(7))
    return (
        output.tolist(), loss.tolist(), one.output.tolist(), layer.log_prob(x).tolist(),
        layer.predict(x).tolist(), repr(layer), list(layer.state_dict()),
    )  # fmt: skip


def test_adaptive_softmax_is_pytorchs():
    torch = pytest.importorskip("torch")
    with torch.no_grad():
        theirs = adaptive(torch)
    ours = adaptive(minijit)
    for mine, other in zip(ours[:5], theirs[:5], strict=True):
        assert minijit.allclose(minijit.tensor(mine), minijit.tensor(other), atol=1e-5)
    assert ours[5:] == theirs[5:]


def test_adaptive_softmax_refuses():
    with pytest.raises(ValueError, match="cutoffs should be a sequence of unique"):
        nn.AdaptiveLogSoftmaxWithLoss(4, 6, [3, 2])
    with pytest.raises(ValueError, match="length larger than 0"):
        nn.AdaptiveLogSoftmaxWithLoss(4, 6, [])
    layer = nn.AdaptiveLogSoftmaxWithLoss(4, 6, [2])
    x = minijit.ones(2, 4)
    for target, said in (
        ([7, 0], "should be in \\[0, 5\\]"),
        ([1], "same size"),
        ([[1], [1]], "multi-target"),
        (1, "0D target"),
    ):
        with pytest.raises(RuntimeError, match=said):
            layer(x, minijit.tensor(target))
    layer.reset_parameters()


def test_any_distance_makes_a_triplet_loss():
    a, b, c = (
        minijit.tensor([[1.0, 2.0]]),
        minijit.tensor([[1.5, 2.0]]),
        minijit.tensor([[0.0, 2.0]]),
    )
    loss = nn.TripletMarginWithDistanceLoss(distance_function=lambda x, y: (x - y).abs().sum(1))
    assert loss(a, b, c).item() == 0.5
    usual = nn.TripletMarginWithDistanceLoss(margin=2.0, reduction="none")(a, b, c)
    assert minijit.allclose(usual, minijit.tensor([1.5]), atol=1e-5)
    with pytest.raises(ValueError, match="expected margin to be greater than 0"):
        nn.TripletMarginWithDistanceLoss(margin=0.0)


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_linear_cross_entropy_is_compiled(engine):
    if engine == "native":
        pytest.importorskip("minijit._native")
    layer = nn.LinearCrossEntropyLoss(3, 4, out_features=(2,), bias=True)
    x, target = minijit.ones(2, 3), minijit.tensor([[0, 3], [1, 2]])
    compiled = minijit.jit.script(layer, engine=engine)
    assert compiled(x, target).item() == pytest.approx(layer(x, target).item())


def test_linear_cross_entropy_refuses():
    call = nn.functional.linear_cross_entropy
    x, weight, target = minijit.ones(2, 3), minijit.ones(4, 3), minijit.tensor([0, 3])
    for args, kwargs, said in (
        ((minijit.ones(()), weight, target), {}, "input with dimensionality 1 or 2"),
        ((x, minijit.ones(3), target), {}, "linear_weight with dimensionality at least 2"),
        ((x, minijit.ones(4, 2), target), {}, "last dimensions"),
        ((x, weight, target), {"linear_bias": minijit.ones(3)}, "expected linear_bias shape"),
        ((x[0], minijit.ones(4, 2, 3), target), {}, "requires batched input"),
        ((x, weight, minijit.ones(2, 4)), {"ignore_index": 1}, "ignore_index cannot be specified"),
    ):
        with pytest.raises(RuntimeError, match=said):
            call(*args, **kwargs)
    with pytest.raises(RuntimeError, match="expected weight shape"):
        nn.LinearCrossEntropyLoss(3, 4, weight=minijit.ones(3))
    with pytest.raises(RuntimeError, match="label_smoothing to be in range"):
        nn.LinearCrossEntropyLoss(3, 4, label_smoothing=1.5)


@pytest.mark.parametrize("name", ["half", "double", "char", "short", "int", "long"])
def test_what_has_no_sizes_converts_to_no_elements(torch, name):
    made = getattr(torch.nn.parameter.UninitializedParameter(), name)()
    assert made.numel() == 0 and made.dtype is getattr(torch.empty(0), name)().dtype


def test_what_has_no_sizes_stays_where_nothing_changes(torch):
    parameter = torch.nn.parameter.UninitializedParameter()
    assert parameter.cpu() is parameter and parameter.to(torch.float32) is parameter
    assert parameter.to(dtype=torch.float64).dtype is torch.float64
