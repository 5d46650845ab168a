"""The names that the sources of model libraries import: what they do, or that they refuse by id."""

import copy
import importlib
from collections import namedtuple

import pytest

import minijit as torch
from minijit import nn
from minijit.nn.utils import parametrizations, parametrize

INF = float("inf")
MODULES = (
    "_C", "_dynamo.utils", "amp", "ao.quantization", "autograd", "compiler", "cuda.amp", "distributed", "fx", "hub", "optim", "version", "overrides", "nn.attention",
    "distributions", "distributed.tensor", "nn.parallel", "ao.nn.quantized", "utils._pytree", "utils.dlpack",
    "jit.annotations", "nn._reduction", "nn.common_types", "nn.modules.utils", "nn.parameter", "nn.utils.rnn",
    "onnx.symbolic_helper", "onnx.symbolic_opset11", "profiler", "utils.checkpoint", "utils.data",
    "_dynamo._trace_wrapped_higher_order_op", "distributed._functional_collectives",
    "onnx.operators", "onnx.symbolic_opset9", "fx._pytree", "utils._sympy",
    "utils.model_zoo", "backends.cudnn", "backends.cuda", "backends.quantized",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_the_module_is_there(name):
    found = torch
    for part in name.split("."):
        found = getattr(found, part)
    assert importlib.import_module(f"minijit.{name}") is found


def test_decorators_and_questions_change_nothing():
    def f(x):
        return x + 1

    for decorate in (
        torch.fx.wrap, torch.compile, torch.compile(mode="x"), torch.compiler.disable,
        torch.compiler.disable(), torch.compiler.allow_in_graph, torch.amp.custom_fwd,
        torch.amp.custom_bwd(device_type="cuda"), torch.onnx.symbolic_helper.parse_args("v"),
        torch.compiler.assume_constant_result, torch._dynamo.assume_constant_result,
    ):  # fmt: skip
        assert decorate(f) is f
    assert not torch.compiler.is_compiling()
    assert not torch.onnx.is_in_onnx_export()
    assert torch._C._get_tracing_state() is None
    assert torch.get_default_device() == torch.device("cpu")
    assert torch.hub.get_dir().endswith("hub")
    assert torch.nn.modules.utils._pair(3) == (3, 3)
    states = torch.utils.checkpoint.get_device_states(torch.ones(1))
    assert states == ([], [])
    assert torch.utils.checkpoint.set_device_states(*states) is None


@pytest.mark.parametrize(
    "use",
    [
        lambda: torch.fx.Tracer(),
        lambda: torch.fx.symbolic_trace(nn.ReLU()),
        lambda: torch.hub.load_state_dict_from_url("https://example.com"),
        lambda: torch.hub.download_url_to_file("https://example.com", "x"),
        lambda: torch.ops.aten._to_copy.default(torch.ones(1)),
        lambda: torch.onnx.export(nn.ReLU(), ()),
        lambda: torch.autocast("cpu"),
    ],
)
def test_what_is_no_part_refuses(use):
    with pytest.raises(NotImplementedError) as caught:
        use()
    assert caught.value.id == "MJ9031"


def test_absent_names_import_and_refuse_when_used():
    from minijit.autograd.function import Function, once_differentiable
    from minijit.distributions.normal import Normal
    from minijit.nn.quantized import FloatFunctional

    class Policy(Normal, nn.Module):
        pass

    assert Function is torch.autograd.Function
    assert FloatFunctional is torch.ao.nn.quantized.FloatFunctional
    assert once_differentiable(len) is len
    assert torch.torch.relu is torch.relu and torch._ops.ops is torch.ops
    assert torch.library.register_fake("a::b")(len) is len
    assert torch.library.custom_op("a::b", mutates_args=())(lambda x: x).register_fake(len) is len
    assert isinstance(torch.ones(1).untyped_storage(), torch.storage.UntypedStorage)
    assert issubclass(torch._dynamo.exc.Unsupported, Exception)
    assert not isinstance(3, torch.SymInt)
    assert not torch.xpu.is_available()
    assert torch.xpu.device_count() == 0
    assert torch.use_deterministic_algorithms(True) is None
    for use, name in (
        (lambda: Policy(0, 1), "distributions.normal.Normal"),
        (lambda: torch.distributed.all_reduce(None), "distributed.all_reduce"),
        (lambda: torch.distributed.ReduceOp.SUM(), "distributed.ReduceOp.SUM"),
        (lambda: torch.cuda.Stream(), "cuda.Stream"),
        (lambda: "nccl" in torch.distributed.Backend, "distributed.Backend"),
        (lambda: list(torch.distributed.ReduceOp), "distributed.ReduceOp"),
    ):
        with pytest.raises(NotImplementedError, match=name) as caught:
            use()
        assert caught.value.id == "MJ9031"
    for name in ("nothing", "nn.nothing", "cuda.nothing", "distributed.nothing"):
        with pytest.raises(ImportError):
            importlib.import_module(f"minijit.{name}")
    with pytest.raises(AttributeError, match=r"minijit.cuda' has no attribute 'nothing'"):
        _ = torch.cuda.nothing


def test_absent_names_refuse_where_a_program_calls_them():
    def f(x: torch.Tensor, n: int):
        if n > 3:
            torch.distributed.all_reduce(x)
        return x

    with pytest.raises(NotImplementedError, match="distributed.all_reduce") as caught:
        torch.jit.script(f)
    assert caught.value.id == "MJ9031"
    assert caught.value.range is not None


def test_what_changes_nothing_is_no_operator_of_a_program():
    def f(x: torch.Tensor):
        torch.set_anomaly_enabled(True)
        return x

    with pytest.raises(RuntimeError, match="may not be currently supported in TorchScript") as e:
        torch.jit.script(f)
    assert e.value.id == "MJ2028" and "set_anomaly_enabled" in str(e.value)


def test_nests_are_flattened_and_made_again():
    from collections import OrderedDict, defaultdict, deque, namedtuple

    from minijit.utils import _pytree as trees

    pair = namedtuple("pair", "a b")
    nest = {"x": [1, (2, None)], "y": OrderedDict(z=pair(3, [])), "w": 4}
    leaves, spec = trees.tree_flatten(nest)
    assert leaves == [1, 2, None, 3, 4]
    assert spec.num_leaves == 5
    assert trees.tree_unflatten(leaves, spec) == nest
    assert trees.tree_map(lambda a, b: (a, b), [1, [2]], [3, [4]]) == [(1, 3), [(2, 4)]]
    assert trees.tree_map_only(int, lambda n: -n, (1, "a")) == (-1, "a")
    assert trees.tree_any(lambda n: n == 2, [1, [2]])
    assert not trees.tree_all(lambda n: n == 2, [1, [2]])
    with pytest.raises(ValueError, match="holds 5 items"):
        trees.tree_unflatten([1], spec)
    assert trees.tree_structure(pair(1, 2)) == trees.tree_structure(pair(3, 4))
    queue = trees.tree_map(lambda n: n + 1, deque([1, 2], 3))
    assert queue == deque([2, 3])
    assert queue.maxlen == 3
    counts = trees.tree_map(lambda n: n + 1, defaultdict(int, a=1))
    assert (counts, counts["b"]) == ({"a": 2, "b": 0}, 0)
    assert trees.tree_map(lambda a, b: (a, b), [1], [[2, 3]]) == [(1, [2, 3])]
    for other in ([1], (1, 2), [1, [2, 3]]):
        with pytest.raises(ValueError, match="Node type mismatch"):
            trees.tree_map(lambda a, b: a, [1, [2]], other)


def test_arithmetic_as_a_layer():
    class Sum(nn.Module):
        def __init__(self):
            super().__init__()
            self.f = torch.ao.nn.quantized.FloatFunctional()

        def forward(self, x: torch.Tensor):
            y = self.f.add_relu(x, self.f.mul(x, x))
            return self.f.cat([y, self.f.add_scalar(self.f.mul_scalar(x, 2.0), 1.0)])

    x = torch.tensor([[-0.5, 2.0]])
    for model in (Sum(), torch.jit.script(Sum()), torch.jit.script(Sum(), engine="reference")):
        assert model(x).tolist() == [[0.0, 6.0], [0.0, 5.0]]


@pytest.mark.parametrize("kind", [nn.TransformerEncoderLayer, nn.TransformerDecoderLayer])
@pytest.mark.parametrize("activation", [torch.tanh, nn.Tanh()])
def test_any_function_between_the_linear_layers(kind, activation):
    layer = kind(8, 2, 16, activation=activation).eval()
    inputs = [torch.randn(3, 1, 8)] * (1 if kind is nn.TransformerEncoderLayer else 2)
    hidden = torch.randn(2, 8)
    want = layer.linear2(torch.tanh(layer.linear1(hidden)))
    assert torch.equal(layer._ff_block(hidden), want)
    for engine in ("native", "reference"):
        made = torch.jit.script(layer, engine=engine)
        assert torch.allclose(made(*inputs), layer(*inputs), atol=1e-6)
    with pytest.raises(RuntimeError, match="relu/gelu, not tanh"):
        kind(8, 2, activation="tanh")


def test_weights_that_give_the_channels_or_few_of_them():
    x = torch.arange(2 * 4 * 5).reshape(2, 4, 5).float()
    weight = torch.nn.init.dirac_(torch.empty(4, 2, 3), groups=2)
    assert torch.equal(torch.nn.functional.conv1d(x, weight, padding=1, groups=2), x)
    made = torch.nn.init.sparse_(torch.empty(10, 3), 0.35)
    assert (made == 0).sum(0).tolist() == [4, 4, 4]
    for wrong in (
        lambda: torch.nn.init.dirac_(torch.empty(3)),
        lambda: torch.nn.init.dirac_(torch.empty(3, 1, 1), groups=2),
        lambda: torch.nn.init.sparse_(torch.empty(3), 0.1),
    ):
        with pytest.raises(ValueError, match="dim"):
            wrong()


@pytest.mark.parametrize("norm", [torch.nn.utils.spectral_norm, parametrizations.spectral_norm])
@pytest.mark.parametrize("layer", [nn.Linear(4, 3), nn.ConvTranspose2d(2, 5, 2)])
def test_weights_by_their_largest_singular_value(norm, layer):
    layer = norm(copy.deepcopy(layer))
    x = torch.randn(1, 4) if isinstance(layer, nn.Linear) else torch.randn(1, 2, 3, 3)
    for _ in range(60):
        layer(x)
    rows = layer.weight if isinstance(layer, nn.Linear) else layer.weight.permute(1, 0, 2, 3)
    largest = torch.linalg.svdvals(rows.flatten(1))[0]
    assert torch.allclose(largest, torch.ones(()), atol=1e-4)
    layer.eval()
    want = layer(x)
    traced = torch.jit.trace(layer, (x,))
    assert torch.allclose(traced(x), want, atol=1e-6)
    names = {name.rpartition(".")[2] for name in layer.state_dict()}
    if norm is torch.nn.utils.spectral_norm:
        assert names == {"bias", "weight_orig", "weight_u", "weight_v"}
        torch.nn.utils.remove_spectral_norm(layer)
        assert torch.allclose(layer(x), want, atol=1e-6)
        with pytest.raises(ValueError, match="not found"):
            torch.nn.utils.remove_spectral_norm(layer)
    else:
        assert names == {"bias", "original", "_u", "_v"}


def test_dtypes_that_are_absent_are_compared_in_programs():
    def f(x: torch.Tensor):
        return x.dtype in (torch.complex32, torch.float8_e4m3fn), torch.is_autocast_enabled()

    for engine in ("native", "reference"):
        made = torch.jit.script(f, engine=engine)
        assert made(torch.ones(1)) == (False, False)
    assert not torch.is_autocast_enabled("cpu")


def test_a_constant_in_one_branch_and_a_value_in_the_other():
    def f(x: torch.Tensor, n: int):
        if n > 0:
            dtype = torch.float64
            most = INF
        else:
            dtype = x.dtype
            most = float(n)
        return x.to(dtype).clamp(max=most)

    for engine in ("native", "reference"):
        made = torch.jit.script(f, engine=engine)
        assert made(torch.ones(1), 1).dtype == torch.float64
        assert made(torch.ones(1), -1).tolist() == [-1.0]


def test_the_class_of_a_value_in_a_message():
    def f(x: torch.Tensor, n: int):
        if n > 0:
            raise TypeError(f"got {type(x)}, {type(n)}, {type([n])}")
        return x

    for engine in ("native", "reference"):
        made = torch.jit.script(f, engine=engine)
        with pytest.raises(
            Exception, match="got <class 'torch.Tensor'>, <class 'int'>, <class 'list'>"
        ):
            made(torch.ones(1), 1)

    def g(x: torch.Tensor | None):
        raise TypeError(f"got {type(x)}")

    with pytest.raises(RuntimeError, match="python value of type 'type'"):
        torch.jit.script(g)


def test_the_dtype_of_two():
    def f(x: torch.Tensor):
        return torch.promote_types(x.dtype, torch.float64)

    for engine in ("native", "reference"):
        made = torch.jit.script(f, engine=engine)
        assert made(torch.ones(2)) == f(torch.ones(2)).enum


def test_autocast_for_a_device_that_is_not_there_changes_nothing():
    from minijit.cuda.amp import autocast

    @autocast(enabled=False)
    def f(x: torch.Tensor):
        with torch.cuda.amp.autocast(enabled=True):
            return x + 1

    assert torch.jit.script(f)(torch.ones(1)).item() == f(torch.ones(1)).item() == 2


def test_autocast_that_would_act_does_not_compile():
    def f(x: torch.Tensor):
        with torch.autocast("cpu"):
            return x

    with pytest.raises(NotImplementedError, match="autocast") as caught:
        torch.jit.script(f)
    assert caught.value.id == "MJ9031"
    assert caught.value.range is not None


def test_namespaces_are_imported_as_modules():
    import minijit.fft
    import minijit.linalg
    from minijit.linalg import vector_norm
    from minijit.special import expit

    assert minijit.fft is torch.fft
    assert minijit.linalg is torch.linalg
    assert vector_norm(torch.tensor([3.0, 4.0])).item() == 5
    assert expit(torch.zeros(1)).item() == 0.5


def test_schedulers_have_names_only():
    from minijit.optim.lr_scheduler import LambdaLR

    with pytest.raises(NotImplementedError, match="optim.lr_scheduler.LambdaLR") as caught:
        LambdaLR(None, None)
    assert caught.value.id == "MJ3024"
    assert torch.optim.lr_scheduler.LambdaLR is LambdaLR


@pytest.mark.parametrize("sizes", [(3, 5), (5, 3), (4, 2, 3)])
def test_orthogonal(sizes):
    made = torch.nn.init.orthogonal_(torch.empty(*sizes), gain=2).reshape(sizes[0], -1)
    gram = made @ made.t() if made.size(0) <= made.size(1) else made.t() @ made
    assert torch.allclose(gram, 4 * torch.eye(gram.size(0)), atol=1e-5)
    with pytest.raises(ValueError, match="2 or more dimensions"):
        torch.nn.init.orthogonal_(torch.empty(3))


def suppressed(boxes, scores):
    return torch.ops.torchvision.nms(boxes, scores, 0.5)


def test_operators_of_another_namespace():
    boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 1.9], [5.0, 5.0, 6.0, 6.0]])
    for function in (suppressed, torch.jit.script(suppressed)):
        assert function(boxes, torch.tensor([0.5, 0.9, 0.1])).tolist() == [1, 2]


