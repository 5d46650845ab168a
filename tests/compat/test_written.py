"""What minijit writes: the same bytes each time and after loading, and nothing of the machine. All cases and all layers."""

import copy
import io
import os
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

import minijit
from tests.cases.test_cases import NAMES, PROGRAMS, compile_program, each_engine
from tests.executors import load_program, run_tool, tool

ROOTS = {os.getcwd(), str(Path.home()), sys.prefix, str(Path(minijit.__file__).parent)} - {"/"}
LAYERS = load_program(Path(__file__).parents[1] / "unit" / "nn_layers.py").layers()


def check_bytes(make, engine, folder):
    """Two modules made alike are the same bytes in two places, and stay so when either language loads and saves them."""
    written = []
    for place in ("first", "second"):
        (folder / place).mkdir()
        minijit.jit.save(make(), folder / place / "m.pt")
        written.append((folder / place / "m.pt").read_bytes())
    again = folder / "again" / "m.pt"
    again.parent.mkdir()
    minijit.jit.save(minijit.jit.load(folder / "first" / "m.pt", engine=engine), again)
    assert written[0] == written[1] == again.read_bytes()
    if engine == "native" and tool():
        upgraded = folder / "upgraded" / "m.pt"
        upgraded.parent.mkdir()
        done = run_tool("upgrade", folder / "first" / "m.pt", upgraded)
        assert done.returncode == 0, done.stderr
        assert upgraded.read_bytes() == written[0]
    with zipfile.ZipFile(io.BytesIO(written[0])) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            told = [root for root in (*ROOTS, str(folder)) if root.encode() in content]
            assert not told, f"{name} holds {told}"


def seeded(target, engine):
    """A program of the cases; what it draws at the start is the same each time."""
    minijit.manual_seed(0)
    return compile_program(target, engine=engine)


@each_engine
@pytest.mark.parametrize("name", NAMES)
def test_bytes_of_programs(name, engine, tmp_path):
    _, target = PROGRAMS[name]
    check_bytes(lambda: seeded(target, engine), engine, tmp_path)


@each_engine
@pytest.mark.parametrize("name", [n for n, (_, inputs) in LAYERS.items() if inputs is not None])
def test_bytes_of_layers(name, engine, tmp_path):
    def traced():
        module, inputs = copy.deepcopy(LAYERS[name])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", minijit.TracerWarning)
            return minijit.jit.trace(module, inputs, check_trace=False, engine=engine)

    check_bytes(traced, engine, tmp_path)
