def aten_narrow_Tensor(self0: Tensor,
    dim: int,
    start: Tensor,
    length: int) -> Tensor:
  if torch.ne(torch.dim(start), 0):
    _0 = True
  else:
    kind = ops.prim.dtype(start)
    _0 = torch.__or__(torch.gt(kind, 4), torch.eq(kind, 11))
  if _0:
    ops.prim.RaiseException("start must be an 0-dim integral Tensor.", "operator.RuntimeError")
  else:
    pass
  return torch.narrow(self0, dim, int(start), length)
