"""save and load by themselves: sharing, files, what is permitted."""

import collections
import io
import os
import pickle
import stat
import struct
import sys
import zipfile

import numpy as np
import pytest

import minijit
from minijit.serialization import zip_writer
from minijit.serialization.files import root_name
from tests.attacks.build import Entry, call, integer, items, long1, make_zip, text
from tests.attacks.build import name as named
from tests.attacks.corpus import entries


def saved(obj, **options):
    out = io.BytesIO()
    minijit.save(obj, out, **options)
    out.seek(0)
    return out


def again(obj, **options):
    return minijit.load(saved(obj), **options)


def record_size(stream, name):
    return zipfile.ZipFile(stream).getinfo(f"archive/{name}").file_size


def test_views_come_back_as_views():
    numbers = minijit.arange(1, 10)
    loaded_numbers, loaded_evens = again([numbers, numbers[1::2]])
    loaded_evens *= 2
    assert loaded_numbers.tolist() == [1, 4, 3, 8, 5, 12, 7, 16, 9]
    assert loaded_evens.stride() == (2,)


def test_a_view_keeps_its_whole_storage_and_a_clone_its_own():
    small = minijit.arange(1, 1000)[0:5]
    assert record_size(saved(small), "data/0") == 999 * 8
    assert again(small).untyped_storage().nbytes() == 999 * 8
    assert record_size(saved(small.clone()), "data/0") == 5 * 8


def test_one_storage_is_written_once():
    big = minijit.zeros(100)
    stream = saved({"a": big, "b": [big, big[3:], big.view(10, 10).t()]})
    names = zipfile.ZipFile(stream).namelist()
    assert [n for n in names if "/data/" in n] == ["archive/data/0"]


def test_aliases_and_cycles_survive():
    inner = [1]
    outer = {"x": inner, "y": inner}
    outer["self"] = outer
    loaded = again(outer)
    assert loaded["x"] is loaded["y"]
    assert loaded["self"] is loaded


def test_values_and_their_types():
    value = {
        "int": [0, 255, 256, 65536, -1, 2**31, 2**63, -(2**200)],
        "float": [0.5, float("inf"), -0.0],
        "text": "grüße \u2028 \ud800",
        "bytes": (b"\x00\xff", bytearray(b"abc")),
        "others": [None, True, False, 1 - 2j, {1, 2}, (), (1,), (1, 2, 3, 4)],
        "ordered": collections.OrderedDict([("b", 1), ("a", 2)]),
        "counter": collections.Counter("aab"),
        "torch": [minijit.float16, minijit.Size([2, 3]), minijit.device("cuda:1")],
        (1, "x"): 1,
    }
    loaded = again(value)
    assert loaded == value
    assert repr(loaded) == repr(value)
    assert isinstance(loaded["torch"][1], minijit.Size)


def test_ordered_dicts_keep_their_attributes():
    state = collections.OrderedDict(a=minijit.ones(1))
    state._metadata = collections.OrderedDict([("", {"version": 1})])
    assert again(state)._metadata == {"": {"version": 1}}


def test_parameters_and_attributes_of_tensors():
    weight = minijit.nn.Parameter(minijit.ones(2), requires_grad=False)
    weight.tag = "mine"
    plain = minijit.ones(2)
    plain.note = [1]
    loaded_weight, loaded_plain = again([weight, plain])
    assert isinstance(loaded_weight, minijit.nn.Parameter)
    assert not loaded_weight.requires_grad
    assert loaded_weight.tag == "mine"
    assert loaded_plain.note == [1]


def test_storages_by_themselves_share_with_tensors():
    t = minijit.arange(3)
    t_again, storage, deep = again([t, t.storage(), {"x": [t.storage()]}])
    storage[0] = 7
    assert t_again.tolist() == [7, 1, 2]
    assert deep["x"][0].tolist() == [7, 1, 2]


def test_two_dtypes_on_one_storage_are_refused():
    t = minijit.ones(2)
    with pytest.raises(RuntimeError, match="MJ6014"):
        saved([t, minijit.Tensor(t.untyped_storage(), minijit.int32, (2,), (1,), 0)])


class Point:
    def __init__(self, x):
        self.x = x


class Slotted:
    __slots__ = ("x",)


