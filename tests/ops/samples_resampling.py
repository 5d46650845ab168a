"""Samples of the resampling family: every way to enlarge and to shrink."""

from dataclasses import replace

from tests.ops.sample import WIDE, T, V, rows

LINE, IMAGE, VOLUME = T(2, 3, 7), T(1, 2, 4, 5), T(1, 2, 3, 4, 2)
ROUGH = {"tolerance": 4}

BYTES = T(2, 3, 9, 11, dtype="uint8", content=[(37 * i * i + 11 * i) % 256 for i in range(594)])

SAMPLES = [
    *[
        row
        for name in ("aten::upsample_nearest", "aten::_upsample_nearest_exact")
        for row in (
            *rows(f"{name}1d", (LINE, [4]), (LINE, [10]), (LINE, [10], 1.5), dtypes=(*WIDE, "uint8")),
            *rows(f"{name}1d.vec", (LINE, [9], None), (LINE, None, [2.3])),
            *rows(f"{name}2d", (IMAGE, [8, 3]), (T(1, 2, 4, 5, layout="cl"), [3, 9])),
            *rows(f"{name}2d.vec", (IMAGE, [9, 2], None), (IMAGE, None, [2.3, 0.7])),
            *rows(f"{name}3d", (VOLUME, [5, 2, 3]), (VOLUME, [6, 8, 4], 2.0, 2.0, 2.0)),
            *rows(f"{name}3d.vec", (VOLUME, [3, 3, 3], None), (VOLUME, None, [2.0, 1.5, 0.5])),
        )
    ],
    *[
        row
        for name, size, image in (
            ("linear1d", [10], LINE),
            ("bilinear2d", [3, 9], IMAGE),
            ("trilinear3d", [5, 2, 3], VOLUME),
            ("bicubic2d", [3, 9], IMAGE),
        )
        for row in (
            *rows(
                f"aten::upsample_{name}",
                (image, size, False),
                (image, size, True),
                (image, [1] * len(size), True),
                (image, [2 * s for s in size], False, *([1.7] * len(size))),
                dtypes=WIDE,
                **ROUGH,
            ),
            *rows(
                f"aten::upsample_{name}.vec",
                (image, size, True, None),
                (image, None, False, [1.6] * len(size)),
                **ROUGH,
            ),
        )
    ],
    *[
        row
        for name in ("bilinear", "bicubic", "lanczos")
        for row in (
            *rows(
                f"aten::_upsample_{name}2d_aa",
                (T(1, 2, 9, 11), [4, 5], False),
                (T(1, 2, 9, 11), [20, 3], False),
                (T(1, 2, 9, 11), [4, 5], True),
                dtypes=WIDE,
                **ROUGH,
            ),
            *rows(
                f"aten::_upsample_{name}2d_aa.vec",
                (T(1, 2, 9, 11), None, False, [0.4, 0.6]),
                **ROUGH,
            ),
        )
    ],
    *rows(
        "aten::upsample_linear1d",
        (LINE, [0], False),
        (LINE, [3, 3], False),
        phrase="",
    ),
    *rows("aten::upsample_bilinear2d", (IMAGE, [3, 9], False), dtypes=("float16",)),
    *[
        row
        for name in ("upsample_bilinear2d", "upsample_bicubic2d", "_upsample_bilinear2d_aa", "_upsample_bicubic2d_aa")
        for row in rows(
            f"aten::{name}",
            (BYTES, [4, 5], False),
            (BYTES, [20, 17], False),
            (BYTES, [20, 17], True),
            (replace(BYTES, layout="cl"), [4, 5], False),
            (replace(BYTES, layout="cl"), [9, 30], True, 2.5, 3.0),
        )
    ],
    # Equal in every bit, since images are rounded to bytes after it.
    *rows(
        "aten::_upsample_bilinear2d_aa",
        (T(1, 3, 40, 37), [7, 9], False),
        (T(1, 3, 40, 37), [50, 5], False),
        (T(1, 3, 40, 37), [3, 60], False),
        tolerance=0,
    ),
    *rows(
        "aten::upsample_bilinear2d",
        (T(1, 3, 20, 37), [20, 60], False),
        (T(1, 3, 20, 37), [9, 37], False),
        tolerance=0,
    ),
    *rows(
        "prim::weighted_sum",
        (T(2, 7, 3), 1, V([[0, 1, 2, 3, 4, 5, 6], [3, 3, 0, 0, 0, 0, 0]]), T(2, 7), V([7, 2])),
        (T(7), 0, V([[6, 2, 1], [5, 0, 0]]), T(2, 3), V([3, 1])),
        dtypes=("float32", "float64"),
    ),
    *rows("prim::weighted_sum", (T(3), 0, V([[3]]), T(1, 1), V([1])), phrase="out of range"),
    *rows(
        "prim::weighted_sum",
        (T(3), 0, V([[0, 1]]), T(1, 1), V([1])),
        *((T(3), 0, V([[0]]), T(1, 1), V([count])) for count in (2, 0, -1, -(2**63))),
        phrase="(size) counts from 1 to taps",
    ),
    # No result: nothing is walked over.
    *rows(
        "prim::weighted_sum",
        (T(1, 3), 1, V([], "int64", (0, 1)), T(0, 1), V([], "int64", (0,))),
        (T(2**20, 1, 0), 1, V([[0]]), T(1, 1), V([1])),
    ),
    # Scales that do not fit the sizes; not those that leave windows empty, for which PyTorch reads beside the image.
    *rows("aten::_upsample_bilinear2d_aa", (T(1, 3, 9, 11), [12, 14], False, 3.0, 4.0), **ROUGH),
]  # fmt: skip
