"""The names of `torch.profiler`."""

from minijit import _absent
from minijit._modes import record_function

_absent.extend(__name__)

__all__ = ["record_function"]
