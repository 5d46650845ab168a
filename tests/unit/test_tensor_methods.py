"""Tensor methods that no operator's samples cover. Where PyTorch is installed it must say the same."""

import pytest


def test_contiguous_in_a_memory_format(torch):
    last = torch.channels_last
    t = torch.zeros(2, 3, 4, 5)
    assert t.is_contiguous() and not t.is_contiguous(memory_format=last)
    moved = t.contiguous(memory_format=last)
    assert moved.is_contiguous(memory_format=last) and not moved.is_contiguous()
    assert moved.is_contiguous(memory_format=torch.contiguous_format) is False
    assert torch.zeros(2, 1, 4, 5).is_contiguous(memory_format=last)
    assert not torch.zeros(2, 3).is_contiguous(memory_format=last)
    assert not torch.zeros(0, 2, 3, 4).is_contiguous(memory_format=last)


def test_volumes_with_their_channels_last(torch):
    last = torch.channels_last_3d
    t = torch.zeros(2, 3, 4, 5, 6).to(memory_format=last)
    assert t.stride() == (360, 1, 90, 18, 3) and t.is_contiguous(memory_format=last)
    assert (t + 1).stride() == t.stride() and torch.zeros_like(t).stride() == t.stride()
    assert str(last) == "torch.channels_last_3d"
    with pytest.raises(RuntimeError, match="required rank 5 tensor to use channels_last_3d format"):
        torch.zeros(2, 3).contiguous(memory_format=last)


def test_out_that_overlaps_what_is_read_is_refused(torch):
    t = torch.arange(10.0)
    with pytest.raises(RuntimeError, match="refer to a single memory location"):
        torch.cat([t[:2], t[2:4]], out=t[:4])
    with pytest.raises(RuntimeError, match="refer to a single memory location"):
        torch.logit(t[:-1], out=t[1:])
    assert torch.neg(t, out=t)[3].item() == -3


def test_typed_constructors_are_types(torch):
    t = torch.FloatTensor([1, 2])
    assert t.dtype is torch.float32 and torch.LongTensor(2, 3).shape == (2, 3)
    assert isinstance(t, torch.FloatTensor) and not isinstance(t, torch.LongTensor)
    assert not isinstance(1, torch.FloatTensor)
    assert t.type(torch.DoubleTensor).dtype is torch.float64
    assert t.type("torch.LongTensor").tolist() == [1, 2] and t.type(torch.int8).dtype is torch.int8
    assert repr(torch.FloatTensor) == "<class 'torch.FloatTensor'>"


def test_fill_writes_shared_elements_once(torch):
    t = torch.zeros(2)
    t.expand(3, 2).fill_(4)
    assert t.tolist() == [4.0, 4.0]
    assert t.expand(3, 2).zero_().tolist() == [[0.0, 0.0]] * 3
    with pytest.raises(RuntimeError, match="more than one element of the written-to tensor"):
        t.expand(3, 2).add_(1)


def test_ravel_is_row_major(torch):
    t = torch.arange(12).reshape(3, 4)
    assert t.ravel().data_ptr() == t.data_ptr()
    every_second = t[:, ::2].ravel()
    assert every_second.tolist() == [0, 2, 4, 6, 8, 10] and every_second.is_contiguous()
    column = t[:, 1].ravel()
    assert column.tolist() == [1, 5, 9] and column.stride() == (1,)


@pytest.mark.parametrize(
    ("act", "kind", "phrase"),
    [
        (lambda t: "a" in t.ones(2), RuntimeError, "only supports Tensor or scalar, but you pass"),
        (lambda t: t.ones(2).__delitem__(0), TypeError, "does not support deleting items"),
        (lambda t: t.ones(2, 2).unfold(3, 1, 1), IndexError, "Dimension out of range.*got 3"),
        (lambda t: t.ones(3).movedim(0, 1), IndexError, "Dimension out of range.*got 1"),
        (lambda t: t.ones(3).unflatten(1, (3, 1)), IndexError, "Dimension out of range.*got 1"),
        (lambda t: t.ones(3).unflatten(0, (2, 2)), RuntimeError, r"Provided sizes \[2, 2\] don't"),
        (lambda t: t.ones(3).unflatten(0, ()), RuntimeError, "unflatten: sizes must be non-empty"),
        (lambda t: t.from_dlpack([1]), RuntimeError, "invalid capsule"),
        (lambda t: t.ones(2).__setitem__(0, "a"), TypeError, "can't assign a str to a torch.Float"),
        (lambda t: t.ones(2).__setitem__(0, None), TypeError, "can't assign a NoneType to a torch"),
        (lambda t: t.ones(2).__setitem__(0, [1]), TypeError, "can't assign a list to a torch.Flo"),
        (
            lambda t: t.ones(2).__setitem__([0], t.tensor([1])),
            RuntimeError,
            "Index put requires the source and destination dtypes match, got Float for the dest",
        ),
    ],
)
def test_refusals(torch, act, kind, phrase):
    with pytest.raises(kind, match=phrase):
        act(torch)


def test_a_mask_takes_one_value_of_any_dtype(torch):
    t = torch.tensor([1, 2, 3])
    t[t > 1] = torch.tensor(7.5)
    assert t.tolist() == [1, 7, 7]
    t[t > 1] = torch.tensor([2.5])
    assert t.tolist() == [1, 2, 2]


@pytest.mark.parametrize(
    "act",
    [
        lambda t, x: x[1:].add_(x[:-1]),
        lambda t, x: x[1:].copy_(x[:-1]),
        lambda t, x: x.__setitem__(slice(1, 3), x[:2]),
        lambda t, x: t.add(x[:-1], 1, out=x[1:]),
        lambda t, x: x.reshape(2, 2).mul_(x.reshape(2, 2).t()),
        lambda t, x: x[:3].clamp_(min=x[1:]),
    ],
)
def test_a_result_may_not_lie_across_its_input(torch, act):
    x = torch.arange(4.0)
    with pytest.raises(RuntimeError, match="some elements of the input tensor and the written-to"):
        act(torch, x)
    assert x.tolist() == [0.0, 1.0, 2.0, 3.0]


def test_a_result_may_lie_on_its_input_or_beside_it(torch):
    x = torch.arange(4.0)
    x.add_(x)
    x[:2].add_(x[2:])
    assert x.tolist() == [4.0, 8.0, 4.0, 6.0]
    x.view(2, 2).t().mul_(x.view(2, 2).t())
    assert x.tolist() == [16.0, 64.0, 16.0, 36.0]
    x[::2].add_(x[1::2])
    assert x.tolist() == [80.0, 64.0, 52.0, 36.0]


def test_augmented_assignments_write_through_views(torch):
    t = torch.tensor([1, 6, 7, 12])
    view = t[1:]
    view %= 5
    view |= 8
    view &= torch.tensor([9, 2, 10])
    view ^= 1
    view <<= 2
    view >>= 1
    assert t.tolist() == [1, 16, 6, 22]
    with pytest.raises(RuntimeError, match="result type Float can't be cast to the desired output"):
        view %= 2.5
    with pytest.raises(RuntimeError, match="doesn't match the broadcast shape"):
        view |= torch.ones(2, 3, dtype=torch.int64)
    assert t.tolist() == [1, 16, 6, 22]
