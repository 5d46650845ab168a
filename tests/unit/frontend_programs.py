"""Functions that the compiler must accept; each is run compiled and as plain Python.

Loaded by test_frontend_programs.py, once with `torch` bound to minijit and once to PyTorch.
"""

import math
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

import minijit as torch
from minijit import Tensor


def case_loop_ret(x):
    for i in range(3):
        if x[i] > 1:
            return x[i] * 2
    return x.sum()


def case_nested(n: int) -> List[int]:
    out: List[int] = []
    for i in range(n):
        for j in range(i, n, 2):
            if (i + j) % 3 == 0:
                continue
            if j > 4:
                break
            out.append(i * 10 + j)
        else_ = i
    return out


def case_while2(x: int):
    y = 0
    while x > 0 and y < 100:
        x //= 2
        y += x
        if y == 13:
            break
    return x, y


def case_opt(x: Optional[int], y: Optional[int]) -> int:
    if x is not None and y is not None:
        return x + y
    elif x is None or x < 0:
        z = -1
        if y is not None:
            z = y
        return z
    return x


def case_opt2(x: Optional[List[int]] = None):
    if x is None:
        x = [1, 2]
    x.append(3)
    if not x:
        return 0
    return len(x)


def case_and(a: bool, b: bool, c: int):
    return (a and not b or c > 3), (not (a or b)), (a and b and c == 1)


def case_dict(d: Dict[str, Tensor], k: str):
    total = torch.zeros(2)
    for key in d:
        total = total + d[key]
    for key, v in d.items():
        total += v * len(key)
    if k in d:
        total = total * 2
    e = {"x": total, "y": total + 1}
    e["z"] = torch.ones(2)
    del e["x"]
    return total, list(e.keys()), len(e), d.get(k, torch.zeros(1))


def case_str(s: str, n: int):
    out = ""
    for c in s:
        if c in "aeiou":
            out += c.upper()
        else:
            out = out + c
    return (
        out,
        s[0],
        s[-2:],
        s[::2],
        "ab" + str(n),
        s == "abc",
        s < "b",
        len(s),
        s.startswith("a"),
        f"{n}:{s}!",
        "{} {}".format(n, 1.5),
        s.replace("a", "b"),
        "a,b".split(","),
    )


def case_zip(a: List[int], b: List[float]):
    t = 0.0
    for i, (x, y) in enumerate(zip(a, b)):
        t += x * y + i
    for i, x in enumerate(a, 1):
        t += i * x
    return t


def case_tuple(t: Tuple[int, float, Tensor]):
    a, b, c = t
    u = t[:2]
    v = (a, (b, c))
    s = 0.0
    for q in (1, 2.5, a):
        s += q
    x, (y, z) = v
    return u, v, s, x, y, len(t), t + (1,)


def case_tensor_idx(x, y):
    a = x[0]
    b = x[:, 1]
    c = x[1:3, ::2]
    d = x[..., 0]
    e = x[None]
    f = x[:, None, 1:]
    g = x[y]
    h = x[:, y]
    x2 = x.clone()
    x2[0] = 7
    x2[1, 2] = 3.5
    x2[:, 0] += 1
    x2[y] = torch.zeros(1)
    x2[x2 > 5] = -1
    x2[2:] *= 3
    return a, b, c, d, e, f, g, h, x2


def case_ops(x, y, n: int, f: float):
    return (
        2 - x,
        2 / x,
        2 * x,
        1 + x,
        x**2,
        2**x,
        x // 2,
        x % 3,
        -x,
        x @ y.t(),
        x & 3 if False else x,
        x < n,
        n < x,
        x == y,
        3 == x,
        f * x,
        x / f,
        x - f,
        n % 3,
        n // 2,
        f // 2.0,
        n * f,
        n**2,
        2.0**f,
    )


def case_bitops(a: int, b: int, x, y):
    return a & b, a | b, a ^ b, a << 2, a >> 1, ~x, x & y, x | y, x ^ y


def case_tern(x: int, t):
    a = x if x > 0 else -x
    b = "p" if x > 0 else "n"
    c = t if bool(t.sum() > 0) else t * 2
    return a, b, c


def case_aug(x, l: List[int], n: int):
    x = x.clone()
    y = x
    x += 1
    x -= 0.5
    x *= 2
    x /= 4
    l += [5]
    n += 2
    n *= 3
    n -= 1
    z = x**2
    return x, y, l, n, z


def case_cast(x, n: int, f: float, b: bool):
    return (
        int(x),
        float(x),
        bool(x),
        int(f),
        float(n),
        bool(n),
        int(b),
        float(b),
        str(n),
        str(f),
        str(b),
        x.item() + 1,
        abs(n),
        abs(f),
        round(f),
    )


