def aten_nansum(self0: Tensor,
    dim: Optional[List[int]],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  if torch.is_complex(self0):
    ops.prim.RaiseException("nansum does not support complex inputs", "operator.RuntimeError")
  else:
    pass
  if torch.is_floating_point(self0):
    x0 = torch.where(torch.isnan(self0), torch.zeros_like(self0), self0)
    x = x0
  else:
    x = self0
  _0 = torch.sum(x, dim, keepdim, dtype=dtype)
  return _0
