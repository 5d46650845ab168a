op_version_set = 10


def branches(x: Tensor, n: int) -> Tensor:
    if torch.gt(n, 1):
        y = torch.add(x, n)
        p, q = y, 1
    else:
        p, q = x, 2
    z = torch.mul(p, q)
    if n < 3 and n != 2 or bool(x):
        r = z
    elif not n == 4:
        r = torch.neg(z)
    else:
        ops.prim.RaiseException("no", "builtins.ValueError")
        r = uninitialized(Tensor)
    return r if 0 < n <= 5 else x


def refined(x: Optional[Tensor], n: Optional[int]) -> Tensor:
    if x is None:
        y = torch.zeros([2], dtype=6, layout=None, device=torch.device("cpu"), pin_memory=False)
    else:
        y = x
    assert n is not None, "n is None"
    return torch.add(y, n)


def loops(n: int, l: List[int]) -> Tuple[int, List[int]]:
    out = annotate(List[int], [])
    s = 0
    for i in range(n):
        s = torch.add(s, i)
        for j in l:
            if j == 3:
                continue
            if j > s:
                break
            _0 = torch.append(out, j)
    while s > 0:
        s = torch.sub(s, 7)
    for _1 in range(torch.__range_length(1, n, 2)):
        k = torch.__derive_index(_1, 1, 2)
        _2 = torch.append(out, k)
    return (s, out)


def returns(n: int) -> int:
    for i in range(n):
        if i * i > n:
            return i
        elif i == 100:
            break
        n -= 1
    if n > 10:
        if n > 20:
            return 20
        n = 3
    return n


def nothing(x: Tensor) -> NoneType:
    print(x, "a")
    return None
