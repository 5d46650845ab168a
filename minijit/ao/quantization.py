"""The places at which a model would be quantized; models are quantized elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minijit import _absent
from minijit.nn import Module

if TYPE_CHECKING:
    from minijit.tensor import Tensor


class _Stub(Module):
    def __init__(self, qconfig: Any = None) -> None:
        super().__init__()
        if qconfig:
            self.qconfig = qconfig

    def forward(self, x: Tensor) -> Tensor:
        return x


class QuantStub(_Stub):
    """Where the input would be quantized: the identity."""


class DeQuantStub(_Stub):
    """Where the output would be made float again: the identity."""


_absent.extend(__name__)

__all__ = ["DeQuantStub", "QuantStub"]
