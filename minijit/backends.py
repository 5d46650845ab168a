"""PyTorch's switches of libraries that minijit does not use: they can be set and change nothing."""

from __future__ import annotations

from types import ModuleType


class Backend(ModuleType):
    """A library that is not there, and the switches that programs set on it."""

    def __init__(self, name: str, **switches: object) -> None:
        super().__init__(f"minijit.backends.{name}", self.__doc__)
        for switch, value in switches.items():
            setattr(self, switch, value)

    def is_available(self) -> bool:
        """Always False."""
        return False

    def is_built(self) -> bool:
        """Always False."""
        return False


cudnn = Backend("cudnn", enabled=False, benchmark=False, deterministic=False, allow_tf32=False)
mps = Backend("mps")
mkldnn = Backend("mkldnn", enabled=False)
mkl = Backend("mkl")
openmp = Backend("openmp")
cuda = Backend(
    "cuda",
    matmul=Backend("cuda.matmul", allow_tf32=False, allow_fp16_reduced_precision_reduction=False),
)
