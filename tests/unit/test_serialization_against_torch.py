"""The same files as PyTorch: byte for byte when written, equal values, strides and sharing when read."""

import collections
import copy
import copyreg
import io
import pickle
import re
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minijit
from minijit.serialization.unpickler import KINDS

torch = pytest.importorskip("torch")

DTYPES = (
    "uint8 int8 int16 int32 int64 float16 float32 float64 complex64 complex128 bool bfloat16 uint16 uint32 uint64"
).split()


def written(library, obj, **options):
    out = io.BytesIO()
    library.save(obj, out, **options)
    return out.getvalue()


def described(value, seen=None):
    """A value of either library in plain terms; storages by the order in which they are met."""
    seen = {} if seen is None else seen
    if isinstance(value, torch.Tensor | minijit.Tensor):
        storage = value.untyped_storage()
        key = seen.setdefault(storage.data_ptr() or id(value), len(seen))
        parameter = isinstance(value, torch.nn.Parameter | minijit.nn.Parameter)
        return (
            "tensor", key, str(value.dtype), tuple(value.shape), tuple(value.stride()), value.storage_offset(),
            value.requires_grad, parameter, bytes(storage.tolist()),
        )  # fmt: skip
    if isinstance(value, torch.Size | minijit.Size):
        return ("size", *value)
    if isinstance(value, list | tuple):
        return (type(value).__name__, *(described(v, seen) for v in value))
    if isinstance(value, dict):
        return (
            type(value).__name__,
            *((described(k), described(v, seen)) for k, v in value.items()),
        )
    layouts = torch.layout | type(minijit.strided)
    if isinstance(value, torch.dtype | torch.device | minijit.dtype | minijit.device | layouts):
        return ("torch", repr(value))
    return (type(value).__name__, repr(sorted(value) if isinstance(value, set) else value))


def same_both_ways(make):
    """`make` builds the same object with either library."""
    theirs, ours = make(torch), make(minijit)
    by_torch, by_us = written(torch, theirs), written(minijit, ours)
    assert by_us == by_torch
    expected = described(theirs)
    assert described(ours) == expected
    assert described(minijit.load(io.BytesIO(by_torch))) == expected
    assert described(torch.load(io.BytesIO(by_us), weights_only=True)) == expected


def numbers(library, dtype, shape):
    count = 1
    for size in shape:
        count *= size
    return (library.arange(count) % 2).to(getattr(library, dtype)).reshape(shape)


tensors = st.builds(
    lambda dtype, shape, cut, turned: ("tensor", dtype, tuple(shape), cut, turned),
    st.sampled_from(DTYPES), st.lists(st.integers(0, 3), max_size=4), st.booleans(), st.booleans(),
)  # fmt: skip
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(min_size=1), st.complex_numbers(),
    st.sampled_from([("dtype", d) for d in DTYPES]), st.lists(st.integers(0, 9)).map(lambda s: ("size", tuple(s))),
)  # fmt: skip
keys = st.one_of(st.text(max_size=4), st.integers(), st.booleans(), st.none())


def containers(inside):
    return st.one_of(
        st.lists(inside, max_size=5).map(lambda v: ("list", v)),
        st.lists(inside, max_size=5).map(lambda v: ("tuple", v)),
        st.dictionaries(keys, inside, max_size=4).map(lambda v: ("dict", v)),
        st.dictionaries(keys, inside, max_size=4).map(lambda v: ("ordered", v)),
        st.lists(st.integers(), max_size=4).map(lambda v: ("set", v)),
        inside.map(lambda v: ("twice", v)),
    )


recipes = st.recursive(scalars | tensors, containers, max_leaves=12)


def build(library, recipe, made):
    """The object of a recipe; tensors of one dtype and shape share a storage."""
    if not isinstance(recipe, tuple):
        return recipe
    kind, *rest = recipe
    if kind == "tensor":
        dtype, shape, cut, turned = rest
        if (dtype, shape) not in made:
            made[dtype, shape] = numbers(library, dtype, shape)
        t = made[dtype, shape]
        t = t[1:] if cut and shape else t
        return t.transpose(0, 1) if turned and len(shape) > 1 else t
    if kind == "dtype":
        return getattr(library, rest[0])
    if kind == "size":
        return library.Size(rest[0])
    if kind == "twice":
        inner = build(library, rest[0], made)
        return [inner, inner]
    if kind in ("dict", "ordered"):
        pairs = {k: build(library, v, made) for k, v in rest[0].items()}
        return collections.OrderedDict(pairs) if kind == "ordered" else pairs
    items = [build(library, v, made) for v in rest[0]]
    return {"list": list, "tuple": tuple, "set": set}[kind](items)


