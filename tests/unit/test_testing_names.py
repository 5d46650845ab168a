"""What tests of models compare with: the same verdicts and texts as PyTorch's."""

import pytest

import minijit

PAIRS = {
    "torch.ones(2), torch.zeros(2)": "Mismatched elements: 2 / 2 (100.0%)",
    "torch.ones(2), torch.ones(3)": "attribute 'shape' do not match",
    "torch.ones(2), torch.ones(2).double()": "attribute 'dtype' do not match",
    "torch.ones(2), torch.ones(2).double(), check_dtype=False": "",
    "torch.ones(2, 2), torch.ones(2, 2).t() + 1e-7, check_stride=True": "'stride()' do not match",
    "torch.arange(4), torch.arange(4) + torch.tensor([0, 0, 0, 1])": "1 at index (3,)",
    "torch.ones(2).half(), torch.ones(2).half() + 1e-3": "",
    "torch.tensor(float('nan')), torch.tensor(float('nan'))": "Scalars are not close!",
    "torch.tensor(float('nan')), torch.tensor(float('nan')), equal_nan=True": "",
    "torch.tensor([1j]), torch.tensor([2j])": "Greatest absolute difference: 1.0",
    "torch.ones(2), torch.ones(2) + 1, rtol=0, atol=2": "",
    "torch.ones(2), torch.zeros(2), msg='mine'": "mine",
    "1, 2": "Expected 2 but got 1.",
    "1, 1.0": "The (d)types do not match",
    "1.0, 1.0 + 1e-9": "",
    "True, False": "Booleans mismatch",
    "None, None": "",
    "[1, [2]], (1, [3])": "The failure occurred for item [1][0]",
    "[1], [1, 2]": "The length of the sequences mismatch: 1 != 2",
    "{'a': 1}, {'b': 1}": "Missing keys in the actual mapping: ['b']",
}


def verdict(library, call):
    try:
        eval(f"torch.testing.assert_close({call})", {"torch": library})
    except AssertionError as e:
        return str(e)
    return ""


@pytest.mark.parametrize("call", PAIRS)
def test_assert_close(call):
    found = verdict(minijit, call)
    assert PAIRS[call] in found and bool(found) == bool(PAIRS[call])


@pytest.mark.parametrize("call", PAIRS)
def test_assert_close_as_pytorch(call):
    torch = pytest.importorskip("torch")
    assert verdict(minijit, call) == verdict(torch, call)


@pytest.mark.parametrize(
    ("call", "kind", "id"),
    [
        (lambda f: f(1, 1, rtol=1.0), ValueError, "MJ9034"),
        (lambda f: f("a", "a"), TypeError, "MJ9035"),
        (lambda f: f(minijit.ones(1), 1), TypeError, "MJ9035"),
    ],
)
def test_what_cannot_be_compared(call, kind, id):
    with pytest.raises(kind) as caught:
        call(minijit.testing.assert_close)
    assert caught.value.id == id


def test_assert_allclose():
    minijit.testing.assert_allclose([1.0, 2.0], minijit.tensor([1.0, 2.0 + 1e-7]))
    with pytest.raises(AssertionError, match="not close"):
        minijit.testing.assert_allclose([1.0], [2.0])
