"""`jit.save(..., opset=N)`: files for older readers, or which operators forbid them."""

import io
import zipfile

import pytest

import minijit as torch
import minijit.nn.functional as F


def gelu(x):
    return F.gelu(x)


def gelu_tanh(x):
    return F.gelu(x, approximate="tanh")


def linspace(x):
    return torch.linspace(0.0, 1.0, 5) + x


def filled(x):
    return torch.full([2], 1.0) + torch.full([2], 3, dtype=torch.int64) + x


def filled_by_number(x):
    return torch.full([2], 3) + x


def divided(x):
    return x / 2.0


def divided_by_tensor(x):
    return x / x


def divided_with_mode(x):
    return torch.div(x, x, rounding_mode="floor")


def version(program, opset=None):
    out = io.BytesIO()
    torch.jit.save(torch.jit.script(program), out, opset=opset)
    with zipfile.ZipFile(out) as file:
        (name,) = [n for n in file.namelist() if n.endswith("version")]
        return int(file.read(name)), out


# (program, its usual version, the oldest reader that understands it)
PROGRAMS = [
    (gelu, 10, 3), (gelu_tanh, 10, 10), (linspace, 8, 3), (filled, 5, 3), (filled_by_number, 5, 5),
    (divided, 4, 3), (divided_by_tensor, 4, 4), (divided_with_mode, 4, 3),
]  # fmt: skip


@pytest.mark.parametrize(("program", "usual", "oldest"), PROGRAMS)
def test_older_readers_are_written_for_where_the_meaning_stays(program, usual, oldest):
    assert version(program)[0] == usual
    assert version(program, usual)[0] == usual
    x = torch.tensor([3.0, -2.0])
    if program is linspace:
        x = torch.tensor(1.0)
    for opset in range(3, 11):
        if opset < oldest:
            with pytest.raises(RuntimeError, match=f"of version {opset}:\n.*since version {usual}"):
                version(program, opset)
            continue
        written, file = version(program, opset)
        assert written <= opset
        file.seek(0)
        assert torch.allclose(torch.jit.load(file)(x), program(x))


@pytest.mark.parametrize("opset", [2, 11])
def test_versions_that_nobody_writes(opset):
    with pytest.raises(RuntimeError, match="MJ6036"):
        version(divided, opset)


def test_all_that_forbid_it_are_named_with_their_lines():
    def both(x):
        return F.gelu(x, approximate="tanh") + torch.full([2], 3)

    with pytest.raises(RuntimeError) as raised:
        version(both, 4)
    assert "aten::gelu has this meaning since version 10" in str(raised.value)
    assert "aten::full has this meaning since version 5" in str(raised.value)
    assert "test_archive_versions.py" in str(raised.value)


@pytest.mark.parametrize(("program", "usual", "oldest"), PROGRAMS)
def test_pytorch_reads_them(program, usual, oldest):
    theirs = pytest.importorskip("torch")
    _, file = version(program, oldest)
    file.seek(0)
    x = [1.0] if program is linspace else [3.0, -2.0]
    got = theirs.jit.load(file)(theirs.tensor(x))
    assert torch.allclose(torch.from_numpy(got.numpy().copy()), program(torch.tensor(x)))
