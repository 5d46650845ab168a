"""PyTorch's switches of libraries that minijit does not use: they can be set and change nothing."""

from __future__ import annotations

import sys
from types import ModuleType

from minijit._modes import NoEffect


class _Switched(NoEffect):
    """A context in which other switches are said to hold."""

    def __init__(self, *values: object, **switches: object) -> None:
        pass


class Backend(ModuleType):
    """A library that is not there, and the switches that programs set on it.

    It can be imported. Calls of `setters` change nothing.
    """

    flags = sdp_kernel = _Switched

    def __init__(self, name: str, setters: str = "", **switches: object) -> None:
        super().__init__(f"minijit.backends.{name}", self.__doc__)
        for switch, value in switches.items():
            setattr(self, switch, value)
        for setter in setters.split():
            setattr(self, setter, self._set)
        sys.modules[self.__name__] = self

    @staticmethod
    def _set(*values: object, **named: object) -> None:
        """Nothing."""

    def is_available(self) -> bool:
        """Always False."""
        return False

    is_built = is_available

    def version(self) -> None:
        """None: there is none."""


cpu = Backend("cpu")
cudnn = Backend("cudnn", enabled=False, benchmark=False, deterministic=False, allow_tf32=False)
mha = Backend("mha", "set_fastpath_enabled", get_fastpath_enabled=lambda: False)
mps = Backend("mps")
mkldnn = Backend("mkldnn", enabled=False)
mkl = Backend("mkl")
nnpack = Backend("nnpack", "set_flags")
openmp = Backend("openmp")
opt_einsum = Backend("opt_einsum", enabled=False, strategy=None)
quantized = Backend("quantized", engine="fbgemm", supported_engines=["fbgemm"])
cuda = Backend(
    "cuda",
    "enable_cudnn_sdp enable_flash_sdp enable_math_sdp enable_mem_efficient_sdp"
    " preferred_blas_library preferred_linalg_library",
    matmul=Backend("cuda.matmul", allow_tf32=False, allow_fp16_reduced_precision_reduction=False),
)
