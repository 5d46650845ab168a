def aten_trapezoid_dx(y: Tensor,
    dx: number,
    dim: int) -> Tensor:
  n = torch.size(y, dim)
  if torch.eq(n, 0):
    result = torch.sum(y, [dim])
  else:
    _0 = torch.narrow(y, dim, 0, torch.sub(n, 1))
    _1 = torch.narrow(y, dim, 1, torch.sub(n, 1))
    pairs = torch.add(_0, _1)
    result0 = torch.mul(torch.sum(pairs, [dim]), torch.div(dx, 2.))
    result = result0
  return result
