"""The names of `torch.jit._recursive` that programs use."""

from __future__ import annotations

from minijit.jit.module import CompiledObject, RecursiveScriptModule


def wrap_cpp_module(cpp_module: CompiledObject) -> RecursiveScriptModule:
    """The module of what it has as `_c`."""
    return cpp_module._owner


__all__ = ["wrap_cpp_module"]
