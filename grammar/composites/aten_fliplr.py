def aten_fliplr(self0: Tensor) -> Tensor:
  if torch.lt(torch.dim(self0), 2):
    ops.prim.RaiseException("Input must be >= 2-d.", "operator.RuntimeError")
  else:
    pass
  return torch.flip(self0, [1])
