"""The plain interpreter: walks a graph and calls the numpy reference for each operator.

In: a Function and Python values (tensors, numbers, lists, ScriptObjects). Out: its result.
Must not know: source text, archives, the native runtime.
"""

from minijit.interpreter.run import Interpreter, call

__all__ = ["Interpreter", "call"]