def test_operators_by_namespace():
    x = torch.tensor([-1.0, 2.0])
    assert torch.equal(torch.ops.aten.relu(x), torch.relu(x))
    assert torch.equal(torch.ops.aten.add.Tensor(x, x), 2 * x)
    assert torch.ops.aten.add("a", "b") == "ab"
    assert torch.ops.aten.sqrt(4.0) == 2.0
    assert "Scalar" in torch.ops.aten.add.overloads()
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = torch.ops.aten.nothing
    with pytest.raises(AttributeError, match="has no overload name 'Nothing'"):
        _ = torch.ops.aten.add.Nothing
    with pytest.raises(AttributeError, match="Invalid attribute '__self__' for"):
        _ = torch.ops.aten.__self__
    with pytest.raises(OSError, match="Could not load this library"):
        torch.ops.load_library("x.so")

    def f(x: torch.Tensor):
        return torch.ops.aten.relu(x)

    assert torch.equal(torch.jit.script(f)(x), torch.relu(x))


@pytest.mark.parametrize("name", ["add", "sub", "mul", "div", "true_divide", "floor_divide"])
@pytest.mark.parametrize("mark", ["", "_"])
def test_a_number_where_a_second_tensor_is_wanted(name, mark):
    x, packet = torch.tensor([7.0, -3.0]), getattr(torch.ops.aten, name + mark)
    overload = "default" if name + mark == "floor_divide" else "Tensor"
    wanted = getattr(torch, name.removeprefix("true_"))(x, 2)
    assert torch.equal(getattr(packet, overload)(x.clone(), 2), wanted)
    with pytest.raises(
        RuntimeError, match="Expected a value of type 'Tensor' for argument 'other'"
    ):
        torch.ops.aten.eq.Tensor(x, 2)


