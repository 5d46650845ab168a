"""Runs samples on the numpy reference, or on the kernels of the C++ runtime."""

from __future__ import annotations

import numpy as np

import minijit
from minijit.dispatch import run
from minijit.reference.generator import manual_seed
from minijit.schema import NODEFAULT, find_schema
from minijit.tensor import Tensor
from minijit.tensor import dtype as dt
from minijit.tensor.creation import encode
from tests.ops.outcome import describe
from tests.ops.sample import build


def make_tensor(flat, dtype, sizes, strides, offset):
    wanted = dt.BY_NAME[dtype]
    base = Tensor.from_array(np.ascontiguousarray(encode(flat, wanted)), wanted)
    return Tensor(base._storage, wanted, tuple(sizes), tuple(strides), offset)


def read(value):
    if not isinstance(value, Tensor):
        return None
    array = np.array(value.compute_array())
    return value._dtype.name, value._sizes, value._strides, array, id(value._storage)


def tensors_in(values):
    found = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += tensors_in(value)
    return found


def arguments_of(sample):
    """All schema arguments in order, with their defaults."""
    schema = find_schema(sample.operator)
    args, kwargs = build(sample, make_tensor, minijit)
    given = list(args)
    for argument in schema.arguments[len(args) :]:
        value = kwargs.get(argument.name, argument.default)
        assert value is not NODEFAULT, f"{sample.name}: {argument.name} is missing"
        given.append(value)
    return schema, given


def run_native(schema, args):
    """One operator in the C++ runtime; in-place and out variants too."""
    from minijit.native import objects, required

    native = required()
    objects.connect(native)
    return native.run_operator(schema.kind, schema.overload, list(args))


def outcome(sample, run=run):
    """What the reference, or another way to run an operator, does with a sample."""
    if sample.seed is not None:
        manual_seed(sample.seed)
    schema, args = arguments_of(sample)
    tensors = tensors_in(args)
    try:
        result = run(schema, args)
    except Exception as caught:
        classes = [c.__name__ for c in type(caught).__mro__]
        return {"error": type(caught).__name__, "classes": classes, "message": str(caught)}
    described = describe(result, tensors, read)
    if any("!" in a.alias for a in schema.arguments):
        written = [v for v, a in zip(args, schema.arguments, strict=False) if "!" in a.alias]
        return {"tuple": [described, describe(written, tensors, read)]}
    return described


__all__ = ["arguments_of", "make_tensor", "minijit", "outcome", "read", "tensors_in"]
