"""Element types: the rows of grammar/types.table as objects that print as PyTorch's."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from minijit.diagnostics import error
from minijit.types.table import DTYPES


class DType:
    """An element type; one object per row of types.table.

    `enum` is PyTorch's number for it in archives, `itemsize` in bytes, `np` the numpy dtype of its
    bytes (uint16 for bfloat16), `category` is bool, unsigned, signed, floating or complex.
    """

    __slots__ = ("aliases", "category", "enum", "itemsize", "name", "np", "storage_name")

    def __init__(
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
        parts = {"complex32": float16, "complex64": float32, "complex128": float64}
        return parts.get(self.name, self)

    def to_complex(self) -> DType:
        """The complex dtype of this precision."""
        return {"float64": complex128, "complex128": complex128}.get(self.name, complex64)

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> Any:
        return (dtype_named, (self.name,))

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


def dtype_named(name: str) -> DType:
    """The dtype of a name without `torch.`; KeyError if there is none."""
    if name in BY_NAME:
        return BY_NAME[name]
    # cycle: these are made of dtypes
    from minijit.tensor.narrow import NARROW
    from minijit.tensor.quantizer import BY_NAME as QUANTIZED

    return QUANTIZED[name] if name in QUANTIZED else NARROW[name].dtype


_default: list[DType] = [float32]


def get_default_dtype() -> DType:
    """The dtype of floating-point results that nothing else decides."""
    return _default[0]


def set_default_dtype(dtype: DType) -> None:
    """Set the default dtype; TypeError unless it is floating-point."""
    if not isinstance(dtype, DType) or not dtype.is_floating_point or dtype.name not in BY_NAME:
        raise error("MJ3085")
    _default[0] = dtype


def from_numpy_dtype(dtype: np.dtype[Any]) -> DType:
    """The DType of a numpy dtype of either byte order; TypeError if there is none."""
    found = BY_NUMPY.get(dtype.newbyteorder("="))
    if found is None:
        raise error("MJ3069", type=f"numpy.{dtype.type.__name__}")
    return found


def as_dtype(value: Any, function: str) -> DType | None:
    """A dtype argument: a DType, None, or one of Python's int, float, bool, complex."""
    if isinstance(value, DType) and value.name not in BY_NAME:
        raise error("MJ3100", detail=f"{value} is not supported by {function}()")
    if value is None or isinstance(value, DType):
        return value
    if value in (int, float, bool, complex):
        return {int: int64, float: float64, bool: bool_, complex: complex128}[value]
    raise error(
        "MJ3086", function=function, name="dtype", wanted="torch.dtype", got=type(value).__name__
    )


# eps, tiny, max and min of the dtypes of eight bits: libraries ask when they are imported.
_OF_EIGHT_BITS = {
    "float8_e5m2": (0.25, 2.0**-14, 57344.0, -57344.0),
    "float8_e4m3fn": (0.125, 2.0**-6, 448.0, -448.0),
    "float8_e5m2fnuz": (0.125, 2.0**-15, 57344.0, -57344.0),
    "float8_e4m3fnuz": (0.125, 2.0**-7, 240.0, -240.0),
    "float8_e8m0fnu": (1.0, 2.0**-127, 2.0**127, 2.0**-127),
}


class finfo:
    """Limits of a floating-point dtype: bits, eps, max, min, tiny, smallest_normal, resolution."""

    __slots__ = ("bits", "dtype", "eps", "max", "min", "resolution", "smallest_normal", "tiny")

    def __init__(self, type: DType | None = None) -> None:
        real = get_default_dtype() if type is None else type.to_real()
        if real.is_floating_point and real.name not in {**BY_NAME, **_OF_EIGHT_BITS}:
            raise error("MJ3100", detail=f"{type} is not supported by finfo()")
        if not real.is_floating_point:
            raise error("MJ3082", dtype=type)
        if real is bfloat16:
            self.eps, self.tiny, self.resolution = 2.0**-7, 2.0**-126, 0.01
            self.max = (2.0 - 2.0**-7) * 2.0**127
            self.min = -self.max
        elif real.name in _OF_EIGHT_BITS:
            self.eps, self.tiny, self.max, self.min = _OF_EIGHT_BITS[real.name]
            self.resolution = 1.0
        else:
            info = np.finfo(real.np.type)
            self.eps, self.tiny = float(info.eps), float(info.tiny)
            self.max, self.min = float(info.max), float(info.min)
            self.resolution = float(f"1e-{info.precision}")  # numpy's own is rounded to the dtype
        self.dtype, self.bits = real.name, real.itemsize * 8
        self.smallest_normal = self.tiny

    def __eq__(self, other: object) -> bool:
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.smallest_normal:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})"
        )


class iinfo:
    """Limits of an integer dtype: bits, max, min."""

    __slots__ = ("bits", "dtype", "max", "min")

    def __init__(self, type: DType) -> None:
        if type is bool_:
            raise error("MJ3084")
        if not type.is_integral or type.name not in BY_NAME:
            raise error("MJ3083", dtype=type)
        info = np.iinfo(type.np.type)
        self.dtype, self.bits = type.name, type.itemsize * 8
        self.max, self.min = int(info.max), int(info.min)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
