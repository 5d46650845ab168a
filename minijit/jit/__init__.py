"""The face: script, trace, save, load.

In: the user's functions, modules and files.
Out: ScriptModule, ScriptFunction, archives.
Must not know: how anything below works.
"""

from typing import Final

from minijit.diagnostics import JitError as Error
from minijit.jit.face import CompilationUnit, load, save, script, trace, trace_module
from minijit.jit.forms import (
    Attribute,
    annotate,
    export,
    fork,
    ignore,
    is_scripting,
    is_tracing,
    unused,
    wait,
)
from minijit.jit.forms import isinstance_ as isinstance
from minijit.jit.functions import ScriptFunction
from minijit.jit.module import RecursiveScriptModule, ScriptModule, TracedModule
from minijit.tracing import TracerWarning

__all__ = [
    "Attribute", "CompilationUnit", "Error", "Final", "RecursiveScriptModule", "ScriptFunction",
    "ScriptModule", "TracedModule", "TracerWarning", "annotate", "export", "fork", "ignore",
    "is_scripting", "is_tracing", "isinstance", "load", "save", "script", "trace", "trace_module",
    "unused", "wait",
]  # fmt: skip