def case_minmax(a: int, b: int, l: List[float]):
    return min(a, b), max(a, b), min(l), max(l), max(a, b, 5), sum(l), len(l), min(a, 1.5)


def case_range(n: int):
    a: List[int] = []
    for i in range(n, 0, -1):
        a.append(i)
    for i in range(2, n):
        a.append(i)
    for i in range(0):
        a.append(99)
    return a


def case_list(l: List[int]):
    m = l.copy()
    m.reverse()
    m.insert(1, 9)
    p = m.pop()
    q = m.pop(0)
    m.extend([4, 3])
    m[0] = 1
    m.sort()
    n = l + m
    r = [0] * 3
    return (
        m,
        p,
        q,
        n,
        r,
        l[1],
        l[-1],
        l[1:],
        3 in l,
        100 not in l,
        l == m,
        l.index(2),
        [x * x for x in l],
        m.remove(9) is None,
    )


def case_math(f: float, n: int):
    return (
        math.sqrt(f),
        math.exp(f),
        math.log(f),
        math.floor(f),
        math.ceil(f),
        math.pi,
        math.sin(f),
        math.pow(f, 2.0),
        math.sqrt(n),
        math.inf,
        math.isnan(f),
    )


def case_assert(x, n: int):
    assert n > 0
    assert x.dim() == 2, "need 2d"
    assert n < 10, f"n is {n}"
    return x


def case_raise(n: int):
    if n > 5:
        raise RuntimeError("big")
    elif n > 3:
        raise ValueError("mid {}".format(n))
    elif n > 2:
        raise NotImplementedError
    return n


def case_raise_def(n: int) -> int:
    if n == 0:
        r = 1
    elif n == 1:
        r = 2
    else:
        raise ValueError("no")
    return r


def case_early(x, n: int):
    if n == 0:
        return x
    y = x + 1
    if n == 1:
        return y
    for i in range(n):
        y = y * 2
        if i == 3:
            return y
    while n > 0:
        n -= 1
        if n == 2:
            return y - 1
    return y + n


def case_early2(n: int) -> int:
    if n > 0:
        if n > 10:
            return 1
        elif n > 5:
            n = 3
        else:
            if n == 2:
                return 7
        n += 1
    n += 100
    return n


def case_chain(a: int, b: int, c: int):
    return a < b < c, a <= b == c, a != b != c, 0 < a <= b < 10


def case_unrolled(x):
    for k in (1, 2, 3):
        if k == 2:
            continue
        x = x + k
    for k in (5, 6):
        x = x * k
        if bool(x.sum() > 100):
            break
    return x


def case_unrolled_ret(x, n: int):
    for k in (1, 2, 3):
        if n == k:
            return x * k
    return x


def case_none(x):
    y = None
    if bool(x.sum() > 0):
        z: Optional[Tensor] = x
    else:
        z = None
    if z is not None:
        return z + 1
    return x


def case_noret(l: List[int]):
    l.append(1)


def case_kw(x):
    return (
        torch.sum(x, dim=[0], keepdim=True),
        torch.zeros(2, 3),
        torch.ones([2], dtype=torch.int64),
        x.sum(0),
        x.view(-1),
        x.view(2, -1),
        x.reshape(x.numel()),
        x.size(0),
        x.shape[1],
        torch.cat([x, x], dim=0),
        torch.stack([x, x]),
        x.permute(1, 0),
        x.transpose(0, 1),
        x.t(),
        torch.arange(3),
        torch.arange(1, 6, 2),
        x.mean(),
        x.mean(dim=0),
        x.max(),
        x.argmax(),
        x.to(torch.float64),
        x.float(),
        x.long(),
        x.int(),
        x.bool(),
        torch.full([2], 3),
        torch.tensor([1, 2, 3]),
        torch.tensor(1.5),
        x.dtype,
        x.type_as(x),
    )


def case_kw2(x):
    v, i = x.max(dim=1)
    a = torch.max(x, 1)
    b = x.min(1, keepdim=True)
    return (
        v,
        i,
        a,
        b[0],
        a.values,
        torch.max(x, x + 1),
        x.clamp(0, 1),
        x.clamp(min=0.5),
        torch.where(x > 0, x, x * 0),
        x.split(1),
        x.chunk(2, 1),
        x.unbind(0),
        torch.relu(x),
        x.masked_fill(x > 2, 0.0),
        x.expand(2, 2, 3),
        x.repeat(2, 1),
        x.flatten(),
        x.unsqueeze(0),
        x.squeeze(),
        torch.softmax(x, dim=1),
        torch.log_softmax(x, -1),
    )


