def aten_flipud(self0: Tensor) -> Tensor:
  if torch.lt(torch.dim(self0), 1):
    ops.prim.RaiseException("Input must be >= 1-d.", "operator.RuntimeError")
  else:
    pass
  return torch.flip(self0, [0])
