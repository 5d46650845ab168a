"""The language beyond the core: what PyTorch's own language tests ask for, and where it differs from Python."""

from typing import Any, Dict, List, Optional, Tuple, Union

import minijit as torch
from minijit import Tensor, nn
from tests.cases.case import Raises, case

t = torch.tensor
BIG = 2**63 - 1


# Where the language differs from Python.


@case(((BIG, 1), (-BIG - 1, BIG - 1, 1.0 * BIG, -1)), python=False)
def ints_wrap(a: int, b: int):
    return a + b, a - b, a / b, a * 3 - 2 * a - BIG - 1


@case(((7, 2), (3.5, 3, -4, 1, -1.0)))
def divisions(a: int, b: int):
    return a / b, a // b, -a // b, -a % b, float(-a // b + 3)


@case(((), (("b", 1), {"a": 2}, ["b", "a", "c"], 2)), python=False)
def dicts_differ():
    d = {"b": 1, "a": 2}
    keys = d.keys()
    keys.append("c")
    first = d.popitem()
    return first, d, keys, len(keys) - len(d)


@case((("é A",), (4, "é a", ["", "a", "", "b"], ["", "a", "", "b"], False)), python=False)
def strings_are_bytes(s: str):
    return len(s), s.lower(), " a  b".rsplit(), " a  b".split(" "), s.isalpha()


@case((("1.5",), ("2.", "-0.5", "1e+20", "1.+2.j", "[1., 2.5]", "5 3. True")), python=False)
def texts_of_numbers(s: str):
    return (
        str(2.0),
        str(-0.5),
        str(1e20),
        str(1 + 2j),
        str([1.0, float(s) + 1]),
        f"{5} {3.0} {True}",
    )


@case(((2, 2), (True, False, True)), python=False)
def identity_of_numbers(a: int, b: int):
    return a is b, a is not b, a * 1000 is b * 1000


@case((([1, 2, 3], ["a", "bc"]), [2, 4]))
def zip_ends_with_the_shortest(a: List[int], b: List[str]):
    return [x + len(y) for x, y in zip(a, b)]


@case((((1, 2.5, "a"),), "1 2.5 a "))
def unrolled(x: Tuple[int, float, str]):
    text = ""
    for part in x:
        text += f"{part} "
    return text


# Lists.


@case((([4, 1, 4],), (2, 0, [4, 1, 4, 4, 1, 4], [4, 1, 4, 4, 1, 4, 9])))
def more_of_lists(l: List[int]):
    twice = l * 2
    more = twice.copy()
    more += [9]
    return l.count(4), [t(1), t(2)].count(t(3)), twice, more


@case(((), ([1, 2, 3], ["a", "b"], [0, 1, 2], ["a", "b", "c"], [(0, 5), (1, 6)], [1])))
def lists_of_iterables():
    x: List[int] = list()
    x.append(1)
    return (
        list([1, 2, 3]),
        list(("a", "b")),
        list(range(3)),
        list("abc"),
        list(enumerate([5, 6])),
        x,
    )


@case(
    ((t([[1, 2], [3, 4]]),), ([[1, 2], [3, 4]], 4)),
    (
        (t([1, 2]),),
        Raises("Output annotation list dimension and runtime tensor dimension must match"),
    ),
    (
        (t([[1.0]]),),
        Raises("Output annotation element type and runtime tensor element type must match"),
    ),
    python=False,
)
def to_list(x):
    rows: List[List[int]] = x.tolist()
    return rows, torch.jit.annotate(int, x[-1][-1].tolist())


@case(((t([1.5, 2.0]), t(True), t([1 + 2j])), ([1.5, 2.0], True, [1 + 2j])))
def to_lists_of_other_numbers(a, b, c):
    x: List[float] = a.tolist()
    y: bool = b.tolist()
    z: List[complex] = c.tolist()
    return x, y, z


@case((([t([1, 2])],), Raises("Boolean value of Tensor with more than one value")), python=False)
def lists_of_larger_tensors(l: List[Tensor]):
    return l == l


