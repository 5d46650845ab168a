"""Modules, layers and their functions.

In: tensors and operators.
Out: Module with PyTorch's behaviour, the layers, functional, init, utils.
Must not know: files, programs, graphs.
"""

from minijit import _absent
from minijit.nn import attention, common_types, functional, init, parameter, utils
from minijit.nn.modules import *  # noqa: F403
from minijit.nn.modules import __all__ as _modules
from minijit.nn.parameter import UninitializedBuffer, UninitializedParameter
from minijit.tensor import Buffer, Parameter

_absent.extend(__name__)

__all__ = [  # noqa: PLE0604
    "Buffer", "Parameter", "UninitializedBuffer", "UninitializedParameter", "attention",
    "common_types", "functional", "init", "parameter", "utils", *_modules,
]  # fmt: skip
