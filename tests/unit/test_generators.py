"""Generators of random numbers in programs: made there, given and given back."""

from typing import Tuple

import pytest

import minijit as torch
from minijit import nn

ENGINES = ["reference"] + (["native"] if torch.native.extension() is not None else [])
each_engine = pytest.mark.parametrize("engine", ENGINES)


def draw(own: torch.Generator) -> torch.Tensor:
    return torch.empty(5).normal_(0.0, 1.0, generator=own)


def two_of_one_seed() -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor, int]:
    own = torch.Generator()
    other = torch.Generator()
    own.manual_seed(3)
    other.manual_seed(3)
    draw(own)
    return draw(other), draw(other), draw(own), own.initial_seed()


def refused(own: torch.Generator):
    return own.device


def given_back(own: torch.Generator, fails: bool) -> torch.Generator:
    draw(own)
    if fails:
        raise ValueError("drawn")
    return own


@each_engine
def test_each_generator_has_its_own_numbers(engine):
    first, second, third, seed = torch.jit.script(two_of_one_seed, engine=engine)()
    assert torch.equal(second, third) and not torch.equal(first, second)
    assert seed == 3


@each_engine
def test_a_generator_that_is_given_is_drawn_from(engine):
    scripted = torch.jit.script(draw, engine=engine)
    own, other = torch.Generator().manual_seed(5), torch.Generator().manual_seed(5)
    for _ in range(2):
        assert torch.equal(scripted(own), draw(other))


@each_engine
def test_a_generator_comes_back_as_it_went(engine):
    scripted = torch.jit.script(given_back, engine=engine)
    own, other = torch.Generator().manual_seed(5), torch.Generator().manual_seed(5)
    assert scripted(own, False) is own
    with pytest.raises(RuntimeError, match="drawn"):
        scripted(own, True)
    draw(other), draw(other)
    assert torch.equal(draw(own), draw(other))


@each_engine
def test_a_generator_that_a_program_made_is_given_to_python(engine):
    def made() -> torch.Generator:
        own = torch.Generator()
        own.manual_seed(6)
        draw(own)
        return own

    own, other = torch.jit.script(made, engine=engine)(), torch.Generator().manual_seed(6)
    draw(other)
    assert own.initial_seed() == 6
    assert torch.equal(draw(own), draw(other))


def test_what_is_no_method_of_a_generator():
    with pytest.raises(RuntimeError, match="'Generator' object has no attribute") as caught:
        torch.jit.script(refused)
    assert caught.value.id == "MJ2012"


@each_engine
def test_initializers_take_generators(engine):
    def fill(x: torch.Tensor, generator: torch.Generator):
        return nn.init.uniform_(x, 0.0, 1.0, generator)

    scripted = torch.jit.script(fill, engine=engine)
    wanted = nn.init.uniform_(torch.ones(3), generator=torch.Generator().manual_seed(2))
    assert torch.equal(scripted(torch.ones(3), torch.Generator().manual_seed(2)), wanted)


def test_a_state_is_bytes_that_restore_it():
    own = torch.Generator().manual_seed(7)
    draw(own)
    state, twin = own.get_state(), own.clone_state()
    expected = draw(own)
    assert (list(state.shape), state.dtype, own.device) == (
        [5056],
        torch.uint8,
        torch.device("cpu"),
    )
    assert torch.equal(draw(twin), expected)
    assert torch.equal(draw(torch.Generator().set_state(state)), expected)


@pytest.mark.parametrize(
    ("call", "kind", "phrase"),
    [
        (lambda: torch.Generator("cuda"), RuntimeError, "computes on the CPU"),
        (lambda: torch.Generator().manual_seed("a"), RuntimeError, "expected a long, but got str"),
        (lambda: torch.Generator().manual_seed(1.5), RuntimeError, "expected a long"),
        (
            lambda: torch.Generator().set_state(3),
            TypeError,
            "expected a torch.ByteTensor, but got int",
        ),
        (lambda: torch.set_rng_state(torch.zeros(3)), TypeError, "must be a torch.ByteTensor"),
        (
            lambda: torch.set_rng_state(torch.zeros(3, dtype=torch.uint8)),
            RuntimeError,
            "CPUGeneratorImplState of size 5056",
        ),
    ],
)
def test_what_is_no_state_is_refused(call, kind, phrase):
    with pytest.raises(kind, match=phrase):
        call()


def test_states_against_pytorch():
    pytorch = pytest.importorskip("torch")
    own, other = torch.Generator().manual_seed(11), pytorch.Generator().manual_seed(11)
    for _ in range(3):
        assert own.get_state().tolist() == other.get_state().tolist()
        draw(own)
        pytorch.empty(5).normal_(0.0, 1.0, generator=other)
