"""Functions of PyTorch's Python whose signature is not that of the operator behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from minijit.diagnostics import SourceRange, error
from minijit.frontend import emit_call, emit_expr, library
from minijit.frontend.emitter import Emitter, as_value, constant, constant_value
from minijit.frontend.scope import Named
from minijit.frontend.sugared import Sugared, TupleOf
from minijit.ir import Value
from minijit.syntax import ast
from minijit.types import NONE, STR, OptionalType


@dataclass(slots=True)
class PythonForm(Sugared):
    """One of these functions, to be called."""

    name: str
    what = "function"
    portable = True


def call_form(e: Emitter, form: PythonForm, call: ast.Call) -> Named:
    """A call of such a function. Errors: MJ2902 an argument is missing, MJ2034 a flag varies."""
    args, keywords = emit_call.emit_arguments(e, call)
    names, emit = FORMS[form.name]
    given: dict[str, Named] = {**dict(zip(names, args, strict=False)), **keywords}
    required = [name for name, default in names.items() if default is ...]
    problem = next((f"Argument {n} not provided." for n in required if n not in given), "")
    if len(args) > len(names):
        problem = f"Expected at most {len(names)} arguments but found {len(args)} positional."
    for name in keywords:
        if name not in names:
            problem = f"Keyword argument {name} unknown."
    if problem:
        raise error("MJ2902", call.range, candidates=f"  torch.{form.name}: {problem}")
    for name, default in names.items():
        if name not in given:
            given[name] = constant(e, default, call.range)
    return emit(e, {name: given[name] for name in names}, call.range)


def _unique(e: Emitter, given: dict[str, Named], where: SourceRange) -> Named:
    """The elements alone, or with the results that flags ask for."""
    asked = [True, *(_flag(given, name, where) for name in ("return_inverse", "return_counts"))]
    name = "unique_all" if "sorted" in given else "unique_consecutive_all"
    made = library.call_library(e, name, list(given.values()), where)
    items = emit_expr.tuple_items(e, made, where) or []
    wanted = [item for item, is_asked in zip(items, asked, strict=True) if is_asked]
    return TupleOf(wanted) if len(wanted) > 1 else wanted[0]


def _flag(given: dict[str, Named], name: str, where: SourceRange) -> bool:
    known, value = constant_value(given[name])
    if not known:
        raise error("MJ2034", where, what=f"the argument {name}")
    return bool(value)


def _tensordot(e: Emitter, given: dict[str, Named], where: SourceRange) -> Named:
    """`dims` are a number, a tensor of one or of two rows, or two lists."""
    kind = as_value(e, given["dims"], where).type
    name = {"int": "last", "Tensor": "tensor"}.get(str(kind), "lists")
    return library.call_library(e, f"tensordot_{name}", list(given.values()), where)


def _stft(e: Emitter, given: dict[str, Named], where: SourceRange) -> Named:
    """With the padding that the operator of the same name leaves to its caller."""
    values = [as_value(e, named, where) for named in given.values()]
    return emit_call.emit_operator(e, "aten::stft", values, {}, where)


def _norm(e: Emitter, given: dict[str, Named], where: SourceRange) -> Named:
    """`p` is a number, None for 2, "fro" or "nuc"; `dim` None means all."""
    x, p, dim, keepdim, out, dtype = (as_value(e, named, where) for named in given.values())
    known, order = constant_value(p)
    if p.type == STR and not known:
        raise error("MJ2034", where, what="the argument p")
    if dtype.type != NONE:
        x = as_value(e, emit_call.emit_operator(e, "aten::to", [x, dtype], {}, where), where)
    options: dict[str, Value] = {} if out.type == NONE else {"out": out}
    if order == "nuc":
        args = [x] if dim.type == NONE else [x, dim]
        return emit_call.emit_operator(
            e, "aten::nuclear_norm", args, {"keepdim": keepdim, **options}, where
        )
    if order in (None, "fro") and known:
        p = constant(e, 2, where)
    elif p.type == STR:
        only = f"  torch.norm: p is 'fro', 'nuc' or a number, not {order!r}"
        raise error("MJ2902", where, candidates=only)
    if isinstance(p.type, OptionalType) or isinstance(dim.type, OptionalType):
        return library.call_library(e, "norm_if_given", [x, p, dim, keepdim], where)
    if dim.type != NONE:
        return emit_call.emit_operator(e, "aten::norm", [x, p, dim, keepdim], options, where)
    if constant_value(keepdim) == (True, False) and not options:
        return emit_call.emit_operator(e, "aten::norm", [x, p], {}, where)
    dims = as_value(e, library.call_library(e, "all_dims", [x], where), where)
    return emit_call.emit_operator(e, "aten::norm", [x, p, dims, keepdim], options, where)


_COMPUTE_MODES = {
    "use_mm_for_euclid_dist_if_necessary": None,
    "use_mm_for_euclid_dist": 1,
    "donot_use_mm_for_euclid_dist": 2,
}


def _cdist(e: Emitter, given: dict[str, Named], where: SourceRange) -> Named:
    """`compute_mode` is a word for the operator's number."""
    x1, x2, p, mode = (as_value(e, named, where) for named in given.values())
    known, word = constant_value(mode)
    if not known or word not in _COMPUTE_MODES:
        raise error("MJ2034", where, what=f"the argument compute_mode, one of {[*_COMPUTE_MODES]},")
    args = [x1, x2, p, constant(e, _COMPUTE_MODES[word], where)]
    return emit_call.emit_operator(e, "aten::cdist", args, {}, where)


Emit = Callable[[Emitter, dict[str, Named], SourceRange], Named]
# Parameters with their defaults; `...` where there is none.
FORMS: dict[str, tuple[dict[str, object], Emit]] = {
    "unique": (
        {"input": ..., "sorted": True, "return_inverse": False, "return_counts": False,
         "dim": None},
        _unique,
    ),
    "unique_consecutive": (
        {"input": ..., "return_inverse": False, "return_counts": False, "dim": None},
        _unique,
    ),
    "stft": (
        {"input": ..., "n_fft": ..., "hop_length": None, "win_length": None, "window": None,
         "center": True, "pad_mode": "reflect", "normalized": False, "onesided": None,
         "return_complex": None, "align_to_window": None},
        _stft,
    ),
    "norm": (
        {"input": ..., "p": "fro", "dim": None, "keepdim": False, "out": None, "dtype": None},
        _norm,
    ),
    "cdist": (
        {"x1": ..., "x2": ..., "p": 2.0,
         "compute_mode": "use_mm_for_euclid_dist_if_necessary"},
        _cdist,
    ),
    "tensordot": ({"a": ..., "b": ..., "dims": 2}, _tensordot),
}  # fmt: skip
