"""Data sets and loaders: the samples of a data set in batches, one after the other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

import minijit as torch
from minijit import _absent
from minijit.tensor import Tensor


class Dataset:
    """What has a sample at each index; derived classes define `__getitem__` and `__len__`."""

    def __class_getitem__(cls, item: Any) -> type[Dataset]:
        return cls

    def __getitem__(self, index: Any) -> Any:
        raise NotImplementedError


class IterableDataset(Dataset):
    """What gives samples one after the other; derived classes define `__iter__`."""

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError


class TensorDataset(Dataset):
    """Tensors whose rows are the samples."""

    def __init__(self, *tensors: Tensor) -> None:
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self) -> int:
        return self.tensors[0].size(0)


class ConcatDataset(Dataset):
    """Data sets, one after the other."""

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = list(datasets)

    def __getitem__(self, index: int) -> Any:
        at = index + len(self) if index < 0 else index
        for dataset in self.datasets:
            if at < len(dataset):
                return dataset[at]
            at -= len(dataset)
        text = f"index {index} is out of range"
        raise IndexError(text)

    def __len__(self) -> int:
        return sum(len(dataset) for dataset in self.datasets)


class Subset(Dataset):
    """Some samples of a data set."""

    def __init__(self, dataset: Any, indices: Sequence[int]) -> None:
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index: int) -> Any:
        return self.dataset[self.indices[index]]

    def __len__(self) -> int:
        return len(self.indices)


class Sampler:
    """An order of indices; derived classes define `__iter__`."""

    def __class_getitem__(cls, item: Any) -> type[Sampler]:
        return cls

    def __init__(self, data_source: Any = None) -> None:
        self.data_source = data_source

    def __iter__(self) -> Iterator[int]:
        raise NotImplementedError


class SequentialSampler(Sampler):
    """All indices in order."""

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.data_source)))

    def __len__(self) -> int:
        return len(self.data_source)


def _drawn_seed(generator: Any = None) -> int:
    return int(torch.empty((), dtype=torch.int64).random_(generator=generator).item())


# So many indices are drawn at a time.
_DRAWN = 32


class RandomSampler(Sampler):
    """All indices in a random order, or `num_samples` of them, with `replacement` or without.

    ValueError unless `num_samples` is a positive integer.
    """

    def __init__(
        self,
        data_source: Any,
        replacement: bool = False,
        num_samples: int | None = None,
        generator: Any = None,
    ) -> None:
        self.data_source = data_source
        self.replacement = replacement
        self._num_samples = num_samples
        self.generator = generator
        _check_positive("num_samples", self.num_samples)

    @property
    def num_samples(self) -> int:
        """How many indices there will be."""
        return len(self.data_source) if self._num_samples is None else self._num_samples

    def __iter__(self) -> Iterator[int]:
        generator = self.generator or torch.Generator().manual_seed(_drawn_seed())
        size = len(self.data_source)
        at_once = _DRAWN if self.replacement else size
        # An order is drawn at the end even if none of it is left to give, as PyTorch does.
        for start in range(0, self.num_samples + 1, at_once):
            count = min(at_once, self.num_samples - start)
            if self.replacement:
                yield from torch.randint(size, (count,), generator=generator).tolist()
            else:
                yield from torch.randperm(size, generator=generator).tolist()[:count]

    def __len__(self) -> int:
        return self.num_samples


class SubsetRandomSampler(Sampler):
    """The given indices in a random order."""

    def __init__(self, indices: Sequence[int], generator: Any = None) -> None:
        self.indices = indices
        self.generator = generator

    def __iter__(self) -> Iterator[int]:
        order = torch.randperm(len(self.indices), generator=self.generator).tolist()
        return (self.indices[at] for at in order)

    def __len__(self) -> int:
        return len(self.indices)


class WeightedRandomSampler(Sampler):
    """`num_samples` indices, each as likely as its weight says; ValueError for other arguments."""

    def __init__(
        self,
        weights: Sequence[float],
        num_samples: int,
        replacement: bool = True,
        generator: Any = None,
    ) -> None:
        _check_positive("num_samples", num_samples)
        self.weights = torch.as_tensor(weights, dtype=torch.double)
        if self.weights.dim() != 1:
            text = (
                "weights should be a 1d sequence but given weights have shape "
                f"{tuple(self.weights.shape)}"
            )
            raise ValueError(text)
        self.num_samples = num_samples
        self.replacement = replacement
        self.generator = generator

    def __iter__(self) -> Iterator[int]:
        drawn = torch.multinomial(
            self.weights, self.num_samples, self.replacement, generator=self.generator
        )
        return iter(drawn.tolist())

    def __len__(self) -> int:
        return self.num_samples


class BatchSampler(Sampler):
    """The indices of another sampler in lists of `batch_size`; ValueError for other sizes."""

    def __init__(self, sampler: Any, batch_size: int, drop_last: bool) -> None:
        _check_positive("batch_size", batch_size)
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self) -> Iterator[Any]:
        return _in_lists(self.sampler, self.batch_size, self.drop_last)

    def __len__(self) -> int:
        whole, rest = divmod(len(self.sampler), self.batch_size)
        return whole + (1 if rest and not self.drop_last else 0)


def _check_positive(name: str, number: Any) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        text = f"{name} should be a positive integer value, but got {name}={number}"
        raise ValueError(text)


def _in_lists(items: Iterable[Any], size: int, drop_last: bool) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch and not drop_last:
        yield batch


def random_split(dataset: Any, lengths: Sequence[float], generator: Any = None) -> list[Subset]:
    """Subsets of these lengths, or of these fractions of all; every sample is in one of them.

    What fractions leave over goes to the first subsets, one each. ValueError where lengths do not
    add up.
    """
    count = len(dataset)
    if math.isclose(sum(lengths), 1) and sum(lengths) <= 1:
        for at, part in enumerate(lengths):
            if not 0 <= part <= 1:
                text = f"Fraction at index {at} is not between 0 and 1"
                raise ValueError(text)
        sizes = [math.floor(count * part) for part in lengths]
        for at in range(count - sum(sizes)):
            sizes[at % len(sizes)] += 1
    else:
        sizes = [int(length) for length in lengths]
    if sum(sizes) != count:
        text = "Sum of input lengths does not equal the length of the input dataset!"
        raise ValueError(text)
    order = torch.randperm(count, generator=generator).tolist()
    ends = itertools.accumulate(sizes)
    return [Subset(dataset, order[end - size : end]) for end, size in zip(ends, sizes, strict=True)]


def default_collate(batch: Sequence[Any]) -> Any:
    """One batch of samples: tensors are stacked, numbers become tensors."""
    first = batch[0]
    if isinstance(first, Tensor):
        return torch.stack(list(batch))
    if isinstance(first, np.ndarray):
        return torch.stack([torch.as_tensor(item) for item in batch])
    if isinstance(first, bool | int | float):
        return torch.tensor(list(batch))
    if isinstance(first, str | bytes):
        return list(batch)
    if isinstance(first, Mapping):
        return {key: default_collate([item[key] for item in batch]) for key in first}
    columns = [default_collate(column) for column in zip(*batch, strict=True)]
    if hasattr(first, "_fields"):
        return type(first)(*columns)
    return tuple(columns) if isinstance(first, tuple) else columns


class DataLoader:
    """The batches of a data set, made in this process as they are asked for."""

    def __class_getitem__(cls, item: Any) -> type[DataLoader]:
        return cls

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Iterable[int] | None = None,
        batch_sampler: Iterable[list[int]] | None = None,
        num_workers: int = 0,
        collate_fn: Callable[[list[Any]], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Any = None,
        multiprocessing_context: Any = None,
        generator: Any = None,
        **settings: Any,
    ) -> None:
        del num_workers, pin_memory, timeout, worker_init_fn, multiprocessing_context, settings
        self.dataset = dataset
        self.batch_size = batch_size
        self.generator = generator
        if sampler is None and shuffle:
            sampler = RandomSampler(dataset, generator=generator)
        self.sampler = SequentialSampler(dataset) if sampler is None else sampler
        self.batch_sampler = batch_sampler
        self.collate_fn = collate_fn or default_collate
        self.drop_last = drop_last

    def _samples(self) -> Iterator[Any]:
        if isinstance(self.dataset, IterableDataset):
            return iter(self.dataset)
        return (self.dataset[index] for index in self.sampler)

    def __iter__(self) -> Iterator[Any]:
        # PyTorch draws a seed for its workers; the numbers after it shall be the same.
        _drawn_seed(self.generator)
        if self.batch_sampler is not None:
            batches = ([self.dataset[i] for i in indices] for indices in self.batch_sampler)
            return map(self.collate_fn, batches)
        if self.batch_size is None:
            return self._samples()
        return map(self.collate_fn, _in_lists(self._samples(), self.batch_size, self.drop_last))

    def __len__(self) -> int:
        if self.batch_sampler is not None:
            return len(self.batch_sampler)  # type: ignore[arg-type]
        samples: Any = self.dataset if isinstance(self.dataset, IterableDataset) else self.sampler
        if self.batch_size is None:
            return len(samples)
        return len(BatchSampler(samples, self.batch_size, self.drop_last))


def get_worker_info() -> None:
    """None: there are no workers."""


_absent.extend(__name__)

__all__ = [
    "BatchSampler", "ConcatDataset", "DataLoader", "Dataset", "IterableDataset", "RandomSampler",
    "Sampler", "SequentialSampler", "Subset", "SubsetRandomSampler", "TensorDataset",
    "WeightedRandomSampler", "default_collate", "get_worker_info", "random_split",
]  # fmt: skip
