"""Operators side by side with PyTorch: float32, one thread, in one process.

Each case is one operator in a loop that both libraries compile from the same text. The two take turns, and the least processor
time of several rounds counts: what the machine's other work adds is neither's. `operators.py conv pooling` runs some families.
"""

import argparse
import linecache
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch

import minijit

ROUNDS = 15
SECONDS = 0.004  # of one round
Case = tuple[str, str, str, list[Any]]  # family, name, expression over a, b, c ..., arguments
random = np.random.default_rng(0)


def normal(*sizes: int) -> np.ndarray:
    return random.standard_normal(sizes, dtype=np.float32)


def convolution(name: str, inputs: int, outputs: int, size: int, kernel: int, stride: int = 1, *,
                groups: int = 1) -> Case:  # fmt: skip
    family = "depthwise" if groups > 1 else "conv"
    image = normal(1, inputs, size, size)
    weight = normal(outputs, inputs // groups, kernel, kernel)
    text = f"torch.conv2d(a, b, None, {stride}, {kernel // 2}, 1, {groups})"
    what = f"{name} {inputs}-{outputs} {size}x{size} k{kernel} s{stride}"
    return family, what, text, [image, weight]


def resnet50() -> Iterator[Case]:
    yield convolution("resnet", 3, 64, 224, 7, 2)
    inputs, size = 64, 56
    for width, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        yield convolution("resnet", inputs, width, size, 1)
        yield convolution("resnet", inputs, 4 * width, size, 1, stride)
        yield convolution("resnet", width, width, size, 3, stride)
        size //= stride
        yield convolution("resnet", width, 4 * width, size, 1)
        yield convolution("resnet", 4 * width, width, size, 1)
        if stride > 1:
            yield convolution("resnet", width, width, size, 3)
        inputs = 4 * width


def mobilenet_v2() -> Iterator[Case]:
    yield convolution("mobilenet", 3, 32, 224, 3, 2)
    for channels, size, stride in ((32, 112, 1), (96, 112, 2), (144, 56, 1), (144, 56, 2),
                                   (192, 28, 1), (192, 28, 2), (384, 14, 1), (576, 14, 1),
                                   (576, 14, 2), (960, 7, 1)):  # fmt: skip
        yield convolution("mobilenet", channels, channels, size, 3, stride, groups=channels)
    for inputs, outputs, size in ((32, 16, 112), (16, 96, 112), (96, 24, 56), (24, 144, 56),
                                  (144, 32, 28), (32, 192, 28), (192, 64, 14), (64, 384, 14),
                                  (576, 96, 14), (160, 960, 7), (960, 320, 7),
                                  (320, 1280, 7)):  # fmt: skip
        yield convolution("mobilenet", inputs, outputs, size, 1)


def products() -> Iterator[Case]:
    for m, k, n in ((1024, 1024, 1024), (512, 512, 512), (128, 768, 768), (128, 768, 3072),
                    (128, 3072, 768), (64, 147, 12544), (256, 64, 3136), (512, 1024, 196),
                    (32, 768, 768), (1, 2048, 1000)):  # fmt: skip
        yield "matmul", f"{m}x{k}x{n}", "torch.matmul(a, b)", [normal(m, k), normal(k, n)]
    yield "matmul", "12 of 128x64x128", "torch.matmul(a, b)", [normal(12, 128, 64),
                                                              normal(12, 64, 128)]  # fmt: skip
    yield ("matmul", "12 of 128x64x128 transposed", "torch.matmul(a, b.transpose(-1, -2))",
           [normal(12, 128, 64), normal(12, 128, 64)])  # fmt: skip
    yield "matmul", "12 of 128x128x64", "torch.matmul(a, b)", [normal(12, 128, 128),
                                                              normal(12, 128, 64)]  # fmt: skip
    yield "matmul", "1024x1024 by vector", "torch.matmul(a, b)", [normal(1024, 1024), normal(1024)]
    for m, k, n in ((128, 768, 768), (128, 768, 3072), (128, 3072, 768), (384, 768, 768),
                    (16, 768, 3072), (1, 768, 768), (1, 2048, 1000), (8, 1280, 1000)):  # fmt: skip
        yield ("linear", f"{m}x{k}x{n}", "torch.nn.functional.linear(a, b, c)",
               [normal(m, k), normal(n, k), normal(n)])  # fmt: skip


def attention() -> Iterator[Case]:
    text = "torch.nn.functional.scaled_dot_product_attention(a, b, c{})"
    for length in (128, 384):
        qkv = [normal(1, 12, length, 64) for _ in range(3)]
        yield "attention", f"12 heads, {length}x64", text.format(""), qkv
    yield "attention", "128x64, causal", text.format(", is_causal=True"), [
        normal(1, 12, 128, 64) for _ in range(3)]  # fmt: skip
    mask = np.where(random.random((1, 1, 1, 128)) < 0.2, -10000, 0).astype(np.float32)
    yield "attention", "128x64, mask", text.format(", attn_mask=d"), [
        *(normal(1, 12, 128, 64) for _ in range(3)), mask]  # fmt: skip


def normalization() -> Iterator[Case]:
    for sizes, dim in (((12, 128, 128), -1), ((1, 1000), -1), ((1024, 1024), 1), ((1024, 1024), 0)):
        shape = "x".join(map(str, sizes))
        yield "softmax", f"softmax {shape} dim {dim}", f"torch.softmax(a, {dim})", [normal(*sizes)]
    yield "softmax", "log_softmax 128x30522", "torch.log_softmax(a, -1)", [normal(128, 30522)]
    yield "softmax", "log_softmax 1024x1024", "torch.log_softmax(a, -1)", [normal(1024, 1024)]
    for rows, width in ((128, 768), (384, 1024)):
        yield ("layer norm", f"{rows}x{width}", f"torch.nn.functional.layer_norm(a, [{width}], b, c)",
               [normal(rows, width), normal(width), normal(width)])  # fmt: skip
    for channels, size in ((64, 112), (256, 56), (512, 28), (1024, 14), (2048, 7)):
        yield ("batch norm", f"{channels} {size}x{size}",
               "torch.batch_norm(a, b, c, d, e, False, 0.1, 1e-5, True)",
               [normal(1, channels, size, size), *(abs(normal(channels)) for _ in range(4))],
               )  # fmt: skip


def pooling() -> Iterator[Case]:
    image = normal(1, 64, 112, 112)
    yield "pooling", "max 64 112x112 k3 s2", "torch.nn.functional.max_pool2d(a, 3, 2, 1)", [image]
    yield "pooling", "max 64 112x112 k2 s2", "torch.nn.functional.max_pool2d(a, 2, 2)", [image]
    yield "pooling", "avg 64 112x112 k3 s2", "torch.nn.functional.avg_pool2d(a, 3, 2, 1)", [image]
    yield "pooling", "avg 64 112x112 k2 s2", "torch.nn.functional.avg_pool2d(a, 2, 2)", [image]
    yield (
        "pooling",
        "max 192 28x28 k3 s1",
        "torch.nn.functional.max_pool2d(a, 3, 1, 1)",
        [normal(1, 192, 28, 28)],
    )
    for channels in (1280, 2048):
        yield ("pooling", f"adaptive {channels} 7x7", "torch.nn.functional.adaptive_avg_pool2d(a, [1, 1])",
               [normal(1, channels, 7, 7)])  # fmt: skip


def elementwise() -> Iterator[Case]:
    million = 1 << 20
    x, y = normal(million), normal(million)
    for text in ("a + b", "a - b", "a * b", "a / b", "a + 1.5", "torch.add(a, b, alpha=2)",
                 "torch.maximum(a, b)", "a < b", "a == b", "a > 0.5"):  # fmt: skip
        yield "arithmetic", text, text, [x, y] if "b" in text.replace("abs", "") else [x]
    for text in ("torch.relu(a)", "torch.abs(a)", "torch.neg(a)", "torch.clamp(a, -1.0, 1.0)",
                 "torch.nn.functional.leaky_relu(a, 0.1)", "torch.nn.functional.hardswish(a)",
                 "torch.nn.functional.relu6(a)", "torch.floor(a)", "a ** 2"):  # fmt: skip
        yield "arithmetic", text, text, [x]
    for name in ("sqrt", "rsqrt", "reciprocal", "log"):
        family = "transcendental" if name == "log" else "arithmetic"
        yield family, name, f"torch.{name}(a)", [abs(x)]
    for name in ("exp", "tanh", "sigmoid", "erf", "sin", "cos"):
        yield "transcendental", name, f"torch.{name}(a)", [x]
    for name in ("gelu", "silu", "elu", "softplus"):
        yield "transcendental", name, f"torch.nn.functional.{name}(a)", [x]
    yield "transcendental", "gelu tanh", "torch.nn.functional.gelu(a, approximate='tanh')", [x]
    mask = random.random(million) < 0.5
    yield "arithmetic", "where", "torch.where(c, a, b)", [x, y, mask]
    yield "arithmetic", "masked_fill", "torch.masked_fill(a, b, 0.0)", [x, mask]
    square = x.reshape(1024, 1024)
    yield "arithmetic", "rows + vector", "a + b", [square, normal(1024)]
    yield "arithmetic", "columns * vector", "a * b", [square, normal(1024, 1)]
    yield "arithmetic", "channels * gate", "a * b", [normal(1, 96, 112, 112), normal(1, 96, 1, 1)]
    yield "arithmetic", "a + transposed", "a + b.t()", [square, y.reshape(1024, 1024)]
    for dtype in ("float64", "int64", "int32", "uint8", "bool", "half", "bfloat16"):
        yield "conversion", f"to {dtype}", f"a.to(torch.{dtype})", [abs(x)]
    for dtype in (np.float64, np.int64, np.int32, np.uint8, np.bool_, np.float16):
        yield (
            "conversion",
            f"from {dtype.__name__}",
            "a.to(torch.float32)",
            [abs(x * 20).astype(dtype)],
        )
    yield "copy", "clone", "torch.clone(a)", [x]
    yield "copy", "transposed", "a.t().contiguous()", [square]
    image = normal(1, 64, 128, 128)
    yield "copy", "to channels last", "a.permute([0, 2, 3, 1]).contiguous()", [image]
    yield "copy", "from channels last", "a.permute([0, 3, 1, 2]).contiguous()", [image]
    yield ("copy", "heads", "a.view([1, 128, 12, 64]).permute([0, 2, 1, 3]).contiguous()",
           [normal(1, 128, 768)])  # fmt: skip
    yield "copy", "every other column", "a[:, ::2].contiguous()", [square]
    yield "copy", "expand", "a.expand([1024, 1024]).contiguous()", [normal(1024, 1)]
    for dim in (0, 1):
        yield "copy", f"cat dim {dim}", f"torch.cat([a, b], {dim})", [square, square + 1]
    yield "copy", "stack", "torch.stack([a, b], 1)", [square, square + 1]


def reductions() -> Iterator[Case]:
    x = normal(1024, 1024)
    for name in ("sum", "mean", "amax"):
        for dim in (0, 1):
            yield "reductions", f"{name} dim {dim}", f"torch.{name}(a, [{dim}])", [x]
    for name in ("sum", "mean", "max"):
        yield "reductions", f"{name} all", f"torch.{name}(a)", [x]
    for name in ("argmax", "var", "prod", "cumsum", "logsumexp"):
        for dim in (0, 1):
            yield "reductions", f"{name} dim {dim}", f"torch.{name}(a, {dim})", [x]
    yield "reductions", "argmax all", "torch.argmax(a)", [x]
    for dim in (0, 1):
        yield "reductions", f"max dim {dim}", f"torch.max(a, {dim})[0]", [x]
    yield "reductions", "norm", "torch.norm(a)", [x]


def other_dtypes() -> Iterator[Case]:
    """float64 and integers: plain loops, to see that none is left behind."""
    million = 1 << 20
    for dtype in (np.float64, np.int64, np.int32, np.uint8):
        name = dtype.__name__
        x, y = ((abs(normal(million) * 20 + 50) % 200 + 1).astype(dtype) for _ in range(2))
        texts = ["a + b", "a * b", "a + 2", "a < b", "torch.maximum(a, b)", "torch.clamp(a, 3, 40)"]
        if dtype is np.float64:
            texts += ["a / b", "torch.sqrt(a)", "torch.exp(-a)", "torch.relu(a)"]
        else:
            texts += ["a & b", "a // b" if dtype is np.int64 else "a ^ b"]
        for text in texts:
            yield f"{name} arithmetic", text, text, [x, y] if "b" in text else [x]
        square = x.reshape(1024, 1024)
        for text in ("torch.sum(a, [0])", "torch.sum(a, [1])", "torch.amax(a, [1])",
                     "torch.argmax(a, 1)", "torch.cumsum(a, 1)"):  # fmt: skip
            yield f"{name} reductions", text, text, [square]


def recurrent() -> Iterator[Case]:
    text = "torch.{}(a, {}, [d, e, f, g], True, 1, 0.0, False, False, True)[0]"
    for steps, batch, width in ((16, 1, 128), (64, 1, 256), (32, 8, 256)):
        shape = f"{steps} steps of {batch}x{width}"
        state = [normal(1, batch, width) for _ in range(2)]
        for name, gates, given in (("lstm", 4, "[b, c]"), ("gru", 3, "b"), ("rnn_tanh", 1, "b")):
            weights = [normal(gates * width, width) / 16 for _ in range(2)]
            biases = [normal(gates * width) for _ in range(2)]
            yield ("recurrent", f"{name} {shape}", text.format(name, given),
                   [normal(batch, steps, width), *state, *weights, *biases])  # fmt: skip


def cases() -> Iterator[Case]:
    for part in (products, resnet50, mobilenet_v2, pooling, normalization, attention, elementwise,
                 reductions, other_dtypes, recurrent):  # fmt: skip
        yield from part()


def scripted(library: Any, program: str) -> Callable[..., Any]:
    # Where inspect looks for the text of a function that lies in no file.
    linecache.cache[program] = (len(program), None, program.splitlines(True), program)
    names: dict[str, Any] = {"torch": library, "__name__": "bench"}
    exec(compile(program, program, "exec"), names)
    return library.jit.script(names["run"])


def per_call(run: Callable[..., Any], arguments: list[Any], calls: int) -> float:
    start = time.thread_time()
    run(*arguments, calls)
    return (time.thread_time() - start) / calls


def compare(case: Case) -> tuple[float, float]:
    """Seconds of a call: ours, PyTorch's."""
    _, _, text, arrays = case
    names = ", ".join("abcdefg"[: len(arrays)])
    # The loop is the program's own: what a call from Python costs is measured elsewhere.
    program = f"def run({names}, calls: int):\n  r = a\n  for _ in range(calls):\n    r = {text}\n  return r\n"
    both: list[tuple[Callable[..., Any], list[Any], int]] = []
    for library in (minijit, torch):
        run = scripted(library, program)
        arguments = [library.from_numpy(array.copy()) for array in arrays]
        run(*arguments, 2)
        calls = max(1, int(SECONDS / max(per_call(run, arguments, 2), 1e-7)))
        both.append((run, arguments, calls))
    best = [math.inf, math.inf]
    for _ in range(ROUNDS):
        for i, (run, arguments, calls) in enumerate(both):
            best[i] = min(best[i], per_call(run, arguments, calls))
    return best[0], best[1]


CONV = {"conv": 2, "conv, no Winograd": 0, "conv, Winograd 4": 4}


def settings(case: Case) -> dict[int, list[str]]:
    """The largest tile of Winograd's convolution, and the families for which the case then counts."""
    family, name, _, _ = case
    if family != "conv":
        return {2: [family]}
    if not name.endswith("k3 s1"):
        return {2: list(CONV)}
    return {tile: [family] for family, tile in CONV.items()}


def mean(ratios: list[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*")
    families = parser.parse_args().families
    minijit.set_num_threads(1)
    torch.set_num_threads(1)
    means: dict[str, list[float]] = {}
    print(f"{'':56}{'minijit us':>12}{'PyTorch us':>12}{'ours/theirs':>13}")
    # PyTorch would otherwise unroll the loop and merge the equal calls.
    with torch.no_grad(), torch.jit.optimized_execution(False):
        for case in cases():
            if families and case[0] not in families:
                continue
            for tile, counted in settings(case).items():
                minijit.set_winograd(tile)
                ours, theirs = compare(case)
                for family in counted:
                    means.setdefault(family, []).append(ours / theirs)
                print(f"{counted[0] + ', ' + case[1]:56}{ours * 1e6:>12.1f}{theirs * 1e6:>12.1f}"
                      f"{ours / theirs:>13.2f}", flush=True)  # fmt: skip
    print(f"\n{'geometric mean of ours/theirs':56}{'cases':>12}{'mean':>12}{'worst':>13}")
    for family, ratios in means.items():
        print(f"{family:56}{len(ratios):>12}{mean(ratios):>12.2f}{max(ratios):>13.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
