"""einops finds a backend for our tensors, whichever of the two is imported first."""

import subprocess
import sys

import pytest

BACKENDS = """
class AbstractBackend:
    pass

class TorchBackend(AbstractBackend):
    framework_name = "torch"

    def __init__(self):
        raise ImportError("no PyTorch here")

    def concat(self, tensors, axis):
        return self.torch.cat(tensors, dim=axis)
"""
PROGRAM = """
import sys
import {first}
import {second}
from einops import _backends
made, = [b for b in _backends.AbstractBackend.__subclasses__()[0].__subclasses__()]
assert made.framework_name in sys.modules
x = made().torch.ones(1, 2)
assert isinstance(x, minijit.Tensor) and made().concat([x, x], 1).shape == (1, 4)
"""


@pytest.mark.parametrize(("first", "second"), [("minijit", "einops"), ("einops", "minijit")])
def test_einops_finds_a_backend(tmp_path, first, second):
    package = tmp_path / "einops"
    package.mkdir()
    (package / "__init__.py").write_text("from . import _backends\n")
    (package / "_backends.py").write_text(BACKENDS)
    path = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    program = path + PROGRAM.format(first=first, second=second)
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_another_einops_is_left_alone(tmp_path):
    (tmp_path / "einops").mkdir()
    (tmp_path / "einops" / "__init__.py").write_text("")
    (tmp_path / "einops" / "_backends.py").write_text("")
    path = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    program = path + "import minijit, einops._backends"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
