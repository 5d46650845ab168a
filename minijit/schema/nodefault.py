"""The mark of an argument that has no default."""

from types import EllipsisType
from typing import Final

NODEFAULT: Final[EllipsisType] = ...
