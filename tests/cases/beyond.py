"""What Python has and TorchScript has not: decided at compile time, plain TorchScript in archives."""

from typing import Dict, List, Optional, Set, Tuple

import minijit as torch
from minijit import Tensor, nn
from tests.cases.case import Raises, case

t = torch.tensor


def total(first, *more, scale=1, **named):
    result = first * scale
    for x in more:
        result = result + x
    for name, value in named.items():
        result = result + value * len(name)
    return result + len(more) + named.get("extra", 100)


def passed_on(*args, **kwargs):
    return total(*args, **kwargs)


@case(((t([1.0]), 2), (t([104.0]), 109, t([7.0]), t([216.0]))))
def rest_arguments(x, n: int):
    return (
        total(x, n), total(n, n, n, scale=1, z=1), total(x, extra=1),
        passed_on(x, x, scale=n) * 2 + 8,
    )  # fmt: skip


def keyword_only(x, *, scale: int, shift: float = 0.5):
    return x * scale + shift


@case(((t([1.0]),), (t([2.5]), t([4.0]))))
def keyword_only_parameters(x):
    return keyword_only(x, scale=2), keyword_only(x, shift=1.0, scale=3)


@case((([3, -1, 2], ["ccc", "a", "bb"]), ([-1, 2, 3], ["a", "bb", "ccc"], [3, 2, -1], "ccc", -1)))
def keys(xs: List[int], words: List[str]):
    pairs = [(w, len(w)) for w in words]
    pairs.sort(key=lambda p: p[1])
    found = [p[0] for p in pairs]
    return (
        sorted(xs, key=lambda v: v * v * v), found, sorted(xs, reverse=True),
        max(words, key=len), min(xs, key=lambda v: v),
    )  # fmt: skip


@case(((t([1.0]), 2), (t([6.0]), t([7.0]), t([3.0]))))
def lambdas(x, n: int):
    add = lambda y, k=3: y * n + k  # noqa: E731
    first = add(x) + 1
    n = 3

    def nested(y):
        return add(y) + 1

    return first, nested(x), (lambda: x + n - 1)()


def applied(f, x):
    return f(f(x))


