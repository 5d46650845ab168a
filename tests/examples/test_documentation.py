"""What the documentation of PyTorch's serialization shows, under `import minijit as torch`."""

import zipfile

import numpy as np
import pytest

import minijit as torch
from tests.examples.models import ControlFlowModule, Divides, Fills, MyModule
from tests.executors import run_tool, tool

cpp = pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")


def run_in_cpp(path, *inputs):
    """The result of `forward` in C++ on these arrays, as an array."""
    options = []
    for i, array in enumerate(inputs):
        file = path.parent / f"input{i}.npy"
        np.save(file, array)
        options += ["--input", file]
    found = run_tool("run", path, *options, "--output", path.parent / "output.npy")
    assert found.returncode == 0, found.stderr
    return np.load(path.parent / "output.npy")


def test_tensor(tmp_path):
    t = torch.tensor([1.0, 2.0])
    torch.save(t, tmp_path / "tensor.pt")
    assert repr(torch.load(tmp_path / "tensor.pt")) == "tensor([1., 2.])"


def test_dict_of_tensors(tmp_path):
    d = {"a": torch.tensor([1.0, 2.0]), "b": torch.tensor([3.0, 4.0])}
    torch.save(d, tmp_path / "tensor_dict.pt")
    assert (
        repr(torch.load(tmp_path / "tensor_dict.pt"))
        == "{'a': tensor([1., 2.]), 'b': tensor([3., 4.])}"
    )


def test_views_stay_views(tmp_path):
    numbers = torch.arange(1, 10)
    evens = numbers[1::2]
    torch.save([numbers, evens], tmp_path / "tensors.pt")
    loaded_numbers, loaded_evens = torch.load(tmp_path / "tensors.pt")
    loaded_evens *= 2
    assert repr(loaded_numbers) == "tensor([ 1,  4,  3,  8,  5, 12,  7, 16,  9])"
    assert repr(numbers) == "tensor([1, 2, 3, 4, 5, 6, 7, 8, 9])"


def test_a_view_saves_its_whole_storage(tmp_path):
    large = torch.arange(1, 1000)
    small = large[0:5]
    torch.save(small, tmp_path / "small.pt")
    loaded_small = torch.load(tmp_path / "small.pt")
    assert loaded_small.untyped_storage().nbytes() // loaded_small.element_size() == 999
    assert loaded_small.storage().size() == 999

    torch.save(small.clone(), tmp_path / "small.pt")
    loaded_small = torch.load(tmp_path / "small.pt")
    assert loaded_small.storage().size() == 5
    assert loaded_small.tolist() == [1, 2, 3, 4, 5]


def test_batch_norm_state(tmp_path):
    bn = torch.nn.BatchNorm1d(3, track_running_stats=True)
    assert [name for name, _ in bn.named_parameters()] == ["weight", "bias"]
    assert [name for name, _ in bn.named_buffers()] == [
        "running_mean",
        "running_var",
        "num_batches_tracked",
    ]
    assert repr(dict(bn.state_dict())) == (
        "{'weight': tensor([1., 1., 1.]), 'bias': tensor([0., 0., 0.]), "
        "'running_mean': tensor([0., 0., 0.]), 'running_var': tensor([1., 1., 1.]), "
        "'num_batches_tracked': tensor(0)}"
    )
    bn(torch.arange(6.0).reshape(2, 3))
    torch.save(bn.state_dict(), tmp_path / "bn.pt")
    new_bn = torch.nn.BatchNorm1d(3, track_running_stats=True)
    assert (
        repr(new_bn.load_state_dict(torch.load(tmp_path / "bn.pt")))
        == "<All keys matched successfully>"
    )
    assert new_bn.num_batches_tracked.item() == 1
    assert torch.equal(new_bn.running_mean, bn.running_mean)
    assert new_bn.state_dict()._metadata[""] == {"version": 2}


def test_module_state(tmp_path):
    m = MyModule()
    assert list(m.state_dict()) == ["l0.weight", "l0.bias", "l1.weight", "l1.bias"]
    torch.save(m.state_dict(), tmp_path / "mymodule.pt")
    new_m = MyModule()
    x = torch.randn(4)
    assert (
        str(new_m.load_state_dict(torch.load(tmp_path / "mymodule.pt")))
        == "<All keys matched successfully>"
    )
    assert torch.equal(new_m(x), m(x))


def test_scripted_module(tmp_path):
    m = torch.jit.script(MyModule())
    x = torch.arange(4.0)
    torch.jit.save(m, tmp_path / "scripted.pt")
    new_m = torch.jit.load(tmp_path / "scripted.pt")
    assert repr(new_m) == (
        "RecursiveScriptModule(\n  original_name=MyModule\n  (l0): RecursiveScriptModule(original_name=Linear)\n"
        "  (l1): RecursiveScriptModule(original_name=Linear)\n)"
    )
    assert repr(m) == repr(new_m)
    assert torch.equal(new_m(x), m(x))
    with pytest.raises(Exception, match="jit.load"):
        torch.load(tmp_path / "scripted.pt")


