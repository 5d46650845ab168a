"""Sequences of unequal length: packed for the recurrent layers, or padded.

All but `PackedSequence` and `unpack_sequence` can be called in scripted code too.
"""

# ruff: noqa: UP032  (the functions are in the language that script compiles)

from __future__ import annotations

from typing import Any, NamedTuple

import minijit as torch
from minijit.tensor import Tensor

__all__ = [
    "PackedSequence",
    "invert_permutation",
    "pack_padded_sequence",
    "pack_sequence",
    "pad_packed_sequence",
    "pad_sequence",
    "unpack_sequence",
    "unpad_sequence",
]


class PackedSequence(NamedTuple):
    """Sequences of a batch, step after step, the longest first.

    `data` is (sum of lengths, ...); `batch_sizes` int64 (longest length,) counts the sequences that
    last till each step; the indices, int64 (batch,), say how the batch was sorted and how
    to undo it.
    """

    data: Tensor
    batch_sizes: Tensor
    sorted_indices: Tensor | None = None
    unsorted_indices: Tensor | None = None

    def to(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """The same sequences with `data` converted, as `Tensor.to`; itself if nothing changes."""
        data = self.data.to(*args, **kwargs)
        return self if data is self.data else self._replace(data=data)

    def cpu(self) -> PackedSequence:
        """The same sequences on the CPU."""
        return self.to("cpu")

    def float(self) -> PackedSequence:
        """The same sequences in float32."""
        return self.to(torch.float32)

    def double(self) -> PackedSequence:
        """The same sequences in float64."""
        return self.to(torch.float64)

    def half(self) -> PackedSequence:
        """The same sequences in float16."""
        return self.to(torch.float16)

    @property
    def is_cuda(self) -> bool:
        """Whether `data` is on a GPU."""
        return bool(self.data.is_cuda)


def invert_permutation(permutation: Tensor | None) -> Tensor | None:
    """The permutation, int64 (n,), that undoes this one."""
    if permutation is None:
        return None
    output = torch.empty_like(permutation)
    output.scatter_(0, permutation, torch.arange(permutation.numel(), device=permutation.device))
    return output


def pack_padded_sequence(
    input: Tensor, lengths: Tensor, batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    """Pack (longest, batch, ...), or (batch, longest, ...) if `batch_first`, without its padding.

    `lengths`, int64 (batch,) or a list of them, decreases unless `enforce_sorted` is false. Error
    RuntimeError: a length that is not positive or too long, or the order.
    """
    if not isinstance(lengths, torch.Tensor):
        lengths = torch.as_tensor(lengths, dtype=torch.int64)
    counts = lengths.to(dtype=torch.int64)
    order: Tensor | None = None
    if not enforce_sorted:
        counts, indices = torch.sort(counts, descending=True)
        input = input.index_select(0 if batch_first else 1, indices)
        order = indices
    data, batch_sizes = torch._pack_padded_sequence(input, counts, batch_first)  # type: ignore[attr-defined]
    return PackedSequence(data, batch_sizes, order, invert_permutation(order))


def pad_packed_sequence(
    sequence: PackedSequence,
    batch_first: bool = False,
    padding_value: float = 0.0,
    total_length: int | None = None,
) -> tuple[Tensor, Tensor]:
    """The padded batch, in its first order, and the lengths, int64 (batch,).

    Error ValueError: `total_length` is shorter than the longest sequence.
    """
    longest = sequence.batch_sizes.size(0)
    if total_length is not None:
        if total_length < longest:
            raise ValueError(
                "Expected total_length to be at least the length of the longest sequence in input, "
                "but got total_length={} and max sequence length being {}".format(
                    total_length, longest
                )
            )
        longest = total_length
    padded, lengths = torch._pad_packed_sequence(  # type: ignore[attr-defined]
        sequence.data, sequence.batch_sizes, batch_first, padding_value, longest
    )
    back = sequence.unsorted_indices
    if back is not None:
        return padded.index_select(0 if batch_first else 1, back), lengths[back]
    return padded, lengths


def pad_sequence(
    sequences: list[Tensor],
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Tensor:
    """Stack tensors (length, ...) of unequal length into (longest, batch, ...)."""
    return torch.pad_sequence(sequences, batch_first, padding_value, padding_side)


def unpad_sequence(
    padded_sequences: Tensor, lengths: Tensor, batch_first: bool = False
) -> list[Tensor]:
    """The sequences of a padded batch, each of its own length."""
    batch = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    found: list[Tensor] = []
    for i in range(batch.size(0)):
        found.append(batch[i, : int(lengths[i])])
    return found


def pack_sequence(sequences: list[Tensor], enforce_sorted: bool = True) -> PackedSequence:
    """Pack tensors (length, ...) of unequal length."""
    lengths = torch.tensor([s.size(0) for s in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Tensor]:
    """The sequences that were packed."""
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)
