"""The forty digits of `.data/serialization_id`, equal to PyTorch's for equal records.

Nobody verifies them. Half of them depend on the order in which a C++ hash set lists the record
names, so that order is reproduced here: then files can be compared byte for byte.
"""

from __future__ import annotations

from typing import Final

MASK: Final = (1 << 64) - 1
MULTIPLIER: Final = 0xC6A4A7935BD1E995
SEED: Final = 0xC70F6907
SIZES: Final = (
    1, 13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229, 172933, 351061,
    712697, 1447153, 2938679, 5967347, 12117689, 24607243,
)  # fmt: skip


def serialization_id(names: list[str], checksums: list[int]) -> bytes:
    """Twenty digits that follow from the names, twenty from the checksums."""
    hashes = [hash_bytes(name.encode()) for name in names]
    return f"{_combined(_in_set_order(hashes)):020d}{_combined(checksums):020d}".encode()


def hash_bytes(data: bytes) -> int:
    """MurmurHash64A, as std::hash of a string."""
    result = SEED ^ (len(data) * MULTIPLIER & MASK)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        word = int.from_bytes(data[at : at + 8], "little") * MULTIPLIER & MASK
        word = (word ^ word >> 47) * MULTIPLIER & MASK
        result = (result ^ word) * MULTIPLIER & MASK
    if len(data) > whole:
        result = (result ^ int.from_bytes(data[whole:], "little")) * MULTIPLIER & MASK
    result = (result ^ result >> 47) * MULTIPLIER & MASK
    return result ^ result >> 47


def _combined(values: list[int]) -> int:
    seed = 0
    for value in values:
        seed ^= (value + 0x9E3779B9 + (seed << 6) + (seed >> 2)) & MASK
    return seed


def _in_set_order(hashes: list[int]) -> list[int]:
    """The order of a hash set whose buckets are runs of one list, new ones first in their run."""
    listed: list[int] = []
    for count, size in zip((0, *SIZES), SIZES, strict=False):
        part = hashes[count:size]
        if count and not part:
            break
        listed = _linked(listed + part, size)
    return listed


def _linked(hashes: list[int], size: int) -> list[int]:
    following = [0] * (len(hashes) + 1)  # 0 stands before the first
    before: dict[int, int] = {}
    for i, value in enumerate(hashes, 1):
        bucket = value % size
        if bucket not in before:
            if following[0]:
                before[hashes[following[0] - 1] % size] = i
            before[bucket] = 0
        place = before[bucket]
        following[i], following[place] = following[place], i
    listed = []
    at = following[0]
    while at:
        listed.append(hashes[at - 1])
        at = following[at]
    return listed
