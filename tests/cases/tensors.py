"""Tensor operators, views, indexing, writing."""

from typing import List

import minijit as torch
import minijit.nn.functional as F
from minijit import Tensor, nn
from tests.cases.case import Raises, case

t = torch.tensor
m = t([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


@case(
    (
        (m,),
        (
            t([1.0, 2.0, 3.0]),
            t([2.0, 5.0]),
            t([[2.0, 3.0]]),
            t([3.0, 6.0]),
            t([[1.0, 3.0], [4.0, 6.0]]),
            t([[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]),
        ),
    )
)
def basic_indexing(x):
    return x[0], x[:, 1], x[:1, 1:], x[..., -1], x[:, ::2], x[:, None]


@case(
    (
        (m, t([1, 0])),
        (t([[4.0, 5.0, 6.0], [1.0, 2.0, 3.0]]), t([[2.0, 1.0], [5.0, 4.0]]), t([4.0, 5.0, 6.0])),
    )
)
def advanced_indexing(x, i):
    return x[i], x[:, i], x[x > 3]


@case(((m,), t([[0.0, 2.0, 7.0], [0.0, 5.5, 6.5]])))
def writes(x):
    y = x.clone()
    y[:, 0] = 0.0
    y[0, 2] = 7
    y[1, 1:] += 0.5
    return y


@case(
    (
        (m,),
        (
            t([[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]),
            t([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
            t([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
            [2, 3],
            6,
        ),
    )
)
def shapes(x):
    return x.t(), x.flatten(), x.view(3, -1), list(x.size()), x.numel()


@case(((m, t([[1.0], [2.0], [3.0]])), (t([[14.0], [32.0]]), t([[14.0], [32.0]]))))
def products(x, y):
    return x @ y, torch.mm(x, y)


@case(((m, m.t()), Raises("must match the size of tensor")))
def mismatch(x, y):
    return x + torch.cat([y, y])


@case(((m,), (t(21.0), t([5.0, 7.0, 9.0]), t([2.0, 5.0]), t([3.0, 6.0]), t([2, 2]))))
def reductions(x):
    values, indices = x.max(dim=1)
    return x.sum(), x.sum(0), x.mean(dim=1), values, indices


@case(
    ((t([[3.0, 0.0], [0.0, -2.0]]),), (t([-2.0, 3.0]), t(-1.0), t([3.0, 2.0]), t(3.0), t([0.75])))
)
def results_by_name(x):
    values = torch.linalg.eigh(x).eigenvalues
    sign = torch.linalg.slogdet(x).sign
    singular = torch.linalg.svd(x, full_matrices=False).S
    most = torch.aminmax(x).max
    return values, sign, singular, most, torch.frexp(x[0, :1]).mantissa


@case(
    (
        (m,),
        (
            t([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]]),
            t([[1.0, 2.0, 3.0], [3.0, 3.0, 3.0]]),
            t([[0.0, 2.0, 0.0], [4.0, 0.0, 6.0]]),
        ),
    )
)
def elementwise(x):
    return F.relu(x - 3), torch.clamp(x, max=3.0), torch.where(x % 2 == 0, x, torch.zeros_like(x))


@case(((t([1, 2]), t([1.5, 2.5])), (t([2.5, 4.5]), t([0.5, 1.0]), t([0, 1]), t([2, 4]))))
def promotion(a, b):
    return a + b, a / 2, a // 2, a * 2


@case(
    (([m, m], 0), t([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])),
    (([m, m], 1), t([[1.0, 2.0, 3.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 4.0, 5.0, 6.0]])),
)
def joined(parts: List[torch.Tensor], dim: int):
    return torch.cat(parts, dim=dim)


@case(((m,), (t([[0.0, 1.0], [0.0, 1.0]]), t([1, 1, 1]), t([0.0, 2.0, 4.0]), t([2.0, 2.0]))))
def factories(x):
    return (
        torch.arange(2, dtype=x.dtype).expand(2, 2),
        torch.ones(3, dtype=torch.int64),
        torch.arange(0.0, 6.0, 2.0),
        torch.full([2], 2.0),
    )


@case(
    (
        (t([0.0, 1.0]),),
        (
            t([0.5, 0.7310585975646973]),
            t([0.2689414322376251, 0.7310585975646973]),
            t([0.0, 0.8413447141647339]),
            t([0.0, 0.7615941762924194]),
        ),
    )
)
def activations(x):
    return torch.sigmoid(x), F.softmax(x, dim=0), F.gelu(x), torch.tanh(x)


@case(((m,), (t([[2.0, 3.0, 4.0], [5.0, 6.0, 7.0]]), True)))
def in_place(x):
    y = x
    y += 1
    return x, bool((x == y).all())


@case(((t([[1, 2], [3, 4]]), t(1.5)), ([[1, 2], [3, 4]], 1.5)))
def lists_of_tensors(x, y):
    rows: List[List[int]] = x.tolist()
    number: float = y.tolist()
    return rows, number


@case(
    (
        (m,),
        (
            t([[3.0, 4.0, 4.0], [4.0, 4.0, 4.0]]),
            t([[True, False, False]] * 2),
            t([[0.5, 1.0, 1.5]]),
        ),
    )
)
def other_names(x):
    clipped = torch.clip(torch.absolute(torch.multiply(x, -3)), max=4)
    return clipped, x.less(torch.tensor([10.0, 1.0, 2.0])), x[:1].divide(2)


@case(((t([[[1.0, 2.0], [3.0, 4.0]]]),), (t([[1.0, 4.0]]), t([[2.0]]))))
def diagonals_of_matrices(x):
    return torch.linalg.diagonal(x), torch.linalg.diagonal(x, offset=1)


@case(((t([1.0, 2.0]),), (t([0, 16256, 0, 16384], dtype=torch.int16), t([[1.0], [2.0]]))))
def copies_of_views(x):
    return torch.view_copy(x, torch.int16), torch.view_copy(x, [2, 1])


@case(
    ((t([1.5, 0.0]), torch.bool), t([True, False])),
    ((t([1.5]), torch.int8), t([1], dtype=torch.int8)),
)
def type_as_a_method(x, kind: torch.dtype):
    return x.type(kind)


@case(((7,), (True, (2, 3), True)))
def generators(seed: int):
    own = torch.Generator()
    own.manual_seed(seed)
    first = torch.rand([2, 3], generator=own)
    again = torch.empty(2, 3).uniform_(generator=own.manual_seed(seed))
    later = torch.rand([2, 3], generator=own)
    return torch.equal(first, again), tuple_of(first), not torch.equal(first, later)


def tuple_of(x: torch.Tensor):
    return x.size(0), x.size(1)


@case(((t([1.0, 2.0]),), (t([[1.0], [2.0]]), t([[1.0, 2.0]]))))
def axes_by_name(x):
    return x[:, torch.newaxis], x[torch.newaxis]


@case(((t([1, 2]), 1), (t([1, 2]), t([1, 2]))), ((t([5]), 0), (t([10]), t([10]))))
def shifted_in_place(x: Tensor, n: int):
    y = x
    x <<= 2
    x >>= 1
    x >>= torch.tensor([n])
    return x, y


@case(((t([True, False]), 1), Raises("can't be cast to the desired output type Bool")))
def shifted_bools(x: Tensor, n: int):
    x <<= n
    return x


@case(((1,), (t([2, 4]), t([2, 4]))), ((2,), (t([8, 16]), t([8, 16]))))
class ShiftsItsBuffer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("t", torch.tensor([1, 2]))

    def forward(self, n: int):
        whole = self.t
        self.t <<= n
        return whole.clone(), self.t.clone()


@case(((t([1.0]),), (t([1.0 + 1.0j]), t([1.0 + 0.0j]))))
def to_complex_powers(x: Tensor):
    return x + 1j, x ** (2 + 1j)


@case(((t([1.0]), t([[2.0, 3.0]])), (t([[2.0, 7.0]]), t([[2.0, 7.0]]), 2)))
def takes_the_memory_of_another(x: Tensor, y: Tensor):
    taken = x.set_(y)
    y[0, 1] = 7.0
    return x, taken, x.dim()
