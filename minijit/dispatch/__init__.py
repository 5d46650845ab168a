"""Eager calls: operators as functions and methods, made from the table.

In: Python values. Out: the reference's results; the tracer sees every operator.
Must not know: modules, programs, files.
"""

from minijit.dispatch.calls import call, current_recorder, record_and_run, run, set_recorder
from minijit.dispatch.methods import function, install

__all__ = [
    "call", "current_recorder", "function", "install", "record_and_run", "run", "set_recorder",
]  # fmt: skip
