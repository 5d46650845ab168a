def aten_sinc(self0: Tensor) -> Tensor:
  x = torch.mul(self0, 3.1415926535897931)
  _0 = torch.where(torch.eq(self0, 0), torch.ones_like(x), torch.div(torch.sin(x), x))
  return _0
