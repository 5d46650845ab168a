"""What Python gives to a program: other sorts of numbers count as in PyTorch, on both engines."""

import sys
from typing import Any, Dict, List, Optional, Tuple, Union

import numpy as np
import pytest

import minijit

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


def an_int(x: int):
    return x


def a_float(x: float):
    return x


def a_bool(x: bool):
    return x


def a_complex(x: complex):
    return x


def maybe_int(x: Optional[int]):
    return x


def ints(x: List[int]):
    return x


def floats(x: List[float]):
    return x


def bools(x: List[bool]):
    return x


def complexes(x: List[complex]):
    return x


def rows(x: List[List[int]]):
    return x


def pair(x: Tuple[int, float]):
    return x


def counts(x: Dict[str, int]):
    return x


def anything(x: Any):
    return x


def either(x: Union[int, str]):
    return x


t = minijit.tensor
TAKEN = [
    (an_int, True, 1), (an_int, np.int64(3), 3), (an_int, np.bool_(True), 1), (an_int, np.array(2), 2),
    (an_int, t(1.5), 1), (an_int, t([True]), 1), (an_int, minijit.float32, 6),
    (a_float, True, 1.0), (a_float, np.int32(3), 3.0), (a_float, np.float32(1.5), 1.5), (a_float, np.float64(1.5), 1.5),
    (a_float, np.array(2), 2.0), (a_float, t(2), 2.0),
    (a_bool, 1, True), (a_bool, 0.0, False), (a_bool, 2j, True), (a_bool, 2**70, True), (a_bool, np.int64(0), False), (a_bool, t([2.0]), True),
    (a_complex, True, 1 + 0j), (a_complex, 2, 2 + 0j), (a_complex, 2.5, 2.5 + 0j), (a_complex, t(1 + 2j), 1 + 2j),
    (a_complex, t([3]), 3 + 0j), (a_complex, np.float64(2.5), 2.5 + 0j),
    (maybe_int, True, 1), (maybe_int, np.int64(3), 3), (maybe_int, None, None),
    (ints, [True], [1]), (ints, (1, True), [1, 1]), (ints, np.array([1, 2]), [1, 2]), (ints, [np.int64(3)], [3]), (ints, range(2), [0, 1]),
    (floats, [1, True], [1.0, 1.0]), (floats, np.array([1, 2]), [1.0, 2.0]), (floats, [np.float64(3)], [3.0]),
    (bools, [1, 0.5], [True, True]), (bools, [np.int64(0)], [False]), (complexes, [1, t(2)], [1 + 0j, 2 + 0j]),
    (rows, [[1], [True]], [[1], [1]]), (rows, np.array([[1], [2]]), [[1], [2]]),
    (pair, (True, 1), (1, 1.0)), (pair, [1, True], (1, 1.0)), (counts, {"a": True}, {"a": 1}),
    (anything, np.float64(1.5), 1.5), (anything, minijit.float32, 6), (either, minijit.float32, 6), (either, "a", "a"),
]  # fmt: skip
REFUSED = [
    (an_int, 1.5), (an_int, "1"), (an_int, None), (an_int, t(1 + 2j)), (an_int, t([1, 2])), (an_int, 2**63), (an_int, np.float64(1.0)),
    (a_float, 1j), (a_float, t(1j)), (a_float, "1"), (a_bool, "a"), (a_bool, [1]), (a_bool, t([1, 2])), (a_complex, "1"),
    (ints, [1.5]), (ints, [2**70]), (ints, [None]), (ints, np.array([1.5])), (counts, {"a": 1.5}), (counts, {1: 1}),
    (anything, object()), (anything, np.array([1])), (anything, [2**70]), (anything, {1, 2}), (either, 1.5), (either, None),
    (anything, (i for i in [1])), (anything, {1: 2}.keys()), (anything, slice(1)), (anything, sys.stdout), (anything, len), (anything, an_int),
    (anything, iter([1])), (anything, ...), (anything, bytearray(b"a")), (anything, [an_int]), (anything, {"a": (an_int,)}), (anything, ValueError()),
    (an_int, t(float("inf"))), (an_int, t(-float("inf"))), (an_int, t(float("nan"))), (an_int, t(1e30)), (ints, [t(float("nan"))]),
]  # fmt: skip


def is_alike(a, b):
    return type(a) is type(b) and (
        len(a) == len(b) and all(map(is_alike, a, b)) if isinstance(a, list | tuple) else a == b
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_of_other_sorts_are_taken(engine):
    for function, given, expected in TAKEN:
        got = minijit.jit.script(function, engine=engine)(given)
        assert is_alike(got, expected), f"{function.__name__}({given!r}) gave {got!r}"


@pytest.mark.parametrize("engine", ENGINES)
def test_what_does_not_fit_is_refused(engine):
    for function, given in REFUSED:
        with pytest.raises(RuntimeError, match="Expected a (value of type|member of)"):
            minijit.jit.script(function, engine=engine)(given)
            raise AssertionError(f"{function.__name__}({given!r}) was taken")


def as_of(torch, value):
    """A value of minijit as one of PyTorch."""
    if isinstance(value, minijit.Tensor):
        return torch.from_numpy(value.numpy())
    if isinstance(value, list):
        return [as_of(torch, v) for v in value]
    return torch.float32 if value is minijit.float32 else value


def test_pytorch_agrees():
    torch = pytest.importorskip("torch")
    for function, given, expected in TAKEN:
        got = torch.jit.script(function)(as_of(torch, given))
        assert is_alike(got, expected), f"{function.__name__}({given!r}) gave {got!r}"
    for function, given in REFUSED:
        with pytest.raises(RuntimeError):
            torch.jit.script(function)(as_of(torch, given))
