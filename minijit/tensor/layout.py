"""How the elements of a tensor lie."""

from __future__ import annotations

from typing import Final


class Layout:
    """How the elements lie. `enum` is its number in archives; those but `strided` are held only."""

    __slots__ = ("enum", "name")

    def __init__(self, name: str, enum: int) -> None:
        self.name = name
        self.enum = enum

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name


strided = Layout("strided", 0)
sparse_coo = Layout("sparse_coo", 1)
sparse_csr = Layout("sparse_csr", 2)
sparse_csc = Layout("sparse_csc", 4)
sparse_bsr = Layout("sparse_bsr", 5)
sparse_bsc = Layout("sparse_bsc", 6)

LAYOUTS: Final[dict[str, Layout]] = {
    layout.name: layout
    for layout in (strided, sparse_coo, sparse_csr, sparse_csc, sparse_bsr, sparse_bsc)
}
