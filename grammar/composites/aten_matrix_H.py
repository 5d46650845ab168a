def aten_matrix_H(self0: Tensor) -> Tensor:
  if self0.dim() == 0:
    return torch.conj(self0)
  return torch.conj(torch.transpose(self0, 0, 1))
