"""What the language of archives can hold: classes, enums, interfaces, hooks, forks, state of one's own."""

import enum
import math
from collections import OrderedDict
from typing import Any, Dict, Final, List, NamedTuple, Optional, Tuple, Union

import torch
from torch import nn

from tests.compat.zoo.entry import entry, floats


class Mode(enum.Enum):
    FAST = "fast"
    SLOW = "slow"


class Level(enum.Enum):
    LOW = 1
    HIGH = 3


class WithEnums(nn.Module):
    levels: Dict[int, int]

    def __init__(self):
        super().__init__()
        self.mode = Mode.FAST
        self.levels = {}

    def forward(self, x, level: int):
        chosen = Level.LOW if level < 2 else Level.HIGH
        self.levels[level] = chosen.value
        if self.mode == Mode.FAST:
            x = x + 1
        total = 0
        for member in Level:
            total += member.value
        return x * chosen.value, chosen.name, total, self.mode.value, self.levels


@entry
def enums():
    return torch.jit.script(WithEnums()), [(floats(2), 1), (floats(2), 5)]


class Point(NamedTuple):
    x: torch.Tensor
    name: str = "p"
    weight: Optional[float] = None


class WithNamedTuples(nn.Module):
    def forward(self, x) -> Tuple[Point, List[Point]]:
        a = Point(x, "a", 2.0)
        b = Point(x=x + 1)
        w = a.weight
        scale = 1.0 if w is None else w
        return Point(a.x * scale, a.name + b.name, b.weight), [a, b]


@entry
def namedtuples():
    return torch.jit.script(WithNamedTuples()), [(floats(2),)]


