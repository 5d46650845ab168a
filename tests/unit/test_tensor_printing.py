"""Printing, against strings that PyTorch printed."""

from __future__ import annotations

import pytest

import minijit as torch

inf, nan = float("inf"), float("nan")


@pytest.fixture(autouse=True)
def default_options():
    yield
    torch.set_printoptions(profile="default")
    torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize(
    ("data", "dtype", "text"),
    [
        ([1, 4, 3], None, "tensor([1, 4, 3])"),
        (7, None, "tensor(7)"),
        ([], None, "tensor([])"),
        ([[], []], torch.int32, "tensor([], size=(2, 0), dtype=torch.int32)"),
        ([True, False], None, "tensor([ True, False])"),
        ([1.0, 2.5], None, "tensor([1.0000, 2.5000])"),
        ([1.0, -2.0], None, "tensor([ 1., -2.])"),
        ([1.0, nan, -inf], None, "tensor([1., nan, -inf])"),
        ([-0.0], None, "tensor([-0.])"),
        ([1e-5, 1.0], None, "tensor([1.0000e-05, 1.0000e+00])"),
        ([1e9, 1.0], None, "tensor([1.0000e+09, 1.0000e+00])"),
        ([100.0, 0.5], None, "tensor([100.0000,   0.5000])"),
        ([1, 2], torch.uint8, "tensor([1, 2], dtype=torch.uint8)"),
        ([1.5], torch.bfloat16, "tensor([1.5000], dtype=torch.bfloat16)"),
        ([1.5], torch.float64, "tensor([1.5000], dtype=torch.float64)"),
        ([1 + 2j, -0.5j], None, "tensor([1.+2.0000j, -0.-0.5000j])"),
        ([[1, 2], [30, 4]], None, "tensor([[ 1,  2],\n        [30,  4]])"),
        ([[[1]], [[2]]], None, "tensor([[[1]],\n\n        [[2]]])"),
    ],
)
def test_values_print_as_in_pytorch(data, dtype, text):
    assert repr(torch.tensor(data, dtype=dtype)) == text


def test_long_vectors_wrap_at_80_columns():
    text = repr(torch.tensor([i + 0.25 for i in range(10)]))
    assert text == (
        "tensor([0.2500, 1.2500, 2.2500, 3.2500, 4.2500, 5.2500, 6.2500, 7.2500, 8.2500,\n"
        "        9.2500])"
    )


def test_more_than_1000_elements_are_summarised():
    assert repr(torch.arange(1000)).count("\n") > 50
    assert repr(torch.arange(1001)) == "tensor([   0,    1,    2,  ...,  998,  999, 1000])"
    assert repr(torch.zeros(40, 30)).splitlines()[2:4] == [
        "        [0., 0., 0.,  ..., 0., 0., 0.],",
        "        ...,",
    ]


def test_suffixes_move_to_a_line_of_their_own_when_they_do_not_fit():
    t = torch.tensor([0.5] * 8, dtype=torch.float64)
    assert repr(t).endswith("0.5000],\n       dtype=torch.float64)")


def test_requires_grad_and_parameters():
    t = torch.tensor([1.0], requires_grad=True)
    assert repr(t) == "tensor([1.], requires_grad=True)"
    assert repr(torch.nn.Parameter(t.data)) == (
        "Parameter containing:\ntensor([1.], requires_grad=True)"
    )
    assert repr(t[:]) == "tensor([1.])"


def test_the_default_dtype_has_no_suffix():
    torch.set_default_dtype(torch.float64)
    assert repr(torch.tensor([0.5])) == "tensor([0.5000])"
    assert repr(torch.tensor([0.5], dtype=torch.float32)) == "tensor([0.5000], dtype=torch.float32)"


def test_printoptions():
    t = torch.tensor([1.23456789, 2.0])
    torch.set_printoptions(precision=2)
    assert repr(t) == "tensor([1.23, 2.00])"
    torch.set_printoptions(sci_mode=True)
    assert repr(t) == "tensor([1.23e+00, 2.00e+00])"
    torch.set_printoptions(profile="full")
    assert "..." not in repr(torch.arange(2000))
    torch.set_printoptions(profile="short")
    assert repr(torch.arange(2000)) == "tensor([   0,    1,  ..., 1998, 1999])"


def test_formatting_a_0d_tensor_formats_its_number():
    assert f"{torch.tensor(1.5):.3f}" == "1.500"
    assert f"{torch.tensor([1.5])}" == "tensor([1.5000])"
    with pytest.raises(TypeError):
        f"{torch.tensor([1.5]):.3f}"