def test_calls_that_no_overload_takes():
    aten, x = torch.ops.aten, torch.ones(2)
    wrong = {
        "MJ9046": lambda: aten.add("a", 1),
        "MJ9013": lambda: aten.type_as(x, 1),
        "MJ9015": lambda: aten.type_as(x),
        "MJ9016": lambda: aten.type_as(x, x, third=x),
        "MJ9017": lambda: aten.type_as(x, x, x),
        "MJ9045": lambda: aten.add.Tensor(x, x, 2),
    }
    for known, call in wrong.items():
        with pytest.raises(RuntimeError) as caught:
            call()
        assert caught.value.id == known


def test_functions_with_a_gradient_of_their_own():
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

    assert Double.apply(torch.ones(1)).item() == 2


def test_weight_norm_old_and_new():
    x = torch.randn(3, 4)
    layer = nn.Linear(4, 2)
    want = layer(x)
    nn.utils.weight_norm(layer)
    assert sorted(dict(layer.named_parameters())) == ["bias", "weight_g", "weight_v"]
    assert torch.allclose(layer(x), want, atol=1e-6)
    nn.utils.remove_weight_norm(layer)
    assert torch.allclose(layer(x), want, atol=1e-6)
    with pytest.raises(ValueError, match="not found"):
        nn.utils.remove_weight_norm(layer)
    parametrizations.weight_norm(layer)
    assert list(layer.state_dict()) == [
        "bias", "parametrizations.weight.original0", "parametrizations.weight.original1",
    ]  # fmt: skip
    assert parametrize.is_parametrized(layer, "weight")
    assert torch.allclose(layer(x), want, atol=1e-6)
    with parametrize.cached():
        assert layer.weight is layer.weight
    parametrize.remove_parametrizations(layer, "weight")
    assert type(layer) is nn.Linear
    assert torch.allclose(layer(x), want, atol=1e-6)


