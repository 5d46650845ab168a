"""Functions and methods made from the operator table, and Python's operators on tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from minijit._absent import no_attribute
from minijit.diagnostics import error
from minijit.dispatch import sugar
from minijit.dispatch.calls import call
from minijit.reference.common import NAMES, fail, floating, make, values
from minijit.reference.generator import drawing_from
from minijit.schema import proper_kind
from minijit.schema.table import ALIASES, OPERATORS
from minijit.tensor import DType, Tensor, result_type, views
from minijit.tensor import dtype as dt
from minijit.tensor.creation import TypedConstructor
from minijit.tensor.creation import tensor as make_tensor
from minijit.tensor.held import Sparse
from minijit.tensor.indexing import Index, Select, Slice, Unsqueeze, parse_index

if TYPE_CHECKING:
    from collections.abc import Callable

_SPELLINGS = {"axis": "dim", "keepdims": "keepdim"}
_FACTORIES = frozenset(
    [
        "empty",
        "empty_permuted",
        "zeros",
        "ones",
        "full",
        "rand",
        "randn",
        "randint",
        "randperm",
        "arange",
        "linspace",
        "logspace",
        "eye",
        "zeros_like",
        "ones_like",
        "full_like",
        "empty_like",
        "empty_strided",
        "scalar_tensor",
    ]
)

# Functions that take a number for the first tensor, too.
_NUMBERS_FIRST = frozenset(
    ["add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide", "floor_divide"]
)
_TRUE_DIVISIONS = frozenset(["aten::div", "aten::true_divide"])


def function(name: str) -> Callable[..., Any]:
    """The eager function of an operator: `function("add")` is `minijit.add`.

    Operators beside PyTorch's own have their namespace in the name: `torchvision::nms`. KeyError
    for a name that is neither an operator nor a Python form of some.
    """
    if name in sugar.FUNCTIONS:
        return sugar.FUNCTIONS[name]
    if name in sugar.LANGUAGE:
        raise KeyError(name)
    kind = proper_kind(name if "::" in name else f"aten::{name}")
    rows = OPERATORS[kind]
    takes_self = any(row[1] and row[1][0][0] == "self" for row in rows)
    own = {argument[0] for row in rows for argument in row[1]}
    spellings = [(s, proper) for s, proper in _SPELLINGS.items() if s not in own]
    factory = name in _FACTORIES
    numbers = name in _NUMBERS_FIRST

    def operator(*args: Any, **kwargs: Any) -> Any:
        if kwargs:
            if takes_self and "input" in kwargs:
                kwargs["self"] = kwargs.pop("input")
            for spelling, proper in spellings:
                if spelling in kwargs:
                    kwargs[proper] = kwargs.pop(spelling)
            if "out" in kwargs and kwargs["out"] is None:
                del kwargs["out"]
            if factory and "out" in kwargs:
                kwargs = _of_out(kwargs)
            if factory and "requires_grad" in kwargs:
                wanted = kwargs.pop("requires_grad")
                return operator(*args, **kwargs).requires_grad_(wanted)
            if factory and "generator" in kwargs:
                with drawing_from(kwargs.pop("generator")):
                    return call(kind, args, kwargs)
        if numbers and args and isinstance(args[0], bool | int | float | complex):
            other = args[1] if len(args) > 1 else kwargs.get("other")
            divides = kind in _TRUE_DIVISIONS and kwargs.get("rounding_mode") is None
            args = (_wrapped(args[0], other, divides=divides), *args[1:])
        return call(kind, args, kwargs)

    operator.__name__ = operator.__qualname__ = name
    operator.__module__ = "minijit"
    operator.__doc__ = f"The operator {kind}."
    operator.kind = kind  # type: ignore[attr-defined]
    return operator


def _wrapped(number: complex, other: Any, *, divides: bool = False) -> Tensor:
    """A number as a tensor that does not widen what it meets, in the dtype of the computation."""
    if not isinstance(other, Tensor) or isinstance(number, bool):
        return make_tensor(number)
    dtype = result_type(other, number)
    if divides:
        dtype = floating(dtype)
    return make(values(number, dtype), dtype)


def _of_out(kwargs: dict[str, Any]) -> dict[str, Any]:
    """What a factory is told beside `out`, whose dtype must be the one that is wanted."""
    out, dtype = kwargs["out"], kwargs.get("dtype")
    if isinstance(out, Tensor) and isinstance(dtype, DType) and dtype is not out._dtype:
        fail(f"dtype {dtype} does not match dtype of out parameter ({out._dtype})")
    return {k: v for k, v in kwargs.items() if k not in ("dtype", "layout", "device", "pin_memory")}


_OPERANDS = (Tensor, bool, int, float, complex, np.generic, np.ndarray)


def _number(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return Tensor.from_array(value.copy())
    return value


def _arithmetic(
    name: str, *, reflected: bool = False, in_place: bool = False
) -> Callable[..., Any]:
    kind = f"aten::{name}"
    accepted = Tensor if name == "matmul" else _OPERANDS

    def operator(self: Tensor, other: Any) -> Any:
        if not isinstance(other, accepted):
            return NotImplemented
        other = _number(other)
        return call(kind, (other, self) if reflected else (self, other), {})

    operator.__name__ = f"__{'i' if in_place else 'r' if reflected else ''}{name}__"
    return operator


def _rsub(self: Tensor, other: Any) -> Any:
    return call("aten::rsub", (self, _number(other)), {})


def _rdiv(self: Tensor, other: Any) -> Any:
    return call("aten::mul", (call("aten::reciprocal", (self,), {}), _number(other)), {})


def _rfloordiv(self: Tensor, other: Any) -> Any:
    return call("aten::floor_divide", (_wrapped(other, self), self), {})


def _getitem(self: Tensor, index: Any) -> Tensor:
    result = self
    steps = parse_index(self, index)
    for step in steps:
        match step:
            case Select():
                result = call("aten::select", (result, step.dim, step.index), {})
            case Slice():
                bounds = (step.start, step.end, step.step)
                result = call("aten::slice", (result, step.dim, *bounds), {})
            case Unsqueeze():
                result = call("aten::unsqueeze", (result, step.dim), {})
            case Index():
                result = call("aten::index", (result, list(step.indices)), {})
    if not steps:
        result = call("aten::slice", (self, 0), {}) if self._sizes else self
    return result


def _setitem(self: Tensor, index: Any, value: Any) -> None:
    if not isinstance(value, Tensor | bool | int | float | complex | np.integer):
        kind = (
            f"numpy.{type(value).__name__}"
            if isinstance(value, np.generic | np.ndarray)
            else (type(value).__name__)
        )
        raise error("MJ3037", got=kind, target=_type(self))
    target = self
    for step in parse_index(self, index):
        if isinstance(step, Index):
            given = value if isinstance(value, Tensor) else make_tensor(value, dtype=self._dtype)
            ones = next((i for i, n in enumerate(given._sizes) if n != 1), len(given._sizes))
            if ones:
                given = call("aten::reshape", (given, list(given._sizes[ones:])), {})
            call("aten::index_put_", (target, list(step.indices), given), {})
            return
        match step:
            case Select():
                target = call("aten::select", (target, step.dim, step.index), {})
            case Slice():
                bounds = (step.start, step.end, step.step)
                target = call("aten::slice", (target, step.dim, *bounds), {})
            case Unsqueeze():
                target = call("aten::unsqueeze", (target, step.dim), {})
    if isinstance(value, Tensor):
        extra = value.dim() - target.dim()
        if extra > 0 and all(s == 1 for s in value._sizes[:extra]):
            value = value.reshape(value._sizes[extra:])
        views.expand(value, target._sizes)
        call("aten::copy_", (target, value), {})
    else:
        call("aten::fill_", (target, value), {})


def _invert(self: Tensor) -> Tensor:
    if self._dtype.is_floating_point or self._dtype.is_complex:
        raise error(
            "MJ3102",
            detail="~ (operator.invert) is only implemented on integer and Boolean-type tensors",
        )
    return call("aten::bitwise_not", (self,), {})  # type: ignore[no-any-return]


def _cast(dtype: DType) -> Callable[[Tensor], Tensor]:
    def cast(self: Tensor, memory_format: Any = None) -> Tensor:
        options = {} if memory_format is None else {"memory_format": memory_format}
        return call("aten::to", (self, dtype), options)  # type: ignore[no-any-return]

    return cast


def _size(self: Tensor, dim: int | None = None) -> Any:
    if dim is None:
        return self.shape
    return call("aten::size", (self, dim), {})


def _stride(self: Tensor, dim: int | None = None) -> Any:
    return self._strides if dim is None else call("aten::stride", (self, dim), {})


def _type(self: Tensor, dtype: DType | TypedConstructor | str | None = None) -> Any:
    if dtype is None:
        if not self.is_sparse and isinstance(self._quantizer, Sparse):
            raise error("MJ3014", problem="Unimplemented backend SparseCsrCPU")
        kind = "quantized." if self.is_quantized else "sparse." if self.is_sparse else ""
        kind = "meta." if self.is_meta else kind
        return f"torch.{kind}{self.dtype.storage_name.removesuffix('Storage')}Tensor"
    if isinstance(dtype, TypedConstructor):
        dtype = dtype.dtype
    if isinstance(dtype, str):
        found = {f"torch.{NAMES[d.name]}Tensor": d for d in dt.ALL}.get(dtype)
        if found is None:
            raise error("MJ3103", detail=f"invalid type: {dtype!r}")
        dtype = found
    return sugar.to(self, dtype)


def _property(kind: str, settable: bool = False) -> property:
    def get(self: Tensor) -> Tensor:
        return call(kind, (self,), {})  # type: ignore[no-any-return]

    def put(self: Tensor, value: Any) -> None:
        _setitem(get(self), ..., value)

    return property(get, put if settable else None)


def _no_attribute(self: Tensor, name: str) -> Any:
    raise no_attribute("Tensor", name)


def install() -> None:
    """Give Tensor its operators: once, when minijit is imported."""
    for kind, rows in OPERATORS.items():
        name = kind.partition("::")[2]
        if not kind.startswith("aten::") or hasattr(Tensor, name):
            continue
        if any(row[1] and row[1][0][:2] == ("self", "Tensor") for row in rows):
            setattr(Tensor, name, function(name))
    setattr(Tensor, "__getattr__", _no_attribute)  # noqa: B010  (mypy would take any name for one)
    operators: dict[str, Any] = {
        "__add__": _arithmetic("add"), "__radd__": _arithmetic("add"),
        "__sub__": _arithmetic("sub"), "__rsub__": _rsub,
        "__mul__": _arithmetic("mul"), "__rmul__": _arithmetic("mul"),
        "__truediv__": _arithmetic("div"), "__rtruediv__": _rdiv, "__rdiv__": _rdiv,
        "__floordiv__": _arithmetic("floor_divide"), "__rfloordiv__": _rfloordiv,
        "__mod__": _arithmetic("remainder"), "__rmod__": _arithmetic("remainder", reflected=True),
        "__pow__": _arithmetic("pow"), "__rpow__": _arithmetic("pow", reflected=True),
        "__matmul__": _arithmetic("matmul"), "__rmatmul__": _arithmetic("matmul", reflected=True),
        "__and__": _arithmetic("__and__"), "__rand__": _arithmetic("bitwise_and"),
        "__or__": _arithmetic("__or__"), "__ror__": _arithmetic("bitwise_or"),
        "__xor__": _arithmetic("__xor__"), "__rxor__": _arithmetic("bitwise_xor"),
        "__lshift__": _arithmetic("__lshift__"), "__rshift__": _arithmetic("__rshift__"),
        "__eq__": _arithmetic("eq"), "__ne__": _arithmetic("ne"), "__lt__": _arithmetic("lt"),
        "__le__": _arithmetic("le"), "__gt__": _arithmetic("gt"), "__ge__": _arithmetic("ge"),
        "__iadd__": _arithmetic("add_", in_place=True),
        "__isub__": _arithmetic("sub_", in_place=True),
        "__imul__": _arithmetic("mul_", in_place=True),
        "__itruediv__": _arithmetic("div_", in_place=True),
        "__ifloordiv__": _arithmetic("floor_divide_", in_place=True),
        "__imod__": _arithmetic("remainder_", in_place=True),
        "__iand__": _arithmetic("__iand__", in_place=True),
        "__ior__": _arithmetic("__ior__", in_place=True),
        "__ixor__": _arithmetic("__ixor__", in_place=True),
        "__ilshift__": _arithmetic("__ilshift__", in_place=True),
        "__irshift__": _arithmetic("__irshift__", in_place=True),
        "__ipow__": _arithmetic("pow_", in_place=True),
        "__neg__": lambda self: call("aten::neg", (self,), {}),
        "__pos__": lambda self: self,
        "__abs__": lambda self: call("aten::abs", (self,), {}),
        "__invert__": _invert,
        "__getitem__": _getitem, "__setitem__": _setitem,
        "size": _size, "stride": _stride, "type": _type,
        "T": _property("aten::numpy_T"), "H": _property("aten::matrix_H"),
        "mT": _property("aten::mT"), "mH": _property("aten::mH"),
        "real": _property("aten::real", settable=True),
        "imag": _property("aten::imag", settable=True),
        "cpu": lambda self: self.to("cpu"),
        "float": _cast(dt.float32), "double": _cast(dt.float64), "half": _cast(dt.float16),
        "bfloat16": _cast(dt.bfloat16), "int": _cast(dt.int32), "long": _cast(dt.int64),
        "short": _cast(dt.int16), "char": _cast(dt.int8), "byte": _cast(dt.uint8),
        "bool": _cast(dt.bool_), "cfloat": _cast(dt.complex64), "cdouble": _cast(dt.complex128),
    }  # fmt: skip
    for name, value in (operators | sugar.METHODS).items():
        setattr(Tensor, name, value)
    for alias, kind in ALIASES.items():
        if method := getattr(Tensor, kind.removeprefix("aten::"), None):
            setattr(Tensor, alias.removeprefix("aten::"), method)
    Tensor.__module__ = "minijit"


__all__ = ["function", "install"]
