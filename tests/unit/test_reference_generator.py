"""The generator gives the numbers that PyTorch's gives for the same seed."""

import pytest

import minijit as torch


def test_known_numbers():
    torch.manual_seed(0)
    assert torch.rand(3).tolist() == [0.49625658988952637, 0.7682217955589294, 0.08847743272781372]
    assert torch.randint(10, (4,)).tolist() == [0, 3, 9, 7]
    torch.manual_seed(0)
    assert torch.randn(2).tolist() == pytest.approx([1.5409960746765137, -0.293428897857666])
    torch.manual_seed(0)
    assert torch.randperm(5).tolist() == [4, 0, 1, 3, 2]


def test_the_second_normal_number_is_kept_until_the_next_call():
    torch.manual_seed(1)
    three = torch.randn(3).tolist()
    torch.manual_seed(1)
    assert torch.randn(1).tolist() + torch.randn(2).tolist() == three


def test_state_can_be_kept_and_restored():
    torch.manual_seed(5)
    torch.randn(3)
    state = torch.get_rng_state()
    assert state.dtype is torch.uint8
    assert state.numel() == 5056
    first = torch.randn(7).tolist(), torch.rand(2).tolist()
    torch.set_rng_state(state)
    assert (torch.randn(7).tolist(), torch.rand(2).tolist()) == first
    with pytest.raises(RuntimeError, match="5056"):
        torch.set_rng_state(state[:10].clone())


def test_a_generator_of_ones_own_leaves_the_default_alone():
    torch.manual_seed(0)
    wanted = torch.rand(2).tolist()
    own = torch.Generator().manual_seed(0)
    torch.manual_seed(0)
    assert torch.rand(2, generator=own).tolist() == wanted
    assert torch.rand(2).tolist() == wanted
    assert own.initial_seed() == 0


def test_against_pytorch():
    theirs = pytest.importorskip("torch")
    for seed in (0, 7, -1, 2**40 + 5):
        theirs.manual_seed(seed)
        torch.manual_seed(seed)
        for count in (1, 5, 16, 37, 700):
            assert torch.rand(count).tolist() == theirs.rand(count).tolist()
            wide = {"dtype": "float64"}
            for name in ("rand", "randn"):
                mine = getattr(torch, name)(count, dtype=getattr(torch, wide["dtype"])).tolist()
                other = getattr(theirs, name)(count, dtype=getattr(theirs, wide["dtype"])).tolist()
                assert mine == pytest.approx(other, rel=1e-12)
            assert torch.randn(count).tolist() == pytest.approx(
                theirs.randn(count).tolist(), rel=1e-6, abs=1e-7
            )
            assert torch.randint(9, (count,)).tolist() == theirs.randint(9, (count,)).tolist()
            assert torch.randperm(count).tolist() == theirs.randperm(count).tolist()
            p = theirs.nn.functional.dropout(theirs.ones(count), 0.3, True)
            assert torch.dropout(torch.ones(count), 0.3, True).tolist() == p.tolist()
            state = theirs.get_rng_state().numpy().tobytes()
            assert torch.get_rng_state().numpy().tobytes() == state


@pytest.mark.parametrize("enabled", [True, False])
def test_a_fork_leaves_the_default_generator_as_it_was(enabled):
    torch.manual_seed(4)
    first = torch.rand(2).tolist()
    torch.manual_seed(4)
    with torch.random.fork_rng(enabled=enabled):
        torch.rand(5)
    assert (torch.rand(2).tolist() == first) is enabled
