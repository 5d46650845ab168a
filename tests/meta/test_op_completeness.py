"""Every line of ops.schema has what belongs to it, in each of the four places."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from minijit.reference import lookup
from minijit.schema import all_schemas, kinds
from tests.ops.sample import families, load

ROOT = Path(__file__).resolve().parents[2]
CURRENT = [s for kind in kinds() for s in all_schemas(kind) if s.upgrade is None]
COMPOSITES = {p.stem for p in (ROOT / "grammar" / "composites").glob("*.py")}
IMPLEMENTED = [s for s in CURRENT if not s.derive and s.function not in COMPOSITES]
CPP = ROOT / "runtime_cpp"
KERNELS = CPP / "kernels"


def test_every_operator_has_a_reference_function():
    missing = [s.qualified for s in IMPLEMENTED if lookup(s.function) is None]
    assert not missing, f"minijit/reference/<family>.py lacks: {', '.join(missing)}"


def test_every_reference_function_has_an_operator():
    import importlib

    from minijit.reference import FAMILIES

    known = {s.function for s in CURRENT}
    for family in FAMILIES:
        module = importlib.import_module(f"minijit.reference.{family}")
        extra = [n for n in vars(module) if n.startswith(("aten_", "prim_")) and n not in known]
        assert not extra, f"minijit/reference/{family}.py has {extra} without a line in ops.schema"


def test_no_function_of_a_namespace_hides_the_operator_of_its_name():
    from minijit.dispatch.namespaces import _PLAIN
    from minijit.schema.table import OPERATORS

    hidden = [f"{p}_{n}" for p, names in _PLAIN.items() for n in names]
    hidden = [name for name in hidden if f"aten::{name}" in OPERATORS]
    assert not hidden, f"minijit/dispatch/namespaces.py has {hidden} without the prefix"


def test_every_raise_of_a_composite_names_its_class():
    bare = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "grammar" / "composites").rglob("*.py"))
        for line in path.read_text().splitlines()
        if "prim.RaiseException(" in line
        and not re.search(r', "(operator|builtins)\.[A-Za-z]+Error"\)$', line)
    ]
    assert not bare, "\n".join(bare)


def test_every_operator_has_samples():
    present = {s.operator for family in families() for s in load(family)}
    # Those on objects of C++ classes, and with quantized tensors, are called by programs of the zoo.
    folder = ROOT / "tests" / "compat" / "zoo"
    paths = [*sorted(folder.glob("*.py")), folder.parent / "test_phone_archives.py"]
    zoo = "".join(path.read_text() for path in paths)
    present |= {s.qualified for s in CURRENT if f"ops.{s.kind.replace('::', '.')}(" in zoo}
    # Forms of the language: other programs of the zoo and the classes of the contract have them.
    present |= {"prim::tolist", "aten::qscheme"}
    missing = [s.qualified for s in CURRENT if s.qualified not in present]
    assert not missing, f"tests/ops/samples_<family>.py lacks: {', '.join(missing)}"


@pytest.mark.skipif(shutil.which("g++") is None, reason="kernels are found by the preprocessor")
def test_every_operator_has_a_kernel():
    """Many kernels are made by macros, so what the preprocessor leaves is searched."""
    found = set()
    for path in sorted(KERNELS.glob("*.cpp")):
        command = ["g++", "-std=c++17", "-E", "-P", f"-I{CPP}", f"-I{CPP / 'include'}", str(path)]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found |= set(re.findall(r"\bvoid\s+((?:aten|prim)_\w+)\s*\([^;{)]*\)\s*\{", text))
    missing = [s.function for s in IMPLEMENTED if s.function not in found]
    assert not missing, f"runtime_cpp/kernels/<family>.cpp lacks: {', '.join(missing)}"
