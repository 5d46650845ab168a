"""Archives: records, versions, values of every type there and back, classes with a state of their own."""

import io
import zipfile
from enum import Enum

import pytest

import minijit
from minijit.archive import make_records, read_archive, write_archive
from minijit.archive.program_pickler import ProgramPickler
from minijit.serialization.zip_writer import ZipWriter
from tests.attacks.build import Entry, call, integer, items, make_zip, name, tensor, text
from tests.attacks.corpus import PROTO, entries

ENGINES = ("reference", "native") if minijit.native.extension() else ("reference",)

NET = """class Net(Module):
  __parameters__ = ["w", ]
  __buffers__ = []
  w : Tensor
  def forward(self: __torch__.Net,
    x: Tensor) -> Tensor:
    return {body}
"""


def archive(code, data, version=b"3\n", constants=b")", storages=(), **files):
    made = entries(
        "program", PROTO + data + b".", version=version, constants=PROTO + constants + b"."
    )
    made[-1] = Entry(b"a/code/__torch__.py", code.encode())
    made += [Entry(f"a/{n}".encode(), content) for n, content in files.items()]
    return io.BytesIO(make_zip(made))


def net(body="torch.mul(x, self.w)", **more):
    data = name("__torch__.Net") + b")\x81}(" + text("w") + tensor() + b"ub"
    return archive(NET.format(body=body), data, **more)


def rewritten(program):
    out = io.BytesIO()
    write_archive(make_records(program.root, program.unit, program.extra), out)
    out.seek(0)
    return out


def test_storages_are_views_on_the_file(tmp_path):
    path = tmp_path / "n.pt"
    path.write_bytes(net().getvalue())
    loaded = minijit.jit.load(path)
    before = path.read_bytes()
    with minijit.no_grad():
        loaded.w[0, 0] = 5
    assert loaded(minijit.ones(2, 3)).tolist()[0] == [5, 2, 3]
    assert path.read_bytes() == before


def test_records_and_their_order():
    program = read_archive(net())
    program.extra = {"b.txt": b"b", "a.txt": b"a"}
    names = zipfile.ZipFile(rewritten(program)).namelist()
    assert [n.removeprefix("archive/") for n in names] == [
        "extra/a.txt", "extra/b.txt", "data/0", "data.pkl", "code/__torch__.py", "constants.pkl", "version",
        "byteorder", ".data/serialization_id",
    ]  # fmt: skip


def test_long_code_is_deflated_and_short_code_is_not():
    for body, method in (("x", 0), ("torch.add(x, " * 20 + "x" + ")" * 20, 8)):
        info = zipfile.ZipFile(rewritten(read_archive(net(body)))).getinfo(
            "archive/code/__torch__.py"
        )
        assert info.compress_type == method


def test_the_same_program_gives_the_same_bytes():
    first = rewritten(read_archive(net()))
    assert rewritten(read_archive(first)).getvalue() == first.getvalue()


@pytest.mark.parametrize(
    ("body", "version"),
    [
        ("torch.relu(x)", "version 3"), ("torch.div(x, 2)", "version 4"), ("torch.div(x, x)", "version 4"),
        ("torch.full([2], 1, dtype=6)", "version 5"), ("torch.linspace(0, 1, 5)", ".data/version 8"),
        ("torch.gelu(x)", ".data/version 10"), ("torch.full_like(x, 1)", "version 3"),
    ],
)  # fmt: skip
def test_the_version_follows_the_operators(body, version):
    record, number = version.split()
    file = zipfile.ZipFile(rewritten(read_archive(net(body, version=b"10\n"))))
    assert file.read(f"archive/{record}") == number.encode() + b"\n"
    assert sum("version" in n for n in file.namelist()) == 1


def test_old_division_is_kept():
    seven = minijit.tensor([7, -7])
    for version, expected in ((1, [3, -3]), (3, [3, -3]), (4, [3.5, -3.5])):
        loaded = minijit.jit.load(net("torch.div(x, 2)", version=b"%d\n" % version))
        assert loaded(seven).tolist() == expected
        again = minijit.jit.load(
            rewritten(read_archive(net("torch.div(x, 2)", version=b"%d" % version)))
        )
        assert again(seven).tolist() == expected


VALUES = {
    "i": ("int", 2**40), "n": ("int", -5), "f": ("float", 0.1), "b": ("bool", True), "s": ("str", "ü"),
    "o": ("Optional[int]", None), "p": ("Optional[int]", 3), "t": ("Tuple[int, Tuple[str, bool]]", (1, ("x", False))),
    "e": ("Tuple[()]", ()), "il": ("List[int]", [1, 300, 70000]), "fl": ("List[float]", [0.5]), "bl": ("List[bool]", [True]),
    "ol": ("List[Optional[int]]", [1, None]), "ll": ("List[List[int]]", [[1], []]), "d": ("Dict[str, List[int]]", {"a": [1]}),
    "ed": ("Dict[int, str]", {}), "c": ("complex", 1 - 2j), "u": ("Union[List[int], int]", [4]), "a": ("Any", [1, 2]),
}  # fmt: skip


