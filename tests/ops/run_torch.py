"""Runs samples on PyTorch: through torch.ops, or through a graph of one operator where torch.ops cannot."""

from __future__ import annotations

import warnings

import torch

from minijit.schema import find_schema
from tests.ops.outcome import describe
from tests.ops.sample import Typed, build

DTYPES = {
    name: getattr(torch, name)
    for name in (
        "uint8 int8 int16 int32 int64 float16 float32 float64 complex64 complex128 bool bfloat16"
    ).split()
}
_CLASSES = (
    "IndexError",
    "TypeError",
    "ValueError",
    "NotImplementedError",
    "KeyError",
    "RuntimeError",
)


def make_tensor(flat, dtype, sizes, strides, offset):
    # A copy: memory of numpy could not be resized.
    base = torch.from_numpy(flat).to(DTYPES[dtype], copy=True)
    return base.as_strided(sizes, strides, offset)


def read(value):
    if not isinstance(value, torch.Tensor):
        return None
    shown = value.detach()
    array = (
        (shown.float() if value.dtype is torch.bfloat16 else shown).resolve_conj().numpy().copy()
    )
    name = str(value.dtype).removeprefix("torch.")
    return name, tuple(value.shape), value.stride(), array, value.untyped_storage()._cdata


def tensors_in(values):
    found = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += tensors_in(value)
    return found


def type_text(value):
    """The type of a value in the text of graphs."""
    if isinstance(value, torch.Tensor):
        return "Tensor"
    if isinstance(value, torch.device):
        return "Device"
    if isinstance(value, torch.Generator):
        return "Generator"
    if value is None:
        return "NoneType"
    if isinstance(value, list):
        return f"{type_text(value[0])}[]"
    if isinstance(value, tuple):
        return f"({', '.join(type_text(v) for v in value)})"
    if isinstance(value, dict):
        key, item = next(iter(value.items()))
        return f"Dict({type_text(key)}, {type_text(item)})"
    return type(value).__name__


def _call_graph(schema, sample, args):
    """A graph that holds the operator alone, and also returns what the operator writes to."""
    specs = [*sample.args, *sample.kwargs.values()]
    types = [
        spec.type if isinstance(spec, Typed) else type_text(value)
        for spec, value in zip(specs, args, strict=True)
    ]
    bound = _bind(schema, types)
    for argument in schema.arguments[len(args) :]:
        args.append(argument.default)
        types.append(_substitute(argument.text, bound))
    inputs = ", ".join(f"%{i} : {t}" for i, t in enumerate(types))
    names = ", ".join(f"%{i}" for i in range(len(args)))
    returned = [_substitute(t, bound) for t in schema.return_texts]
    outs = ", ".join(f"%r{i} : {t}" for i, t in enumerate(returned))
    left = f"{outs} = " if outs else ""
    results = [f"%r{i}" for i in range(len(returned))] or ["%n"]
    none = "" if outs else "  %n : NoneType = prim::Constant()\n"
    written = [i for i, a in enumerate(schema.arguments) if "!" in a.alias]
    results += [f"%{i}" for i in written]
    result = results[0]
    joined = ""
    if len(results) > 1:
        kinds = [*returned, *([] if outs else ["NoneType"]), *(types[i] for i in written)]
        joined = f"  %t : ({', '.join(kinds)}) = prim::TupleConstruct({', '.join(results)})\n"
        result = "%t"
    text = f"graph({inputs}):\n  {left}{schema.kind}({names})\n{none}{joined}  return ({result})"
    graph = torch._C.parse_ir(text)
    function = torch._C._create_function_from_graph("f", graph)
    result = function(*args)
    if not written:
        return result, None
    count = len(returned) or 1
    return (result[0] if count == 1 else result[:count]), list(result[count:])


def _bind(schema, types):
    from minijit.schema.matching import _bind as bind
    from minijit.types import parse_schema_type

    variables = {}
    for argument, text in zip(schema.arguments, types, strict=False):
        bind(argument.type, parse_schema_type(text), variables)
    return variables


