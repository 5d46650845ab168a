"""The verbs of the command line."""

from __future__ import annotations

import ast
import errno
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

import minijit
from minijit.archive import read_archive
from minijit.cli import inspect
from minijit.cli.compare import diff, functions
from minijit.cli.inspect import described
from minijit.cli.report import Report, as_json, as_text
from minijit.cli.rewrite import strip, upgrade
from minijit.cli.table import HELP, OPTIONS, USAGE, VERBS
from minijit.diagnostics import Error, error
from minijit.ir import print_unit
from minijit.jit.module import wrap
from minijit.native import ENGINES, choose_engine, set_limit
from minijit.reference.text import text_of
from minijit.schema.table import DIGEST
from minijit.serialization.face import is_program
from minijit.serialization.files import atomic_output, read_bytes
from minijit.serialization.zip_reader import ZipReader
from minijit.tensor import Tensor, from_numpy
from minijit.tensor.dtype import bfloat16

Verb = Callable[[Sequence[str], "Options"], int]


# Where tensors are restored; there is nothing else.
ON_CPU = ("cpu", "cpu:0")


class UsageError(Exception):
    """The arguments make no sense; the text says which and why."""


class Options(dict[str, list[str]]):
    """What was given for each option, in order; `given` has the order among them."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, str]] = []

    def last(self, name: str) -> str | None:
        """The value of an option; the last one where it is repeated."""
        return self[name][-1] if name in self else None


def _parsed(given: Sequence[str]) -> tuple[str, Sequence[str], Options]:
    """The verb, its files, and the options before, between and behind them."""
    verb = given[0]
    if verb not in VERBS:
        raise UsageError(f"there is no verb {verb}")
    files: list[str] = []
    options = Options()
    rest = iter(given[1:])
    for name in rest:
        if not name.startswith("--"):
            files.append(name)
            continue
        valued, verbs = OPTIONS.get(name, (False, ()))
        value = next(rest, None) if valued else ""
        if verb not in verbs:
            raise UsageError(f"{verb} has no option {name}")
        if value is None:
            raise UsageError(f"{name} wants a value")
        options.setdefault(name, []).append(value)
        options.given.append((name, value))
    if len(files) != VERBS[verb]:
        wanted = "a file" if VERBS[verb] == 1 else "two files"
        raise UsageError(f"{verb} wants {wanted}, not {len(files)}")
    for place in options.get("--map", ()):
        if place not in ON_CPU:
            raise UsageError(f"--map wants cpu, not {place}")
    engine, output = options.last("--engine"), options.last("--output")
    if engine is not None and engine not in ENGINES:
        raise UsageError(f"--engine wants {' or '.join(ENGINES)}, not {engine}")
    if output is not None and not output.endswith((".npy", ".npz")):
        raise UsageError(f"--output wants the name of a .npy or .npz file, not {output}")
    return verb, files, options


def _check_inputs(verb: str, files: Sequence[str]) -> None:
    """Refuse what cannot be opened in the words of the C++ tool."""
    for path in files if verb == "diff" else files[:1]:
        try:
            with Path(path).open("rb"):
                pass
        except OSError as found:
            raise _no_file(found) from None


def _no_file(found: OSError) -> Error:
    folder = found.errno == errno.EISDIR
    detail = "it is a directory" if folder else f"errno {found.errno}: {found.strerror}"
    return error("MJ9007", detail=detail, path=found.filename)


def _set_limit(text: str) -> None:
    name, sign, number = text.partition("=")
    if not (sign and number.isdecimal()):
        raise UsageError(f"--limit wants name=n, as max_steps=1000, not {text}")
    set_limit(name, int(number))


def _show(report: Report, options: Options) -> None:
    sys.stdout.write(as_json(report) if "--json" in options else as_text(report))


def _info(files: Sequence[str], options: Options) -> int:
    _show(inspect.info(files[0], options.last("--map")), options)
    return 0


def _ops(files: Sequence[str], options: Options) -> int:
    _show(inspect.ops(files[0], options.last("--map")), options)
    return 0


def _check(files: Sequence[str], options: Options) -> int:
    report = inspect.check(files[0], options.last("--map"))
    _show(report, options)
    return 1 if report["missing_operators"] else 0


def _scan(files: Sequence[str], options: Options) -> int:
    report = inspect.scan(files[0], options.last("--map"))
    _show(report, options)
    return 1 if report["refused"] else 0


def _diff(files: Sequence[str], options: Options) -> int:
    report = diff(files[0], files[1], options.last("--map"))
    _show(report, options)
    return 1 if report["differences"] else 0


def _ir(files: Sequence[str], options: Options) -> int:
    program = read_archive(files[0], options.last("--map"))
    if "--json" in options:
        _show({"functions": dict(sorted(functions(program).items()))}, options)
    else:
        sys.stdout.write(print_unit(program.unit))
    return 0


def _code(files: Sequence[str], options: Options) -> int:
    reader = ZipReader(read_bytes(files[0], mapped=True), files[0])
    if not is_program(reader) and "data.pkl" in reader:
        raise error("MJ6006")
    texts: dict[str, str | int] = {
        name: bytes(reader.read(name)).decode(errors="replace")
        for name in reader.names()
        if name.startswith("code/") and name.endswith(".py")
    }
    if "--json" in options:
        _show({"files": texts}, options)
    else:
        sys.stdout.writelines(f"# {name}\n{text}\n" for name, text in texts.items())
    return 0


def _upgrade(files: Sequence[str], options: Options) -> int:
    report = upgrade(files[0], files[1], options.last("--map"))
    if "--json" in options:
        _show(report, options)
    return 0


def _strip(files: Sequence[str], options: Options) -> int:
    report = strip(files[0], files[1])
    if "--json" in options:
        _show(report, options)
    return 0


def _read_arrays(path: str) -> list[Tensor]:
    """The array of a .npy file, or those of a .npz file in its order."""
    try:
        found = np.load(path, allow_pickle=False)
    except OSError as problem:
        raise _no_file(problem) from None
    except (ValueError, EOFError, BadZipFile) as problem:
        # numpy's own words name no file and advise to allow pickles.
        if str(problem).startswith("Object arrays"):
            raise ValueError(f"{path}: this dtype is not read") from None
        raise ValueError(f"{path} is no .npy file") from None
    if isinstance(found, np.ndarray):
        return [_tensor(found, path)]
    with found:
        return [_tensor(found[name], f"{path}: {name}.npy") for name in found.files]


def _tensor(array: np.ndarray[Any, Any], path: str) -> Tensor:
    try:
        return from_numpy(array.astype(array.dtype.newbyteorder("="), copy=False))
    except Error:
        raise ValueError(f"{path}: this dtype is not read") from None


# A text, or the name of a file behind @ in a literal.
_FILES = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|@([^\s,:\])}]+)""")


