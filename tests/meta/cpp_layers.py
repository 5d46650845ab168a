"""The rooms of runtime_cpp include only rooms that stand before them (architecture.md)."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "runtime_cpp"
ROOMS = [
    "include", "support", "zip", "tensor", "pickle", "ir", "kernels", "code", "plan", "exec",
    "passes", "loader", "api", "python", "cli", "examples", "fuzz", "bench", "test",
]  # fmt: skip
LEAVES = {"python", "cli", "examples", "fuzz", "bench", "test"}


def violations(root=ROOT):
    """`file: includes room/x.h` for every include that points upwards; generated/ is data for all."""
    found = []
    for path in sorted(root.rglob("*")):
        room = path.relative_to(root).parts[0]
        if path.suffix not in {".h", ".cpp"} or room not in ROOMS:
            continue
        for target in re.findall(r'#include ["<]([^">]+)[">]', path.read_text()):
            other = target.split("/")[0]
            if other in {"minijit", "generated", room} or other not in ROOMS:
                continue
            if (room, other) == ("fuzz", "test"):  # both are tests: they share the zip builder
                continue
            if room == "include" or other in LEAVES or ROOMS.index(other) > ROOMS.index(room):
                found.append(f"{path.relative_to(root)}: includes {target}")
    return found


if __name__ == "__main__":
    lines = violations()
    print("\n".join(lines) or "C++ layers: kept")
    sys.exit(1 if lines else 0)
