"""The names of `torch.utils` that model sources use."""

from minijit.utils import checkpoint, data, model_zoo

__all__ = ["checkpoint", "data", "model_zoo"]