def _literal(text: str) -> Any:
    """The value of a literal, in which `@x.npy` is the array of a file."""
    names: list[str] = []

    def named(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[0]
        names.append(found[2])
        return f"file{len(names) - 1}"

    try:
        tree = ast.parse(_FILES.sub(named, text.strip()), mode="eval").body
        arrays = {f"file{i}": name for i, name in enumerate(names)}
        return _evaluated(tree, arrays)
    except (SyntaxError, MemoryError, RecursionError):
        raise _no_literal(text) from None


def _no_literal(text: str) -> UsageError:
    return UsageError(
        "--value wants a number, a text in quotation marks, True, False, None, @x.npy, or a list, "
        f"tuple or dict of these, not {text}"
    )


def _evaluated(node: ast.expr, arrays: Mapping[str, str]) -> Any:
    match node:
        case ast.Name() if node.id in arrays:
            found = _read_arrays(arrays[node.id])
            if len(found) != 1:
                raise ValueError(f"{arrays[node.id]} has {len(found)} arrays, not one")
            return found[0]
        case ast.List():
            return [_evaluated(item, arrays) for item in node.elts]
        case ast.Tuple():
            return tuple(_evaluated(item, arrays) for item in node.elts)
        case ast.Dict() if None not in node.keys:
            keys = [ast.literal_eval(key) for key in node.keys if key]
            values = [_evaluated(value, arrays) for value in node.values]
            return dict(zip(keys, values, strict=True))
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise SyntaxError from None


def _array(value: Tensor) -> np.ndarray[Any, Any]:
    narrow = value.dtype is bfloat16
    array = value.compute_array() if narrow else value.array()
    return np.ascontiguousarray(array).reshape(array.shape)


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What a result holds: `arr_1_0` in tuples and lists, keys in dicts; "" is the whole result."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _parts(f"{name}_{key}" if name else str(key), item)
    elif isinstance(value, tuple | list) and value:
        for i, item in enumerate(value):
            yield from _parts(f"{name or 'arr'}_{i}", item)
    else:
        yield name, value


def _arrays(result: Any) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """The tensors and numbers of a result by their names; None within it is left out."""
    for name, value in _parts("", result):
        if isinstance(value, Tensor):
            yield name or "arr_0", _array(value)
        elif isinstance(value, bool | int | float | complex):
            yield name or "arr_0", np.array(value)
        elif isinstance(value, dict | tuple | list):
            continue  # an empty one
        elif value is not None or not name:
            what = f"the result {name}".rstrip()
            raise TypeError(f"{what} is a {_kind(value)}, not a Tensor or number")


def _kind(value: Any) -> str:
    """The type of a value as programs name it."""
    name = type(value).__name__
    return {"tuple": "Tuple", "list": "List", "dict": "Dict", "NoneType": "None"}.get(name, name)


def _outputs(result: Any) -> Iterator[tuple[str, str | int]]:
    """What a result holds: tensors described, others as text."""
    for name, value in _parts("", result):
        yield name or "arr_0", described(value) if isinstance(value, Tensor) else text_of(value)


def _write_npz(path: str, result: Any) -> None:
    arrays = dict(_arrays(result))
    with atomic_output(path) as out:
        np.savez(out, **arrays)  # type: ignore[arg-type]


def _write_npy(path: str, result: Any) -> None:
    if isinstance(result, tuple) and result and isinstance(result[0], Tensor):
        result = result[0]
    if not isinstance(result, Tensor):
        raise TypeError(f"the result is a {_kind(result)}, not a Tensor")
    with atomic_output(path) as out:
        np.lib.format.write_array(out, _array(result))


def _run(files: Sequence[str], options: Options) -> int:
    engine, output = options.last("--engine"), options.last("--output")
    program = read_archive(files[0], options.last("--map"))
    module = wrap(program.root, program.unit, choose_engine(engine))
    method = options.last("--method") or "forward"
    if method not in program.root.class_type.methods:
        known = " ".join(program.root.class_type.methods)
        raise ValueError(f"there is no method {method}; there are: {known}")
    inputs: list[Any] = []
    for name, value in options.given:
        if name == "--input":
            inputs += _read_arrays(value)
        elif name == "--value":
            inputs.append(_literal(value))
    result = module.get_method(method)(*inputs)
    if output:
        (_write_npz if output.endswith(".npz") else _write_npy)(output, result)
    if "--json" in options:
        report: Report = {"outputs": dict(_outputs(result))}
        _show(report | ({"file": output} if output else {"text": text_of(result)}), options)
    elif result is not None and not output:
        print(text_of(result))
    return 0


RUN: dict[str, Verb] = {
    "info": _info,
    "code": _code,
    "ir": _ir,
    "ops": _ops,
    "check": _check,
    "run": _run,
    "diff": _diff,
    "scan": _scan,
    "upgrade": _upgrade,
    "strip": _strip,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code and writes errors to the standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if {"--help", "-h"} & set(given):
        sys.stdout.write(HELP.get(given[0], USAGE))
        return 0
    if given == ["--version"]:
        print(f"minijit {minijit.version.minijit}, operators {DIGEST}")
        return 0
    if not given:
        sys.stderr.write(USAGE)
        return 2
    try:
        verb, files, options = _parsed(given)
        for limit in options.get("--limit", ()):
            _set_limit(limit)
        _check_inputs(verb, files)
        return RUN[verb](files, options)
    except UsageError as found:
        sys.stderr.write(f"minijit: {found}\n{HELP.get(given[0], USAGE)}")
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (Error, OSError, ValueError, TypeError, NotImplementedError) as found:
        sys.stderr.write(f"{found}\n")
        return 1
