"""A TorchScript-style compiler and portable model format, without PyTorch.

`import minijit as torch` runs a user's code: the names are PyTorch's.
"""

from __future__ import annotations

import importlib
from typing import Any

from minijit import _absent, _einops, version
from minijit.diagnostics import Error
from minijit.dispatch.calls import set_composites as _set_composites
from minijit.dispatch.methods import install as _install
from minijit.tensor import (
    DType,
    Size,
    Storage,
    Tensor,
    as_tensor,
    can_cast,
    device,
    finfo,
    from_dlpack,
    from_numpy,
    frombuffer,
    get_default_dtype,
    iinfo,
    promote_types,
    result_type,
    set_default_dtype,
    set_printoptions,
    tensor,
)
from minijit.tensor.creation import TypedConstructor as _TypedConstructor
from minijit.tensor.dtype import ALIASES as _ALIASES
from minijit.tensor.dtype import BY_NAME as _BY_NAME
from minijit.tensor.dtype import BY_STORAGE as _BY_STORAGE
from minijit.tensor.dtype import DType as dtype
from minijit.tensor.layout import LAYOUTS as _LAYOUTS
from minijit.tensor.layout import strided
from minijit.tensor.narrow import BY_ALIAS as _NARROW
from minijit.tensor.quantizer import BY_NAME as _QUANTIZED
from minijit.torch_version import TorchVersion

# Libraries compare it to see what PyTorch has; the local part is our own.
__version__ = TorchVersion(f"{version.__version__}+minijit.{version.minijit}")

_install()
_absent.install()
_einops.install()

inf = float("inf")
newaxis = None
nan = float("nan")
pi = 3.141592653589793
e = 2.718281828459045
UntypedStorage = Storage

# Rooms and names that are imported when they are first used.
_LAZY_MODULES = (
    "_C", "_dynamo", "_jit_internal", "_ops", "amp", "ao", "archive", "autograd", "backends", "cli",
    "compiler", "cuda",
    "dispatch", "distributed", "fx", "hub", "jit", "library", "native",
    "nn", "onnx", "overrides", "profiler",
    "random", "serialization", "signal", "testing", "utils", "version",
)  # fmt: skip
_LAZY = {
    "save": ("minijit.serialization", "save"),
    "load": ("minijit.serialization", "load"),
    "load_file": ("minijit.serialization", "load_file"),
    "save_file": ("minijit.serialization", "save_file"),
    "script": ("minijit.jit", "script"),
    "trace": ("minijit.jit", "trace"),
    "Generator": ("minijit.reference.generator", "Generator"),
    "_check": ("minijit._modes", "check"),
    "manual_seed": ("minijit.reference.generator", "manual_seed"),
    "initial_seed": ("minijit.reference.generator", "initial_seed"),
    "get_rng_state": ("minijit._modes", "get_rng_state"),
    "set_rng_state": ("minijit._modes", "set_rng_state"),
    "seed": ("minijit._modes", "seed"),
    "default_generator": ("minijit.reference.generator", "default_generator"),
    "no_grad": ("minijit._modes", "no_grad"),
    "_assert": ("minijit._modes", "_assert"),
    "autocast": ("minijit._modes", "autocast"),
    "compile": ("minijit._modes", "compile_nothing"),
    "get_default_device": ("minijit._modes", "get_default_device"),
    "ops": ("minijit.dispatch.namespaces", "ops"),
    "enable_grad": ("minijit._modes", "enable_grad"),
    "inference_mode": ("minijit._modes", "inference_mode"),
    "set_grad_enabled": ("minijit._modes", "set_grad_enabled"),
    "is_grad_enabled": ("minijit._modes", "is_grad_enabled"),
    "set_num_threads": ("minijit.native", "set_num_threads"),
    "get_num_threads": ("minijit.native", "get_num_threads"),
    "set_winograd": ("minijit.native", "set_winograd"),
    "get_winograd": ("minijit.native", "get_winograd"),
    "set_limit": ("minijit.native", "set_limit"),
    "get_limit": ("minijit.native", "get_limit"),
    "contiguous_format": ("minijit._modes", "contiguous_format"),
    "preserve_format": ("minijit._modes", "preserve_format"),
    "channels_last": ("minijit._modes", "channels_last"),
    "channels_last_3d": ("minijit._modes", "channels_last_3d"),
    "legacy_contiguous_format": ("minijit._modes", "contiguous_format"),
    "memory_format": ("minijit._modes", "MemoryFormat"),
    "layout": ("minijit.tensor.layout", "Layout"),
    "are_deterministic_algorithms_enabled": ("minijit._modes", "no"),
    "set_default_tensor_type": ("minijit._modes", "set_default_tensor_type"),
    "is_anomaly_enabled": ("minijit._modes", "no"),
    "is_deterministic_algorithms_warn_only_enabled": ("minijit._modes", "no"),
    "qscheme": ("minijit.tensor.quantizer", "qscheme"),
    "per_tensor_affine": ("minijit._modes", "per_tensor_affine"),
    "per_channel_affine": ("minijit._modes", "per_channel_affine"),
    "per_tensor_symmetric": ("minijit._modes", "per_tensor_symmetric"),
    "per_channel_symmetric": ("minijit._modes", "per_channel_symmetric"),
    "per_channel_affine_float_qparams": ("minijit._modes", "per_channel_affine_float_qparams"),
    "typename": ("minijit._modes", "typename"),
    "is_tensor": ("minijit._modes", "is_tensor"),
    "cmake_prefix_path": ("minijit.native", "cmake_prefix_path"),
    "TracerWarning": ("minijit.tracing", "TracerWarning"),
    "linalg": ("minijit.dispatch.namespaces", "linalg"),
    "_segment_reduce": ("minijit", "segment_reduce"),
    "sym_float": ("builtins", "float"),
    "sym_int": ("math", "trunc"),
    "sym_max": ("builtins", "max"),
    "sym_min": ("builtins", "min"),
    "sym_not": ("operator", "not_"),
    "fft": ("minijit.dispatch.namespaces", "fft"),
    "special": ("minijit.dispatch.namespaces", "special"),
}


