"""The largest, the k-th and the most frequent of a row.

Which of several equal numbers is chosen follows from the algorithm, so each is PyTorch's: selection
and sorting of the C++ standard library as GNU's does them, and a quick selection of PyTorch's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit.reference.common import fail, fail_index, make, not_implemented, values, wrap_dim
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt

if TYPE_CHECKING:
    from collections.abc import Callable

    from minijit.reference.common import Array

    Item = tuple[Any, int]
    Items = list[Item]
    Before = Callable[[Item, Item], bool]


def _less(a: Item, b: Item) -> bool:
    """Ascending, NaN last."""
    return bool(a[0] < b[0] or (b[0] != b[0] and a[0] == a[0]))


def _greater(a: Item, b: Item) -> bool:
    return _less(b, a)


def _sift_down(x: Items, hole: int, end: int, value: Item, before: Before) -> None:
    """Let `value` into a heap whose place `hole` is free: down to a leaf, and up again."""
    top, child = hole, hole
    while child < (end - 1) // 2:
        child = 2 * (child + 1)
        if before(x[child], x[child - 1]):
            child -= 1
        x[hole] = x[child]
        hole = child
    if end % 2 == 0 and child == (end - 2) // 2:
        child = 2 * (child + 1)
        x[hole] = x[child - 1]
        hole = child - 1
    parent = (hole - 1) // 2
    while hole > top and before(x[parent], value):
        x[hole] = x[parent]
        hole, parent = parent, (parent - 1) // 2
    x[hole] = value


def _heap_select(x: Items, first: int, middle: int, last: int, before: Before) -> None:
    """The first of all go before `middle`, as a heap."""
    heap = x[first:middle]
    for parent in range((len(heap) - 2) // 2, -1, -1):
        _sift_down(heap, parent, len(heap), heap[parent], before)
    for i in range(middle, last):
        if before(x[i], heap[0]):
            value, x[i] = x[i], heap[0]
            _sift_down(heap, 0, len(heap), value, before)
    x[first:middle] = heap


def _partial_sort(x: Items, first: int, middle: int, last: int, before: Before) -> None:
    _heap_select(x, first, middle, last, before)
    heap = x[first:middle]
    for end in range(len(heap) - 1, 0, -1):
        value, heap[end] = heap[end], heap[0]
        _sift_down(heap, 0, end, value, before)
    x[first:middle] = heap


def _partition(x: Items, first: int, last: int, before: Before) -> int:
    """Part a range at the median of three of its elements."""
    a, b, c = first + 1, first + (last - first) // 2, last - 1
    if before(x[a], x[b]):
        middle = b if before(x[b], x[c]) else c if before(x[a], x[c]) else a
    else:
        middle = a if before(x[a], x[c]) else c if before(x[b], x[c]) else b
    x[first], x[middle] = x[middle], x[first]
    pivot, low, high = x[first], first + 1, last
    while True:
        while before(x[low], pivot):
            low += 1
        high -= 1
        while before(pivot, x[high]):
            high -= 1
        if low >= high:
            return low
        x[low], x[high] = x[high], x[low]
        low += 1


def _insertion_sort(x: Items, first: int, last: int, before: Before) -> None:
    for i in range(first + 1, last):
        value, at = x[i], i
        while at > first and before(value, x[at - 1]):
            x[at] = x[at - 1]
            at -= 1
        x[at] = value


def _depth(count: int) -> int:
    return 2 * (count.bit_length() - 1)


def _nth_element(x: Items, nth: int, before: Before) -> None:
    """Put the one that would stand at `nth` there, those before it before."""
    first, last, depth = 0, len(x), _depth(len(x))
    if nth == last:
        return
    while last - first > 3:
        if depth == 0:
            _heap_select(x, first, nth + 1, last, before)
            x[first], x[nth] = x[nth], x[first]
            return
        depth -= 1
        cut = _partition(x, first, last, before)
        first, last = (cut, last) if cut <= nth else (first, cut)
    _insertion_sort(x, first, last, before)


def _sort(x: Items, last: int, before: Before) -> None:
    ranges = [(0, last, _depth(last))] if last else []
    while ranges:
        first, end, depth = ranges.pop()
        while end - first > 16:
            if depth == 0:
                _partial_sort(x, first, end, end, before)
                break
            depth -= 1
            cut = _partition(x, first, end, before)
            ranges.append((cut, end, depth))
            end = cut
    _insertion_sort(x, 0, last, before)


def _quick_select(x: Items, k: int) -> None:
    """PyTorch's own: the k-th smallest goes to place k."""
    left, right = 0, len(x) - 1

    def order(i: int, j: int) -> None:
        if _greater(x[i], x[j]):
            x[i], x[j] = x[j], x[i]

    while right > left:
        if right == left + 1:
            order(left, right)
            return
        middle = left + (right - left) // 2
        x[middle], x[left + 1] = x[left + 1], x[middle]
        order(left + 1, right)
        order(left, right)
        order(left + 1, left)
        i, j, pivot = left + 1, right, x[left]
        while True:
            i += 1
            while _greater(pivot, x[i]):
                i += 1
            j -= 1
            while _greater(x[j], pivot):
                j -= 1
            if j < i:
                break
            x[i], x[j] = x[j], x[i]
        x[left], x[j] = x[j], x[left]
        if j <= k:
            left = i
        if j >= k:
            right = j - 1


