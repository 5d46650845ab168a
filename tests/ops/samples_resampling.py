"""Samples of the resampling family: every way to enlarge and to shrink."""

from dataclasses import replace

from tests.ops.sample import WIDE, T, rows

LINE, IMAGE, VOLUME = T(2, 3, 7), T(1, 2, 4, 5), T(1, 2, 3, 4, 2)
ROUGH = {"strides": False, "tolerance": 16}

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
]  # fmt: skip