def test_objects_need_permission(tmp_path):
    path = tmp_path / "p.pt"
    minijit.save(Point(minijit.ones(2)), path)
    with pytest.raises(pickle.UnpicklingError, match="Point was not an allowed global by default"):
        minijit.load(path)
    assert minijit.load(path, weights_only=False).x.tolist() == [1, 1]
    with minijit.serialization.safe_globals([Point]):
        assert minijit.serialization.get_safe_globals() == [Point]
        assert minijit.load(path).x.tolist() == [1, 1]
    assert minijit.serialization.get_safe_globals() == []
    with pytest.raises(pickle.UnpicklingError):
        minijit.load(path)


def test_permission_under_another_name_and_slots():
    made = Slotted()
    made.x = 3
    minijit.serialization.add_safe_globals([Slotted])
    try:
        assert again(made).x == 3
    finally:
        minijit.serialization.clear_safe_globals()
    renamed = make_zip(
        entries("tensors", b"\x80\x02cold.place\nPoint\n)\x81}" + text("x") + b"K\x05sb.")
    )
    with minijit.serialization.safe_globals([(Point, "old.place.Point")]):
        assert minijit.load(io.BytesIO(renamed)).x == 5


def test_system_modules_cannot_be_permitted():
    evil = make_zip(entries("tensors", b"\x80\x02" + call("os.system", text("true")) + b"."))
    with minijit.serialization.safe_globals([(os.system, "os.system")]):
        with pytest.raises(pickle.UnpicklingError, match="MJ5004"):
            minijit.load(io.BytesIO(evil))


def test_nothing_is_imported_for_a_name(tmp_path, monkeypatch):
    (tmp_path / "trap_of_test.py").write_text("def run(*a): raise SystemExit('called')\n")
    monkeypatch.syspath_prepend(tmp_path)
    data = make_zip(entries("tensors", b"\x80\x02" + call("trap_of_test.run", text("x")) + b"."))
    with pytest.raises(pickle.UnpicklingError):
        minijit.load(io.BytesIO(data))
    assert "trap_of_test" not in sys.modules


def test_a_pickle_module_needs_weights_only_false():
    stream = saved([1])
    with pytest.raises(RuntimeError, match="explicit pickle_module"):
        minijit.load(stream, pickle_module=pickle)
    stream.seek(0)
    assert minijit.load(stream, pickle_module=pickle, weights_only=False) == [1]


def test_paths_are_written_atomically(tmp_path):
    path = tmp_path / "model.v1.pt"
    minijit.save({"a": 1}, str(path))
    before = path.read_bytes()
    with pytest.raises((AttributeError, pickle.PicklingError)):
        minijit.save({"a": lambda: 0}, path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["model.v1.pt"]
    assert zipfile.ZipFile(path).namelist()[0] == "model.v1/data.pkl"
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"")
    target.chmod(0o600)
    link.symlink_to(target)
    minijit.save(1, link)
    assert link.is_symlink()
    assert minijit.load(target) == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    minijit.save(1, os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_missing_folders_and_empty_names(tmp_path):
    with pytest.raises(RuntimeError, match="Parent directory"):
        minijit.save(1, tmp_path / "no" / "x.pt")
    with pytest.raises(RuntimeError, match="invalid file name"):
        minijit.save(1, tmp_path / ".hidden")


@pytest.mark.parametrize(
    ("name", "root"),
    [("a.b.pt", "a.b"), ("x.", "x"), ("noext", "noext"), ("ü.pt", "archive"), ("d.d/y.pt", "y")],
)
def test_root_names(name, root):
    assert root_name(name, ascii_only=True) == root


class OnlyReads:
    def __init__(self, data):
        self.read = io.BytesIO(data).read


class OnlyWrites:
    def __init__(self):
        self.parts = []

    def write(self, data):
        self.parts.append(bytes(data))


def test_streams_that_cannot_seek():
    out = OnlyWrites()
    minijit.save([minijit.ones(2)], out)
    data = b"".join(out.parts)
    assert data == saved([minijit.ones(2)]).getvalue()
    assert minijit.load(OnlyReads(data))[0].tolist() == [1, 1]


def test_streams_are_read_from_their_position():
    stream = io.BytesIO(b"head" + saved(5).getvalue())
    stream.seek(4)
    assert minijit.load(stream) == 5


def test_mapped_storages_are_copied_on_write(tmp_path):
    path = tmp_path / "m.pt"
    minijit.save(minijit.arange(5), path)
    before = path.read_bytes()
    t = minijit.load(path, mmap=True)
    t[0] = 99
    assert t.tolist() == [99, 1, 2, 3, 4]
    assert path.read_bytes() == before
    assert minijit.load(path, mmap=True).tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="f must be a file path in order to use the mmap.*MJ6020"):
        minijit.load(io.BytesIO(before), mmap=True)
    minijit.save(minijit.arange(5), path, _use_new_zipfile_serialization=False)
    with pytest.raises(RuntimeError, match="mmap can only be used with files.*MJ6015"):
        minijit.load(path, mmap=True)


