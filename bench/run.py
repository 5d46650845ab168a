"""Side by side with its peers: what a small call, a start, an import and the library cost.

`make bench` runs it. PyTorch's column is filled where PyTorch is installed.
"""

import argparse
import importlib.util
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

CALL = """
import {package}, sys, time
net = {package}.jit.load(sys.argv[1])
x = {package}.ones(1, 4)
best = 1e9
with {package}.no_grad():
    for _ in range(50):
        start = time.perf_counter_ns()
        for _ in range(400):
            net(x)
        best = min(best, (time.perf_counter_ns() - start) / 400)
print(best)
"""


def processor_time(command: list[str], runs: int = 15) -> float:
    """User and system milliseconds of a process, the least of several runs."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, spent * 1e3)
    return best


def printed_all(command: list[str]) -> list[float]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(line) for line in done.stdout.split()]


def printed(command: list[str]) -> float:
    return printed_all(command)[0]


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def library_bytes(folder: Path) -> int:
    found = [p for p in folder.rglob("libminijit*") if not p.is_symlink()]
    return max((p.stat().st_size for p in found), default=0)


Row = tuple[str, float, float | None, float | None, str]


def measure(programs: Path, library: Path, work: Path, torch: bool) -> list[Row]:
    """What, ours, the peer's, the most that is allowed, unit."""
    network = Path(__file__).with_name("network.py")
    subprocess.run([sys.executable, str(network), str(work)], check=True)
    rows: list[Row] = []
    for form in ("scripted", "traced"):
        archive = str(work / f"{form}.pt")
        peer = printed(python(CALL.format(package="torch"), archive)) if torch else None
        ours = printed([str(programs / "call"), archive])
        rows.append((f"call in C++, {form} (peer: torch in Python)", ours, peer, 1000, "ns"))
        ours = printed(python(CALL.format(package="minijit"), archive))
        rows.append((f"call in Python, {form} (peer: torch)", ours, peer, None, "ns"))
    loops = [sys.executable, str(Path(__file__).with_name("loops.py"))]
    whats = ("1e6 rounds of arithmetic", "1e5 numbers: list, dict, sort")
    peers: Sequence[float | None] = printed_all([*loops, "torch"]) if torch else (None, None)
    for what, ours, peer in zip(whats, printed_all([*loops, "minijit"]), peers, strict=True):
        rows.append((what, ours, peer, None, "ms"))
    scripting = [sys.executable, str(Path(__file__).with_name("scripting.py"))]
    peer = printed([*scripting, "torch"]) if torch else None
    rows.append(("scripting 200 lines", printed([*scripting, "minijit"]), peer, 1000, "ms"))
    archive = str(work / "scripted.pt")
    start = processor_time([str(programs / "start"), archive])
    code = "import torch, sys; torch.jit.load(sys.argv[1])(torch.ones(1, 4))"
    peer = processor_time(python(code, archive), 3) if torch else None
    rows.append(("start to first result in C++ (peer: torch in Python)", start, peer, 10, "ms"))
    numpy = processor_time(python("import numpy"))
    rows.append(
        ("import minijit (peer: numpy)", processor_time(python("import minijit")), numpy,
         2 * numpy, "ms")
    )  # fmt: skip
    size = library_bytes(library) / 1e6
    rows.append(("library, stripped", size, None, 4, "MB"))
    return rows


def table(rows: list[Row]) -> str:
    lines = [f"{'':56}{'minijit':>10}{'peer':>10}{'peer/ours':>11}{'at most':>10}"]
    for what, ours, peer, most, unit in rows:
        lines.append(
            f"{what + ', ' + unit:56}{ours:>10.4g}"
            + (f"{peer:>10.4g}{peer / ours:>11.2f}" if peer is not None else f"{'-':>10}{'-':>11}")
            + (f"{most:>10.4g}" if most is not None else f"{'-':>10}")
            + ("" if most is None or ours <= most else "  OVER")
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="folder of `call` and `start`")
    parser.add_argument("--library", type=Path, required=True, help="folder with libminijit")
    options = parser.parse_args()
    torch = importlib.util.find_spec("torch") is not None
    with tempfile.TemporaryDirectory() as work:
        rows = measure(options.programs, options.library, Path(work), torch)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, "
          f"Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")  # fmt: skip
    print(table(rows))
    return any(most is not None and ours > most for _, ours, _, most, _ in rows)


if __name__ == "__main__":
    sys.exit(main())
