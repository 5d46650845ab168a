def aten_logsumexp(self0: Tensor,
    dim: List[int],
    keepdim: bool) -> Tensor:
  if torch.is_floating_point(self0):
    _0 = True
  else:
    _0 = torch.is_complex(self0)
  if _0:
    x = self0
  else:
    x = torch.to(self0, 6)
  if torch.is_complex(x):
    real = torch.real(x)
  else:
    real = x
  largest = torch.amax(real, dim, True)
  shift = torch.masked_fill(largest, torch.isinf(largest), 0)
  _1 = torch.sum(torch.exp(torch.sub(x, shift)), dim, keepdim)
  total = torch.log(_1)
  _2 = torch.reshape(shift, torch.size(total))
  return torch.add(total, _2)
