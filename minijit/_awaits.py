"""The name of `torch._awaits` that programs annotate with."""

from minijit.jit.forms import _Await

__all__ = ["_Await"]
