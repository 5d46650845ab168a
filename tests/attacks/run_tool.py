"""Runs the verbs `check` and `scan` of the tool on the corpus for programs: `python -m tests.attacks.run_tool TOOL`.

A file must end with the expected diagnostic or load; anything else (a signal, a sanitizer's report, a long run) fails.
A scan refuses what a check refuses, unless that is found only by running the file's `__setstate__`.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.attacks.build import make_zip, tensor
from tests.attacks.corpus import cases, entries, large_cases, pickled

SECONDS = 60


def call(tool, verb, path):
    """The id of the diagnostic, "" if nothing is refused, or a text that says what went wrong."""
    try:
        run = subprocess.run(
            [tool, verb, path],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {SECONDS} s"
    if run.returncode == 0:
        return ""
    found = re.search(r"\[(MJ\d{4})\]", run.stderr + run.stdout)
    return (
        found[1]
        if run.returncode == 1 and found
        else f"exit {run.returncode}: {run.stderr[-2000:]}"
    )


def differs(checked, scanned):
    """What is wrong with the answer of a scan, given that of a check; "" if nothing is."""
    if scanned and not re.fullmatch(r"MJ\d{4}", scanned):
        return f"scan: {scanned}"
    if checked.startswith(("MJ4", "MJ5")) and not scanned:
        return f"scan refuses nothing, check says {checked}"
    return f"scan says {scanned}, check nothing" if scanned and not checked else ""


def is_fine(expected, found):
    return found == expected or (
        len(expected) == 3 and re.fullmatch(expected + r"\d{3}", found) is not None
    )


def flipped():
    """Files with one byte changed, in the zip and in the pickle under a good checksum."""
    good = make_zip(entries("program"), zip64=True)
    for i in range(0, len(good), 3):
        yield f"Z36-{i}", good[:i] + bytes([good[i] ^ 0xFF]) + good[i + 1 :]
    pickle = pickled("program", tensor())
    for i in range(len(pickle)):
        yield (
            f"P36-{i}",
            make_zip(entries("program", pickle[:i] + bytes([pickle[i] ^ 0x81]) + pickle[i + 1 :])),
        )


def main(tool):
    """The number of files that went wrong."""
    wrong = total = 0
    known = [(c.id, c.expected, c.data) for c in (*cases(), *large_cases()) if c.kind == "program"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.pt"
        for id, expected, data in (*known, *((id, None, data) for id, data in flipped())):
            path.write_bytes(data)
            found = call(tool, "check", path)
            any_id = expected is None and re.fullmatch(r"(MJ\d{4})?", found)
            problems = (
                [] if any_id or (expected is not None and is_fine(expected, found)) else [found]
            )
            problems += filter(None, [differs(found, call(tool, "scan", path))])
            total += 1
            wrong += bool(problems)
            for problem in problems:
                print(f"{id}: expected {expected}, got {problem}")
    print(f"{total} files, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
