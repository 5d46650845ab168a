"""IR text of programs in the archive's dialect: tests/golden/ir/<name>.py gives <name>.ir.

`MINIJIT_UPDATE=1 pytest tests/unit/test_frontend_golden.py` writes the expected files anew. The C++
runtime must print the same bytes.
"""

import os
import re
from pathlib import Path

import pytest

from minijit.diagnostics import Source
from minijit.frontend import compile_text
from minijit.ir import CompilationUnit, print_unit, verify

FOLDER = Path(__file__).parents[1] / "golden" / "ir"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.stem)
def test_ir(path):
    text = path.read_text()
    unit = CompilationUnit(int(re.match(r"op_version_set = (\d+)", text).group(1)))
    compile_text(unit, Source("code/__torch__.py", text))
    for function in unit.all_functions():
        verify(function.graph)
    found = print_unit(unit)
    expected = path.with_suffix(".ir")
    if os.environ.get("MINIJIT_UPDATE"):
        expected.write_text(found)
    assert found == expected.read_text()
