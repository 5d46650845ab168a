"""Samples of activations."""

from tests.ops.sample import ENUM, FLOATS, INTS, KW, REAL, T, rows
from tests.ops.samples_elementwise import ODD, UNARY

PLAIN = "relu relu6 elu leaky_relu hardtanh hardswish silu gelu softplus".split()
EXTREME = [(T(5, content=[-100.0, -20.0, 0.0, 20.0, 100.0]),)]

SAMPLES = [
    *[s for kind in PLAIN for s in [
        *rows(f"aten::{kind}", *UNARY, *ODD, *EXTREME, dtypes=FLOATS), *rows(f"aten::{kind}", (T(2, 3),), dtypes=("int64", "bool"))]],
    *rows("aten::relu", *UNARY, dtypes=INTS), *rows("aten::relu6", *UNARY[:2], dtypes=INTS),
    *rows("aten::hardtanh", *UNARY[:2], (T(2, 3), -2, 3), (T(2, 3), 1, -1), dtypes=REAL),
    *rows("aten::hardtanh", (T(2, 3), -0.5, 0.25), dtypes=FLOATS),
    *rows("aten::elu", (T(2, 3), 0.5), (T(2, 3), 2, 1.5, 0.5), dtypes=FLOATS),
    *rows("aten::leaky_relu", (T(2, 3), 0.2), (T(2, 3), -1), dtypes=FLOATS),
    *rows("aten::gelu", (T(2, 3), KW(approximate="tanh")), (T(2, 3), KW(approximate="erf")), dtypes=FLOATS),
    *rows("aten::softplus", (T(2, 3), 2, 1), (T(2, 3), 0.5), dtypes=FLOATS),
    *[s for kind in ("relu_", "relu6_", "elu_", "leaky_relu_", "hardtanh_", "silu_", "hardswish_")
      for s in rows(f"aten::{kind}", (T(2, 3),), (T(3, layout="step"),), (T(0),))],
    *rows("aten::hardtanh_", (T(2, 3), -0.5, 0.5)), *rows("aten::elu_", (T(2, 3), 0.5)), *rows("aten::leaky_relu_", (T(2, 3), 0.5)),
    *rows("aten::prelu", (T(2, 3, 4), T(3)), (T(2, 3), T(1)), (T(3), T(1)), (T(2, 3), T(2)), (T(2, 3), T()), dtypes=FLOATS),
    *rows("aten::silu", (T(2, 3),), (T(4, content=[0.0, 100.0, -2.5, 1.0]),), (T(0),), dtypes=("complex64", "complex128"), tolerance=4), *rows("aten::silu_", (T(2, 3, dtype="complex64"),), tolerance=4),
    *rows("aten::gelu.out", (T(2, 3), KW(out=T(2, 3))), (T(2, 3), KW(approximate="tanh", out=T(0))), tolerance=8),
    *rows("aten::_safe_softmax", (T(3, 4), 1), (T(2, content=[float("-inf"), float("-inf")]), 0), (T(3, 4, dtype="bfloat16"), 0, ENUM["float32"]), tolerance=4),
    *rows("aten::_softmax_backward_data", (T(3, 4), T(3, 4, content="positive"), 1, ENUM["float32"]), tolerance=4),
]  # fmt: skip
