"""What a program may not have is refused by name, with what to write instead: and that works."""

import contextlib
import enum
import inspect
import math
from dataclasses import dataclass, field
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple, Union

import pytest

import minijit as torch
from minijit import Tensor, nn
from minijit.diagnostics import ways
from tests.unit.test_error_texts import FOLDER, cases


class Below(nn.Module):
    def forward(self, x):
        self.eval()  # here
        return x


class Base(nn.Module):
    def helper(self, x):
        yield x  # here


class Above(Base):
    def __init__(self):
        super().__init__()
        self.below = Below()

    def forward(self, x):
        return self.below(x)

    @torch.jit.export
    def inherited(self, x):
        return self.helper(x)


def called(x):
    return x + len(vars(x))  # here


def caller(x):
    return called(x)


class OfBase(Base):
    def forward(self, x):
        return self.helper(x)


class Mixed(enum.Enum):  # here
    A = 1
    B = "b"


def mixed(x):
    return Mixed.A.value


class Made:  # here
    def __new__(cls):
        return object.__new__(cls)


def made_anew(x):
    return Made()


class Deleted:
    def __del__(self):
        pass


class Meta(type):
    pass


class OfMeta(metaclass=Meta):
    pass


def deleted(x):
    return Deleted()


def of_meta(x):
    return OfMeta()


@dataclass
class Listed:  # here
    a: List[int] = field(default_factory=list)


def listed(x):
    return Listed().a


def used_up(xs: List[int]):
    later = (x + 1 for x in xs)
    total = sum(later)
    return total + sum(later)  # here


def returned(xs: List[int]):
    return map(str, xs)  # here


class Trains(nn.Module):
    def forward(self, x):
        return nn.Module.train(self, False)  # here


@pytest.mark.parametrize(
    ("program", "id", "place"),
    [
        (Above(), "MJ2126", Below.forward),
        (OfBase(), "MJ1002", Base.helper),
        (caller, "MJ2110", called),
        (Trains(), "MJ2126", Trains.forward),
        (mixed, "MJ2044", Mixed),
        (made_anew, "MJ1002", Made),
        (listed, "MJ2052", Listed),
        (used_up, "MJ2131", used_up),
        (returned, "MJ2060", returned),
    ],
)
def test_the_line_is_the_user_s_wherever_it_is(program, id, place):
    with pytest.raises(RuntimeError) as caught:
        torch.jit.script(program)
    lines, first = inspect.getsourcelines(place)
    marked = next(i for i, line in enumerate(lines) if "# here" in line)
    assert caught.value.id == id
    assert caught.value.range.source.name == __file__
    assert caught.value.range.line == first + marked


def test_no_refused_program_points_into_the_library():
    for title, _, _, message in cases(FOLDER / "refused.txt"):
        assert 'File "minijit/' not in message and "/lib/python" not in message, title


def test_every_way_is_one_sentence_without_an_end():
    tables = [v for k, v in vars(ways).items() if k.isupper() and isinstance(v, dict)]
    assert len(tables) >= 7
    for table in tables:
        for text in table.values():
            assert text and text[0] != " " and text[-1] not in ". :", text


class Point(NamedTuple):
    x: int
    y: int


def moved(p: Point, by: int):
    return Point(p.x + by, p.y)


class Color(enum.Enum):
    RED = 1


def advised(
    s: str, x: float, n: int, xs: List[int], d: Dict[str, int], t: Tuple[int, int], p: Point
):
    left: List[int] = []
    for item in xs:  # in place of iter, map and recursion
        left.append(item)
    rest = s.replace("a", "b") if len(s) > 1 else s
    table = {key: 0 for key in xs}
    return (
        len(bin(n).lstrip("-0b")), s[len("ab"):] if s.startswith("ab") else s, list(t).count(1),
        s[: len(s) - len("c")] if s.endswith("c") else s, list(t).index(2), x % 1 == 0,
        sorted({3, 1})[0], d.setdefault("q", 5), round(x * 1000) / 1000, moved(p, 1),
        list(range(3)), str(x), ord("a"), s.lower(), rest, table, left, n & 255, type(x).__name__,
        str(type(n)), isinstance(x, float), f"x={n}", list(xs), dict(d), Color.RED.name,
    )  # fmt: skip


