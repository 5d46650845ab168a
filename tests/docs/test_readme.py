"""The Python of the README runs, block after block in one namespace."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_readme_python_blocks_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert len(blocks) == 2
    # scripting reads the source of a class through its file
    source = tmp_path / "readme_example.py"
    source.write_text("\n".join(blocks))
    code = compile(source.read_text(), str(source), "exec")
    exec(code, {"__name__": "readme_example", "__file__": str(source)})
