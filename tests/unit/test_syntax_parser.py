"""What parses, what is refused and how, and where nodes lie."""

import os
import zipfile
from pathlib import Path

import pytest

from minijit.diagnostics import Error, Source
from minijit.syntax import ast, class_source, definition_source, parse_expression, parse_file

ARCHIVES = Path(
    os.environ.get("MINIJIT_ARCHIVES", Path(__file__).parents[3] / "shared" / "archives")
)


def parse(text, dialect=False):
    return parse_file(Source("t.py", text), dialect)


def expression(text, dialect=False):
    return parse_expression(Source("e", text), dialect)


ACCEPTED = [
    "def f(x):\n  return x\n",
    "def f(self,\n    x: int=3,\n    *, y: Tuple[int, ()]=(1,)) -> Tensor:\n    pass\n",
    "op_version_set = 1\nimport __torch__.a\nimport __torch__.b\ndef f(x):\n  a, b, = x\n  return a\n",
    'class A(Module):\n  __parameters__ = ["w", ]\n  w : Tensor\n  __annotations__["0"] = T\n  k : Final[int] = 3\n',
    "def f(x):\n\tif x:\n\t\tpass\n\telif y:\n\t\tpass\n\telse:\n\t\tpass\n",
    "def f(x):\r\n    return x\r\n",
    "def f(x): # c\n\n  # only a comment\n  x[1:, ..., None, ::2] += -y**2 if a is not None else b < c <= d\n  return (self.fc).forward(x, k=3, )\n",
    'def f():\n  s = "a" \'b\' """c\n"""\n  return s + \\\n    "x"\n',
    "def f(x):\n  while not x and y or z in q:\n    break\n  for i, (j, *k) in zip(a, b):\n    continue\n",
    "def f():\n  del x, y[0]\n  assert x, 'm'\n  raise E('m')\n  with a as b, c:\n    pass\n",
    "def f():\n  return [i for i in x if i], {a: b for a, b in x}, {1: 2, }, {}, [], (), ~x @ y // 2 << 1\n",
]
REFUSED = [
    ("def f(x):\n  return x +\n", "MJ1001"),
    ("def f(x:\n", "MJ1001"),
    ("def f(x):\n  y = 'a\n", "MJ1001"),
    ("def f(x):\n    y = 1\n  return x\n", "MJ1001"),
    ("def f(x):\nreturn x\n", "MJ1001"),
    ("def f(x):\n  return 99999999999999999999\n", "MJ1003"),
    ("def f(x):\n  return 012\n", "MJ1003"),
    ("x = 1\n", "MJ1004"),
    ("def f(x):\n  yield x\n", "MJ1002"),
    ("def f(x):\n  return g(a=1, 2)\n", "MJ1008"),
    ("def f(x):\n  global y\n", "MJ1002"),
    ("async def f(x):\n  pass\n", "MJ1002"),
]
REFUSED_IN_ARCHIVES = [
    "def f(x):\n  return {**x}\n",
    "def f(x):\n  if (y := x):\n    pass\n",
    "def f(x):\n  return [a for a in x for b in a]\n",
    'def f():\n  return f"a"\n',
    'def f():\n  return r"a"\n',
    "def f():\n  return 1_000\n",
    "@d\ndef f():\n  pass\n",
    "def f(x):\n  try:\n    pass\n  except E:\n    pass\n",
    "def f(x):\n  for i in x:\n    pass\n  else:\n    pass\n",
    "def f(x, *a):\n  pass\n",
    "def f(x, **a):\n  pass\n",
    "def f(x):\n  return lambda y: y\n",
    "def f(x):\n  return {1, 2}\n",
    "def f(x):\n  return {a for a in x}\n",
    "def f(x):\n  return any(a for a in x)\n",
    "def f(x):\n  return g(**x)\n",
    "def f():\n  a; b\n",
    'def f():\n  return "\\r"\n',
    'def f():\n  return "\\x41"\n',
    'def f():\n  return "\\0"\n',
]


@pytest.mark.parametrize("dialect", [False, True])
@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text, dialect):
    assert parse(text, dialect)


@pytest.mark.parametrize(("text", "id"), REFUSED)
def test_refused(text, id):
    with pytest.raises(Error) as info:
        parse(text)
    assert info.value.id == id and "<--- HERE" in str(info.value)


@pytest.mark.parametrize("text", REFUSED_IN_ARCHIVES)
def test_refused_in_archives(text):
    with pytest.raises(Error):
        parse(text, dialect=True)


def test_string_escapes_of_archives():
    text = r'"\\ \" \' \a\b\f\n\t\v \015 \200é"'
    found = expression(text, dialect=True)
    assert found.value == "\\ \" ' \a\b\f\n\t\v \r \udc80é"
    assert expression(r'"\x41\u00e9"').value == "Aé"


def test_ranges_cover_the_text_of_a_node():
    found = expression("(a.b)(c + 1, k=x[1:2])")
    assert found.range.text == "(a.b)(c + 1, k=x[1:2])"
    assert found.args[0].range.text == "c + 1"
    assert found.keywords[0].value.index.range.text == "1:2"


def test_precedence():
    found = expression("-a ** 2 + b * c")
    assert isinstance(found, ast.Binary) and found.operator == "+"
    assert isinstance(found.left, ast.Unary) and found.left.operand.operator == "**"
    assert isinstance(expression("not a == b"), ast.Unary)
    assert isinstance(expression("a if b else c if d else e").orelse, ast.Ternary)


def test_elif_is_an_if_in_the_else():
    body = (
        parse("def f(x):\n  if a:\n    pass\n  elif b:\n    return 1\n  else:\n    return 2\n")
        .functions[0]
        .body
    )
    (inner,) = body[0].orelse
    assert isinstance(inner, ast.If) and isinstance(inner.orelse[0], ast.Return)


def test_f_string():
    found = expression('f"a{x + 1}b" "c"')
    assert found.texts == ["a", "bc"] and isinstance(found.values[0], ast.Binary)


def decorate(f):
    return f


class Outer:
    class Inner:
        @decorate
        def method(self, x: int = 3):  # the line that errors must show
            """A docstring."""
            return x


def test_source_of_python_objects_keeps_lines():
    found = definition_source(Outer.Inner.method)
    lines = Path(__file__).read_text().split("\n")
    assert lines[found.range.line - 1].strip().startswith("def method")
    assert lines[found.range.line - 1][found.range.column - 1 :].startswith("def method")
    assert class_source(Outer.Inner).name == "Inner"
    with pytest.raises(OSError, match="Can't get source"):
        definition_source(len)


def test_deep_nesting_is_refused_not_overflowed():
    with pytest.raises(Error) as info:
        expression("(" * 5000 + "x" + ")" * 5000)
    assert info.value.id in ("MJ1007", "MJ1001")
    deep = "".join("  " * n + "if x:\n" for n in range(1, 400)) + "  " * 400 + "pass\n"
    with pytest.raises(Error):
        parse("def f(x):\n" + deep)


def test_every_file_of_the_real_archives_parses():
    if not ARCHIVES.is_dir():
        pytest.skip("no real archives")
    count = 0
    for path in sorted(ARCHIVES.iterdir()):
        if path.suffix == ".npz" or not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if "/code/" in name and name.endswith(".py"):
                    text = archive.read(name).decode("utf-8", "surrogateescape")
                    parse_file(Source(name, text), dialect=True)
                    count += 1
    assert count > 50