def case_comp(l: List[int], x):
    return (
        [i + 1 for i in l],
        [x[i] for i in range(2)],
        [float(v) for v in l],
        {str(k): k * k for k in l},
    )


def case_static(x):
    if torch.jit.is_scripting():
        y = x + 1
    else:
        y = x.undefined_attribute
    if not torch.jit.is_scripting():
        return x.foo()
    if True:
        q = 3
    else:
        q = "a"
    return y + q


def case_annot(x):
    a = torch.jit.annotate(List[Tensor], [])
    b = torch.jit.annotate(Optional[Tensor], None)
    a.append(x)
    c: Dict[int, List[str]] = {}
    c[1] = ["a"]
    if b is None:
        return a, c
    return [b], c


def case_helper(x: Tensor, n: int = 2, flag: bool = True) -> Tensor:
    if flag:
        return x * n
    return x


def case_call(x):
    return case_helper(x) + case_helper(x, 3) + case_helper(x, flag=False) + case_helper(n=4, x=x)


def case_print(x, n: int):
    print("hi", n, 1.5, [1, 2], (1, "a"), True, None)
    print(x)
    return n


def case_isinst(x: Union[int, float, str], y: Optional[int]):
    if isinstance(x, str):
        return len(x)
    elif isinstance(x, int):
        return x + 1
    else:
        return int(x)


def case_any(x: Any):
    if isinstance(x, int):
        return x + 1
    if isinstance(x, Tensor):
        return 100
    return 0


def case_swap(a: int, b: int):
    a, b = b, a
    c = d = a
    (e, f), g = (a, b), c
    [h, i] = [1, 2]
    return a, b, c, d, e, f, g, h, i


def case_listunpack(l: List[int]):
    a, b, c = l
    return a + b * c


def case_shape(x):
    n, m = x.shape
    b = x.size()
    return n * m, b[0], len(b), x.shape[-1], list(x.shape), x.ndim, x.dim()


def case_inplace(x):
    y = x.clone()
    y.add_(1).mul_(2)
    y.relu_()
    y.zero_()
    y.fill_(3)
    y.copy_(x)
    return y


def case_dev(x):
    return x.device.type, torch.zeros(1, device=x.device, dtype=x.dtype), str(x.device)


def case_int_div(a: int, b: int):
    return a // b, a % b, a / b, -a // b, int(a / b), divmod_(a, b)


def divmod_(a: int, b: int) -> Tuple[int, int]:
    return a // b, a % b


def case_tensorcond(x, y):
    if x > y:
        return x
    if x.sum():
        return y
    return x + y


def case_grad(x):
    with torch.no_grad():
        y = x * 2
    return y


def case_pow(n: int, f: float):
    return n**2, f**n, 2**-1, f**0.5, pow(n, 2), pow(f, 2)


def case_format(x: int, y: float):
    return "%d" % x if False else f"{x} {y}", "ab", 'c\n\t"', "é"


def case_bool_list(l: List[bool]):
    return any(l), all(l)


def case_mut(l: List[List[int]]):
    a = l[0]
    a.append(7)
    l[1][0] = 9
    return l


def case_default(x, a: float = 1, b: Optional[str] = None, c: List[int] = (1, 2)):
    return x * a, b, c


def case_implicit(x, n: int):
    y = torch.tensor([3])
    return x.sum(int(y) - 3), torch.zeros(y, 2) if False else torch.ones(n), case_helper(x, y)


def case_deep(x: int):
    r = 0
    while x > 0:
        x -= 1
        if x % 2 == 0:
            if x % 4 == 0:
                continue
            r += 1
        else:
            if x == 7:
                r += 100
                break
        for j in range(x):
            if j == 3:
                if r > 5:
                    break
                r += 1
                continue
            r += 2
    return r


class P(NamedTuple):
    a: int
    b: Tensor


def case_named(x) -> P:
    p = P(1, x)
    q = P(b=x * 2, a=p.a + 1)
    return q


def case_named2(p: P):
    return p.b * p.a, p[0], len(p)


def case_listhint(x) -> List[Optional[Tensor]]:
    l: List[Optional[Tensor]] = [None, x]
    l.append(None)
    m: List[List[int]] = []
    m.append([1])
    m[0].append(3)
    return l


def case_dicts2(l: List[str]) -> Dict[str, List[int]]:
    d: Dict[str, List[int]] = {}
    for i, s in enumerate(l):
        if s not in d:
            d[s] = []
        d[s].append(i)
    return d


