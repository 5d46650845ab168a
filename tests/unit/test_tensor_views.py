"""Views, index expressions, and which storage they share."""

from __future__ import annotations

import pytest

import minijit as torch
from minijit.tensor import views
from minijit.tensor.indexing import Index, Select, Slice, Unsqueeze, parse_index
from minijit.tensor.tensor import dense_strides


def geometry(t):
    return (t._sizes, t._strides, t._offset)


@pytest.fixture
def t():
    return torch.arange(24).reshape(2, 3, 4)


def test_views_share_the_storage_and_writes_go_through(t):
    for view in (
        t[1],
        t[:, 1:, ::2],
        t.t().t() if t.dim() < 3 else t.transpose(0, 2),
        t.view(4, 6),
    ):
        assert view.untyped_storage() is t.untyped_storage()
    t[:, 1:, ::2][1, 0, 1] = -5
    assert t[1, 1, 2].item() == -5
    t.view(-1)[3:5].mul_(10)
    assert t.tolist()[0][:2] == [[0, 1, 2, 30], [40, 5, 6, 7]]


def test_geometry_of_views(t):
    assert geometry(views.slice(t, 2, 1, None, 2)) == ((2, 3, 2), (12, 4, 2), 1)
    assert geometry(views.select(t, -1, -1)) == ((2, 3), (12, 4), 3)
    assert geometry(views.expand(views.unsqueeze(t[0, 0], 0), (3, -1))) == ((3, 4), (0, 1), 0)
    assert geometry(views.expand(torch.tensor(1), (2, 1))) == ((2, 1), (0, 0), 0)
    assert geometry(t.diagonal(1, 1, 2)) == ((2, 3), (12, 5), 1)
    assert geometry(views.squeeze(t[:1, :, :1])) == ((3,), (4,), 0)
    assert geometry(t.unflatten(2, (2, -1))) == ((2, 3, 2, 2), (12, 4, 2, 1), 0)
    assert geometry(views.as_strided(t, (2, 2), (1, 1), 5)) == ((2, 2), (1, 1), 5)


def test_view_needs_compatible_strides(t):
    assert geometry(views.view(t[:, :, ::2], (6, 2))) == ((6, 2), (4, 2), 0)
    with pytest.raises(
        RuntimeError, match="view size is not compatible with input tensor's size and"
    ):
        views.view(t.transpose(0, 1), (24,))
    assert views.reshape(t.transpose(0, 1), (24,)).untyped_storage() is not t.untyped_storage()


def test_views_of_a_parameter_do_not_require_a_gradient():
    assert not views.view(torch.nn.Parameter(torch.zeros(4)), (2, 2)).requires_grad


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (lambda t: views.view(t, (5,)), "MJ3005"),
        (lambda t: views.view(t, (-1, -1)), "MJ3006"),
        (lambda t: views.view(t[:0], (-1, 0)), "MJ3016"),
        (lambda t: views.narrow(t[0, 0, 0], 0, 0, 1), "MJ3049"),
        (lambda t: views.narrow(t, 0, 1, 2), "MJ3015"),
        (lambda t: views.split(t, 0), "MJ3050"),
        (lambda t: views.expand(t, (-1, 2, 3, 4)), "MJ3051"),
        (lambda t: views.expand(t, (2, 5, 4)), "MJ3008"),
        (lambda t: views.expand(t[:1], (-2, 3, 4)), "MJ3099"),
        (lambda t: views.chunk(t[0, 0, 0], 2), "MJ3052"),
        (lambda t: views.unbind(t[0, 0, 0]), "MJ3053"),
        (lambda t: views.squeeze(t, (0, 0)), "MJ3054"),
        (lambda t: views.permute(t, (0, 0, 1)), "MJ3011"),
        (lambda t: views.as_strided(t, (25,), (1,)), "MJ3013"),
        (lambda t: views.as_strided(t, (2,), (1, 1)), "MJ3014"),
        (lambda t: views.split_with_sizes(t, (1, 2)), "MJ3027"),
        (lambda t: t[0, 0].mT, "only supported on matrices or batches of matrices. Got 1-D"),
        (lambda t: t[0, 0].mH, "only supported on matrices or batches of matrices. Got 1-D"),
        (lambda t: t.H, "Got 3-D tensor"),
    ],
)
def test_impossible_views_are_refused(t, call, found):
    with pytest.raises((RuntimeError, IndexError), match=found):
        call(t)


