op_version_set = 10


class Net(Module):
    __parameters__ = [
        "weight",
    ]
    __buffers__ = [
        "count",
    ]
    weight: Tensor
    count: Tensor
    training: bool
    __annotations__["0"] = __torch__.Inner
    hidden: Optional[Tensor]
    k: Final[int] = 3
    names: Final[Tuple[str, float]] = ("a", 2.0)

    def forward(self: __torch__.Net, x: Tensor, n: int = 2) -> Tensor:
        inner = getattr(self, "0")
        y = (inner).forward(
            x,
            n,
        )
        self.hidden = y
        _0 = torch.add_(self.count, self.k)
        if self.training:
            z = (self).helper(
                y,
            )
        else:
            z = y
        return torch.mul(z, (self.names)[1])

    def helper(self: __torch__.Net, x: Tensor) -> Tensor:
        h = self.hidden
        if h is not None:
            x = torch.add(x, h)
        return x


class Inner(Module):
    __parameters__ = []

    def forward(self: __torch__.Inner, x: Tensor, n: int) -> Tensor:
        p = __torch__.make(
            x,
            n,
        )
        return torch.mul(p.x, (p).n)


class Pt(NamedTuple):
    x: Tensor
    n: int


class Acc:
    n: int

    def __init__(self: __torch__.Acc, n: int) -> NoneType:
        self.n = n
        return None

    def add(self: __torch__.Acc) -> int:
        self.n += 1
        return self.n


class Color(Enum):
    RED = 1
    BLUE = 2


def make(x: Tensor, n: int = 4) -> __torch__.Pt:
    a = __torch__.Acc.__new__(__torch__.Acc)
    _0 = (a).__init__(
        3,
    )
    c = __torch__.Color.RED
    if torch.eq(c, __torch__.Color.BLUE):
        n = (c).value
    return __torch__.Pt(x, torch.add(n, (a).add()))
