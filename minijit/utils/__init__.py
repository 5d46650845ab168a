"""The names of `torch.utils` that model sources use."""

from minijit import _absent
from minijit.utils import _pytree, checkpoint, data, dlpack

_absent.extend(__name__)

__all__ = ["_pytree", "checkpoint", "data", "dlpack"]
