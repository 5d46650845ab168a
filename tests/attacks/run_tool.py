"""Runs the C++ tool on the corpus: `python -m tests.attacks.run_tool TOOL [--memory] [--quick]`.

Programs go through `check` and `scan`, those of the kind "run" through `run` under limits. A file must end with the expected
diagnostic or load; anything else (a signal, a sanitizer's report, a long run) fails, and with --memory (which means nothing
under a sanitizer) a peak beyond what SECURITY.md states. A scan refuses what a check refuses, unless that is found only by
running the file's `__setstate__`. --quick takes every fifth file, and leaves out the scans and what is cut or changed byte by byte.
"""

import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from tests.attacks.corpus import cases, fits, large_cases, sweeps
from tests.attacks.corpus_code import LIMITS

SECONDS = 60
MEMORY = (128_000_000, 200)  # of a process that holds nothing yet, and for every byte of a file


def finished(arguments, folder):
    """Exit code, output and errors, and the peak of memory of a process."""
    out, errors = folder / "out", folder / "errors"
    with out.open("wb") as stdout, errors.open("wb") as stderr:
        process = subprocess.Popen(arguments, stdout=stdout, stderr=stderr)
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    texts = [path.read_bytes().decode(errors="replace") for path in (out, errors)]
    return process.returncode, *texts, usage.ru_maxrss * 1024


class Tool:
    """The tool, and the most memory that its calls took beyond what is stated."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = Path(folder)
        self.file = self.folder / "case.pt"
        self.input = self.folder / "x.npy"
        np.save(self.input, np.ones((2, 3), np.float32))
        self.excess = 0

    def call(self, verb, data, *more):
        """The id of the diagnostic, "" if nothing is refused, or a text that says what went wrong."""
        self.file.write_bytes(data)
        limits = [word for name, n in LIMITS.items() for word in ("--limit", f"{name}={n}")]
        arguments = [self.path, verb, self.file, *more, *limits]
        code, out, errors, peak = finished(arguments, self.folder)
        if verb != "run":
            self.excess = max(self.excess, peak - MEMORY[0] - MEMORY[1] * len(data))
        found = re.search(r"\[(MJ\d{4})\]", errors + out)
        if code == 0 or (code == 1 and not found and "missing operators" in out.replace("_", " ")):
            return ""
        return found[1] if code == 1 and found else f"exit {code}: {errors[-2000:]}"


def differs(checked, scanned):
    """What is wrong with the answer of a scan, given that of a check; "" if nothing is."""
    if scanned and not re.fullmatch(r"MJ\d{4}", scanned):
        return f"scan: {scanned}"
    if checked.startswith(("MJ4", "MJ5")) and not scanned:
        return f"scan refuses nothing, check says {checked}"
    return f"scan says {scanned}, check nothing" if scanned and not checked else ""


def problems_of(tool, case, quick):
    """What is wrong with the tool's answers to one file."""
    if case.kind == "run":
        found = tool.call("run", case.data, "--input", tool.input)
    else:
        found = tool.call("check", case.data)
    problems = [] if fits(case.expected, found) else [found]
    if case.kind != "run" and not quick:
        problems += filter(None, [differs(found, tool.call("scan", case.data))])
    return problems


def main(path, *, memory=False, quick=False):
    """The number of files that went wrong; as many are looked at once as there are processors."""
    wrong = total = 0
    known = [c for c in (*cases(), *large_cases()) if c.kind != "tensors"]
    known = known[::5] if quick else known
    swept = () if quick else sweeps("program", step=3, masks=(0xFF,))
    tools = queue.SimpleQueue()

    def judged(case):
        tool = tools.get()
        try:
            return case, problems_of(tool, case, quick)
        finally:
            tools.put(tool)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as threads:
        made = [Tool(path, tempfile.mkdtemp(dir=folder)) for _ in range(os.cpu_count() or 1)]
        for tool in made:
            tools.put(tool)
        for case, problems in threads.map(judged, (*known, *swept)):
            total += 1
            wrong += bool(problems)
            for problem in problems:
                print(f"{case.id}: expected {case.expected!r}, got {problem!r}")
        excess = max(tool.excess for tool in made)
    if memory and excess > 0:
        wrong += 1
        print(f"the peak of memory was {excess} bytes beyond what is stated")
    print(f"{total} files, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    options = {name: f"--{name}" in sys.argv for name in ("memory", "quick")}
    sys.exit(1 if main(sys.argv[1], **options) else 0)
