"""What users read when something is wrong: tests/golden/errors/*.txt pins the whole messages.

A case is a title, a program, the expression that fails and the message. Errors while running read
the same in both engines. `MINIJIT_UPDATE=1 pytest tests/unit/test_error_texts.py` writes anew.
"""

import itertools
import linecache
import math
import os
import re
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import pytest

import minijit as torch
from minijit import Tensor, nn

ROOT = Path(__file__).parents[2]
LIBRARY = Path(torch.__file__).parent
FOLDER = ROOT / "tests" / "golden" / "errors"
ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])
PROGRAM = "program.py"


def cases(path):
    """(title, program, expression, message) of each case of a file."""
    for block in path.read_text().split("### ")[1:]:
        title, _, rest = block.partition("\n")
        program, _, rest = rest.partition(">>> ")
        expression, _, message = rest.partition("\n")
        yield title, program, expression, message.rstrip("\n")


def message(program, expression, engine):
    """The type and text of the error."""
    linecache.cache[PROGRAM] = (len(program), None, program.splitlines(keepends=True), PROGRAM)
    names = {
        "torch": torch, "nn": nn, "Tensor": Tensor, "List": List, "Dict": Dict, "math": math,
        "Optional": Optional, "Tuple": Tuple, "Any": Any, "ones": torch.ones, "__name__": "__main__",
        "script": lambda thing: torch.jit.script(thing, engine=engine),
    }  # fmt: skip
    try:
        exec(compile(program, PROGRAM, "exec"), names)
        value = eval(expression, names)
    except Exception as e:
        assert isinstance(e, torch.Error), repr(e)
        kinds = [k.__name__ for k in type(e).__mro__ if k.__module__ == "builtins"]
        # Where minijit is, and on which line a function of its own stands, is no part of the message.
        text = f"{kinds[0]}: {e}".replace(f"{LIBRARY.parent}{os.sep}", "")
        return re.sub(r'(?<=minijit/nn/functional\.py", line )\d+', "...", text)
    return f"no error: {value}"


FILES = sorted(FOLDER.glob("*.txt"))
CASES = [(path.stem, *case) for path in FILES for case in cases(path)]


@pytest.mark.skipif("MINIJIT_UPDATE" in os.environ, reason="the messages are written anew")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}: {case[1]}")
@pytest.mark.parametrize("engine", ENGINES)
def test_message(case, engine):
    _, _, program, expression, expected = case
    assert message(program, expression, engine) == expected


def test_files_are_up_to_date():
    for path in FILES if "MINIJIT_UPDATE" in os.environ else ():
        written = [
            f"### {title}\n{program}>>> {expression}\n{message(program, expression, ENGINES[-1])}\n"
            for title, program, expression, _ in cases(path)
        ]
        path.write_text("\n".join(written))


def test_every_case_has_an_id_and_a_caret_on_the_user_s_line():
    assert len(CASES) >= 120
    ids = set()
    for _, title, program, expression, expected in CASES:
        found = re.search(r"\[(MJ\d+)\]", expected)
        assert found is not None, title
        ids.add(found.group(1))
        if "script(f)(" in expression and "ones(" not in expression.partition("(f)")[2]:
            continue
        assert not program or f'File "{PROGRAM}"' in expected or "MJ9" in expected, title
    assert len(ids) >= 45, len(ids)
