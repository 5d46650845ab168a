"""Operators with arguments that no program would give: `python -m tests.attacks.fuzz_kernels [--seconds N] [--seed S]`.

Every overload of ops.schema in turn gets the arguments of one of its samples, some of them changed (sizes, layouts, dtypes,
numbers, lists) or made anew from their types in the schema, and runs on the kernels and on the reference. Each must answer
or refuse with a minijit.Error. The calls are made in a process of its own: where one dies or hangs, it is printed, and the
next process goes on. sanitize.sh runs this on kernels built with sanitizers.
"""

import argparse
import contextlib
import os
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
from minijit.schema import all_schemas, find_schema, kinds
from tests.attacks import quantized_calls
from tests.ops.run_minijit import arguments_of, run_native
from tests.ops.sample import ENUM, Device, Made, Seeded, Spec, Typed, families, load

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
SIZES = (0, 1, 1, 2, 2, 3, 4, 7)
MEMORY = 6 << 30
CALL_SECONDS = 20  # of the processor
PROCESS_CALLS = 20_000
WRONG = 3  # how a process ends that was answered wrongly


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


def of_type(rng, text):
    """A value of a type of the schema; None for those of which only samples have one."""
    if text.endswith("?"):
        return None if rng.random() < 0.4 else of_type(rng, text[:-1])
    if text.endswith("]"):
        element, _, size = text[:-1].rpartition("[")
        count = int(size) if size and rng.random() < 0.8 else rng.randrange(5)
        return [of_type(rng, element) for _ in range(count)]
    if text == "Tensor":
        sizes = tuple(rng.choice(SIZES) for _ in range(rng.randrange(6)))
        dtype = rng.choice(("float32", "float32", "int64", *ENUM))
        layout = rng.choice(("", *LAYOUTS)) if len(sizes) >= 2 else ""
        return Spec(sizes, dtype, layout)
    makers = {
        "int": lambda: rng.choice((0, 1, 1, 2, 2, 3, -1, -2, 4, 5, rng.choice(INTEGERS))),
        "float": lambda: rng.choice((0.5, 1.0, 2.0, *NUMBERS)),
        "bool": lambda: rng.random() < 0.5,
        "str": lambda: rng.choice(TEXTS),
        "complex": lambda: complex(rng.choice(NUMBERS), rng.choice(NUMBERS)),
        "Scalar": lambda: of_type(rng, rng.choice(("int", "float", "bool", "complex"))),
        "ScalarType": lambda: rng.choice((*ENUM.values(), 8, 12, 13, 14, 99, -1)),
        "Layout": lambda: rng.choice((0, 1, 99)),
        "MemoryFormat": lambda: rng.choice((0, 1, 2, 3, 99)),
        "Device": lambda: Device(rng.choice(("cpu", "cuda", "meta"))),
        "Generator": lambda: Seeded(3),
    }
    return makers[text]() if text in makers else None


def changed(rng, value):
    """A value of the same sort, or of none."""
    if isinstance(value, Spec):
        return changed_spec(rng, value)
    if isinstance(value, Made):
        args = list(value.args)
        place = rng.randrange(len(args))
        args[place] = changed(rng, args[place])
        return replace(value, args=tuple(args))
    if isinstance(value, tuple):
        return tuple(changed(rng, list(value)))
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
    schema = find_schema(sample.operator)
    args = list(sample.args)
    kwargs = dict(sample.kwargs)
    types = {a.name: a.text for a in schema.arguments}
    types |= {i: a.text for i, a in enumerate(schema.arguments)}
    for position, argument in enumerate(schema.arguments):
        if position >= len(args) and argument.has_default:
            kwargs.setdefault(argument.name, argument.default)
    for _ in range(rng.randint(1, 3)):
        places = list(range(len(args))) + list(kwargs)
        if not places:
            break
        place = rng.choice(places)
        holder = args if isinstance(place, int) else kwargs
        made = of_type(rng, types.get(place, "int")) if rng.random() < 0.3 else None
        holder[place] = changed(rng, holder[place]) if made is None else made
    return replace(sample, args=tuple(args), kwargs=kwargs, name="mutant")


def answer(engine, run, sample):
    """ "" for an answer or a refusal, else what was raised."""
    try:
        schema, args = arguments_of(sample)
    except Exception:
        return ""  # no such arguments: nothing was called
    signal.setitimer(signal.ITIMER_PROF, CALL_SECONDS)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(None):
            warnings.simplefilter("ignore")
            manual_seed(1)
            run(schema, args)
    except Exception as problem:
        # Objects of C++ classes do not cross to Python outside of a program.
        unseen = engine == "native" and any("__torch__" in str(r) for r in schema.returns)
        if not isinstance(problem, minijit.Error) and not unseen:
            return f"{type(problem).__name__}: {problem}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def by_operator():
    """The samples of every overload of the table."""
    found = {s.qualified: [] for kind in kinds() for s in all_schemas(kind)}
    for family in families():
        for sample in load(family):
            found[sample.operator].append(sample)
    for sample in quantized_calls.SAMPLES:
        found[sample.operator].append(sample)
    lacking = [operator for operator, samples in found.items() if not samples]
    assert not lacking, f"tests/attacks/quantized_calls.py lacks {', '.join(lacking)}"
    return found


def call_some(rng, samples, engines, log, end):
    """Calls operators in turn until `end`, or until a process has done its part; how many answers were wrong."""
    calls = 0
    wrong = set()
    while time.monotonic() < end and calls < PROCESS_CALLS:
        operators = list(samples)
        rng.shuffle(operators)
        for operator in operators:
            if time.monotonic() >= end:
                break
            sample = mutant(rng, rng.choice(samples[operator]))
            for engine, run in engines.items():
                log.write_text(f"{engine} {sample!r}\n")
                found = answer(engine, run, sample)
                calls += 1
                key = (engine, operator, found[:60])
                if found and key not in wrong:
                    wrong.add(key)
                    print(engine, operator, found, "\n   ", sample.args, sample.kwargs, flush=True)
    print(f"{calls} calls, {len(wrong)} wrong", flush=True)
    return len(wrong)


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
    if "native" in chosen:
        minijit.native.required()  # or every call would be a refusal
    samples = by_operator()
    log = Path(given.log)
    end = time.monotonic() + given.seconds
    seed = given.seed
    failed = 0
    print(f"{len(samples)} overloads, seed {seed}", flush=True)
    while time.monotonic() < end:
        process = os.fork()
        if not process:
            wrong = call_some(random.Random(seed), samples, chosen, log, end)
            os._exit(WRONG if wrong else 0)
        status = os.waitpid(process, 0)[1]
        if os.waitstatus_to_exitcode(status) not in (0, WRONG):  # sanitizers end with 1
            print(f"seed {seed} died ({status}): {log.read_text()}", flush=True)
        failed += bool(status)
        seed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
