"""Tensors from Python values; memory shared with numpy, buffers and DLPack; copies; numbers."""

from __future__ import annotations

import copy
import gc
import pickle

import numpy as np
import pytest

import minijit as torch
from minijit.tensor import Storage, Tensor


@pytest.mark.parametrize(
    ("data", "dtype"),
    [
        ([], "float32"), (True, "bool"), ([True, 2], "int64"), ([1, 2.5], "float32"),
        ([1.0, 2j], "complex64"), ([np.float64(1)], "float64"), ([np.int8(1), 2], "int64"),
        (np.array([1], np.int16), "int16"), (range(3), "int64"), ([[1, 2], (3, 4)], "int64"),
    ],
)  # fmt: skip
def test_dtypes_are_inferred_as_in_pytorch(data, dtype):
    assert torch.tensor(data).dtype is getattr(torch, dtype)


@pytest.mark.parametrize(
    ("data", "dtype", "exception", "message"),
    [
        ([[1, 2], [3]], None, ValueError, "expected sequence of length 2 at dim 1 .got 1."),
        ([[1, 2], 3], None, TypeError, "not a sequence"),
        ([1, [2]], None, TypeError, "'list' object cannot be interpreted as an integer"),
        ("a", None, TypeError, "invalid data type 'str'"),
        ([None], None, RuntimeError, "Could not infer dtype of NoneType"),
        ([2j], torch.float32, TypeError, "must be real number, not complex"),
        (
            [300],
            torch.uint8,
            RuntimeError,
            "value cannot be converted to type uint8 without overflow",
        ),
        ([float("nan")], torch.int32, RuntimeError, "converted to type int32 without overflow"),
        ([2**63], None, ValueError, "Overflow when unpacking long long"),
        ([1], 3, TypeError, "'dtype' must be torch.dtype, not int"),
        (np.array(["a"]), None, TypeError, "can't convert np.ndarray of type numpy.str_"),
    ],
)
def test_impossible_data_is_refused(data, dtype, exception, message):
    with pytest.raises(exception, match=message):
        torch.tensor(data, dtype=dtype)


def test_a_list_that_holds_itself_is_refused():
    data: list = []
    data.append(data)
    with pytest.raises((ValueError, RecursionError)):
        torch.tensor(data, dtype=torch.float32)


def test_negative_integers_wrap_in_unsigned_tensors():
    assert torch.tensor([-1, -255], dtype=torch.uint8).tolist() == [255, 1]


def test_bfloat16_rounds_to_nearest_even():
    values = [1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-8 + 2**-20]
    assert torch.tensor(values, dtype=torch.bfloat16).tolist() == [1.0, 1 + 2**-6, 1 + 2**-7]


def test_old_constructor():
    assert repr(torch.Tensor([1, 2])) == "tensor([1., 2.])"
    assert torch.Tensor(2, 3).shape == (2, 3)
    assert torch.Tensor().numel() == 0
    assert repr(torch.LongTensor([1.5, 2])) == "tensor([1, 2])"
    with pytest.raises(RuntimeError, match="MJ3096"):
        torch.Tensor(-1)
    with pytest.raises(TypeError, match="MJ3095"):
        torch.Tensor(1.5)


def test_from_numpy_and_numpy_share_memory():
    array = np.arange(12.0).reshape(3, 4)[:, ::2].T
    t = torch.from_numpy(array)
    assert (t.shape, t.stride()) == ((2, 3), (2, 4))
    array[1, 2] = -1
    assert t[1, 2].item() == -1
    t.numpy()[0, 0] = 9
    assert array[0, 0] == 9
    assert torch.as_tensor(array).data_ptr() == array.ctypes.data


def test_numpy_memory_that_cannot_be_shared():
    with pytest.raises(
        ValueError, match="At least one stride in the given numpy array is negative"
    ):
        torch.from_numpy(np.arange(3)[::-1])
    with pytest.raises(ValueError, match="MJ3047"):
        torch.from_numpy(np.zeros(4, dtype=[("a", "i1"), ("b", "i4")])["b"])
    with pytest.raises(ValueError, match="MJ3048"):
        torch.from_numpy(np.array([1], ">i4"))
    with pytest.raises(TypeError, match="MJ3070"):
        torch.from_numpy([1])
    frozen = np.arange(3)
    frozen.flags.writeable = False
    with pytest.warns(UserWarning, match="The given NumPy array is not writable"):
        t = torch.from_numpy(frozen)
    with pytest.raises(RuntimeError, match="MJ3023"):
        t.writable_array()


def test_numpy_is_refused_where_it_would_mislead():
    with pytest.raises(TypeError, match="Got unsupported ScalarType BFloat16"):
        torch.tensor([1.0], dtype=torch.bfloat16).numpy()
    with pytest.raises(RuntimeError, match="MJ3067"):
        torch.tensor([1.0], requires_grad=True).numpy()


