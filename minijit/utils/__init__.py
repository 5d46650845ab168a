"""The names of `torch.utils` that model sources use."""

from typing import Any

from minijit import _absent, native
from minijit.utils import _pytree, checkpoint, data, dlpack


def __getattr__(name: str) -> Any:
    """`cmake_prefix_path` as `minijit.cmake_prefix_path`; else what is left out."""
    if name == "cmake_prefix_path":
        return native.cmake_prefix_path
    return _absent.find("utils", name)


__all__ = ["_pytree", "checkpoint", "data", "dlpack"]
