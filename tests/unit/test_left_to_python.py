"""What `@ignore` and `@unused` leave to Python: called from programs, and from Python."""

import copy
from typing import List, Tuple

import pytest

import minijit as torch
from minijit import nn

ENGINES = ("native", "reference")

pytestmark = pytest.mark.parametrize("engine", ENGINES)


class Forward(nn.Module):
    def __init__(self):
        super().__init__()
        self.by = 2.0

    @torch.jit.ignore
    def forward(self, x):
        return x.numpy() * self.by


class Below(nn.Module):
    def __init__(self):
        super().__init__()
        self.by = 2

    def forward(self, x):
        return self.helped(x)

    @torch.jit.ignore
    def helped(self, x):
        return x * self.by

    @torch.jit.unused
    def aside(self, x, times=3):
        return x * times * self.by

    @staticmethod
    @torch.jit.ignore
    def free(x):
        return x - 1


class Above(nn.Module):
    def __init__(self):
        super().__init__()
        self.below = Below()
        self.ignored = Forward()

    def forward(self, x):
        return self.below(x)


def test_an_ignored_forward_is_what_a_call_runs(engine):
    made = torch.jit.script(Forward(), engine=engine)
    made.by = 3.0
    # No type is asked of what only Python sees.
    assert made(torch.ones(2)).tolist() == [3.0, 3.0]
    assert made.forward(torch.ones(1)).tolist() == [3.0]


def test_methods_of_submodules_are_called_from_python(engine):
    made = torch.jit.script(Above(), engine=engine)
    x = torch.ones(2)
    assert made(x).tolist() == made.below(x).tolist() == made.below.helped(x).tolist() == [2, 2]
    assert made.below.aside(x, times=4).tolist() == [8, 8]
    assert made.ignored(x).tolist() == [2, 2]
    assert made.below.free(x).tolist() == [0, 0]
    made.below.by = 5
    assert made(x).tolist() == made.below.helped(x).tolist() == [5, 5]
    assert copy.deepcopy(made).below.helped(x).tolist() == [5, 5]


@torch.jit.ignore
def plus_one(x):
    return x + 1


def test_an_ignored_function_is_scripted_as_itself(engine):
    assert torch.jit.script(plus_one, engine=engine)(torch.ones(2)).tolist() == [2, 2]


class AnyNumber(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = AnyForward()

    @torch.jit.ignore
    def both(self, *args):
        return args[0] + len(args)

    def forward(self, x):
        return self.both(x, x), self.both(x), self.inner(x, x, x)


class AnyForward(nn.Module):
    @torch.jit.ignore
    def forward(self, first, *more):
        return first - len(more)


def test_methods_take_any_number_of_arguments(engine):
    made = torch.jit.script(AnyNumber(), engine=engine)
    assert [t.tolist() for t in made(torch.ones(1))] == [[3.0], [2.0], [-1.0]]
    assert made.both(*[torch.ones(1)] * 4).tolist() == [5.0]


@torch.jit.ignore
def named(x, *, by: int = 3) -> torch.Tensor:
    return x * by


@torch.jit.ignore
def named_behind_many(x, *args, by: int = 3) -> torch.Tensor:
    return x * by + len(args)


class Named(nn.Module):
    @torch.jit.ignore
    def named(self, x, *, by: int = 3, plus: float = 0.5) -> torch.Tensor:
        return x * by + plus

    def forward(self, x):
        return self.named(x, plus=1.5), self.named(x, by=5)


class Plain(nn.Module):
    def forward(self, x, *, by: int = 3) -> torch.Tensor:
        return x * by


plain = Plain()


def test_keyword_only_parameters_are_passed_by_name(engine):
    def functions(x):
        return named(x), named(x, by=5), named_behind_many(x, x, x, by=5), named_behind_many(x)

    def modules(x):
        return plain(x), plain(x, by=7)

    x = torch.ones(1)
    found = torch.jit.script(functions, engine=engine)(x)
    assert [t.item() for t in found] == [3, 5, 7, 3]
    assert [t.item() for t in torch.jit.script(modules, engine=engine)(x)] == [3, 7]
    made = torch.jit.script(Named(), engine=engine)
    assert [t.item() for t in made(x)] == [4.5, 5.5]
    assert made.named(x, by=2).item() == 2.5


def test_an_ignored_lambda_is_refused(engine):
    module = Below()
    module.helped = torch.jit.ignore(lambda x: x)
    with pytest.raises(torch.Error, match="MJ1"):
        torch.jit.script(module, engine=engine)


class WithABlockOfPython(nn.Module):
    def forward(self, a: int, x: torch.Tensor) -> Tuple[int, torch.Tensor, List[int]]:
        c = 0
        seen: List[int] = []
        with torch.jit._IgnoreContextManager(
            a="inp:int",
            x="inp:torch.Tensor",
            c="out:int",
            x2="out:torch.Tensor",
            seen="out:List[int]",
        ):
            c = len({a, a + 1}) + sum(range(a))
            seen = [k for k in (1, 2, 3) if k > a]
            x2 = x.numpy().sum() * torch.ones(1)
        return c, x2 + 1, seen


def test_a_block_that_python_runs(engine):
    scripted = torch.jit.script(WithABlockOfPython(), engine=engine)
    c, x, seen = scripted(2, torch.ones(3))
    assert (c, x.tolist(), seen) == (3, [4.0], [3])
    with pytest.raises(RuntimeError) as caught:
        scripted.save_to_buffer()
    assert caught.value.id == "MJ6019"


def reads_nothing(a: int):
    with torch.jit._IgnoreContextManager(a="int"):
        pass
    return a


def test_a_block_that_python_runs_says_what_it_reads(engine):
    with pytest.raises(RuntimeError, match="must be a text such as") as caught:
        torch.jit.script(reads_nothing, engine=engine)
    assert caught.value.id == "MJ2038"


class CallsPythonTwice(nn.Module):
    @torch.jit.ignore
    def one(self, x: torch.Tensor) -> torch.Tensor:
        return x

    @torch.jit.ignore
    def other(self, x: torch.Tensor) -> torch.Tensor:
        return x

    def forward(self, x: torch.Tensor):
        y = self.one(x)
        if y.dim() > 1:
            y = self.other(y)
        return y

    @torch.jit.export
    def again(self, x: torch.Tensor):
        return self.one(x)


def test_all_calls_that_no_file_can_hold_are_listed(engine):
    scripted = torch.jit.script(CallsPythonTwice(), engine=engine)
    with pytest.raises(RuntimeError, match="Could not export Python function call 'one'") as caught:
        scripted.save_to_buffer()
    found = caught.value
    assert [d.range.text for d in (found.diagnostic, *found.others)] == [
        "self.one(x)",
        "self.other(y)",
        "self.one(x)",
    ]
    assert str(found).count("<--- HERE") == 3
    assert "@torch.jit.unused" in str(found)
