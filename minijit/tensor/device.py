"""Devices: a type and an optional index. Only the CPU computes."""

from __future__ import annotations

from typing import Any, Final

from minijit.diagnostics import error

DEVICE_TYPES: Final = frozenset(
    (
        "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga",
        "maia", "xla", "lazy", "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
    )
)  # fmt: skip


class device:
    """`device("cpu")`, `device("cuda:1")`, `device("cuda", 1)`; RuntimeError for unknown types."""

    __slots__ = ("index", "type")

    type: str
    index: int | None

    def __init__(self, type: Any, index: int | None = None) -> None:
        if isinstance(type, device):
            self.type, self.index = type.type, type.index if index is None else index
            return
        if not isinstance(type, str):
            if isinstance(type, int):
                raise error("MJ3079")
            raise error("MJ3077", got=type.__class__.__name__)
        if not type:
            raise error("MJ3076")
        name, colon, number = type.partition(":")
        if name not in DEVICE_TYPES:
            raise error("MJ9008", text=name)
        if colon:
            padded = len(number) > 1 and number[0] == "0"
            if padded or not (number.isascii() and number.isdigit()):
                raise error("MJ9009", text=type)
            if index is not None:
                raise error("MJ3078", text=type)
            index = int(number)
        self.type = name
        self.index = index

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __repr__(self) -> str:
        index = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{index})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __reduce__(self) -> Any:
        return (device, (str(self),))


CPU = device("cpu")
