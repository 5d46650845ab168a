"""Samples of strings, texts and errors of programs."""

from tests.ops.sample import Device, T, Typed, V, rows

SHOWN = [
    (1.0,), (0.1,), (1e20,), (float("inf"),), (float("-inf"),), (float("nan"),), (1e-7,), (123456789.0,), (1e16,), (1e15,), (-0.0,), (3.14159,), (1e-4,), (1e-5,), (2.0**53,), (2.0**63,), (1e300,), (-2.5,), (9223372036854774784.0,), (-1e19,),
    (True,), (5,), (-3,), ('a"b\n',), ([1, 2],), (Typed([], "int[]"),), ([1.0, 2.5],), ([True],), (["a", 'b"'],), ({"a": 1, "b": 2},), ({1: 2.0},), ((1, 2.0),), ((1,),), (Typed(None, "int?"),), (Device("cpu"),), (Device("cuda:1"),), ({"a": [1]},), (("a", "b"),), ([[1], [2, 3]],),
]  # fmt: skip
TENSORS = [
    (V([1, 2]),), (V([1.5, 2.0]),), (V(3),), (V([True]),), (T(2, 2, content=[1, 1, 1, 1], dtype="float32"),), (V(2.5),), (T(2, 2, 2, content=[1, 2, 3, 4, 5, 6, 7, 8], dtype="float32"),), (T(0, dtype="float32"),), (V([1e-5, 1e5]),), (V([1.0, 2.0], "float64"),), (V([-1.25, 100.5]),),
    (V([1, 200], "uint8"),), (V([[1, -20], [300, 4]]),), (V([float("nan"), 1.0]),), (V([1e10, 1.0]),), (V(float("inf")),), (V([0.001, 0.5], "float64"),), (V([1.5, 2.5], "bfloat16"),), (V([[0.5] * 30]),), (V([1000.5, 2.0]),), (V([100000.0, 2.0]),), (T(2, 0, dtype="float32"),), (V([1.5], "float16"),),
]  # fmt: skip

WORDS = [
    (w,)
    for w in (
        "",
        "abc",
        "aBc",
        "A b",
        "a_b",
        "1a",
        "_a",
        "123",
        "  ",
        "\t\n",
        "Ab Cd",
        "AB",
        "A1b",
        "a1 B2c",
        "\x7f",
        "hello world-foo",
        "tItLe 2nd",
    )
]

