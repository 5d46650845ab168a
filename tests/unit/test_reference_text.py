"""Tensors as programs print them: libtorch's text."""

import pytest

import minijit as torch
from minijit.reference.text import text_of

# What PyTorch 2.13 prints.
SHOWN = [
    ([-0.0147, -1.1534], "-0.0147\n-1.1534\n[ CPUFloatType{2} ]"),
    ([-5e-3, -300.0, 2e-3], "-5.0000e-03\n-3.0000e+02\n 2.0000e-03\n[ CPUFloatType{3} ]"),
    ([-1899200.0, 45100.5], "1000000 *\n-1.8992\n 0.0451\n[ CPUFloatType{2} ]"),
    (-0.0007314582471735775, "-0.0007314582471735775\n[ CPUFloatType{} ]"),
    (5.0, "5\n[ CPUFloatType{} ]"),
]


@pytest.mark.parametrize(("values", "text"), SHOWN)
def test_text(values, text):
    assert text_of(torch.tensor(values)) == text


@pytest.mark.parametrize(("values", "text"), SHOWN)
def test_pytorch_prints_that(values, text):
    pytorch = pytest.importorskip("torch")
    unit = pytorch.jit.CompilationUnit("def f(x: Tensor):\n  return str(x)\n")
    assert unit.f(pytorch.tensor(values)) == text


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_complex_numbers_are_shown_whole(engine):
    """PyTorch shows their real parts only."""
    if engine == "native":
        pytest.importorskip("minijit._native")
    unit = torch.jit.CompilationUnit("def f(x: Tensor):\n  return str(x)\n", engine=engine)
    assert unit.f.engine == engine
    text = "(0.1,-2)\n(1e+20,inf)\n[ CPUComplexFloatType{2,1} ]"
    assert unit.f(torch.tensor([[0.1 - 2j], [complex(1e20, float("inf"))]])) == text
