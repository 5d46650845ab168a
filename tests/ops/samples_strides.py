"""Samples whose point is how the result lies in memory: channels last of images and volumes, transposed inputs."""

from tests.ops.sample import KW, T, V, rows

IMAGE = T(2, 3, 4, 5, layout="cl")
VOLUME = T(2, 4, 3, 4, 5, layout="cl")
PLAIN = T(2, 4, 3, 4, 5)
MATRIX = T(3, 4, layout="t")
CUBE = T(2, 3, 4, layout="t")
LARGER = [1, 1, 1, 1, 1, 1]
REAL = T(4, 2, 3, layout="reversed")

SAMPLES = [
    *[row for name in ("contiguous", "clone") for row in (
        *rows(f"aten::{name}", (PLAIN, KW(memory_format=3)), (VOLUME, KW(memory_format=3)), (T(1, 4, 3, 1, 2), KW(memory_format=3)), dtypes=("float32", "int64")),
        *rows(f"aten::{name}", (T(2, 3, 4, 5), KW(memory_format=3)), (PLAIN, KW(memory_format=2))))],
    *rows("aten::clone", (VOLUME,), (VOLUME, KW(memory_format=0)), (VOLUME, KW(memory_format=1))),
    *rows("aten::to.dtype", (PLAIN, 7, False, False, 3), (VOLUME, 7), (VOLUME, 6, False, True, 0)),
    *rows("aten::empty_like", (PLAIN, KW(memory_format=3)), (VOLUME,), values=False),
    *rows("aten::zeros_like", (PLAIN, KW(memory_format=3)), (VOLUME,), (VOLUME, KW(memory_format=0))),
    *rows("aten::empty.memory_format", ([2, 4, 3, 4, 5], KW(memory_format=3)), ([2, 3, 4], KW(memory_format=3)), ([2, 3, 4, 5], KW(memory_format=2)), values=False),
    *rows("aten::is_contiguous.memory_format", (VOLUME, 3), (PLAIN, 3), (IMAGE, 3)),
    *rows("aten::resize_", (T(2, 3, 4, 5), [2, 4, 3, 5], 2), (PLAIN, [2, 3, 4, 4, 5], 3), (IMAGE, [2, 3, 4, 5], 0), (T(2, 3), [3, 2], 2), (T(2, 3), [3, 2], 1)),
    *rows("aten::resize_as_", (T(2, 3, 4, 5), IMAGE, 1), (T(2, 3, 4, 5), IMAGE, 2), (T(2, 3, 4, 5), IMAGE), (IMAGE, T(2, 3, 4, 5), 1)),
    *rows("aten::add.Tensor", (VOLUME, VOLUME), (VOLUME, PLAIN), (VOLUME, T(4, 1, 1, 1))),
    *rows("aten::exp", (VOLUME,)),
    *rows("aten::conv3d", (VOLUME, T(3, 4, 2, 2, 2)), (PLAIN, T(3, 4, 2, 2, 2, layout="cl")), tolerance=4),
    *rows("aten::max_pool3d", (VOLUME, [2])),
    *rows("aten::max_pool3d_with_indices", (VOLUME, [2])),
    *rows("aten::avg_pool3d", (VOLUME, [2])),
    *rows("aten::adaptive_avg_pool3d", (VOLUME, [2, 2, 2]), (T(2, 4, 3, 4, 5, layout="reversed"), [2, 2, 2]), tolerance=4),
    *rows("aten::adaptive_max_pool3d", (VOLUME, [2, 2, 2])),
    *[row for name in ("avg_pool1d", "max_pool1d", "max_pool1d_with_indices", "adaptive_avg_pool1d", "adaptive_max_pool1d")
      for row in rows(f"aten::{name}", (T(2, 3, 8, layout="t"), [2]), (T(1, 3, 8, layout="t"), [2]), (T(3, 8, layout="t"), [2]), tolerance=4)],
    *rows("aten::batch_norm", (VOLUME, None, None, T(4), T(4, content="positive"), False, 0.1, 1e-5, True), tolerance=20),
    *rows("aten::group_norm", (VOLUME, 2), tolerance=20),
    *rows("aten::rms_norm", (IMAGE, [5]), (T(2, 3, 5, layout="t"), [5]), (T(3, 5, layout="t"), [3, 5], T(3, 5)), tolerance=20),
    *rows("aten::upsample_nearest3d", (VOLUME, [6, 8, 10])),
    *rows("aten::upsample_trilinear3d", (VOLUME, [6, 8, 10], False), tolerance=20),
    *rows("aten::constant_pad_nd", (VOLUME, LARGER, 1.5)),
    *rows("aten::pad", (VOLUME, LARGER, "reflect"), (VOLUME, LARGER, "replicate"), (IMAGE, [1, 1, 1, 1], "reflect"), (IMAGE, [1, 1], "constant"), (T(1, 3, 4, 4), [-1, 1, -2, 1], "circular"), (T(2, 6), [2, -3], "circular"), (T(2, 6), [-3, 4], "reflect"), (T(1, 2, 3, 4), [-5, 3, 2, -1], "replicate"), (T(1, 2, 3, 4), [-2, -2, 1, 0], "reflect"), (T(2, 4), [-2, -2], "replicate")),
    *rows("aten::cat", ([VOLUME, VOLUME], 1), ([VOLUME, PLAIN], 1), ([VOLUME, VOLUME], 3)),
    *rows("aten::stack", *(([IMAGE, IMAGE], d) for d in range(5)), ([MATRIX, MATRIX], 1), ([IMAGE, T(2, 3, 4, 5)], 1)),
    *rows("aten::baddbmm", (T(2, 3, 5, layout="reversed"), T(2, 3, 4), T(2, 4, 5)), (T(2, 3, 5, layout="t"), T(2, 3, 4, layout="t"), T(2, 4, 5, layout="t"), KW(beta=2))),
    *rows("aten::addr", (MATRIX, T(3), T(4)), (MATRIX, T(3), T(4), KW(beta=2))),
    *rows("aten::unique_dim", *((CUBE, d, True, True, True) for d in range(3)), dtypes=("int64",)),
    *rows("aten::unique_consecutive", *((CUBE, True, True, d) for d in (0, 1, 2, None)), dtypes=("int64",)),
    *[row for name in ("fft", "ifft", "rfft", "ihfft", "hfft", "irfft") for row in rows(f"aten::fft_{name}", *((REAL, None, d) for d in range(3)), tolerance=20)],
    *[row for name in ("fft2", "ifft2", "rfft2", "ihfft2", "irfft2") for row in rows(f"aten::fft_{name}", *((x, None, d) for x in (REAL, T(4, 2, 3)) for d in ([0, 1], [2, 0], [-1])), tolerance=20)],
    *rows("aten::fft_ihfftn", (REAL,), (T(4, 2, 3),), (T(4, 2, 3), [2, 5], [0, 2], "ortho"), (REAL, None, [1], "forward"), tolerance=20),
    *rows("aten::_fft_r2c", (REAL, [0, 1], 0, True), tolerance=20),
    *rows("aten::put", (MATRIX, V([1, 5]), T(2)), (MATRIX, V([1, 1]), T(2), True)),
    *[row for name in ("rand_like", "randn_like") for row in rows(f"aten::{name}", (MATRIX,), (VOLUME,), (IMAGE, KW(memory_format=0)), (T(2, 3, 4, 5), KW(memory_format=2)), seed=3, tolerance=4)],
    *rows("aten::max_unpool2d", (T(2, 3, 2, 2, layout="cl"), V([0, 2, 8, 10] * 6, sizes=[2, 3, 2, 2]), [4, 4])),
    *rows("aten::randint_like", (MATRIX, 9), (IMAGE, 9), seed=3),
    *rows("aten::bernoulli", (T(3, 4, layout="t", content=[0.25, 0.5, 0.75] * 4),), seed=3),
]  # fmt: skip