def test_parametrizations_are_written_through():
    class Symmetric(nn.Module):
        def forward(self, x):
            return x.triu() + x.triu(1).transpose(-1, -2)

        def right_inverse(self, x):
            return x.triu()

    layer = nn.Linear(3, 3)
    parametrize.register_parametrization(layer, "weight", Symmetric())
    assert torch.equal(layer.weight, layer.weight.t())
    layer.weight = torch.ones(3, 3)
    assert torch.equal(layer.weight, torch.ones(3, 3))
    with pytest.raises(ValueError, match="does not have a parameter"):
        parametrize.register_parametrization(layer, "nothing", Symmetric())


def test_a_batch_norm_is_folded_into_a_convolution():
    conv, norm = nn.Conv2d(2, 3, 1).eval(), nn.BatchNorm2d(3).eval()
    norm.running_mean.fill_(0.5)
    x = torch.randn(1, 2, 4, 4)
    fused = nn.utils.fusion.fuse_conv_bn_eval(conv, norm)
    assert torch.allclose(fused(x), norm(conv(x)), atol=1e-5)


def test_vectors_of_parameters():
    layer = nn.Linear(2, 2)
    vector = nn.utils.parameters_to_vector(layer.parameters())
    nn.utils.vector_to_parameters(vector * 2, layer.parameters())
    assert torch.equal(nn.utils.parameters_to_vector(layer.parameters()), vector * 2)


