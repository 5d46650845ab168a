"""Runs a command that says little, and tells how far it is: `progress.py LOG COMMAND...`.

All that it prints goes to LOG; the last lines of that are shown where it fails.
"""

import re
import subprocess
import sys
import time
from pathlib import Path

SECONDS = 20
SHOWN = 30
# What ninja and make print before what they build.
COUNTED = re.compile(r"\[ *(\d+)/(\d+)\]|\[ *(\d+)%\]")


def told(text: str) -> str:
    """How far the log of a build is; "" where it says nothing of that."""
    found = COUNTED.findall(text)
    if not found:
        return ""
    done, of, percent = found[-1]
    return f"{percent} %" if percent else f"{done} of {of} files"


def main() -> int:
    log, command = Path(sys.argv[1]), sys.argv[2:]
    start = time.monotonic()
    with log.open("w") as out:
        running = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        while True:
            try:
                code = running.wait(SECONDS)
                break
            except subprocess.TimeoutExpired:
                far = told(log.read_text(errors="replace")) or "getting ready"
                print(f"  {time.monotonic() - start:.0f} s: {far}", flush=True)
    if code:
        lines = log.read_text(errors="replace").splitlines()
        print("\n".join(lines[-SHOWN:]), file=sys.stderr)
        print(f"failed; all of it is in {log}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