def _choose(
    self: Tensor, axis: int, count: int, keepdim: bool, choose: Callable[[Items], Items]
) -> tuple[Tensor, Tensor]:
    """What `choose` takes of each row along a dimension: `count` numbers with their places."""
    array = values(self, self._dtype)
    lines = np.moveaxis(array.reshape(array.shape or (1,)), axis, -1)
    shape = (*lines.shape[:-1], count)
    best, places = np.zeros(shape, array.dtype), np.zeros(shape, np.int64)
    for place in np.ndindex(shape[:-1]):
        row: Items = [(v, i) for i, v in enumerate(lines[place].tolist())]
        chosen = choose(row)
        places[place] = [i for _, i in chosen]
        best[place] = lines[place][places[place]]

    def shaped(result: Array) -> Array:
        result = np.moveaxis(result, -1, axis)
        if not self._sizes:
            return result.reshape(())
        return result if keepdim else result.squeeze(axis)

    return make(shaped(best).copy(), self._dtype), make(shaped(places).copy(), dt.int64)


def aten_topk(
    self: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> tuple[Tensor, Tensor]:
    axis = wrap_dim(dim, self.dim())
    if not 0 <= k <= (self._sizes[axis] if self._sizes else 1):
        fail("selected index k out of range")
    if self._dtype.is_complex or self._dtype is dt.bool_:
        kind = "bool" if self._dtype is dt.bool_ else "complex"
        fail(f"topk does not support {kind} dtypes on CPU")
    before = _greater if largest else _less

    def choose(row: Items) -> Items:
        if k * 64 <= len(row):
            _partial_sort(row, 0, k, len(row), before)
        elif k:
            _nth_element(row, k - 1, before)
            if sorted:
                _sort(row, k - 1, before)
        return row[:k]

    return _choose(self, axis, k if self._sizes else 1, True, choose)


def _checked(self: Tensor, dim: int, name: str) -> int:
    """The dimension, which must have a size."""
    axis = wrap_dim(dim, self.dim())
    if self._sizes and not self._sizes[axis]:
        fail_index(f"{name}(): Expected reduction dim {axis} to have non-zero size.")
    return axis


def aten_kthvalue(
    self: Tensor, k: int, dim: int = -1, keepdim: bool = False
) -> tuple[Tensor, Tensor]:
    axis = _checked(self, dim, "kthvalue")
    if not 1 <= k <= (self._sizes[axis] if self._sizes else 1):
        fail(f"kthvalue(): selected number k out of range for dimension {axis}")
    if self._dtype.is_complex or self._dtype is dt.bool_:
        not_implemented("kthvalue_cpu", self._dtype)

    def choose(row: Items) -> Items:
        _quick_select(row, k - 1)
        return row[k - 1 : k]

    return _choose(self, axis, 1, keepdim, choose)


def aten_mode(self: Tensor, dim: int = -1, keepdim: bool = False) -> tuple[Tensor, Tensor]:
    axis = _checked(self, dim, "mode")
    if self._dtype.is_complex:
        not_implemented("mode_cpu", self._dtype)

    def choose(row: Items) -> Items:
        _sort(row, len(row), _less)
        best, most, count = row[0], 0, 0
        for i, item in enumerate(row):
            count += 1
            if i + 1 == len(row) or item[0] != row[i + 1][0]:
                best, most = (item, count) if count > most else (best, most)
                count = 0
        return [best]

    return _choose(self, axis, 1, keepdim, choose)
