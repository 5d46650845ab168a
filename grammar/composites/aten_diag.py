def aten_diag(self0: Tensor,
    diagonal: int) -> Tensor:
  if torch.ne(torch.dim(self0), 1):
    _0 = torch.ne(torch.dim(self0), 2)
  else:
    _0 = False
  if _0:
    _1 = torch.format("diag(): Supports 1D or 2D tensors. Got {}D", torch.dim(self0))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 1):
    result = torch.diag_embed(self0, diagonal)
  else:
    result0 = torch.clone(torch.diagonal(self0, diagonal))
    result = result0
  return result
