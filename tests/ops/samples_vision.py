"""Samples of torchvision's operators; recorded where torchvision is installed."""

from tests.ops.sample import WIDE, T, V, rows

BOXES = V(
    [
        [0.0, 0.0, 4.0, 4.0],
        [1.0, 1.0, 5.0, 5.0],
        [0.5, 0.0, 4.0, 4.0],
        [6.0, 6.0, 9.0, 8.0],
        [6.0, 6.0, 9.0, 8.5],
        [2.0, 2.0, 2.0, 2.0],
    ]
)
SCORES = V([0.5, 0.9, 0.7, 0.3, 0.3, 0.1])
IMAGE = T(2, 3, 7, 8)
ROIS = T(
    3, 5, content=[0.0, 1.0, 1.5, 6.0, 5.0, 1.0, -2.0, 0.0, 3.25, 9.0, 0.0, 2.0, 2.0, 2.5, 2.25]
)

SAMPLES = [
    *rows("torchvision::nms", *[(BOXES, SCORES, t) for t in (0.0, 0.3, 0.5, 0.7, 1.0)], (V([], "float32", (0, 4)), V([], "float32"), 0.5)),
    *rows("torchvision::nms", (V([1.0]), SCORES, 0.5), (BOXES, V([1.0]), 0.5), phrase="boxes"),
    *rows("torchvision::roi_align", *[(IMAGE, ROIS, s, 3, 2, r, a) for s in (1.0, 0.5) for r in (2, -1) for a in (False, True)], (IMAGE, T(0, 5), 1.0, 2, 2, 2, True), dtypes=WIDE, tolerance=20, strides=False),
]  # fmt: skip
