"""Objects, interfaces, hooks and values that do not fit: each diagnostic and PyTorch's phrase."""

from typing import Dict, List, Optional, Tuple, Union

import pytest

import minijit as torch
from minijit import Tensor, nn


@torch.jit.interface
class Layer(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


@torch.jit.script
class NoLayer:
    def __init__(self):
        self.n = 1

    def forward(self, x: Tensor) -> Tensor:
        return x


@torch.jit.ignore
class Ignored:
    def __init__(self, n: int):
        self.n = n


@torch.jit.script
class OddLength:
    def __init__(self):
        self.n = 1

    def __len__(self) -> str:
        return "long"


def applied(layer: Layer, x: Tensor) -> Tensor:
    return layer.forward(x)


def no_layer_as_layer(x: Tensor):
    return applied(NoLayer(), x)


def ignored_made(n: int):
    return Ignored(n).n


def odd_length_as_condition():
    return 1 if OddLength() else 2


class Unready(nn.Module):
    def __init__(self):
        pass

    def forward(self, x):
        return x


def hook(self, x: Tuple[Tensor]) -> None:
    pass


def another():
    def hook(self, x: Tuple[Tensor]) -> None:
        pass

    return hook


def eval(self, x: Tuple[Tensor]) -> None:
    pass


def hooked(*hooks):
    module = nn.ReLU()
    for each in hooks:
        module.register_forward_pre_hook(each)
    return module


class Counter:
    n: int

    def __init__(self):
        self.n = 1

    def __call__(self) -> int:
        return self.n


def of_counter(counter: Counter) -> int:
    return counter.n


def without_n():
    made = Counter()
    del made.n
    return made


class Holder(nn.Module):
    x: Optional[int]

    def __init__(self):
        super().__init__()
        self.x = None
        self.layer = nn.Linear(1, 1)

    def forward(self, y: Union[int, List[int], Dict[str, Tensor]]):
        return self.x


@pytest.mark.parametrize(
    ("call", "id", "phrase"),
    [
        (lambda: torch.jit.script(no_layer_as_layer), "MJ2049", "only ScriptModule class can be"),
        (lambda: torch.jit.script(ignored_made), "MJ2050", "Cannot instantiate class 'Ignored'"),
        (lambda: torch.jit.script(odd_length_as_condition), "MJ2055", "expected a bool expression"),
        (lambda: torch.jit.script(hooked(eval)), "MJ2066", "or hook with that name already exists"),
        (lambda: torch.jit.script(hooked(hook, another())), "MJ2067", "two different python defin"),
        (lambda: torch.jit.script(Unready()), "MJ8004", "Unready"),
        (lambda: torch.jit.script(of_counter)(without_n()), "MJ9041", "was missing attribute n"),
        (lambda: setattr(torch.jit.script(Holder()), "x", "a"), "MJ9042", "but found 'str'"),
        (lambda: torch.jit.script(Holder())("a"), "MJ9043", "Expected a member of Union["),
    ],
)
def test_misuse(call, id, phrase):
    with pytest.raises(RuntimeError) as found:
        call()
    assert found.value.id == id and phrase in str(found.value)
