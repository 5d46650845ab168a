"""The names of `torch.signal`."""

from minijit.signal import windows

__all__ = ["windows"]
