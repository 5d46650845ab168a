"""Archives of every container version keep their meaning: operators mean what they meant then."""

import io
import json
import zipfile

import numpy as np
import pytest

import minijit
from minijit.schema import all_schemas, kinds
from minijit.schema.table import OPSET_VERSION_MAX, OPSET_VERSION_MIN
from tests.compat.forge import FOLDER, expressions

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
