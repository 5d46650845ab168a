"""Archives of every container version keep their meaning: operators mean what they meant then."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

import minijit
from minijit.schema import all_schemas, kinds
from minijit.schema.table import OPSET_VERSION_MAX, OPSET_VERSION_MIN
from minijit.cli.main import main
from tests.attacks.build import Entry, make_zip
from tests.attacks.corpus import entries
from tests.compat.forge import FOLDER, expressions
from tests.executors import run_tool, tool

VERSIONS = range(OPSET_VERSION_MIN, OPSET_VERSION_MAX + 1)
ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


def test_every_version_has_a_frozen_archive():
    missing = [v for v in VERSIONS if not (FOLDER / f"version_{v}.pt").is_file()]
    assert not missing, f"python -m tests.compat.forge writes versions {missing}"


def test_every_operator_with_an_old_meaning_is_called_by_a_frozen_archive():
    old = {s.kind for kind in kinds() for s in all_schemas(kind) if s.upgrade is not None}
    called = {f"aten::{e[6 : e.index('(')]}" for v in VERSIONS for e in expressions(v)}
    assert not old - called


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("version", VERSIONS)
def test_frozen_archive_means_what_it_meant(version, engine):
    module = minijit.jit.load(FOLDER / f"version_{version}.pt", engine=engine)
    assert module.engine == engine
    x, y = minijit.tensor([7, -7, 4]), minijit.tensor([2.0, 0.5, -1.0])
    wanted = json.loads((FOLDER / f"version_{version}.json").read_text())
    for text, got, (dtype, values) in zip(expressions(version), module(x, y), wanted, strict=True):
        assert str(got.dtype) == dtype, text
        np.testing.assert_allclose(got.numpy(), values, rtol=1e-6, err_msg=text)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_newer_file_is_refused_with_what_it_needs(engine):
    data = io.BytesIO()
    with zipfile.ZipFile(FOLDER / "version_10.pt") as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            text = b"11\n" if name.endswith("version") else old.read(name)
            new.writestr(name, text)
    with pytest.raises(RuntimeError, match="version 11, but the maximum supported version"):
        minijit.jit.load(io.BytesIO(data.getvalue()), engine=engine)


@pytest.mark.parametrize("version", VERSIONS)
def test_upgraded_and_saved_again_it_means_the_same_to_pytorch(version):
    torch = pytest.importorskip("torch")
    module = minijit.jit.load(FOLDER / f"version_{version}.pt")
    again = torch.jit.load(io.BytesIO(module.save_to_buffer()))
    wanted = json.loads((FOLDER / f"version_{version}.json").read_text())
    got = again(torch.tensor([7, -7, 4]), torch.tensor([2.0, 0.5, -1.0]))
    for text, found, (dtype, values) in zip(expressions(version), got, wanted, strict=True):
        assert str(found.dtype) == dtype, text
        np.testing.assert_allclose(found.numpy(), values, rtol=1e-6, err_msg=text)


BOTH_TOOLS = pytest.mark.parametrize(
    "which",
    ["python", pytest.param("cpp", marks=pytest.mark.skipif(not tool(), reason="no tool"))],
)


def upgraded(which, old, new):
    """Exit code of the verb upgrade of either tool."""
    arguments = ["upgrade", str(old), str(new)]
    return main(arguments) if which == "python" else run_tool(*arguments).returncode


def version_of(path):
    with zipfile.ZipFile(path) as opened:
        (name,) = (n for n in opened.namelist() if n.endswith("version"))
        return int(opened.read(name))


@BOTH_TOOLS
@pytest.mark.parametrize("version", VERSIONS)
def test_both_tools_upgrade(version, which, tmp_path):
    old, new = FOLDER / f"version_{version}.pt", tmp_path / "new.pt"
    assert upgraded(which, old, new) == 0
    assert version_of(new) == 10  # the newest that its operators need
    wanted = json.loads((FOLDER / f"version_{version}.json").read_text())
    readers = [(minijit, lambda e=e: minijit.jit.load(new, engine=e)) for e in ENGINES]
    try:
        import torch
    except ImportError:
        pass
    else:
        readers.append((torch, lambda: torch.jit.load(new)))
    for library, load in readers:
        found = load()(library.tensor([7, -7, 4]), library.tensor([2.0, 0.5, -1.0]))
        for text, got, (dtype, values) in zip(expressions(version), found, wanted, strict=True):
            assert str(got.dtype) == dtype, text
            np.testing.assert_allclose(got.numpy(), values, rtol=1e-6, err_msg=text)


OLD_CALLS = """op_version_set = 1
class M(Module):
  __parameters__ = []
  def forward(self: __torch__.M,
    x: Tensor) -> Tensor:
    a = torch.div(torch.div(other=3, self=x), ops.aten.div(x, torch.full([1], 2)))
    b = [torch.div_(torch.add(x, 0), torch.add(x, 1)), torch.gelu(torch.mul(x, 0.5))]
    return torch.cat([a, b[0], b[1]])
