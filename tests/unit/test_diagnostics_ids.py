"""One call for each diagnostic that its own room's tests know by its sentence only."""

import io
import pickle

import numpy as np
import pytest

import minijit as torch
from minijit.diagnostics import Error
from minijit.diagnostics.table import DIAGNOSTICS
from minijit.dispatch import run as run_reference
from minijit.native import extension
from minijit.schema import find_schema
from minijit.schema.matching import resolve
from tests.attacks.build import make_zip
from tests.attacks.corpus import CODE, entries

nn = torch.nn


def text(code):
    """Compile `f` from a text, as a user writes it."""
    return torch.jit.CompilationUnit(code, engine="reference").f


def body(lines, parameters="x: Tensor"):
    return text(f"def f({parameters}):\n" + "".join(f"    {line}\n" for line in lines.split("; ")))


def scripted(forward, **attributes):
    class Holder(nn.Module):
        pass

    Holder.forward = forward
    module = Holder()
    for name, value in attributes.items():
        setattr(module, name, value)
    return torch.jit.script(module)


def archive(code, **options):
    """Load an archive of this code."""
    made = entries("program")
    for entry in made:
        if entry.name == b"a/code/__torch__.py":
            entry.data = code.encode()
    return torch.jit.load(io.BytesIO(make_zip(made)), engine="reference", **options)


def assigns_an_unknown_attribute(self, x: torch.Tensor):
    self.nothing = x
    return x


def long_text():
    before = torch.get_limit("max_text_bytes")
    torch.set_limit("max_text_bytes", 4)
    try:
        torch.load(io.BytesIO(make_zip(entries("tensors", b"\x80\x02X\x06\0\0\0aaaaaa."))))
    finally:
        torch.set_limit("max_text_bytes", before)


def refused_by_numpy():
    raised_by_reference(lambda x: np.zeros(2).reshape(3))


def raised_by_reference(implementation):
    schema = find_schema("aten::neg")
    before = schema.implementation[:]
    schema.implementation[:] = [implementation]
    try:
        run_reference(schema, [X])
    finally:
        schema.implementation[:] = before


def ignored_call_saved():
    class Holder(nn.Module):
        @torch.jit.ignore
        def python(self, x: torch.Tensor) -> torch.Tensor:
            return x

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.python(x)

    torch.jit.script(Holder()).save(io.BytesIO())


def one(x: torch.Tensor, n: int = 1):
    return x


def itself(self, x: torch.Tensor):
    return self


class TwoMethods(nn.Module):
    def forward(self, x):
        return x

    def other(self, x):
        return x


def adds(times):
    """What adds another constant in each call, and `times` times one more operator."""
    calls = []

    def run(x):
        calls.append(None)
        for _ in range(times * len(calls)):
            x = x + 1
        return x + torch.tensor([float(len(calls))])

    return run


def nested(depth):
    return [] if depth == 0 else [nested(depth - 1)]


