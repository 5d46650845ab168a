"""What a call did, in a form that can be stored and compared: values, dtypes, strides, sharing, errors."""

from __future__ import annotations

import math

import numpy as np

# Of larger tensors some elements are recorded.
MOST_RECORDED = 256
TOLERANCE = {"float16": 2e-3, "bfloat16": 1.6e-2, "float32": 4e-6, "complex64": 4e-6}


def describe(value, arguments, read):
    """A JSON-like description; `read(tensor)` gives (dtype name, sizes, strides, array, storage key).

    `arguments` are the call's own tensors: a result that shares memory with one says which.
    """
    if read(value) is not None:
        dtype, sizes, strides, array, key = read(value)
        shared = [i for i, a in enumerate(arguments) if array.size and read(a)[4] == key]
        return {
            "tensor": dtype, "sizes": list(sizes), "strides": list(strides), "data": array,
            "shares": shared[:1],
        }  # fmt: skip
    if isinstance(value, dict):
        return {
            "dict": [
                [describe(k, arguments, read), describe(v, arguments, read)]
                for k, v in value.items()
            ]
        }
    if isinstance(value, list | tuple):
        kind = "list" if isinstance(value, list) else "tuple"
        return {kind: [describe(v, arguments, read) for v in value]}
    if value is None or isinstance(value, bool | int | str):
        return {"value": value}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, complex):
        return {"complex": repr(value)}
    if hasattr(value, "initial_seed"):
        return {"generator": value.initial_seed()}
    return {"other": str(value)}


def thinned(array):
    """The array, or of a large one some elements from all over it."""
    return array if array.size <= MOST_RECORDED else array.ravel()[:: array.size // 61]


def differences(wanted, got, sample, where="result"):
    """Sentences that tell how two outcomes differ; empty if they agree."""
    if ("error" in wanted) != ("error" in got):
        return [f"{where}: wanted {brief(wanted)}, got {brief(got)}"]
    if "error" in wanted:
        return _error_differences(wanted, got, sample)
    if set(wanted) - {"shares", "strides"} != set(got) - {"shares", "strides"}:
        return [f"{where}: wanted {brief(wanted)}, got {brief(got)}"]
    if "tensor" in wanted:
        return _tensor_differences(wanted, got, sample, where)
    if "float" in wanted:
        a, b = float(wanted["float"]), float(got["float"])
        same = (
            (math.isnan(a) and math.isnan(b))
            or a == b
            or math.isclose(a, b, rel_tol=1e-12 * sample.tolerance)
        )
        return [] if same else [f"{where}: wanted {a!r}, got {b!r}"]
    if "complex" in wanted:
        parts = [
            [repr(complex(o["complex"]).real), repr(complex(o["complex"]).imag)]
            for o in (wanted, got)
        ]
        pairs = zip(*([{"float": p} for p in both] for both in parts), strict=True)
        return [d for a, b in pairs for d in differences(a, b, sample, where)]
    for kind in ("list", "tuple", "dict"):
        if kind in wanted:
            return _sequence_differences(wanted[kind], got[kind], sample, where)
    same = wanted == got or not sample.values
    return [] if same else [f"{where}: wanted {brief(wanted)}, got {brief(got)}"]


def _sequence_differences(wanted, got, sample, where):
    if len(wanted) != len(got):
        return [f"{where}: wanted {len(wanted)} items, got {len(got)}"]
    found = []
    for i, (a, b) in enumerate(zip(wanted, got, strict=True)):
        pairs = zip(a, b, strict=True) if isinstance(a, list) else [(a, b)]
        for x, y in pairs:
            found += differences(x, y, sample, f"{where}[{i}]")
    return found


def _tensor_differences(wanted, got, sample, where):
    found = []
    for what in ("tensor", "sizes", "shares"):
        if what == "shares" and not sample.strides:
            continue
        if wanted[what] != got[what]:
            found.append(f"{where}: {what} wanted {wanted[what]}, got {got[what]}")
    if found:
        return found
    if sample.strides and not _same_strides(wanted, got):
        found.append(f"{where}: strides wanted {wanted['strides']}, got {got['strides']}")
    a, b = wanted["data"], got["data"]
    if a.size < b.size:
        b = thinned(b)
    if not sample.values:
        return found
    tolerance = TOLERANCE.get(wanted["tensor"], 1e-12) * sample.tolerance
    if a.dtype.kind in "biu":
        if not np.array_equal(a, b):
            found.append(f"{where}: wanted {a.tolist()}, got {b.tolist()}")
    elif not np.allclose(b, a, rtol=tolerance, atol=tolerance, equal_nan=True):
        found.append(f"{where}: wanted {a.tolist()}, got {b.tolist()}")
    return found


def _same_strides(wanted, got):
    """Strides of dimensions of size 1 and of empty tensors say nothing."""
    if 0 in wanted["sizes"]:
        return True
    pairs = zip(wanted["sizes"], wanted["strides"], got["strides"], strict=True)
    return all(size == 1 or a == b for size, a, b in pairs)


def _error_differences(wanted, got, sample):
    found = []
    if sample.classes and wanted["error"] not in (*got["classes"], "any"):
        found.append(
            f"error: wanted {wanted['error']}: {wanted['message']}, got {got['error']}: {got['message']}"
        )
    if sample.phrase is not None:
        if sample.phrase not in got["message"]:
            found.append(f"error: {sample.phrase!r} is not in {got['message']!r}")
    elif wanted["message"] not in got["message"]:
        found.append(f"error: wanted {wanted['message']!r}, got {got['message']!r}")
    return found


def brief(outcome):
    """A short text for messages."""
    if "error" in outcome:
        return f"{outcome['error']}: {outcome['message']}"
    if "tensor" in outcome:
        return f"{outcome['tensor']}{outcome['sizes']} {outcome['data'].tolist()}"
    return str(outcome)
