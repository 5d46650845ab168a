"""Hostile programs: the ids C01 to C20. Everything around the code is right.

`code_cases` are for loading; `run_cases` load and are hostile when `forward` runs, under LIMITS, on a float tensor (2, 3).
"""

import struct

from tests.attacks.build import Entry, call, integer, items, make_zip, name, tensor, text

PROTO = b"\x80\x02"
LIMITS = {"max_steps": 100_000, "max_alloc_bytes": 1 << 26}
DEEP = 100_000
LONG = 3_000  # where a reader builds before it refuses
GOOD = """class Net(Module):
  __parameters__ = []
  __buffers__ = []
  w : Tensor
  def forward(self: __torch__.Net,
    x: Tensor) -> Tensor:
    y = torch.add(x, self.w, alpha=1)
    if bool(torch.gt(torch.len(x), 0)):
      z = [1, 2]
    else:
      z = annotate(List[int], [])
    for i in range(2):
      y = torch.mul(y, z[0])
    return y
"""
HEAD = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  w : Tensor\n"
FORWARD = "  def forward(self: __torch__.Net,\n    x: Tensor) -> {returns}:\n"


def archive(code, data=None, version=b"3\n", debug=None, more=()):
    """An archive of a module Net with a tensor w; `more` are other code files by dotted name."""
    if data is None:
        data = name("__torch__.Net") + b")\x81}(" + text("w") + tensor() + b"ub"
    code = code if isinstance(code, bytes) else code.encode()
    floats = struct.pack("<6f", 1, 2, 3, 4, 5, 6)
    made = [
        Entry(b"a/data.pkl", PROTO + data + b"."),
        Entry(b"a/version", version),
        Entry(b"a/data/0", floats),
        Entry(b"a/constants.pkl", PROTO + b")."),
        Entry(b"a/code/__torch__.py", code),
    ]
    made += [Entry(f"a/code/{n.replace('.', '/')}.py".encode(), t.encode()) for n, t in more]
    if debug is not None:
        made.append(Entry(b"a/code/__torch__.py.debug_pkl", debug))
    return make_zip(made)


def body(*lines, returns="Tensor", head=HEAD, before="", after=""):
    """The code of a Net whose forward has these lines."""
    indented = "".join(f"    {line}\n" for line in lines)
    return before + head + FORWARD.format(returns=returns) + indented + after


def one(*lines, **more):
    return archive(body(*lines, **more))


def tokens(code):
    """Where each word and sign of a program begins."""
    places, i = [], 0
    while i < len(code):
        if code[i].isspace():
            i += 1
            continue
        places.append(i)
        while i < len(code) and (code[i].isalnum() or code[i] in "_."):
            i += 1
        if places[-1] == i:
            i += 1
    return places


def syntax_cases():
    """C01: something that is no token in place of each token, and the program cut off there."""
    for place in tokens(GOOD):
        yield f"C01-{place}", archive(GOOD[:place] + "? " + GOOD[place:]), "MJ1"
        # Whole members of a class are a class.
        whole = GOOD[place - 3 : place] == "\n  " and "__parameters__" in GOOD[:place]
        cut = "" if whole else "MJ"
        yield f"C01-{place}-cut", archive(GOOD[:place]), cut


