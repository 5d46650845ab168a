"""Classes of the user: script classes, dataclasses, enums, interfaces, named tuples, managers."""

import enum
from collections import namedtuple
from dataclasses import dataclass
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

import minijit as torch
from minijit import Tensor, nn
from tests.cases.case import Raises, case

t = torch.tensor


class Counter:
    def __init__(self, start: int, names: Optional[List[str]] = None):
        self.count = start
        self.names = ["none"] if names is None else names

    def add(self, n: int = 1) -> int:
        self.count += n
        return self.count

    @property
    def twice(self) -> int:
        return self.count * 2

    @twice.setter
    def twice(self, value: int):
        self.count = value // 2

    @staticmethod
    def triple(n: int) -> int:
        return 3 * n

    @classmethod
    def at(cls, n: int) -> "Counter":
        return cls(n, ["at"])

    def __len__(self) -> int:
        return self.count

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def __getitem__(self, at: int) -> str:
        return self.names[at]

    def __setitem__(self, at: int, name: str):
        self.names[at] = name

    def __add__(self, n: int) -> "Counter":
        return Counter(self.count + n, self.names)

    def __truediv__(self, n: int) -> float:
        return self.count / n

    def __neg__(self) -> int:
        return -self.count

    def __lt__(self, other: "Counter") -> bool:
        return self.count < other.count

    def __bool__(self) -> bool:
        return self.count > 0

    def __str__(self) -> str:
        return f"Counter {self.count}"

    def __call__(self, n: int) -> int:
        return self.count * n


@case(((2,), (5, 10, 7, 12, 9, "b", True, 14)))
def methods(n: int):
    c = Counter(n)
    added = c.add() + c.add(-1)
    doubled = c.twice + Counter.triple(2)
    c.twice = 14
    d = Counter.at(4)
    d[0] = "b"
    return added, doubled, c.count, d.add(8), (c + 2).count, d[0], "b" in d, c(2)


@case(((3,), (3, 1.5, -3, "Counter 3", 1)), ((0,), (0, 0.0, 0, "Counter 0", 0)))
def operators(n: int):
    c = Counter(n)
    kind = 0
    if c:
        kind = 1
    return len(c), c / 2, -c, str(c), kind


@case((([3, 1, 2],), ([1, 2, 3], [3, 2, 1])))
def sorted_objects(xs: List[int]):
    counters = [Counter(x) for x in xs]
    first = [c.count for c in sorted(counters)]
    counters.sort(reverse=True)
    return first, [c.count for c in counters]


class Node:
    def __init__(self, value: int):
        self.value = value
        self.children: Dict[str, int] = {}


@case(((), (1, 3, True, False)))
def shared_objects():
    a, b = Node(1), Node(1)
    nodes = [a, b, a]
    nodes[2].children["x"] = 3
    return len(a.children), a.children["x"], nodes[0] is nodes[2], a is b


@dataclass(order=True)
class Span:
    start: int
    stop: int = 10
    label: Optional[str] = None

    def __post_init__(self):
        self.stop = max(self.start, self.stop)

    def size(self) -> int:
        return self.stop - self.start


@case(((3,), (7, 0, True, True, False)))
def dataclasses(n: int):
    a, b = Span(n), Span(12, label="b")
    return a.size(), b.size(), a == Span(n), a < b, a >= b


class Color(enum.Enum):
    RED = 1
    GREEN = 2


@case(((0,), ("RED", 1, True, [1, 2])), ((1,), ("GREEN", 2, False, [1, 2])))
def enums(at: int):
    chosen = Color.RED if at == 0 else Color.GREEN
    return chosen.name, chosen.value, chosen == Color.RED, [c.value for c in Color]


@torch.jit.interface
class Shape:
    def area(self, scale: int) -> int:
        pass


class Square:
    def __init__(self, side: int):
        self.side = side

    def area(self, scale: int) -> int:
        return self.side * self.side * scale


class Line:
    def __init__(self):
        self.zero = 0

    def area(self, scale: int) -> int:
        return self.zero


def area_of(shape: Shape) -> int:
    return shape.area(2)


@case(((3,), (18, [18, 0])))
def interfaces(n: int):
    shapes: List[Shape] = [Square(n), Line()]
    return area_of(Square(n)), [s.area(2) for s in shapes]


class Pair(NamedTuple):
    left: Tensor
    right: int = 5


Plain = namedtuple("Plain", ["a", "b"])


@case(((t([1.0]),), (t([6.0]), 2, 3, t([3.0]), t([1.0]))))
def named_tuples(x):
    p, q = Pair(x), Pair(right=2, left=x)
    plain = Plain(b=x, a=x * 3)
    left, _ = plain
    return p.left + p.right, q.right, len(q) + 1, left, plain.b