@case(((t([[1, 2], [3, 4]]), [0.5, 1.5]), t([[1, 2], [3, 4]])), python=False)
def indices_of_floats(x, l: List[float]):
    return x[l]


# Dicts.


@case(((), ({"a": 1, "b": 2}, {"a": 5, "c": 3}, {1: 4, 2: 3}, {"x": 1.5}, {"b": 2})))
def dicts_of_pairs():
    given = {"a": 1, "c": 3}
    made: Dict[str, int] = dict()
    made["b"] = 2
    pairs = dict([(1, 2), (2, 3), (1, 4)])
    return dict(zip(["a", "b"], [1, 2])), dict(given, a=5), pairs, dict(x=1.5), made


@case((({True: 1}, {1j: 2}), (1, None, 7, [True], {1j: 2, 2 + 0j: 3})))
def keys_of_other_types(a: Dict[bool, int], b: Dict[complex, int]):
    b[2 + 0j] = 3
    return a[True], a.get(False), a.get(False, 7), list(a.keys()), b


@case((({"a": t([1.0])},), ({"a": t([2.0])}, t([1.0]))), python=False)
def elements_are_replaced(d: Dict[str, Tensor]):
    old = d["a"]
    d["a"] += 1
    return d, old


@case((({"a": 1},), Raises("KeyError: zz")), python=False)
def key_is_missing(d: Dict[str, int]):
    return d["zz"]


# Strings.


@case(
    (
        ("ab cd",),
        (
            True,
            False,
            "Ab Cd",
            "AB CD",
            "  ab cd   ",
            "ab cd---",
            "00ab cd",
            ("ab", " ", "cd"),
            3,
            1,
            ["ab", "cd"],
        ),
    ),
    python=True,
)
def methods_of_strings(s: str):
    return (
        s.islower(), s.isalnum(), s.title(), s.swapcase(), s.center(10), s.ljust(8, "-"), s.zfill(7),
        s.partition(" "), s.rfind("c"), s.count("ab"), s.rsplit(" ", 1),
    )  # fmt: skip


@case(((255,), ("0xff", "0o377", "0b11111111", 97, "a", (127, 1), 5)))
def numbers_as_texts(n: int):
    return hex(n), oct(n), bin(n), ord("a"), chr(97), divmod(n, 2), abs(-5)


@case((("x",), "x 1 2.500000"), (("",), " 1 2.500000"))
def percent(s: str):
    return "%s %d %f" % (s, 1, 2.5)


@case((("x",), Raises("Too few arguments for format string")), python=False)
def percent_with_too_few(s: str):
    return "%s %s" % s


# Complex numbers.


@case(((1.5, 2.0), (1.5 + 2j, 3 + 4j, 2.5, 3.5 + 2j, True, -1.5 - 2j)))
def complex_numbers(a: float, b: float):
    c = complex(a, b)
    return c, c * 2, abs(c), c + 2, c == complex(a, b), -c


# Types in comments and annotations.


@case(((2, [3]), [2, 3]))
def typed_below_the_docstring(first, rest):
    """Types stand below."""
    # type: (int, List[int]) -> List[int]
    return [first] + rest


@case(((2, [1, 2]), (4, [1, 2])))
def type_comment(n, l):
    # type: (int, List[int]) -> Tuple[int, List[int]]
    return n * 2, l


@case(((3, "a"), "aaa"))
def type_comment_of_each(
    n,  # type: int
    s,  # type: str
):
    # type: (...) -> str
    return s + s + s if n == 3 else s


@case(((), ([None, 1], {"a": None}, [1, "a"])))
def displays_take_the_type_of_their_place():
    l: List[Optional[int]] = [None, 1]
    d: Dict[str, Optional[int]] = {"a": None}
    return l, d, [1, "a"]


@case(((t([3]),), t([3])), ((t([-3]),), Raises("must be positive")), python=False)
def checks(x):
    torch._check(x.sum().item() > 0, "must be positive")
    return x


@case((((1, 2), (1, 2)), (True, True)))
def hashes(a: Tuple[int, int], b: Tuple[int, int]):
    return hash(a) == hash(b), hash(a[0]) == hash(b[0])


