"""The user's side of the demo: a module is written, scripted and saved. Needs numpy and lark only."""

import sys

import minijit as torch
from minijit import nn


class Policy(nn.Module):
    """Linear, relu, Linear; and a branch that scripting keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.l0 = nn.Linear(4, 2)
        self.l1 = nn.Linear(2, 1)

    def forward(self, x):
        if x.dim() > 1:
            x = x.mean(0)
        return self.l1(torch.relu(self.l0(x)))


torch.manual_seed(0)
policy = torch.jit.script(Policy())
policy.save(sys.argv[1])
print(policy)
print(policy.code)
print("in Python:", policy(torch.tensor([1.0, 2.0, 3.0, 4.0])))
