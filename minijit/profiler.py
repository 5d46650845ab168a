"""The names of `torch.profiler`."""

from minijit._modes import record_function

__all__ = ["record_function"]
