"""PyTorch's own sample inputs of operators, given to PyTorch and to minijit.

`python -m tests.differential.op_samples [--every] [operator ...]` prints where they disagree; `--every` takes all dtypes
and more samples of each.
"""

from __future__ import annotations

import sys
import types
import warnings
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import torch
from torch.testing._internal.common_methods_invocations import op_db

import minijit
from minijit.dispatch import calls
from minijit.native import objects, required
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt

DTYPES = "float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex64 complex128".split()
USUAL = ("float32", "int64", "bfloat16", "complex64")
NAMES = {getattr(torch, name): name for name in DTYPES}
TOLERANCE = {
    "float16": 2e-3, "bfloat16": 1.6e-2, "float32": 1.3e-5, "complex64": 1.3e-5, "float64": 1e-7,
    "complex128": 1e-7,
}  # fmt: skip
# What is compared by shape only.
UNDEFINED = {"empty", "empty_like", "new_empty", "empty_strided", "new_empty_strided"}
# References in Python, sparse tensors, and what compiles CUDA.
ABROAD = ("_refs", "ops.nvprims", "jiterator", "torch.ops.aten", "masked.", "sparse.", "to_sparse")


class Abroad(Exception):
    """A value that minijit has no counterpart for."""


@dataclass
class Converter:
    """PyTorch's values as minijit's: tensors of one storage share one again."""

    storages: dict = field(default_factory=dict)

    def tensor(self, t):
        t = t.detach().resolve_conj().resolve_neg()
        if t.dtype not in NAMES or t.layout is not torch.strided:
            raise Abroad
        dtype = dt.BY_NAME[NAMES[t.dtype]]
        key = (t.untyped_storage()._cdata, dtype.name)
        if key not in self.storages:
            raw = bytes(t.untyped_storage())
            base = Tensor.from_array(np.frombuffer(raw, dtype.np).copy(), dtype)
            self.storages[key] = (base, t)
        storage = self.storages[key][0]._storage
        return Tensor(storage, dtype, tuple(t.shape), tuple(t.stride()), t.storage_offset())

    def __call__(self, value):
        if isinstance(value, torch.Tensor):
            return self.tensor(value)
        if isinstance(value, torch.Size):
            return tuple(value)
        if isinstance(value, list | tuple):
            return type(value)(self(v) for v in value)
        if isinstance(value, dict):
            return {k: self(v) for k, v in value.items()}
        if isinstance(value, slice):
            return slice(self(value.start), self(value.stop), self(value.step))
        if isinstance(value, torch.dtype):
            if value not in NAMES:
                raise Abroad
            return dt.BY_NAME[NAMES[value]]
        if isinstance(value, torch.device):
            return minijit.device(str(value))
        if isinstance(value, torch.memory_format):
            return getattr(minijit, str(value).partition(".")[2])
        if isinstance(value, torch.layout | torch.Generator):
            raise Abroad
        if callable(value) and not isinstance(value, type):
            return counterpart(value)
        return value


def _seeded(function, *args, **kwargs):
    minijit.manual_seed(42)
    return function(*args, **kwargs)


def _is_of_the_tests(function):
    return isinstance(function, types.FunctionType) and (function.__module__ or "").startswith(
        "torch.testing"
    )


def counterpart(function):
    """The same function of minijit; one that PyTorch's tests define runs with minijit as `torch`."""
    if _is_of_the_tests(function):
        names = {**function.__globals__, "torch": minijit, "F": minijit.nn.functional}
        names["wrapper_set_seed"] = _seeded
        cells = tuple(
            types.CellType(
                counterpart(c.cell_contents) if callable(c.cell_contents) else c.cell_contents
            )
            for c in function.__closure__ or ()
        )
        made = types.FunctionType(
            function.__code__, names, function.__name__, function.__defaults__, cells or None
        )
        made.__kwdefaults__ = function.__kwdefaults__
        return made
    name = function.__name__
    if "Tensor" in (getattr(function, "__qualname__", "") or "") or hasattr(
        function, "__objclass__"
    ):
        return getattr(Tensor, name)
    return attribute(minijit, f"{function.__module__}.{name}".partition(".")[2])


def attribute(place, path):
    for name in path.split("."):
        place = getattr(place, name)
    return place


def function_of(op):
    """What minijit offers for an entry of PyTorch's table; AttributeError if nothing."""
    if _is_of_the_tests(op.op):
        return counterpart(op.op)
    try:
        return attribute(Tensor if op.name.startswith("__") else minijit, op.name)
    except AttributeError:
        return attribute(Tensor, op.name)


def flat(value):
    """The leaves of lists and tuples; a Size is a leaf."""
    if isinstance(value, list | tuple) and not isinstance(value, torch.Size | minijit.Size):
        return [leaf for item in value for leaf in flat(item)]
    return [value]