def test_sequences_of_different_lengths():
    a, b = torch.ones(3, 2), torch.ones(1, 2)
    rnn = nn.utils.rnn
    assert rnn.pad_sequence([a, b]).shape == (3, 2, 2)
    assert rnn.pad_sequence([a, b], batch_first=True, padding_side="left")[1, 0, 0] == 0
    packed = rnn.pack_sequence([a, b])
    assert packed.batch_sizes.tolist() == [2, 1, 1]
    assert [v.shape[0] for v in rnn.unpack_sequence(packed)] == [3, 1]
    out, _ = nn.LSTM(2, 3)(packed)
    assert out.data.shape == (4, 3)


def test_a_parametrized_layer_is_traced_but_not_while_its_weight_is_cached():
    class Doubled(nn.Module):
        def forward(self, x):
            return x * 2

    layer = parametrize.register_parametrization(nn.Linear(2, 2), "weight", Doubled())
    x = torch.randn(1, 2)
    assert torch.allclose(torch.jit.trace(layer, x)(x), layer(x))
    with (
        parametrize.cached(),
        pytest.raises(RuntimeError, match="Cannot trace a model while caching"),
    ):
        torch.jit.trace(layer, x)


def test_data_sets_in_batches():
    data = torch.utils.data
    pairs = data.TensorDataset(torch.arange(5), torch.arange(5) * 2)
    batches = list(data.DataLoader(pairs, batch_size=2))
    assert [b[1].tolist() for b in batches] == [[0, 2], [4, 6], [8]]
    loader = data.DataLoader(pairs, batch_size=2, shuffle=True, drop_last=True)
    assert len(loader) == len(list(loader)) == 2
    both = data.ConcatDataset([pairs, data.Subset(pairs, [3])])
    assert (len(both), both[-1][0].item()) == (6, 3)
    with pytest.raises(IndexError):
        both[6]

    class Endless(data.IterableDataset):
        def __iter__(self):
            yield from ({"x": float(i), "name": "n"} for i in range(3))

    first = next(iter(data.DataLoader(Endless(), batch_size=2)))
    assert (first["x"].tolist(), first["name"]) == ([0.0, 1.0], ["n", "n"])
    assert data.get_worker_info() is None
    with pytest.raises(NotImplementedError):
        data.Dataset()[0]


