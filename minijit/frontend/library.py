"""What the language has beyond its operators, written in TorchScript: sets, sorting by a key.

Each function here is compiled for the types of a call (see `specialise`), so that an archive holds
plain functions. Some are what PyTorch's Python does around an operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from minijit.diagnostics import Source, SourceRange
from minijit.frontend import builtins
from minijit.frontend.emitter import Emitter, Resolver, as_value
from minijit.frontend.scope import Named
from minijit.frontend.specialise import call_template
from minijit.frontend.sugared import BuiltinValue, OperatorValue, Sugared
from minijit.frontend.sugared_python import ExceptionClass
from minijit.frontend.templates import Template
from minijit.ir import Function, Value
from minijit.syntax import ast, parse_file
from minijit.types import ClassType, Type

TEXT = """
def set_of(xs):
    made = {x: True for x in xs}
    return made

def set_update(s, xs):
    for x in xs:
        s[x] = True

def set_difference_update(s, xs):
    for x in xs:
        s.discard(x)

def set_intersection_update(s, t):
    for x in [x for x in s if not x in t]:
        s.remove(x)

def set_union(s, xs):
    made = {x: True for x in s}
    for x in xs:
        made[x] = True
    return made

def set_intersection(s, t):
    return {x: True for x in s if x in t}

def set_difference(s, t):
    return {x: True for x in s if not x in t}

def set_symmetric_difference(s, t):
    made = {x: True for x in s if not x in t}
    for x in t:
        if not x in s:
            made[x] = True
    return made

def set_issubset(s, t):
    for x in s:
        if not x in t:
            return False
    return True

def set_issuperset(s, t):
    for x in t:
        if not x in s:
            return False
    return True

def set_isdisjoint(s, t):
    for x in s:
        if x in t:
            return False
    return True

def set_equal(s, t):
    if len(s) != len(t):
        return False
    for x in s:
        if not x in t:
            return False
    return True

def sorted_by(xs, key, reverse):
    sign = -1 if reverse else 1
    pairs = [(key(x), sign * i) for i, x in enumerate(xs)]
    pairs.sort(reverse)
    return [xs[sign * pair[1]] for pair in pairs]

def sort_by(xs, key, reverse):
    made = sorted_by(xs, key, reverse)
    for i, x in enumerate(made):
        xs[i] = x

def sort_objects(xs, reverse):
    for i in range(1, len(xs)):
        x = xs[i]
        j = i
        going = True
        while j > 0 and going:
            before = xs[j - 1]
            going = before < x if reverse else x < before
            if going:
                xs[j] = before
                j -= 1
        xs[j] = x

def sorted_objects(xs, reverse):
    made = [x for x in xs]
    sort_objects(made, reverse)
    return made

def max_by(xs, key):
    best = xs[0]
    most = key(best)
    for x in xs:
        value = key(x)
        if value > most:
            best = x
            most = value
    return best

def min_by(xs, key):
    best = xs[0]
    least = key(best)
    for x in xs:
        value = key(x)
        if value < least:
            best = x
            least = value
    return best

def sum_tensors(xs, start):
    total = start + xs[0]
    for i in range(1, len(xs)):
        total = total + xs[i]
    return total

def map_list(function, xs):
    return [function(x) for x in xs]

def map_zipped(function, xs):
    return [function(*x) for x in xs]

def filter_list(function, xs):
    return [x for x in xs if function(x)]

def reversed_list(xs):
    return [xs[len(xs) - 1 - i] for i in range(len(xs))]

def unique_all(x, sorted, inverse, counts, dim):
    if dim is None:
        a, b, c = aten__unique2(x, sorted, inverse, counts)
    else:
        a, b, c = aten_unique_dim(x, dim, sorted, inverse, counts)
    return a, b, c

def unique_consecutive_all(x, inverse, counts, dim):
    a, b, c = aten_unique_consecutive(x, inverse, counts, dim)
    return a, b, c

def tensordot_last(a, b, dims):
    if dims < 0:
        raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
    if dims > min(a.dim(), b.dim()):
        raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
    last = [a.dim() - dims + i for i in range(dims)]
    first = [i for i in range(dims)]
    return aten_tensordot(a, b, last, first)

def tensordot_tensor(a, b, dims):
    if dims.numel() == 1:
        return tensordot_last(a, b, int(dims))
    return aten_tensordot(a, b, [int(i) for i in dims[0]], [int(i) for i in dims[1]])

def tensordot_lists(a, b, dims):
    return aten_tensordot(a, b, dims[0], dims[1])

def all_dims(x):
    return [i for i in range(x.dim())]

def norm_if_given(x, p, dim, keepdim):
    order = 2.0 if p is None else p
    if dim is None:
        return aten_norm(x, order, all_dims(x), keepdim)
    return aten_norm(x, order, dim, keepdim)

def merged_dict(a, b):
    made = {k: v for k, v in a.items()}
    for k, v in b.items():
        made[k] = v
    return made
"""


@cache
def _definitions() -> dict[str, ast.Def]:
    file = parse_file(Source("<minijit's library>", TEXT))
    return {definition.name: definition for definition in file.functions}


class LibraryResolver:
    """Names of this library and the builtin forms; what classes have is the user's matter."""

    version: int | None = None
    allow_missing = False

    def __init__(self, outer: Resolver) -> None:
        self.outer = outer

    def resolve_name(self, name: str, where: SourceRange) -> Named | None:
        del where
        if name.startswith("aten_"):
            return OperatorValue(name.replace("aten_", "aten::", 1))
        if name == "RuntimeError":
            return ExceptionClass(f"builtins.{name}")
        if name in _definitions():
            return Template(_definitions()[name], self, f"__torch__.{name}")
        return BuiltinValue(name) if name in builtins.NAMES else None

    def resolve_attribute(
        self, emitter: Emitter, base: Sugared, name: str, where: SourceRange
    ) -> Named | None:
        return self.outer.resolve_attribute(emitter, base, name, where)

    def resolve_call(
        self, emitter: Emitter, callee: Sugared, call: ast.Call, hint: Type | None
    ) -> Named | None:
        return self.outer.resolve_call(emitter, callee, call, hint)

    def resolve_method(self, class_type: ClassType, name: str) -> Function | None:
        return self.outer.resolve_method(class_type, name)

    def resolve_member(
        self, emitter: Emitter, base: Value, cls: ClassType, name: str, where: SourceRange
    ) -> Named | None:
        return self.outer.resolve_member(emitter, base, cls, name, where)

    def resolve_setter(self, base: Named, name: str, where: SourceRange) -> str | None:
        return self.outer.resolve_setter(base, name, where)

    def resolve_template(self, function: Function) -> Template | None:
        return self.outer.resolve_template(function)

    def resolve_type(self, name: str, where: SourceRange, within: bool = False) -> Type | None:
        return self.outer.resolve_type(name, where, within)

    def resolve_module_class(self, name: str) -> type | None:
        return self.outer.resolve_module_class(name)

    def inline_upgrader(self, name: str) -> Function:
        return self.outer.inline_upgrader(name)


def call_library(e: Emitter, name: str, args: Sequence[Named], where: SourceRange) -> Value:
    """A call of a function of this library."""
    template = Template(_definitions()[name], LibraryResolver(e.resolver), f"__torch__.{name}")
    return as_value(e, call_template(e, template, args, {}, where), where)