def _substitute(text, variables):
    for name in sorted(variables, key=len, reverse=True):
        spelled = _spell(variables[name])
        text = " ".join(spelled if part == name else part for part in _split(text, name))
    return text


def _split(text, name):
    import re

    return re.split(rf"(?<!\w)({name})(?!\w)", text) if name else [text]


def _spell(type_):
    from minijit import types

    match type_:
        case types.ListType():
            return f"{_spell(type_.elem)}[]"
        case types.OptionalType():
            return f"{_spell(type_.elem)}?"
        case types.DictType():
            return f"Dict({_spell(type_.key)}, {_spell(type_.value)})"
        case types.TupleType():
            return f"({', '.join(_spell(e) for e in type_.elems)})"
    return {"number": "Scalar"}.get(str(type_), str(type_))


def _needs_graph(schema):
    texts = " ".join([*(a.text for a in schema.arguments), *schema.return_texts])
    words = set(
        texts.replace("[", " ")
        .replace("?", " ")
        .replace("(", " ")
        .replace(")", " ")
        .replace(",", " ")
        .split()
    )
    return (
        schema.vararg or bool(words & {"t", "tVal", "t1", "t2"}) or not words & {"Tensor", "Scalar"}
    )


def _outcome_of_error(caught):
    message = str(caught)
    if "The following operation failed in the TorchScript interpreter" in message:
        last = message.strip().splitlines()[-1]
        kind, _, rest = last.partition(": ")
        for name in _CLASSES:
            if rest.startswith(name + ": "):
                return {"error": "any", "message": rest[len(name) + 2 :]}
        return {"error": "any", "message": rest if kind.endswith("Error") else last}
    kind = type(caught).__name__
    first = message.split("\nException raised from")[0].splitlines()[0] if message else ""
    return {"error": kind if kind in _CLASSES else "RuntimeError", "message": first}


def _tolist(x, dim, elem_type):
    """In a graph the operator takes the type of its result from its place."""
    kind = "float bool complex".split()[elem_type - 1] if elem_type else "int"
    text = f"graph(%0 : Tensor):\n  %d : int = prim::Constant[value={dim}]()\n  %e : int = prim::Constant[value={elem_type}]()\n"
    text += f"  %r : {kind}{'[]' * dim} = prim::tolist(%0, %d, %e)\n  return (%r)"
    return torch._C._create_function_from_graph("f", torch._C.parse_ir(text))(x)


def _weighted_sum(x, dim, places, shares, counts):
    """Each output by itself, with PyTorch's own sums; rounded as its loop of four does it."""
    wrong = (counts < 1) | (counts > places.shape[1])
    if shares.shape != places.shape or wrong.any():
        raise RuntimeError("(size) counts from 1 to taps")
    rows = x.movedim(dim, -1)
    parts = []
    for place, share, count in zip(places, shares, counts.tolist(), strict=True):
        total = rows[..., place[0]] * share[0]
        for j in range(1, count):
            picked = rows[..., place[j]]
            if j <= (count - 1) // 4 * 4:
                total = total + picked * share[j]
            else:
                total = (total.double() + picked.double() * share[j].double()).to(x.dtype)
        parts.append(total)
    made = torch.stack(parts, -1) if parts else rows[..., :0]
    return made.movedim(-1, dim).contiguous()


