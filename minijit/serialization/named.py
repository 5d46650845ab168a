"""`load_file` and `save_file`: tensors by name, in the formats of safetensors and of numpy (.npz).

A file of safetensors is the length of a header (8 bytes), the header (JSON: dtype, shape and place
of each tensor) and the bytes of the tensors, without gaps.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from minijit._limits import LIMITS
from minijit.diagnostics import error
from minijit.serialization.file_kinds import recognized
from minijit.serialization.files import PathLike, atomic_output, read_bytes
from minijit.serialization.storages import MapLocation
from minijit.serialization.texts import printable
from minijit.tensor import Storage, Tensor, from_numpy
from minijit.tensor import dtype as dt
from minijit.tensor.narrow import NARROW
from minijit.tensor.tensor import contiguous_strides

if TYPE_CHECKING:
    from collections.abc import Mapping

# The names of dtypes in the header.
DTYPES = {
    "BOOL": dt.bool_, "U8": dt.uint8, "I8": dt.int8, "I16": dt.int16, "U16": dt.uint16,
    "I32": dt.int32, "U32": dt.uint32, "I64": dt.int64, "U64": dt.uint64, "F16": dt.float16,
    "BF16": dt.bfloat16, "F32": dt.float32, "F64": dt.float64, "C64": dt.complex64,
}  # fmt: skip
# Those of numbers of eight bits.
NARROW_DTYPES = {
    "F8_E4M3": NARROW["float8_e4m3fn"], "F8_E4M3FNUZ": NARROW["float8_e4m3fnuz"],
    "F8_E5M2": NARROW["float8_e5m2"], "F8_E5M2FNUZ": NARROW["float8_e5m2fnuz"],
    "F8_E8M0": NARROW["float8_e8m0fnu"],
}  # fmt: skip
NAMES = {dtype: name for name, dtype in DTYPES.items()}
NAMES |= {narrow.dtype: name for name, narrow in NARROW_DTYPES.items()}
METADATA = "__metadata__"
LENGTH_BYTES = 8
ALIGNMENT = 8


def load_file(filename: PathLike, device: Any = "cpu") -> dict[str, Tensor]:
    """The tensors of a .npz file, or of one of safetensors, by name; the content tells which.

    Tensors of safetensors are views of the mapped file. Errors: MJ6037.
    """
    MapLocation(device)(Storage(0), "cpu")
    data = read_bytes(filename, mapped=True)
    if bytes(data[:2]) == b"PK":
        return _read_npz(filename)
    known = recognized(data)
    if known and not known.startswith("it is a file of safetensors"):
        raise error("MJ6037", name=filename, detail=known)
    return _read_safetensors(data, str(filename))


def _read_npz(filename: PathLike) -> dict[str, Tensor]:
    try:
        with np.load(filename, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (ValueError, BadZipFile):
        raise error("MJ6037", name=filename, detail="it is no .npz file that can be read") from None
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray):
            face = "jit.load" if "/code/" in "".join(arrays) else "load"
            detail = (
                f"its record {printable(name)} is no array of numpy: load it with minijit.{face}"
            )
            raise error("MJ6037", name=filename, detail=detail)
    return {name: from_numpy(array) for name, array in arrays.items()}


def save_file(
    tensors: Mapping[str, Tensor], filename: PathLike, metadata: Mapping[str, str] | None = None
) -> None:
    """Write tensors by name, atomically: as .npz if the file is called so, else as safetensors.

    `metadata` are texts for the header of safetensors. Errors: MJ6038.
    """
    for name, value in tensors.items():
        if not isinstance(value, Tensor) or value.is_quantized:
            kind = "a quantized tensor" if isinstance(value, Tensor) else type(value).__name__
            raise error("MJ6038", what=f"'{name}'", path=filename, why=f"it is {kind}")
    if str(filename).endswith(".npz"):
        _write_npz(tensors, filename, metadata)
    else:
        _write_safetensors(tensors, filename, metadata or {})


def _write_npz(
    tensors: Mapping[str, Tensor], filename: PathLike, metadata: Mapping[str, str] | None
) -> None:
    strange = {
        f"'{name}'": value.dtype.name
        for name, value in tensors.items()
        if value.dtype is dt.bfloat16 or value.dtype.name not in dt.BY_NAME
    }
    if strange or metadata:
        lacks = " and ".join(dict.fromkeys(strange.values()))
        why = f"numpy has no {lacks}" if strange else "the format has no place for it"
        raise error("MJ6038", what=", ".join(strange) or "metadata", path=filename, why=why)
    with atomic_output(filename) as out:
        arrays: dict[str, Any] = {name: value.detach().array() for name, value in tensors.items()}
        np.savez(out, **arrays)


def _write_safetensors(
    tensors: Mapping[str, Tensor], filename: PathLike, metadata: Mapping[str, str]
) -> None:
    header: dict[str, Any] = {METADATA: dict(metadata)} if metadata else {}
    bodies = []
    at = 0
    # Larger elements first, so that all are aligned; names decide between equals.
    for name, value in sorted(tensors.items(), key=lambda i: (-i[1].dtype.itemsize, i[0])):
        if value.dtype not in NAMES:
            raise error("MJ6038", what=f"'{name}'", path=filename, why=f"it is of {value.dtype}")
        body = np.ascontiguousarray(value.detach().array())
        header[name] = {
            "dtype": NAMES[value.dtype], "shape": list(value.shape),
            "data_offsets": [at, at + body.nbytes],
        }  # fmt: skip
        at += body.nbytes
        bodies.append(body)
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % ALIGNMENT)
    with atomic_output(filename) as out:
        out.write(len(text).to_bytes(LENGTH_BYTES, "little") + text)
        for body in bodies:
            out.write(body.tobytes())


def _read_safetensors(data: memoryview, name: str) -> dict[str, Tensor]:
    length = int.from_bytes(data[:LENGTH_BYTES], "little")
    start = LENGTH_BYTES + length
    if len(data) < LENGTH_BYTES or start > len(data) or length > LIMITS["max_code_bytes"]:
        raise error("MJ6037", name=name, detail="the length of its header is not that of one")
    try:
        header = json.loads(bytes(data[LENGTH_BYTES:start]))
        header.pop(METADATA, None)
        rows = {
            key: (DTYPES.get(row["dtype"], row["dtype"]), tuple(row["shape"]), *row["data_offsets"])
            for key, row in header.items()
        }
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        raise error("MJ6037", name=name, detail="its header is not one") from None
    storage = Storage(np.frombuffer(data, np.uint8)[start:], data)
    found = {key: _tensor(storage, key, row, name) for key, row in rows.items()}
    end = 0
    for _, _, first, last in sorted(rows.values(), key=lambda row: row[2:]):
        if first != end:
            raise error("MJ6037", name=name, detail=f"its tensors do not join at byte {end}")
        end = last
    if end != storage.nbytes():
        raise error(
            "MJ6037", name=name, detail=f"its tensors end at byte {end} of {storage.nbytes()}"
        )
    return found


def _tensor(storage: Storage, key: str, row: tuple[Any, ...], name: str) -> Tensor:
    dtype, shape, first, last = row
    narrow = NARROW_DTYPES.get(dtype) if isinstance(dtype, str) else None
    dtype = narrow.stored if narrow else dtype
    if not isinstance(dtype, dt.DType) or len(shape) > LIMITS["max_dims"]:
        detail = f"'{key}' is of {str(dtype)[:40]} and {len(shape)} dims"
        raise error("MJ6037", name=name, detail=detail)
    if any(type(n) is not int or not 0 <= n <= storage.nbytes() for n in (*shape, first, last)):
        raise error("MJ6037", name=name, detail=f"'{key}' has no sizes or place")
    if last - first != math.prod(shape) * dtype.itemsize:
        raise error("MJ6037", name=name, detail=f"'{key}' has {last - first} bytes")
    if first % dtype.itemsize:
        copy = np.array(storage.bytes[first:last])
        return Tensor(Storage(copy), dtype, shape, contiguous_strides(shape))
    made = Tensor(storage, dtype, shape, contiguous_strides(shape), first // dtype.itemsize)
    made._quantizer = narrow
    return made
