"""Forges tests/compat/frozen/: one archive for each container version, with PyTorch's answers beside it.

Nothing writes versions 1 and 2 any more, and the others only where an operator wants them, so the files are put together here by
hand. `python -m tests.compat.forge` writes those that are missing; one that is there is never written again.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from minijit.schema.table import OPSET_VERSION_MAX, OPSET_VERSION_MIN

FOLDER = Path(__file__).parent / "frozen"
# The root object: a module without attributes. And the empty tuple of constants.
DATA = b"\x80\x02c__torch__\nM\nq\x00)\x81}(ub."
CONSTANTS = b"\x80\x02)."


def expressions(version: int) -> list[str]:
    """Calls whose meaning has changed since some version, as that version spells them."""
    out = "torch.zeros([3], dtype=6)"
    made = [
        "torch.div(x, 2)", "torch.div(x, 2.)", "torch.div(x, y)", "torch.div(y, x)",
        "torch.div_(torch.clone(y), 2)", "torch.div_(torch.clone(y), x)", f"torch.div(x, x, out={out})",
        "torch.full([2], 1)", "torch.full([2], 1.5)", "torch.full([2], 1, dtype=4)",
        f"torch.full([3], 2, out={out})",
        "torch.gelu(y)", f"torch.gelu(y, out={out})",
    ]  # fmt: skip
    if version <= 3:
        made += ["torch.div_(torch.clone(x), 2)", "torch.div_(torch.clone(x), x)"]
    else:
        mode = 'rounding_mode="floor"'
        made += [f"torch.div(x, 2, {mode})", f"torch.div(x, y, {mode})"]
    out = "torch.zeros([100], dtype=6)"
    steps = "" if version <= 7 else ", 100"
    made += [f"torch.linspace(0, 1{steps})", f"torch.linspace(0., 1.{steps}, out={out})"]
    steps = "" if version <= 8 else ", 100"
    made += [f"torch.logspace(0, 1{steps})", f"torch.logspace(0., 1.{steps}, out={out})"]
    return made


def code(version: int) -> str:
    """The program of a version."""
    prologue = f"op_version_set = {version}\n" if version == 1 else ""
    lines = "".join(f"    _{i} = {text}\n" for i, text in enumerate(expressions(version)))
    names = ", ".join(f"_{i}" for i in range(len(expressions(version))))
    return (
        f"{prologue}class M(Module):\n  __parameters__ = []\n"
        "  def forward(self: __torch__.M,\n    x: Tensor,\n    y: Tensor) -> List[Tensor]:\n"
        f"{lines}    return [{names}]\n"
    )


def forge(version: int, path: Path) -> None:
    """Writes the archive of a version."""
    name = "version" if version < 6 else ".data/version"
    entries = {
        name: f"{version}\n".encode(), "data.pkl": DATA, "constants.pkl": CONSTANTS,
        "code/__torch__.py": code(version).encode(),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as file:
        for entry, content in entries.items():
            file.writestr(zipfile.ZipInfo(f"frozen/{entry}"), content)


def main() -> None:
    """Writes what is missing."""
    import torch

    FOLDER.mkdir(exist_ok=True)
    for version in range(OPSET_VERSION_MIN, OPSET_VERSION_MAX + 1):
        path = FOLDER / f"version_{version}.pt"
        if path.exists():
            continue
        forge(version, path)
        results = torch.jit.load(path)(torch.tensor([7, -7, 4]), torch.tensor([2.0, 0.5, -1.0]))
        rows = [[str(r.dtype), r.tolist()] for r in results]
        path.with_suffix(".json").write_text(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
