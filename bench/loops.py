"""Prints the milliseconds (of processor time) of two interpreted programs: `loops.py minijit` or `loops.py torch`."""

import importlib
import sys
import time

SCALARS = """
def run(n: int) -> float:
    i = 0
    a = 1
    f = 0.5
    while i < n:
        a = (a * 3 + i) % 1000003
        f = f * 0.999 + float(a) / 7.0
        if a > 500000:
            f = f - 1.0
        i += 1
    return f
"""
CONTAINERS = """
def run(n: int) -> int:
    numbers: List[int] = []
    last: Dict[int, int] = {}
    seed = 12345
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        numbers.append(seed)
        last[seed % 1000] = i
    numbers.sort()
    total = 0
    for number in numbers:
        total += number % 7
    return total + len(last)
"""

library = importlib.import_module(sys.argv[1])
for text, size in ((SCALARS, 1_000_000), (CONTAINERS, 100_000)):
    run = library.jit.CompilationUnit(text).run
    run(10)
    run(10)
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        run(size)
        best = min(best, time.process_time() - start)
    print(best * 1e3)