_DIRECT = {
    "aten::tensor": torch.tensor,
    "aten::as_tensor.list": torch.as_tensor,
    # No type resolves to this overload, which stands behind those that do.
    "aten::pow.int_to_int": pow,
    # A graph of this operator alone sorts a copy.
    "aten::sort.Tensor": lambda l, reverse=False: l.sort(key=lambda t: t.item(), reverse=reverse),
    "aten::remove.Tensor": lambda l, el: l.__delitem__(
        [bool(torch.equal(t, el)) for t in l].index(True)
    ),
    "aten::device.with_index": torch.device,
    "prim::tolist": _tolist,
    "prim::name": lambda x: x.name,
    # Internal: the in-place and out variants of an operator that changes nothing.
    "prim::write_result": lambda target, result, resize, exact: (
        torch.index_copy(result, 0, torch.arange(0), result[:0], out=target)
        if exact
        else torch.add(result, 0, out=target)
        if resize
        else torch.Tensor.mul_(target, 0).add_(result)
    ),
    "prim::weighted_sum": _weighted_sum,
    # The interpreter itself does these.
    "aten::warn": lambda message: None,
}


def has(operator):
    """Whether this installation has the operator: torchvision's come with torchvision only."""
    return operator.startswith(("aten::", "prim::")) or bool(
        torch._C._jit_get_schemas_for_operator(operator.partition(".")[0])
    )


def outcome(sample):
    """What PyTorch does with a sample."""
    if sample.seed is not None:
        torch.manual_seed(sample.seed)
    schema = find_schema(sample.operator)
    args, kwargs = build(sample, make_tensor, torch)
    tensors = tensors_in([*args, *kwargs.values()])
    written = None
    with warnings.catch_warnings(), torch.set_grad_enabled(schema.kind == "aten::is_grad_enabled"):
        warnings.simplefilter("ignore")
        try:
            if schema.qualified in _DIRECT:
                for name, value in kwargs.items():
                    kwargs[name] = _ENUM[value] if name == "dtype" else value
                result = _DIRECT[schema.qualified](*args, **kwargs)
            elif _needs_graph(schema):
                result, written = _call_graph(schema, sample, [*args, *kwargs.values()])
            else:
                result = _call_operator(schema, args, kwargs)
        except Exception as caught:
            return _outcome_of_error(caught)
    described = describe(_plain(result), tensors, read)
    if any("!" in a.alias for a in schema.arguments):
        if written is None:
            named = [*args, *(kwargs.get(a.name) for a in schema.arguments[len(args) :])]
            written = [v for v, a in zip(named, schema.arguments, strict=False) if "!" in a.alias]
        return {"tuple": [described, describe(written, tensors, read)]}
    return described


def _plain(value):
    """Tuples for PyTorch's named results, ints for its dtypes."""
    if isinstance(value, torch.dtype):
        return next(n for n, d in _ENUM.items() if d is value)
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    return value


_ENUM = {
    0: torch.uint8, 1: torch.int8, 2: torch.int16, 3: torch.int32, 4: torch.int64, 5: torch.float16,
    6: torch.float32, 7: torch.float64, 9: torch.complex64, 10: torch.complex128, 11: torch.bool,
    15: torch.bfloat16,
}  # fmt: skip


def _call_operator(schema, args, kwargs):
    name = schema.kind.replace("::", ".")
    namespace, _, function = name.partition(".")
    packet = getattr(getattr(torch.ops, namespace), function)
    overload = getattr(packet, schema.overload or "default")
    keyword = dict(kwargs)
    positional = []
    for argument, value in zip(schema.arguments, args, strict=False):
        if argument.text.startswith("ScalarType") and isinstance(value, int):
            value = _ENUM[value]
        if argument.kwarg_only:
            keyword[argument.name] = value
        else:
            positional.append(value)
    for argument in schema.arguments:
        if (
            argument.name in keyword
            and argument.text.startswith("ScalarType")
            and isinstance(keyword[argument.name], int)
        ):
            keyword[argument.name] = _ENUM[keyword[argument.name]]
        if (
            argument.name in keyword
            and argument.text.startswith("MemoryFormat")
            and isinstance(keyword[argument.name], int)
        ):
            keyword[argument.name] = [
                torch.contiguous_format,
                torch.preserve_format,
                torch.channels_last,
                torch.channels_last_3d,
            ][keyword[argument.name]]
    return overload(*positional, **keyword)
