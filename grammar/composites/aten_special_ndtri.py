def aten_special_ndtri(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "ndtri")
  p = torch.minimum(x, 1 - x)
  goal = torch.log(p)
  y = torch.clamp_min(torch.erfinv(2 * p - 1) * 1.4142135623730951, -39.)
  # Newton's steps for the logarithm of the distribution.
  for _ in range(4):
    value = __torch__.special.log_ndtr(y)
    y = y - (value - goal) * 2.5066282746310002 * torch.exp(value + y * y / 2)
  edge = torch.where(p == 0, torch.full_like(p, float("-inf")), torch.full_like(p, float("nan")))
  y = torch.where(p > 0, y, edge)
  return __torch__.special.rounded(torch.where(x > 0.5, -y, y), self0)
