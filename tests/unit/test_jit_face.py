"""script, save, load and the modules they give."""

import copy
import io
import os
import pickle
import subprocess
import sys
import zipfile
from enum import Enum
from typing import Dict, List, NamedTuple, Optional, Tuple

import pytest

import minijit as torch
from minijit import nn


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)
        self.register_buffer("count", torch.zeros(1))
        self.register_buffer("scratch", torch.ones(2), persistent=False)
        self.names = ["a", "b"]
        self.settings = {"x": 1}
        self.scale = 2.0

    def forward(self, x, times: int = 1):
        self.count += 1
        return self.layer(x) * self.scale * times

    @torch.jit.export
    def describe(self, names: Optional[List[str]] = None) -> Tuple[List[str], Dict[str, int]]:
        if names is not None:
            self.names = names
        return self.names, self.settings

    @torch.jit.ignore
    def in_python(self, x):
        return sorted(x.tolist())

    @torch.jit.unused
    def never(self, x):
        return eval("x")


@pytest.fixture
def small():
    torch.manual_seed(0)
    return torch.jit.script(Small())


def reloaded(module, **options):
    return torch.jit.load(io.BytesIO(module.save_to_buffer()), **options)


def test_it_is_a_module(small):
    assert isinstance(small, nn.Module)
    assert isinstance(small, torch.jit.ScriptModule)
    assert [n for n, _ in small.named_parameters()] == ["layer.weight", "layer.bias"]
    assert [n for n, _ in small.named_children()] == ["layer"]
    assert small.original_name == "Small"
    assert small.engine in ("native", "reference")
    assert isinstance(small.layer.weight, nn.Parameter)


def test_state_is_shared_with_the_script(small):
    small.layer.weight.data.zero_()
    small.layer.bias.data.fill_(3.0)
    assert small(torch.ones(2)).tolist() == [6.0, 6.0]
    assert small.count.item() == 1.0
    small.scale = 1
    assert small(torch.ones(2), 2).tolist() == [6.0, 6.0]
    small.layer.bias = nn.Parameter(torch.tensor([1.0, 2.0]))
    assert small(torch.ones(2)).tolist() == [1.0, 2.0]


def test_containers_read_back_as_copies(small):
    small.names.append("lost")
    assert small.names == ["a", "b"]
    small.names = ["c"]
    assert small.describe()[0] == ["c"]


def test_train_and_eval(small):
    assert small.training and small.layer.training
    small.eval()
    assert not small.training and not small.layer.training
    assert not reloaded(small).training


def test_state_dict_round_trip(small):
    state = small.state_dict()
    assert list(state) == ["count", "scratch", "layer.weight", "layer.bias"]
    other = torch.jit.script(Small())
    assert repr(other.load_state_dict(state)) == "<All keys matched successfully>"
    x = torch.ones(2)
    assert torch.equal(other(x), small(x))


def test_arguments(small):
    x = torch.ones(2)
    assert torch.equal(small(x, times=2), small(x, 2))
    for args, kwargs, phrase in (
        ((), {}, "missing value for argument"),
        ((x, 1, 2), {}, "expected at most"),
        ((x,), {"wrong": 1}, "Unknown keyword argument 'wrong'"),
        (("text",), {}, "Expected a value of type 'Tensor \\(inferred\\)'"),
        ((x, 1.5), {}, "Expected a value of type 'int'"),
    ):
        with pytest.raises(RuntimeError, match=phrase):
            small(*args, **kwargs)


def test_attributes_that_are_not_there(small):
    with pytest.raises(AttributeError, match="object has no attribute 'nothing'"):
        small.nothing  # noqa: B018


def test_extra_files(small):
    data = small.save_to_buffer(_extra_files={"note.txt": "hello", "b": b"\x00\xff"})
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.read("archive/extra/note.txt") == b"hello"
    wanted = {"note.txt": "", "b": "", "absent": "kept"}
    torch.jit.load(io.BytesIO(data), _extra_files=wanted)
    assert wanted == {"note.txt": b"hello", "b": b"\x00\xff", "absent": "kept"}


def test_saving_twice_gives_the_same_bytes(small, tmp_path):
    assert small.save_to_buffer() == small.save_to_buffer()
    small.save(tmp_path / "a.b.pt")
    with zipfile.ZipFile(tmp_path / "a.b.pt") as file:
        assert file.namelist()[0].startswith("a.b/")


