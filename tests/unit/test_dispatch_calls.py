"""Eager calls: recording, derived variants, named results, the Python forms."""

import numpy as np
import pytest

import minijit as torch
from minijit.dispatch import call, run, set_recorder
from minijit.schema import find_schema


@pytest.fixture
def seen():
    calls = []

    def record(schema, args, run):
        calls.append((schema.qualified, args, run(schema, args)))
        return calls[-1][2]

    set_recorder(record)
    yield calls
    set_recorder(None)


def test_the_recorder_sees_the_operator_with_all_arguments(seen):
    x = torch.ones(2)
    seen.clear()
    result = torch.add(x, 1)
    assert [(name, args) for name, args, _ in seen] == [("aten::add.Scalar", [x, 1, 1])]
    assert seen[0][2] is result


def test_indexing_is_recorded_as_operators(seen):
    x = torch.zeros(4, 3)
    seen.clear()
    x[1:3, None, 0]
    x[torch.tensor([0, 2])] = 5.0
    names = [name for name, _, _ in seen]
    assert names == [
        "aten::slice.Tensor", "aten::unsqueeze", "aten::select.int", "aten::index_put_",
    ]  # fmt: skip


def test_in_place_writes_through_views():
    x = torch.zeros(4)
    view = x[1::2]
    assert view.add_(1) is view
    assert x.tolist() == [0, 1, 0, 1]


def test_in_place_checks_dtype_shape_and_overlap():
    with pytest.raises(RuntimeError, match="result type Float can't be cast to the desired output"):
        torch.tensor([1]).add_(1.5)
    with pytest.raises(RuntimeError, match=r"output with shape \[2\] doesn't match"):
        torch.ones(2).add_(torch.ones(3, 2))
    with pytest.raises(RuntimeError, match="more than one element of the written-to tensor"):
        torch.ones(1).expand(3).add_(1)


def test_in_place_refuses_read_only_memory():
    array = np.ones(3, np.float32)
    array.flags.writeable = False
    with pytest.warns(UserWarning):
        x = torch.from_numpy(array)
    with pytest.raises(RuntimeError, match="read-only"):
        x.add_(1)
    assert array.tolist() == [1, 1, 1]


def test_out_is_filled_and_grown():
    out = torch.empty(0)
    assert torch.add(torch.ones(2), 1, out=out) is out
    assert out.tolist() == [2, 2]
    with pytest.warns(UserWarning, match="was resized"):
        torch.add(torch.ones(3), 1, out=out)
    assert out.tolist() == [2, 2, 2]


def test_named_results():
    result = torch.max(torch.tensor([[1, 3, 2]]), 1)
    assert result.values.tolist() == [3]
    assert result.indices.tolist() == [1]
    assert repr(result) == "torch.return_types.max(\nvalues=tensor([3]),\nindices=tensor([1]))"


def test_lists_of_tensors_are_tuples_to_the_user_and_lists_to_programs():
    x = torch.ones(4)
    assert isinstance(x.chunk(2), tuple)
    assert isinstance(run(find_schema("aten::chunk"), [x, 2, 0]), list)


def test_dtypes_and_devices_become_what_programs_hold(seen):
    x = torch.ones(2)
    seen.clear()
    x.to("cpu", torch.float64)
    name, args, _ = seen[0]
    assert name == "aten::to.device"
    assert str(args[1]) == "cpu"
    assert args[2] == 7


def test_numbers_do_not_stand_for_tensors_where_pytorch_refuses():
    with pytest.raises(
        TypeError, match=r"relu\(\): argument 'input' \(position 1\) must be Tensor, not int"
    ):
        torch.relu(3)
    with pytest.raises(TypeError, match="unexpected keyword argument 'foo'"):
        torch.relu(torch.ones(1), foo=1)


def test_numbers_come_first_in_arithmetic():
    whole = torch.tensor([3, 2])
    for name, wanted in (
        ("add", [7, 6]),
        ("sub", [1, 2]),
        ("mul", [12, 8]),
        ("floor_divide", [1, 2]),
    ):
        assert getattr(torch, name)(4, whole).tolist() == wanted
    assert torch.div(4, whole).tolist() == pytest.approx([4 / 3, 2])
    assert torch.multiply(2.5, whole).dtype is torch.float32
    assert torch.add(2.5, torch.ones(2, dtype=torch.float16)).dtype is torch.float16
    assert torch.add(1, 2).item() == 3


