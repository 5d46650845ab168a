def aten_isneginf(self0: Tensor) -> Tensor:
  _0 = torch.eq(self0, torch.neg(float("inf")))
  return _0
