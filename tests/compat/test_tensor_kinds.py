"""Tensors that are not plain ones, in files that PyTorch wrote: read, asked, written again."""

import copy
import io
import json
import pickle
import subprocess

import pytest

import minijit
from tests.attacks.build import NO_HOOKS, Entry, call, integer, items, make_zip, storage, tensor
from tests.attacks.build import name as name_of
from tests.attacks.corpus import entries, pickled
from tests.executors import tool
from minijit.cli.inspect import scan
from tests.compat.tensors.make import HERE, described, file_of, kinds

KNOWN = json.loads((HERE / "kinds.json").read_text())
FILES = {name: minijit.load(HERE / f"{name}.pt") for name in ("kinds", "kinds_stream")}
NAMES = [(file, name) for file, tensors in FILES.items() for name in tensors]
ENGINES = ("reference", "native") if minijit.native.extension() else ("reference",)


def written(value, **options):
    out = io.BytesIO()
    minijit.save(value, out, **options)
    return out.getvalue()


def told(name, tensor):
    found = json.loads(json.dumps(described(name, tensor)))
    # PyTorch shows no bits.
    return found | {"repr": KNOWN[name]["repr"]} if KNOWN[name]["repr"] == "refused" else found


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_a_tensor_says_of_itself_what_it_says_in_pytorch(file, name):
    assert told(name, FILES[file][name]) == KNOWN[name]


def test_what_pytorch_wrote_is_written_byte_for_byte(tmp_path):
    minijit.save(FILES["kinds"], tmp_path / "kinds.pt")
    assert (tmp_path / "kinds.pt").read_bytes() == (HERE / "kinds.pt").read_bytes()


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("options", [{}, {"weights_only": False}, {"map_location": "cpu"}])
def test_every_way_to_read_them(zipped, options):
    data = written(FILES["kinds"], _use_new_zipfile_serialization=zipped)
    for name, tensor in minijit.load(io.BytesIO(data), **options).items():
        assert told(name, tensor) == KNOWN[name], name


@pytest.mark.parametrize("zipped", [True, False])
def test_a_parameter_of_a_nested_tensor(zipped):
    nested = FILES["kinds"]["nested"]
    made = minijit.nn.Parameter(nested, requires_grad=False)
    data = written({"p": made, "n": nested}, _use_new_zipfile_serialization=zipped)
    read = minijit.load(io.BytesIO(data))
    assert type(read["p"]) is minijit.nn.Parameter
    assert read["p"]._sizes == read["n"]._sizes == nested._sizes
    assert [t.tolist() for t in read["p"].unbind()] == [t.tolist() for t in nested.unbind()]


def test_they_are_mapped_too():
    for name, tensor in minijit.load(HERE / "kinds.pt", mmap=True).items():
        assert told(name, tensor) == KNOWN[name], name


@pytest.mark.parametrize("name", FILES["kinds"])
def test_copies_are_of_the_same_kind(name):
    tensor = FILES["kinds"][name]
    pickled = pickle.loads(pickle.dumps(tensor))
    for made in (copy.copy(tensor), copy.deepcopy(tensor), pickled):
        assert type(made) is type(tensor)
        assert told(name, made) == KNOWN[name]
    for made in (tensor.detach(), tensor.clone(), tensor.data):
        assert told(name, made)["values"] == KNOWN[name]["values"]


def test_a_deep_copy_has_its_own_memory():
    made = copy.deepcopy(FILES["kinds"]["coo"])
    made._values()[0] = 7.0
    assert made.to_dense().tolist() == [[0.0, 0.0, 11.0], [2.0, 0.0, 3.0]]
    assert FILES["kinds"]["coo"].to_dense().tolist() == [[0.0, 0.0, 5.0], [2.0, 0.0, 3.0]]


def test_other_dtypes_of_the_elements():
    made = FILES["kinds"]["csr"].to(minijit.float64)
    assert (made.dtype, made.layout, made.values().dtype) == (
        minijit.float64, minijit.sparse_csr, minijit.float64,
    )  # fmt: skip
    assert [part.dtype for part in FILES["kinds"]["nested"].half().unbind()] == [minijit.half] * 2
    assert FILES["kinds"]["coo"].to("cpu") is FILES["kinds"]["coo"]


