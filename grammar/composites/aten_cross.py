def aten_cross(self0: Tensor,
    other: Tensor,
    dim: Optional[int]) -> Tensor:
  if torch.__isnot__(dim, None):
    d = unchecked_cast(int, dim)
  else:
    d0 = -1
    for i in range(torch.dim(self0)):
      if torch.eq(torch.size(self0, i), 3):
        _0 = torch.lt(d0, 0)
      else:
        _0 = False
      if _0:
        d1 = i
      else:
        d1 = d0
      d0 = d1
    if torch.lt(d0, 0):
      ops.prim.RaiseException("no dimension of size 3 in input", "operator.RuntimeError")
    else:
      pass
    d = d0
  if torch.ne(torch.size(self0, d), 3):
    _1 = True
  else:
    _1 = torch.ne(torch.size(other, d), 3)
  if _1:
    _2 = torch.format("inputs dimension {} must have length 3. Got {} and {}", d, torch.size(self0, d), torch.size(other, d))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  a = torch.unbind(self0, d)
  b = torch.unbind(other, d)
  if torch.ge(d, 0):
    back = torch.sub(d, torch.dim(self0))
  else:
    back = d
  _3 = torch.sub(torch.mul(a[1], b[2]), torch.mul(a[2], b[1]))
  _4 = torch.sub(torch.mul(a[2], b[0]), torch.mul(a[0], b[2]))
  _5 = torch.sub(torch.mul(a[0], b[1]), torch.mul(a[1], b[0]))
  return torch.stack([_3, _4, _5], back)
