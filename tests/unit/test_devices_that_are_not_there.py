"""Code that asks for a GPU gets PyTorch's answers of a machine without one."""

import pytest

import minijit as torch


@pytest.fixture(params=["native", "reference"])
def engine(request):
    if request.param == "native":
        pytest.importorskip("minijit._native")
    return request.param


def test_the_line_of_every_script():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    assert device.type == "cpu" and torch.cuda.device_count() == 0
    assert not torch.backends.mps.is_available() and not torch.backends.cudnn.is_available()
    torch.backends.cudnn.benchmark = True
    torch.cuda.manual_seed_all(1)
    torch.cuda.empty_cache()


@pytest.mark.parametrize(
    "use",
    [
        lambda: torch.ones(1).cuda(),
        torch.cuda.current_device,
        torch.cuda.synchronize,
        lambda: torch.ones(1).to("cuda"),
        lambda: torch.nn.Linear(1, 1).cuda(),
        lambda: torch.nn.Linear(1, 1).to("cuda:1"),
        lambda: torch.nn.Linear(1, 1, device="cuda"),
        lambda: torch.zeros(1, device="cuda"),
        lambda: torch.tensor([1], device="cuda:0"),
        lambda: torch.empty_like(torch.ones(1), device="cuda"),
        lambda: torch.ones(1).new_empty(1, device="cuda"),
        lambda: torch.ones(1).new_zeros(1, device="cuda"),
        lambda: torch.eye(2, device="cuda"),
        lambda: torch.linspace(0, 1, 2, device="cuda"),
    ],
)
def test_using_one_is_refused(use):
    with pytest.raises(AssertionError, match="Torch not compiled with CUDA enabled") as caught:
        use()
    assert caught.value.id == "MJ9030"


@pytest.mark.parametrize("kind", ["zeros", "ones", "empty"])
def test_programs_are_refused_one_too(kind, engine):
    scripted = torch.jit.script(NewOnGpu(), engine=engine)
    with pytest.raises(RuntimeError, match="Torch not compiled with CUDA enabled") as caught:
        getattr(scripted, kind)(torch.ones(1))
    assert caught.value.id == "MJ9030"


class NewOnGpu(torch.nn.Module):
    @torch.jit.export
    def zeros(self, x):
        return x.new_zeros([2], device="cuda")

    @torch.jit.export
    def ones(self, x):
        return torch.ones_like(x, device="cuda")

    @torch.jit.export
    def empty(self, x):
        return x.to("cuda")


def test_other_devices_are_named():
    with pytest.raises(RuntimeError, match="Tensors on device mps are not supported.*MJ3039"):
        torch.zeros(1, device="mps")
    with pytest.raises(AssertionError, match="Torch not compiled with XPU enabled"):
        torch.nn.Linear(1, 1).xpu()
