"""Storages, tensors and what can be said of them without operators.

In: Python values, numpy arrays, bytes.
Out: Storage, Tensor, DType, promotion, index steps, text.
Must not know: operators, modules, files.
"""

from minijit.tensor.creation import as_tensor, from_dlpack, from_numpy, frombuffer, tensor
from minijit.tensor.device import device
from minijit.tensor.dtype import DType, finfo, iinfo
from minijit.tensor.parameter import Buffer, Parameter
from minijit.tensor.printing import set_printoptions
from minijit.tensor.promotion import (
    can_cast,
    get_default_dtype,
    promote_types,
    result_type,
    set_default_dtype,
)
from minijit.tensor.quantizer import Quantizer
from minijit.tensor.size import Size
from minijit.tensor.storage import Storage, TypedStorage
from minijit.tensor.tensor import Relaid, Tensor

__all__ = [
    "Buffer",
    "DType",
    "Parameter",
    "Quantizer",
    "Relaid",
    "Size",
    "Storage",
    "Tensor",
    "TypedStorage",
    "as_tensor",
    "can_cast",
    "device",
    "finfo",
    "from_dlpack",
    "from_numpy",
    "frombuffer",
    "get_default_dtype",
    "iinfo",
    "promote_types",
    "result_type",
    "set_default_dtype",
    "set_printoptions",
    "tensor",
]
