"""Netron shows our files: its own parser, run by node, finds the graphs in them."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

import minijit
from minijit import nn

NODE = shutil.which("node")
FOUND = importlib.util.find_spec("netron")
SCRIPT = Path(__file__).with_name("netron_graph.mjs")
pytestmark = pytest.mark.skipif(
    NODE is None or FOUND is None, reason="node and the package netron are needed"
)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        self.fc = nn.Linear(8, 2)
        self.count = 0

    def forward(self, x):
        x = minijit.relu(self.conv(x)).flatten(1)
        if x.sum() > 0:
            x = x + 1
        return self.fc(x)


def shown(path):
    """The format and the graphs that Netron finds."""
    folder = Path(FOUND.origin).parent
    command = [NODE, "--experimental-default-type=module", SCRIPT, folder, path]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


def test_a_scripted_module(tmp_path):
    minijit.jit.script(Net().eval()).save(tmp_path / "net.pt")
    found = shown(tmp_path / "net.pt")
    assert found["format"].startswith("TorchScript")
    assert found["graphs"] == [
        ["conv2d", "relu", "flatten", "sum", "gt", "Bool", "If", "linear"]
    ]  # fmt: skip


def test_a_traced_module(tmp_path):
    minijit.jit.trace(Net().eval(), minijit.ones(1, 1, 4, 4)).save(tmp_path / "net.pt")
    (graph,) = shown(tmp_path / "net.pt")["graphs"]
    assert graph[:3] == ["conv2d", "relu", "flatten"]
    assert graph[-1] == "linear"


def test_a_file_of_tensors(tmp_path):
    minijit.save(Net().state_dict(), tmp_path / "net.pt")
    found = shown(tmp_path / "net.pt")
    assert found["format"].startswith("PyTorch")
    assert found["graphs"] == [["Weights", "Weights"]]