@pytest.mark.parametrize("sizes", [(1, 1), ()])
def test_a_number_that_comes_first_is_wrapped_as_one_that_comes_second(sizes):
    for name, number, dtype, wanted in (
        ("div", -1, "uint8", -1.0), ("div", 300, "uint8", 300.0), ("true_divide", 300, "int8", 300.0),
        ("add", 300, "uint8", 45), ("sub", 300, "uint8", 43), ("mul", 300, "uint8", 44),
        ("floor_divide", 300, "uint8", 44), ("floor_divide", -1, "uint8", 255),
        ("add", 200, "int8", -55), ("add", 2**40, "int64", 2**40 + 1),
        ("add", 0.1, "float64", 1.1), ("add", 70000, "float16", float("inf")),
        ("mul", 0.5, "int8", 0.5), ("add", True, "uint8", 2), ("div", True, "int8", 1.0),
        ("mul", -1, "bool", -1),
    ):  # fmt: skip
        x = torch.ones(sizes, dtype=getattr(torch, dtype))
        result = getattr(torch, name)(number, x)
        assert result.item() == wanted and result.shape == sizes, (name, number, dtype)
        quotient = name in ("div", "true_divide")
        expected = torch.result_type(torch.ones(1) if quotient else x, number)
        assert result.dtype is expected, (name, number, dtype)
    x = torch.ones(sizes, dtype=torch.uint8)
    assert torch.div(-1, x, rounding_mode="floor").item() == 255
    assert torch.sub(9, other=x, alpha=2).item() == 7
    assert (300 // x).item() == 44 and (300 // x).dtype is torch.uint8
    assert (0.3 // (x.double() / 10)).item() == 2
    for number in (True, False):
        with pytest.raises(RuntimeError, match="with a bool tensor is not supported"):
            torch.sub(number, x)


def test_losses_compute_the_reduction_that_is_asked_for(seen):
    x, weight = torch.ones(2), torch.ones(2) * 2
    functional = torch.nn.functional
    for loss in (functional.mse_loss, functional.l1_loss):
        for reduction, wanted in (
            ("none", []),
            ("sum", ["aten::sum"]),
            ("mean", ["aten::sum"] * 2),
        ):
            seen.clear()
            result = loss(x * 3, x, reduction=reduction, weight=weight)
            assert [name for name, _, _ in seen if name == "aten::sum"] == wanted
            assert result.tolist() == pytest.approx(
                {"none": [loss(x * 3, x).item() * 2] * 2, "sum": loss(x * 3, x).item() * 4}.get(
                    reduction, loss(x * 3, x).item()
                )
            )
    for reduction, wanted in (("none", 0), ("sum", 0), ("mean", 1)):
        seen.clear()
        functional.gaussian_nll_loss(x, x * 2, x, reduction=reduction)
        assert sum(name == "aten::mean" for name, _, _ in seen) == wanted


def test_unknown_operator_names():
    with pytest.raises(AttributeError):
        torch.no_such_operator
    assert not hasattr(torch.ones(1), "no_such_operator")
    with pytest.raises(TypeError):
        call("aten::add", (), {})


def test_modes():
    assert torch.is_grad_enabled()
    with torch.no_grad():
        assert not torch.is_grad_enabled()
        with torch.enable_grad():
            assert torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    assert not torch.is_grad_enabled()
    torch.set_grad_enabled(True)

    @torch.no_grad()
    def inside():
        return torch.is_grad_enabled()

    assert not inside()
    torch.set_default_dtype(torch.float64)
    try:
        assert torch.ones(1).dtype is torch.float64
        assert (torch.tensor([1]) / 2).dtype is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


def test_the_grad_mode_belongs_to_the_thread():
    import threading

    found = []
    with torch.no_grad():
        worker = threading.Thread(target=lambda: found.append(torch.is_grad_enabled()))
        worker.start()
        worker.join()
        with torch.inference_mode(False):
            assert not torch.is_grad_enabled()
    assert found == [True]
    assert torch.is_grad_enabled()
    with torch.set_grad_enabled(False):
        assert not torch.is_grad_enabled()
    assert torch.is_grad_enabled()


def test_an_argument_that_is_called_axis_keeps_its_name():
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    made = torch.quantize_per_channel(
        x, torch.tensor([1.0, 2.0]), torch.tensor([0, 0]), axis=0, dtype=torch.qint8
    )
    assert made.dequantize().tolist() == [[1.0, 2.0], [4.0, 4.0]]
    assert torch.sum(x, axis=0).tolist() == [4.0, 6.0]


def test_arguments_of_the_python_forms():
    x = torch.ones(3, 3)
    assert [t.shape for t in torch.split(tensor=x, split_size_or_sections=[1, 2])] == [
        (1, 3),
        (2, 3),
    ]
    assert [t.shape for t in torch.functional.split(x, 2, dim=1)] == [(3, 2), (3, 1)]
    assert [t.dim() for t in torch.atleast_2d(torch.tensor(1), x)] == [2, 2]
    assert torch.atleast_1d(torch.tensor(1)).dim() == torch.atleast_3d([x])[0].dim() - 2 == 1
    assert torch.chain_matmul(x, x, x).tolist() == (x @ x @ x).tolist()
    assert x.to(None) is x
    assert x.to(None, torch.int64).dtype == torch.int64


def test_sizes_that_are_tensors():
    x = torch.ones(6, 2)
    assert x.reshape(torch.tensor(3), 4).shape == (3, 4)
    assert x.expand(torch.tensor(6), -1).shape == (6, 2)
    assert torch.zeros(torch.tensor(2), 3).shape == x.new_zeros(torch.tensor(2), 3).shape == (2, 3)
    for wrong in (torch.tensor([3, 4]), torch.tensor(3.0)):
        with pytest.raises(TypeError, match="must be tuple of ints"):
            x.reshape(wrong)


def test_the_arguments_of_segments_have_their_own_names():
    x = torch.arange(4.0)
    made = torch.segment_reduce(x, "sum", lengths=torch.tensor([1, 3]), axis=0)
    assert made.tolist() == [0.0, 6.0]
    assert torch._segment_reduce is torch.segment_reduce