SAMPLES = [
    *rows("aten::str", *SHOWN), *rows("aten::str", *TENSORS), *rows("aten::str", ([V(1)],)),
    *rows("aten::format", ("{} {}", 1, 2.0), ("{}", 1, 2), ("{} {}", 1), ("{{}} {}", 1, 2), ("{0}", 1), ("a{}b", "x"), ("{}", [1, 2]), ("{}", V(3)), ("plain",), ("{}{}{}", True, (1, 2), {"a": 1.0})),
    *rows("aten::percentFormat", ("%d %s", (1, "a")), ("%d", 2.5), ("%f %e", (2.5, 1)), ("%F %E", (-0.5, 1e10)), ("%c%c", (65, "q")), ("100%% %i", 3), ("%s %s", ([1, 2], V(3))), ("none", ()), ("%d %d", 1), ("%z", 1), ("a %", 1), ("%d", (1, 2)), ("%c", "ab"), ("%d", "ab"), ("%f", "ab")),
    *rows("aten::add.str", ("a", "b"), ("", "")), *rows("aten::__getitem__.str", ("abc", 0), ("abc", -1), ("abc", -3)), *rows("aten::__getitem__.str", ("abc", 5), ("abc", -4), phrase="index"),
    *rows("aten::slice.str", ("abcdef", 1, 4), ("abcdef",), ("abcdef", None, None, 2), ("abcdef", -3), ("abcdef", None, None, -1), ("abcdef", 4, 1), ("abcdef", 10, 20), ("abcdef", 4, 1, -1)),
    *rows("aten::lower", ("AbC",), ("AbÉ",)), *rows("aten::upper", ("aBc",), ("abé",)), *rows("aten::join", (",", ["a", "b"]), ("", ["a"]), (",", Typed([], "str[]"))),
    *rows("aten::strip", ("  ab \n",), ("xxabx", "x"), ("abc", "xyz"), ("", "a"), ("xyx", "x")),
    *rows("aten::startswith", ("abc", "b", 1), ("abc", "abc"), ("abc", "a", 0, -2), ("abc", "a", 0, -4), ("abc", ""), ("abc", "bc", -2)), *rows("aten::endswith", ("abc", "bc"), ("abc", "bc", 0, 3), ("abc", "bc", 0, -2), ("abc", "b", 0, 2), ("abc", "bc", 2)),
    *rows("aten::replace", ("aaa", "a", "b"), ("aaa", "a", "b", 2), ("abab", "ab", "c"), ("abc", "x", "y"), ("aaa", "a", "aa"), ("aaa", "a", "b", 0)),
    *rows("aten::find", ("abcb", "b"), ("abcb", "b", 2), ("abcb", "z"), ("abcb", "b", -2), ("abc", ""), ("abcb", "cb", 0, 3), ("abcb", "b", 0, -2), ("abcb", "b", 2, -2)), *rows("aten::index.str", ("abcb", "c"), ("abcb", "z"), ("abcb", "b", 2)),
    *rows("aten::split.str", ("a b  c",), ("a,b,,c", ","), ("a,b,,c", ",", 1), ("abc", ""), ("", ","), ("abc", ","), ("a--b", "--"), ("a,b,c", ",", 0)),
    *rows("aten::len.str", ("abc",), ("",), ("é",)), *rows("aten::list", ("abc",), ("",)), *rows("aten::ord", ("a",), ("ab",), ("",)), *rows("aten::chr", (65,), (300,), (-1,), (0x10FFFF,)),
    *rows("aten::warn", ("careful",)), *rows("aten::is_grad_enabled", ()), *rows("aten::set_grad_enabled", (True,)),
    *rows("prim::RaiseException", ("boom", "builtins.ValueError"), ("boom", Typed(None, "str?")), phrase="boom"),
    *[s for kind in ("isspace", "isalpha", "isnumeric", "isprintable", "islower", "isupper", "isdigit", "isdecimal", "istitle", "isidentifier", "isalnum", "capitalize", "title", "swapcase", "lstrip", "rstrip") for s in rows(f"aten::{kind}", *WORDS)],
    *rows("aten::splitlines", ("a\nb",), ("a\nb\n",), ("\n\n",), ("a\r\nb",), ("a\x0bb\x1cc",), ("",), ("a\nb\n", True), ("a\r\nb", True)), *rows("aten::expandtabs", ("a\tb",), ("ab\tc\td", 4), ("a\nb\tc", 4), ("a\tb", 0), ("a\tb", 1)),
    *rows("aten::center", ("ab", 5), ("abc", 6, "*"), ("abc", 2), ("a", 5, "xy")), *rows("aten::ljust", ("ab", 5), ("ab", 5, "*"), ("a", 5, "")), *rows("aten::rjust", ("ab", 5), ("ab", 5, "*"), ("a", 5, "xy")), *rows("aten::zfill", ("-5", 5), ("5", 3), ("", 2), ("ab", 1), ("ab", -5)), *rows("aten::rjust", ("ab", -5)),
    *[s for kind in ("partition", "rpartition") for s in rows(f"aten::{kind}", ("a-b-c", "-"), ("abc", "x"), ("a-b-c", "b-"), ("", "x"), ("abc", ""))],
    *rows("aten::rsplit", ("a b c",), (" a  b ",), ("a,b,c", ",", 1), ("a--b--c", "--", 1), ("", ","), ("a,b", ",", 0)), *rows("aten::lstrip", ("xxabxx", "x"), ("xx", "x")), *rows("aten::rstrip", ("xxabxx", "x"), ("xx", "x")),
    *rows("aten::rfind", ("abcabc", "b"), ("abcabc", "b", 0, 4), ("abcabc", "z"), ("abcabc", "c", -2), ("abcabc", "", 0, 4), ("abcabc", "b", 0, -2)), *rows("aten::rindex", ("abcabc", "b"), ("abc", "z"), ("abcabc", "b", 0, 4)),
    *rows("aten::count", ("aabaa", "a"), ("aabaa", "aa"), ("aabaa", "z"), ("aabaa", "a", 1), ("aabaa", "a", 0, 3), ("aabaa", "a", -2)),
    *[s for kind in ("bin", "oct", "hex") for s in rows(f"aten::{kind}", (0,), (255,), (-5,), (-(2**63),))],
]  # fmt: skip