@torch.jit.interface
class Activation(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pass


class Shift(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + 1


class Scale(nn.Module):
    def __init__(self, k: float):
        super().__init__()
        self.k = k

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.k


class WithInterface(nn.Module):
    act: Activation

    def __init__(self):
        super().__init__()
        self.act = Scale(3.0)
        self.all = nn.ModuleList([Shift(), Scale(2.0)])
        self.named = nn.ModuleDict({"a": Shift(), "b": Scale(5.0)})

    def forward(self, x, i: int, key: str):
        chosen: Activation = self.all[i]
        named: Activation = self.named[key]
        return named.forward(chosen.forward(self.act.forward(x)))


@entry
def module_interfaces():
    return torch.jit.script(WithInterface()), [(floats(2), 0, "a"), (floats(2), 1, "b")]


def doubles(self, inputs: Tuple[torch.Tensor]) -> Tuple[torch.Tensor]:
    return (inputs[0] * 2,)


def negates(self, inputs: Tuple[torch.Tensor], output: torch.Tensor):
    return -output


@entry
def forward_hooks():
    inner = Shift()
    inner.register_forward_pre_hook(doubles)
    inner.register_forward_hook(negates)
    outer = nn.Sequential(inner, Shift())
    outer[1].register_forward_hook(negates)
    return torch.jit.script(outer), [(floats(3),)]


class WithState(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.randn(3)
        self.training = False

    @torch.jit.export
    def __getstate__(self):
        return self.w, self.training

    @torch.jit.export
    def __setstate__(self, state: Tuple[torch.Tensor, bool]):
        self.w = state[0] * 2
        self.training = state[1]

    def forward(self, x):
        return x + self.w


@entry
def setstate():
    return torch.jit.script(WithState()), [(floats(3),)]


@torch.jit.script
class Accumulator:
    def __init__(self, start: int, names: List[str]):
        self.total = start
        self.names = names
        self.cache: Dict[str, torch.Tensor] = {}

    def add(self, name: str, x: torch.Tensor) -> int:
        self.names.append(name)
        self.cache[name] = x
        self.total += x.numel()
        return self.total

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, i: int) -> str:
        return self.names[i]

    def __contains__(self, name: str) -> bool:
        return name in self.cache


class WithClass(nn.Module):
    def __init__(self):
        super().__init__()
        self.acc = Accumulator(2, ["zero"])

    def forward(self, x):
        local = Accumulator(0, [])
        local.add("x", x)
        self.acc.add("y", x * 2)
        return (
            local.total,
            self.acc.total,
            len(self.acc),
            self.acc[1],
            "y" in self.acc,
            self.acc.cache["y"],
        )


@entry
def script_classes():
    return torch.jit.script(WithClass()), [(floats(2),), (floats(3),)]


class WithForks(nn.Module):
    def __init__(self):
        super().__init__()
        self.branches = nn.ModuleList([nn.Linear(3, 2) for _ in range(2)])

    def work(self, x, k: int):
        return x.sum() * k

    def forward(self, x):
        futures: List[torch.jit.Future[torch.Tensor]] = []
        for branch in self.branches:
            futures.append(torch.jit.fork(branch, x))
        last = torch.jit.fork(self.work, x, k=3)
        total = torch.zeros(x.size(0), 2)
        for f in futures:
            total = total + torch.jit.wait(f)
        return total, last.wait()


@entry
def forks():
    return torch.jit.script(WithForks()), [(floats(2, 3),)]


def pair_of(x: torch.Tensor, k: int):
    return [x * k, x], k


class WithAwaits(nn.Module):
    def forward(self, x):
        later = torch.jit._awaitable(pair_of, x, 3)
        known = torch.jit._awaitable_nowait(x)
        both, k = torch.jit._awaitable_wait(later)
        return both[0] + torch.jit._awaitable_wait(known), k


@entry
def awaits():
    return torch.jit.script(WithAwaits()), [(floats(2, 3),)]


class Constants(nn.Module):
    sizes: Final[Tuple[int, int, int]] = (1, 2, 3)
    ratio: Final[float] = 1e9
    limit: Final[float] = float("inf")
    names: Final[List[str]] = ["ä", "b"]
    flag: Final[bool] = True
    nothing: Final[Optional[int]] = None

    def forward(self, x, text: str = 'ü\n"q"'):
        if self.flag:
            x = x + self.sizes[1] + self.ratio * 0.0
        return x.clamp(max=self.limit), self.names[0] + text, self.nothing, -0.0, 1e-7, 1 << 40


@entry
def constants():
    return torch.jit.script(Constants()), [(floats(2),), (floats(2), "x")]


class Control(nn.Module):
    def early(self, n: int) -> str:
        for i in range(n):
            if i == 3:
                return "three"
            if i % 2 == 0:
                continue
            if i > 10:
                break
        else_value = "none" if n < 2 else "some"
        return else_value

    def forward(self, x, n: int):
        out: List[int] = []
        i = 0
        while True:
            i += 1
            if i > n:
                break
            if i % 3 == 0:
                continue
            for j in range(i, 0, -1):
                if j == 2:
                    break
                out.append(i * j)
        try_sum = sum(out)
        a, (b, *c) = 1, (2, 3, 4)
        d = {k: v for k, v in zip(["a", "b"], [1, 2])}
        e = [y * 2 for y in out]
        both = n > 1 and (x.sum() > 0 or n > 2)
        assert n >= 0, "n is negative"
        return out, try_sum, self.early(n), d, e, bool(both), (a, b, c), 1 < n <= 3


@entry
def control_flow():
    return torch.jit.script(Control()), [
        (floats(2), 0),
        (floats(2), 5),
        (floats(2), 3),
        (floats(2), -1),
    ]


class Unions(nn.Module):
    def forward(self, x: Union[torch.Tensor, List[torch.Tensor], int]) -> Union[int, str]:
        if isinstance(x, torch.Tensor):
            return int(x.numel())
        elif isinstance(x, int):
            return "int"
        else:
            return len(x)


@entry
def unions():
    return torch.jit.script(Unions()), [(floats(2),), ([floats(2)],), (5,)]


class Properties(nn.Module):
    def __init__(self):
        super().__init__()
        self._k = 2

    @property
    def k(self) -> int:
        return self._k * 10

    @k.setter
    def k(self, value: int):
        self._k = value

    @staticmethod
    def twice(x: torch.Tensor) -> torch.Tensor:
        return x * 2

    @torch.jit.ignore
    def ignored(self, x: torch.Tensor) -> torch.Tensor:
        return x

    def forward(self, x):
        before = self.k
        self.k = 7
        return self.twice(x) + before, self.k


@entry
def properties_and_static_methods():
    return torch.jit.script(Properties()), [(floats(2),), (floats(2),)]


class Mixed(nn.Module):
    """Traced inside scripted inside traced."""

    def __init__(self):
        super().__init__()
        self.traced = torch.jit.trace(
            nn.Sequential(nn.Linear(3, 3), nn.Tanh()).eval(), torch.zeros(1, 3)
        )
        self.scripted = torch.jit.script(Loop())

    def forward(self, x):
        return self.scripted(self.traced(x))


class Loop(nn.Module):
    def forward(self, x):
        for _ in range(int(x.size(0))):
            x = x * 1.5
        return x


@entry
def traced_scripted_mixture():
    return torch.jit.trace(Mixed().eval(), floats(2, 3)), [(floats(2, 3),), (floats(4, 3),)]


class DictOutput(nn.Module):
    def forward(self, x):
        return {"a": x, "b": [x + 1, x + 2], "c": {"d": x.sum()}}


class TracedDict(nn.Module):
    def forward(self, d: Dict[str, torch.Tensor]):
        return {"sum": d["a"] + d["b"], "a": d["a"]}


@entry
def traced_dict_in_and_out():
    example = {"a": floats(2), "b": floats(2)}
    return torch.jit.trace(TracedDict(), (example,), strict=False), [(example,)]


class OrderedOutputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            OrderedDict([("first layer", nn.Linear(3, 3)), ("relu-1", nn.ReLU())])
        )
        self.if_ = nn.Linear(3, 2)
        self.register_buffer("_", torch.ones(1))

    def forward(self, x) -> Dict[str, torch.Tensor]:
        result: Dict[str, torch.Tensor] = {}
        for i, layer in enumerate(self.body):
            x = layer(x)
            result[f"layer{i}"] = x
        result["out"] = self.if_(x)
        return result


@entry
def odd_names():
    return torch.jit.script(OrderedOutputs()), [(floats(2, 3),)]


class Strings(nn.Module):
    def forward(self, s: str, n: int) -> Tuple[List[str], bool, int, str]:
        parts = s.split(",")
        out = [p.strip().capitalize() for p in parts]
        out.append("%d-%s %.2f" % (n, s, 1.5))
        out.append("{:d}".replace("{:d}", str(n)))
        out.append(s[::-1] if False else s[1:-1])
        out += [str(1.0), str([1, 2]), str(True), s.center(20, "*"), s.zfill(9)]
        return out, s.startswith("a") or s.isdigit(), s.find("b"), "\t".join(out)


@entry
def strings():
    return torch.jit.script(Strings()), [("ab, cd", 3), ("12", 4)]


class Numbers(nn.Module):
    def forward(
        self, a: int, b: float
    ) -> Tuple[float, int, float, float, float, bool, int, List[int], complex]:
        q = a // 3 + a % 3 - (-a // 2)
        return (
            math.sqrt(b) + math.pow(b, 2.0) + math.exp(-b) + math.log(b + 1), q, a / 2, round(b), a**2,
            math.isnan(b) or math.isinf(b), int(b) << 2 | 1 & a ^ 3, [abs(-a), max(a, 2), min([3, a])],
            complex(b, 1.0),
        )  # fmt: skip


@entry
def numbers():
    return torch.jit.script(Numbers()), [(7, 2.5), (-3, 0.5)]


class SharedWeights(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(3, 3)
        self.b = self.a
        self.tied = nn.Linear(3, 3, bias=False)
        self.tied.weight = self.a.weight
        self.view = self.a.weight.detach()[0]

    def forward(self, x):
        self.a.weight += 1
        return self.b(x) + self.tied(x) + self.view


@entry
def tied_weights():
    return torch.jit.script(SharedWeights()), [(floats(2, 3),), (floats(2, 3),)]


class Dtypes(nn.Module):
    def forward(self, x):
        i = x.to(torch.int32)
        results = [
            x.double(), i, i.to(torch.uint8), x > 0, x.half(), x.to(torch.bfloat16).float(), i / 2, i // 2,
            torch.true_divide(i, 2), torch.ones(2, dtype=torch.float64), torch.arange(3), torch.full((2,), 7),
            torch.full([2], 1.5), torch.tensor([1, 2]), torch.tensor([1.0, 2.0]), torch.tensor(True),
            torch.linspace(0, 1, 5), torch.logspace(0, 2, 3), torch.nn.functional.gelu(x),
            torch.nn.functional.gelu(x, approximate="tanh"), torch.zeros([2], dtype=torch.complex64).real,
        ]  # fmt: skip
        return (
            results,
            x.dtype == torch.float32,
            x.device.type,
            x.is_floating_point(),
            x.ndim,
            x.T.shape,
        )


@entry
def dtypes():
    return torch.jit.script(Dtypes()), [(floats(2, 3),)]


class Indexing(nn.Module):
    def forward(self, x, i):
        y = x.clone()
        y[0] = 1.0
        y[:, 1:3] += 2
        y[..., -1] = x[..., 0]
        y[i] = 0.5
        y[x > 1] = -1.0
        z = x[i, 1]
        w = x[None, :, ::2, None]
        v = x[[0, 1]]
        u = x[i.unsqueeze(1), torch.tensor([0, 2])]
        return y, z, w, v, u, x[-1, -1].item(), x[:0], y[1:].tolist() if False else 0


@entry
def indexing():
    return torch.jit.script(Indexing()), [(floats(3, 4), torch.tensor([0, 2]))]


class NoGrad(nn.Module):
    def forward(self, x):
        with torch.no_grad():
            y = x * 2
        y = y + 1
        return y, torch.is_grad_enabled()


@entry
def context_managers():
    return torch.jit.script(NoGrad()), [(floats(2),)]


def helper(x: torch.Tensor, f: float = 2.0, scale: int = 3) -> torch.Tensor:
    return x * f * scale


@torch.jit.script
def free_function(x: torch.Tensor, items: List[Tuple[int, str]], flag: Optional[bool] = None):
    for n, s in items:
        x = helper(x, float(n), scale=len(s))
    return x if flag is None else -x


@entry
def script_function():
    return free_function, [(floats(2), [(1, "a"), (2, "bc")]), (floats(2), [(1, "a")], True)]


class Recursive(nn.Module):
    """Modules called by lists of lists; a submodule handed to a function; getattr and hasattr."""

    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList(
            [nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2)]) for _ in range(2)]
        )
        self.params = nn.ParameterDict({"alpha": nn.Parameter(torch.ones(2))})
        self.bias = None

    def forward(self, x):
        for stage in self.stages:
            for i, layer in enumerate(stage):
                x = layer(x) + i
        if hasattr(self, "missing"):
            x = x + self.missing
        if self.bias is not None:
            x = x + self.bias
        return x * self.params["alpha"]