def test_index_expressions_become_steps(t):
    steps = parse_index(t, (1, ..., None, slice(None, None, 2)))
    assert [repr(s) for s in steps] == [
        "Select(dim=0, index=1)",
        "Unsqueeze(dim=1)",
        "Slice(dim=2, start=None, end=None, step=2)",
    ]
    (index,) = parse_index(t, (slice(None), [0, 2]))
    assert isinstance(index, Index)
    assert index.indices[0] is None
    assert index.indices[1].tolist() == [0, 2]
    mask = t[:, :, 0] > 3
    (kept, index) = parse_index(t, (mask, slice(1, 3)))
    assert (type(kept), kept.dim, len(index.indices)) == (Slice, 2, 1)
    flag, index = parse_index(t, True)
    assert (type(flag), index.indices[0].tolist()) == (Unsqueeze, [0])
    assert parse_index(t, slice(None)) == []
    assert isinstance(parse_index(t, torch.tensor(1))[0], Select)


@pytest.mark.parametrize(
    ("index", "exception", "message"),
    [
        (5, IndexError, "index 5 is out of bounds for dimension 0 with size 2"),
        ((0, slice(None), 9), IndexError, "index 9 is out of bounds for dimension 2 with size 4"),
        ((0, 0, 0, 0), IndexError, "too many indices for tensor of dimension 3"),
        (1.5, IndexError, "only integers, slices"),
        ("a", TypeError, r"new\(\): invalid data type 'str'"),
        (slice(None, None, -1), ValueError, "step must be greater than zero"),
        (slice(None, None, 0), ValueError, "slice step cannot be zero"),
        (slice(0, 1.5), TypeError, "slice indices must be integers or None"),
        ((..., ...), IndexError, "single ellipsis"),
        (2**70, ValueError, "Overflow when unpacking long long"),
        ([0.5, None], IndexError, "only integers, slices"),
    ],
)
def test_wrong_indices_are_refused(t, index, exception, message):
    with pytest.raises(exception, match=message):
        parse_index(t, index)


def test_wrong_indices_of_0d_tensors_and_wrong_index_tensors():
    scalar = torch.tensor(5)
    with pytest.raises(IndexError, match="invalid index of a 0-dim tensor"):
        parse_index(scalar, 0)
    with pytest.raises(IndexError, match="0-dim tensor"):
        parse_index(scalar, slice(None))
    with pytest.raises(IndexError, match="tensors used as indices must be long, int, byte or bool"):
        parse_index(torch.zeros(3), torch.tensor([0.5]))


def test_dense_strides_keep_the_order_of_dimensions():
    assert dense_strides((2, 3), (1, 2)) == (1, 2)
    assert dense_strides((2, 3), (2, 8)) == (1, 2)
    assert dense_strides((2, 3), (0, 1)) == (3, 1)


def test_read_only_and_overlapping_memory_is_not_written(t):
    with pytest.raises(RuntimeError, match="MJ3036"):
        views.expand(t[:1], (5, 3, 4)).writable_array()
    with pytest.warns(UserWarning, match="not writable"):
        frozen = torch.frombuffer(b"abcd", dtype=torch.uint8)
    with pytest.raises(RuntimeError, match="MJ3023"):
        frozen.writable_array()
    with pytest.raises(RuntimeError, match="MJ3023"):
        frozen.untyped_storage()[0] = 1


def test_storages():
    t = torch.tensor([1.5, 2.0, 3.0], dtype=torch.bfloat16)[1:]
    assert (t.untyped_storage().nbytes(), t.storage_offset(), t.storage().size()) == (6, 1, 3)
    assert t.data_ptr() == t.untyped_storage().data_ptr() + 2
    assert t[:0].data_ptr() == 0
    t.storage()[1] = 3.25
    assert t[0].item() == 3.25
    assert t.storage().tolist() == [1.5, 3.25, 3.0]
    assert repr(t.storage()).endswith(
        "[torch.storage.TypedStorage(dtype=torch.bfloat16, device=cpu) of size 3]"
    )
    with pytest.raises(IndexError, match="MJ3092"):
        t.storage()[3]
    with pytest.raises(RuntimeError, match="MJ3093"):
        t.untyped_storage()[::2]
    with pytest.raises(RuntimeError, match="MJ3094"):
        t.storage()[:]


def test_parts_of_complex_tensors_are_views():
    t = torch.tensor([1 + 2j, 3 - 4j])
    t.imag[0] = 7.0
    assert t.tolist() == [1 + 7j, 3 - 4j]
    assert (t.imag._strides, t.imag._offset, t.real.dtype) == ((2,), 1, torch.float32)
    t.real = torch.tensor([5, 6])
    t.imag = 0
    assert t.tolist() == [5, 6]
    with pytest.raises(RuntimeError, match="imag is not implemented"):
        torch.tensor([1.0]).imag


def test_a_view_with_more_elements_than_can_be_counted():
    view = torch.ones(1).expand(1 << 62)
    assert view.numel() == 1 << 62
    for look in (view.tolist, view.numpy, lambda: repr(view)):
        with pytest.raises(RuntimeError, match="MJ9005"):
            look()