def test_optimizers_and_processes_are_not_there():
    with pytest.raises(NotImplementedError) as caught:
        torch.optim.AdamW([], lr=0.1)
    assert caught.value.id == "MJ3024"
    assert not torch.distributed.is_available()
    assert torch.distributed.get_world_size() == 1


def test_an_attribute_that_is_no_function_of_the_language_says_so():
    class Holder(nn.Module):
        def __init__(self):
            super().__init__()
            self.fn = lambda_that_fails

        def forward(self, x):
            return self.fn(x)

    with pytest.raises(RuntimeError, match="failed to compile"):
        torch.jit.script(Holder())


def lambda_that_fails(x):
    return nothing_of_that_name  # noqa: F821


def test_the_default_by_its_old_name():
    torch.set_default_tensor_type(torch.DoubleTensor)
    try:
        assert torch.zeros(1).dtype == torch.float64
    finally:
        torch.set_default_tensor_type("torch.FloatTensor")
    assert torch.zeros(1).dtype == torch.float32


def test_a_spectral_norm_has_the_dtype_and_rows_of_its_weight():
    class Up(nn.ConvTranspose2d):
        pass

    assert torch.nn.utils.spectral_norm(Up(3, 5, 2)).weight_u.shape == (5,)
    layer = torch.nn.utils.spectral_norm(nn.Linear(3, 3, dtype=torch.float64))
    assert layer(torch.ones(1, 3, dtype=torch.float64)).dtype == torch.float64


