"""Seconds to trace ResNet-50 and MobileNetV2 on one image, made of minijit's own layers.

Tracing runs every layer in numpy; products and convolutions go through its BLAS.
"""

import time

import minijit as torch
from minijit import nn


def convolution(inputs, outputs, kernel, stride=1, groups=1, activation=nn.ReLU):
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    return nn.Sequential(*layers, *([activation()] if activation else []))


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.body = nn.Sequential(
            convolution(inputs, width, 1),
            convolution(width, width, 3, stride),
            convolution(width, 4 * width, 1, activation=None),
        )
        same = inputs == 4 * width and stride == 1
        self.shortcut = (
            nn.Identity() if same else convolution(inputs, 4 * width, 1, stride, activation=None)
        )

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def resnet50():
    layers = [convolution(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for width, count, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for i in range(count):
            layers.append(Bottleneck(inputs, width, stride if i == 0 else 1))
            inputs = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


class Inverted(nn.Module):
    def __init__(self, inputs, outputs, stride, factor):
        super().__init__()
        width = inputs * factor
        layers = [] if factor == 1 else [convolution(inputs, width, 1, activation=nn.ReLU6)]
        layers.append(convolution(width, width, 3, stride, width, nn.ReLU6))
        layers.append(convolution(width, outputs, 1, activation=None))
        self.body = nn.Sequential(*layers)
        self.same = inputs == outputs and stride == 1

    def forward(self, x):
        return x + self.body(x) if self.same else self.body(x)


def mobilenet_v2():
    layers = [convolution(3, 32, 3, 2, activation=nn.ReLU6)]
    inputs = 32
    for factor, outputs, count, stride in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2),
                                           (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
                                           (6, 320, 1, 1)):  # fmt: skip
        for i in range(count):
            layers.append(Inverted(inputs, outputs, stride if i == 0 else 1, factor))
            inputs = outputs
    layers.append(convolution(320, 1280, 1, activation=nn.ReLU6))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, 1000))


if __name__ == "__main__":
    for make in (resnet50, mobilenet_v2):
        model, image = make().eval(), torch.rand(1, 3, 224, 224)
        start, busy = time.perf_counter(), time.process_time()
        traced = torch.jit.trace(model, image, check_trace=False)
        print(f"{make.__name__}: traced in {time.perf_counter() - start:.1f} s "
              f"({time.process_time() - busy:.1f} s of the processor)")  # fmt: skip
        assert torch.allclose(traced(image), model(image), rtol=1e-3, atol=1e-3)
