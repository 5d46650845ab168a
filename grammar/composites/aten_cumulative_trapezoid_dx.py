def aten_cumulative_trapezoid_dx(y: Tensor,
    dx: number,
    dim: int) -> Tensor:
  n = torch.size(y, dim)
  _0 = torch.narrow(y, dim, 1, torch.sub(n, 1))
  _1 = torch.narrow(y, dim, 0, torch.sub(n, 1))
  pairs = torch.add(_0, _1)
  _2 = torch.mul(torch.cumsum(pairs, dim), torch.div(dx, 2.))
  return _2
