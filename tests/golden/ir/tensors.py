op_version_set = 10


def operators(x: Tensor, y: Tensor) -> Tensor:
    a = 2 - x
    b = 2 / y
    c = x @ y
    d = x // 2
    e = a < b
    f = torch.add(1, x)
    a += b
    a -= 1
    return torch.where(e, a, 0)


def indexing(x: Tensor, i: Tensor, n: int) -> Tensor:
    a = x[0]
    b = x[1:, ..., None, n]
    c = x[:, i]
    d = x[..., -1, ::2]
    e = x[[0, 1]]
    x[0] = 1
    x[i] = c
    x[0, 1:] += b
    x[i] *= 2.0
    return torch.select(x, 0, n)


def calls(x: Tensor, w: Tensor) -> Tuple[Tensor, Tensor]:
    a = torch.linear(x, w)
    b = torch.conv2d(x, w, None, 1, [0, 0], 1)
    c = x.view(2, -1)
    d = torch.sum(x, [0], True, dtype=7)
    e = x.float()
    f = x.shape[0]
    v, i = torch.max(x, 1)
    g = torch.max(x, 1)
    h = torch.clamp(x, min=0.5)
    x.add_(1).mul_(2)
    k = torch.zeros([], dtype=6)
    m = torch.gone(x, 1)
    n = torch.relu(m)
    return (v, (g)[0])
