"""Facts about the repository itself: generated files are fresh, layers hold."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_fresh():
    run = subprocess.run(
        [sys.executable, str(ROOT / "grammar" / "generate.py"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout


def test_cpp_rooms_include_only_lower_rooms():
    assert load(ROOT / "tests" / "meta" / "cpp_layers.py").violations() == []


def test_a_wrong_include_is_found(tmp_path):
    (tmp_path / "zip").mkdir()
    (tmp_path / "zip" / "x.cpp").write_text('#include "loader/loader.h"\n')
    found = load(ROOT / "tests" / "meta" / "cpp_layers.py").violations(tmp_path)
    assert found == ["zip/x.cpp: includes loader/loader.h"]


def test_every_closed_operator_line_has_its_upgrader():
    from minijit.schema.table import OPERATORS

    wanted = {row[5] for rows in OPERATORS.values() for row in rows if row[5]}
    present = {p.stem for p in (ROOT / "grammar" / "upgraders").glob("*.py")}
    assert wanted == present


def test_cpp_fills_every_placeholder_of_its_diagnostics():
    rows = {}
    for line in (ROOT / "grammar" / "diagnostics.table").read_text().splitlines():
        if line.startswith("MJ"):
            id, _, _, sentence = line.split("|", 3)
            rows[id.strip()] = set(re.findall(r"\{(\w+)\}", sentence))
    raised = re.compile(r"(?:Error|fail)\w*\(\s*Diag::(MJ\d{4})([^;]*);")
    wrong = []
    for path in sorted((ROOT / "runtime_cpp").rglob("*.cpp")):
        if path.parent.name in ("test", "fuzz"):
            continue
        text = path.read_text()
        for found in raised.finditer(text):
            filled = set(re.findall(r'\{"(\w+)",', found[2]))
            if filled != rows[found[1]]:
                line = text.count("\n", 0, found.start()) + 1
                wrong.append(f"{path.name}:{line}: {found[1]} fills {filled}, not {rows[found[1]]}")
    assert not wrong, "\n".join(wrong)