def test_shared_modules_and_tensors_stay_shared():
    class Tied(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(2, 2, bias=False)
            self.b = self.a
            self.c = nn.Linear(2, 2, bias=False)
            self.c.weight = self.a.weight

        def forward(self, x):
            return self.c(self.b(self.a(x)))

    loaded = reloaded(torch.jit.script(Tied()))
    loaded.a.weight.data.fill_(1.0)
    assert loaded.b.weight.tolist() == loaded.c.weight.tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert loaded.a.weight.data_ptr() == loaded.c.weight.data_ptr()


def test_copies(small):
    deep = copy.deepcopy(small)
    deep.layer.bias.data.fill_(100.0)
    assert small.layer.bias.tolist() != [100.0, 100.0]
    shallow = small.copy()
    assert shallow.layer.weight.data_ptr() == small.layer.weight.data_ptr()
    again = pickle.loads(pickle.dumps(small))
    assert torch.equal(again(torch.ones(2)), small(torch.ones(2)))


def test_ignored_methods_stay_in_python():
    class Calls(nn.Module):
        def forward(self, x):
            return self.helper(x) + 1

        @torch.jit.ignore
        def helper(self, x):
            return x * len(str(type(x)))

    scripted = torch.jit.script(Calls())
    assert scripted(torch.ones(1)).item() > 2
    with pytest.raises(Exception, match="helper"):
        scripted.save_to_buffer()


def test_unused_methods_raise_and_save():
    class Calls(nn.Module):
        def forward(self, x, go: bool = False):
            if go:
                return self.helper(x)
            return x

        @torch.jit.unused
        def helper(self, x):
            return [y for y in globals()]

    loaded = reloaded(torch.jit.script(Calls()))
    assert loaded(torch.ones(1)).item() == 1.0
    with pytest.raises(torch.jit.Error):
        loaded(torch.ones(1), True)


def add_times(x, n: int = 2, names: Optional[List[str]] = None) -> torch.Tensor:
    return x * n if names is None else x * len(names)


def test_functions(tmp_path):
    scripted = torch.jit.script(add_times)
    assert scripted.name == "add_times"
    assert scripted(torch.ones(1)).item() == 2.0
    assert scripted(torch.ones(1), names=["a", "b", "c"]).item() == 3.0
    assert "def add_times(" in scripted.code
    assert "aten::mul" in str(scripted.graph)
    scripted.save(tmp_path / "f.pt")
    assert torch.jit.load(tmp_path / "f.pt")(torch.ones(1), 5, None).item() == 5.0


def test_the_decorator_and_calls_between_functions():
    @torch.jit.script
    def inner(x):
        return x + 1

    @torch.jit.script
    def outer(x):
        return inner(x) * 2

    assert outer(torch.ones(1)).item() == 4.0
    assert "aten::add" in str(outer.inlined_graph)


def test_compilation_unit():
    unit = torch.jit.CompilationUnit("""
        def double(x):
            return x * 2
        def both(x, n: int):
            return double(x) + n
    """)
    assert unit.both(torch.ones(1), 3).item() == 5.0
    with pytest.raises(AttributeError):
        unit.missing  # noqa: B018


def test_errors_show_the_user_s_line():
    def wrong(x):
        y = x + 1
        return y.does_not_exist()

    with pytest.raises(RuntimeError) as found:
        torch.jit.script(wrong)
    text = str(found.value)
    assert "does_not_exist" in text and "~~~" in text and __file__ in text
    assert found.value.id.startswith("MJ2")


def test_errors_at_run_time_show_the_line_after_loading():
    class Bad(nn.Module):
        def forward(self, x):
            return x + torch.ones(3)

    with pytest.raises(RuntimeError, match="must match the size") as found:
        reloaded(torch.jit.script(Bad()))(torch.ones(2))
    assert 'File "test_jit_face.py"' in str(found.value)
    assert "return x + torch.ones(3)" in str(found.value)


def test_engines(small):
    assert torch.jit.script(Small(), engine="reference").engine == "reference"
    assert reloaded(small, engine="reference").engine == "reference"
    with pytest.raises(ValueError, match="engine"):
        reloaded(small, engine="quantum")
    if torch.native.extension() is None:
        with pytest.raises(RuntimeError, match="native runtime is not installed"):
            reloaded(small, engine="native")


def test_plain_load_names_the_right_loader(small, tmp_path):
    small.save(tmp_path / "m.pt")
    with pytest.raises(Exception, match="minijit.jit.load"):
        torch.load(tmp_path / "m.pt")


def test_equal_classes_get_names_of_their_own():
    class Act(nn.Module):
        def __init__(self, k):
            super().__init__()
            self.k = k

        __constants__ = ["k"]

        def forward(self, x):
            return x * self.k

    module = torch.jit.script(nn.Sequential(Act(2), Act(3), Act(2)))
    assert reloaded(module)(torch.ones(1)).item() == 12.0
    names = {m.__script_object__.class_type.name for m in module.children()}
    assert len(names) == 2


def test_pytorch_loads_it(small):
    theirs = pytest.importorskip("torch")
    loaded = theirs.jit.load(io.BytesIO(small.save_to_buffer()))
    assert list(loaded.state_dict()) == list(small.state_dict())
    with theirs.no_grad():
        got = loaded(theirs.ones(2), 3)
    assert torch.allclose(torch.from_numpy(got.numpy()), small(torch.ones(2), 3))
    assert loaded.describe(["z"]) == (["z"], {"x": 1})


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_tied_parameters_are_one_parameter(engine, tmp_path):
    if engine == "native" and torch.native.extension() is None:
        pytest.skip("the extension is not installed")
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net[1].weight = net[0].weight
    torch.jit.script(net).save(tmp_path / "tied.pt")
    loaded = torch.jit.load(tmp_path / "tied.pt", engine=engine)
    assert loaded.engine == engine
    names = [name for name, _ in loaded.named_parameters()]
    assert names == [name for name, _ in net.named_parameters()] == ["0.weight", "0.bias", "1.bias"]
    first, second = list(loaded.children())
    assert first.weight is second.weight


def take(x: torch.Tensor, at: int) -> torch.Tensor:
    return x[at]


def look_up(d: dict[str, int], key: str) -> int:
    return d[key]


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize(
    ("function", "arguments", "kind"),
    [(take, (torch.ones(2), 5), IndexError), (look_up, ({"a": 1}, "b"), KeyError)],
)
def test_what_a_program_raises_is_a_runtime_error_too(engine, function, arguments, kind):
    if engine == "native" and torch.native.extension() is None:
        pytest.skip("the extension is not installed")
    scripted = torch.jit.script(function, engine=engine)
    with pytest.raises(RuntimeError) as caught:
        scripted(*arguments)
    assert isinstance(caught.value, kind) and isinstance(caught.value, torch.Error)


def test_the_folder_of_the_runtime_is_named_only_where_it_is(monkeypatch, tmp_path):
    monkeypatch.delitem(vars(torch), "cmake_prefix_path", raising=False)
    monkeypatch.setattr(torch.native, "_prefix", tmp_path)
    assert torch.native.cmake_prefix_path == str(tmp_path) and "cmake_prefix_path" in dir(torch)
    assert torch.utils.cmake_prefix_path == str(tmp_path)
    monkeypatch.setattr(torch.native, "_prefix", tmp_path / "_runtime")
    with pytest.raises(RuntimeError, match="native runtime is not installed.*_runtime.*MJ9002"):
        _ = torch.cmake_prefix_path
    assert callable(torch.argsort) and "cmake_prefix_path" not in dir(torch)
    assert not {"Any", "annotations", "importlib"} & set(dir(torch))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = torch.native.nothing


def gives_tensors() -> List[torch.Tensor]:
    return [torch.ones(1)]


def appends_to_a_result():
    a = gives_tensors()
    a.append(3)
    return a


def appends_to_a_display():
    a = []
    a.append(3)
    return a


def test_only_an_empty_display_is_said_to_be_one():
    for function, told in ((appends_to_a_result, False), (appends_to_a_display, True)):
        with pytest.raises(RuntimeError) as caught:
            torch.jit.script(function)
        assert ("Empty lists default to List[Tensor]" in str(caught.value)) == told, function


class Colour(Enum):
    RED = 1


class Place(NamedTuple):
    row: int


def test_values_are_not_compiled_by_themselves():
    for value, id, words in (
        (Colour.RED, "MJ9053", "it is a value of <enum 'Colour'>"),
        (Place(1), "MJ9053", "it is a value of <class '"),
        (3, "MJ9022", "<class 'int'> is a built-in class"),
    ):
        with pytest.raises(TypeError) as caught:
            torch.jit.script(value)
        assert caught.value.id == id and words in str(caught.value)


def test_files_to_load_are_there(tmp_path):
    for path, id, words in (
        (tmp_path, "MJ9052", "is a directory"), (tmp_path / "no", "MJ9020", "does not exist"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=words) as caught:
            torch.jit.load(path)
        assert caught.value.id == id


def test_what_is_not_to_be_compiled_is_given_back():
    def f(x: torch.Tensor):
        return x + 1

    net = nn.Linear(1, 1)
    torch.jit._state.disable()
    try:
        assert torch.jit.script(f) is f
        assert torch.jit.trace(f, torch.ones(1)) is f
        assert torch.jit.trace_module(net, {"forward": torch.ones(1)}) is net
        assert torch.jit.script(net) is net
    finally:
        torch.jit._state.enable()
    assert torch.jit.script(f) is not f


def test_the_environment_says_not_to_compile():
    code = "import minijit\ndef g(x): return x\nassert minijit.jit.script(g) is g"
    environment = {**os.environ, "PYTORCH_JIT": "0"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_archives_for_the_lite_interpreter_are_those_of_save(tmp_path):
    from minijit.jit.mobile import _load_for_lite_interpreter

    made = torch.jit.script(Small())
    path, other = tmp_path / "small.ptl", tmp_path / "other" / "small.ptl"
    other.parent.mkdir()
    made._save_for_lite_interpreter(str(path), _extra_files={"note": b"x"})
    made.save(str(other), {"note": b"x"})
    assert path.read_bytes() == other.read_bytes()
    data = made._save_to_buffer_for_lite_interpreter(_save_mobile_debug_info=True)
    x = torch.ones(1, 2)
    assert torch.equal(_load_for_lite_interpreter(io.BytesIO(data))(x), made(x))
    with pytest.raises(NotImplementedError, match="_use_flatbuffer") as caught:
        made._save_to_buffer_for_lite_interpreter(_use_flatbuffer=True)
    assert caught.value.id == "MJ9031"
