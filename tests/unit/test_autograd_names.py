"""Gradients refuse by id; the modes around a model are there."""

import pytest

import minijit as torch


@pytest.mark.parametrize(
    "use",
    [
        lambda x: torch.autograd.grad(x, x),
        lambda x: torch.autograd.backward(x),
        lambda x: x.backward(),
    ],
)
def test_gradients_refuse(use):
    with pytest.raises(NotImplementedError) as caught:
        use(torch.ones(1, requires_grad=True))
    assert caught.value.id == "MJ3024"


def test_modes():
    with torch.autograd.no_grad():
        assert not torch.is_grad_enabled()
    assert torch.is_grad_enabled()
