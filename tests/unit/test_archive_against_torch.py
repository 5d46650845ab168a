"""A module of PyTorch with attributes of every kind: read, written again, and opened by PyTorch."""

import enum
import io
import zipfile
from typing import Dict, List, NamedTuple, Optional, Tuple, Union

import numpy as np
import pytest

import minijit
from minijit.archive import make_records, read_archive, write_archive

torch = pytest.importorskip("torch")

ENGINES = ["reference"] + (["native"] if minijit.native.extension() is not None else [])


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Pair(NamedTuple):
    x: int
    t: torch.Tensor


class Counter:
    def __init__(self, n: int):
        self.n = n
        self.steps = [1, 2]

    def add(self, k: int) -> int:
        self.n += k
        return self.n


class Sub(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.ones(2))
        self.register_buffer("b", torch.arange(4)[1:3])
        self.register_buffer("hidden", torch.zeros(1), persistent=False)

    def forward(self, x):
        return x * self.w + self.b.sum() + self.hidden


class Everything(torch.nn.Module):
    il: List[int]
    sl: List[str]
    ol: List[Optional[int]]
    tl: List[torch.Tensor]
    d: Dict[str, List[int]]
    dt: Dict[int, torch.Tensor]
    o: Optional[int]
    none: Optional[torch.Tensor]
    t: Tuple[int, float, str, List[int]]
    empty: List[int]

    def __init__(self):
        super().__init__()
        self.il, self.sl, self.ol, self.tl = [1, 2], ["a", "ü"], [1, None], [torch.ones(2)]
        self.d, self.dt, self.o, self.none = {"a": [1]}, {3: torch.zeros(1)}, 4, None
        self.t, self.empty, self.one, self.nothing = (1, 2.0, "x", [3]), [], (1,), ()
        self.i, self.f, self.s, self.yes = 2**40, 1e10, "text", True
        self.where, self.z, self.kind, self.color = (
            torch.device("cpu"),
            1 + 2j,
            torch.float16,
            Color.BLUE,
        )
        self.sub = Sub()
        self.twin = self.sub
        self.seq = torch.nn.Sequential(Sub(), torch.nn.ReLU())
        self.ml = torch.nn.ModuleList([Sub()])

    def forward(self, x, k: int = 3):
        for m in self.ml:
            x = m(x)
        counter = Counter(k)
        if self.color == Color.RED:
            x = x + 1
        p = Pair(counter.add(2), x)
        return self.seq(self.sub(p.t)) + p.x + len(self.il)


def test_there_and_back_through_pytorch():
    module = torch.jit.script(Everything())
    first = io.BytesIO()
    torch.jit.save(module, first, _extra_files={"note": "hello"})
    first.seek(0)
    program = read_archive(first)
    assert program.extra == {"note": b"hello"}
    second = io.BytesIO()
    write_archive(make_records(program.root, program.unit, program.extra), second)
    second.seek(0)
    extra = {"note": ""}
    loaded = torch.jit.load(second, _extra_files=extra)
    assert extra == {"note": b"hello"}
    x = torch.randn(2)
    assert torch.equal(loaded(x), module(x))
    assert torch.equal(loaded(x, 5), module(x, 5))
    for name, value in program.root.slots.items():
        if not hasattr(value, "class_type"):
            assert repr(getattr(loaded, name)) == repr(getattr(module, name)), name
    assert list(loaded.state_dict()) == list(module.state_dict())
    assert [n for n, _ in loaded.named_parameters()] == [n for n, _ in module.named_parameters()]
    assert [n for n, _ in loaded.named_buffers()] == [n for n, _ in module.named_buffers()]
    assert loaded.sub.w.data_ptr() == loaded.twin.w.data_ptr()
    assert loaded.sub.b.untyped_storage().nbytes() == 32


@pytest.mark.parametrize("engine", ENGINES)
def test_inputs_that_a_trace_keeps_are_left_alone(engine):
    traced = torch.jit.trace(torch.nn.Linear(2, 3), torch.ones(1, 2))
    written = io.BytesIO()
    torch.jit.save(traced, written)
    with zipfile.ZipFile(written) as opened:
        assert any(name.endswith("/traced_inputs.pkl") for name in opened.namelist())
    written.seek(0)
    found = minijit.jit.load(written, engine=engine)(minijit.ones(4, 2))
    wanted = traced(torch.ones(4, 2)).detach().numpy()
    np.testing.assert_allclose(found.detach().numpy(), wanted, rtol=1e-6)


def both(x: Union[int, str]) -> int:
    return x if isinstance(x, int) and x > 3 else 0


def either(x: Union[int, str]) -> int:
    if not isinstance(x, int) or x > 3:
        return 1
    return x


def one_of_two(x: Union[int, str]) -> bool:
    return (isinstance(x, int) and x > 3) or (isinstance(x, str) and len(x) > 1)


def within(x: Union[int, str, List[int]]) -> int:
    if isinstance(x, (int, str)):
        if isinstance(x, int) and x > 2:
            return x
        return 7
    return x[0]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("program", [both, either, one_of_two, within])
def test_narrowed_unions_are_read_and_written_so_that_pytorch_reads_them(program, engine):
    """PyTorch writes of them what it cannot read itself."""
    script = torch.jit.script(program)
    data = io.BytesIO()
    torch.jit.save(script, data)
    loaded = minijit.jit.load(io.BytesIO(data.getvalue()), engine=engine)
    again = io.BytesIO()
    minijit.jit.save(loaded, again)
    back = torch.jit.load(io.BytesIO(again.getvalue()))
    for x in (5, 1, "ab", "a"):
        assert loaded(x) == back(x) == script(x)