def code_cases():
    yield "C00", archive(GOOD), ""
    yield from syntax_cases()
    yield "C02-parens", one("return " + "(" * DEEP + "x" + ")" * DEEP), "MJ1"
    yield "C02-unclosed", one("return " + "(" * DEEP), "MJ1"
    yield "C02-brackets", one("return " + "[" * DEEP + "]" * DEEP), "MJ1"
    yield "C02-not", one("return " + "not " * LONG + "x"), "MJ1"
    yield "C02-minus", one("return " + "-" * LONG + "x"), "MJ1"
    yield "C02-calls", one("return " + "torch.neg(" * DEEP + "x" + ")" * DEEP), "MJ1"
    yield "C02-dots", one("return x" + ".a" * LONG), "MJ1007"
    yield "C02-subscripts", one("return x" + "[0]" * LONG), "MJ1007"
    yield "C02-sum", one("return " + " + ".join(["1"] * LONG)), "MJ1007"
    ifs = [" " * 2 * i + "if True:" for i in range(2000)]
    yield "C02-ifs", one(*ifs, " " * 4000 + "pass", "return x"), "MJ1"
    loops = [" " * 2 * i + "for i in range(2):" for i in range(2000)]
    yield "C02-loops", one(*loops, " " * 4000 + "pass", "return x"), "MJ1"
    deep = "List[" * DEEP + "int" + "]" * DEEP
    yield "C02-type", archive(HEAD + f"  v : {deep}\n"), "MJ1"
    yield "C02-annotate", one(f"y = annotate({deep}, [])", "return x"), "MJ1"
    yield "C03-name", one("return nothing"), "MJ2001"
    yield "C03-class", archive(HEAD + "  v : __torch__.Missing\n"), "MJ2"
    yield "C03-file", archive(HEAD + "  v : __torch__.a.b.Missing\n"), "MJ2"
    yield "C03-function", one("return __torch__.missing(x)"), "MJ2"
    yield "C03-method", one("return (self).missing(x)"), "MJ2"
    yield "C03-attribute", one("return self.missing"), "MJ2"
    yield "C03-constant", one("return CONSTANTS.c0"), "MJ2"
    yield "C03-constant-far", one("return CONSTANTS.c99999999999999999999"), "MJ2"
    yield "C03-operator", one("return torch.no_such_operator(x)"), ""
    yield (
        "C04-files",
        archive(
            HEAD + "  v : __torch__.a.A\n",
            more=[
                ("__torch__.a", "class A:\n  v : __torch__.b.B\n"),
                ("__torch__.b", "class B:\n  v : __torch__.a.A\n"),
            ],
        ),
        "MJ",
    )
    yield "C04-self", archive(HEAD + "  v : __torch__.Net\n"), "MJ"
    yield (
        "C04-constant",
        one("return x", head=HEAD.replace("  w", "  k : Final[int] = __torch__.Net.k\n  w")),
        "MJ",
    )
    for id, kind, value in (
        ("text", "List[float]", '["a"]'), ("number", "str", "7"), ("tensors", "List[Tensor]", "[1]"),
        ("nested", "List[List[int]]", "[1]"), ("pair", "Tuple[int, float]", '("a", 1.)'),
    ):  # fmt: skip
        final = HEAD.replace("  w", f"  k : Final[{kind}] = {value}\n  w")
        yield f"C04-final-{id}", one("return x", head=final), "MJ2014"
        given = f"def given(k: {kind}={value}) -> {kind}:\n  return k\n"
        called = one("y = __torch__.given()", "return x", before=given)
        yield f"C04-default-{id}", called, "MJ2097"
    again = "def again(x: Tensor) -> Tensor:\n  return __torch__.again(x)\n"
    yield "C05", one("return __torch__.again(x)", before=again), ""
    twice = "def a(x: Tensor) -> Tensor:\n  return __torch__.b(x)\n"
    twice += "def b(x: Tensor) -> Tensor:\n  return __torch__.a(x)\n"
    yield "C05-two", one("return __torch__.a(x)", before=twice), ""
    yield "C05-method", one("return (self).forward(x)"), ""
    yield "C06-schema", one('return torch.add(x, "a")'), ""
    yield "C06-return", one("return 1"), "MJ2"
    yield "C06-if", one("if x:", "  y = 1", "else:", '  y = "a"', "return torch.add(x, y)"), "MJ2"
    yield "C06-append", one("y = [1]", '_0 = torch.append(y, "a")', "return x"), ""
    yield "C06-cast", one("y = unchecked_cast(int, x)", "return torch.add(x, y)"), ""
    yield "C07-many", one("return torch.relu(x, x)"), ""
    yield "C07-few", one("return torch.relu()"), ""
    yield "C07-name", one("return torch.relu(x, nonsense=1)"), ""
    yield "C07-twice", one("return torch.relu(x, self=x)"), ""
    yield "C07-method", one("return (self).forward(x, x)"), "MJ2"
    yield "C08", one("return torch.relu.Unknown(x)"), "MJ2"
    yield "C08-namespace", one("return ops.evil.run(x)"), ""
    yield "C09-low", archive(GOOD, version=b"0\n"), "MJ6002"
    yield "C09-high", archive(GOOD, version=b"11\n"), "MJ6003"
    yield "C09-chain", archive(body("return torch.div(x, x)"), version=b"3\n"), ""
    yield "C10-list", one("y = [" + "1, " * LONG + "]", "return x"), ""
    yield "C10-int", one("y = 9223372036854775808", "return x"), "MJ1"
    yield "C10-int-huge", one("y = " + "9" * DEEP, "return x"), "MJ1"
    yield "C10-float", one("y = 1e999", "return x"), ""
    yield "C10-string", one('y = "abc', "return x"), "MJ1"
    yield "C10-escape", one('y = "\\777\\x\\"', "return x"), "MJ1"
    yield "C10-nul", one("y = 1\0", "return x"), "MJ1"
    yield "C10-bom", archive(b"\xef\xbb\xbf" + GOOD.encode()), "MJ1"
    yield "C10-crlf", archive(GOOD.replace("\n", "\r\n")), ""
    yield "C10-tabs", archive(GOOD.replace("    ", "\t")), ""
    yield "C10-latin", archive(GOOD.encode().replace(b"torch.add", b"torch.\xff")), "MJ4004"
    yield "C10-empty", archive(b""), "MJ6034"
    evil = '__import__("os").system("true")'
    yield "C11-attribute", archive(HEAD + f"  v : {evil}\n"), "MJ"
    yield "C11-argument", archive(GOOD.replace("x: Tensor", f"x: {evil}")), "MJ"
    yield "C11-annotate", one(f"y = annotate({evil}, 1)", "return x"), "MJ"
    yield "C11-string", one(f"y = annotate({evil!r}, 1)", "return x"), "MJ"
    for id, attribute in (("dunder", "__class__"), ("digit", "0"), ("letter", "é"), ("dot", "a.b")):
        data = (
            name("__torch__.Net") + b")\x81}(" + text("w") + tensor() + text(attribute) + b"K\x01ub"
        )
        wanted = "" if id in ("dunder", "letter") else "MJ"
        yield f"C12-{id}", archive(HEAD + f"  {attribute} : int\n", data), wanted
    yield "C13-method", archive(GOOD + FORWARD.format(returns="Tensor") + "    return x\n"), "MJ"
    yield "C13-attribute", archive(HEAD + "  w : int\n"), "MJ"
    nothing = HEAD + "  def forward() -> Tensor:\n    return torch.ones([1])\n"
    yield "C13-self", archive(nothing), "MJ2068"
    yield "C13-class", archive(GOOD + GOOD), ""
    yield "C13-argument", archive(GOOD.replace("x: Tensor", "x: Tensor,\n    x: Tensor")), ""
    yield from setstate_cases()
    yield "C16", archive("graph(%x : Tensor):\n  return (%x)\n"), "MJ1"
    for id, pickle in debug_pickles():
        yield f"C17-{id}", archive(GOOD, debug=pickle), ""
    interface = "class I(Interface):\n  def run(self, x: Tensor) -> Tensor:\n    pass\n"
    data = name("__torch__.Net") + b")\x81}(" + text("w") + tensor() + text("v")
    other = name("__torch__.Net2") + b")\x81}ub"
    plain = "class Net2(Module):\n  __parameters__ = []\n"
    yield (
        "C18",
        archive(interface + plain + HEAD + "  v : __torch__.I\n", data + other[:-2] + b"(ubub"),
        "MJ6032",
    )
    yield "C19-text", archive(GOOD.replace("class Net", "class ___torch_mangle_0.Net")), "MJ"
    yield "C19-same", archive(GOOD, more=[("__torch__.___torch_mangle_0", GOOD)]), ""
    mangled = GOOD.replace("__torch__.Net", "__torch__.___torch_mangle_0.Net")
    data = name("__torch__.___torch_mangle_0.Net") + b")\x81}(" + text("w") + tensor() + b"ub"
    yield "C19", archive(GOOD, data, more=[("__torch__.___torch_mangle_0", mangled)]), ""


