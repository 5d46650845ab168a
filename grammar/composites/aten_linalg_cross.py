def aten_linalg_cross(self0: Tensor,
    other: Tensor,
    dim: int) -> Tensor:
  _0 = torch.ne(torch.dim(self0), torch.dim(other))
  if _0:
    ops.prim.RaiseException("linalg.cross: inputs must have the same number of dimensions.", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.size(self0, dim), 3):
    _1 = True
  else:
    _1 = torch.ne(torch.size(other, dim), 3)
  if _1:
    _2 = torch.format("linalg.cross: inputs dimension {} must have length 3. Got {} and {}", dim, torch.size(self0, dim), torch.size(other, dim))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  a = torch.unbind(self0, dim)
  b = torch.unbind(other, dim)
  _3 = torch.sub(torch.mul(a[1], b[2]), torch.mul(a[2], b[1]))
  _4 = torch.sub(torch.mul(a[2], b[0]), torch.mul(a[0], b[2]))
  _5 = torch.sub(torch.mul(a[0], b[1]), torch.mul(a[1], b[0]))
  return torch.stack([_3, _4, _5], dim)
