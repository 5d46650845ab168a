"""Branches, loops, early exits."""

from typing import List, Optional, Union

import minijit as torch
from tests.cases.case import Raises, case

t = torch.tensor


@case(((t([1.0, 2.0]),), t([2.0, 4.0])), ((t([-1.0, -2.0]),), t([1.0, 2.0])))
def branch_on_tensor(x):
    if x.sum() > 0:
        return x * 2
    else:
        return -x


@case(((0,), "none"), ((1,), "one"), ((5,), "few"), ((50,), "many"))
def elif_chain(n: int) -> str:
    if n == 0:
        s = "none"
    elif n == 1:
        s = "one"
    elif n < 10:
        s = "few"
    else:
        s = "many"
    return s


@case(((10,), [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]), ((0,), []))
def fibonacci(n: int) -> List[int]:
    found: List[int] = []
    a = 0
    b = 1
    for i in range(n):
        found.append(a)
        a, b = b, a + b
    return found


@case(((27,), 111), ((1,), 0))
def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


@case(((30,), [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]))
def primes(n: int) -> List[int]:
    found: List[int] = []
    for p in range(2, n):
        prime = True
        for q in found:
            if q * q > p:
                break
            if p % q == 0:
                prime = False
                break
        if not prime:
            continue
        found.append(p)
    return found


@case((([3, 1, 2], 1), 1), (([3, 1, 2], 9), -1), (([], 9), -1))
def find(items: List[int], wanted: int) -> int:
    for i, item in enumerate(items):
        if item == wanted:
            return i
    return -1


@case(((t([1.0, 3.0, 5.0]), 4.0), t(4.0)), ((t([1.0]), 4.0), t(1.0)))
def return_within_loops(x, limit: float):
    total = torch.zeros([])
    for i in range(x.size(0)):
        for j in range(i):
            total = total + x[j]
            if bool(total > limit):
                return total - 1
        total = total + 0
    while total < 1:
        total += 1
    return total


@case(((5, 3), 8), ((None, 3), 3), ((None, None), 0), ((5, None), 5))
def optional_ints(a: Optional[int], b: Optional[int]) -> int:
    total = 0
    if a is not None:
        total += a
    if b is None:
        return total
    return total + b


@case(((7,), 7), ((-1,), Raises("n must be positive")), ((200,), Raises("too large: 200")))
def checks(n: int) -> int:
    assert n > 0, "n must be positive"
    if n > 100:
        raise ValueError(f"too large: {n}")
    return n


@case(((True, False, 3), (True, False, True)), ((False, True, 0), (False, True, False)))
def short_circuit(a: bool, b: bool, n: int):
    return (a and not b) or n > 10, b or (n != 0 and 6 // n > 5), a and n > 0 and 6 // n == 2


@case(((1,), (1, 10)), ((-4,), (4, -10)))
def ternary(n: int):
    a = n if n > 0 else -n
    return a, 10 if n > 0 else -10


@case(((t([1.0, 2.0]),), t([9.0, 18.0])))
def unrolled_tuple(x):
    y = x
    for k in (1, 2.0, 5):
        y = y + x * k
    return y


@case(((12,), 4), ((3,), 0))
def while_with_flags(n: int) -> int:
    count = 0
    going = True
    while going and n > 0:
        n -= 1
        if n % 3 == 0:
            continue
        if n < 5:
            going = False
        count += 1
        if count == 4:
            break
    else_value = count if n > 3 else 0
    return else_value


@case(((3,), 3), ((None,), 8))
def carried_optional(start: Optional[int]) -> int:
    x = start
    n = 0
    while n < 8:
        if x is not None:
            return x
        n += 1
    return n


@case(((7,), 15.875), ((0,), 0.5), ((40,), 176.00238037109375))
def number_left_or_changed(n: int) -> float:
    x = 0.5
    for i in range(n):
        x = x + float(i)
        if i % 3 == 1:
            x = x * 1.5 - x
        else:
            x = x
    return x


@case(((6,), [19, 29]), ((1,), [1, 1]))
def number_read_behind_its_change(n: int) -> List[int]:
    total = 1
    seen = 1
    i = 1
    while i < n:
        total = total + i
        kept = total
        if total % 2 == 0:
            total = kept + 1
            seen = seen + kept
        else:
            kept = total - 1
        total = total + kept - total + 1
        i += 1
    return [total, seen]


@case(((9,), [7, 56]), ((2,), [2, 5]))
def numbers_changed_by_turns(n: int) -> List[int]:
    a = 1
    b = 2
    for i in range(n):
        c = a + i
        if c > b:
            a, b = b - a, c
        else:
            a = c
            b = b + c
        if a > 5:
            a = a - 5
    return [a, b]


@case(((1,), None), ((2,), 3), ((5,), 4))
def a_value_is_there_after_a_branch_within_a_branch_went_on(n: int):
    x: Optional[int] = None
    for i in range(n):
        if i < 2:
            if i < 1:
                continue
            x = i + 1
        else:
            x = 3
        x = x + 1
    return x


@case(((0,), (2, 4)), ((3,), (2, 4)))
def a_loop_until_a_value_is_small(n: int):
    x: Optional[int] = None
    i, j = 0, 0
    while x is None or x > 3:
        if i < n:
            if i < n - 1:
                i += 1
                continue
            x = 1
        else:
            x = 1 if x is None else x
        x = x + 1
        j = x + x
    return x, j


@case(((0,), -1), ((1,), 4), ((2,), 6))
def a_value_is_there_where_a_branch_has_not_returned(n: int):
    x: Optional[int] = None
    if n < 2:
        if n < 1:
            return -1
        x = n
    else:
        x = 2
    y = x + 1
    return x + y + 1


@case(((4,), [20, 10]), ((0,), [1, 0]))
def number_changed_in_a_branch_of_a_branch(n: int) -> List[int]:
    x = 1
    y = 0
    for i in range(n):
        kept = x + i
        if i % 2 == 0:
            x = kept
        else:
            if i % 3 == 0:
                t = kept * 2
                y = y + kept
                x = t
            else:
                x = 5
    return [x, y]


@case(((2,), [5, 2]))
def number_kept_behind_a_branch_of_a_branch(n: int) -> List[int]:
    x = 1
    y = 0
    for i in range(n):
        kept = x + i
        if i % 2 == 0:
            x = kept
        else:
            tripled = kept * 3
            y = y + kept
            if i % 3 == 0:
                x = tripled
            else:
                x = tripled - 1
    return [x, y]


@case(((5,), 15), ((0,), 1))
def one_of_two_numbers(n: int) -> int:
    x = 1
    for i in range(n):
        left = x + i
        right = x + 2 * i
        if i % 2 == 0:
            x = left
        else:
            x = right
    return x


@case(((0,), (1, 1)), ((3,), (0, 1)))
def left_before_the_second_changes(n: int):
    a = 1
    b = 1
    for i in range(n):
        a = i * 3
        break
        b = i * 5
    return a, b


@case(((1,), 1), ((1.5,), 1), (("a",), "a"))
def a_union_that_or_has_narrowed_is_returned(x: Union[int, str, float]):
    if isinstance(x, int) or isinstance(x, float):  # noqa: SIM101
        return 1
    return x