def refusals(tensor):
    """What computes, reads or writes."""
    ones = minijit.ones(2, 3)
    module = minijit.nn.Module()
    module.register_buffer("b", tensor)
    yield from (
        lambda: tensor + 1, lambda: tensor == tensor, lambda: tensor.sum(), lambda: tensor.relu(),
        lambda: minijit.cat([ones, tensor]), lambda: minijit.cat([tensor, ones]), lambda: ones.copy_(tensor),
        lambda: tensor.zero_(), lambda: ones @ tensor, lambda: minijit.add(ones, 1, out=tensor),
        tensor.tolist, tensor.numpy, tensor.storage, tensor.data_ptr, tensor.__dlpack__, tensor.isnan,
        lambda: minijit.Tensor.contiguous_copy(tensor), lambda: minijit.zeros_like(tensor),
        lambda: minijit.save_file({"a": tensor}, io.BytesIO()),
        lambda: minijit.jit.trace(lambda x: x + 1, tensor),
    )  # fmt: skip
    for engine in ENGINES:
        unit = minijit.jit.CompilationUnit(
            "def f(x: Tensor):\n  return x\ndef g(x: List[Tensor]):\n  return 1\n"
            "def h(x: Optional[Tensor]):\n  return 1\ndef i(x: Dict[str, Tensor], y: Any):\n  return 1",
            engine=engine,
        )
        yield lambda unit=unit: unit.f(tensor)
        yield lambda unit=unit: unit.g([minijit.ones(1), tensor])
        yield lambda unit=unit: unit.h(tensor)
        yield lambda unit=unit: unit.i({"a": tensor}, 1)
        yield lambda unit=unit: unit.i({}, tensor)


@pytest.mark.parametrize("name", ["coo", "csr_batch", "bsc", "meta", "nested"])
def test_they_are_not_computed_with(name):
    way = {"meta": "no data!", "nested": r"unbind\(\)"}.get(name, r"to_dense\(\)")
    for i, act in enumerate(refusals(FILES["kinds"][name])):
        with pytest.raises(NotImplementedError, match=rf"Could not .*{way}.*MJ3088"):
            raise AssertionError(f"{i} gave {act()}")


