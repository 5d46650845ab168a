op_version_set = 3


def divided(x: Tensor, y: Tensor, n: int) -> Tensor:
    a = torch.div(x, y)
    b = a / n
    b /= 2.0
    return torch.full([2], n)
