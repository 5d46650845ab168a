"""Element types: the rows of grammar/types.table as objects that print as PyTorch's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from minijit.types.table import DTYPES


class DType:
    """An element type; one object per row of types.table.

    `enum` is PyTorch's number for it in archives, `itemsize` is in bytes, `np` is the numpy dtype of its
    bytes (uint16 for bfloat16) and `category` is bool, unsigned, signed, floating or complex.
    """

    __slots__ = ("aliases", "category", "enum", "itemsize", "name", "np", "storage_name")

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        enum: int,
        itemsize: int,
        numpy_name: str | None,
        category: str,
        storage_name: str,
        aliases: tuple[str, ...],
    ) -> None:
        self.name = name
        self.enum = enum
        self.itemsize = itemsize
        self.np: np.dtype[Any] = np.dtype(numpy_name or "uint16")
        self.category = category
        self.storage_name = storage_name
        self.aliases = aliases

    @property
    def is_floating_point(self) -> bool:
        """Whether elements are real floating-point numbers."""
        return self.category == "floating"

    @property
    def is_complex(self) -> bool:
        """Whether elements are complex numbers."""
        return self.category == "complex"

    @property
    def is_signed(self) -> bool:
        """Whether negative values exist."""
        return self.category in ("signed", "floating", "complex")

    @property
    def is_integral(self) -> bool:
        """Whether elements are integers; bool is not among them."""
        return self.category in ("signed", "unsigned")

    def to_real(self) -> DType:
        """The dtype of the real part."""
        return {"complex64": float32, "complex128": float64}.get(self.name, self)

    def to_complex(self) -> DType:
        """The complex dtype of this precision."""
        return {"float64": complex128, "complex128": complex128}.get(self.name, complex64)

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name

    def __copy__(self) -> DType:
        return self

    def __deepcopy__(self, memo: object) -> DType:
        return self


ALL: Final[tuple[DType, ...]] = tuple(DType(*row) for row in DTYPES)
BY_NAME: Final[dict[str, DType]] = {d.name: d for d in ALL}
BY_ENUM: Final[dict[int, DType]] = {d.enum: d for d in ALL}
BY_STORAGE: Final[dict[str, DType]] = {d.storage_name: d for d in ALL}
BY_NUMPY: Final[dict[Any, DType]] = {d.np: d for d in ALL if d.name != "bfloat16"}
ALIASES: Final[dict[str, DType]] = {alias: d for d in ALL for alias in d.aliases}

uint8 = BY_NAME["uint8"]
int8 = BY_NAME["int8"]
int16 = BY_NAME["int16"]
int32 = BY_NAME["int32"]
int64 = BY_NAME["int64"]
float16 = BY_NAME["float16"]
float32 = BY_NAME["float32"]
float64 = BY_NAME["float64"]
complex64 = BY_NAME["complex64"]
complex128 = BY_NAME["complex128"]
bool_ = BY_NAME["bool"]
bfloat16 = BY_NAME["bfloat16"]
uint16 = BY_NAME["uint16"]
uint32 = BY_NAME["uint32"]
uint64 = BY_NAME["uint64"]


def from_numpy_dtype(dtype: np.dtype[Any]) -> DType:
    """The DType of a numpy dtype; TypeError if there is none."""
    found = BY_NUMPY.get(dtype.newbyteorder("="))
    if found is None:
        supported = ", ".join(str(d) for d in BY_NUMPY)
        raise TypeError(
            f"can't convert np.ndarray of type {dtype.type.__module__}.{dtype.type.__name__}. "
            f"The only supported types are: {supported}."
        )
    return found


@dataclass(frozen=True, slots=True, repr=False)
class finfo:
    """Limits of a floating-point dtype: bits, eps, max, min, tiny, smallest_normal, resolution."""

    dtype: str
    bits: int
    eps: float
    max: float
    min: float
    tiny: float
    smallest_normal: float
    resolution: float

    def __init__(self, dtype: DType | None = None) -> None:
        dtype = float32 if dtype is None else dtype.to_real()
        if not dtype.is_floating_point:
            raise TypeError(
                f"torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                f"'{dtype}'"
            )
        values: dict[str, Any]
        if dtype is bfloat16:
            tiny = 2.0**-126
            top = (2.0 - 2.0**-7) * 2.0**127
            values = {"eps": 2.0**-7, "max": top, "min": -top, "tiny": tiny, "resolution": 0.01}
        else:
            info = np.finfo(dtype.np.type)
            values = {k: float(getattr(info, k)) for k in ("eps", "max", "min", "tiny", "resolution")}
        values |= {
            "dtype": dtype.name, "bits": dtype.itemsize * 8, "smallest_normal": values["tiny"]
        }  # fmt: skip
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.smallest_normal:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})"
        )


@dataclass(frozen=True, slots=True, repr=False)
class iinfo:
    """Limits of an integer dtype: bits, max, min."""

    dtype: str
    bits: int
    max: int
    min: int

    def __init__(self, dtype: DType) -> None:
        if not dtype.is_integral:
            raise TypeError(
                f"torch.iinfo() requires an integer input type. Use torch.finfo to handle '{dtype}'"
            )
        info = np.iinfo(dtype.np.type)
        for name, value in (
            ("dtype", dtype.name), ("bits", dtype.itemsize * 8),
            ("max", int(info.max)), ("min", int(info.min)),
        ):  # fmt: skip
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
