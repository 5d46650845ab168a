def aten_logaddexp2(self0: Tensor,
    other: Tensor) -> Tensor:
  high = torch.maximum(self0, other)
  low = torch.minimum(self0, other)
  apart = torch.sub(low, high)
  _0 = torch.div(torch.log1p(torch.pow(2, apart)), 0.69314718055994529)
  two = torch.add(high, _0)
  _1 = torch.where(torch.eq(self0, other), torch.add(high, 1), two)
  return _1
