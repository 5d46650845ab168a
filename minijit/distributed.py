"""The names of `torch.distributed` that models ask: there is one process."""

from __future__ import annotations

from minijit import _absent


def is_available() -> bool:
    """Always False."""
    return False


is_gloo_available = is_mpi_available = is_nccl_available = is_available
is_torchelastic_launched = is_available


def is_initialized() -> bool:
    """Always False."""
    return False


def get_rank() -> int:
    """Always 0."""
    return 0


def get_world_size() -> int:
    """Always 1."""
    return 1


_absent.extend(__name__)

__all__ = [
    "get_rank", "get_world_size", "is_available", "is_gloo_available", "is_initialized",
    "is_mpi_available", "is_nccl_available", "is_torchelastic_launched",
]  # fmt: skip
