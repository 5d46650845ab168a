"""`load_file` and `save_file`: safetensors and npz."""

import json

import numpy as np
import pytest

import minijit as torch
from minijit.tensor.narrow import NARROW

TENSORS = {
    "weight": torch.arange(6, dtype=torch.float32).reshape(2, 3), "flags": torch.tensor([True, False]),
    "half": torch.tensor([1.5], dtype=torch.float16), "count": torch.tensor(7),
    "view": torch.arange(6.0).reshape(2, 3).t(), "none": torch.zeros(0, 3),
    "complex": torch.tensor([1 + 2j]), "bytes": torch.arange(3, dtype=torch.uint8),
}  # fmt: skip
BRAIN = {"brain": torch.tensor([1.0, -2.5]).to(torch.bfloat16)}


def same(a, b):
    return list(a) == list(b) and all(
        a[k].dtype == b[k].dtype and a[k].shape == b[k].shape and torch.equal(a[k], b[k]) for k in a
    )


def by_name(tensors):
    return dict(sorted(tensors.items()))


@pytest.mark.parametrize("name", ["x.npz", "x.safetensors"])
def test_round_trip(tmp_path, name):
    tensors = TENSORS | (BRAIN if name == "x.safetensors" else {})
    torch.save_file(tensors, tmp_path / name)
    assert same(by_name(torch.load_file(tmp_path / name)), by_name(tensors))


def test_the_same_tensors_give_the_same_bytes(tmp_path):
    torch.save_file(TENSORS, tmp_path / "a.safetensors")
    torch.save_file(dict(reversed(TENSORS.items())), tmp_path / "b.safetensors")
    assert (tmp_path / "a.safetensors").read_bytes() == (tmp_path / "b.safetensors").read_bytes()


def test_a_state_dict(tmp_path):
    module = torch.nn.Linear(2, 3)
    torch.save_file(module.state_dict(), tmp_path / "m.safetensors", metadata={"format": "pt"})
    other = torch.nn.Linear(2, 3)
    other.load_state_dict(torch.load_file(tmp_path / "m.safetensors"))
    assert torch.equal(other.weight, module.weight)


def test_the_package_of_safetensors_agrees(tmp_path):
    theirs = pytest.importorskip("safetensors.numpy")
    torch.save_file(TENSORS, tmp_path / "x.safetensors", metadata={"a": "b"})
    read = theirs.load_file(tmp_path / "x.safetensors")
    assert {k: v.tolist() for k, v in read.items()} == {k: v.tolist() for k, v in TENSORS.items()}
    theirs.save_file({"w": np.ones((2, 2), np.float32)}, tmp_path / "y.safetensors")
    assert torch.load_file(tmp_path / "y.safetensors")["w"].tolist() == [[1.0, 1.0], [1.0, 1.0]]


def narrow(name):
    """Every byte, as numbers of a dtype of eight bits: such tensors come from files."""
    made = torch.arange(256).to(torch.uint8)
    made._quantizer = NARROW[name]
    return made


FLOAT8 = ["float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu"]


@pytest.mark.parametrize("name", FLOAT8)
def test_numbers_of_eight_bits(tmp_path, name):
    whole = narrow(name)
    torch.save_file({"w": whole, "p": whole[1:4], "x": torch.ones(1)}, tmp_path / "x.safetensors")
    read = torch.load_file(tmp_path / "x.safetensors")
    assert read["w"].dtype is read["p"].dtype is getattr(torch, name)
    assert read["w"].view(torch.uint8).tolist() == list(range(256))
    assert read["p"].view(torch.uint8).tolist() == [1, 2, 3]
    assert read["x"].dtype is torch.float32
    with pytest.raises(TypeError, match=f"'w' cannot be written.*numpy has no {name}.*MJ6038"):
        torch.save_file({"w": whole}, tmp_path / "x.npz")


