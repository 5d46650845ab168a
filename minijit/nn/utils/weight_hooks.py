"""Hooks that compute a parameter before each call: one of a kind for each parameter."""

from __future__ import annotations

from typing import Any


def check_none_yet(module: Any, kind: type, what: str, name: str) -> None:
    """Error RuntimeError: the module has a hook of the kind for the parameter already."""
    for hook in module._forward_pre_hooks.values():
        if isinstance(hook, kind) and hook.name == name:  # type: ignore[attr-defined]
            raise RuntimeError(f"Cannot register two {what} hooks on the same parameter {name}")


def remove_hook(module: Any, kind: type, what: str, name: str) -> Any:
    """Undo the hook of the kind; returns the module. Error ValueError: there is none."""
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, kind) and hook.name == name:  # type: ignore[attr-defined]
            hook.remove(module)  # type: ignore[attr-defined]
            del module._forward_pre_hooks[key]
            return module
    raise ValueError(f"{what} of '{name}' not found in {module}")