def numbers(x: int, y: float, z: float):
    bits = len(bin(x).lstrip("-0b"))
    root = int(math.sqrt(x)) if 0 <= x < 2**52 else 0
    a, b = 3, 4
    drawn = int(torch.randint(a, b + 1, (1,)).item())
    return bits, root, y % 1 == 0, abs(complex(y, z)), a <= drawn <= b


@pytest.mark.parametrize("engine", ["native", "reference"])
def test_what_stands_in_place_of_a_number_s_function_has_its_results(engine):
    if engine == "native" and torch.native.extension() is None:
        pytest.skip("no native engine here")
    made = torch.jit.script(numbers, engine=engine)
    reals = [0.0, -0.0, 0.5, -2.0, 1e300, math.inf, -math.inf]
    for x in (0, 1, -1, 5, -8, 255, 256, 2**52 - 1, 67108863**2 - 1, -(2**63), 2**63 - 1):
        for y, z in zip(reals, reversed(reals), strict=True):
            root = math.isqrt(x) if 0 <= x < 2**52 else 0
            whole = y.is_integer()
            assert made(x, y, z) == (x.bit_length(), root, whole, math.hypot(y, z), True)


def test_every_construct_has_its_advice_in_the_pinned_messages():
    # The texts are written where they are refused: one that changes there loses its advice here.
    pinned = "".join(path.read_text() for path in FOLDER.glob("*.txt"))
    for of_class in (made_anew, deleted, of_meta):
        with pytest.raises(torch.Error) as caught:
            torch.jit.script(of_class)
        pinned += str(caught.value)
    for what, advice in ways.CONSTRUCTS.items():
        assert f"{what} aren't supported: {advice} [MJ1002]" in pinned, what


def applied(function, x):
    return function(x)


def chosen(x, first: bool):
    if first:
        return applied(torch.relu, x)
    return applied(torch.tanh, x)


def either(x: Union[int, str]):
    if isinstance(x, int):
        return x + 1
    return len(x)


def in_any(x: Any):
    if isinstance(x, int):
        return x
    return 0


def initial(x):
    torch.nn.init._no_grad_fill_(x, 3.0)
    first = x + 1
    torch.nn.init._no_grad_zero_(x)
    return first, x, list([1, 2])[0]


def with_set(xs: Set[int]):
    return len(xs)


def started(x: Tensor):
    later = torch.jit.fork(chosen, x, True)
    return torch.jit.wait(later)


class Cleared(nn.Module):
    kept: Optional[int]

    def __init__(self):
        super().__init__()
        self.kept = 1
        self.scale = torch.ones(1)
        self.words = ["a", "b"]

    def forward(self, x):
        self.kept = None
        for _, below in self.named_children():
            x = below(x)
        return x * self.scale + len(self.words)


class Either(nn.Module):
    parts: Dict[str, Union[int, str]]

    def __init__(self):
        super().__init__()
        self.parts = {"a": 1, "b": "x"}

    def forward(self, x):
        found = self.parts["a"]
        if isinstance(found, int):
            return x + found
        return x


@pytest.mark.parametrize(
    ("program", "args"),
    [
        (advised, ("abc", 2.5, 9, [1, 2], {"a": 1}, (1, 2), Point(1, 2))),
        (chosen, (torch.ones(1), False)),
        (either, ("abc",)),
        (in_any, (3,)),
        (with_set, ({1, 2},)),
        (initial, (torch.ones(1),)),
        (started, (torch.ones(1),)),
        (Cleared(), (torch.ones(1),)),
        (Either(), (torch.ones(1),)),
    ],
)
@pytest.mark.parametrize("engine", ["native", "reference"])
def test_what_the_messages_advise_works(program, args, engine):
    if engine == "native" and torch.native.extension() is None:
        pytest.skip("no native engine here")
    made = torch.jit.script(program, engine=engine)
    with contextlib.suppress(AttributeError):
        program.kept = 1
    assert made(*args) == program(*args)
