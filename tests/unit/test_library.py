"""Operators of the user: defined with torch.library, called eagerly, in scripts and from archives."""

import io
from pathlib import Path
from typing import List, Optional, Tuple

import pytest

import minijit as torch
from minijit import Tensor, nn
from minijit.archive.users_operators import as_callbacks
from minijit.library import Library, custom_op, infer_schema
from minijit.schema import all_schemas, find_schema, function_schema, schemas

LIBRARY = Library("unit_ops", "DEF")
LIBRARY.define("scale(Tensor x, float by=2., *, int plus=0) -> Tensor")
LIBRARY.define("ends(Tensor[] xs, str? name=None) -> (Tensor first, Tensor last)")
LIBRARY.define("count_(Tensor(a!) x) -> ()")
LIBRARY.define("first(t[][] xs) -> t")
LIBRARY.define("idle(Tensor x) -> Tensor")
LIBRARY.define("fails(Tensor x) -> Tensor")
LIBRARY.define("wrong(Tensor x) -> Tensor")
LIBRARY.define("notes(Tensor x) -> Tensor")
CALLS = []


def scale(x, by, *, plus):
    return x * by + plus


def count_(x):
    CALLS.append("count_")
    x.add_(1)


def notes(x):
    CALLS.append("notes")
    return x


def fails(x):
    raise ValueError("it fails")


LIBRARY.impl("scale", scale, "CPU")
LIBRARY.impl("scale", fails, "Meta")
LIBRARY.impl("ends", lambda xs, name: [xs[0], xs[-1]])
LIBRARY.impl("unit_ops::count_", count_)
LIBRARY.impl("first", lambda xs: xs[0][0])
LIBRARY.impl("notes", notes)
LIBRARY.impl("fails", fails)
LIBRARY.impl("wrong", lambda x: 3)


@custom_op("unit_ops::triple", mutates_args=())
def triple(x: Tensor, n: int = 3) -> Tensor:
    return x * n


class Model(nn.Module):
    def forward(self, x):
        a, b = torch.ops.unit_ops.ends([x, x + 1], "q")
        torch.ops.unit_ops.count_(a)
        text = torch.ops.unit_ops.first([["no"], [""]])
        return torch.ops.unit_ops.scale(a, 4.0, plus=len(text)) + torch.ops.unit_ops.triple(b)


ENGINES = ("native", "reference")


def test_eager_calls():
    x = torch.ones(2)
    ops = torch.ops.unit_ops
    assert ops.scale(x).tolist() == [2, 2] and ops.scale(x, 3.0, plus=1).tolist() == [4, 4]
    ends = ops.ends([x, x * 5])
    assert ends.last.tolist() == [5, 5] and ends[0] is x
    assert ops.first([["hello"]]) == "hello"
    assert ops.count_(x) is None and x.tolist() == [2, 2]
    assert ops.triple(x).tolist() == [6, 6] == triple(x).tolist()
    text = "unit_ops::scale(Tensor x, float by=2.0, *, int plus=0) -> Tensor"
    assert str(ops.scale.default._schema) == text
    with pytest.raises(RuntimeError, match="Unknown keyword argument 'foo' for operator"):
        ops.scale(x, foo=1)
    with pytest.raises(ValueError, match="it fails"):
        ops.fails(x)


@pytest.mark.parametrize("engine", ENGINES)
def test_programs_call_them(engine):
    made = torch.jit.script(Model(), engine=engine)
    expected = Model()(torch.ones(2))
    assert torch.equal(made(torch.ones(2)), expected)
    assert made.graph.findNode("unit_ops::scale").schema().startswith("unit_ops::scale(")
    assert torch.equal(torch.jit.freeze(made.eval())(torch.ones(2)), expected)
    traced = torch.jit.trace(Model(), torch.ones(2), engine=engine)
    assert "ops.unit_ops.triple(" in traced.code
    assert torch.equal(traced(torch.ones(3)), Model()(torch.ones(3)))


@pytest.mark.parametrize("engine", ENGINES)
def test_archives_name_them(engine):
    made = torch.jit.script(Model(), engine=engine)
    data = made.save_to_buffer()
    loaded = torch.jit.load(io.BytesIO(data), engine=engine, strict=True)
    assert torch.equal(loaded(torch.ones(2)), Model()(torch.ones(2)))
    assert "ops.unit_ops.scale(" in loaded.code and loaded.code == made.code
    assert loaded.save_to_buffer() == data


def calls_without_result(x):
    torch.ops.unit_ops.count_(torch.ones(1))
    torch.ops.unit_ops.notes(x)
    return x


