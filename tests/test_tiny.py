"""The whole path in a few lines: write, script, save, load, run, print."""

import io

import minijit as torch
from minijit import nn


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)

    def forward(self, x, times: int = 2):
        for _ in range(times):
            x = self.layer(x)
        return x if bool(x.sum() > 0) else -x


def test_tiny():
    torch.manual_seed(0)
    module = Tiny()
    scripted = torch.jit.script(module)
    loaded = torch.jit.load(io.BytesIO(scripted.save_to_buffer()))
    x = torch.tensor([1.0, -2.0])
    # numpy and the runtime may add up in another order: values near 1 agree to their last place.
    assert torch.allclose(module(x), scripted(x), rtol=0, atol=2e-7)
    assert torch.equal(scripted(x), loaded(x))
    assert torch.allclose(module(x, 3), loaded(x, times=3), rtol=0, atol=2e-7)
    assert loaded.code == scripted.code
    assert list(loaded.state_dict()) == ["layer.weight", "layer.bias"]
    with torch.no_grad():
        loaded.layer.weight.zero_()
        loaded.layer.bias.fill_(1)
    assert loaded(x).tolist() == [1.0, 1.0]