@entry
def nested_module_lists():
    return torch.jit.script(Recursive()), [(floats(2, 2),)]


class AnyValues(nn.Module):
    values: Dict[str, Any]

    def forward(self, d: Dict[str, Any]) -> List[str]:
        out: List[str] = []
        for k, v in d.items():
            if isinstance(v, torch.Tensor):
                out.append(k + ":tensor")
            elif isinstance(v, List[int]):
                out.append(k + ":ints")
            elif isinstance(v, Dict[str, int]):
                out.append(k + ":dict")
            elif v is None:
                out.append(k + ":none")
            else:
                out.append(k)
        return out


@entry
def any_values():
    return torch.jit.script(AnyValues()), [({"a": floats(1), "b": [1], "c": {"x": 1}, "d": "s"},)]


@entry
def generic_attributes():
    return torch.jit.script(Attributes()), [(floats(2),)]


class Attributes(nn.Module):
    a: List[Optional[torch.Tensor]]
    b: Dict[int, List[Tuple[str, float]]]
    c: Optional[Dict[str, torch.Tensor]]
    e: torch.device
    g: List[List[int]]

    def __init__(self):
        super().__init__()
        self.a = [None, torch.ones(2)]
        self.b = {1: [("x", 1.5)], 2: []}
        self.c = None
        self.e = torch.device("cpu")
        self.g = [[1, 2], []]
        self.h = torch.float64
        self.i = (1, "two", [3.0])
        self.j = 2 + 3j

    def forward(self, x):
        for t in self.a:
            if t is not None:
                x = x + t
        if self.c is None:
            self.c = {"x": x}
        self.b[2].append(("y", 2.0))
        return x.to(self.h), self.b, self.g, self.i, self.e, self.c


class Profiled(nn.Module):
    def forward(self, x):
        with torch.autograd.profiler.record_function("first"):
            y = x + 1
        handle = torch.ops.profiler._record_function_enter("second", "x")
        z = y * 2
        torch.ops.profiler._record_function_exit(handle)
        record = torch.ops.profiler._record_function_enter_new("third", None)
        w = z - 3
        torch.ops.profiler._record_function_exit(record)
        return w


@entry
def record_function():
    return torch.jit.script(Profiled()), [(floats(3),)]


class ComplexDefaults(nn.Module):
    def forward(
        self, x: torch.Tensor, a: complex = 1 + 2j, b: complex = -1 - 2j, c: complex = 3j, d: Optional[complex] = -3j,
        e: tuple[complex, int] = (1j, -2), f: complex = complex(float("inf"), float("-inf")), g: complex = complex(float("inf"), 0.5),
    ) -> list[complex]:  # fmt: skip
        assert d is not None
        return [a, b, c, d, e[0], f, g]


@entry
def complex_defaults():
    return torch.jit.script(ComplexDefaults()), [(torch.ones(2),), (torch.ones(2), 2j)]
