def aten_logaddexp(self0: Tensor,
    other: Tensor) -> Tensor:
  larger = torch.maximum(self0, other)
  same = torch.logical_and(torch.isinf(self0), torch.eq(self0, other))
  _0 = torch.neg(torch.abs(torch.sub(self0, other)))
  _1 = torch.add(larger, torch.log1p(torch.exp(_0)))
  return torch.where(same, self0, _1)