@cpp
def test_scripted_module_in_cpp(tmp_path):
    m = torch.jit.script(MyModule())
    m.save(tmp_path / "scripted.pt")
    x = np.arange(4, dtype="f4")
    got = run_in_cpp(tmp_path / "scripted.pt", x)
    np.testing.assert_allclose(got, m(torch.from_numpy(x)).detach().numpy(), rtol=1e-5, atol=1e-6)


def test_a_trace_loses_the_branch_and_a_script_keeps_it(tmp_path):
    module = ControlFlowModule()
    traced = torch.jit.trace(module, torch.randn(4))
    traced.save(tmp_path / "traced.pt")
    assert torch.jit.load(tmp_path / "traced.pt")(torch.randn(2, 4)).shape == (2, 1)
    assert "if" not in traced.code

    scripted = torch.jit.script(module)
    scripted.save(tmp_path / "scripted.pt")
    loaded = torch.jit.load(tmp_path / "scripted.pt")
    assert repr(loaded(torch.randn(2, 4))) == "tensor(0)"
    x = torch.randn(4)
    assert torch.allclose(loaded(x), module(x), rtol=1e-6, atol=1e-7)
    assert repr(loaded).startswith("RecursiveScriptModule(\n  original_name=ControlFlowModule\n")


@cpp
def test_the_branch_in_cpp(tmp_path):
    module = ControlFlowModule()
    torch.jit.trace(module, torch.randn(4)).save(tmp_path / "traced.pt")
    torch.jit.script(module).save(tmp_path / "scripted.pt")
    x = np.ones((2, 4), "f4")
    assert run_in_cpp(tmp_path / "traced.pt", x).shape == (2, 1)
    got = run_in_cpp(tmp_path / "scripted.pt", x)
    assert got.shape == () and got == 0
    expected = module(torch.ones(4)).detach().numpy()
    np.testing.assert_allclose(
        run_in_cpp(tmp_path / "scripted.pt", x[0]), expected, rtol=1e-5, atol=1e-6
    )


def with_version(path, version, new):
    """The same archive, said to be of another version."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as made:
        for item in old.namelist():
            if item.endswith("/version"):
                made.writestr(f"{item.partition('/')[0]}/version", f"{version}\n")
            else:
                made.writestr(item, old.read(item))
    return new


def test_integer_division_by_version(tmp_path):
    torch.jit.script(Divides()).save(tmp_path / "new.pt")
    old = with_version(tmp_path / "new.pt", 3, tmp_path / "old.pt")
    a, b = torch.tensor([7, -7]), torch.tensor([2, 2])
    today = torch.jit.load(tmp_path / "new.pt")(a, b)
    then = torch.jit.load(old)(a, b)
    assert (today.dtype, today.tolist()) == (torch.float32, [3.5, -3.5])
    assert (then.dtype, then.tolist()) == (torch.int64, [3, -3])
    assert torch.jit.load(old)(a.float(), b).tolist() == [3.5, -3.5]


def test_integer_full_by_version(tmp_path):
    torch.jit.script(Fills()).save(tmp_path / "new.pt")
    old = with_version(tmp_path / "new.pt", 3, tmp_path / "old.pt")
    assert [t.dtype for t in torch.jit.load(tmp_path / "new.pt")()] == [torch.int64, torch.int64]
    assert [t.dtype for t in torch.jit.load(old)()] == [torch.float32, torch.int64]


@cpp
def test_versions_in_cpp(tmp_path):
    torch.jit.script(Divides()).save(tmp_path / "new.pt")
    torch.jit.script(Fills()).save(tmp_path / "full.pt")
    pair = np.array([7, -7]), np.array([2, 2])
    assert run_in_cpp(tmp_path / "new.pt", *pair).tolist() == [3.5, -3.5]
    old = with_version(tmp_path / "new.pt", 3, tmp_path / "old.pt")
    got = run_in_cpp(old, *pair)
    assert got.dtype == np.int64 and got.tolist() == [3, -3]
    assert run_in_cpp(tmp_path / "full.pt").dtype == np.int64
    assert (
        run_in_cpp(with_version(tmp_path / "full.pt", 3, tmp_path / "old_full.pt")).dtype
        == np.float32
    )


def test_the_version_follows_the_operators(tmp_path):
    for module, record in ((MyModule(), "version"), (Divides(), "version"), (Fills(), "version")):
        torch.jit.script(module).save(tmp_path / "m.pt")
        with zipfile.ZipFile(tmp_path / "m.pt") as file:
            found = file.read(f"m/{record}")
        assert found == {MyModule: b"3\n", Divides: b"4\n", Fills: b"5\n"}[type(module)]
    torch.jit.script(torch.nn.GELU()).save(tmp_path / "m.pt")
    with zipfile.ZipFile(tmp_path / "m.pt") as file:
        assert file.read("m/.data/version") == b"10\n"


def test_a_newer_file_is_refused(tmp_path):
    torch.jit.script(MyModule()).save(tmp_path / "m.pt")
    newer = with_version(tmp_path / "m.pt", 11, tmp_path / "newer.pt")
    with pytest.raises(RuntimeError, match="maximum supported version for reading is 10"):
        torch.jit.load(newer)