@settings(max_examples=150, deadline=None)
@given(recipes)
def test_containers_and_tensors(recipe):
    same_both_ways(lambda library: build(library, recipe, {}))


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype(dtype):
    same_both_ways(lambda library: numbers(library, dtype, (2, 3)))


@pytest.mark.parametrize(
    "make",
    [
        lambda t: (lambda n: [n, n[1::2], n[None, 3], n.expand(2, 9)])(t.arange(1, 10)),
        lambda t: t.nn.Parameter(t.ones(3)),
        lambda t: t.nn.Parameter(t.ones(3), requires_grad=False),
        lambda t: t.ones(2, requires_grad=True),
        lambda t: [t.tensor(3.5), t.zeros(0, 3), t.zeros(2, 0)],
        lambda t: (t.manual_seed(0), t.nn.Linear(3, 2).state_dict())[1],
        lambda t: (t.manual_seed(0), t.nn.BatchNorm1d(3).state_dict())[1],
        lambda t: [t.device("cpu"), t.device("cuda:1"), t.device("cuda")],
        lambda t: t.arange(3).untyped_storage(),
        lambda t: [t.zeros(1) for _ in range(140)],
        lambda t: list(range(2500)),
        lambda t: {i: [i] for i in range(1100)},
        lambda t: [2**31, -(2**31), -(2**31) - 1, 2**63, -(2**70), 255, 256, 65535, 65536],
        lambda t: collections.Counter("abca"),
        lambda t: bytearray(b"xyz"),
        lambda t: t.arange(6).reshape(2, 3).t().to(t.complex64),
    ],
)
def test_special_values(make):
    theirs, ours = make(torch), make(minijit)
    by_torch, by_us = written(torch, theirs), written(minijit, ours)
    assert by_us == by_torch
    if isinstance(theirs, torch.UntypedStorage):
        assert minijit.load(io.BytesIO(by_torch)).tolist() == theirs.tolist()
    else:
        assert described(minijit.load(io.BytesIO(by_torch))) == described(theirs)
        torch.load(io.BytesIO(by_us), weights_only=True)


def test_path_gives_the_same_root(tmp_path):
    for folder, library in (("a", torch), ("b", minijit)):
        (tmp_path / folder).mkdir()
        library.save([library.ones(1)], tmp_path / folder / "m.v1.pt")
    assert (tmp_path / "a/m.v1.pt").read_bytes() == (tmp_path / "b/m.v1.pt").read_bytes()


def test_the_old_stream_both_ways():
    def make(library):
        n = library.arange(1, 10)
        return {
            "n": n,
            "evens": n[1::2],
            "p": library.nn.Parameter(library.ones(2)),
            "b": library.ones(2) > 0,
        }

    by_torch = written(torch, make(torch), _use_new_zipfile_serialization=False)
    by_us = written(minijit, make(minijit), _use_new_zipfile_serialization=False)
    assert described(minijit.load(io.BytesIO(by_torch))) == described(make(torch))
    assert described(minijit.load(io.BytesIO(by_us))) == described(make(torch))
    assert described(torch.load(io.BytesIO(by_us), weights_only=True)) == described(make(torch))


def test_lazy_bits_of_complex_tensors():
    t = torch.tensor([[1 + 2j, 3 - 4j], [5j, 6 + 0j]])
    for zipped in (True, False):
        data = written(torch, [t.conj(), t.t().conj()], _use_new_zipfile_serialization=zipped)
        loaded = minijit.load(io.BytesIO(data))
        assert [v.tolist() for v in loaded] == [t.conj().tolist(), t.t().conj().tolist()]


def test_tensors_made_from_one_another():
    def make(library):
        t = library.arange(3)
        return [
            t,
            t.detach(),
            t.data,
            t[:],
            t.view(3),
            library.strided,
            library.device("cpu"),
            library.device("cpu"),
        ]

    same_both_ways(make)


