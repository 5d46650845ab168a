"""The mark of an argument that has no default."""

from enum import Enum
from typing import Final


class NoDefault(Enum):
    """A type of one value, so that `is NODEFAULT` narrows."""

    NODEFAULT = 0


NODEFAULT: Final = NoDefault.NODEFAULT
