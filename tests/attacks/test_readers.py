"""The hostile files of corpus.py on the Python readers: the expected diagnostic or a clean load, in small memory."""

import io
import tracemalloc

import pytest

import minijit
from minijit.archive import read_archive
from minijit.cli.inspect import scan
from tests.attacks.build import make_zip, tensor
from tests.attacks.corpus import KINDS, cases, entries, large_cases, pickled

READERS = {"tensors": minijit.load, "program": read_archive}
CASES = list(cases())


def outcome(kind, data):
    """The id of the diagnostic, or "" if the file loads; anything else than minijit.Error passes through."""
    try:
        READERS[kind](io.BytesIO(data))
    except minijit.Error as problem:
        return problem.id
    return ""


@pytest.mark.parametrize("case", CASES, ids=[f"{c.id}-{c.kind}" for c in CASES])
def test_hostile_file(case):
    tracemalloc.start()
    try:
        found = outcome(case.kind, case.data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    if len(case.expected) == 3:
        assert found.startswith(case.expected)
    else:
        assert found == case.expected
    assert peak < 16_000_000 + 200 * len(case.data)


def test_scan_refuses_what_a_reader_refuses(tmp_path):
    for case in CASES:
        (tmp_path / "case.pt").write_bytes(case.data)
        refused = scan(str(tmp_path / "case.pt"), None)["refused"]
        found = outcome(case.kind, case.data)
        assert bool(refused) or not found.startswith(("MJ4", "MJ5")), case.id
        assert bool(found) or not refused or "[MJ4011]" in refused[0], case.id


def test_ids_are_unique():
    names = [(c.id, c.kind) for c in CASES]
    assert len(set(names)) == len(names)


def test_many_things_load():
    for case in large_cases():
        assert outcome(case.kind, case.data) == case.expected, case.id


@pytest.mark.parametrize("kind", KINDS)
def test_z35_every_prefix_is_refused(kind):
    good = make_zip(entries(kind), zip64=True)
    assert outcome(kind, good) == ""
    assert all(outcome(kind, good[:length]) for length in range(len(good)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_z36_flipped_bytes_are_refused_or_load(kind, mask):
    good = make_zip(entries(kind), zip64=True)
    for i in range(len(good)):
        outcome(kind, good[:i] + bytes([good[i] ^ mask]) + good[i + 1 :])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_flipped_bytes_under_a_good_checksum(kind, mask):
    good = pickled(kind, tensor())
    for i in range(len(good)):
        spoiled = good[:i] + bytes([good[i] ^ mask]) + good[i + 1 :]
        outcome(kind, make_zip(entries(kind, spoiled)))