@case(((t([1.0]),), (t([4.0]), t([3.0]))))
class FunctionsAsArguments(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU()

    def forward(self, x):
        return applied(lambda y: y * 2, x), applied(self.relu, x + 2)


@case((([1, 2, 2, 5],), (3, True, False, [1, 2, 5, 7], [5], [1, 2], True, [0, 1, 2])))
def sets(xs: List[int]):
    a = set(xs)
    size = len(a)
    b: Set[int] = set()
    for x in xs:
        b.add(x * 2 % 10)
    b.discard(0)
    a.add(7)
    a.discard(100)
    small = {x % 3 for x in xs} | {0}
    return (
        size, 2 in a, 3 in a, sorted(a), sorted(a - {1, 2, 7}), sorted(a & {2, 1, 9}),
        {2, 1} <= a, sorted(small),
    )  # fmt: skip


@case((([1, 2, 5],), (16, True, True, [2, 3, 6], "1,2,5", True)), (([0],), Raises("by")))
def generators(xs: List[int]):
    return (
        sum(x * 2 for x in xs),
        any(10 // x > 3 for x in xs),
        all(x > 0 for x in xs if x != 7),
        list(x + 1 for x in xs),
        ",".join(str(x) for x in xs),
        any(5 // x > 4 for x in [1, 0]),
    )


@case((([2, 3],), [10, 18, 1, 2]))
def enumerate_from(xs: List[int]):
    found: List[int] = []
    for i, x in enumerate(xs, 5):
        found.append(i * x)
    for i, _ in enumerate(xs, start=1):
        found.append(i)
    return found


@case(((1,), (2, "fine", 3)), ((-1,), (0, "negative", 3)))
def decided_try(n: int):
    kind = "none"
    try:
        if n < 0:
            raise ValueError("negative")
        kind = "fine"
        n = n + 1
    except ValueError:
        kind = "negative"
        n = 0
    finally:
        last = 3
    return n, kind, last


@case((([1, 3],), "found"), (([1],), "none"))
def loop_else(xs: List[int]):
    kind = ""
    for x in xs:
        if x == 3:
            kind = "found"
            break
    else:
        kind = "none"
    return kind


@case(((t([1.0]),), t([8.0])), ((t([1.0]),), t([8.0])))
class RefinedAttributes(nn.Module):
    cache: Optional[Tensor]
    scale: Optional[int]

    def __init__(self):
        super().__init__()
        self.cache = None
        self.scale = 2

    def forget(self):
        self.scale = None

    def forward(self, x):
        if self.cache is None:
            self.cache = x * 3
        y = x + self.cache
        if self.scale is not None and self.scale > 1:
            y = y * self.scale
            self.forget()
            if self.scale is None:
                y = y * 1
        self.scale = 2
        return y


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = 2

    def helper(self, x):
        return x * self.scale

    def forward(self, x):
        return self.helper(x) + 1


class Middle(Base):
    def helper(self, x):
        return super().helper(x) * 10


@case(((t([1.0]),), t([62.0])))
class Inherited(Middle):
    def forward(self, x):
        return super().forward(x) + Base.forward(self, x) + super(Middle, self).helper(x) * 10


@case((({"a": 1},), (["a"], 1)))
def map_and_filter(d: Dict[str, int]):
    found: Tuple[List[str], int] = (
        list(filter(lambda k: len(k) == 1, d)),
        sum(map(lambda k: d[k], d)),
    )
    return found


@case(
    (([1, 2, 3],), ([1, 2, 3, 2, 4, 6, 3, 6, 9], [2, 3, 6], {1: 0, 2: 1, 3: 2}, 3, [1, 2, 3], True))
)
def several_for(xs: List[int]):
    odd = any(x * y == 9 for x in xs if x > 1 for y in [x - 1, x])
    return (
        [x * y for x in xs for y in xs], [x * y for x in xs if x > 1 for y in range(x) if y > 0],
        {x: y for x in xs for y in range(x)}, len({x % 3 for x in xs for _ in range(2)}),
        [y for row in [[1, 2], [3]] for y in row], odd,
    )  # fmt: skip


@case(((t([1.0]),), ([t([0.0]), t([2.0]), t([0.0]), t([1.0])],)))
class SeveralForOverModules(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.ReLU(), nn.Hardtanh()])

    def forward(self, x):
        return ([layer(x * 2) * k for layer in self.layers for k in range(2)],)


@case((([1], [2, 3], (4, 5)), ([1], [1, 1, 2, 3], [0, 4, 5, 1], [0, 1, 7], 3, ["b", "c", "a"])))
def displays_of_displays(a: List[int], b: List[int], t: Tuple[int, int]):
    copy = [*a]
    copy.append(9)
    return [*a], [*a, 1, *b], [0, *t, *a], [*range(2), 7], len({*a, *b}), [*"bc", "a"]


@case((({"a": 1}, {"a": 5, "z": 3}), ({"a": 1, "z": 1}, {"z": 3, "a": 5}, {"a": 1}, [1, 5])))
def dicts_of_dicts(d: Dict[str, int], e: Dict[str, int]):
    first = {**d}
    first["n"] = 2
    return {**d, "z": 1}, {"z": 1, **d, **e}, d, [{**d}["a"], {**d, **e}["a"]]


@case(((1,), (7, 2)), ((5,), (60, 6)))
def assignment_expressions(x: int):
    if (n := x + 1) > 2:
        return n * 10, n
    while (x := x + 1) < 5:
        pass
    return x + n, (m := n)


@case((({"a": 2},), 5), ((None,), 0))
def assigned_and_refined(d: Optional[Dict[str, int]]):
    if (found := d) is not None:
        return found["a"] + 3
    return 0


@case((([1, 2, 3], 1), (2, 6)), (([1], 2), Raises("index out of range")))
def indices_of_alike_tuples(xs: List[int], n: int):
    later = (x + 1 for x in xs)
    pair = (xs[0], xs[0] + 1)
    return pair[n], sum(later) - 3


@case(((5,), 2), ((1,), 12))
def caught_under_an_unread_name(x: int):
    try:
        if x > 3:
            raise ValueError("big")
        y = 1
    except ValueError as _problem:
        y = 2
    else:
        y = y + 11
    return y


@case((([1, 2], [2, 3]), ([2], [1, 9])))
def sets_updated(a: List[int], b: List[int]):
    both, rest = set(a), set(a)
    both.intersection_update(set(b))
    rest.difference_update(b)
    rest.add(9)
    return sorted(both), sorted(rest)
