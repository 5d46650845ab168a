"""What an archive calls and minijit lacks: listed whole, with lines, in both languages."""

import copy
import io
import zipfile

import pytest

import minijit
from minijit.cli.main import main
from tests.attacks.build import make_zip
from tests.attacks.corpus import entries
from tests.executors import run_tool, tool

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])
CODE = """class M(Module):
  __parameters__ = []
  def forward(self: __torch__.M,
    x: Tensor) -> Tensor:
    if bool(torch.gt(torch.sum(x), 0)):
      a = ops.mylib.first(x, torch.also_gone(x))
      b = torch.relu(a, 1, 2)
    else:
      b = torch.relu(x)
    c = torch.softmax(b, 0, temperature=2.)
    d = [torch.later(c), x.spelled_as_method()]
    return torch.abs("text")
"""
# (operator, why, line); a call behind the first that is missing in its block is found too.
WANTED = [
    ("mylib::first", "there is no such operator", 6),
    ("aten::also_gone", "there is no such operator", 6),
    ("aten::relu", "no overload takes 3 arguments", 7),
    ("aten::softmax", "no overload takes the argument 'temperature'", 10),
    ("aten::later", "there is no such operator", 11),
]


def archive(code=CODE, **others):
    made = [e for e in entries("program") if not e.name.startswith(b"a/code/")]
    for entry in made:
        if entry.name == b"a/data.pkl":
            entry.data = others.get("data", b"\x80\x02c__torch__\nM\nq\x00)\x81}(ub.")
    made.append(type(made[0])(b"a/code/__torch__.py", code.encode()))
    return make_zip(made)


