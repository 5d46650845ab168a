"""What the sources of model libraries do around their models."""

import numbers
from typing import List, Optional, Tuple, Union

import minijit as torch
import minijit.nn.functional as F
import minijit.utils.checkpoint as checkpointing
from minijit import Tensor, nn
from minijit.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence
from tests.cases.case import Raises, case

t = torch.tensor
ROWS = t([[3.0, 1.0], [3.0, 1.0], [2.0, 2.0]])


@case(
    (
        (t([2, 1, 2]),),
        (t([1, 2]), (t([1, 2]), t([1, 0, 1])), (t([1, 2]), t([1, 0, 1]), t([1, 2])), t([2, 1, 2])),
    )
)
def unique_by_flags(x):
    one = torch.unique(x)
    two = torch.unique(x, return_inverse=True)
    three = torch.unique(x, True, True, True)
    return one, two, three, torch.unique_consecutive(x, dim=0)


@case(((t([[1], [0]]), None), t([0, 1])), ((t([[1], [0]]), 0), t([[0], [1]])))
def unique_along(x, dim: Optional[int]):
    return torch.unique(x, dim=dim)


@case(((ROWS.t(), ROWS, 1), t([[22.0, 10.0], [10.0, 6.0]])), ((ROWS, ROWS, 2), t(28.0)),
      ((ROWS, ROWS, 3), Raises("tensordot expects dims < ndim_a or ndim_b")))  # fmt: skip
def contract(a, b, dims: int):
    return torch.tensordot(a, b, dims)


@case(((ROWS, ROWS), (t(28.0), t([[10.0, 10.0, 8.0]] * 2 + [[8.0, 8.0, 8.0]]))))
def contract_named(a, b):
    both = torch.tensordot(a, b, dims=torch.tensor([[0, 1], [0, 1]]))
    assert both == torch.tensordot(a, b, dims=torch.tensor([2]))
    return both, torch.tensordot(a, b, dims=([1], [1]))


@case(((t([[3.0, 4.0]]),), (t(5.0), t(5.0), t([[5.0]]), t([7.0]), t(5.0, dtype=torch.float64))))
def norms(x):
    return (
        torch.norm(x),
        torch.norm(x, p="fro"),
        torch.norm(x, 2, keepdim=True),
        torch.norm(x, p=1, dim=1),
        torch.norm(x, dtype=torch.float64),
    )


@case(((t([[3.0, 4.0]]), None, None), t([[5.0]])), ((t([[3.0, 4.0]]), 1.0, 0), t([[3.0, 4.0]])))
def norm_if_said(x, p: Optional[float], dim: Optional[int]):
    return torch.norm(x, p, dim, keepdim=True)


class Scaled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale: float = 1.0):
        ctx.save_for_backward(x)
        ctx.scale = scale
        return torch.sigmoid(x) * ctx.scale

    @staticmethod
    def backward(ctx, grad):
        raise NotImplementedError


class Parts(torch.autograd.Function):
    @staticmethod
    def forward(x: Tensor):
        return x[:1], x[1:]

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.mark_non_differentiable(*output)


@case(((t([0.0, 0.0]),), (t([0.0]), t([1.0]))))
def gradients_of_its_own(x):
    first, second = Parts.apply(x)
    return first, Scaled.apply(second, 2.0)


class Recipe:
    def __init__(self, sizes: List[int]):
        self.sizes: List[int] = sizes


@case(((t([1.0]),), t([6.0])), ((t([[1.0]]),), t([[8.0]])))
class ObjectsInContainers(nn.Module):
    def __init__(self):
        super().__init__()
        self.by_rank = {1: Recipe([5]), 2: Recipe([4, 3])}
        self.rest = [Recipe([0])]

    def forward(self, x):
        for size in self.by_rank[x.dim()].sizes:
            x = x + size
        return x + self.rest[0].sizes[0]


@case(((t([1.0]), 2), t([3.0])), ((t([1.0]), 2.0), t([3.0])), ((t([1.0]), None), t([1.0])))
def number_or_nothing(x, more: Union[int, float, None]):
    if isinstance(more, numbers.Number):
        return x + more
    return x


@case(((t([1.0, 2.0]),), (t([2.0, 2.0]), t([7]), t([1.0, 2.0], dtype=torch.complex128))))
def older_constructors(x):
    sizes = torch.FloatTensor((x.size(0), 2), device=x.device)
    return sizes, torch.LongTensor([7], device="cpu"), x.cfloat().cdouble()


@case(((t([2.0]),), t([2.0])))
def check_later(x):
    torch._assert_async(x + 1)
    torch._assert_async(x, "a zero")
    return x


@case(((t([2]),), t([2.0])))
def device_by_name(x, device: torch.device = "cpu", other: Optional[torch.device] = "cpu"):
    assert device.type == "cpu" and other == device
    return torch.ones(1, device=device) * x.to(other)


