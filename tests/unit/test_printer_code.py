"""The code that archives hold: layout, names, literals, and that it means what the IR means."""

import io
import textwrap

import pytest

import minijit
from minijit import nn
from minijit.archive import print_class, print_function
from minijit.diagnostics import Source
from minijit.frontend import compile_text
from minijit.interpreter import call
from minijit.ir import CompilationUnit, print_unit, verify
from minijit.types import ClassType


def compiled(text):
    unit = CompilationUnit(10)
    compile_text(unit, Source("t", textwrap.dedent(text)))
    return unit


def printed(text):
    """The code of f; printing what is parsed from it changes nothing."""
    function = compiled(text).functions["__torch__.f"]
    code = print_function(function)
    again = compiled(code).functions["__torch__.f"]
    verify(again.graph)
    assert print_function(again) == code
    return code


def body(text):
    return textwrap.dedent("\n".join(printed(text).split(":\n", 1)[1].splitlines()))


def test_parameters_stand_on_lines_of_their_own():
    code = printed('def f(x: Tensor, n: int=3, s: str="a") -> Tensor:\n  return torch.add(x, n)\n')
    assert (
        code
        == 'def f(x: Tensor,\n    n: int=3,\n    s: str="a") -> Tensor:\n  return torch.add(x, n)\n'
    )


def test_single_uses_are_written_in_place_until_a_line_is_long():
    short = "def f(x: Tensor) -> Tensor:\n  return torch.neg(torch.relu(x))\n"
    assert printed(short) == short
    chain = "torch.neg(torch.relu(torch.sigmoid(torch.tanh(torch.exp(x)))))"
    assert body(f"def f(x: Tensor) -> Tensor:\n  return {chain}\n") == (
        "_0 = torch.sigmoid(torch.tanh(torch.exp(x)))\nreturn torch.neg(torch.relu(_0))"
    )


def test_each_call_is_written_once_however_deep():
    names = ["sin", "cos", "tanh", "exp", "erf", "sqrt", "floor", "ceil", "sigmoid", "round"]
    inner = "x"
    for name in names:
        inner = f"torch.add(torch.neg(x), torch.{name}({inner}))"
    for depth in range(1, 6):
        text = inner
        for name in ["asin", "acos", "atan", "sinh", "cosh"][:depth]:
            text = f"torch.{name}({text})"
        code = printed(f"def f(x: Tensor) -> Tensor:\n  return {text}\n")
        assert [code.count(f"torch.{name}(") for name in names] == [1] * len(names)
        assert code.count("torch.neg(") == len(names)


def test_the_order_of_effects_stays():
    """What is computed first is printed first, also when a later argument is moved to its own line."""
    text = """
    def f(l: List[int]) -> Tuple[int, List[int]]:
      return (torch.add(torch.pop(l), torch.mul(torch.pop(l), torch.mul(torch.pop(l), torch.mul(torch.pop(l), 1000000)))), l)
    """
    first = compiled(text).functions["__torch__.f"]
    second = compiled(print_function(first)).functions["__torch__.f"]
    assert call(first, [[1, 2, 3, 5, 7]]) == call(second, [[1, 2, 3, 5, 7]])


def test_trailing_defaults_are_dropped_and_keywords_kept():
    assert "torch.sum(x, [0], True)" in printed(
        "def f(x: Tensor) -> Tensor:\n  return torch.sum(x, [0], True, dtype=None)\n"
    )
    assert "torch.zeros([2], dtype=4)" in printed(
        "def f() -> Tensor:\n  return torch.zeros([2], dtype=4, layout=None, device=None)\n"
    )
    assert "torch.add(x, x, alpha=2)" in printed(
        "def f(x: Tensor) -> Tensor:\n  return torch.add(x, x, alpha=2)\n"
    )
    assert "torch.add(x, 1, out=y)" in printed(
        "def f(x: Tensor, y: Tensor) -> Tensor:\n  return torch.add(x, 1, out=y)\n"
    )


@pytest.mark.parametrize(
    ("kind", "literal", "wanted"),
    [
        ("float", "10000000000.", "10000000000."),
        ("float", "0.1", "0.10000000000000001"),
        ("float", "-inf", "-inf"),
        ("float", "1e300", "1.0000000000000001e+300"),
        ("int", "-3", "-3"),
        ("str", '"a\\\\\\"b\\015\\n"', '"a\\\\\\"b\\015\\n"'),
        ("str", '"é"', '"é"'),
        ("bool", "True", "True"),
        ("List[int]", "[1, 2]", "[1, 2]"),
        ("Tuple[int, str]", '(1, "b")', '(1, "b")'),
    ],
)
def test_literals(kind, literal, wanted):
    assert body(f"def f() -> {kind}:\n  return {literal}\n") == f"return {wanted}"


