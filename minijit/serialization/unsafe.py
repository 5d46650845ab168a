"""`weights_only=False`: the standard library's pickle, which runs whatever the file says."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

from minijit.serialization.machine import Global
from minijit.serialization.unpickler import KINDS, StorageClass, TensorHost


class _Caller:
    """A permitted name as the callable that the standard pickle expects."""

    def __init__(self, name: str, host: TensorHost) -> None:
        self.name = name
        self.host = host

    def __call__(self, *arguments: Any) -> Any:
        """REDUCE, by the host."""
        function = Global(self.name, self.host.find_global(self.name))
        plain = tuple(
            self.host.find_global(a.name) if isinstance(a, _Caller) else a for a in arguments
        )
        return self.host.call(function, plain)


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, host: TensorHost) -> None:
        super().__init__(data, encoding="utf-8")
        self.host = host

    def find_class(self, module: str, name: str) -> Any:
        full = f"{module}.{name}"
        if module.startswith("torch") and (full in KINDS or name.endswith("Storage")):
            value = self.host.find_global(full)
            callable_kind = isinstance(value, str) or full == "torch.nn.parameter.Parameter"
            return _Caller(full, self.host) if callable_kind else value
        if module.startswith("torch.nn."):
            module = "minijit" + module[len("torch") :]
        return super().find_class(module, name)

    def persistent_load(self, key: Any) -> Any:
        if isinstance(key, tuple) and len(key) > 1 and isinstance(key[1], StorageClass):
            return self.host.persistent(key)
        raise pickle.UnpicklingError(f"unknown persistent id {str(key)[:80]}")


def loads(data: memoryview, offset: int, host: TensorHost) -> tuple[Any, int]:
    """The object of one pickle and the offset after it. Only for files that are trusted."""
    stream = io.BytesIO(data)
    stream.seek(offset)
    result = _Unpickler(stream, host).load()
    return result, stream.tell()


Loads = Callable[[memoryview, int, TensorHost], tuple[Any, int]]