def written_as_untagged(value):
    if isinstance(value, bool):
        return b"\x88" if value else b"\x89"
    if value is None:
        return b"N"
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, float):
        import struct

        return b"G" + struct.pack(">d", value)
    if isinstance(value, complex):
        return call(
            "builtins.complex", written_as_untagged(value.real), written_as_untagged(value.imag)
        )
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return b"](" + b"".join(map(written_as_untagged, value)) + b"e"
    if isinstance(value, dict):
        return (
            b"}(" + b"".join(written_as_untagged(v) for pair in value.items() for v in pair) + b"u"
        )
    return items(*map(written_as_untagged, value))


def test_values_of_every_type_there_and_back():
    lines = "".join(f"  {key} : {kind}\n" for key, (kind, _) in VALUES.items())
    code = f"class Net(Module):\n  __parameters__ = []\n{lines}"
    state = b"".join(text(key) + written_as_untagged(value) for key, (_, value) in VALUES.items())
    # version 2 files hold no tags: the types of the attributes count
    source = archive(code, name("__torch__.Net") + b")\x81}(" + state + b"ub", version=b"2\n")
    program = read_archive(source)
    expected = {key: value for key, (_, value) in VALUES.items()}
    assert program.root.slots == expected
    loaded = read_archive(rewritten(program))
    assert loaded.root.slots == expected
    assert {k: type(v) for k, v in loaded.root.slots.items()} == {
        k: type(v) for k, v in expected.items()
    }


def test_pytorch_reads_values_of_every_type():
    torch = pytest.importorskip("torch")
    lines = "".join(f"  {key} : {kind}\n" for key, (kind, _) in VALUES.items())
    code = f"class Net(Module):\n  __parameters__ = []\n{lines}"
    state = b"".join(text(key) + written_as_untagged(value) for key, (_, value) in VALUES.items())
    source = archive(code, name("__torch__.Net") + b")\x81}(" + state + b"ub", version=b"2\n")
    loaded = torch.jit.load(rewritten(read_archive(source)))
    assert {key: getattr(loaded, key) for key in VALUES} == {k: v for k, (_, v) in VALUES.items()}


STATEFUL = """class Net(Module):
  __parameters__ = []
  acc : __torch__.Acc
  twin : __torch__.Acc
class Acc:
  n : int
  l : List[int]
  def __getstate__(self: __torch__.Acc) -> Tuple[int, List[int]]:
    return (torch.add(self.n, 1), self.l)
  def __setstate__(self: __torch__.Acc,
    state: Tuple[int, List[int]]) -> NoneType:
    n, l, = state
    self.n = n
    {rest}
    return None
"""


def stateful(rest="self.l = l", state=None):
    state = (
        items(integer(5), call("torch.jit._pickle.build_intlist", b"](K\x07e"))
        if state is None
        else state
    )
    acc = name("__torch__.Acc") + b")\x81" + state + b"bq\x05"
    data = name("__torch__.Net") + b")\x81}(" + text("acc") + acc + text("twin") + b"h\x05ub"
    return archive(STATEFUL.format(rest=rest), data)


def test_setstate_runs_and_getstate_is_what_is_written():
    program = read_archive(stateful())
    acc = program.root.slots["acc"]
    assert (acc.slots["n"], acc.slots["l"]) == (5, [7])
    assert program.root.slots["twin"] is acc
    again = read_archive(rewritten(program)).root.slots
    assert again["acc"].slots["n"] == 6
    assert again["twin"] is again["acc"]


@pytest.mark.parametrize("engine", ENGINES)
def test_setstate_runs_once_or_not_at_all(engine):
    loaded = minijit.jit.load(stateful(), engine=engine)
    assert loaded.engine == engine
    assert loaded.__script_object__.slots["acc"].slots["n"] == 5
    with pytest.raises(RuntimeError, match="the caller forbade running it.*MJ6011"):
        minijit.jit.load(stateful(), engine=engine, run_setstate=False)


@pytest.mark.parametrize("engine", ENGINES)
def test_setstate_runs_under_the_limits(engine):
    endless = stateful(
        rest="""self.l = l
    while True:
      self.n = torch.add(self.n, 1)"""
    )
    before = minijit.get_limit("max_steps")
    minijit.set_limit("max_steps", 1000)
    try:
        with pytest.raises(RuntimeError, match="more than 1000 steps.*MJ3117"):
            minijit.jit.load(endless, engine=engine)
    finally:
        minijit.set_limit("max_steps", before)


