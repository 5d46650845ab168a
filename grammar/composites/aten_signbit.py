def aten_signbit(self0: Tensor) -> Tensor:
  if torch.is_floating_point(self0):
    _0 = torch.where(torch.eq(self0, 0), torch.reciprocal(self0), self0)
    result = torch.lt(_0, 0)
  else:
    if torch.eq(ops.prim.dtype(self0), 11):
      result0 = torch.zeros_like(self0)
    else:
      result0 = torch.lt(self0, 0)
    result = result0
  return result
