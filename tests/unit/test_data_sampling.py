"""Data loaders and samplers draw the numbers that PyTorch draws after the same seed."""

from importlib import import_module

import pytest

import minijit


def loaders(torch, data):
    numbers = torch.arange(6)
    generator = torch.Generator().manual_seed(5)
    batches = data.BatchSampler(data.RandomSampler(range(6)), 4, False)
    samplers = [
        data.SubsetRandomSampler([3, 1, 2]),
        data.WeightedRandomSampler([0.3, 0.4, 0.1, 0.9], 3, replacement=False),
        data.RandomSampler(range(4), True, 70),
        data.RandomSampler(range(4), num_samples=10),
    ]
    return [
        data.DataLoader(numbers, batch_size=4, shuffle=True),
        data.DataLoader(numbers, batch_size=4, shuffle=True, generator=generator),
        data.DataLoader(numbers, batch_size=None, shuffle=True),
        data.DataLoader(numbers, batch_sampler=batches),
        *(data.DataLoader(numbers, 2, sampler=s, drop_last=True) for s in samplers),
    ]


def drawn(torch):
    """What every loader gives in two rounds, its length, and the next number of the generator."""
    data = import_module(f"{torch.__name__}.utils.data")
    torch.manual_seed(1234)
    found = [
        (len(loader), [[item.tolist() for item in loader] for _ in range(2)], torch.rand(1).item())
        for loader in loaders(torch, data)
    ]
    for lengths in ([7, 3], [0.75, 0.25], [0.5, 0.5]):
        found.append([part.indices for part in data.random_split(range(10), lengths)])
    return found


def test_the_numbers_of_a_seed():
    found = drawn(minijit)
    assert found[0][:2] == (2, [[[4, 2, 3, 5], [1, 0]], [[5, 3, 0, 4], [2, 1]]])


def test_the_numbers_that_pytorch_draws():
    assert drawn(minijit) == drawn(pytest.importorskip("torch"))


def test_what_makes_no_sense_is_refused():
    data = minijit.utils.data
    with pytest.raises(ValueError, match="num_samples should be a positive integer value"):
        data.RandomSampler([])
    with pytest.raises(ValueError, match="batch_size should be a positive integer value"):
        data.BatchSampler([1], True, False)
    with pytest.raises(ValueError, match="1d sequence"):
        data.WeightedRandomSampler([[1.0]], 1)
    with pytest.raises(ValueError, match="Sum of input lengths does not equal"):
        data.random_split(range(3), [1, 1])
    with pytest.raises(ValueError, match="Fraction at index 0 is not between 0 and 1"):
        data.random_split(range(3), [1.5, -0.5])