class Scope:
    def __init__(self, log: List[str], name: str):
        self.log = log
        self.name = name

    def __enter__(self) -> str:
        self.log.append("enter " + self.name)
        return self.name

    def __exit__(self, kind: Any, value: Any, trace: Any):
        self.log.append("leave " + self.name)


def managed(n: int, log: List[str]) -> int:
    with Scope(log, "a") as name:
        for i in range(5):
            with Scope(log, "b"):
                if i == n:
                    return len(name) + i
                if i == 1:
                    break
    return -1


@case(
    ((0,), (1, ["enter a", "enter b", "leave b", "leave a"])),
    ((7,), (-1, ["enter a", "enter b", "leave b", "enter b", "leave b", "leave a"])),
)
def managers(n: int):
    log: List[str] = []
    return managed(n, log), log


@case(((1,), "2"), (("a",), "a!"), (([4],), "4"), ((None,), "none"))
def unions(x: Union[int, str, List[int], None]) -> str:
    if x is None:
        return "none"
    if isinstance(x, int):
        return str(x + 1)
    if torch.jit.isinstance(x, List[int]):
        return str(x[0])
    return x + "!"


@case(((1, None), 6), ((None, 2), 0))
def pep604(x: int | None, y: "int | None" = None) -> int:
    if x is None or y is not None:
        return 0
    return x + 5


@case((({"a": t([1.0]), "b": 3},), t([2.0])), (({"a": 3},), Raises("no tensor")))
def anything(d: Dict[str, Any]):
    x = d["a"]
    assert isinstance(x, Tensor), "no tensor"
    return x + 1


def comments(a, b, c=2):
    # type: (Tensor, List[int], int) -> Tuple[Tensor, int]
    return a * c, b[0]


@case(((t([1.0]), 3), (t([2.0]), 3)))
def type_comments(
    a,  # type: Tensor
    n,  # type: int
):
    # type: (...) -> Tuple[Tensor, int]
    return comments(a, [n])


class Hooked(nn.Module):
    def forward(self, x: str) -> str:
        return x + " inner"


def before(self, given: Tuple[str]) -> Tuple[str]:
    return (given[0] + " before",)


def after(self, given: Tuple[str], result: str) -> str:
    return result + " after"


