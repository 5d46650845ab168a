"""Compile errors of classes, interfaces, modules and of what goes beyond TorchScript: their ids."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Dict, List, NamedTuple

import pytest

import minijit as torch
from minijit import Tensor, nn


class Plain:
    def __init__(self, x: int):
        self.x = x


class Mixed(Enum):
    A = 1
    B = "b"


class Lists(Enum):
    A = [1]  # noqa: RUF012


class Color(Enum):
    RED = 1


class Derived(Plain):
    pass


class WithClassAttribute:
    y = 1

    def __init__(self):
        self.x = 1


class Mutable:
    def f(self, x: List[int] = []) -> int:  # noqa: B006
        return len(x)


class Late:
    def __init__(self, x: int):
        if x > 1:
            self.x = x


@dataclass
class Factory:
    xs: List[int] = field(default_factory=list)


class BadEnter:
    def __init__(self):
        self.x = 1

    def __enter__(self, n: int):
        self.x = n

    def __exit__(self, a: Any, b: Any, c: Any) -> None:
        self.x = 2


@torch.jit.interface
class Face:
    def f(self, x: int) -> int:
        pass


class Other:
    def __init__(self):
        self.x = 1

    def f(self, x: int) -> float:
        return 1.0


def unknown_attribute():
    return Plain(1).y


def mixed():
    return Mixed.A


def list_values():
    return Lists.A


def class_attribute():
    return WithClassAttribute().y


def deletes():
    p = Plain(1)
    del p[0]
    return p.x


def misses_add():
    return Plain(1) + Plain(2)


def mutable():
    return Mutable().f()


def late():
    return Late(2).x


def factory():
    return Factory().xs


def unknown_member():
    return Color.BLUE


def lacks(x: int):
    return takes(Plain(x))


def differs(x: int):
    return takes(Other())


def takes(x: Face) -> int:
    return x.f(1)


def not_a_manager():
    with Plain(1):
        pass


def bad_enter():
    with BadEnter():
        pass


def unordered(xs: List[Plain]):
    xs.sort()
    return xs


def undecidable(x: Tensor):
    try:
        y = x + 1
    except RuntimeError:
        y = x
    return y


def unhashable(x: List[int]):
    return {x}


def not_super():
    return super().f()


def unknown_set():
    return set()


def stray_generator(xs: List[int]):
    return (x for x in xs)


def bare_list(x: list):
    return x


def dict_of_lists(x: Dict[List[int], int]):
    return x


def hasattr_of_int(x: int):
    return hasattr(x, "y")


@torch.jit.interface
class ModuleFace(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


@pytest.mark.parametrize(
    "function, id",
    [
        (unknown_attribute, "MJ2040"),
        (misses_add, "MJ2040"),
        (class_attribute, "MJ2103"),
        (deletes, "MJ2104"),
        (list_values, "MJ2043"),
        (mixed, "MJ2044"),
        (mutable, "MJ2045"),
        (lacks, "MJ2047"),
        (differs, "MJ2048"),
        (factory, "MJ2052"),
        (unknown_member, "MJ2053"),
        (unordered, "MJ2059"),
        (undecidable, "MJ2061"),
        (not_a_manager, "MJ2062"),
        (bad_enter, "MJ2063"),
        (not_super, "MJ2064"),
        (late, "MJ2074"),
        (unknown_set, "MJ2058"),
        (stray_generator, "MJ2060"),
        (bare_list, "MJ2071"),
        (dict_of_lists, "MJ2072"),
        (hasattr_of_int, "MJ2073"),
    ],
)
def test_functions(function, id):
    with pytest.raises(Exception) as caught:
        torch.jit.script(function)
    assert str(getattr(caught.value, "id", caught.value)) == id


def test_a_class_that_inherits_is_scripted():
    with pytest.raises(RuntimeError, match="does not support inheritance") as caught:
        torch.jit.script(Derived)
    assert caught.value.id == "MJ2042"


class OfTheLibrary(torch.autograd.Function):
    pass


def object_of_it():
    return OfTheLibrary()


def member_of_it():
    return OfTheLibrary.missing


def itself():
    return OfTheLibrary


@pytest.mark.parametrize("function", [object_of_it, member_of_it, itself])
def test_a_class_that_inherits_is_used(function):
    with pytest.raises(RuntimeError, match="does not support inheritance.*\n(.*\n)*.*OfTheLibrary"):
        torch.jit.script(function)


class Tensors:
    def __init__(self, value):
        self.value = value


class HoldsTensors(nn.Module):
    def __init__(self):
        super().__init__()
        self.held = Tensors(1)

    def forward(self):
        return self.held.value


def takes_tensors(x: Tensors):
    return x.value


def test_object_with_an_attribute_of_another_type():
    with pytest.raises(RuntimeError, match="Could not cast attribute 'value'") as caught:
        torch.jit.script(takes_tensors)(Tensors(1))
    assert caught.value.id == "MJ9044"
    with pytest.raises(RuntimeError, match="Could not cast attribute 'value'") as caught:
        torch.jit.script(HoldsTensors())
    assert caught.value.id == "MJ9044"


def takes_module(x: ModuleFace):
    return x


def test_an_object_in_place_of_a_module():
    with pytest.raises(RuntimeError, match="only ScriptModule class can be subtype") as caught:
        torch.jit.script(takes_module)(Plain(1))
    assert caught.value.id == "MJ2049"


def test_a_module_of_the_closure_is_called():
    module = torch.jit.script(Hooked())

    def calls(x):
        return module(x)

    with pytest.raises(RuntimeError, match="that is not a submodule of the caller") as caught:
        torch.jit.script(calls)
    assert caught.value.id == "MJ2107"


class Hooked(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x


class Unscriptable:
    def f(self) -> bool:
        return issubclass(self, int)  # type: ignore


class HoldsUnscriptable(nn.Module):
    def __init__(self):
        super().__init__()
        self.held = Unscriptable()

    def forward(self) -> bool:
        return self.held.f()


class ListsModules(nn.Module):
    one: ModuleFace

    def __init__(self):
        super().__init__()
        self.one = Hooked()

    def forward(self, x: Tensor) -> Tensor:
        for module in self.modules():
            x = module(x)
        return x


def bad_hook(self, input: Tensor, output: Tensor) -> Tensor:
    return output


def test_hook_of_another_signature():
    module = Hooked()
    module.register_forward_hook(bad_hook)
    with pytest.raises(Exception) as caught:
        torch.jit.script(module)
    assert caught.value.id == "MJ2068"


class Raises(nn.Module):
    @torch.jit.ignore
    def python(self, x: Tensor) -> Tensor:
        raise ValueError("of python")

    def forward(self, x: Tensor) -> Tensor:
        return self.python(x)


def test_ignored_method_raises():
    module = torch.jit.script(Raises())
    with pytest.raises(Exception) as caught:
        module(torch.ones(1))
    assert caught.value.id == "MJ3130"


class Owner(nn.Module):
    def __init__(self):
        super().__init__()
        self.child = Hooked()

    def forward(self, x: Tensor) -> Tensor:
        return self.child(x)


def test_submodule_is_replaced_by_another_thing():
    module = torch.jit.script(Owner())
    with pytest.raises(Exception) as caught:
        module.child = nn.Linear(1, 1)
    assert caught.value.id == "MJ8005"


class ReadOnly(nn.Module):
    @property
    def fixed(self) -> int:
        return 1

    def forward(self, x: int) -> int:
        self.fixed = x
        return x


class Indexed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(2, 2), Hooked()])

    def forward(self, x: Tensor, i: int) -> Tensor:
        return self.layers[i](x)


class OutOfRange(Indexed):
    def forward(self, x: Tensor) -> Tensor:
        return self.layers[5](x)


class Keyed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({"a": Hooked()})

    def forward(self, x: Tensor) -> Tensor:
        return self.layers["b"](x)


class Faced(nn.Module):
    child: ModuleFace

    def __init__(self):
        super().__init__()
        self.child = nn.Bilinear(1, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.child.forward(x)


@pytest.mark.parametrize(
    "cls, id",
    [
        (ReadOnly, "MJ2046"),
        (OutOfRange, "MJ2069"),
        (Indexed, "MJ2070"),
        (Keyed, "MJ2065"),
        (Faced, "MJ2054"),
        (HoldsUnscriptable, "MJ2037"),
        (ListsModules, "MJ2105"),
    ],
)
def test_modules(cls, id):
    with pytest.raises(Exception) as caught:
        torch.jit.script(cls())
    assert str(getattr(caught.value, "id", caught.value)) == id


def test_a_class_of_modules_is_scripted():
    with pytest.raises(Exception) as caught:
        torch.jit.script(Hooked)
    assert caught.value.id == "MJ2051"
