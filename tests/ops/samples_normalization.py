"""Samples of softmax, normalisations and recurrent cells."""

from tests.ops.sample import ENUM, T, Typed, V, rows

NONE = Typed(None, "Tensor?")
LOW = {"tolerance": 16.0}
DTYPES = ("float32", "float64", "bfloat16", "float16")
POS = {"content": "positive"}


def norm(x, c=3, training=False, momentum=0.1, weight=True, stats=True, **kw):
    w, b = (T(c), T(c)) if weight else (NONE, NONE)
    m, v = (T(c), T(c, content="positive")) if stats else (NONE, NONE)
    return (x, w, b, m, v, training, momentum, 1e-5, True)


SAMPLES = [
    *[s for kind in ("softmax", "log_softmax") for s in [
        *rows(f"aten::{kind}.int", (T(2, 3), 1), (T(2, 3), 0), (T(2, 3, 4), -2), (T(), 0), (T(0, 3), 1), (T(3, 0), 1), (T(2, 3), 2), (T(3, 4, layout="t"), 1), (T(2, 5, content="odd"), 1), dtypes=DTYPES, **LOW),
        *rows(f"aten::{kind}.int", (T(2, 3), 1), (T(2, 3), 1, ENUM["float32"]), dtypes=("int64",), **LOW), *rows(f"aten::{kind}.int", (T(2, 3), 1, ENUM["float64"]), (V([[1000.0, 1000.0], [-1000.0, 0.0]]), 1), **LOW)]],
    *rows("aten::batch_norm", norm(T(2, 3)), norm(T(2, 3, 4)), norm(T(2, 3, 4, 5)), norm(T(2, 3, 4, 5, layout="cl")), norm(T(4, 3), training=True), norm(T(2, 3, 4, 5), training=True, momentum=0.5), norm(T(2, 3, 4), weight=False), norm(T(4, 3), training=True, stats=False),
          norm(T(2, 3), stats=False), norm(T(2, 4)), norm(T(0, 3)), norm(T(2, 3, 2, 2, 2)), dtypes=("float32", "float64", "bfloat16"), **LOW),
    *rows("aten::layer_norm", (T(2, 3, 4), [4]), (T(2, 3, 4), [3, 4], T(3, 4), T(3, 4)), (T(2, 3), [3], T(3)), (T(2, 3), [3], NONE, T(3), 0.1), (T(2, 3), [4]), (T(2, 3), []), (T(2, 3), [3], T(4)), (T(0, 3), [3]), (T(3, 4, layout="t"), [4]), (T(3), [3]), dtypes=DTYPES, **LOW),
    *rows("aten::layer_norm", (T(2, 3, dtype="int64"), [3])),
    *rows("aten::group_norm", (T(2, 4, 3), 2), (T(2, 4, 3, 2), 4, T(4), T(4)), (T(2, 4), 2, T(4)), (T(2, 4, 3), 3), (T(2, 4, 3), 1, T(3)), (T(4), 1), (T(2, 4, 3), 2, NONE, NONE, 0.1), (T(2, 4, 3, 2, layout="cl"), 2), dtypes=("float32", "float64", "bfloat16"), **LOW),
    *rows("aten::lstm_cell", (T(2, 3), [T(2, 4), T(2, 4)], T(16, 3), T(16, 4), T(16), T(16)), (T(2, 3), [T(2, 4), T(2, 4)], T(16, 3), T(16, 4)), (T(2, 3), [T(3, 4), T(3, 4)], T(16, 3), T(16, 4)), (T(2, 5), [T(2, 4), T(2, 4)], T(16, 3), T(16, 4)),
          (T(2, 3), [T(2, 4)], T(16, 3), T(16, 4)), (T(2, 3), [T(2, 5), T(2, 5)], T(16, 3), T(16, 4)), dtypes=("float32", "float64", "bfloat16"), **LOW),
    *rows("aten::lstm_cell", (T(3), [T(4), T(4)], T(16, 3), T(16, 4)), **LOW),
    *rows("aten::native_layer_norm", (T(2, 4, 3), [3], T(3), T(3), 1e-5), (T(2, 4, 3), [4, 3], None, None, 1e-5), (T(0, 3), [3], None, None, 1e-5), dtypes=("float32", "float64", "bfloat16"), tolerance=8),
    *rows("aten::native_group_norm", (T(2, 4, 3), T(4), T(4), 2, 4, 3, 2, 1e-5), (T(2, 4, 3, 2), None, None, 2, 4, 6, 4, 1e-5), dtypes=("float32", "float64", "bfloat16"), tolerance=8),
    *rows("aten::native_batch_norm", (T(3, 4, 2), T(4), T(4), None, None, True, 0.1, 1e-5), (T(3, 4), None, None, T(4), T(4, content="positive"), False, 0.1, 1e-5), (T(3, 4), None, None, T(4), T(4, content="positive"), True, 0.5, 1e-3), dtypes=("float32", "float64"), tolerance=8, strides=False),
    *rows("aten::_native_batch_norm_legit", (T(3, 4), None, None, T(4), T(4, content="positive"), False, 0.1, 1e-5), (T(3, 4), None, None, T(4), T(4, content="positive"), True, 0.5, 1e-3), tolerance=8, strides=False),
    *rows("aten::_native_batch_norm_legit.no_stats", (T(3, 4, 2), T(4), T(4), True, 0.1, 1e-5), tolerance=8, strides=False),
]  # fmt: skip
