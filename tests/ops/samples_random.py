"""Samples of random tensors, all seeded."""

from tests.ops.sample import ENUM, KW, T, rows

D = {"seed": 7}
FLOATING = [None, ENUM["float32"], ENUM["float64"], ENUM["float16"], ENUM["bfloat16"]]

SAMPLES = [
    *rows("aten::rand", *[([2, 5], KW(dtype=d)) for d in FLOATING], ([],), ([0],), ([-1],), ([2], KW(dtype=ENUM["int64"])), **D),
    *rows("aten::randn", *[(n, KW(dtype=d)) for d in FLOATING[:3] for n in ([3], [16], [4, 5], [37])], ([],), ([2], KW(dtype=ENUM["int64"])), tolerance=4.0, **D),
    *rows("aten::randn", *[(n, KW(dtype=d)) for d in FLOATING[3:] for n in ([3], [16], [37])], tolerance=4.0, **D),
    *rows("aten::randint", (10, [2, 5]), (1, [3]), (2**40, [4]), (0, [2]), (10, [3], KW(dtype=ENUM["float32"])), (10, [3], KW(dtype=ENUM["uint8"])), **D),
    *rows("aten::randint.low", (-5, 5, [2, 5]), (5, 5, [2]), (-(2**40), 2**40, [3]), (3, 300, [2], KW(dtype=ENUM["int32"])), **D),
    *rows("aten::randperm", (10,), (0,), (1,), (-1,), (5, KW(dtype=ENUM["int32"])), (5, KW(dtype=ENUM["float32"])), **D),
    *rows("aten::uniform_", (T(2, 5),), (T(2, 5), -1.0, 3.0), (T(2, 5, layout="step"),), (T(2, 5), 3.0, 1.0), (T(3, 4, layout="t"),), dtypes=("float32", "float64", "bfloat16", "float16"), **D),
    *rows("aten::uniform_", (T(2, dtype="int64"),), **D),
    *rows("aten::uniform_", (T(40, 50), 1.0, 2.0), (T(40, 50), -1.0, 3.3), dtypes=("bfloat16", "float16"), **D),
    *rows("aten::normal_", (T(2, 5),), (T(4, 5), 1.0, 2.0), (T(4, 5, layout="step"),), (T(2, 5), 0.0, -1.0), (T(5, 4, layout="t"),), dtypes=("float32", "float64"), tolerance=8.0, **D),
    *rows("aten::bernoulli_.float", (T(2, 5),), (T(4, 5), 0.2), (T(2, 5), 1.5), (T(4, 5, layout="step"),), dtypes=("float32", "float64", "int64", "bool", "bfloat16"), **D),
    *rows("aten::bernoulli_.Tensor", (T(2, 5), T(2, 5, content=[i / 9 for i in range(10)])), (T(2, 3), T(3, content=[0.2, 0.5, 0.9])), dtypes=("float32", "float64"), **D),
    *rows("aten::random_", (T(2, 5),), (T(4, 5, layout="step"),), dtypes=("float32", "float64", "float16", "bfloat16", "int64", "int32", "int8", "uint8", "bool"), **D),
    *rows("aten::random_.from", (T(2, 5), 3, 9), (T(2, 5), -4, 5), (T(2, 5), 2, None), dtypes=("float32", "int64"), **D),
    *rows("aten::random_.from", (T(2, 5, dtype="int64"), -5, 2**40), (T(2), 3, 3), **D),
    *rows("aten::random_.from", (T(2), -1, 5), (T(2), 0, 256), (T(2), 0, 257), (T(2), 300, 301), (T(2), -128, 128), (T(2), 0, 2), (T(2), -5, None), (T(2), 0, 65505), (T(2), 0, 65506), dtypes=("uint8", "int8", "int16", "bool", "float16"), **D),
    *rows("aten::randint", (300, [2], KW(dtype=ENUM["uint8"])), (256, [2], KW(dtype=ENUM["uint8"])), **D),
    *rows("aten::randint.low", (-1, 2, [2], KW(dtype=ENUM["uint8"])), (-129, 2, [2], KW(dtype=ENUM["int8"])), **D),
    *rows("aten::random_.to", (T(2, 5), 9), dtypes=("float32", "int64", "int8"), **D),
    *rows("aten::random_.to", (T(2), 256), (T(2), 257), dtypes=("uint8", "int8", "bool"), **D),
    *rows("aten::random", (T(2, 5),), strides=False, **D),
    *rows("aten::random.from", (T(2, 5), 3, 9), strides=False, **D),
    *rows("aten::random.from_out", (T(2, 5), 3, 9, KW(out=T(2, 5))), strides=False, **D),
    *rows("aten::random.to", (T(2, 5), 9), strides=False, **D),
    *rows("aten::exponential_", (T(2, 5),), (T(40), 2.5), (T(4, 5, layout="step"),), dtypes=("float32", "float64"), tolerance=4, **D),
    *rows("aten::exponential_", (T(2), 0.0), (T(2, dtype="int64"),), phrase="", **D),
    *rows("aten::multinomial", (T(6, content="positive"), 3), (T(3, 6, content="positive"), 1), (T(2, 5, content="positive"), 5), (T(2, 5, content="positive"), 8, True), (T(5, content="positive"), 20, True), dtypes=("float32", "float64"), **D),
    *rows("aten::multinomial", (T(6), 3), (T(2, content="positive"), 3), (T(2, content="positive"), 0), (T(3, content=[0.0] * 3), 1), phrase="", **D),
    *rows("aten::manual_seed", (5,), **D),
    *rows("aten::dropout", (T(2, 5), 0.5, True), (T(2, 5), 0.5, False), (T(2, 5), 0.0, True), (T(2, 5), 1.0, True), (T(2, 5), 1.5, True), (T(3, 4, layout="t"), 0.3, True), (T(0), 0.5, True), dtypes=("float32", "float64", "bfloat16"), **D),
    *rows("aten::dropout_", (T(2, 5), 0.5, True), (T(2, 5), 0.5, False), **D),
    *[row for name, lines in {"geometric": ((T(2, 5), 0.3), (T(2, 5, layout="t"), 0.9)), "cauchy": ((T(2, 5),), (T(4, 5, layout="step"), 1.0, 2.0)), "log_normal": ((T(2, 5),), (T(37), 0.0, 0.5), (T(4, 5, layout="t"), 0.0, 0.5))}.items() for end in ("", "_") for row in rows(f"aten::{name}{end}", *lines, dtypes=("float32", "float64", "bfloat16", *(["int64"] if name == "geometric" else [])), tolerance=8, **D)],
    *rows("aten::geometric_", (T(2, 5), 1.0), (T(2, dtype="bool"), 0.3), phrase="geometric", **D),
    *rows("aten::cauchy_", (T(2, 5), 1.0, 0.0), (T(2, dtype="int64"),), phrase="auchy", **D),
    *rows("aten::log_normal_", (T(2, 5), 1.0, 0.0), (T(2, dtype="int64"),), phrase="log_normal", **D),
    *rows("aten::exponential", (T(2, 5),), (T(40), 2.5), dtypes=("float32", "float64"), tolerance=4, strides=False, **D),
]  # fmt: skip
