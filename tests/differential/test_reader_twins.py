"""The Python and the C++ reader accept, refuse and run each row of reader_rows alike, and as PyTorch does."""

import io

import pytest

import minijit
from tests.attacks.corpus_code import one
from tests.differential.reader_rows import FAILING, MORE, REFUSED, ROWS
from tests.executors import plain, same

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])
OTHER = "  def other(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    return x\n"
VALUES = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def archive_of(name):
    lines, returns = ROWS[name]
    return io.BytesIO(one(*lines, returns=returns, after=OTHER))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ROWS)
def test_verdict(name, engine):
    if name in REFUSED:
        with pytest.raises(minijit.Error) as caught:
            minijit.jit.load(archive_of(name), engine=engine)
        assert caught.value.id == REFUSED[name]
        return
    loaded = minijit.jit.load(archive_of(name), engine=engine)
    if name in FAILING:
        with pytest.raises(minijit.Error) as caught:
            loaded(minijit.tensor(VALUES))
        assert caught.value.id == FAILING[name]
        return
    loaded(minijit.tensor(VALUES))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", [n for n in ROWS if n not in {*REFUSED, *FAILING, *MORE}])
def test_result_is_that_of_pytorch(name, engine):
    torch = pytest.importorskip("torch")
    with torch.no_grad():
        want = torch.jit.load(archive_of(name))(torch.tensor(VALUES))
    got = minijit.jit.load(archive_of(name), engine=engine)(minijit.tensor(VALUES))
    assert same(plain(got), plain(want))
