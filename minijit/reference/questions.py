"""What can be asked about a tensor, its shape and its device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit.diagnostics import error
from minijit.reference.common import (
    wrap_dim,
)
from minijit.tensor import device

if TYPE_CHECKING:
    from minijit.tensor import Tensor


def aten_size(self: Tensor) -> list[int]:
    return list(self._sizes)


def aten_size_int(self: Tensor, dim: int) -> int:
    size = self._sizes[_existing(dim, self)]
    if size < 0:
        problem = f"Given dimension {dim} is irregular and does not have a size."
        raise error("MJ3014", problem=problem)
    return size


def aten_stride(self: Tensor) -> list[int]:
    return list(self._strides)


def aten_stride_int(self: Tensor, dim: int) -> int:
    return self._strides[_existing(dim, self)]


def _existing(dim: int, self: Tensor) -> int:
    if not self._sizes:
        fail_index_0d(dim)
    return wrap_dim(dim, self.dim())


def fail_index_0d(dim: int) -> None:
    """IndexError: a 0-d tensor has no dimension."""
    raise error("MJ3101", detail=f"Dimension specified as {dim} but tensor has no dimensions")


def aten_dim(self: Tensor) -> int:
    return self.dim()


def aten_numel(self: Tensor) -> int:
    return self.numel()


def aten_storage_offset(self: Tensor) -> int:
    return self._offset


def aten_is_contiguous(self: Tensor) -> bool:
    return self.is_contiguous()


def aten_is_contiguous_memory_format(self: Tensor, memory_format: int) -> bool:
    return self.is_contiguous(memory_format)


def aten_is_floating_point(self: Tensor) -> bool:
    return self._dtype.is_floating_point


def aten_is_complex(self: Tensor) -> bool:
    return self._dtype.is_complex


def aten_item(self: Tensor) -> Any:
    return self.item()


def prim_dtype(a: Tensor) -> int:
    return a.dtype.enum


def prim_device(a: Tensor) -> device:
    return a.device


def aten_device(a: str) -> device:
    return device(a)


def aten_device_with_index(type: str, index: int) -> device:
    return device(type, index)


def prim_layout(a: Tensor) -> int:
    return 0


def prim_requires_grad(a: Tensor) -> bool:
    return a.requires_grad


def prim_is_cuda(a: Tensor) -> bool:
    return False


def aten_element_size(self: Tensor) -> int:
    return self._dtype.itemsize


def prim_grad(a: Tensor) -> None:
    return None


def prim_type(self: device) -> str:
    return self.type


def prim_index(self: device) -> int | None:
    return self.index
