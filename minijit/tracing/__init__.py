"""Executed operators to IR.

In: a Python callable and example inputs.
Out: a graph of what it did with them, and a report of what the trace froze.
Must not know: source text, archives, engines.
"""

from minijit.tracing.check import ByName, clones, compare_graphs, compare_results
from minijit.tracing.record import trace_function, trace_object
from minijit.tracing.report import Frozen, Report, TracerWarning

__all__ = [
    "ByName", "Frozen", "Report", "TracerWarning", "clones", "compare_graphs", "compare_results",
    "trace_function", "trace_object",
]  # fmt: skip
