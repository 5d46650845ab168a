"""What dead-code removal drops and what it must keep."""

from minijit.diagnostics import Source
from minijit.frontend import compile_text
from minijit.ir import CompilationUnit, verify
from minijit.passes import inline_calls, remove_dead_code


def kinds(body, arguments="x: Tensor, n: int"):
    unit = CompilationUnit(10)
    text = f"def g(x: Tensor) -> Tensor:\n  return torch.neg(x)\ndef f({arguments}) -> int:\n"
    compile_text(unit, Source("t", text + body + "  return 1\n"))
    function = unit.functions["__torch__.f"]
    inline_calls(function.graph, function)
    remove_dead_code(function.graph)
    verify(function.graph)
    return [n.kind for n in function.graph.walk() if n.kind != "prim::Constant"]


def test_pure_is_dropped():
    assert kinds("  y = torch.add(x, n)\n  z = [y]\n  w = __torch__.g(x, )\n") == []


def test_effects_are_kept():
    assert kinds("  y = torch.add_(x, n)\n") == ["aten::add_"]
    assert kinds("  print(n)\n") == ["prim::Print"]
    assert kinds("  y = torch.rand([1])\n") == ["prim::ListConstruct", "aten::rand"]


def test_if_and_loop_lose_what_nobody_reads():
    body = "  if torch.gt(n, 0):\n    a = torch.add(n, 1)\n    print(n)\n  else:\n    a = n\n"
    assert kinds(body) == ["aten::gt", "prim::If", "prim::Print"]
    body = "  s = 0\n  for i in range(n):\n    s = torch.add(s, i)\n    print(i)\n"
    assert kinds(body) == ["prim::Loop", "aten::add", "prim::Print"]
    body = "  s = 0\n  for i in range(n):\n    t = s\n    s = t\n    print(i)\n"
    assert kinds(body) == ["prim::Loop", "prim::Print"]
    assert kinds("  if torch.gt(n, 0):\n    a = 1\n  else:\n    a = 2\n") == []
