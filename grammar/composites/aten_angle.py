def aten_angle(self0: Tensor) -> Tensor:
  if torch.is_complex(self0):
    _1 = torch.atan2(torch.imag(self0), torch.real(self0))
    _0 = _1
  else:
    _2 = torch.__not__(torch.is_floating_point(self0))
    if _2:
      x = torch.to(self0, 6)
    else:
      x = self0
    _3 = torch.lt(x, 0)
    _4 = torch.full_like(x, 3.1415926535897931)
    below = torch.where(_3, _4, torch.zeros_like(x))
    _5 = torch.where(torch.isnan(x), x, below)
    _0 = _5
  return _0
