"""nn.utils against PyTorch's: packed sequences on every executor, folded layers, normalised weights."""

import io
from pathlib import Path

import pytest

import minijit
from tests.executors import load_program, plain, same

torch = pytest.importorskip("torch")
FILE = Path(__file__).with_name("nn_utils_programs.py")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return load_program(FILE), load_program(FILE, tmp_path_factory.mktemp("utils"))


@pytest.mark.parametrize("name", ["sequences", "folded", "normalized", "vector", "refused"])
def test_as_pytorch(both, name):
    with torch.no_grad():
        ours, theirs = (getattr(library, name)() for library in both)
    assert same(plain(ours), plain(theirs), 1e-6)


@pytest.mark.parametrize("name", ["lstm", "projected", "gru", "relu", "tanh"])
@pytest.mark.parametrize("engine", ["native", "reference"])
def test_packed_sequences_in_recurrent_layers(both, name, engine):
    ours, theirs = (library.recurrent()[name] for library in both)
    shape, lengths = (3, 2, 2), [2, 3]
    x = minijit.arange(12.0).reshape(shape) / 8
    with torch.no_grad():
        wanted = plain(theirs(torch.arange(12.0).reshape(shape) / 8, torch.tensor(lengths)))
    args = x, minijit.tensor(lengths)
    scripted = minijit.jit.script(ours, engine=engine)
    buffer = io.BytesIO()
    minijit.jit.save(scripted, buffer)
    buffer.seek(0)
    reloaded = minijit.jit.load(buffer, engine=engine)
    traced = minijit.jit.trace(ours, args, engine=engine)
    for form in (ours, scripted, reloaded, traced):
        assert same(plain(form(*args)), wanted, 1e-6)
    assert scripted.engine == engine
    buffer.seek(0)
    with torch.no_grad():
        again = torch.jit.load(buffer)(torch.arange(12.0).reshape(shape) / 8, torch.tensor(lengths))
    assert same(plain(again), wanted, 1e-6)
