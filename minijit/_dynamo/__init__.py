"""The names of `torch._dynamo` that model sources use: see `compiler`."""

from minijit import _absent
from minijit._dynamo import utils
from minijit.compiler import allow_in_graph, disable, is_compiling

_absent.extend(__name__)

__all__ = ["allow_in_graph", "disable", "is_compiling", "utils"]
