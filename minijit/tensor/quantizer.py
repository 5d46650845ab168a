"""How integers stand for real numbers: the rows [quantized] of grammar/types.table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from minijit.tensor import dtype as dt
from minijit.tensor.dtype import DType
from minijit.types.table import QUANTIZED as ROWS

if TYPE_CHECKING:
    from minijit.tensor.tensor import Tensor

PER_TENSOR_AFFINE: Final = 0
PER_CHANNEL_AFFINE: Final = 1
PER_CHANNEL_AFFINE_FLOAT_QPARAMS: Final = 4


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


def _quantized(name: str, number: str, stored: str, storage: str) -> DType:
    size = dt.BY_NAME[stored].itemsize
    return DType(name, int(number), size, stored, "quantized", storage, ())


# By the dtype of the integers, by number, and by storage class: what the integers are.
QUANTIZED: Final[dict[str, DType]] = {row[2]: _quantized(*row) for row in ROWS}
STORED: Final[dict[int, DType]] = {int(row[1]): dt.BY_NAME[row[2]] for row in ROWS}
BY_STORAGE: Final[dict[str, DType]] = {row[3]: dt.BY_NAME[row[2]] for row in ROWS}

qint8 = QUANTIZED["int8"]
quint8 = QUANTIZED["uint8"]
qint32 = QUANTIZED["int32"]