def stateful(method, state=integer(4)):
    """A Net whose `__setstate__` is this text."""
    code = HEAD.replace("w : Tensor", "n : int")
    code += "  def __getstate__(self: __torch__.Net) -> int:\n    return self.n\n" + method
    return archive(code, name("__torch__.Net") + b")\x81" + state + b"b")


def setstate(*lines, state="state: int"):
    head = (
        f"  def __setstate__(self: __torch__.Net{',' if state else ''}\n    {state}) -> NoneType:\n"
    )
    return stateful(head + "".join(f"    {line}\n" for line in (*lines, "return None")))


def setstate_cases():
    """C14: what runs while loading runs under the limits."""
    yield "C14-good", setstate("self.n = state"), ""
    yield "C14-endless", setstate("while True:", "  self.n = state"), "MJ3117"
    yield (
        "C14-memory",
        setstate("y = torch.zeros([1000000, 1000000])", "self.n = torch.len(y)"),
        "MJ9005",
    )
    yield (
        "C14-overflow",
        setstate("y = torch.zeros([4294967296, 4294967296])", "self.n = torch.len(y)"),
        "MJ9",
    )
    yield "C14-raise", setstate('ops.prim.RaiseException("no")'), "MJ3"
    yield "C14-unset", setstate("pass"), "MJ6033"
    yield "C14-wrong", setstate("self.n = torch.len(state)", state="state: str"), "MJ6032"
    yield "C14-few", setstate("self.n = 1", state=""), "MJ5007"
    yield "C14-many", setstate("self.n = 1", state="state: int,\n    more: int"), "MJ5007"
    calls = "def again(x: int) -> int:\n  return __torch__.again(x)\n"
    yield "C14-recursion", archive(calls), "MJ6034"
    # Objects in objects, one the state of the other.
    own = HEAD.replace("w : Tensor", "n : Optional[__torch__.Net]") + (
        "  def __getstate__(self: __torch__.Net) -> Optional[__torch__.Net]:\n    return self.n\n"
        "  def __setstate__(self: __torch__.Net,\n    state: Optional[__torch__.Net]) -> NoneType:\n"
        "    self.n = state\n    return None\n"
    )
    new = name("__torch__.Net") + b")\x81"
    for depth, wanted in ((900, ""), (3000, "MJ5016")):
        yield f"C14-inner-{depth}", archive(own, new * depth + b"N" + b"b" * depth), wanted