def test_array_protocol():
    t = torch.tensor([1, 2])
    assert np.shares_memory(np.asarray(t), t.numpy())
    assert not np.shares_memory(np.array(t), t.numpy())
    assert np.asarray(t, np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="Unable to avoid copy"):
        np.array(t, np.float32, copy=False)
    assert repr(np.sin(torch.tensor([0.0]))) == "tensor([0.])"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"count": 3}, "MJ3074"), ({"offset": 4}, "MJ3071"), ({"offset": 1}, "MJ3073"),
        ({"count": 0}, "MJ3072"),
    ],
)  # fmt: skip
def test_frombuffer(arguments, found):
    data = bytearray(b"\1\0\2\0")
    t = torch.frombuffer(data, dtype=torch.int16)
    data[0] = 7
    assert t.tolist() == [7, 2]
    with pytest.raises(ValueError, match=found):
        torch.frombuffer(data, dtype=torch.int16, **arguments)
    with pytest.raises(ValueError, match="MJ3075"):
        torch.frombuffer([1], dtype=torch.int16)


def test_dlpack_shares_memory_in_both_directions():
    array = np.arange(6).reshape(2, 3).T
    t = torch.from_dlpack(array)
    assert (t.stride(), t.data_ptr()) == ((1, 3), array.ctypes.data)
    assert np.shares_memory(np.from_dlpack(t), array)
    half = torch.tensor([1.5, -2.0], dtype=torch.bfloat16)
    back = torch.from_dlpack(half)
    assert (back.dtype, back.tolist(), back.data_ptr()) == (
        torch.bfloat16, [1.5, -2.0], half.data_ptr(),
    )  # fmt: skip
    with pytest.raises(BufferError, match="MJ3068"):
        torch.tensor([1.0], requires_grad=True).__dlpack__()
    with pytest.raises(RuntimeError, match="MJ3055"):
        torch.from_dlpack(object())


def test_dlpack_of_another_device_is_refused():
    class OnGpu:
        def __dlpack_device__(self):
            return (2, 0)

        def __dlpack__(self, **_):
            raise AssertionError

    with pytest.raises(BufferError, match="MJ3098"):
        torch.from_dlpack(OnGpu())


def test_foreign_memory_lives_as_long_as_a_view_of_it():
    class Owner:
        alive = True

        def __init__(self):
            self.memory = np.arange(8, dtype=np.uint8)

        def __del__(self):
            Owner.alive = False

    owner = Owner()
    address = owner.memory.ctypes.data
    t = Tensor(Storage.at(address, 8, owner), torch.uint8, (4,), (2,))
    array = t.numpy()
    del owner, t
    gc.collect()
    assert Owner.alive
    assert array.tolist() == [0, 2, 4, 6]
    del array
    gc.collect()
    assert not Owner.alive
    assert not Storage.at(address, 0, None, writable=False).writable


def test_copies_share_exactly_what_the_originals_shared():
    t = torch.arange(10)
    for a, b in (copy.deepcopy((t[2:], t[:4])), pickle.loads(pickle.dumps((t[2:], t[:4])))):
        b[3] = 77
        assert a[1].item() == 77
        assert t[3].item() == 3
    assert copy.copy(t).data_ptr() == t.data_ptr()
    q = torch.quantize_per_tensor(t.float(), 0.5, 3, torch.quint8)
    for same in (copy.copy(q), copy.deepcopy(q), pickle.loads(pickle.dumps(q))):
        assert same.dtype is torch.quint8 and same.q_zero_point() == 3 and same.equal(q)
    pair = copy.deepcopy([t, t])
    assert pair[0] is pair[1]


def test_copies_of_parameters_own_their_elements_alone():
    p = torch.nn.Parameter(torch.arange(10.0)[2:4])
    assert copy.deepcopy(p).untyped_storage().nbytes() == 8
    q = pickle.loads(pickle.dumps(p))
    assert isinstance(q, torch.nn.Parameter)
    assert q.requires_grad
    with pytest.raises(RuntimeError, match="MJ3066"):
        torch.nn.Parameter(torch.tensor([1]))
    with pytest.raises(RuntimeError, match="MJ3066"):
        torch.tensor([1]).requires_grad = True


def test_numbers():
    assert torch.tensor([[2.5]]).item() == 2.5
    assert [10, 20][torch.tensor(1)] == 20
    assert int(torch.tensor(1.7)) == 1
    assert complex(torch.tensor(2j)) == 2j
    with pytest.raises(
        RuntimeError, match="a Tensor with 2 elements cannot be converted to Scalar"
    ):
        torch.tensor([1, 2]).item()
    with pytest.raises(ValueError, match="MJ3065"):
        int(torch.tensor([1, 2]))
    with pytest.raises(RuntimeError, match="Boolean value of Tensor with more than one value is"):
        bool(torch.tensor([1, 2]))
    with pytest.raises(RuntimeError, match="Boolean value of Tensor with no values is ambiguous"):
        bool(torch.tensor([]))
    with pytest.raises(RuntimeError, match="MJ3064"):
        float(torch.tensor(1j))
    with pytest.raises(TypeError, match="MJ3035"):
        [1, 2][torch.tensor(1.0)]
    with pytest.raises(TypeError, match="len.. of a 0-d tensor"):
        len(torch.tensor(1))
    with pytest.raises(TypeError, match="iteration over a 0-d tensor"):
        iter(torch.tensor(1))


def test_gradients_are_refused():
    t = torch.tensor([1.0], requires_grad=True)
    with pytest.raises(NotImplementedError, match="MJ3024"):
        t.backward()
    with pytest.raises(NotImplementedError, match="MJ3024"):
        t.grad = t
    assert t.grad is None
    assert t.grad_fn is None
