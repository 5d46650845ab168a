def aten_matrix_H(self0: Tensor) -> Tensor:
  if self0.dim() == 0:
    return torch.conj(self0)
  if torch.ne(torch.dim(self0), 2):
    ops.prim.RaiseException(torch.format("tensor.H is only supported on matrices (2-D tensors). Got {}-D tensor.", torch.dim(self0)), "operator.RuntimeError")
  else:
    pass
  return torch.conj(torch.transpose(self0, 0, 1))