def test_locations():
    on_gpu = make_zip(entries("tensors", location_pickle("cuda:0")))
    with pytest.raises(RuntimeError, match="don't know how to restore data location"):
        minijit.load(io.BytesIO(on_gpu))
    for mapping in (
        "cpu",
        minijit.device("cpu"),
        {"cuda:0": "cpu"},
        lambda storage, location: storage,
    ):
        assert minijit.load(io.BytesIO(on_gpu), map_location=mapping).tolist()[0] == [1, 2, 3]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_function_maps_storages(zipped):
    numbers = minijit.arange(3)
    stream = saved([numbers, numbers[1:]], _use_new_zipfile_serialization=zipped)
    seen = []

    def note(storage, location):
        seen.append((type(storage).__name__, storage.nbytes(), location))

    assert minijit.load(stream, map_location=note)[1].tolist() == [1, 2]
    assert seen == [(type(numbers.untyped_storage()).__name__, 24, "cpu")]
    own = minijit.zeros(3, dtype=minijit.int64).untyped_storage()
    stream.seek(0)
    loaded = minijit.load(stream, map_location=lambda storage, location: own)
    assert loaded[0].untyped_storage() is own
    stream.seek(0)
    with pytest.raises(RuntimeError, match="MJ5012"):
        minijit.load(stream, map_location=lambda storage, location: "cpu")
    with pytest.raises(RuntimeError, match="MJ5013"):
        on_gpu = make_zip(entries("tensors", location_pickle("cuda:0")))
        minijit.load(io.BytesIO(on_gpu), map_location=note)


def test_streams_follow_each_other_in_a_file():
    stream = io.BytesIO()
    for value in ([1], minijit.ones(2)):
        minijit.save(value, stream, _use_new_zipfile_serialization=False)
    stream.seek(0)
    assert minijit.load(stream) == [1] and minijit.load(stream).tolist() == [1.0, 1.0]


def test_a_layout_is_saved_under_its_name():
    assert again([minijit.strided]) == [minijit.strided]


def test_options_are_those_of_an_unpickler():
    assert again([1], encoding="latin1") == [1]
    with pytest.raises(TypeError, match="unexpected keyword argument 'foo'"):
        again([1], foo=1)


@pytest.mark.parametrize("act", [lambda: minijit.save([1], 5), lambda: minijit.load(5)])
def test_what_is_no_file_is_refused(act):
    with pytest.raises(AttributeError, match="expected 'f' to be .*MJ6016"):
        act()


def location_pickle(location):
    from tests.attacks.build import storage, tensor

    return b"\x80\x02" + tensor(stored=storage(location=text(location))) + b"."


def test_an_archive_is_sent_to_jit_load():
    for data in (make_zip(entries("program")),):
        with pytest.raises(RuntimeError, match=r"minijit\.jit\.load"):
            minijit.load(io.BytesIO(data))
        with pytest.raises(RuntimeError, match=r"minijit\.jit\.load"):
            minijit.load(io.BytesIO(data), weights_only=False)


WRONG = {
    "a file of safetensors: load it with minijit.load_file": (2).to_bytes(8, "little") + b"{}",
    "a .npy file of numpy: load it with numpy.load": b"\x93NUMPY\x01\x00v\x00{'descr': ",
    "a gzip file: unpack it first": b"\x1f\x8b\x08" + bytes(40),
    "a GGUF file": b"GGUF" + bytes(40),
    "an HDF5 file": b"\x89HDF\r\n\x1a\n" + bytes(40),
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\x00",
    "a page of HTML": b"<html>\x00" + bytes(40),
}


