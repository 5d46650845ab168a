"""The hostile files of corpus.py on the Python readers: the expected diagnostic or a clean load, in small memory."""

import copy
import io
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

import minijit
from minijit._limits import LIMITS
from minijit.archive import read_archive
from minijit.cli.inspect import scan
from tests.attacks import corpus_code
from tests.attacks.corpus import KINDS, cases, fits, large_cases, listed_ids, sweeps
from tests.executors import ROOT, tool

READERS = {"tensors": minijit.load, "program": read_archive}
EVERY = list(cases())
CASES = [c for c in EVERY if c.kind != "run"]
RUNS = [c for c in EVERY if c.kind == "run"]
ENGINES = ("reference", "native") if minijit.native.extension() else ("reference",)
MISUSE = Path(__file__).with_name("test_misuse.py")


def outcome(kind, data):
    """The id of the diagnostic, or "" if the file loads; anything else than minijit.Error passes through."""
    try:
        READERS[kind](io.BytesIO(data))
    except minijit.Error as problem:
        return problem.id
    return ""


@pytest.fixture
def limits():
    before = dict(LIMITS)
    for name, value in corpus_code.LIMITS.items():
        minijit.set_limit(name, value)
    yield
    for name, value in before.items():
        minijit.set_limit(name, value)


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("case", CASES, ids=[f"{c.id}-{c.kind}" for c in CASES])
def test_hostile_file(case):
    tracemalloc.start()
    try:
        found = outcome(case.kind, case.data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert fits(case.expected, found), found
    assert peak < 16_000_000 + 200 * len(case.data)


def tensors_in(value, depth=4):
    if isinstance(value, minijit.Tensor):
        yield value
    elif isinstance(value, dict):
        yield from tensors_in(list(value.values()), depth)
    elif depth and isinstance(value, list | tuple):
        for part in value[:10]:
            yield from tensors_in(part, depth - 1)


ACTS = (
    repr, copy.deepcopy, lambda t: t.clone(), lambda t: t.coalesce(), lambda t: t.to_dense(), lambda t: t.dequantize(),
    lambda t: [repr(part) for part in t.unbind()[:10]], lambda t: minijit.save(t, io.BytesIO()), lambda t: t.half(),
    lambda t: t.to_padded_tensor(0.0), lambda t: t.float(),
)  # fmt: skip


@pytest.mark.usefixtures("limits")
def test_what_loads_is_shown_copied_and_written_within_limits():
    """Success or a diagnostic, never an error of numpy."""
    for case in CASES:
        if case.kind != "tensors" or case.expected:
            continue
        loaded = list(tensors_in(minijit.load(io.BytesIO(case.data))))
        minijit.set_limit("max_alloc_bytes", 1 << 20)
        for tensor in loaded:
            for number, act in enumerate(ACTS):
                tracemalloc.start()
                try:
                    act(tensor)
                except minijit.Error:
                    pass
                except Exception as problem:
                    raise AssertionError(f"{case.id}, act {number}: {problem!r}") from problem
                finally:
                    peak = tracemalloc.get_traced_memory()[1]
                    tracemalloc.stop()
                assert peak < 16_000_000 + 20 * len(case.data), (case.id, number)
        minijit.set_limit("max_alloc_bytes", corpus_code.LIMITS["max_alloc_bytes"])


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", RUNS, ids=[c.id for c in RUNS])
def test_hostile_program(case, engine):
    module = minijit.jit.load(io.BytesIO(case.data), engine=engine)
    assert module.engine == engine
    try:
        module(minijit.ones(2, 3))
        found = ""
    except minijit.Error as problem:
        found = problem.id
    assert fits(case.expected, found), found


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
def test_hostile_files_on_the_tool():
    # A process of its own: the peak of memory is that of all its children.
    command = [sys.executable, "-m", "tests.attacks.run_tool", tool(), "--memory", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_id_has_a_case_and_every_case_a_row():
    listed = listed_ids()
    assert len(set(listed)) == len(listed)
    made = [*EVERY, *large_cases(), *sweeps("program", step=50, masks=(1,))]
    misuse = set(re.findall(r"def test_(a\d\d)", MISUSE.read_text()))
    ids = {c.id[:3] for c in made} | {name.upper() for name in misuse}
    assert ids == set(listed)
    # What only tensor files can be, or only programs.
    tensors = {"P31", "P32", "P33", "P34", "S20", "S21", "S22", "S23", "S24", "S25", "S26"}
    programs = {"P26", "P27", "P35", "P36", "P37", "P38", "P39"}
    for kind, others in (("tensors", programs), ("program", tensors)):
        have = {c.id[:3] for c in (*made, *sweeps(kind, step=50, masks=(1,))) if c.kind == kind}
        assert not {i for i in listed if i[0] in "ZPST"} - have - others, kind


@pytest.mark.usefixtures("limits")
def test_scan_refuses_what_a_reader_refuses(tmp_path):
    for case in CASES:
        (tmp_path / "case.pt").write_bytes(case.data)
        refused = scan(str(tmp_path / "case.pt"), None)["refused"]
        found = outcome(case.kind, case.data)
        assert bool(refused) or not found.startswith(("MJ4", "MJ5")), case.id
        assert bool(found) or not refused or "[MJ4011]" in refused[0], case.id


def test_what_is_named_again_is_checked_once(monkeypatch):
    looked = []
    array = minijit.Tensor.array
    monkeypatch.setattr(minijit.Tensor, "array", lambda t: looked.append(t) or array(t))
    for case in CASES:
        if case.id.startswith("S26"):
            assert outcome(case.kind, case.data) == ""
    assert len(looked) < 20


def test_ids_are_unique():
    names = [(c.id, c.kind) for c in EVERY]
    assert len(set(names)) == len(names)


def test_many_things_load():
    for case in large_cases():
        assert outcome(case.kind, case.data) == case.expected, case.id


@pytest.mark.parametrize("kind", KINDS)
def test_z35_z36_cut_or_changed_anywhere(kind):
    for case in sweeps(kind):
        found = outcome(kind, case.data)
        assert fits(case.expected, found), case.id