def debug_pickles():
    """C17: pickles of source ranges that are not; they cost an error its lines and nothing else."""
    yield "empty", b""
    yield "junk", b"\xff" * 40
    yield "int", PROTO + integer(3) + b"."
    yield "list", PROTO + b"](K\x01K\x02e."
    yield "global", PROTO + name("os.system") + text("true") + b"\x85R."
    sources = items(text("def f(x):\n  return x\n"), text("f.py"), integer(1))
    texts = items(text("a"))
    for id, row in (
        ("range", items(integer(0), items(integer(0), integer(5), integer(9)), integer(0))),
        ("far", items(integer(1 << 40), items(b"(K\x00t", b"NN", integer(1 << 62)), integer(7))),
        ("negative", items(integer(-5), items(integer(-1), integer(-1)), integer(-2))),
        ("huge", items(integer((1 << 63) - 1), sources, b"\x8a\x0a" + b"\xff" * 9 + b"\x7f")),
        ("text", items(text("0"), text("1"), text("2"))),
    ):
        yield id, PROTO + items(text("FORMAT_WITH_STRING_TABLE"), texts, items(row)) + b"."
        yield f"{id}-old", PROTO + items(row) + b"."
    yield "table", PROTO + items(text("FORMAT_WITH_STRING_TABLE"), integer(1), integer(2)) + b"."
    yield "deep", PROTO + b")" + b"\x85" * 5000 + b"."