def test_attributes_of_tensors():
    t, p = torch.ones(2), torch.nn.Parameter(torch.ones(2))
    t.note, p.note = "a", {"b": 1}
    ours = minijit.load(io.BytesIO(written(torch, [t, p])))
    assert (ours[0].note, ours[1].note) == ("a", {"b": 1})
    theirs = torch.load(io.BytesIO(written(minijit, ours)), weights_only=True)
    assert (theirs[0].note, theirs[1].note) == ("a", {"b": 1})


def test_empty_bytes_are_written_so_that_pytorch_opens_them():
    assert torch.load(io.BytesIO(written(minijit, [b""])), weights_only=True) == [b""]
    assert minijit.load(io.BytesIO(written(minijit, [b""]))) == [b""]


def test_the_closed_list_is_pytorchs():
    from torch import _weights_only_unpickler

    assert set(KINDS) == set(_weights_only_unpickler._get_allowed_globals())


def test_what_neither_permits():
    for value in (frozenset([1]), copyreg.pickle, torch.nn.Linear(1, 1)):
        data = written(torch, value)
        with pytest.raises(Exception, match="Unsupported"):
            torch.load(io.BytesIO(data), weights_only=True)
        with pytest.raises(minijit.Error, match="MJ5004"):
            minijit.load(io.BytesIO(data))


FLOAT8 = ["float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu"]


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("name", FLOAT8)
def test_numbers_of_eight_bits_are_read_widened_and_written(name, zipped):
    wanted = torch.arange(256, dtype=torch.uint8).view(getattr(torch, name))
    value = {"all": wanted, "part": wanted[3:9], "p": torch.nn.Parameter(wanted[:4].view(2, 2))}
    data = written(torch, value, _use_new_zipfile_serialization=zipped)
    read = minijit.load(io.BytesIO(data))
    found = read["all"]
    assert found.dtype is getattr(minijit, name) and found.is_floating_point()
    assert not found.is_quantized and read["p"].requires_grad
    np.testing.assert_array_equal(found.float().numpy(), wanted.float().numpy())
    np.testing.assert_array_equal(found.to(minijit.float64).numpy(), wanted.double().numpy())
    np.testing.assert_array_equal(found.view(minijit.uint8).numpy(), np.arange(256))
    assert str(read["part"]) == str(wanted[3:9])
    assert read["part"].untyped_storage() is found.untyped_storage()
    if zipped:
        assert written(minijit, read) == data


def test_numbers_of_eight_bits_move_and_are_not_computed_with():
    stored = torch.tensor([56, 184, 1], dtype=torch.uint8).view(torch.float8_e4m3fn)
    found = minijit.load(io.BytesIO(written(torch, {"w": stored})))["w"]
    assert found.tolist() == [1.0, -1.0, 2.0**-9]
    for moved in (found.reshape(3, 1).t(), found[1:], found.clone(), found.to("cpu"), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):  # fmt: skip
        assert moved.dtype is minijit.float8_e4m3fn
    for act in (lambda: found + 1, lambda: found.sum(), lambda: minijit.ones(3) * found, lambda: minijit.cat([found, found]), lambda: found.copy_(minijit.ones(3)), found.dequantize):  # fmt: skip
        with pytest.raises(minijit.Error, match=r"torch.float8_e4m3fn \(.*MJ5015|not quantized"):
            act()
    layer = minijit.nn.Linear(3, 1, bias=False)
    layer.load_state_dict({"weight": found.reshape(1, 3)})
    assert layer.weight.tolist() == [[1.0, -1.0, 2.0**-9]]
    for engine in ("reference", "native") if minijit.native.extension() else ("reference",):
        unit = minijit.jit.CompilationUnit(
            "def f(x: Tensor) -> Tensor:\n  return x + 1", engine=engine
        )
        with pytest.raises(minijit.Error, match="MJ5015"):
            unit.f(found)


