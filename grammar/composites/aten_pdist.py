def aten_pdist(self0: Tensor,
    p: float) -> Tensor:
  if torch.ne(torch.dim(self0), 2):
    _0 = torch.format("pdist only supports 2D tensors, got: {}D", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(p, 0.):
    ops.prim.RaiseException("pdist only supports non-negative p values", "operator.RuntimeError")
  else:
    pass
  n = torch.size(self0, 0)
  upper = torch.triu(torch.ones([n, n], dtype=11), 1)
  return torch.masked_select(torch.cdist(self0, self0, p, 2), upper)