T = torch.tensor
X = torch.ones(2)
GRADED = torch.ones(2, requires_grad=True)
SCRIPTED = torch.jit.script(nn.ReLU())
MISSING = CODE.format(type="Tensor").replace("torch.relu(x)", "torch.no_such_operator(x)")
CALLS = {
    "MJ1005": lambda: body(r"return '\x4'"),
    "MJ2004": lambda: body("return torch.relu"),
    "MJ2007": lambda: text("def f(x: 3):\n    return x\n"),
    "MJ2013": lambda: scripted(assigns_an_unknown_attribute),
    "MJ2015": lambda: text("def f(x: str):\n    for i in range(x):\n        pass\n"),
    "MJ2016": lambda: body("return x(1)"),
    "MJ2017": lambda: body("return range(1, 2, 3, 4)"),
    "MJ2020": lambda: body("break"),
    "MJ2023": lambda: body("return x[0]", "x: int"),
    "MJ2026": lambda: body("x.size() = 3"),
    "MJ2027": lambda: body("return tuple(x)", "x: List[int]"),
    "MJ2028": lambda: text(MISSING),
    "MJ2029": lambda: body("raise x"),
    "MJ2031": lambda: archive(CODE.format(type="Tensor").replace("(Module)", "(Other)")),
    "MJ2032": lambda: archive(CODE.format(type="Tensor\n  assert True")),
    "MJ2033": lambda: archive(CODE.format(type="Tensor\n  w : int")),
    "MJ2034": lambda: body("return getattr(x, y)", "x: Tensor, y: str"),
    "MJ2038": lambda: body("return abs(x, a=1)"),
    "MJ2039": lambda: archive(CODE.format(type="Tensor").replace("(x)", "(CONSTANTS.c5)")),
    "MJ2403": lambda: body("a, b = x; return a", "x: List[int]")([1]),
    "MJ2901": lambda: resolve("aten::no_such_operator", [], {}),
    "MJ3007": lambda: torch.zeros(4).view(-2, 2),
    "MJ3009": lambda: torch.zeros(2, 2).expand(2),
    "MJ3010": lambda: torch.zeros(2, 2).permute(0),
    "MJ3012": lambda: torch.zeros(2, 2, 2).t(),
    "MJ3018": lambda: bool(torch.zeros(2)),
    "MJ3019": lambda: torch.zeros(2, dtype=torch.bfloat16).numpy(),
    "MJ3020": lambda: len(T(1)),
    "MJ3021": lambda: list(T(1)),
    "MJ3022": lambda: torch.from_numpy(np.arange(3)[::-1]),
    "MJ3026": lambda: T(1).split(1),
    "MJ3028": lambda: torch.zeros(2).chunk(0),
    "MJ3029": lambda: torch.zeros(2, 2).flatten(1, 0),
    "MJ3030": lambda: T(1)[:],
    "MJ3031": lambda: T(1).select(0, 0),
    "MJ3032": lambda: torch.zeros(3).narrow(0, 1, -1),
    "MJ3033": lambda: torch.zeros(3).narrow(0, 5, 1),
    "MJ3034": lambda: torch.zeros(3).split(-1),
    "MJ3037": lambda: torch.zeros(3).__setitem__(0, "a"),
    "MJ3038": lambda: (lambda x: x[1:].add_(x[:-1]))(torch.zeros(3)),
    "MJ3040": lambda: torch.zeros(3).__delitem__(0),
    "MJ3041": lambda: torch.zeros(3)[0, 0],
    "MJ3042": lambda: torch.zeros(3)[..., ...],
    "MJ3043": lambda: T([1, [2]]),
    "MJ3044": lambda: T([[1, 2], [3]]),
    "MJ3045": lambda: T([[1, 2], 3]),
    "MJ3046": lambda: T(None),
    "MJ3056": lambda: T(1)[0],
    "MJ3057": lambda: torch.zeros(3)[::-1],
    "MJ3058": lambda: torch.zeros(3)[::0],
    "MJ3059": lambda: torch.zeros(3)[1.5],
    "MJ3060": lambda: torch.zeros(3)["a":],
    "MJ3061": lambda: T(2**64),
    "MJ3062": lambda: torch.zeros(3)[torch.zeros(1)],
    "MJ3063": lambda: T("a"),
    "MJ3069": lambda: torch.from_numpy(np.array(["a"])),
    "MJ3086": lambda: T(1, dtype="float32"),
    "MJ3087": lambda: T(nested(65)),
    "MJ3091": lambda: np.array(torch.zeros(2), dtype=np.int8, copy=False),
    "MJ3097": lambda: T(1j, dtype=torch.float32),
    "MJ3100": lambda: torch.zeros(2).flip(0, 0),
    "MJ3101": lambda: torch.zeros(2).index_select(0, T([5])),
    "MJ3102": lambda: ~torch.zeros(2),
    "MJ3103": lambda: torch.zeros(2).type("no"),
    "MJ3105": lambda: torch.zeros(2) + torch.zeros(3),
    "MJ3106": lambda: T([1]).add_(1.5),
    "MJ3107": lambda: T([1]) // T([0]),
    "MJ3108": lambda: torch.zeros(2).add_(torch.zeros(3, 2)),
    "MJ3110": lambda: T([6]) & 1.5,
    "MJ3113": lambda: archive(MISSING)(torch.zeros(1)),
    "MJ3114": lambda: torch.zeros(3)[5],
    "MJ3115": lambda: body("return x[5]", "x: List[int]")([1]),
    "MJ3116": lambda: body("return x['b']", "x: Dict[str, int]")({"a": 1}),
    "MJ3119": lambda: torch.zeros(2).sum(foo=1),
    "MJ3124": refused_by_numpy,
    "MJ5008": long_text,
    "MJ6012": lambda: torch.save([1], "/no such folder/x.pt"),
    "MJ6018": lambda: torch.load(io.BytesIO(), pickle_module=pickle),
    "MJ6019": ignored_call_saved,
    "MJ6022": lambda: archive(MISSING, strict=True),
    "MJ8001": lambda: nn.Module()(1),
    "MJ8002": lambda: nn.Module().register_buffer("a", 3),
    "MJ8003": lambda: nn.Linear(1, 1).load_state_dict({}),
    "MJ3120": lambda: T([1j]).sign(),
    "MJ7002": lambda: torch.jit.trace(lambda x: SCRIPTED(x), X),
    "MJ7004": lambda: torch.jit.trace(lambda x: x, (object(),)),
    "MJ7005": lambda: torch.jit.trace(lambda x: 3, X),
    "MJ7006": lambda: torch.jit.trace(lambda x: None, X),
    "MJ7007": lambda: torch.jit.trace(lambda x: {1: x}, X, strict=False),
    "MJ7008": lambda: torch.jit.trace(lambda x: x + GRADED, X),
    "MJ7009": lambda: torch.jit.trace(TwoMethods().other, X),
    "MJ7010": lambda: torch.jit.trace_module(3, {}),
    "MJ7011": lambda: torch.jit.trace(nn.ReLU(), example_kwarg_inputs=3),
    "MJ7030": lambda: torch.jit.trace(adds(1), X),
    "MJ7031": lambda: torch.jit.trace(adds(0), X),
    "MJ8020": lambda: torch.jit.freeze(nn.ReLU()),
    "MJ8021": lambda: torch.jit.freeze(torch.jit.script(nn.ReLU())),
    "MJ8022": lambda: torch.jit.freeze(torch.jit.script(nn.ReLU()).eval(), ["nothing"]),
    "MJ8023": lambda: torch.jit.freeze(scripted(itself).eval()),
    "MJ8024": lambda: torch.jit.set_fusion_strategy([("OFTEN", 1)]),
    "MJ2041": lambda: body("y = x.tolist(); return y"),
    "MJ3121": lambda: torch.sin(torch.quantize_per_tensor(X, 0.1, 0, 13)),
    "MJ9019": lambda: SCRIPTED.register_forward_hook(print),
    "MJ9021": lambda: setattr(torch.jit.script(nn.Linear(2, 1)), "in_features", 3),
    "MJ9014": lambda: torch.jit.save(3, "unused"),
    "MJ9022": lambda: torch.jit.script(3),
    "MJ9015": lambda: torch.jit.script(one)(),
    "MJ9016": lambda: torch.jit.script(one)(torch.zeros(1), m=1),
    "MJ9017": lambda: torch.jit.script(one)(torch.zeros(1), 1, 2),
}
if extension() is not None:
    CALLS["MJ9013"] = lambda: torch.jit.script(one, engine="native")(torch.zeros(1), "a")


