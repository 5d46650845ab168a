"""The names of `torch.testing`: what tests of models compare with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from numbers import Number
from typing import Any

import numpy as np

from minijit import _absent
from minijit.diagnostics import error
from minijit.tensor import Tensor, tensor

# Relative and absolute tolerances; integers and bools must be equal.
_TOLERANCES = {
    "float16": (1e-3, 1e-5), "bfloat16": (1.6e-2, 1e-5), "float32": (1.3e-6, 1e-5),
    "float64": (1e-7, 1e-7), "complex64": (1.3e-6, 1e-5), "complex128": (1e-7, 1e-7),
    "quint8": (1.3e-6, 1e-5), "qint8": (1.3e-6, 1e-5), "qint32": (1.3e-6, 1e-5),
}  # fmt: skip

Tolerances = tuple[float, float] | None


def assert_close(
    actual: Any,
    expected: Any,
    *,
    allow_subclasses: bool = True,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = False,
    check_device: bool = True,
    check_dtype: bool = True,
    check_layout: bool = True,
    check_stride: bool = False,
    msg: str | Callable[[str], str] | None = None,
) -> None:
    """AssertionError unless two tensors, numbers, or nests of them are close element by element.

    |actual - expected| <= atol + rtol * |expected|; without tolerances they follow from the dtypes.
    Errors: ValueError (MJ9034) for one tolerance without the other, TypeError (MJ9035) for what
    cannot be compared.
    """
    if (rtol is None) != (atol is None):
        raise error("MJ9034", name="rtol" if rtol is None else "atol")
    given = None if rtol is None or atol is None else (rtol, atol)
    checks = {"dtype": check_dtype, "layout": check_layout, "stride": check_stride}
    found = _difference(actual, expected, given, equal_nan, checks)
    if found is not None:
        raise AssertionError(msg(found) if callable(msg) else msg or found)


def assert_allclose(
    actual: Any,
    expected: Any,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = True,
    msg: str = "",
) -> None:
    """`assert_close` for what can be made tensors, of any dtypes."""
    a, b = (v if isinstance(v, Tensor) else tensor(v) for v in (actual, expected))
    assert_close(
        a, b, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None
    )


def _difference(
    actual: Any, expected: Any, given: Tolerances, equal_nan: bool, checks: dict[str, bool]
) -> str | None:
    """What is not close, or None."""
    if isinstance(actual, Tensor) and isinstance(expected, Tensor):
        return _of_tensors(actual, expected, given, equal_nan, checks)
    if isinstance(actual, Mapping) and isinstance(expected, Mapping):
        missing, more = (sorted(a.keys() - b.keys(), key=str)
                         for a, b in ((expected, actual), (actual, expected)))  # fmt: skip
        if missing or more:
            return (
                "The keys of the mappings do not match:\n"
                f"Missing keys in the actual mapping: {missing}\n"
                f"Additional keys in the actual mapping: {more}"
            )
        items = [(key, actual[key], expected[key]) for key in expected]
    elif _is_sequence(actual) and _is_sequence(expected):
        if len(actual) != len(expected):
            return f"The length of the sequences mismatch: {len(actual)} != {len(expected)}"
        items = [(i, a, b) for i, (a, b) in enumerate(zip(actual, expected, strict=True))]
    else:
        return _of_others(actual, expected, given, equal_nan, checks)
    for key, a, b in items:
        found = _difference(a, b, given, equal_nan, checks)
        if found is not None:
            head, at, rest = found.partition("\n\nThe failure occurred for item ")
            return f"{head}\n\nThe failure occurred for item [{key!r}]{rest if at else ''}"
    return None


def _is_sequence(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _of_others(
    actual: Any, expected: Any, given: Tolerances, equal_nan: bool, checks: dict[str, bool]
) -> str | None:
    if actual is None and expected is None:
        return None
    if isinstance(actual, bool) and isinstance(expected, bool):
        return None if actual is expected else f"Booleans mismatch: {actual} is not {expected}"
    if not isinstance(actual, Number) or not isinstance(expected, Number):
        raise error("MJ9035", actual=type(actual), expected=type(expected))
    if checks["dtype"] and type(actual) is not type(expected):
        return f"The (d)types do not match: {type(actual)} != {type(expected)}."
    a, b = (np.asarray(v, complex if isinstance(v, complex) else None) for v in (actual, expected))
    kind = {"i": "int64", "f": "float64", "c": "complex128"}
    rtol, atol = given or _widest([kind.get(v.dtype.kind, "bool") for v in (a, b)])
    return _of_arrays(a, b, rtol, atol, equal_nan)


def _widest(names: list[str]) -> tuple[float, float]:
    found = [_TOLERANCES.get(name, (0.0, 0.0)) for name in names]
    return max(r for r, _ in found), max(a for _, a in found)


def _of_tensors(
    actual: Tensor, expected: Tensor, given: Tolerances, equal_nan: bool, checks: dict[str, bool]
) -> str | None:
    def differ(name: str, a: object, b: object) -> str:
        return f"The values for attribute '{name}' do not match: {a} != {b}."

    if actual.shape != expected.shape:
        return differ("shape", actual.shape, expected.shape)
    if checks["dtype"] and actual.dtype != expected.dtype:
        return differ("dtype", actual.dtype, expected.dtype)
    if checks["stride"] and actual.stride() != expected.stride():
        return differ("stride()", actual.stride(), expected.stride())
    rtol, atol = given or _widest([actual.dtype.name, expected.dtype.name])
    return _of_arrays(_array(actual), _array(expected), rtol, atol, equal_nan)


def _array(value: Tensor) -> Any:
    plain: Any = value.detach()
    plain = plain.dequantize() if plain.is_quantized else plain.resolve_conj().resolve_neg()
    narrow = plain.dtype.name in ("bfloat16", "float16")
    return (plain.float() if narrow else plain).numpy()


def _of_arrays(a: Any, b: Any, rtol: float, atol: float, equal_nan: bool) -> str | None:
    close = np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if close.all():
        return None
    exact = rtol == atol == 0
    with np.errstate(all="ignore"):
        wide = complex if np.iscomplexobj(a) or np.iscomplexobj(b) else float
        absolute = np.abs(np.asarray(a, wide) - np.asarray(b, wide))
        relative = absolute / np.abs(b)
    up_to = ["", ""] if exact else [f" (up to {bound} allowed)" for bound in (atol, rtol)]
    close_or_equal = "equal" if exact else "close"
    if close.ndim == 0:
        return (
            f"Scalars are not {close_or_equal}!\n\nExpected {b.item()} but got {a.item()}.\n"
            f"Absolute difference: {_shown(absolute, a)}{up_to[0]}\n"
            f"Relative difference: {relative}{up_to[1]}"
        )
    wrong = int((~close).sum())
    lines = [
        f"Tensor-likes are not {close_or_equal}!\n",
        f"Mismatched elements: {wrong} / {close.size} ({100 * wrong / close.size:.1f}%)",
    ]
    for name, each, bound in zip(("absolute", "relative"), (absolute, relative), up_to,
                                 strict=True):  # fmt: skip
        found = np.where(close, -1.0, each)
        at = tuple(int(i) for i in np.unravel_index(int(found.argmax()), found.shape))
        shown = _shown(found[at], a) if name == "absolute" else found[at]
        lines.append(f"Greatest {name} difference: {shown} at index {at}{bound}")
    return "\n".join(lines)


def _shown(difference: Any, of: Any) -> Any:
    """A difference of integers is an integer."""
    return int(difference) if of.dtype.kind in "iub" else difference


_absent.extend(__name__)

__all__ = ["assert_allclose", "assert_close"]