@pytest.mark.parametrize("engine", ENGINES)
def test_what_they_do_is_not_dropped(engine):
    CALLS.clear()
    torch.jit.script(calls_without_result, engine=engine)(torch.ones(1))
    assert CALLS == ["count_", "notes"]


def calls_fails(x):
    return torch.ops.unit_ops.fails(x)


def calls_idle(x):
    return torch.ops.unit_ops.idle(x)


def calls_wrong(x):
    return torch.ops.unit_ops.wrong(x)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_goes_wrong_in_them_is_told(engine):
    for function, id in (
        (calls_fails, "MJ3130"), (calls_idle, "MJ3113"), (calls_wrong, "MJ9003"),
    ):  # fmt: skip
        with pytest.raises(RuntimeError) as caught:
            torch.jit.script(function, engine=engine)(torch.ones(1))
        assert caught.value.id == id, function


def test_schemas_of_functions():
    def every(
        x: Tensor, xs: List[Tensor], n: Optional[int] = None, *, word: str = "a", on: bool = True
    ) -> Tuple[Tensor, float]:
        return x, 1.0

    text = (
        "(Tensor(a!) x, Tensor[] xs, int? n=None, *, str word='a', bool on=True) -> (Tensor, float)"
    )
    assert infer_schema(every, mutates_args=["x"]) == text
    assert infer_schema(count_returns_none, op_name="f") == "f(Tensor x) -> ()"
    with pytest.raises(ValueError, match="Parameter x has unsupported type"):
        infer_schema(lambda x: x)
    torch.library.define("unit_ops::every", text)
    torch.library.impl("unit_ops::every", "cpu")(every)
    x = torch.ones(1)
    assert torch.ops.unit_ops.every(x, [], word="b")[0] is x


def count_returns_none(x: Tensor) -> None:
    pass


def test_definitions_that_cannot_be():
    aten = Library("aten", "FRAGMENT")
    for id, define in (
        ("MJ9049", lambda: LIBRARY.define("no schema")),
        ("MJ9049", lambda: LIBRARY.define("f(Tensor) -> Tensor")),
        ("MJ9049", lambda: LIBRARY.define("other::f(Tensor x) -> Tensor")),
        ("MJ9049", lambda: LIBRARY.define("f(Tensor x, ...) -> Tensor")),
        ("MJ9049", lambda: LIBRARY.define("f(Tensor x) -> Picture")),
        ("MJ9050", lambda: LIBRARY.define("idle(Tensor x) -> Tensor")),
        ("MJ9050", lambda: custom_op("unit_ops::idle", only_scale, schema="(Tensor x) -> Tensor")),
        ("MJ9050", lambda: aten.define("sigmoid(Tensor self) -> Tensor")),
        ("MJ9050", lambda: aten.define("add.Tensor(Tensor self) -> Tensor")),
        ("MJ9050", lambda: aten.define("multiply.Tensor(Tensor self) -> Tensor")),
        ("MJ9050", lambda: custom_op("aten::relu", only_scale, schema="(Tensor x) -> Tensor")),
        ("MJ9051", lambda: LIBRARY.impl("nothing", scale)),
        ("MJ9051", lambda: LIBRARY.impl("scale.other", scale)),
        ("MJ9031", lambda: Library("aten", "IMPL").impl("relu", scale)),
    ):
        with pytest.raises(RuntimeError) as caught:
            define()
        assert caught.value.id == id
    with pytest.raises(ValueError, match="Unsupported kind"):
        Library("unit_ops", "NONE")
    with pytest.raises(ValueError, match="prim is a reserved namespace"):
        Library("prim", "FRAGMENT")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("f(Tensor x, int) -> Tensor", "int"),
        ("f(Tensor x, Tensor y=what) -> Tensor", "Tensor y=what"),
        ("f(Tensor x, Picture y) -> Tensor", "Picture y"),
        ("f(Tensor x, str y='a', float z=inf) -> Tensor", "float z=inf"),
    ],
)
def test_the_argument_that_is_none_is_named(text, part):
    with pytest.raises(RuntimeError, match=rf'at "{part}": write it as') as caught:
        LIBRARY.define(text)
    assert caught.value.id == "MJ9049"


def test_schemas_are_read_as_they_are_written():
    for number, (text, shown) in enumerate(
        (
            ("(Tensor x, str mode=\"a,b\", str other='(') -> Tensor", None),
            ("(Tensor x, float y=2, int[2] k=1) -> ()", "float y=2.0, int[2] k=[1, 1]"),
            ("(SymInt[] n, complex c=-2j, int? z=None) -> int", "int[] n, complex c=(-0-2j)"),
            ("(Tensor(a!)[] x, Tensor(a -> *) y, Dict(str, Tensor[]) d) -> (Tensor)", "Tensor y"),
            ("(Tensor x, (int, int?) y, bool[2] b=[True,False]) -> Tensor[]", "(int, int?) y"),
        )
    ):
        name = f"read{number}"
        assert LIBRARY.define(f"{name}.other{text}") == name
        schema = getattr(torch.ops.unit_ops, name).other._schema
        assert (shown or text).replace("'", '"') in str(schema)
    assert LIBRARY.define("unit_ops::read_qualified.other(Tensor x) -> Tensor") == (
        "unit_ops::read_qualified"
    )


