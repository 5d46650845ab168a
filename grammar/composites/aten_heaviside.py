def aten_heaviside(self0: Tensor,
    values: Tensor) -> Tensor:
  _0 = torch.ne(ops.prim.dtype(self0), ops.prim.dtype(values))
  if _0:
    ops.prim.RaiseException("heaviside is not yet implemented for tensors with different dtypes.", "operator.RuntimeError")
  else:
    pass
  above = torch.to(torch.gt(self0, 0), ops.prim.dtype(self0))
  _1 = torch.where(torch.eq(self0, 0), values, above)
  return _1
