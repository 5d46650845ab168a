"""The face: script, trace, save, load.

In: the user's functions, modules and files.
Out: ScriptModule, ScriptFunction, archives.
Must not know: how anything below works.
"""

from typing import Final

from minijit._absent import no_attribute
from minijit.diagnostics import JitError as Error
from minijit.diagnostics import TracingCheckError
from minijit.jit import _recursive, _state, annotations, frontend
from minijit.jit.convert import RecursiveScriptClass
from minijit.jit.face import CompilationUnit, load, save, script
from minijit.jit.forms import (
    Attribute,
    Future,
    _Await,
    _awaitable,
    _awaitable_nowait,
    _awaitable_wait,
    _IgnoreContextManager,
    annotate,
    export,
    fork,
    ignore,
    interface,
    is_scripting,
    is_tracing,
    script_if_tracing,
    script_method,
    unused,
    wait,
)
from minijit.jit.forms import drop as _drop
from minijit.jit.forms import fork as _fork
from minijit.jit.forms import isinstance_ as isinstance
from minijit.jit.forms import overload as _overload
from minijit.jit.forms import unwrap_optional as _unwrap_optional
from minijit.jit.forms import wait as _wait
from minijit.jit.freezing import (
    enable_onednn_fusion,
    freeze,
    fuser,
    onednn_fusion_enabled,
    optimize_for_inference,
    optimized_execution,
    run_frozen_optimizations,
    set_fusion_strategy,
)
from minijit.jit.functions import ScriptFunction
from minijit.jit.graphs import hide_source_ranges as _hide_source_ranges
from minijit.jit.module import (
    RecursiveScriptModule,
    ScriptMethod,
    ScriptModule,
    TopLevelTracedModule,
    TracedModule,
    _unique_state_dict,
    export_opnames,
)
from minijit.jit.traces import trace, trace_module
from minijit.tracing import TracerWarning

_overload_method = _overload
_script_if_tracing = script_if_tracing


def __getattr__(name: str) -> object:
    raise no_attribute("jit", name)


__all__ = [
    "Attribute",
    "CompilationUnit",
    "Error",
    "Final",
    "Future",
    "RecursiveScriptClass",
    "RecursiveScriptModule",
    "ScriptFunction",
    "ScriptMethod",
    "ScriptModule",
    "TopLevelTracedModule",
    "TracedModule",
    "TracerWarning",
    "TracingCheckError",
    "_Await",
    "_IgnoreContextManager",
    "_awaitable",
    "_awaitable_nowait",
    "_awaitable_wait",
    "_drop",
    "_fork",
    "_hide_source_ranges",
    "_overload",
    "_overload_method",
    "_recursive",
    "_script_if_tracing",
    "_state",
    "_unique_state_dict",
    "_unwrap_optional",
    "_wait",
    "annotate",
    "annotations",
    "enable_onednn_fusion",
    "export",
    "export_opnames",
    "fork",
    "freeze",
    "frontend",
    "fuser",
    "ignore",
    "interface",
    "is_scripting",
    "is_tracing",
    "isinstance",
    "load",
    "onednn_fusion_enabled",
    "optimize_for_inference",
    "optimized_execution",
    "run_frozen_optimizations",
    "save",
    "script",
    "script_if_tracing",
    "script_method",
    "set_fusion_strategy",
    "trace",
    "trace_module",
    "unused",
    "wait",
]  # fmt: skip
