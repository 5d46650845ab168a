"""Prints the milliseconds (of processor time) to script 200 lines: `scripting.py minijit` or `torch`."""

import importlib
import sys
import tempfile
import time
from pathlib import Path

HEAD = """
class Large({package}.nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = {package}.nn.Linear(4, 4)
        self.n = 3
"""
STEP = """
    def step{i}(self, x: {package}.Tensor, k: int) -> {package}.Tensor:
        values = [x * j for j in range(k)]
        if k > {i} and x.size(0) > 1:
            x = {package}.relu(self.lin(x)) + len(values)
        return x.view(-1, 4)[:, : self.n].sum(dim=1, keepdim=True).expand(-1, 4)
"""
METHODS = 32


def text(package: str) -> str:
    """A module of two hundred lines: methods of loops, branches, layers and slices."""
    lines = [f"import {package}", HEAD.format(package=package)]
    lines += [STEP.format(i=i, package=package) for i in range(METHODS)]
    lines += [f"    def forward(self, x: {package}.Tensor) -> {package}.Tensor:"]
    lines += [f"        x = self.step{i}(x, {i})" for i in range(METHODS)]
    return "\n".join([*lines, "        return x", ""])


def main(package: str) -> None:
    library = importlib.import_module(package)
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        for i in range(4):
            # a new file each time: what was scripted once is not parsed again
            Path(folder, f"large{i}.py").write_text(text(package), encoding="utf-8")
            module = importlib.import_module(f"large{i}").Large()
            start = time.process_time()
            library.jit.script(module)
            best = min(best, time.process_time() - start)
    print(best * 1e3)


if __name__ == "__main__":
    main(sys.argv[1])
