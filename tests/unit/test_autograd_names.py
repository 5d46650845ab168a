"""Gradients refuse by id; the modes around a model are there."""

import pytest

import minijit as torch

ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])


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


def ends_in_no_grad(fails: bool) -> bool:
    with torch.no_grad():
        if fails:
            raise ValueError("left")
    return torch.is_grad_enabled()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_puts_the_mode_back(engine):
    scripted = torch.jit.script(ends_in_no_grad, engine=engine)
    with pytest.raises(RuntimeError, match="left"):
        scripted(True)
    assert torch.is_grad_enabled() and scripted(False)
