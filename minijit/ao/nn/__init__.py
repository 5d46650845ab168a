"""The names of `torch.ao.nn` that model sources use."""

from minijit import _absent
from minijit.ao.nn import quantized

_absent.extend(__name__)

__all__ = ["quantized"]
