"""Tells einops of our tensors, when it is imported.

einops looks for a backend by the name of the framework that was imported, and takes further ones
from the subclasses of its own: ours is its backend for PyTorch with our functions.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_BACKENDS = "einops._backends"


def _add_backend(backends: ModuleType) -> None:
    """A subclass is all that einops needs; it lives as long as einops does."""
    theirs: Any = getattr(backends, "TorchBackend", None)
    if theirs is None:
        return

    class MinijitBackend(theirs):  # type: ignore[misc]
        framework_name = "minijit"

        def __init__(self) -> None:
            self.torch = sys.modules["minijit"]

    backends.MinijitBackend = MinijitBackend  # type: ignore[attr-defined]


class _Finder(MetaPathFinder):
    """Lets others find einops, and adds our backend after it was run."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _BACKENDS:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_add(module: ModuleType) -> None:
                run(module)
                _add_backend(module)

            spec.loader.exec_module = run_and_add  # type: ignore[method-assign]
        return spec


def install() -> None:
    """Let einops know of us, now or when it is imported."""
    if _BACKENDS in sys.modules:
        _add_backend(sys.modules[_BACKENDS])
    else:
        sys.meta_path.insert(0, _Finder())


__all__ = ["install"]
