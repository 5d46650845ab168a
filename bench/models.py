"""Whole networks side by side with torch.jit: one archive, loaded by both, as it is and frozen.

The two take turns, and the least of several rounds counts: processor time with one thread, time on the clock with more.
`models.py --threads 2 resnet18 lstm` runs some. The weights are random: only their sizes matter here.
"""

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import torch
from torch import nn

import minijit

ROUNDS = 7
SECONDS = 0.05  # of one round


class Block(nn.Module):
    """A residual block of convolutions: (channels, kernel, stride, groups) ..."""

    def __init__(self, inputs: int, layers: list[tuple[int, int, int, int]],
                 activation: type[nn.Module], *, ends: bool, shortcut: bool):  # fmt: skip
        super().__init__()
        parts: list[nn.Module] = []
        width, stride = inputs, 1
        for i, (channels, kernel, step, groups) in enumerate(layers):
            parts += [nn.Conv2d(width, channels, kernel, step, kernel // 2, groups=groups, bias=False),
                      nn.BatchNorm2d(channels)]  # fmt: skip
            if i + 1 < len(layers):
                parts.append(activation(inplace=True))
            width, stride = channels, stride * step
        self.layers = nn.Sequential(*parts)
        self.adds = shortcut or (stride == 1 and width == inputs)
        self.shortcut: nn.Module = nn.Identity()
        if shortcut and (stride != 1 or width != inputs):
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, width, 1, stride, bias=False), nn.BatchNorm2d(width)
            )
        self.end: nn.Module = activation(inplace=True) if ends else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.layers(x)
        if self.adds:
            y += self.shortcut(x)
        return self.end(y)


def network(stem: int, blocks: list[nn.Module], last: list[nn.Module], width: int,
            activation: type[nn.Module], *, pools: bool) -> nn.Module:  # fmt: skip
    first = [nn.Conv2d(3, stem, 7 if pools else 3, 2, 3 if pools else 1, bias=False), nn.BatchNorm2d(stem),
             activation(inplace=True)]  # fmt: skip
    if pools:
        first.append(nn.MaxPool2d(3, 2, 1))
    return nn.Sequential(
        *first, *blocks, *last, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 1000)
    )


def resnet(counts: list[int], *, deep: bool) -> nn.Module:
    blocks: list[nn.Module] = []
    inputs = 64
    for stage, count in enumerate(counts):
        width = 64 << stage
        for i in range(count):
            stride = 2 if stage and i == 0 else 1
            layers = [(width, 1, 1, 1), (width, 3, stride, 1), (4 * width, 1, 1, 1)] if deep else [
                (width, 3, stride, 1), (width, 3, 1, 1)]  # fmt: skip
            blocks.append(Block(inputs, layers, nn.ReLU, ends=True, shortcut=True))
            inputs = layers[-1][0]
    return network(64, blocks, [], inputs, nn.ReLU, pools=True)


def mobilenet_v2() -> nn.Module:
    blocks: list[nn.Module] = []
    inputs = 32
    for factor, width, count, first in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
                                        (6, 160, 3, 2), (6, 320, 1, 1)):  # fmt: skip
        for i in range(count):
            wide = inputs * factor
            layers = [(wide, 3, first if i == 0 else 1, wide), (width, 1, 1, 1)]
            if factor > 1:
                layers.insert(0, (wide, 1, 1, 1))
            blocks.append(Block(inputs, layers, nn.ReLU6, ends=False, shortcut=False))
            inputs = width
    last = [nn.Conv2d(320, 1280, 1, bias=False), nn.BatchNorm2d(1280), nn.ReLU6(inplace=True)]
    return network(32, blocks, last, 1280, nn.ReLU6, pools=False)


class Encoder(nn.Module):
    """BERT's layers: attention, two products, norms."""

    def __init__(self, layers: int = 12, width: int = 768, heads: int = 12):
        super().__init__()
        self.heads = heads
        self.qkv = nn.ModuleList(nn.Linear(width, 3 * width) for _ in range(layers))
        self.out = nn.ModuleList(nn.Linear(width, width) for _ in range(layers))
        self.up = nn.ModuleList(nn.Linear(width, 4 * width) for _ in range(layers))
        self.down = nn.ModuleList(nn.Linear(4 * width, width) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2 * layers))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        layers = list(self.norms)
        for i, (qkv, out, up, down) in enumerate(zip(self.qkv, self.out, self.up, self.down)):
            batch, length, width = x.shape
            parts = (
                qkv(x)
                .view(batch, length, 3, self.heads, width // self.heads)
                .permute(2, 0, 3, 1, 4)
            )
            y = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2])
            x = layers[2 * i](x + out(y.transpose(1, 2).reshape(batch, length, width)))
            x = layers[2 * i + 1](x + down(nn.functional.gelu(up(x))))
        return x


