"""Lists, dicts, tuples, strings."""

from typing import Dict, List, NamedTuple, Optional, Tuple

import minijit as torch
from minijit import Tensor
from tests.cases.case import Raises, case

t = torch.tensor


@case((([3, 1, 2],), ([9, 3, 1], 2, [1, 3], True, [6, 2, 4])))
def lists(l: List[int]):
    m = l.copy()
    last = m.pop()
    m.insert(0, 9)
    s = l.copy()
    s.sort()
    return m, last, s[::2], 3 in l, [2 * x for x in l]


@case((([1],), ([1, 2], [1, 2])))
def aliases(l: List[int]):
    m = l
    m.append(2)
    return l, m


@case((([5, 6], 2), Raises("list index out of range")), (([5, 6], -2), 5))
def index(l: List[int], i: int) -> int:
    return l[i]


@case((({"a": 1, "b": 2}, "b"), (["a", "c"], 2, 3, False)))
def dicts(d: Dict[str, int], k: str):
    d["c"] = 3
    found = d[k]
    del d[k]
    return list(d.keys()), found, d.get("c", 0), k in d


@case((({"x": t([1.0]), "y": t([2.0])},), t([8.0])))
def dict_items(d: Dict[str, Tensor]):
    total = torch.zeros(1)
    for name, value in d.items():
        total += value * (len(name) + 1)
    return total + d["y"]


@case((((1, 2.5, t([1.0])),), (t([1.0]), 2.5, 1, (2.5, t([1.0])), 3)))
def tuples(x: Tuple[int, float, Tensor]):
    a, b, c = x
    return c, b, a, x[1:], len(x)


class Pair(NamedTuple):
    first: Tensor
    second: int


@case(((t([2.0]),), (t([2.0]), 3, 6.0)))
def named_tuple(x):
    p = Pair(x, 3)
    return p.first, p.second, float(p.first) * p.second


@case((("a,b", 3), (["a", "b"], "A,B", "a-b", "3:a,b", "b,", True, 3)))
def strings(s: str, n: int):
    return (
        s.split(","),
        s.upper(),
        s.replace(",", "-"),
        f"{n}:{s}",
        s[::-1][:2] if False else s[2] + s[1],
        s.startswith("a"),
        len(s),
    )


@case((([[1, 2], [3]],), ([[1, 2, 0], [3, 0]], 6)))
def nested(ll: List[List[int]]):
    total = 0
    for l in ll:
        for x in l:
            total += x
        l.append(0)
    return ll, total


@case((([1, None, 3],), 4))
def optional_elements(l: List[Optional[int]]) -> int:
    total = 0
    for x in l:
        if x is not None:
            total += x
    return total


@case((([1, 2], [0.5, 0.25]), 1.0))
def zipped(a: List[int], b: List[float]) -> float:
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total


@case(((2,), ([], {}, [0.0, 1.0], {"0": 0, "1": 1})))
def empty_and_comprehended(n: int):
    a: List[int] = []
    d: Dict[str, int] = {}
    return a, d, [float(i) for i in range(n)], {str(i): i for i in range(n)}


@case(((float("nan"), [2**53]), (False, True, 0, False, False, [float("nan")])), python=False)
def lists_compare_as_numbers_do(x: float, large: List[int]):
    others = [1.0, x]
    others.remove(1.0)
    near = large[0] + 1
    return x in [x], [x] != [x + 1.0], [x].count(x), large == [near], near in large, others


@case(((float("nan"),), Raises("is not in list")), python=False)
def nan_is_in_no_list(x: float):
    return [x].index(x)


@case((("", ""), (1, 1)), (("abc", "b"), (1, 1)), (("bc", "bc"), (-1, -1)), python=False)
def texts_from_a_place(s: str, wanted: str):
    return s.find(wanted, 1), s.rfind(wanted, 1)


@case((("bc", "bc"), (1, 1, True, True)), python=False)
def bounds_of_pytorch(s: str, wanted: str):
    crossed = s.startswith("c", 1, 0) and s.endswith(wanted, 0, -1)
    return s.count(wanted, 0, -2), s.count(wanted, 0, 1), crossed, s.find("", 2, 2) == 2


@case((("abc", 5), Raises("substr: __pos (which is 5) > this->size() (which is 3)")), python=False)
def begin_beyond_the_end(s: str, start: int):
    return s.find("a", start, 9)


@case((("x", 0), Raises("stoll")), (("", 1), Raises("stod")), python=False)
def no_numbers(s: str, which: int):
    return float(int(s)) if which == 0 else float(s)


@case(
    (("9223372036854775807",), 2**63 - 1),
    ((" -9223372036854775808",), -(2**63)),
    (("00000000000000000000007",), 7),
    (("9223372036854775808",), Raises("stoll")),
    (("-9223372036854775809",), Raises("stoll")),
    (("99999999999999999999",), Raises("stoll")),
    (("\xa01",), Raises("stoll")),
    python=False,
)
def ints_of_texts(s: str):
    return int(s)


@case(
    (("0x10",), 16.0),
    (("-0X1.8",), -1.5),
    (("0x.8p-3",), 0.0625),
    (("0x1p-1074",), 5e-324),
    (("0e999999",), 0.0),
    (("2.3e-308",), 2.3e-308),
    (("+Infinity",), float("inf")),
    (("0x",), Raises("could not convert string to float")),
    (("1e400",), Raises("stod")),
    (("-1e400",), Raises("stod")),
    (("1e-400",), Raises("stod")),
    (("4e-310",), Raises("stod")),
    (("0x1p2000",), Raises("stod")),
    (("0x1p-1075",), Raises("stod")),
    (("\xa01",), Raises("stod")),
    (("\u0663",), Raises("stod")),
    python=False,
)
def floats_of_texts(s: str):
    return float(s)


@case(
    (("\xe4b",), (True, True, True, True, True)),
    (("\u20ac",), (True, True, True, True, True)),
    python=False,
)
def bytes_that_meet_are_a_character(s: str):
    joined = ""
    for c in s:
        joined += c
    formatted = "{}{}".format(s[0], s[1:])  # noqa: UP032
    replaced = "xy".replace("x", s[0]).replace("y", s[1:])
    parted = s.partition(s[0])[2] == s[1:] and s.split(s[0])[1] == s[1:]
    return joined == s, "".join([c for c in s]) == s, formatted == s, replaced == s, parted
