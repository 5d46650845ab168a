"""A few seconds of changed archives on the Python readers and on both engines; `.ci/nightly` takes longer."""

import minijit
from tests.attacks.hunt import hunt

ENGINES = ("reference", "native") if minijit.native.extension() else ("reference",)


def test_changed_archives_are_refused_or_run():
    count, found = hunt(seed=1, seconds=4, engines=ENGINES)
    assert count
    assert not found, "\n".join(found)
