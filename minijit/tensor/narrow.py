"""Elements that are not computed with: the rows [narrow] and [opaque] of grammar/types.table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from minijit.diagnostics import error
from minijit.tensor.budget import check_alloc
from minijit.tensor.dtype import BY_NAME, DType, uint8
from minijit.types.table import NARROW as ROWS
from minijit.types.table import OPAQUE

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES: Final = 256


@dataclass(slots=True, frozen=True, eq=False)
class Narrow:
    """What the elements of a tensor stand for; it takes the place of a Quantizer.

    `table` has the number for each byte, where elements are such; they lie as elements of `stored`.
    Whoever asks it for a scheme computes with quantized tensors, which these are not.
    """

    dtype: DType
    table: NDArray[np.float32] | None
    stored: DType = uint8

    def numbers(self, stored: NDArray[Any]) -> NDArray[Any]:
        """The numbers that elements stand for, as float32 or complex64. Error MJ5015: for none."""
        check_alloc((8 if self.dtype.is_complex else 4) * stored.size)
        if self.table is not None:
            return np.asarray(self.table[stored])
        if not self.dtype.is_complex:
            self.refuse()
        halves = np.ascontiguousarray(stored).reshape(-1).view(np.float16)
        return halves.astype(np.float32).view(np.complex64).reshape(stored.shape)

    def shown(self, stored: NDArray[Any]) -> NDArray[Any]:
        """The elements as they are shown: the bytes of those that stand for no number."""
        if self.table is not None or self.dtype.is_complex:
            return self.numbers(stored)
        if not self.dtype.is_floating_point:
            return stored
        check_alloc(4 * stored.size)
        return stored.astype(np.float32)

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
        way = "tensor.view(torch.uint8) has the bytes"
        if self.table is not None or self.dtype.is_complex:
            wide = "complex64" if self.dtype.is_complex else "float32"
            way = f"tensor.to(torch.{wide}) makes one that is"
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


_NAMES: Final = {"complex32": "ComplexHalf", "int": "Int", "uint": "UInt"}


def _opaque(name: str, number: str, stored: str, category: str, aliases: str = "") -> Narrow:
    kind = BY_NAME[stored]
    family = name.rstrip("1234567")
    own = _NAMES.get(name) or f"{_NAMES.get(family, family.capitalize())}{name[len(family) :]}"
    names = tuple(aliases.split())
    numpy, size = kind.np.name, kind.itemsize
    dtype = DType(name, int(number), size, numpy, category, f"{own}Storage", names)
    return Narrow(dtype, None, kind)


NARROW: Final[dict[str, Narrow]] = {row[0]: _narrow(*row) for row in ROWS}
NARROW.update((row[0], _opaque(*row)) for row in OPAQUE)
BY_ALIAS: Final[dict[str, DType]] = {
    name: each.dtype for each in NARROW.values() for name in (each.dtype.name, *each.dtype.aliases)
}


def narrow_named(name: str) -> Narrow:
    """Those of a dtype's name without `torch.`; KeyError if there is none."""
    return NARROW[name]
