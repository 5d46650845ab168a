def aten_inner(self0: Tensor,
    other: Tensor) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    _0 = True
  else:
    _0 = torch.eq(torch.dim(other), 0)
  if _0:
    result = torch.mul(self0, other)
  else:
    if torch.gt(torch.dim(other), 1):
      _1 = torch.matmul(self0, torch.transpose(other, -2, -1))
      result0 = _1
    else:
      result0 = torch.matmul(self0, other)
    result = result0
  return result
