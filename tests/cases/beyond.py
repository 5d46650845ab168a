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


FOUND = [(([1],), ("none", 0)), (([1, 5, 7],), ("found", 5)), (([],), ("none", 0))]


@case(*FOUND)
def set_before_break_and_in_else(xs: List[int]):
    for x in xs:
        if x > 2:
            word = "found"
            value = len(word) * x // 5
            break
    else:
        word, value = "none", 0
    return word, value


@case(*FOUND)
def set_before_two_breaks_of_a_while(xs: List[int]):
    i = 0
    while i < len(xs):
        if xs[i] == 5:
            pair = ("found", xs[i])
            break
        i += 1
        if i > 9:
            pair = ("many", i)
            break
    else:
        pair = ("none", 0)
    return pair


@case((([1],), 0), (([1, 5, 7],), 12), (([],), 0))
def set_in_a_loop_within_a_loop(xs: List[int]):
    total = 0
    for step in xs:
        for x in xs:
            if x > step:
                more = x - step
                break
        else:
            more = 0
        total += more * 2
    return total


@case((([1],), 0), (([1, 3, 7],), 3), (([],), 0))
def set_in_copies_of_a_body(xs: List[int]):
    for x in (1, 2, len(xs)):
        if x > 2:
            found = x
            break
    else:
        found = 0
    return found


@case((([1],), Raises("nothing")), (([1, 5, 7],), 5), (([6],), -1))
def set_before_break_or_left(xs: List[int]):
    for x in xs:
        if x > 2:
            if x == 6:
                return -1
            found = x
            break
    else:
        raise ValueError("nothing")
    return found


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


@case((([1, 2],), (103, [1, 2])), (([1, 9, 2],), (1, [1, 9])), (([-5],), (-1, [-5])))
def ends_of_loops(xs: List[int]):
    total, seen = 0, torch.jit.annotate(List[int], [])
    for x in xs:
        seen.append(x)
        if x < 0:
            return -1, seen
        if x > 5:
            break
        if x == 4:
            continue
        total += x
    else:
        total += 100
    while total > 1000:
        total -= 1
    else:
        seen = seen[:3]
    return total, seen


@case((([1, 2, 7], [7, 2]), [1, -1]), (([7, 1], [7]), []))
def ends_of_loops_within_loops(xs: List[int], ys: List[int]):
    found: List[int] = []
    for x in xs:
        for y in ys:
            if x == y:
                break
        else:
            found.append(x)
            continue
        if x == 7 and len(found) == 0:
            break
    else:
        found.append(-1)
    return found


@case(((3,), (4, 30, [3, 0, 1], 9, 16, 5)))
def functions_within_functions(n: int):
    k = 1
    calls: List[int] = []

    def plus(y: int, by: int = k):
        calls.append(y)
        return (y + by) * k

    first = plus(n)
    k = 10
    second = plus(0, 3)  # the default is that of the definition, k that of the call
    for k in range(2):
        plus(k)

    def outer(y: int):
        def inner(z: int, *rest, scale: int = 2):
            return z * scale + len(rest) + n

        return inner(y) + inner(y, 0, scale=0)

    def early(y: int):
        for i in range(y):
            if i == 2:
                return i + n
        return -1

    return first, second, [calls[0], calls[1], calls[3]], outer(1), twice(outer, 0) - 5, early(n)


def twice(f, x):
    return f(f(x))


@case(((t([1.0]),), t([9.0])))
class FunctionsWithinMethods(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU()
        self.scale = 2

    def forward(self, x):
        def scaled(y):
            return self.relu(y) * self.scale

        first = scaled(x)
        self.scale = 7
        made = first + scaled(x)
        self.scale = 2
        return made


@case(((3,), (6, 4, 5, 2)))
def lambdas_of_any_shape(n: int):
    first = lambda *a: a[0] + len(a)  # noqa: E731
    named = lambda x, **k: x + k["q"]  # noqa: E731
    late = 0
    for i in range(2):
        f = lambda y, i=i: y + i  # noqa: E731
        late += f(2)
    return first(n, 0, 0), named(1, q=n), late, (lambda a, b=2: a * b)(1)


@case((([1, 2, 3],), ([2, 4, 6], [2, 3], [3, 2, 1], [0, 6], "1,2,3", [1.0, 2.0, 3.0])))
def lists_of_iterators(xs: List[int]):
    return (
        list(map(lambda x: x * 2, xs)), list(filter(lambda x: x > 1, xs)), list(reversed(xs)),
        list(map(lambda a, b: a * b, xs[1:], [0, 2])), ",".join(map(str, xs)),
        list(map(float, xs)),
    )  # fmt: skip


@case((([1, 2],), (14, [2, 3, 8], 7, "1-2-7", [2, 1], 0, True)))
def iterators_with_names(xs: List[int]):
    k, seen, xs = 1, torch.jit.annotate(List[int], []), list(xs)

    def noted(x: int):
        seen.append(x)
        return x > 1

    squares = (x * k for x in xs)
    later = map(lambda x: x + 1, xs)
    big = filter(lambda x: x > 2, xs)
    words = map(str, xs)
    back = reversed(xs)
    tests = (noted(x) for x in xs)
    before = len(seen)
    k = 2  # read when they are gone through, as is the list
    xs.append(7)
    total = 0
    for x in squares:
        total += x
    found = any(tests)
    return total - 6, list(later), sum(big), "-".join(words), list(back), before, found


@case((([2, 1],), (3, 1, 2, 2, True)))
def sets_are_gone_through(xs: List[int]):
    a = set(xs)
    return sum(a), min(a), max(a), len(list(a)), all(x > 0 for x in a)


class Kind:
    def __init__(self, a: int):
        self.a = a

    def __hash__(self) -> int:
        return self.a


@case(((t([1.0]), 3), ("int", True, False, True, True, "<class 'int'>", "got <class 'list'>")))
def classes_of_values(x, n: int):
    kind = type(n)
    return (
        kind.__name__, kind is int, type(n) == float, type(x) in (Tensor, int), type([n]) == list,
        str(type(n)), f"got {type([n])}",
    )  # fmt: skip


@case(((t([1.0]),), (True, "ReLU", False, "ClassesOfModules", 5)))
class ClassesOfModules(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU()

    def forward(self, x):
        own = type(self).__name__
        is_relu = type(self.relu) is nn.ReLU
        return is_relu, type(self.relu).__name__, type(self) == nn.Module, own, hash(Kind(5))


@case(((t([1.0]), 2), (t([3.0]), True)))
def several_contexts(x, n: int):
    with torch.no_grad(), torch.enable_grad():
        y = x + n
    with torch.no_grad() as _, torch.no_grad():
        return y, not torch.is_grad_enabled()
