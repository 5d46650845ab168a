"""The names of `torch.utils` that model sources use."""

from minijit.utils import checkpoint, model_zoo

__all__ = ["checkpoint", "model_zoo"]
