"""PyTorch's switches of libraries that minijit does not use: they can be set and change nothing."""

from __future__ import annotations


class Backend:
    """A library that is not there, and the switches that programs set on it."""

    def __init__(self, **switches: object) -> None:
        for name, value in switches.items():
            setattr(self, name, value)

    def is_available(self) -> bool:
        """Always False."""
        return False

    def is_built(self) -> bool:
        """Always False."""
        return False


cudnn = Backend(enabled=False, benchmark=False, deterministic=False, allow_tf32=False)
mps = Backend()
mkldnn = Backend(enabled=False)
mkl = Backend()
openmp = Backend()
cuda = Backend(matmul=Backend(allow_tf32=False, allow_fp16_reduced_precision_reduction=False))
