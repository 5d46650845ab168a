def aten_cdist(x1: Tensor,
    x2: Tensor,
    p: float,
    compute_mode: Optional[int]) -> Tensor:
  if torch.lt(torch.dim(x1), 2):
    _0 = True
  else:
    _0 = torch.lt(torch.dim(x2), 2)
  if _0:
    ops.prim.RaiseException("cdist only supports at least 2D tensors", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.size(x1, -1), torch.size(x2, -1)):
    _1 = torch.format("X1 and X2 must have the same number of columns. X1: {} X2: {}", torch.size(x1, -1), torch.size(x2, -1))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.lt(p, 0.):
    ops.prim.RaiseException("cdist only supports non-negative p values", "operator.RuntimeError")
  else:
    pass
  gap = torch.sub(torch.unsqueeze(x1, -2), torch.unsqueeze(x2, -3))
  return torch.contiguous(torch.linalg_vector_norm(gap, p, [-1]))
