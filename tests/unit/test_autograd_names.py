"""Gradients refuse by id; the modes around a model are there."""

import io

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


def test_code_names_the_module_of_gradients():
    """As PyTorch writes it; both readers know the name."""

    def takes_gradients(x: torch.Tensor, go: bool):
        if go:
            torch.autograd.backward([x.sum()])
            x.sum().backward()
            return torch.autograd.grad([x.sum()], [x])[0]
        return x

    scripted = torch.jit.script(takes_gradients)
    for name in ("backward([", "backward(", "grad(["):
        assert f"torch.autograd.{name}" in scripted.code
    buffer = io.BytesIO()
    torch.jit.save(scripted, buffer)
    for engine in ENGINES:
        buffer.seek(0)
        loaded = torch.jit.load(buffer, engine=engine)
        assert loaded.code.partition("->")[2] == scripted.code.partition("->")[2]
        assert loaded(torch.ones(2), False).tolist() == [1.0, 1.0]
