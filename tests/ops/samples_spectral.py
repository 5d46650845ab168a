"""Samples of complex numbers and Fourier transforms."""

from tests.ops.sample import KW, WIDE, T, rows

PAIR = ("complex64", "complex128")
ROUGH = {"strides": False, "tolerance": 30}
SIGNAL = T(2, 40)
WINDOW = T(8, content="positive")
SPECTRUM = T(2, 5, 9)

SAMPLES = [
    *rows("aten::view_as_real", (T(3),), (T(2, 3, layout="t"),), (T(),), dtypes=PAIR),
    *rows("aten::view_as_real", (T(3),), phrase=""),
    *rows("aten::view_as_complex", (T(3, 2),), (T(2, 3, 2),), (T(2),), dtypes=WIDE),
    *rows("aten::view_as_complex", (T(3),), (T(2, 3, layout="t"),), (T(2, dtype="int64"),), (T(),), phrase=""),
    *rows("aten::real", (T(3),), (T(2, 3, layout="t"),), dtypes=("float32", *PAIR)),
    *rows("aten::imag", (T(3),), (T(2, 3, layout="t"),), dtypes=PAIR),
    *rows("aten::conj_physical", (T(2, 3),), (T(2, 3, layout="t"),), dtypes=("float32", *PAIR)),
    *rows("aten::conj", (T(2, 3),), dtypes=("float32", *PAIR), strides=False),
    *rows("aten::_conj", (T(2, 3),), dtypes=PAIR, strides=False),
    *rows("aten::resolve_conj", (T(2, 3),), dtypes=("float32", *PAIR)),
    *rows("aten::resolve_neg", (T(2, 3),), dtypes=("float32", *PAIR)),
    *rows("aten::is_conj", (T(2, 3),), dtypes=("float32", *PAIR)),
    *rows("aten::is_neg", (T(2, 3),), dtypes=("float32", *PAIR)),
    *rows("aten::angle", (T(2, 3),), (T(5, content="odd"),), dtypes=("float32", "float64"), tolerance=4, strides=False),
    *rows("aten::angle", (T(2, 3),), dtypes=(*PAIR, "int64"), tolerance=4, strides=False),
    *rows("aten::complex", (T(2, 3), T(2, 3)), (T(2, 3), T(3)), dtypes=WIDE, strides=False),
    *rows("aten::complex", (T(2, dtype="int64"), T(2, dtype="int64")), (T(2), T(2, dtype="float64")), phrase="Expected"),
    *rows("aten::polar", (T(2, 3), T(2, 3)), dtypes=WIDE, **ROUGH),
    *rows("aten::_fft_c2c", *[(T(2, 6, 5), d, n, f) for d in ([1], [2, 0]) for n in (0, 1, 2) for f in (True, False)], dtypes=PAIR, **ROUGH),
    *rows("aten::_fft_r2c", *[(T(2, 6, 5), d, n, o) for d in ([1], [1, 2]) for n in (0, 2) for o in (True, False)], dtypes=WIDE, **ROUGH),
    *rows("aten::_fft_c2r", *[(T(2, 5, 4), d, n, k) for d in ([1], [2, 1]) for n in (0, 2) for k in (8, 9)], dtypes=PAIR, **ROUGH),
    *[row for name in ("fft", "ifft") for row in rows(f"aten::fft_{name}", (T(3, 8),), (T(3, 7), 5), (T(3, 7), 12, 0), (T(3, 7), None, -1, "ortho"), (T(3, 16), None, -1, "forward"), (T(64),), dtypes=("float32", *PAIR), **ROUGH)],
    *rows("aten::fft_fft", (T(3, 8, dtype="int64"),), **ROUGH),
    *rows("aten::fft_fft", (T(3, 8), 0), (T(3, 8), None, -1, "other"), (T(3, 8), None, 4), phrase=""),
    *[row for name in ("rfft", "ihfft") for row in rows(f"aten::fft_{name}", (T(3, 8),), (T(3, 7), 5), (T(3, 7), 12, 0), (T(3, 7), None, -1, "ortho"), (T(3, 9), None, -1, "forward"), dtypes=WIDE, **ROUGH)],
    *[row for name in ("irfft", "hfft") for row in rows(f"aten::fft_{name}", (T(3, 8),), (T(3, 7), 5), (T(3, 7), 13, 0), (T(3, 7), None, -1, "ortho"), (T(3, 9), None, -1, "forward"), dtypes=PAIR, **ROUGH)],
    *[row for name in ("fft", "ifft", "rfft", "irfft") for end in "2n" for row in rows(f"aten::fft_{name}{end}", (T(3, 4, 5),), (T(3, 4, 5), [3, 6], [0, 2]), (T(4, 5), None, [0, 1], "ortho"), (T(4, 5), [6, 3], [0, 1], "forward"), dtypes=("float32", "float64") if name == "rfft" else PAIR, **ROUGH)],
    # Every kind of factor, and lengths that are convolutions with a chirp.
    *[row for n in (1, 2, 3, 5, 7, 8, 9, 25, 31, 33, 37, 60, 74, 97, 360) for row in (
        *rows("aten::_fft_c2c", (T(9, n), [1], 0, True), (T(n, 2), [0], 2, False), dtypes=PAIR, **ROUGH),
        *rows("aten::_fft_r2c", (T(9, n), [1], 0, True), (T(2, n), [1], 0, False), dtypes=WIDE, **ROUGH),
        *rows("aten::_fft_c2r", (T(9, n // 2 + 1), [1], 2, n), dtypes=PAIR, **ROUGH))],
    *rows("aten::_fft_c2c", (T(3, 0), [1], 0, True), (T(0, 3), [0, 1], 0, True), (T(), [0], 0, True), dtypes=("complex64",), phrase=""),
    *rows("aten::_fft_r2c", (T(3, 0), [1], 0, True), (T(3, 0), [1], 0, False), (T(), [0], 0, True), phrase=""),
    *rows("aten::_fft_c2r", (T(3, 0), [1], 0, 4), (T(0, 3), [0, 1], 0, 4), dtypes=("complex64",), phrase=""),
    *rows("aten::fft_fftshift", (T(5),), (T(4, 5), [1]), (T(4, 5),), dtypes=("float32", "int64"), strides=False),
    *rows("aten::fft_ifftshift", (T(5),), (T(4, 5), [1]), (T(4, 5),), dtypes=("float32", "int64"), strides=False),
    *rows("aten::fft_fftfreq", (8,), (7, 0.5), (7, 2.0, KW(dtype=7)), tolerance=4),
    *rows("aten::fft_rfftfreq", (8,), (7, 0.5), (7, 2.0, KW(dtype=7)), tolerance=4),
    *[row for name in ("hann", "hamming", "bartlett", "blackman", "kaiser") for row in (
        *rows(f"aten::{name}_window", (8,), (1,), (0,), (7, KW(dtype=7)), tolerance=4, strides=False),
        *rows(f"aten::{name}_window.periodic", (8, False), (8, True), (1, False), tolerance=4, strides=False),
        *rows(f"aten::{name}_window", (-1,), phrase=f"{name}_window requires non-negative window_length, got window_length=-1"),
        *rows(f"aten::{name}_window.periodic", (-1, False), phrase=f"{name}_window requires non-negative window_length"),
        *rows(f"aten::{name}_window", (7, KW(dtype=3)), phrase=f"{name}_window expects floating point dtypes, got: "))],
    *[row for name in ("bartlett", "blackman", "kaiser") for row in
        rows(f"aten::{name}_window.periodic", (2, False), (9, False, KW(dtype=7)), tolerance=4, strides=False)],
    *rows("aten::kaiser_window.beta", (8, True, 6.5), (7, False, 0.0), (9, False, 14.0, KW(dtype=7)), tolerance=4, strides=False),
    *rows("aten::hamming_window.periodic_alpha", (8, True, 0.6), tolerance=4, strides=False),
    *rows("aten::hamming_window.periodic_alpha_beta", (8, True, 0.6, 0.3), tolerance=4, strides=False),
    *rows("aten::stft", (SIGNAL, 8, None, None, None, False, None, True), (SIGNAL, 8, 3, 6, T(6, content="positive"), True, True, True), (T(40), 8, 4, 8, WINDOW, False, False, True), (SIGNAL, 8, 2, None, WINDOW, False, True, False), dtypes=WIDE, **ROUGH),
    *rows("aten::stft.center", (SIGNAL, 8, 2, None, WINDOW, True, "reflect", False, True, True), (T(40), 8, 4, None, None, True, "constant", True, None, True), (SIGNAL, 8, None, None, None, False, "reflect", False, None, False), dtypes=WIDE, **ROUGH),
    *rows("aten::stft", (SIGNAL, 80, None, None, None, False, None, True), (SIGNAL, 8, 0, None, None, False, None, True), (SIGNAL, 8, 2, 9, None, False, None, True), phrase="stft"),
    *rows("aten::istft", (SPECTRUM, 8), (SPECTRUM, 8, 2, None, T(8, dtype="float32", content="positive")), (T(5, 9), 8, 4, 6, None, True, True, True, 20), (SPECTRUM, 8, 2, None, None, False), dtypes=("complex64",), strides=False, tolerance=100),
    *rows("aten::istft", (T(4, 3), 6, None, None, T(6, content="positive")), (T(6, 3), 6, None, None, T(6, content="positive"), True, False, False), dtypes=("complex64",), phrase="Complex windows are incompatible with return_complex=False"),
    *rows("aten::istft", (T(6, 3), 6, None, None, None, True, False, False), (T(2, 6, 3), 6, 2, None, T(6, dtype="float32", content="positive"), True, True, None, None, True), (T(6, 3), 6, None, None, T(6, content="positive"), True, False, False, None, True), (T(4, 3), 6, None, None, None, True, False, True, None, True), dtypes=("complex64",), strides=False, tolerance=100, phrase=""),
    *rows("aten::fft_hfft2", (T(3, 4),), (T(2, 3, 4), [4, 6], [0, -1], "ortho"), (T(3, 4), None, [0, 1], "forward"), dtypes=("complex64", "float32"), strides=False, tolerance=100),
    *rows("aten::fft_hfftn", (T(2, 3, 4),), (T(2, 3, 4), [4, 6], None, "ortho"), (T(3, 4), None, [0], "backward"), dtypes=("complex64", "float32"), strides=False, tolerance=100),
    *rows("aten::fft_ihfft2", (T(3, 4),), (T(2, 3, 4), [4, 6], [0, -1], "ortho"), (T(3, 4), None, [0, 1], "forward"), strides=False, tolerance=100),
    *rows("aten::fft_ihfftn", (T(2, 3, 4),), (T(2, 3, 4), [4, 6], None, "ortho"), (T(3, 4), None, [0], "backward"), strides=False, tolerance=100),
]  # fmt: skip