@pytest.mark.parametrize("id", CALLS)
def test_the_call_ends_in_its_diagnostic(id):
    with pytest.raises(Error) as found:
        CALLS[id]()
    assert found.value.id == id


def test_what_numpy_never_raises_stays_what_it_is():
    with pytest.raises(AttributeError, match="no attribute 'nothing'") as found:
        raised_by_reference(lambda x: x.nothing)
    assert not isinstance(found.value, Error)


def of_longs(x: torch.LongTensor):
    return x


# What these find becomes a warning.
WARNINGS = {
    "MJ2149": lambda: torch.jit.script(of_longs),
    "MJ7020": lambda: torch.jit.trace(lambda x: x if x.sum() > 0 else -x, X),
    "MJ7021": lambda: torch.jit.trace(lambda x: x + len(x), X),
    "MJ7022": lambda: torch.jit.trace(lambda x: sum(y for y in x), X),
    "MJ7025": lambda: torch.jit.trace(lambda x: [x], X),
    "MJ7032": lambda: torch.jit.trace(lambda x: torch.rand(2) + x, X),
    "MJ7033": lambda: torch.jit.trace(lambda x: torch.rand(2) + x, X),
    "MJ7034": lambda: torch.jit.trace(SCRIPTED, X),
}


@pytest.mark.parametrize("id", WARNINGS)
def test_the_call_warns_with_the_sentence(id):
    before = DIAGNOSTICS[id][2].partition("{")[0]
    with pytest.warns(Warning) as found:
        WARNINGS[id]()
    assert any(str(w.message).startswith(before) for w in found)
