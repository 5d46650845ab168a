"""Operators that run as one chain give, to the bit, what they give one by one."""

import linecache

import numpy as np
import pytest

import minijit
from minijit.native import extension

pytestmark = pytest.mark.skipif(extension() is None, reason="no native engine")

PROGRAMS = {
    "functions": "t = torch.sigmoid(x); r = x * t; r = torch.tanh(r) + y; r = r / 3",
    "numbers": "r = 2.5 - x; r = r * 3 - 1; r = torch.add(r, 2); r = -r; r = torch.abs(r) ** 2",
    "alpha": "r = torch.add(x, y, alpha=2); r = torch.relu(r); r = torch.rsub(r, y)",
    "activations": "r = torch.relu6(x); r = torch.nn.functional.hardswish(r - y);"
    "r = torch.nn.functional.gelu(r); r = torch.nn.functional.gelu(r, approximate='tanh');"
    "r = torch.nn.functional.silu(r); r = torch.nn.functional.hardtanh(r, -0.5, 0.25);"
    "r = torch.nn.functional.leaky_relu(r, 0.3); r = torch.sqrt(torch.exp(r))",
    "read twice": "s = x + y; t = s * s; u = s - t; r = u * t + s",
    "read outside": "s = x + y; t = torch.relu(s); u = s.sum(); r = t * u + 1",
    "in place": "s = x * y; t = torch.relu_(s); t += y; r = t.mul_(2)",
    "in place, seen": "s = x * y; t = torch.relu(s); s.add_(1); r = t + s",
    "in place of an input": "t = x.clone(); s = t * 2; t.add_(1); r = s + t",
    "row": "r = x * y; r = torch.relu(r + w); r = r * 2",
    "long": "r = x; " + "r = r * y + 0.5; " * 20 + "r = torch.relu(r)",
    "convolution": "r = torch.conv2d(x, k, None, 1, 1); r = torch.relu_(r)",
    "normalised": "r = torch.conv2d(x, k, None, 1, 1);"
    "r = torch.batch_norm(r, b, b, b, b * b, False, 0.1, 1e-5, True); r += x; r = torch.relu(r)",
    "without weights": "r = torch.batch_norm(x, None, None, b, b * b, False, 0.1, 1e-5, True);"
    "r = torch.relu6(r)",
    "gated": "r = torch.conv2d(x, k); r = torch.sigmoid(r); r = r * x[:, :, :1, :1]",
    "trained": "m = b * 1; v = b * b; r = torch.batch_norm(x, b, b, m, v, True, 0.1, 1e-5, True);"
    "r = torch.relu(r) + m[0]",
    "linear": "r = torch.nn.functional.linear(x, w, w[0]); r = torch.nn.functional.gelu(r) * 2",
}


def compiled(text):
    program = f"def run(x, y, k, b, w):\n  r = x\n  {text}\n  return r\n"
    linecache.cache[program] = (len(program), None, program.splitlines(True), program)
    names = {"torch": minijit, "__name__": "chains"}
    exec(compile(program, program, "exec"), names)
    return minijit.jit.script(names["run"])


def one_by_one(text):
    """The same program, with an operator that joins no chain between the others."""
    return text.replace(";", "; x.dim();")


def arguments(sizes, dtype=np.float32):
    random = np.random.default_rng(0)

    def normal(*shape):
        return random.standard_normal(shape).astype(dtype)

    x, y = normal(*sizes), normal(*sizes)
    x.flat[: min(4, x.size)] = [np.nan, np.inf, -np.inf, -0.0][: min(4, x.size)]
    channels, width = sizes[1], sizes[-1]
    return [x, y, normal(channels, channels, 3, 3), normal(channels), normal(width, width)]


SIZES = [(1, 3, 5, 5), (2, 8, 33, 33), (1, 1, 3, 3), (2, 40, 16, 16)]


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_bits(text, sizes, dtype):
    if "conv2d(x, k);" in text and sizes[-1] > 5:
        pytest.skip("its gate does not depend on the size")
    fused, plain = compiled(text), compiled(one_by_one(text))
    for form in (np.ascontiguousarray, np.asfortranarray):
        given = [form(array) for array in arguments(sizes, dtype)]
        results = [
            run(*(minijit.from_numpy(a.copy(order="K")) for a in given)) for run in (fused, plain)
        ]
        assert results[0].stride() == results[1].stride()
        np.testing.assert_array_equal(results[0].numpy(), results[1].numpy())


def test_inputs_stay_as_they_are():
    x = minijit.from_numpy(np.full((2, 3, 4, 4), -1.0, np.float32))
    given = [minijit.from_numpy(a) for a in arguments((2, 3, 4, 4))]
    compiled("s = x + 0; r = torch.relu_(s) * 2")(x, *given[1:])
    assert (x.numpy() == -1).all()


def test_nothing_to_do():
    given = [minijit.zeros(s) for s in ((0, 3, 5, 5), (0, 3, 5, 5), (3, 3, 3, 3), (3,), (5, 5))]
    for text in PROGRAMS.values():
        if "sum" in text or "True, 0.1" in text or "gate" in text:
            continue
        assert compiled(text)(*given).numel() == 0


def test_errors_name_their_line():
    text = "r = torch.conv2d(x, k, None, 1, 1); r = torch.relu(r); r = r + y[:, :, 1:]; r = r * 2"
    given = [minijit.from_numpy(a) for a in arguments((1, 3, 5, 5))]
    messages = []
    for program in (text, one_by_one(text)):
        with pytest.raises(RuntimeError, match="The size of tensor a") as caught:
            compiled(program)(*given)
        messages.append(str(caught.value))
    assert all("r + y[:, :, 1:]" in message for message in messages)