@pytest.mark.parametrize("engine", ENGINES)
def test_all_are_listed_with_their_lines(engine):
    module = minijit.jit.load(io.BytesIO(archive()), engine=engine)
    found = module.missing_operators()
    assert [(each.name, each.why, each.place.line) for each in found] == WANTED
    assert str(found[0]) == (
        'mylib::first: there is no such operator (File "code/__torch__.py", line 6)'
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_they_raise_where_they_are_reached(engine):
    module = minijit.jit.load(io.BytesIO(archive()), engine=engine)
    with pytest.raises(NotImplementedError, match="aten::also_gone"):
        module(minijit.ones(2))
    with pytest.raises(NotImplementedError, match="aten::softmax"):
        module(-minijit.ones(2))


@pytest.mark.parametrize("engine", ENGINES)
def test_strict_loading_refuses_with_the_whole_list(engine):
    with pytest.raises(RuntimeError, match="MJ6022") as raised:
        minijit.jit.load(io.BytesIO(archive()), engine=engine, strict=True)
    assert all(f"{name}: {why}" in str(raised.value) for name, why, _ in WANTED)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_code_is_saved_as_it_was_read(engine, tmp_path):
    """What is behind a missing operator is not compiled; only the text has it."""
    (tmp_path / "m.pt").write_bytes(archive())
    module = minijit.jit.load(tmp_path / "m.pt", engine=engine)
    copied = copy.deepcopy(module)
    assert main(["upgrade", str(tmp_path / "m.pt"), str(tmp_path / "new.pt")]) == 0
    written = [module.save_to_buffer(), copied.save_to_buffer(), (tmp_path / "new.pt").read_bytes()]
    for data in written:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            (name,) = [n for n in file.namelist() if n.endswith("code/__torch__.py")]
            assert file.read(name).decode() == CODE
        again = minijit.jit.load(io.BytesIO(data), engine=engine)
        assert [each.name for each in again.missing_operators()] == [name for name, *_ in WANTED]


@pytest.mark.parametrize("engine", ENGINES)
def test_code_that_is_not_what_was_read_is_not_saved_without_it(engine):
    module = minijit.jit.load(io.BytesIO(archive()), engine=engine).eval()
    frozen = minijit.jit.freeze(module)
    module.define("def twice(self, x):\n  return self.forward(x) * 2")
    for changed in (module, frozen):
        with pytest.raises(
            RuntimeError, match="also_gone, aten::softmax.*before it is frozen.*MJ6013"
        ):
            changed.save_to_buffer()


@pytest.mark.parametrize("engine", ENGINES)
def test_pytorch_reads_what_was_saved_and_runs_what_is_missing_here(engine):
    torch = pytest.importorskip("torch")
    library = torch.library.Library("minijit_left_out", "DEF")
    library.define("sevens() -> Tensor")
    library.impl("sevens", lambda: torch.full((2,), 7.0), "CompositeExplicitAutograd")
    code = (
        CODE[: CODE.index("    if bool")]
        + "    a = ops.minijit_left_out.sevens()\n    return torch.add(x, a)\n"
    )
    module = minijit.jit.load(io.BytesIO(archive(code)), engine=engine)
    found = torch.jit.load(io.BytesIO(module.save_to_buffer()))
    assert found(torch.ones(2)).tolist() == [8.0, 8.0]


def test_overloads_that_only_types_tell_apart():
    code = CODE[: CODE.index("    if bool")] + '    return torch.abs("text")\n'
    (found,) = minijit.jit.load(io.BytesIO(archive(code))).missing_operators()
    assert (found.name, found.why) == ("aten::abs", "no overload takes arguments of these types")


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
def test_the_tools_list_the_same(tmp_path, capsys):
    path = tmp_path / "m.pt"
    path.write_bytes(archive())
    found = run_tool("check", path)
    assert found.returncode == 1
    for name, why, line in WANTED:
        assert f'{name}: {why} (File "code/__torch__.py", line {line})' in found.stdout
    from minijit.cli import main

    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out == found.stdout


NEEDY = """class M(Module):
  __parameters__ = []
  index : __torch__.torch.classes.search.Index
  weights : Tensor
  def forward(self: __torch__.M,
    x: Tensor) -> Tensor:
    made = __torch__.torch.classes.search.Query.__new__(__torch__.torch.classes.search.Query)
    return ops.search.find(self.index, torch.unheard_of(x))
  def far(self: __torch__.M,
    r: RRef[Tensor]) -> Tensor:
    return torch.to_here("__torch__.torch.classes.not.this one (")
"""
SPARSE = (
    b"\x80\x02c__torch__\nM\n)\x81}(X\x05\0\0\0indexc__torch__.torch.classes.search\nIndex\n)\x81}b"
    b"X\x07\0\0\0weightsctorch._utils\n_rebuild_sparse_tensor\n)Rub."
)
NEEDS = [
    "\n  __torch__.torch.classes.search.Index (data.pkl, code/__torch__.py:3)",
    "\n  torch._utils._rebuild_sparse_tensor (data.pkl)",
    "\n  __torch__.torch.classes.search.Query (code/__torch__.py:7)",
    "\n  RRef (code/__torch__.py:10)",
    "\n  search::find (code/__torch__.py:8)",
    "\n  aten::unheard_of (code/__torch__.py:8)",
    "\n  aten::to_here (code/__torch__.py:11)",
]


def test_what_is_left_out_on_purpose_is_listed_whole():
    with pytest.raises(RuntimeError, match="MJ6035") as raised:
        minijit.jit.load(io.BytesIO(archive(NEEDY, data=SPARSE)))
    listed = "".join(NEEDS)
    assert f"needs what minijit does not have:{listed} [MJ6035]" in str(raised.value)


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
def test_the_tool_lists_the_same_needs(tmp_path):
    path = tmp_path / "m.pt"
    path.write_bytes(archive(NEEDY, data=SPARSE))
    found = run_tool("check", path)
    assert found.returncode == 1
    assert f"needs what minijit does not have:{''.join(NEEDS)} [MJ6035]" in found.stderr


def test_the_layout_before_1_3_is_refused_with_its_content():
    from tests.attacks.build import Entry

    old = make_zip([Entry(b"a/model.json", b"{}"), Entry(b"a/tensors/0", b"12")])
    for load in (minijit.jit.load, minijit.load):
        with pytest.raises(RuntimeError, match="before 1.3.*It holds model.json, tensors/0"):
            load(io.BytesIO(old))


ALIASED = """class M(Module):
  __parameters__ = []
  def forward(self: __torch__.M,
    x: Tensor) -> Tensor:
    a = torch.clip(torch.absolute(torch.multiply(x, 3)), 0, 4)
    b = torch.concat([a, torch.special_expm1(torch.negative(x))])
    c = torch.subtract_(b, torch.special_expit(torch.divide(b, 2, rounding_mode="floor")), alpha=2)
    return torch.where(torch.greater_equal(c, 1.), c, torch.arctan2(c, c))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_other_names_of_operators_are_not_missing(engine):
    data = archive(ALIASED)
    module = minijit.jit.load(io.BytesIO(data), engine=engine)
    assert module.missing_operators() == []
    assert "torch.mul(x, 3)" in module.code and "multiply" not in module.code
    torch = pytest.importorskip("torch")
    x = [-1.5, 0.25, 2.0]
    for read in (data, module.save_to_buffer()):
        wanted = torch.jit.load(io.BytesIO(read))(torch.tensor(x))
        assert minijit.allclose(module(minijit.tensor(x)), minijit.tensor(wanted.tolist()))


@pytest.mark.skipif(tool() is None, reason="the C++ tool is not installed")
def test_the_tools_count_other_names_as_the_operator(tmp_path, capsys):
    (tmp_path / "m.pt").write_bytes(archive(ALIASED))
    for verb in ("ops", "ir", "check", "scan"):
        code, cpp = main([verb, str(tmp_path / "m.pt")]), run_tool(verb, tmp_path / "m.pt")
        assert (cpp.returncode, cpp.stdout) == (code, capsys.readouterr().out) and code == 0
    assert "aten::mul.Scalar: 1" in run_tool("ops", tmp_path / "m.pt").stdout