def run_cases():
    yield "C00-run", archive(GOOD), ""
    yield "C03-run", one("return torch.no_such_operator(x)"), "MJ3113"
    again = "def again(x: Tensor) -> Tensor:\n  return __torch__.again(x)\n"
    yield "C05-run", one("return __torch__.again(x)", before=again), "MJ3118"
    yield "C05-run-method", one("return (self).forward(x)"), "MJ3118"
    yield "C06-run-cast", one("y = unchecked_cast(int, x)", "return torch.add(x, y)"), ""
    uses = (
        ("Tuple[int, int]", "a, b, = y"),
        ("Tuple[int, int]", "a = (y)[1]"),
        ("List[int]", "a, b, = y"),
        ("__torch__.Net", "a = y.w"),
        ("__torch__.Net", "a = (y).forward(x)"),
    )
    for number, (kind, use) in enumerate(uses):
        lines = (f"y = unchecked_cast({kind}, None)", use, "print(a)", "return x")
        yield f"C06-run-cast-{number}", one(*lines), "MJ"
    mixed = ("y = 0", "for i in range(50):", "  if torch.eq(torch.remainder(i, 2), 0):")
    cast = "    z = unchecked_cast(int, torch.mul([0], 10000))"
    mixed += (cast, "  else:", "    z = torch.add(i, 1)", "  y = torch.add(z, 1)")
    yield "C06-run-number", one(*mixed, "return torch.add(x, y)"), "MJ"
    yield from greedy_cases()
    grown = ("y = [1]", "for i in y:", "  _0 = torch.append(y, i)", "return torch.len(y)")
    yield "C15-append", one(*grown, returns="int"), ""
    total = ("y = [1, 2, 3]", "z = 0", "for i in y:", "  z = torch.add(z, i)")
    popped = (*total, "  _0 = torch.pop(y)", "return z")
    yield "C15-pop", one(*popped, returns="int"), "MJ3115"
    cleared = (*total, "  torch.clear(y)", "return z")
    yield "C15-clear", one(*cleared, returns="int"), "MJ3115"
    yield from argument_cases()


