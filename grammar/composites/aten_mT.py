def aten_mT(self0: Tensor) -> Tensor:
  if self0.dim() == 0:
    return self0
  if torch.eq(torch.dim(self0), 1):
    ops.prim.RaiseException(torch.format("tensor.mT is only supported on matrices or batches of matrices. Got {}-D tensor.", torch.dim(self0)), "operator.RuntimeError")
  else:
    pass
  return torch.transpose(self0, -2, -1)
