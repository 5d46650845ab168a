def aten_bucketize_Tensor(self0: Tensor,
    boundaries: Tensor,
    out_int32: bool,
    right: bool) -> Tensor:
  if torch.ne(torch.dim(boundaries), 1):
    _0 = torch.format("boundaries tensor must be 1 dimension, but got dim({})", torch.dim(boundaries))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  _1 = torch.searchsorted(boundaries, self0, out_int32=out_int32, right=right)
  return _1