def greedy_cases():
    """C14: programs that never end, or want all memory, are ended by the limits."""
    yield (
        "C14-run-endless",
        one("y = 1", "while True:", "  y = torch.add(y, 1)", "return y", returns="int"),
        "MJ3117",
    )
    yield "C14-run-zeros", one("return torch.zeros([1000000, 1000000])"), "MJ9005"
    growth = (
        "y = [x]",
        "while True:",
        "  _0 = torch.append(y, torch.cat(y))",
        "return torch.cat(y)",
    )
    yield "C14-run-growth", one(*growth), "MJ9005"
    text = ('s = "ab"', "for i in range(100):", "  s = torch.add(s, s)", "return torch.len(s)")
    yield "C14-run-text", one(*text, returns="int"), "MJ9005"
    joined = (
        's = "ab"',
        "for i in range(9):",
        "  s = torch.join(s, [s, s, s, s])",
        "return torch.len(s)",
    )
    yield "C14-run-join", one(*joined, returns="int"), "MJ9005"
    replaced = (
        's = "aaaa"',
        "for i in range(9):",
        '  s = torch.replace(s, "a", s)',
        "return torch.len(s)",
    )
    yield "C14-run-replace", one(*replaced, returns="int"), "MJ9005"
    filled = (
        's = "ab"',
        "for i in range(30):",
        '  s = torch.format("{}{}", s, s)',
        "return torch.len(s)",
    )
    yield "C14-run-format", one(*filled, returns="int"), "MJ9005"
    extended = ("y = [1]", "for i in range(100):", "  torch.extend(y, y)", "return torch.len(y)")
    yield "C14-run-list", one(*extended, returns="int"), "MJ9005"
    added = ("y = [1]", "for i in range(100):", "  y = torch.add(y, y)", "return torch.len(y)")
    yield "C14-run-add", one(*added, returns="int"), "MJ9005"
    repeated = ("return torch.len(torch.mul([1, 2], 1000000000000))",)
    yield "C14-run-repeat", one(*repeated, returns="int"), "MJ9005"
    yield "C14-run-range", one("return torch.arange(1000000000000)"), "MJ9005"
    wide = "torch.expand(x[0], [1099511627776, 3])"
    yield "C14-run-expand", one(f"return torch.add({wide}, 1)"), "MJ3117"
    yield "C14-run-unbind", one(f"return torch.unbind({wide})[0]"), "MJ3117"
    yield "C14-run-split", one(f"return torch.split({wide}, 1)[0]"), "MJ3117"
    yield "C14-run-copy", one(f"return torch.contiguous({wide})"), "MJ9005"
    yield (
        "C14-run-outer",
        one(
            "y = torch.arange(100000)",
            "return torch.mul(torch.unsqueeze(y, 0), torch.unsqueeze(y, 1))",
        ),
        "MJ9005",
    )
    # Little to hold and much to do: operators' work counts as steps.
    yield "C14-run-sum", one(f"return torch.sum({wide})"), "MJ3117"
    square = "y = torch.ones([2000, 2000])"
    yield "C14-run-product", one(square, "return torch.matmul(y, y)"), "MJ3117"
    yield "C14-run-svd", one(square, "return torch.linalg_svd(y)[0]"), "MJ3117"
    windows = (
        "y = torch.ones([1, 1, 2000, 2000])",
        "return torch.conv2d(y, torch.ones([1, 1, 1000, 1000]))",
    )
    yield "C14-run-windows", one(*windows), "MJ3117"
    pools = ("y = torch.ones([1, 1, 2000, 2000])", "return torch.max_pool2d(y, 1000, 1)")
    yield "C14-run-pools", one(*pools), "MJ3117"
    yield (
        "C14-run-matmul",
        one("y = torch.ones([100000, 1])", "return torch.matmul(y, torch.t(y))"),
        "MJ9005",
    )


