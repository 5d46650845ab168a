"""Samples of tensors out of nothing."""

from tests.ops.sample import ENUM, KW, Device, T, Typed, V, rows

EACH = [None, *ENUM.values()]
CPU = Device("cpu")


def typed(*args):
    return [(*args, KW(dtype=d)) for d in EACH]


SAMPLES = [
    *[s for kind in ("zeros", "ones") for s in [*rows(f"aten::{kind}", *typed([2, 3]), ([],), ([0, 2],), ([-1, 2],), ([2], KW(device=CPU, layout=None))), *rows(f"aten::{kind}.out", ([2, 3], KW(out=T(2, 3))), ([2, 3], KW(out=T(0))))]],
    *rows("aten::full", *typed([2], 3), ([2], True), ([2], 1.5), ([], 2), ([2], 300, KW(dtype=ENUM["uint8"])), ([2], -1, KW(dtype=ENUM["uint8"])), ([2], 1.7, KW(dtype=ENUM["int32"])), ([2], 1e6, KW(dtype=ENUM["float16"])), ([2], float("inf"), KW(dtype=ENUM["float16"])), ([-2], 1)),
    *rows("aten::full.out", ([2, 3], 5, KW(out=T(2, 3)))),
    *[s for kind in ("zeros_like", "ones_like") for s in rows(f"aten::{kind}", (T(2, 3),), (T(3, 4, layout="t"),), (T(3, 4, layout="t"), KW(memory_format=0)), (T(2, 3, 4, 5), KW(memory_format=2)), (T(2, 3), KW(dtype=ENUM["int64"])), (T(2, 3, layout="step"),), (T(2, 3, layout="expand"),), dtypes=("float32", "bool"))],
    *rows("aten::full_like", (T(2, 3), 7), (T(3, 4, layout="t"), 1.5, KW(dtype=ENUM["float64"])), (T(2, dtype="uint8"), 300), dtypes=("float32", "int64")),
    *rows("aten::new_zeros", (T(2), [2, 3]), (T(2), [2], KW(dtype=ENUM["int64"])), dtypes=("float32", "bool")), *rows("aten::new_ones", (T(2), [2, 3]), (T(2), [2], KW(dtype=ENUM["int64"])), dtypes=("float32", "bool")),
    *rows("aten::new_full", (T(2), [2, 3], 7), (T(2), [2], 1.5, KW(dtype=ENUM["float64"])), dtypes=("float32", "int64")),
    *rows("aten::empty.memory_format", *typed([2, 3]), ([2, 3, 4, 5], KW(memory_format=2)), ([2, 3], KW(memory_format=2)), ([2, 3], KW(memory_format=1)), ([-1],), values=False),
    *rows("aten::empty.memory_format", ([2, 3, 2**62, 4], KW(memory_format=2)), ([0, 3, 4, 2**62], KW(memory_format=2)), phrase="", classes=False),
    *rows("aten::empty.memory_format", ([2, 3], KW(memory_format=99)), ([2, 3], KW(memory_format=-1)), phrase="", classes=False),
    *rows("aten::empty_like", (T(2, 3),), (T(3, 4, layout="t"),), (T(2, 3, 4, 5), KW(memory_format=2)), (T(2, 3), KW(dtype=ENUM["int64"])), values=False),
    *rows("aten::new_empty", (T(2), [2, 3]), (T(2), [2], KW(dtype=ENUM["int64"])), (T(2), [-2]), values=False),
    *rows("aten::eye", *typed(3), (0,), (-1,)), *rows("aten::eye.m", (2, 3), (3, 2, KW(dtype=ENUM["int64"])), (2, 0), (-1, 2), (2, -1)), *rows("aten::eye.out", (3, KW(out=T(3, 3)))), *rows("aten::eye.m_out", (2, 3, KW(out=T(2, 3)))),
    *rows("aten::arange", *typed(4), (4.5,), (0,), (-1,), (2.0,), (float("nan"),), (True,)),
    *rows("aten::arange.start", (1, 5), (1.5, 4), (5, 1), (-2, 3), (1, 5, KW(dtype=ENUM["float32"])), (1.5, 4.5, KW(dtype=ENUM["int64"]))),
    *rows("aten::arange.start_step", (1, 10, 3), (0, 1, 0.1), (5, 1, -2), (1, 5, 0), (1, 5, -1), (0.0, 1.0, 0.25), (1.5, 4.5, 1, KW(dtype=ENUM["int64"])), (0, 2, 0.5, KW(dtype=ENUM["bfloat16"])), (0, 10, 0.3), (1, 2, 0.1, KW(dtype=ENUM["float64"])), (3, 3, 1)),
    *rows("aten::arange.out", (4, KW(out=T(4)))), *rows("aten::arange.start_out", (1, 9, 2, KW(out=T(4)))),
    *rows("aten::linspace", *[(0, 1, 5, KW(dtype=d)) for d in (None, 7, 4, 15, 0)], (0, 1, 1), (0, 1, 0), (0, 1, -1), (-3, 7, 11), (5, -5, 4), (0.1, 0.7, 7), (0, 10, 4, KW(dtype=4)), (0.5, 3.7, 6, KW(dtype=3)), (0, 1, 100)),
    *rows("aten::empty.out", ([2, 3], KW(out=T(0))), ([2, 3], KW(out=T(2, 3, layout="t"))), values=False),
    *rows("aten::linspace.out", (0, 1, 5, KW(out=T(5)))),
    *[
        row
        for name, more in (("linspace", ()), ("logspace", (2.0,)))
        for kinds, a, b in (("Tensor_Tensor", V(0.5), V(3)), ("Tensor_Scalar", V(0.5), 3), ("Scalar_Tensor", 0.5, V(3)))
        for row in [
            *rows(f"aten::{name}.{kinds}", (a, b, 5, *more), (a, b, 5, *more, KW(dtype=7)), (a, b, 0), (V([1]) if kinds[0] == "T" else 1, V([[2.0]]) if kinds.endswith("_Tensor") else 2, 5)),
            *rows(f"aten::{name}.{kinds}_out", (a, b, 5, *more, KW(out=T(5, dtype="float64")))),
        ]
    ],
    *rows("aten::scalar_tensor", *typed(3), (1.5,), (True,)),
    *rows("aten::tensor.bool", (True,), (True, KW(dtype=ENUM["float32"]))), *rows("aten::tensor.float", (1.5,), (1.5, KW(dtype=ENUM["int64"]))), *rows("aten::tensor.int", (3,), (3, KW(dtype=ENUM["float64"]))),
    *rows("aten::tensor", ([1, 2],), ([1.5, 2.0],), ([True, False],), ([[1, 2], [3, 4]],), ([1, 2], KW(dtype=ENUM["float32"]))),
    *rows("aten::as_tensor.bool", (True,)), *rows("aten::tensor.complex", (1 + 2j,)), *rows("aten::as_tensor.complex", (1 + 2j,)), *rows("aten::as_tensor.float", (1.5,)), *rows("aten::as_tensor.int", (3,)), *rows("aten::as_tensor.list", ([1, 2],), ([1.5],)),
    *rows("aten::as_tensor", (T(2),), (T(2), KW(dtype=ENUM["float64"])), (T(2), KW(dtype=ENUM["float32"]))),
]  # fmt: skip
