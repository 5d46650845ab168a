"""The verbs of the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minijit.archive import Program, make_records, read_archive
from minijit.diagnostics import Error
from minijit.ir import print_unit
from minijit.jit.module import RecursiveScriptModule, wrap
from minijit.native import ENGINES, choose_engine, set_limit
from minijit.reference.text import text_of
from minijit.serialization.files import atomic_output
from minijit.tensor import Tensor, from_numpy
from minijit.tensor.dtype import bfloat16

USAGE = """\
usage: python -m minijit VERB model.pt [options]
  info   model.pt                              classes, parameters, version, records
  ir     model.pt                              the IR of all functions
  code   model.pt                              the code as it would be saved
  check  model.pt                              load, and list missing operators
  run    model.pt [option value]...            call a method on .npy files
options of every verb:
  --map cpu        restore the tensors of another device on the CPU
  --limit name=n   lower a limit of loading or running, as max_steps=1000000
options of run:
  --input x.npy    an argument; repeat it for more, in order
  --output y.npy   write the result (the first tensor of a tuple); else it is printed
  --output y.npz   write all tensors of a tuple, list or dict
  --method name    instead of forward
  --engine name    native or reference
exit codes: 0 done, 1 the file was refused or the program failed, 2 wrong usage
"""


Verb = Callable[[str, Sequence[str], str | None], int]


class UsageError(Exception):
    """The arguments make no sense; the text is the one that does not."""


def _take(options: list[str], name: str) -> list[str]:
    """The values of an option that every verb has."""
    values = []
    while name in options[::2]:
        at = 2 * options[::2].index(name)
        if at + 1 == len(options):
            raise UsageError(name)
        values.append(options[at + 1])
        del options[at : at + 2]
    return values


def _set_limit(text: str) -> None:
    name, sign, number = text.partition("=")
    if not (sign and number.isdecimal()):
        raise UsageError(f"--limit {text}")
    set_limit(name, int(number))


def _no_options(options: Sequence[str]) -> None:
    if options:
        raise UsageError(options[0])


def _module(program: Program, engine: str = "reference") -> RecursiveScriptModule:
    return wrap(program.root, program.unit, engine)


def info(path: str, options: Sequence[str], location: str | None) -> int:
    """Class, version, methods, parameters and records."""
    _no_options(options)
    program = read_archive(path, location)
    cls = program.root.class_type
    parameters = list(_module(program).named_parameters())
    print(f"class: {cls}")
    print(f"opset version: {program.version}")
    print("methods:" + "".join(f" {name}" for name in cls.methods))
    print(f"parameters: {sum(p.numel() for _, p in parameters)}")
    for name, value in parameters:
        sizes = ", ".join(str(n) for n in value.shape)
        print(f"  {name}: {value.dtype.name} ({sizes})")
    print("records:")
    for name in program.records:
        print(f"  {name}")
    return 0


def ir(path: str, options: Sequence[str], location: str | None) -> int:
    """The IR of every function, after reading and upgrading."""
    _no_options(options)
    sys.stdout.write(print_unit(read_archive(path, location).unit))
    return 0


def code(path: str, options: Sequence[str], location: str | None) -> int:
    """The code files as a save would write them, each under its record's name."""
    _no_options(options)
    program = read_archive(path, location)
    for name, text in make_records(program.root, program.unit).code.items():
        print(f"# {name}\n{text}")
    return 0


def check(path: str, options: Sequence[str], location: str | None) -> int:
    """Load, and name the operators that are missing."""
    _no_options(options)
    missing = read_archive(path, location).unit.missing
    for name in sorted({name for name, _ in missing}):
        print(f"missing operator: {name}")
    if not missing:
        print("ok")
    return 1 if missing else 0


def _read_npy(path: str) -> Tensor:
    return from_numpy(np.load(path, allow_pickle=False))


def _array(name: str, value: Any) -> np.ndarray[Any, Any]:
    if not isinstance(value, Tensor):
        raise TypeError(f"the result {name} is a {type(value).__name__}, not a Tensor")
    narrow = value.dtype is bfloat16
    array = value.compute_array() if narrow else value.array()
    return np.ascontiguousarray(array).reshape(array.shape)


def _write_npz(path: str, result: Any) -> None:
    """Every tensor of the result, under the names that numpy.savez gives."""
    named = result
    if not isinstance(result, dict):
        values = result if isinstance(result, tuple | list) else (result,)
        named = {f"arr_{i}": value for i, value in enumerate(values)}
    arrays = {str(name): _array(str(name), value) for name, value in named.items()}
    with atomic_output(path) as out:
        np.savez(out, **arrays)  # type: ignore[arg-type]


def _write_npy(path: str, result: Any) -> None:
    if isinstance(result, tuple) and result and isinstance(result[0], Tensor):
        result = result[0]
    if not isinstance(result, Tensor):
        raise TypeError(f"the result is a {type(result).__name__}, not a Tensor")
    with atomic_output(path) as out:
        np.lib.format.write_array(out, _array("", result))


def run(path: str, options: Sequence[str], location: str | None) -> int:
    """Run a method on .npy files; the result goes to a .npy file or to the screen."""
    inputs: list[str] = []
    given = {"--output": "", "--method": "forward", "--engine": ""}
    if len(options) % 2:
        raise UsageError(options[-1])
    for name, value in zip(options[::2], options[1::2], strict=True):
        if name == "--input":
            inputs.append(value)
        elif name in given:
            given[name] = value
        else:
            raise UsageError(name)
    if given["--engine"] and given["--engine"] not in ENGINES:
        raise UsageError(given["--engine"])
    module = _module(read_archive(path, location), choose_engine(given["--engine"] or None))
    result = module.get_method(given["--method"])(*[_read_npy(name) for name in inputs])
    output = given["--output"]
    if output:
        (_write_npz if output.endswith(".npz") else _write_npy)(output, result)
    elif result is not None:
        print(text_of(result))
    return 0


def _unknown(verb: str) -> Verb:
    def refuse(path: str, options: Sequence[str], location: str | None) -> int:
        raise UsageError(verb)

    return refuse


VERBS: dict[str, Verb] = {
    "info": info,
    "ir": ir,
    "code": code,
    "check": check,
    "run": run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code and writes errors to the standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in ("--help", "-h"):
        sys.stdout.write(USAGE)
        return 0
    if len(given) < 2:
        sys.stderr.write(USAGE)
        return 2
    verb, path, *options = given
    try:
        location = next(iter(_take(options, "--map")), None)
        for limit in _take(options, "--limit"):
            _set_limit(limit)
        return VERBS.get(verb, _unknown(verb))(path, options, location)
    except UsageError as found:
        sys.stderr.write(f"minijit: {found}?\n{USAGE}")
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (Error, OSError, ValueError, TypeError, NotImplementedError) as found:
        sys.stderr.write(f"{found}\n")
        return 1
