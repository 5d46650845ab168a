"""How integers stand for real numbers: the rows [quantized] of grammar/types.table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from minijit.diagnostics import error
from minijit.tensor import dtype as dt
from minijit.tensor.budget import allocating
from minijit.tensor.dtype import DType
from minijit.types.table import CROWDED as CROWDED_ROWS
from minijit.types.table import QUANTIZED as ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minijit.tensor.tensor import Tensor

PER_TENSOR_AFFINE: Final = 0
PER_CHANNEL_AFFINE: Final = 1
PER_CHANNEL_AFFINE_FLOAT_QPARAMS: Final = 4
# PyTorch's names of schemes, in the order of their numbers.
SCHEMES: Final = (
    "per_tensor_affine", "per_channel_affine", "per_tensor_symmetric", "per_channel_symmetric",
    "per_channel_affine_float_qparams",
)  # fmt: skip


class qscheme(int):
    """A scheme of quantization: PyTorch's number for it, which programs have."""

    def __repr__(self) -> str:
        return f"torch.{SCHEMES[self]}"

    __str__ = __repr__


@dataclass(slots=True, frozen=True, eq=False)
class Quantizer:
    """An integer means `(integer - zero_point) * scale`; `scheme` is PyTorch's number.

    A tensor that has one is seen by programs with a quantized dtype. Per channel there are a scale
    and a zero point for each index of dimension `axis`.
    """

    scheme: int = PER_TENSOR_AFFINE
    scale: float = 1.0
    zero_point: int = 0
    scales: Tensor | None = None
    zero_points: Tensor | None = None
    axis: int = 0

    def parameters(self, sizes: tuple[int, ...]) -> tuple[Any, Any]:
        """Scale and zero point as float32, in a shape that meets a tensor of these sizes.

        RuntimeError MJ3100: the channels do not have one of each.
        """
        if self.scheme == PER_TENSOR_AFFINE:
            return np.float32(self.scale), np.float32(self.zero_point)
        assert self.scales is not None
        assert self.zero_points is not None
        with allocating(8 * max(self.scales.numel(), self.zero_points.numel())):
            scales = self.scales.compute_array().astype(np.float32).reshape(-1)
            zeros = self.zero_points.compute_array().astype(np.float32).reshape(-1)
        channels = sizes[self.axis]
        if scales.size != channels or zeros.size != channels:
            raise error("MJ3100", detail="a scale and a zero point are needed for every channel")
        shape = [1] * len(sizes)
        shape[self.axis] = channels
        return scales.reshape(shape), zeros.reshape(shape)

    def numbers(self, integers: NDArray[Any]) -> NDArray[Any]:
        """The numbers that integers stand for, as float32."""
        with allocating(4 * integers.size):
            scale, zero = self.parameters(integers.shape)
            return np.asarray((integers.astype(np.float32) - zero) * scale, np.float32)


def _quantized(name: str, number: str, stored: str, storage: str) -> DType:
    size = dt.BY_NAME[stored].itemsize
    return DType(name, int(number), size, stored, "quantized", storage, ())


# By the dtype of the integers, by number, and by storage class: what the integers are.
QUANTIZED: Final[dict[str, DType]] = {row[2]: _quantized(*row) for row in ROWS}
STORED: Final[dict[int, DType]] = {int(row[1]): dt.BY_NAME[row[2]] for row in ROWS}
BY_STORAGE: Final[dict[str, DType]] = {row[3]: dt.BY_NAME[row[2]] for row in ROWS}

# Those of which several lie in one byte, by storage class, and the bits of each by name.
CROWDED: Final[dict[str, DType]] = {
    row[3]: DType(row[0], int(row[1]), 1, "uint8", "quantized", row[3], ()) for row in CROWDED_ROWS
}
CROWDED_BITS: Final[dict[str, int]] = {row[0]: int(row[2]) for row in CROWDED_ROWS}

BY_NAME: Final[dict[str, DType]] = {d.name: d for d in (*QUANTIZED.values(), *CROWDED.values())}

qint8 = QUANTIZED["int8"]
quint8 = QUANTIZED["uint8"]
qint32 = QUANTIZED["int32"]
