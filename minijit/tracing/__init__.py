"""Executed operators to IR.

In: a Python callable and example inputs.
Out: a graph of what it did with them, and warnings about what the trace froze.
Must not know: source text, archives, engines.
"""

from minijit.tracing.check import check
from minijit.tracing.tracer import TracerWarning, trace_function, trace_object

__all__ = ["TracerWarning", "check", "trace_function", "trace_object"]
