"""Writes the network that is measured, scripted and traced, to a folder."""

import sys

import minijit as torch
from minijit import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 2)
        self.second = nn.Linear(2, 1)

    def forward(self, x):
        return self.second(torch.relu(self.first(x)))


net = Net().eval()
torch.jit.save(torch.jit.script(net), sys.argv[1] + "/scripted.pt")
torch.jit.save(torch.jit.trace(net, torch.ones(1, 4)), sys.argv[1] + "/traced.pt")