def _composite(name: str) -> Any:
    return importlib.import_module("minijit.jit.composites").find(name)


_set_composites(_composite)


def __getattr__(name: str) -> Any:
    if name in _LAZY_MODULES:
        return importlib.import_module(f"minijit.{name}")
    if name in _LAZY:
        module, attribute = _LAZY[name]
        value = getattr(importlib.import_module(module), attribute)
    elif name in _BY_NAME:
        value = _BY_NAME[name]
    elif name in _ALIASES:
        value = _ALIASES[name]
    elif name in _QUANTIZED:
        value = _QUANTIZED[name]
    elif name in _NARROW:
        value = _NARROW[name]
    elif name in _LAYOUTS:
        value = _LAYOUTS[name]
    elif name.endswith("Tensor") and f"{name[:-6]}Storage" in _BY_STORAGE:
        value = _TypedConstructor(_BY_STORAGE[f"{name[:-6]}Storage"])
    else:
        from minijit.dispatch import function  # import stays light

        try:
            value = function(name)
        except KeyError:
            value = None
        if value is None:
            value = _absent.find("", name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    from minijit.dispatch.sugar import LANGUAGE  # import stays light
    from minijit.schema.table import OPERATORS

    # Operators that were asked for, as `sorted`, are globals here: no builtin is safe to call.
    operators = {k.partition("::")[2] for k in OPERATORS if k.startswith("aten::")}
    operators -= set(LANGUAGE)
    names = {*globals(), *_LAZY, *_LAZY_MODULES, *_BY_NAME, *_ALIASES, *_QUANTIZED, *_NARROW}
    names |= _LAYOUTS.keys()
    names -= {"Any", "annotations", "importlib"}
    if not importlib.import_module("minijit.native").has_runtime():
        names.discard("cmake_prefix_path")
    return [*names, *{o for o in operators if not o.startswith("_")} - names]


__all__ = [
    "DType",
    "Error",
    "Size",
    "Storage",
    "Tensor",
    "as_tensor",
    "can_cast",
    "device",
    "dtype",
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
    "strided",
    "tensor",
]
