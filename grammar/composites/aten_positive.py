def aten_positive(self0: Tensor) -> Tensor:
  if torch.eq(ops.prim.dtype(self0), 11):
    ops.prim.RaiseException("The `+` operator, on a bool tensor is not supported.", "operator.RuntimeError")
  else:
    pass
  return self0
