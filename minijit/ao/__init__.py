"""The names of `torch.ao` that model sources use."""

from minijit import _absent
from minijit.ao import nn, quantization

_absent.extend(__name__)

__all__ = ["nn", "quantization"]