@pytest.mark.parametrize("kind", WRONG)
def test_files_for_other_functions_are_recognized(kind, tmp_path):
    path = tmp_path / "x.pt"
    path.write_bytes(WRONG[kind])
    with pytest.raises(RuntimeError, match=f"no file of torch.save: it is {kind}.*MJ6039"):
        minijit.load(path)
    with pytest.raises(RuntimeError, match=f"not a ZIP archive .it is {kind}.*x.pt.*MJ4001"):
        minijit.jit.load(path)


def test_text_is_recognized_and_a_pickle_is_sent_to_load():
    text = io.BytesIO(b"weights: none\n" * 5)
    with pytest.raises(RuntimeError, match="it is text.*MJ6039"):
        minijit.load(text)
    text.seek(0)
    with pytest.raises(RuntimeError, match="not a ZIP archive .it is text.*MJ4001"):
        minijit.jit.load(text)
    stream = saved([1], _use_new_zipfile_serialization=False)
    with pytest.raises(RuntimeError, match=r"it is a pickle: load it with minijit\.load"):
        minijit.jit.load(stream)
    arrays = io.BytesIO()
    np.savez(arrays, x=np.ones(2))
    for load in (minijit.load, minijit.jit.load):
        arrays.seek(0)
        with pytest.raises(
            RuntimeError, match=r"load a \.npz file with minijit\.load_file.*MJ4006"
        ):
            load(arrays)


def test_a_damaged_zip_is_named(tmp_path):
    path = tmp_path / "cut.pt"
    path.write_bytes(make_zip(entries("program"))[:-30])
    for load in (minijit.load, minijit.jit.load):
        with pytest.raises(RuntimeError, match=r"no end record, file path: .*cut\.pt.*MJ4002"):
            load(path)


def test_layers_of_nn_are_permitted_under_the_names_of_pytorch():
    layer = minijit.nn.Linear(3, 2)
    wanted = b"ctorch.nn.modules.linear\nLinear"
    stream = io.BytesIO()
    minijit.save(layer, stream, _use_new_zipfile_serialization=False)
    data = stream.getvalue().replace(b"cminijit.nn.modules.linear\nLinear", wanted)
    assert wanted in data
    with pytest.raises(pickle.UnpicklingError, match=r"add_safe_globals\(\[Linear\]\).*MJ5004"):
        minijit.load(io.BytesIO(data))
    with minijit.serialization.safe_globals([minijit.nn.Linear]):
        assert minijit.serialization.get_safe_globals() == [minijit.nn.Linear]
        loaded = minijit.load(io.BytesIO(data))
    assert type(loaded) is minijit.nn.Linear
    x = minijit.ones(1, 3)
    assert minijit.equal(loaded(x), layer(x))
    assert type(minijit.load(io.BytesIO(data), weights_only=False)) is minijit.nn.Linear


def test_what_was_scripted_is_sent_to_jit_save(tmp_path):
    scripted = minijit.jit.script(minijit.nn.Linear(2, 2))
    function = minijit.jit.CompilationUnit("def f(x):\n  return x").f
    for value in (scripted, {"model": scripted}, [function]):
        with pytest.raises(RuntimeError, match="which does not have a __getstate__ .*MJ6040"):
            minijit.save(value, tmp_path / "x.pt")
        assert not (tmp_path / "x.pt").exists()


def test_stored_bytes_that_need_a_copy():
    floats = struct.pack(">2f", 1.5, -2.0)
    one = b"\x80\x02" + sized("torch.FloatStorage", 2) + b"."
    big = [*entries("tensors", one, storages=((b"0", floats),)), Entry(b"a/byteorder", b"big")]
    assert minijit.load(io.BytesIO(make_zip(big))).tolist() == [1.5, -2.0]
    doubles = struct.pack("<2d", 1.5, -2.0)
    pickled = b"\x80\x02" + sized("torch.DoubleStorage", 2) + b"."
    for shift in range(8):
        records = entries("tensors", pickled, storages=((b"0", doubles),))
        records[-1].method = 8 if shift == 7 else 0
        odd = make_zip([Entry(b"a/odd", b"x" * shift), *records])
        loaded = minijit.load(io.BytesIO(odd))
        assert loaded.tolist() == [1.5, -2.0]
        assert loaded.data_ptr() % 8 == 0


