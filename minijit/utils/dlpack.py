"""The names of `torch.utils.dlpack`."""

from typing import Any

from minijit.tensor import Tensor, from_dlpack


def to_dlpack(tensor: Tensor) -> Any:
    """The capsule of a tensor, which another library takes over."""
    return tensor.__dlpack__()


__all__ = ["from_dlpack", "to_dlpack"]
