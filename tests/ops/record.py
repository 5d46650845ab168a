"""Writes tests/ops/recorded/<family>.npz: what PyTorch answers to every sample.

Run `python -m tests.ops.record` (or with the names of families) where PyTorch is installed, after changing samples;
`python -m tests.ops.record vision` where torchvision is too.
"""

from __future__ import annotations

import json
import sys
from math import prod
from pathlib import Path

import numpy as np

from tests.ops.outcome import thinned
from tests.ops.sample import families, load

FOLDER = Path(__file__).parent / "recorded"


def pack(outcome, pool):
    """Replaces arrays by places in the pool: dtype, first, count, sizes."""
    if isinstance(outcome, np.ndarray):
        key = outcome.dtype.name
        flat = pool.setdefault(key, [])
        first = sum(len(a) for a in flat)
        kept = thinned(outcome)
        flat.append(kept.ravel())
        return {"at": [key, first, kept.size]}
    if isinstance(outcome, dict):
        return {k: pack(v, pool) for k, v in outcome.items()}
    if isinstance(outcome, list):
        return [pack(v, pool) for v in outcome]
    return outcome


def unpack(value, arrays, sizes=()):
    """The inverse of `pack`."""
    if isinstance(value, dict):
        if "at" in value:
            key, first, count = value["at"]
            found = arrays[key][first : first + count]
            return found.reshape(sizes) if count == prod(sizes) else found
        return {k: unpack(v, arrays, value.get("sizes", ())) for k, v in value.items()}
    if isinstance(value, list):
        return [unpack(v, arrays) for v in value]
    return value


def read(family):
    """Recorded outcomes of a family by sample name."""
    with np.load(FOLDER / f"{family}.npz") as file:
        arrays = {k: file[k] for k in file.files}
    index = json.loads(arrays.pop("index").tobytes())
    return {name: unpack(outcome, arrays) for name, outcome in index.items()}


def write(family):
    from tests.ops.run_torch import has, outcome

    pool = {}
    index = {}
    for sample in load(family):
        if not has(sample.operator):
            raise SystemExit(f"{family}: {sample.operator} is not installed")
        found = outcome(sample)
        if not sample.values and "data" in found:
            found["data"] = np.zeros_like(found["data"])
        index[sample.name] = pack(found, pool)
    arrays = {key: np.concatenate(parts) for key, parts in pool.items()}
    arrays["index"] = np.frombuffer(json.dumps(index).encode(), np.uint8)
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(FOLDER / f"{family}.npz", **arrays)


def write_expressions():
    """What PyTorch shows for the eager expressions, and the mistakes' classes and first lines."""
    import torch

    from tests.ops.expressions import EXPRESSIONS, MISTAKES, complaint, shown

    texts = {e: shown(e, torch) for e in EXPRESSIONS}
    mistakes = {}
    for statement in MISTAKES:
        classes, line = complaint(statement, torch)
        mistakes[statement] = [classes[0], line]
    data = {"expressions": texts, "mistakes": mistakes}
    (FOLDER / "expressions.json").write_text(json.dumps(data, indent=0, ensure_ascii=False) + "\n")


def read_expressions():
    """What `write_expressions` wrote."""
    return json.loads((FOLDER / "expressions.json").read_text())


if __name__ == "__main__":
    for name in sys.argv[1:] or [f for f in families() if f != "vision"]:
        write(name)
        print(name, (FOLDER / f"{name}.npz").stat().st_size)
    if not sys.argv[1:]:
        write_expressions()
