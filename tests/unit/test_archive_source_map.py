"""Errors of loaded archives show the author's Python; records that say where from are PyTorch's."""

import io
import pickle
import zipfile

import pytest

import minijit
from minijit import nn

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


class Breaks(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(4, 2)

    def forward(self, x):
        # é: offsets are in bytes in the record
        y = x * 2
        return self.inner(y.view(-1, 5))  # the place


def data():
    return minijit.jit.script(Breaks()).save_to_buffer()


def place():
    lines = open(__file__, encoding="utf-8").read().splitlines()
    number = next(i for i, line in enumerate(lines, 1) if line.endswith("# the place"))
    return f'File "{__file__.rpartition("/")[2]}", line {number}', "y.view(-1, 5)"


@pytest.mark.parametrize("engine", ENGINES)
def test_errors_show_the_authors_line(engine):
    module = minijit.jit.load(io.BytesIO(data()), engine=engine)
    where, text = place()
    with pytest.raises(RuntimeError) as caught:
        module(minijit.ones(2, 4))
    lines = str(caught.value).splitlines()
    at = next(i for i, line in enumerate(lines) if where in line)
    marked = next(i for i in range(at, len(lines)) if lines[i].endswith("<--- HERE"))
    assert lines[marked - 1].index(text) == lines[marked].index("~")


def test_no_folder_gets_into_the_file():
    with zipfile.ZipFile(io.BytesIO(data())) as file:
        records = {name: file.read(name) for name in file.namelist()}
    assert any(name.endswith(".debug_pkl") for name in records)
    folder = __file__.rpartition("/")[0].encode()
    assert not any(folder in content for content in records.values())


def test_saved_again_it_is_the_same():
    once = data()
    assert minijit.jit.load(io.BytesIO(once)).save_to_buffer() == once


def test_damaged_records_cost_only_the_place():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data())) as file, zipfile.ZipFile(out, "w") as copy:
        for name in file.namelist():
            broken = name.endswith(".debug_pkl")
            copy.writestr(name, b"\x80\x02broken" if broken else file.read(name))
    for engine in ENGINES:
        module = minijit.jit.load(io.BytesIO(out.getvalue()), engine=engine)
        with pytest.raises(RuntimeError, match="code/__torch__"):
            module(minijit.ones(2, 4))


def test_pytorch_shows_it_too():
    torch = pytest.importorskip("torch")
    module = torch.jit.load(io.BytesIO(data()))
    with pytest.raises(RuntimeError) as caught:
        module(torch.ones(2, 4))
    assert place()[0] in str(caught.value)
    assert place()[1] in str(caught.value)


class Rows(pickle.Unpickler):
    def find_class(self, module, name):
        assert (module, name) == ("torch.jit._pickle", "build_intlist")
        return list


def test_each_place_has_a_number():
    with zipfile.ZipFile(io.BytesIO(data())) as archive:
        records = [archive.read(n) for n in archive.namelist() if n.endswith(".debug_pkl")]
    for record in records:
        _, _, rows = Rows(io.BytesIO(record)).load()
        tags = [tag for _, _, tag in rows]
        assert all(a != b for a, b in zip(tags, tags[1:], strict=False))
        assert len({repr(place) for _, place, _ in rows}) == len(set(tags))
