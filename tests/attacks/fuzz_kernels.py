"""Operators with arguments that no program would give: `python -m tests.attacks.fuzz_kernels [--seconds N] [--seed S]`.

Every sample of tests/ops, with some arguments changed (sizes, layouts, dtypes, numbers, lists), runs on the kernels and on
the reference. Each must answer or refuse with a minijit.Error. The call that runs is in the file `--log`, for a run that dies.
"""

import argparse
import contextlib
import random
import resource
import signal
import sys
import time
import warnings
from dataclasses import replace
from pathlib import Path

import minijit
from minijit.dispatch import run as run_reference
from minijit.reference.generator import manual_seed
from tests.ops.run_minijit import arguments_of, run_native
from tests.ops.sample import ENUM, Spec, Typed, families, load

INTEGERS = (-(1 << 63), -(1 << 31), -2, -1, 0, 1, 2, 3, 7, 64, 1 << 31, 1 << 62, (1 << 63) - 1)
NUMBERS = (float("nan"), float("inf"), float("-inf"), 0.0, -1.0, 0.5, 1e308, -1e-308)
TEXTS = (
    "",
    "mean",
    "sum",
    "none",
    "reflect",
    "constant",
    "same",
    "floor",
    "x" * 100,
    "ij,jk->ik",
    "\x00",
    "é",
)
LAYOUTS = ("", "t", "reversed", "step", "expand", "offset")
MEMORY = 6 << 30
CALL_SECONDS = 20


def changed_spec(rng, spec):
    """A tensor like another one, but for one thing."""
    sizes = list(spec.sizes)
    content = spec.content if not isinstance(spec.content, tuple) else "any"
    kind = rng.randrange(7)
    if kind == 0 and sizes:
        sizes[rng.randrange(len(sizes))] = rng.choice((0, 1, 2, 3, 5, 17))
    elif kind == 1 and sizes:
        del sizes[rng.randrange(len(sizes))]
    elif kind == 2 and len(sizes) < 6:
        sizes.insert(rng.randrange(len(sizes) + 1), rng.choice((0, 1, 2, 4)))
    elif kind == 3:
        return replace(
            spec, sizes=tuple(sizes), content=content, dtype=rng.choice(list(ENUM)), layout=""
        )
    elif kind == 4 and len(sizes) >= 2:
        return replace(spec, layout=rng.choice(LAYOUTS), content=content)
    elif kind == 5:
        return replace(spec, content=rng.choice(("odd", "large", "unit", "positive")))
    elif kind == 6:
        rng.shuffle(sizes)
    layout = spec.layout if len(sizes) >= 2 and spec.layout != "cl" else ""
    return replace(spec, sizes=tuple(sizes), content=content, layout=layout)


def changed(rng, value):
    """A value of the same sort, or of none."""
    if isinstance(value, Spec):
        return changed_spec(rng, value)
    if isinstance(value, Typed):
        return value
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice((*INTEGERS, value + 1, value - 1))
    if isinstance(value, float):
        return rng.choice(NUMBERS)
    if isinstance(value, str):
        return rng.choice(TEXTS)
    if isinstance(value, list):
        made = list(value)
        kind = rng.randrange(3)
        if kind == 0 and made:
            made.pop(rng.randrange(len(made)))
        elif kind == 1 and made:
            made.append(rng.choice(made))
        elif made:
            at = rng.randrange(len(made))
            made[at] = changed(rng, made[at])
        return made
    return value


def mutant(rng, sample):
    args = list(sample.args)
    kwargs = dict(sample.kwargs)
    for _ in range(rng.randint(1, 3)):
        places = list(range(len(args))) + list(kwargs)
        if not places:
            break
        place = rng.choice(places)
        holder = args if isinstance(place, int) else kwargs
        holder[place] = changed(rng, holder[place])
    return replace(sample, args=tuple(args), kwargs=kwargs, name="mutant")


def answer(run, sample):
    """ "" for an answer or a refusal, else what was raised."""
    try:
        schema, args = arguments_of(sample)
    except Exception:
        return ""  # no such tensor: nothing was called
    signal.alarm(CALL_SECONDS)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(None):
            warnings.simplefilter("ignore")
            manual_seed(1)
            run(schema, args)
    except Exception as problem:
        if not isinstance(problem, minijit.Error):
            return f"{type(problem).__name__}: {problem}"
    finally:
        signal.alarm(0)
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", default="fuzz_kernels.log")
    parser.add_argument("--engine", choices=("native", "reference", "both"), default="both")
    parser.add_argument("--limit", type=int, default=MEMORY, help="address space in bytes, 0: any")
    given = parser.parse_args()
    if given.limit:
        resource.setrlimit(resource.RLIMIT_AS, (given.limit, given.limit))
    minijit.set_limit("max_alloc_bytes", 1 << 26)
    minijit.set_limit("max_steps", 100_000)
    engines = {"native": run_native, "reference": run_reference}
    chosen = engines if given.engine == "both" else {given.engine: engines[given.engine]}
    samples = [s for family in families() for s in load(family)]
    rng = random.Random(given.seed)
    end = time.monotonic() + given.seconds
    calls = 0
    wrong = {}
    while time.monotonic() < end:
        sample = mutant(rng, rng.choice(samples))
        for engine, run in chosen.items():
            Path(given.log).write_text(f"{engine} {sample!r}\n")
            found = answer(run, sample)
            calls += 1
            key = (engine, sample.operator, found[:60])
            if found and key not in wrong:
                wrong[key] = sample
                print(
                    engine, sample.operator, found, "\n   ", sample.args, sample.kwargs, flush=True
                )
    print(f"{calls} calls, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
