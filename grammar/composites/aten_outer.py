def aten_outer(self0: Tensor,
    vec2: Tensor) -> Tensor:
  if torch.ne(torch.dim(self0), 1):
    _0 = True
  else:
    _0 = torch.ne(torch.dim(vec2), 1)
  if _0:
    _1 = ops.prim.max(torch.dim(self0), torch.dim(vec2))
    _2 = torch.format("outer: Expected 1-D argument self, but got {}-D", _1)
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  _3 = torch.mul(torch.unsqueeze(self0, 1), vec2)
  return _3
