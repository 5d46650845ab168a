"""Each row of diagnostics.table is met by some test; the exceptions are listed with their reason."""

from pathlib import Path

from minijit.diagnostics.table import DIAGNOSTICS

ROOT = Path(__file__).resolve().parents[2]
# Rows that tests do not name. A row that a test names may not stay here.
UNTESTED = {
    "MJ2024": "archives say the type of a display that has none of its own",
    "MJ3111": "a kernel's last defence: programs that would reach it are refused while they are read",
    "MJ7001": "constants of a trace are operators' arguments, which the schema has checked",
    "MJ7003": "input_types finds no type for most of what it would refuse, and says MJ7004",
    "MJ7023": "reported of factories in a trace",
    "MJ7024": "reported of draws outside of the program",
    "MJ7026": "PyTorch is silent: it is in the report only",
    "MJ7027": "PyTorch is silent: it is in the report only",
    "MJ9011": "the bindings of C++ check the number of arguments before",
}


def test_every_row_is_met_by_a_test():
    files = [
        path
        for folder, pattern in (("tests", "*.py"), ("runtime_cpp/test", "*.c*"))
        for path in (ROOT / folder).rglob(pattern)
        if path != Path(__file__)
    ]
    text = "\n".join(path.read_text() for path in files)
    missing = {id for id in DIAGNOSTICS if id not in text}
    assert missing == UNTESTED.keys()
