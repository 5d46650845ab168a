def aten_logaddexp(self0: Tensor,
    other: Tensor) -> Tensor:
  if torch.is_complex(self0):
    first = torch.ge(torch.real(self0), torch.real(other))
    larger = torch.where(first, self0, other)
    smaller = torch.where(first, other, self0)
    result = torch.add(larger, torch.log1p(torch.exp(torch.sub(smaller, larger))))
  else:
    larger0 = torch.maximum(self0, other)
    same = torch.logical_and(torch.isinf(self0), torch.eq(self0, other))
    _0 = torch.neg(torch.abs(torch.sub(self0, other)))
    _1 = torch.add(larger0, torch.log1p(torch.exp(_0)))
    result = torch.where(same, self0, _1)
  return result
