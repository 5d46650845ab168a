"""The names of `torch.ao` that model sources use."""

from minijit.ao import quantization

__all__ = ["quantization"]