def difference(wanted, got, undefined=False):
    """A sentence, or None if the results agree in kind, dtype, shape and value."""
    wanted, got = flat(wanted), flat(got)
    if len(wanted) != len(got):
        return f"{len(got)} results for {len(wanted)}"
    for a, b in zip(wanted, got, strict=True):
        if isinstance(a, torch.Tensor) != isinstance(b, Tensor):
            return f"{type(b).__name__} for {type(a).__name__}"
        if not isinstance(a, torch.Tensor):
            same = (
                a == b
                or (a != a and b != b)
                or str(a).partition(".")[2] == str(b).partition(".")[2] != ""
            )
            if isinstance(a, float) and not same:
                same = bool(np.isclose(a, b, rtol=1e-6))
            if not same:
                return f"{b!r} for {a!r}"
            continue
        name = str(a.dtype).removeprefix("torch.")
        if (name, tuple(a.shape)) != (b._dtype.name, tuple(b._sizes)):
            return f"{b._dtype.name}{list(b._sizes)} for {name}{list(a.shape)}"
        a = a.detach().resolve_conj().resolve_neg()
        x = (a.float() if a.dtype is torch.bfloat16 else a).numpy()
        y = np.array(b.compute_array())
        close = TOLERANCE.get(name, 0)
        if not undefined and not np.allclose(
            y, x, rtol=close, atol=close, equal_nan=x.dtype.kind in "fc"
        ):
            return f"{y.ravel()[:3]} for {x.ravel()[:3]}"
    return None


@dataclass
class Engine:
    """Where eager calls run: the numpy reference, or the kernels of the C++ runtime."""

    name: str

    def __enter__(self):
        self.before = calls.run
        if self.name == "native":
            native = required()
            objects.connect(native)
            calls.run = lambda schema, args: native.run_operator(
                schema.kind, schema.overload, list(args)
            )

    def __exit__(self, *unused):
        calls.run = self.before


def full_name(op):
    return f"{op.name}.{op.variant_test_name}" if op.variant_test_name else op.name


def operators(kinds):
    """The entries of PyTorch's table for operators that minijit has."""
    for op in op_db:
        if op.name.startswith(ABROAD):
            continue
        names = (op.aten_name, op.name, op.name.rpartition(".")[2], op.name.replace(".", "_"))
        if any(f"aten::{name}" in kinds for name in names if name):
            yield op


def samples_of(op, dtypes, most):
    """(dtype, sample): at most `most` of each dtype that PyTorch supports, spread over all."""
    supported = op.supported_dtypes("cpu")
    for name in dtypes:
        dtype = getattr(torch, name)
        if dtype not in supported:
            continue
        torch.manual_seed(1)
        np.random.seed(0)
        found = list(op.sample_inputs("cpu", dtype, requires_grad=False))
        step = max(1, len(found) // most)
        for sample in found[::step][:most]:
            yield name, sample


def run(op, dtypes, most):
    """Counts of agreement by engine, and what disagrees, of one entry."""
    count, failures = Counter(), []
    for dtype, sample in samples_of(op, dtypes, most):
        given = ((sample.input, *sample.args), sample.kwargs)
        try:
            ours = {name: Converter()(list(given)) for name in ("reference", "native")}
        except Abroad:
            continue
        torch.manual_seed(0)
        try:
            wanted, wrong = op.op(*given[0], **given[1]), None
        except Exception as caught:
            wanted, wrong = None, caught
        leaves = [t for t in flat(wanted) if isinstance(t, torch.Tensor)]
        if any(t.layout is not torch.strided or t.dtype not in NAMES for t in leaves):
            continue
        for engine, (args, kwargs) in ours.items():
            minijit.manual_seed(0)
            with Engine(engine):
                try:
                    got = function_of(op)(*args, **kwargs)
                    said = "no error" if wrong else difference(wanted, got, op.name in UNDEFINED)
                except Exception as caught:
                    said = None if wrong else f"{type(caught).__name__}: {caught}"
            count[engine] += 1
            if said is None:
                count[f"{engine} agrees"] += 1
            else:
                failures.append(f"{full_name(op)} [{engine}] {dtype}: {said}")
    return count, failures


def main(arguments):
    from minijit.schema import kinds

    every = "--every" in arguments
    chosen = [a for a in arguments if not a.startswith("--")]
    total = Counter()
    for op in operators(set(kinds())):
        if chosen and op.name not in chosen:
            continue
        count, failures = run(op, DTYPES if every else USUAL, 10 if every else 3)
        total += count
        for line in failures:
            print(line[:200])
    for engine in ("reference", "native"):
        share = total[f"{engine} agrees"] / max(1, total[engine])
        print(
            f"{engine}: {total[f'{engine} agrees']} of {total[engine]} samples agree, {share:.2%}"
        )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_grad_enabled(False)
    main(sys.argv[1:])
