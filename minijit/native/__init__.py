"""The native runtime, where it is installed.

In: records and storages of a program. Out: calls of the C++ runtime.
Must not know: how programs are compiled.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

from minijit._limits import LIMITS
from minijit.diagnostics import error

ENGINES = ("native", "reference")


def extension() -> Any:
    """The extension module, or None where it was not built; one that is broken raises."""
    try:
        return importlib.import_module("minijit._native")
    except ModuleNotFoundError:
        return None


def required() -> Any:
    """The extension module; RuntimeError where it was not built."""
    found = extension()
    if found is None:
        raise error("MJ9002", detail="no extension module minijit._native")
    return found


def choose_engine(engine: str | None) -> str:
    """The engine to use; an error if the native one is asked for and not there."""
    if engine is None:
        engine = os.environ.get("MINIJIT_ENGINE") or ("native" if extension() else "reference")
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}")
    if engine == "native":
        required()
    return engine


def set_num_threads(count: int) -> None:
    """How many threads a call of the native runtime may use."""
    if count < 1:
        raise RuntimeError("set_num_threads expects a positive integer")
    found = extension()
    if found is not None:
        found.set_num_threads(count)
    else:
        _threads[0] = count


def get_num_threads() -> int:
    """How many threads a call of the native runtime may use."""
    found = extension()
    return int(found.get_num_threads()) if found is not None else _threads[0]


def set_winograd(tile: int) -> None:
    """The largest tile of Winograd's convolution that the native runtime may use for speed.

    0 is none; 2, at first, is as exact as plain sums; 4 is faster, its errors a few times as large.
    """
    if tile not in (0, 2, 4):
        raise ValueError(f"set_winograd expects 0, 2 or 4, got {tile!r}")
    found = extension()
    if found is not None:
        found.set_winograd(tile)


def get_winograd() -> int:
    """The largest tile of Winograd's convolution that the native runtime may use; 0 for none."""
    found = extension()
    return int(found.get_winograd()) if found is not None else 0


def set_limit(name: str, value: int) -> None:
    """Lower a limit of loading or running, on both engines, for the whole process.

    `name` is a row of grammar/limits.table, as "max_steps" (loop rounds and calls of one call; 0 is
    any number). A limit can be raised again to what it was. ValueError for others.
    """
    get_limit(name)
    most = _LIMITS_AT_FIRST[name]
    if value < 0 or (most and value > most):
        why = "the least is 0, which is without limit" if not most else f"the most is {most}"
        why = f"the least is 0, {why}" if most and value < 0 else why
        raise error("MJ9018", name=name, value=value, why=why)
    LIMITS[name] = value
    found = extension()
    if found is not None:
        found.set_limit(name, value)


def get_limit(name: str) -> int:
    """A limit of loading or running. ValueError where there is none of the name."""
    if name not in LIMITS:
        why = "there is none; there are " + ", ".join(LIMITS)
        raise error("MJ9018", name=name, value="set", why=why)
    return int(LIMITS[name])


_LIMITS_AT_FIRST = dict(LIMITS)
_threads = [1]
_prefix = Path(__file__).resolve().parents[1] / "_runtime"


def has_runtime() -> bool:
    """Whether the C++ runtime with its headers and tool was built into the package."""
    return _prefix.is_dir()


def __getattr__(name: str) -> Any:
    if name != "cmake_prefix_path":
        raise AttributeError(f"module 'minijit.native' has no attribute '{name}'")
    if not has_runtime():
        raise error("MJ9002", detail=f"there is no {_prefix}, which pip install makes")
    return str(_prefix)