@pytest.mark.parametrize("place", [-1, 52, 60])
def test_subscripts_of_einsum_are_letters(place):
    with pytest.raises(ValueError, match=r"within the valid range \[0, 52\)"):
        torch.einsum(torch.ones(2, 2), [0, place])


def test_switches_of_other_libraries_change_nothing():
    torch.backends.quantized.engine = "qnnpack"
    torch.backends.cuda.enable_flash_sdp(False)
    assert torch.backends.cudnn.version() is None and not torch.backends.mha.get_fastpath_enabled()
    with (
        torch.backends.cudnn.flags(enabled=False),
        torch.backends.cuda.sdp_kernel(enable_math=True),
        torch.autograd.set_detect_anomaly(True),
        torch.autograd.detect_anomaly(),
    ):
        assert not torch.cuda.is_bf16_supported() and not torch.distributed.is_nccl_available()
    assert not torch.cuda.is_current_stream_capturing()
    assert nn.ReLU().compile() is None
    with pytest.raises(AssertionError, match="XPU"):
        nn.ReLU().xpu()


def test_inner_modules_have_the_names_of_those_above():
    assert importlib.import_module("minijit.jit._script").ScriptModule is torch.jit.ScriptModule
    events = importlib.import_module("minijit.autograd.profiler")
    assert events.EventList is torch.profiler.EventList
    calls = importlib.import_module("minijit.distributed.rpc").api
    assert calls is importlib.import_module("minijit.distributed.rpc.api")
    assert calls._require_initialized(len) is len


def test_older_names_of_initial_values():
    with pytest.warns(FutureWarning, match="in favor of `nn.init.constant_`"):
        assert nn.init.constant(torch.zeros(2), 3.0).tolist() == [3.0, 3.0]


def test_tensors_of_the_dtype_of_another():
    x = torch.ones(2, dtype=torch.float64)
    assert x.new(3, 1).shape == (3, 1) and x.new(3).dtype == torch.float64
    assert torch.equal(x.new([1, 2]), torch.tensor([1.0, 2.0], dtype=torch.float64))
    with pytest.raises(AssertionError, match="CUDA"):
        x.new([1], device="cuda")


def test_batch_norms_of_a_model_are_replaced():
    model = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.BatchNorm1d(2, affine=False)))
    weight, mean = model[0].weight, model[1][0].running_mean
    made = nn.SyncBatchNorm.convert_sync_batchnorm(model.eval())
    assert made is model and made[0].weight is weight
    assert isinstance(made[1][0], nn.SyncBatchNorm) and made[1][0].running_mean is mean
    assert made[1][0].weight is None and not made[1][0].training


def test_weights_of_recurrent_layers_by_layer_and_direction():
    layer = nn.LSTM(2, 3, 2, bidirectional=True, proj_size=1)
    assert len(layer.all_weights) == 4
    assert layer.all_weights[3][4] is layer.weight_hr_l1_reverse


def test_layers_draw_again():
    layers = nn.Sequential(nn.GroupNorm(1, 2), nn.GroupNorm(1, 2, bias=False), nn.PReLU(init=0.5))
    for layer in layers:
        nn.init.zeros_(layer.weight)
        layer.reset_parameters()
    assert [layer.weight[0].item() for layer in layers] == [1.0, 1.0, 0.5]


