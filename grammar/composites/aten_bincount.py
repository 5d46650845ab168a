def aten_bincount(self0: Tensor,
    weights: Optional[Tensor],
    minlength: int) -> Tensor:
  if torch.ne(torch.dim(self0), 1):
    ops.prim.RaiseException("bincount only supports 1-d non-negative integral inputs.", "operator.RuntimeError")
  else:
    pass
  if torch.lt(minlength, 0):
    ops.prim.RaiseException("minlength should be >= 0", "operator.RuntimeError")
  else:
    pass
  ones = torch.ones([torch.numel(self0)], dtype=4)
  if torch.__isnot__(weights, None):
    weights0 = unchecked_cast(Tensor, weights)
    if torch.ne(torch.dim(weights0), 1):
      _0 = True
    else:
      _1 = torch.ne(torch.size(weights0, 0), torch.size(self0, 0))
      _0 = _1
    if _0:
      ops.prim.RaiseException("weights should be 1-d and have the same length as input", "operator.RuntimeError")
    else:
      pass
    _2 = torch.eq(ops.prim.dtype(weights0), 6)
    if _2:
      kind0 = ops.prim.dtype(weights0)
    else:
      kind0 = 7
    kind, ones0 = kind0, torch.to(weights0, kind0)
  else:
    kind, ones0 = 4, ones
  if torch.gt(torch.numel(self0), 0):
    if torch.lt(int(torch.min(self0)), 0):
      ops.prim.RaiseException("bincount only supports 1-d non-negative integral inputs.", "operator.RuntimeError")
    else:
      pass
    n = ops.prim.max(minlength, torch.add(int(torch.max(self0)), 1))
    _4 = torch.scatter_add_(torch.zeros([n], dtype=kind), 0, torch.to(self0, 4), ones0)
    _3 = _4
  else:
    _3 = torch.zeros([minlength], dtype=4)
  return _3
