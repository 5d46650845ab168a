"""Running graphs: places of errors, limits, objects, what cannot run."""

import pytest

import minijit as torch
from minijit.diagnostics import JitError, Source
from minijit.frontend import compile_text
from minijit.interpreter import call
from minijit.interpreter.values import is_instance
from minijit.ir import CompilationUnit, ScriptObject
from minijit.types import INT, STR, DictType, ListType, TupleType, optional, union


def compile(text, version=10, constants=()):
    unit = CompilationUnit(version, list(constants))
    compile_text(unit, Source("code/__torch__.py", text))
    return unit


def run(text, *args, version=10, name="f", constants=()):
    return call(compile(text, version, constants).functions[f"__torch__.{name}"], args)


def test_errors_carry_the_line_and_the_calls():
    text = (
        "def g(x: Tensor) -> Tensor:\n  return torch.view(x, [7])\n"
        "def f(x: Tensor) -> Tensor:\n  y = __torch__.g(x, )\n  return y\n"
    )
    with pytest.raises(RuntimeError) as info:
        run(text, torch.ones(3))
    assert info.value.range.line == 2
    shown = str(info.value)
    assert (
        "return torch.view(x, [7])" in shown
        and 'File "code/__torch__.py", line 4, in f' in shown
        and 'File "code/__torch__.py", line 2, in g' in shown
    )


def test_raise():
    text = 'def f(n: int) -> int:\n  if torch.gt(n, 1):\n    ops.prim.RaiseException("boom", "builtins.ValueError")\n  else:\n    pass\n  return n\n'
    assert run(text, 1) == 1
    with pytest.raises(JitError, match="builtins.ValueError: boom"):
        run(text, 2)


def test_missing_operator_raises_at_its_place_only():
    text = "def f(n: int) -> int:\n  if torch.gt(n, 1):\n    r = ops.mine.thing(n)\n    s = torch.also_gone(r)\n  else:\n    r = 5\n  return r\n"
    unit = compile(text)
    assert [each.name for each in unit.missing.values()] == ["mine::thing", "aten::also_gone"]
    f = unit.functions["__torch__.f"]
    assert call(f, [1]) == 5
    with pytest.raises(NotImplementedError, match="mine::thing"):
        call(f, [2])
    kinds = [n.kind for n in f.graph.walk()]
    assert kinds.count("prim::MissingOperator") == 1


def test_recursion_has_a_limit():
    text = "def f(n: int) -> int:\n  return __torch__.f(n, )\n"
    with pytest.raises(RuntimeError, match="nested more than.*MJ3118"):
        run(text, 1)


def test_objects():
    text = (
        "class Acc:\n  n : int\n  l : List[int]\n  def __init__(self: __torch__.Acc,\n    n: int) -> NoneType:\n"
        "    self.n = n\n    self.l = annotate(List[int], [])\n    return None\n"
        "  def add(self: __torch__.Acc,\n    k: int=2) -> int:\n    self.n = torch.add(self.n, k)\n"
        "    _0 = torch.append(self.l, k)\n    return self.n\n"
        "def f(n: int) -> Tuple[int, List[int]]:\n  a = __torch__.Acc.__new__(__torch__.Acc)\n"
        "  _0 = (a).__init__(n, )\n  _1 = (a).add(3, )\n  _2 = (a).add()\n  return (a.n, a.l)\n"
    )
    assert run(text, 1) == (6, [3, 2])


def test_constants_are_shared_and_lists_are_fresh():
    held = torch.ones(1)
    text = "def f() -> Tensor:\n  return torch.add_(CONSTANTS.c0, 1)\n"
    unit = compile(text, constants=[held])
    call(unit.functions["__torch__.f"], [])
    assert call(unit.functions["__torch__.f"], []).item() == 3.0 == held.item()
    text = "def f(l: List[int]=[1]) -> List[int]:\n  _0 = torch.append(l, 2)\n  return l\ndef g() -> List[int]:\n  return __torch__.f()\n"
    unit = compile(text)
    assert (
        call(unit.functions["__torch__.g"], []) == [1, 2] == call(unit.functions["__torch__.g"], [])
    )


@pytest.mark.parametrize(
    ("version", "want", "dtype"), [(3, [3, -3], torch.int64), (4, [3.5, -3.5], torch.float32)]
)
@pytest.mark.parametrize(
    "spelling", ["torch.div(x, 2)", "x / 2", "x.div(2)", "ops.aten.div(x, torch.tensor(2))"]
)
def test_old_division(version, want, dtype, spelling):
    for owner in ("free", "method"):
        body = f"  return {spelling}\n"
        if owner == "free":
            found = run(
                "def f(x: Tensor) -> Tensor:\n" + body, torch.tensor([7, -7]), version=version
            )
        else:
            text = "class M(Module):\n  def forward(self, x: Tensor) -> Tensor:\n  " + body
            cls = compile(text, version).classes["__torch__.M"]
            found = call(cls.methods["forward"], [ScriptObject(cls), torch.tensor([7, -7])])
        assert found.tolist() == want and found.dtype == dtype
    floats = run(
        f"def f(x: Tensor) -> Tensor:\n  return {spelling}\n", torch.tensor([7.0]), version=version
    )
    assert floats.tolist() == [3.5]


def lacking(text, version):
    """What a program of an archive calls, and no overload of that version takes: it raises there."""
    unit = CompilationUnit(version)
    compile_text(unit, Source("f.py", text))
    return [each.name for each in unit.missing.values()]


def test_other_upgraders():
    full = "def f(n: int) -> Tensor:\n  return torch.full([2], n)\n"
    assert run(full, 3, version=4).dtype == torch.float32
    assert run(full, 3, version=5).dtype == torch.int64
    typed = "def f(n: int) -> Tensor:\n  return torch.full([2], n, dtype=4)\n"
    assert run(typed, 3, version=4).dtype == torch.int64
    assert run("def f() -> Tensor:\n  return torch.linspace(0, 1)\n", version=7).numel() == 100
    assert lacking("def f() -> Tensor:\n  return torch.linspace(0, 1)\n", 8) == ["aten::linspace"]
    gelu = "def f(x: Tensor) -> Tensor:\n  return torch.gelu(x{})\n"
    assert run(gelu.format(""), torch.ones(1), version=9).item() == pytest.approx(0.8413, abs=1e-3)
    assert lacking(gelu.format(', approximate="tanh"'), 9) == ["aten::gelu"]
    divided = "def f(x: Tensor) -> Tensor:\n  _0 = torch.div_(x, 2)\n  return x\n"
    assert run(divided, torch.tensor([7]), version=3).tolist() == [3]


def test_is_instance():
    assert is_instance([1], ListType(INT)) and not is_instance([1], ListType(STR))
    assert is_instance([], ListType(STR)) and is_instance(None, optional(INT))
    assert is_instance((1, "a"), TupleType((INT, STR))) and not is_instance(
        (1,), TupleType((INT, STR))
    )
    assert is_instance({"a": 1}, DictType(STR, INT)) and is_instance("a", union((INT, STR)))
    assert not is_instance(True, INT)