@case((("x",), "x before inner after after"))
class Hooks(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Hooked()
        self.inner.register_forward_pre_hook(before)
        self.inner.register_forward_hook(after)
        self.inner.register_forward_hook(after)

    def forward(self, x: str) -> str:
        return self.inner(x)


@torch.jit.interface
class Layer(nn.Module):
    def forward(self, input: Tensor) -> Tensor:
        pass


@case(((t([-1.0]), 0), (t([0.0]), t([0.0]))), ((t([-1.0]), 1), (t([0.0]), t([-1.0]))))
class ModuleInterface(nn.Module):
    chosen: Layer

    def __init__(self):
        super().__init__()
        self.chosen = nn.ReLU()
        self.layers = nn.ModuleList([nn.ReLU(), nn.Identity()])

    def forward(self, x: Tensor, at: int):
        layer: Layer = self.layers[at]
        return self.chosen(x), layer.forward(x)


@case(((t([1.0]),), (t([-1.0]), [t([-1.0]), t([-1.0])])))
class Forks(nn.Module):
    def negated(self, x):
        return -x

    def forward(self, x):
        one = torch.jit.fork(self.negated, x)
        more: List[torch.jit.Future[Tensor]] = []
        for _ in range(2):
            more.append(torch.jit.fork(torch.neg, x))
        return torch.jit.wait(one), [f.wait() for f in more]


class Sized:
    def __init__(self, size: int):
        self.size = size

    def __lt__(self, other: "Sized") -> bool:
        return self.size < other.size


@case(((), ([(0, 5), (1, 2), (1, 9)], [9, 2, 5])))
def tuples_of_objects_sorted():
    pairs = [(1, Sized(9)), (0, Sized(5)), (1, Sized(2))]
    pairs.sort()
    falling = sorted(pairs, reverse=True)
    return [(n, s.size) for n, s in pairs], [s.size for _, s in falling]


class TwoParts:
    def __init__(self, a: Tensor, b: Tensor):
        self.a = a
        self.b = b


def swapped(pair: TwoParts) -> TwoParts:
    return TwoParts(pair.b, pair.a)


def added(later: torch.jit._Await[TwoParts]) -> Tensor:
    pair = torch.jit._awaitable_wait(later)
    return pair.a + pair.b


@case(((t([1.0]),), (t([2.0]), t([1.0]), t([3.0]), 4)))
def awaitables(x):
    later = torch.jit._awaitable(swapped, TwoParts(x, 2 * x))
    a = later.a
    b = later.b
    return a, b, added(later), torch.jit._awaitable_wait(torch.jit._awaitable_nowait(4))


@case((([1, 2],), 2), ((3,), 3), (((4, 5),), -1), ((True,), -1))
def containers_of_anything(x: Union[List[int], int, Tuple[int, int], bool]) -> int:
    if isinstance(x, list):
        return len(x)
    if isinstance(x, (tuple, bool)):
        return -1
    return x


class Shelf:
    def __init__(self, names: List[str]):
        self.names = names

    def __delitem__(self, name: str):
        self.names.remove(name)


@case(((["a", "b", "c"],), ["a", "c"]))
def elements_deleted_from_objects(names: List[str]):
    shelf = Shelf(names)
    del shelf["b"]
    return shelf.names


class Animal:
    def __init__(self, legs: int):
        self.legs = legs

    def walk(self, n: int) -> int:
        return n * self.legs

    def name(self) -> str:
        return "animal"


class Bird(Animal):
    def __init__(self):
        self.legs = 2
        self.wings = 2

    def name(self) -> str:
        return "bird"


@case(((3,), (6, 2, "bird", "animal")))
def inherited_methods(n: int):
    bird = Bird()
    return bird.walk(n), bird.wings, bird.name(), Animal(4).name()


def aliased():
    kind = torch.Tensor
    place = torch.device

    class Aliased:
        def __init__(self):
            self.n = 1

        def moved(self, x: kind, to: place) -> kind:
            return x.to(to)

    @case(((t([1]), torch.device("cpu")), t([1])))
    def names_of_annotations(x: Tensor, to: torch.device) -> Tensor:
        return Aliased().moved(x, to)

    return names_of_annotations


names_of_annotations = aliased()


class Marked:
    def __init__(self, n: int):
        self.n = n

    @property
    def twice(self) -> int:
        return 2 * self.n

    @torch.jit.unused
    @property
    def left_out(self) -> int:
        return eval("self.n")

    @left_out.setter
    def left_out(self, value):
        self.n = eval("value")


@case(((3,), 6))
def unused_properties(n: int):
    return Marked(n).twice


class Counted:
    def __init__(self, open_now: Tensor):
        self.open_now = open_now

    def __enter__(self) -> Tensor:
        self.open_now.add_(1)
        return self.open_now

    def __exit__(self, kind: Any, value: Any, trace: Any):
        self.open_now.sub_(1)


def fails_within(open_now: Tensor, fails: bool) -> Tensor:
    with Counted(open_now) as count:
        if fails:
            raise ValueError("left")
        return count.clone()


@case(
    ((False,), (torch.tensor([2.0]), torch.tensor([0.0]))),
    ((True,), Raises("left")),
    ((False,), (torch.tensor([2.0]), torch.tensor([0.0]))),
)
class WithEndsWhereItsBodyRaises(nn.Module):
    def __init__(self):
        super().__init__()
        self.open_now = torch.zeros(1)

    def forward(self, fails: bool) -> Tuple[Tensor, Tensor]:
        with Counted(self.open_now):
            seen = fails_within(self.open_now, fails)
        return seen, self.open_now.clone()


@case(
    ((Color.RED,), ("Enum<Color.RED>", "Enum<Color.RED>", "Enum<Color.RED> [Enum<Color.RED>]")),
    python=False,
)
def members_as_text(x: Color):
    return str(x), f"{x}", "{} {}".format(x, [x])


@case(((), (2, [1, 2], [1, 2])))
def lists_of_members():
    members = list(Color)
    return len(members), [m.value for m in members], [m.value for m in Color]


class Answers:
    def __init__(self, x: int):
        self.x = x

    def __pos__(self) -> int:
        return self.x + 1

    def __neg__(self) -> int:
        return self.x + 2

    def __invert__(self) -> int:
        return self.x + 3

    def __abs__(self) -> int:
        return self.x + 4

    def __round__(self) -> int:
        return self.x + 5

    def __divmod__(self, other: int) -> int:
        return self.x + other

    def __complex__(self) -> complex:
        return complex(self.x, 1.0)


@case(((10,), ([11, 12, 13, 14, 15, 16], 10 + 1j)))
def objects_answer_builtins(n: int):
    a = Answers(n)
    return [+a, -a, ~a, abs(a), round(a), divmod(a, 6)], complex(a)


class Spelled:
    def __init__(self, x: int):
        self.x = x

    def __hex__(self) -> str:
        return "h"

    def __oct__(self) -> str:
        return "o"


@case(((10,), ("h", "o")), python=False)
def objects_answer_hex(n: int):
    return hex(Spelled(n)), oct(Spelled(n))
