"""Numbers of eight bits: the rows [narrow] of grammar/types.table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from minijit.diagnostics import error
from minijit.tensor.dtype import DType, uint8
from minijit.types.table import NARROW as ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES: Final = 256


@dataclass(slots=True, frozen=True, eq=False)
class Narrow:
    """What the bytes of a tensor stand for; it takes the place of a Quantizer.

    Whoever asks it for a scheme computes with quantized tensors, which these are not.
    """

    dtype: DType
    table: NDArray[np.float32]
    stored: DType = uint8

    def numbers(self, stored: NDArray[Any]) -> NDArray[Any]:
        """The numbers that bytes stand for, as float32."""
        return np.asarray(self.table[stored])

    def __reduce__(self) -> Any:
        return (narrow_named, (self.dtype.name,))

    @property
    def scheme(self) -> int:
        """Error MJ5015."""
        self.refuse()

    def parameters(self, sizes: tuple[int, ...]) -> Any:
        """Error MJ5015."""
        del sizes
        self.refuse()

    def refuse(self) -> NoReturn:
        """Error MJ5015: tensors of this dtype are not computed with."""
        way = "tensor.to(torch.float32) makes one that is"
        raise error("MJ5015", kind=f"to compute with {self.dtype} ({way})")


def _numbers(exponent_bits: int, fraction_bits: int, bias: int, kind: str) -> NDArray[np.float32]:
    """What each byte stands for. Those of no fraction have no sign and no zero."""
    byte = np.arange(BYTES)
    fraction = byte & ((1 << fraction_bits) - 1)
    largest = (1 << exponent_bits) - 1
    exponent = byte >> fraction_bits & largest
    signed = exponent_bits + fraction_bits < 8
    normal = (exponent > 0) | (not signed)
    significand = np.where(normal, 1.0, 0.0) + fraction / 2.0**fraction_bits
    made = significand * 2.0 ** (np.where(normal, exponent, 1) - float(bias))
    made = np.where(signed & (byte >= BYTES // 2), -made, made)
    ones = (exponent == largest) & (fraction == (1 << fraction_bits) - 1)
    if kind == "ieee":
        endless = np.where(fraction == 0, np.copysign(np.inf, made), np.nan)
        made = np.where(exponent == largest, endless, made)
    else:
        made = np.where(ones if kind == "fn" else byte == BYTES // 2, np.nan, made)
    return made.astype(np.float32)


def _narrow(name: str, number: str, exponent: str, fraction: str, bias: str, kind: str) -> Narrow:
    storage = f"{name.capitalize()}Storage"
    dtype = DType(name, int(number), 1, "uint8", "floating", storage, ())
    return Narrow(dtype, _numbers(int(exponent), int(fraction), int(bias), kind))


NARROW: Final[dict[str, Narrow]] = {row[0]: _narrow(*row) for row in ROWS}


def narrow_named(name: str) -> Narrow:
    """Those of a dtype's name without `torch.`; KeyError if there is none."""
    return NARROW[name]