class Policy(nn.Module):
    """What a walking robot runs fifty times a second: a recurrent layer and two small products."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = nn.LSTM(48, 256)
        self.actor = nn.Sequential(nn.Linear(256, 128), nn.ELU(), nn.Linear(128, 12))

    def forward(
        self, x: torch.Tensor, h: torch.Tensor, c: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        y, (h, c) = self.memory(x.unsqueeze(0), (h, c))
        return self.actor(y.squeeze(0)), h, c


class Speech(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.memory = nn.GRU(80, 256, num_layers=2, batch_first=True, bidirectional=True)
        self.out = nn.Linear(512, 100)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.log_softmax(self.out(self.memory(x)[0]), -1)


def normal(*sizes: int) -> np.ndarray:
    return np.random.default_rng(0).standard_normal(sizes, dtype=np.float32)


def image() -> list[np.ndarray]:
    return [normal(1, 3, 224, 224)]


MODELS: dict[str, tuple[Callable[[], nn.Module], Callable[[], list[np.ndarray]]]] = {
    "resnet18": (lambda: resnet([2, 2, 2, 2], deep=False), image),
    "resnet50": (lambda: resnet([3, 4, 6, 3], deep=True), image),
    "mobilenet_v2": (mobilenet_v2, image),
    "encoder": (Encoder, lambda: [normal(1, 128, 768)]),
    "policy": (Policy, lambda: [normal(1, 48), normal(1, 1, 256), normal(1, 1, 256)]),
    "speech": (Speech, lambda: [normal(1, 200, 80)]),
}


def archived(name: str, folder: Path) -> tuple[Path, list[Any]]:
    make, inputs = MODELS[name]
    torch.manual_seed(0)
    path = folder / f"{name}.pt"
    # A trace has no module switches: it is what most networks are shipped as.
    module = make().eval()
    examples = tuple(map(torch.from_numpy, inputs()))
    torch.jit.save(torch.jit.trace(module, examples, check_trace=False), path)
    return path, list(inputs())


def silero(archives: Path) -> tuple[Path, list[Any]]:
    """It takes a piece of sound and its rate."""
    return archives / "silero-vad__silero_vad.jit", [normal(1, 512), 16000]


def seconds(run: Callable[[], Any], calls: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(calls):
        run()
    return (clock() - start) / calls


def compare(runs: list[Callable[[], Any]], clock: Callable[[], float]) -> list[float]:
    counts = []
    for run in runs:
        for _ in range(3):  # PyTorch's executor looks at the first calls and compiles
            run()
        counts.append(max(1, int(SECONDS / max(seconds(run, 1, time.perf_counter), 1e-7))))
    best = [math.inf] * len(runs)
    for _ in range(ROUNDS):
        for i, run in enumerate(runs):
            best[i] = min(best[i], seconds(run, counts[i], clock))
    return best


def bound(library: Any, module: Any, arguments: list[Any]) -> Callable[[], Any]:
    given = [library.from_numpy(a.copy()) if isinstance(a, np.ndarray) else a for a in arguments]
    return lambda: module(*given)


def worst(a: Any, b: Any) -> float:
    if isinstance(a, tuple):
        return max(map(worst, a, b))
    return float(np.abs(a.numpy() - b.numpy()).max() / max(np.abs(b.numpy()).max(), 1e-30))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--archives", type=Path, default=os.environ.get("MINIJIT_ARCHIVES"))
    parser.add_argument("--winograd", type=int, default=2)
    options = parser.parse_args()
    minijit.set_num_threads(options.threads)
    minijit.set_winograd(options.winograd)
    torch.set_num_threads(options.threads)
    clock = time.process_time if options.threads == 1 else time.perf_counter
    print(
        f"{'milliseconds':28}{'minijit':>10}{'torch.jit':>11}{'ours/theirs':>13}{'difference':>12}"
    )
    ratios = []
    names = options.models or [*MODELS, "silero"]
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        for name in names:
            if name == "silero" and not options.archives:
                continue
            path, arguments = (
                silero(options.archives) if name == "silero" else archived(name, Path(folder))
            )
            for frozen in (False, True):
                ours, theirs = minijit.jit.load(path), torch.jit.load(path).eval()
                if frozen:
                    if name == "silero":
                        continue  # it keeps its state in attributes
                    ours, theirs = minijit.jit.freeze(ours.eval()), torch.jit.freeze(theirs)
                runs = [bound(minijit, ours, arguments), bound(torch, theirs, arguments)]
                difference = worst(runs[0](), runs[1]())
                mine, other = compare(runs, clock)
                ratios.append(mine / other)
                title = name + (", frozen" if frozen else "")
                print(f"{title:28}{mine * 1e3:>10.3f}{other * 1e3:>11.3f}{mine / other:>13.2f}{difference:>12.1e}",
                      flush=True)  # fmt: skip
    print(
        f"geometric mean, {options.threads} threads: {math.exp(sum(map(math.log, ratios)) / len(ratios)):.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
