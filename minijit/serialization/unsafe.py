"""`weights_only=False`: the standard library's pickle, which runs whatever the file says."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

from minijit.serialization.machine import Global
from minijit.serialization.unpickler import KINDS, Function, StorageClass, TensorHost

Loads = Callable[[memoryview, int, TensorHost], tuple[Any, int]]


class _Caller:
    """A name of PyTorch as the callable that the standard pickle expects."""

    def __init__(self, name: str, host: TensorHost) -> None:
        self.function = Global(name, host.find_global(name))
        self.host = host

    def __call__(self, *arguments: Any) -> Any:
        """REDUCE, by the host."""
        plain = tuple(a.function.value if isinstance(a, _Caller) else a for a in arguments)
        return self.host.call(self.function, plain)


def _unpickler(base: Any, stream: io.BytesIO, host: TensorHost) -> Any:
    """An Unpickler of the given class that knows PyTorch's names and storages."""

    class Unpickler(base):  # type: ignore[misc]
        def find_class(self, module: str, name: str) -> Any:
            full = f"{module}.{name}"
            if module.startswith("torch") and (full in KINDS or name.endswith("Storage")):
                value = host.find_global(full)
                return _Caller(full, host) if isinstance(value, Function) else value
            if module.startswith("torch.nn."):
                module = "minijit" + module[len("torch") :]
            return super().find_class(module, name)

        def persistent_load(self, key: Any) -> Any:
            if isinstance(key, tuple) and len(key) > 1:
                if isinstance(key[1], StorageClass):
                    return host.persistent(key)
                if key[0] == "module":
                    return key[1]
            raise pickle.UnpicklingError(f"unknown persistent id {str(key)[:80]}")

    return Unpickler(stream, encoding="utf-8")


def loader(pickle_module: Any) -> Loads:
    """Reads one pickle with a module like `pickle`. Only for files that are trusted."""

    def loads(data: memoryview, offset: int, host: TensorHost) -> tuple[Any, int]:
        stream = io.BytesIO(data)
        stream.seek(offset)
        result = _unpickler((pickle_module or pickle).Unpickler, stream, host).load()
        return result, stream.tell()

    return loads