@pytest.mark.parametrize("zipped", [True, False])
def test_lazy_bits_of_complex_numbers_of_halves(zipped):
    t = torch.tensor([1 + 2j, 3 - 4j]).to(torch.complex32)
    given = [t, t.conj(), t[1:].conj(), torch._neg_view(t)]
    data = written(torch, given, _use_new_zipfile_serialization=zipped)
    read = minijit.load(io.BytesIO(data))
    assert [repr(v) for v in read] == [repr(v) for v in given]
    again = torch.load(io.BytesIO(written(minijit, read)), weights_only=True)
    assert [v.tolist() for v in again] == [v.tolist() for v in given]


@pytest.mark.filterwarnings("ignore:Sparse")
@pytest.mark.parametrize("zipped", [True, False])
def test_sparse_tensors_of_all_kinds_of_numbers(zipped):
    for dtype in DTYPES:
        dense = torch.tensor([[0, 1, 0], [1, 0, 1]]).to(getattr(torch, dtype))
        # PyTorch makes none of the unsigned ones out of dense tensors.
        places = torch.tensor([[1, 0, 1], [2, 1, 0]])
        values = torch.ones(3, dtype=torch.uint8).to(dense.dtype)
        sparse = torch.sparse_coo_tensor(places, values, (2, 3))
        data = written(torch, [sparse, sparse._values()], _use_new_zipfile_serialization=zipped)
        read, values = minijit.load(io.BytesIO(data))
        assert described(read.to_dense())[2:6] == described(dense)[2:6], dtype
        assert read.to_dense().tolist() == dense.tolist(), dtype
        assert read._values().untyped_storage() is values.untyped_storage()
        again = torch.load(io.BytesIO(written(minijit, read)), weights_only=True)
        assert repr(again) == repr(sparse) == repr(read), dtype


class OnDevice:
    """Pickles as a tensor of a device that keeps no storages: XLA."""

    def __init__(self, data, dtype, location, requires_grad):
        self.parts = data, dtype, location, requires_grad

    def __reduce__(self):
        kind = "cpu_tensor" if isinstance(self.parts[0], torch.Tensor) else "numpy"
        return getattr(torch._utils, f"_rebuild_device_tensor_from_{kind}"), self.parts


@pytest.mark.parametrize("zipped", [True, False])
def test_tensors_of_devices_without_storages(zipped):
    ones = torch.ones(2)
    value = [OnDevice(ones, torch.float32, "xla:0", True), torch.nn.Parameter(ones)]
    data = written(torch, value, _use_new_zipfile_serialization=zipped)
    for options in ({"map_location": "cpu"}, {"map_location": {"xla:0": "cpu"}}):
        read = minijit.load(io.BytesIO(data), **options)
        # PyTorch does not look at map_location where it reads such tensors of a stream.
        theirs = torch.load(io.BytesIO(written(torch, value)), **options)
        assert described(read) == described(theirs)
    with pytest.raises(minijit.Error, match=r"xla:0.*MJ5013"):
        minijit.load(io.BytesIO(data))
    with pytest.raises(minijit.Error, match=r"MJ5013"):
        minijit.load(io.BytesIO(data), map_location=lambda storage, location: None)


def test_tensors_of_devices_without_storages_in_other_forms():
    wider = written(torch, OnDevice(torch.ones(2), torch.float64, "cpu", False))
    assert minijit.load(io.BytesIO(wider)).dtype is minijit.float64
    array = written(torch, OnDevice(np.arange(3), torch.float32, "xla:0", True))
    read = minijit.load(io.BytesIO(array), map_location="cpu", weights_only=False)
    assert (read.tolist(), read.dtype, read.requires_grad) == ([0, 1, 2], minijit.float32, True)
    with pytest.raises(minijit.Error, match=r"numpy.*MJ5004"):
        minijit.load(io.BytesIO(array), map_location="cpu")


class Stands:
    """Pickles as a call of a name that is permitted and means nothing here."""

    def __init__(self, name):
        self.name = name

    def __reduce__(self):
        return getattr(torch._utils, self.name), (1,)


class Calls(Stands):
    def __reduce__(self):
        return getattr(torch, self.name), (1,)