def sized(cls, count):
    from tests.attacks.build import integer, storage, tensor

    return tensor(stored=storage(cls=cls, numel=integer(count)), sizes=(count,), strides=(1,))


def test_bools_are_zero_or_one_and_lazy_bits_are_applied():
    bools = entries(
        "tensors",
        b"\x80\x02" + sized("torch.BoolStorage", 3) + b".",
        storages=((b"0", b"\x00\x02\x01"),),
    )
    loaded = minijit.load(io.BytesIO(make_zip(bools)))
    assert loaded.untyped_storage().tolist() == [0, 1, 1]
    from tests.attacks.build import tensor

    lazy = tensor(sizes=(3, 2), strides=(1, 3), more=(b"}" + text("neg") + b"\x88s",))
    negated = minijit.load(io.BytesIO(make_zip(entries("tensors", b"\x80\x02" + lazy + b"."))))
    assert negated.tolist() == [[-1, -4], [-2, -5], [-3, -6]]
    assert negated.stride() == (1, 3)


def test_records_beyond_four_gigabytes_say_so(monkeypatch):
    monkeypatch.setattr(zip_writer, "MAX32", 200)
    out = io.BytesIO()
    writer = zip_writer.ZipWriter(out, "r")
    writer.record("small", b"abc")
    writer.record("large", bytes(300))
    writer.record("far", b"xyz")
    writer.close()
    data = out.getvalue()
    large = data.index(b"r/large")
    kind, length, size, compressed = struct.unpack_from("<HHQQ", data, large + len("r/large"))
    assert (kind, length, size, compressed) == (1, 16, 300, 300)
    far = data.index(b"r/far")
    assert struct.unpack_from("<HHQ", data, far + 5) == (1, 8, far - 30)
    payload = data.index(b"xyz")
    assert payload % 64 == 0
    assert data[payload + 3 : payload + 7] == b"PK\x07\x08"
    assert struct.unpack_from("<QQ", data, payload + 11) == (3, 3)


def test_streams_of_python_2():
    """As torch 0.3 wrote them: byte strings, the first rebuild function, an OrderedDict made of lists."""

    def short(value):
        return b"U" + bytes([len(value)]) + value.encode()

    root = items(
        short("storage"),
        named("torch.cuda.FloatStorage"),
        short("94123"),
        short("cuda:0"),
        integer(6),
        b"N",
    )
    old = call(
        "torch._utils._rebuild_tensor",
        root + b"Q",
        integer(1),
        items(integer(2)),
        items(b"\x8a\x01\x02"),
    )
    pair = b"](" + short("weight") + old + b"e"
    state = named("collections.OrderedDict") + items(b"](" + pair + b"e") + b"R"
    pickles = [
        long1(0x1950A86A20F9469CFC6C),
        b"M\xe9\x03",
        b"}",
        state,
        b"](" + short("94123") + b"e",
    ]
    data = b"".join(b"\x80\x02" + p + b"." for p in pickles) + struct.pack("<Q6f", 6, *range(6))
    loaded = minijit.load(io.BytesIO(data), map_location="cpu")
    assert type(loaded) is collections.OrderedDict
    assert loaded["weight"].tolist() == [1, 3]


def test_every_storage_of_a_stream_is_filled():
    """A list of keys that leaves one out would show what was in memory before."""
    out = io.BytesIO()
    minijit.save([minijit.ones(2)], out, _use_new_zipfile_serialization=False)
    data = out.getvalue()
    at = data.rindex(b"\x80\x02]")
    stop = data.index(b".", at)
    with pytest.raises(RuntimeError, match="storage keys"):
        minijit.load(io.BytesIO(data[:at] + b"\x80\x02]." + data[stop + 1 :]))


def test_a_stream_at_the_start_of_a_zip_is_recognized():
    out = io.BytesIO(b"before")
    out.seek(6)
    minijit.save(minijit.ones(1), out)
    out.seek(6)
    assert minijit.serialization._is_zipfile(out) and out.tell() == 6
    out.seek(0)
    assert not minijit.serialization._is_zipfile(out)
