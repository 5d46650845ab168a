"""Modules, layers and their functions.

In: tensors and operators.
Out: Module with PyTorch's behaviour, the layers, functional, init, utils.
Must not know: files, programs, graphs.
"""

from minijit.nn import common_types, functional, init, parameter, utils
from minijit.nn.modules import *  # noqa: F403
from minijit.nn.modules import __all__ as _modules
from minijit.nn.parameter import UninitializedBuffer, UninitializedParameter
from minijit.tensor import Buffer, Parameter

__all__ = [  # noqa: PLE0604
    "Buffer", "Parameter", "UninitializedBuffer", "UninitializedParameter", "common_types",
    "functional", "init", "parameter", "utils", *_modules,
]  # fmt: skip