@pytest.mark.parametrize("zipped", [True, False])
def test_all_that_is_not_read_is_named_with_its_places(zipped):
    wrapped, small = Stands("_rebuild_wrapper_subclass"), Calls("FloatTensor")
    marked = torch.ones(1)
    marked.mark = wrapped
    state = collections.OrderedDict(w=wrapped, f=small)
    layout = Stands("_rebuild_sparse_tensor")
    layout.__class__ = type("Mkldnn", (), {"__reduce__": lambda self: (
        torch._utils._rebuild_sparse_tensor, (torch._mkldnn, ()))})  # fmt: skip
    value = {"model": state, "more": [1, (small, wrapped)], 3: marked, "q": layout}
    data = written(torch, value, _use_new_zipfile_serialization=zipped)
    with pytest.raises(minijit.Error) as refused:
        minijit.load(io.BytesIO(data))
    told = str(refused.value)
    assert re.search(
        r"_subclass at \['model'\]\['w'\], \['more'\]\[1\]\[1\], \[3\].mark and ", told
    )
    assert re.search(r"torch.FloatTensor at \['model'\]\['f'\], \['more'\]\[1\]\[0\] and ", told)
    assert re.search(r"torch._mkldnn. \(.*to_dense\(\).*\) at \[.q.\] is not supported", told)
    many = [Stands("_rebuild_wrapper_subclass") for _ in range(30)]
    many = written(torch, many, _use_new_zipfile_serialization=zipped)
    with pytest.raises(minijit.Error, match=r"at \[0\], .*, \[9\] and 20 more is not supported"):
        minijit.load(io.BytesIO(many))


def test_other_writers_of_zips():
    """Records as Python's zipfile writes them, deflated or to a stream that cannot seek."""
    data = written(torch, [torch.arange(100), "text"])
    original = zipfile.ZipFile(io.BytesIO(data))

    class Pipe(io.RawIOBase):
        def __init__(self):
            self.parts = []

        def writable(self):
            return True

        def write(self, part):
            self.parts.append(bytes(part))
            return len(part)

    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", method) as copy:
            for name in original.namelist():
                copy.writestr(name, original.read(name))
        loaded = minijit.load(io.BytesIO(b"".join(pipe.parts)))
        assert loaded[0].tolist() == list(range(100))


@pytest.mark.filterwarnings("ignore:Sparse")
@pytest.mark.parametrize("kind", ["sparse", "csr", "meta", "nested", "complex32", "quint4x2"])
def test_attributes_of_tensors_that_are_held(kind):
    made = {
        "sparse": lambda: torch.eye(2).to_sparse(),
        "csr": lambda: torch.eye(2).to_sparse_csr(),
        "meta": lambda: torch.empty(2, device="meta"),
        "nested": lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]),
        "complex32": lambda: torch.ones(2).to(torch.complex32),
        "quint4x2": lambda: torch.quantize_per_tensor(torch.ones(3), 0.5, 1, torch.quint4x2),
    }[kind]()
    made.note = {"a": [1, made.dim()]}
    parameter = torch.nn.Parameter(made.detach(), requires_grad=kind != "quint4x2")
    parameter.note = "b"
    value = {"t": made, "again": made, "p": parameter}
    data = written(torch, value)
    for options in ({}, {"weights_only": False}):
        read = minijit.load(io.BytesIO(data), **options)
        assert read["t"] is read["again"]
        assert (read["t"].note, read["p"].note) == (made.note, "b")
        assert isinstance(read["p"], minijit.nn.Parameter)
        assert repr(read["p"]) == repr(parameter)
        assert written(minijit, read) == data
    stream = written(minijit, read, _use_new_zipfile_serialization=False)
    again = minijit.load(io.BytesIO(stream))
    assert (again["t"].note, repr(again["t"])) == (made.note, repr(made))
    assert torch.load(io.BytesIO(written(minijit, again)))["t"].note == made.note


@pytest.mark.parametrize(
    "scheme", [n for n in dir(torch) if isinstance(getattr(torch, n), torch.qscheme)]
)
@pytest.mark.parametrize("new", [True, False])
def test_schemes_of_quantization(scheme, new):
    value = {"scheme": getattr(torch, scheme)}
    data = written(torch, value, _use_new_zipfile_serialization=new)
    read = minijit.load(io.BytesIO(data))
    assert read == {"scheme": getattr(minijit, scheme)} and str(read) == str(value)
    again = written(minijit, read, _use_new_zipfile_serialization=new)
    assert torch.load(io.BytesIO(again)) == value
