def aten_special_ndtri(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "ndtri")
  p = torch.minimum(x, 1 - x)
  goal = torch.log(p)
  # In the tail 2 p - 1 is too near -1: the asymptote's square is s - log(2 pi s), s twice the logarithm.
  s = torch.clamp_min(-2 * goal, 4.)
  far = -torch.sqrt(s - torch.log(6.283185307179586 * (s - torch.log(6.283185307179586 * s) + 2)))
  y = torch.where(p < 1e-6, far, torch.erfinv(2 * p - 1) * 1.4142135623730951)
  # Newton's steps for the logarithm of the distribution.
  for _ in range(4):
    value = __torch__.special.log_ndtr(y)
    y = y - (value - goal) * 2.5066282746310002 * torch.exp(value + y * y / 2)
  edge = torch.where(p == 0, torch.full_like(p, float("-inf")), torch.full_like(p, float("nan")))
  y = torch.where(p > 0, y, edge)
  return __torch__.special.rounded(torch.where(x > 0.5, -y, y), self0)