@pytest.mark.parametrize("name", FLOAT8[:4])
def test_numbers_of_eight_bits_as_safetensors_has_them(tmp_path, name):
    theirs, library = pytest.importorskip("safetensors.torch"), pytest.importorskip("torch")
    torch.save_file({"w": narrow(name)}, tmp_path / "x.safetensors")
    read = theirs.load_file(tmp_path / "x.safetensors")["w"]
    assert str(read.dtype) == f"torch.{name}"
    assert read.view(library.uint8).tolist() == list(range(256))
    theirs.save_file({"w": read}, tmp_path / "y.safetensors")
    again = torch.load_file(tmp_path / "y.safetensors")["w"]
    assert again.dtype is getattr(torch, name)
    assert again.view(torch.uint8).tolist() == list(range(256))


def test_pytorch_and_safetensors_agree(tmp_path):
    theirs, library = pytest.importorskip("safetensors.torch"), pytest.importorskip("torch")
    torch.save_file(BRAIN | {"x": TENSORS["weight"]}, tmp_path / "x.safetensors")
    read = theirs.load_file(tmp_path / "x.safetensors")
    assert read["brain"].dtype == library.bfloat16
    assert read["brain"].float().tolist() == [1.0, -2.5]


def test_what_a_format_cannot_hold(tmp_path):
    for tensors, name, more, match in (
        (BRAIN, "x.npz", {}, "'brain' cannot be written .* numpy has no bfloat16"),
        (TENSORS, "x.npz", {"metadata": {"a": "b"}}, "metadata cannot be written"),
        ({"a": 3}, "x.safetensors", {}, "'a' cannot be written .* it is int"),
        ({"z": torch.tensor([1j], dtype=torch.complex128)}, "x.safetensors", {}, "it is of torch.complex128"),
    ):  # fmt: skip
        with pytest.raises(TypeError, match=f"{match}.*MJ6038"):
            torch.save_file(tensors, tmp_path / name, **more)
    assert not list(tmp_path.iterdir())


def test_devices_that_are_not_there(tmp_path):
    torch.save_file(TENSORS, tmp_path / "x.safetensors")
    with pytest.raises(RuntimeError, match="MJ5013"):
        torch.load_file(tmp_path / "x.safetensors", device="cuda")


def header(**rows):
    text = json.dumps(rows).encode()
    return len(text).to_bytes(8, "little") + text


ROW = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}
DAMAGED = {
    "empty": b"", "short": b"\x01", "a long header": (1 << 62).to_bytes(8, "little"),
    "no json": (2).to_bytes(8, "little") + b"{[", "a list": (2).to_bytes(8, "little") + b"[]",
    "no row": header(a=3), "no dtype": header(a={**ROW, "dtype": "F31"}) + b"1234",
    "no shape": header(a={**ROW, "shape": [-1]}) + b"1234", "a text": header(a={**ROW, "shape": ["1"]}) + b"1234",
    "too large": header(a={**ROW, "shape": [1 << 40, 1 << 40]}) + b"1234",
    "outside": header(a={**ROW, "data_offsets": [4, 8]}) + b"1234", "cut": header(a=ROW) + b"123",
    "more": header(a=ROW) + b"12345", "gap": header(a=ROW, b={**ROW, "data_offsets": [8, 12]}) + b"1" * 12,
    "overlap": header(a=ROW, b=ROW) + b"1234", "deep": (100000).to_bytes(8, "little") + b"[" * 100000,
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files(tmp_path, name):
    (tmp_path / "x.safetensors").write_bytes(DAMAGED[name])
    with pytest.raises(RuntimeError, match="is not a file of safetensors.*MJ6037"):
        torch.load_file(tmp_path / "x.safetensors")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: torch.save({"a": torch.ones(1)}, path), r"load it with minijit\.load "),
        (
            lambda path: torch.save([1], path, _use_new_zipfile_serialization=False),
            r"it is a pickle: load it with minijit\.load ",
        ),
        (lambda path: torch.jit.script(torch.nn.ReLU()).save(path), r"with minijit\.jit\.load "),
        (lambda path: path.write_bytes(b"PK\x03\x04 cut"), r"no \.npz file that can be read"),
        (lambda path: np.save(path.open("wb"), np.ones(2)), r"load it with numpy\.load"),
    ],
)
def test_files_for_other_functions(make, said, tmp_path):
    path = tmp_path / "x.pt"
    make(path)
    with pytest.raises(RuntimeError, match=f"x.pt is not a file of safetensors or numpy.*{said}"):
        torch.load_file(path)
