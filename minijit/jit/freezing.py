"""freeze, and the optimisations that PyTorch has names for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from minijit.diagnostics import error
from minijit.jit.module import CompiledObject, RecursiveScriptModule, ScriptModule, wrap
from minijit.passes import freeze_object


def freeze(
    mod: Any, preserved_attrs: Sequence[str] | None = None, optimize_numerics: bool = True
) -> RecursiveScriptModule:
    """A module whose parameters and attributes are constants of its `forward`.

    What `forward` writes to, and what `preserved_attrs` names (attributes, methods, "sub.name"),
    stays. The module must be in eval mode. Constants share their memory with `mod`, but for the
    weights into which batch normalisations are folded, unless `optimize_numerics` is False.
    """
    return _frozen(mod, preserved_attrs, optimize_numerics, copy_constants=False)


def _frozen(
    mod: Any,
    preserved_attrs: Sequence[str] | None,
    optimize_numerics: bool,
    *,
    copy_constants: bool,
) -> RecursiveScriptModule:
    if not isinstance(mod, RecursiveScriptModule):
        raise error("MJ8020", function="Freezing")
    if getattr(mod, "training", False):
        raise error("MJ8021")
    own, unit = freeze_object(
        mod.__script_object__, list(preserved_attrs or ()), optimize_numerics=optimize_numerics
    )
    return wrap(own, unit, mod.engine, copy_constants=copy_constants)


def freeze_module(
    module: CompiledObject,
    preservedAttrs: Sequence[str] = (),
    freezeInterfaces: bool = True,
    preserveParameters: bool = False,
) -> CompiledObject:
    """What PyTorch calls `_C._freeze_module`: also of modules in training mode.

    With `preserveParameters`, and in training mode, what training changes stays. Modules behind
    interfaces are frozen as all others.
    """
    del freezeInterfaces
    mod = module._owner
    own, unit = freeze_object(
        mod.__script_object__, list(preservedAttrs),
        optimize_numerics=False,
        keep_parameters=preserveParameters or getattr(mod, "training", False),
    )  # fmt: skip
    return wrap(own, unit, mod.engine)._c


def run_frozen_optimizations(
    mod: Any, optimize_numerics: bool = True, preserved_methods: Sequence[str] | None = None
) -> None:
    """Nothing: a frozen module is optimised when it is loaded into the runtime."""
    del mod, optimize_numerics, preserved_methods


def optimize_for_inference(
    mod: Any, other_methods: Sequence[str] | None = None
) -> RecursiveScriptModule:
    """The module frozen, unless it is already, on copies of its weights.

    What the runtime makes of a weight is then kept from call to call.
    """
    if not isinstance(mod, ScriptModule):
        raise error("MJ8020", function="optimize_for_inference")
    if hasattr(mod, "training"):
        return _frozen(mod.eval(), other_methods, optimize_numerics=True, copy_constants=True)
    assert isinstance(mod, RecursiveScriptModule)
    return mod


def set_fusion_strategy(strategy: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The strategy that was in force. Plans do not depend on shapes seen, so none has an effect."""
    if any(kind not in ("STATIC", "DYNAMIC") for kind, _ in strategy):
        raise error("MJ8024")
    return [("STATIC", 2), ("DYNAMIC", 10)]


@contextmanager
def optimized_execution(should_optimize: bool) -> Iterator[None]:
    """No effect: everything is decided when a program is loaded."""
    del should_optimize
    yield


@contextmanager
def fuser(name: str) -> Iterator[None]:
    """No effect."""
    del name
    yield


def enable_onednn_fusion(enabled: bool) -> None:
    """No effect."""
    del enabled


def onednn_fusion_enabled() -> bool:
    """False: there is none."""
    return False