def test_empty_and_ambiguous_containers_say_their_type():
    assert (
        body("def f() -> List[int]:\n  return annotate(List[int], [])\n")
        == "return annotate(List[int], [])"
    )
    code = printed(
        "def f(x: Tensor) -> List[Optional[Tensor]]:\n  return annotate(List[Optional[Tensor]], [x, None])\n"
    )
    assert "annotate(List[Optional[Tensor]], [x, None])" in code


def test_both_arms_assign_and_the_first_says_the_type():
    code = body("""
    def f(b: bool, x: int) -> Optional[int]:
      if b:
        y : Optional[int] = x
      else:
        y = None
      return y
    """)
    assert code == "if b:\n  y : Optional[int] = x\nelse:\n  y = None\nreturn y"


def test_loops_with_a_break_become_whiles():
    code = printed("""
    def f(n: int) -> int:
      s = 0
      for i in range(n):
        if s > 3:
          break
        s = s + i
      return s
    """)
    assert "while " in code and "for " not in code and "break" not in code
    function = compiled(code).functions["__torch__.f"]
    assert [call(function, [n]) for n in (0, 2, 4, 9)] == [0, 1, 6, 6]


def test_decided_branches_are_not_printed():
    code = body("""
    def f(x: int) -> int:
      a, b, = (1, 2)
      if True:
        y = torch.add(x, a)
      else:
        y = b
      return y
    """)
    assert code == "return torch.add(x, 1)"


def test_names_that_mean_something_are_changed():
    code = printed(
        "def f(x: Tensor) -> Tensor:\n  inf0 = torch.neg(x)\n  return torch.add(inf0, inf0)\n"
    )
    assert "inf0 = torch.neg(x)" in code


def shadowing(range, torch_, items: int):
    print(items)
    return range + torch_


def test_parameters_keep_names_that_callers_use():
    code = minijit.jit.script(shadowing).code
    assert code.startswith("def shadowing(range: Tensor,\n    torch_: Tensor,")


def test_a_parameter_named_like_a_called_builtin_changes():
    function = minijit.jit.CompilationUnit(
        "def f(range: int, n: int) -> int:\n  return range + n\n"
    ).f
    assert "range: int" in function.code
    unit = compiled(
        "def f(a: int, n: int) -> int:\n  s = a\n  for i in range(n):\n    s = s + i\n  return s\n"
    )
    made = unit.functions["__torch__.f"]
    made.arguments[0].name = "range"
    code = print_function(made)
    assert "range0: int" in code
    assert call(compiled(code).functions["__torch__.f"], [5, 3]) == 8


class Odd(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({"a-b": nn.ReLU(), "class": nn.ReLU()})
        self.words = ["é", 'a"b\\']

    def forward(self, x):
        for layer in self.layers.values():
            x = layer(x)
        return x, self.words


def test_names_that_are_no_identifiers():
    scripted = minijit.jit.script(Odd())
    loaded = minijit.jit.load(io.BytesIO(scripted.save_to_buffer()))
    assert loaded(minijit.ones(1))[1] == ["é", 'a"b\\']
    assert list(loaded.layers._modules) == ["a-b", "class"]
    text = print_class(scripted.layers.__script_object__.class_type)
    assert '__annotations__["a-b"] = ' in text and '__annotations__["class"] = ' in text
    torch = pytest.importorskip("torch")
    assert torch.jit.load(io.BytesIO(scripted.save_to_buffer()))(torch.ones(1))[1] == ["é", 'a"b\\']


def test_an_empty_class_has_a_body():
    assert print_class(ClassType("__torch__.E", "class")).count("\n") >= 2


def test_pytorch_prints_the_same_layout():
    """Not every program: what PyTorch's own passes rewrite differs. These are the plain ones."""
    torch = pytest.importorskip("torch")
    for source in (
        "def f(x, n: int):\n  y = x + n\n  z = y * y\n  return z.sum(), y\n",
        "def f(x, b: bool):\n  if b:\n    y = torch.relu(x)\n  else:\n    y = x\n  return y + 1\n",
        "def f(n: int):\n  s = 0\n  for i in range(n):\n    s = s + i * 2\n  return s\n",
        'def f(l: List[int], s: str):\n  l.append(len(s))\n  return l[0], s.upper(), [1, 2], {"a": 1.5}\n',
        "def f(x):\n  a, b = torch.max(x, 1)\n  return a, b\n",
    ):
        ours = minijit.jit.CompilationUnit(source).f.code
        theirs = torch.jit.CompilationUnit(source).f.code
        assert ours == theirs


def test_ir_of_what_is_printed_is_the_same_bytes():
    text = "def f(x: Tensor, n: int) -> Tensor:\n  y = torch.add(x, n)\n  return torch.mul(y, y)\n"
    unit = compiled(text)
    again = compiled(print_function(unit.functions["__torch__.f"]))
    assert print_unit(again) == print_unit(unit)
