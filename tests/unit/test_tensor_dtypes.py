"""DTypes, promotion, devices and sizes."""

from __future__ import annotations

import pickle

import pytest

import minijit as torch


def test_dtypes_print_under_pytorchs_name():
    assert repr(torch.float32) == str(torch.float32) == "torch.float32"
    assert torch.float is torch.float32
    assert torch.long is torch.int64
    assert pickle.loads(pickle.dumps(torch.bool)) is torch.bool


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ("uint8", "int8", "int16"),
        ("int64", "float16", "float16"),
        ("float16", "bfloat16", "float32"),
        ("float64", "complex64", "complex128"),
        ("bool", "uint8", "uint8"),
        ("uint16", "float32", "float32"),
    ],
)
def test_promote_types(a, b, result):
    a, b = getattr(torch, a), getattr(torch, b)
    assert torch.promote_types(a, b) is torch.promote_types(b, a) is getattr(torch, result)


def test_unsigned_types_without_a_common_type_are_refused():
    with pytest.raises(RuntimeError, match="MJ3025"):
        torch.promote_types(torch.uint16, torch.int32)


def test_result_type_ranks_tensors_above_0d_tensors_above_numbers():
    i8, f16 = torch.zeros(1, dtype=torch.int8), torch.zeros(1, dtype=torch.float16)
    f64_0d = torch.zeros((), dtype=torch.float64)
    assert torch.result_type(i8, 300) is torch.int8
    assert torch.result_type(i8, 2.5) is torch.float32
    assert torch.result_type(f16, f64_0d) is torch.float16
    assert torch.result_type(i8, f64_0d) is torch.float64
    assert torch.result_type(torch.zeros(1, dtype=torch.uint16), 1j) is torch.complex64
    assert torch.result_type(1, 2.5) is torch.float32


def test_can_cast():
    assert torch.can_cast(torch.int64, torch.float16)
    assert not torch.can_cast(torch.float32, torch.int64)
    assert not torch.can_cast(torch.int64, torch.bool)
    assert not torch.can_cast(torch.complex64, torch.float32)


def test_finfo_and_iinfo():
    assert torch.finfo(torch.bfloat16).eps == 2**-7
    assert torch.finfo().max == pytest.approx(3.4028234663852886e38)
    assert (torch.iinfo(torch.uint8).min, torch.iinfo(torch.uint8).max) == (0, 255)
    with pytest.raises(TypeError, match="MJ3082"):
        torch.finfo(torch.int32)
    with pytest.raises(TypeError, match="MJ3083"):
        torch.iinfo(torch.float32)
    with pytest.raises(TypeError, match="MJ3084"):
        torch.iinfo(torch.bool)
    with pytest.raises(TypeError, match="MJ3085"):
        torch.set_default_dtype(torch.int32)


def test_devices():
    assert repr(torch.device("cuda:1")) == "device(type='cuda', index=1)"
    assert str(torch.device("cpu")) == "cpu"
    assert torch.device("cpu", 0) == torch.device("cpu:0") != torch.device("cpu")
    for text, found in (("foo", "MJ9008"), ("cuda:01", "MJ9009"), ("", "MJ3076")):
        with pytest.raises(RuntimeError, match=found):
            torch.device(text)
    with pytest.raises(RuntimeError, match="MJ3078"):
        torch.device("cuda:1", 1)
    with pytest.raises(TypeError, match="MJ3077"):
        torch.device(None)
    with pytest.raises(RuntimeError, match="MJ3079"):
        torch.device(0)
    with pytest.raises(AssertionError, match="MJ9030"):
        torch.tensor([1], device="cuda")


def test_sizes_are_tuples_of_ints():
    size = torch.Size([2, 3])
    assert repr(size) == "torch.Size([2, 3])"
    assert size == (2, 3)
    assert size.numel() == 6
    assert repr(size[1:] + (4,)) == "torch.Size([3, 4])"
    with pytest.raises(TypeError, match="MJ3080"):
        torch.Size([1.5])
    with pytest.raises(TypeError, match="MJ3081"):
        size + [1]
