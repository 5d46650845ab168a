"""Which branches and tests are decided before a program is printed, and which must stay."""

import pytest

from minijit.diagnostics import Source
from minijit.frontend import compile_text
from minijit.interpreter import call
from minijit.ir import CompilationUnit, verify
from minijit.passes import PIPELINE


def simplified(body, arguments="x: int, b: bool"):
    """The function after the pipeline, and the kinds of its nodes."""
    unit = CompilationUnit(10)
    lines = "".join(f"  {line}\n" for line in body.splitlines())
    compile_text(unit, Source("t", f"def f({arguments}) -> int:\n{lines}"))
    function = unit.functions["__torch__.f"]
    for change in PIPELINE:
        change(function.graph)
    verify(function.graph)
    return function, [n.kind for n in function.graph.walk() if n.kind != "prim::Constant"]


@pytest.mark.parametrize(
    ("body", "kinds", "expected"),
    [
        ("a, c, = (1, 2)\nreturn torch.add(x, c)", ["aten::add"], 9),
        ("t = (x, 2)\na, c, = t\nreturn torch.mul(a, c)", ["aten::mul"], 14),
        ("if b:\n  y = 3\nelse:\n  y = 3\nreturn torch.add(x, y)", ["aten::add"], 10),
        ("if b:\n  y = True\nelse:\n  y = False\nreturn int(y)", ["aten::Int"], 1),
        ("if torch.__is__(None, None):\n  y = x\nelse:\n  y = 0\nreturn y", [], 7),
    ],
)
def test_decided(body, kinds, expected):
    function, found = simplified(body)
    assert found == kinds
    assert call(function, [7, True]) == expected


def test_undecided_stays():
    function, kinds = simplified("if b:\n  y = 3\nelse:\n  y = 4\nreturn y")
    assert kinds == ["prim::If"]
    assert [call(function, [0, b]) for b in (True, False)] == [3, 4]
    # 1 and True are equal in Python, not here.
    _, kinds = simplified("if b:\n  y = 1.\nelse:\n  y = -1.\nreturn int(y)")
    assert kinds == ["prim::If", "aten::Int"]


def test_effects_of_the_taken_branch_stay_in_order():
    body = "if torch.__isnot__(x, None):\n  print(1)\n  y = x\nelse:\n  print(2)\n  y = 0\nprint(3)\nreturn y"
    function, kinds = simplified(body)
    assert kinds == ["prim::Print", "prim::Print"]
    assert call(function, [5, True]) == 5


def test_values_of_the_taken_branch_reach_nested_blocks():
    body = "if torch.__is__(None, None):\n  y = torch.add(x, 1)\nelse:\n  y = x\nif b:\n  z = y\nelse:\n  z = torch.neg(y)\nreturn z"
    function, kinds = simplified(body)
    assert kinds == ["aten::add", "prim::If", "aten::neg"]
    assert [call(function, [1, b]) for b in (True, False)] == [2, -2]
