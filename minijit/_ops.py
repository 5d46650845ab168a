"""The names of `torch._ops` that programs look for."""

from minijit import _absent
from minijit.dispatch.namespaces import Operators as _OpNamespace
from minijit.dispatch.namespaces import ops
from minijit.dispatch.packets import OperatorPacket as OpOverloadPacket

_absent.extend(__name__)

__all__ = ["OpOverloadPacket", "_OpNamespace", "ops"]
