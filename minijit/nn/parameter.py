"""The module in which PyTorch keeps Parameter."""

from minijit.tensor import Parameter

__all__ = ["Parameter"]
