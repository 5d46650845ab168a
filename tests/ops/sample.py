"""What a row of samples is: an operator and arguments that any library can build for itself.

A family's table is `samples_<family>.py` with a list SAMPLES, made by `rows(operator, *cases, dtypes=...)`.
A case is a tuple of arguments in schema order (defaults may be left out); `T(2, 3)` stands for a tensor whose
dtype runs over `dtypes`, and whose elements follow from the sample's name alone.
"""

from __future__ import annotations

import importlib
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

FLOATS = ("float32", "float64", "float16", "bfloat16")
WIDE = ("float32", "float64")
INTS = ("uint8", "int8", "int16", "int32", "int64")
REAL = (*FLOATS, *INTS)
ALL = (*REAL, "bool")
ENUM = {
    "uint8": 0, "int8": 1, "int16": 2, "int32": 3, "int64": 4, "float16": 5, "float32": 6,
    "float64": 7, "complex64": 9, "complex128": 10, "bool": 11, "bfloat16": 15,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spec:
    """A tensor to be built: sizes, dtype (None: the sample's), layout and content.

    Layouts: "" row-major, "t" last two dimensions exchanged, "reversed" all dimensions in reverse order,
    "cl" channels last, "step" every second element of the last dimension, "expand" stride 0 in the first
    dimension, "offset" a view into a longer storage.
    Content: "any" multiples of 1/8 (integers: whole numbers) around 0, "positive", "unit" in [-1, 1],
    "odd" with nan, infinities and both zeros, "large" near the ends of the range, or a list of values.
    """

    sizes: tuple[int, ...]
    dtype: str | None = None
    layout: str = ""
    content: object = "any"

    def of(self, dtype: str) -> Spec:
        return self if self.dtype else replace(self, dtype=dtype)


def T(*sizes, dtype=None, layout="", content="any"):
    return Spec(sizes, dtype, layout, tuple(content) if isinstance(content, list) else content)


def V(values, dtype=None, sizes=None):
    """A tensor of given values: bool, int64 or float32 unless the dtype is said."""
    array = np.array(values)
    shape = tuple(sizes) if sizes is not None else array.shape
    inferred = {"b": "bool", "i": "int64"}.get(array.dtype.kind, "float32")
    return Spec(shape, dtype or inferred, "", tuple(array.ravel().tolist()))


@dataclass(frozen=True, slots=True)
class Typed:
    """A value whose type does not show: an empty list, None for an Optional."""

    value: object
    type: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Seeded:
    """A generator of random numbers."""

    seed: int


@dataclass(frozen=True, slots=True)
class Made:
    """What an operator, named like `quantized.linear_prepack`, makes of arguments."""

    operator: str
    args: tuple


@dataclass(frozen=True, slots=True)
class Sample:
    """One call. `kwargs` are schema arguments by name; `seed` is given to the generator first.

    `tolerance` multiplies the usual one; `strides` False: strides and sharing are not compared; `values`
    False: elements are not; `phrase`: what of an error's message must be there, instead of all of it;
    `classes` False: an error may be of another class.
    """

    operator: str
    args: tuple
    name: str
    kwargs: dict = field(default_factory=dict)
    tolerance: float = 1.0
    seed: int | None = None
    strides: bool = True
    values: bool = True
    phrase: str | None = None
    classes: bool = True


def rows(operator, *cases, dtypes=("float32",), **options):
    """Samples of one operator: every case in every dtype (once, if no tensor's dtype is open)."""
    made = []
    for index, case in enumerate(cases):
        kwargs = case[-1] if case and isinstance(case[-1], KW) else {}
        args = case[:-1] if kwargs else case
        opened = _is_open(args) or _is_open(tuple(kwargs.values()))
        for dtype in dtypes if opened else dtypes[:1]:
            suffix = f"-{dtype}" if opened else ""
            name = f"{operator}-{index}{suffix}"
            filled = _fill(args, dtype)
            named = {k: _fill((v,), dtype)[0] for k, v in kwargs.items()}
            made.append(Sample(operator, filled, name, named, **options))
    return made


def load(family):
    """The samples of a family, each with a name of its own."""
    table = importlib.import_module(f"tests.ops.samples_{family}").SAMPLES
    seen = {}
    made = []
    for sample in table:
        count = seen[sample.name] = seen.get(sample.name, 0) + 1
        made.append(sample if count == 1 else replace(sample, name=f"{sample.name}-{count}"))
    return made


def families():
    """Every family that has a table."""
    return sorted(
        p.stem.removeprefix("samples_") for p in Path(__file__).parent.glob("samples_*.py")
    )


class KW(dict):
    """Arguments by name, as the last element of a case."""


def _is_open(args):
    for a in args:
        if isinstance(a, Spec) and a.dtype is None:
            return True
        if isinstance(a, list | tuple) and _is_open(a):
            return True
    return False


def _fill(args, dtype):
    done = []
    for a in args:
        if isinstance(a, Spec):
            done.append(a.of(dtype))
        elif isinstance(a, list):
            done.append(list(_fill(a, dtype)))
        else:
            done.append(a)
    return tuple(done)


def elements(spec: Spec, seed: int) -> np.ndarray:
    """The tensor's elements in row-major order, as float64, int64, bool or complex128."""
    rng = np.random.default_rng(seed)
    count = int(np.prod(spec.sizes, dtype=np.int64))
    if isinstance(spec.content, tuple):
        return np.array(spec.content)
    if spec.dtype == "bool":
        return rng.integers(0, 2, count).astype(bool)
    if spec.dtype.startswith("complex"):
        return (rng.integers(-24, 25, count) + 1j * rng.integers(-24, 25, count)) / 8
    whole = not spec.dtype.startswith(("float", "bfloat"))
    low = 0 if spec.dtype.startswith("uint") or spec.content == "positive" else -9
    if whole:
        if spec.content == "large":
            info = np.iinfo(spec.dtype)
            return rng.choice(np.array([info.min, info.max, info.max - 1, 0, 1]), count)
        if spec.content == "positive":
            return rng.integers(1, 10, count)
        return rng.integers(low, 10, count)
    if spec.content == "unit":
        return rng.integers(-8, 9, count) / 8
    values = rng.integers(-24, 25, count) / 8
    if spec.content == "positive":
        return np.abs(values) + 0.125
    if spec.content == "odd":
        odd = np.array([np.nan, np.inf, -np.inf, -0.0, 0.0])
        places = rng.choice(count, min(count, max(1, count // 3)), replace=False)
        values[places] = odd[rng.integers(0, 5, len(places))]
    return values


def layout_of(spec: Spec) -> tuple[int, list[int], int]:
    """The storage's length in elements, strides and offset of a spec."""
    sizes = spec.sizes

    def row_major(sizes):
        strides, step = [], 1
        for size in reversed(sizes):
            strides.append(step)
            step *= max(size, 1)
        return strides[::-1], step

    if spec.layout in ("", "offset"):
        strides, length = row_major(sizes)
        offset = 3 if spec.layout else 0
        return length + offset, strides, offset
    if spec.layout == "step":
        strides, length = row_major([*sizes[:-1], sizes[-1] * 2])
        strides[-1] = 2
        return length, strides, 1
    if spec.layout == "expand":
        strides, length = row_major(sizes[1:])
        return length, [0, *strides], 0
    count = len(sizes)
    order = list(range(count))
    if spec.layout == "t":
        order[-2:] = order[-1], order[-2]
    elif spec.layout == "reversed":
        order.reverse()
    else:
        order = [0, *range(2, count), 1]
    strides, length = row_major([sizes[d] for d in order])
    placed = [0] * count
    for position, d in enumerate(order):
        placed[d] = strides[position]
    return length, placed, 0


def storage_of(spec: Spec, seed: int) -> tuple[np.ndarray, list[int], int]:
    """A flat array for the storage, with the strides and offset of the tensor in it."""
    length, strides, offset = layout_of(spec)
    values = elements(spec, seed)
    kind = {"c": "complex128", "f": "float64", "b": "float64"}.get(spec.dtype[0], "int64")
    flat = np.zeros(length, bool if spec.dtype == "bool" else kind)
    if values.size:
        view = np.lib.stride_tricks.as_strided(
            flat[offset:], spec.sizes, [s * flat.itemsize for s in strides]
        )
        view[...] = values.reshape(spec.sizes)
    return flat, strides, offset


def build(sample: Sample, make_tensor, library) -> tuple[list, dict]:
    """The arguments; `make_tensor(flat, dtype, sizes, strides, offset)` makes the library's tensor.

    One Spec object given twice becomes one tensor given twice.
    """
    made: dict[int, object] = {}
    counter = [zlib.crc32(sample.name.encode())]

    def convert(value):
        if isinstance(value, Spec):
            if id(value) not in made:
                counter[0] += 1
                flat, strides, offset = storage_of(value, counter[0])
                made[id(value)] = make_tensor(flat, value.dtype, value.sizes, strides, offset)
            return made[id(value)]
        if isinstance(value, Device):
            return library.device(value.name)
        if isinstance(value, Seeded):
            return library.Generator().manual_seed(value.seed)
        if isinstance(value, Made):
            family, name = value.operator.split(".")
            return getattr(getattr(library.ops, family), name)(*map(convert, value.args))
        if isinstance(value, Typed):
            return convert(value.value)
        if isinstance(value, list):
            return [convert(v) for v in value]
        if isinstance(value, tuple):
            return tuple(convert(v) for v in value)
        if isinstance(value, dict):
            return {convert(k): convert(v) for k, v in value.items()}
        return value

    args = [convert(a) for a in sample.args]
    return args, {k: convert(v) for k, v in sample.kwargs.items()}