def relu_of(x):
    return torch.relu(x)


def relu_of_the_user(x):
    return torch.ops.aten.relu(x, "y")


@pytest.fixture
def overloads_of_relu(monkeypatch):
    """What a test defines is gone behind it: other tests compare the kind with PyTorch's."""
    with monkeypatch.context() as patch:
        patch.setitem(function_schema._users, "aten::relu", [])
        yield
    for known in (all_schemas, schemas, find_schema):
        known.cache_clear()


@pytest.mark.usefixtures("overloads_of_relu")
@pytest.mark.parametrize("engine", ENGINES)
def test_an_overload_of_the_user_leaves_the_others_as_they_are(engine):
    plain = find_schema("aten::relu")
    fragment = Library("aten", "FRAGMENT")
    fragment.define("relu.mine(Tensor x, str y) -> Tensor")
    fragment.impl("relu.mine", lambda x, y: x * 10)
    assert find_schema("aten::relu") is plain and not plain.is_users
    with pytest.raises(RuntimeError) as caught:
        fragment.impl("relu", scale)
    assert caught.value.id == "MJ9031"
    x = torch.tensor([-1.0, 1.0])
    for function, expected, callbacks in ((relu_of, [0, 1], 0), (relu_of_the_user, [-10, 10], 1)):
        made = torch.jit.script(function, engine=engine)
        assert made(x).tolist() == expected
        graph = made.graph
        assert graph.findNode("aten::relu").node.schema.is_users == bool(callbacks)
        assert len(as_callbacks([graph._whole.function])[1]) == callbacks
    assert torch.relu(x).tolist() == [0, 1]
    with pytest.raises(TypeError):
        torch.relu(x, "y")


def doubles(x: Tensor) -> Tensor:
    return x * 2


def adds(x: Tensor, n: int = 5) -> Tensor:
    return x + n


def calls_twice(x):
    return torch.ops.unit_ops.twice(x)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_second_custom_op_takes_the_place_of_the_first(engine):
    x = torch.ones(1)
    custom_op("unit_ops::twice", doubles, mutates_args=())
    first = torch.jit.script(calls_twice, engine=engine)
    assert torch.ops.unit_ops.twice.default(x).item() == 2
    custom_op("unit_ops::twice", adds, mutates_args=())
    assert torch.ops.unit_ops.twice(x).item() == 6 == torch.ops.unit_ops.twice.default(x, 5).item()
    assert first(x).item() == 2
    assert torch.ops.unit_ops.twice.overloads() == ["default"]


def test_pytorch_runs_what_names_them():
    pytorch = pytest.importorskip("torch")
    library = pytorch.library.Library("unit_ops", "DEF")
    library.define("scale(Tensor x, float by=2., *, int plus=0) -> Tensor")
    library.impl("scale", scale, "CPU")
    data = torch.jit.script(only_scale).save_to_buffer()
    with pytorch.no_grad():
        result = pytorch.jit.load(io.BytesIO(data))(pytorch.ones(2))
    assert result.tolist() == [5, 5]


def only_scale(x):
    return torch.ops.unit_ops.scale(x, 4.0, plus=1)


@pytest.mark.parametrize("made_of", [str, Path, io.BytesIO])
def test_records_of_files(tmp_path, made_of):
    path = tmp_path / "some.pt"
    target = made_of() if made_of is io.BytesIO else made_of(path)
    writer = torch._C.PyTorchFileWriter(target)
    assert writer.archive_name() == ("archive" if made_of is io.BytesIO else "some")
    writer.write_record("a", b"12345", 3)
    writer.write_record("b", "text")
    writer.write_end_of_file()
    if made_of is io.BytesIO:
        path.write_bytes(target.getvalue())
        target.seek(0)
    with path.open("rb") as stream:
        for source in (target, stream):
            reader = torch._C.PyTorchFileReader(source)
            assert reader.get_record("a") == b"123" and reader.get_record("b") == b"text"
            assert reader.get_all_records()[:2] == ["a", "b"] and not reader.has_record("c")
            at = reader.get_record_offset("a")
            assert path.read_bytes()[at : at + 3] == b"123"
            with pytest.raises(RuntimeError, match="c"):
                reader.get_record("c")
