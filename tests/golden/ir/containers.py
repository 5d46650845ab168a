op_version_set = 10


def literals() -> Tuple[int, float, str, bool, NoneType, Device]:
    a = [1, 2]
    b = {"a": 1, "b": -2}
    c = annotate(Dict[int, Tensor], {})
    d = annotate(List[Optional[int]], [1, None])
    e = (1, (inf, -nan), ())
    return (-3, 1e20, 'a"\\\n\015b', True, None, torch.device("cuda:1"))


def lists(l: List[int], t: Tuple[int, Tensor]) -> int:
    (
        a,
        b,
    ) = t
    (
        c,
        d,
    ) = l
    m = [torch.mul(v, 2) for v in l]
    _0 = torch._set_item(m, 0, 7)
    m[1] += 1
    e = torch.slice(l, 1)
    f = l[-1]
    g = (t)[0]
    h = l[1:3]
    torch.Delete(m, 0)
    l += [4]
    return torch.len(m)


def dicts(d: Dict[str, List[int]], k: str) -> List[str]:
    for x in d:
        if torch.__contains__(d, x):
            d[x] = annotate(List[int], [])
    for y, z in d.items():
        print(y, z)
    w = torch.get(d, k)
    if k in d and k not in ["a"]:
        d["q"] = [1]
    return torch.keys(d)


def zipped(a: List[int], b: List[float]) -> float:
    s = 0.0
    for i, (x, y) in enumerate(zip(a, b)):
        s += x * y + i
    return s


def strings(s: str, n: int) -> str:
    t = torch.format("{}-{}", s, n)
    if "a" in s:
        t = s[0]
    return t + str(n)


def casts(x: Tensor, n: int) -> float:
    a = int(x)
    b = annotate(int, x)
    c = bool(n)
    d = isinstance(x, Tensor)
    return float(n) + float(3)