def test_a_prefix_is_left_out_of_a_state():
    model = nn.Module()
    model.module = nn.Linear(1, 1)
    state = model.state_dict()
    nn.modules.utils.consume_prefix_in_state_dict_if_present(state, "module.")
    assert list(state) == ["weight", "bias"]
    nn.Linear(1, 1).load_state_dict(state)


class Counts:
    def __init__(self, start):
        self.start = start


class CallsOn(nn.Module, Counts):
    call_super_init = True

    def __init__(self):
        super().__init__(3)


def test_classes_after_module_are_called_where_asked():
    assert CallsOn().start == 3
    with pytest.raises(TypeError, match="__init__"):
        nn.Module(3)


def test_paths_of_values_in_nests():
    from minijit.utils import _pytree as trees

    class Held(dict):
        pass

    pair = namedtuple("pair", "a b")
    nest = {"x": [1, pair(2, 3)]}
    paths = [trees.keystr(path) for path, _ in trees.tree_leaves_with_path(nest)]
    assert paths == ["['x'][0]", "['x'][1].a", "['x'][1].b"]
    named = trees.tree_map_with_path(lambda p, v, w: trees.keystr(p) + str(v + w), nest, nest)
    assert named == {"x": ["['x'][0]2", pair("['x'][1].a4", "['x'][1].b6")]}
    with_keys, spec = trees.tree_flatten_with_path(nest)
    assert trees.tree_unflatten([v for _, v in with_keys], spec) == nest
    make = trees._dict_flatten, lambda values, keys: Held(zip(keys, values, strict=True))
    trees.register_pytree_node(Held, *make, flatten_with_keys_fn=trees._dict_flatten_with_keys)
    assert trees.tree_leaves_with_path(Held(k=1)) == [((trees.MappingKey("k"),), 1)]

    class Bare(Held):
        pass

    trees.register_pytree_node(Bare, lambda held: ([], None), lambda values, _: Bare())
    assert trees.tree_leaves_with_path(Bare()) == []

    class Keyless:
        pass

    trees.register_pytree_node(Keyless, lambda held: ([1], None), lambda values, _: Keyless())
    with pytest.raises(ValueError, match="flatten_with_keys_fn"):
        trees.tree_leaves_with_path(Keyless())


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_classes_of_tensors_in_unions(engine):
    def f(x: torch.FloatTensor | None, y: None | torch.LongTensor = None):
        if y is not None:
            return y + 1
        return x if x is not None else torch.zeros(1)

    scripted = torch.jit.script(f, engine=engine)
    assert scripted(torch.ones(1)).tolist() == [1.0]
    assert scripted(None, torch.tensor([2])).tolist() == [3]


@pytest.mark.parametrize(("name", "limits"), [
    ("float8_e5m2", (57344, -57344, 0.25, 2**-14)),
    ("float8_e4m3fn", (448, -448, 0.125, 2**-6)),
    ("float8_e5m2fnuz", (57344, -57344, 0.125, 2**-15)),
    ("float8_e4m3fnuz", (240, -240, 0.125, 2**-7)),
    ("float8_e8m0fnu", (2.0**127, 2.0**-127, 1.0, 2.0**-127)),
])  # fmt: skip
def test_limits_of_dtypes_that_are_left_out(name, limits):
    info = torch.finfo(getattr(torch, name))
    assert (info.max, info.min, info.eps, info.tiny) == limits
    assert (info.bits, info.dtype, info.smallest_normal) == (8, name, limits[3])


def test_sizes_that_may_be_symbols_elsewhere():
    assert (torch.sym_max(2, 3), torch.sym_min(2, 3), torch.sym_int(2.5)) == (3, 2, 2)
    assert isinstance(torch.sym_float(2), float)
    assert torch.sym_not(False)


def test_keys_of_the_dispatcher_may_be_named_and_excluded():
    key = torch._C.DispatchKey.AutocastCPU
    both = torch._C.DispatchKeySet(key) | torch._C.DispatchKeySet(torch._C.DispatchKey.CPU)
    with torch._C._ExcludeDispatchKeyGuard(both):
        assert float(torch.tensor(1.0) + 1) == 2