@case(((t([[0.0], [3.0]]),), (t([[0.0, 3.0], [3.0, 0.0]]), t([[0.0, 3.0], [3.0, 0.0]]))))
def distances(x):
    return torch.cdist(x, x, p=1.0), torch.cdist(x, x, compute_mode="use_mm_for_euclid_dist")


@case(((t([1.0, 2.0, 3.0, 4.0]),), (t([[8.0, 10.0, 12.0]]), t([[10.0]]))))
def spectra(x):
    w = torch.ones(4)
    padded = torch.stft(x, 4, hop_length=2, window=w, return_complex=True)
    plain = torch.stft(x, 4, hop_length=2, window=w, center=False, return_complex=True)
    return torch.real(padded)[:1], torch.real(plain)[:1]


@case(((t([[1, 2]]), 1), t([[3, 4]])))
def throw_away_in_a_loop(x, n: int):
    _, width = x.size()
    for _i in range(n):
        x, _ = x + width, t(0)
    return x


@case(((t(2),), 2), ((t(5),), 5), python=False)
def a_number_stays_one(x):
    n = 0
    for _ in range(3):
        n = x
    return n


class Layer(nn.Module):
    def forward(self, x, bias: Optional[Tensor] = None):
        if bias is None:
            bias = x
        return x + bias, bias


@case(((t([1]), 1), t([2])), ((t([1]), 9), t([3])))
class TypeChangesInUnrolledLoop(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Layer(), Layer()])

    def forward(self, x, limit: int):
        bias = None
        for i, layer in enumerate(self.layers):
            x, bias = layer(x, bias=bias)
            if i + 1 >= limit:
                return x
        return x


@case(((t([1.0, -1.0]),), t([1.0, 0.0])))
class Contexts(nn.Module):
    def forward(self, x):
        with torch.autocast("cuda", enabled=False), torch.no_grad():
            y = F.relu(x)
        with torch.profiler.record_function("norm"):
            if torch.jit.is_scripting() or torch.jit.is_tracing():
                return y
            return checkpointing.checkpoint(F.relu, y, use_reentrant=False)


def made(layer):
    with torch.no_grad():
        for i, parameter in enumerate(layer.parameters()):
            parameter.copy_(
                (torch.arange(parameter.numel()).view(parameter.shape) + i) * 0.01 - 0.1
            )
    return layer


