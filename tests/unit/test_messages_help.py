"""Messages that a newcomer meets say what is wrong, where, and what works."""

import io

import numpy as np
import pytest

import minijit as torch
from minijit import nn


@pytest.fixture(params=["native", "reference"])
def engine(request):
    if request.param == "native":
        pytest.importorskip("minijit._native")
    return request.param


def formatted(x: float):
    return f"{x:.3f}"


def converted(x: float):
    return f"{x!r}"


@pytest.mark.parametrize(
    ("program", "phrase"),
    [
        (formatted, r"format specifications in f-strings \(`\{x\}` has none"),
        (converted, r"conversions in f-strings \(`!r`\) aren't supported"),
    ],
)
def test_f_strings(program, phrase):
    with pytest.raises(torch.jit.frontend.NotSupportedError, match=phrase) as caught:
        torch.jit.script(program)
    assert caught.value.id == "MJ1002"


class Holds(nn.Module):
    def __init__(self, value):
        super().__init__()
        self.scale = 2.0
        self.held = value

    def forward(self, x):
        return len(self.held)

    @torch.jit.export
    def misspelt(self, x):
        return x * self.scal


@pytest.mark.parametrize(
    ("value", "phrase"),
    [
        ({"a": object()}, r"Python type: 'dict' .* The value at \['a'\] is of type 'object'\."),
        ([[1], [{2}]], r"The value at \[1\]\[0\] is of type 'set'\."),
        ([1, "a"], "what it holds has no common type: int, str"),
    ],
)
def test_an_attribute_that_has_no_type_says_which_part_of_it(value, phrase):
    with pytest.raises(RuntimeError, match=f"(?s){phrase}") as caught:
        torch.jit.script(Holds(value))
    assert caught.value.id == "MJ2037"


def test_a_misspelt_attribute():
    class Misspelt(Holds):
        def forward(self, x):
            return x * self.scal

    with pytest.raises(RuntimeError, match="no attribute 'scal': did you mean 'scale'?"):
        torch.jit.script(Misspelt([1]))


class Adds(nn.Module):
    def forward(self, x, n: int = 1):
        return x + n


def test_a_numpy_array_for_a_tensor(engine):
    with pytest.raises(RuntimeError, match="MJ9013") as caught:
        torch.jit.script(Adds(), engine=engine)(np.ones(2))
    told = str(caught.value)
    assert "minijit.from_numpy makes a tensor" in told
    assert "\nPosition: 1\nValue: array([1., 1.])\nDeclaration: forward(" in told


def test_a_number_beyond_64_bits(engine):
    with pytest.raises(RuntimeError, match="The number does not fit in 64 bits") as caught:
        torch.jit.script(Adds(), engine=engine)(torch.ones(1), 2**70)
    assert "Position: 2\nValue: 1180591620717411303424\n" in str(caught.value)
    assert torch.jit.script(Adds(), engine=engine)(torch.ones(1), 2**53).item() == 2**53


@pytest.mark.parametrize("data", [["a"], [["ab"]]])
def test_texts_are_no_tensors(data):
    with pytest.raises(ValueError, match="too many dimensions 'str'"):
        torch.tensor(data)
    with pytest.raises(TypeError, match="new\\(\\): invalid data type 'str'"):
        torch.tensor("a")


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_sequences_of_no_length(kind):
    with pytest.raises(RuntimeError, match="Expected sequence length to be larger than 0 in RNN"):
        kind(8, 4)(torch.zeros(0, 3, 8))
    with pytest.raises(RuntimeError, match="Expected sequence length to be larger than 0 in RNN"):
        kind(8, 4, batch_first=True)(torch.zeros(3, 0, 8))


def test_versions_and_limits():
    with pytest.raises(RuntimeError, match="of version '3': it is no int but str"):
        torch.jit.save(torch.jit.script(Adds()), io.BytesIO(), opset="3")
    with pytest.raises(ValueError, match="cannot be -1: the least is 0, which is without limit"):
        torch.set_limit("max_steps", -1)
    with pytest.raises(ValueError, match="cannot be -1: the least is 0, the most is"):
        torch.set_limit("max_file_bytes", -1)


@pytest.mark.parametrize("text", ["hello\n", "h", "some text of more than thirty-two bytes"])
def test_a_text_is_no_file_of_torch_save(text, tmp_path):
    (tmp_path / "x.pt").write_text(text)
    with pytest.raises(RuntimeError, match="no file of torch.save: it is text"):
        torch.load(tmp_path / "x.pt")


def test_names_that_are_left_out_say_so():
    for owner, name in (
        (torch, "poisson"),
        (torch.ones(1), "apply_"),
        (torch.linalg, "eig"),
        (torch.special, "airy_ai"),
        (torch.nn.functional, "conv_tbc"),
        (torch.jit, "strict_fusion"),
    ):
        assert not hasattr(owner, name)
        with pytest.raises(AttributeError, match=f"{name} is no part of minijit"):
            getattr(owner, name)
        with pytest.raises(AttributeError, match="has no attribute 'nonsense'$"):
            owner.nonsense
    import minijit.optim

    assert repr(minijit.optim) == "<module 'minijit.optim' (no part of minijit)>"


def test_every_public_name_of_pytorch_is_there_or_left_out_by_name():
    theirs = pytest.importorskip("torch")
    left_out = []
    for name in dir(theirs.Tensor):
        if name.startswith("_") or hasattr(torch.ones(1, 1) * 1j, name):
            continue
        try:
            getattr(torch.ones(1, 1) * 1j, name)
        except AttributeError as found:
            left_out += [] if "no part of minijit" in str(found) else [name]
    # Other devices, and what only a tensor with named dimensions or a gradient has.
    assert set(left_out) <= {
        "grad_dtype", "ipu", "is_ipu", "is_maia", "is_mtia", "is_vulkan", "is_xla", "mtia", "name", "xpu",
    }  # fmt: skip