@pytest.mark.parametrize("name", ["coo_empty", "csr_empty", "meta", "nested"])
def test_those_without_elements_are_refused_alike(name):
    tensor = FILES["kinds"][name].detach()
    if name == "meta":
        tensor = tensor[:0]
    elif name == "nested":
        tensor = copy.deepcopy(tensor)
        tensor._quantizer.sizes.fill_(0)
    else:
        tensor._sizes = (0, 3)
    assert tensor.numel() == 0
    for act in (tensor.tolist, tensor.numpy, tensor.array, tensor.isnan):
        with pytest.raises(NotImplementedError, match="MJ3088"):
            act()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_program_that_holds_one_does_not_read_it(engine):
    class Adds(minijit.nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("b", FILES["kinds"]["coo"])

        def forward(self, x):
            return x + self.b

    with pytest.raises(minijit.Error, match=r"to_dense\(\).*MJ3088"):
        minijit.jit.script(Adds(), engine=engine)(minijit.ones(2, 3))


def test_sizes_of_nested_tensors():
    nested = FILES["kinds"]["nested_turned"]
    assert (len(nested), nested.size(0), nested.size(2)) == (2, 2, 2)
    with pytest.raises(RuntimeError, match="dimension 1 is irregular and does not have a size"):
        nested.size(1)
    with pytest.raises(NotImplementedError, match="MJ3088"):
        nested.shape  # noqa: B018
    assert nested[1].tolist() == nested.unbind()[1].tolist() == [[0.0, 2.0], [1.0, 3.0]]
    assert FILES["kinds"]["nested_ints"].to_padded_tensor(7).tolist() == [[1, 7], [2, 3]]
    assert nested.to_padded_tensor(7, (2, 4, 2))[0, 3].tolist() == [7.0, 7.0]
    with pytest.raises(RuntimeError, match="Truncation is not supported"):
        nested.to_padded_tensor(0, (2, 2, 2))
    with pytest.raises(RuntimeError, match="needs a nested tensor"):
        minijit.ones(2).to_padded_tensor(0)


def float8(*numbers):
    """PyTorch alone makes them of numbers: here by their bits, which are the upper ones of halves."""
    halves = minijit.tensor(numbers, dtype=minijit.float16)
    out = io.BytesIO()
    dtype = name_of("torch.float8_e5m2")
    bits = halves.view(minijit.int16).div(256, rounding_mode="floor").to(minijit.uint8)
    untyped = storage(cls="torch.storage.UntypedStorage", numel=integer(len(numbers)))
    more = (items(integer(len(numbers))), items(integer(1)), b"\x89", NO_HOOKS, dtype)
    made = call("torch._utils._rebuild_tensor_v3", untyped, integer(0), *more)
    records = ((b"0", bits.numpy().tobytes()),)
    out.write(make_zip(entries("tensors", pickled("tensors", made), storages=records)))
    out.seek(0)
    return minijit.load(out)


@pytest.mark.filterwarnings("ignore:To copy construct")
def test_numbers_of_few_bits_are_copied_as_numbers():
    eight, halves = float8(1.0, 2.5, -3.0), FILES["kinds"]["complex32"]
    bits, whole = (
        FILES["kinds"]["bits8"],
        minijit.quantize_per_tensor(minijit.ones(2), 0.5, 1, minijit.quint8),
    )
    for given in (eight, halves, bits, whole):
        for made in (minijit.tensor(given), minijit.Tensor(given), minijit.as_tensor(given)):
            assert made.dtype is given.dtype
            assert repr(made) == repr(given)
        assert given.to(given.dtype) is given
        assert given.type_as(given) is given
    assert minijit.tensor(eight).data_ptr() != eight.data_ptr()
    for make in (minijit.tensor, minijit.as_tensor):
        assert make(eight, dtype=minijit.float32).tolist() == [1.0, 2.5, -3.0]
        assert make(eight, dtype=minijit.uint8).tolist()[:2] == [1, 2]
        assert make(halves, dtype=minijit.float64)[0].tolist() == [1.0, 3.0]
    assert minijit.ones(1).new_tensor(eight).tolist() == [1.0, 2.5, -3.0]
    assert minijit.tensor([eight[0], eight[1]], dtype=minijit.float32).tolist() == [1.0, 2.5]
    assert minijit.tensor([whole[0]], dtype=minijit.float32).tolist() == [1.0]
    for made in (lambda: minijit.tensor([eight[0]]), lambda: minijit.tensor([halves[0, 0]])):
        with pytest.raises(RuntimeError, match="MJ5015"):
            made()
    for act in (
        lambda: minijit.tensor([whole[0]]),
        lambda: minijit.tensor(whole, dtype=minijit.float32),
        lambda: minijit.as_tensor(whole, dtype=minijit.float32),
        lambda: minijit.ones(1).new_tensor(whole),
    ):
        with pytest.raises(RuntimeError, match=r"dequantize.*MJ3100"):
            act()
    with pytest.raises(RuntimeError, match="MJ5015"):
        minijit.ones(3).type_as(eight)
    with pytest.raises(TypeError, match="MJ3035"):
        [1, 2, 3][eight[0]]
    for name, tensor in FILES["kinds"].items():
        if not tensor.is_nested:
            assert tensor.to(tensor.dtype) is tensor, name


def test_modules_convert_numbers_of_few_bits():
    module = minijit.nn.Module()
    module.register_buffer("b", float8(1.0, 2.5))
    module.register_buffer("c", FILES["kinds"]["complex32"])
    assert module.half().b.tolist() == [1.0, 2.5]
    assert (module.b.dtype, module.c.dtype) == (minijit.float16, minijit.complex32)
    module.b = float8(1.0, 2.5)
    assert module.to(minijit.float64).b.dtype is minijit.float64


def test_dtypes_that_are_not_computed_with_are_promoted_as_in_pytorch():
    halves, eight = FILES["kinds"]["complex32"], float8(1.0)
    assert minijit.result_type(halves, 1.0) is minijit.result_type(halves, 1j) is minijit.complex32
    assert minijit.result_type(halves, minijit.ones(2)) is minijit.complex64
    assert minijit.result_type(eight, 1.0) is minijit.float8_e5m2
    expected = {
        "int64": "complex32", "float16": "complex32", "bfloat16": "complex64", "float64": "complex128",
        "complex64": "complex64", "complex32": "complex32",
    }  # fmt: skip
    for other, wanted in expected.items():
        pair = minijit.complex32, getattr(minijit, other)
        assert minijit.promote_types(*pair) is getattr(minijit, wanted)
        assert minijit.promote_types(*reversed(pair)) is getattr(minijit, wanted)
    whole = minijit.quantize_per_tensor(minijit.ones(2), 0.5, 1, minijit.quint8)
    for act in (
        lambda: minijit.promote_types(minijit.float8_e5m2, minijit.float32),
        lambda: minijit.promote_types(minijit.float32, minijit.bits8),
        lambda: minijit.result_type(eight, 1j),
        lambda: minijit.result_type(whole, 1.0),
    ):
        with pytest.raises(RuntimeError, match=r"Promotion of .* is not supported.*MJ3100"):
            act()
    with pytest.raises(TypeError, match=r"'type2' must be torch.dtype, not int.*MJ3086"):
        minijit.promote_types(minijit.float32, 1)
    assert minijit.finfo(minijit.complex32).resolution == 0.001
    with pytest.raises(RuntimeError, match=r"float4_e2m1fn_x2 is not supported by finfo.*MJ3100"):
        minijit.finfo(minijit.float4_e2m1fn_x2)


def test_what_held_tensors_say_of_their_memory():
    tensors = FILES["kinds"]
    with pytest.raises(RuntimeError, match="nbytes is not defined for sparse tensors.*MJ3014"):
        tensors["coo"].nbytes  # noqa: B018
    assert not tensors["coo"].is_contiguous()
    assert tensors["coo"].type() == "torch.sparse.FloatTensor"
    with pytest.raises(RuntimeError, match="Sparse CSR tensors do not have is_contiguous.*MJ3014"):
        tensors["csr"].is_contiguous()
    with pytest.raises(RuntimeError, match="Unimplemented backend SparseCsrCPU.*MJ3014"):
        tensors["bsr"].type()
    assert tensors["nested"].is_contiguous()
    assert not tensors["nested_turned"].is_contiguous()
    for act in (tensors["nested"].sparse_dim, tensors["nested"].dense_dim):
        with pytest.raises(NotImplementedError, match="MJ3088"):
            act()


@pytest.mark.parametrize("name", ["coo", "nested", "bits8", "meta", "q4"])
def test_state_that_is_not_copied_is_named(name):
    module = minijit.nn.Module()
    sizes = FILES["kinds"][name]._sizes if name != "nested" else (2,)
    module.inner = minijit.nn.Module()
    module.inner.register_buffer("b", minijit.zeros(*sizes))
    inner = "MJ5015" if name == "bits8" else "MJ3088"
    problem = rf'parameter named "inner.b", an exception occurred.*{inner}'
    with pytest.raises(RuntimeError, match=problem) as found:
        module.load_state_dict({"inner.b": FILES["kinds"][name]})
    assert found.value.id == "MJ8003"


def test_places_that_were_written_to_are_looked_at_again():
    coo, csr = copy.deepcopy(FILES["kinds"]["coo"]), copy.deepcopy(FILES["kinds"]["csr"])
    for number in (1 << 40, -1):
        coo._quantizer.places[0].fill_(number)
        csr._quantizer.places[1].fill_(number)
        for act in (coo.to_dense, csr.to_dense):
            with pytest.raises(RuntimeError, match="found index.*MJ3014"):
                act()
    csr._quantizer.places[0].fill_(1)
    csr._quantizer.places[1].fill_(0)
    with pytest.raises(RuntimeError, match="do not rise.*MJ3014"):
        csr.to_dense()
    for part, number in (("offsets", 1 << 40), ("offsets", -1), ("sizes", -5)):
        nested = copy.deepcopy(FILES["kinds"]["nested"])
        nested._quantizer.strides.fill_(0)
        getattr(nested._quantizer, part).fill_(number)
        with pytest.raises(RuntimeError, match="out of bounds for storage.*MJ3013"):
            nested.unbind()
    outside = minijit.ones(6)
    outside._offset = 3
    with pytest.raises(RuntimeError, match="out of bounds for storage.*MJ3013"):
        outside.array()


def test_modules_of_the_device_meta_are_not_moved():
    module = minijit.nn.Module()
    module.register_buffer("b", FILES["kinds"]["meta"])
    for act in (lambda: module.to("cpu"), lambda: module.to(device="cpu"), module.cpu):
        with pytest.raises(NotImplementedError, match="Cannot copy out of meta tensor.*MJ3088"):
            act()


def test_plain_tensors_have_no_such_parts():
    plain = minijit.ones(2, 3)
    assert (plain.sparse_dim(), plain.dense_dim(), plain.is_sparse, plain.is_nested) == (
        0,
        2,
        False,
        False,
    )
    for name in (
        "indices",
        "values",
        "coalesce",
        "is_coalesced",
        "_nnz",
        "crow_indices",
        "row_indices",
    ):
        with pytest.raises(
            RuntimeError, match=rf"{name} expected sparse .*layout but got torch.strided"
        ):
            getattr(plain, name)()


@pytest.mark.parametrize("engine", ENGINES)
def test_one_scale_is_of_tensors_that_have_one(engine):
    unit = minijit.jit.CompilationUnit(
        "def scale(x: Tensor):\n  return torch.q_scale(x)\n"
        "def zero(x: Tensor):\n  return torch.q_zero_point(x)",
        engine=engine,
    )
    for function in (unit.scale, unit.zero):
        with pytest.raises(RuntimeError, match="qscheme.. == kPerTensorAffine to be true"):
            function(FILES["kinds"]["q8_floats"])


def test_quantized_integers_that_share_bytes():
    packed = FILES["kinds"]["q4"]
    assert packed.is_quantized
    assert packed.untyped_storage().nbytes() == 4
    assert packed.int_repr().tolist() == [2, 20, 65]
    assert packed.dequantize().tolist() == [[1.0, 0.0, 2.0], [0.0, 0.0, 3.0]]
    refused = [lambda: packed + 1, lambda: packed[0], packed.float, packed.tolist, packed.numpy]
    for engine in ENGINES:
        unit = minijit.jit.CompilationUnit("def f(x: Tensor):\n  return x", engine=engine)
        refused.append(lambda unit=unit: unit.f(packed))
    for act in refused:
        with pytest.raises(NotImplementedError, match=r"torch.quint4x2.*dequantize\(\).*MJ3088"):
            act()


def test_complex_numbers_of_two_halves():
    found = FILES["kinds"]["complex32"]
    parts = found.real, found.imag
    assert all(p.untyped_storage() is found.untyped_storage() for p in parts)
    assert [p.dtype for p in parts] == [minijit.float16] * 2
    assert parts[0].tolist() == [[1.0, 3.0], [0.0, 5.0]]
    assert parts[1][0].tolist() == found.t()[:, 0].imag.tolist() == [2.0, -4.0]
    assert minijit.view_as_real(found)[0].tolist() == [[1.0, 2.0], [3.0, -4.0]]
    assert found.view(minijit.float16)[0].tolist() == [1.0, 2.0, 3.0, -4.0]
    assert found.to(minijit.complex64)[0].tolist() == found[0].tolist() == [1 + 2j, 3 - 4j]
    assert found[0, 1].item() == 3 - 4j
    assert found.type() == "torch.ComplexHalfTensor"
    assert minijit.finfo(minijit.complex32).bits == 16
    assert minijit.chalf is minijit.complex32
    with pytest.raises(TypeError, match="Got unsupported ScalarType ComplexHalf"):
        found.numpy()


@pytest.mark.parametrize("name", [n for n in FILES["kinds"] if n.startswith(("bits", "float4"))])
def test_bits_are_shown_moved_and_viewed(name):
    found = FILES["kinds"][name]
    assert found.dtype is getattr(minijit, name)
    stored = minijit.int16 if name == "bits16" else minijit.uint8
    assert found.view(stored).reshape(-1).tolist() == list(range(6))
    assert found[0:1].dtype is found.reshape(-1).clone().dtype is found.dtype
    assert f"dtype=torch.{name}" in repr(found)
    with pytest.raises(TypeError, match="unsupported ScalarType"):
        found.numpy()


@pytest.mark.parametrize("name", ["complex32", "bits8", "bits16", "float4_e2m1fn_x2"])
def test_other_dtypes_are_not_computed_with(name):
    found = FILES["kinds"][name]
    way = r"to\(torch.complex64\)" if name == "complex32" else r"view\(torch.uint8\) has the bytes"
    acts = [lambda: found + 1, lambda: found.sum(), lambda: minijit.cat([found, found])]
    if name != "complex32":
        acts += [found.float, found.tolist]
    for engine in ENGINES:
        unit = minijit.jit.CompilationUnit("def f(x: Tensor):\n  return x + 1", engine=engine)
        acts.append(lambda unit=unit: unit.f(found))
    for act in acts:
        with pytest.raises(RuntimeError, match=rf"{name} \(tensor.{way}.*MJ5015"):
            act()


def test_nothing_is_made_of_dtypes_that_are_not_computed_with():
    for name in ("complex32", "int4", "bits8", "float8_e5m2", "quint8"):
        dtype = getattr(minijit, name)
        for make in (minijit.tensor, minijit.zeros, minijit.as_tensor):
            with pytest.raises(RuntimeError, match=r"not supported.*MJ3100"):
                make([1], dtype=dtype)
        with pytest.raises(TypeError, match="MJ3085"):
            minijit.set_default_dtype(dtype)
    with pytest.raises(TypeError, match=r"integer input type.*MJ3083"):
        minijit.iinfo(minijit.int4)


SMALL = [f"{sign}int{bits}" for sign in ("", "u") for bits in range(1, 8)]


@pytest.mark.parametrize("name", SMALL)
def test_integers_of_few_bits(name):
    """PyTorch does not write them; it reads what is written here."""
    dtype = name_of(f"torch.{name}")
    untyped = storage(cls="torch.storage.UntypedStorage", numel=integer(24))
    more = (items(integer(2), integer(3)), items(integer(3), integer(1)), b"\x89", NO_HOOKS, dtype)
    made = call("torch._utils._rebuild_tensor_v3", untyped, integer(1), *more)
    found = minijit.load(io.BytesIO(make_zip(entries("tensors", pickled("tensors", made)))))
    assert (found.dtype, found.itemsize, tuple(found.shape)) == (getattr(minijit, name), 1, (2, 3))
    assert found.view(minijit.uint8).tolist() == [[0, 128, 63], [0, 0, 0]]
    assert repr(found).endswith(f"dtype=torch.{name})")
    torch = pytest.importorskip("torch")
    theirs = torch.load(io.BytesIO(written(found)), weights_only=True)
    assert theirs.dtype is getattr(torch, name)
    assert theirs.view(torch.uint8).tolist() == found.view(minijit.uint8).tolist()


@pytest.mark.parametrize("file", FILES)
def test_both_tools_name_the_kinds_in_a_file(file):
    told = scan(str(HERE / f"{file}.pt"), None)
    assert told["refused"] == []
    kinds_of = ("sparse_tensor", "meta_tensor_no_storage", "qtensor", "parameter")
    for name in kinds_of if file == "kinds_stream" else (*kinds_of, "nested_tensor", "tensor_v3"):
        assert told["globals"][f"torch._utils._rebuild_{name}"] == "permitted"
    if tool():
        command = [tool(), "scan", "--json", str(HERE / f"{file}.pt")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["globals"] == told["globals"]


def test_only_strided_tensors_are_made_here():
    assert minijit.zeros(2, layout=minijit.strided).tolist() == [0.0, 0.0]
    with pytest.raises(
        RuntimeError, match="only strided tensors are made here, not torch.sparse_coo"
    ):
        minijit.zeros(2, layout=minijit.sparse_coo)


def test_views_of_meta_tensors():
    meta = FILES["kinds"]["meta"]
    views = (meta.t(), meta[0], meta.view(3, 2), meta[:, 1:], meta.expand(5, 2, 3))
    assert [tuple(v.shape) for v in views] == [(3, 2), (3,), (3, 2), (2, 2), (5, 2, 3)]
    assert all(v.is_meta and v.device.type == "meta" for v in views)
    viewed = meta.view(minijit.int32)
    assert viewed.is_meta
    assert viewed.dtype is minijit.int32
    with pytest.raises(NotImplementedError, match="no data!"):
        meta.cpu()


@pytest.mark.parametrize("zipped", [True, False])
def test_sizes_without_elements_of_any_file(zipped):
    base = minijit.arange(6.0).reshape(2, 3)
    state = {
        "w": minijit.nn.Parameter(base),
        "v": base[:, 1:],
        "n": 1,
        "c": base.to(minijit.cfloat),
    }
    data = written(state, _use_new_zipfile_serialization=zipped)
    for location in ("meta", minijit.device("meta"), {"cpu": "meta"}):
        read = minijit.load(io.BytesIO(data), map_location=location)
        assert repr(read["w"]) == (
            "Parameter containing:\ntensor(..., device='meta', size=(2, 3), requires_grad=True)"
        )
        assert (read["v"].is_meta, read["v"].stride(), read["n"]) == (True, (3, 1), 1)
        assert read["c"].dtype is minijit.complex64
    assert minijit.load(io.BytesIO(written(read)))["v"].stride() == (3, 1)
    for name in ("complex32", "bits16", "float4_e2m1fn_x2", "meta", "meta_float8"):
        data = written(FILES["kinds"][name], _use_new_zipfile_serialization=zipped)
        read = minijit.load(io.BytesIO(data), map_location="meta")
        assert (read.is_meta, read.dtype) == (True, FILES["kinds"][name].dtype)
        assert read.shape == FILES["kinds"][name].shape
    for name in ("coo", "csr", "nested", "q4", "q8_floats"):
        data = written(
            {"a": base, "here": FILES["kinds"][name]}, _use_new_zipfile_serialization=zipped
        )
        with pytest.raises(
            RuntimeError, match=r"on the device meta.*map_location='cpu'.*here.*MJ5015"
        ):
            minijit.load(io.BytesIO(data), map_location="meta")


def test_sizes_are_given_without_reading_elements():
    count = 1 << 20
    made = tensor(stored=storage(numel=integer(count)), sizes=(count,), strides=(1,))
    records = entries("tensors", pickled("tensors", made), storages=())
    damaged = Entry(b"a/data/0", method=8, body=b"no deflated data", size=4 * count)
    data = make_zip([*records, damaged])
    for location in ("meta", {"cpu": "meta"}):
        read = minijit.load(io.BytesIO(data), map_location=location)
        assert (read.is_meta, tuple(read.shape)) == (True, (count,))
    with pytest.raises(RuntimeError, match="MJ40"):
        minijit.load(io.BytesIO(data))
    damaged = Entry(b"a/data/0", method=8, body=b"no deflated data", size=count)
    with pytest.raises(RuntimeError, match="MJ5010"):
        minijit.load(io.BytesIO(make_zip([*records, damaged])), map_location="meta")


@pytest.mark.parametrize("engine", ENGINES)
def test_programs_and_files_by_name_have_their_elements(engine, tmp_path):
    minijit.jit.script(minijit.nn.Linear(1, 1)).save(tmp_path / "m.pt")
    minijit.save_file({"a": minijit.ones(1)}, tmp_path / "a.npz")
    with pytest.raises(RuntimeError, match="MJ5013"):
        minijit.jit.load(tmp_path / "m.pt", map_location="meta", engine=engine)
    with pytest.raises(RuntimeError, match="MJ5013"):
        minijit.load_file(tmp_path / "a.npz", device="meta")


def test_a_dense_tensor_without_end_is_not_made():
    endless = FILES["kinds"]["coo_empty"].detach()
    endless._sizes = (1 << 40, 1 << 20)
    with pytest.raises(RuntimeError, match="MJ9005"):
        endless.to_dense()


def test_halves_that_share_a_place_are_added_as_pytorch_adds_them():
    coo = FILES["kinds"]["coo"]
    coo = coo.to(minijit.bfloat16)
    assert coo.to_dense().dtype is coo.coalesce().dtype is minijit.bfloat16
    assert coo.to_dense().tolist() == [[0.0, 0.0, 5.0], [2.0, 0.0, 3.0]]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("zipped", [True, False])
def test_pytorch_reads_what_is_written(zipped):
    torch = pytest.importorskip("torch")
    data = written(FILES["kinds"], _use_new_zipfile_serialization=zipped)
    if not zipped:
        plain = {n: t for n, t in FILES["kinds"].items() if n in FILES["kinds_stream"]}
        data = written(plain, _use_new_zipfile_serialization=False)
    with torch.sparse.check_sparse_tensor_invariants():
        loaded = torch.load(io.BytesIO(data), weights_only=True)
    for name, tensor in loaded.items():
        assert told(name, tensor) == KNOWN[name], name


@pytest.mark.filterwarnings("ignore")
def test_the_files_are_those_of_this_pytorch():
    torch = pytest.importorskip("torch")
    if torch.__version__ != "2.13.0+cpu":
        pytest.skip("the files are of PyTorch 2.13")
    loaded = torch.load(HERE / "kinds.pt", weights_only=True)
    made = file_of(torch, kinds(torch))
    assert list(made) == list(loaded)
    for name, tensor in made.items():
        if not name.startswith("bits"):
            assert repr(loaded[name]) == repr(tensor), name
