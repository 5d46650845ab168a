"""Code that asks for a GPU gets PyTorch's answers of a machine without one."""

import pytest

import minijit as torch


def test_the_line_of_every_script():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    assert device.type == "cpu" and torch.cuda.device_count() == 0
    assert not torch.backends.mps.is_available() and not torch.backends.cudnn.is_available()
    torch.backends.cudnn.benchmark = True
    torch.cuda.manual_seed_all(1)
    torch.cuda.empty_cache()


@pytest.mark.parametrize(
    "use", [lambda: torch.ones(1).cuda(), torch.cuda.current_device, torch.cuda.synchronize]
)
def test_using_one_is_refused(use):
    with pytest.raises(AssertionError, match="Torch not compiled with CUDA enabled") as caught:
        use()
    assert caught.value.id == "MJ9030"