def argument_cases():
    """C20: operators with arguments that make no sense."""
    image = "torch.ones([1, 4, 4, 4])"
    weight = "torch.ones([4, 4, 3, 3])"
    low = "torch.sub(-9223372036854775807, torch.len([1]))"
    for id, line, expected in (
        ("groups", f"torch.conv2d({image}, {weight}, None, [1, 1], [0, 0], [1, 1], 0)", "MJ3100"),
        (
            "groups-negative",
            f"torch.conv2d({image}, {weight}, None, [1, 1], [0, 0], [1, 1], -1)",
            "MJ3100",
        ),
        ("stride", f"torch.conv2d({image}, {weight}, None, [0, 0], [0, 0], [1, 1], 1)", "MJ3100"),
        ("dilation", f"torch.conv2d({image}, {weight}, None, [1, 1], [0, 0], [0, 0], 1)", "MJ3100"),
        (
            "padding",
            f"torch.conv2d({image}, {weight}, None, [1, 1], [-9, -9], [1, 1], 1)",
            "MJ3100",
        ),
        ("kernel", f"torch.max_pool2d({image}, [9, 9])", "MJ3100"),
        (
            "adaptive",
            f"(torch.adaptive_max_pool2d({image}, [3, 9223372036854775807]))[0]",
            "MJ9005",
        ),
        ("kernel-huge", f"torch.max_pool2d({image}, [4611686018427387905, 2])", "MJ3100"),
        ("kernel-zero", f"torch.max_pool2d({image}, [0, 0])", "MJ3100"),
        ("pool-lengths", f"torch.max_pool2d({image}, [2, 2], [1, 1, 1], [0, 0, 0, 0])", "MJ3100"),
        ("index", "torch.index_select(x, 0, torch.tensor([99]))", "MJ3101"),
        ("index-negative", "torch.index_select(x, 0, torch.tensor([-99]))", "MJ3101"),
        ("gather", "torch.gather(x, 1, torch.tensor([[99], [99]]))", "MJ3100"),
        ("scatter", "torch.scatter(x, 1, torch.tensor([[99], [99]]), x)", "MJ3100"),
        ("embedding", "torch.embedding(x, torch.tensor([7]))", "MJ3101"),
        ("cat", "torch.cat(annotate(List[Tensor], []))", "MJ3103"),
        ("stack", "torch.stack(annotate(List[Tensor], []))", "MJ3100"),
        ("reshape", "torch.reshape(x, [-1, -1])", "MJ3006"),
        ("view", "torch.view(x, [-5, 2])", "MJ3007"),
        ("dim", "torch.sum(x, [99])", "MJ3001"),
        ("dim-huge", "torch.softmax(x, 9223372036854775807)", "MJ3001"),
        ("select", "torch.select(x, 0, 9223372036854775807)", "MJ3002"),
        ("strided", "torch.as_strided(x, [1000], [1000], 1000)", "MJ3013"),
        ("strided-negative", "torch.as_strided(x, [2], [-1], 0)", "MJ3"),
        ("strided-offset", "torch.as_strided(x, [1], [1], -8)", "MJ3014"),
        ("permute", "torch.permute(x, [0, 0])", "MJ3011"),
        ("matmul", "torch.matmul(x, x)", "MJ3109"),
        ("bincount", "torch.bincount(torch.tensor([1099511627776]))", "MJ9005"),
        ("repeat", "torch.repeat(x, [1000000, 1000000])", "MJ9005"),
        ("pad", "torch.constant_pad_nd(x, [1000000000000, 0])", "MJ9005"),
        ("upsample", f"torch.upsample_nearest2d({image}, [1000000, 1000000], None)", "MJ9005"),
        (
            "upsample3d",
            "torch.upsample_nearest3d(torch.ones([1, 1, 2, 2, 2]), [99, 99, 1000000000], None)",
            "MJ9005",
        ),
        ("unfold", "torch.unfold(x, 0, 5, 0)", "MJ3100"),
        ("split", "torch.split(x, 0)[0]", "MJ3"),
        ("split-huge", "torch.split(x, 9223372036854775807)[0]", ""),
        (
            "split-sizes",
            "torch.split_with_sizes(x, [9223372036854775807, 9223372036854775807, 4])[0]",
            "MJ3027",
        ),
        ("roll", "torch.roll(x, [9223372036854775807], [0])", ""),
        ("norm", "torch.layer_norm(x, [7])", "MJ3100"),
        ("tri", "torch.tril(x, -9223372036854775808)", ""),
        ("shift", "torch.__lshift__(torch.tensor([1]), 999)", ""),
        ("zero", "torch.add(x, torch.floordiv(1, torch.len(annotate(List[int], []))))", "MJ3100"),
        ("overflow", f"torch.add(x, torch.floordiv({low}, -1))", ""),
        ("remainder", f"torch.add(x, torch.remainder({low}, -1))", ""),
        ("list", "torch.add(x, [1][torch.len([1, 2, 3])])", "MJ3115"),
        ("write", "torch.add_(torch.expand(x[0], [9, 3]), 1)", "MJ3036"),
    ):
        yield f"C20-{id}", one(f"return {line}"), expected