"""


def program(code, version=b"3", slots=b"}("):
    """An archive of one class `M`."""
    made = [e for e in entries("program") if not e.name.startswith(b"a/code/")]
    for entry in made:
        if entry.name == b"a/data.pkl":
            entry.data = b"\x80\x02c__torch__\nM\nq\x00)\x81" + slots + b"ub."
        if entry.name == b"a/version":
            entry.data = version
    return make_zip([*made, Entry(b"a/code/__torch__.py", code.encode())])


@BOTH_TOOLS
def test_calls_in_calls_with_names_and_defaults_are_upgraded(which, tmp_path):
    (tmp_path / "old.pt").write_bytes(program(OLD_CALLS))
    assert upgraded(which, tmp_path / "old.pt", tmp_path / "new.pt") == 0
    x = [7, -7, 4]
    old = minijit.jit.load(tmp_path / "old.pt")(minijit.tensor(x))
    for engine in ENGINES:
        new = minijit.jit.load(tmp_path / "new.pt", engine=engine)
        assert minijit.allclose(new(minijit.tensor(x)), old, atol=1e-6)
    torch = pytest.importorskip("torch")
    np.testing.assert_allclose(
        torch.jit.load(tmp_path / "new.pt")(torch.tensor(x)).numpy(),
        old.numpy(),
        rtol=1e-5,
        atol=1e-6,
    )


@pytest.mark.skipif(not tool(), reason="the C++ tool is not installed")
@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("x.div(2)", "in a way of its own"),
        ("torch.no_such(torch.div(x, 2))", "operators that are missing"),
    ],
)
def test_what_the_cpp_tool_cannot_upgrade_it_leaves(code, phrase, tmp_path):
    """Error MJ6036; the Python tool compiles it anew."""
    text = OLD_CALLS[: OLD_CALLS.index("    a =")] + f"    return {code}\n"
    (tmp_path / "old.pt").write_bytes(program(text))
    found = run_tool("upgrade", tmp_path / "old.pt", tmp_path / "new.pt")
    assert found.returncode == 1 and phrase in found.stderr and "[MJ6036]" in found.stderr
    assert not (tmp_path / "new.pt").exists()
    assert upgraded("python", tmp_path / "old.pt", tmp_path / "new.pt") == 0


@BOTH_TOOLS
def test_containers_of_files_without_their_types_get_them(which, tmp_path):
    text = OLD_CALLS[: OLD_CALLS.index("    a =")] + "    return torch.div(x, self.l[0])\n"
    text = text.replace("  def", "  l : List[int]\n  def", 1)
    slots = b"}(X\x01\0\0\0l](K\x02K\x03e"
    (tmp_path / "old.pt").write_bytes(program(text, b"2", slots))
    assert upgraded(which, tmp_path / "old.pt", tmp_path / "new.pt") == 0
    with zipfile.ZipFile(tmp_path / "new.pt") as opened:
        assert b"build_intlist" in opened.read("new/data.pkl")
    for engine in ENGINES:
        new = minijit.jit.load(tmp_path / "new.pt", engine=engine)
        assert new(minijit.tensor([7, -7])).tolist() == [3, -3]


@BOTH_TOOLS
def test_source_maps_move_with_the_code(which, tmp_path):
    class Divides(minijit.nn.Module):
        def forward(self, x):
            y = minijit.div(minijit.div(x, 2), 2) + minijit.div(x, 3)
            return y.view(-1, 5)  # the place

    minijit.jit.script(Divides()).save(tmp_path / "now.pt")
    with (
        zipfile.ZipFile(tmp_path / "now.pt") as now,
        zipfile.ZipFile(tmp_path / "old.pt", "w") as old,
    ):
        for name in now.namelist():
            old.writestr(name, b"3\n" if name.endswith("/version") else now.read(name))
    assert upgraded(which, tmp_path / "old.pt", tmp_path / "new.pt") == 0
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if line.endswith("# the place"))
    for engine in ENGINES:
        module = minijit.jit.load(tmp_path / "new.pt", engine=engine)
        with pytest.raises(RuntimeError, match=rf'File "{Path(__file__).name}", line {number}\b'):
            module(minijit.ones(2, 4))
