def aten_ldexp_Tensor(self0: Tensor,
    other: Tensor) -> Tensor:
  _0 = torch.mul(self0, torch.pow(2., other))
  return _0
