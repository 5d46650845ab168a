"""Layers with inputs; loaded once with minijit and once with PyTorch under the name `torch`."""

import math

import minijit as torch
from minijit import nn


def ramp(*sizes):
    return torch.arange(float(math.prod(sizes))).reshape(sizes) / 10 - 1


def layers():
    """Name to (module, arguments); modules draw their initial values in this order."""
    return {
        "linear": (nn.Linear(3, 2), (ramp(4, 3),)),
        "linear without bias": (nn.Linear(3, 2, bias=False), (ramp(3),)),
        "conv1d": (nn.Conv1d(3, 4, 3, padding=1, stride=2), (ramp(2, 3, 8),)),
        "conv2d same": (nn.Conv2d(3, 6, 3, padding="same", groups=3), (ramp(2, 3, 6, 6),)),
        "conv2d": (nn.Conv2d(2, 3, (3, 2), stride=(1, 2), dilation=2, bias=False), (ramp(1, 2, 9, 9),)),
        "batchnorm1d": (nn.BatchNorm1d(3), (ramp(4, 3),)),
        "batchnorm1d eval": (nn.BatchNorm1d(3).eval(), (ramp(4, 3),)),
        "batchnorm1d cumulative": (nn.BatchNorm1d(3, momentum=None), (ramp(4, 3),)),
        "batchnorm2d": (nn.BatchNorm2d(2, affine=False), (ramp(2, 2, 3, 3),)),
        "batchnorm2d batch": (nn.BatchNorm2d(2, track_running_stats=False).eval(), (ramp(2, 2, 3, 3),)),
        "layernorm": (nn.LayerNorm(4), (ramp(2, 4),)),
        "layernorm plain": (nn.LayerNorm((2, 4), elementwise_affine=False), (ramp(3, 2, 4),)),
        "groupnorm": (nn.GroupNorm(2, 4), (ramp(2, 4, 3),)),
        "embedding": (nn.Embedding(5, 3, padding_idx=1), (torch.tensor([[0, 1], [4, 2]]),)),
        "dropout": (nn.Dropout(0.3).eval(), (ramp(4),)),
        "relu": (nn.ReLU(inplace=True), (ramp(4),)),
        "relu6": (nn.ReLU6(), (ramp(4) * 9,)),
        "elu": (nn.ELU(0.7), (ramp(4),)),
        "leaky relu": (nn.LeakyReLU(0.2), (ramp(4),)),
        "sigmoid": (nn.Sigmoid(), (ramp(4),)),
        "tanh": (nn.Tanh(), (ramp(4),)),
        "gelu": (nn.GELU(), (ramp(4),)),
        "gelu tanh": (nn.GELU("tanh"), (ramp(4),)),
        "silu": (nn.SiLU(), (ramp(4),)),
        "softplus": (nn.Softplus(2, 5), (ramp(4),)),
        "softmax": (nn.Softmax(dim=1), (ramp(2, 3),)),
        "log softmax": (nn.LogSoftmax(-1), (ramp(2, 3),)),
        "hardtanh": (nn.Hardtanh(-0.5, 0.5), (ramp(4),)),
        "hardswish": (nn.Hardswish(), (ramp(4),)),
        "prelu": (nn.PReLU(), (ramp(4),)),
        "maxpool1d": (nn.MaxPool1d(2), (ramp(1, 2, 6),)),
        "maxpool2d": (nn.MaxPool2d(3, 2, 1, ceil_mode=True), (ramp(1, 2, 6, 6),)),
        "avgpool1d": (nn.AvgPool1d(2), (ramp(1, 2, 6),)),
        "avgpool2d": (nn.AvgPool2d(2, stride=1, padding=1, count_include_pad=False), (ramp(1, 2, 6, 6),)),
        "adaptive1d": (nn.AdaptiveAvgPool1d(3), (ramp(1, 2, 7),)),
        "adaptive2d": (nn.AdaptiveAvgPool2d((2, 3)), (ramp(1, 2, 5, 5),)),
        "flatten": (nn.Flatten(), (ramp(2, 3, 2),)),
        "identity": (nn.Identity(), (ramp(3),)),
        "lstm cell": (nn.LSTMCell(3, 2), (ramp(2, 3),)),
        "lstm cell with state": (nn.LSTMCell(3, 2), (ramp(2, 3), (ramp(2, 2), ramp(2, 2)))),
        "mse": (nn.MSELoss(), (ramp(3), ramp(3) + 1)),
        "mse sum": (nn.MSELoss(reduction="sum"), (ramp(3), ramp(3) + 1)),
        "sequential": (nn.Sequential(nn.Linear(4, 8), nn.ELU(), nn.Linear(8, 2), nn.Tanh()), (ramp(3, 4),)),
        "network": (
            nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                          nn.Linear(16, 3), nn.LogSoftmax(dim=1)).eval(),
            (ramp(2, 1, 6, 6),),
        ),
        "list": (nn.ModuleList([nn.Linear(1, 2), nn.Linear(1, 2), nn.ReLU()]), None),
        "dict": (nn.ModuleDict({"a": nn.Linear(1, 2), "b": nn.ReLU()}), None),
        "parameters": (nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(1, 3))]), None),
    }  # fmt: skip