@pytest.mark.parametrize("engine", ENGINES)
def test_script_hands_state_over_as_it_is(engine, capsys):
    class Stateful(minijit.nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 5
            self.w = minijit.nn.Parameter(minijit.ones(2))

        @minijit.jit.export
        def __getstate__(self):
            print("get")
            return self.n, self.training

        @minijit.jit.export
        def __setstate__(self, state: tuple[int, bool]):
            print("set")
            self.n, self.training = state

        def forward(self, x):
            return x + self.w

    scripted = minijit.jit.script(Stateful(), engine=engine)
    assert scripted.engine == engine
    assert scripted(minijit.ones(2)).tolist() == [2, 2]
    assert capsys.readouterr().out == ""


def test_setstate_must_set_every_attribute():
    with pytest.raises(RuntimeError, match="left uninitialized after '__setstate__'.*MJ6033"):
        read_archive(stateful(rest="pass"))
    with pytest.raises(RuntimeError, match="MJ6032"):
        read_archive(stateful(state=text("x")))


def test_constants_and_their_storages():
    code = NET.format(body="torch.add(x, CONSTANTS.c0)")
    constant = items(tensor(), text("é"))
    data = name("__torch__.Net") + b")\x81}(" + text("w") + tensor() + b"ub"
    more = {"constants/0": b"\0" * 24}
    program = read_archive(archive(code, data, constants=constant, **more))
    assert program.unit.constants[1] == "é"
    again = read_archive(rewritten(program))
    assert again.unit.constants[0].tolist() == [[0] * 3] * 2
    assert again.unit.constants[0].untyped_storage() is not again.root.slots["w"].untyped_storage()


class Color(Enum):
    RED = 1
    BLUE = 2


class Other(Enum):
    BLUE = 2


def test_enums_and_named_tuples():
    code = """class Net(Module):
  __parameters__ = []
  c : __torch__.Color
  p : __torch__.Pt
  ps : List[__torch__.Pt]
class Color(Enum):
  RED = 1
  BLUE = 2
class Pt(NamedTuple):
  x : int
  y : str
"""
    pair = items(integer(3), text("y"))
    tag = call(
        "torch.jit._pickle.restore_type_tag", b"](" + pair + b"e", text("List[__torch__.Pt]")
    )
    state = text("c") + name("__torch__.Color") + b"K\x02R" + text("p") + pair + text("ps") + tag
    source = archive(code, name("__torch__.Net") + b")\x81}(" + state + b"ub")
    program = read_archive(source)
    for slots in (program.root.slots, read_archive(rewritten(program)).root.slots):
        assert repr(slots["c"]) == "__torch__.Color.BLUE"
        assert (slots["p"].x, slots["ps"][0].y) == (3, "y")
        assert slots["c"] == Color.BLUE and Color.BLUE == slots["c"] in {Color.BLUE}
        assert slots["c"] != Color.RED and slots["c"] != Other.BLUE


def test_shared_storages_and_tensors_stay_shared():
    code = "class Net(Module):\n  __parameters__ = []\n  a : Tensor\n  b : Tensor\n  c : Tensor\n"
    state = (
        text("a")
        + tensor()
        + b"q\x07"
        + text("b")
        + b"h\x07"
        + text("c")
        + tensor(sizes=(2,), strides=(2,))
    )
    source = archive(code, name("__torch__.Net") + b")\x81}(" + state + b"ub")
    file = rewritten(read_archive(source))
    assert [n for n in zipfile.ZipFile(file).namelist() if "/data/" in n] == ["archive/data/0"]
    file.seek(0)
    slots = read_archive(file).root.slots
    assert slots["a"] is slots["b"]
    assert slots["c"].untyped_storage() is slots["a"].untyped_storage()
    assert slots["c"].stride() == (2,)


def test_names_and_texts_that_the_format_has_no_room_for_are_refused():
    class Huge(bytes):
        def __len__(self):
            return 1 << 32

    class Long(str):
        def encode(self, *args):
            return Huge()

    with pytest.raises(RuntimeError, match="name of a record is too long: 65544 bytes.*MJ6013"):
        ZipWriter(io.BytesIO(), "archive").record("n" * 65536, b"")
    with pytest.raises(RuntimeError, match="a string is too long: 4294967296 bytes.*MJ6013"):
        ProgramPickler().string(Long("x"))


def test_what_cannot_be_saved_is_said():
    program = read_archive(net())
    program.root.slots["w"] = object()
    with pytest.raises(RuntimeError, match="MJ6013"):
        rewritten(program)


def test_an_empty_list_that_is_a_default_is_written_with_its_type():
    class Net(minijit.nn.Module):
        def forward(self, x):
            return minijit.nn.functional.lp_pool1d(x, 2.0, 3)

    first = minijit.jit.script(Net()).save_to_buffer()
    assert b"annotate(List[int], [])" in zipfile.ZipFile(io.BytesIO(first)).read(
        "archive/code/__torch__/torch/nn/functional.py"
    )
    assert minijit.jit.load(io.BytesIO(first)).save_to_buffer() == first