class Packed(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.rnn = layer

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, _ = self.rnn(packed)
        padded, sizes = pad_packed_sequence(out, batch_first=True)
        return torch.round(padded * 1e4), sizes


@case(
    (
        (torch.ones(2, 3, 2), t([1, 3])),
        (t([[[-413.0], [0.0], [0.0]], [[-413.0], [-586.0], [-659.0]]]), t([1, 3])),
    )
)
class PackedLSTM(Packed):
    def __init__(self):
        super().__init__(made(nn.LSTM(2, 1, batch_first=True)))


@case(
    ((torch.ones(2, 2, 2), t([2, 1])), (t([[[-1074.0], [-1518.0]], [[-1074.0], [0.0]]]), t([2, 1])))
)
class PackedGRU(Packed):
    def __init__(self):
        super().__init__(made(nn.GRU(2, 1, batch_first=True)))


@case(((-torch.ones(2, 2, 2), t([2, 1])), (t([[[400.0], [364.0]], [[400.0], [0.0]]]), t([2, 1]))))
class PackedRNN(Packed):
    def __init__(self):
        super().__init__(made(nn.RNN(2, 1, nonlinearity="relu", batch_first=True)))


@case(((t([1.0]),), (True, False)))
def layouts(x):
    return x.layout == torch.strided, x.layout == torch.sparse_coo or x.layout == torch.sparse_csr


@case(((t(3), t(0.5)), (3, (0.5, 4))))
def items_of_a_declared_type(x, y) -> Tuple[int, Tuple[float, int]]:
    return x.item(), (y.item(), (x + 1).item())


@case(((t([1.0]), t([2.0])), t([6.0])), ((t([1.0]), t([2.0]), 3), t([9.0])))
class NoTensorByDefault(nn.Module):
    def forward(self, x, more=None, factor: int = 2):
        if more is not None:
            x = x + more
        return x * factor


class CheckedLSTM(nn.LSTM):
    def forward(self, input, hx: Tuple[Tensor, Tensor], order: Optional[Tensor] = None):
        self.check_forward_args(input, hx, None)
        shape = self.get_expected_cell_size(input, None)
        self.check_hidden_size(hx[0], shape)
        return self.permute_hidden(hx, order), shape


STATES = t([[[1.0], [2.0]]])


@case(((torch.ones(3, 2, 2), (STATES, STATES), t([1, 0])), ((t([[[2.0], [1.0]]]),) * 2, (1, 2, 1))),
      ((torch.ones(3, 1, 2), (STATES, STATES)), Raises("Expected hidden[0] size")))  # fmt: skip
class ChecksOfALayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = CheckedLSTM(2, 1)

    def forward(self, x, hx: Tuple[Tensor, Tensor], order: Optional[Tensor] = None):
        return self.layer(x, hx, order)


@case(((torch.ones(2, 1), t([2])), 2))
def fields_of_packed(x, lengths) -> int:
    packed: PackedSequence = pack_padded_sequence(x, lengths)
    if packed.sorted_indices is not None:
        return -1
    return packed.batch_sizes.size(0)


class Halves(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        if not torch.jit.is_scripting():
            ctx.save_for_backward(x)
        return x / 2

    @staticmethod
    def backward(ctx, dy):
        return dy * ctx.scale

    @staticmethod
    def of(x):
        if torch.jit.is_scripting():
            return Halves.forward(torch.empty(0), x)
        return Halves.apply(x)


@case(((t([3.0]),), t([1.5])))
def statics_of_a_function_class(x):
    return Halves.of(x)


@case(((t([3.0]), False), t([3.0])), ((t([3.0]), True), Raises("cuda devices")), python=False)
def moved_where_asked(x, far: bool):
    if far or x.is_cuda:
        x = x.cuda()
    return x


@case(((t([3.0]), 0), t([3.0])), ((t([3.0]), 1), Raises("grad")), ((t([3.0]), 2), Raises("grad")))
def trained_where_asked(x, how: int):
    if how == 1:
        x.sum().backward()
    elif how == 2:
        return torch.autograd.grad([x.sum()], [x])[0]
    return x


@case(((t([-2, 5]),), (0, 3, 1, 4)))
def bounded_elements(x):
    return max(x[0], 0), min(x[1] + 1, 3), max(x[0], 0, 1), min(9, x[1] + 1, 4)


@case(((t([1.5, 2.5]), True), 4.0), ((t([1.5, 2.5]), False), None))
def number_of_a_tensor(x, wanted: bool) -> Optional[float]:
    found: Optional[float] = None
    if wanted:
        found = x.sum().item()
    return found


@case(((t([1.5, 2.5]), True), 4.0), ((t([1.5, 2.5]), False), None))
def number_returned(x, wanted: bool) -> Optional[float]:
    if wanted:
        return x.sum().item()
    return None


@case(((True,), torch.device("cpu")), ((False,), None), python=False)
def device_by_name(wanted: bool):
    found: Optional[torch.device] = None
    if wanted:
        found = "cpu"
    return found


SMALL = torch.ones(1, 1, 2, 2)


@case(
    ((SMALL, 2.0, None), torch.ones(1, 1, 4, 4)),
    ((SMALL, None, 3), torch.ones(1, 1, 3, 3)),
    ((SMALL, None, None), Raises("size or scale_factor")),
)
def resized(x, scale: Optional[float], size: Optional[int]):
    return F.interpolate(x, size=size, scale_factor=scale)


@case(((t([1.0]),), t([2.0])), (([t([1.0]), t([3.0])],), t([2.0, 4.0])))
def joined(boxes: Union[Tensor, List[Tensor]]):
    rois = boxes
    if not isinstance(rois, Tensor):
        rois = torch.cat(rois)
    return rois + 1


@case(
    ((ROWS, t([0, 1, 0]), False, None), t(-6.0)),
    ((ROWS, t([0, 1, 0]), None, False), t([-3.0, -1.0, -2.0])),
    ((ROWS, t([0, 1, 0]), None, None), t(-2.0)),
)
def reduced_by_older_names(x, classes, size_average: Optional[bool], reduce: Optional[bool]):
    return F.nll_loss(x, classes, None, size_average, -100, reduce)


@case(
    ((ROWS, ROWS + 2, ROWS, "none"), (ROWS * 4, ROWS * 2, ROWS * 0.875)),
    ((ROWS, ROWS + 2, ROWS, "mean"), (t(4.0), t(2.0), t(1.75))),
    ((ROWS, ROWS + 2, ROWS, "sum"), (t(48.0), t(24.0), t(10.5))),
    ((ROWS, ROWS + 2, ROWS[0], "sum"), Raises("Weights and input must have the same size")),
)
def weighted_losses(x, target, weight, reduction: str):
    return (
        F.mse_loss(x, target, reduction=reduction, weight=weight),
        F.l1_loss(x, target, reduction=reduction, weight=weight),
        F.huber_loss(x, target, reduction, 0.5, weight),
    )


@case(((t([1.0]),), t([2.0])))
def overridable(x):
    if torch.overrides.has_torch_function((x,)):
        return torch.overrides.handle_torch_function(overridable, (x,), x)
    return x + 1
