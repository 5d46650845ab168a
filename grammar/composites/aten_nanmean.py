def aten_nanmean(self0: Tensor,
    dim: Optional[List[int]],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  _0 = torch.__not__(torch.is_floating_point(self0))
  if _0:
    _2 = torch.__not__(torch.is_complex(self0))
    _1 = _2
  else:
    _1 = False
  if _1:
    _3 = torch.add("nanmean(): expected input to have floating point or complex dtype but got ", str(ops.prim.dtype(self0)))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  count = torch.sum(torch.logical_not(torch.isnan(self0)), dim, keepdim)
  _4 = torch.nansum(self0, dim, keepdim, dtype=dtype)
  return torch.div(_4, count)
