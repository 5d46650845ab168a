"""What docs/language.md shows is run."""

import re
import sys
from pathlib import Path

from tests.docs.test_readme import run

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "language.md").read_text()


def test_the_programs_run(tmp_path):
    found = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found
    for at, text in enumerate(found):
        (tmp_path / f"example{at}.py").write_text(text)
        run(tmp_path, sys.executable, f"example{at}.py")