def case_gcd(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a


def case_fib(n: int) -> List[int]:
    r = [0, 1]
    while len(r) < n:
        r.append(r[-1] + r[-2])
    return r[:n]


def case_primes(n: int):
    out: List[int] = []
    for p in range(2, n):
        ok = True
        for q in out:
            if q * q > p:
                break
            if p % q == 0:
                ok = False
                break
        if ok:
            out.append(p)
    return out


def case_rnn(x, h, w):
    outs = []
    for i in range(x.size(0)):
        h = torch.tanh(torch.matmul(x[i], w) + h)
        outs.append(h)
    return torch.stack(outs), h


def case_forten(x):
    s = torch.zeros(3)
    for row in x:
        s = s + row
        for v in row:
            if v > 2:
                s = s * v
    return s


def case_ret3(x: int) -> Optional[int]:
    if x > 0:
        return x
    return None


def case_ret4(x: int):
    if x > 0:
        return x
    return None


def case_tup_opt(x: Optional[Tuple[Tensor, Tensor]]):
    if x is None:
        a = b = torch.zeros(1)
    else:
        a, b = x
    return a + b


def case_elif(n: int) -> str:
    if n == 0:
        s = "zero"
    elif n == 1:
        s = "one"
    elif n == 2:
        return "two!"
    else:
        s = "many"
    return s + "."


def case_assert_ref(x: Optional[int]) -> int:
    assert x is not None
    return x + 1


def case_not_none(x: Optional[int]) -> int:
    if not (x is None):
        return x
    y = x
    return 0


def case_or_ref(x: Optional[int]) -> int:
    if x is None or x > 5:
        return -1
    return x


def case_while_ref(x: Optional[int]):
    n = 0
    while x is not None:
        n += x
        if n > 10:
            x = None
        else:
            x = x + 1
    return n


def case_lists_of_tensors(l: List[Tensor]):
    return torch.cat(l), torch.stack(l, dim=1), sum([int(v.sum()) for v in l]), l[0] + l[-1]


def case_neg(x: int):
    return -x, +x, not x, -3, -(2 + x), 2 - -x


def case_lit():
    return (
        0x1F,
        1_000,
        1e-3,
        1.0,
        0.5,
        0b11,
        0o17,
        True,
        None,
        "a\tb\\",
        1e10,
        -0.0,
        float("inf"),
        float("-inf"),
    )


def case_loopvar(n: int):
    i = 100
    for i in range(n):
        pass
    x = 0
    for j in range(n):
        x = j
    return i, x


def case_del(n: int):
    l = [1, 2, 3]
    del l[0]
    return l


def case_getattr(x):
    return getattr(x, "shape"), hasattr_(x)


def hasattr_(x) -> bool:
    return x.dim() > 0


def case_breakelse(l: List[int], k: int):
    found = -1
    for i in range(len(l)):
        if l[i] == k:
            found = i
            break
    if found >= 0:
        return "found", found
    return "none", found


def case_inner_ret(n: int, m: int):
    for i in range(n):
        for j in range(m):
            if i * j == 6:
                return i, j
    return -1, -1


def case_multi(x):
    a, b = x.max(), x.min()
    if bool(a > 2) and bool(b < 0) or x.numel() == 1:
        r = a if bool(b > -1) else b
    else:
        r = torch.tensor(0.0)
    return r


def case_fn_none(x: int) -> None:
    if x > 0:
        return
    print(x)


def case_cont_while(n: int):
    i = 0
    s = 0
    while i < n:
        i += 1
        if i % 2:
            continue
        s += i
    return s


def case_deepret(n: int):
    if n > 0:
        if n > 10:
            if n > 20:
                return 1
        s = 5
    else:
        s = 6
    return s


def case_deepret2(n: int, x: Optional[int]) -> int:
    for i in range(n):
        if i == 3:
            if x is None:
                return -5
            if x > 4:
                break
            y = x + i
        elif i == 5:
            y = 2
            if n == 7:
                continue
        else:
            y = 1
        n += y
    return n


def case_refine_ret(x: Optional[int], n: int) -> int:
    if n > 0:
        if x is None:
            return 0
        n = x + 1
    y = 3
    return y + n


def case_three(n: int) -> str:
    r = ""
    for a in range(n):
        if a == 1:
            r += "a"
            if n == 3:
                r += "c"
                continue
            r += "d"
        else:
            while True:
                r += "w"
                if len(r) > 6:
                    return r
                if len(r) % 2 == 0:
                    break
        r += "e"
    return r
