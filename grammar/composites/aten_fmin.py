def aten_fmin(self0: Tensor,
    other: Tensor) -> Tensor:
  _0 = torch.broadcast_tensors([self0, other])
  a, b, = _0
  _1 = torch.isnan(b)
  _2 = torch.where(torch.isnan(a), b, torch.minimum(a, b))
  return torch.where(_1, a, _2)
