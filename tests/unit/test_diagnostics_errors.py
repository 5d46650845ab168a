"""Errors name their row, their place and PyTorch's exception type."""

import pickle

import pytest

from minijit.diagnostics import Error, JitError, Source, SourceRange, diagnose, error, raise_all
from minijit.diagnostics.table import DIAGNOSTICS

TEXT = "def f(x):\n\treturn x.foo\n"


def at(part, source):
    start = TEXT.index(part)
    return SourceRange(source, start, start + len(part))


def test_text_has_place_line_and_caret():
    source = Source("f.py", TEXT, first_line=10, indent=4)
    where = at("x.foo", source)
    assert (where.line, where.column) == (11, 13)
    made = error("MJ2001", where, name="foo")
    assert str(made).split("\n") == [
        "undefined value foo [MJ2001]",
        '  File "f.py", line 11',
        "        def f(x):",
        "        \treturn x.foo",
        "        \t       ~~~~~ <--- HERE",
    ]


def test_three_lines_are_shown_on_either_side():
    text = "\n".join(["", "", *(f"line {i}" for i in range(9)), "", ""])
    start = text.index("line 1")
    shown = str(error("MJ2001", SourceRange(Source("f.py", text), start, start + 4), name="x"))
    assert shown.split("\n")[2:] == [
        "    line 0",
        "    line 1",
        "    ~~~~ <--- HERE",
        "    line 2",
        "    line 3",
        "    line 4",
    ]


def test_exception_is_both_ours_and_pythons():
    made = error("MJ1006", name="f")
    assert isinstance(made, Error) and isinstance(made, OSError) and made.id == "MJ1006"
    assert isinstance(error("MJ3112", message="m"), JitError)
    assert issubclass(JitError, RuntimeError)


def test_unpickling_errors_are_pickles():
    row = next(id for id, (_, name, _) in DIAGNOSTICS.items() if name == "UnpicklingError")
    from collections import defaultdict
    from string import Formatter

    names = {n: "x" for _, n, _, _ in Formatter().parse(DIAGNOSTICS[row][2]) if n}
    assert isinstance(error(row, **names), pickle.UnpicklingError)


def test_notes_and_several_at_once():
    source = Source("f.py", TEXT)
    first = diagnose("MJ2001", at("x", source), [("called from here", at("f", source))], name="a")
    with pytest.raises(RuntimeError) as info:
        raise_all([first, diagnose("MJ2001", name="b")])
    text = str(info.value)
    assert "note: called from here" in text and text.index("value a") < text.index("value b")
    raise_all([])


@pytest.mark.parametrize("id", sorted(DIAGNOSTICS))
def test_every_row_makes_an_exception(id):
    from string import Formatter

    names = {
        n.split(".")[0].split("[")[0]: 1
        for _, n, _, _ in Formatter().parse(DIAGNOSTICS[id][2])
        if n
    }
    made = error(id, **names)
    assert made.id == id and str(made).endswith(f"[{id}]")