# The hashes of GCC's library, as PyTorch's.
HASHES = [
    4982507072649106663, 0, -1, 6142509188972423790, 5498234120169091963,
    -6130761577442220608, -2029832746065706763,
]  # fmt: skip


@case(((1.5, "ab"), HASHES), python=False)
def hashes_are_of_the_c_library(x: float, s: str):
    texts = [hash(""), hash(s), hash("123456789")]
    return [hash(x), hash(x - 1.5), hash(-1), *texts, hash((1, x, s))]


@case((((1, [1]),), Raises("unhashable type: 'List[int]'")), python=False)
def hash_of_a_list(a: Tuple[int, List[int]]):
    return hash(a)


@case(((t([1.0]),), t([2.0])), ((t([1.0, 2.0]),), "several"))
def returns_any(x) -> Any:
    if x.size(0) == 1:
        return x * 2
    return "several"


@case(
    (([(1, "b"), (1, "a")],), [(1, "a"), (1, "b")]),
    (([(1, 2), ("a", "b")],), Raises("Only values of same type can be compared")),
    (([(1, (2, 3)), (2, ("a", "b"))],), Raises("Only values of same type can be compared")),
    python=False,
)
def sorts_what_it_finds(l: List[Any]):
    l.sort()
    return l


@case(((), Raises("are not sortable")), python=False)
def sorts_no_dicts():
    l = [({1: 2}, 3)]
    l.sort()
    return l


@case(((t([1.0]),), t([2.0])), ((), t([1.0, 1.0])))
def tensor_as_default(x: Tensor = torch.ones(2)):
    return x * 2 if x.size(0) == 1 else x


@case(((), (False, True, True)), python=False)
def identity_of_different_kinds():
    return True is 1, 1 is not True, 1 is 1  # noqa: F632


@case((([1, 2, 3], 0), Raises("should have non-zero step")), python=False)
def slices_without_a_step(l: List[int], step: int):
    return l[::step]


@case((("abc",), Raises("step is out of bounds")), python=False)
def slices_with_the_smallest_step(s: str):
    return s[::-9223372036854775808]


@case(
    ((t([1.0]), True), t([2.0])),
    ((t([1.0]), False), Raises("ignored and cannot be run")),
    python=False,
)
class LeftOut(nn.Module):
    @classmethod
    def twice(cls, x):
        return x * 2

    @torch.jit.unused
    def left_out(self, x):
        import os  # a statement that no program may have

        return x if os.environ else (yield x)

    def forward(self, x, keep: bool):
        if keep:
            return self.twice(x)
        return self.left_out(x)


@case(((t(3), t(0.0)), (t([[0.0] * 3] * 2), True, False, True, True)), python=False)
def implicit_numbers(n: Tensor, zero: Tensor):
    strided = n.layout == torch.strided
    whole = torch.zeros(2, n, layout=torch.strided)
    return whole, bool(n.item()), bool(zero.item()), strided, torch.contiguous_format == 0


@case((({"a": 1},), 1), (([2],), 2), ((3,), 3), python=False)
def dict_of_a_union(x: Union[Dict[str, int], List[int], int]):
    if isinstance(x, dict):
        return x["a"]
    if isinstance(x, list):
        return x[0]
    return x


@case(((t([2.0]),), (t([2.0]), 1, 1.0)), python=False)
class DefaultsOfOtherNumbers(nn.Module):
    def forward(self, x, flag: bool = 1, n: int = True, r: float = True):
        return x if flag else x + 1, n, r


@torch.jit._overload
def number_or_tensor(x: int) -> int: ...
@torch.jit._overload
def number_or_tensor(x: Tensor) -> Tensor: ...
def number_or_tensor(x):
    return x + 1


@case(((t([1]), 2), (t([2]), 3)), ((t(1.5), 2), (t(2.5), 3)))
def overload_that_fits_without_conversion(x: Tensor, n: int):
    return number_or_tensor(x), number_or_tensor(n)
