"""The names of `torch.jit.mobile`: here the small runtime reads the archives of `save`."""

from __future__ import annotations

from typing import Any

from minijit.jit.face import load


def _load_for_lite_interpreter(f: Any, map_location: Any = None) -> Any:
    """The module of an archive; bytecode for PyTorch's lite interpreter in it is not read."""
    return load(f, map_location)


__all__ = ["_load_for_lite_interpreter"]
